//! How the files of the search are written: numbers in few bytes, deflated, and as a script that holds nothing but data.
//!
//! A file is one call, `weerklank("name","text")`. The text is raw deflate in the 91 printable characters of ASCII that mean
//! nothing in a script or in HTML, 13 bits in two of them; a file is safe whatever it holds, and as small on any server.

use flate2::{Compress, Compression, FlushCompress, Status};

/// Everything printable but `"`, `&`, `<` and `\`.
const ALPHABET: [u8; 91] = {
    let mut alphabet = [0; 91];
    let mut byte = b' ';
    let mut at = 0;
    while byte < 0x7F {
        if !matches!(byte, b'"' | b'&' | b'<' | b'\\') {
            alphabet[at] = byte;
            at += 1;
        }
        byte += 1;
    }
    alphabet
};

/// Adds a number: seven bits in a byte, the lowest first; the eighth says that more follow.
pub(super) fn push_number(bytes: &mut Vec<u8>, mut number: u32) {
    while number >= 0x80 {
        bytes.push(number as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
}

/// Adds a list of bytes behind its length.
pub(super) fn push_block(bytes: &mut Vec<u8>, block: &[u8]) {
    push_number(bytes, u32::try_from(block.len()).unwrap_or(u32::MAX));
    bytes.extend_from_slice(block);
}

/// Deflates one text after the other in the same memory.
pub(super) struct Packer {
    deflate: Compress,
    packed: Vec<u8>,
}

impl Packer {
    /// For what there is a lot of: quick, and nearly as small.
    pub(super) fn quick() -> Self {
        Packer { deflate: Compress::new(Compression::new(2), false), packed: Vec::new() }
    }

    /// For what every reader loads.
    pub(super) fn thorough() -> Self {
        Packer { deflate: Compress::new(Compression::new(9), false), packed: Vec::new() }
    }

    /// A file of this name with these contents.
    pub(super) fn script(&mut self, name: &str, bytes: &[u8]) -> Vec<u8> {
        script(name, self.pack(bytes))
    }

    /// Deflates bytes.
    pub(super) fn pack(&mut self, bytes: &[u8]) -> &[u8] {
        self.deflate.reset();
        self.packed.clear();
        self.packed.reserve(bytes.len() / 2 + 256);
        loop {
            let read = usize::try_from(self.deflate.total_in()).unwrap_or(bytes.len());
            let status = self.deflate.compress_vec(
                &bytes[read.min(bytes.len())..],
                &mut self.packed,
                FlushCompress::Finish,
            );
            if matches!(status, Ok(Status::StreamEnd) | Err(_)) {
                return &self.packed;
            }
            self.packed.reserve(bytes.len() / 2 + 256);
        }
    }
}

/// A file of this name with what was deflated.
pub(super) fn script(name: &str, packed: &[u8]) -> Vec<u8> {
    let mut script = Vec::with_capacity(packed.len() * 5 / 4 + name.len() + 24);
    script.extend_from_slice(b"weerklank(\"");
    script.extend_from_slice(name.as_bytes());
    script.extend_from_slice(b"\",\"");
    push_letters(&mut script, packed);
    script.extend_from_slice(b"\")\n");
    script
}

/// Adds bytes as letters: 13 bits at a time, the lowest first, in two letters; seven bits at the end may be one.
fn push_letters(letters: &mut Vec<u8>, bytes: &[u8]) {
    let mut bits: u32 = 0;
    let mut count = 0;
    for &byte in bytes {
        bits |= u32::from(byte) << count;
        count += 8;
        if count >= 13 {
            let value = bits & 0x1FFF;
            letters.push(ALPHABET[(value % 91) as usize]);
            letters.push(ALPHABET[(value / 91) as usize]);
            bits >>= 13;
            count -= 13;
        }
    }
    if count > 0 {
        letters.push(ALPHABET[(bits % 91) as usize]);
    }
    if count > 7 || bits > 90 {
        letters.push(ALPHABET[(bits / 91) as usize]);
    }
}

#[cfg(test)]
pub(super) mod tests {
    use std::io::Read;

    use super::*;

    /// What a file holds, as the client reads it.
    pub(in crate::search) fn unpack(script: &[u8]) -> Vec<u8> {
        let text = std::str::from_utf8(script).unwrap().trim_end();
        let inner = text.strip_prefix("weerklank(\"").unwrap().strip_suffix("\")").unwrap();
        let (_, letters) = inner.split_once("\",\"").unwrap();
        let value = |letter: u8| ALPHABET.iter().position(|&known| known == letter).unwrap() as u32;
        let (mut bits, mut count, mut bytes) = (0u32, 0, Vec::new());
        for pair in letters.as_bytes().chunks(2) {
            match pair {
                [one] => (bits, count) = (bits | value(*one) << count, count + 7),
                [one, other] => {
                    bits |= (value(*one) + 91 * value(*other)) << count;
                    count += 13;
                }
                _ => unreachable!("pairs"),
            }
            while count >= 8 {
                bytes.push(bits as u8);
                bits >>= 8;
                count -= 8;
            }
        }
        let mut read = Vec::new();
        let mut inflate = flate2::bufread::DeflateDecoder::new(bytes.as_slice());
        inflate.read_to_end(&mut read).unwrap();
        assert!(inflate.into_inner().is_empty(), "nothing follows the deflated text");
        read
    }

    #[test]
    fn what_is_packed_can_be_read_and_never_ends_a_string() {
        for length in (0usize..70).chain([1000, 5000]) {
            let bytes: Vec<u8> = (0..length).map(|at| (at * at % 251) as u8).collect();
            for mut packer in [Packer::quick(), Packer::thorough()] {
                let script = packer.script("x", &bytes);
                assert_eq!(unpack(&script), bytes);
                assert_eq!(script, packer.script("x", &bytes));
                let text = String::from_utf8(script).unwrap();
                assert_eq!(text.matches('"').count(), 4);
                assert!(!text.contains(['\\', '<', '&']));
            }
        }
    }

    #[test]
    fn numbers_take_few_bytes() {
        let mut bytes = Vec::new();
        [0, 127, 128, u32::MAX].into_iter().for_each(|number| push_number(&mut bytes, number));
        assert_eq!(bytes, [0, 127, 128, 1, 255, 255, 255, 255, 15]);
    }
}
