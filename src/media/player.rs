//! A film or a sound, with the captions and the picture that lie beside it.

use serde::Serialize;

use crate::html::push_escaped;
use crate::output::OutputPath;

/// A film or a sound.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Player {
    /// Whether it has a picture.
    pub is_film: bool,
    /// The captions, each with the language that its name says.
    pub captions: Vec<(Option<String>, OutputPath)>,
    /// What is shown before it plays.
    pub poster: Option<OutputPath>,
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
    /// of a file for the page, `language` is that of the page.
    pub(crate) fn push(
        &self,
        html: &mut String,
        (address, description): (&str, &str),
        language: &str,
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
        html.push_str("\">");
        let own = self
            .captions
            .iter()
            .position(|(tag, _)| tag.as_deref().unwrap_or(language) == language);
        for (index, (tag, path)) in self.captions.iter().enumerate() {
            let tag = tag.as_deref().unwrap_or(language);
            html.push_str("<track kind=\"captions\" srclang=\"");
            push_escaped(html, tag);
            html.push_str("\" label=\"");
            push_escaped(html, language_name(tag));
            html.push_str("\" src=\"");
            push_escaped(html, &href(path));
            html.push_str(if Some(index) == own { "\" default>" } else { "\">" });
        }
        html.push_str(&format!("</{element}>"));
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
    fn a_film_has_the_captions_of_the_page_on() {
        let path = |path: &str| OutputPath::new(path).expect("a path");
        let captions = vec![(Some("en".to_owned()), path("f.en.vtt")), (None, path("f.vtt"))];
        let player = Player { is_film: true, captions, poster: Some(path("f.jpg")) };
        let mut html = String::new();
        player.push(&mut html, ("../f.mp4", "De wel"), "nl", |path| path.href_from("../"));
        assert_eq!(
            html,
            "<video class=\"media\" controls preload=\"metadata\" src=\"../f.mp4\" poster=\"../f.jpg\" aria-label=\"De wel\">\
             <track kind=\"captions\" srclang=\"en\" label=\"English\" src=\"../f.en.vtt\">\
             <track kind=\"captions\" srclang=\"nl\" label=\"Nederlands\" src=\"../f.vtt\" default></video>"
        );
    }
}
