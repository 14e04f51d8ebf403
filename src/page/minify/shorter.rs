//! The pieces of a script that say the same with fewer of them.

use super::{Gap, Piece, is_block, may_end};

/// The same script: declarations that follow each other are one, and parentheses are gone that change nothing.
pub(super) fn shorter(mut pieces: Vec<Piece<'_>>) -> Vec<Piece<'_>> {
    shorten_words(&mut pieces);
    merged(&without_parentheses(&pieces))
}

/// `true` and `false`, where they are values, and `let` for `const`, which asks for nothing but that no one changes it.
fn shorten_words(pieces: &mut [Piece<'_>]) {
    for at in 0..pieces.len() {
        let around =
            |at: Option<usize>| at.and_then(|at| pieces.get(at)).map_or("", |piece| piece.text);
        if around(at.checked_sub(1)) == "." || around(Some(at + 1)) == ":" {
            continue;
        }
        let text = match pieces[at].text {
            "true" => "!0",
            "false" => "!1",
            "const" => "let",
            _ => continue,
        };
        pieces[at] = Piece { text, is_word: text == "let", ..pieces[at] };
    }
}

/// Without the parentheses of a single parameter, without those around the whole of a value or an argument, and without those of
/// `new` that hold nothing; and without the comma behind the last of a list.
fn without_parentheses<'t>(pieces: &[Piece<'t>]) -> Vec<Piece<'t>> {
    let mut open: Vec<usize> = Vec::new();
    let mut gone = vec![false; pieces.len()];
    for (at, piece) in pieces.iter().enumerate() {
        match piece.text {
            "(" => open.push(at),
            ")" => {
                let Some(start) = open.pop() else { continue };
                if may_go(pieces, start, at) {
                    gone[start] = true;
                    gone[at] = true;
                }
            }
            "," => gone[at] = is_last(pieces, at),
            _ => {}
        }
    }
    let mut left: Vec<Piece<'t>> = Vec::with_capacity(pieces.len());
    let mut gap = Gap::None;
    for (piece, gone) in pieces.iter().zip(gone) {
        if gone {
            gap = gap.max(piece.gap).max(Gap::Blank);
        } else {
            left.push(Piece { gap: gap.max(piece.gap), ..*piece });
            gap = Gap::None;
        }
    }
    left
}

/// Whether nothing follows a comma in its brackets, and something stands before it: `[,]` has a place, `[a,]` no more than `[a]`.
fn is_last(pieces: &[Piece<'_>], comma: usize) -> bool {
    let text = |at: usize| pieces.get(at).map_or("", |piece| piece.text);
    matches!(text(comma + 1), ")" | "]" | "}")
        && comma > 0
        && !matches!(text(comma - 1), "," | "[" | "(" | "{")
}

/// Whether the parentheses change nothing that begin and end here.
fn may_go(pieces: &[Piece<'_>], start: usize, end: usize) -> bool {
    let text = |at: usize| pieces.get(at).map_or("", |piece| piece.text);
    let inside = &pieces[start + 1..end];
    let is_name = inside.len() == 1 && inside[0].is_word;
    if text(end + 1) == "=" && text(end + 2) == ">" {
        return is_name;
    }
    let Some(before) = start.checked_sub(1) else { return false };
    let is_argument = matches!(text(before), "(" | ",") && matches!(text(end + 1), ")" | ",");
    // An equals sign that is part of another sign compares.
    let compares = before > 0 && matches!(text(before - 1), "=" | "!" | "<" | ">");
    let is_value = text(before) == "=" && !compares && matches!(text(end + 1), ";" | ",");
    if inside.is_empty() && before > 0 && text(before - 1) == "new" {
        return matches!(text(end + 1), ";" | "," | ")" | "]" | "}");
    }
    if is_chain(inside) && text(end + 1) == "." {
        return matches!(text(before), "=" | "(" | "," | "{" | ";");
    }
    let is_answer = text(before) == ">"
        && before > 0
        && text(before - 1) == "="
        && text(start + 1) != "{"
        && matches!(text(end + 1), ";" | "," | ")");
    let mut depth = 0_usize;
    (is_argument || is_value || is_answer)
        && !inside.is_empty()
        && inside.iter().all(|piece| {
            match piece.text {
                "(" | "[" | "{" => depth += 1,
                ")" | "]" | "}" => depth = depth.saturating_sub(1),
                text if text.ends_with("${") && !text.starts_with('}') => depth += 1,
                text if text.starts_with('}') && !text.ends_with("${") => {
                    depth = depth.saturating_sub(1);
                }
                "," | "in" if depth == 0 => return false,
                _ => {}
            }
            true
        })
}

/// Whether these pieces are names with points between, `a.b`: parentheses around them only told of a type.
fn is_chain(pieces: &[Piece<'_>]) -> bool {
    let is_name = |text: &str| !text.starts_with(|first: char| first.is_ascii_digit());
    pieces.len() % 2 == 1
        && pieces.iter().enumerate().all(|(at, piece)| match at % 2 {
            0 => piece.is_word && is_name(piece.text),
            _ => piece.text == ".",
        })
}

/// With one declaration in the place of several that follow each other.
fn merged<'t>(pieces: &[Piece<'t>]) -> Vec<Piece<'t>> {
    // What is being declared within each bracket that is open; nothing is where no statements stand.
    let mut open: Vec<Option<&str>> = vec![Some("")];
    let mut left: Vec<Piece<'t>> = Vec::with_capacity(pieces.len());
    let mut at = 0;
    while let Some(piece) = pieces.get(at) {
        let (last, first) =
            (left.last().and_then(|last| last.text.chars().next_back()), piece.text.chars().next());
        if let (Gap::Line, Some(last), Some(first)) = (piece.gap, last, first)
            && may_end(last, first)
            && let Some(Some(declared)) = open.last_mut()
        {
            *declared = "";
        }
        let next = pieces.get(at + 1).map_or("", |next| next.text);
        match (piece.text, open.last_mut()) {
            (";", Some(Some(declared))) if !declared.is_empty() && *declared == next => {
                left.push(Piece { text: ",", ..*piece });
                at += 2;
                continue;
            }
            (";", Some(Some(declared))) => *declared = "",
            ("const" | "let", Some(Some(declared))) => *declared = piece.text,
            ("{", _) => open.push(is_block(&pieces[..at]).then_some("")),
            ("(" | "[", _) => open.push(None),
            (")" | "]" | "}", _) => drop(open.pop()),
            (text, _) if text.ends_with("${") && !text.starts_with('}') => open.push(None),
            (text, _) if text.starts_with('}') && !text.ends_with("${") => drop(open.pop()),
            _ => {}
        }
        left.push(*piece);
        at += 1;
    }
    left
}
