//! The running text of a DOCX: the words of its runs, but for those that are hidden, and where they refer to notes.

use std::collections::BTreeMap;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::word::is_on;
use super::xml::attribute;
use super::{Damage, TEXT, squeezed};
use crate::html::tokens::decode;

/// What notes say, by the names that references have for them.
#[derive(Default)]
pub(super) struct Notes {
    /// Those at the foot of a page.
    pub at_foot: BTreeMap<String, String>,
    /// Those at the end of the text.
    pub at_end: BTreeMap<String, String>,
}

/// The text of each page, whose ends are told by their bytes. A note is read where it is first referred to, so that it costs once.
pub(super) fn read_pages(
    xml: &str,
    ends: Vec<usize>,
    mut notes: Notes,
) -> Result<Vec<String>, Damage> {
    let mut reader = Reader::from_str(xml);
    let mut runs = Runs::new();
    let (mut pages, mut at_foot, mut at_end) = (Vec::new(), String::new(), String::new());
    let mut ends = ends.into_iter().peekable();
    let mut from = 0;
    loop {
        let at = usize::try_from(reader.buffer_position()).unwrap_or(xml.len());
        while let Some(end) = ends.next_if(|end| *end <= at) {
            // A paragraph in a text box may want to begin where another ended.
            if end > from {
                pages.push(squeezed(&(std::mem::take(&mut runs.text) + &at_foot)));
                at_foot.clear();
                from = end;
            }
        }
        let event = reader.read_event().map_err(|_| Damage::Broken)?;
        if let Event::Start(tag) | Event::Empty(tag) = &event
            && !runs.is_hidden()
        {
            let note = match tag.local_name().as_ref() {
                "footnoteReference" => Some((&mut notes.at_foot, &mut at_foot)),
                "endnoteReference" => Some((&mut notes.at_end, &mut at_end)),
                _ => None,
            };
            if let Some((notes, read)) = note
                && let Some(note) = attribute(tag, "id").and_then(|id| notes.remove(&id))
            {
                read.push(' ');
                read.push_str(&note);
            }
        }
        if matches!(event, Event::Eof) {
            break;
        }
        runs.see(&event);
    }
    pages.push(squeezed(&(runs.text + &at_foot + &at_end)));
    Ok(pages)
}

/// The notes of a kind, but for the lines that part notes from the text.
pub(super) fn read_notes(xml: &str, kind: &str) -> Result<BTreeMap<String, String>, Damage> {
    let mut reader = Reader::from_str(xml);
    let mut runs = Runs::new();
    let mut notes = BTreeMap::new();
    let mut id = None;
    loop {
        let event = reader.read_event().map_err(|_| Damage::Broken)?;
        match &event {
            Event::Start(tag) if tag.local_name().as_ref() == kind => {
                let is_usual = attribute(tag, "type").is_none_or(|kind| kind == "normal");
                id = attribute(tag, "id").filter(|_| is_usual);
                runs.text.clear();
            }
            Event::End(tag) if tag.local_name().as_ref() == kind => {
                let text = squeezed(&std::mem::take(&mut runs.text));
                notes.extend(id.take().map(|id| (id, text)));
            }
            Event::Eof => return Ok(notes),
            _ => {}
        }
        runs.see(&event);
    }
}

/// What an open element is to the words in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Run,
    /// The properties of a run: those of the sign that ends a paragraph, or that it had before a change, are none.
    Properties,
    /// Something that was taken out, but is kept until somebody agrees.
    Deleted,
    Words,
    Other,
}

/// The text of runs.
struct Runs {
    text: String,
    /// How much more is read: twice what is kept, for blanks are squeezed.
    room: usize,
    open: Vec<Part>,
    /// How many elements were open where one began whose words are hidden.
    hidden: Option<usize>,
    words: usize,
}

impl Runs {
    fn new() -> Runs {
        Runs { text: String::new(), room: 2 * TEXT, open: Vec::new(), hidden: None, words: 0 }
    }

    /// Whether who reads the text does not see what stands here.
    fn is_hidden(&self) -> bool {
        self.hidden.is_some()
    }

    fn see(&mut self, event: &Event<'_>) {
        match event {
            Event::Start(tag) => {
                let part = self.part(tag);
                self.property(tag);
                self.open.push(part);
                self.words += usize::from(part == Part::Words);
                if part == Part::Deleted {
                    self.hide(self.open.len());
                }
            }
            Event::Empty(tag) => {
                self.property(tag);
                self.part_words(tag.local_name().as_ref());
            }
            Event::End(tag) => {
                let part = self.open.pop();
                self.words -= usize::from(part == Some(Part::Words));
                self.hidden = self.hidden.filter(|depth| self.open.len() >= *depth);
                self.part_words(tag.local_name().as_ref());
            }
            Event::Text(piece) => self.add(piece.as_ref()),
            Event::CData(piece) => self.add(piece.as_ref()),
            Event::GeneralRef(name) => {
                self.add(&decode(&format!("&{};", name.as_ref() as &str)));
            }
            _ => {}
        }
    }

    fn part(&self, tag: &BytesStart<'_>) -> Part {
        match tag.local_name().as_ref() {
            "r" => Part::Run,
            "rPr" if self.open.last() == Some(&Part::Run) => Part::Properties,
            "del" => Part::Deleted,
            "t" => Part::Words,
            _ => Part::Other,
        }
    }

    /// A property that hides the run it is of.
    fn property(&mut self, tag: &BytesStart<'_>) {
        let is_property = self.open.last() == Some(&Part::Properties);
        if is_property
            && tag.local_name().as_ref() == "vanish"
            && is_on(attribute(tag, "val").as_deref())
        {
            self.hide(self.open.len() - 1);
        }
    }

    /// Hides what comes until fewer elements are open than this.
    fn hide(&mut self, depth: usize) {
        self.hidden = self.hidden.or(Some(depth));
    }

    /// Parts words where an element ends that does.
    fn part_words(&mut self, name: &str) {
        if matches!(name, "p" | "tab" | "br") {
            self.push(" ");
        }
    }

    fn add(&mut self, text: &str) {
        if self.words > 0 && !self.is_hidden() {
            self.push(text);
        }
    }

    fn push(&mut self, text: &str) {
        if let Some(room) = self.room.checked_sub(text.len()) {
            self.room = room;
            self.text.push_str(text);
        }
    }
}
