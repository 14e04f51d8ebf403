//! Which drawing suits the numbers, and what the post or the file asks for instead.

use serde::{Deserialize, Serialize};

use super::{Chart, share};
use crate::diagnostic::Unfit;

/// How numbers are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Kind {
    /// Lying bars; those of one row beside each other.
    Bars,
    /// Lying bars; those of one row in one bar.
    Stacked,
    /// Standing bars.
    Columns,
    /// Lines over time.
    Lines,
    /// One number as a part of its whole.
    Share,
}

/// The words by which a kind is asked for, in Dutch and English.
const KINDS: &[(&str, Kind)] = &[
    ("staven", Kind::Bars),
    ("liggend", Kind::Bars),
    ("bars", Kind::Bars),
    ("gestapeld", Kind::Stacked),
    ("stacked", Kind::Stacked),
    ("kolommen", Kind::Columns),
    ("staand", Kind::Columns),
    ("columns", Kind::Columns),
    ("lijn", Kind::Lines),
    ("lijnen", Kind::Lines),
    ("line", Kind::Lines),
    ("lines", Kind::Lines),
    ("aandeel", Kind::Share),
    ("share", Kind::Share),
];

/// What is asked of a drawing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Asked {
    /// How to draw.
    pub kind: Option<Kind>,
    /// What the numbers count, shown with the scale: `mm`.
    pub unit: String,
}

impl Asked {
    /// Reads a comment line: `grafiek: gestapeld`, `chart: lines`, `eenheid: mm`.
    pub(super) fn read(&mut self, comment: &str) {
        let Some((key, value)) = comment.split_once(':') else { return };
        match key.trim().to_lowercase().as_str() {
            "grafiek" | "chart" => self.kind = kind(value.trim()).or(self.kind),
            "eenheid" | "unit" => value.trim().clone_into(&mut self.unit),
            _ => {}
        }
    }
}

fn kind(word: &str) -> Option<Kind> {
    let folded = word.to_lowercase();
    KINDS.iter().find(|(name, _)| *name == folded).map(|(_, kind)| *kind)
}

/// The title of an image without the words in braces at its end, and those words.
fn split(title: &str) -> (&str, &str) {
    let title = title.trim();
    let inner = title.strip_suffix('}').and_then(|rest| rest.rsplit_once('{'));
    inner.map_or((title, ""), |(before, words)| (before.trim_end(), words))
}

/// The caption that a title is, and the kind that it asks for: `Vissen per week {gestapeld}`.
pub(crate) fn in_title(title: &str) -> (&str, Option<Kind>) {
    let (caption, words) = split(title);
    (caption, words.split([' ', ',']).find_map(kind))
}

/// The words in the braces of a title that mean nothing, and which one may have been meant.
pub(crate) fn unknown_words(title: &str) -> Vec<(String, Option<String>)> {
    let (_, words) = split(title);
    let words = words.split([' ', ',']).filter(|word| !word.is_empty() && kind(word).is_none());
    let near = |word: &str| crate::diagnostic::nearest(word, KINDS.iter().map(|(name, _)| *name));
    words.map(|word| (word.to_owned(), near(word))).collect()
}

/// A word in braces that would be a wish at the end of the title, and stands elsewhere in it, where readers see it.
pub(crate) fn misplaced_wish(title: &str) -> Option<String> {
    let (caption, _) = split(title);
    let inner = caption.split('{').skip(1).filter_map(|rest| rest.split_once('}'));
    inner.map(|(word, _)| word.trim()).find(|word| kind(word).is_some()).map(str::to_owned)
}

impl Chart {
    /// How it is drawn: as the title of the image asks, or the file, or else as suits its numbers.
    pub(crate) fn kind(&self, asked: Option<Kind>) -> Kind {
        asked.or(self.asked.kind).unwrap_or_else(|| self.suitable())
    }

    /// How it is drawn in the end: what cannot be drawn as it was asked is drawn as bars.
    pub(crate) fn drawn(&self, asked: Option<Kind>) -> Kind {
        let kind = self.kind(asked);
        if self.hindrance(kind).is_some() { Kind::Bars } else { kind }
    }

    /// The word for a kind that was asked for and cannot be drawn, and why not.
    pub(crate) fn unmet(&self, asked: Option<Kind>) -> Option<(String, Unfit)> {
        let kind = asked.or(self.asked.kind)?;
        let why = self.hindrance(kind)?;
        let word = KINDS.iter().find(|(_, other)| *other == kind).map_or("", |(word, _)| *word);
        Some((word.to_owned(), why))
    }

    /// Why it cannot be drawn so, if it cannot.
    fn hindrance(&self, kind: Kind) -> Option<Unfit> {
        match kind {
            Kind::Share => share::part(self).is_none().then_some(Unfit::Share),
            // One moment makes no line.
            Kind::Lines => (self.labels.len() < 2).then_some(Unfit::Lines),
            Kind::Stacked => {
                self.values().any(|(_, _, value)| value < 0.0).then_some(Unfit::Stacked)
            }
            Kind::Bars | Kind::Columns => None,
        }
    }

    fn suitable(&self) -> Kind {
        let is_percent = self.series.iter().all(|series| series.suffix == "%");
        if self.labels.len() == 1 && self.series.len() == 1 && is_percent {
            return Kind::Share;
        }
        if self.moments.is_some() {
            return Kind::Lines;
        }
        let is_whole = |sum: &f64| (98.0..=102.0).contains(sum);
        if self.series.len() > 1 && is_percent && self.sums().iter().all(is_whole) {
            return Kind::Stacked;
        }
        Kind::Bars
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_a_caption_with_wishes() {
        for (title, caption, wanted) in [
            ("Vissen per week {gestapeld}", "Vissen per week", Some(Kind::Stacked)),
            ("{Lijnen}", "", Some(Kind::Lines)),
            ("Vissen {per week", "Vissen {per week", None),
            ("Vissen", "Vissen", None),
        ] {
            assert_eq!(in_title(title), (caption, wanted), "{title}");
        }
        assert_eq!(
            unknown_words("x {gestapelt, staand}"),
            [("gestapelt".to_owned(), Some("gestapeld".to_owned()))]
        );
        assert!(unknown_words("x").is_empty());
        assert_eq!(misplaced_wish("X {lines} (bron: CBS)").as_deref(), Some("lines"));
        assert_eq!(misplaced_wish("X {lines}"), None);
        assert_eq!(misplaced_wish("X {a} b {bars}"), None);
    }
}
