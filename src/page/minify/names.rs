//! Short names for those that a script declares itself.

use std::collections::{BTreeMap, BTreeSet};

use super::{Piece, is_block, opening};

/// Names that mean something to the language in some places.
const MEANINGFUL: [&str; 8] = ["of", "as", "get", "set", "async", "await", "static", "from"];

/// What a word of a script stands for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    /// A variable, a function, or a word of the language.
    Name,
    /// A property, which keeps its name: behind a point, before a colon, or a method where it is written.
    Property,
    /// Both at once, alone between the braces of an object: `{ name, other }`.
    Both,
}

/// For each piece the short name in its place, if it is a name that is declared here. What is a property too says both: `{ name: a }`.
/// A name within a function may be that of another in the next.
pub(super) fn short_names(pieces: &[Piece<'_>]) -> Vec<Option<String>> {
    let functions = functions(pieces);
    let roles = roles(pieces);
    // The names by the functions in which they are declared, none of which is around another.
    let mut declared: BTreeMap<&str, BTreeSet<Option<usize>>> = BTreeMap::new();
    for at in declarations(pieces, &roles) {
        declared.entry(pieces[at].text).or_default().insert(functions[at]);
    }
    declared.retain(|name, _| name.len() > 1 && !MEANINGFUL.contains(name));
    // How many bytes each name saves in each function, and which words stand there.
    let mut used: BTreeMap<(Option<usize>, &str), isize> = BTreeMap::new();
    let mut words: BTreeMap<Option<usize>, BTreeSet<&str>> = BTreeMap::new();
    let mut all: BTreeSet<&str> = BTreeSet::new();
    for (at, piece) in pieces.iter().enumerate().filter(|(_, piece)| piece.is_word) {
        all.insert(piece.text);
        if roles[at] == Role::Property {
            continue;
        }
        words.entry(functions[at]).or_default().insert(piece.text);
        let scopes = declared.get(piece.text);
        let scope = scopes.and_then(|scopes| {
            [None, functions[at]].into_iter().find(|scope| scopes.contains(scope))
        });
        if let Some(scope) = scope {
            let saved = if roles[at] == Role::Both { -2 } else { piece.text.len() as isize - 1 };
            *used.entry((scope, piece.text)).or_default() += saved;
        }
    }
    let short = |scope: Option<usize>, taken: &BTreeSet<&str>| {
        let mut names: Vec<(isize, &str)> = used
            .iter()
            .filter(|((of, _), saved)| *of == scope && **saved > 0)
            .map(|((_, name), saved)| (*saved, *name))
            .collect();
        names.sort_by_key(|(saved, name)| (std::cmp::Reverse(*saved), *name));
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
    let name = |at: usize| {
        let piece = &pieces[at];
        let own = functions[at].and_then(|function| inner.get(&function)?.get(piece.text));
        let short = outer.get(piece.text).or(own).filter(|_| piece.is_word)?;
        match roles[at] {
            Role::Name => Some(short.clone()),
            Role::Property => None,
            Role::Both => Some(format!("{}:{short}", piece.text)),
        }
    };
    (0..pieces.len()).map(name).collect()
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
    // In front of it there may be what is called with it.
    let body = (1..pieces.len().min(20)).find(|at| {
        pieces[*at].text == "{" && pieces[at - 1].text == ">" && is_block(&pieces[..*at])
    });
    let end = body.and_then(|body| closing(pieces, body));
    let outermost = usize::from(end.is_some_and(|end| end + 8 > pieces.len()));
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

/// Where the brace is closed that stands here.
fn closing(pieces: &[Piece<'_>], start: usize) -> Option<usize> {
    let mut depth = 0_usize;
    (start..pieces.len()).find(|at| {
        let text = pieces[*at].text;
        if text == "{" || (text != "\"" && text.ends_with("${")) {
            depth += 1;
        }
        if text.starts_with('}') {
            depth = depth.saturating_sub(1);
        }
        depth == 0
    })
}

/// Where names are declared.
fn declarations(pieces: &[Piece<'_>], roles: &[Role]) -> Vec<usize> {
    let text = |at: usize| pieces.get(at).map_or("", |piece| piece.text);
    let mut declared = Vec::new();
    for (at, piece) in pieces.iter().enumerate() {
        match piece.text {
            "const" | "let" | "function" | "class"
                if pieces.get(at + 1).is_some_and(|next| next.is_word) =>
            {
                declared.push(at + 1);
                declared.extend(further(pieces, at + 2));
            }
            "const" | "let" if text(at + 1) == "{" => {
                let end = pieces[at..].iter().position(|piece| piece.text == "}").unwrap_or(0);
                declared.extend((at..at + end).filter(|at| roles[*at] == Role::Both));
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

/// What each piece stands for; a piece that is no word is a name like others.
fn roles<'t>(pieces: &[Piece<'t>]) -> Vec<Role> {
    let text = |at: Option<usize>| at.and_then(|at| pieces.get(at)).map_or("", |piece| piece.text);
    // The brackets that are open, with an empty text for a block; a class is as an object.
    let mut open: Vec<&'t str> = Vec::new();
    let role = |(at, piece): (usize, &Piece<'t>)| {
        match piece.text {
            "{" if is_block(&pieces[..at]) => open.push(""),
            "{" | "(" | "[" => open.push(piece.text),
            "}" | ")" | "]" => {
                open.pop();
            }
            text if !piece.is_word && text.ends_with("${") => {
                if text.starts_with('}') {
                    open.pop();
                }
                open.push("$");
            }
            text if text.starts_with('}') => {
                open.pop();
            }
            _ => {}
        }
        let (before, next) = (text(at.checked_sub(1)), text(Some(at + 1)));
        let is_spread = text(at.checked_sub(2)) == ".";
        if !piece.is_word || (before == "." && is_spread) {
            return Role::Name;
        }
        let begins = matches!(before, "{" | "," | "}" | ";" | "async");
        match (open.last(), next) {
            _ if before == "." => Role::Property,
            (Some(&"{"), ":" | "(") if begins => Role::Property,
            (Some(&"{"), "}" | "," | "=") if matches!(before, "{" | ",") => Role::Both,
            _ => Role::Name,
        }
    };
    pieces.iter().enumerate().map(role).collect()
}

/// Where the further names stand of a declaration whose first name stands before this piece.
fn further(pieces: &[Piece<'_>], start: usize) -> Vec<usize> {
    let mut depth = 0_usize;
    let mut names = Vec::new();
    for at in start..pieces.len() {
        let text = pieces[at].text;
        let opens = matches!(text, "(" | "[" | "{") || text.ends_with("${");
        let closes = matches!(text, ")" | "]" | "}") || (text.starts_with('}') && text.len() > 1);
        if depth == 0 && ((closes && !opens) || text == ";" || pieces[at].gap == super::Gap::Line) {
            break;
        }
        if closes {
            depth = depth.saturating_sub(1);
        }
        if opens {
            depth += 1;
        }
        let is_name = pieces.get(at + 1).is_some_and(|next| next.is_word);
        if depth == 0 && text == "," && is_name {
            names.push(at + 1);
        }
    }
    names
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
