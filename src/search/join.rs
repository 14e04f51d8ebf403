//! Joins the parts of a site: every form once, sorted, with the parts that have it. The forms between two texts at a time, so that
//! this can be done side by side.

use std::ops::Range;

use super::interner::Interner;
use super::part::{Counts, Part};

/// About so many ranges the forms are joined in.
const RANGES: usize = 8;

/// A form, and where it is.
#[derive(Clone, Debug)]
pub(super) struct Known {
    pub letters: Range<u32>,
    pub in_parts: Range<u32>,
    pub counts: Counts,
}

/// Some of the forms, sorted.
#[derive(Debug)]
pub(super) struct Joined {
    pub forms: Vec<Known>,
    pub letters: String,
    /// In which parts a form is, and as which of theirs: for one form after the other.
    pub in_parts: Vec<(u32, u32)>,
}

/// The texts between which forms are joined, sorted: all that come before the first of them, then up to the next, and so on.
pub(super) fn cuts(parts: &[(u32, Part)]) -> Vec<String> {
    // The part with the most forms tells how they are spread.
    let Some((_, part)) = parts.iter().max_by_key(|(_, part)| part.len()) else {
        return Vec::new();
    };
    let length = part.len() as usize;
    let cut = |at: usize| part.form((length * at / RANGES) as u32).to_owned();
    let mut cuts: Vec<String> =
        if length > 0 { (1..RANGES).map(cut).collect() } else { Vec::new() };
    cuts.dedup();
    cuts
}

/// The forms of all parts from one text on and before another.
pub(super) fn join(parts: &[(u32, Part)], from: Option<&str>, to: Option<&str>) -> Joined {
    let place = |part: &Part, text: Option<&str>, otherwise| {
        text.map_or(otherwise, |text| part.first_from(text))
    };
    let ranges: Vec<Range<u32>> =
        parts.iter().map(|(_, part)| place(part, from, 0)..place(part, to, part.len())).collect();
    let mut interner = Interner::new();
    let mut counts: Vec<Counts> = Vec::new();
    let mut parts_of: Vec<u32> = Vec::new();
    let total = ranges.iter().map(ExactSizeIterator::len).sum();
    let mut numbers = Vec::with_capacity(total);
    for ((_, part), range) in parts.iter().zip(&ranges) {
        for form in range.clone() {
            let number = interner.number(part.form(form));
            if number as usize == counts.len() {
                counts.push(Counts::default());
                parts_of.push(0);
            }
            counts[number as usize].add(part.postings(form, 0).counts);
            parts_of[number as usize] += 1;
            numbers.push(number);
        }
    }
    let sorted = interner.sort(0..interner.len() as u32);
    let mut forms = Vec::with_capacity(sorted.len());
    let mut next = vec![0u32; sorted.len()];
    let mut start = 0;
    for number in sorted {
        let at = number as usize;
        let in_parts = start..start + parts_of[at];
        next[at] = start;
        start = in_parts.end;
        forms.push(Known { letters: interner.range(number), in_parts, counts: counts[at] });
    }
    let mut in_parts = vec![(0, 0); total];
    let mut numbers = numbers.into_iter();
    for (at, range) in (0..).zip(ranges) {
        for (form, number) in range.zip(&mut numbers) {
            let place = &mut next[number as usize];
            in_parts[*place as usize] = (at, form);
            *place += 1;
        }
    }
    Joined { forms, letters: interner.letters(), in_parts }
}

impl Joined {
    /// All forms, of ranges of which each comes behind the one before.
    pub(super) fn one(ranges: Vec<Joined>) -> Joined {
        let size = |of: fn(&Joined) -> usize| ranges.iter().map(of).sum();
        let mut all = Joined {
            forms: Vec::with_capacity(size(|range| range.forms.len())),
            letters: String::with_capacity(size(|range| range.letters.len())),
            in_parts: Vec::with_capacity(size(|range| range.in_parts.len())),
        };
        for range in ranges {
            let (letters, in_parts) = (all.letters.len() as u32, all.in_parts.len() as u32);
            let moved = |range: Range<u32>, by: u32| range.start + by..range.end + by;
            all.forms.extend(range.forms.into_iter().map(|known| Known {
                letters: moved(known.letters, letters),
                in_parts: moved(known.in_parts, in_parts),
                counts: known.counts,
            }));
            all.letters.push_str(&range.letters);
            all.in_parts.extend(range.in_parts);
        }
        all
    }
}
