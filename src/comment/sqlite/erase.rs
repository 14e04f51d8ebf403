//! Takes rows out of a database as far as anybody can read them: what they say is overwritten in its place, so that every other
//! byte stays where it is, and so is all that the database keeps of rows that were deleted before.

use std::ops::Range;

use crate::comment::erasure::GONE;

use super::{
    Database, Encoding, Fault, HEADER, Seen, Table, Value, record, u16_at, u32_at, varint,
};

/// The kinds of pages of a tree: those that have pages below them, of an index and of a table, and those that have none.
const INNER: [u8; 2] = [0x02, 0x05];
const LEAVES: [u8; 2] = [0x0a, 0x0d];

impl Database<'_> {
    /// The whole file with the rows of a table changed, told by their number in the order of [`Database::rows`]. Of rows that go,
    /// only the columns in `kept` keep what they say; from the text in the column `text` of another go the passages that are told.
    pub(in crate::comment) fn erased(
        &self,
        table: &Table,
        (kept, text): (&[usize], Option<usize>),
        goes: impl Fn(usize) -> bool,
        passages: impl Fn(usize, &str) -> Vec<Range<usize>>,
    ) -> Result<Vec<u8>, Fault> {
        let mut bytes = self.bytes.to_vec();
        for (row, pieces) in self.payloads(table.root)?.into_iter().enumerate() {
            let payload: Vec<u8> =
                pieces.iter().flat_map(|piece| &self.bytes[piece.clone()]).copied().collect();
            let places = record::places(&payload).ok_or(Fault { page: table.root })?;
            if !goes(row) {
                if let Some((kind, range)) = text.and_then(|text| places.get(text)) {
                    let new =
                        self.without(*kind, &payload[range.clone()], |text| passages(row, text));
                    write(&mut bytes, &pieces, range.start, &new);
                }
                continue;
            }
            for (column, (kind, range)) in places.into_iter().enumerate() {
                if !kept.contains(&column) {
                    self.blank(&mut bytes, &pieces, kind, &range);
                }
            }
        }
        self.scrub(&mut bytes)?;
        Ok(bytes)
    }

    /// A text with a sign in the place of each of its passages, and at its end as many blanks as it is shorter then, so that its length
    /// stays.
    fn without(
        &self,
        kind: u64,
        own: &[u8],
        passages: impl Fn(&str) -> Vec<Range<usize>>,
    ) -> Vec<u8> {
        let values = [(kind, own)].map(|(kind, own)| record::value(kind, own, self.encoding));
        let [Value::Text(text)] = &values else { return own.to_vec() };
        let length = |text: &str| match self.encoding {
            Encoding::Utf8 => text.len(),
            Encoding::Utf16Le | Encoding::Utf16Be => 2 * text.encode_utf16().count(),
        };
        let (mut new, mut copied) = (String::with_capacity(text.len()), 0);
        let mut left = 0;
        for range in passages(text.trim_end()) {
            let room = length(&text[range.clone()]) / length(" ");
            let sign = if room < GONE.len() { "" } else { GONE };
            new.push_str(&text[copied..range.start]);
            new.push_str(sign);
            left += room - sign.len();
            copied = range.end;
        }
        new.push_str(&text[copied..]);
        new.extend(std::iter::repeat_n(' ', left));
        let bytes: Vec<u8> = match self.encoding {
            Encoding::Utf8 => new.into_bytes(),
            Encoding::Utf16Le => new.encode_utf16().flat_map(u16::to_le_bytes).collect(),
            Encoding::Utf16Be => new.encode_utf16().flat_map(u16::to_be_bytes).collect(),
        };
        // A text that is none of its encoding is not written anew.
        if bytes.len() == own.len() { bytes } else { own.to_vec() }
    }

    /// Texts become blanks of the same length, and everything else becomes zeros.
    fn blank(&self, bytes: &mut [u8], pieces: &[Range<usize>], kind: u64, range: &Range<usize>) {
        let is_text = kind > 12 && !kind.is_multiple_of(2);
        let mut before = 0;
        for piece in pieces {
            for place in piece.clone() {
                let at = before + place - piece.start;
                if range.contains(&at) {
                    let is_first = (at - range.start).is_multiple_of(2);
                    bytes[place] = match (is_text, self.encoding) {
                        (true, Encoding::Utf8) => b' ',
                        (true, Encoding::Utf16Le) if is_first => b' ',
                        (true, Encoding::Utf16Be) if !is_first => b' ',
                        _ => 0,
                    };
                }
            }
            before += piece.len();
        }
    }

    /// Where the payload of each row of a table lies in the file, piece by piece.
    fn payloads(&self, root: u32) -> Result<Vec<Vec<Range<usize>>>, Fault> {
        let mut seen = Seen { pages: vec![false; self.bytes.len() / self.page_size + 1] };
        let mut open = vec![root];
        let mut rows = Vec::new();
        while let Some(number) = open.pop() {
            let fault = Fault { page: number };
            seen.once(number)?;
            let page = self.page(number)?;
            let start = if number == 1 { HEADER } else { 0 };
            let count = u16_at(page, start + 3).ok_or(fault)?;
            if page[start] == 0x05 {
                open.push(u32_at(page, start + 8).ok_or(fault)?);
                for index in (0..count).rev() {
                    let cell = u16_at(page, start + 12 + 2 * index).ok_or(fault)?;
                    open.push(u32_at(page, cell).ok_or(fault)?);
                }
                continue;
            }
            for index in 0..count {
                let at = u16_at(page, start + 8 + 2 * index).ok_or(fault)?;
                let (length, at) = varint(page, at).ok_or(fault)?;
                let (_, at) = varint(page, at).ok_or(fault)?;
                let length = usize::try_from(length).map_err(|_| fault)?;
                let local = self.local(length);
                page.get(at..at + local).ok_or(fault)?;
                let base = self.base(number);
                let mut pieces: Vec<Range<usize>> =
                    std::iter::once(base + at..base + at + local).collect();
                if local < length {
                    let next = u32_at(page, at + local).ok_or(fault)?;
                    self.follow(length - local, next, &mut seen, &mut pieces)?;
                }
                rows.push(pieces);
            }
        }
        Ok(rows)
    }

    /// The pieces of a payload on pages of its own.
    fn follow(
        &self,
        mut left: usize,
        mut next: u32,
        seen: &mut Seen,
        pieces: &mut Vec<Range<usize>>,
    ) -> Result<(), Fault> {
        while left > 0 {
            seen.once(next)?;
            let page = self.page(next)?;
            let here = left.min(page.len() - 4);
            let start = self.base(next) + 4;
            pieces.push(start..start + here);
            left -= here;
            next = u32_at(page, 0).unwrap_or(0);
        }
        Ok(())
    }

    /// Where a page begins in the file.
    fn base(&self, number: u32) -> usize {
        (usize::try_from(number).unwrap_or(1).max(1) - 1) * self.page_size
    }

    /// Overwrites what is left of rows that were deleted: pages that are free, and the room between the cells of the others.
    fn scrub(&self, bytes: &mut [u8]) -> Result<(), Fault> {
        let mut roots: Vec<u32> = vec![1];
        self.walk::<Fault>(1, |_, _, payload| {
            let values = record::decode(payload, &[3], self.encoding);
            if let Some([Value::Integer(root)]) = values.as_deref() {
                roots.extend(u32::try_from(*root).ok().filter(|root| *root > 1));
            }
            Ok(())
        })?;
        let mut seen = Seen { pages: vec![false; self.bytes.len() / self.page_size + 1] };
        while let Some(number) = roots.pop() {
            if seen.once(number).is_err() {
                continue;
            }
            let page = self.page(number)?;
            self.tidy(number, page, bytes, &mut roots);
        }
        self.empty_free(bytes)
    }

    /// Zeros between the cells of a page of a tree, whose pages below are added to `roots`.
    fn tidy(&self, number: u32, page: &[u8], bytes: &mut [u8], roots: &mut Vec<u32>) {
        let start = if number == 1 { HEADER } else { 0 };
        let base = self.base(number);
        let kind = page[start];
        let is_inner = INNER.contains(&kind);
        if !is_inner && !LEAVES.contains(&kind) {
            return;
        }
        let head = start + if is_inner { 12 } else { 8 };
        let number_at = |at: usize| u16_at(page, at).unwrap_or(0);
        let count = number_at(start + 3);
        let mut zero = |range: Range<usize>| {
            if range.start < range.end && range.end <= page.len() {
                bytes[base + range.start..base + range.end].fill(0);
            }
        };
        let cells = match number_at(start + 5) {
            0 => 65_536,
            cells => cells,
        };
        zero(head + 2 * count..cells.min(page.len()));
        let mut free = number_at(start + 1);
        let mut steps = page.len() / 4;
        while free > 0 && steps > 0 {
            zero(free + 4..free + number_at(free + 2));
            free = number_at(free);
            steps -= 1;
        }
        if is_inner {
            roots.extend(u32_at(page, start + 8));
            let cells = (0..count).filter_map(|index| u32_at(page, number_at(head + 2 * index)));
            roots.extend(cells);
        }
    }

    /// Zeros on the pages that are free: the list of them stays.
    fn empty_free(&self, bytes: &mut [u8]) -> Result<(), Fault> {
        let mut trunk = u32_at(self.bytes, 32).unwrap_or(0);
        let mut steps = self.bytes.len() / self.page_size + 1;
        while trunk > 0 && steps > 0 {
            let page = self.page(trunk)?;
            let count = usize::try_from(u32_at(page, 4).unwrap_or(0)).unwrap_or(0);
            let count = count.min((page.len() - 8) / 4);
            for index in 0..count {
                let leaf = u32_at(page, 8 + 4 * index).unwrap_or(0);
                if self.page(leaf).is_ok() {
                    let base = self.base(leaf);
                    bytes[base..base + self.page_size].fill(0);
                }
            }
            let base = self.base(trunk);
            bytes[base + 8 + 4 * count..base + self.page_size].fill(0);
            trunk = u32_at(page, 0).unwrap_or(0);
            steps -= 1;
        }
        Ok(())
    }
}

/// Writes bytes into a payload that lies in these pieces of the file.
fn write(bytes: &mut [u8], pieces: &[Range<usize>], start: usize, new: &[u8]) {
    let places = pieces.iter().flat_map(Clone::clone).skip(start);
    places.zip(new).for_each(|(place, byte)| bytes[place] = *byte);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_passage_of_any_length_goes_and_the_blanks_for_it_stand_at_the_end() {
        let long = "lang ".repeat(20_000);
        let text = format!("Ja, {long} en Bo dus.");
        let place = |part: &str| text.find(part).map(|at| at..at + part.len());
        for encoding in [Encoding::Utf8, Encoding::Utf16Le] {
            let database = Database { bytes: &[], page_size: 512, usable: 512, encoding };
            let bytes = |text: &str| -> Vec<u8> {
                match encoding {
                    Encoding::Utf8 => text.as_bytes().to_vec(),
                    _ => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
                }
            };
            let own = bytes(&text);
            let new = database.without(13 + 2 * own.len() as u64, &own, |_| {
                [long.trim_end(), "Bo"].into_iter().filter_map(place).collect()
            });
            let left = "Ja, [...]  en  dus.";
            let expected = format!("{left}{}", " ".repeat(text.len() - left.len()));
            assert!(new == bytes(&expected), "{encoding:?}");
        }
    }
}
