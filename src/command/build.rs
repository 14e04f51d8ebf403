//! `weerklank build`.

use std::path::Path;

use super::console::Console;
use super::open::{self, Shown};
use super::whole::Whole;
use super::{Global, forget, words};
use crate::config::Config;
use crate::diagnostic::{Diagnostic, Severity};
use crate::disk::forgetting;
use crate::pipeline::{self, Outcome, Stopwatch};

/// Build the site
#[derive(Debug, clap::Args)]
pub(super) struct Build {
    #[command(flatten)]
    whole: Whole,
    /// Neither use nor keep what was read before
    #[arg(long)]
    no_cache: bool,
}

impl Build {
    pub(super) fn run(&self, global: &Global, console: &Console) -> bool {
        let output = self.whole.output(&global.root);
        let said =
            |outcome: &Outcome, seconds| words::built(outcome, &output, seconds, console.language);
        self.whole.tell(console, |watch| self.build(global, console, watch), said)
    }

    fn build(&self, global: &Global, console: &Console, watch: &mut Stopwatch) -> Outcome {
        let (config, told) = match self.whole.configure(global, console, watch) {
            Ok(configured) => configured,
            Err(outcome) => return outcome,
        };
        let _lock = match open::lock(&global.root) {
            Ok(lock) => lock,
            Err(problem) => return Outcome { problems: vec![problem], ..Outcome::default() },
        };
        let output = self.whole.output(&global.root);
        let mut outcome = self.whole.show((!self.no_cache, None), console, |options| {
            pipeline::build(&global.root, &output, &config, options, watch)
        });
        settle(global, &output, config, self.whole.strict, &mut outcome.problems);
        outcome.problems.extend(told);
        outcome
    }
}

/// What is left to do of an erasure, once the site was built without errors.
pub(super) fn settle(
    global: &Global,
    output: &Path,
    config: Config,
    is_strict: bool,
    problems: &mut Vec<Diagnostic>,
) {
    let is_fatal = |told: &Diagnostic| is_strict || told.severity == Severity::Error;
    if forgetting::pending(&global.root).is_some() && !problems.iter().any(is_fatal) {
        // What was forgotten is gone from this output too now. Another one is built as it was.
        let plain = open::configure(global, &Shown::default()).value.unwrap_or(config);
        problems.extend(forget::settle(&global.root, &plain, output));
    }
}
