//! The tables of a SQLite database, read from its bytes. Nothing that a database stores is ever executed: views, triggers, defaults
//! and generated columns are text here, and an index is not looked at.
//!
//! 1. [`Database::open`] reads the header.
//! 2. [`Database::table`] finds a table and its columns in the schema (`schema`).
//! 3. [`Database::rows`] walks through the pages of the table and decodes its rows (`record`).
//!
//! Every page is read once at most, so that a file cannot ask for more time or memory than its size.

mod record;
mod schema;

use std::borrow::Cow;

pub(super) use record::Value;
pub(super) use schema::Table;

/// What every database begins with.
pub(super) const MAGIC: &[u8] = b"SQLite format 3\0";

/// The length of the header of a database, which is a part of its first page.
const HEADER: usize = 100;

/// The page that is damaged, from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Fault {
    /// Its number; pages that are not in the file have one too.
    pub(super) page: u32,
}

/// How text is stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Encoding {
    Utf8,
    Utf16Le,
    Utf16Be,
}

/// A database.
#[derive(Debug)]
pub(super) struct Database<'b> {
    bytes: &'b [u8],
    page_size: usize,
    /// How much of a page is used; the rest is for extensions.
    usable: usize,
    encoding: Encoding,
}

/// Big-endian numbers, of which SQLite is made. A place outside gives nothing.
fn u16_at(bytes: &[u8], at: usize) -> Option<usize> {
    let bytes: [u8; 2] = bytes.get(at..at + 2)?.try_into().ok()?;
    Some(usize::from(u16::from_be_bytes(bytes)))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    let bytes: [u8; 4] = bytes.get(at..at + 4)?.try_into().ok()?;
    Some(u32::from_be_bytes(bytes))
}

/// A number of one to nine bytes, with what follows it.
fn varint(bytes: &[u8], at: usize) -> Option<(u64, usize)> {
    let mut number = 0_u64;
    for place in 0..9 {
        let byte = *bytes.get(at + place)?;
        if place == 8 {
            return Some((number << 8 | u64::from(byte), at + 9));
        }
        number = number << 7 | u64::from(byte & 0x7f);
        if byte < 0x80 {
            return Some((number, at + place + 1));
        }
    }
    None
}

impl<'b> Database<'b> {
    /// A database in these bytes.
    pub(super) fn open(bytes: &'b [u8]) -> Result<Self, Fault> {
        let first = Fault { page: 1 };
        if bytes.len() < HEADER || !bytes.starts_with(MAGIC) {
            return Err(first);
        }
        let page_size = match u16_at(bytes, 16).ok_or(first)? {
            1 => 65_536,
            size if size >= 512 && size.is_power_of_two() => size,
            _ => return Err(first),
        };
        let usable = page_size - usize::from(bytes[20]);
        let encoding = match u32_at(bytes, 56).ok_or(first)? {
            0 | 1 => Encoding::Utf8,
            2 => Encoding::Utf16Le,
            3 => Encoding::Utf16Be,
            _ => return Err(first),
        };
        if usable < 480 {
            return Err(first);
        }
        let database = Database { bytes, page_size, usable, encoding };
        // The header tells how many pages there are, if the program that wrote it knew of that field.
        let is_told = bytes[24..28] == bytes[92..96];
        let count = u32_at(bytes, 28).filter(|count| is_told && *count > 0);
        if let Some(count) = count {
            database.page(count)?;
        }
        Ok(database)
    }

    /// The bytes of a page.
    fn page(&self, number: u32) -> Result<&'b [u8], Fault> {
        let index = usize::try_from(number).ok().and_then(|number| number.checked_sub(1));
        let start = index.and_then(|index| index.checked_mul(self.page_size));
        start
            .and_then(|start| self.bytes.get(start..start.checked_add(self.page_size)?))
            .map(|page| &page[..self.usable])
            .ok_or(Fault { page: number })
    }

    /// The table of this name, if there is one.
    pub(super) fn table(&self, name: &str) -> Result<Option<Table>, Fault> {
        let mut found = None;
        self.walk(1, |page, _, payload| {
            let values =
                record::decode(payload, &[0, 1, 3, 4], self.encoding).ok_or(Fault { page })?;
            let [Value::Text(kind), Value::Text(own), Value::Integer(root), Value::Text(sql)] =
                values.as_slice()
            else {
                return Ok(());
            };
            if kind == "table" && own.eq_ignore_ascii_case(name) && *root > 0 {
                let root = u32::try_from(*root).map_err(|_| Fault { page })?;
                found = schema::table(root, sql);
            }
            Ok(())
        })?;
        Ok(found)
    }

    /// Every row of a table, in the order of its numbers: the number and the values of these columns. One that was added after
    /// the row was written is nothing.
    pub(super) fn rows<E: From<Fault>>(
        &self,
        table: &Table,
        columns: &[usize],
        mut each: impl FnMut(i64, &[Value<'_>]) -> Result<(), E>,
    ) -> Result<(), E> {
        self.walk(table.root, |page, number, payload| {
            let values = record::decode(payload, columns, self.encoding);
            let mut values = values.ok_or(Fault { page })?;
            for (value, column) in values.iter_mut().zip(columns) {
                // The number of a row is not stored twice.
                if Some(*column) == table.number && *value == Value::Null {
                    *value = Value::Integer(number);
                }
            }
            each(number, &values)
        })
    }

    /// Gives the payload of every cell of a table, with its page and its number.
    fn walk<E: From<Fault>>(
        &self,
        root: u32,
        mut each: impl FnMut(u32, i64, &[u8]) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut seen = Seen { pages: vec![false; self.bytes.len() / self.page_size + 1] };
        let mut open = vec![root];
        while let Some(number) = open.pop() {
            let fault = Fault { page: number };
            seen.once(number)?;
            let page = self.page(number)?;
            let start = if number == 1 { HEADER } else { 0 };
            let count = u16_at(page, start + 3).ok_or(fault)?;
            match page[start] {
                0x05 => {
                    let last = u32_at(page, start + 8).ok_or(fault)?;
                    open.push(last);
                    for index in (0..count).rev() {
                        let cell = u16_at(page, start + 12 + 2 * index).ok_or(fault)?;
                        open.push(u32_at(page, cell).ok_or(fault)?);
                    }
                }
                0x0d => {
                    // Cells that share their bytes would be more than the page holds.
                    let mut left = self.usable;
                    for index in 0..count {
                        let at = u16_at(page, start + 8 + 2 * index).ok_or(fault)?;
                        let (length, at) = varint(page, at).ok_or(fault)?;
                        let (id, at) = varint(page, at).ok_or(fault)?;
                        let length = usize::try_from(length).map_err(|_| fault)?;
                        let local = self.local(length);
                        left = left.checked_sub(local).ok_or(fault)?;
                        let own = page.get(at..at + local).ok_or(fault)?;
                        let payload = if local == length {
                            Cow::Borrowed(own)
                        } else {
                            let next = u32_at(page, at + local).ok_or(fault)?;
                            Cow::Owned(self.overflow(own, length, next, &mut seen)?)
                        };
                        each(number, id.cast_signed(), &payload)?;
                    }
                }
                _ => return Err(fault.into()),
            }
        }
        Ok(())
    }

    /// How much of a payload of this length stands in its cell; the rest is on pages of its own.
    fn local(&self, length: usize) -> usize {
        let most = self.usable - 35;
        if length <= most {
            return length;
        }
        let least = (self.usable - 12) * 32 / 255 - 23;
        let even = least + (length - least) % (self.usable - 4);
        if even <= most { even } else { least }
    }

    /// A payload that goes on at the page `next`.
    fn overflow(
        &self,
        own: &[u8],
        length: usize,
        mut next: u32,
        seen: &mut Seen,
    ) -> Result<Vec<u8>, Fault> {
        if length > self.bytes.len() {
            return Err(Fault { page: next });
        }
        let mut payload = own.to_vec();
        while payload.len() < length {
            seen.once(next)?;
            let page = self.page(next)?;
            let wanted = (length - payload.len()).min(page.len() - 4);
            payload.extend_from_slice(&page[4..4 + wanted]);
            next = u32_at(page, 0).unwrap_or(0);
        }
        Ok(payload)
    }
}

/// The pages that were read: none belongs to two things.
struct Seen {
    pages: Vec<bool>,
}

impl Seen {
    fn once(&mut self, number: u32) -> Result<(), Fault> {
        let fault = Fault { page: number };
        let index = usize::try_from(number).map_err(|_| fault)?;
        let page = self.pages.get_mut(index).ok_or(fault)?;
        if std::mem::replace(page, true) { Err(fault) } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests;
