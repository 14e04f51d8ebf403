//! What the editors of WordPress write, as HTML: blocks that stand elsewhere are put in their place, and what stands between
//! brackets (`[caption]`, `[gallery]`) becomes the elements that it stands for.

use std::collections::BTreeSet;

use super::builders::unbuilt;
use super::export::Blog;
use super::hidden::{Seen, is_restricting, without_hidden};
use super::item::{Item, Status};
use crate::html::push_escaped;

/// Blocks that are put into one post: a block may hold blocks, but nobody writes so many.
const BLOCKS: usize = 200;

/// The content of an item as HTML.
#[derive(Debug)]
pub(super) struct Content {
    pub(super) html: String,
    /// Whether its line ends mean what they mean in the classic editor: new lines and paragraphs.
    pub(super) is_classic: bool,
    /// The names of shortcodes that stay in it.
    pub(super) unknown: BTreeSet<String>,
    /// What does not come along, and what only some readers saw.
    pub(super) seen: Seen,
}

/// What the editors wrote, as HTML.
pub(super) fn html(item: &Item, blog: &Blog) -> Content {
    let is_classic = !item.content.contains("<!-- wp:");
    let mut html = String::with_capacity(item.content.len());
    let mut seen = Seen::default();
    put_in(
        &without_hidden(&item.content, &mut seen),
        blog,
        &mut Around::default(),
        &mut html,
        &mut seen,
    );
    let mut unknown = BTreeSet::new();
    let html = shortcodes(&unbuilt(&html, &mut seen.left), item, blog, &mut unknown);
    let restricting = unknown.iter().filter(|name| is_restricting(name));
    seen.restricted.extend(restricting.map(|name| format!("[{name}]")));
    Content { html, is_classic, unknown, seen }
}

/// The blocks that are being put in their place.
#[derive(Debug, Default)]
struct Around {
    /// Those around the next one, by their numbers.
    open: Vec<u64>,
    /// How many there were.
    count: usize,
}

/// Puts what a block only refers to in its place: `<!-- wp:block {"ref":123} /-->`. None stands within itself.
fn put_in(content: &str, blog: &Blog, around: &mut Around, html: &mut String, seen: &mut Seen) {
    let mut rest = content;
    while let Some(at) = rest.find("<!-- wp:block ") {
        html.push_str(&rest[..at]);
        rest = &rest[at..];
        let Some(end) = rest.find("-->") else { break };
        let digits =
            rest[..end].split_once("\"ref\":").map_or("", |(_, number)| number.trim_start());
        let digits = digits.split(|c: char| !c.is_ascii_digit()).next().unwrap_or_default();
        let number: Option<u64> = digits.parse().ok();
        let mut items = blog.items.iter();
        let block = items.find(|item| Some(item.id) == number && item.kind == "wp_block");
        // Of one that not everybody may see, WordPress shows nothing either.
        let is_shown =
            |block: &&Item| block.status == Status::Public && !around.open.contains(&block.id);
        if let Some(block) = block.filter(is_shown).filter(|_| around.count < BLOCKS) {
            around.count += 1;
            around.open.push(block.id);
            put_in(&without_hidden(&block.content, seen), blog, around, html, seen);
            around.open.pop();
        }
        rest = &rest[end + "-->".len()..];
    }
    html.push_str(rest);
}

/// How many characters a tag may have; a longer one is taken for text.
const LONGEST_TAG: usize = 8 << 10;

/// Elements in which brackets are what they look like.
const LITERAL: &[&str] = &["<pre", "<code", "<script", "<style", "<textarea"];

fn shortcodes(content: &str, item: &Item, blog: &Blog, unknown: &mut BTreeSet<String>) -> String {
    let mut html = String::with_capacity(content.len());
    let mut rest = content;
    // Those that no `[/name]` follows any more: looking for it each time would take the square of their number.
    let mut unclosed: BTreeSet<&str> = BTreeSet::new();
    let last = content.rfind('>').map_or(0, |last| last + 1);
    while let Some(at) = rest.find(['[', '<']) {
        html.push_str(&rest[..at]);
        rest = &rest[at..];
        let passed = if rest.starts_with("<?") {
            // What begins a program, and would be a comment up to the next `>`.
            html.push_str("&lt;");
            1
        } else if rest.starts_with('<') {
            let has_end = content.len() - rest.len() < last;
            let length = if has_end { markup(rest) } else { 1 };
            html.push_str(&rest[..length]);
            length
        } else if let Some(shown) = doubled(rest) {
            html.push_str(shown);
            shown.len() + 2
        } else {
            let code = Shortcode::read(rest, &mut unclosed);
            code.and_then(|code| code.write(item, blog, &mut html)).unwrap_or_else(|| {
                unknown.extend(plugin(rest).map(str::to_owned));
                html.push('[');
                1
            })
        };
        rest = &rest[passed..];
    }
    html.push_str(rest);
    html
}

/// The name of what looks like a shortcode of a plugin: `[name key="value"]`, or the end of one, `[/name]`.
fn plugin(text: &str) -> Option<&str> {
    let within = text.strip_prefix('[')?;
    let is_end = within.starts_with('/');
    let name = within.strip_prefix('/').unwrap_or(within);
    let is_sign = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "_-".contains(c);
    let (name, rest) = name.split_at(name.find(|c| !is_sign(c)).unwrap_or(name.len()));
    let has_values = rest.starts_with(' ')
        && rest.split([']', '\n', '[']).next().is_some_and(|values| values.contains('='));
    let is_one = name.starts_with(|c: char| c.is_ascii_lowercase()) && name.len() > 1;
    (is_one && if is_end { rest.starts_with(']') } else { has_values }).then_some(name)
}

/// `[name]` of `[[name]]`, which is how a shortcode is shown as it is written.
fn doubled(text: &str) -> Option<&str> {
    let shown = text.strip_prefix('[').filter(|shown| shown.starts_with('['))?;
    let name =
        shown[1..].split(|c: char| !c.is_ascii_alphanumeric() && !"_-".contains(c)).next()?;
    KNOWN.contains(&name).then_some(())?;
    let end = shown.bytes().take(LONGEST_TAG).position(|byte| matches!(byte, b']' | b'\n'))?;
    shown[end..].starts_with("]]").then(|| &shown[..=end])
}

/// How long the tag or the comment is that a text begins with; an element whose text is literal counts whole.
fn markup(text: &str) -> usize {
    let end = |from: usize, sign: &str| text[from..].find(sign).map(|at| from + at + sign.len());
    if text.starts_with("<!--") {
        return end(4, "-->").unwrap_or(text.len());
    }
    let is_begin = |name: &&&str| {
        let own = text.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name));
        own && !text[name.len()..].starts_with(|c: char| c.is_alphanumeric())
    };
    if let Some(name) = LITERAL.iter().find(is_begin) {
        return end(1, &format!("</{}", &name[1..])).unwrap_or(text.len());
    }
    if !text[1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '/') {
        return 1;
    }
    // A `>` within quotes ends no tag.
    let mut quote = None;
    for (at, sign) in text.char_indices().take(LONGEST_TAG) {
        match (quote, sign) {
            (Some(open), _) if open == sign => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') => quote = Some(sign),
            (None, '>') => return at + 1,
            (None, _) => {}
        }
    }
    1
}

/// `[name attributes]`, with what follows up to `[/name]` if that is there.
#[derive(Debug)]
struct Shortcode<'a> {
    name: &'a str,
    attributes: Vec<(&'a str, &'a str)>,
    inner: Option<&'a str>,
    /// How much of the text it is.
    length: usize,
}

impl<'a> Shortcode<'a> {
    fn read(text: &'a str, unclosed: &mut BTreeSet<&'a str>) -> Option<Shortcode<'a>> {
        let within = text.strip_prefix('[')?;
        let end = within.find([']', '[', '\n']).filter(|end| within[*end..].starts_with(']'))?;
        let (code, after) = (&within[..end], &within[end + 1..]);
        let code = code.strip_suffix('/').unwrap_or(code);
        let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
        let (name, rest) = code.split_at(code.find(|c| !is_name(c)).unwrap_or(code.len()));
        if !KNOWN.contains(&name) {
            return None;
        }
        let closing = format!("[/{name}]");
        let inner = match unclosed.contains(name) {
            true => None,
            false => after.find(&closing).map(|at| &after[..at]),
        };
        if inner.is_none() {
            unclosed.insert(name);
        }
        let length = end + 2 + inner.map_or(0, |inner| inner.len() + closing.len());
        Some(Shortcode { name, attributes: attributes(rest), inner, length })
    }

    fn attribute(&self, name: &str) -> Option<&'a str> {
        self.attributes.iter().find(|(own, _)| *own == name).map(|(_, value)| *value)
    }

    /// Writes what it stands for; how much of the text it is, or `None` if it stands for nothing.
    fn write(&self, item: &Item, blog: &Blog, html: &mut String) -> Option<usize> {
        match self.name {
            "caption" | "wp_caption" => self.caption(html)?,
            "gallery" => self.gallery(item, blog, html)?,
            "code" | "sourcecode" => {
                let language = self.attribute("lang").or(self.attribute("language"));
                let class = language.map(|name| format!(" class=\"language-{}\"", quoted(name)));
                let (class, code) = (class.unwrap_or_default(), quoted(self.inner?));
                html.push_str(&format!("\n\n<pre><code{class}>{code}</code></pre>\n\n"));
            }
            "video" | "audio" => {
                let sources = ["src", "mp4", "m4v", "webm", "ogv", "mp3", "m4a", "ogg", "wav"];
                let source = sources.iter().find_map(|name| self.attribute(name))?;
                html.push_str(&format!(
                    "\n\n<{0} src=\"{1}\"></{0}>\n\n",
                    self.name,
                    quoted(source)
                ));
            }
            "latex" => html.push_str(&format!("$latex {}$", self.inner?)),
            _ => {
                let address = self.inner.or(self.attribute("url")).or(self.attribute(""))?;
                let address = address.trim().trim_start_matches('=');
                let is_web = address.starts_with("http://") || address.starts_with("https://");
                let shown = quoted(address);
                html.push_str(&format!("\n\n<p><a href=\"{shown}\">{shown}</a></p>\n\n"));
                is_web.then_some(())?;
            }
        }
        Some(self.length)
    }

    /// A picture, perhaps in a link, and what stands beneath it.
    fn caption(&self, html: &mut String) -> Option<()> {
        let inner = self.inner?.trim();
        let end = match inner.find("</a>").filter(|_| inner.starts_with("<a")) {
            Some(end) => end + "</a>".len(),
            None => inner.starts_with("<img").then(|| markup(inner))?,
        };
        let (picture, caption) = inner.split_at(end);
        let caption = self.attribute("caption").unwrap_or(caption).trim();
        html.push_str(&format!(
            "\n\n<figure>{picture}<figcaption>{caption}</figcaption></figure>\n\n"
        ));
        Some(())
    }

    /// The pictures that it names, or all that were uploaded for the post. `None` if the export has none of those that are named: it was
    /// made without them, and what stands there is all that tells of them.
    fn gallery(&self, item: &Item, blog: &Blog, html: &mut String) -> Option<()> {
        let named = self.attribute("ids").or(self.attribute("include"));
        let numbers: Vec<u64> = match named {
            Some(ids) => ids.split(',').filter_map(|id| id.trim().parse().ok()).collect(),
            None => {
                let own = blog.uploads.iter().filter(|(_, upload)| upload.parent == item.id);
                own.map(|(number, _)| *number).collect()
            }
        };
        if named.is_some() && !numbers.iter().any(|number| blog.uploads.contains_key(number)) {
            return None;
        }
        let is_picture = |address: &str| {
            let extension = address.rsplit('.').next().unwrap_or_default().to_lowercase();
            matches!(extension.as_str(), "jpg" | "jpeg" | "png" | "gif" | "webp" | "avif" | "svg")
        };
        html.push_str("\n\n");
        for upload in numbers.iter().filter_map(|number| blog.uploads.get(number)) {
            if is_picture(&upload.address) {
                let (address, caption) = (quoted(&upload.address), upload.caption.as_deref());
                let caption = caption.map(|caption| format!("<figcaption>{caption}</figcaption>"));
                let caption = caption.unwrap_or_default();
                html.push_str(&format!("<figure><img src=\"{address}\">{caption}</figure>"));
            }
        }
        html.push_str("\n\n");
        Some(())
    }
}

/// The shortcodes of WordPress itself and of WordPress.com.
const KNOWN: &[&str] = &[
    "caption",
    "wp_caption",
    "gallery",
    "video",
    "audio",
    "embed",
    "youtube",
    "vimeo",
    "code",
    "sourcecode",
    "latex",
];

/// The attributes of a shortcode: `name="value"`, or a value alone.
pub(super) fn attributes(text: &str) -> Vec<(&str, &str)> {
    let mut found = Vec::new();
    let mut rest = text.trim_start();
    while !rest.is_empty() {
        let name_end = rest.find(|c: char| c == '=' || c.is_whitespace()).unwrap_or(rest.len());
        let is_named =
            name_end > 0 && rest[name_end..].starts_with('=') && !rest[..name_end].contains(':');
        let (name, value) =
            if is_named { (&rest[..name_end], &rest[name_end + 1..]) } else { ("", rest) };
        let quote = value.chars().next().filter(|sign| matches!(sign, '"' | '\''));
        let (value, after) = match quote {
            Some(quote) => value[1..].split_once(quote).unwrap_or((&value[1..], "")),
            None => value.split_at(value.find(char::is_whitespace).unwrap_or(value.len())),
        };
        found.push((name, value));
        rest = after.trim_start();
    }
    found
}

/// A value for an attribute, in which entities may stand already.
fn quoted(value: &str) -> String {
    let mut quoted = String::with_capacity(value.len());
    push_escaped(&mut quoted, &crate::comment::text::decode_entities(value));
    quoted
}
