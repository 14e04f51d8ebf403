//! The text of a file that is not held: the same as [`text::decode`](super::super::text::decode) gives of all its bytes.

use std::io::{self, Read};

use encoding_rs::{Decoder, Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::super::text::{Decoded, decode_mixed, utf_16_without_mark};
use super::super::xml::declared_encoding;
use super::Open;
use crate::diagnostic::Diagnostic;
use crate::source::SourcePath;

/// How much is looked at at a time.
const PIECE: usize = 256 << 10;

/// How the bytes of a file are written.
#[derive(Clone, Copy, Debug)]
pub(in crate::comment) struct Letters {
    encoding: &'static Encoding,
    /// The length of its byte order mark.
    skipped: usize,
    /// Where the first byte lies that this does not know.
    invalid: Option<usize>,
}

impl Letters {
    /// Looks through a file, of markup or not, to its end.
    pub(in crate::comment) fn of(open: &Open<'_>, is_markup: bool) -> io::Result<Letters> {
        let mut head = vec![0; PIECE];
        let length = fill(&mut open()?, &mut head)?;
        let head = &head[..length];
        let mark = Encoding::for_bom(head);
        let (named, skipped) = match mark {
            Some((encoding, skipped)) => (Some(encoding), skipped),
            None => (utf_16_without_mark(head), 0),
        };
        if let Some(encoding) = named.filter(|encoding| *encoding != UTF_8) {
            return Ok(Letters { encoding, skipped, invalid: None });
        }
        let mut invalid = None;
        let mut at = 0;
        pieces(open()?, |bytes| {
            let start = if at == 0 { skipped } else { 0 };
            if let Err(error) = std::str::from_utf8(&bytes[start..]) {
                invalid = Some(at + start + error.valid_up_to());
            }
            at += bytes.len();
            invalid.is_none()
        })?;
        // A name that promises two bytes a character was refuted just now.
        let declared = is_markup.then(|| declared_encoding(head));
        let declared = declared.filter(|name| *name != UTF_16LE && *name != UTF_16BE);
        let encoding = match (invalid, declared) {
            (Some(_), Some(declared)) if mark.is_none() => declared,
            (Some(_), None) if mark.is_none() => guessed(open)?,
            _ => UTF_8,
        };
        Ok(Letters { encoding, skipped, invalid: invalid.filter(|_| encoding == UTF_8) })
    }

    /// What is to be told of a file whose bytes are not all of its encoding.
    pub(in crate::comment) fn warning(&self, file: &SourcePath) -> Option<Diagnostic> {
        Decoded { text: "".into(), invalid: self.invalid }.warning(file)
    }
}

/// Whether more letters with accents are UTF-8 than are not, as [`text::decode`](super::super::text::decode) guesses.
fn guessed(open: &Open<'_>) -> io::Result<&'static Encoding> {
    let (mut known, mut unknown) = (0, 0);
    pieces(open()?, |bytes| {
        for chunk in bytes.utf8_chunks() {
            known += chunk.valid().bytes().filter(|byte| *byte >= 0xc2).count();
            unknown += chunk.invalid().len();
        }
        true
    })?;
    Ok(if known > unknown { UTF_8 } else { WINDOWS_1252 })
}

/// Gives a file in pieces that do not end within a character, as long as they are wanted.
fn pieces(mut file: impl Read, mut each: impl FnMut(&[u8]) -> bool) -> io::Result<()> {
    let mut bytes = vec![0; PIECE];
    let mut rest = 0;
    loop {
        let length = rest + fill(&mut file, &mut bytes[rest..])?;
        let is_end = length < bytes.len();
        let end = if is_end { length } else { complete(&bytes[..length]) };
        if !each(&bytes[..end]) || is_end {
            return Ok(());
        }
        bytes.copy_within(end..length, 0);
        rest = length - end;
    }
}

/// Reads until this is full, or the file ends.
fn fill(file: &mut impl Read, bytes: &mut [u8]) -> io::Result<usize> {
    let mut length = 0;
    while length < bytes.len() {
        match file.read(&mut bytes[length..]) {
            Ok(0) => break,
            Ok(count) => length += count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(length)
}

/// How many of these bytes do not end within a character of UTF-8.
pub(super) fn complete(bytes: &[u8]) -> usize {
    for at in (bytes.len().saturating_sub(3)..bytes.len()).rev() {
        let length = match bytes[at] {
            0x80..=0xbf => continue,
            0xc2..=0xdf => 2,
            0xe0..=0xef => 3,
            0xf0..=0xf4 => 4,
            _ => 1,
        };
        return if at + length > bytes.len() { at } else { bytes.len() };
    }
    bytes.len()
}

/// The text of a file, as it comes.
pub(in crate::comment) struct Text<R> {
    file: R,
    letters: Letters,
    /// For all that is no UTF-8.
    decoder: Option<Decoder>,
    /// How many bytes are read at a time.
    piece: usize,
    /// Bytes that were read, and whose text was not given.
    bytes: Vec<u8>,
    is_ended: bool,
}

impl<R: Read> Text<R> {
    /// Of a file at its beginning.
    pub(in crate::comment) fn new(
        mut file: R,
        letters: Letters,
        piece: usize,
    ) -> io::Result<Text<R>> {
        fill(&mut file, &mut vec![0; letters.skipped])?;
        let is_utf_8 = letters.encoding == UTF_8;
        let decoder = (!is_utf_8).then(|| letters.encoding.new_decoder_without_bom_handling());
        Ok(Text { file, letters, decoder, piece, bytes: Vec::new(), is_ended: false })
    }

    /// What it begins with, of about this length.
    pub(in crate::comment) fn begin(mut self, length: usize) -> io::Result<String> {
        let mut text = Vec::new();
        while text.len() < length && self.more(&mut text)? {}
        if !self.is_ended {
            text.truncate(complete(&text));
        }
        Ok(String::from_utf8_lossy(&text).into_owned())
    }

    /// Adds a bit more of it. At the end there is none.
    pub(super) fn more(&mut self, text: &mut Vec<u8>) -> io::Result<bool> {
        let before = text.len();
        while text.len() == before && !self.is_ended {
            let is_plain = self.decoder.is_none() && self.letters.invalid.is_none();
            let read = if is_plain { &mut *text } else { &mut self.bytes };
            self.is_ended = (&mut self.file).take(self.piece as u64).read_to_end(read)? == 0;
            match &mut self.decoder {
                _ if is_plain => {}
                Some(decoder) => {
                    decoded(decoder, &self.bytes, text, self.is_ended);
                    self.bytes.clear();
                }
                None => {
                    let end = if self.is_ended { self.bytes.len() } else { complete(&self.bytes) };
                    text.extend(decode_mixed(&self.bytes[..end]).into_bytes());
                    self.bytes.drain(..end);
                }
            }
        }
        Ok(text.len() > before)
    }
}

fn decoded(decoder: &mut Decoder, bytes: &[u8], text: &mut Vec<u8>, is_last: bool) {
    let most = decoder.max_utf8_buffer_length(bytes.len()).unwrap_or(bytes.len() * 3 + 16);
    let mut more = String::with_capacity(most);
    // There is room for all of it.
    let _ = decoder.decode_to_string(bytes, &mut more, is_last);
    text.extend(more.into_bytes());
}

#[cfg(test)]
mod tests {
    use super::super::super::text::decode;
    use super::*;

    fn read(bytes: &[u8], is_markup: bool, step: usize) -> (String, Option<usize>) {
        let open = || Ok(Box::new(Slow(bytes.to_vec(), step)) as Box<dyn Read + Send>);
        let letters = Letters::of(&open, is_markup).unwrap();
        let mut text = Text::new(open().unwrap(), letters, step).unwrap();
        let mut whole = Vec::new();
        while text.more(&mut whole).unwrap() {}
        (String::from_utf8(whole).unwrap(), letters.invalid)
    }

    /// A file that gives so many bytes at a time.
    struct Slow(Vec<u8>, usize);

    impl Read for Slow {
        fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
            let count = bytes.len().min(self.1).min(self.0.len());
            bytes[..count].copy_from_slice(&self.0[..count]);
            self.0.drain(..count);
            Ok(count)
        }
    }

    #[test]
    fn a_text_is_the_same_whether_it_comes_whole_or_in_pieces() {
        let markup = "<?xml version=\"1.0\" encoding=\"windows-1252\"?><a>é€ 𝄞 ë</a>";
        let mut cases: Vec<Vec<u8>> = vec![
            Vec::new(),
            markup.into(),
            format!("\u{feff}{markup}").into(),
            WINDOWS_1252.encode(markup).0.into(),
            [markup.as_bytes(), b"\xe9\xe2\x82"].concat(),
            [b"\xef\xbb\xbf", markup.as_bytes(), b"\xe9\xe2\x82"].concat(),
            ["é".repeat(9).as_bytes(), b"\xe9\xf0\x9d"].concat(),
            b"a\xe9b\xe0\x80\xf4\x90\x80\x80\xed\xa0\x80".to_vec(),
        ];
        for mark in ["", "\u{feff}"] {
            let units: Vec<u16> = format!("{mark}{markup}").encode_utf16().collect();
            cases.push(units.iter().flat_map(|unit| unit.to_le_bytes()).collect());
            cases.push(units.iter().flat_map(|unit| unit.to_be_bytes()).chain([0]).collect());
        }
        // Characters that lie across two pieces.
        let long = format!("{}é€𝄞", "a".repeat(PIECE - 5));
        cases.push(format!("{long}{long}").into());
        cases.push([long.as_bytes(), b"\xe9", long.as_bytes()].concat());
        for bytes in cases {
            for is_markup in [false, true] {
                let declared = is_markup.then(|| declared_encoding(&bytes));
                let whole = decode(&bytes, declared);
                let whole = (whole.text.into_owned(), whole.invalid);
                let steps: &[usize] = if bytes.len() > PIECE { &[PIECE] } else { &[1, 3, 1000] };
                for step in steps {
                    assert_eq!(read(&bytes, is_markup, *step), whole, "{is_markup} {step}");
                }
            }
        }
    }
}
