//! Databases that SQLite wrote, whole and damaged. `tests/exports/make.py` makes them.

use super::*;

const SMALL: &[u8] = include_bytes!("../../../tests/exports/isso-small-pages.db");
const WIDE: &[u8] = include_bytes!("../../../tests/exports/isso-utf-16.db");
const HOSTILE: &[u8] = include_bytes!("../../../tests/exports/isso-hostile.db");

type Rows = Vec<(i64, Vec<Option<String>>)>;

fn rows(bytes: &[u8], name: &str, columns: &[&str]) -> Result<Option<Rows>, Fault> {
    let database = Database::open(bytes)?;
    let Some(table) = database.table(name)? else { return Ok(None) };
    let places: Vec<usize> = columns.iter().filter_map(|name| table.column(name)).collect();
    assert_eq!(places.len(), columns.len(), "{table:?}");
    let mut rows = Vec::new();
    database.rows(&table, &places, |number, values| {
        let texts = values.iter().map(|value| value.text().map(Cow::into_owned)).collect();
        rows.push((number, texts));
        Ok::<(), Fault>(())
    })?;
    Ok(Some(rows))
}

#[test]
fn rows_are_read_over_pages_and_encodings() {
    for bytes in [SMALL, WIDE] {
        let threads = rows(bytes, "threads", &["id", "uri", "title"]).unwrap().unwrap();
        let first = ["1", "/2024/water/", "Over wáter 😀"].map(|text| Some(text.to_owned()));
        assert_eq!(threads[0], (1, first.to_vec()));
        let comments =
            rows(bytes, "comments", &["tid", "id", "created", "mode", "text"]).unwrap().unwrap();
        assert_eq!(comments.len(), 303);
        assert_eq!(comments[0].1[2].as_deref(), Some("1404000000.25"));
        // This one fills many pages of its own, and the last was numbered by hand.
        assert_eq!(comments[1].1[4].as_ref().map(String::len), Some(20_000));
        assert_eq!(comments[302].0, 9_000_000_000_000_000_000);
        assert!(comments.is_sorted_by_key(|(number, _)| *number));
    }
    assert_eq!(rows(SMALL, "niets", &[]), Ok(None));
}

#[test]
fn nothing_that_is_stored_is_executed_or_believed() {
    // A view that takes the name of a table, a table with a computed column, and a trigger.
    assert_eq!(rows(HOSTILE, "threads", &[]), Ok(None));
    assert_eq!(rows(HOSTILE, "comments", &[]), Ok(None));
}

#[test]
fn a_damaged_database_harms_nobody() {
    let read = |bytes: &[u8]| {
        let threads = rows(bytes, "threads", &[]);
        let comments = rows(bytes, "comments", &[]);
        let size = comments.as_ref().ok().and_then(Option::as_ref).map_or(0, Vec::len);
        assert!(size <= bytes.len() / 2, "{size} rows in {} bytes", bytes.len());
        threads.is_ok() && comments.is_ok()
    };
    assert!(read(SMALL));
    // Every byte of the first pages turned, and some of the rest.
    let mut bytes = SMALL.to_vec();
    for at in (0..2048).chain((2048..bytes.len()).step_by(17)) {
        for bits in [0xff, 0x01, 0x80] {
            bytes[at] ^= bits;
            read(&bytes);
            bytes[at] ^= bits;
        }
    }
    for length in (0..SMALL.len()).step_by(512) {
        assert!(!read(&SMALL[..length]), "{length}");
    }
}

#[test]
fn numbers_end_where_they_say() {
    type Case = (&'static [u8], Option<(u64, usize)>);
    let cases: [Case; 6] = [
        (&[0x7f], Some((127, 1))),
        (&[0x81, 0x00], Some((128, 2))),
        (&[0xff; 9], Some((u64::MAX, 9))),
        (&[0xff; 8], None),
        (&[], None),
        (&[0x80], None),
    ];
    for (bytes, expected) in cases {
        assert_eq!(varint(bytes, 0), expected, "{bytes:?}");
    }
}
