//! The decisions of moderators as they will be: without those about what is gone; and those about what changed in the words of others by
//! the key and the passage that these have from now on. A comment without a number has its key from its words.

use std::collections::HashSet;
use std::ops::Range;
use std::path::Path;

use super::making::Making;
use super::mentions::Same;
use crate::comment::erasure::{self, GONE, Kept, NOBODY};
use crate::comment::moderation::{Editing, Keys, passages_left};
use crate::comment::{BodyKind, Comment, Held, Mention};
use crate::diagnostic::Diagnostic;
use crate::site::Discussed;
use crate::source::{Hash, Source};

/// The kinds of decisions about comments.
const KINDS: [&str; 4] = ["hide", "publish", "pin", "redact"];

/// Whether this is a file of decisions.
pub(super) fn is_moderation(source: &Source) -> bool {
    source.path.file_name() == "moderation.toml"
}

impl Making<'_> {
    /// Changes every `moderation.toml`. `after` is the conversation as it will be.
    pub(super) fn decisions(
        &mut self,
        others: &[Source],
        (discussed, after): (&Discussed, Option<&Discussed>),
        root: &Path,
    ) -> Result<(), Vec<Diagnostic>> {
        let placed = &discussed.comments;
        let keys = Keys::new(placed);
        let gone: HashSet<Hash> =
            self.erased.iter().map(|index| self.comments[*index].key()).collect();
        let meant = |target: &str| {
            let index = keys.find(target, placed, &discussed.matcher).ok()?;
            Some(&*placed[index].comment)
        };
        // Of a comment with a passage that is redacted the words are others than in its export.
        let same = Same::new(self.comments.iter().copied());
        let own = |target: &str| same.find(meant(target)?);
        let is_gone = |target: &str| {
            own(target).is_some_and(|index| self.erased.contains(&index))
                || meant(target).is_some_and(|comment| {
                    gone.contains(&comment.key()) || comment.held == Some(Held::Forgotten)
                })
        };
        let is_changed = |index: &usize| self.kept.get(index).is_some_and(Kept::is_changed);
        let mut files = Vec::new();
        for source in others.iter().filter(|source| is_moderation(source)) {
            let mut editing = Editing::new(source).map_err(|problem| vec![problem])?;
            let mut count = editing.remove(&KINDS, is_gone);
            count += editing.rewrite_passages(|target, passage| match own(target) {
                Some(index) if is_changed(&index) => self.passages(passage, self.comments[index]),
                Some(index) => self.unnamed(passage, index, after),
                None => vec![passage.to_owned()],
            });
            files.push((source, editing, count));
        }
        if let Some(after) = after.filter(|_| !files.is_empty()) {
            let (now, keys) = (self.placed(after), Keys::new(&after.comments));
            let renamed = |target: &str| {
                let index = now(own(target)?)?;
                // By its number a comment is known as before, unless one of that number went: then others move up.
                let is_known =
                    keys.find(target, &after.comments, &after.matcher).ok() == Some(index);
                (!is_known).then(|| keys.of(index, &after.comments, &after.matcher))
            };
            files.iter_mut().for_each(|(_, editing, _)| editing.rename(&KINDS, renamed));
        }
        let files =
            files.into_iter().map(|(source, editing, count)| (source, editing.text(), count));
        for (source, text, count) in files.collect::<Vec<_>>() {
            if *text.as_bytes() != *source.bytes {
                self.decisions += count;
                self.change(source, text, root);
            }
        }
        Ok(())
    }

    /// What is left of a passage of a comment that was to be redacted.
    fn passages(&self, passage: &str, within: &Comment) -> Vec<String> {
        let is_marked = within.kind != BodyKind::Plain;
        let text = within.body.text();
        let (orders, text) = ((&self.traces, self.redacts), (&*text, is_marked));
        let gone = erasure::redactions(orders, text, Some(within));
        let gone = erasure::places_with_mentions(within, gone, self.takes_from(within));
        passages_left(text, passage, &gone, GONE)
    }

    /// The same of a comment that stays as it is, but that no list of people says any more who is meant by a number in it.
    fn unnamed(&self, passage: &str, index: usize, after: Option<&Discussed>) -> Vec<String> {
        let within = self.comments[index];
        let text = within.body.text();
        let is_theirs = |own: &Mention| own.who.iter().any(|who| self.traces.is_known_account(who));
        let is_unnamed = |(own, name): &(&Mention, &str)| {
            !own.has_name && is_theirs(own) && ![NOBODY, &erasure::numbered(own)].contains(name)
        };
        let gone: Vec<_> = erasure::named(within, &text).filter(is_unnamed).collect();
        let Some((first, _)) = gone.first() else { return vec![passage.to_owned()] };
        let placed = after.and_then(|after| Some(&after.comments[self.placed(after)(index)?]));
        // Without any list the number itself is read there.
        let number = erasure::numbered(first);
        let has_number = placed.is_some_and(|one| one.comment.body.text().contains(&number));
        let places: Vec<Range<usize>> = gone.iter().map(|(own, _)| own.range.clone()).collect();
        let shown = if has_number { &number } else { NOBODY };
        passages_left((&text, within.kind != BodyKind::Plain), passage, &places, shown)
    }
}
