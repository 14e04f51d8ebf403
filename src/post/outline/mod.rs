//! One look through a body: what lists, related posts, search and link checks need of it.
//!
//! 1. The body is prepared and parsed as for rendering, so that headings get the same ids and links the same targets.
//! 2. `summary` collects its beginning, `terms` its words, `formulas`, `pictures`, `notes`, `raw` and `left` what is wrong with those, `look` the rest.

mod look;
mod place;
mod raw;
mod notes;
mod left;
mod formulas;
mod pictures;
mod called;
mod quote;
mod summary;
mod terms;
mod steps;
mod wishes;
mod stop_words;

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::{FrontMatter, Liquid};
use crate::media::chart::Kind;

use crate::diagnostic::Checked;

pub(crate) use summary::cut;

/// What a body shows, without its HTML.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Outline {
    /// The first `# heading`, if the body begins with it and the front matter gives no other title; it is then not part of the
    /// body.
    pub title: Option<String>,
    /// The headings, in order, with unique ids.
    pub headings: Vec<Heading>,
    /// The beginning as plain text, up to the summary mark or else about 300 characters, cut at a word.
    pub summary: String,
    /// Where in it links without a text of their own stand, as they are written: readers see the title of what they lead to.
    pub untitled: Vec<Untitled>,
    /// Further anchors: `id` and `name` in raw HTML.
    pub anchors: Vec<String>,
    /// Everything the body points at, in order.
    pub links: Vec<Link>,
    /// What it calls the documents that it links to.
    pub called: Vec<Called>,
    /// What the titles of its charts ask for.
    pub wishes: Vec<Wish>,
    /// The number of words.
    pub words: u32,
    /// The words that matter most, for related posts.
    pub terms: Vec<Term>,
    /// Whether it is Markdown as the parser knows it, with nothing of other generators: whoever reads it again need not look.
    pub is_plain: bool,
}

/// A heading of the body.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Heading {
    /// 1 to 6.
    pub level: u8,
    /// The anchor.
    pub id: String,
    /// The text without markup.
    pub text: String,
}

/// A link without a text of its own in a summary.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Untitled {
    /// Where it begins, in bytes.
    pub start: u32,
    /// Where it ends.
    pub end: u32,
    /// What it leads to, as written.
    pub target: String,
}

impl Outline {
    /// The beginning with what `title` gives in the place of links without a text of their own.
    pub fn summary<'a>(&'a self, title: impl Fn(&str) -> Option<&'a str>) -> Cow<'a, str> {
        if self.untitled.is_empty() {
            return Cow::Borrowed(&self.summary);
        }
        let mut text = String::with_capacity(self.summary.len() + 64);
        let mut from = 0;
        for Untitled { start, end, target } in &self.untitled {
            let (start, end) = (*start as usize, *end as usize);
            text.push_str(self.summary.get(from..start).unwrap_or_default());
            text.push_str(title(target).unwrap_or(target));
            from = end;
        }
        text.push_str(self.summary.get(from..).unwrap_or_default());
        Cow::Owned(text)
    }
}

/// Something the body points at.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Link {
    /// As written: `../post.md#kop`, `@/posts/x.md`, `slug` of `[[slug]]`.
    pub target: String,
    /// What points.
    pub kind: LinkKind,
    /// The line in the file, from 1.
    pub line: u32,
}

/// How the title of an image wants its chart drawn.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Wish {
    /// The file, as written.
    pub target: String,
    /// The drawing.
    pub kind: Kind,
    /// The line in the file, from 1.
    pub line: u32,
}

/// What a link to a document calls it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Called {
    /// Where it leads, as written.
    pub target: String,
    /// The text of the link.
    pub text: String,
}

/// What kind of pointer a [`Link`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum LinkKind {
    /// `[text](target)` or `<target>`.
    Link,
    /// `![text](target)`, or `src` in raw HTML.
    Image,
    /// `[[slug]]`.
    Wiki,
}

/// A word by the hash of its folded form, with how often it stands there (weighted: title and headings more).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Term {
    /// The hash of the word.
    pub word: u32,
    /// How often, at most 255.
    pub count: u8,
}

/// How Markdown is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct MarkdownOptions {
    /// Raw HTML is kept as it is, not sanitised.
    pub trusted_html: bool,
    /// Code is highlighted.
    pub highlight: bool,
    /// The deepest nesting of a body; above it, it is shown as plain text.
    pub nesting: u32,
}

/// Looks through a body that begins on `first_line` of its file. Problems carry line, not path: what raw HTML loses
/// ([`Problem::HtmlRemoved`](crate::diagnostic::Problem)), a body that nests too deep, and shortcodes without a meaning here.
/// `title` is the one that the front matter gives.
pub fn scan(
    body: &str,
    first_line: u32,
    title: Option<&str>,
    options: &MarkdownOptions,
) -> Checked<Outline> {
    look::scan(body, first_line, (title, None, Liquid::Unknown), options)
}

/// The same of a body whose front matter is read: it may name the mark that ends the summary.
pub(super) fn scan_below(
    body: &str,
    first_line: u32,
    front: &FrontMatter,
    options: &MarkdownOptions,
) -> Checked<Outline> {
    let said = (front.title(), front.summary_mark.as_deref(), front.liquid);
    look::scan(body, first_line, said, options)
}

/// What stands for a name among the words of a text, in [`Term::word`].
pub fn word(name: &str) -> u32 {
    terms::hash(name.as_bytes())
}

/// The words that matter most of some plain texts, at most 128, sorted by hash: letters folded to lower
/// case, stop words of Dutch and English left out.
pub fn terms<'a>(texts: impl Iterator<Item = Cow<'a, str>>) -> Vec<Term> {
    let mut words = terms::Words::new(0);
    for text in texts {
        words.add(&text);
        words.end();
    }
    words.finish().1
}

#[cfg(test)]
mod tests;
