//! A film or a sound, with the captions and the picture that lie beside it.

use serde::Serialize;

use crate::html::push_escaped;
use crate::html::tokens::{Token, decode, tokens};
use crate::output::OutputPath;

/// A film or a sound.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Player {
    /// Whether it has a picture.
    pub is_film: bool,
    /// The captions, each with the language that its name says.
    pub captions: Vec<(Option<String>, Vec<Cue>)>,
    /// What is shown before it plays.
    pub poster: Option<OutputPath>,
}

/// What is said or heard at some time of a film.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Cue {
    /// From when, in thousandths of a second.
    pub from: u64,
    /// Until when.
    pub to: u64,
    /// The words, without markup.
    pub text: String,
}

/// The cues of a file in `WebVTT` (<https://www.w3.org/TR/webvtt1/>); what is none is passed over.
pub(crate) fn cues(text: &str) -> Vec<Cue> {
    let mut cues = Vec::new();
    let mut lines = text.lines().map(str::trim_end);
    while let Some(line) = lines.next() {
        let Some((from, rest)) = line.split_once("-->") else { continue };
        let to = rest.split_whitespace().next().unwrap_or_default();
        let (Some(from), Some(to)) = (time(from.trim()), time(to)) else { continue };
        let said: Vec<String> =
            lines.by_ref().take_while(|line| !line.is_empty()).map(bare).collect();
        cues.push(Cue { from, to, text: said.join(" ") });
    }
    cues
}

/// A time as `01:02.500` or `00:01:02.500`.
fn time(text: &str) -> Option<u64> {
    let (whole, part) = text.split_once(['.', ','])?;
    let mut seconds = 0u64;
    for number in whole.split(':') {
        seconds = seconds.checked_mul(60)?.checked_add(number.parse().ok()?)?;
    }
    let part: u64 = part.parse().ok().filter(|part| *part < 1000)?;
    seconds.checked_mul(1000)?.checked_add(part)
}

/// A line without its tags: `<v Wim>`, `<i>`.
fn bare(line: &str) -> String {
    let mut bare = String::with_capacity(line.len());
    for token in tokens(line) {
        if let Token::Text(text) = token {
            bare.push_str(&decode(text));
        }
    }
    bare
}

/// The language of captions of this film: `film.vtt` says none, `film.nl.vtt` does. `None` for any other file.
pub(crate) fn captions(film: &str, other: &str) -> Option<Option<String>> {
    let stem = film.rsplit_once('.')?.0;
    let rest = other.strip_prefix(stem)?.strip_suffix(".vtt")?;
    match rest.strip_prefix('.') {
        None => rest.is_empty().then_some(None),
        Some(language) => {
            let is_tag = (2..=8).contains(&language.len())
                && language.bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b'-');
            is_tag.then(|| Some(language.to_owned()))
        }
    }
}

/// Whether a file is the picture of this film.
pub(crate) fn is_poster(film: &str, other: &str) -> bool {
    let stem = film.rsplit_once('.').map_or(film, |(stem, _)| stem);
    let rest = other.strip_prefix(stem).unwrap_or_default().to_ascii_lowercase();
    matches!(rest.as_str(), ".jpg" | ".jpeg" | ".png" | ".webp" | ".svg")
}

/// What a language is called by those who speak it; otherwise its tag.
fn language_name(tag: &str) -> &str {
    match tag.split('-').next().unwrap_or(tag) {
        "nl" => "Nederlands",
        "en" => "English",
        "fy" => "Frysk",
        "de" => "Deutsch",
        "fr" => "Français",
        "es" => "Español",
        "tr" => "Türkçe",
        "ar" => "العربية",
        "pl" => "Polski",
        "uk" => "Українська",
        _ => tag,
    }
}

impl Player {
    /// Adds the player. Nothing plays, or is loaded beyond its length, before the reader wants it. `href` gives the address
    /// of a file for the page.
    pub(crate) fn push(
        &self,
        html: &mut String,
        (address, description): (&str, &str),
        href: impl Fn(&OutputPath) -> String,
    ) {
        let element = if self.is_film { "video" } else { "audio" };
        html.push_str(&format!("<{element} class=\"media\" controls preload=\"metadata\" src=\""));
        push_escaped(html, address);
        if let Some(poster) = &self.poster {
            html.push_str("\" poster=\"");
            push_escaped(html, &href(poster));
        }
        if !description.is_empty() {
            html.push_str("\" aria-label=\"");
            push_escaped(html, description);
        }
        html.push_str(&format!("\"></{element}>"));
    }

    /// Adds the captions as a text to read beneath the player, from which the script makes those within it: from a folder a
    /// browser reads no other file. `title` is what they are called.
    pub(crate) fn push_captions(&self, html: &mut String, title: &str, language: &str) {
        for (tag, cues) in &self.captions {
            let tag = tag.as_deref().unwrap_or(language);
            let is_other = tag != language;
            html.push_str("<details class=\"transcript\" data-language=\"");
            push_escaped(html, tag);
            html.push_str("\" data-label=\"");
            push_escaped(html, language_name(tag));
            html.push_str("\"><summary>");
            push_escaped(html, title);
            if is_other {
                html.push_str(" (");
                push_escaped(html, language_name(tag));
                html.push(')');
            }
            html.push_str("</summary>");
            if is_other {
                html.push_str("<div lang=\"");
                push_escaped(html, tag);
                html.push_str("\">");
            }
            for Cue { from, to, text } in cues {
                html.push_str(&format!("<p data-from=\"{from}\" data-to=\"{to}\">"));
                push_escaped(html, text);
                html.push_str("</p>");
            }
            html.push_str(if is_other { "</div></details>" } else { "</details>" });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn captions_and_pictures_lie_beside_a_film() {
        for (other, found) in [
            ("a/film.vtt", Some(None)),
            ("a/film.nl.vtt", Some(Some("nl".to_owned()))),
            ("a/film.1.vtt", None),
            ("a/film2.vtt", None),
            ("b/film.vtt", None),
        ] {
            assert_eq!(captions("a/film.mp4", other), found, "{other}");
        }
        assert!(is_poster("a/film.mp4", "a/film.JPG") && !is_poster("a/film.mp4", "a/film.mp4"));
    }

    #[test]
    fn captions_are_read_and_shown_as_text() {
        let text = "WEBVTT\n\nNOTE niets\n\n1\n00:00.000 --> 00:01.500 align:start\n<v Wim>Water &amp; zand\nen <i>wat</i>\n\n01:00:00.250 --> 01:00:02.000\nTot slot\n\nfout --> 1\n";
        let cues = cues(text);
        let cue = |from, to, text: &str| Cue { from, to, text: text.to_owned() };
        assert_eq!(
            cues,
            [cue(0, 1500, "Water & zand en wat"), cue(3_600_250, 3_602_000, "Tot slot")]
        );
        let captions = vec![(Some("en".to_owned()), vec![cue(0, 10, "A <b>")]), (None, vec![])];
        let player = Player { is_film: true, captions, poster: OutputPath::new("f.jpg").ok() };
        let mut html = String::new();
        player.push(&mut html, ("../f.mp4", "De wel"), |path| path.href_from("../"));
        player.push_captions(&mut html, "Tekst", "nl");
        assert_eq!(
            html,
            "<video class=\"media\" controls preload=\"metadata\" src=\"../f.mp4\" poster=\"../f.jpg\" aria-label=\"De wel\"></video>\
             <details class=\"transcript\" data-language=\"en\" data-label=\"English\"><summary>Tekst (English)</summary>\
             <div lang=\"en\"><p data-from=\"0\" data-to=\"10\">A &lt;b&gt;</p></div></details>\
             <details class=\"transcript\" data-language=\"nl\" data-label=\"Nederlands\"><summary>Tekst</summary></details>"
        );
    }
}
