//! Deflate without repetitions: what numbers say of documents hardly ever repeats, so to look for that would cost time and bits.

/// The letters that a text can have, and the mark of its end.
const SYMBOLS: usize = 257;

/// The mark of the end.
const END: usize = 256;

/// The longest code of a letter, and of the length of a code.
const LONGEST: [u8; 2] = [15, 7];

/// The order in which a block tells the codes of lengths.
const ORDER: [usize; 19] = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

/// Blocks of deflate, one after the other.
#[derive(Default)]
pub(super) struct Blocks {
    bytes: Vec<u8>,
    /// What is not yet a byte.
    rest: u64,
    count: u32,
}

impl Blocks {
    /// Adds letters, if there are any, as a block with a code that is best for them.
    pub(super) fn add(&mut self, letters: &[u8]) {
        if letters.is_empty() {
            return;
        }
        let mut often = [0; SYMBOLS];
        letters.iter().for_each(|letter| often[usize::from(*letter)] += 1);
        often[END] = 1;
        let lengths = lengths(&often, LONGEST[0]);
        let told = told(&lengths);
        let mut often = [0; ORDER.len()];
        told.iter().for_each(|(symbol, _)| often[*symbol] += 1);
        let of_told = self::lengths(&often, LONGEST[1]);
        let last = ORDER.iter().rposition(|symbol| of_told[*symbol] > 0).unwrap_or(0).max(3);
        // Not the last block, with a code of its own.
        self.push(2 << 1, 3);
        // The letters, and two distances that no letter uses: there are readers that want some.
        self.push(1 << 5 | (last as u32 - 3) << 10, 14);
        ORDER[..=last].iter().for_each(|symbol| self.push(u32::from(of_told[*symbol]), 3));
        let codes = codes(&of_told);
        for (symbol, more) in told {
            self.push(u32::from(codes[symbol]), u32::from(of_told[symbol]));
            self.push(more, [2, 3, 7].get(symbol.wrapping_sub(16)).copied().unwrap_or(0));
        }
        let codes = self::codes(&lengths);
        for letter in letters.iter().map(|letter| usize::from(*letter)).chain([END]) {
            self.push(u32::from(codes[letter]), u32::from(lengths[letter]));
        }
    }

    /// Adds bytes as they are.
    pub(super) fn store(&mut self, bytes: &[u8]) {
        for stored in bytes.chunks(0xFFFF) {
            self.push(0, 3);
            self.align();
            let length = stored.len() as u16;
            self.bytes.extend_from_slice(&length.to_le_bytes());
            self.bytes.extend_from_slice(&(!length).to_le_bytes());
            self.bytes.extend_from_slice(stored);
        }
    }

    /// Ends with what another deflated.
    pub(super) fn end(&mut self, deflated: &[u8]) {
        if self.count > 0 {
            // Bytes begin behind an empty block only.
            self.push(0, 3);
            self.align();
            self.bytes.extend_from_slice(&[0, 0, 0xFF, 0xFF]);
        }
        self.bytes.extend_from_slice(deflated);
    }

    /// Ends with nothing, and gives all bytes.
    pub(super) fn finish(&mut self) {
        // The last block, of the code that needs not be told, with only its end.
        self.push(3, 10);
        self.align();
    }

    /// All bytes.
    pub(super) fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Begins anew in the same memory.
    pub(super) fn clear(&mut self) {
        self.bytes.clear();
    }

    #[inline]
    fn push(&mut self, bits: u32, count: u32) {
        self.rest |= u64::from(bits) << self.count;
        self.count += count;
        if self.count >= 32 {
            self.bytes.extend_from_slice(&(self.rest as u32).to_le_bytes());
            self.rest >>= 32;
            self.count -= 32;
        }
    }

    fn align(&mut self) {
        while self.count > 0 {
            self.bytes.push(self.rest as u8);
            self.rest >>= 8;
            self.count = self.count.saturating_sub(8);
        }
        self.rest = 0;
    }
}

/// How long the code of each symbol is best, by how often it stands there; none is longer than this.
fn lengths(often: &[u32], longest: u8) -> Vec<u8> {
    let mut often = often.to_vec();
    loop {
        let lengths = free_lengths(&often);
        if lengths.iter().all(|length| *length <= longest) {
            return lengths;
        }
        // What is rare is taken for a little less so.
        often.iter_mut().for_each(|often| *often = often.div_ceil(2));
    }
}

/// The same without a longest code.
fn free_lengths(often: &[u32]) -> Vec<u8> {
    let mut leaves: Vec<(u32, usize)> = (0..often.len())
        .map(|symbol| (often[symbol], symbol))
        .filter(|(often, _)| *often > 0)
        .collect();
    leaves.sort_unstable();
    // Nodes are the leaves, and then each pair of the two rarest that were left; a pair is never rarer than the one before.
    let mut nodes: Vec<u32> = leaves.iter().map(|(often, _)| *often).collect();
    let count = nodes.len();
    let mut above = vec![0; count * 2];
    let (mut leaf, mut pair) = (0, count);
    for _ in 1..count {
        let mut rarest = || {
            let is_leaf = leaf < count && nodes.get(pair).is_none_or(|pair| nodes[leaf] <= *pair);
            let next = if is_leaf { &mut leaf } else { &mut pair };
            *next += 1;
            *next - 1
        };
        let (one, other) = (rarest(), rarest());
        above[one] = nodes.len();
        above[other] = nodes.len();
        nodes.push(nodes[one] + nodes[other]);
    }
    let mut depths = vec![0u8; nodes.len()];
    for node in (0..nodes.len().saturating_sub(1)).rev() {
        depths[node] = depths[above[node]] + 1;
    }
    let mut lengths = vec![0; often.len()];
    leaves.iter().zip(&depths).for_each(|((_, symbol), depth)| lengths[*symbol] = *depth);
    lengths
}

/// The codes of these lengths, as deflate numbers them, the first bit the lowest.
fn codes(lengths: &[u8]) -> Vec<u16> {
    let mut next = [0u16; 17];
    for length in lengths.iter().filter(|length| **length > 0) {
        next[usize::from(*length) + 1] += 1;
    }
    for length in 1..next.len() {
        next[length] = (next[length] + next[length - 1]) << 1;
    }
    let code = |length: &u8| {
        let code = next[usize::from(*length)];
        next[usize::from(*length)] += 1;
        if *length > 0 { code.reverse_bits() >> (16 - length) } else { 0 }
    };
    lengths.iter().map(code).collect()
}

/// The lengths of the codes of letters, and of two distances, as a block tells them: a length, or 16 to 18 with how often the one
/// before, or none, follows.
fn told(lengths: &[u8]) -> Vec<(usize, u32)> {
    let mut told = Vec::new();
    for same in lengths.chunk_by(|one, other| one == other) {
        let mut left = same.len();
        if same[0] == 0 {
            while left >= 11 {
                let taken = left.min(138);
                told.push((18, taken as u32 - 11));
                left -= taken;
            }
            if left >= 3 {
                told.push((17, left as u32 - 3));
                left = 0;
            }
        } else {
            told.push((usize::from(same[0]), 0));
            left -= 1;
            while left >= 3 {
                let taken = left.min(6);
                told.push((16, taken as u32 - 3));
                left -= taken;
            }
        }
        told.extend((0..left).map(|_| (usize::from(same[0]), 0)));
    }
    told.extend([(1, 0), (1, 0)]);
    told
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    fn read(packed: &[u8]) -> Vec<u8> {
        let mut read = Vec::new();
        let mut inflate = flate2::bufread::DeflateDecoder::new(packed);
        inflate.read_to_end(&mut read).unwrap();
        assert!(inflate.into_inner().is_empty(), "nothing follows");
        read
    }

    #[test]
    fn what_is_packed_can_be_read() {
        let mut cases: Vec<Vec<u8>> = [0, 1, 2, 3, 10, 11, 300, 70_000]
            .into_iter()
            .flat_map(|length: usize| {
                let of =
                    |letter: fn(usize) -> usize| (0..length).map(|at| letter(at) as u8).collect();
                [
                    of(|_| 7),
                    of(|at| at),
                    of(|at| at * at % 13),
                    of(|at| at.trailing_zeros() as usize),
                ]
            })
            .collect();
        // How often letters stand here makes the longest codes that there are.
        let (mut one, mut other) = (1, 1);
        let mut rare = Vec::new();
        for letter in 0..22 {
            rare.extend(std::iter::repeat_n(letter, one));
            (one, other) = (other, one + other);
        }
        cases.push(rare);
        for letters in &cases {
            let mut blocks = Blocks::default();
            blocks.add(letters);
            blocks.store(&[1, 2, 3]);
            blocks.add(letters);
            blocks.finish();
            assert_eq!(read(blocks.bytes()), [letters.as_slice(), &[1, 2, 3], letters].concat());
            blocks.clear();
            blocks.add(letters);
            blocks.end(&[3, 0]);
            assert_eq!(read(blocks.bytes()), *letters);
        }
    }

    #[test]
    fn frequent_letters_have_short_codes() {
        assert_eq!(lengths(&[8, 4, 2, 1, 1, 0], 15), [1, 2, 3, 4, 4, 0]);
        assert_eq!(lengths(&[1, 1, 2, 3, 5, 8], 3), [3, 3, 3, 3, 2, 2]);
        assert_eq!(codes(&[2, 1, 3, 3]), [0b01, 0b0, 0b011, 0b111]);
    }
}
