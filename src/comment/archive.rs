//! Exports that come packed, as `.zip` or `.xml.gz`. Each file in them is read as if it lay there by itself.
//!
//! A small file can ask for any amount of memory, so what comes out is metered while it comes out.

use std::io::{Cursor, Read};

use flate2::read::MultiGzDecoder;
use zip::ZipArchive;

use super::xlsx;
use crate::config::Config;
use crate::diagnostic::{Diagnostic, Excess, Problem};
use crate::source::Source;

/// Files in an archive; a split export has some dozens.
const FILES: usize = 10_000;
/// How much a file may grow when unpacked, once it is over [`SMALL`]; text grows some ten times.
const RATIO: u64 = 200;
const SMALL: u64 = 1 << 20;
/// How much is unpacked at a time.
const STEP: u64 = 1 << 20;

/// Whether a file is packed. A workbook is a zip too, but one that its own reader unpacks.
pub(super) fn recognises(source: &Source) -> bool {
    is_gzip(source)
        || (source.bytes.starts_with(b"PK\x03\x04") && (xlsx::FORMAT.recognises)(source).is_err())
}

fn is_gzip(source: &Source) -> bool {
    source.bytes.starts_with(b"\x1f\x8b\x08")
}

/// The files in it, each at the archive's path with its own name behind it: `export.zip/blog.000.xml`.
pub(super) fn unpack(source: &Source, config: &Config) -> Result<Vec<Source>, Diagnostic> {
    let mut meter = Meter { left: config.limits.export_bytes, most: config.limits.export_bytes };
    let unpacked =
        if is_gzip(source) { gzip(source, &mut meter) } else { files(source, &mut meter) };
    unpacked.map_err(|problem| Diagnostic::error(problem).at(&source.path))
}

fn gzip(source: &Source, meter: &mut Meter) -> Result<Vec<Source>, Problem> {
    let packed = source.bytes.len() as u64;
    let bytes = meter.unpack(MultiGzDecoder::new(source.bytes.as_slice()), packed)?;
    let name = source.path.file_name();
    let stem = name.len().checked_sub(3).filter(|_| source.path.extension() == "gz");
    let name = stem.map_or(name, |end| &name[..end]);
    Ok(vec![Source::new(&format!("{}/{name}", source.path), bytes)])
}

fn files(source: &Source, meter: &mut Meter) -> Result<Vec<Source>, Problem> {
    let mut archive = ZipArchive::new(Cursor::new(source.bytes.as_slice())).map_err(invalid)?;
    if archive.len() > FILES {
        return Err(Problem::ArchiveTooLarge { excess: Excess::Parts, limit: FILES as u64 });
    }
    let mut files = Vec::new();
    for index in 0..archive.len() {
        let file = archive.by_index(index).map_err(invalid)?;
        // The name is only told, never written to.
        let name = String::from_utf8_lossy(file.name_raw()).replace('\\', "/");
        let is_hidden = |part: &str| part.starts_with(['.', '~']) || part == "__MACOSX";
        if !file.is_file() || name.split('/').any(is_hidden) {
            continue;
        }
        let packed = file.compressed_size().min(source.bytes.len() as u64);
        let bytes = meter.unpack(file, packed)?;
        files.push(Source::new(&format!("{}/{name}", source.path), bytes));
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(files)
}

fn invalid(error: impl std::error::Error) -> Problem {
    Problem::ArchiveInvalid { detail: error.to_string() }
}

/// What may still be unpacked, of all files together.
struct Meter {
    left: u64,
    most: u64,
}

impl Meter {
    fn unpack(&mut self, mut file: impl Read, packed: u64) -> Result<Vec<u8>, Problem> {
        let mut bytes = Vec::new();
        loop {
            let step = STEP.min(self.left.saturating_add(1));
            let read = file.by_ref().take(step).read_to_end(&mut bytes).map_err(invalid)? as u64;
            if read == 0 {
                return Ok(bytes);
            }
            let Some(left) = self.left.checked_sub(read) else {
                return Err(Problem::ArchiveTooLarge { excess: Excess::Bytes, limit: self.most });
            };
            self.left = left;
            let size = bytes.len() as u64;
            if size > SMALL && size / RATIO > packed.max(1) {
                return Err(Problem::ArchiveTooLarge { excess: Excess::Growth, limit: RATIO });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::GzEncoder;

    use super::*;
    use crate::comment::testing::config;

    fn packed(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    fn code(name: &str, bytes: Vec<u8>, most: u64) -> Result<Vec<(String, Vec<u8>)>, Problem> {
        let mut config = config();
        config.limits.export_bytes = most;
        let source = Source::new(name, bytes);
        assert!(recognises(&source));
        let files = unpack(&source, &config).map_err(|diagnostic| diagnostic.problem)?;
        Ok(files.into_iter().map(|file| (file.path.to_string(), file.bytes)).collect())
    }

    #[test]
    fn a_packed_file_is_unpacked_within_the_limits() {
        let told = |problem: Problem| problem.code();
        let one = code("c/blog.xml.gz", packed(b"<rss/>"), 6);
        assert_eq!(one, Ok(vec![("c/blog.xml.gz/blog.xml".to_owned(), b"<rss/>".to_vec())]));
        let over = code("c/blog.xml.gz", packed(b"<rss/>"), 5);
        assert_eq!(over.map_err(told), Err("archive-too-large".into()));
        let bomb = code("c/blog.gz", packed(&vec![b' '; 20 << 20]), 1 << 30);
        assert_eq!(bomb.map(|files| files.len()).map_err(told), Err("archive-too-large".into()));
        let mut broken = packed(b"<rss/> and more of it");
        broken.truncate(broken.len() - 6);
        assert_eq!(code("c/a.gz", broken, 99).map_err(told), Err("archive-invalid".into()));
        let not_a_zip = b"PK\x03\x04 and nothing of the kind".to_vec();
        assert_eq!(code("c/a.zip", not_a_zip, 99).map_err(told), Err("archive-invalid".into()));
    }

    #[test]
    fn a_zip_of_several_exports_has_each_of_them() {
        let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, text) in
            [("b.001.xml", "twee"), ("__MACOSX/b.xml", "x"), ("map/.b", "x"), ("a.000.xml", "een")]
        {
            writer.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
            writer.write_all(text.as_bytes()).unwrap();
        }
        let bytes = writer.finish().unwrap().into_inner();
        let files = code("c/blog.zip", bytes, 1000);
        let expected = [("c/blog.zip/a.000.xml", "een"), ("c/blog.zip/b.001.xml", "twee")];
        assert_eq!(files, Ok(expected.map(|(path, text)| (path.to_owned(), text.into())).to_vec()));
    }
}
