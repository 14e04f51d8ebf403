//! `weerklank check`: everything that a build would tell, with nothing on the disk changed.

use std::path::PathBuf;
use std::time::{Instant, SystemTime};

use super::console::Console;
use super::open::{self, Shown};
use super::{Global, report, words};
use crate::diagnostic::Severity;
use crate::pipeline::{self, Options, Outcome, Stopwatch};

/// Find what a build would find, and change nothing
#[derive(Debug, clap::Args)]
pub(super) struct Check {
    /// The folder that a build would write to; public/ in the root folder if not given
    #[arg(long, short, value_name = "DIR")]
    output: Option<PathBuf>,
    #[command(flatten)]
    shown: Shown,
    /// Warnings are errors
    #[arg(long)]
    strict: bool,
}

impl Check {
    pub(super) fn run(&self, global: &Global, console: &Console) -> bool {
        let start = Instant::now();
        let mut watch = Stopwatch::default();
        let mut outcome = self.check(global, console, &mut watch);
        if self.strict {
            outcome.problems.iter_mut().for_each(|problem| problem.severity = Severity::Error);
        }
        let ok = !outcome.problems.iter().any(|problem| problem.severity == Severity::Error);
        console.tell(&outcome.problems);
        console.stages(&watch.stages);
        let seconds = start.elapsed().as_secs_f64();
        console.print_json(&report::build(&outcome, seconds, console.language));
        if ok {
            console.say(&words::checked(&outcome, seconds, console.language));
        }
        ok
    }

    /// Nobody is kept waiting, and nothing is finished that a killed command left: that would change something.
    fn check(&self, global: &Global, console: &Console, watch: &mut Stopwatch) -> Outcome {
        let checked = open::configure(global, &self.shown);
        let is_refused = self.strict && !checked.problems.is_empty();
        let Some(config) = checked.value.filter(|_| !is_refused) else {
            return Outcome { problems: checked.problems, ..Outcome::default() };
        };
        let bar = console.progress();
        let progress = |count: usize| bar.inc(count as u64);
        let options = Options {
            cache: true,
            strict: self.strict,
            started: SystemTime::now(),
            progress: &progress,
        };
        let output = self.output.clone().unwrap_or_else(|| global.root.join("public"));
        let mut outcome = pipeline::check(&global.root, &output, &config, &options, watch);
        bar.finish_and_clear();
        outcome.problems.extend(checked.problems);
        outcome
    }
}
