//! Who is meant, and every file as it will be: all of it before anything is changed.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

use super::Forget;
use super::making::{Changed, Making};
use super::mentions::Mention;
use super::namesakes;
use crate::command::console::Console;
use crate::command::person;
use crate::comment::Comment;
use crate::comment::erasure::{self, Answered, Traces, fates};
use crate::comment::person::{Person, gather};
use crate::config::Config;
use crate::diagnostic::{Diagnostic, Problem, Severity};
use crate::disk::forgetting::Rewritten;
use crate::pipeline;
use crate::site::Discussed;
use crate::source::{Hash, Source};

/// Everything that is to be done.
#[derive(Debug)]
pub(super) struct Plan {
    pub(super) people: usize,
    pub(super) traces: Traces,
    pub(super) changed: Vec<Changed>,
    pub(super) mentions: Vec<Mention>,
    /// Whether those go too.
    pub(super) redacts: bool,
    /// Decisions of moderators that went with the comments.
    pub(super) decisions: usize,
    /// Comments by somebody of the same name that stay.
    pub(super) namesakes: Vec<Diagnostic>,
}

impl Plan {
    /// Finds who is meant and makes the files. Errors mean that nothing can be done.
    pub(super) fn new(
        forget: &Forget,
        (root, config): (&Path, &Config),
        console: &Console,
    ) -> Result<Plan, Vec<Diagnostic>> {
        let discussed = pipeline::conversation(root, config, &[]).value;
        let (exported, others) = pipeline::exports(root, config).value;
        let comments = person::all(&exported);
        let everyone = gather(comments.iter().copied());
        let people = match forget.people.as_slice() {
            [] => returned(&comments, &others)?,
            typed => {
                let find = |text: &String| {
                    let among = (everyone.as_slice(), comments.as_slice());
                    person::find(text, among, &discussed, (forget.all, console))
                };
                all_found(typed.iter().map(find))?
            }
        };
        let erased: HashSet<usize> =
            people.iter().flat_map(|person| person.comments.iter().copied()).collect();
        if erased.is_empty() {
            let name = forget.people.join(", ");
            return Err(vec![Diagnostic::error(Problem::NothingWritten { name })]);
        }
        let posts = pipeline::texts(root, config);
        let answered = Answered::new(&comments, &erased, &anchors(&discussed));
        let mut traces = Traces::new(&people, &comments, &everyone, answered);
        posts.iter().for_each(|post| traces.published(&String::from_utf8_lossy(&post.bytes)));
        let mut making = Making {
            fates: fates(&comments, &erased, traces.answered()),
            traces,
            comments,
            erased,
            redacts: forget.redact_quotes,
            changed: Vec::new(),
            decisions: 0,
            cleaned: HashSet::new(),
        };
        making.exports(&exported, config)?;
        making.beside(&exported)?;
        making.decisions(&others, &discussed, root)?;
        if !forget.again {
            making.suppress((&people, &everyone), &others, (root, config))?;
        }
        making.letters(root, &discussed);
        let mentions = making.mentions(&discussed, &posts);
        let among = (everyone.as_slice(), making.comments.as_slice());
        let namesakes = namesakes::told(&people, among, &making.erased, &discussed);
        let Making { traces, changed, decisions, .. } = making;
        let plan = Plan {
            people: people.len(),
            traces,
            changed,
            mentions,
            redacts: forget.redact_quotes,
            decisions,
            namesakes,
        };
        plan.try_out(root, config)?;
        Ok(plan)
    }

    /// What the next build would say of the new files. It must not be stopped by them.
    fn try_out(&self, root: &Path, config: &Config) -> Result<(), Vec<Diagnostic>> {
        let source = |file: &Changed| {
            let new = Source::new(file.new_path(), file.bytes.clone());
            let old = file.renamed.as_ref().map(|_| Source::new(&file.path, Vec::new()));
            old.into_iter().chain([new])
        };
        let instead: Vec<Source> = self.changed.iter().flat_map(source).collect();
        let before = pipeline::conversation(root, config, &[]).problems;
        let after = pipeline::conversation(root, config, &instead).problems;
        let is_new = |problem: &Diagnostic| {
            let is_known = before.iter().any(|known| known.problem == problem.problem);
            problem.severity == Severity::Error && !is_known
        };
        let refused: Vec<Diagnostic> = after.into_iter().filter(is_new).collect();
        if refused.is_empty() { Ok(()) } else { Err(refused) }
    }

    /// The files as they are written.
    pub(super) fn rewritten(&self) -> Vec<Rewritten> {
        let file = |file: &Changed| {
            let at = |place: &PathBuf, bytes: &[u8]| {
                let (place, was) = (place.clone(), file.on_disk.clone());
                Rewritten { place, was, bytes: bytes.to_vec() }
            };
            match &file.renamed {
                Some((_, new)) => vec![at(new, &file.bytes), at(&file.on_disk, &[])],
                None => vec![at(&file.on_disk, &file.bytes)],
            }
        };
        self.changed.iter().flat_map(file).collect()
    }
}

/// Everybody who is meant, each once; or all that is wrong with what was typed.
fn all_found(
    found: impl Iterator<Item = Result<Vec<Person>, Vec<Diagnostic>>>,
) -> Result<Vec<Person>, Vec<Diagnostic>> {
    let mut people: Vec<Person> = Vec::new();
    let mut problems = Vec::new();
    for found in found {
        match found {
            Ok(found) => {
                let new: Vec<Person> =
                    found.into_iter().filter(|person| !people.contains(person)).collect();
                people.extend(new);
            }
            Err(refused) => problems.extend(refused),
        }
    }
    if problems.is_empty() { Ok(people) } else { Err(problems) }
}

/// Whoever was forgotten before, and is in the exports again.
fn returned(comments: &[&Comment], others: &[Source]) -> Result<Vec<Person>, Vec<Diagnostic>> {
    let is_list = |source: &&Source| source.path.file_name() == "forgotten.toml";
    let lists: Result<Vec<_>, Diagnostic> =
        others.iter().filter(is_list).map(erasure::Forgotten::read).collect();
    let lists = lists.map_err(|problem| vec![problem])?;
    let is_back = |index: &usize| lists.iter().any(|list| list.names(comments[*index]));
    let back: Vec<usize> = (0..comments.len()).filter(is_back).collect();
    let own = gather(back.iter().map(|index| comments[*index]));
    let known: HashSet<usize> = own.iter().flat_map(|person| person.comments.clone()).collect();
    let mut people: Vec<Person> = own
        .into_iter()
        .map(|person| Person {
            comments: person.comments.iter().map(|index| back[*index]).collect(),
            ..person
        })
        .collect();
    // Comments of nobody are known by themselves.
    let nameless = (0..back.len()).filter(|index| !known.contains(index));
    let nameless: Vec<usize> = nameless.map(|index| back[index]).collect();
    if !nameless.is_empty() {
        people.push(Person { comments: nameless, ..Person::default() });
    }
    Ok(people)
}

/// The comment that each anchor of our pages stands for.
fn anchors(discussed: &Discussed) -> HashMap<String, Hash> {
    let placed = discussed.comments.iter();
    placed.map(|placed| (placed.id.to_string(), placed.comment.key())).collect()
}
