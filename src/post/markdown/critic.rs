//! What `CriticMarkup` adds within a line: `{++added++}`, `{--deleted--}`, `{~~old~>new~~}` and `{==marked==}`.

use std::borrow::Cow;

use super::spans::{code_spans, is_within};

/// The signs of one kind, and the element that it becomes.
const KINDS: [(&str, &str, &str); 4] =
    [("{++", "++}", "ins"), ("{--", "--}", "del"), ("{==", "==}", "mark"), ("{~~", "~~}", "del")];

/// Nobody writes a longer one, and looking for its end costs no more than this.
const LONGEST: usize = 4_000;

/// A line with its changes as HTML. A change that does not end in the line stays as text; the sign of it goes to `left`.
pub(super) fn replaced<'l>(line: &'l str, left: &mut Vec<&'static str>) -> Cow<'l, str> {
    if !KINDS.iter().any(|(open, ..)| line.contains(open)) {
        return Cow::Borrowed(line);
    }
    let code = code_spans(line);
    let mut text = String::with_capacity(line.len() + 32);
    let mut from = 0;
    let mut at = 0;
    while let Some(found) = line[at..].find('{') {
        let start = at + found;
        at = start + 1;
        let kind = KINDS.iter().find(|(open, ..)| line[start..].starts_with(open));
        let Some((open, close, element)) = kind else { continue };
        if is_within(&code, start) || line[..start].ends_with(['{', '\\']) {
            continue;
        }
        let after = &line[start + open.len()..];
        let after = &after[..after.floor_char_boundary(LONGEST)];
        let Some(inner) = after.find(close).map(|end| &after[..end]) else {
            left.push(open);
            continue;
        };
        let (old, new) = match (*open, inner.split_once("~>")) {
            ("{~~", Some((old, new))) => (old, new),
            ("{~~", None) => {
                left.push(open);
                continue;
            }
            _ => (inner, ""),
        };
        text.push_str(&line[from..start]);
        text.push_str(&format!("<{element}>{old}</{element}>"));
        if !new.is_empty() {
            text.push_str(&format!("<ins>{new}</ins>"));
        }
        at = start + open.len() + inner.len() + close.len();
        from = at;
    }
    text.push_str(&line[from..]);
    Cow::Owned(text)
}

#[cfg(test)]
mod tests {
    use super::replaced;

    #[test]
    fn changes_are_elements() {
        for (line, wanted, signs) in [
            ("a {--weg--} b", "a <del>weg</del> b", &[][..]),
            ("{++Toegevoegd++}", "<ins>Toegevoegd</ins>", &[]),
            ("{~~a~>b~~} {~~a~>~~}", "<del>a</del><ins>b</ins> <del>a</del>", &[]),
            ("{==x *y*==}", "<mark>x *y*</mark>", &[]),
            ("`{--a--}` {{--b--}} \\{--c--}", "`{--a--}` {{--b--}} \\{--c--}", &[]),
            ("{++a {~~b~~}", "{++a {~~b~~}", &["{++", "{~~"]),
        ] {
            let mut left = Vec::new();
            assert_eq!(replaced(line, &mut left), wanted, "{line}");
            assert_eq!(left, signs, "{line}");
        }
    }
}
