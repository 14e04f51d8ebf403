//! Destinations with a blank in them, as people write the names of their files: `![Alt](Foto 1.JPG "Bijschrift")`. Markdown
//! wants them between `<` and `>`.

use std::borrow::Cow;

use super::shortcode::push_destination;
use super::spans::{code_spans, is_within};
use crate::post::links::has_file_extension;

/// Nobody gives a file a longer name.
const LONGEST: usize = 300;

/// So many bytes are looked at behind a bracket, and before it, whatever the length of the line.
const WINDOW: usize = 1_500;

/// A line in which such destinations stand between `<` and `>`. What Markdown understands by itself stays as it is.
pub(super) fn enclosed(line: &str) -> Cow<'_, str> {
    if !line.contains("](") {
        return Cow::Borrowed(line);
    }
    let code = code_spans(line);
    let mut text = String::new();
    let mut from = 0;
    let mut at = 0;
    while let Some(found) = line[at..].find("](") {
        let close = at + found;
        at = close + 2;
        let is_link = || !is_within(&code, close) && has_opening(&line[..close]);
        let Some(spaced) = read(&line[at..]).filter(|_| is_link()) else { continue };
        text.push_str(&line[from..at]);
        spaced.push(&mut text);
        text.push(')');
        at += spaced.length;
        from = at;
    }
    if from == 0 {
        return Cow::Borrowed(line);
    }
    text.push_str(&line[from..]);
    Cow::Owned(text)
}

/// What a reference is called and the line that says where it leads, `[a]: Foto 1.jpg "Bijschrift"`, with the destination between
/// `<` and `>`. `None` if the line is something else, or if Markdown understands it by itself.
pub(super) fn defined(line: &str) -> Option<(&str, String)> {
    let start = line.len() - line.trim_start_matches(' ').len();
    let close = line.find("]:").filter(|close| start < 4 && *close < LONGEST)?;
    let label = line[start..close].strip_prefix('[')?;
    let is_label =
        !label.trim().is_empty() && !label.starts_with('^') && !label.contains(['[', ']', '\\']);
    let rest = line[close + 2..].trim();
    if !is_label || rest.len() > WINDOW / 2 {
        return None;
    }
    // As if it stood in brackets behind a text, and they ended with the line.
    let rest = format!("{rest})");
    let spaced = read(&rest).filter(|spaced| spaced.length == rest.len())?;
    let mut text = line[..close + 2].to_owned();
    text.push(' ');
    spaced.push(&mut text);
    Some((label, text))
}

/// Adds a title; a quotation mark in it that is not escaped yet would end it.
pub(super) fn push_title(text: &mut String, title: &str) {
    let mut is_escaped = false;
    for character in title.chars() {
        if character == '"' && !is_escaped {
            text.push('\\');
        }
        is_escaped = character == '\\' && !is_escaped;
        text.push(character);
    }
}

/// Whether such a destination may begin here, behind `](`.
pub(super) fn begins(rest: &str) -> bool {
    read(rest).is_some()
}

/// Whether a bracket that ends here was opened in the line.
fn has_opening(before: &str) -> bool {
    if before.ends_with('\\') {
        return false;
    }
    let mut depth = 0usize;
    for (at, byte) in before.bytes().enumerate().rev().take(WINDOW) {
        let is_escaped = || before[..at].ends_with('\\');
        match byte {
            b']' if !is_escaped() => depth += 1,
            b'[' if !is_escaped() => match depth {
                0 => return true,
                _ => depth -= 1,
            },
            _ => {}
        }
    }
    false
}

/// A destination with a blank in it, the title behind it, and the length of both with the bracket that ends them.
struct Spaced<'a> {
    destination: Cow<'a, str>,
    title: Option<&'a str>,
    length: usize,
}

impl Spaced<'_> {
    /// Adds both as Markdown wants them.
    fn push(&self, text: &mut String) {
        text.push('<');
        push_destination(text, &self.destination);
        text.push('>');
        if let Some(title) = self.title {
            text.push_str(" \"");
            push_title(text, title);
            text.push('"');
        }
    }
}

/// What stands behind `](`, if Markdown makes nothing of it and it is the name of a file.
fn read(rest: &str) -> Option<Spaced<'_>> {
    let rest = &rest[..rest.floor_char_boundary(WINDOW)];
    let rest = rest.split('\n').next().unwrap_or_default();
    let start = rest.len() - rest.trim_start().len();
    if rest[start..].starts_with('<') || is_understood(&rest[start..]) {
        return None;
    }
    let mut depth = 0usize;
    let mut brackets = 0usize;
    let mut was_blank = false;
    for (at, character) in rest[start..].char_indices().take_while(|(at, _)| *at < LONGEST) {
        let here = start + at;
        match character {
            '<' | '>' | '"' | '`' if !was_blank || character != '"' => return None,
            '[' => brackets += 1,
            // Another link begins there, or a text ends.
            ']' if brackets == 0 || rest[here + 1..].starts_with('(') => return None,
            ']' => brackets -= 1,
            '(' => depth += 1,
            ')' if depth > 0 => depth -= 1,
            ')' if brackets > 0 => return None,
            ')' => return file(&rest[start..here], None, here + 1),
            _ if was_blank => {
                if let Some((title, length)) = title(&rest[here..]) {
                    return file(&rest[start..here], Some(title), here + length);
                }
                if character == '"' {
                    return None;
                }
            }
            _ => {}
        }
        was_blank = character.is_whitespace();
    }
    None
}

fn file<'a>(written: &'a str, title: Option<&'a str>, length: usize) -> Option<Spaced<'a>> {
    let written = written.trim();
    let path = written.split(['#', '?']).next().unwrap_or_default();
    let destination = match has_file_extension(path) {
        true => Cow::Borrowed(written),
        // `Notulen #12.pdf`: the sign is part of the name, for what stands before it names no file.
        false if has_file_extension(written) => {
            Cow::Owned(written.replace('#', "%23").replace('?', "%3F"))
        }
        false => return None,
    };
    Some(Spaced { destination, title, length })
}

/// The title that a text begins with, between quotes of any kind, and its length with the bracket that ends the link.
fn title(rest: &str) -> Option<(&str, usize)> {
    let opening = rest.chars().next()?;
    let closing: &[char] = match opening {
        '"' => &['"'],
        '\'' => &['\''],
        // What a word processor makes of them.
        '“' | '„' | '”' => &['”', '“'],
        '‘' => &['’'],
        _ => return None,
    };
    let inner = &rest[opening.len_utf8()..];
    let ends = inner.char_indices().filter(|(_, character)| closing.contains(character));
    ends.into_iter().find_map(|(end, character)| {
        let after = &inner[end + character.len_utf8()..];
        let bracket = after.trim_start().strip_prefix(')')?;
        let is_escaped = inner[..end].ends_with('\\');
        (!is_escaped).then_some((&inner[..end], rest.len() - bracket.len()))
    })
}

/// Whether Markdown reads a link here: a destination without a blank, and then its end or a title.
fn is_understood(rest: &str) -> bool {
    let mut depth = 0usize;
    let mut is_escaped = false;
    let mut end = rest.len();
    for (at, byte) in rest.bytes().enumerate() {
        match byte {
            _ if std::mem::take(&mut is_escaped) => {}
            b'\\' => is_escaped = true,
            b'(' => depth += 1,
            b')' if depth == 0 => return true,
            b')' => depth -= 1,
            b' ' | b'\t' => {
                end = at;
                break;
            }
            _ => {}
        }
    }
    let after = rest[end..].trim_start();
    let closing = match after.chars().next() {
        // The line ends, and what follows may go on with a title.
        None | Some(')') => return true,
        Some('"') => '"',
        Some('\'') => '\'',
        Some('(') => ')',
        _ => return false,
    };
    let mut is_escaped = false;
    for (at, character) in after.char_indices().skip(1) {
        match character {
            _ if std::mem::take(&mut is_escaped) => {}
            '\\' => is_escaped = true,
            _ if character == closing => {
                return after[at + 1..].trim_start().starts_with(')');
            }
            _ => {}
        }
    }
    // The title goes on in the next line.
    closing != ')'
}

#[cfg(test)]
mod tests {
    use super::{begins, defined, enclosed};

    #[test]
    fn names_with_blanks_are_enclosed_and_the_rest_is_not_touched() {
        for (line, wanted) in [
            ("![Alt](Foto 1.JPG \"Bijschrift\")", "![Alt](<Foto 1.JPG> \"Bijschrift\")"),
            ("a [het rapport](Jaar verslag.pdf), b", "a [het rapport](<Jaar verslag.pdf>), b"),
            ("[a](Jaar verslag.pdf#page=3)", "[a](<Jaar verslag.pdf#page=3>)"),
            ("![](../de map/Foto (1) nieuw.jpg)", "![](<../de map/Foto (1) nieuw.jpg>)"),
            ("![](Foto (1).jpg)", "![](<Foto (1).jpg>)"),
            ("![](a b.png \"zeg \\\"ja\\\" nu\")", "![](<a b.png> \"zeg \\\"ja\\\" nu\")"),
            ("![](a b.png 'zeg \"ja\"')", "![](<a b.png> \"zeg \\\"ja\\\"\")"),
            ("![](a b.png 'c (d')", "![](<a b.png> \"c (d\")"),
            ("![](foto's van Jan.jpg)", "![](<foto's van Jan.jpg>)"),
            ("![](a b.png \"lach :)\")", "![](<a b.png> \"lach :)\")"),
            ("![a](foto.jpg “De dijk”)", "![a](<foto.jpg> \"De dijk\")"),
            ("![a](b c.png) ![d](e f.png)", "![a](<b c.png>) ![d](<e f.png>)"),
            ("[![a](b c.png)](Jaar verslag.pdf)", "[![a](<b c.png>)](<Jaar verslag.pdf>)"),
            ("[a](Notulen #12.pdf)", "[a](<Notulen %2312.pdf>)"),
            ("[a](rapport [concept].pdf)", "[a](<rapport [concept].pdf>)"),
            ("[a](map\\Jaar verslag.pdf)", "[a](<map\\\\Jaar verslag.pdf>)"),
            (
                "[a](https://a.example/Gedeelde documenten/b.pdf)",
                "[a](<https://a.example/Gedeelde documenten/b.pdf>)",
            ),
        ] {
            assert_eq!(enclosed(line), wanted, "{line}");
            assert_eq!(enclosed(wanted), wanted, "{wanted}");
            assert!(line.split("](").skip(1).any(begins), "{line}");
        }
        let long = "](a.pdf \"".repeat(2_000);
        for line in [
            &*long,
            "[a](b.pdf)",
            "[a](b.pdf \"c d.pdf\")",
            "[a](b.pdf 'c)' )",
            "[a](b.pdf (c d.pdf))",
            "[a](<b c.pdf>)",
            "[a](b.pdf \"een titel die",
            "[a](b.pdf",
            "[a]()",
            "`[a](b c.pdf)` en ``![a](b c.pdf) ` ``",
            "\\[a](b c.pdf) [a\\](b c.pdf)",
            "a](b c.pdf)",
            "[1](zie ook blz. 4) [2](dit is een zin. Of niet) [3](een bijzin)",
            "[a](b c.pdf",
            "[a](b \"c\" d.pdf) e",
            "[a](b [c] d) e",
            "[a](b ] c.pdf) e",
            "[a](b [c.pdf) e",
        ] {
            assert_eq!(enclosed(line), line);
        }
    }

    #[test]
    fn references_lead_to_names_with_blanks() {
        for (line, wanted) in [
            ("[a]: Foto 1.jpg", Some(("a", "[a]: <Foto 1.jpg>"))),
            (
                "  [Het plan]: ../de map/Plan 2.pdf \"Zo\"",
                Some(("Het plan", "  [Het plan]: <../de map/Plan 2.pdf> \"Zo\"")),
            ),
            ("[a]:  Foto (1).jpg “De dijk”", Some(("a", "[a]: <Foto (1).jpg> \"De dijk\""))),
            ("[a]: foto.jpg", None),
            ("[a]: foto.jpg \"Zo\"", None),
            ("[a]: <Foto 1.jpg>", None),
            ("[^1]: Zie Foto 1.jpg", None),
            ("    [a]: Foto 1.jpg", None),
            ("[a]: dit is een zin", None),
            ("[a]: Foto 1.jpg) b", None),
            ("*[a]: Foto 1.jpg", None),
            ("[]: Foto 1.jpg", None),
        ] {
            let wanted = wanted.map(|(label, text)| (label, text.to_owned()));
            assert_eq!(defined(line), wanted, "{line}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_line_is_read(line in "(\\]\\(|\\[|[a-z .()\"'<>\\\\`é“”])*") {
            enclosed(&line);
            begins(&line);
            defined(&line);
        }
    }
}
