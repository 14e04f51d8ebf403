//! A digest as plain text, for who reads mail without HTML.

use std::fmt::Write;

use crate::config::Config;
use crate::page::phrases::Phrases;
use crate::page::views::told::{Comment, Post, Talk, Told};

/// The whole of it, with `\n` at the ends of lines.
pub(super) fn text(told: &Told, config: &Config, phrases: &Phrases) -> String {
    let mut text = String::with_capacity(8 << 10);
    // Writing to a String never fails.
    let _ = writeln!(text, "{}\n{}\n{}", config.title, told.title, super::days(told));
    if !told.posts.is_empty() {
        heading(&mut text, &phrases.say("digest_posts", &[]));
    }
    for Post { title, url, about, summary, .. } in &told.posts {
        let _ = writeln!(text, "\n{title}\n{}\n{url}", about.join(" · "));
        if !summary.is_empty() {
            let _ = writeln!(text, "{summary}");
        }
    }
    push_more(&mut text, &told.more_posts);
    if !told.talks.is_empty() {
        heading(&mut text, &phrases.say("digest_talks", &[]));
    }
    for Talk { title, url, count, best, .. } in &told.talks {
        let _ = writeln!(text, "\n{title} ({count})\n{url}");
        for Comment { text: said, author, url } in best {
            let _ = writeln!(text, "\n- {said}\n  {author}: {url}");
        }
    }
    push_more(&mut text, &told.more_talks);
    if !told.writers.is_empty() {
        heading(&mut text, &phrases.say("digest_writers", &[]));
        let names = told.writers.iter().map(|(name, _)| name.as_str());
        let more = Some(told.more_writers.as_str()).filter(|more| !more.is_empty());
        let _ = writeln!(text, "{}", names.chain(more).collect::<Vec<_>>().join(", "));
    }
    let (url, words) = match told.url.is_empty() {
        true => (&config.base_url, config.title.clone()),
        false => (&told.url, phrases.say("digest_online", &[])),
    };
    let _ = writeln!(text, "\n{words}: {url}");
    text
}

fn heading(text: &mut String, words: &str) {
    let _ = writeln!(text, "\n\n{words}\n{}", "-".repeat(words.chars().count()));
}

fn push_more(text: &mut String, more: &str) {
    if !more.is_empty() {
        let _ = writeln!(text, "\n{more}");
    }
}
