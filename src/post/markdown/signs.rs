//! Whether a body has anything of other generators in it: most have not, and are parsed as they are.

use super::{attributes, guard, left, lines, modules, obsidian, spaced, typed};

/// The last byte of each sign: most bytes are ruled out by one look.
static LAST: [bool; 256] = {
    let mut last = [false; 256];
    let signs = b":/!?{}%\"([=+<^~.)*-|#";
    let mut at = 0;
    while at < signs.len() {
        last[signs[at] as usize] = true;
        at += 1;
    }
    at = 0;
    while at < typed::LAST.len() {
        last[typed::LAST[at] as usize] = true;
        at += 1;
    }
    last
};

/// Where in a text the last byte of a sign may be, and that byte.
fn places(bytes: &[u8]) -> impl Iterator<Item = (usize, u8)> {
    let mut from = 0;
    std::iter::from_fn(move || {
        let at = from + bytes[from..].iter().position(|byte| LAST[*byte as usize])?;
        from = at + 1;
        Some((at, bytes[at]))
    })
}

/// Whether there is any sign in a body of what may have to be prepared.
pub(super) fn are_in(body: &str) -> bool {
    let bytes = body.as_bytes();
    let before = |at: usize, sign: &[u8]| bytes[..at].ends_with(sign);
    let follows = |at: usize, sign: &str| body[at + 1..].starts_with(sign);
    places(bytes).any(|(at, byte)| match byte {
        b':' => {
            before(at, b"::")
                || before(at, b"{")
                || before(at, b"]")
                || left::name(body, at).is_some()
                || guard::is_colon(&body[..at], &body[at..])
        }
        b'/' => before(at, b"{") || before(at, b"//"),
        b'!' => before(at, b"!!") || follows(at, "[["),
        b'?' => before(at, b"??"),
        b'%' => before(at, b"{") || before(at, b"%"),
        b'{' => {
            at == 0
                || attributes::can_follow(bytes[at - 1])
                || matches!(bytes[at - 1], b'{' | b'=')
                || begins_line(&bytes[..at]) && !is_of_code(&bytes[at + 1..])
                || ["' '}", "\" \"}", "..."].iter().any(|jsx| follows(at, jsx))
                || ["--", "~~", ">>"].iter().any(|sign| follows(at, sign))
                || modules::expression(&body[at..]).is_some()
        }
        b'|' => obsidian::is_size(&body[at..]),
        b'#' | 128.. => typed::sign(body, at).is_some_and(|start| begins_line(&bytes[..start])),
        b'=' => before(at, b"="),
        b'+' => before(at, b"+") || is_deep_item(body, at),
        b'^' => is_caret(body, at),
        b'~' => is_shifted(body, at),
        b'.' | b')' | b'*' | b'-' => is_deep_item(body, at),
        b'"' => before(at, b"=== ") || before(at, b"===+ ") || before(at, b"===! "),
        b'}' => guard::ends_heading(body, at + 1),
        b'[' => {
            before(at, b"\\")
                || follows(at, "caption ")
                || ["TOC]", "toc]", "[TOC", "[_TOC"].iter().any(|toc| follows(at, toc))
        }
        b'<' => {
            before(at, b"--8")
                || follows(at, "aside>")
                || is_component(body, at)
                || is_markup(&body[at..])
        }
        b'(' => {
            before(at, b"\\")
                || before(at, b"]]")
                || before(at, b"]") && spaced::begins(&body[at + 1..])
        }
        _ => false,
    })
}

/// Whether only blanks stand between the beginning of a line and the end of this text.
fn begins_line(before: &[u8]) -> bool {
    let last = before.iter().rposition(|byte| !matches!(byte, b' ' | b'\t'));
    last.is_none_or(|at| before[at] == b'\n')
}

/// Whether what stands in braces that begin a line can only be the code of a program, by what follows the first: no attribute and no
/// shortcode begins with a string, or with the end of the line.
fn is_of_code(rest: &[u8]) -> bool {
    matches!(rest, [b'"' | b'\n', ..] | [b'\r', b'\n', ..] | [])
}

/// Whether the sign of a list item ends here whose text stands deeper than by four, at the left but for some blanks.
fn is_deep_item(body: &str, at: usize) -> bool {
    let byte = at.checked_sub(1).and_then(|before| body.as_bytes().get(before));
    let is_sign = matches!(byte, Some(b' ' | b'0'..=b'9')) && body[at + 1..].starts_with(' ');
    // Only blanks and the digits of a number stand before it.
    let line = || {
        let window = &body[body.ceil_char_boundary(at.saturating_sub(16))..at];
        let begin = window.rfind('\n').map(|end| at - window.len() + end + 1);
        begin.or((window.len() == at).then_some(0)).map(|begin| &body[begin..])
    };
    let is_deep = |line: &str| line.starts_with(' ') && lines::item(line).is_some_and(|at| at > 4);
    is_sign && line().is_some_and(is_deep)
}

/// Whether a caret means something here: what is put in, a text that stands higher, the name of a block, or a note.
fn is_caret(body: &str, at: usize) -> bool {
    body[..at].ends_with('^')
        || body[at + 1..].starts_with('[')
        || is_shifted(body, at)
        || obsidian::is_id(&body[at..])
}

/// Whether a text may stand lower or higher that begins here: `H~2~O`.
fn is_shifted(body: &str, at: usize) -> bool {
    let sign = body.as_bytes()[at];
    let behind = at.checked_sub(1).map(|before| body.as_bytes()[before]);
    let window = &body.as_bytes()[at + 1..body.len().min(at + 16)];
    behind.is_some_and(|byte| byte.is_ascii_alphanumeric() || byte == b')' || byte > 127)
        && window.iter().position(|byte| *byte == sign).is_some_and(|length| length > 0)
}

/// Whether a component of MDX begins here: `<BrowserWindow`.
fn is_component(body: &str, at: usize) -> bool {
    let letter = |place: usize| body.as_bytes().get(at + place).copied().unwrap_or_default();
    letter(1).is_ascii_uppercase() && letter(2).is_ascii_lowercase()
}

/// Whether an element begins here whose content is Markdown.
fn is_markup(rest: &str) -> bool {
    /// Nobody writes a longer tag, and looking for its end costs no more than this.
    const LONGEST: usize = 300;
    let window = &rest[..rest.floor_char_boundary(LONGEST)];
    window.split(['>', '\n']).next().unwrap_or_default().contains(" markdown")
}

#[cfg(test)]
mod tests {
    use super::are_in;

    #[test]
    fn braces_of_code_are_no_sign() {
        for (body, wanted) in [
            ("a\n\n```json\n{\"naam\": \"b\", \"c\": 3}\n```\n", false),
            ("a\n\n```json\n{\n  \"naam\": 3\n}\n```\n", false),
            ("```css\nh1 {\r\n  color: red\r\n}\r\n```\n", false),
            ("a\n{\"b\"=>\"c\"}\n", false),
            ("a\n{\r.b}\n", true),
            ("a {b} c\n", false),
            ("a\n  { #b .c }\n", true),
            ("a\n{.b}\n", true),
            ("a\n{ #b }\n", true),
            ("a\n{key=\"b\"}\n", true),
            ("a\n{/* b */}\n", true),
            ("a\n{\" \"}b\n", true),
            ("a\n{::comment}b\n", true),
            ("## a\n#b\n", false),
            ("a\n ##b\n", true),
            ("a ##b é • ·\n", false),
            ("a\n• b\n", true),
        ] {
            assert_eq!(are_in(body), wanted, "{body}");
        }
    }
}
