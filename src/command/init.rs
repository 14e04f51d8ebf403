//! `weerklank init`: a small site that builds at once.

use std::path::PathBuf;

use include_dir::{Dir, include_dir};

use super::console::Console;
use super::{Global, open, words};
use crate::diagnostic::{Diagnostic, Language, Problem};
use crate::disk::{read, write};
use crate::page::theme::files_of;

static DUTCH: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/src/command/starter/nl");
static ENGLISH: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/src/command/starter/en");

/// Make a small site in a new folder
#[derive(Debug, clap::Args)]
pub(super) struct Init {
    /// The folder; new or empty
    dir: PathBuf,
}

impl Init {
    pub(super) fn run(&self, global: &Global, console: &Console) -> bool {
        match self.make(global, console.language) {
            Ok(()) => {
                console.say(&words::made(&self.dir, console.language));
                true
            }
            Err(problem) => {
                console.tell(&[problem]);
                false
            }
        }
    }

    fn make(&self, global: &Global, language: Language) -> Result<(), Diagnostic> {
        if !read::is_free(&self.dir) {
            return Err(Diagnostic::error(Problem::TargetExists {
                path: self.dir.display().to_string(),
            }));
        }
        let starter = match language {
            Language::Dutch => &DUTCH,
            Language::English => &ENGLISH,
        };
        let now = open::now(global);
        let today = now.get(..10).unwrap_or(&now);
        let year = now.get(..4).unwrap_or("2026");
        for file in files_of(starter) {
            let path = file.path().to_string_lossy().replace('\\', "/").replace("YEAR", year);
            let text = String::from_utf8_lossy(file.contents()).replace("{today}", today);
            write::create(&self.dir, &path, text.as_bytes())?;
        }
        Ok(())
    }
}
