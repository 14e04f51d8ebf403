//! WordPress exports (WXR): RSS in which every item carries its comments.
//!
//! 1. The bytes become text, whatever their encoding.
//! 2. `xml` walks through it and resolves names and values; `name` knows the names.
//! 3. Items and comments are read by their path, so that elements of plugins cannot be mistaken.
//! 4. `item` says where a comment stood and whether it may be shown; `users` who wrote it.
//! 5. A large file is read portion by portion; `joining` puts what was read of them together.
//!
//! A file that is broken off or not well-formed gives no comments at all: half an export would look
//! like a whole one.

pub(crate) mod name;
mod erase;
pub(crate) mod item;
mod part;
mod joining;
mod users;

use encoding_rs::UTF_8;

use super::portions::{self, Items, Letters, Portion, Stopped, Text, in_order};
use super::text;
use super::xml;
use super::{Export, Format, Lack};
use crate::config::Config;
use crate::cores::Cores;
use crate::diagnostic::Checked;
use crate::source::Source;
use erase::erase;
use item::trimmed;
use joining::Joining;
use part::Part;

/// This format.
pub const FORMAT: Format = Format { name: "wxr", title: "WordPress", recognises, read, erase };

/// How much of a file tells what it is.
const HEAD: usize = 64 << 10;

/// RSS that knows WordPress's namespace, whichever prefix stands for it.
fn recognises(source: &Source) -> Result<(), Lack> {
    let head = &source.bytes[..source.bytes.len().min(HEAD)];
    let head = text::decode(head, Some(UTF_8)).text;
    Lack::Start("<").unless(head.trim_start().starts_with('<'))?;
    Lack::Part("<rss>").unless(xml::begins_with(&head, "rss"))?;
    Lack::Part("xmlns:wp").unless(head.contains("://wordpress.org/export/1."))
}

fn read(source: &Source, config: &Config) -> Checked<Export> {
    let decoded = text::decode(&source.bytes, Some(xml::declared_encoding(&source.bytes)));
    let mut joining = Joining::new(&source.path, config, decoded.warning(&source.path));
    let whole = Portion::whole(&decoded.text);
    joining.add(&whole, Part::read(&whole, &source.path, config));
    joining.finish()
}

/// What [`read`] gives of a file that is not held.
pub(super) fn read_portions(
    file: &portions::File<'_>,
    cores: &impl Cores,
    config: &Config,
) -> Result<Checked<Export>, Stopped> {
    let path = &file.head.path;
    let letters = Letters::of(file.open, true)?;
    let text = Text::new((file.open)()?, letters, file.sizes.piece)?;
    let mut items = Items::new(text, file.sizes);
    let mut joining = Joining::new(path, config, letters.warning(path));
    let read = |portion: &Portion<'_>| Part::read(portion, path, config).packed(file.keeping);
    in_order(cores, &mut items, read, |portion, part| joining.add(portion, part))?;
    Ok(joining.finish())
}

/// What the channel says of the export and of the site it comes from.
#[derive(Debug, Default)]
pub(crate) struct Channel {
    pub(crate) link: Option<String>,
    pub(crate) made: Option<String>,
    pub(crate) version: Option<String>,
    pub(crate) site: Option<String>,
    pub(crate) blog: Option<String>,
}

impl Channel {
    /// What is said again counts.
    pub(crate) fn update(&mut self, later: Channel) {
        let Channel { link, made, version, site, blog } = later;
        self.link = link.or(self.link.take());
        self.made = made.or(self.made.take());
        self.version = version.or(self.version.take());
        self.site = site.or(self.site.take());
        self.blog = blog.or(self.blog.take());
    }

    /// The address of the site, so that its name does not change with the way it is written. Of the
    /// sites of one installation, only the blog's address tells them apart.
    pub(crate) fn system(&self) -> String {
        let address =
            trimmed(&self.blog).or(trimmed(&self.site)).or(trimmed(&self.link)).unwrap_or_default();
        let address = text::decode_entities(address).to_lowercase();
        let bare = address.split_once("://").map_or(address.as_str(), |(_, rest)| rest);
        bare.strip_prefix("www.").unwrap_or(bare).trim_end_matches('/').to_owned()
    }

    /// The version of the format: WordPress has written 1.2 since 2011.
    fn version(&self) -> Option<(u32, u32)> {
        let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        let (major, minor) = trimmed(&self.version)?.split_once('.')?;
        let part = |part: &str| part.parse().ok().filter(|_| digits(part));
        Some((part(major)?, part(minor)?))
    }
}

#[cfg(test)]
mod file_tests;
#[cfg(test)]
mod held_tests;
#[cfg(test)]
mod tests;
