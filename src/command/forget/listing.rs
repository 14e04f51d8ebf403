//! The list of the forgotten, with those who are forgotten now and what was taken out of the texts of others.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::Path;

use super::making::{self, Making};
use crate::command::open;
use crate::comment::erasure::{self, Fate, Passage};
use crate::comment::person::Person;
use crate::comment::{BodyKind, Comment, mail};
use crate::config::Config;
use crate::diagnostic::{Diagnostic, Problem};
use crate::pipeline::Exported;
use crate::source::{Hash, Source};

/// A comment, and what was taken out of it.
type Taken<'a> = (&'a Comment, Vec<Passage>);

/// The texts of a message, and whether each has markup.
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
        (exported, others): (&[Exported], &[Source]),
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
        for person in people {
            let own = person.comments.iter().map(|index| self.comments[*index]);
            let own: Vec<&Comment> = own.filter(|own| !stays.contains(&own.key())).collect();
            // A name that somebody else has too would keep them out as well.
            let names = person.names.iter().filter(|name| !self.is_shared(name, everyone));
            let person = Person { names: names.cloned().collect(), ..person.clone() };
            let text = erasure::with(&list, &person, &own, &day, random).map_err(|p| vec![p])?;
            list = Source::new(list.path.as_str(), text.into_bytes());
        }
        let taken = if self.redacts { self.taken(exported, config)? } else { Vec::new() };
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
        exported: &[Exported],
        config: &Config,
    ) -> Result<Vec<Taken<'_>>, Vec<Diagnostic>> {
        let found = |comment: &Comment, text: &str, is_marked: bool| {
            let places = self.traces.gone(text, is_marked, Some(comment));
            erasure::passages(text, is_marked, &places)
        };
        let is_changed = |index: &usize| self.kept.get(index).is_some_and(|kept| kept.is_changed);
        let others = (0..self.comments.len()).filter(is_changed).map(|index| {
            let comment = self.comments[index];
            let is_marked = comment.kind != BodyKind::Plain;
            (index, (comment, found(comment, &comment.body.text(), is_marked)))
        });
        let mut taken: BTreeMap<usize, Taken<'_>> = others.collect();
        // Below an answer stands more than what it says.
        let before = making::in_mail(exported, config, mail::texts)?;
        let after = self.after_in_mail(exported, config)?;
        for (index, texts) in before {
            if after.get(&index).is_some_and(|after| *after != texts) {
                let comment = self.comments[index];
                let all =
                    texts.iter().flat_map(|(text, is_marked)| found(comment, text, *is_marked));
                taken.entry(index).or_insert((comment, Vec::new())).1.extend(all);
            }
        }
        Ok(taken.into_values().filter(|(_, passages)| !passages.is_empty()).collect())
    }

    /// The texts of the messages of others in mailboxes that change, each by its number among the comments.
    fn after_in_mail(
        &self,
        exported: &[Exported],
        config: &Config,
    ) -> Result<HashMap<usize, Texts>, Vec<Diagnostic>> {
        let starts = making::starts(exported);
        let mut all = HashMap::new();
        for file in exported.iter().filter(|file| making::has_mail(file)) {
            let path = file.file.path().as_str();
            let changed = self.changed.iter().find(|changed| changed.path == path);
            let Some(changed) = changed.filter(|changed| !changed.bytes.is_empty()) else {
                continue;
            };
            let new = Source::new(path, changed.bytes.clone());
            let after = erasure::in_mail(&new, config, mail::texts).map_err(|it| vec![it])?;
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
