//! `weerklank build`.

use super::console::Console;
use super::open::{self, Shown};
use super::whole::Whole;
use super::{Global, forget, words};
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
        let is_fatal = |told: &Diagnostic| self.whole.strict || told.severity == Severity::Error;
        if forgetting::pending(&global.root).is_some() && !outcome.problems.iter().any(is_fatal) {
            // What was forgotten is gone from this output too now. Another one is built as it was.
            let plain = open::configure(global, &Shown::default()).value.unwrap_or(config);
            outcome.problems.extend(forget::settle(&global.root, &plain, &output));
        }
        outcome.problems.extend(told);
        outcome
    }
}
