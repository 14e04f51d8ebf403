//! The values of JSON that hold no others.

use std::borrow::Cow;

use super::Json;
use crate::comment::reading::Flaw;

/// A value that holds no others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Scalar<'i> {
    /// Without its quotes.
    Text(Cow<'i, str>),
    /// As it is written: a number of any size.
    Number(&'i str),
    /// Yes or no.
    Truth(bool),
}

impl<'i> Json<'i> {
    /// Reads a value; `None` for nothing, and for one that holds others.
    pub(super) fn scalar(&mut self) -> Result<Option<Scalar<'i>>, Flaw> {
        match self.peek()? {
            b'{' | b'[' => self.skip().map(|()| None),
            b'"' => self.string().map(|text| Some(Scalar::Text(text))),
            b'-' | b'0'..=b'9' => self.number().map(|number| Some(Scalar::Number(number))),
            _ => {
                let words = [
                    ("true", Some(Scalar::Truth(true))),
                    ("false", Some(Scalar::Truth(false))),
                    ("null", None),
                ];
                let rest = &self.text[self.at..];
                match words.into_iter().find(|(word, _)| rest.starts_with(word)) {
                    Some((word, scalar)) => {
                        self.at += word.len();
                        Ok(scalar)
                    }
                    None if ["true", "false", "null"].iter().any(|word| word.starts_with(rest)) => {
                        Err(self.truncated())
                    }
                    None => Err(self.unexpected()),
                }
            }
        }
    }

    /// `-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?`
    fn number(&mut self) -> Result<&'i str, Flaw> {
        let start = self.at;
        self.at += usize::from(self.text.as_bytes()[start] == b'-');
        if self.next_is(b'0') {
            self.at += 1;
        } else {
            self.digits()?;
        }
        if self.next_is(b'.') {
            self.at += 1;
            self.digits()?;
        }
        if self.next_is(b'e') || self.next_is(b'E') {
            self.at += 1;
            self.at += usize::from(self.next_is(b'+') || self.next_is(b'-'));
            self.digits()?;
            // One that no program can hold is no number of anything.
            let number = self.text[start..self.at].parse::<f64>();
            if !number.is_ok_and(f64::is_finite) {
                self.at = start;
                return Err(self.unexpected());
            }
        }
        Ok(&self.text[start..self.at])
    }

    fn next_is(&self, byte: u8) -> bool {
        self.text.as_bytes().get(self.at) == Some(&byte)
    }

    fn digits(&mut self) -> Result<(), Flaw> {
        let rest = &self.text.as_bytes()[self.at..];
        let count = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
        self.at += count;
        match count {
            0 if self.at == self.text.len() => Err(self.truncated()),
            0 => Err(self.unexpected()),
            _ => Ok(()),
        }
    }

    /// The text between the quotes, of which the first comes next.
    pub(super) fn string(&mut self) -> Result<Cow<'i, str>, Flaw> {
        self.at += 1;
        let mut decoded = String::new();
        let mut from = self.at;
        loop {
            let rest = &self.text.as_bytes()[self.at..];
            let special = |byte: &u8| matches!(byte, b'"' | b'\\') || *byte < b' ';
            let Some(length) = rest.iter().position(special) else { return Err(self.truncated()) };
            self.at += length;
            let piece = &self.text[from..self.at];
            match rest[length] {
                b'"' => {
                    self.at += 1;
                    if decoded.is_empty() {
                        return Ok(Cow::Borrowed(piece));
                    }
                    decoded.push_str(piece);
                    return Ok(Cow::Owned(decoded));
                }
                b'\\' => {
                    decoded.push_str(piece);
                    decoded.push(self.escape()?);
                    from = self.at;
                }
                _ => return Err(self.unexpected()),
            }
        }
    }

    /// The character behind a backslash. Half of a pair, which programs leave that cut a text in the middle of one, is none: who
    /// reads the file otherwise would read another text.
    fn escape(&mut self) -> Result<char, Flaw> {
        let Some(byte) = self.text.as_bytes().get(self.at + 1) else {
            return Err(self.truncated());
        };
        let plain = match byte {
            b'"' | b'\\' | b'/' => char::from(*byte),
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => {
                let start = self.at;
                let mut code = self.code_unit()?;
                if (0xd800..0xdc00).contains(&code) && self.text[self.at..].starts_with("\\u") {
                    let second = self.code_unit()?.checked_sub(0xdc00).filter(|low| *low < 0x400);
                    code = second.map_or(code, |low| 0x1_0000 + ((code - 0xd800) << 10) + low);
                }
                return char::from_u32(code).ok_or_else(|| {
                    self.at = start;
                    self.unexpected()
                });
            }
            _ => return Err(self.unexpected()),
        };
        self.at += 2;
        Ok(plain)
    }

    /// The number in `\u12ab`.
    fn code_unit(&mut self) -> Result<u32, Flaw> {
        let digits = self.text.as_bytes().get(self.at + 2..self.at + 6);
        let Some(digits) = digits else { return Err(self.truncated()) };
        let number = digits.iter().try_fold(0, |number: u32, byte| {
            char::from(*byte).to_digit(16).map(|digit| number * 16 + digit)
        });
        let Some(number) = number else { return Err(self.unexpected()) };
        self.at += 6;
        Ok(number)
    }
}
