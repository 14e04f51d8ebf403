//! Lines as they come out of a text processor, or from who is new to Markdown: what they mean is beyond doubt, and becomes that.

use std::borrow::Cow;

use super::slips;

/// Bullets that a text processor puts before the items of a list.
const BULLETS: [&str; 6] = ["•", "·", "▪", "●", "■", "◦"];

/// The last bytes of bullets: most bytes are ruled out by them.
pub(super) const LAST: [u8; 6] = [0xA2, 0xB7, 0xAA, 0x8F, 0xA0, 0xA6];

/// What the lines above, up to a blank one, say of the next: in HTML, in a table and in a formula such signs are signs of their own.
#[derive(Default)]
pub(super) struct Typed {
    within: Within,
    in_formula: bool,
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Within {
    #[default]
    Nothing,
    Text,
    Html,
    Table,
}

impl Typed {
    /// The line as it was meant: `•` before an item of a list, `##Heading` without a blank.
    pub(super) fn meant<'l>(&mut self, line: &'l str, rest: &str) -> Cow<'l, str> {
        if self.keeps(line.trim(), rest) { Cow::Borrowed(line) } else { meant(line) }
    }

    /// Whether a line before the rest of a text stays as it is written.
    fn keeps(&mut self, text: &str, rest: &str) -> bool {
        if text.is_empty() {
            *self = Typed::default();
            return true;
        }
        let was_in_formula = self.in_formula;
        self.in_formula ^= text.contains('$') && text.matches("$$").count() % 2 == 1;
        let is_row = text.contains('|')
            && (self.within == Within::Table
                || is_rule(rest.split('\n').next().unwrap_or_default()));
        let keeps = was_in_formula || is_row || self.within == Within::Html;
        self.within = match self.within {
            Within::Html => Within::Html,
            within if begins_html(text, within == Within::Nothing) => Within::Html,
            _ if is_row || is_rule(text) => Within::Table,
            Within::Table => Within::Table,
            _ => Within::Text,
        };
        keeps
    }
}

/// Whether a line is what makes a table of the rows around it.
fn is_rule(line: &str) -> bool {
    line.contains('|') && slips::is_rule(line.trim())
}

/// Whether a line begins HTML in which nothing is Markdown until a blank line: elements that stand within text only do so alone,
/// and where no text is above them.
fn begins_html(text: &str, is_first: bool) -> bool {
    const WITHIN: [&str; 18] = [
        "a", "abbr", "b", "br", "cite", "code", "del", "em", "i", "img", "kbd", "mark", "small",
        "span", "strong", "sub", "sup", "u",
    ];
    let Some(tag) = text.strip_prefix('<') else { return false };
    let tag = tag.strip_prefix('/').unwrap_or(tag);
    let end = tag.find(|c: char| !c.is_ascii_alphanumeric() && c != '-').unwrap_or(tag.len());
    let (name, after) = tag.split_at(end);
    let is_tag = name.starts_with(|c: char| c.is_ascii_alphabetic())
        && (after.is_empty() || after.starts_with([' ', '\t', '>', '/']));
    let is_alone = || is_first && after.find('>').is_some_and(|end| end + 1 == after.len());
    is_tag && (!WITHIN.contains(&name.to_ascii_lowercase().as_str()) || is_alone())
}

/// The line as it was meant, wherever it stands.
fn meant(line: &str) -> Cow<'_, str> {
    let text = line.trim_start_matches(' ');
    let indent = &line[..line.len() - text.len()];
    // What is indented by more is code, or belongs to what stands above it.
    if indent.len() > 3 {
        return Cow::Borrowed(line);
    }
    if let Some(rest) = item(text) {
        return Cow::Owned(format!("{indent}- {}", rest.trim_start()));
    }
    match heading(text) {
        Some(level) => Cow::Owned(format!("{indent}{} {}", &text[..level], &text[level..])),
        None => Cow::Borrowed(line),
    }
}

/// What follows the bullet of an item.
fn item(text: &str) -> Option<&str> {
    let rest = BULLETS.iter().find_map(|bullet| text.strip_prefix(bullet))?;
    let bare = rest.trim_start();
    // A line of nothing else is an ornament: `• • •`.
    let is_bullet = |c: char| BULLETS.iter().any(|bullet| bullet.starts_with(c));
    let says_something = bare.contains(|c: char| !c.is_whitespace() && !is_bullet(c));
    (says_something && bare.len() < rest.len()).then_some(rest)
}

/// How deep a heading is behind whose signs the blank is missing. One sign alone may begin a word by which others find it: `#water`.
fn heading(text: &str) -> Option<usize> {
    let level = text.bytes().take_while(|byte| *byte == b'#').count();
    let is_heading =
        (2..=6).contains(&level) && text[level..].starts_with(|c: char| c.is_alphanumeric());
    is_heading.then_some(level)
}

/// Where the sign begins of which this is the last byte, if it means something at the beginning of a line.
pub(super) fn sign(body: &str, at: usize) -> Option<usize> {
    if body.as_bytes()[at] == b'#' {
        let run = body.as_bytes()[..=at].iter().rev().take(7).take_while(|byte| **byte == b'#');
        let start = at + 1 - run.count();
        let end = body.ceil_char_boundary(at + 5);
        return heading(&body[start..end]).map(|_| start);
    }
    let start = body.floor_char_boundary(at);
    BULLETS.iter().any(|bullet| body[start..].starts_with(bullet)).then_some(start)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_line_means_is_beyond_doubt() {
        for (line, wanted) in [
            ("•\tEerste", "- Eerste"),
            ("  ·         Oud punt", "  - Oud punt"),
            ("##Wat we doen", "## Wat we doen"),
            ("###3. Slot", "### 3. Slot"),
            ("#water", "#water"),
            ("## Kop", "## Kop"),
            ("##", "##"),
            ("#######a", "#######a"),
            ("•", "•"),
            ("•a", "•a"),
            ("    • a", "    • a"),
            ("a • b", "a • b"),
            ("• • •", "• • •"),
        ] {
            assert_eq!(meant(line), wanted, "{line}");
        }
        assert!(BULLETS.iter().zip(LAST).all(|(bullet, last)| bullet.bytes().last() == Some(last)));
    }

    #[test]
    fn in_html_tables_and_formulas_signs_are_their_own() {
        for (body, wanted) in [
            ("<p>\n• a<br>\n##b\n</p>\n\n• c", "<p>\n• a<br>\n##b\n</p>\n\n- c"),
            ("<DIV class=\"a\">\n• a", "<DIV class=\"a\">\n• a"),
            ("<span>\n• a", "<span>\n• a"),
            ("<b>Let op</b>\n• a", "<b>Let op</b>\n- a"),
            ("a\n<br>\n• b", "a\n<br>\n- b"),
            ("<https://a.example>\n• b", "<https://a.example>\n- b"),
            ("<!-- a -->\n• b", "<!-- a -->\n- b"),
            ("a | b\n--|--\n● | c\n■ d | e", "a | b\n--|--\n● | c\n■ d | e"),
            ("• a | b\n--|--\n", "• a | b\n--|--\n"),
            ("• a | b\n• c", "- a | b\n- c"),
            ("$$\na\n· b\n$$\n• c", "$$\na\n· b\n$$\n- c"),
            ("$$ a\n· b\n\n• c", "$$ a\n· b\n\n- c"),
        ] {
            let mut typed = Typed::default();
            let mut rest = body;
            let mut text = String::new();
            for line in body.split_inclusive('\n') {
                rest = &rest[line.len()..];
                text.push_str(&typed.meant(line, rest));
            }
            assert_eq!(text, wanted, "{body}");
        }
    }
}
