//! What is measured before a spreadsheet is opened. A small file can ask for any amount of memory, and
//! memory that is not there ends the program without a word, so the limits come first.

use std::io::{BufReader, Cursor, Read};

use quick_xml::events::Event;
use quick_xml::reader::Reader;
use zip::ZipArchive;

use super::Fault;
use crate::diagnostic::Excess;

/// Parts of a spreadsheet; a large one has some hundreds.
const PARTS: usize = 10_000;
/// How much a part may grow when inflated, once it is over [`SMALL`].
const RATIO: u64 = 200;
const SMALL: u64 = 1 << 20;
/// Cells that are read, and shared texts that they refer to.
pub(super) const CELLS: usize = 5_000_000;
/// Elements outside the sheets and the shared texts: styles, names, relations.
const ELEMENTS: usize = 1_000_000;

/// Whether a spreadsheet keeps within the limits; `most` bytes in all once it is inflated.
pub(super) fn check(bytes: &[u8], most: u64) -> Result<(), Fault> {
    let mut archive = ZipArchive::new(Cursor::new(bytes))?;
    if archive.len() > PARTS {
        return Err(Fault::TooLarge(Excess::Parts, PARTS as u64));
    }
    if archive.has_duplicate_names() {
        return Err(Fault::Invalid("duplicate parts".to_owned()));
    }
    let mut left = most;
    let mut elements = 0;
    for index in 0..archive.len() {
        let mut part = archive.by_index(index)?;
        let name = match part.enclosed_name() {
            Some(name) => name.to_string_lossy().to_lowercase(),
            None => return Err(Fault::Invalid("unsafe name of a part".to_owned())),
        };
        let packed =
            part.compressed_size().clamp(1, u64::try_from(bytes.len()).unwrap_or(u64::MAX));
        let size =
            std::io::copy(&mut part.by_ref().take(left.saturating_add(1)), &mut std::io::sink())?;
        drop(part);
        if size > left {
            return Err(Fault::TooLarge(Excess::Bytes, most));
        }
        if size > SMALL && size / RATIO > packed {
            return Err(Fault::TooLarge(Excess::Growth, RATIO));
        }
        left -= size;
        let texts = name.ends_with("sharedstrings.xml");
        if texts
            || (!name.contains("worksheets") && (name.ends_with(".xml") || name.ends_with(".rels")))
        {
            let room = if texts { CELLS } else { ELEMENTS - elements };
            let found = count_elements(archive.by_index(index)?, room)?;
            elements += if texts { 0 } else { found };
        }
    }
    Ok(())
}

/// How many elements a part has. A list of shared texts may not promise more than there can be, for
/// memory is set aside for what it promises.
fn count_elements(part: impl Read, most: usize) -> Result<usize, Fault> {
    let mut reader = Reader::from_reader(BufReader::new(part));
    reader.config_mut().check_end_names = false;
    let mut buffer = Vec::new();
    let mut count = 0;
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer) {
            Ok(Event::Start(start) | Event::Empty(start)) => {
                count += 1;
                let promised = start.attributes().with_checks(false).flatten().any(|attribute| {
                    attribute.key.as_ref() == "uniqueCount"
                        && attribute
                            .value
                            .trim()
                            .parse::<usize>()
                            .map_or(true, |promised| promised > CELLS)
                });
                if count > most || promised {
                    return Err(Fault::TooLarge(Excess::Elements, most as u64));
                }
            }
            Ok(Event::Eof) => return Ok(count),
            Ok(_) => {}
            Err(error) => return Err(Fault::Invalid(error.to_string())),
        }
    }
}
