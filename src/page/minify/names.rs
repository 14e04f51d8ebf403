//! Short names for those that a script declares itself.

use std::collections::{BTreeMap, BTreeSet};

use super::{Piece, is_block, opening};

/// Names that mean something to the language in some places.
const MEANINGFUL: [&str; 8] = ["of", "as", "get", "set", "async", "await", "static", "from"];

/// For each piece the short name in its place, if it is a name that is declared here and nothing else: never behind a point, never
/// before a colon, never alone between the braces of an object. A name within a function may be that of another in the next.
pub(super) fn short_names(pieces: &[Piece<'_>]) -> Vec<Option<String>> {
    let functions = functions(pieces);
    let kept = kept(pieces);
    // The names by the functions in which they are declared, none of which is around another.
    let mut declared: BTreeMap<&str, BTreeSet<Option<usize>>> = BTreeMap::new();
    for at in declarations(pieces) {
        declared.entry(pieces[at].text).or_default().insert(functions[at]);
    }
    declared.retain(|name, _| !kept.contains(name) && name.len() > 1 && !MEANINGFUL.contains(name));
    // How often each name stands in each function, and which words do.
    let mut used: BTreeMap<(Option<usize>, &str), usize> = BTreeMap::new();
    let mut words: BTreeMap<Option<usize>, BTreeSet<&str>> = BTreeMap::new();
    let mut all: BTreeSet<&str> = BTreeSet::new();
    for (piece, function) in pieces.iter().zip(&functions).filter(|(piece, _)| piece.is_word) {
        all.insert(piece.text);
        words.entry(*function).or_default().insert(piece.text);
        let scopes = declared.get(piece.text);
        let scope = scopes
            .and_then(|scopes| [None, *function].into_iter().find(|scope| scopes.contains(scope)));
        if let Some(scope) = scope {
            *used.entry((scope, piece.text)).or_default() += 1;
        }
    }
    let short = |scope: Option<usize>, taken: &BTreeSet<&str>| {
        let mut names: Vec<(usize, &str)> = used
            .iter()
            .filter(|((of, _), _)| *of == scope)
            .map(|((_, name), count)| (*count, *name))
            .collect();
        names.sort_by_key(|(count, name)| (std::cmp::Reverse(count * name.len()), *name));
        let free = shortest()
            .filter(|name| !all.contains(name.as_str()) && !taken.contains(name.as_str()));
        names.into_iter().map(|(_, name)| name).zip(free).collect::<BTreeMap<&str, String>>()
    };
    let outer = short(None, &BTreeSet::new());
    let inner: BTreeMap<usize, BTreeMap<&str, String>> = words
        .iter()
        .filter_map(|(function, words)| {
            let taken =
                words.iter().filter_map(|word| outer.get(word)).map(String::as_str).collect();
            function.map(|function| (function, short(Some(function), &taken)))
        })
        .collect();
    let name = |(piece, function): (&Piece<'_>, &Option<usize>)| {
        let own = function.and_then(|function| inner[&function].get(piece.text));
        outer.get(piece.text).or(own).filter(|_| piece.is_word).cloned()
    };
    pieces.iter().zip(&functions).map(name).collect()
}

/// Names of one sign, and then of two.
fn shortest() -> impl Iterator<Item = String> {
    let letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_$";
    let one = letters.chars().map(|letter| letter.to_string());
    let two = letters.chars().flat_map(move |a| letters.chars().map(move |b| format!("{a}{b}")));
    one.chain(two).filter(|name| !matches!(name.as_str(), "do" | "if" | "in" | "of" | "as"))
}

/// The function that each piece stands in, its parameters too: those directly within the one that the whole script is.
fn functions(pieces: &[Piece<'_>]) -> Vec<Option<usize>> {
    let is_whole = |at: usize| {
        pieces[at..].iter().map(|piece| piece.text).take(6).eq(["(", "(", ")", "=", ">", "{"])
    };
    let outermost = usize::from((0..3.min(pieces.len())).any(is_whole));
    let mut functions = vec![None; pieces.len()];
    let mut depth = 0;
    let mut open: Option<usize> = None;
    for (at, piece) in pieces.iter().enumerate() {
        if piece.text == "{" {
            if depth == outermost && is_block(&pieces[..at]) {
                let end = if at > 1 && pieces[at - 1].text == ">" {
                    at.checked_sub(3)
                } else {
                    at.checked_sub(1)
                };
                let end = end.filter(|end| pieces[*end].text == ")");
                let start = end.and_then(|end| opening(pieces, end)).unwrap_or(at);
                functions[start..at].fill(Some(at));
                open = Some(at);
            }
            depth += 1;
        }
        functions[at] = functions[at].or(open);
        if piece.text == "}" {
            depth = depth.saturating_sub(1);
            if depth == outermost {
                open = None;
            }
        }
    }
    functions
}

/// The names that are those of properties too, and stay as they are.
fn kept<'t>(pieces: &[Piece<'t>]) -> BTreeSet<&'t str> {
    let text = |at: usize| pieces.get(at).map_or("", |piece| piece.text);
    let mut kept = properties(pieces);
    for (at, piece) in pieces.iter().enumerate().filter(|(_, piece)| piece.is_word) {
        let before = at.checked_sub(1).map_or("", text);
        // `...name` spreads, and what stands behind a question mark is a value.
        let is_spread = before == "." && at.checked_sub(2).map_or("", text) == ".";
        if (before == "." && !is_spread) || (text(at + 1) == ":" && before != "?") {
            kept.insert(piece.text);
        }
    }
    kept
}

/// Where names are declared.
fn declarations(pieces: &[Piece<'_>]) -> Vec<usize> {
    let text = |at: usize| pieces.get(at).map_or("", |piece| piece.text);
    let mut declared = Vec::new();
    for (at, piece) in pieces.iter().enumerate() {
        match piece.text {
            "const" | "let" | "function" | "class"
                if pieces.get(at + 1).is_some_and(|next| next.is_word) =>
            {
                declared.push(at + 1);
            }
            "const" | "let" => declared.extend(taken_apart(pieces, at + 1)),
            ")" if text(at + 1) == "=" && text(at + 2) == ">" => {
                declared.extend(parameters(pieces, at, false));
            }
            ")" if text(at + 1) == "{" => declared.extend(parameters(pieces, at, true)),
            _ => {}
        }
    }
    declared
}

/// The names that stand for a property and what it holds at once: `{ name, other }`.
fn properties<'t>(pieces: &[Piece<'t>]) -> BTreeSet<&'t str> {
    // The brackets that are open, and whether variables are being declared within each, which have commas between them too.
    let mut open: Vec<(&str, bool)> = Vec::new();
    let mut found = BTreeSet::new();
    for (at, piece) in pieces.iter().enumerate() {
        match piece.text {
            "{" if is_block(&pieces[..at]) => open.push(("", false)),
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

/// Where a declaration names the parts of a list that begins here.
fn taken_apart(pieces: &[Piece<'_>], start: usize) -> Vec<usize> {
    let rest = pieces.get(start..).unwrap_or_default();
    let Some(end) = rest.iter().position(|piece| piece.text == "]") else { return Vec::new() };
    let inside = &rest[..=end];
    if inside[0].text != "[" || inside[1..].iter().any(|piece| matches!(piece.text, "[" | "{")) {
        return Vec::new();
    }
    let is_name = |at: &usize| {
        inside[*at].is_word
            && matches!(inside[at - 1].text, "[" | ",")
            && matches!(inside[at + 1].text, "]" | "," | "=")
    };
    (1..end).filter(is_name).map(|at| start + at).collect()
}

/// Where the parameters are that end with this parenthesis; of a `function` only, if its body follows.
fn parameters(pieces: &[Piece<'_>], end: usize, is_body: bool) -> Vec<usize> {
    let Some(start) = opening(pieces, end) else { return Vec::new() };
    if is_body && start.checked_sub(2).is_none_or(|at| pieces[at].text != "function") {
        return Vec::new();
    }
    let is_name = |at: &usize| {
        pieces[*at].is_word
            && matches!(pieces[at - 1].text, "(" | "," | "[" | ".")
            && matches!(pieces[at + 1].text, ")" | "," | "]" | "=")
    };
    (start + 1..end).filter(is_name).collect()
}
