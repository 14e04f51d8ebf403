//! HTML as a browser cuts it into tags, comments and text: one linear pass that borrows everything. It makes nothing safe;
//! it is for measuring, for links in raw HTML and for what happens before the sanitiser.

use std::borrow::Cow;

/// A piece of HTML.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Token<'a> {
    /// What stands between tags, entities and all; also a `<` that begins no tag.
    Text(&'a str),
    /// `<name attributes>`.
    Open {
        /// The name as written.
        name: &'a str,
        /// What stands between the name and the end.
        attributes: &'a str,
        /// The whole tag.
        raw: &'a str,
    },
    /// `</name>`.
    Close {
        /// The name as written.
        name: &'a str,
        /// The whole tag.
        raw: &'a str,
    },
    /// A comment, a doctype or a processing instruction.
    Comment(&'a str),
    /// What stands within `<script>`, `<style>`, `<textarea>`, …: tags mean nothing there.
    Raw(&'a str),
}

impl<'a> Token<'a> {
    /// The piece as it was written.
    pub(crate) fn raw(&self) -> &'a str {
        match self {
            Token::Open { raw, .. } | Token::Close { raw, .. } => raw,
            Token::Text(raw) | Token::Comment(raw) | Token::Raw(raw) => raw,
        }
    }
}

/// Elements in which nothing but their own end counts as a tag.
const RAW_TEXT: [&str; 8] =
    ["script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes"];

/// The pieces of some HTML, in order.
pub(crate) struct Tokens<'a> {
    rest: &'a str,
    raw_text: Option<&'a str>,
}

/// The pieces of this HTML.
pub(crate) fn tokens(html: &str) -> Tokens<'_> {
    Tokens { rest: html, raw_text: None }
}

impl<'a> Tokens<'a> {
    /// Cuts off the first `length` bytes of what is left.
    fn take(&mut self, length: usize) -> &'a str {
        let (taken, rest) = self.rest.split_at(length);
        self.rest = rest;
        taken
    }

    /// What stands before the end tag of a raw-text element.
    fn raw_text_until(&mut self, name: &str) -> &'a str {
        let bytes = self.rest.as_bytes();
        let mut from = 0;
        while let Some(found) = self.rest[from..].find("</") {
            let after = from + found + 2;
            let end = after + name.len();
            let is_name = bytes
                .get(after..end)
                .is_some_and(|word| word.eq_ignore_ascii_case(name.as_bytes()));
            let is_over = bytes
                .get(end)
                .is_none_or(|byte| matches!(byte, b'>' | b'/') || byte.is_ascii_whitespace());
            if is_name && is_over {
                return self.take(from + found);
            }
            from = after;
        }
        self.take(self.rest.len())
    }

    /// The markup at the beginning of what is left, which begins with `<` and a character that makes it markup.
    fn markup(&mut self) -> Token<'a> {
        let bytes = self.rest.as_bytes();
        let is_close = bytes.get(1) == Some(&b'/');
        let name_start = 1 + usize::from(is_close);
        if !bytes.get(name_start).is_some_and(u8::is_ascii_alphabetic) {
            let length = comment_length(self.rest);
            return Token::Comment(self.take(length));
        }
        let name_length = bytes[name_start..]
            .iter()
            .position(|byte| matches!(byte, b'>' | b'/') || byte.is_ascii_whitespace())
            .unwrap_or(bytes.len() - name_start);
        let name = &self.rest[name_start..name_start + name_length];
        let attributes_start = name_start + name_length;
        let attributes_length = attributes_length(&self.rest[attributes_start..]);
        let attributes = &self.rest[attributes_start..attributes_start + attributes_length];
        let end = (attributes_start + attributes_length + 1).min(self.rest.len());
        let raw = self.take(end);
        if is_close {
            return Token::Close { name, raw };
        }
        if RAW_TEXT.iter().any(|element| name.eq_ignore_ascii_case(element)) {
            self.raw_text = Some(name);
        }
        Token::Open { name, attributes, raw }
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        if let Some(name) = self.raw_text.take() {
            let raw = self.raw_text_until(name);
            if !raw.is_empty() {
                return Some(Token::Raw(raw));
            }
        }
        if self.rest.is_empty() {
            return None;
        }
        if begins_markup(self.rest.as_bytes()) {
            return Some(self.markup());
        }
        let mut from = 1;
        let bytes = self.rest.as_bytes();
        while let Some(found) = memchr::memchr(b'<', &bytes[from..]) {
            if begins_markup(&bytes[from + found..]) {
                return Some(Token::Text(self.take(from + found)));
            }
            from += found + 1;
        }
        Some(Token::Text(self.take(self.rest.len())))
    }
}

/// Whether a tag, a comment or the like begins here.
pub(crate) fn begins_markup(bytes: &[u8]) -> bool {
    match (bytes.first(), bytes.get(1)) {
        (Some(b'<'), Some(b'!' | b'?')) => true,
        // An end tag without a name is a comment that the browser makes up; at the very end it is text.
        (Some(b'<'), Some(b'/')) => bytes.len() > 2,
        (Some(b'<'), Some(byte)) => byte.is_ascii_alphabetic(),
        _ => false,
    }
}

/// How long the comment is that this begins with, by the rules of browsers: `<!-->` is whole, `--!>` ends too.
fn comment_length(html: &str) -> usize {
    let Some(rest) = html.strip_prefix("<!--") else {
        return html.find('>').map_or(html.len(), |end| end + 1);
    };
    if rest.starts_with('>') {
        return 5;
    }
    if rest.starts_with("->") {
        return 6;
    }
    let mut from = 0;
    while let Some(found) = rest[from..].find("--") {
        let after = &rest[from + found + 2..];
        if after.starts_with('>') {
            return 4 + from + found + 3;
        }
        if after.starts_with("!>") {
            return 4 + from + found + 4;
        }
        from += found + 1;
    }
    html.len()
}

/// How many bytes until the `>` that ends a tag; one within quotes does not.
fn attributes_length(rest: &str) -> usize {
    let mut attributes = Attributes { rest };
    while attributes.next().is_some() {}
    rest.len() - attributes.rest.len()
}

/// Whether a tag with these attributes ends itself, as XML and JSX have it. A stroke behind a value without quotes belongs to that:
/// `<a href=https://a.example/>`.
pub(crate) fn ends_itself(attributes: &str) -> bool {
    let Some(inner) = attributes.strip_suffix('/') else { return false };
    let last = inner.rsplit(|c: char| c.is_ascii_whitespace()).next().unwrap_or_default();
    !last.contains('=') || inner.ends_with(['"', '\''])
}

/// The attributes of a tag: names as written and values with their entities.
pub(crate) struct Attributes<'a> {
    rest: &'a str,
}

/// The attributes in `attributes` of [`Token::Open`].
pub(crate) fn attributes(attributes: &str) -> Attributes<'_> {
    Attributes { rest: attributes }
}

impl<'a> Iterator for Attributes<'a> {
    type Item = (&'a str, &'a str);

    fn next(&mut self) -> Option<(&'a str, &'a str)> {
        self.rest = self.rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
        if self.rest.is_empty() || self.rest.starts_with('>') {
            return None;
        }
        let bytes = self.rest.as_bytes();
        // An equals sign at the very beginning is part of the name.
        let name_end = bytes[1..]
            .iter()
            .position(|byte| matches!(byte, b'=' | b'>' | b'/') || byte.is_ascii_whitespace())
            .map_or(bytes.len(), |end| end + 1);
        // The first character may be longer than a byte, but none of the bytes above lies within one.
        let (name, rest) = self.rest.split_at(name_end);
        let after = rest.trim_start_matches(|c: char| c.is_ascii_whitespace());
        let Some(value) = after.strip_prefix('=') else {
            self.rest = rest;
            return Some((name, ""));
        };
        let value = value.trim_start_matches(|c: char| c.is_ascii_whitespace());
        let (value, rest) = match value.as_bytes().first() {
            Some(&quote @ (b'"' | b'\'')) => {
                let within = &value[1..];
                match within.find(quote as char) {
                    Some(end) => (&within[..end], &within[end + 1..]),
                    None => (within, ""),
                }
            }
            Some(b'>') => ("", value),
            _ => {
                let end = value
                    .find(|c: char| c.is_ascii_whitespace() || c == '>')
                    .unwrap_or(value.len());
                value.split_at(end)
            }
        };
        self.rest = rest;
        Some((name, value))
    }
}

/// The value of the first attribute of this name in `attributes` of [`Token::Open`], with its entities decoded.
pub(crate) fn value_of<'a>(list: &'a str, wanted: &str) -> Option<Cow<'a, str>> {
    attributes(list)
        .find(|(name, _)| name.eq_ignore_ascii_case(wanted))
        .map(|(_, value)| decode(value))
}

/// The text that these entities stand for; unknown ones stay as they are.
pub(crate) fn decode(text: &str) -> Cow<'_, str> {
    let Some(first) = memchr::memchr(b'&', text.as_bytes()) else {
        return Cow::Borrowed(text);
    };
    let mut decoded = String::with_capacity(text.len());
    decoded.push_str(&text[..first]);
    let mut rest = &text[first..];
    while let Some(at) = rest.find('&') {
        decoded.push_str(&rest[..at]);
        rest = &rest[at..];
        let length = entity(rest, &mut decoded);
        if length == 0 {
            decoded.push('&');
        }
        rest = &rest[length.max(1)..];
    }
    decoded.push_str(rest);
    Cow::Owned(decoded)
}

/// Adds what the entity at the beginning of `text` stands for, and says how long it was; 0 if there is none.
pub(crate) fn entity(text: &str, decoded: &mut String) -> usize {
    /// The longest name of an entity, `CounterClockwiseContourIntegral`, and what is around it.
    const LONGEST: usize = 34;
    let window = &text.as_bytes()[1..text.len().min(LONGEST)];
    let Some(end) = window.iter().position(|&byte| byte == b';') else {
        return 0;
    };
    let name = &text[1..=end];
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16),
            None => number.parse(),
        };
        let Ok(code) = code else { return 0 };
        decoded.push(
            char::from_u32(code)
                .filter(|c| !c.is_control() || matches!(c, '\n' | '\t'))
                .unwrap_or('\u{FFFD}'),
        );
    } else {
        let Some(value) = quick_xml::escape::resolve_html5_entity(name) else { return 0 };
        decoded.push_str(value);
    }
    end + 2
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape(html: &str) -> String {
        tokens(html)
            .map(|token| match token {
                Token::Text(text) => format!("[{text}]"),
                Token::Open { name, attributes: raw, .. } => {
                    let list: Vec<String> =
                        attributes(raw).map(|(name, value)| format!(" {name}={value}")).collect();
                    format!("<{name}{}>", list.concat())
                }
                Token::Close { name, .. } => format!("</{name}>"),
                Token::Comment(_) => "!".to_owned(),
                Token::Raw(raw) => format!("({raw})"),
            })
            .collect()
    }

    #[test]
    fn html_is_cut_as_browsers_do() {
        let cases = [
            ("a < b <3 <b>c</b>", "[a < b <3 ]<b>[c]</b>"),
            ("<a href='x>y' title=\"'>\" b>z", "<a href=x>y title='> b=>[z]"),
            ("<img/src=x/onerror=y>", "<img src=x/onerror=y>"),
            ("<!--> x <!---> y <!-- a --!> z <!-- -- -->", "![ x ]![ y ]![ z ]!"),
            (
                "<script>a</b><!-- </scriptx></SCRIPT >b",
                "<script>(a</b><!-- </scriptx>)</SCRIPT>[b]",
            ),
            ("</ x>a</>b<?php ?>c<!doctype x>", "![a]![b]![c]!"),
            ("<a ===x>é", "<a ===x>[é]"),
            ("<é <ü", "[<é <ü]"),
            ("<b", "<b>"),
            ("<a href=\"x", "<a href=x>"),
            ("<", "[<]"),
            ("</", "[</]"),
        ];
        for (html, wanted) in cases {
            assert_eq!(shape(html), wanted, "{html}");
        }
    }

    #[test]
    fn entities_become_text() {
        let cases = [
            ("a &amp; b", "a & b"),
            ("O&#039;Brien &laquo;x&raquo; &euml;", "O'Brien «x» ë"),
            ("&#x3c;b&#62; &nope; &; & &#xZZ; &#0; &amp", "<b> &nope; &; & &#xZZ; \u{FFFD} &amp"),
            ("&éé; &", "&éé; &"),
        ];
        for (html, text) in cases {
            assert_eq!(decode(html), text);
        }
    }
}
