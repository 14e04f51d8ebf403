//! Lines as they come out of a text processor, or from who is new to Markdown: what they mean is beyond doubt, and becomes that.

use std::borrow::Cow;

/// Bullets that a text processor puts before the items of a list.
const BULLETS: [&str; 6] = ["•", "·", "▪", "●", "■", "◦"];

/// The last bytes of bullets: most bytes are ruled out by them.
pub(super) const LAST: [u8; 6] = [0xA2, 0xB7, 0xAA, 0x8F, 0xA0, 0xA6];

/// The line as it was meant: `•` before an item of a list, `##Heading` without a blank.
pub(super) fn meant(line: &str) -> Cow<'_, str> {
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
    (!bare.is_empty() && bare.len() < rest.len()).then_some(rest)
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
        ] {
            assert_eq!(meant(line), wanted, "{line}");
        }
        assert!(BULLETS.iter().zip(LAST).all(|(bullet, last)| bullet.bytes().last() == Some(last)));
    }
}
