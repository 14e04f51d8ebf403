//! The beginning of a body as plain text.

/// About so many characters, when nobody marked where the beginning ends.
const LENGTH: usize = 300;

/// A beginning that was marked is kept up to so many bytes.
const LONGEST: usize = 4_000;

/// Collects the beginning.
pub(super) struct Summary {
    text: String,
    /// How long the text of paragraphs was before a mark was met, if there is one.
    paragraphs: String,
    is_done: bool,
}

impl Summary {
    pub(super) fn new() -> Self {
        Summary { text: String::new(), paragraphs: String::new(), is_done: false }
    }

    /// Whether anything more is wanted.
    pub(super) fn wants_more(&self) -> bool {
        !self.is_done && self.text.len() < LONGEST
    }

    /// Reads on: text in a paragraph, or elsewhere (in a list, a definition), which counts only before a mark.
    pub(super) fn add(&mut self, text: &str, in_paragraph: bool) {
        push_collapsed(&mut self.text, text);
        if in_paragraph && self.paragraphs.len() < LENGTH * 5 {
            push_collapsed(&mut self.paragraphs, text);
        }
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
    for character in text.chars() {
        if !character.is_whitespace() {
            collected.push(character);
        } else if !collected.is_empty() && !collected.ends_with(' ') {
            collected.push(' ');
        }
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
