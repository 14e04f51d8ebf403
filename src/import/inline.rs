//! A paragraph on its way to Markdown: text, marks around it, and what is Markdown already. Signs that would mean something are
//! written so that they mean themselves.

use super::escaped::{Seen, begun, push_escaped, push_numbered};

/// A part of a paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    /// Text as it is read.
    Text(String),
    /// Markdown: a link, a picture, code, a tag of HTML.
    Raw(String),
    /// Code within a line.
    Code(String),
    Open(Mark),
    Close(Mark),
    /// The next line.
    Break,
    /// The next paragraph.
    Parting,
}

/// What stands around a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    Strong,
    Emphasis,
    Struck,
}

impl Mark {
    fn sign(self) -> &'static str {
        match self {
            Mark::Strong => "**",
            Mark::Emphasis => "*",
            Mark::Struck => "~~",
        }
    }

    fn element(self) -> &'static str {
        match self {
            Mark::Strong => "strong",
            Mark::Emphasis => "em",
            Mark::Struck => "del",
        }
    }
}

/// The paragraphs that these pieces are, as Markdown.
pub(super) fn paragraphs(pieces: &[Piece]) -> Vec<String> {
    let paragraphs = parts(pieces, &Piece::Parting).into_iter().map(|pieces| lines(&pieces));
    paragraphs.filter(|text| !text.is_empty()).collect()
}

/// The lines of a paragraph.
fn lines(pieces: &[Piece]) -> String {
    let lines = parts(&settled(pieces), &Piece::Break).into_iter();
    let lines = lines.map(|pieces| begun(written(&settled(&pieces), false)));
    lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\\\n")
}

/// The pieces between these: marks that go on are closed and opened again, so that each part stands by itself.
fn parts(pieces: &[Piece], between: &Piece) -> Vec<Vec<Piece>> {
    let mut open: Vec<Mark> = Vec::new();
    let mut parts = Vec::new();
    for part in pieces.split(|piece| piece == between) {
        let mut own: Vec<Piece> = open.iter().map(|mark| Piece::Open(*mark)).collect();
        for piece in part {
            match piece {
                Piece::Open(mark) => open.push(*mark),
                Piece::Close(_) => drop(open.pop()),
                _ => {}
            }
        }
        own.extend(part.iter().cloned());
        own.extend(open.iter().rev().map(|mark| Piece::Close(*mark)));
        parts.push(own);
    }
    parts
}

/// The pieces on one line, as in a heading or a cell.
pub(super) fn line(pieces: &[Piece]) -> String {
    on_one_line(pieces, false)
}

/// The pieces as the text of a link or of a picture, which ends at a bracket.
pub(super) fn label(pieces: &[Piece]) -> String {
    on_one_line(pieces, true)
}

fn on_one_line(pieces: &[Piece], is_label: bool) -> String {
    let pieces: Vec<Piece> = pieces
        .iter()
        .map(|piece| match piece {
            Piece::Break | Piece::Parting => Piece::Text(" ".to_owned()),
            other => other.clone(),
        })
        .collect();
    written(&settled(&pieces), is_label)
}

/// The same pieces with one blank for several, none at either end of a line, none within the ends of a mark, and no mark around nothing.
fn settled(pieces: &[Piece]) -> Vec<Piece> {
    let mut settling = Settling::default();
    for piece in pieces {
        match piece {
            Piece::Text(text) => settling.text(text),
            Piece::Raw(_) => settling.push(piece.clone()),
            Piece::Code(code) => settling.code(code),
            Piece::Open(mark) => settling.waiting.push(*mark),
            Piece::Close(mark) if settling.waiting.last() == Some(mark) => {
                settling.waiting.pop();
            }
            Piece::Close(mark) => settling.pieces.push(Piece::Close(*mark)),
            Piece::Break | Piece::Parting => settling.end_line(),
        }
    }
    let mut pieces = settling.pieces;
    while pieces.pop_if(|last| *last == Piece::Break).is_some() {}
    pieces
}

/// Pieces that are being put in order.
#[derive(Debug, Default)]
struct Settling {
    pieces: Vec<Piece>,
    /// Whether a blank stands before what follows.
    is_spaced: bool,
    /// Marks that are opened as soon as something follows.
    waiting: Vec<Mark>,
}

impl Settling {
    fn is_at_beginning(&self) -> bool {
        matches!(self.pieces.last(), None | Some(Piece::Break))
    }

    /// Writes the blank and the marks that waited for what follows.
    fn begin(&mut self) {
        if std::mem::take(&mut self.is_spaced) && !self.is_at_beginning() {
            match self.pieces.last_mut() {
                Some(Piece::Text(before)) => before.push(' '),
                _ => self.pieces.push(Piece::Text(" ".to_owned())),
            }
        }
        for mark in std::mem::take(&mut self.waiting) {
            // What ends and goes on at once did not end.
            if self.pieces.pop_if(|last| *last == Piece::Close(mark)).is_none() {
                self.pieces.push(Piece::Open(mark));
            }
        }
    }

    fn push(&mut self, piece: Piece) {
        self.begin();
        self.pieces.push(piece);
    }

    fn text(&mut self, text: &str) {
        for (number, word) in text.split(is_blank).enumerate() {
            self.is_spaced |= number > 0;
            if word.is_empty() {
                continue;
            }
            self.begin();
            match self.pieces.last_mut() {
                Some(Piece::Text(before)) => before.push_str(word),
                _ => self.pieces.push(Piece::Text(word.to_owned())),
            }
        }
    }

    /// Blanks at the ends of code stand beside it.
    fn code(&mut self, code: &str) {
        self.is_spaced |= code.starts_with(is_blank);
        let words: Vec<&str> = code.split(is_blank).filter(|word| !word.is_empty()).collect();
        if !words.is_empty() {
            self.push(Piece::Code(words.join(" ")));
        }
        self.is_spaced |= code.ends_with(is_blank);
    }

    fn end_line(&mut self) {
        self.is_spaced = false;
        if !self.is_at_beginning() {
            self.pieces.push(Piece::Break);
        }
    }
}

/// The blanks that HTML takes for one; a blank that must not break is a sign.
fn is_blank(sign: char) -> bool {
    matches!(sign, ' ' | '\t' | '\n' | '\r' | '\u{c}')
}

/// Pieces of one line as Markdown. Where a mark cannot stand, as between two letters and a quotation mark, an element does.
fn written(pieces: &[Piece], is_label: bool) -> String {
    let mut text = String::new();
    let mut open: Vec<(Mark, bool)> = Vec::new();
    let seen = Seen::of(pieces, is_label);
    for (at, piece) in pieces.iter().enumerate() {
        let around = Around { before: ending(&pieces[..at]), after: beginning(&pieces[at + 1..]) };
        match piece {
            Piece::Text(own) => push_escaped(&mut text, own, &around, &seen),
            Piece::Raw(raw) => text.push_str(raw),
            // The quotes of one code would be taken for those of the other.
            Piece::Code(own) if text.ends_with('`') => push_code_element(&mut text, own),
            // Here it would say the language.
            Piece::Code(own) if own.starts_with("#!") => push_code_element(&mut text, own),
            Piece::Code(own) => push_code(&mut text, own),
            Piece::Open(mark) => {
                let is_plain = around.may_open()
                    && closing(pieces, at).is_some_and(|close| may_stand(pieces, at, close));
                open.push((*mark, is_plain));
                match is_plain {
                    true => text.push_str(mark.sign()),
                    false => text.push_str(&format!("<{}>", mark.element())),
                }
            }
            Piece::Close(_) => match open.pop() {
                Some((mark, true)) => text.push_str(mark.sign()),
                Some((mark, false)) => text.push_str(&format!("</{}>", mark.element())),
                None => {}
            },
            Piece::Break | Piece::Parting => text.push(' '),
        }
    }
    text
}

/// Whether a mark may close where it does, and stands beside no other: whose signs are whose would be anybody's guess.
fn may_stand(pieces: &[Piece], open: usize, close: usize) -> bool {
    let around =
        Around { before: ending(&pieces[..close]), after: beginning(&pieces[close + 1..]) };
    let is_mark = |at: Option<usize>| {
        let piece = at.and_then(|at| pieces.get(at));
        matches!(piece, Some(Piece::Open(_) | Piece::Close(_)))
    };
    let follows = matches!(open.checked_sub(1).map(|at| &pieces[at]), Some(Piece::Close(_)));
    around.may_close() && !follows && !is_mark(Some(open + 1)) && !is_mark(close.checked_sub(1))
}

/// Where the mark that opens at `at` closes.
fn closing(pieces: &[Piece], at: usize) -> Option<usize> {
    let mut depth = 0;
    for (index, piece) in pieces.iter().enumerate().skip(at) {
        match piece {
            Piece::Open(_) => depth += 1,
            Piece::Close(_) => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some(index);
        }
    }
    None
}

/// The last sign of what stands before, and the first of what follows.
pub(super) struct Around {
    pub(super) before: Option<char>,
    pub(super) after: Option<char>,
}

impl Around {
    fn may_open(&self) -> bool {
        flanks(self.after, self.before)
    }

    fn may_close(&self) -> bool {
        flanks(self.before, self.after)
    }
}

/// Whether a mark may stand between what it marks and what is outside (`CommonMark` 6.2).
fn flanks(within: Option<char>, outside: Option<char>) -> bool {
    let is_blank = |sign: Option<char>| sign.is_none_or(char::is_whitespace);
    let is_sign = |sign: Option<char>| sign.is_some_and(|sign| !sign.is_alphanumeric());
    !is_blank(within) && (!is_sign(within) || is_blank(outside) || is_sign(outside))
}

fn ending(pieces: &[Piece]) -> Option<char> {
    let mut before = pieces.iter().rev().filter_map(|piece| match piece {
        Piece::Text(text) => text.chars().next_back(),
        Piece::Code(_) => Some('`'),
        Piece::Raw(raw) => raw.chars().next_back(),
        Piece::Break | Piece::Parting => Some(' '),
        Piece::Open(_) | Piece::Close(_) => None,
    });
    before.next()
}

fn beginning(pieces: &[Piece]) -> Option<char> {
    let mut after = pieces.iter().filter_map(|piece| match piece {
        Piece::Text(text) => text.chars().next(),
        Piece::Code(_) => Some('`'),
        Piece::Raw(raw) => raw.chars().next(),
        Piece::Break | Piece::Parting => Some(' '),
        Piece::Open(_) | Piece::Close(_) => None,
    });
    after.next()
}

/// Code within a line, between as many back quotes as it needs.
fn push_code(text: &mut String, code: &str) {
    let fence = "`".repeat(longest_run(code) + 1);
    let has_edge = code.starts_with('`') || code.ends_with('`');
    let blank = if has_edge { " " } else { "" };
    text.push_str(&format!("{fence}{blank}{code}{blank}{fence}"));
}

/// The same as an element, in which no sign means anything.
fn push_code_element(text: &mut String, code: &str) {
    text.push_str("<code>");
    for sign in code.chars() {
        match sign.is_ascii_punctuation() {
            true => push_numbered(text, sign),
            false => text.push(sign),
        }
    }
    text.push_str("</code>");
}

/// The longest row of back quotes.
pub(super) fn longest_run(text: &str) -> usize {
    text.split(|sign| sign != '`').map(str::len).max().unwrap_or(0)
}
