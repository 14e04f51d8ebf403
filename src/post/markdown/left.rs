//! Marks of other generators that stay in the text as they are, because they stand for what is not here: icons and emoji by name,
//! files to be put in, blocks that are no boxes.

use std::borrow::Cow;

use super::spans::{code_spans, is_within};

/// A mark that stays: what kind of mark it is, and how it is written.
pub(super) type Left<'l> = (&'static str, &'l str);

/// The first mark of each kind in a line.
pub(super) fn found(line: &str) -> impl Iterator<Item = Left<'_>> {
    let trimmed = line.trim();
    let snippet = trimmed.trim_start_matches(';').starts_with("--8<--");
    let block = block(trimmed).map(|block| ("block", block));
    let colons = trimmed.starts_with(":::").then_some(("colons", ":::"));
    let snippet = snippet.then_some(("snippet", "--8<--"));
    snippet.into_iter().chain(block).chain(colons).chain(icon(line))
}

/// The first icon or emoji in a line.
pub(super) fn icon(line: &str) -> Option<Left<'_>> {
    let mut colons = line.match_indices(':').peekable();
    colons.peek()?;
    let code = code_spans(line);
    colons.find_map(|(at, _)| {
        let name = name(line, at)?;
        (!is_within(&code, at)).then_some(("icon", name))
    })
}

/// The beginning of a block between slashes, if it is known in Material.
fn block(trimmed: &str) -> Option<&str> {
    let rest = trimmed.strip_prefix("///")?.trim_start_matches('/').trim_start();
    let name = rest.split([' ', '|']).next()?;
    (name == "define").then(|| &trimmed[..trimmed.len() - rest.len() + name.len()])
}

/// The name between two colons, with them: `:rocket:`, `:material-check:`. What stands at a word, as in `10:30:45`, is none.
pub(super) fn name(line: &str, at: usize) -> Option<&str> {
    let rest = &line[at + 1..];
    let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'+');
    let length = rest.bytes().take(80).take_while(is_part).count();
    let name = &rest[..length];
    let after = rest[length..].strip_prefix(':')?;
    let is_word = |c: char| c.is_alphanumeric() || matches!(c, ':' | '/' | '\\' | '"' | '\'' | '_');
    let is_free = !line[..at].ends_with(is_word) && !after.starts_with(is_word);
    let is_name = name.starts_with(|c: char| c.is_ascii_lowercase()) && length > 1;
    (is_free && (is_name || matches!(name, "+1" | "-1"))).then(|| &line[at..at + length + 2])
}

/// The text of a heading or a title without icons by name, which are no part of its anchor elsewhere either; what is an icon alone stays.
pub(crate) fn without_icons(text: &str) -> Cow<'_, str> {
    const SETS: [&str; 4] = [":material-", ":fontawesome-", ":octicons-", ":simple-"];
    let icon =
        |at: usize| name(text, at).filter(|name| SETS.iter().any(|set| name.starts_with(set)));
    let found = text.match_indices(':').filter_map(|(at, _)| Some((at, icon(at)?.len())));
    let mut bare = String::new();
    let mut from = 0;
    for (at, length) in found {
        bare.push_str(&text[from..at]);
        from = at + length;
    }
    if from == 0 {
        return Cow::Borrowed(text);
    }
    bare.push_str(&text[from..]);
    if bare.trim().is_empty() { Cow::Borrowed(text) } else { Cow::Owned(bare) }
}

#[cfg(test)]
mod tests {
    use super::{found, without_icons};

    #[test]
    fn a_heading_has_an_anchor_without_its_icons() {
        for (text, wanted) in [
            ("Setup :material-cog:", "Setup "),
            (":material-lightbulb: Tips", " Tips"),
            (":octicons-x-16: a :simple-b: c", " a  c"),
            (":fontawesome-brands-x:", ":fontawesome-brands-x:"),
            ("Tijd: 10:30 :onbekend: a:material-b:", "Tijd: 10:30 :onbekend: a:material-b:"),
        ] {
            assert_eq!(without_icons(text), wanted);
        }
    }

    #[test]
    fn marks_that_stay_are_told_from_text() {
        for (line, wanted) in [
            ("Klaar :material-check: en :rocket:!", &[("icon", ":material-check:")][..]),
            ("--8<-- \"deel.md\"", &[("snippet", "--8<--")]),
            ("/// define", &[("block", "/// define")]),
            ("::: {.note}", &[("colons", ":::")]),
            ("/// Doe dit niet", &[]),
            ("om 10:30:45, a:b:c, ::x:: http://a:b:c `:rocket:` Zie: dit: dat", &[]),
            ("| :--- | :-: | :D :a: \":root:\"", &[]),
        ] {
            assert_eq!(found(line).collect::<Vec<_>>(), wanted, "{line}");
        }
    }
}
