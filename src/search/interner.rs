//! Words as numbers: every form once, in one piece of memory.

/// The forms that were seen, numbered in the order they were first seen in.
#[derive(Debug)]
pub(super) struct Interner {
    letters: String,
    ends: Vec<u32>,
    /// Open addressing: number + 1, with the upper half of the hash to compare first.
    slots: Vec<(u32, u32)>,
}

impl Interner {
    pub(super) fn new() -> Self {
        Interner { letters: String::new(), ends: vec![0], slots: vec![(0, 0); 1 << 12] }
    }

    /// How many forms there are.
    pub(super) fn len(&self) -> usize {
        self.ends.len() - 1
    }

    /// The form of this number.
    pub(super) fn form(&self, number: u32) -> &str {
        let at = number as usize;
        &self.letters[self.ends[at] as usize..self.ends[at + 1] as usize]
    }

    /// The number of a form.
    #[inline]
    pub(super) fn number(&mut self, form: &str) -> u32 {
        let hash = hash(form.as_bytes());
        let mask = self.slots.len() - 1;
        let mut slot = hash as usize & mask;
        let check = (hash >> 32) as u32;
        loop {
            let (found, seen) = self.slots[slot];
            if found == 0 {
                return self.add(form, slot, check);
            }
            if seen == check && self.form(found - 1) == form {
                return found - 1;
            }
            slot = (slot + 1) & mask;
        }
    }

    #[cold]
    fn add(&mut self, form: &str, slot: usize, check: u32) -> u32 {
        let number = u32::try_from(self.len()).unwrap_or(u32::MAX - 1);
        self.letters.push_str(form);
        self.ends.push(u32::try_from(self.letters.len()).unwrap_or(u32::MAX));
        self.slots[slot] = (number + 1, check);
        if self.len() * 2 > self.slots.len() {
            self.grow();
        }
        number
    }

    fn grow(&mut self) {
        let size = self.slots.len() * 4;
        let mut slots = vec![(0, 0); size];
        for number in 0..self.len() {
            let number = number as u32;
            let hash = hash(self.form(number).as_bytes());
            let mut slot = hash as usize & (size - 1);
            while slots[slot].0 != 0 {
                slot = (slot + 1) & (size - 1);
            }
            slots[slot] = (number + 1, (hash >> 32) as u32);
        }
        self.slots = slots;
    }

    /// The numbers in the order of their forms.
    pub(super) fn sorted(&self) -> Vec<u32> {
        let key = |number: u32| {
            let mut first = [0; 8];
            let form = self.form(number).as_bytes();
            let length = form.len().min(8);
            first[..length].copy_from_slice(&form[..length]);
            (u64::from_be_bytes(first), number)
        };
        let mut keys: Vec<(u64, u32)> = (0..self.len() as u32).map(key).collect();
        keys.sort_unstable_by(|one, other| {
            one.0.cmp(&other.0).then_with(|| self.form(one.1).cmp(self.form(other.1)))
        });
        keys.into_iter().map(|(_, number)| number).collect()
    }
}

/// A quick hash: eight letters at a time.
fn hash(bytes: &[u8]) -> u64 {
    const FACTOR: u64 = 0x9E37_79B9_7F4A_7C15;
    let mut hash = bytes.len() as u64;
    for chunk in bytes.chunks(8) {
        let mut letters = [0; 8];
        letters[..chunk.len()].copy_from_slice(chunk);
        hash = (hash.rotate_left(23) ^ u64::from_le_bytes(letters)).wrapping_mul(FACTOR);
    }
    hash ^ (hash >> 29)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_has_one_number() {
        let mut interner = Interner::new();
        let forms: Vec<String> =
            (0..20_000).map(|number| format!("woord{}", number * 7919)).collect();
        for (number, form) in forms.iter().enumerate() {
            assert_eq!(interner.number(form) as usize, number);
        }
        for (number, form) in forms.iter().enumerate() {
            assert_eq!(interner.number(form) as usize, number);
            assert_eq!(interner.form(number as u32), form);
        }
        let sorted = interner.sorted();
        assert!(sorted.windows(2).all(|pair| interner.form(pair[0]) < interner.form(pair[1])));
    }
}
