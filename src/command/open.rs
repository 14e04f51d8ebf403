//! What every command does first: settings and flags become a configuration.

use std::path::Path;

use super::Global;
use crate::config::{self, Clock, Config, Flags, base_address, resolve};
use crate::diagnostic::{Checked, Diagnostic, Problem};
use crate::disk::lock::{self, Lock};
use crate::disk::{forgetting, journal, read, write};
use crate::source::{Hash, Source};

/// Which documents a command shows, and under which address.
#[derive(Clone, Debug, Default, clap::Args)]
pub(super) struct Shown {
    /// The address that the site will have
    #[arg(long, value_name = "URL", value_parser = address)]
    pub base_url: Option<String>,
    /// Build drafts too
    #[arg(long)]
    pub drafts: bool,
    /// Build posts of later dates too
    #[arg(long)]
    pub future: bool,
    /// Build posts past their date too
    #[arg(long)]
    pub expired: bool,
}

/// A whole address, for the command line.
pub(super) fn address(text: &str) -> Result<String, String> {
    base_address(text)
        .ok_or_else(|| "not a whole address; write https://kennis.example/blog/".to_owned())
}

/// The configuration of the site in the root folder.
pub(super) fn configure(global: &Global, shown: &Shown) -> Checked<Option<Config>> {
    by(global, shown, resolve)
}

/// The same with the default in place of each setting that is wrong, to find what else is.
pub(super) fn guess(global: &Global, shown: &Shown) -> Checked<Option<Config>> {
    by(global, shown, config::guess)
}

fn by(
    global: &Global,
    shown: &Shown,
    read: fn(&Source, &Flags) -> Checked<Option<Config>>,
) -> Checked<Option<Config>> {
    match read::settings(&global.root) {
        Ok(source) => read(&source, &flags(global, shown)),
        Err(told) => {
            let folder = global.root.display().to_string();
            let is_there = global.root.is_dir();
            let problem = Diagnostic::error(Problem::RootMissing { folder });
            Checked { value: None, problems: vec![if is_there { told } else { problem }] }
        }
    }
}

/// What the command line decides.
pub(super) fn flags(global: &Global, shown: &Shown) -> Flags {
    Flags {
        base_url: shown.base_url.clone(),
        drafts: shown.drafts,
        future: shown.future,
        expired: shown.expired,
        now: global.now.unwrap_or_else(|| Clock::Moment(jiff::Timestamp::now())),
        program: program(),
    }
}

/// The day in the site's time zone.
pub(super) fn today(config: &Config) -> jiff::civil::Date {
    jiff::Timestamp::from_second(config.now)
        .unwrap_or_default()
        .to_zoned_datetime(config.timezone.clone())
        .date()
}

/// Another program makes other pages: its version, and when it was compiled as far as its file tells.
fn program() -> Hash {
    let file = std::env::current_exe().ok().and_then(|path| read::stamp(&path));
    Hash::of(format!("{} {file:?}", env!("CARGO_PKG_VERSION")).as_bytes())
}

/// Takes the lock of a site, and finishes what a killed command left.
pub(super) fn lock(root: &Path) -> Result<Lock, Diagnostic> {
    let folder = root.join(".weerklank").display().to_string();
    match lock::take(root) {
        Ok(Some(lock)) => {
            journal::recover(root)?;
            forgetting::recover(root)?;
            Ok(lock)
        }
        Ok(None) => Err(Diagnostic::error(Problem::Locked { folder })),
        Err(error) => Err(write::failed(&root.join(".weerklank"), &error)),
    }
}
