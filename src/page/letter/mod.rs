//! A digest as a message: HTML that old mail programs lay out well, plain text, and both as a file to send.
//!
//! 1. `Letter::new` makes the subject, the HTML (`table`) and the plain text (`text`) of what is told of a period.
//! 2. [`mime`] puts them into one message (RFC 5322).
//! 3. `content` is the same for a feed: plain HTML that its reader gives a look.

pub mod mime;
mod table;
mod text;

use std::fmt::Write;

use super::phrases::Phrases;
use super::views::told::{Comment, Told};
use crate::config::Config;
use crate::html::escape;

/// A digest as a message.
#[derive(Clone, Debug)]
pub struct Letter {
    /// `Ons kennisblog: week 47 van 2026`.
    pub subject: String,
    /// A whole page of HTML, with nothing in it that is loaded from anywhere.
    pub html: String,
    /// The same as plain text.
    pub text: String,
}

impl Letter {
    pub(super) fn new(told: &Told, config: &Config, phrases: &Phrases) -> Letter {
        let title = (config.title.as_str(), told.title.as_str());
        let subject = phrases.say("digest_subject", &[("title", title.0), ("digest", title.1)]);
        let html = table::page(told, config, phrases);
        let text = text::text(told, config, phrases);
        Letter { subject, html, text }
    }
}

/// What a feed holds of a digest.
pub(super) fn content(told: &Told, phrases: &Phrases) -> String {
    let mut html = String::with_capacity(4096);
    let heading = |key: &str| escape(&phrases.say(key, &[])).into_owned();
    // Writing to a String never fails.
    let _ = write!(html, "<p>{}</p>", escape(&told.days));
    if !told.posts.is_empty() {
        let _ = write!(html, "<h2>{}</h2><ul>", heading("digest_posts"));
        for post in &told.posts {
            let _ = write!(
                html,
                "<li{}>{}<br>{}",
                lang(post.lang.as_deref()),
                link(&post.url, &post.title, ""),
                escape(&post.about.join(" · "))
            );
            if !post.summary.is_empty() {
                let _ = write!(html, "<br>{}", escape(&post.summary));
            }
            html.push_str("</li>");
        }
        html.push_str("</ul>");
        push_more(&mut html, &told.more_posts);
    }
    if !told.talks.is_empty() {
        let _ = write!(html, "<h2>{}</h2>", heading("digest_talks"));
        for talk in &told.talks {
            let title = link(&talk.url, &talk.title, "");
            let count = escape(&talk.count);
            let _ = write!(html, "<h3{}>{title}</h3><p>{count}</p>", lang(talk.lang.as_deref()));
            for Comment { text, author, url } in &talk.best {
                let author = link(url, author, "");
                let text = escape(text);
                let _ = write!(html, "<blockquote><p>{text}</p><p>– {author}</p></blockquote>");
            }
        }
        push_more(&mut html, &told.more_talks);
    }
    if !told.writers.is_empty() {
        let people = people(told, "");
        let _ = write!(html, "<h2>{}</h2><p>{people}</p>", heading("digest_writers"));
    }
    html
}

/// The days of a period, and whether they are not over yet.
fn days(told: &Told) -> String {
    let parts = [told.days.as_str(), told.running.as_str()];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

fn push_more(html: &mut String, more: &str) {
    if !more.is_empty() {
        let _ = write!(html, "<p>{}</p>", escape(more));
    }
}

/// A link; `style` are further attributes of it.
fn link(url: &str, text: &str, style: &str) -> String {
    format!("<a href=\"{}\"{style}>{}</a>", escape(url), escape(text))
}

/// The language of a part, if it is another one.
fn lang(lang: Option<&str>) -> String {
    lang.map(|lang| format!(" lang=\"{}\"", escape(lang))).unwrap_or_default()
}

/// Who wrote, with links to those who have a page.
fn people(told: &Told, style: &str) -> String {
    let named = told.writers.iter().map(|(name, url)| match url {
        Some(url) => link(url, name, style),
        None => escape(name).into_owned(),
    });
    let more = Some(escape(&told.more_writers).into_owned()).filter(|more| !more.is_empty());
    named.chain(more).collect::<Vec<String>>().join(", ")
}

#[cfg(test)]
mod tests;
