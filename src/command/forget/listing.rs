//! The list of the forgotten, with those who are forgotten now and what was taken out of the texts of others.

use std::collections::HashSet;
use std::path::Path;

use super::making::Making;
use crate::command::open;
use crate::comment::Comment;
use crate::comment::erasure;
use crate::comment::person::Person;
use crate::config::Config;
use crate::diagnostic::{Diagnostic, Problem};
use crate::source::{Hash, Source};

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
        others: &[Source],
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
        let taken = if self.redacts { self.taken() } else { Vec::new() };
        if !taken.is_empty() {
            let text = erasure::with_taken(&list, &taken).map_err(|problem| vec![problem])?;
            list = Source::new(list.path.as_str(), text.into_bytes());
        }
        let text = String::from_utf8_lossy(&list.bytes).into_owned();
        self.change(&first, text, root);
        Ok(())
    }

    /// What goes from the comments of others, passage by passage; of a comment that could not be changed nothing does.
    fn taken(&self) -> Vec<(&Comment, Vec<Vec<String>>)> {
        let is_changed = |index: &usize| self.kept.get(index).is_some_and(|kept| kept.is_changed);
        let others = (0..self.comments.len()).filter(is_changed);
        let passages =
            |comment: &Comment| erasure::passages(comment, &self.traces.replaced_in(comment));
        let taken = others.map(|index| (self.comments[index], passages(self.comments[index])));
        taken.filter(|(_, passages)| !passages.is_empty()).collect()
    }
}
