//! Signs that would mean something in Markdown, written so that they mean themselves; and no others, for people go on writing in the text.

use std::collections::BTreeSet;

use super::inline::{Around, Piece};

/// What decides about signs of a line: whether it ends at a bracket, and which it has more than once, for alone they mean nothing.
#[derive(Debug, Default)]
pub(super) struct Seen {
    /// Whether the line is the text of a link.
    is_label: bool,
    dollars: usize,
    tildes: usize,
    carets: usize,
    colons: usize,
}

impl Seen {
    pub(super) fn of(pieces: &[Piece], is_label: bool) -> Seen {
        let mut seen = Seen { is_label, ..Seen::default() };
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

pub(super) fn push_escaped(text: &mut String, own: &str, around: &Around, seen: &Seen) {
    let mut before = around.before;
    let mut signs = own.chars().peekable();
    let mut place = 0;
    let brackets = if seen.is_label { BTreeSet::new() } else { plain_brackets(own, around) };
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
            // Two make a note of what is between them, and one a name of the paragraph.
            '^' if seen.carets > 1 || after.is_some_and(|c| c.is_alphanumeric() || c == '[') => {
                push_numbered(text, sign);
            }
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
fn plain_brackets(text: &str, around: &Around) -> BTreeSet<usize> {
    let mut plain = BTreeSet::new();
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
        // At the beginning of a line some words in brackets mean something, but none with values.
        let may_follow = before.map_or(inner.contains('='), |c| c.is_alphanumeric() || c == ' ');
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

pub(super) fn push_numbered(text: &mut String, sign: char) {
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
    // `10:30:15` is a time.
    let is_time = length < 3 && rest[..length].bytes().all(|byte| byte.is_ascii_digit());
    !is_time && rest[length..].starts_with(':')
}

/// A line whose first signs mean themselves: `#`, `>`, `-`, `1.` and the like at its beginning.
pub(super) fn begun(line: String) -> String {
    let Some(first) = line.chars().next() else { return line };
    // A line of a program, in texts that are half one.
    if line.starts_with("import ") && line.contains(['"', '\'']) {
        return format!("&#105;{}", &line[1..]);
    }
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

/// The title of a picture, which is Markdown once it is unescaped.
pub(super) fn title(markdown: &str) -> String {
    match markdown {
        "" => String::new(),
        text => {
            let text = text.replace('\\', "\\\\").replace('&', "&amp;").replace('"', "\\\"");
            format!(" \"{text}\"")
        }
    }
}

/// A destination as a link has it.
pub(super) fn destination(target: &str) -> String {
    let mut escaped = String::with_capacity(target.len());
    for sign in target.chars().filter(|sign| !sign.is_control()) {
        match sign {
            // Two of these would make a formula.
            '<' | '>' | '\\' | '"' | '$' => escaped.push_str(&format!("%{:02X}", u32::from(sign))),
            _ => escaped.push(sign),
        }
    }
    let is_address =
        ["http://", "https://", "mailto:", "tel:"].iter().any(|scheme| target.starts_with(scheme));
    let signs: &[char] = match is_address {
        true => &[' ', '(', ')', '*', '`', '&', '[', ']', '{'],
        false => &[' ', '(', ')', '*', '_', '~', '`', '&', '^', '=', ':', '[', ']', '{', '%', '+'],
    };
    if escaped.contains(signs) { format!("<{}>", escaped.replace('&', "&amp;")) } else { escaped }
}
