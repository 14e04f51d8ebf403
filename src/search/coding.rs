//! How the files of the search are written: numbers in few bytes, deflated, and as a script that holds nothing but data.
//!
//! A file is one call, `weerklank("name","text")`, in UTF-16 with the mark that says so, which counts more than what a server
//! says. The text is raw deflate, mostly 16 bits in each of 62,863 characters that mean nothing in a script or in HTML: a file is
//! safe whatever it holds, and as small on any server.

use libdeflater::{CompressionLvl, Compressor};

use super::huffman::Blocks;
use crate::source::Hash;

/// The characters of the text: from U+0100, without the block of blanks and marks of direction (U+2000 to U+206F), surrogates,
/// and the mark that begins a file (U+FEFF) with what is behind it.
const CHARACTERS: u32 = 0xFEFF - 0x100 - 0x70 - 0x800;

/// Sixteen bits have more values than there are characters, so those that begin with a number below this one in fifteen bits
/// share a character: it is these fifteen.
const SHORT: u32 = (1 << 16) - CHARACTERS;

/// From here on are characters of seven bits each, for the end.
const LAST: u16 = 0xFF00;

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

/// Each of these texts as how many letters it shares with the one before, as a capital from `A`, and the others; folded words
/// have no capitals.
pub(super) fn front_coded<'t>(texts: impl Iterator<Item = &'t str>) -> String {
    let mut coded = String::new();
    let mut before = "";
    for text in texts {
        let shared = text.chars().zip(before.chars()).take(25).take_while(|(a, b)| a == b);
        let (count, size) =
            shared.fold((0, 0), |(count, size), (letter, _)| (count + 1, size + letter.len_utf8()));
        coded.push(char::from(b'A' + count));
        coded.push_str(&text[size..]);
        before = text;
    }
    coded
}

/// Bits one after the other, the lowest of a byte first.
#[derive(Debug, Default)]
pub(super) struct Bits {
    bytes: Vec<u8>,
    /// What is not yet a byte.
    rest: u64,
    count: u32,
}

/// A number that would take more ones than this is written in so many bits, behind as many ones.
const ONES: u32 = 24;

impl Bits {
    /// Adds a number by a code of Rice: how often it holds two to the power of `low`, as so many ones and a zero, and the
    /// other `low` bits. It takes few bits if the power is about the middle of what the numbers are.
    #[inline]
    pub(super) fn push(&mut self, number: u32, low: u32) {
        let often = number >> low;
        if often < ONES {
            self.push_bits((1 << often) - 1, often + 1);
            self.push_bits(u64::from(number & ((1 << low) - 1)), low);
        } else {
            self.push_bits((1 << ONES) - 1, ONES);
            self.push_bits(u64::from(number), ONES);
        }
    }

    /// Adds so many bits.
    #[inline]
    pub(super) fn push_bits(&mut self, bits: u64, count: u32) {
        self.rest |= bits << self.count;
        self.count += count;
        if self.count >= 32 {
            self.bytes.extend_from_slice(&(self.rest as u32).to_le_bytes());
            self.rest >>= 32;
            self.count -= 32;
        }
    }

    /// How many bytes are full.
    pub(super) fn len(&self) -> usize {
        self.bytes.len()
    }

    /// The bytes, with the last one filled.
    pub(super) fn take(&mut self) -> Vec<u8> {
        while self.count > 0 {
            self.bytes.push(self.rest as u8);
            self.rest >>= 8;
            self.count = self.count.saturating_sub(8);
        }
        std::mem::take(&mut self.bytes)
    }
}

/// The power that numbers with this sum are best written by.
pub(super) fn low_bits(sum: u64, count: u64) -> u32 {
    // ln 2 of the mean is the middle of numbers that come by chance.
    (sum * 69 / (count.max(1) * 100)).max(1).ilog2().min(ONES - 1)
}

/// What changes with the form of the files, so that none has the name of one of another form.
pub(super) const FORM: &[u8] = b"4";

/// Bytes to be packed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Block {
    /// Those of which some are frequent and none repeat, each kind by itself; they come first.
    pub letters: Vec<Vec<u8>>,
    /// Those that cannot be deflated.
    pub dense: Vec<u8>,
    /// All others, behind these.
    pub bytes: Vec<u8>,
}

impl Block {
    /// Bytes that can be deflated.
    pub(super) fn of(bytes: Vec<u8>) -> Block {
        Block { bytes, ..Block::default() }
    }

    pub(super) fn hash(&self) -> Hash {
        let mut hasher = blake3::Hasher::new();
        hasher.update(FORM);
        for bytes in self.letters.iter().chain([&self.dense, &self.bytes]) {
            hasher.update(&(bytes.len() as u64).to_le_bytes()).update(bytes);
        }
        Hash(*hasher.finalize().as_bytes())
    }
}

/// Deflates one text after the other in the same memory.
pub(super) struct Packer {
    deflate: Compressor,
    deflated: Vec<u8>,
    blocks: Blocks,
}

impl Packer {
    /// For what there is a lot of: quick, and nearly as small.
    pub(super) fn quick() -> Self {
        Packer::new(1)
    }

    /// For what every reader loads.
    pub(super) fn thorough() -> Self {
        Packer::new(7)
    }

    fn new(level: i32) -> Self {
        let level = CompressionLvl::new(level).unwrap_or_default();
        let (deflate, deflated) = (Compressor::new(level), Vec::new());
        Packer { deflate, deflated, blocks: Blocks::default() }
    }

    /// A file of this name with these contents.
    pub(super) fn script(&mut self, name: &str, block: &Block) -> Vec<u8> {
        let Block { letters, dense, bytes } = block;
        if letters.is_empty() && dense.is_empty() {
            return script(name, self.deflate(bytes));
        }
        self.blocks.clear();
        letters.iter().for_each(|letters| self.blocks.add(letters));
        self.blocks.store(dense);
        self.deflate(bytes);
        self.blocks.end(&self.deflated);
        script(name, self.blocks.bytes())
    }

    /// Deflates bytes.
    pub(super) fn deflate(&mut self, bytes: &[u8]) -> &[u8] {
        self.deflated.resize(self.deflate.deflate_compress_bound(bytes.len()), 0);
        // There is room for whatever it becomes, so this cannot fail.
        let length = self.deflate.deflate_compress(bytes, &mut self.deflated).unwrap_or(0);
        self.deflated.truncate(length);
        &self.deflated
    }
}

/// A file of this name with what was deflated.
pub(super) fn script(name: &str, packed: &[u8]) -> Vec<u8> {
    let mut script = Vec::with_capacity((packed.len() * 8 / 15 + name.len() + 20) * 2);
    let mut push = |text: &str| {
        text.encode_utf16().for_each(|unit| script.extend_from_slice(&unit.to_le_bytes()));
    };
    push("\u{FEFF}weerklank(\"");
    push(name);
    push("\",\"");
    push_characters(&mut script, packed);
    script.extend_from_slice(b"\"\0)\0\n\0");
    script
}

/// Adds bytes as characters, the lowest bits first; at the end it may be seven.
fn push_characters(script: &mut Vec<u8>, bytes: &[u8]) {
    let start = script.len();
    script.resize(start + (bytes.len() * 8).div_ceil(15) * 2, 0);
    let (characters, _) = script[start..].as_chunks_mut();
    let mut used = 0;
    let mut push = |character: u16| {
        characters[used] = character.to_le_bytes();
        used += 1;
    };
    let mut bits: u64 = 0;
    let mut count = 0;
    for chunk in bytes.chunks(4) {
        let four = chunk.first_chunk().map_or_else(|| few(chunk), |four| u32::from_le_bytes(*four));
        bits |= u64::from(four) << count;
        count += 8 * chunk.len();
        while count >= 16 {
            let (character, taken) = character(bits as u32);
            push(character);
            bits >>= taken;
            count -= taken;
        }
    }
    // What is more than a byte never fills the next one: so short a number has fifteen bits.
    if count > 7 {
        push(character(bits as u32).0);
    } else if count > 0 {
        push(LAST + bits as u16);
    }
    script.truncate(start + used * 2);
}

/// The character of the lowest bits, and how many it stands for.
#[inline]
fn character(bits: u32) -> (u16, usize) {
    let fifteen = bits & 0x7FFF;
    let is_short = fifteen < SHORT;
    let highest = if bits & 0x8000 == 0 || is_short { 0 } else { (1 << 15) - SHORT };
    let number = fifteen + highest;
    // Sums, because nobody could foresee which branch the next bits would take.
    let skipped = 0x100
        + 0x70 * u32::from(number >= 0x2000 - 0x100)
        + 0x800 * u32::from(number >= 0xD800 - 0x170);
    ((number + skipped) as u16, 16 - usize::from(is_short))
}

/// Fewer than four bytes as a number.
fn few(bytes: &[u8]) -> u32 {
    bytes.iter().rev().fold(0, |number, byte| number << 8 | u32::from(*byte))
}

#[cfg(test)]
pub(super) mod tests {
    use std::io::Read;

    use super::*;

    fn text(script: &[u8]) -> String {
        let (units, []) = script.as_chunks() else { unreachable!("half a character") };
        String::from_utf16(&units.iter().map(|unit| u16::from_le_bytes(*unit)).collect::<Vec<_>>())
            .unwrap()
    }

    /// What a file holds, as the client reads it.
    pub(in crate::search) fn unpack(script: &[u8]) -> Vec<u8> {
        let text = text(script);
        let inner = text.strip_prefix("\u{FEFF}weerklank(\"").unwrap();
        let (_, characters) = inner.strip_suffix("\")\n").unwrap().split_once("\",\"").unwrap();
        let (mut bits, mut count, mut bytes) = (0u32, 0, Vec::new());
        for unit in characters.encode_utf16() {
            let (number, size) = number_of(unit);
            bits |= number << count;
            count += size;
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

    /// The bits that a character stands for, and how many they are.
    fn number_of(unit: u16) -> (u32, u32) {
        let number = match unit {
            0x100..0x2000 => u32::from(unit) - 0x100,
            0x2070..0xD800 => u32::from(unit) - 0x170,
            0xE000..=0xFEFE => u32::from(unit) - 0x970,
            0xFF00..=0xFF7F => return (u32::from(unit) - 0xFF00, 7),
            _ => unreachable!("no such character"),
        };
        match number {
            0..SHORT => (number, 15),
            SHORT..0x8000 => (number, 16),
            _ => ((number - 0x8000 + SHORT) | 0x8000, 16),
        }
    }

    #[test]
    fn every_character_stands_for_bits_of_its_own() {
        for bits in 0..=0xFFFF {
            let (unit, taken) = character(bits);
            let (number, size) = number_of(unit);
            assert_eq!((number, size as usize), (bits & ((1 << taken) - 1), taken), "{bits:x}");
        }
        assert_eq!(character(0xFFFF).0, 0xFEFE);
    }

    #[test]
    fn what_is_packed_can_be_read_and_never_ends_a_string() {
        for length in (0usize..70).chain([1000, 5000, 70_000]) {
            let bytes: Vec<u8> = (0..length).map(|at| (at * at % 251) as u8).collect();
            for mut packer in [Packer::quick(), Packer::thorough()] {
                for dense in [0, length / 3, length] {
                    let (dense, rest) = bytes.split_at(dense);
                    let (letters, dense) = dense.split_at(dense.len() / 2);
                    let letters = vec![letters.to_vec()];
                    let block = Block { letters, dense: dense.to_vec(), bytes: rest.to_vec() };
                    let script = packer.script("x", &block);
                    assert_eq!(unpack(&script), bytes);
                    assert_eq!(script, packer.script("x", &block));
                    let text = text(&script);
                    assert_eq!(text.matches('"').count(), 4);
                    assert!(!text.contains(['\\', '<', '&', '\r', '\u{2028}', '\u{2029}']));
                }
            }
        }
    }

    /// A number as the client reads it.
    fn number(bits: &mut impl Iterator<Item = bool>, low: u32) -> u32 {
        let often = bits.take(ONES as usize).take_while(|bit| *bit).count() as u32;
        let low = if often < ONES { low } else { ONES };
        let rest = (0..low).fold(0, |rest, at| rest | u32::from(bits.next().unwrap()) << at);
        if often < ONES { often << low | rest } else { rest }
    }

    #[test]
    fn numbers_in_bits_are_read_back() {
        let numbers: Vec<u32> = (0..500).map(|at| at * at * at % 5000).chain([0xFF_FFFF]).collect();
        for low in [0, 1, 5, 12, 23] {
            let mut bits = Bits::default();
            numbers.iter().for_each(|number| bits.push(*number, low));
            let bytes = bits.take();
            let mut bits = bytes.iter().flat_map(|byte| (0..8).map(move |at| byte >> at & 1 == 1));
            for wanted in &numbers {
                assert_eq!(number(&mut bits, low), *wanted, "{low}");
            }
        }
        assert_eq!([low_bits(0, 0), low_bits(10, 10), low_bits(1000, 10)], [0, 0, 6]);
    }

    #[test]
    fn numbers_take_few_bytes() {
        let mut bytes = Vec::new();
        [0, 127, 128, u32::MAX].into_iter().for_each(|number| push_number(&mut bytes, number));
        assert_eq!(bytes, [0, 127, 128, 1, 255, 255, 255, 255, 15]);
    }
}
