//! `weerklank build`.

use std::path::{Path, PathBuf};
use std::time::{Instant, SystemTime};

use super::console::Console;
use super::open::{self, Shown};
use super::{Global, forget, report, words};
use crate::diagnostic::{Diagnostic, Severity};
use crate::disk::forgetting;
use crate::pipeline::{self, Options, Outcome, Stopwatch};

/// Build the site
#[derive(Debug, clap::Args)]
pub(super) struct Build {
    /// Where the site goes; public/ in the root folder if not given
    #[arg(long, short, value_name = "DIR")]
    output: Option<PathBuf>,
    #[command(flatten)]
    shown: Shown,
    /// Warnings are errors
    #[arg(long)]
    strict: bool,
    /// Neither use nor keep what was read before
    #[arg(long)]
    no_cache: bool,
}

impl Build {
    pub(super) fn run(&self, global: &Global, console: &Console) -> bool {
        let start = Instant::now();
        let mut watch = Stopwatch::default();
        let mut outcome = self.build(global, console, &mut watch);
        if self.strict {
            outcome.problems.iter_mut().for_each(|problem| problem.severity = Severity::Error);
        }
        let ok = !outcome.problems.iter().any(|problem| problem.severity == Severity::Error);
        console.tell(&outcome.problems);
        console.stages(&watch.stages);
        let seconds = start.elapsed().as_secs_f64();
        console.print_json(&report::build(&outcome, seconds, console.language));
        if ok {
            console.say(&words::built(
                &outcome,
                &self.output(&global.root),
                seconds,
                console.language,
            ));
        }
        ok
    }

    fn output(&self, root: &Path) -> PathBuf {
        self.output.clone().unwrap_or_else(|| root.join("public"))
    }

    fn build(&self, global: &Global, console: &Console, watch: &mut Stopwatch) -> Outcome {
        let refused = |problems: Vec<Diagnostic>| Outcome { problems, ..Outcome::default() };
        let checked = open::configure(global, &self.shown);
        let is_refused = self.strict && !checked.problems.is_empty();
        let Some(config) = checked.value.filter(|_| !is_refused) else {
            return refused(checked.problems);
        };
        let _lock = match open::lock(&global.root) {
            Ok(lock) => lock,
            Err(problem) => return refused(vec![problem]),
        };
        let bar = console.progress();
        let progress = |count: usize| bar.inc(count as u64);
        let options = Options {
            cache: !self.no_cache,
            strict: self.strict,
            started: SystemTime::now(),
            progress: &progress,
        };
        let mut outcome =
            pipeline::build(&global.root, &self.output(&global.root), &config, &options, watch);
        bar.finish_and_clear();
        let is_fatal = |told: &Diagnostic| self.strict || told.severity == Severity::Error;
        if forgetting::pending(&global.root).is_some() && !outcome.problems.iter().any(is_fatal) {
            // What was forgotten is gone from this output too now. Another one is built as it was.
            let plain = open::configure(global, &Shown::default()).value.unwrap_or(config);
            let output = self.output(&global.root);
            outcome.problems.extend(forget::settle(&global.root, &plain, &output));
        }
        outcome.problems.extend(checked.problems);
        outcome
    }
}
