//! A body becomes HTML, when its page is rendered.
//!
//! 1. `prepare` turns what other generators add into Markdown, if `signs` finds any: `hidden` takes out remarks, `enclosed` finds boxes, for which `stand_ins` stand,
//!    `rows` and `blocks` have what is special of their tables and captions, `code` and `containers` say what nothing touches, `spans` what of a line, `markup` elements with Markdown in them; `shortcode`, `films`, `paired`, `obsidian`, `attributes`, `marks`, `emoji`, `critic`, `latex` and
//!    `spaced` do so within a line; `modules` and `jsx` know what MDX has of a program, `left` what stays, and `guard` what only looks like more,
//!    `unclosed` and `dollars` what would swallow the rest.
//! 2. `events` collects what the parser sees, measures it and tells the title apart, `concealed` what HTML hides; `abbreviations` marks them in it.
//! 3. `writer` writes it; `inline`, `alone`, `caption`, `table`, `footnotes`, `heading`, `boxes`, `titles`, `quotes` and `raw` are its parts, `ids` the anchors of headings.
//! 4. With raw HTML in it, the whole passes the sanitiser; without, every text and attribute was escaped. `insets` are put in
//!    afterwards: what is drawn has elements that no post may write.

mod lines;
mod signs;
pub(crate) mod slips;
mod containers;
mod code;
mod spans;
mod attributes;
pub(crate) mod prepare;
pub(crate) mod stand_ins;
mod hidden;
mod enclosed;
mod rows;
mod markup;
pub(crate) mod shortcode;
mod escaped;
mod films;
mod paired;
mod obsidian;
mod marks;
mod critic;
mod emoji;
mod latex;
mod spaced;
mod modules;
mod jsx;
mod left;
mod guard;
mod abbreviations;
pub(crate) mod events;
pub(crate) mod concealed;
pub(crate) mod depth;
pub(crate) mod ids;
mod blocks;
mod boxes;
mod quotes;
mod writer;
mod inline;
mod alone;
mod caption;
mod table;
mod footnotes;
mod heading;
mod raw;
mod unclosed;
mod assigned;
mod typed;
mod titles;
mod dollars;
mod insets;
mod schemes;
mod notes;

use std::collections::BTreeMap;

use pulldown_cmark::{Event, TagEnd};

use super::Liquid;
use super::links::Resolved;
use super::outline::MarkdownOptions;
use crate::html::{self, Html};
use crate::media::Media;
use crate::media::chart::ChartWords;

pub(crate) use caption::{plain as plain_caption, targets as targets_of_caption};
pub(crate) use inline::{push_plain, target};
pub(crate) use left::without_icons;
pub(crate) use raw::pointer;
pub(crate) use shortcode::named;

/// What rendering a body needs to know beside its text.
#[derive(Clone, Debug)]
pub struct Surroundings<'a> {
    /// What each link target of the body leads to, by the target as written.
    pub links: &'a BTreeMap<String, Resolved>,
    /// The way from the page to the site's root: empty, `../`, `../../`.
    pub root: &'a str,
    /// The title that the front matter gives; without one, the heading that the body begins with is the title.
    pub title: Option<&'a str>,
    /// What Jekyll's template language does with the body.
    pub liquid: Liquid,
    /// Whether it is known to have nothing of other generators in it: see [`Outline::is_plain`](super::outline::Outline::is_plain).
    pub is_plain: bool,
    /// Words that the renderer writes itself, in the page's language.
    pub words: &'a Words,
    /// What is known of the files that the body shows.
    pub media: &'a Media,
}

/// The words that rendering itself writes into a body, from the theme's translations.
#[derive(Clone, Debug, Default)]
pub struct Words {
    /// Titles of alerts: `note`, `tip`, `important`, `warning`, `caution` to their names.
    pub alerts: BTreeMap<String, String>,
    /// The accessible name of a link back from a footnote: `Terug naar de tekst`.
    pub footnote_back: String,
    /// The heading above the footnotes: `Noten`.
    pub footnotes: String,
    /// The accessible name of a box that is ticked, and of one that is not.
    pub task_done: String,
    /// See above.
    pub task_open: String,
    /// What a picture says that leads to a film: `Film`.
    pub film: String,
    /// The accessible name of a permalink beside a heading.
    pub heading_link: String,
    /// What the mark beside a sentence that comments quote is called, by `one` and `other`.
    pub quoted: BTreeMap<String, String>,
    /// What is said of charts.
    pub chart: ChartWords,
    /// What is said of files: how large, how many pages.
    pub file: BTreeMap<String, String>,
    /// The language of the page.
    pub language: String,
}

/// The HTML of a body. Never fails: what has no meaning is shown as text, and so is a body that nests deeper than
/// `options.nesting` or whose HTML grows out of proportion.
pub fn render(body: &str, options: &MarkdownOptions, around: &Surroundings<'_>) -> Html {
    let prepared = prepare::prepare_unless(around.is_plain, body, around.liquid);
    let collected = events::collect(&prepared, around.title, options.trusted_html);
    if collected.depth > options.nesting as usize {
        return html::plain(body);
    }
    let (written, insets) = writer::write(&collected, &prepared.boxes, options, around, body.len());
    if html::is_amplified(body.len(), written.len()) {
        return html::plain(body);
    }
    let written = match collected.has_html && !options.trusted_html {
        true => html::sanitise_post(&written).0,
        false => html::trusted_markup(written),
    };
    insets.put_in(written)
}

/// The text of some Markdown without its markup, on one line.
pub(crate) fn plain(text: &str) -> String {
    if !text.contains(['*', '_', '`', '[', '<', '&', '\\', '\n', '~', '$']) {
        return text.to_owned();
    }
    let mut plain = String::with_capacity(text.len());
    for event in concealed::seen(&dollars::escaped(text)) {
        match event {
            Event::End(TagEnd::Paragraph | TagEnd::Item | TagEnd::Heading(_)) => plain.push(' '),
            event => push_plain(&mut plain, &event),
        }
    }
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod hostile_tests;
#[cfg(test)]
mod link_tests;
#[cfg(test)]
mod raw_tests;
#[cfg(test)]
pub(crate) mod tests;
