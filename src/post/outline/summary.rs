//! The beginning of a body as plain text.
//!
//! A quote that names its source is lifted out of the text to stand beside it, and says in a summary what comes again in a moment:
//! it is left out, unless there is nothing else.

use super::Untitled;
use crate::html::is_within_line;
use crate::post::markdown::shortcode::shortcode;

/// About so many characters, when nobody marked where the beginning ends.
const LENGTH: usize = 300;

/// A beginning that was marked is kept up to so many bytes.
const LONGEST: usize = 4_000;

/// Collects the beginning.
pub(super) struct Summary {
    /// All text, which is the summary when a mark ends it.
    text: String,
    /// The text of paragraphs alone, which is the summary otherwise.
    paragraphs: String,
    /// Whether a mark may come, so that all text is wanted.
    may_be_marked: bool,
    /// How many characters of paragraphs were read.
    length: usize,
    is_done: bool,
    /// Links without a text of their own: where they stand in all text and in that of paragraphs, and what they lead to.
    untitled: Vec<([usize; 4], String)>,
    /// How much there was when a quote began.
    before_quote: Option<[usize; 4]>,
    /// The first quote that was left out.
    aside: String,
    /// Whether `<del>` is open.
    is_deleted: bool,
}

impl Summary {
    /// Without a comment in the body there is no mark to be waited for.
    pub(super) fn new(may_be_marked: bool) -> Self {
        Summary {
            text: String::new(),
            paragraphs: String::new(),
            may_be_marked,
            length: 0,
            is_done: false,
            untitled: Vec::new(),
            before_quote: None,
            aside: String::new(),
            is_deleted: false,
        }
    }

    /// Whether anything more is wanted.
    pub(super) fn wants_more(&self) -> bool {
        !self.is_done && self.text.len() < LONGEST && (self.may_be_marked || self.length <= LENGTH)
    }

    /// Reads on: text in a paragraph, or elsewhere (in a list, a definition), which counts only before a mark.
    pub(super) fn add(&mut self, text: &str, in_paragraph: bool) {
        if self.is_deleted {
            return;
        }
        if self.may_be_marked || !in_paragraph {
            push_collapsed(&mut self.text, text);
        }
        if in_paragraph && self.length <= LENGTH {
            let before = self.paragraphs.len();
            push_collapsed(&mut self.paragraphs, text);
            self.length += self.paragraphs[before..].chars().count();
        }
    }

    /// A tag of raw HTML: what was deleted is no part of it, and where a line ends a word does.
    pub(super) fn see_tag(&mut self, name: &str, is_open: bool, in_paragraph: bool) {
        if name.eq_ignore_ascii_case("del") {
            self.is_deleted = is_open;
        } else if self.wants_more() && !is_within_line(name) && name != "wbr" {
            self.add(" ", in_paragraph);
        }
    }

    /// A link without a text of its own.
    pub(super) fn add_untitled(&mut self, target: &str, in_paragraph: bool) {
        let starts = [self.text.len(), self.paragraphs.len()];
        self.add(target, in_paragraph);
        let ends = [self.text.len(), self.paragraphs.len()];
        self.untitled.push(([starts[0], ends[0], starts[1], ends[1]], target.to_owned()));
    }

    /// A quote begins that is not part of another.
    pub(super) fn begin_quote(&mut self) {
        let lengths = [self.text.len(), self.paragraphs.len(), self.length, self.untitled.len()];
        self.before_quote = Some(lengths).filter(|_| !self.is_done);
    }

    /// It ends. If it names its source, it is left out.
    pub(super) fn end_quote(&mut self, names_source: bool) {
        let Some([text, paragraphs, length, untitled]) = self.before_quote.take() else { return };
        if !names_source || self.is_done {
            return;
        }
        if self.aside.is_empty() {
            self.aside = self.paragraphs[paragraphs..].trim().to_owned();
        }
        self.text.truncate(text);
        self.paragraphs.truncate(paragraphs);
        self.length = length;
        self.untitled.truncate(untitled);
    }

    /// A new block begins.
    pub(super) fn separate(&mut self) {
        self.is_deleted = false;
        push_collapsed(&mut self.text, " ");
        push_collapsed(&mut self.paragraphs, " ");
    }

    /// The mark was met: everything before it is the summary.
    pub(super) fn mark(&mut self) {
        if !self.is_done && !self.text.trim().is_empty() {
            self.is_done = true;
        }
    }

    /// The beginning, without the shortcodes that stay in the text and have no place in a list. `left` has their names.
    pub(super) fn finish(self, left: &[(String, u32)]) -> (String, Vec<Untitled>) {
        let has_paragraphs = !self.paragraphs.trim().is_empty();
        let (text, length, place) = match (self.is_done, has_paragraphs) {
            (true, _) => (self.text, LONGEST, 0),
            (false, true) => (self.paragraphs, LENGTH, 2),
            (false, false) if self.text.trim().is_empty() => (self.aside, LENGTH, 4),
            (false, false) => (self.text, LENGTH, 0),
        };
        // Nothing begins with a blank, so places stay what they are.
        let text = match self.untitled.is_empty() {
            true => without_shortcodes(text.trim_end(), left),
            false => text.trim_end().to_owned(),
        };
        let text = text.as_str();
        let mut summary = cut(text, length);
        let kept = if summary == text { text.len() } else { summary.len() - '…'.len_utf8() };
        let mut untitled = Vec::new();
        for (places, target) in self.untitled {
            let Some(&[start, end]) = places.get(place..place + 2) else { break };
            if end > kept {
                // One that was cut in two goes whole.
                if start < kept {
                    summary = format!("{}…", summary[..start].trim_end());
                }
                break;
            }
            let at = |place: usize| u32::try_from(place).unwrap_or(u32::MAX);
            if start < end {
                untitled.push(Untitled { start: at(start), end: at(end), target });
            }
        }
        (summary, untitled)
    }
}

/// Text without the shortcodes of these names.
fn without_shortcodes(text: &str, left: &[(String, u32)]) -> String {
    if left.is_empty() || !text.contains("{{") && !text.contains("{%") {
        return text.to_owned();
    }
    let length = |rest: &str| {
        let (inner, length, _) = shortcode(rest)?;
        let name = inner.trim_start_matches('/').split([' ', '(', '/']).next()?;
        let is_left =
            |(left, _): &(String, u32)| left == name || name.strip_prefix("end") == Some(left);
        left.iter().any(is_left).then_some(length)
    };
    let mut shown = String::with_capacity(text.len());
    let mut from = 0;
    while let Some(at) = text[from..].find('{').map(|found| from + found) {
        let end = match &text[at + 1..] {
            rest if rest.starts_with(['{', '%']) => length(&text[at..]).map(|length| at + length),
            _ => None,
        };
        push_collapsed(&mut shown, &text[from..if end.is_some() { at } else { at + 1 }]);
        from = end.unwrap_or(at + 1);
    }
    push_collapsed(&mut shown, &text[from..]);
    shown
}

/// Adds text with every run of blanks as one, and none at the beginning.
fn push_collapsed(collected: &mut String, text: &str) {
    let push_blank = |collected: &mut String| {
        if !collected.is_empty() && !collected.ends_with(' ') {
            collected.push(' ');
        }
    };
    if text.starts_with(char::is_whitespace) {
        push_blank(collected);
    }
    let mut is_first = true;
    for word in text.split(char::is_whitespace).filter(|word| !word.is_empty()) {
        if !std::mem::take(&mut is_first) {
            collected.push(' ');
        }
        collected.push_str(word);
    }
    if text.ends_with(char::is_whitespace) {
        push_blank(collected);
    }
}

/// Text of at most so many characters, cut at a word.
pub(crate) fn cut(text: &str, length: usize) -> String {
    let Some((end, _)) = text.char_indices().nth(length) else {
        return text.to_owned();
    };
    let head = &text[..end];
    let next_is_blank = text[end..].starts_with(char::is_whitespace);
    let at = if next_is_blank { end } else { head.rfind(char::is_whitespace).unwrap_or(end) };
    let kept = head[..at].trim_end_matches(|c: char| {
        c.is_whitespace() || matches!(c, '.' | ',' | ';' | ':' | '-' | '–' | '(')
    });
    format!("{kept}…")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanks_are_one_and_paragraphs_go_before_the_rest() {
        let mut summary = Summary::new(false);
        for (text, in_paragraph) in [
            (" ", true),
            ("een \n twee", true),
            (" ", true),
            ("lijst", false),
            (" ", true),
            ("drie ", true),
        ] {
            summary.add(text, in_paragraph);
        }
        assert_eq!(summary.finish(&[]).0, "een twee drie");
    }

    #[test]
    fn shortcodes_that_stay_are_no_part_of_it() {
        let left = ["note", "include", "video"].map(|name| (name.to_owned(), 1));
        for (text, wanted) in [
            ("{{< note >}} Een twee. {{< /note >}} Drie.", "Een twee. Drie."),
            (
                "{% include x.html a=\"b\" %}{{ video(id=1) }}Vier {vijf} {{ zes }}",
                "Vier {vijf} {{ zes }}",
            ),
            ("{% note %}Een{% endnote %}", "Een"),
            ("{{< note", "{{< note"),
        ] {
            let mut summary = Summary::new(false);
            summary.add(text, true);
            assert_eq!(summary.finish(&left).0.trim(), wanted);
        }
    }

    #[test]
    fn text_is_cut_at_a_word() {
        let cases = [
            ("kort", 10, "kort"),
            ("een twee drie", 9, "een twee…"),
            ("een twee drie", 8, "een twee…"),
            ("een, twee", 6, "een…"),
            ("een. Twee", 6, "een…"),
            ("éééééééééé", 3, "ééé…"),
        ];
        for (text, length, wanted) in cases {
            assert_eq!(cut(text, length), wanted);
        }
    }
}
