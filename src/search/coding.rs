//! How the files of the search are written: numbers in few bytes, deflated, and as a script that holds nothing but data.
//!
//! A file is one call, `weerklank("name","text")`, in UTF-16 with the mark that says so, which counts more than what a server
//! says. The text is raw deflate, 15 bits in each of 32,768 characters that mean nothing in a script or in HTML: a file is safe
//! whatever it holds, and as small on any server.

use libdeflater::{CompressionLvl, Compressor};

use crate::source::Hash;

/// The characters begin here: this one is 15 bits that are zero. Behind them are 128 more that are seven bits each.
const FIRST: u16 = 0x3400;

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

    #[inline]
    fn push_bits(&mut self, bits: u64, count: u32) {
        self.rest |= bits << self.count;
        self.count += count;
        if self.count >= 32 {
            self.bytes.extend_from_slice(&(self.rest as u32).to_le_bytes());
            self.rest >>= 32;
            self.count -= 32;
        }
    }

    /// Fills the last byte; so many bytes there are then.
    pub(super) fn align(&mut self) -> usize {
        while self.count > 0 {
            self.bytes.push(self.rest as u8);
            self.rest >>= 8;
            self.count = self.count.saturating_sub(8);
        }
        self.bytes.len()
    }

    /// The bytes, with the last one filled.
    pub(super) fn take(&mut self) -> Vec<u8> {
        self.align();
        std::mem::take(&mut self.bytes)
    }
}

/// The power that numbers with this sum are best written by.
pub(super) fn low_bits(sum: u64, count: u64) -> u32 {
    // ln 2 of the mean is the middle of numbers that come by chance.
    (sum * 69 / (count.max(1) * 100)).max(1).ilog2().min(ONES - 1)
}

/// Bytes to be packed: some that cannot be deflated, and others behind them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Block {
    pub dense: Vec<u8>,
    pub bytes: Vec<u8>,
}

impl Block {
    /// Bytes that can be deflated.
    pub(super) fn of(bytes: Vec<u8>) -> Block {
        Block { dense: Vec::new(), bytes }
    }

    pub(super) fn hash(&self) -> Hash {
        let mut hasher = blake3::Hasher::new();
        hasher.update(&(self.dense.len() as u64).to_le_bytes());
        Hash(*hasher.update(&self.dense).update(&self.bytes).finalize().as_bytes())
    }
}

/// Deflates one text after the other in the same memory.
pub(super) struct Packer {
    deflate: Compressor,
    packed: Vec<u8>,
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
        Packer { deflate: Compressor::new(level), packed: Vec::new() }
    }

    /// A file of this name with these contents.
    pub(super) fn script(&mut self, name: &str, block: &Block) -> Vec<u8> {
        script(name, self.pack(&block.dense, &block.bytes))
    }

    /// Deflates bytes, but for the dense ones, which are stored as they are and come first.
    pub(super) fn pack(&mut self, dense: &[u8], bytes: &[u8]) -> &[u8] {
        self.packed.clear();
        for stored in dense.chunks(0xFFFF) {
            let length = stored.len() as u16;
            self.packed.push(0);
            self.packed.extend_from_slice(&length.to_le_bytes());
            self.packed.extend_from_slice(&(!length).to_le_bytes());
            self.packed.extend_from_slice(stored);
        }
        if bytes.is_empty() {
            // An empty block that ends the text.
            self.packed.extend_from_slice(&[3, 0]);
            return &self.packed;
        }
        let start = self.packed.len();
        self.packed.resize(start + self.deflate.deflate_compress_bound(bytes.len()), 0);
        // There is room for whatever it becomes, so this cannot fail.
        let length = self.deflate.deflate_compress(bytes, &mut self.packed[start..]).unwrap_or(0);
        self.packed.truncate(start + length);
        &self.packed
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

/// Adds bytes as characters: 15 bits at a time, the lowest first; at the end it may be seven.
fn push_characters(script: &mut Vec<u8>, bytes: &[u8]) {
    let start = script.len();
    script.resize(start + bytes.len() * 8 / 15 * 2, 0);
    let (units, _) = script[start..].as_chunks_mut();
    let mut units = units.iter_mut();
    let mut bits: u64 = 0;
    let mut count = 0;
    for chunk in bytes.chunks(4) {
        let four = chunk.first_chunk().map_or_else(|| few(chunk), |four| u32::from_le_bytes(*four));
        bits |= u64::from(four) << count;
        count += 8 * chunk.len();
        while count >= 15 {
            if let Some(unit) = units.next() {
                *unit = (FIRST + (bits & 0x7FFF) as u16).to_le_bytes();
            }
            bits >>= 15;
            count -= 15;
        }
    }
    if count > 0 {
        let seven = if count <= 7 { 1 << 15 } else { 0 };
        script.extend_from_slice(&(FIRST + (seven | bits as u16)).to_le_bytes());
    }
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
            let value = unit - FIRST;
            bits |= u32::from(value & 0x7FFF) << count;
            count += if value < 1 << 15 { 15 } else { 7 };
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
        for length in (0usize..70).chain([1000, 5000, 70_000]) {
            let bytes: Vec<u8> = (0..length).map(|at| (at * at % 251) as u8).collect();
            for mut packer in [Packer::quick(), Packer::thorough()] {
                for dense in [0, length / 3, length] {
                    let (dense, rest) = bytes.split_at(dense);
                    let block = Block { dense: dense.to_vec(), bytes: rest.to_vec() };
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
