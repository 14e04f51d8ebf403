//! The list of the forgotten, with those who are forgotten now and what was taken out of the texts of others.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::path::Path;

use super::making::{self, Making};
use super::plan;
use crate::command::open;
use crate::comment::erasure::{
    self, Fate, Forgotten, Kept, Kind, Passage, Seen, TEXTS_AROUND, Taken, Trace,
};
use crate::comment::merge::is_made_alike;
use crate::comment::person::Person;
use crate::comment::{BodyKind, Comment, Mention};
use crate::config::Config;
use crate::diagnostic::{Diagnostic, Problem};
use crate::pipeline::{self, Exported};
use crate::site::Discussed;
use crate::source::{Hash, Source};

/// The texts around a comment, and whether each has markup.
type Texts = Vec<(String, bool)>;

impl Making<'_> {
    /// Whether somebody who stays has this name.
    fn is_shared(&self, name: &str, everyone: &[Person]) -> bool {
        let stays = |person: &Person| person.comments.iter().any(|own| !self.erased.contains(own));
        everyone.iter().any(|person| person.has_name(name) && stays(person))
    }

    /// Writes the people into the list of the forgotten.
    pub(super) fn suppress(
        &mut self,
        (people, everyone): (&[Person], &[Person]),
        (exported, others, after): (&[Exported], &[Source], Option<&Discussed>),
        (root, config): (&Path, &Config),
    ) -> Result<(), Vec<Diagnostic>> {
        let is_list = |source: &&Source| source.path.file_name() == "forgotten.toml";
        let folder = config.comments.sources.first().map_or("content/comments", |s| s);
        let folder = match folder.rsplit_once('/') {
            Some((above, name)) if name.contains('.') => above,
            _ => folder,
        };
        let new = Source::new(&format!("{folder}/forgotten.toml"), Vec::new());
        let first = others.iter().find(is_list).unwrap_or(&new).clone();
        let mut list = first.clone();
        let mut random = [0; 32];
        getrandom::fill(&mut random).map_err(|error| {
            let problem = Problem::ForgottenInvalid { detail: error.to_string() };
            vec![Diagnostic::error(problem)]
        })?;
        let day = open::today(config).to_string();
        let stays = (0..self.comments.len()).filter(|index| !self.erased.contains(index));
        // Of two comments under one number the other one is not kept out.
        let stays: HashSet<Hash> = stays.map(|index| self.comments[index].key()).collect();
        // The newest of one export may leave an empty place in that alone.
        let goes = self.erased.iter().filter(|index| self.fates[**index] == Fate::Remove);
        let goes: HashSet<Hash> = goes.map(|index| self.comments[*index].key()).collect();
        let fate = |comment: &Comment| match goes.contains(&comment.key()) {
            true => Fate::Remove,
            false => Fate::Empty,
        };
        for person in people {
            let own = person.comments.iter().map(|index| self.comments[*index]);
            let own = own.filter(|own| !stays.contains(&own.key()));
            let own: Vec<_> = own.map(|own| (own, fate(own))).collect();
            // A name that somebody else has too would keep them out as well.
            let names = person.names.iter().filter(|name| !self.is_shared(name, everyone));
            let person = Person { names: names.cloned().collect(), ..person.clone() };
            let text = erasure::with(&list, &person, &own, &day, random).map_err(|p| vec![p])?;
            list = Source::new(list.path.as_str(), text.into_bytes());
        }
        let known = plan::lists(others)?;
        let is_changed = self.kept.values().any(Kept::is_changed);
        // What went before, and stays out by the lists that are there, is no part of what goes now.
        let bare = (self.redacts && is_changed && !known.is_empty()).then(|| {
            let lists = others.iter().filter(is_list);
            let lists = lists.map(|list| Source::new(list.path.as_str(), Vec::new()));
            let files: Vec<Source> =
                making::instead(&self.changed).into_iter().chain(lists).collect();
            pipeline::conversation(root, config, &files).value
        });
        let taken = match self.redacts {
            true => self.taken((exported, bare.as_ref().or(after)), &known, config)?,
            false => Vec::new(),
        };
        if !taken.is_empty() {
            let text = erasure::with_taken(&list, &taken).map_err(|problem| vec![problem])?;
            list = Source::new(list.path.as_str(), text.into_bytes());
        }
        let text = String::from_utf8_lossy(&list.bytes).into_owned();
        self.change(&first, text, root);
        Ok(())
    }

    /// What goes from the comments of others, passage by passage; of a comment that could not be changed nothing does.
    fn taken(
        &self,
        (exported, after): (&[Exported], Option<&Discussed>),
        known: &[Forgotten],
        config: &Config,
    ) -> Result<Vec<Taken<'_>>, Vec<Diagnostic>> {
        // Below an answer by mail stands more than what it says, and so it does around a comment on a page.
        let before = making::around(exported, config, &TEXTS_AROUND)?.into_iter();
        let before: HashMap<usize, Texts> = before.collect();
        let news = after.map(|after| self.now_said(after));
        let gone = |index: usize, text: &str, is_marked: bool| {
            let new = || news.as_ref().and_then(|news| news(index));
            self.gone(index, (text, is_marked), new)
        };
        let after = self.around_after(exported, config)?;
        let is_changed = |index| self.kept.get(&index).is_some_and(Kept::is_changed);
        let texts = |index: usize, [body, below]: [bool; 2]| -> Texts {
            let comment = self.comments[index];
            let own = || (comment.body.text().into_owned(), comment.kind != BodyKind::Plain);
            let below = before.get(&index).filter(|_| below).into_iter().flatten().cloned();
            body.then(own).into_iter().chain(below).collect()
        };
        let alike = self.alike(known);
        let mut taken: Vec<Taken<'_>> = Vec::new();
        let mut seen: HashMap<Hash, Vec<Seen>> = HashMap::new();
        for (index, comment) in self.comments.iter().enumerate() {
            let is_below = after.get(&index).is_some_and(|after| before.get(&index) != Some(after));
            let passages = |(text, is_marked): (String, bool)| {
                erasure::passages(&text, is_marked, &gone(index, &text, is_marked))
            };
            let own = texts(index, [is_changed(index), is_below]).into_iter();
            let own = own.flat_map(passages);
            let passages: BTreeSet<Passage> = own.chain(self.mentioned(index)).collect();
            // Who was mentioned by a number goes again too.
            if !passages.is_empty() || is_changed(index) {
                let left = self.left(index).and_then(|left| Some((left, *alike.get(&left)?)));
                let passages = passages.into_iter().collect();
                taken.push(Taken { comment, passages, seen: Vec::new(), left });
                seen.insert(comment.key(), Vec::new());
            }
        }
        // The same comment may stand elsewhere, with other words.
        let stays = (0..self.comments.len()).filter(|index| !self.erased.contains(index));
        for (index, comment) in stays.map(|index| (index, self.comments[index])) {
            let Some(seen) = seen.get_mut(&comment.key()) else { continue };
            let beside = self.named_beside(index).into_iter();
            seen.extend(beside.flat_map(|who| erasure::seen(&who, false, &mention_whole(&who))));
            for (text, is_marked) in texts(index, [true, true]) {
                // What of somebody else came back and is still in it goes first.
                let back = erasure::taken_again(known, &text, is_marked, comment);
                if !back.is_empty() && !comment.mentions.is_empty() {
                    continue;
                }
                let text = erasure::replaced(&text, &back);
                let gone = gone(index, &text, is_marked);
                seen.extend(erasure::seen(&text, is_marked, &gone));
                // It may come back with a list of people that names them no more.
                let own = (text == comment.body.text()).then_some(comment).into_iter();
                let unnamed =
                    own.flat_map(|own| erasure::unnamed(&gone, own, self.takes_from(own)));
                seen.extend(
                    unnamed.flat_map(|(text, gone)| erasure::seen(&text, is_marked, &gone)),
                );
            }
        }
        for Taken { comment, seen: own, .. } in &mut taken {
            own.extend(seen.get(&comment.key()).into_iter().flatten().cloned());
        }
        Ok(taken)
    }

    /// By what a comment of others that is known by its words alone is known once something went from it.
    fn left(&self, index: usize) -> Option<Hash> {
        let comment = self.comments[index];
        if comment.source_id.is_some() {
            return None;
        }
        let new = self.kept.get(&index).and_then(|kept| kept.text.clone());
        let body = new.unwrap_or_else(|| comment.body.clone());
        let left = Comment { body, ..comment.clone() };
        is_made_alike(&left).then(|| left.key())
    }

    /// How many comments are each of these then: rows of one key in one export were one comment, unless something went from them before.
    fn alike(&self, known: &[Forgotten]) -> HashMap<Hash, usize> {
        let mut rows: BTreeMap<(Hash, Hash), BTreeMap<&str, usize>> = BTreeMap::new();
        let stays = (0..self.comments.len()).filter(|index| !self.erased.contains(index));
        for (index, left) in stays.filter_map(|index| Some((index, self.left(index)?))) {
            let comment = self.comments[index];
            let most = match is_made_alike(comment) {
                true => known.iter().filter_map(|list| list.alike(comment)).max(),
                false => Some(1),
            };
            let own = rows.entry((left, comment.key())).or_default();
            let count = own.entry(comment.origin.file.as_str()).or_default();
            *count = most.unwrap_or(usize::MAX).min(*count + 1);
        }
        let mut alike: HashMap<Hash, usize> = HashMap::new();
        for ((left, _), own) in rows {
            *alike.entry(left).or_default() += own.into_values().max().unwrap_or(1);
        }
        alike
    }

    /// What goes from a text of a comment of others, or beside it, that `new` tells of as far as it is shown.
    fn gone<'a>(
        &'a self,
        index: usize,
        (text, is_marked): (&str, bool),
        new: impl Fn() -> Option<Cow<'a, str>>,
    ) -> [Vec<Trace>; 2] {
        let (comment, kept) = (self.comments[index], self.kept.get(&index));
        let gone = self.traces.gone(text, is_marked, Some(comment));
        if text != comment.body.text() {
            return gone;
        }
        let gone = erasure::with_mentions(gone, comment, self.takes_from(comment));
        // A copy that is not shown says what its file has.
        match new().or_else(|| Some(kept?.text.as_ref()?.text())) {
            Some(new) => erasure::with_gaps(gone, (text, is_marked), &new),
            None => gone,
        }
    }

    /// Who goes of those whom a comment of others mentions by a number, or beside it.
    pub(super) fn takes_from<'a>(
        &'a self,
        comment: &'a Comment,
    ) -> impl Fn(&Mention, &str) -> bool + 'a {
        self.traces.taking(self.redacts, comment)
    }

    /// Who is named beside the text of a comment of others, or by a number in it, and goes from an older one too, whatever they are called there.
    fn mentioned(&self, index: usize) -> impl Iterator<Item = Passage> {
        let is_changed = self.kept.get(&index).is_some_and(Kept::is_changed);
        let known = is_changed.then(|| self.traces.mentioned_as(self.comments[index]));
        let who = self.named_beside(index).into_iter().chain(known.into_iter().flatten());
        who.flat_map(|who| erasure::passages(&who, false, &mention_whole(&who)))
    }

    /// By what else those were known who were named beside the text of a comment of others, or in it, and are not any more.
    fn named_beside(&self, index: usize) -> BTreeSet<String> {
        let (comment, kept) = (self.comments[index], self.kept.get(&index));
        let Some(kept) = kept else { return BTreeSet::new() };
        let text = comment.body.text();
        let goes = self.takes_from(comment);
        let gone = erasure::named(comment, &text).filter(|(own, _)| own.has_name);
        let gone = gone.filter(|(own, name)| goes(own, name));
        let who = gone.flat_map(|(own, _)| &own.who).map(|who| format!("@{who}"));
        kept.beside.iter().cloned().chain(who.filter(|_| kept.is_changed())).collect()
    }

    /// What a comment of others says now among these; nothing if that is said by another file that has it too.
    fn now_said<'a>(&'a self, after: &'a Discussed) -> impl Fn(usize) -> Option<Cow<'a, str>> + 'a {
        let placed = self.placed(after);
        move |index| {
            let (kept, now) = (self.kept.get(&index)?, &after.comments[placed(index)?].comment);
            let is_it = now.line == kept.line && now.origin.file.as_str() == self.file_of(kept);
            is_it.then(|| now.body.text())
        }
    }

    /// The texts around the comments of others in files that change, each by its number among the comments.
    fn around_after(
        &self,
        exported: &[Exported],
        config: &Config,
    ) -> Result<HashMap<usize, Texts>, Vec<Diagnostic>> {
        let starts = making::starts(exported);
        let mut all = HashMap::new();
        for file in exported.iter().filter(|file| making::has_around(file, &TEXTS_AROUND)) {
            let path = file.file.path().as_str();
            let changed = self.changed.iter().find(|changed| changed.path == path);
            let Some(changed) = changed.filter(|changed| !changed.bytes.is_empty()) else {
                continue;
            };
            let new = Source::new(path, changed.bytes.clone());
            let after = erasure::around(&new, config, &TEXTS_AROUND).map_err(|it| vec![it])?;
            for (path, texts) in after {
                let Some(start) = starts.get(&path) else { continue };
                let export = file.read.iter().find(|(own, ..)| *own == path);
                let count = export.map_or(0, |(.., export)| export.comments.len());
                let left = *start..start + count;
                let left = left.filter(|index| self.fates[*index] != Fate::Remove);
                all.extend(left.zip(texts));
            }
        }
        Ok(all)
    }
}

/// A text that is nothing but somebody, as what goes from it.
fn mention_whole(text: &str) -> [Vec<Trace>; 2] {
    [vec![Trace { kind: Kind::Mention, range: 0..text.len() }], Vec::new()]
}
