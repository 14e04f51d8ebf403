//! Reads a value from a file piece by piece: what is kept of a large site would otherwise be in memory twice, and new memory costs
//! more than to read.

use std::io::Read;

use postcard::de_flavors::Flavor;
use postcard::{Deserializer, Error};
use serde::de::DeserializeOwned;

/// How much is read at once.
const PIECE: usize = 256 << 10;

/// The value that these bytes are the form of, and nothing more; `length` is how many they are at most.
pub(super) fn value<T: DeserializeOwned>(reader: impl Read, length: u64) -> Option<T> {
    let streamed = Streamed { reader, left: length, buffer: Vec::new(), place: 0 };
    let mut deserializer = Deserializer::from_flavor(streamed);
    let value = T::deserialize(&mut deserializer).ok()?;
    deserializer.finalize().ok()?.is_ended().then_some(value)
}

/// A reader, and what was read of it and not yet taken.
struct Streamed<R> {
    reader: R,
    /// So many bytes are left to read.
    left: u64,
    buffer: Vec<u8>,
    /// Where in the buffer the next byte lies.
    place: usize,
}

impl<R: Read> Streamed<R> {
    /// Sees to it that so many bytes lie in the buffer.
    fn fill(&mut self, count: usize) -> Result<(), Error> {
        let held = self.buffer.len() - self.place;
        let lacking = count.saturating_sub(held);
        if lacking == 0 {
            return Ok(());
        }
        // What is damaged may ask for more than there is.
        if lacking as u64 > self.left {
            return Err(Error::DeserializeUnexpectedEnd);
        }
        let more = self.left.min(lacking.max(PIECE) as u64);
        self.buffer.drain(..self.place);
        self.place = 0;
        let read = self.reader.by_ref().take(more).read_to_end(&mut self.buffer);
        self.left -= more;
        let is_read = read.is_ok_and(|read| read as u64 == more);
        is_read.then_some(()).ok_or(Error::DeserializeUnexpectedEnd)
    }

    fn is_ended(&self) -> bool {
        self.left == 0 && self.place == self.buffer.len()
    }
}

impl<'de, R: Read + 'de> Flavor<'de> for Streamed<R> {
    type Remainder = Self;
    type Source = R;

    #[inline]
    fn pop(&mut self) -> Result<u8, Error> {
        if self.place == self.buffer.len() {
            self.fill(1)?;
        }
        let byte = self.buffer[self.place];
        self.place += 1;
        Ok(byte)
    }

    /// A list cannot have more parts than there are bytes.
    fn size_hint(&self) -> Option<usize> {
        let held = self.buffer.len() - self.place;
        usize::try_from(self.left).ok()?.checked_add(held)
    }

    /// Values that are kept own what they consist of.
    fn try_take_n(&mut self, _: usize) -> Result<&'de [u8], Error> {
        Err(Error::WontImplement)
    }

    #[inline]
    fn try_take_n_temp<'a>(&'a mut self, count: usize) -> Result<&'a [u8], Error>
    where
        'de: 'a,
    {
        self.fill(count)?;
        let place = self.place;
        self.place += count;
        Ok(&self.buffer[place..self.place])
    }

    fn finalize(self) -> Result<Self, Error> {
        Ok(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read<T: DeserializeOwned>(bytes: &[u8]) -> Option<T> {
        value(bytes, bytes.len() as u64)
    }

    #[test]
    fn a_value_comes_back_whole_or_not_at_all() {
        let texts = || (0..9000).map(|number| "dijk ".repeat(number % 97));
        let long = "sluis".repeat(PIECE);
        let value = (texts().collect::<Vec<String>>(), long, Some('é'), 1.5f64, [7u64, u64::MAX]);
        let bytes = postcard::to_stdvec(&value).unwrap();
        assert!(bytes.len() > 3 * PIECE);
        let same = |bytes: &[u8]| {
            read::<(Vec<String>, String, Option<char>, f64, [u64; 2])>(bytes) == Some(value.clone())
        };
        assert!(same(&bytes));
        assert!(!same(&[&bytes[..], &[0]].concat()), "something follows");
        for end in (0..bytes.len()).step_by(4999) {
            assert!(!same(&bytes[..end]), "{end}");
        }
    }

    #[test]
    fn what_asks_for_more_than_there_is_gets_nothing() {
        let vast = [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F, b'a'];
        assert_eq!(read::<String>(&vast), None);
        assert_eq!(read::<Vec<String>>(&vast), None);
        assert_eq!(read::<Vec<u64>>(&vast), None);
    }
}
