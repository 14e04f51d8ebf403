//! The notations of e-mail that what we write and what we change in it share: headers in encoded words (RFC 2047), and base64 (RFC 2045).

/// The longest line of a body, its end not counted (RFC 2045).
pub(crate) const LINE: usize = 76;

/// The bytes of an encoded word that are text: with what is around them, and the name before the first, a line is at most 76
/// characters (RFC 2047).
const WORD: usize = 39;

/// A header with text of any kind, in encoded words if it needs them. Its lines end in CRLF.
pub(crate) fn header(name: &str, text: &str) -> String {
    let text: String =
        text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect::<String>();
    let is_plain = text.is_ascii() && !text.contains("=?") && name.len() + text.len() + 2 <= LINE;
    if is_plain {
        return format!("{name}: {text}");
    }
    format!("{name}: {}", words(&text).join("\r\n "))
}

/// A text as encoded words. What stands between them is not seen: a blank, or the end of a line and a blank.
pub(crate) fn words(text: &str) -> Vec<String> {
    let mut words: Vec<String> = vec![String::new()];
    for character in text.chars() {
        let is_full = words.last().is_some_and(|word| word.len() + character.len_utf8() > WORD);
        if is_full {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut() {
            word.push(character);
        }
    }
    words.iter().map(|word| format!("=?utf-8?B?{}?=", base64(word.as_bytes()))).collect()
}

/// Bytes as base64, on one line.
pub(crate) fn base64(bytes: &[u8]) -> String {
    const SIGNS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let byte = |at: usize| u32::from(chunk.get(at).copied().unwrap_or_default());
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for place in 0..4 {
            let sign = SIGNS[(bits >> (18 - 6 * place) & 63) as usize];
            text.push(if place > chunk.len() { '=' } else { char::from(sign) });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_hold_text_of_any_kind() {
        assert_eq!(header("Subject", "Week 47"), "Subject: Week 47");
        assert_eq!(header("Subject", "Één"), "Subject: =?utf-8?B?w4nDqW4=?=");
        assert_eq!(header("Subject", "a\r\nBcc: x"), "Subject: a  Bcc: x");
        let long = header("Subject", &"water é ".repeat(30));
        assert!(long.split("\r\n").all(|line| line.len() <= 76), "{long}");
        assert_eq!(
            (base64(b"a"), base64(b"ab"), base64(b"abc")),
            ("YQ==".into(), "YWI=".into(), "YWJj".into())
        );
    }
}
