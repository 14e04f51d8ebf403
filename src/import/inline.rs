//! A paragraph on its way to Markdown: text, marks around it, and what is Markdown already. Signs that would mean something are
//! written so that they mean themselves.

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
    let mut settled: Vec<Piece> = Vec::with_capacity(pieces.len());
    let mut is_spaced = false;
    // Marks that are opened as soon as something follows.
    let mut waiting: Vec<Mark> = Vec::new();
    let begin = |settled: &mut Vec<Piece>, is_spaced: &mut bool, waiting: &mut Vec<Mark>| {
        let is_first = matches!(settled.last(), None | Some(Piece::Break));
        if std::mem::take(is_spaced) && !is_first {
            settled.push(Piece::Text(" ".to_owned()));
        }
        for mark in waiting.drain(..) {
            // What ends and goes on at once did not end.
            match settled.last() {
                Some(Piece::Close(last)) if *last == mark => drop(settled.pop()),
                _ => settled.push(Piece::Open(mark)),
            }
        }
    };
    for piece in pieces {
        match piece {
            Piece::Text(text) => {
                for (number, word) in text.split(is_blank).enumerate() {
                    is_spaced |= number > 0;
                    if word.is_empty() {
                        continue;
                    }
                    begin(&mut settled, &mut is_spaced, &mut waiting);
                    match settled.last_mut() {
                        Some(Piece::Text(before)) => before.push_str(word),
                        _ => settled.push(Piece::Text(word.to_owned())),
                    }
                }
            }
            Piece::Raw(raw) => {
                begin(&mut settled, &mut is_spaced, &mut waiting);
                settled.push(Piece::Raw(raw.clone()));
            }
            Piece::Code(code) => {
                // Blanks at its ends stand beside it.
                is_spaced |= code.starts_with(is_blank);
                let words: Vec<&str> =
                    code.split(is_blank).filter(|word| !word.is_empty()).collect();
                if !words.is_empty() {
                    begin(&mut settled, &mut is_spaced, &mut waiting);
                    settled.push(Piece::Code(words.join(" ")));
                }
                is_spaced |= code.ends_with(is_blank);
            }
            Piece::Open(mark) => waiting.push(*mark),
            Piece::Close(mark) if waiting.last() == Some(mark) => drop(waiting.pop()),
            Piece::Close(mark) => settled.push(Piece::Close(*mark)),
            Piece::Break | Piece::Parting => {
                is_spaced = false;
                let is_first = matches!(settled.last(), None | Some(Piece::Break));
                if !is_first {
                    settled.push(Piece::Break);
                }
            }
        }
    }
    while settled.pop_if(|last| *last == Piece::Break).is_some() {}
    settled
}

/// The blanks that HTML takes for one; a blank that must not break is a sign.
fn is_blank(sign: char) -> bool {
    matches!(sign, ' ' | '\t' | '\n' | '\r' | '\u{c}')
}

/// Pieces of one line as Markdown. Where a mark cannot stand, as between two letters and a quotation mark, an element does.
fn written(pieces: &[Piece], is_label: bool) -> String {
    let mut text = String::new();
    let mut open: Vec<(Mark, bool)> = Vec::new();
    let seen = Seen { is_label, ..Seen::of(pieces) };
    for (at, piece) in pieces.iter().enumerate() {
        let around = Around { before: ending(&pieces[..at]), after: beginning(&pieces[at + 1..]) };
        match piece {
            Piece::Text(own) => push_escaped(&mut text, own, &around, &seen),
            Piece::Raw(raw) => text.push_str(raw),
            // The quotes of one code would be taken for those of the other.
            Piece::Code(own) if text.ends_with('`') => push_code_element(&mut text, own),
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
struct Around {
    before: Option<char>,
    after: Option<char>,
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

/// What decides about signs of a line: whether it ends at a bracket, and which it has more than once, for alone they mean nothing.
#[derive(Debug, Default)]
struct Seen {
    is_label: bool,
    dollars: usize,
    tildes: usize,
    carets: usize,
    colons: usize,
}

impl Seen {
    fn of(pieces: &[Piece]) -> Seen {
        let mut seen = Seen::default();
        for piece in pieces {
            let (Piece::Text(text) | Piece::Raw(text)) = piece else { continue };
            for byte in text.bytes() {
                match byte {
                    b'$' => seen.dollars += 1,
                    b'~' => seen.tildes += 1,
                    b'^' => seen.carets += 1,
                    b':' => seen.colons += 1,
                    _ => {}
                }
            }
        }
        seen
    }
}

fn push_escaped(text: &mut String, own: &str, around: &Around, seen: &Seen) {
    let mut before = around.before;
    let mut signs = own.chars().peekable();
    let mut place = 0;
    let brackets = if seen.is_label { Vec::new() } else { plain_brackets(own, around) };
    while let Some(sign) = signs.next() {
        let after = signs.peek().copied().or(around.after);
        place += sign.len_utf8();
        let rest = &own[place..];
        match sign {
            // With these it would begin or end a formula.
            '\\' if after.is_some_and(|c| "()[]".contains(c)) => push_numbered(text, sign),
            '\\' | '`' | '*' => {
                text.push('\\');
                text.push(sign);
            }
            '_' if is_word(before) && is_word(after) => text.push(sign),
            '_' => text.push_str("\\_"),
            // A name, or a sign without which nothing else opens.
            '<' if after.is_some_and(|c| c.is_ascii_alphabetic() || "/!?".contains(c)) => {
                text.push_str("&lt;");
            }
            '&' if begins_entity(rest) => text.push_str("&amp;"),
            '[' | ']' if brackets.contains(&(place - 1)) => text.push(sign),
            '[' | ']' | '{' => push_numbered(text, sign),
            '$' if seen.dollars > 1 => push_numbered(text, sign),
            '~' if seen.tildes > 1 => push_numbered(text, sign),
            '^' if seen.carets > 1 => push_numbered(text, sign),
            ':' if seen.colons > 1 && begins_emoji(rest) => push_numbered(text, sign),
            '=' | '+' | '%' | '-' if after == Some(sign) && sign != '-' => {
                push_numbered(text, sign);
            }
            _ => text.push(sign),
        }
        before = Some(sign);
    }
}

/// The places of brackets that are what they look like: in pairs, around something, and beside nothing that would make a link, a
/// picture, a note or a task of them.
fn plain_brackets(text: &str, around: &Around) -> Vec<usize> {
    let mut plain = Vec::new();
    let mut open = None;
    for (place, sign) in text.char_indices().filter(|(_, sign)| matches!(sign, '[' | ']')) {
        if sign == '[' {
            open = Some(place);
            continue;
        }
        let Some(begin) = open.take() else { continue };
        let inner = &text[begin + 1..place];
        let before = text[..begin].chars().next_back().or(around.before);
        let after = text[place + 1..].chars().next().or(around.after);
        let is_text = |c: char| c.is_alphanumeric() || " ,;'’…\"=/-".contains(c);
        let may_follow = before.is_some_and(|c| c.is_alphanumeric() || c == ' ');
        let may_precede = after.is_none_or(|c| c.is_alphanumeric() || " .,;?…".contains(c));
        if inner.starts_with(char::is_alphanumeric)
            && inner.chars().all(is_text)
            && may_follow
            && may_precede
        {
            plain.extend([begin, place]);
        }
    }
    plain
}

fn push_numbered(text: &mut String, sign: char) {
    text.push_str(&format!("&#{};", u32::from(sign)));
}

fn is_word(sign: Option<char>) -> bool {
    sign.is_some_and(char::is_alphanumeric)
}

/// Whether `&` before this would be an entity.
fn begins_entity(rest: &str) -> bool {
    let end = rest.bytes().take(33).position(|byte| byte == b';');
    end.is_some_and(|end| {
        rest[..end].bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'#') && end > 0
    })
}

/// Whether `:` before this would be an emoji by its name.
fn begins_emoji(rest: &str) -> bool {
    let is_name = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'+');
    let length = rest.bytes().take_while(|byte| is_name(*byte)).count();
    length > 0 && rest[length..].starts_with(':')
}

/// A line whose first signs mean themselves: `#`, `>`, `-`, `1.` and the like at its beginning.
fn begun(line: String) -> String {
    let Some(first) = line.chars().next() else { return line };
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    if digits > 0 {
        let sign = line[digits..].chars().next();
        let is_list = matches!(sign, Some('.' | ')'))
            && line[digits + 1..].chars().next().is_none_or(char::is_whitespace);
        return if is_list { format!("{}\\{}", &line[..digits], &line[digits..]) } else { line };
    }
    match first {
        '#' | '>' | '+' | '-' | '=' | '|' | '!' | '?' | ':' | '/' | '%' | '.' | '@' | '"' => {
            // Before a letter these begin nothing, but for `>`.
            let after = line[first.len_utf8()..].chars().next();
            let is_plain = first != '>' && after.is_some_and(char::is_alphanumeric);
            let is_picture = first == '!' && after == Some('[');
            match is_plain || is_picture || matches!(first, '.' | '@' | '"') {
                true => line,
                false => format!("\\{line}"),
            }
        }
        _ => line,
    }
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

/// A destination as a link has it.
pub(super) fn destination(target: &str) -> String {
    let target: String = target
        .chars()
        .filter(|sign| !sign.is_control())
        .flat_map(|sign| match sign {
            '<' => "%3C".chars().collect::<Vec<_>>(),
            '>' => "%3E".chars().collect(),
            '\\' => "%5C".chars().collect(),
            '"' => "%22".chars().collect(),
            other => vec![other],
        })
        .collect();
    let is_plain = !target.contains([
        ' ', '(', ')', '*', '_', '~', '`', '&', '^', '=', ':', '[', ']', '{', '$', '%', '+',
    ]);
    let is_web = target.contains("://")
        && !target.contains([' ', '(', ')', '*', '`', '&', '[', ']', '{', '$']);
    if is_plain || is_web { target } else { format!("<{}>", target.replace('&', "&amp;")) }
}
