//! A script without its comments and blanks and with short names, as readers get it; the theme has the readable one.
//!
//! 1. The script is cut into texts, patterns, words and signs. What cannot be cut so is left as it is.
//! 2. A name that the script itself declares, and that is never a property, becomes a short one wherever it stands.

use std::collections::{BTreeMap, BTreeSet};

/// A script that does the same in fewer bytes.
pub(super) fn script(text: &str) -> String {
    match cut(text) {
        Some(pieces) => joined(&pieces, &short_names(&pieces)),
        None => text.to_owned(),
    }
}

/// What stood before a piece.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Gap {
    None,
    Blank,
    Line,
}

/// A piece of a script.
#[derive(Clone, Copy, Debug)]
struct Piece<'t> {
    gap: Gap,
    text: &'t str,
    is_word: bool,
}

/// The pieces of a script. A template is the texts around what stands in its braces.
fn cut(text: &str) -> Option<Vec<Piece<'_>>> {
    let mut pieces: Vec<Piece<'_>> = Vec::new();
    // How many braces are open within each template that is.
    let mut templates: Vec<usize> = Vec::new();
    let (mut at, mut gap) = (0, Gap::None);
    while let Some(next) = text[at..].chars().next() {
        let rest = &text[at..];
        let length = match next {
            '\n' => {
                gap = Gap::Line;
                at += 1;
                continue;
            }
            _ if next.is_whitespace() || rest.starts_with("//") || rest.starts_with("/*") => {
                gap = gap.max(Gap::Blank);
                at += skipped(rest)?;
                continue;
            }
            '"' | '\'' => quoted(rest, next)?,
            '`' => template(rest, &mut templates)?,
            '{' => {
                templates.iter_mut().last().into_iter().for_each(|open| *open += 1);
                1
            }
            '}' => match templates.last_mut() {
                Some(0) => {
                    templates.pop();
                    template(rest, &mut templates)?
                }
                open => {
                    open.into_iter().for_each(|open| *open -= 1);
                    1
                }
            },
            '/' if may_be_pattern(pieces.last()) => pattern(rest)?,
            _ if is_word(next) => rest.find(|c| !is_word(c)).unwrap_or(rest.len()),
            _ => next.len_utf8(),
        };
        pieces.push(Piece { gap, text: &rest[..length], is_word: is_word(next) });
        at += length;
        gap = Gap::None;
    }
    templates.is_empty().then_some(pieces)
}

fn is_word(character: char) -> bool {
    character.is_alphanumeric() || matches!(character, '_' | '$')
}

/// The length of a comment or a blank.
fn skipped(text: &str) -> Option<usize> {
    match text.strip_prefix("/*") {
        Some(rest) => rest.find("*/").map(|end| end + 4),
        None if text.starts_with("//") => Some(text.find('\n').unwrap_or(text.len())),
        None => text.chars().next().map(char::len_utf8),
    }
}

/// Whether a slash behind this piece begins a pattern: where a value is expected.
fn may_be_pattern(before: Option<&Piece<'_>>) -> bool {
    before.is_none_or(|before| {
        matches!(before.text, "return" | "typeof" | "case" | "in" | "of")
            || (before.text.len() == 1 && "(,=:[!&|?{};+-*%~^<>".contains(before.text))
    })
}

/// The length of the text in quotes that this begins with.
fn quoted(text: &str, quote: char) -> Option<usize> {
    let mut escaped = false;
    for (at, character) in text.char_indices().skip(1) {
        match character {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '\n' => return None,
            _ if character == quote => return Some(at + 1),
            _ => {}
        }
    }
    None
}

/// The length of a piece of a template, to its end or to what stands in braces, which then is open.
fn template(text: &str, templates: &mut Vec<usize>) -> Option<usize> {
    let mut at = 1;
    while let Some(next) = text[at..].chars().next() {
        match next {
            '\\' => at += 1 + text[at + 1..].chars().next()?.len_utf8(),
            '`' => return Some(at + 1),
            '$' if text[at..].starts_with("${") => {
                templates.push(0);
                return Some(at + 2);
            }
            _ => at += next.len_utf8(),
        }
    }
    None
}

/// The length of a pattern between slashes, without its flags.
fn pattern(text: &str) -> Option<usize> {
    let (mut escaped, mut in_class) = (false, false);
    for (at, character) in text.char_indices().skip(1) {
        match character {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '\n' => return None,
            '[' => in_class = true,
            ']' => in_class = false,
            '/' if !in_class => return Some(at + 1),
            _ => {}
        }
    }
    None
}

/// Short names for those that are declared here and are nothing else: never behind a point, never before a colon, never alone
/// between the braces of an object.
fn short_names<'t>(pieces: &[Piece<'t>]) -> BTreeMap<&'t str, String> {
    let text = |at: usize| pieces.get(at).map_or("", |piece| piece.text);
    let mut declared: BTreeSet<&str> = BTreeSet::new();
    let mut used: BTreeMap<&str, usize> = BTreeMap::new();
    let mut kept = properties(pieces);
    for (at, piece) in pieces.iter().enumerate().filter(|(_, piece)| piece.is_word) {
        *used.entry(piece.text).or_default() += 1;
        let before = at.checked_sub(1).map_or("", text);
        // `...name` spreads, and what stands behind a question mark is a value.
        let is_spread = before == "." && at.checked_sub(2).map_or("", text) == ".";
        let is_value = at.checked_sub(1).map_or("", text) == "?";
        if (before == "." && !is_spread) || (text(at + 1) == ":" && !is_value) {
            kept.insert(piece.text);
        }
        if matches!(before, "const" | "let" | "function" | "class") {
            declared.insert(piece.text);
        }
    }
    for at in (0..pieces.len()).filter(|at| matches!(text(*at), "const" | "let")) {
        declared.extend(taken_apart(pieces, at + 1));
    }
    for (at, piece) in pieces.iter().enumerate() {
        let is_arrow = piece.text == ")" && text(at + 1) == "=" && text(at + 2) == ">";
        let is_body = piece.text == ")" && text(at + 1) == "{";
        if is_arrow || is_body {
            declared.extend(parameters(pieces, at, is_body));
        }
    }
    declared.retain(|name| !kept.contains(name) && name.len() > 2);
    let mut by_use: Vec<&str> = declared.into_iter().collect();
    by_use.sort_by_key(|name| (std::cmp::Reverse(used[name] * name.len()), *name));
    let letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    let one = letters.chars().map(|letter| letter.to_string());
    let two = letters.chars().flat_map(|a| letters.chars().map(move |b| format!("{a}{b}")));
    let is_free = |name: &String| {
        !used.contains_key(name.as_str())
            && !matches!(name.as_str(), "do" | "if" | "in" | "of" | "as")
    };
    let free = one.chain(two).filter(is_free);
    by_use.into_iter().zip(free).collect()
}

/// The names that stand for a property and what it holds at once: `{ name, other }`.
fn properties<'t>(pieces: &[Piece<'t>]) -> BTreeSet<&'t str> {
    // The brackets that are open, and whether variables are being declared within each, which have commas between them too.
    let mut open: Vec<(&str, bool)> = Vec::new();
    let mut found = BTreeSet::new();
    for (at, piece) in pieces.iter().enumerate() {
        match piece.text {
            "{" | "(" | "[" => open.push((piece.text, false)),
            "let" | "const" | ";" => {
                let is_list = pieces.get(at + 1).is_some_and(|next| next.is_word);
                open.iter_mut().last().into_iter().for_each(|(_, declares)| {
                    *declares = piece.is_word && is_list;
                });
            }
            text if text.ends_with("${") => {
                if text.starts_with('}') {
                    open.pop();
                }
                open.push((text, false));
            }
            "}" | ")" | "]" => {
                open.pop();
            }
            text if text.starts_with('}') => {
                open.pop();
            }
            text if piece.is_word && open.last() == Some(&("{", false)) => {
                let around = |next: Option<&Piece<'_>>, signs: &[&str]| {
                    next.is_some_and(|next| signs.contains(&next.text))
                };
                let before = at.checked_sub(1).and_then(|before| pieces.get(before));
                if around(before, &["{", ","]) && around(pieces.get(at + 1), &["}", ",", "="]) {
                    found.insert(text);
                }
            }
            _ => {}
        }
    }
    found
}

/// The names that a declaration gives to the parts of a list that begins here.
fn taken_apart<'t>(pieces: &[Piece<'t>], start: usize) -> Vec<&'t str> {
    let Some(end) = pieces[start.min(pieces.len())..].iter().position(|piece| piece.text == "]")
    else {
        return Vec::new();
    };
    let inside = &pieces[start..=start + end];
    if inside[0].text != "[" || inside[1..].iter().any(|piece| matches!(piece.text, "[" | "{")) {
        return Vec::new();
    }
    let around = inside.windows(3).filter(|around| {
        around[1].is_word
            && matches!(around[0].text, "[" | ",")
            && matches!(around[2].text, "]" | "," | "=")
    });
    around.map(|around| around[1].text).collect()
}

/// Whether the semicolon at the end of a block can go: not if it is itself what a loop does.
fn may_go(pieces: &[Piece<'_>], semicolon: usize) -> bool {
    let Some(before) = semicolon.checked_sub(1) else { return false };
    if pieces[before].text != ")" {
        return !matches!(pieces[before].text, "else" | "do");
    }
    let start = opening(pieces, before);
    let word = start.and_then(|start| start.checked_sub(1)).map_or("", |at| pieces[at].text);
    !matches!(word, "for" | "while" | "if" | "with")
}

/// Where the parenthesis begins that ends here.
fn opening(pieces: &[Piece<'_>], end: usize) -> Option<usize> {
    let mut depth = 0_usize;
    (0..end).rev().find(|at| match pieces[*at].text {
        ")" => {
            depth += 1;
            false
        }
        "(" if depth > 0 => {
            depth -= 1;
            false
        }
        text => text == "(",
    })
}

/// The names of the parameters that end with this parenthesis; of a `function` only, if its body follows.
fn parameters<'t>(pieces: &[Piece<'t>], end: usize, is_body: bool) -> Vec<&'t str> {
    let Some(start) = opening(pieces, end) else { return Vec::new() };
    if is_body && start.checked_sub(2).is_none_or(|at| pieces[at].text != "function") {
        return Vec::new();
    }
    let is_name = |at: &usize| {
        pieces[*at].is_word
            && matches!(pieces[at - 1].text, "(" | "," | "[")
            && matches!(pieces[at + 1].text, ")" | "," | "]" | "=")
    };
    (start + 1..end).filter(is_name).map(|at| pieces[at].text).collect()
}

/// The pieces with what has to stand between them.
fn joined(pieces: &[Piece<'_>], names: &BTreeMap<&str, String>) -> String {
    let mut short = String::new();
    for (at, piece) in pieces.iter().enumerate() {
        let is_last = pieces.get(at + 1).is_some_and(|next| next.text == "}");
        if piece.text == ";" && is_last && may_go(pieces, at) {
            continue;
        }
        if let (Some(last), Some(first)) = (short.chars().next_back(), piece.text.chars().next()) {
            let joins = is_word(last) && is_word(first)
                || matches!((last, first), ('+', '+') | ('-', '-') | ('/', '/') | ('<', '!'));
            let may_end = !"{([,;:?&|=<".contains(last) && !"})],;.:?&|=".contains(first);
            match piece.gap {
                Gap::Line if may_end => short.push('\n'),
                Gap::Line | Gap::Blank if joins => short.push(' '),
                _ => {}
            }
        }
        short.push_str(
            names.get(piece.text).filter(|_| piece.is_word).map_or(piece.text, String::as_str),
        );
    }
    short.push('\n');
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_of_a_script_does_the_same() {
        let cases = [
            ("// a\n\"use strict\";\n\n  x ( );\n", "\"use strict\";x();"),
            ("/**\n * a\n */\nf(); // c\ng()", "f();g()"),
            (
                "f(`x\n  ${ a + `y ${ '}' } // ` }\n `, b) // z",
                "f(`x\n  ${a+`y ${'}'} // `}\n `,b)",
            ),
            ("a = /** @type {M<string, {b: c}>} */ (d) + +e - -f;", "a=(d)+ +e- -f;"),
            ("url = \"https://x  y\"; /* y */ z();", "url=\"https://x  y\";z();"),
            ("a = b / c / d; e = /[/] \"/ .test(f)", "a=b/c/d;e=/[/] \"/.test(f)"),
            ("return /x  y/u.test(s)\nq = 'it\\'s'", "return/x  y/u.test(s)\nq='it\\'s'"),
            ("a\nb\n(c)", "a\nb\n(c)"),
            ("x = `never ends", "x = `never ends"),
            (
                "const total = 1, kind = 2;\nf(total, a.kind, { ...total }, `total ${total}`, b ? total : c)",
                "const d=1,kind=2;f(d,a.kind,{...d},`total ${d}`,b?d:c)",
            ),
            ("f((item, name = 2) => item.name + item);", "f((a,name=2)=>a.name+a);"),
            (
                "const { kind, item = 1 } = x; f((kind, other) => ({ other, item }), `${kind}`)",
                "const{kind,item=1}=x;f((kind,other)=>({other,item}),`${kind}`)",
            ),
            ("const [first, other = 2] = x; f(first, other);", "const[a,b=2]=x;f(a,b);"),
            ("if (a) { b(); } while (c) { for (;d();); }", "if(a){b()}while(c){for(;d(););}"),
            ("if (a) { if (b) c(); else; }", "if(a){if(b)c();else;}"),
            ("function f1(item) { return item }", "function f1(a){return a}"),
        ];
        for (text, wanted) in cases {
            assert_eq!(script(text).trim_end(), wanted, "{text}");
        }
    }
}
