//! The words of the whole site: the parts joined, forms of one word in a group, and compounds under their parts.

use std::ops::Range;

use super::coding::{push_block, push_number};
use super::join::{Joined, Known};
use super::part::{Counts, Part, Posting};
use super::words::compounds::Splitter;
use super::words::{Form, Language, groups};
use crate::source::Hash;

/// A compound with one of its parts.
pub(super) type Compound = (u32, String);

/// Every form of the site, sorted.
#[derive(Debug)]
pub(super) struct Vocabulary {
    /// The parts, each with the document that it begins with.
    parts: Vec<(u32, Part)>,
    forms: Vec<Known>,
    letters: String,
    /// In which parts a form is, and as which of theirs: for one form after the other.
    in_parts: Vec<(u32, u32)>,
    /// The commonest form of each form's group.
    heads: Vec<u32>,
    /// The forms of each group behind each other, the head first; groups in the order of their heads.
    members: Vec<u32>,
    /// Where the members of each head begin; for what is no head, twice the same.
    starts: Vec<u32>,
    /// Per group the compounds that one of its forms is part of: head and compound, sorted.
    compounds: Vec<(u32, u32)>,
}

/// The documents of a form, and its places in them.
#[derive(Debug, Default)]
pub(super) struct List {
    /// By document.
    pub postings: Vec<Posting>,
    /// Its places, for the postings one after the other, as `places` tells them.
    pub places: Vec<u8>,
}

impl Vocabulary {
    /// The vocabulary of these parts, each with the document that it begins with, and of what was joined of them, one range of
    /// forms after the other; not in groups yet.
    pub(super) fn new(mut parts: Vec<(u32, Part)>, joined: Vec<Joined>) -> Vocabulary {
        parts.iter_mut().for_each(|(_, part)| part.forget_letters());
        let Joined { forms, letters, in_parts } = Joined::one(joined);
        Vocabulary {
            parts,
            forms,
            letters,
            in_parts,
            heads: Vec::new(),
            members: Vec::new(),
            starts: Vec::new(),
            compounds: Vec::new(),
        }
    }

    /// Puts the forms in groups, by the words that they are of.
    pub(super) fn group(&mut self, words: impl IntoIterator<Item = String>) {
        let forms = self.forms();
        let groups = groups::of_words(words);
        let mut heads: Vec<u32> = (0..).take(forms.len()).collect();
        for (at, group) in (0u32..).zip(&groups) {
            let head = &mut heads[*group as usize];
            if forms[at as usize].count > forms[*head as usize].count {
                *head = at;
            }
        }
        drop(forms);
        self.heads = groups.iter().map(|group| heads[*group as usize]).collect();
        self.gather_members();
    }

    /// Every form with what the splitter and the groups need to know of it.
    pub(super) fn forms(&self) -> Vec<Form<'_>> {
        let form = |form: u32| {
            let Counts { words, english, .. } = self.forms[form as usize].counts;
            let language = if english * 2 > words { Language::English } else { Language::Dutch };
            Form { text: self.text(form), count: words, language }
        };
        (0..self.len()).map(form).collect()
    }

    fn gather_members(&mut self) {
        let mut starts = vec![0u32; self.heads.len() + 2];
        for head in &self.heads {
            starts[*head as usize + 2] += 1;
        }
        for at in 2..starts.len() {
            starts[at] += starts[at - 1];
        }
        self.members = vec![0; self.heads.len()];
        for (form, head) in (0u32..).zip(&self.heads) {
            let next = &mut starts[*head as usize + 1];
            self.members[*next as usize] = form;
            *next += 1;
        }
        starts.pop();
        self.starts = starts;
    }

    /// The compounds among some forms, each with its parts.
    pub(super) fn split(&self, splitter: &Splitter<'_>, range: Range<u32>) -> Vec<Compound> {
        let mut found = Vec::new();
        for form in range {
            splitter.all_parts(self.text(form), |part| found.push((form, part.to_owned())));
        }
        found
    }

    /// Adds the parts of compounds and the other words that nobody wrote by themselves, as forms without any document, so that they are found, and
    /// says where each form is now.
    pub(super) fn add_parts(&mut self, found: &[Compound], others: &[String]) -> Vec<u32> {
        let mut missing: Vec<&str> = found
            .iter()
            .map(|(_, part)| part.as_str())
            .chain(others.iter().map(String::as_str))
            .filter(|part| self.find(part).is_none())
            .collect();
        missing.sort_unstable();
        missing.dedup();
        let before = std::mem::take(&mut self.forms);
        let mut missing = missing.iter().peekable();
        let mut moved = Vec::with_capacity(before.len());
        let mut forms = Vec::with_capacity(before.len() + missing.len());
        let letters = &mut self.letters;
        let add = |form: &str, letters: &mut String, forms: &mut Vec<Known>| {
            let start = letters.len() as u32;
            letters.push_str(form);
            let letters = start..letters.len() as u32;
            forms.push(Known { letters, in_parts: 0..0, counts: Counts::default() });
        };
        for known in before {
            let text = known.letters.start as usize..known.letters.end as usize;
            while let Some(form) = missing.next_if(|form| **form < &letters[text.clone()]) {
                add(form, letters, &mut forms);
            }
            moved.push(forms.len() as u32);
            forms.push(known);
        }
        missing.for_each(|form| add(form, letters, &mut forms));
        self.forms = forms;
        moved
    }

    /// Takes in compounds, whose forms were moved so when their parts were added.
    pub(super) fn add_compounds(&mut self, found: &[Compound], moved: &[u32]) {
        let pairs = found.iter().map(|(form, part)| (moved[*form as usize], part.as_str()));
        self.compounds = self.under_parts(pairs);
    }

    fn under_parts<'p>(&self, found: impl Iterator<Item = (u32, &'p str)>) -> Vec<(u32, u32)> {
        let under = |(form, part): (u32, &str)| {
            let head = self.heads[self.find(part)? as usize];
            (head != self.heads[form as usize]).then_some((head, form))
        };
        let mut compounds: Vec<(u32, u32)> = found.filter_map(under).collect();
        compounds.sort_unstable();
        compounds.dedup();
        compounds
    }

    /// How many forms there are.
    pub(super) fn len(&self) -> u32 {
        self.forms.len() as u32
    }

    /// How many words all texts have together.
    pub(super) fn tokens(&self) -> u64 {
        self.parts.iter().map(|(_, part)| part.tokens).sum()
    }

    /// The parts that have a form, by document, each with its first document and the number of the form there.
    fn each(&self, form: u32) -> impl Iterator<Item = (u32, &Part, u32)> {
        let Range { start, end } = self.forms[form as usize].in_parts;
        self.in_parts[start as usize..end as usize].iter().map(|(part, number)| {
            let (first, part) = &self.parts[*part as usize];
            (*first, part, *number)
        })
    }

    /// A form as text.
    pub(super) fn text(&self, form: u32) -> &str {
        let Range { start, end } = self.forms[form as usize].letters;
        &self.letters[start as usize..end as usize]
    }

    /// A form by its text.
    pub(super) fn find(&self, text: &str) -> Option<u32> {
        let letters =
            |known: &Known| &self.letters[known.letters.start as usize..known.letters.end as usize];
        self.forms.binary_search_by(|known| letters(known).cmp(text)).ok().map(|at| at as u32)
    }

    /// The head of a form's group.
    pub(super) fn head(&self, form: u32) -> u32 {
        self.heads[form as usize]
    }

    /// The forms of a head's group, sorted.
    pub(super) fn members(&self, head: u32) -> &[u32] {
        let at = head as usize;
        &self.members[self.starts[at] as usize..self.starts[at + 1] as usize]
    }

    /// In how many documents a form is.
    pub(super) fn documents(&self, form: u32) -> usize {
        self.forms[form as usize].counts.documents as usize
    }

    /// The postings of a form, by document.
    pub(super) fn postings(&self, form: u32) -> impl Iterator<Item = Posting> {
        self.each(form).flat_map(|(first, part, number)| part.postings(number, first))
    }

    /// Reads the documents of a form and its places into a list.
    pub(super) fn read(&self, form: u32, list: &mut List) {
        list.postings.clear();
        list.places.clear();
        for (first, part, number) in self.each(form) {
            list.postings.extend(part.postings(number, first));
            list.places.extend_from_slice(part.places(number));
        }
    }

    /// The experts who said a form in comments, by id, and how often each did.
    pub(super) fn said(&self, form: u32) -> impl Iterator<Item = (&str, u32)> {
        self.each(form).flat_map(|(_, part, number)| {
            part.said(number).filter_map(|(person, times)| {
                Some((part.people.get(person as usize)?.as_str(), times))
            })
        })
    }

    /// The hash of all that is known of where a form is; `writers` has that of each part. `bytes` is memory to work in.
    pub(super) fn digest(&self, form: u32, writers: &[Hash], bytes: &mut Vec<u8>) -> Hash {
        bytes.clear();
        let Range { start, end } = self.forms[form as usize].in_parts;
        for (at, number) in &self.in_parts[start as usize..end as usize] {
            let (first, part) = &self.parts[*at as usize];
            let told = part.told(*number);
            bytes.extend_from_slice(&first.to_le_bytes());
            for block in told.into_iter().chain([&writers[*at as usize].0[..]]) {
                push_block(bytes, block);
            }
            for (person, times) in part.said(*number) {
                push_block(bytes, part.people.get(person as usize).map_or(b"", |id| id.as_bytes()));
                push_number(bytes, times);
            }
        }
        // A row of bytes is hashed much faster than many small ones.
        Hash::of(bytes)
    }

    /// The documents of each part.
    pub(super) fn spans(&self) -> impl Iterator<Item = Range<u32>> {
        self.parts.iter().map(|(first, part)| *first..first + part.documents)
    }

    /// How many compounds have a form of this head's group in them.
    pub(super) fn compounds(&self, head: u32) -> &[(u32, u32)] {
        let start = self.compounds.partition_point(|(of, _)| *of < head);
        let length = self.compounds[start..].partition_point(|(of, _)| *of == head);
        &self.compounds[start..start + length]
    }

    /// The documents with a compound of this group that are not among those which have one of its forms by itself.
    pub(super) fn compound_postings(&self, head: u32, whole: &mut [u32]) -> Vec<Posting> {
        let compounds = self.compounds(head);
        if compounds.is_empty() {
            return Vec::new();
        }
        let mut found: Vec<Posting> =
            compounds.iter().flat_map(|(_, form)| self.postings(*form)).collect();
        // Those of each compound are in order, which a stable sort makes use of.
        found.sort_by_key(|posting| (posting.document, std::cmp::Reverse(posting.impact)));
        found.dedup_by(|next, kept| {
            let is_same = next.document == kept.document;
            if is_same {
                kept.impact = (kept.impact & 0xF0).max(next.impact & 0xF0)
                    | (kept.impact & 0x0F).max(next.impact & 0x0F);
            }
            is_same
        });
        whole.sort();
        let mut whole = whole.iter().peekable();
        found.retain(|posting| {
            while whole.next_if(|document| **document < posting.document).is_some() {}
            whole.peek().is_none_or(|document| **document != posting.document)
        });
        found.iter_mut().for_each(|posting| posting.impact = coarse(posting.impact));
        found
    }
}

/// What a compound counts for under its parts: less than half of a word, so whether it is named above, often in the text or once
/// is enough to know of it, and of comments that it is there. Fewer different numbers take fewer bits.
fn coarse(impact: u8) -> u8 {
    let article = match impact >> 4 {
        0 => 0,
        1..6 => 4,
        6..10 => 7,
        _ => 11,
    };
    let comments = if impact & 15 > 0 { 4 } else { 0 };
    article << 4 | comments
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_compounds_count_for_is_told_in_few_numbers() {
        assert_eq!(
            [0x00, 0x10, 0x05, 0x53, 0x60, 0xA1, 0xFF].map(coarse),
            [0, 0x40, 4, 0x44, 0x70, 0xB4, 0xB4]
        );
        let mut all: Vec<u8> = (0..=255).map(coarse).collect();
        assert!(all.iter().zip(0..=255u8).all(|(coarse, exact)| (
            *coarse >> 4 > 0,
            *coarse & 15 > 0
        ) == (
            exact >> 4 > 0,
            exact & 15 > 0
        )));
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), 8);
    }
}
