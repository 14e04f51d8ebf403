//! The terminal: what is said, in which language, and how wide.

#![expect(clippy::print_stderr, reason = "this is where the program speaks")]

use std::cell::RefCell;
use std::ffi::OsString;
use std::io::{ErrorKind, IsTerminal, Write};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

use super::Global;
use crate::diagnostic::terminal::{self, Showing};
use crate::diagnostic::{Diagnostic, Language, Problem};

/// Problems of one kind that are shown before the rest is only counted.
const SHOWN: usize = 8;

/// Where the program speaks.
#[derive(Debug)]
pub(super) struct Console {
    pub language: Language,
    pub verbose: bool,
    quiet: bool,
    json: bool,
    /// The command builds the site, so an error says what became of it.
    builds: bool,
    color: bool,
    width: usize,
    /// How wide the terminal is that stdout leads to; `None` for a pipe or a file.
    screen: Option<usize>,
    /// Why stdout did not take what was asked for.
    lost: RefCell<Option<std::io::Error>>,
}

impl Console {
    /// The console that the flags ask for, of a command that builds the site or not.
    pub(super) fn new(global: &Global, builds: bool, language: Language) -> Console {
        let is_terminal = std::io::stderr().is_terminal();
        let color = is_terminal && std::env::var_os("NO_COLOR").is_none();
        let width =
            console::Term::stderr().size_checked().map_or(100, |(_, columns)| usize::from(columns));
        let Global { quiet, verbose, json, .. } = *global;
        let screen = std::io::stdout().is_terminal().then(|| {
            console::Term::stdout().size_checked().map_or(100, |(_, columns)| usize::from(columns))
        });
        Console {
            language,
            verbose,
            quiet,
            json,
            builds,
            color,
            width: if is_terminal { width } else { 100 },
            screen,
            lost: RefCell::default(),
        }
    }

    /// Says something of interest.
    pub(super) fn say(&self, text: &str) {
        if !self.quiet && !self.json {
            // A closed pipe is no reason to stop.
            let _ = writeln!(std::io::stdout(), "{text}");
        }
    }

    /// Prints what was asked for, with `--quiet` too.
    pub(super) fn answer(&self, text: &str) {
        if !self.json {
            self.asked(|out| writeln!(out, "{text}"));
        }
    }

    /// Says what has to be kept, as text or as a report, with `--quiet` too: what was not written is an error.
    pub(super) fn keep(&self, text: &str, report: &serde_json::Value) -> std::io::Result<()> {
        let mut out = std::io::stdout().lock();
        match self.json {
            true => writeln!(out, "{report}")?,
            false if !text.is_empty() => writeln!(out, "{}", text.trim_end_matches('\n'))?,
            false => {}
        }
        out.flush()
    }

    /// Says something for the reader alone, which is no part of what is kept.
    pub(super) fn aside(&self, text: &str) {
        if !self.quiet && !self.json && !text.is_empty() {
            let _ = writeln!(std::io::stderr(), "{}", text.trim_end());
        }
    }

    /// Says on stderr what stdout did not take.
    pub(super) fn insist(&self, text: &str) {
        let _ = writeln!(std::io::stderr(), "{}", text.trim_end());
    }

    /// How wide the terminal is on which things are said, and whether in colours; `None` if that is no terminal.
    pub(super) fn screen(&self) -> Option<(usize, bool)> {
        let color = std::env::var_os("NO_COLOR").is_none();
        self.screen.map(|width| (width, color))
    }

    /// Asks on the terminal which of these are meant. `None` if nobody is there to answer, or if the answer is none of them.
    pub(super) fn choose(&self, text: &str, choices: &[String]) -> Option<Vec<usize>> {
        if self.json || !std::io::stdin().is_terminal() || !std::io::stderr().is_terminal() {
            return None;
        }
        let (question, answer) = match self.language {
            Language::Dutch => (
                format!("met `{text}` kunnen verschillende mensen zijn bedoeld"),
                "Welke? Nummers met komma's ertussen, of niets",
            ),
            Language::English => (
                format!("`{text}` may mean several people"),
                "Which? Numbers with commas between, or nothing",
            ),
        };
        eprintln!("{question}");
        for (choice, number) in choices.iter().zip(1..) {
            eprintln!("{number:>4}  {choice}");
        }
        eprint!("{answer}: ");
        let mut line = String::new();
        std::io::stdin().read_line(&mut line).ok()?;
        let numbers = line.split([',', ' ']).map(str::trim).filter(|part| !part.is_empty());
        let chosen: Option<Vec<usize>> = numbers
            .map(|part| part.parse::<usize>().ok()?.checked_sub(1).filter(|n| *n < choices.len()))
            .collect();
        chosen.filter(|chosen| !chosen.is_empty())
    }

    /// Whether all is said as one JSON object.
    pub(super) fn is_json(&self) -> bool {
        self.json
    }

    /// Prints the report of `--json`.
    pub(super) fn print_json(&self, report: &serde_json::Value) {
        if self.json {
            self.asked(|out| writeln!(out, "{report}"));
        }
    }

    /// Writes what was asked for and is too much to be kept.
    pub(super) fn stream(&self, write: impl FnOnce(&mut dyn Write) -> std::io::Result<()>) {
        self.asked(|out| {
            let mut out = std::io::BufWriter::with_capacity(1 << 16, out);
            write(&mut out).and_then(|()| out.flush())
        });
    }

    /// Writes to stdout what somebody asked for: a file with a part of it would pass for the whole. Whoever closes a pipe has read enough.
    fn asked(&self, write: impl FnOnce(&mut dyn Write) -> std::io::Result<()>) {
        let mut out = std::io::stdout().lock();
        if let Err(error) = write(&mut out).and_then(|()| out.flush())
            && error.kind() != ErrorKind::BrokenPipe
        {
            self.lost.replace(Some(error));
        }
    }

    /// Tells that stdout did not take what was asked for. Whether it took all.
    pub(super) fn ends_well(&self) -> bool {
        let Some(error) = self.lost.take() else { return true };
        let detail = error.to_string();
        // What became of the site was said before.
        let told = self.plain(&[Diagnostic::error(Problem::AnswerUnwritten { detail })], false);
        let _ = write!(std::io::stderr(), "{told}");
        false
    }

    /// Tells all problems of a run at once.
    pub(super) fn tell(&self, problems: &[Diagnostic]) {
        // Why an erasure ends with a code of its own is told in silence too.
        let is_grave = |problem: &&Diagnostic| {
            problem.severity == crate::diagnostic::Severity::Error
                || matches!(
                    problem.problem,
                    Problem::ErasureRemains { .. }
                        | Problem::TraceFound { .. }
                        | Problem::TracesMade { .. }
                )
        };
        let shown: Vec<Diagnostic> = if self.quiet {
            problems.iter().filter(is_grave).cloned().collect()
        } else {
            problems.to_vec()
        };
        let limit = if self.verbose { usize::MAX } else { SHOWN };
        let Console { color, width, builds, .. } = *self;
        let showing = Showing { color, width, limit, builds };
        let told = terminal::report(&shown, self.language, &showing);
        let _ = write!(std::io::stderr(), "{told}");
    }

    /// The same as text without colours; of a command that builds the site or not.
    pub(super) fn plain(&self, problems: &[Diagnostic], builds: bool) -> String {
        let showing = Showing { color: false, width: 100, limit: SHOWN, builds };
        terminal::report(problems, self.language, &showing)
    }

    /// Says how long the stages took, with `--verbose`.
    pub(super) fn stages(&self, stages: &[(&'static str, Duration)]) {
        if self.verbose {
            for (stage, time) in stages {
                let _ = writeln!(
                    std::io::stderr(),
                    "{stage:>10} {:>9.1} ms",
                    time.as_secs_f64() * 1000.0
                );
            }
        }
    }

    /// A count of files on a terminal, nothing in a log.
    pub(super) fn progress(&self) -> ProgressBar {
        if self.quiet || self.json || !self.color {
            return ProgressBar::hidden();
        }
        let style = ProgressStyle::with_template("{spinner} {pos} {msg}")
            .unwrap_or_else(|_| ProgressStyle::default_spinner());
        let files = match self.language {
            Language::Dutch => "bestanden",
            Language::English => "files",
        };
        ProgressBar::new_spinner().with_style(style).with_message(files)
    }
}

/// The language that a command line asks for, before it is understood: wrong usage is told in it too.
pub(super) fn language(arguments: &[OsString]) -> Language {
    let mut words = arguments.iter().filter_map(|word| word.to_str());
    let mut named = None;
    while let Some(word) = words.next() {
        if word == "--lang" {
            named = words.next();
        } else if let Some(tag) = word.strip_prefix("--lang=") {
            named = Some(tag);
        }
    }
    named.and_then(Language::from_tag).or_else(from_environment).unwrap_or_default()
}

/// Says what is wrong with the command line, and gives the report of it if one was asked for.
pub(super) fn complain(told: &str, report: Option<&serde_json::Value>) {
    let _ = write!(std::io::stderr(), "{told}");
    if let Some(report) = report {
        let _ = writeln!(std::io::stdout(), "{report}");
    }
}

fn from_environment() -> Option<Language> {
    let named =
        ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().filter_map(|name| std::env::var(name).ok());
    named.filter(|tag| !tag.is_empty()).find_map(|tag| Language::from_tag(&tag))
}
