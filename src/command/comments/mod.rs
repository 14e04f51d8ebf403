//! `weerklank comments`: what became of every comment, the decisions of moderators, and what somebody wrote.
//!
//! Without a task it lists; `decide` writes `moderation.toml`, `mapping` writes `mapping.csv`, `export` gives someone all that
//! they wrote.

mod decide;
mod export;
mod list;
mod mapping;
mod rows;
mod show;
mod wanted;
pub(super) mod said;

use clap::Subcommand;
use serde_json::{Value, json};

use super::console::Console;
use super::open::{self, Shown};
use super::{Global, report};
use crate::config::Config;
use crate::diagnostic::{Checked, Diagnostic, Problem, Severity};
use crate::pipeline;
use crate::site::Discussed;

/// List comments, decide about them, and give people what they wrote
#[derive(Debug, clap::Args)]
pub(super) struct Comments {
    #[command(subcommand)]
    task: Option<Task>,
    #[command(flatten)]
    filter: list::Filter,
    /// Write mapping.csv: a line for each address without a post, with a suggestion
    #[arg(long)]
    mapping: bool,
}

#[derive(Debug, Subcommand)]
enum Task {
    /// Show a comment whole
    Show(show::Show),
    /// Do not show comments; answers to them keep their place
    Hide(decide::Decide),
    /// Show comments that wait, or that were hidden here
    Publish(decide::Decide),
    /// Put comments at the top of their discussion
    Pin(decide::Decide),
    /// Take a passage out of a comment
    Redact(decide::Redact),
    /// Take the links to react away from posts
    Close(decide::Close),
    /// Give someone everything they wrote
    Export(export::Export),
}

/// What a task gives: what the terminal says, what `--json` says, and what is wrong.
#[derive(Debug, Default)]
pub(super) struct Done {
    /// For the terminal, or for a pipe.
    pub(super) text: String,
    /// For `--json`.
    pub(super) said: Value,
    /// What is wrong; an error means that nothing was done.
    pub(super) problems: Vec<Diagnostic>,
    /// What the text is to whoever gave the command.
    pub(super) kind: Kind,
    /// What is said beside it, to the reader alone.
    pub(super) aside: String,
}

/// What a text is to whoever gave the command.
#[derive(Clone, Copy, Debug, Default)]
pub(super) enum Kind {
    /// It says what was done; `--quiet` leaves it out.
    #[default]
    Message,
    /// It is what was asked for.
    Answer,
}

impl Done {
    /// Nothing was done, because of these.
    pub(super) fn refused(problems: Vec<Diagnostic>) -> Done {
        Done { said: json!({}), problems, ..Done::default() }
    }

    /// Tells it all, and says whether it went well.
    pub(super) fn tell(self, console: &Console) -> bool {
        let Done { text, said, problems, kind, aside } = self;
        let ok = !problems.iter().any(|problem| problem.severity == Severity::Error);
        console.tell(&problems);
        console.print_json(&report::done(said, &problems, console.language));
        let text = text.trim_end_matches('\n');
        match kind {
            _ if text.is_empty() => {}
            Kind::Message => console.say(text),
            Kind::Answer => console.answer(text),
        }
        console.aside(&aside);
        ok
    }

    /// The same for what is done once only: where stdout takes it not, it goes to stderr, and that is an error.
    pub(in crate::command) fn tell_and_keep(self, console: &Console) -> bool {
        let Done { text, said, mut problems, .. } = self;
        let report = report::done(said.clone(), &problems, console.language);
        let lost = console.keep(&text, &report).err();
        if let Some(error) = &lost {
            let detail = error.to_string();
            problems.push(Diagnostic::error(Problem::ProofUnwritten { detail }));
        }
        console.tell(&problems);
        if lost.is_some() {
            let report = report::done(said, &problems, console.language);
            console.insist(&if console.is_json() { report.to_string() } else { text });
        }
        !problems.iter().any(|problem| problem.severity == Severity::Error)
    }
}

impl Comments {
    pub(super) fn run(&self, global: &Global, console: &Console) -> bool {
        let ok = self.task(global, console);
        ok.unwrap_or_else(|problems| Done::refused(problems).tell(console))
    }

    /// Carries out the task, and says whether it went well.
    fn task(&self, global: &Global, console: &Console) -> Result<bool, Vec<Diagnostic>> {
        let checked = open::configure(global, &Shown::default());
        let config = checked.value.ok_or(checked.problems)?;
        // Decisions are written one at a time, and what a killed command left is finished first.
        let _lock = open::lock(&global.root).map_err(|problem| vec![problem])?;
        super::forget::finish(&global.root, &config)?;
        let site = Site { global, config: &config };
        let done = match &self.task {
            None if self.mapping => mapping::write(&site, console.language),
            None => return self.filter.list(&site.read(), &site, console),
            Some(Task::Show(show)) => show.run(&site.read(), &site, console.language),
            Some(Task::Hide(decide)) => decide.run("hide", &site, console.language),
            Some(Task::Publish(decide)) => decide.run("publish", &site, console.language),
            Some(Task::Pin(decide)) => decide.run("pin", &site, console.language),
            Some(Task::Redact(redact)) => redact.run(&site, console.language),
            Some(Task::Close(close)) => close.run(&site, console.language),
            Some(Task::Export(export)) => export.run(&site, console),
        };
        Ok(done?.tell(console))
    }
}

/// The site that a task is about.
struct Site<'a> {
    global: &'a Global,
    config: &'a Config,
}

impl Site<'_> {
    /// Its comments, and what became of them.
    fn read(&self) -> Checked<Discussed> {
        pipeline::conversation(&self.global.root, self.config, &[])
    }

    /// The folder of exports in which decisions and mappings stand.
    fn folder(&self) -> &str {
        let source = self.config.comments.sources.first().map_or("content/comments", |s| s);
        // A source may be a file.
        match source.rsplit_once('/') {
            Some((folder, name)) if name.contains('.') => folder,
            _ => source,
        }
    }
}
