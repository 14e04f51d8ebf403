//! A row: the kinds of its values, then the values.

use std::borrow::Cow;
use std::ops::Range;

use encoding_rs::{UTF_16BE, UTF_16LE};

use super::{Encoding, varint};

/// A value of a row.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::comment) enum Value<'p> {
    /// Nothing.
    Null,
    /// A whole number.
    Integer(i64),
    /// Any other number.
    Real(f64),
    /// A text. What is not of the database's encoding is replaced.
    Text(Cow<'p, str>),
    /// Bytes.
    Blob,
}

impl Value<'_> {
    /// The value as text; `None` for nothing, for an empty text and for bytes.
    pub(in crate::comment) fn text(&self) -> Option<Cow<'_, str>> {
        match self {
            Value::Null | Value::Blob => None,
            Value::Integer(number) => Some(Cow::Owned(number.to_string())),
            Value::Real(number) => Some(Cow::Owned(number.to_string())),
            Value::Text(text) if text.trim().is_empty() => None,
            Value::Text(text) => Some(Cow::Borrowed(text)),
        }
    }
}

/// The values of these columns, which must ascend. `None` if the row cannot be what it says.
pub(super) fn decode<'p>(
    payload: &'p [u8],
    columns: &[usize],
    encoding: Encoding,
) -> Option<Vec<Value<'p>>> {
    let (header, mut at) = varint(payload, 0)?;
    let mut place = usize::try_from(header).ok().filter(|header| *header <= payload.len())?;
    let end = place;
    let mut wanted = columns.iter().copied().peekable();
    let mut values = Vec::with_capacity(columns.len());
    let mut column = 0;
    while at < end && wanted.peek().is_some() {
        let (kind, next) = varint(payload, at)?;
        at = next;
        let length = length(kind)?;
        let bytes = payload.get(place..place.checked_add(length)?)?;
        place += length;
        if wanted.next_if_eq(&column).is_some() {
            values.push(value(kind, bytes, encoding));
        }
        column += 1;
    }
    values.resize(columns.len(), Value::Null);
    Some(values)
}

/// The kind of every value of a row, and where in the payload it stands.
pub(super) fn places(payload: &[u8]) -> Option<Vec<(u64, Range<usize>)>> {
    let (header, mut at) = varint(payload, 0)?;
    let mut place = usize::try_from(header).ok().filter(|header| *header <= payload.len())?;
    let end = place;
    let mut places = Vec::new();
    while at < end {
        let (kind, next) = varint(payload, at)?;
        at = next;
        let length = length(kind)?;
        payload.get(place..place.checked_add(length)?)?;
        places.push((kind, place..place + length));
        place += length;
    }
    Some(places)
}

/// How many bytes a value of this kind takes.
fn length(kind: u64) -> Option<usize> {
    Some(match kind {
        0 | 8 | 9 => 0,
        1..=4 => usize::try_from(kind).ok()?,
        5 => 6,
        6 | 7 => 8,
        10 | 11 => return None,
        _ => usize::try_from((kind - 12) / 2).ok()?,
    })
}

/// A value of this kind.
pub(super) fn value(kind: u64, bytes: &[u8], encoding: Encoding) -> Value<'_> {
    match kind {
        0 => Value::Null,
        1..=6 => {
            // The first bit is the sign of all that are missing before it.
            let first = if bytes[0] < 0x80 { 0 } else { -1 };
            let number =
                bytes.iter().fold(first, |number: i64, byte| number << 8 | i64::from(*byte));
            Value::Integer(number)
        }
        7 => {
            let bits = bytes.iter().fold(0, |bits: u64, byte| bits << 8 | u64::from(*byte));
            Value::Real(f64::from_bits(bits))
        }
        8 => Value::Integer(0),
        9 => Value::Integer(1),
        _ if kind.is_multiple_of(2) => Value::Blob,
        _ => Value::Text(match encoding {
            Encoding::Utf8 => String::from_utf8_lossy(bytes),
            Encoding::Utf16Le => UTF_16LE.decode_without_bom_handling(bytes).0,
            Encoding::Utf16Be => UTF_16BE.decode_without_bom_handling(bytes).0,
        }),
    }
}
