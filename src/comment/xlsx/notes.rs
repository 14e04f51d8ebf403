//! The notes beside the cells of a workbook, and the list of who wrote them, without somebody.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::io::Cursor;
use std::ops::Range;

use quick_xml::events::BytesStart;
use url::Url;
use zip::ZipArchive;

use super::super::erasure::Traces;
use super::super::erasure::edits::{Edit, carry_out};
use super::parts;

/// The cells of a sheet that go: whole rows, and single ones.
#[derive(Clone, Debug, Default)]
pub(super) struct Gone {
    pub(super) rows: HashSet<u32>,
    pub(super) cells: HashSet<(u32, u32)>,
}

impl Gone {
    pub(super) fn has(&self, place: (u32, u32)) -> bool {
        self.rows.contains(&place.0) || self.cells.contains(&place)
    }
}

/// The parts with the notes of a sheet, of which `targets` says to what it belongs.
pub(super) fn of_sheet(sheet: &str, targets: &str) -> Option<Vec<String>> {
    const KINDS: [&str; 2] = ["/comments", "/threadedComment"];
    let mut parts = Vec::new();
    parts::elements(targets, |start, _| {
        let kind = parts::attribute(start, "Type").unwrap_or_default();
        if KINDS.iter().any(|own| kind.ends_with(own)) {
            let target = parts::attribute(start, "Target").unwrap_or_default();
            // A target is an address, seen from the part or from the whole.
            let base = format!("http://x/{sheet}");
            let whole = Url::parse(&base).and_then(|base| base.join(&target));
            parts.extend(whole.map(|whole| whole.path().trim_start_matches('/').to_owned()).ok());
        }
    })?;
    Some(parts)
}

/// The parts with notes that change, by their names: what somebody noted is emptied, and so is their name, and what anybody noted beside
/// cells that are `gone`, by the names of the parts.
pub(super) fn erased(
    archive: &mut ZipArchive<Cursor<&[u8]>>,
    traces: &Traces,
    gone: &HashMap<String, Gone>,
) -> Option<HashMap<String, Vec<u8>>> {
    let names = archive.file_names_raw().map(|name| String::from_utf8_lossy(name).into_owned());
    let names: Vec<String> = names.filter(|name| name.ends_with(".xml")).collect();
    let of = |folder: &str| names.iter().filter(|name| name.starts_with(folder)).cloned().collect();
    let [persons, threads, notes]: [Vec<String>; 3] =
        [of("xl/persons/"), of("xl/threadedComments/"), of("xl/comments")];
    let mut edited: BTreeMap<String, (String, Vec<Edit>)> = BTreeMap::new();
    let mut people: HashSet<String> = HashSet::new();
    for name in persons {
        let text = parts::part(archive, &name)?;
        let edits = persons_of(&text, traces, &mut people)?;
        edited.insert(name, (text, edits));
    }
    // An old form of each of these stands among the notes, by an author of this name.
    let mut authors: HashSet<String> = HashSet::new();
    for name in threads {
        let text = parts::part(archive, &name)?;
        let edits = threads_of(&text, &people, &mut authors, gone.get(&name))?;
        edited.insert(name, (text, edits));
    }
    for name in notes {
        let text = parts::part(archive, &name)?;
        let edits = notes_of(&text, traces, &authors, gone.get(&name))?;
        edited.insert(name, (text, edits));
    }
    let edited = edited.into_iter().filter(|(_, (_, edits))| !edits.is_empty());
    edited
        .map(|(name, (text, edits))| Some((name, carry_out(text.as_bytes(), None, edits)?)))
        .collect()
}

/// Those who wrote notes, with their addresses.
fn persons_of(text: &str, traces: &Traces, people: &mut HashSet<String>) -> Option<Vec<Edit>> {
    const TELLING: [&str; 2] = ["displayName", "userId"];
    let mut edits = Vec::new();
    parts::elements(text, |start, range| {
        let said = TELLING.map(|name| parts::attribute(start, name).unwrap_or_default());
        let is_theirs = said
            .iter()
            .any(|said| traces.is_name(said) || !traces.replaced(said, false, None).is_empty());
        if parts::local(start) != "person" || !is_theirs {
            return;
        }
        people.extend(parts::attribute(start, "id"));
        let values = TELLING.iter().filter_map(|name| value_of(text, &range, name));
        edits.extend(values.filter(|value| !value.is_empty()).map(Edit::cut));
    })?;
    Some(edits)
}

/// Where the value of an attribute stands in an element.
fn value_of(text: &str, element: &Range<usize>, name: &str) -> Option<Range<usize>> {
    let tag = &text[element.clone()];
    let tag = &tag[..tag.find('>')?];
    let start = tag.find(&format!(" {name}="))? + name.len() + 2;
    let quote = tag[start..].chars().next().filter(|quote| ['"', '\''].contains(quote))?;
    let length = tag[start + 1..].find(quote)?;
    let start = element.start + start + 1;
    Some(start..start + length)
}

/// The texts that stand within an element, of those that ended before it.
fn texts_in<'t>(
    texts: &'t [Range<usize>],
    element: &'t Range<usize>,
) -> impl Iterator<Item = &'t Range<usize>> {
    texts.iter().filter(|inner| element.start <= inner.start && inner.end <= element.end)
}

fn threads_of(
    text: &str,
    people: &HashSet<String>,
    authors: &mut HashSet<String>,
    gone: Option<&Gone>,
) -> Option<Vec<Edit>> {
    let (mut edits, mut texts) = (Vec::new(), Vec::new());
    parts::elements(text, |start, range| match parts::local(start).as_str() {
        "text" => texts.extend(parts::inner(text, &range)),
        "threadedComment" => {
            let by = parts::attribute(start, "personId");
            if by.is_some_and(|by| people.contains(&by)) || is_gone(start, gone) {
                authors.extend(parts::attribute(start, "id").map(|id| format!("tc={id}")));
                edits.extend(texts_in(&texts, &range).cloned().map(Edit::cut));
            }
            texts.clear();
        }
        _ => {}
    })?;
    Some(edits)
}

/// Whether a note stands beside a cell that goes.
fn is_gone(note: &BytesStart<'_>, gone: Option<&Gone>) -> bool {
    let place = || parts::place(&parts::attribute(note, "ref")?);
    gone.is_some_and(|gone| place().is_some_and(|place| gone.has(place)))
}

fn notes_of(
    text: &str,
    traces: &Traces,
    threads: &HashSet<String>,
    gone: Option<&Gone>,
) -> Option<Vec<Edit>> {
    let (mut edits, mut texts) = (Vec::new(), Vec::new());
    let mut is_theirs: Vec<bool> = Vec::new();
    parts::elements(text, |start, range| match parts::local(start).as_str() {
        "author" => {
            let own = parts::inner(text, &range);
            let name = own.clone().map(|own| &text[own]).unwrap_or_default();
            let name = crate::comment::text::decode_entities(name);
            let is_named = traces.is_name(&name) || traces.is_email(&name);
            is_theirs.push(is_named || threads.contains(&*name));
            edits.extend(own.filter(|_| is_named).map(Edit::cut));
        }
        "text" => texts.extend(parts::inner(text, &range)),
        "comment" => {
            let number =
                parts::attribute(start, "authorId").and_then(|id| id.parse::<usize>().ok());
            let is_own = number.is_some_and(|number| is_theirs.get(number) == Some(&true));
            if is_own || is_gone(start, gone) {
                edits.extend(texts_in(&texts, &range).cloned().map(Edit::cut));
            }
            texts.clear();
        }
        _ => {}
    })?;
    Some(edits)
}
