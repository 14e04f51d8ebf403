//! A body becomes HTML, when its page is rendered.

use std::collections::BTreeMap;

use super::links::Resolved;
use super::outline::MarkdownOptions;
use crate::html::Html;

/// What rendering a body needs to know beside its text.
#[derive(Clone, Debug)]
pub struct Surroundings<'a> {
    /// What each link target of the body leads to, by the target as written.
    pub links: &'a BTreeMap<String, Resolved>,
    /// The way from the page to the site's root: empty, `../`, `../../`.
    pub root: &'a str,
    /// Words that the renderer writes itself, in the page's language.
    pub words: &'a Words,
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
    /// The accessible name of a permalink beside a heading.
    pub heading_link: String,
}

/// The HTML of a body. Never fails: what has no meaning is shown as text.
pub fn render(body: &str, options: &MarkdownOptions, around: &Surroundings<'_>) -> Html {
    let _ = (options, around);
    crate::html::text(body)
}
