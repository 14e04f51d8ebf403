//! What `--status` takes: the words of the report, and those that the list shows, in Dutch and English.

use serde::Deserialize;

use super::rows::Status;
use super::said;
use crate::comment::Held;
use crate::diagnostic::Language;

/// Which comments are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wanted {
    /// All that are held, whatever the reason.
    AnyHeld,
    /// Those of which this became.
    One(Status),
}

/// Shorter than what the list shows.
const SHORT: [(&str, Status); 9] = [
    ("wacht", Status::Held(Held::Pending)),
    ("wachten", Status::Held(Held::Pending)),
    ("wachtend", Status::Held(Held::Pending)),
    ("prullenbak", Status::Held(Held::Trash)),
    ("notitie", Status::Held(Held::Note)),
    ("leeg", Status::Held(Held::Empty)),
    ("verborgen", Status::Held(Held::Hidden)),
    ("vergeten", Status::Held(Held::Forgotten)),
    ("getoond", Status::Published),
];

/// What a word asks for, or else the words of the report.
pub(super) fn read(text: &str) -> Result<Wanted, String> {
    match text {
        "held" => return Ok(Wanted::AnyHeld),
        "published" => return Ok(Wanted::One(Status::Published)),
        "unmatched" => return Ok(Wanted::One(Status::Unmatched)),
        "duplicate" => return Ok(Wanted::One(Status::Duplicate)),
        _ => {}
    }
    let reason = Held::deserialize(serde_json::Value::from(text));
    match reason {
        Ok(held) => Ok(Wanted::One(Status::Held(held))),
        Err(error) => {
            let error: serde_json::Error = error;
            shown(&plain(text)).ok_or_else(|| error.to_string())
        }
    }
}

/// What is shown by this name: on its own, of one comment, or of many.
fn shown(text: &str) -> Option<Wanted> {
    let languages = [Language::Dutch, Language::English];
    if languages.iter().any(|language| plain(said::counts(*language)[2]) == text) {
        return Some(Wanted::AnyHeld);
    }
    let others = [Status::Published, Status::Unmatched, Status::Duplicate];
    let all = Held::ALL.map(Status::Held).into_iter().chain(others);
    let is_called = |status: &Status| {
        languages.iter().any(|language| {
            [1, 2].iter().any(|count| {
                let words = said::status(*status, *count, *language);
                words.split_once(' ').is_some_and(|(_, words)| plain(words) == text)
            })
        })
    };
    let short = || SHORT.iter().find(|(word, _)| *word == text).map(|(_, status)| *status);
    all.into_iter().find(is_called).or_else(short).map(Wanted::One)
}

/// A name as it is compared: without what explains it, and with blanks for signs, as hyphens need no quotes on a command line.
fn plain(text: &str) -> String {
    let text = text.split(':').next().unwrap_or(text).to_lowercase();
    let words = text.split(['-', '_', '(', ')', ' ']).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_status_is_a_word_of_the_report() {
        assert_eq!(read("held"), Ok(Wanted::AnyHeld));
        assert_eq!(read("pending"), Ok(Wanted::One(Status::Held(Held::Pending))));
        assert_eq!(read("unmatched"), Ok(Wanted::One(Status::Unmatched)));
        assert!(read("weg").is_err_and(|told| told.contains("`pending`")));
    }

    #[test]
    fn or_one_that_the_list_shows() {
        for (text, wanted) in [
            ("vastgehouden", Wanted::AnyHeld),
            ("held back", Wanted::AnyHeld),
            ("Zichtbaar", Wanted::One(Status::Published)),
            ("shown", Wanted::One(Status::Published)),
            ("zonder-bericht", Wanted::One(Status::Unmatched)),
            ("dubbel", Wanted::One(Status::Duplicate)),
            ("wacht op goedkeuring", Wanted::One(Status::Held(Held::Pending))),
            ("wachten-op-goedkeuring", Wanted::One(Status::Held(Held::Pending))),
            ("in de prullenbak", Wanted::One(Status::Held(Held::Trash))),
            ("prullenbak", Wanted::One(Status::Held(Held::Trash))),
            ("verborgen", Wanted::One(Status::Held(Held::Hidden))),
        ] {
            assert_eq!(read(text), Ok(wanted), "{text}");
        }
        // Every reason by the words with which it is shown, which no other one has.
        for held in Held::ALL {
            for language in [Language::Dutch, Language::English] {
                let words = said::state(Status::Held(held), language);
                assert_eq!(read(&words), Ok(Wanted::One(Status::Held(held))), "{words}");
            }
        }
    }
}
