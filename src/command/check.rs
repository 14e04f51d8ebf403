//! `weerklank check`: everything that a build would tell, with nothing on the disk changed.

use super::console::Console;
use super::whole::Whole;
use super::{Global, words};
use crate::diagnostic::{Diagnostic, Problem};
use crate::disk::forgetting;
use crate::pipeline::{self, Outcome, Stopwatch};

/// Find what a build would find, and change nothing
#[derive(Debug, clap::Args)]
pub(super) struct Check {
    #[command(flatten)]
    whole: Whole,
}

impl Check {
    pub(super) fn run(&self, global: &Global, console: &Console) -> bool {
        let said = |outcome: &Outcome, seconds| words::checked(outcome, seconds, console.language);
        self.whole.tell(console, |watch| self.check(global, console, watch), said)
    }

    /// Nobody is kept waiting, and nothing is finished that a killed command left: that would change something. It is told.
    fn check(&self, global: &Global, console: &Console, watch: &mut Stopwatch) -> Outcome {
        let (config, told) = match self.whole.configure(global, console, watch) {
            Ok(configured) => configured,
            Err(outcome) => return outcome,
        };
        let output = self.whole.output(&global.root);
        let mut outcome = self.whole.show((true, None), console, |options| {
            pipeline::check(&global.root, &output, &config, options, watch)
        });
        outcome.problems.extend(told);
        outcome.problems.extend(forgetting::pending(&global.root).map(|output| {
            let folder = output.display().to_string();
            Diagnostic::warning(Problem::ErasureUnfinished { folder })
        }));
        outcome
    }
}
