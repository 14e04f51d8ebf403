//! The words of the whole site: the parts joined, forms of one word in a group, and compounds under their parts.

use std::ops::Range;

use super::part::{Part, Posting};
use super::words::compounds::Splitter;
use super::words::{Form, Language, groups};

/// A compound with one of its parts.
pub(super) type Compound = (u32, String);

/// No form.
const NONE: u32 = u32::MAX;

/// Every form of the site, sorted.
#[derive(Debug)]
pub(super) struct Vocabulary {
    parts: Vec<Part>,
    /// For each form its number in each part.
    numbers: Vec<u32>,
    /// The commonest form of each form's group.
    heads: Vec<u32>,
    /// The forms of each group behind each other, the head first; groups in the order of their heads.
    members: Vec<u32>,
    /// Where the members of each head begin; for what is no head, twice the same.
    starts: Vec<u32>,
    /// Per group the compounds that one of its forms is part of: head and compound, sorted.
    compounds: Vec<(u32, u32)>,
}

impl Vocabulary {
    /// The vocabulary of these parts, with no compounds split yet.
    pub(super) fn new(parts: Vec<Part>) -> Vocabulary {
        let numbers = merge(&parts);
        let mut vocabulary = Vocabulary {
            parts,
            numbers,
            heads: Vec::new(),
            members: Vec::new(),
            starts: Vec::new(),
            compounds: Vec::new(),
        };
        let forms = vocabulary.forms();
        let groups = groups::groups(&forms);
        let mut heads: Vec<u32> = (0..).take(forms.len()).collect();
        for (at, group) in (0u32..).zip(&groups) {
            let head = &mut heads[*group as usize];
            if forms[at as usize].count > forms[*head as usize].count {
                *head = at;
            }
        }
        drop(forms);
        vocabulary.heads = groups.iter().map(|group| heads[*group as usize]).collect();
        vocabulary.gather_members();
        vocabulary
    }

    /// Every form with what the splitter and the groups need to know of it.
    pub(super) fn forms(&self) -> Vec<Form<'_>> {
        (0..self.len())
            .map(|form| {
                let counts = self.each(form).map(|(part, number)| part.counts[number as usize]);
                let (count, english) =
                    counts.fold((0u32, 0u32), |sum, count| (sum.0 + count.0, sum.1 + count.1));
                let language =
                    if english * 2 > count { Language::English } else { Language::Dutch };
                Form { text: self.text(form), count, language }
            })
            .collect()
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
            splitter.parts(self.text(form), |part| found.push((form, part.to_owned())));
        }
        found
    }

    /// Takes in the compounds that [`Vocabulary::split`] gave. A part that nobody wrote by itself becomes a form without
    /// any document, so that it is found.
    pub(super) fn add_compounds(&mut self, found: &[Compound]) {
        let mut missing: Vec<&str> = found
            .iter()
            .map(|(_, part)| part.as_str())
            .filter(|part| self.find(part).is_none())
            .collect();
        missing.sort_unstable();
        missing.dedup();
        if missing.is_empty() {
            self.compounds =
                self.under_parts(found.iter().map(|(form, part)| (*form, part.as_str())));
            return;
        }
        let texts: Vec<String> =
            found.iter().map(|(form, _)| self.text(*form).to_owned()).collect();
        let mut parts = std::mem::take(&mut self.parts);
        parts.push(Part::without_documents(&missing));
        *self = Vocabulary::new(parts);
        let pairs = texts.iter().zip(found);
        let pairs = pairs.filter_map(|(text, (_, part))| Some((self.find(text)?, part.as_str())));
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
        (self.numbers.len() / self.parts.len().max(1)) as u32
    }

    /// How many documents there are.
    pub(super) fn size(&self) -> usize {
        self.parts.iter().map(|part| part.documents).sum()
    }

    /// How many words all texts have together.
    pub(super) fn tokens(&self) -> u64 {
        self.parts.iter().map(|part| part.tokens).sum()
    }

    fn each(&self, form: u32) -> impl Iterator<Item = (&Part, u32)> {
        let width = self.parts.len();
        let numbers = &self.numbers[form as usize * width..(form as usize + 1) * width];
        self.parts.iter().zip(numbers.iter().copied()).filter(|(_, number)| *number != NONE)
    }

    /// A form as text.
    pub(super) fn text(&self, form: u32) -> &str {
        self.each(form).next().map_or("", |(part, number)| part.forms.form(number))
    }

    /// A form by its text.
    pub(super) fn find(&self, text: &str) -> Option<u32> {
        let (mut low, mut high) = (0, self.len());
        while low < high {
            let middle = low + (high - low) / 2;
            match self.text(middle).cmp(text) {
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Equal => return Some(middle),
                std::cmp::Ordering::Greater => high = middle,
            }
        }
        None
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
        self.each(form).map(|(part, number)| part.postings(number).len()).sum()
    }

    /// The postings of a form, by document.
    pub(super) fn postings(&self, form: u32) -> impl Iterator<Item = &Posting> {
        self.each(form).flat_map(|(part, number)| part.postings(number))
    }

    /// The places of a form, for its postings one after the other.
    pub(super) fn places(&self, form: u32) -> impl Iterator<Item = u32> {
        self.each(form).flat_map(|(part, number)| part.places(number).iter().copied())
    }

    /// The experts who said a form in comments, each as often as they did.
    pub(super) fn said(&self, form: u32) -> impl Iterator<Item = u32> {
        self.each(form)
            .flat_map(|(part, number)| {
                let start = part.said.partition_point(|(said, _)| *said < number);
                part.said[start..].iter().take_while(move |(said, _)| *said == number)
            })
            .map(|(_, person)| *person)
    }

    /// How many compounds have a form of this head's group in them.
    pub(super) fn compounds(&self, head: u32) -> &[(u32, u32)] {
        let start = self.compounds.partition_point(|(of, _)| *of < head);
        let length = self.compounds[start..].partition_point(|(of, _)| *of == head);
        &self.compounds[start..start + length]
    }

    /// The documents with a compound of this group that have none of its forms by themselves.
    pub(super) fn compound_postings(&self, head: u32) -> Vec<Posting> {
        let compounds = self.compounds(head);
        if compounds.is_empty() {
            return Vec::new();
        }
        let mut found: Vec<Posting> =
            compounds.iter().flat_map(|(_, form)| self.postings(*form)).copied().collect();
        found.sort_unstable_by_key(|posting| (posting.document, std::cmp::Reverse(posting.impact)));
        found.dedup_by(|next, kept| {
            let is_same = next.document == kept.document;
            if is_same {
                kept.impact = (kept.impact & 0xF0).max(next.impact & 0xF0)
                    | (kept.impact & 0x0F).max(next.impact & 0x0F);
            }
            is_same
        });
        let mut whole: Vec<u32> = Vec::new();
        for member in self.members(head) {
            whole.extend(self.postings(*member).map(|posting| posting.document));
        }
        whole.sort_unstable();
        found.retain(|posting| whole.binary_search(&posting.document).is_err());
        found
    }
}

/// The number that each form has in each part, for all forms in their order.
fn merge(parts: &[Part]) -> Vec<u32> {
    let mut next = vec![0usize; parts.len()];
    let head = |at: usize, next: &[usize]| {
        parts[at].sorted.get(next[at]).map(|number| parts[at].forms.form(*number))
    };
    let mut heads: Vec<Option<&str>> = (0..parts.len()).map(|at| head(at, &next)).collect();
    let mut numbers = Vec::new();
    while let Some(least) = heads.iter().flatten().min().copied() {
        for at in 0..parts.len() {
            if heads[at] == Some(least) {
                numbers.push(parts[at].sorted[next[at]]);
                next[at] += 1;
                heads[at] = head(at, &next);
            } else {
                numbers.push(NONE);
            }
        }
    }
    numbers
}
