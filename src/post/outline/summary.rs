//! The beginning of a body as plain text.

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
        }
    }

    /// Whether anything more is wanted.
    pub(super) fn wants_more(&self) -> bool {
        !self.is_done && self.text.len() < LONGEST && (self.may_be_marked || self.length <= LENGTH)
    }

    /// Reads on: text in a paragraph, or elsewhere (in a list, a definition), which counts only before a mark.
    pub(super) fn add(&mut self, text: &str, in_paragraph: bool) {
        if self.may_be_marked || !in_paragraph {
            push_collapsed(&mut self.text, text);
        }
        if in_paragraph && self.length <= LENGTH {
            let before = self.paragraphs.len();
            push_collapsed(&mut self.paragraphs, text);
            self.length += self.paragraphs[before..].chars().count();
        }
    }

    /// A new block begins.
    pub(super) fn separate(&mut self) {
        push_collapsed(&mut self.text, " ");
        push_collapsed(&mut self.paragraphs, " ");
    }

    /// The mark was met: everything before it is the summary.
    pub(super) fn mark(&mut self) {
        if !self.is_done && !self.text.trim().is_empty() {
            self.is_done = true;
        }
    }

    pub(super) fn finish(self) -> String {
        if self.is_done {
            return cut(self.text.trim(), LONGEST);
        }
        let text = if self.paragraphs.trim().is_empty() { self.text } else { self.paragraphs };
        cut(text.trim(), LENGTH)
    }
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
        c.is_whitespace() || matches!(c, ',' | ';' | ':' | '-' | '–' | '(')
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
        assert_eq!(summary.finish(), "een twee drie");
    }

    #[test]
    fn text_is_cut_at_a_word() {
        let cases = [
            ("kort", 10, "kort"),
            ("een twee drie", 9, "een twee…"),
            ("een twee drie", 8, "een twee…"),
            ("een, twee", 6, "een…"),
            ("éééééééééé", 3, "ééé…"),
        ];
        for (text, length, wanted) in cases {
            assert_eq!(cut(text, length), wanted);
        }
    }
}
