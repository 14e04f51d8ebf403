//! `weerklank publish`: the site goes where readers have it, such as a folder on a share.

use std::path::{Path, PathBuf};

use super::console::Console;
use super::open::{self, Shown};
use super::whole::Whole;
use super::{Global, words};
use crate::config::Config;
use crate::diagnostic::{Diagnostic, Problem, Refusal};
use crate::disk::forgetting;
use crate::pipeline::{self, Outcome, Readers, Stopwatch};
use crate::source::Hash;

/// Build the site where readers have it
#[derive(Debug, clap::Args)]
pub(super) struct Publish {
    /// The folder where readers have the site; that of `publish.folder` if not given
    #[arg(value_name = "DIR", conflicts_with = "output")]
    place: Option<PathBuf>,
    #[command(flatten)]
    whole: Whole,
    /// Show what would change, and change nothing
    #[arg(long)]
    dry_run: bool,
    /// Take over a folder that holds a site under another name, or one that was emptied
    #[arg(long)]
    take_over: bool,
    /// Let many pages go at once
    #[arg(long)]
    shrink: bool,
}

impl Publish {
    pub(super) fn run(&self, global: &Global, console: &Console) -> bool {
        let folder = self.folder(global);
        let work = |watch: &mut Stopwatch| self.publish(folder.as_deref(), global, console, watch);
        let said = |outcome: &Outcome, seconds| match &folder {
            Some(folder) if !self.dry_run => {
                words::built(outcome, folder, seconds, console.language)
            }
            _ => words::checked(outcome, seconds, console.language),
        };
        self.whole.tell(console, work, said)
    }

    /// Where readers have the site: as the command line says, or else the settings.
    fn folder(&self, global: &Global) -> Option<PathBuf> {
        let named = self.place.clone().or_else(|| self.whole.named());
        named.or_else(|| {
            let config = open::guess(global, &Shown::default()).value?;
            config.publish.folder.filter(|folder| !folder.is_empty()).map(|to| global.root.join(to))
        })
    }

    fn publish(
        &self,
        folder: Option<&Path>,
        global: &Global,
        console: &Console,
        watch: &mut Stopwatch,
    ) -> Outcome {
        let failed = |problems| Outcome { problems, ..Outcome::default() };
        let (config, mut told) = match self.whole.configure(global, console, watch) {
            Ok(configured) => configured,
            Err(outcome) => return outcome,
        };
        let refused = match folder {
            None => Some(Problem::ShareUnnamed),
            Some(folder) if !folder.is_dir() => Some(Problem::ShareRefused {
                folder: folder.display().to_string(),
                why: Refusal::Missing,
            }),
            Some(_) => None,
        };
        told.extend(refused.map(Diagnostic::error));
        let Some(folder) = folder.filter(|folder| folder.is_dir()) else { return failed(told) };
        // A folder that is only looked at need not be kept for others.
        let lock = (!self.dry_run).then(|| open::lock(&global.root)).transpose();
        let _lock = match lock {
            Ok(lock) => lock,
            Err(problem) => return failed(vec![problem]),
        };
        let readers = Some(self.readers(&config));
        let mut outcome = self.whole.show((true, readers), console, |options| {
            let way = if self.dry_run { pipeline::check } else { pipeline::build };
            way(&global.root, folder, &config, options, watch)
        });
        outcome.problems.extend(told);
        outcome.problems.extend(forgetting::pending(&global.root).map(|output| {
            let folder = output.display().to_string();
            Diagnostic::warning(Problem::ErasureUnfinished { folder })
        }));
        outcome
    }

    /// The site is called by its title and address, so that colleagues may publish it from several places.
    fn readers(&self, config: &Config) -> Readers {
        let name = format!("{}\n{}", config.title, config.base_url);
        Readers {
            site: Hash::of(name.as_bytes()).short(24),
            takes_over: self.take_over,
            may_shrink: self.shrink,
        }
    }
}
