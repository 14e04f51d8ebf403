//! A film or a sound, with the captions and the picture that lie beside it.

use std::borrow::Cow;

use serde::Serialize;

use crate::html::tokens::{Token, decode, tokens};
use crate::html::{push_escaped, turns_text};
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

/// What is wrong with the times of captions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Mistimed {
    /// The first line with times that mean nothing.
    pub(crate) line: u32,
    /// What stands there.
    pub(crate) times: String,
    /// How many such lines there are.
    pub(crate) count: u64,
}

/// The cues of a file in `WebVTT` (<https://www.w3.org/TR/webvtt1/>); what is none is passed over. One that ends before it
/// begins stays, for its words can be read.
pub(crate) fn cues(text: &str) -> (Vec<Cue>, Option<Mistimed>) {
    let mut cues = Vec::new();
    let mut mistimed: Option<Mistimed> = None;
    let mut speaker = String::new();
    let mut lines = (1..).zip(text.lines().map(str::trim_end));
    while let Some((number, line)) = lines.next() {
        let Some((from, rest)) = line.split_once("-->") else { continue };
        let to = rest.split_whitespace().next().unwrap_or_default();
        let (from, to) = (time(from.trim()), time(to));
        if from.zip(to).is_none_or(|(from, to)| from >= to) {
            let first = || {
                let times = printable(line).chars().take(60).collect();
                Mistimed { line: number, times, count: 0 }
            };
            mistimed.get_or_insert_with(first).count += 1;
        }
        let (Some(from), Some(to)) = (from, to) else { continue };
        let said: Vec<String> = lines
            .by_ref()
            .map(|(_, line)| line)
            .take_while(|line| !line.is_empty())
            .map(str::to_owned)
            .collect();
        cues.push(Cue { from, to, text: bare(&said.join(" "), &mut speaker) });
    }
    (cues, mistimed)
}

/// A time as `01:02.500` or `00:01:02.500`.
fn time(text: &str) -> Option<u64> {
    let (whole, part) = text.split_once(['.', ','])?;
    let mut seconds = 0u64;
    for (index, number) in whole.split(':').rev().enumerate() {
        let number: u64 = number.parse().ok()?;
        // Only hours go on beyond 59, and no film lasts longer than four days.
        let limit = if index < 2 { 60 } else { 100 };
        let weight = [1, 60, 3600].get(index).filter(|_| number < limit)?;
        seconds += number * weight;
    }
    let part: u64 = part.parse().ok().filter(|part| *part < 1000)?;
    Some(seconds * 1000 + part)
}

/// A text without characters that turn its direction or control a terminal.
fn printable(text: &str) -> String {
    let spaced = text.chars().map(|c| if c == '\t' { ' ' } else { c });
    spaced.filter(|c| !c.is_control() && !turns_text(*c)).collect()
}

/// The words of a cue without its tags, and before them who speaks, if that is another than before: `<v Wim>`, `<v.loud Wim>`.
fn bare(said: &str, speaker: &mut String) -> String {
    let mut bare = String::with_capacity(said.len());
    let mut voice = None;
    for token in tokens(said) {
        match token {
            Token::Text(text) => bare.push_str(&decode(&without_times(text))),
            Token::Open { name, attributes, .. } if name.split('.').next() == Some("v") => {
                let name = decode(attributes.trim()).trim().to_owned();
                if !name.is_empty() && name != *speaker {
                    let is_first = bare.is_empty() || bare.ends_with(' ');
                    bare.push_str(if is_first { "" } else { " " });
                    bare.push_str(&name);
                    bare.push_str(": ");
                }
                speaker.clone_from(&name);
                voice = Some(name);
            }
            _ => {}
        }
    }
    // Who speaks after somebody without a name is told again.
    *speaker = voice.unwrap_or_default();
    printable(&bare)
}

/// A text without the times that stand before words of it, one for each where a machine wrote them: `<00:00:01.500>`.
fn without_times(text: &str) -> Cow<'_, str> {
    if !text.contains('<') {
        return Cow::Borrowed(text);
    }
    let mut bare = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('<') {
        bare.push_str(before);
        rest = match after.split_once('>').filter(|(inner, _)| time(inner.trim()).is_some()) {
            Some((_, behind)) => behind,
            None => {
                bare.push('<');
                after
            }
        };
    }
    bare.push_str(rest);
    Cow::Owned(bare)
}

/// Extensions of captions that browsers do not read.
const UNREAD: &[&str] = &["srt", "sbv", "ass", "ssa", "ttml", "dfxp"];

/// Whether a file of this name holds captions that browsers do not read.
pub(crate) fn is_unread(name: &str) -> bool {
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    UNREAD.iter().any(|unread| extension.eq_ignore_ascii_case(unread))
}

/// Whether such a file is that of this film.
pub(crate) fn is_foreign_caption(film: &str, other: &str) -> bool {
    let stem = other.rsplit_once('.').map_or(other, |(stem, _)| stem);
    is_unread(other) && captions(film, &format!("{stem}.vtt")).is_some()
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
        if let Some(poster) = &self.poster {
            // Paper shows the picture; players are not printed.
            html.push_str("<p hidden><img src=\"");
            push_escaped(html, &href(poster));
            html.push_str("\" alt=\"\"></p>");
        }
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
        for (other, is_one) in [("a/film.srt", true), ("a/film.nl.SRT", true), ("a/b.srt", false)] {
            assert_eq!(is_foreign_caption("a/film.mp4", other), is_one, "{other}");
        }
        assert!(is_poster("a/film.mp4", "a/film.JPG") && !is_poster("a/film.mp4", "a/film.mp4"));
    }

    #[test]
    fn captions_do_not_turn_the_text_around_them() {
        let text = "WEBVTT\n\n00:00.000 --> 00:01.000\na\u{202E}b&#x2066;c\u{7}\u{1b}[1m\td\n";
        assert_eq!(cues(text).0[0].text, "abc[1m d");
    }

    #[test]
    fn who_speaks_is_told_when_another_does() {
        let said = |cues: &[&str]| {
            let file = cues.iter().map(|cue| format!("00:00.000 --> 00:01.000\n{cue}\n\n"));
            let (cues, _) = super::cues(&format!("WEBVTT\n\n{}", file.collect::<String>()));
            cues.into_iter().map(|cue| cue.text).collect::<Vec<_>>()
        };
        assert_eq!(
            said(&["<v Jan de Boer>Dag.</v>", "<v Jan de Boer>Nog eens.", "<v.loud Ali>Ja.</v>"]),
            ["Jan de Boer: Dag.", "Nog eens.", "Ali: Ja."]
        );
        assert_eq!(
            said(&["Hi <00:00:01.500>x<c> en</c><00:02.000> y", "1 <2 en 3> 2", "<00:99.0>"]),
            ["Hi x en y", "1 <2 en 3> 2", "<00:99.0>"]
        );
        assert_eq!(
            said(&["<v Jan>Dag.</v>\n<v Ali>Ja.</v>", "Wind.", "<v Ali>Wie?", "<video>Niets"]),
            ["Jan: Dag. Ali: Ja.", "Wind.", "Ali: Wie?", "Niets"]
        );
    }

    #[test]
    fn times_that_mean_nothing_are_told() {
        let file = |times: &[&str]| {
            let cues = times.iter().map(|times| format!("{times}\nwater\n\n"));
            format!("WEBVTT\n\n{}", cues.collect::<String>())
        };
        assert_eq!(
            cues(&file(&["00:00.000 --> 00:01.000", "99:59:59.999 --> 99:59:59.999"]))
                .1
                .map(|it| (it.line, it.count)),
            Some((6, 1))
        );
        for times in [
            "00:02.000 --> 00:01.000",
            "00:61.000 --> 02:00.000",
            "100:00:00.000 --> 100:00:01.000",
            "1:1:1:1.0 --> 2:0:0:0.0",
            "nu --> straks",
            "00:01 --> 00:02",
        ] {
            let mistimed = cues(&file(&[times, "00:00.000 --> 00:01.000", times])).1;
            assert_eq!(mistimed, Some(Mistimed { line: 3, times: times.to_owned(), count: 2 }));
        }
        assert_eq!(cues(&file(&["00:00.000 --> 00:01.000", "01:00.000 --> 01:00:00.000"])).1, None);
    }

    #[test]
    fn captions_are_read_and_shown_as_text() {
        let text = "WEBVTT\n\nNOTE niets\n\n1\n00:00.000 --> 00:01.500 align:start\n<v Wim>Water &amp; zand\nen <i>wat</i>\n\n01:00:00.250 --> 01:00:02.000\nTot slot\n\nfout --> 1\n";
        let (cues, mistimed) = cues(text);
        assert_eq!(mistimed, Some(Mistimed { line: 13, times: "fout --> 1".to_owned(), count: 1 }));
        let cue = |from, to, text: &str| Cue { from, to, text: text.to_owned() };
        assert_eq!(
            cues,
            [cue(0, 1500, "Wim: Water & zand en wat"), cue(3_600_250, 3_602_000, "Tot slot")]
        );
        let captions = vec![(Some("en".to_owned()), vec![cue(0, 10, "A <b>")]), (None, vec![])];
        let player = Player { is_film: true, captions, poster: OutputPath::new("f.jpg").ok() };
        let mut html = String::new();
        player.push(&mut html, ("../f.mp4", "De wel"), |path| path.href_from("../"));
        player.push_captions(&mut html, "Tekst", "nl");
        assert_eq!(
            html,
            "<video class=\"media\" controls preload=\"metadata\" src=\"../f.mp4\" poster=\"../f.jpg\" aria-label=\"De wel\"></video><p hidden><img src=\"../f.jpg\" alt=\"\"></p>\
             <details class=\"transcript\" data-language=\"en\" data-label=\"English\"><summary>Tekst (English)</summary>\
             <div lang=\"en\"><p data-from=\"0\" data-to=\"10\">A &lt;b&gt;</p></div></details>\
             <details class=\"transcript\" data-language=\"nl\" data-label=\"Nederlands\"><summary>Tekst</summary></details>"
        );
    }
}
