//! The commands: the thin shell around the steps, with the terminal, the clock and the environment.

#![expect(
    clippy::disallowed_methods,
    reason = "this is where the clock and the environment are read"
)]

mod console;
mod words;
mod usage;
mod misuse;
mod open;
mod report;
mod whole;
mod build;
mod check;
mod publish;
mod init;
mod new;
mod import;
mod imported;
mod serve;
mod table;
mod person;
mod comments;
mod forget;
mod digest;

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, CommandFactory, FromArgMatches, Parser, Subcommand};

use console::Console;
use misuse::Misuse;

use crate::config::Clock;
use crate::diagnostic::Language;

/// Turns posts and the comments on them into an intranet blog: files that need no server.
#[derive(Debug, Parser)]
#[command(name = "weerklank", version, about, max_term_width = 100)]
struct Cli {
    #[command(flatten)]
    global: Global,
    #[command(subcommand)]
    command: Command,
}

/// What every command understands.
#[derive(Clone, Debug, Args)]
struct Global {
    /// The folder with weerklank.toml
    #[arg(long, global = true, value_name = "DIR", default_value = ".")]
    root: PathBuf,
    /// Say nothing but errors and what was asked for
    #[arg(long, short, global = true)]
    quiet: bool,
    /// Say how long each step took, and fold no warnings
    #[arg(long, short, global = true)]
    verbose: bool,
    /// Print the report as one JSON object on stdout
    #[arg(long, global = true)]
    json: bool,
    /// The clock, for builds that come out the same: 2026-11-23 or 2026-11-23T09:00:00Z
    #[arg(long, global = true, value_name = "DATETIME")]
    now: Option<Clock>,
    /// The language of messages: nl or en; else that of the environment, or Dutch
    #[arg(long, global = true, value_name = "LANG")]
    lang: Option<String>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Make a small site in a new folder
    Init(init::Init),
    /// Begin a post, a page, an expert or a topic
    New(new::New),
    /// Make Markdown of the posts of a blog in WordPress
    Import(import::Import),
    /// Build the site
    Build(build::Build),
    /// Find what a build would find, and change nothing
    Check(check::Check),
    /// Build the site where readers have it, such as a folder on a share
    Publish(publish::Publish),
    /// Show the site in a browser of this computer, and follow what is written
    Serve(serve::Serve),
    /// List comments, decide about them, and give people what they wrote
    Comments(comments::Comments),
    /// Take somebody out of the site, and keep them out
    Forget(forget::Forget),
    /// Write what happened in a week or a month as an HTML message to send
    Digest(digest::Digest),
}

/// What the command line asks for.
fn understood(arguments: Vec<OsString>, language: Language) -> Result<Cli, clap::Error> {
    let mut command = usage::translated(Cli::command(), language);
    let matches = command.try_get_matches_from_mut(arguments)?;
    usage::refuse_listing(&command, &matches)?;
    Cli::from_arg_matches(&matches)
}

/// Tells of wrong usage.
fn refused(misuse: &Misuse, arguments: &[OsString], language: Language) -> ExitCode {
    let as_json = arguments.iter().any(|word| word == "--json");
    console::complain(&misuse.text(language), as_json.then(|| misuse.report()).as_ref());
    ExitCode::from(2)
}

/// Runs the command of the command line. 0: done. 1: errors were found, and the old output stands. 2: wrong usage. 3: somebody was
/// forgotten, and something of them is left.
pub fn run() -> ExitCode {
    let mut arguments: Vec<OsString> = std::env::args_os().collect();
    let options = ["--lang", "--root", "--now"];
    let is_word = |at: &usize| {
        let before = &arguments[at - 1];
        let is_option = arguments[*at].to_string_lossy().starts_with('-');
        !is_option && options.iter().all(|option| before != option)
    };
    let first = (1..arguments.len()).find(is_word);
    if let Some(at) = first.filter(|at| arguments[*at] == "help" || arguments[*at] == "hulp") {
        arguments.remove(at);
        arguments.push("--help".into());
    }
    let language = console::language(&arguments);
    let cli = match understood(arguments.clone(), language) {
        Ok(cli) => cli,
        Err(error) => match Misuse::of(&error, language) {
            Some(misuse) => return refused(&misuse, &arguments, language),
            // Help and version are no errors, and go to stdout.
            None => {
                let _ = error.print();
                return ExitCode::SUCCESS;
            }
        },
    };
    if let Some(tag) = cli.global.lang.as_ref().filter(|tag| Language::from_tag(tag).is_none()) {
        return refused(&Misuse::of_language(tag, language), &arguments, language);
    }
    let builds = matches!(cli.command, Command::Build(_) | Command::Publish(_) | Command::Serve(_));
    let console = Console::new(&cli.global, builds, language);
    let done = match &cli.command {
        Command::Init(init) => init.run(&cli.global, &console),
        Command::New(new) => new.run(&cli.global, &console),
        Command::Import(import) => import.run(&cli.global, &console),
        Command::Build(build) => build.run(&cli.global, &console),
        Command::Check(check) => check.run(&cli.global, &console),
        Command::Publish(publish) => publish.run(&cli.global, &console),
        Command::Serve(serve) => serve.run(&cli.global, &console),
        Command::Comments(comments) => comments.run(&cli.global, &console),
        Command::Forget(forget) => {
            let code = forget.run(&cli.global, &console);
            let code = if console.ends_well() || code > 0 { code } else { 1 };
            return ExitCode::from(code);
        }
        Command::Digest(digest) => digest.run(&cli.global, &console),
    };
    ExitCode::from(u8::from(!(console.ends_well() && done)))
}
