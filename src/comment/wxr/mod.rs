//! WordPress exports (WXR): RSS in which every item carries its comments.
//!
//! 1. The bytes become text, whatever their encoding.
//! 2. `xml` walks through it and resolves names and values; `name` knows the names.
//! 3. Items and comments are read by their path, so that elements of plugins cannot be mistaken.
//! 4. `item` says where a comment stood and whether it may be shown; `users` who wrote it.
//!
//! A file that is broken off or not well-formed gives no comments at all: half an export would look
//! like a whole one.

mod name;
mod erase;
mod item;
mod users;

use std::borrow::Cow;
use std::sync::Arc;

use encoding_rs::UTF_8;

use super::reading::Flaw;
use super::text;
use super::xml::{self, Step};
use super::{BodyKind, Comment, Export, Format, Identity, Lack, Place, dates};
use crate::config::Config;
use crate::diagnostic::{Checked, Diagnostic, Problem};
use crate::source::{Source, SourcePath};
use erase::erase;
use item::{Item, Remark, trimmed};
use name::Name;
use users::{User, name_users};

/// The elements of an export of WordPress.
type Elements<'i> = xml::Elements<'i, Name>;

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
    let mut problems: Vec<Diagnostic> = decoded.warning(&source.path).into_iter().collect();
    let mut reading = Reading::new(&decoded.text, &source.path, config);
    let ended = reading.read_file();
    problems.append(&mut reading.elements.warnings);
    match ended {
        Ok(()) => Checked { value: reading.into_export(&mut problems), problems },
        Err(flaw) => {
            let error = Diagnostic::error(flaw.problem).at(&source.path);
            problems.push(error.at_offset(flaw.place, &decoded.text));
            Checked { value: Export::default(), problems }
        }
    }
}

/// What the channel says of the export and of the site it comes from.
#[derive(Debug, Default)]
struct Channel<'i> {
    link: Option<Cow<'i, str>>,
    made: Option<Cow<'i, str>>,
    version: Option<Cow<'i, str>>,
    site: Option<Cow<'i, str>>,
    blog: Option<Cow<'i, str>>,
}

impl Channel<'_> {
    /// The address of the site, so that its name does not change with the way it is written. Of the
    /// sites of one installation, only the blog's address tells them apart.
    fn system(&self) -> String {
        let address =
            trimmed(&self.blog).or(trimmed(&self.site)).or(trimmed(&self.link)).unwrap_or_default();
        let address = text::decode_entities(address).to_lowercase();
        let bare = address.split_once("://").map_or(address.as_str(), |(_, rest)| rest);
        bare.strip_prefix("www.").unwrap_or(bare).trim_end_matches('/').to_owned()
    }

    fn has_version(&self) -> bool {
        let digits =
            |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        trimmed(&self.version)
            .and_then(|version| version.split_once('.'))
            .is_some_and(|(major, minor)| digits(major) && digits(minor))
    }
}

/// A file on its way to an [`Export`].
struct Reading<'i> {
    elements: Elements<'i>,
    path: &'i SourcePath,
    config: &'i Config,
    channel: Channel<'i>,
    users: Vec<User<'i>>,
    export: Export,
    /// The items of the export, and whether they have pages here.
    places: Vec<(Place, bool)>,
    /// The item and the number of the account behind each comment of the export.
    origins: Vec<(usize, Option<u64>)>,
    removed: u64,
    double_encoded: Option<(u32, String)>,
}

impl<'i> Reading<'i> {
    fn new(text: &'i str, path: &'i SourcePath, config: &'i Config) -> Self {
        Reading {
            elements: Elements::new(text, path, Name::of),
            path,
            config,
            channel: Channel::default(),
            users: Vec::new(),
            export: Export::default(),
            places: Vec::new(),
            origins: Vec::new(),
            removed: 0,
            double_encoded: None,
        }
    }

    /// What follows the end of the outermost element is not read.
    fn read_file(&mut self) -> Result<(), Flaw> {
        loop {
            match self.elements.step()? {
                Step::Start(Name::Rss) => return self.read_rss(),
                Step::Start(_) => self.elements.skip()?,
                Step::End => {}
            }
        }
    }

    fn read_rss(&mut self) -> Result<(), Flaw> {
        loop {
            match self.elements.step()? {
                Step::Start(Name::Channel) => self.read_channel()?,
                Step::Start(_) => self.elements.skip()?,
                Step::End => return Ok(()),
            }
        }
    }

    fn read_channel(&mut self) -> Result<(), Flaw> {
        loop {
            let field = match self.elements.step()? {
                Step::Start(Name::Item) => {
                    self.read_item()?;
                    continue;
                }
                Step::Start(Name::Author) => {
                    self.read_user()?;
                    continue;
                }
                Step::Start(Name::Link) => &mut self.channel.link,
                Step::Start(Name::PubDate) => &mut self.channel.made,
                Step::Start(Name::WxrVersion) => &mut self.channel.version,
                Step::Start(Name::BaseSiteUrl) => &mut self.channel.site,
                Step::Start(Name::BaseBlogUrl) => &mut self.channel.blog,
                Step::Start(_) => {
                    self.elements.skip()?;
                    continue;
                }
                Step::End => return Ok(()),
            };
            *field = Some(self.elements.value()?);
        }
    }

    fn read_user(&mut self) -> Result<(), Flaw> {
        let mut user = User::default();
        loop {
            let field = match self.elements.step()? {
                Step::Start(Name::AuthorId) => &mut user.id,
                Step::Start(Name::AuthorLogin) => &mut user.login,
                Step::Start(Name::AuthorEmail) => &mut user.email,
                Step::Start(Name::AuthorDisplayName) => &mut user.name,
                Step::Start(_) => {
                    self.elements.skip()?;
                    continue;
                }
                Step::End => break,
            };
            *field = Some(self.elements.value()?);
        }
        self.users.push(user);
        Ok(())
    }

    fn read_item(&mut self) -> Result<(), Flaw> {
        let mut item = Item::default();
        loop {
            let field = match self.elements.step()? {
                Step::Start(Name::Comment) => {
                    let remark = self.read_remark()?;
                    item.comments.push(remark);
                    continue;
                }
                Step::Start(Name::Link) => &mut item.link,
                Step::Start(Name::Guid) => &mut item.guid,
                Step::Start(Name::Title) => &mut item.title,
                Step::Start(Name::PostId) => &mut item.id,
                Step::Start(Name::PostName) => &mut item.slug,
                Step::Start(Name::Status) => &mut item.status,
                Step::Start(Name::PostType) => &mut item.kind,
                Step::Start(Name::PostPassword) => &mut item.password,
                Step::Start(_) => {
                    self.elements.skip()?;
                    continue;
                }
                Step::End => break,
            };
            *field = Some(self.elements.value()?);
        }
        self.add_item(&item)
    }

    fn read_remark(&mut self) -> Result<Remark<'i>, Flaw> {
        let mut remark = Remark { line: self.elements.line(), ..Remark::default() };
        loop {
            let field = match self.elements.step()? {
                Step::Start(Name::CommentId) => &mut remark.id,
                Step::Start(Name::CommentParent) => &mut remark.parent,
                Step::Start(Name::CommentAuthor) => &mut remark.author,
                Step::Start(Name::CommentAuthorEmail) => &mut remark.email,
                Step::Start(Name::CommentUserId) => &mut remark.user,
                Step::Start(Name::CommentDate) => &mut remark.date,
                Step::Start(Name::CommentDateGmt) => &mut remark.date_utc,
                Step::Start(Name::CommentContent) => &mut remark.content,
                Step::Start(Name::CommentApproved) => &mut remark.approved,
                Step::Start(Name::CommentType) => &mut remark.kind,
                Step::Start(_) => {
                    self.elements.skip()?;
                    continue;
                }
                Step::End => return Ok(remark),
            };
            *field = Some(self.elements.value()?);
        }
    }

    /// Only at its end is everything known of an item that decides about its comments.
    fn add_item(&mut self, item: &Item<'_>) -> Result<(), Flaw> {
        let limit = self.config.limits.comments;
        if self.export.comments.len() + item.comments.len() > limit {
            let limit = u64::try_from(limit).unwrap_or(u64::MAX);
            return Err(self.elements.here(Problem::TooManyComments { limit }));
        }
        let has_page = item.has_page(&self.config.comments);
        if item.comments.is_empty() && !has_page {
            return Ok(());
        }
        let place = item.place(&mut self.removed);
        for remark in &item.comments {
            let comment = self.comment(remark, item);
            self.export.comments.push(comment);
            self.origins.push((self.places.len(), remark.user()));
        }
        self.places.push((place, has_page));
        Ok(())
    }

    fn comment(&mut self, remark: &Remark<'_>, item: &Item<'_>) -> Comment {
        let body = remark.content.as_deref().unwrap_or_default();
        let body = text::repair(body, &mut self.removed).into_owned();
        let author = remark.author(&mut self.removed);
        if self.double_encoded.is_none() {
            let example =
                text::double_encoded(&author.name).or_else(|| text::double_encoded(&body));
            self.double_encoded = example.map(|example| (remark.line, example.to_owned()));
        }
        let zone = &self.config.timezone;
        let written = dates::wordpress(remark.date_utc.as_deref(), remark.date.as_deref(), zone);
        if written.is_some_and(|local| local.is_doubtful) {
            let value = trimmed(&remark.date).unwrap_or_default().to_owned();
            let warning = Diagnostic::warning(Problem::DateClockChange { value }).at(self.path);
            self.elements.warnings.push(Diagnostic { line: Some(remark.line), ..warning });
        }
        Comment {
            format: FORMAT.name,
            identity: Identity::Numbered,
            file: self.path.clone(),
            line: remark.line,
            source_id: trimmed(&remark.id).map(str::to_owned),
            parent: remark.parent(),
            place: Arc::default(),
            author,
            written: written.map(|local| local.moment),
            held: remark.held(item, &self.config.comments),
            body,
            kind: BodyKind::WordPress,
            plain: None,
            has_time: true,
        }
    }

    /// What could only be known at the end of the file is filled in.
    fn into_export(mut self, problems: &mut Vec<Diagnostic>) -> Export {
        let warn = |problem| Diagnostic::warning(problem).at(self.path);
        if !self.channel.has_version() {
            problems.push(warn(Problem::NoWxrVersion));
        }
        if self.removed > 0 {
            problems.push(warn(Problem::ControlCharacters { count: self.removed }));
        }
        if let Some((line, example)) = self.double_encoded {
            let warning = warn(Problem::DoubleEncoded { example });
            problems.push(Diagnostic { line: Some(line), ..warning });
        }
        let system = self.channel.system();
        let place = |(place, has_page): (Place, bool)| {
            (Arc::new(Place { system: system.clone(), ..place }), has_page)
        };
        let places: Vec<(Arc<Place>, bool)> = self.places.into_iter().map(place).collect();
        for (comment, (item, _)) in self.export.comments.iter_mut().zip(&self.origins) {
            comment.place = places[*item].0.clone();
        }
        let with_page = places.into_iter().filter(|(_, has_page)| *has_page);
        self.export.places = with_page.map(|(place, _)| place).collect();
        name_users(&mut self.export.comments, &self.origins, &self.users);
        let newest = || self.export.comments.iter().filter_map(|comment| comment.written).max();
        let made = trimmed(&self.channel.made).and_then(dates::rfc_2822).or_else(newest);
        self.export.made = made.map(|moment| moment.0);
        self.export
    }
}

#[cfg(test)]
mod tests;
