//! Words as numbers: every form once, in one piece of memory.

use std::ops::Range;

/// The forms that were seen, numbered in the order they were first seen in.
#[derive(Debug)]
pub(super) struct Interner {
    letters: String,
    entries: Vec<Entry>,
    /// Open addressing: number + 1, with the upper half of the hash to compare first.
    slots: Vec<(u32, u32)>,
}

/// A form: enough of its letters to tell most forms apart without looking at the others.
#[derive(Clone, Copy, Debug)]
struct Entry {
    ends: Ends,
    /// Where its letters begin.
    start: u32,
}

/// The first eight and the last eight letters of a form, and how many it has: all there is to know of it up to sixteen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Ends {
    first: u64,
    last: u64,
    length: u32,
}

/// So many letters are known from the ends of a form.
const SHORT: usize = 16;

impl Ends {
    #[inline]
    fn of(form: &[u8]) -> Ends {
        let length = form.len();
        let (first, last) = match form {
            [] => (0, 0),
            [first, ..] if length < 4 => {
                let (middle, last) = (form[length / 2], form[length - 1]);
                (u64::from(*first) | u64::from(middle) << 8 | u64::from(last) << 16, 0)
            }
            _ if length < 8 => (u64::from(four(form, 0)), u64::from(four(form, length - 4))),
            _ => (eight(form, 0), eight(form, length - 8)),
        };
        Ends { first, last, length: length as u32 }
    }
}

#[inline]
fn four(bytes: &[u8], at: usize) -> u32 {
    bytes[at..].first_chunk().map_or(0, |chunk| u32::from_le_bytes(*chunk))
}

#[inline]
fn eight(bytes: &[u8], at: usize) -> u64 {
    bytes[at..].first_chunk().map_or(0, |chunk| u64::from_le_bytes(*chunk))
}

impl Interner {
    pub(super) fn new() -> Self {
        Interner { letters: String::new(), entries: Vec::new(), slots: vec![(0, 0); 1 << 12] }
    }

    /// How many forms there are.
    pub(super) fn len(&self) -> usize {
        self.entries.len()
    }

    /// The form of this number.
    pub(super) fn form(&self, number: u32) -> &str {
        let entry = &self.entries[number as usize];
        &self.letters[entry.start as usize..(entry.start + entry.ends.length) as usize]
    }

    /// Where the letters of a form are among those of all.
    pub(super) fn range(&self, number: u32) -> Range<u32> {
        let entry = &self.entries[number as usize];
        entry.start..entry.start + entry.ends.length
    }

    /// The letters of all forms.
    pub(super) fn letters(self) -> String {
        self.letters
    }

    /// The number of a form.
    #[inline]
    pub(super) fn number(&mut self, form: &str) -> u32 {
        let ends = Ends::of(form.as_bytes());
        let hash = hash(ends, form.as_bytes());
        let mask = self.slots.len() - 1;
        let mut slot = hash as usize & mask;
        let check = (hash >> 32) as u32;
        loop {
            let (found, seen) = self.slots[slot];
            if found == 0 {
                return self.add(form, ends, slot, check);
            }
            if seen == check
                && self.entries[found as usize - 1].ends == ends
                && (form.len() <= SHORT || self.form(found - 1) == form)
            {
                return found - 1;
            }
            slot = (slot + 1) & mask;
        }
    }

    #[cold]
    fn add(&mut self, form: &str, ends: Ends, slot: usize, check: u32) -> u32 {
        let number = u32::try_from(self.len()).unwrap_or(u32::MAX - 1);
        let start = u32::try_from(self.letters.len()).unwrap_or(u32::MAX);
        self.letters.push_str(form);
        self.entries.push(Entry { ends, start });
        self.slots[slot] = (number + 1, check);
        if self.len() * 2 > self.slots.len() {
            self.grow();
        }
        number
    }

    fn grow(&mut self) {
        let size = self.slots.len() * 2;
        let mut slots = vec![(0, 0); size];
        for number in 0..self.len() {
            let number = number as u32;
            let hash = hash(self.entries[number as usize].ends, self.form(number).as_bytes());
            let mut slot = hash as usize & (size - 1);
            while slots[slot].0 != 0 {
                slot = (slot + 1) & (size - 1);
            }
            slots[slot] = (number + 1, (hash >> 32) as u32);
        }
        self.slots = slots;
    }

    /// Numbers in the order of their forms.
    pub(super) fn sort(&self, numbers: impl Iterator<Item = u32>) -> Vec<u32> {
        let key = |number: u32| {
            let Entry { ends, .. } = self.entries[number as usize];
            // Short forms are kept otherwise.
            let first = if ends.length < 8 {
                let mut letters = [0; 8];
                letters[..ends.length as usize].copy_from_slice(self.form(number).as_bytes());
                u64::from_be_bytes(letters)
            } else {
                ends.first.swap_bytes()
            };
            (first, number)
        };
        let mut keys: Vec<(u64, u32)> = numbers.map(key).collect();
        keys.sort_unstable_by(|one, other| {
            one.0.cmp(&other.0).then_with(|| self.form(one.1).cmp(self.form(other.1)))
        });
        keys.into_iter().map(|(_, number)| number).collect()
    }
}

/// A quick hash of a form with these ends.
#[inline]
fn hash(ends: Ends, form: &[u8]) -> u64 {
    const FACTOR: u64 = 0x9E37_79B9_7F4A_7C15;
    let mut hash = (ends.first ^ u64::from(ends.length)).wrapping_mul(FACTOR);
    hash = (hash.rotate_left(23) ^ ends.last).wrapping_mul(FACTOR);
    if form.len() > SHORT {
        for chunk in form[8..form.len() - 8].chunks(8) {
            let letters =
                chunk.first_chunk().map_or(u64::from(chunk[0]), |chunk| u64::from_le_bytes(*chunk));
            hash = (hash.rotate_left(23) ^ letters).wrapping_mul(FACTOR);
        }
    }
    hash ^ (hash >> 29)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_has_one_number() {
        let mut interner = Interner::new();
        let form = |number: usize| match number % 4 {
            0 => format!("{}", number * 7),
            1 => format!("w{number}"),
            2 => format!("woord{}", number * 7919),
            _ => format!("een-heel-lang-woord-{number}-met-een-einde"),
        };
        let forms: Vec<String> = (0..20_000).map(form).collect();
        for (number, form) in forms.iter().enumerate() {
            assert_eq!(interner.number(form) as usize, number);
        }
        for (number, form) in forms.iter().enumerate() {
            assert_eq!(interner.number(form) as usize, number);
            assert_eq!(interner.form(number as u32), form);
        }
        let sorted = interner.sort(0..20_000);
        assert!(sorted.windows(2).all(|pair| interner.form(pair[0]) < interner.form(pair[1])));
    }
}
