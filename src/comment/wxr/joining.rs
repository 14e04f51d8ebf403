//! The parts of an export of WordPress together: what could only be known at the end of the file is filled in.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::super::authors::Authors;
use super::super::portions::Portion;
use super::super::{Comment, Export, Place, dates};
use super::item::trimmed;
use super::part::{NO_DATE, Part, Stood};
use super::users::name_users;
use crate::config::Config;
use crate::diagnostic::{Checked, Diagnostic, Problem};
use crate::source::SourcePath;

/// The newest version of the format that is known here.
const KNOWN: (u32, u32) = (1, 2);

/// What was read so far.
pub(super) struct Joining<'a> {
    path: &'a SourcePath,
    config: &'a Config,
    problems: Vec<Diagnostic>,
    /// All but the places and comments.
    part: Part,
    places: Vec<Stood<Arc<Place>>>,
    #[expect(
        clippy::vec_box,
        reason = "a list that grows would copy what may be a million comments"
    )]
    comments: Vec<Box<Comment>>,
    authors: Authors,
    /// Entities that were told to be unknown.
    entities: BTreeSet<String>,
}

impl<'a> Joining<'a> {
    /// Nothing yet, of this file.
    pub(super) fn new(
        path: &'a SourcePath,
        config: &'a Config,
        problem: impl IntoIterator<Item = Diagnostic>,
    ) -> Self {
        let problems = problem.into_iter().collect();
        Joining {
            path,
            config,
            problems,
            part: Part::default(),
            places: Vec::new(),
            comments: Vec::new(),
            authors: Authors::default(),
            entities: BTreeSet::new(),
        }
    }

    /// Adds the part that follows, which was read of this portion. Whether there may be more.
    pub(super) fn add(&mut self, portion: &Portion<'_>, part: Part) -> bool {
        let whole = &mut self.part;
        let room = self.config.limits.comments - self.comments.len();
        let mut part = match part.comments.len() > room {
            true => Part::read_some(portion, self.path, self.config, room),
            false => part,
        };
        let is_new = |problem: &Diagnostic| match &problem.problem {
            Problem::XmlUnknownEntity { name } => self.entities.insert(name.clone()),
            _ => true,
        };
        self.problems.extend(part.warnings.into_iter().filter(is_new));
        whole.flaw = part.flaw;
        if whole.flaw.is_some() {
            return false;
        }
        whole.channel.update(part.channel);
        whole.users.append(&mut part.users);
        let places = part.places.into_iter();
        self.places.extend(places.map(Stood::shared));
        let first = self.comments.len();
        let accounts = part.accounts.into_iter();
        whole.accounts.extend(accounts.map(|(number, account)| (first + number, account)));
        self.comments.extend(part.comments.into_iter().map(|comment| {
            let author = self.authors.share(comment.author);
            Box::new(Comment { author, ..comment })
        }));
        whole.removed += part.removed;
        whole.double_encoded = whole.double_encoded.take().or(part.double_encoded);
        whole.undated = whole.undated.or(part.undated);
        !part.is_end
    }

    /// The export. Half of one would look like a whole one.
    pub(super) fn finish(self) -> Checked<Export> {
        let Joining { path, mut problems, part, mut places, mut comments, mut authors, .. } = self;
        let Part { channel, users, accounts, .. } = part;
        if let Some(flaw) = part.flaw {
            problems.push(flaw);
            return Checked { value: Export::default(), problems };
        }
        let warn = |problem| Diagnostic::warning(problem).at(path);
        match channel.version() {
            None => problems.push(warn(Problem::NoWxrVersion)),
            Some((major, minor)) if (major, minor) > KNOWN => {
                problems
                    .push(warn(Problem::NewerWxrVersion { version: format!("{major}.{minor}") }));
            }
            Some(_) => {}
        }
        if part.removed > 0 {
            problems.push(warn(Problem::ControlCharacters { count: part.removed }));
        }
        if let Some((line, example)) = part.double_encoded {
            let warning = warn(Problem::DoubleEncoded { example });
            problems.push(Diagnostic { line: Some(line), ..warning });
        }
        if let Some(line) = part.undated {
            let warning = warn(Problem::DateUnclear { value: NO_DATE.to_owned() });
            problems.push(Diagnostic { line: Some(line), ..warning });
        }
        let system = channel.system();
        let mut rest = comments.iter_mut();
        for Stood { place, comments: own, .. } in &mut places {
            Arc::make_mut(place).system.clone_from(&system);
            rest.by_ref().take(*own).for_each(|comment| comment.place = place.clone());
        }
        let restricted =
            places.iter().filter_map(|stood| Some((stood.place.clone(), stood.restricted?)));
        let restricted = restricted.collect();
        let with_page = places.into_iter().filter(|stood| stood.has_page);
        let places = with_page.map(|stood| stood.place).collect();
        name_users(&mut comments, &accounts, &users, &mut authors);
        let newest = || comments.iter().filter_map(|comment| comment.written).max();
        let made = trimmed(&channel.made).and_then(dates::rfc_2822).or_else(newest);
        let made = made.map(|moment| moment.0);
        let value = Export { made, comments, places, restricted, ..Export::default() };
        Checked { value, problems }
    }
}
