//! What Obsidian adds within a line: the name of a block, ` ^name` at its end, and the size of a picture, `![[plan.png|300]]`.

use std::borrow::Cow;

use super::lines;
use super::spans::{code_spans, is_within};
use crate::post::links::has_file_extension;

/// A line in which the name of a block is an anchor, and pictures have no size.
pub(super) fn without<'l>(line: &'l str, next: &str) -> Cow<'l, str> {
    let line = without_embeds(line);
    let line = match without_sizes(&line) {
        Cow::Owned(text) => Cow::Owned(text),
        Cow::Borrowed(_) => line,
    };
    let Some((text, name)) = line.trim_end().rsplit_once('^') else { return line };
    let is_over = next.trim().is_empty() || lines::item(next).is_some();
    let begins = text.ends_with(' ') && !text.trim().is_empty();
    if !begins || !is_name(name) || !is_over || is_within(&code_spans(&line), text.len()) {
        return line;
    }
    // A link to it finds it without its sign, which no id may have.
    Cow::Owned(format!("{} <a id=\"{}\"></a>", text.trim_end(), name.to_ascii_lowercase()))
}

/// Whether the name of a block may begin here, which ends its line.
pub(super) fn is_id(rest: &str) -> bool {
    let window = &rest[1..rest.floor_char_boundary(LONGEST)];
    is_name(window.split('\n').next().unwrap_or_default().trim_end())
}

/// Whether the size of a picture may begin here, which ends what it is called.
pub(super) fn is_size(rest: &str) -> bool {
    size(rest).is_some()
}

/// Nobody gives a block a longer name.
const LONGEST: usize = 60;

/// Shorter ones may be a power, and one of letters alone a word.
fn is_name(name: &str) -> bool {
    (4..LONGEST).contains(&name.len())
        && name.starts_with(|c: char| c.is_ascii_alphanumeric())
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        && name.contains(|c: char| c.is_ascii_digit() || c == '-')
}

/// How long the size is that begins with a stroke here: `|300]` or `|300x200]`.
fn size(rest: &str) -> Option<usize> {
    let inner = rest.strip_prefix('|')?;
    let length =
        inner.bytes().take(10).take_while(|byte| byte.is_ascii_digit() || *byte == b'x').count();
    let is_size =
        inner.starts_with(|c: char| c.is_ascii_digit()) && inner[length..].starts_with(']');
    is_size.then_some(length + 1)
}

/// A line in which a note that is to be shown within this one, `![[note]]`, is a link to it: only a file can be shown.
fn without_embeds(line: &str) -> Cow<'_, str> {
    const SIGN: &str = "![[";
    if !line.contains(SIGN) {
        return Cow::Borrowed(line);
    }
    let code = code_spans(line);
    let mut text = String::with_capacity(line.len());
    let mut from = 0;
    for (at, _) in line.match_indices(SIGN).filter(|(at, _)| !is_within(&code, *at)) {
        let window = &line[at..line.floor_char_boundary(at + 300)];
        let inner = window[SIGN.len()..].split("]]").next().unwrap_or_default();
        let name = inner.split(['|', '#', '\\']).next().unwrap_or_default();
        if !name.trim().is_empty() && !has_file_extension(name.trim()) {
            text.push_str(&line[from..at]);
            from = at + 1;
        }
    }
    text.push_str(&line[from..]);
    Cow::Owned(text)
}

fn without_sizes(line: &str) -> Cow<'_, str> {
    if !line.contains("![") || !line.contains('|') {
        return Cow::Borrowed(line);
    }
    let code = code_spans(line);
    let mut text = String::new();
    let mut from = 0;
    for (at, _) in line.match_indices('|') {
        let opening = line[from..at].rfind('[').map(|open| &line[from..from + open]);
        let is_picture = opening.is_some_and(|before| before.trim_end_matches('[').ends_with('!'));
        let Some(length) = size(&line[at..]).filter(|_| is_picture && !is_within(&code, at)) else {
            continue;
        };
        text.push_str(line[from..at].trim_end_matches('\\'));
        from = at + length;
    }
    if from == 0 {
        return Cow::Borrowed(line);
    }
    text.push_str(&line[from..]);
    Cow::Owned(text)
}

#[cfg(test)]
mod tests {
    use super::without;

    #[test]
    fn names_of_blocks_and_sizes_go() {
        for (line, next, wanted) in [
            ("Een zin. ^blok-1", "", "Een zin. <a id=\"blok-1\"></a>"),
            ("Een zin. ^blok-1", "gaat door", "Een zin. ^blok-1"),
            ("x ^2 en `a ^blok`", "", "x ^2 en `a ^blok`"),
            ("^blok-1", "", "^blok-1"),
            ("- a ^blok-1", "- b", "- a <a id=\"blok-1\"></a>"),
            (
                "![[De dijk]] ![[a.png]] `![[b]]` ![[c#d|e]]",
                "",
                "[[De dijk]] ![[a.png]] `![[b]]` [[c#d|e]]",
            ),
            ("de toets ^caret", "", "de toets ^caret"),
            (
                "![[a.png|300]] ![b|200x100](c.png) ![[d.png|e|50]]",
                "",
                "![[a.png]] ![b](c.png) ![[d.png|e]]",
            ),
            ("[[a|300]] | ![b|c](d) | `![[a|1]]`", "", "[[a|300]] | ![b|c](d) | `![[a|1]]`"),
        ] {
            assert_eq!(without(line, next), wanted, "{line}");
        }
    }
}
