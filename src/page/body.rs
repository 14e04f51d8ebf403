//! A body becomes HTML where its page is rendered, and a fingerprint where its page gets a key.

use serde::{Serialize, Serializer};

use crate::comment;
use crate::media::{Media, Medium};
use crate::page::minify;
use crate::post::links::Resolved;
use crate::post::markdown::{self, Surroundings, Words};
use crate::post::outline::MarkdownOptions;
use crate::site::Text;
use crate::site::conversation::PublicComment;

/// The HTML of a body, made only when a template needs it; in a key that of a document counts as what it is made from.
#[derive(Clone, Debug)]
pub enum Body<'a> {
    /// No body.
    Empty,
    /// That of a document.
    Document {
        /// The document with its links.
        text: &'a Text,
        /// How it is read.
        options: &'a MarkdownOptions,
        /// The way from the page to the site's root.
        root: String,
        /// What rendering writes itself; counts in a key through the theme.
        words: &'a Words,
        /// What is known of the files that it shows.
        media: &'a Media,
    },
    /// That of a comment.
    Comment {
        /// The comment.
        said: &'a PublicComment,
        /// Where its links lead from the page that lead to the site itself.
        links: Vec<(&'a str, String)>,
    },
    /// One that is made already, with marks beside what comments quote.
    Marked(String),
}

/// What a document's HTML is made from.
#[derive(Serialize)]
struct Fingerprint<'a> {
    hash: [u8; 32],
    links: Vec<(&'a str, &'a Resolved)>,
    options: (bool, bool, u32),
    /// What the text shows.
    media: Vec<&'a Medium>,
}

impl Serialize for Body<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            return serializer.serialize_str(&self.shown());
        }
        match self {
            Body::Empty => serializer.serialize_none(),
            Body::Document { text, options, media, .. } => Fingerprint {
                hash: text.written.document.hash.0,
                links: text
                    .links
                    .iter()
                    .map(|(target, resolved)| (target.as_str(), resolved))
                    .collect(),
                options: (options.trusted_html, options.highlight, options.nesting),
                media: shown(text, media),
            }
            .serialize(serializer),
            Body::Comment { .. } | Body::Marked(_) => serializer.serialize_str(&self.html()),
        }
    }
}

/// What is known of the files that the links of a text lead to.
fn shown<'a>(text: &Text, media: &'a Media) -> Vec<&'a Medium> {
    if media.is_empty() {
        return Vec::new();
    }
    let links = text.links.values().filter_map(|resolved| match resolved {
        Resolved::Inside { path, .. } => media.get(path),
        _ => None,
    });
    links.collect()
}

impl Body<'_> {
    /// The HTML as it stands on a page.
    pub(super) fn shown(&self) -> String {
        minify::body(&self.html())
    }

    pub(super) fn html(&self) -> String {
        match self {
            Body::Empty => String::new(),
            Body::Marked(html) => html.clone(),
            Body::Document { text, options, root, words, media } => markdown::render(
                text.body(),
                options,
                &Surroundings {
                    links: &text.links,
                    root,
                    title: text.written.document.front.title(),
                    liquid: text.written.document.front.liquid,
                    is_plain: text.written.document.outline.is_plain,
                    words,
                    media,
                },
            )
            .into_string(),
            Body::Comment { said: PublicComment { body, kind, plain, .. }, links } => {
                let html = comment::body::render(body, *kind, *plain);
                comment::body::relinked(html, links).into_string()
            }
        }
    }
}
