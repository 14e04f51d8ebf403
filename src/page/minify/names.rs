//! Short names for those that a script declares itself.

use std::collections::{BTreeMap, BTreeSet};

use super::{Piece, is_arrow, is_block, opening};

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
    for at in declarations(pieces, &roles, &functions) {
        declared.entry(pieces[at].text).or_default().insert(functions[at]);
    }
    declared.retain(|name, _| name.len() > 1 && !MEANINGFUL.contains(name));
    // How many bytes each name saves in each function, and which words stand there.
    let mut used: BTreeMap<(Option<usize>, &str), isize> = BTreeMap::new();
    let mut words: BTreeMap<Option<usize>, BTreeSet<&str>> = BTreeMap::new();
    let mut all: BTreeSet<&str> = BTreeSet::new();
    for (at, piece) in pieces.iter().enumerate().filter(|(_, piece)| piece.is_word) {
        if roles[at] == Role::Property {
            continue;
        }
        all.insert(piece.text);
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

/// The function that each piece stands in, its parameters too: those directly within the one that the whole script is, and the
/// methods of its classes.
fn functions(pieces: &[Piece<'_>]) -> Vec<Option<usize>> {
    // In front of it there may be what is called with it.
    let body = (1..pieces.len().min(20)).find(|at| {
        pieces[*at].text == "{" && pieces[at - 1].text == ">" && is_block(&pieces[..*at])
    });
    let end = body.and_then(|body| closing(pieces, body));
    let outermost = usize::from(end.is_some_and(|end| end + 8 > pieces.len()));
    let mut functions = vec![None; pieces.len()];
    // The braces that are open, each with how deep what stands in it is: in a class no deeper than around it.
    let mut open: Vec<usize> = Vec::new();
    let mut at = 0;
    while at < pieces.len() {
        let depth = open.last().copied().unwrap_or_default();
        let (text, before) = (pieces[at].text, &pieces[..at]);
        let is_value = text != "{" && is_arrow(before);
        if depth == outermost && (is_value || (text == "{" && is_block(before))) {
            let end = if is_value { value_end(pieces, at) } else { closing(pieces, at) };
            let end = end.unwrap_or(pieces.len() - 1);
            let head = at.checked_sub(if is_arrow(before) { 3 } else { 1 });
            let start = head.map_or(at, |head| match pieces[head].text {
                ")" => opening(pieces, head).unwrap_or(at),
                _ if is_arrow(before) => head,
                _ => at,
            });
            functions[start..=end].fill(Some(at));
            at = end;
        } else if text == "{" {
            let is_class = at > 1 && pieces[at - 2].text == "class";
            open.push(depth + usize::from(!is_class));
        } else if text == "}" {
            open.pop();
        }
        at += 1;
    }
    functions
}

/// Where the value ends that begins here, and is what a function gives.
fn value_end(pieces: &[Piece<'_>], start: usize) -> Option<usize> {
    let mut depth = 0_usize;
    let end = (start..pieces.len()).find(|at| {
        let (text, opens) = (pieces[*at].text, opens(pieces[*at].text));
        let closes = matches!(text, ")" | "]") || text.starts_with('}');
        let is_end = matches!(text, ";" | ",") || (closes && !opens);
        if depth == 0 && (is_end || (*at > start && begins_statement(pieces, *at))) {
            return true;
        }
        depth = (depth + usize::from(opens)).saturating_sub(usize::from(closes));
        false
    });
    end.and_then(|end| end.checked_sub(1))
}

/// Whether a piece opens what another one closes; one of a template may do both.
fn opens(text: &str) -> bool {
    matches!(text, "(" | "[" | "{") || text.ends_with("${")
}

/// Whether a statement begins in a line of its own here, without a semicolon before it.
fn begins_statement(pieces: &[Piece<'_>], at: usize) -> bool {
    let last = pieces[at - 1].text.chars().next_back();
    let piece = &pieces[at];
    piece.gap == super::Gap::Line
        && piece.is_word
        && !matches!(piece.text, "in" | "instanceof")
        && last.is_some_and(|last| super::may_end(last, 'a'))
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
fn declarations(pieces: &[Piece<'_>], roles: &[Role], functions: &[Option<usize>]) -> Vec<usize> {
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
                declared.extend(parameters(pieces, at));
            }
            ")" if text(at + 1) == "{" => {
                let name = opening(pieces, at).and_then(|start| start.checked_sub(1));
                let Some(name) = name.filter(|name| *name > 0) else { continue };
                // What a method has is told from other names only where it is known as a function.
                let is_method = roles[name] == Role::Property && text(name - 1) != ".";
                if text(name - 1) == "function" || (is_method && functions[at].is_some()) {
                    declared.extend(parameters(pieces, at));
                }
            }
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

/// Where the parameters are that end with this parenthesis.
fn parameters(pieces: &[Piece<'_>], end: usize) -> Vec<usize> {
    let Some(start) = opening(pieces, end) else { return Vec::new() };
    let mut is_apart = false;
    let is_name = |at: &usize| {
        let (before, text, next) = (pieces[at - 1].text, pieces[*at].text, pieces[at + 1].text);
        match text {
            // What an object that is given has; not one that is given by default.
            "{" => is_apart = matches!(before, "(" | "," | "["),
            "}" => is_apart = false,
            _ => {}
        }
        let begins = matches!(before, "(" | "," | "[" | ".") || (is_apart && before == "{");
        let ends = matches!(next, ")" | "," | "]" | "=") || (is_apart && next == "}");
        pieces[*at].is_word && begins && ends
    };
    (start + 1..end).filter(is_name).collect()
}
