//! A list in YAML that begins with `[` and does not end: where it begins, and how it was meant.

use saphyr_parser::{Event, Parser};

use super::quoted::{LONGEST, quoted};

/// Keys whose value is no list, whatever it begins with.
const TEXTS: &[&str] = &["title", "summary", "description"];

/// A list that does not end.
#[derive(Debug, PartialEq)]
pub(super) struct Unclosed {
    /// The line that it begins on, from 1.
    pub line: usize,
    /// What is wrong with it.
    pub detail: &'static str,
    /// That line as it was meant, if the list should end there.
    pub mended: Option<String>,
}

/// The list that does not end in a text that cannot be read.
pub(super) fn list(text: &str) -> Option<Unclosed> {
    let (number, column) = begun(text)?;
    let mut lines = text.lines().skip(number - 1);
    let line = lines.next()?.trim_end();
    let below = below(line, lines);
    let count = |sign: char| -> usize {
        below.iter().chain([&line]).map(|line| line.matches(sign).count()).sum()
    };
    let lacking = count('[').saturating_sub(count(']'));
    let at = line.char_indices().nth(column)?.0;
    let mended = closed(line, at, lacking)
        .filter(|mended| below.is_empty() && line.len() <= LONGEST && reads(text, number, mended));
    // A bracket that is there may stand behind a quotation mark that is not.
    let detail = match (lacking, &mended) {
        (0, None) => return None,
        (0, Some(_)) => "in quoted scalar",
        _ => "unclosed list",
    };
    Some(Unclosed { line: number, detail, mended })
}

/// The line, from 1, and the column of the outermost bracket that is open where a text cannot be read on.
fn begun(text: &str) -> Option<(usize, usize)> {
    let mut open = Vec::new();
    for event in Parser::new_from_str(text) {
        let Ok((event, span)) = event else { break };
        match event {
            Event::SequenceStart(..) => open.push(Some((span.start.line(), span.start.col()))),
            Event::MappingStart(..) => open.push(None),
            Event::SequenceEnd | Event::MappingEnd => {
                open.pop();
            }
            _ => {}
        }
    }
    // Other lists begin with a dash.
    let is_bracket = |(line, column): &(usize, usize)| {
        let line = text.lines().nth(line.saturating_sub(1));
        line.and_then(|line| line.chars().nth(*column)) == Some('[')
    };
    open.into_iter().flatten().find(is_bracket).filter(|(line, _)| *line > 0)
}

/// The lines that a list goes on over: up to the next key or item that stands no further to the right than its own.
fn below<'a>(line: &str, lines: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let indent = |line: &str| line.len() - line.trim_start().len();
    let is_next = |next: &&str| {
        let is_key = next.split_once(':').is_some_and(|(key, value)| {
            !key.contains([',', '[', ']']) && (value.is_empty() || value.starts_with([' ', '\t']))
        });
        indent(next) <= indent(line) && (is_key || next.trim_start().starts_with("- "))
    };
    let lines = lines.take_while(|next| !is_next(next));
    lines.filter(|line| !line.trim().is_empty()).collect()
}

/// A line with the list closed that begins at a bracket, and every item of it that begins with a quotation mark.
fn closed(line: &str, at: usize, lacking: usize) -> Option<String> {
    let (before, list) = line.split_at(at);
    if list.len() > 1 && TEXTS.contains(&before.trim().trim_end_matches(':')) {
        return Some(format!("{before}{}", quoted(list)));
    }
    let items = list.strip_prefix('[')?;
    let items = if lacking == 0 { items.strip_suffix(']')? } else { items };
    let items = items.trim_end_matches([',', ' ', '\t']);
    // What a backslash was meant for, nobody knows.
    if items.is_empty() || items.contains('\\') {
        return None;
    }
    Some(format!("{before}[{}{}", with_marks(items), "]".repeat(lacking.max(1))))
}

/// The items of a list, each with the quotation mark that it lacks.
fn with_marks(items: &str) -> String {
    let mut whole = String::with_capacity(items.len() + 2);
    let mut rest = items;
    loop {
        let item = rest.trim_start();
        whole.push_str(&rest[..rest.len() - item.len()]);
        let end = end_of_quoted(item);
        let end = end.unwrap_or_else(|| item.find(',').unwrap_or(item.len()));
        let (item, after) = item.split_at(end);
        let is_open = item.starts_with(['"', '\'']) && end_of_quoted(item).is_none();
        match is_open {
            true => whole.push_str(&quoted(item.trim_end())),
            false => whole.push_str(item),
        }
        let Some((blanks, next)) = after.split_once(',') else { return whole + after };
        whole.push_str(blanks);
        whole.push(',');
        rest = next;
    }
}

/// Where an item between quotation marks ends, if it ends with one before the next comma.
fn end_of_quoted(item: &str) -> Option<usize> {
    let mark = item.chars().next().filter(|first| matches!(first, '"' | '\''))?;
    let end = item[1..].find(mark)? + 2;
    let after = item[end..].trim_start();
    (after.is_empty() || after.starts_with(',')).then_some(end)
}

/// Whether the text can be read up to and with a line once this stands there.
fn reads(text: &str, number: usize, mended: &str) -> bool {
    let before = text.lines().take(number - 1);
    let text = before.chain([mended]).collect::<Vec<_>>().join("\n");
    Parser::new_from_str(&text).all(|event| event.is_ok())
}

#[cfg(test)]
mod tests {
    use super::list;

    const LIST: &str = "unclosed list";
    const MARK: &str = "in quoted scalar";

    #[test]
    fn a_list_that_does_not_end_gets_its_end() {
        for (text, wanted) in [
            ("title: x\ntags: [\"a\", \"b]\ndate: x", (2, MARK, Some("tags: [\"a\", \"b\"]"))),
            ("tags: ['a, 'b']\nx: 'y'", (1, MARK, Some("tags: [\"a\", 'b']"))),
            ("tags: [a, \"b]\ntitle: \"x\"", (1, MARK, Some("tags: [a, \"b\"]"))),
            ("title: x\ntags: [a, b\ndate: x", (2, LIST, Some("tags: [a, b]"))),
            ("tags: [a, b", (1, LIST, Some("tags: [a, b]"))),
            ("tags: [a,b, \n\ndate: x\n", (1, LIST, Some("tags: [a,b]"))),
            ("tags: [a, 'b\ndate: 'x'", (1, LIST, Some("tags: [a, \"b\"]"))),
            ("tags: [a, [b, c]\ndate: x", (1, LIST, Some("tags: [a, [b, c]]"))),
            ("tags: [a, [b, c", (1, LIST, Some("tags: [a, [b, c]]"))),
            ("extra:\n  a: [é, b\n  c: d", (2, LIST, Some("  a: [é, b]"))),
            ("a:\n- b: [c, d\n- e\nf: g", (2, LIST, Some("- b: [c, d]"))),
            ("title: [Let op\ndate: x", (1, LIST, Some("title: \"[Let op\""))),
            ("title: [a]\ntags: [b\ndate: x", (2, LIST, Some("tags: [b]"))),
            // What belongs in it, or where it ends, nobody knows but who wrote it.
            ("tags: [\ndate: x", (1, LIST, None)),
            ("tags: [\n", (1, LIST, None)),
            ("title: [\n", (1, LIST, None)),
            ("tags: [a,\n  b,\n  c\ndate: x", (1, LIST, None)),
            ("tags: [\n  - a\n  - b\ndate: x", (1, LIST, None)),
            ("tags: [a, b # zo\ndate: x", (1, LIST, None)),
            ("tags: [\"a\\\", b\ndate: x", (1, LIST, None)),
        ] {
            let found = list(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!((found.line, found.detail, found.mended.as_deref()), wanted, "{text}");
        }
        // What is wrong is something else.
        for text in ["tags: [a, b: c: d]", "title: [Let op] mooi\ndate: x", "a: b: c", "a: \"b", ""]
        {
            assert_eq!(list(text), None, "{text}");
        }
    }
}
