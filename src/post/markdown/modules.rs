//! What MDX has of a program: imports and exports at the top of a file, and expressions in the text.

use std::collections::BTreeMap;

use memchr::memmem;

/// Nobody writes a longer statement, and looking for its end costs no more than this.
const LONGEST: usize = 200;

/// How many lines at the beginning of a body are statements, with the blank lines between them.
pub(super) fn lines(body: &str) -> usize {
    let lines: Vec<&str> = match body.trim_start() {
        begins if begins.starts_with("import ") || begins.starts_with("export ") => {
            body.lines().collect()
        }
        _ => return 0,
    };
    let mut end = 0;
    let mut at = 0;
    while at < lines.len() {
        if lines[at].trim().is_empty() {
            at += 1;
            continue;
        }
        let Some(length) = statement(&lines[at..]) else { break };
        at += length;
        end = at;
    }
    end
}

/// The files of pictures that statements of a body import, by what they are called: `import dijk from './dijk.png'`.
pub(super) fn pictures(body: &str) -> BTreeMap<&str, &str> {
    body.lines().filter_map(picture).collect()
}

/// The name and the file of the picture that a line imports.
fn picture(line: &str) -> Option<(&str, &str)> {
    const ENDINGS: [&str; 7] = [".png", ".jpg", ".jpeg", ".webp", ".gif", ".svg", ".avif"];
    let (name, from) = line.strip_prefix("import ")?.split_once(" from ")?;
    let path = from.trim().trim_end_matches(';').trim_matches(['\'', '"']);
    let lowered = path.to_ascii_lowercase();
    let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '$');
    let is_picture = ENDINGS.iter().any(|ending| lowered.ends_with(ending));
    (is_picture && name.trim().chars().all(is_name)).then_some((name.trim(), path))
}

/// Whether there may be statements further down.
pub(super) fn are_in(body: &str) -> bool {
    let body = body.as_bytes();
    ["\nimport ", "\nexport "].iter().any(|begun| memmem::find(body, begun.as_bytes()).is_some())
}

/// How many lines of a text the statement takes that its first line begins; `rest` is what follows that. Only what is
/// exported may have blank lines in it.
pub(super) fn within(line: &str, rest: &str) -> Option<usize> {
    if !line.starts_with("import ") && !line.starts_with("export ") {
        return None;
    }
    let all = || std::iter::once(line).chain(rest.lines()).take(LONGEST);
    let lines: Vec<&str> = all().take_while(|line| !line.trim().is_empty()).collect();
    // What is exported is beyond doubt.
    let is_code = || line.strip_prefix("export ").is_some_and(is_exported);
    statement(&lines).or_else(|| is_code().then(|| statement(&all().collect::<Vec<_>>()))?)
}

/// How many lines the statement takes that the first of these begins, if it does and it ends. It has to be one without doubt: a
/// sentence may begin with the same word.
fn statement(lines: &[&str]) -> Option<usize> {
    let first = *lines.first()?;
    let (is_import, rest) = match first.strip_prefix("import ") {
        Some(rest) => (true, rest.trim_start()),
        None => (false, first.strip_prefix("export ").filter(|rest| is_exported(rest))?),
    };
    let opens = is_import && (rest.starts_with('{') || rest.contains(", {"));
    if is_import && !opens && !rest.starts_with(['\'', '"']) && !names_module(first) {
        return None;
    }
    let mut depth = 0;
    for (number, line) in lines.iter().take(LONGEST).enumerate() {
        let (more, length) = deeper(line);
        depth += more;
        if depth > 0 {
            continue;
        }
        let end = line[..length].trim_end();
        let bare = end.strip_suffix(';');
        let is_whole = match is_import {
            true => {
                let is_named = !opens || names_module(line);
                is_named && bare.unwrap_or(end).ends_with(['\'', '"'])
            }
            false => bare.is_some() || end.ends_with(['}', ')', ']', '\'', '"', '`', '>']),
        };
        return is_whole.then_some(number + 1);
    }
    None
}

/// Whether this is what a program exports.
fn is_exported(rest: &str) -> bool {
    let named = |word: &str, sign: char| {
        rest.strip_prefix(word).is_some_and(|after| {
            let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '$');
            let behind = after.trim_start_matches(is_part);
            behind.len() < after.len() && behind.trim_start().starts_with(sign)
        })
    };
    let list = rest.strip_prefix('{').and_then(|rest| rest.split_once('}'));
    ["const ", "let ", "var ", "type "].iter().any(|word| named(word, '='))
        || ["interface ", "class ", "default class "].iter().any(|word| named(word, '{'))
        || ["function ", "async function ", "default function "].iter().any(|word| named(word, '('))
        || rest.starts_with("default ") && rest.contains(" => ")
        || rest.starts_with('*') && names_module(rest)
        || list.is_some_and(|(_, after)| matches!(after.trim(), "" | ";") || names_module(after))
}

/// How much deeper in brackets a line ends than it begins, those in its texts aside, and how long it is without a remark.
fn deeper(line: &str) -> (i32, usize) {
    let (mut depth, mut quote, mut before) = (0, None, ' ');
    for (at, c) in line.char_indices() {
        match c {
            _ if quote.is_some() => quote = quote.filter(|open| *open != c || before == '\\'),
            '"' | '\'' | '`' => quote = Some(c),
            '/' if before == '/' => return (depth, at - 1),
            '{' | '(' | '[' => depth += 1,
            '}' | ')' | ']' => depth -= 1,
            _ => {}
        }
        before = c;
    }
    (depth, line.len())
}

fn names_module(line: &str) -> bool {
    [" from '", " from \"", " from'", " from\"", "}from"].iter().any(|word| line.contains(word))
}

/// The expression that this text begins with, such as `{props.title}` or `{total()}`, and its length. Braces around words of
/// a sentence are none.
pub(super) fn expression(text: &str) -> Option<(&str, usize)> {
    let inner = text.strip_prefix('{')?;
    let end = inner.find(['}', '{', '\n'])?;
    let name = inner[..end].trim();
    let is_path = name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && name.chars().all(|c| c.is_ascii_alphanumeric() || "_.$()[]?".contains(c))
        && !name.ends_with('.')
        && name.contains(['.', '(']);
    (inner[end..].starts_with('}') && is_path).then_some((name, end + 2))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statements_at_the_top_are_counted_to_their_end() {
        for (body, count) in [
            ("import A from '@site/a';\nexport const x = 1;\n\n# T", 2),
            ("\nimport {\n  A,\n  B,\n} from '@site/a';\n\nTekst.", 5),
            ("import A, {\n  B,\n} from \"a\"\nTekst.", 3),
            ("export const total = () => {\n  return 1;\n\n};\n# T", 4),
            ("import 'a.css'\nTekst.", 1),
            ("import {\n  A,\n\nTekst zonder einde.", 0),
            ("import van goederen\n{{", 0),
            ("Tekst.\nimport A from 'a'", 0),
        ] {
            assert_eq!(lines(body), count, "{body}");
        }
    }

    #[test]
    fn statements_between_paragraphs_are_beyond_doubt() {
        for (text, count) in [
            ("import A from './a.mdx';\n\nTekst.", Some(1)),
            ("import {\n  A,\n} from 'a';\nTekst.", Some(3)),
            ("export const a = ({b}) => (\n  <span>{b}</span>\n);\n", Some(3)),
            ("export default function A() {\n}\n", Some(2)),
            ("import van \"goederen\" en diensten.", None),
            ("import A from 'a' is wat er staat.", None),
            ("export const is een woord", None),
            ("export default is goed", None),
            ("export default (de standaard) komt onderaan.", None),
            ("export function is oud (maar goed.\n\nTekst)", None),
            ("import { a } from 'b' zet je bovenaan,", None),
            ("import \"a.css\" laadt een stijlblad;", None),
            ("export {naam} naar Excel.", None),
            ("export *alles* naar 'Excel'", None),
            ("export let op: dit is anders", None),
            ("export const open = \"(\";\nTekst)", Some(1)),
            ("export const a = [\":(\", ':)']; // (\nTekst)", Some(1)),
            ("export const a = {\n\n};", Some(3)),
            ("export function A({b}) {\n  c;\n\n  return <b>{b}</b>;\n}\nTekst.", Some(5)),
            ("export type X = {a: string};", Some(1)),
            ("export interface X {\n  a: string;\n}\n", Some(3)),
            ("export type is een woord", None),
            ("export default ({a}) => <p>{a}</p>\n", Some(1)),
            ("export {a, b};", Some(1)),
            ("export * from './a';", Some(1)),
            ("Tekst.", None),
        ] {
            let (line, rest) = text.split_once('\n').unwrap_or((text, ""));
            assert_eq!(within(line, rest), count, "{text}");
        }
    }

    #[test]
    fn expressions_are_told_from_braces() {
        for (text, name) in [
            ("{props.title} x", Some("props.title")),
            ("{ total() }", Some("total()")),
            ("{props.items[0].x}", Some("props.items[0].x")),
            ("{een zin.}", None),
            ("{1, 2}", None),
            ("{naam}", None),
            ("{#kop}", None),
            ("{.x}", None),
            ("{a.b", None),
        ] {
            assert_eq!(expression(text).map(|(name, _)| name), name, "{text}");
        }
    }
}
