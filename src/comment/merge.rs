//! The same comment in several exports counts once: the newest export has the last word.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use super::erasure::{Forgotten, GONE};
use super::ids::Ids;
use super::{Approval, Author, Body, BodyKind, Comment, Export, Held, Moment, Place};
use crate::diagnostic::{Checked, Diagnostic, Problem};
use crate::source::SourcePath;

/// Every comment once.
#[derive(Debug, Default)]
pub struct Merged {
    /// The comments, in the order in which they first appeared.
    pub comments: Vec<Box<Comment>>,
    /// How many were superseded.
    pub duplicates: usize,
    /// What the exports say of the posts, that of the newest first.
    pub places: Vec<Arc<Place>>,
    /// Those that were superseded.
    pub superseded: Vec<Superseded>,
    /// The posts that the other systems do not show to everyone, and why.
    pub restricted: Vec<(Arc<Place>, Held)>,
}

/// A comment that another export has too, newer.
#[derive(Clone, Debug)]
pub struct Superseded {
    /// The file it stood in.
    pub file: SourcePath,
    /// The line it began at.
    pub line: u32,
    /// The comment that counts, by its place among all.
    pub by: usize,
    /// Who wrote it.
    pub author: Arc<Author>,
    /// When, and whether that says the time.
    pub written: (Option<Moment>, bool),
    /// What it said, and what that is.
    pub said: (Body, BodyKind),
}

/// Merges exports. A comment that is missing from a newer export stays: an export may be one part of several. Two exports of
/// one moment that disagree are told, and so is one that disagrees with itself, because nothing says what is right; the later wins, but one that holds the comment back has the last word on that. What an erasure took out
/// of the text of a comment stays out, whichever export is the newer: an old one that is put back would bring it back. The lists of who
/// was forgotten know how many comments it made alike.
pub fn merge(mut exports: Vec<(SourcePath, Export)>, lists: &[Forgotten]) -> Checked<Merged> {
    exports.sort_by(|a, b| (a.1.made, &a.0).cmp(&(b.1.made, &b.0)));
    let mut merged = Merged { restricted: restricted(&exports), ..Merged::default() };
    let mut problems = Vec::new();
    let count = exports.iter().map(|(_, export)| export.comments.len()).sum();
    let moments: Vec<Option<i64>> = exports.iter().map(|(_, export)| export.made).collect();
    let mut awaited = Awaited::new(&exports);
    let mut known = Known::with_capacity(count);
    for ((_, export), number) in exports.into_iter().zip(0..) {
        let Export { mut comments, places: mut own, .. } = export;
        own.append(&mut merged.places);
        merged.places = own;
        // A million comments are not moved about: the first list stays where it is, and what is in it twice goes.
        let all = &mut merged.comments;
        let start = all.len();
        if all.is_empty() {
            *all = comments;
        } else {
            all.reserve_exact(count.saturating_sub(all.len()));
            all.append(&mut comments);
        }
        let mut end = start;
        for at in start..all.len() {
            let key = all[at].key().0.first_chunk().copied().unwrap_or_default();
            let alike = alike(&all[at], lists);
            let Some(by) = known.find(key, number, alike) else {
                known.add(key, number, end);
                awaited.note(end, &all[at], number);
                all.swap(end, at);
                end += 1;
                continue;
            };
            let before = known.exports[by].1;
            merged.duplicates += 1;
            let (old, comment) = (&all[by], &all[at]);
            let (old_text, text) = (old.body.text(), comment.body.text());
            let is_of_then = moments[before as usize] == moments[number as usize];
            let held = awaited.disputed((old, before), (comment, number)).filter(|_| is_of_then);
            problems.extend(held.map(|_| conflict(old, comment)));
            if is_taken_out(&old_text, &text) {
                merged.superseded.push(superseded(comment, by));
                all[by].held = all[by].held.or(held);
                awaited.note(by, &all[at], number);
                awaited.hold(by, &mut all[by], before);
                continue;
            }
            let is_told = !is_taken_out(&text, &old_text);
            let is_other = old_text != text || old.author.name != comment.author.name;
            if is_told && is_of_then && is_other && held.is_none() {
                problems.push(conflict(old, comment));
            }
            merged.superseded.push(superseded(old, by));
            all[at].held = all[at].held.or(held);
            awaited.hold(by, &mut all[at], number);
            awaited.note(by, &all[at], number);
            all.swap(by, at);
            known.exports[by].1 = number;
        }
        all.truncate(end);
    }
    withhold(&mut merged.comments, &merged.restricted);
    Checked { value: merged, problems }
}

/// The posts that the newest export of each still keeps from some; of two of one moment that which does.
fn restricted(exports: &[(SourcePath, Export)]) -> Vec<(Arc<Place>, Held)> {
    if exports.iter().all(|(_, export)| export.restricted.is_empty()) {
        return Vec::new();
    }
    let mut known: BTreeMap<_, (&Arc<Place>, Option<Held>, Option<i64>)> = BTreeMap::new();
    for (_, export) in exports {
        let mut said: BTreeMap<_, (&Arc<Place>, Option<Held>)> = BTreeMap::new();
        let all = export.places.iter().map(|place| (place, None));
        let kept = export.restricted.iter().map(|(place, why)| (place, Some(*why)));
        for (place, why) in all.chain(kept) {
            if let Some(id) = &place.id {
                said.insert((&place.system, id), (place, why));
            }
        }
        for (item, (place, why)) in said {
            let before = known.get(&item).filter(|(.., made)| *made == export.made);
            let is_kept = before.is_some_and(|(_, before, _)| before.is_some());
            if why.is_some() || !is_kept {
                known.insert(item, (place, why, export.made));
            }
        }
    }
    known.into_values().filter_map(|(place, why, _)| Some((place.clone(), why?))).collect()
}

/// Holds what an older export still shows under a post that the newest one keeps from some, and lets nobody look for the place of
/// what waits in the bin.
fn withhold(comments: &mut [Box<Comment>], restricted: &[(Arc<Place>, Held)]) {
    if restricted.is_empty() {
        return;
    }
    let reasons: HashMap<_, Held> = restricted
        .iter()
        .filter_map(|(place, why)| Some(((&place.system, place.id.as_ref()?), *why)))
        .collect();
    for comment in comments {
        let place = &comment.place;
        let why = place.id.as_ref().and_then(|id| reasons.get(&(&place.system, id))).copied();
        let is_held = match comment.held {
            None => false,
            Some(Held::Pending) => why != Some(Held::TrashedPost),
            Some(_) => true,
        };
        comment.held = if is_held { comment.held } else { why.or(comment.held) };
    }
}

/// The comments that there are.
struct Known {
    places: Ids,
    /// The key of each, and the number of the export that has it.
    exports: Vec<([u8; 16], u32)>,
}

impl Known {
    fn with_capacity(count: usize) -> Known {
        Known { places: Ids::with_capacity(count), exports: Vec::with_capacity(count) }
    }

    /// The place of the one that a comment of an export is. Rows of each export that an erasure made alike are so many comments still.
    fn find(&self, key: [u8; 16], export: u32, alike: Option<usize>) -> Option<usize> {
        let mut same = self.places.find(key).filter(|place| self.exports[*place].0 == key);
        let Some(alike) = alike else { return same.next() };
        let (own, others): (Vec<usize>, Vec<usize>) =
            same.partition(|place| self.exports[*place].1 == export);
        if own.len() < alike { others.last().copied() } else { own.first().copied() }
    }

    fn add(&mut self, key: [u8; 16], export: u32, place: usize) {
        self.places.insert(key, place);
        self.exports.push((key, export));
    }
}

/// What waits for a moderator because the settings say so of its file: a copy of which nobody says that it may be shown says no more.
struct Awaited {
    /// Of each export, who says what of it may be shown.
    approvals: Vec<Approval>,
    /// The comments that wait, by their place among all.
    places: HashSet<usize>,
}

impl Awaited {
    /// Nothing yet, of these exports.
    fn new(exports: &[(SourcePath, Export)]) -> Awaited {
        let approvals = exports.iter().map(|(_, export)| export.approval).collect();
        Awaited { approvals, places: HashSet::new() }
    }

    /// Notes whether the comment at this place waits, of which an export has this.
    fn note(&mut self, place: usize, comment: &Comment, export: u32) {
        let approval = self.approvals[export as usize];
        if approval == Approval::Awaited && comment.held == Some(Held::Pending) {
            self.places.insert(place);
        }
    }

    /// Why one of two exports holds a comment back that the other one shows: it is shown only if both say so. What the settings let wait
    /// is no word of an export.
    fn disputed(
        &self,
        (one, of_one): (&Comment, u32),
        (other, of_other): (&Comment, u32),
    ) -> Option<Held> {
        let says = |export: u32| self.approvals[export as usize] != Approval::Awaited;
        let is_disputed = one.held.is_some() != other.held.is_some();
        one.held.or(other.held).filter(|_| is_disputed && says(of_one) && says(of_other))
    }

    /// Lets the comment of an export, which comes in this place, wait or not.
    fn hold(&mut self, place: usize, comment: &mut Comment, export: u32) {
        if self.approvals[export as usize] != Approval::Assumed {
            self.places.remove(&place);
        } else if self.places.contains(&place) {
            comment.held = comment.held.or(Some(Held::Pending));
        }
    }
}

/// A comment of which another one counts.
fn superseded(comment: &Comment, by: usize) -> Superseded {
    Superseded {
        file: comment.origin.file.clone(),
        line: comment.line,
        by,
        author: comment.author.clone(),
        written: (comment.written, comment.has_time),
        said: (comment.body.clone(), comment.kind),
    }
}

/// Two comments of one moment that should be the same, and are not. The later one counts.
fn conflict(old: &Comment, comment: &Comment) -> Diagnostic {
    let id = comment.source_id.as_deref();
    let id = id.map_or_else(|| comment.key().short(10), str::to_owned);
    let (file, line) = (&old.origin.file, old.line);
    let is_same = *file == comment.origin.file;
    let other = if is_same { format!("{file}:{line}") } else { file.to_string() };
    let warning = Diagnostic::warning(Problem::CommentConflict { id, other });
    Diagnostic { line: Some(comment.line), ..warning.at(&comment.origin.file) }
}

/// How many comments this one may be, if it is known by its words alone and an erasure took some of them, by which they differed: any
/// number, if no list tells.
fn alike(comment: &Comment, lists: &[Forgotten]) -> Option<usize> {
    let told = || lists.iter().filter_map(|list| list.alike(comment)).max();
    is_made_alike(comment).then(|| told().unwrap_or(usize::MAX))
}

/// Whether a comment that is known by its words alone has lost some of them.
pub fn is_made_alike(comment: &Comment) -> bool {
    comment.source_id.is_none() && comment.body.text().contains(GONE)
}

/// Whether a text is another one from which an erasure took passages.
fn is_taken_out(text: &str, other: &str) -> bool {
    let count = |text: &str| text.matches(GONE).count();
    if count(text) <= count(other) {
        return false;
    }
    let pieces: Vec<&str> = text.split(GONE).collect();
    let [first, within @ .., last] = &pieces[..] else { return false };
    let ends = other.strip_prefix(first).and_then(|rest| rest.strip_suffix(last));
    let Some(mut rest) = ends else { return false };
    within.iter().all(|piece| {
        let found = rest.find(piece);
        rest = found.map_or("", |at| &rest[at + piece.len()..]);
        found.is_some()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::comment::testing::{body, comment};

    fn merge(exports: Vec<(SourcePath, Export)>) -> Checked<Merged> {
        super::merge(exports, &[])
    }

    fn export(made: i64, comments: Vec<Comment>) -> Export {
        let comments = comments.into_iter().map(Box::new).collect();
        Export { made: Some(made), comments, ..Export::default() }
    }

    fn file(name: &str) -> SourcePath {
        SourcePath::new(name)
    }

    #[test]
    fn the_newest_export_has_the_last_word_in_any_order() {
        let old =
            || (file("oud.xml"), export(1, vec![comment("1", "eerst"), comment("2", "blijft")]));
        let new =
            || (file("nieuw.xml"), export(2, vec![comment("1", "later"), comment("3", "erbij")]));
        for exports in [vec![old(), new()], vec![new(), old()]] {
            let merged = merge(exports);
            let bodies: Vec<&str> =
                merged.value.comments.iter().map(|comment| body(comment)).collect();
            assert_eq!((bodies, merged.value.duplicates), (vec!["later", "blijft", "erbij"], 1));
            assert_eq!(merged.problems, []);
            let [one] = &merged.value.superseded[..] else { panic!("one is superseded") };
            let place = (one.file.as_str(), one.line, one.by);
            assert_eq!(place, ("content/comments/a.xml", 1, 0));
            assert_eq!(one.said.0, "eerst");
        }
    }

    #[test]
    fn what_was_taken_out_of_a_text_stays_out() {
        let whole = "Jan zei: “doe het niet”, en mail jan@x.example.";
        let taken = "[...] zei: “[...]”, en mail [...].";
        for (made, other) in [(1, 1), (1, 2), (2, 1)] {
            let mut back = comment("1", whole);
            Arc::make_mut(&mut back.origin).file = file("oud.csv");
            let merged = merge(vec![
                (file("a.csv"), export(made, vec![comment("1", taken)])),
                (file("oud.csv"), export(other, vec![back])),
            ]);
            assert_eq!(merged.value.comments[0].body, taken);
            assert_eq!((merged.value.duplicates, merged.problems), (1, vec![]));
        }
        for (text, other) in
            [("[...] a", "b a c"), ("a [...]", "c a b"), ("a", "a b"), ("a [...] b [...] c", "a b")]
        {
            assert!(!is_taken_out(text, other), "{text}");
        }
    }

    #[test]
    fn rows_that_an_erasure_made_alike_stay_two() {
        let row = |file: &str, text: &str| {
            let mut row = Comment { source_id: None, ..comment("", text) };
            Arc::make_mut(&mut row.origin).file = SourcePath::new(file);
            row
        };
        let export = |name: &str, text: &str| {
            (file(name), export(1, vec![row(name, text), row(name, text)]))
        };
        for (text, comments, duplicates) in [("Eens met [...].", 2, 2), ("Eens met haar.", 1, 3)] {
            let merged = merge(vec![export("a.csv", text), export("b.csv", text)]).value;
            assert_eq!(
                (merged.comments.len(), merged.duplicates),
                (comments, duplicates),
                "{text}"
            );
            let by: Vec<usize> = merged.superseded.iter().map(|one| one.by).collect();
            assert!(comments == 1 || by == [0, 1], "{by:?}");
        }
    }

    #[test]
    fn a_copy_that_says_nothing_does_not_approve() {
        use Approval::{Assumed, Awaited, Told};
        let waits = Some(Held::Pending);
        for (first, second, wanted) in [
            (Awaited, Assumed, waits),
            (Assumed, Awaited, waits),
            (Awaited, Told, None),
            (Told, Awaited, waits),
            (Assumed, Assumed, None),
        ] {
            let of = |name: &str, made, approval| {
                let held = waits.filter(|_| approval == Awaited);
                let comment = Comment { held, ..comment("1", "zo") };
                (file(name), Export { approval, ..export(made, vec![comment]) })
            };
            let more = of("c.csv", 3, Assumed);
            let exports = vec![of("a.csv", 1, first), of("b.csv", 2, second)];
            let merged = merge([exports.clone(), vec![more]].concat()).value;
            assert_eq!(merge(exports).value.comments[0].held, wanted, "{first:?} {second:?}");
            assert_eq!(merged.comments[0].held, wanted, "{first:?} {second:?}");
        }
    }

    #[test]
    fn of_two_exports_of_one_moment_that_which_holds_back_counts() {
        let of = |name: &str, made, held| {
            let comment = Comment { held, ..comment("1", "zo") };
            (file(name), export(made, vec![comment]))
        };
        let waits = Some(Held::Pending);
        for (first, second, made, wanted, told) in [
            (waits, None, 1, waits, 1),
            (None, waits, 1, waits, 1),
            (waits, waits, 1, waits, 0),
            (None, None, 1, None, 0),
            // The newer one knows better.
            (waits, None, 2, None, 0),
            (None, Some(Held::Spam), 2, Some(Held::Spam), 0),
        ] {
            let merged = merge(vec![of("a.csv", 1, first), of("b.csv", made, second)]);
            let told = (merged.problems.len(), told);
            assert_eq!(merged.value.comments[0].held, wanted, "{first:?} {second:?} {made}");
            assert_eq!(told.0, told.1, "{first:?} {second:?} {made}");
        }
    }

    #[test]
    fn exports_of_one_moment_that_disagree_are_told() {
        let mut other = comment("1", "anders");
        Arc::make_mut(&mut other.origin).file = file("b.xml");
        let merged = merge(vec![
            (file("a.xml"), export(1, vec![comment("1", "zo")])),
            (file("b.xml"), export(1, vec![other])),
        ]);
        assert_eq!(merged.problems.len(), 1);
        assert_eq!(merged.value.comments[0].body, "anders");
        let by = |name: &str, text: &str| {
            let author = crate::comment::Author { name: name.into(), ..Default::default() };
            Comment { author: author.into(), ..comment("1", text) }
        };
        for (one, other, count) in [
            (by("A", "zo"), by("A", "zo"), 0),
            (by("A", "zo"), by("A", "anders"), 1),
            (by("A", "zo"), by("B", "zo"), 1),
        ] {
            let merged = merge(vec![(file("a.xml"), export(1, vec![one, other]))]);
            assert_eq!(merged.problems.len(), count);
        }
    }
}
