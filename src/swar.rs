//! Text by eight bytes at a time in one number ("SIMD within a register"), for what is asked of every word of a site.

/// The highest bit of each byte.
pub(crate) const HIGH: u64 = 0x8080_8080_8080_8080;

/// A blank in each byte: what makes letters lower case.
pub(crate) const BLANKS: u64 = 0x2020_2020_2020_2020;

/// The first eight bytes of a text as a number, the first the lowest, with zeros behind a shorter one.
#[inline]
pub(crate) fn eight(text: &[u8]) -> u64 {
    match text.first_chunk() {
        Some(bytes) => u64::from_le_bytes(*bytes),
        None => {
            let mut bytes = [0; 8];
            bytes[..text.len()].copy_from_slice(text);
            u64::from_le_bytes(bytes)
        }
    }
}

/// The highest bit of each byte that is an ASCII letter.
#[inline]
pub(crate) fn letters(eight: u64) -> u64 {
    between::<b'a', b'z'>((eight & !HIGH) | BLANKS) & !eight
}

/// The highest bit of each byte that is an ASCII digit.
#[inline]
pub(crate) fn digits(eight: u64) -> u64 {
    between::<b'0', b'9'>(eight & !HIGH) & !eight
}

/// The highest bit of each byte, none of which has it, that is no less than one and no more than the other.
#[inline]
fn between<const FIRST: u8, const LAST: u8>(bytes: u64) -> u64 {
    /// So much in every byte that the highest bit is set where it is no less than this.
    const fn up_to(byte: u8) -> u64 {
        (0x80 - byte as u64) * 0x0101_0101_0101_0101
    }
    (bytes + const { up_to(FIRST) }) & !(bytes + const { up_to(LAST + 1) }) & HIGH
}

/// How many bytes stand before the first whose highest bit is set here: eight if none is.
#[inline]
pub(crate) fn before(bits: u64) -> usize {
    bits.trailing_zeros() as usize / 8
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_and_digits_are_found_wherever_they_stand() {
        for byte in 0..=255_u8 {
            for place in 0..8 {
                let mut text = [b' '; 8];
                text[place] = byte;
                let bit = |is_one: bool| if is_one { 0x80 << (place * 8) } else { 0 };
                assert_eq!(letters(eight(&text)), bit(byte.is_ascii_alphabetic()), "{byte}");
                assert_eq!(digits(eight(&text)), bit(byte.is_ascii_digit()), "{byte}");
            }
        }
        assert_eq!(eight(b"ab"), 0x6261);
        assert_eq!((before(0), before(0x80), before(0x80_0000)), (8, 0, 2));
    }
}
