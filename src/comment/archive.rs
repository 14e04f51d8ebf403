//! Exports that come packed, as `.zip` or `.xml.gz`. Each file in them is read as if it lay there by itself; one that is packed
//! too, as systems send several exports at once, is unpacked once more, and no further.
//!
//! A small file can ask for any amount of memory, so what comes out is metered while it comes out, of all of them together.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::io::{Cursor, Read, Write};

use flate2::read::MultiGzDecoder;
use flate2::{Compression, GzBuilder};
use jiff::civil::Date;
use jiff::tz::Offset;
use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use super::{beside, engage, lack, page, xlsx};
use crate::config::Config;
use crate::diagnostic::{Diagnostic, Excess, Problem};
use crate::source::{Hash, Source, SourcePath};

/// Files in an archive; a split export has some dozens.
const FILES: usize = 10_000;
/// How much a file may grow when unpacked, once it is over [`SMALL`]; text grows some ten times.
const RATIO: u64 = 200;
const SMALL: u64 = 1 << 20;
/// By how much of a file its format is told.
const HEAD: u64 = 256 << 10;
/// How much is unpacked at a time.
const STEP: usize = 1 << 16;

/// Whether a file is packed. A workbook is a zip too, but one that its own reader unpacks.
pub(crate) fn recognises(source: &Source) -> bool {
    is_gzip(source)
        || (source.bytes.starts_with(b"PK\x03\x04")
            && lack::packed(&source.bytes).is_none()
            && (xlsx::FORMAT.recognises)(source).is_err())
}

fn is_gzip(source: &Source) -> bool {
    source.bytes.starts_with(b"\x1f\x8b\x08")
}

/// What an archive holds.
#[derive(Debug, Default)]
pub(crate) struct Unpacked {
    /// The files, each at the archive's path with its own name behind it: `export.zip/blog.000.xml`.
    pub(crate) files: Vec<Source>,
    /// Those that lie beside the exports of a system.
    pub(super) beside: Vec<Source>,
    /// When each file was put into it, as far as it says, by its path.
    pub(super) moments: BTreeMap<SourcePath, i64>,
    /// What is told of those that are no exports, and were dropped.
    pub(super) unknown: Vec<Diagnostic>,
    /// The names of those that are left out, because they are hidden or lead out of it.
    skipped: Vec<String>,
}

impl Unpacked {
    /// What is said of the files that were left out.
    pub(super) fn told(&self, source: &Source) -> Option<Diagnostic> {
        const NAMED: usize = 3;
        let names: Vec<String> = self.skipped.iter().take(NAMED).cloned().collect();
        let problem = Problem::ArchiveSkipped { names, count: self.skipped.len() as u64 };
        (!self.skipped.is_empty()).then(|| Diagnostic::warning(problem).at(&source.path))
    }
}

/// Unpacks an archive, and the archives in it: everything that is in them, for whoever rewrites them.
pub(super) fn unpack(source: &Source, config: &Config) -> Result<Unpacked, Diagnostic> {
    unpack_wanted(source, Wanted::Everything, config)
}

/// The exports in an archive, and in the archives in it. What is none is told, and not held.
pub(crate) fn exports(source: &Source, config: &Config) -> Result<Unpacked, Diagnostic> {
    unpack_wanted(source, Wanted::Exports, config)
}

fn unpack_wanted(source: &Source, wanted: Wanted, config: &Config) -> Result<Unpacked, Diagnostic> {
    let mut meter = Meter { wanted, ..Meter::new(source, config) };
    let error = |source: &Source, problem| Diagnostic::error(problem).at(&source.path);
    let Unpacked { files, mut unknown, mut skipped, mut moments, .. } =
        open(source, &mut meter).map_err(|problem| error(source, problem))?;
    let mut found = Vec::with_capacity(files.len());
    for file in files {
        if !recognises(&file) {
            found.push(file);
            continue;
        }
        let within = open(&file, &mut meter).map_err(|problem| error(&file, problem))?;
        if let Some(deeper) = within.files.iter().find(|file| recognises(file)) {
            return Err(error(deeper, Problem::ArchiveNested));
        }
        found.extend(within.files);
        unknown.extend(within.unknown);
        skipped.extend(within.skipped);
        moments.extend(within.moments);
    }
    if beside::is_of_a_system(&found) {
        unknown.clear();
    }
    let (files, beside) = beside::in_archive(found);
    Ok(Unpacked { files, beside, moments, unknown, skipped })
}

fn open(source: &Source, meter: &mut Meter) -> Result<Unpacked, Problem> {
    if is_gzip(source) {
        let files = gzip(source, meter)?;
        Ok(Unpacked { files, ..Unpacked::default() })
    } else {
        files(source, meter)
    }
}

fn gzip(source: &Source, meter: &mut Meter) -> Result<Vec<Source>, Problem> {
    let packed = source.bytes.len() as u64;
    let decoder = || MultiGzDecoder::new(&*source.bytes);
    let size = meter.measure(decoder(), packed)?;
    let bytes = take(decoder(), size)?;
    let name = source.path.file_name();
    let stem = name.len().checked_sub(3).filter(|_| source.path.extension() == "gz");
    let name = stem.map_or(name, |end| &name[..end]);
    Ok(vec![Source::new(&format!("{}/{name}", source.path), bytes)])
}

fn files(source: &Source, meter: &mut Meter) -> Result<Unpacked, Problem> {
    let mut archive = ZipArchive::new(Cursor::new(&*source.bytes)).map_err(invalid)?;
    if archive.len() > FILES {
        return Err(Problem::ArchiveTooLarge { excess: Excess::Parts, limit: FILES as u64 });
    }
    if let Some(name) = double(&source.bytes, &archive) {
        return Err(Problem::ArchiveDouble { name });
    }
    let attachments = attachments(&archive);
    let mut unpacked = Unpacked::default();
    for index in 0..archive.len() {
        let mut file = archive.by_index(index).map_err(invalid)?;
        // The name is only told, never written to.
        let name = String::from_utf8_lossy(file.name_raw()).replace('\\', "/");
        let is_attached = attachments.iter().any(|folder| name.starts_with(folder.as_str()));
        if !file.is_file() || is_attached || name.split('/').any(is_litter) {
            continue;
        }
        if name.split('/').any(|part| part.starts_with('.') && part != ".") {
            unpacked.skipped.push(name);
            continue;
        }
        let packed = file.compressed_size().min(source.bytes.len() as u64);
        let moment = file.last_modified().and_then(moment);
        let path = format!("{}/{name}", source.path);
        let head = match meter.wanted {
            Wanted::Exports => Some(Source::new(&path, take(&mut file, HEAD)?)),
            Wanted::Everything => None,
        };
        drop(file);
        let head = head.filter(|head| !is_judged_whole(head));
        if let Some(told) = head.and_then(|head| refused(&head)) {
            unpacked.unknown.push(told);
            continue;
        }
        let size = meter.measure(archive.by_index(index).map_err(invalid)?, packed)?;
        let bytes = take(archive.by_index(index).map_err(invalid)?, size)?;
        let file = Source::new(&path, bytes);
        if meter.wanted == Wanted::Exports
            && let Some(told) = refused(&file)
        {
            meter.left += size;
            unpacked.unknown.push(told);
            continue;
        }
        unpacked.moments.extend(moment.map(|moment| (file.path.clone(), moment)));
        unpacked.files.push(file);
    }
    unpacked.files.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(unpacked)
}

/// What is told of a file that is neither an export nor an archive.
fn refused(file: &Source) -> Option<Diagnostic> {
    if recognises(file) { None } else { super::recognised(file).err() }
}

/// Whether the beginning of a file does not tell if it is an export: an archive, a database, a page of the web, a file of Office.
fn is_judged_whole(head: &Source) -> bool {
    const STARTS: [&[u8]; 3] = [b"PK\x03\x04", b"SQLite format 3\0", b"\xd0\xcf\x11\xe0"];
    STARTS.iter().any(|start| head.bytes.starts_with(start)) || page::is_page(head)
}

/// A time of a zip, which says nothing of its zone. Programs that know no time write its first year.
fn moment(time: zip::DateTime) -> Option<i64> {
    const FIRST: i16 = 1980;
    let part = |part: u8| i8::try_from(part).ok();
    let year = i16::try_from(time.year()).ok().filter(|year| *year > FIRST)?;
    let date = Date::new(year, part(time.month())?, part(time.day())?).ok()?;
    let time = date.at(part(time.hour())?, part(time.minute())?, part(time.second())?, 0);
    Some(Offset::UTC.to_timestamp(time).ok()?.as_second())
}

/// A name that several files of a zip have: whoever opens it sees the last of them alone, and nobody erases from the others.
pub(super) fn double(bytes: &[u8], archive: &ZipArchive<Cursor<&[u8]>>) -> Option<String> {
    /// So long is what a zip says of a file, before its name.
    const HEAD: usize = 46;
    let mut at = usize::try_from(archive.central_directory_start()).ok()?;
    let mut known = HashSet::new();
    loop {
        let head = bytes.get(at..)?.get(..HEAD).filter(|head| head.starts_with(b"PK\x01\x02"))?;
        let length = |place| usize::from(u16::from_le_bytes([head[place], head[place + 1]]));
        let rest = &bytes[at + HEAD..];
        let name = String::from_utf8_lossy(rest.get(..length(28))?).replace('\\', "/");
        if known.contains(&name) {
            return Some(name);
        }
        known.insert(name);
        at += HEAD + length(28) + length(30) + length(32);
    }
}

/// What systems and programs leave beside files; nobody's export is called so.
fn is_litter(part: &str) -> bool {
    matches!(part, "__MACOSX" | ".DS_Store") || part.starts_with("._") || part.starts_with('~')
}

/// The folders in it with attachments of Viva Engage: they may be films, and are never unpacked.
fn attachments(archive: &ZipArchive<Cursor<&[u8]>>) -> Vec<String> {
    let names = archive.file_names_raw().map(String::from_utf8_lossy);
    let folders = names.filter_map(|name| {
        let folder = name.strip_suffix("Messages.csv")?;
        let is_whole = folder.is_empty() || folder.ends_with('/');
        is_whole.then(|| format!("{folder}{}", engage::ATTACHMENTS))
    });
    folders.collect()
}

/// Other bytes for files of an archive, and whether a name that a file had before it was packed tells of somebody.
pub(super) type Changes<'a> = (&'a HashMap<String, Vec<u8>>, &'a dyn Fn(&[u8]) -> bool);

/// The archive with other bytes for these files, named by the paths that [`unpack`] gives them; nothing if all of them are gone. All else in
/// it stays as it is, packed.
pub(super) fn repacked(
    source: &Source,
    (changed, is_named): Changes<'_>,
    config: &Config,
) -> Result<Vec<u8>, Problem> {
    let mut meter = Meter::new(source, config);
    let inside = format!("{}/", source.path);
    let mut own: HashMap<String, Vec<u8>> = HashMap::new();
    for file in open(source, &mut meter)?.files {
        let path = file.path.as_str();
        let name = path.strip_prefix(&inside).unwrap_or(path).to_owned();
        if let Some(bytes) = changed.get(path) {
            own.insert(name, bytes.clone());
        } else if recognises(&file) && changed.keys().any(|p| p.starts_with(&format!("{path}/"))) {
            own.insert(name, repacked(&file, (changed, is_named), config)?);
        }
    }
    if !is_gzip(source) {
        return rewritten(&source.bytes, (&own, is_named)).map_err(invalid);
    }
    let Some(bytes) = own.into_values().next() else { return Ok(source.bytes.to_vec()) };
    if bytes.is_empty() {
        return Ok(bytes);
    }
    let decoder = MultiGzDecoder::new(&*source.bytes);
    let mut builder = GzBuilder::new();
    if let Some(header) = decoder.header() {
        builder = builder.mtime(header.mtime());
        // What it was called is nothing that a reader needs.
        let name = header.filename().filter(|name| !is_named(name));
        builder = name.into_iter().fold(builder, GzBuilder::filename);
    }
    let mut encoder = builder.write(Vec::new(), Compression::default());
    encoder.write_all(&bytes).map_err(invalid)?;
    encoder.finish().map_err(invalid)
}

/// A zip with other bytes for these files, named as they are in it; nothing if it would have no file any more.
pub(super) fn rewritten(
    bytes: &[u8],
    (changed, is_named): Changes<'_>,
) -> Result<Vec<u8>, ZipError> {
    let mut archive = ZipArchive::new(Cursor::new(bytes))?;
    let mut writer = ZipWriter::new(Cursor::new(Vec::with_capacity(bytes.len())));
    let mut is_empty = true;
    for index in 0..archive.len() {
        let file = archive.by_index_raw(index)?;
        let name = String::from_utf8_lossy(file.name_raw()).into_owned();
        match changed.get(&name.replace('\\', "/")) {
            // A file of which nothing is left goes.
            Some(new) if new.is_empty() => continue,
            Some(new) => {
                is_empty = false;
                let options = SimpleFileOptions::default()
                    .compression_method(CompressionMethod::Deflated)
                    .last_modified_time(file.last_modified().unwrap_or_default());
                drop(file);
                let is_told = is_mail(&name) && is_named(name.as_bytes());
                let name = if is_told { unnamed(&name, (new, index)) } else { name };
                writer.start_file(name, options)?;
                writer.write_all(new)?;
            }
            None => {
                is_empty &= !file.is_file();
                writer.raw_copy_file(file)?;
            }
        }
    }
    let new = writer.finish()?.into_inner();
    Ok(if is_empty { Vec::new() } else { new })
}

fn is_mail(name: &str) -> bool {
    name.to_ascii_lowercase().ends_with(".eml")
}

/// Another name for a message, which mail programs call by its subject and its sender. Nothing of it is known by its name.
fn unnamed(name: &str, (bytes, index): (&[u8], usize)) -> String {
    const DIGITS: usize = 12;
    let folder = name.rfind(['/', '\\']).map_or("", |sign| &name[..=sign]);
    format!("{folder}reacties-{}-{index}.eml", Hash::of(bytes).short(DIGITS))
}

fn invalid(error: impl std::error::Error) -> Problem {
    Problem::ArchiveInvalid { detail: error.to_string() }
}

/// What of an archive is unpacked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wanted {
    Everything,
    Exports,
}

/// What may still be unpacked, of all files together.
struct Meter {
    wanted: Wanted,
    left: u64,
    most: u64,
    /// What still may grow out of the whole archive: parts of it may be packed into many files at once.
    growth: u64,
}

impl Meter {
    fn new(source: &Source, config: &Config) -> Meter {
        let most = config.limits.archive_bytes;
        let growth = RATIO.saturating_mul(source.bytes.len() as u64).saturating_add(SMALL);
        Meter { wanted: Wanted::Everything, left: most, most, growth }
    }

    /// How large a file is once unpacked, found without keeping any of it: what is too large takes no memory.
    fn measure(&mut self, mut file: impl Read, packed: u64) -> Result<u64, Problem> {
        let mut piece = vec![0; STEP];
        let mut size = 0;
        loop {
            let read = file.read(&mut piece).map_err(invalid)? as u64;
            if read == 0 {
                return Ok(size);
            }
            let Some(left) = self.left.checked_sub(read) else {
                return Err(Problem::ArchiveTooLarge { excess: Excess::Bytes, limit: self.most });
            };
            self.left = left;
            size += read;
            let growth = self.growth.checked_sub(read);
            self.growth = growth.unwrap_or(0);
            if growth.is_none() || (size > SMALL && size / RATIO > packed.max(1)) {
                return Err(Problem::ArchiveTooLarge { excess: Excess::Growth, limit: RATIO });
            }
        }
    }
}

/// What a file holds that is of this size once unpacked.
fn take(file: impl Read, size: u64) -> Result<Vec<u8>, Problem> {
    let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or(0));
    file.take(size).read_to_end(&mut bytes).map_err(invalid)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
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
        config.limits.archive_bytes = most;
        let source = Source::new(name, bytes);
        assert!(recognises(&source));
        let unpacked = unpack(&source, &config).map_err(|diagnostic| diagnostic.problem)?;
        Ok(unpacked
            .files
            .into_iter()
            .map(|file| (file.path.to_string(), file.bytes.to_vec()))
            .collect())
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

    fn zipped(files: &[(&str, &[u8])]) -> Vec<u8> {
        let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in files {
            writer.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
            writer.write_all(bytes).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    fn with(new: &str, old: &str, bytes: &[u8]) -> Vec<u8> {
        let mut bytes = bytes.to_vec();
        while let Some(at) = bytes.windows(old.len()).position(|part| part == old.as_bytes()) {
            bytes[at..at + old.len()].copy_from_slice(new.as_bytes());
        }
        bytes
    }

    #[test]
    fn what_is_no_export_is_told_and_takes_no_memory() {
        let junk: Vec<u8> =
            (0..3_000_000_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
        let page = format!("<!DOCTYPE html><p>{}", "geen reacties ".repeat(100));
        let csv = b"artikel,naam,reactie\nwater,An,Goed.\n";
        let files: [(&str, &[u8]); 4] = [
            ("film.mp4", &junk),
            ("a.html", page.as_bytes()),
            ("r.txt", csv),
            ("b.html", page.as_bytes()),
        ];
        let source = Source::new("c/x.zip", zipped(&files));
        let mut config = config();
        config.limits.archive_bytes = 1500;
        let unpacked = exports(&source, &config).unwrap();
        let found: Vec<&str> = unpacked.files.iter().map(|file| file.path.as_str()).collect();
        assert_eq!(found, ["c/x.zip/r.txt"]);
        let told = |told: &Diagnostic| told.path.as_ref().map(ToString::to_string);
        let told: Vec<_> = unpacked.unknown.iter().filter_map(told).collect();
        assert_eq!(told, ["c/x.zip/film.mp4", "c/x.zip/a.html", "c/x.zip/b.html"]);
        assert_eq!(
            unpack(&source, &config).map(|_| ()).map_err(|e| e.problem.code()),
            Err("archive-too-large".into())
        );
    }

    #[test]
    fn two_files_of_one_name_are_told() {
        let bytes = zipped(&[("a.xml", b"een"), ("b.xml", b"twee")]);
        let twice = with("a.xml", "b.xml", &bytes);
        let name = "a.xml".to_owned();
        assert_eq!(code("c/x.zip", twice, 1000), Err(Problem::ArchiveDouble { name }));
        assert_eq!(code("c/x.zip", bytes, 1000).map(|files| files.len()), Ok(2));
    }

    #[test]
    fn an_archive_in_an_archive_is_opened_once_and_metered_with_it() {
        let inner = zipped(&[("a.xml", b"een")]);
        let outer =
            zipped(&[("b.xml.gz", &packed(b"twee")), ("in.zip", &inner), ("c.xml", b"drie")]);
        let names = |files: Vec<(String, Vec<u8>)>| {
            files.into_iter().map(|(path, _)| path).collect::<Vec<_>>()
        };
        let expected = ["c/x.zip/b.xml.gz/b.xml", "c/x.zip/c.xml", "c/x.zip/in.zip/a.xml"];
        let expected: Vec<String> = expected.map(str::to_owned).into();
        assert_eq!(code("c/x.zip", outer.clone(), 1000).map(names), Ok(expected));
        let told = |problem: Problem| problem.code();
        let most = (inner.len() + packed(b"twee").len() + 4 + 4) as u64;
        let over = code("c/x.zip", outer, most).map(names).map_err(told);
        assert_eq!(over, Err("archive-too-large".into()));
        let deep = zipped(&[("x.zip", &zipped(&[("y.zip", &inner)]))]);
        assert_eq!(code("c/x.zip", deep, 10_000).map(names), Err(Problem::ArchiveNested));
        let gzips = packed(&packed(&packed(b"<rss/>")));
        assert_eq!(code("c/x.gz", gzips, 10_000).map(names), Err(Problem::ArchiveNested));
        // Many small files are one large one.
        let small: Vec<String> = (0..64).map(|number| format!("{number}.xml")).collect();
        let spaces = vec![b' '; 1 << 20];
        let many: Vec<(&str, &[u8])> =
            small.iter().map(|name| (name.as_str(), spaces.as_slice())).collect();
        let many = code("c/x.zip", zipped(&many), 1 << 30).map(names).map_err(told);
        assert_eq!(many, Err("archive-too-large".into()));
        // What lies about its size is metered by what comes out.
        let bombs: Vec<u8> = packed(&vec![b' '; 20 << 20]);
        let bomb = zipped(&[("een.gz", &bombs)]);
        assert_eq!(
            code("c/x.zip", bomb, 1 << 30).map(names).map_err(told),
            Err("archive-too-large".into())
        );
    }

    #[test]
    fn attachments_of_viva_engage_are_never_unpacked() {
        let messages = b"id,thread_id,replied_to_id,sender_id,body,created_at\n";
        let film = vec![7; 4000];
        let files: [(&str, &[u8]); 4] = [
            ("net/Messages.csv", messages),
            ("net/Files/film.mp4", &film),
            ("net/Files/a.csv", b"Artikel;Reactie"),
            ("net/log.txt", b"x"),
        ];
        let found = code("c/x.zip", zipped(&files), 200).unwrap();
        assert_eq!(
            found.iter().map(|(path, _)| path.as_str()).collect::<Vec<_>>(),
            ["c/x.zip/net/Messages.csv"]
        );
    }

    #[test]
    fn a_zip_of_several_exports_has_each_of_them() {
        let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, text) in
            [("b.001.xml", "twee"), ("__MACOSX/b.xml", "x"), ("map/._b", "x"), ("a.000.xml", "een")]
        {
            writer.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
            writer.write_all(text.as_bytes()).unwrap();
        }
        let bytes = writer.finish().unwrap().into_inner();
        let files = code("c/blog.zip", bytes, 1000);
        let expected = [("c/blog.zip/a.000.xml", "een"), ("c/blog.zip/b.001.xml", "twee")];
        assert_eq!(files, Ok(expected.map(|(path, text)| (path.to_owned(), text.into())).to_vec()));
    }

    #[test]
    fn what_is_hidden_or_leads_out_is_left_out_and_told() {
        let names = ["../a.csv", "map/.b.csv", ".c/d.csv", "..\\e.csv", ".DS_Store", "./f.csv"];
        let bytes = zipped(&names.map(|name| (name, b"x".as_slice())));
        let source = Source::new("c/x.zip", bytes);
        let unpacked = unpack(&source, &config()).unwrap();
        let found: Vec<&str> = unpacked.files.iter().map(|file| file.path.as_str()).collect();
        assert_eq!(found, ["c/x.zip/./f.csv"]);
        let told = unpacked.told(&source).unwrap();
        let names = ["../a.csv", "map/.b.csv", ".c/d.csv"].map(str::to_owned).into();
        assert_eq!(told.problem, Problem::ArchiveSkipped { names, count: 4 });
        assert_eq!(told.severity, crate::diagnostic::Severity::Warning);
    }
}
