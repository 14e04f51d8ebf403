//! `weerklank publish`: the site goes where readers have it, such as a folder on a share.

use std::path::{Path, PathBuf};

use super::build::settle;
use super::console::Console;
use super::open::{self, Shown};
use super::whole::Whole;
use super::{Global, words};
use crate::config::Config;
use crate::diagnostic::{Diagnostic, Problem, Refusal};
use crate::disk::lock::{self, Lock};
use crate::disk::target::Owner;
use crate::disk::write;
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
        let whole = folder.map_or_else(|| self.whole.clone(), |folder| self.whole.going_to(folder));
        let (config, mut told) = match whole.configure(global, console, watch) {
            Ok(configured) => configured,
            Err(outcome) => return outcome,
        };
        let Some(folder) = folder.filter(|folder| folder.is_dir()) else {
            let is_file = folder.is_some_and(Path::is_file);
            let why = if is_file { Refusal::File } else { Refusal::Missing };
            told.push(Diagnostic::error(match folder.map(|folder| folder.display().to_string()) {
                Some(folder) => Problem::ShareRefused { folder, why },
                None => Problem::ShareUnnamed,
            }));
            return failed(told);
        };
        // A folder that is only looked at need not be kept for others.
        let locks = (!self.dry_run).then(|| locked(global, folder)).transpose();
        let _locks = match locks {
            Ok(locks) => locks,
            Err(problem) => return failed(vec![problem]),
        };
        let readers = Some(self.readers(&config));
        let mut outcome = whole.show((true, readers), console, |options| {
            let way = if self.dry_run { pipeline::check } else { pipeline::build };
            way(&global.root, folder, &config, options, watch)
        });
        if !self.dry_run {
            settle(global, folder, config, whole.strict, &mut outcome.problems);
        }
        outcome.problems.extend(told);
        outcome
    }

    /// A site with an address is called by its title and that, so that colleagues may publish it from several places.
    fn readers(&self, config: &Config) -> Readers {
        let name = format!("{}\n{}", config.title, config.base_url);
        let has_address = !config.base_url.is_empty();
        let site = has_address.then(|| Hash::of(name.as_bytes()).short(24));
        let owner = Owner { site, takes_over: self.take_over };
        Readers { owner, may_shrink: self.shrink }
    }
}

/// Keeps the site for this command, and the folder from others who publish to it.
fn locked(global: &Global, folder: &Path) -> Result<(Lock, Lock), Diagnostic> {
    let own = open::lock(&global.root)?;
    let shown = || folder.display().to_string();
    match lock::take_shared(folder) {
        Ok(Some(shared)) => Ok((own, shared)),
        Ok(None) => Err(Diagnostic::error(Problem::Locked { folder: shown() })),
        Err(error) => Err(write::failed(folder, &error)),
    }
}
