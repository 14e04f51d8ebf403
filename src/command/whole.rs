//! What the commands have in common that go through a whole site, to write it or only to check it.

use std::path::{Path, PathBuf};
use std::time::{Instant, SystemTime};

use super::console::Console;
use super::open::{self, Shown};
use super::{Global, report};
use crate::config::{Config, Doubt};
use crate::diagnostic::{Checked, Diagnostic, Severity};
use crate::disk::read::resolved;
use crate::pipeline::{self, Options, Outcome, Readers, Stopwatch};

/// Which site it is, and how strictly it is looked at.
#[derive(Clone, Debug, clap::Args)]
pub(super) struct Whole {
    /// Where the site goes; otherwise public/ in the root folder, or the folder that readers have
    #[arg(long, short, value_name = "DIR")]
    output: Option<PathBuf>,
    #[command(flatten)]
    shown: Shown,
    /// Warnings are errors
    #[arg(long)]
    pub(super) strict: bool,
}

impl Whole {
    /// Where the site goes.
    pub(super) fn output(&self, root: &Path) -> PathBuf {
        self.output.as_ref().map_or_else(|| root.join("public"), |named| resolved(named))
    }

    /// The folder that the command line names.
    pub(super) fn named(&self) -> Option<PathBuf> {
        self.output.clone()
    }

    /// The same for a site that goes to this folder.
    pub(super) fn going_to(&self, folder: &Path) -> Whole {
        Whole { output: Some(folder.to_owned()), ..self.clone() }
    }

    /// The configuration, with what is wrong with it; if something is in the way, what came of looking for more.
    pub(super) fn configure(
        &self,
        global: &Global,
        console: &Console,
        watch: &mut Stopwatch,
    ) -> Result<(Config, Vec<Diagnostic>), Outcome> {
        let Checked { value, mut problems } = open::guess(global, &self.shown);
        let is_fatal = |told: &Diagnostic| self.strict || told.severity == Severity::Error;
        let is_refused = problems.iter().any(is_fatal);
        match value {
            Some(config) if !is_refused => return Ok((config, problems)),
            Some(config) => {
                let doubt = Doubt::of(&problems);
                let mut more = self.follow(&global.root, &config, console, watch);
                more.retain(|told| doubt.leaves(told, &config));
                problems.extend(more);
            }
            None => {}
        }
        Err(Outcome { problems, ..Outcome::default() })
    }

    /// What else is wrong with a site whose settings are. Nothing is written.
    fn follow(
        &self,
        root: &Path,
        config: &Config,
        console: &Console,
        watch: &mut Stopwatch,
    ) -> Vec<Diagnostic> {
        let output = self.output(root);
        let tried =
            |options: &Options<'_>| pipeline::check(root, &output, config, options, watch).problems;
        self.show((true, None), console, tried)
    }

    /// Does the work, with what is kept or without, for readers or not, while a long one shows how far it is.
    pub(super) fn show<T>(
        &self,
        (cache, readers): (bool, Option<Readers>),
        console: &Console,
        work: impl FnOnce(&Options<'_>) -> T,
    ) -> T {
        let bar = console.progress();
        let progress = |count: usize| bar.inc(count as u64);
        let (strict, started) = (self.strict, SystemTime::now());
        let done = work(&Options { cache, strict, started, progress: &progress, readers });
        bar.finish_and_clear();
        done
    }

    /// Does the work and tells what became of it, and in `said` what went well. Gives whether it did.
    pub(super) fn tell(
        &self,
        console: &Console,
        work: impl FnOnce(&mut Stopwatch) -> Outcome,
        said: impl FnOnce(&Outcome, f64) -> String,
    ) -> bool {
        let start = Instant::now();
        let mut watch = Stopwatch::default();
        let mut outcome = work(&mut watch);
        if self.strict {
            outcome.problems.iter_mut().for_each(|problem| problem.severity = Severity::Error);
        }
        let ok = !outcome.problems.iter().any(|problem| problem.severity == Severity::Error);
        console.tell(&outcome.problems);
        console.stages(&watch.stages);
        let seconds = start.elapsed().as_secs_f64();
        console.print_json(&report::build(&outcome, seconds, console.language));
        if ok {
            console.say(&said(&outcome, seconds));
        }
        ok
    }
}
