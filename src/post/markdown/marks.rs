//! The marks that Material adds within a line: `==text==` is marked, `^^text^^` is put in, `++ctrl+p++` are keys.

use std::borrow::Cow;

use super::spans::{code_spans, is_within};

/// A line with its marks as HTML, which no other Markdown has for them.
pub(super) fn replaced(line: &str) -> Cow<'_, str> {
    if !["==", "++", "^^"].iter().any(|sign| line.contains(sign)) {
        return Cow::Borrowed(line);
    }
    let code = code_spans(line);
    let mut text = String::with_capacity(line.len() + 32);
    let mut from = 0;
    let mut at = 0;
    let mut tag = Tag::default();
    while let Some(found) = line[at..].find(['=', '+', '^']) {
        let start = at + found;
        at = start + 1;
        let before = line[..start].chars().next_back();
        let is_free =
            before.is_none_or(|c| !(c.is_alphanumeric() || matches!(c, '=' | '+' | '^' | '\\')));
        if !is_free || is_within(&code, start) || tag.is_open(line, start) {
            continue;
        }
        let Some((html, length)) = marked(&line[start..], "==", "mark")
            .or_else(|| marked(&line[start..], "^^", "ins"))
            .or_else(|| keys(&line[start..]))
        else {
            continue;
        };
        text.push_str(&line[from..start]);
        text.push_str(&html);
        at = start + length;
        from = at;
    }
    text.push_str(&line[from..]);
    Cow::Owned(text)
}

/// A line with `H~2~O` and `x^2^` as HTML: behind a word, and with nothing but letters and figures.
pub(super) fn shifted(line: &str) -> Cow<'_, str> {
    if !line.contains(['^', '~']) {
        return Cow::Borrowed(line);
    }
    let code = code_spans(line);
    let Some(formulas) = formulas(line, &code) else { return Cow::Borrowed(line) };
    let mut text = String::new();
    let (mut from, mut at) = (0, 0);
    let mut tag = Tag::default();
    while let Some(found) = line[at..].find(['^', '~']) {
        let start = at + found;
        at = start + 1;
        let sign = &line[start..at];
        // Another one may stand before it: `SO~4~^2-^`.
        let is_behind = from > 0 && from == start
            || line[..start].ends_with(|c: char| c.is_alphanumeric() || c == ')');
        let inner = line[at..].split(sign).next().unwrap_or_default();
        let bare = inner.strip_prefix(['+', '-', '−']).unwrap_or(inner);
        let bare = bare.strip_suffix(['+', '-', '−']).unwrap_or(bare);
        let end = at + inner.len();
        let is_whole = (1..=12).contains(&inner.len())
            && bare.bytes().all(|byte| byte.is_ascii_alphanumeric())
            && line[end..].starts_with(sign)
            && !line[end + 1..].starts_with(sign);
        let is_other = is_within(&code, start) || is_within(&formulas, start);
        if !is_behind || !is_whole || is_other || tag.is_open(line, start) {
            continue;
        }
        let element = if sign == "^" { "sup" } else { "sub" };
        text.push_str(&format!("{}<{element}>{inner}</{element}>", &line[from..start]));
        at = end + 1;
        from = at;
    }
    if from == 0 {
        return Cow::Borrowed(line);
    }
    text.push_str(&line[from..]);
    Cow::Owned(text)
}

/// What stands between signs of dollars in a line, where the same signs mean something else; `None` if a formula begins or ends elsewhere.
/// One at a figure is an amount.
fn formulas(line: &str, code: &[(usize, usize)]) -> Option<Vec<(usize, usize)>> {
    let mut found = Vec::new();
    let mut open: Option<usize> = None;
    let is_blank = |c: char| c.is_whitespace();
    let signs = line.match_indices('$').map(|(at, _)| at);
    for at in signs.filter(|at| !is_within(code, *at) && !line[..*at].ends_with(['\\', '$'])) {
        match open {
            Some(from) if !line[..at].ends_with(is_blank) => {
                found.push((from, at + 1));
                open = None;
            }
            _ if !line[at + 1..].starts_with(is_blank) && at + 1 < line.len() => open = Some(at),
            _ => {}
        }
    }
    let is_amount = |at: usize| line[at + 1..].starts_with(|c: char| c.is_ascii_digit());
    open.is_none_or(is_amount).then_some(found)
}

/// Whether a place lies within a tag of HTML, whose attributes are no text.
#[derive(Default)]
struct Tag {
    open: bool,
    seen: usize,
}

impl Tag {
    /// Looks on from where it looked last.
    fn is_open(&mut self, line: &str, at: usize) -> bool {
        let begins =
            |rest: &str| rest[1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '/');
        if let Some(last) = line[self.seen..at].rfind(['<', '>']) {
            let rest = &line[self.seen + last..];
            self.open = rest.starts_with('<') && begins(rest);
        }
        self.seen = at;
        self.open
    }
}

/// The element of a text between two of these signs, with its length.
fn marked(rest: &str, sign: &str, element: &str) -> Option<(String, usize)> {
    let (inner, length) = between(rest, sign)?;
    let is_text =
        !inner.starts_with(' ') && !inner.starts_with(&sign[..1]) && !inner.ends_with(' ');
    is_text.then(|| (format!("<{element}>{inner}</{element}>"), length))
}

/// `++ctrl+alt+del++`, with its length.
fn keys(rest: &str) -> Option<(String, usize)> {
    let (inner, length) = between(rest, "++")?;
    let names: Vec<&str> = inner.split('+').collect();
    let is_key = |name: &&str| {
        (1..=20).contains(&name.len())
            && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    let shown = |name: &&str| format!("<kbd>{}</kbd>", key_name(name));
    names
        .iter()
        .all(is_key)
        .then(|| (names.iter().map(shown).collect::<Vec<String>>().join("+"), length))
}

/// What stands between two of these signs, and the length with them. Nothing that belongs to a word follows.
fn between<'a>(rest: &'a str, sign: &str) -> Option<(&'a str, usize)> {
    let after = rest.strip_prefix(sign)?;
    let inner = &after[..after.find(sign)?];
    let length = inner.len() + 2 * sign.len();
    let is_end =
        rest[length..].chars().next().is_none_or(|c| !(c.is_alphanumeric() || sign.starts_with(c)));
    (is_end && !inner.is_empty()).then_some((inner, length))
}

/// What stands on a key: `ctrl` is `Ctrl`, `arrow-up` is `Arrow up`.
fn key_name(name: &str) -> String {
    let words = name.replace('-', " ");
    let mut characters = words.chars();
    let first = characters.next().map(|first| first.to_ascii_uppercase());
    first.into_iter().chain(characters).collect()
}

#[cfg(test)]
mod tests {
    use super::{replaced, shifted};

    #[test]
    fn what_stands_lower_or_higher_is_told_from_signs() {
        for (line, wanted) in [
            (
                "H~2~O, A^T^A, 10^-3^ en Ca^2+^.",
                "H<sub>2</sub>O, A<sup>T</sup>A, 10<sup>-3</sup> en Ca<sup>2+</sup>.",
            ),
            ("x^2+y^2 a~~b~~ [^1] b[^2] c^^d^^", "x^2+y^2 a~~b~~ [^1] b[^2] c^^d^^"),
            ("`H~2~O` <a href=\"x~a~\">", "`H~2~O` <a href=\"x~a~\">"),
            ("$a^bc^d$ ~1~ 5 ^2^", "$a^bc^d$ ~1~ 5 ^2^"),
            ("H~2~O kost $5, \\*C:\\map", "H<sub>2</sub>O kost $5, \\*C:\\map"),
            ("H~2~O is $x^a^$ en x^2^\\", "H<sub>2</sub>O is $x^a^$ en x<sup>2</sup>\\"),
            ("$$x^2^$$ `$` x^2^", "$$x^2^$$ `$` x<sup>2</sup>"),
            ("$a^2^b", "$a^2^b"),
            ("Na^+^ en SO~4~^2-^, a^^^b", "Na<sup>+</sup> en SO<sub>4</sub><sup>2-</sup>, a^^^b"),
        ] {
            assert_eq!(shifted(line), wanted, "{line}");
        }
    }

    #[test]
    fn marks_and_keys_are_told_from_signs() {
        for (line, wanted) in [
            ("a ==b *c*== d", "a <mark>b *c*</mark> d"),
            ("++ctrl+p++ en ++arrow-up++.", "<kbd>Ctrl</kbd>+<kbd>P</kbd> en <kbd>Arrow up</kbd>."),
            ("a == b == c", "a == b == c"),
            ("x==y==z", "x==y==z"),
            ("^^a b^^ x^^2 ^^ ^^ ^^^", "<ins>a b</ins> x^^2 ^^ ^^ ^^^"),
            ("C++ en C++", "C++ en C++"),
            ("i++ + ++j", "i++ + ++j"),
            ("=====", "====="),
            ("`==a==` ==b==", "`==a==` <mark>b</mark>"),
            ("++a b++ ==a", "++a b++ ==a"),
            (
                "<a title=\"==a==\">==b==</a> 1 < ==c==",
                "<a title=\"==a==\"><mark>b</mark></a> 1 < <mark>c</mark>",
            ),
            ("\\==a== é==b==", "\\==a== é==b=="),
        ] {
            assert_eq!(replaced(line), wanted, "{line}");
        }
    }
}
