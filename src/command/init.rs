//! `weerklank init`: a small site that builds at once.

use std::path::PathBuf;

use include_dir::{Dir, include_dir};
use serde_json::json;

use super::console::Console;
use super::open::{self, Shown};
use super::{Global, report, words};
use crate::config::resolve;
use crate::diagnostic::{Diagnostic, Language, Problem};
use crate::disk::{read, write};
use crate::page::theme::files_of;
use crate::source::Source;

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
        let mut files = Vec::new();
        let problems: Vec<Diagnostic> =
            self.make(global, console.language, &mut files).err().into_iter().collect();
        console.tell(&problems);
        let said = json!({ "path": self.dir.display().to_string(), "files": files });
        console.print_json(&report::done(said, &problems, console.language));
        if problems.is_empty() {
            console.say(&words::made(&self.dir, console.language));
        }
        problems.is_empty()
    }

    fn make(
        &self,
        global: &Global,
        language: Language,
        made: &mut Vec<String>,
    ) -> Result<(), Diagnostic> {
        if !read::is_free(&self.dir) {
            return Err(Diagnostic::error(Problem::TargetExists {
                path: self.dir.display().to_string(),
            }));
        }
        let starter = match language {
            Language::Dutch => &DUTCH,
            Language::English => &ENGLISH,
        };
        let today = today(starter, global);
        let year = today.year().to_string();
        for file in files_of(starter) {
            let path = file.path().to_string_lossy().replace('\\', "/").replace("YEAR", &year);
            let text = String::from_utf8_lossy(file.contents());
            let text = text.replace("{today}", &today.to_string());
            write::create(&self.dir, &path, text.as_bytes())?;
            made.push(path);
        }
        Ok(())
    }
}

/// The day in the time zone that the new site has.
fn today(starter: &Dir<'_>, global: &Global) -> jiff::civil::Date {
    let settings = starter.get_file("weerklank.toml").expect("every starter has settings");
    let settings = Source::new("weerklank.toml", settings.contents().to_vec());
    let config = resolve(&settings, &open::flags(global, &Shown::default())).value;
    open::today(&config.expect("the settings of a starter are valid"))
}
