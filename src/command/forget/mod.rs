//! `weerklank forget`: takes somebody out of exports, decisions, caches and output, keeps them out, and proves it.
//!
//! 1. `plan` finds who is meant, and `making` makes every file that changes, in memory.
//! 2. The files are rewritten in one go, and the output is built from them.
//! 3. `traces` looks through every file for what is left, and `proof` tells what was done, without a word of the person.

mod plan;
mod listing;
mod making;
mod along;
mod decisions;
mod mentions;
mod named;
mod namesakes;
mod proof;
mod said;
mod traces;

use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::Global;
use super::comments::Done;
use super::console::Console;
use super::open::{self, Shown};
use crate::comment::erasure::scan::Needles;
use crate::config::Config;
use crate::cores::Alone;
use crate::diagnostic::{Diagnostic, Problem, Severity};
use crate::disk::forgetting;
use crate::disk::target::{Owner, Target};
use crate::pipeline::{self, Options, Outcome, Stopwatch};
use plan::Plan;
use proof::Proof;

/// Take somebody out of the site, and keep them out
#[derive(Debug, clap::Args)]
pub(super) struct Forget {
    /// Who: a name, an e-mail address, an account, or the key of a comment; several people at once may be given
    #[arg(value_name = "PERSON", required_unless_present_any = ["verify", "again"])]
    people: Vec<String>,
    /// Show what would change, and change nothing
    #[arg(long)]
    dry_run: bool,
    /// Also take their name, and what others quote of them, out of the comments of others; not afterwards
    #[arg(long)]
    redact_quotes: bool,
    /// Everybody of this name, if there are several; with --again also those of whom only the name is known
    #[arg(long)]
    all: bool,
    /// Only look, through every file, for what is left: of this person, or of all who were forgotten
    #[arg(long, conflicts_with_all = ["dry_run", "redact_quotes", "all", "again"])]
    verify: bool,
    /// Take out again who was forgotten before and came back with an old export
    #[arg(long, conflicts_with = "people")]
    again: bool,
    /// Where the site goes; public/ in the root folder if not given
    #[arg(long, short, value_name = "DIR")]
    output: Option<PathBuf>,
}

/// What `forget` ends with when something is left of somebody that a human has to take away.
const UNFINISHED: u8 = 3;

impl Forget {
    /// Does it, and gives what the program ends with.
    pub(super) fn run(&self, global: &Global, console: &Console) -> u8 {
        let bar = console.progress();
        let done = self
            .forget(global, console, &|count| bar.inc(count as u64))
            .unwrap_or_else(Done::refused);
        bar.finish_and_clear();
        let is_left = |told: &Diagnostic| matches!(told.problem, Problem::ErasureRemains { .. });
        let is_unfinished = done.problems.iter().any(is_left);
        match done.tell_and_keep(console) {
            true if is_unfinished => UNFINISHED,
            is_well => u8::from(!is_well),
        }
    }

    fn forget(
        &self,
        global: &Global,
        console: &Console,
        progress: &(dyn Fn(usize) + Sync),
    ) -> Result<Done, Vec<Diagnostic>> {
        let checked = open::configure(global, &Shown::default());
        let config = checked.value.ok_or(checked.problems)?;
        let _lock = open::lock(&global.root).map_err(|problem| vec![problem])?;
        let output = self.output.clone().unwrap_or_else(|| global.root.join("public"));
        let mut problems = self.opened(&global.root, &output, &config)?;
        let language = console.language;
        let place = traces::Place { root: &global.root, output: &output, progress };
        if self.verify {
            return Ok(traces::verify(&place, &config, (&self.people, language)));
        }
        let plan = Plan::new(self, (&global.root, &config), console);
        let plan = plan.map_err(|refused| self.with_late_quotes(refused))?;
        let mut proof = Proof::new(&plan, &config, (self.dry_run, self.again));
        // The proof that is kept has no word of the person, so what others wrote is said beside it.
        console.aside(&proof.passages(language));
        problems.extend(plan.namesakes.iter().cloned());
        let needles = Needles::of(&plan.traces);
        if self.dry_run {
            let found = traces::foreseen(&place, &needles, &plan.changed);
            problems.extend(traces::told(&found, Severity::Warning, (&config, language)));
            let (text, said) = (proof.text(language), proof.json());
            return Ok(Done { text, said, problems, ..Done::default() });
        }
        forgetting::commit(&global.root, &plan.rewritten(), &output).map_err(|problem| {
            let begun = forgetting::pending(&global.root).is_some();
            [problem].into_iter().chain(begun.then(|| not_erased(&output))).collect::<Vec<_>>()
        })?;
        match rebuild(&global.root, &output, &config) {
            Ok(outcome) => proof.built(outcome.as_ref()),
            Err(mut failed) => {
                failed.push(not_erased(&output));
                problems.extend(failed);
            }
        }
        let found = traces::search(&place, &needles);
        problems.extend(traces::told(&found, Severity::Warning, (&config, language)));
        let left = found.traces.len() as u64;
        let unfinished = Problem::ErasureRemains { count: left };
        problems.extend((left > 0).then(|| Diagnostic::warning(unfinished)));
        proof.searched(&found);
        proof.beyond(&global.root);
        let (text, said) = (proof.text(language), proof.json());
        Ok(Done { text, said, problems, ..Done::default() })
    }

    /// What was refused, with what it means for the words of others if nobody was found.
    fn with_late_quotes(&self, mut refused: Vec<Diagnostic>) -> Vec<Diagnostic> {
        let is_nobody = |told: &Diagnostic| {
            matches!(told.problem, Problem::UnknownWriter { .. } | Problem::NothingWritten { .. })
        };
        if self.redact_quotes && refused.iter().any(is_nobody) {
            refused.push(Diagnostic::error(Problem::QuotesTooLate));
        }
        refused
    }

    /// Refuses an output that cannot be built, before anything is changed, and finishes what was interrupted. What was left to do for
    /// another output does not stand in the way, and is told.
    fn opened(
        &self,
        root: &Path,
        output: &Path,
        config: &Config,
    ) -> Result<Vec<Diagnostic>, Vec<Diagnostic>> {
        if !self.verify {
            Target::open(&Owner::default(), root, output, &config.comments.sources, &Alone)
                .map_err(|problem| vec![problem])?;
        }
        match finish(root, config) {
            Ok(()) => Ok(Vec::new()),
            Err(failed) if forgetting::is_pending(root, output) => Err(failed),
            Err(failed) => Ok(failed.into_iter().map(as_warning).collect()),
        }
    }
}

fn not_erased(output: &Path) -> Diagnostic {
    Diagnostic::error(Problem::OutputNotErased { folder: output.display().to_string() })
}

fn as_warning(problem: Diagnostic) -> Diagnostic {
    Diagnostic { severity: Severity::Warning, ..problem }
}

/// Settles what an erasure left to do, once the site was built. Where another output cannot be built any more, that is told, once.
pub(super) fn settle(root: &Path, config: &Config, built: &Path) -> Vec<Diagnostic> {
    forgetting::settled(root, built);
    let failed = finish(root, config).err().unwrap_or_default();
    forgetting::given_up(root);
    failed.into_iter().map(as_warning).collect()
}

/// Finishes an erasure that was interrupted between the exports and the output.
pub(super) fn finish(root: &Path, config: &Config) -> Result<(), Vec<Diagnostic>> {
    match forgetting::pending(root) {
        Some(output) => rebuild(root, &output, config).map(|_| ()).map_err(|mut failed| {
            failed.push(not_erased(&output));
            failed
        }),
        None => Ok(()),
    }
}

/// Builds the output anew, if there is one.
fn rebuild(
    root: &Path,
    output: &Path,
    config: &Config,
) -> Result<Option<Outcome>, Vec<Diagnostic>> {
    let target = Target::open(&Owner::default(), root, output, &config.comments.sources, &Alone)
        .map_err(|p| vec![p])?;
    if target.files() == 0 {
        forgetting::settled(root, output);
        return Ok(None);
    }
    let options = Options {
        cache: true,
        strict: false,
        started: SystemTime::now(),
        progress: &|_| {},
        readers: None,
    };
    let outcome = pipeline::build(root, output, config, &options, &mut Stopwatch::default());
    let is_error = |problem: &Diagnostic| problem.severity == Severity::Error;
    if outcome.problems.iter().any(is_error) {
        return Err(outcome.problems.into_iter().filter(is_error).collect());
    }
    forgetting::settled(root, output);
    Ok(Some(outcome))
}
