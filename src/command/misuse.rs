//! What is wrong with the use of the command line, in both languages: as text, and in the report of `--json`.

use std::error::Error as _;

use clap::CommandFactory;
use clap::builder::StyledStr;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use serde_json::{Value, json};

use super::Cli;
use crate::diagnostic::Language;

/// What is wrong, and what was probably meant.
#[derive(Debug)]
pub(super) struct Misuse {
    message: String,
    help: Option<String>,
}

impl Misuse {
    /// That of an error of the command line. `None` for help and the version, which are no errors.
    pub(super) fn of(error: &clap::Error, language: Language) -> Option<Misuse> {
        if !error.use_stderr() {
            return None;
        }
        let typed = [ContextKind::InvalidArg, ContextKind::InvalidSubcommand];
        let typed = typed.into_iter().find_map(|kind| error.get(kind)).map(shown);
        let astray = astray(&typed.unwrap_or_default(), error.kind(), language);
        Some(astray.unwrap_or_else(|| plain(error, language)))
    }

    /// That of a language which is not spoken.
    pub(super) fn of_language(tag: &str, language: Language) -> Misuse {
        let message = match language {
            Language::Dutch => format!("onbekende taal `{tag}` bij `--lang`; kies uit nl, en"),
            Language::English => format!("unknown language `{tag}` for `--lang`; choose nl or en"),
        };
        Misuse { message, help: None }
    }

    /// What is said on a terminal.
    pub(super) fn text(&self, language: Language) -> String {
        let (error, hint, end) = match language {
            Language::Dutch => ("fout", "hulp", "Met `--help` ziet u wat er kan."),
            Language::English => ("error", "help", "`--help` tells what there is."),
        };
        let help = self.help.as_ref().map(|help| format!("\n{hint}: {help}")).unwrap_or_default();
        format!("{error}: {}{help}\n{end}\n", self.message)
    }

    /// The report of a command that did not begin.
    pub(super) fn report(&self) -> Value {
        let error = json!({
            "code": "usage",
            "file": null,
            "line": null,
            "excerpt": null,
            "message": self.message,
            "help": self.help.as_deref().unwrap_or("weerklank --help"),
        });
        json!({ "ok": false, "warnings": [], "errors": [error] })
    }
}

/// What somebody may have typed for a command or an option, and what there is.
const MEANT: &[(&str, &str)] = &[
    ("uitvoer uit doel", "--output"),
    ("taal", "--lang"),
    ("map", "--root"),
    ("stil", "--quiet"),
    ("bouw bouwen maak maken", "build"),
    ("nieuw", "new"),
    ("begin beginnen", "init"),
    ("controleer controleren", "check"),
    ("reacties reactie", "comments"),
    ("hide verberg verbergen", "comments hide"),
    ("publiceer publiceren plaats plaatsen deploy", "publish"),
    ("publish toon goedkeuren", "comments publish"),
    ("pin vastzetten", "comments pin"),
    ("redact", "comments redact"),
    ("close sluit sluiten", "comments close"),
    ("export exporteer", "comments export"),
    ("vergeet vergeten wis wissen", "forget"),
    ("overzicht", "digest"),
];

/// What takes a decision back, which no command of its own does.
const UNDO: &str = "unhide unpublish unpin unredact open reopen undo herstel heropen";

fn is_among(words: &str, typed: &str) -> bool {
    words.split(' ').any(|word| word == typed.trim_start_matches("--"))
}

/// What is said of a word that is no command and no option here: it may be part of a name, or mean another.
fn astray(typed: &str, kind: ErrorKind, language: Language) -> Option<Misuse> {
    let is_dutch = language == Language::Dutch;
    let is_option = typed.starts_with('-');
    let meant = MEANT.iter().find(|(words, _)| is_among(words, typed)).map(|(_, meant)| *meant);
    let help = match kind {
        _ if is_among(UNDO, typed) && kind == ErrorKind::InvalidSubcommand => match is_dutch {
            true => "terugdraaien: `weerklank comments publish` toont weer wat verborgen is; haal een ander besluit weg uit moderation.toml".to_owned(),
            false => "to undo: `weerklank comments publish` shows what was hidden; take another decision out of moderation.toml".to_owned(),
        },
        ErrorKind::UnknownArgument if !is_option => match is_dutch {
            true => "zet een naam, titel of passage van meer woorden tussen aanhalingstekens: \"zoals deze\"".to_owned(),
            false => "put a name, a title or a passage of several words between quotes: \"like this\"".to_owned(),
        },
        ErrorKind::UnknownArgument | ErrorKind::InvalidSubcommand => did_you_mean(meant?, language),
        _ => return None,
    };
    let message = match (kind, is_dutch) {
        (ErrorKind::InvalidSubcommand, _) => unknown_command(typed, language),
        _ if is_option => unknown_option(typed, language),
        (_, true) => format!("`{typed}` is een woord te veel"),
        (_, false) => format!("`{typed}` is a word too many"),
    };
    Some(Misuse { message, help: Some(help) })
}

fn plain(error: &clap::Error, language: Language) -> Misuse {
    let is_dutch = language == Language::Dutch;
    let of = |kind| error.get(kind).map(shown).filter(|text| !text.is_empty());
    let command = of(ContextKind::InvalidSubcommand);
    let argument = of(ContextKind::InvalidArg).or_else(|| command.clone()).unwrap_or_default();
    let mut meant = None;
    let message = match error.kind() {
        ErrorKind::UnknownArgument => {
            meant = of(ContextKind::SuggestedArg);
            unknown_option(&argument, language)
        }
        ErrorKind::InvalidSubcommand => {
            meant = of(ContextKind::SuggestedSubcommand);
            unknown_command(&argument, language)
        }
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            let known = of(ContextKind::ValidSubcommand).unwrap_or_else(commands);
            if is_dutch {
                format!("noem een opdracht: {known}")
            } else {
                format!("name a command: {known}")
            }
        }
        ErrorKind::MissingRequiredArgument => match is_dutch {
            true => format!("hier ontbreekt `{argument}`"),
            false => format!("`{argument}` is missing here"),
        },
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            meant = of(ContextKind::SuggestedValue);
            value(error, &argument, language)
        }
        ErrorKind::ArgumentConflict => match (of(ContextKind::PriorArg), is_dutch) {
            (Some(prior), true) if prior != argument => {
                format!("`{argument}` en `{prior}` gaan niet samen")
            }
            (Some(prior), false) if prior != argument => {
                format!("`{argument}` and `{prior}` do not go together")
            }
            (_, true) => format!("`{argument}` mag maar één keer"),
            (_, false) => format!("`{argument}` may stand only once"),
        },
        _ => error
            .to_string()
            .lines()
            .next()
            .unwrap_or_default()
            .trim_start_matches("error: ")
            .to_owned(),
    };
    Misuse { message, help: meant.map(|meant| did_you_mean(&meant, language)) }
}

/// The names of all commands.
fn commands() -> String {
    let command = Cli::command();
    let names: Vec<&str> = command.get_subcommands().map(clap::Command::get_name).collect();
    names.join(", ")
}

/// What is said of a value that cannot be.
fn value(error: &clap::Error, argument: &str, language: Language) -> String {
    let of = |kind| error.get(kind).map(shown).filter(|text| !text.is_empty());
    let is_dutch = language == Language::Dutch;
    let Some(value) = of(ContextKind::InvalidValue) else {
        return match is_dutch {
            true => format!("bij `{argument}` hoort een waarde"),
            false => format!("`{argument}` needs a value"),
        };
    };
    let known = of(ContextKind::ValidValue);
    match is_dutch {
        true => {
            let known = known.map(|known| format!("; kies uit {known}"));
            format!(
                "`{value}` kan niet bij `{argument}`{}",
                known.unwrap_or_else(|| example(argument))
            )
        }
        false => {
            // A library would tell how it reads a date.
            let is_day = ["--since", "--until"].iter().any(|option| argument.starts_with(option));
            let why = match error.source() {
                _ if is_day => "; write a date as `2026-11-01`".to_owned(),
                _ if argument.starts_with("--status") => {
                    "; choose from published, held, unmatched, duplicate, or a reason: pending, spam, trash, hidden, \
                     empty, forgotten, or another one that `weerklank comments` names"
                        .to_owned()
                }
                why => why.map(|why| format!(": {why}")).unwrap_or_default(),
            };
            let known = known.map(|known| format!("; choose from {known}"));
            format!("`{value}` cannot be `{argument}`{}", known.unwrap_or(why))
        }
    }
}

fn unknown_option(typed: &str, language: Language) -> String {
    match language {
        Language::Dutch => format!("onbekende optie `{typed}`"),
        Language::English => format!("unknown option `{typed}`"),
    }
}

fn unknown_command(typed: &str, language: Language) -> String {
    match language {
        Language::Dutch => format!("onbekende opdracht `{typed}`"),
        Language::English => format!("unknown command `{typed}`"),
    }
}

fn did_you_mean(meant: &str, language: Language) -> String {
    match language {
        Language::Dutch => format!("bedoelde u `{meant}`?"),
        Language::English => format!("did you mean `{meant}`?"),
    }
}

/// What a value looks like that cannot be chosen from a list.
fn example(argument: &str) -> String {
    let example = if argument.starts_with("--now") {
        "een datum als `2026-06-30`, met een tijd erachter als u wilt"
    } else if argument.starts_with("--base-url") {
        "een heel adres, zoals `https://kennis.example/blog/`"
    } else if argument.starts_with("--since") || argument.starts_with("--until") {
        "een datum als `2026-11-01`"
    } else if argument.starts_with("--week") {
        "een week als `2026-W47`"
    } else if argument.starts_with("--month") {
        "een maand als `2026-11`"
    } else if argument.starts_with("--status") {
        return "; kies uit zichtbaar, vastgehouden, zonder-bericht, dubbel, of een reden: wacht-op-goedkeuring, spam, \
                prullenbak, verborgen, leeg, vergeten, of een andere die `weerklank comments` noemt"
            .to_owned();
    } else if argument.starts_with("--to") || argument.starts_with("--from") {
        "een e-mailadres, zoals `redactie@kennis.example`"
    } else {
        return String::new();
    };
    format!("; schrijf {example}")
}

fn shown(value: &ContextValue) -> String {
    match value {
        ContextValue::String(text) => text.clone(),
        ContextValue::Strings(texts) => texts.join(", "),
        ContextValue::StyledStr(text) => StyledStr::to_string(text),
        _ => String::new(),
    }
}
