//! What the commands say when all went well, in Dutch and English.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::comment::Held;
use crate::diagnostic::{self, Language};
use crate::pipeline::Outcome;
use crate::site::Withheld;

/// What a build did: what is on the site, what was held back, what was written.
pub(super) fn built(outcome: &Outcome, output: &Path, seconds: f64, language: Language) -> String {
    let Some(found) = found(outcome, language) else { return String::new() };
    let home = output.join("index.html");
    let (home, counts) = (home.display(), outcome.counts);
    let (written, unchanged, removed) = (counts.written, counts.unchanged, counts.removed);
    let of = |one: &str, more: &str| format!("{written} {}", if written == 1 { one } else { more });
    match language {
        Language::Dutch => format!(
            "{found}{} geschreven, {unchanged} ongewijzigd, {removed} verwijderd in {} s\n\
             Open {home} in een browser.",
            of("bestand", "bestanden"),
            format!("{seconds:.2}").replace('.', ","),
        ),
        Language::English => format!(
            "{found}{} written, {unchanged} unchanged, {removed} removed in {seconds:.2} s\n\
             Open {home} in a browser.",
            of("file", "files"),
        ),
    }
}

/// What a build would do.
pub(super) fn checked(outcome: &Outcome, seconds: f64, language: Language) -> String {
    let Some(found) = found(outcome, language) else { return String::new() };
    let counts = outcome.counts;
    let (written, unchanged, removed) = (counts.written, counts.unchanged, counts.removed);
    let fine = match language {
        _ if !outcome.problems.is_empty() => "",
        Language::Dutch => "Alles is in orde.\n",
        Language::English => "All is well.\n",
    };
    match language {
        Language::Dutch => format!(
            "{fine}{found}Bouwen zou {written} {} schrijven, {unchanged} laten staan en {removed} verwijderen; \
             er is niets veranderd ({} s).",
            if written == 1 { "bestand" } else { "bestanden" },
            format!("{seconds:.2}").replace('.', ","),
        ),
        Language::English => format!(
            "{fine}{found}A build would write {written} {}, leave {unchanged} and remove {removed}; \
             nothing was changed ({seconds:.2} s).",
            if written == 1 { "file" } else { "files" },
        ),
    }
}

/// What is on the site and what is not shown, in lines; `None` if it was not found out.
fn found(outcome: &Outcome, language: Language) -> Option<String> {
    let site = outcome.summary.as_ref()?;
    let tally = &site.comments;
    let held = held(&tally.held, language);
    let withheld = withheld(&site.withheld, language);
    let (posts, people, topics) = (site.posts, site.experts, site.topics);
    let of = |number: usize, one: &str, more: &str| {
        format!("{number} {}", if number == 1 { one } else { more })
    };
    Some(match language {
        Language::Dutch => format!(
            "{}, {}, {}\n{withheld}\
             {} gelezen: {} zichtbaar, {held}, {} zonder bericht, {} dubbel\n",
            of(posts, "bericht", "berichten"),
            of(people, "expert", "experts"),
            of(topics, "onderwerp", "onderwerpen"),
            of(tally.read, "reactie", "reacties"),
            tally.published,
            tally.unmatched,
            tally.duplicates,
        ),
        Language::English => format!(
            "{}, {}, {}\n{withheld}\
             {} read: {} shown, {held}, {} without a post, {} duplicate\n",
            of(posts, "post", "posts"),
            of(people, "expert", "experts"),
            of(topics, "topic", "topics"),
            of(tally.read, "comment", "comments"),
            tally.published,
            tally.unmatched,
            tally.duplicates,
        ),
    })
}

/// How many comments were held back, and why.
fn held(reasons: &BTreeMap<Held, usize>, language: Language) -> String {
    let all: usize = reasons.values().sum();
    let mut sorted: Vec<(Held, usize)> = reasons.iter().map(|(reason, n)| (*reason, *n)).collect();
    sorted.sort_by_key(|(_, amount)| Reverse(*amount));
    let why: Vec<String> =
        sorted.iter().map(|(reason, n)| diagnostic::held(*reason, *n, language)).collect();
    let word = match language {
        Language::Dutch => "vastgehouden",
        Language::English => "held back",
    };
    if why.is_empty() { format!("0 {word}") } else { format!("{all} {word} ({})", why.join(", ")) }
}

/// What readers do not see today, as a line; nothing if that is nothing.
fn withheld(withheld: &Withheld, language: Language) -> String {
    let Withheld { drafts, future, expired, next } = *withheld;
    let day = next.map(|day| date(day, language)).unwrap_or_default();
    let (all, later, words) = match language {
        Language::Dutch => (
            "niet getoond",
            match future {
                1 => format!("wacht tot {day}"),
                _ => format!("wachten op hun datum, de eerste tot {day}"),
            },
            [if drafts == 1 { "concept" } else { "concepten" }, "verlopen"],
        ),
        Language::English => (
            "not shown",
            match future {
                1 => format!("waits until {day}"),
                _ => format!("wait for their dates, the first until {day}"),
            },
            [if drafts == 1 { "draft" } else { "drafts" }, "expired"],
        ),
    };
    let kinds = [(drafts, words[0]), (future, later.as_str()), (expired, words[1])];
    let told: Vec<String> = kinds
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, words)| format!("{count} {words}"))
        .collect();
    match told.is_empty() {
        true => String::new(),
        false => format!("{} {all}: {}\n", drafts + future + expired, told.join(", ")),
    }
}

/// A day in words: `3 januari 2027`.
fn date((year, month, day): (i16, i8, i8), language: Language) -> String {
    let months = match language {
        Language::Dutch => {
            "januari februari maart april mei juni juli augustus september oktober november december"
        }
        Language::English => {
            "January February March April May June July August September October November December"
        }
    };
    let month = usize::try_from(month - 1).ok().and_then(|month| months.split(' ').nth(month));
    format!("{day} {} {year}", month.unwrap_or_default())
}

/// A path as it is given to a command: between quotes if it has blanks.
fn quoted(path: &Path) -> String {
    let shown = path.display().to_string();
    if shown.contains(char::is_whitespace) { format!("\"{shown}\"") } else { shown }
}

/// A site was made in this folder.
pub(super) fn made(folder: &Path, language: Language) -> String {
    let shown = folder.display();
    let argument = quoted(folder);
    match language {
        Language::Dutch => format!(
            "In {shown} staat een kleine site. Bouw die met\n  weerklank build --root {argument}\n\
             en open dan {}.\nOf kijk mee terwijl u schrijft: weerklank serve --root {argument}\n\
             De berichten in content/posts en de reacties in content/comments zijn een voorbeeld: gooi ze weg als de uwe er staan.",
            folder.join("public").join("index.html").display()
        ),
        Language::English => format!(
            "There is a small site in {shown}. Build it with\n  weerklank build --root {argument}\n\
             and open {}.\nOr watch while you write: weerklank serve --root {argument}\n\
             The posts in content/posts and the comments in content/comments are an example: throw them away once yours are there.",
            folder.join("public").join("index.html").display()
        ),
    }
}

/// A file of the site in `root` was begun. A draft is not built until its line `draft` is gone.
pub(super) fn begun(root: &Path, path: &str, is_draft: bool, language: Language) -> String {
    let path = root.join(path);
    let shown = path.display();
    let root = match root == Path::new(".") {
        true => String::new(),
        false => format!(" --root {}", quoted(root)),
    };
    let text = match language {
        Language::Dutch => format!("{shown} is begonnen: open het in een teksteditor en schrijf."),
        Language::English => format!("{shown} is begun: open it in a text editor and write."),
    };
    let then = match language {
        _ if !is_draft => String::new(),
        Language::Dutch => format!(
            "\nHet is een concept: `weerklank serve --drafts{root}` laat het zien, en lezers krijgen het als u de regel\n\
             `draft: true` weghaalt en bouwt."
        ),
        Language::English => format!(
            "\nIt is a draft: `weerklank serve --drafts{root}` shows it, and readers get it when you take the line\n\
             `draft: true` out and build."
        ),
    };
    text + &then
}

/// A digest was written as these files.
pub(super) fn digested(subject: &str, places: &[PathBuf], language: Language) -> String {
    let places: Vec<String> = places.iter().map(|path| path.display().to_string()).collect();
    let (and, what) = match language {
        Language::Dutch => {
            (" en ", "Open het .eml-bestand in Outlook of Thunderbird en verstuur het.")
        }
        Language::English => (" and ", "Open the .eml file in Outlook or Thunderbird and send it."),
    };
    format!("{subject}: {}\n{what}", places.join(and))
}

/// The site is shown at this address.
pub(super) fn serving(address: &str, language: Language) -> String {
    match language {
        Language::Dutch => {
            format!("De site staat op {address}, alleen op deze computer. Stoppen: Ctrl+C.")
        }
        Language::English => {
            format!("The site is at {address}, on this computer only. Stop: Ctrl+C.")
        }
    }
}

/// What changed was built again.
pub(super) fn rebuilt(seconds: f64, language: Language) -> String {
    match language {
        Language::Dutch => {
            format!("Bijgewerkt in {} s.", format!("{seconds:.2}").replace('.', ","))
        }
        Language::English => format!("Updated in {seconds:.2} s."),
    }
}

/// The head of the page that shows errors.
pub(super) fn errors_title(language: Language) -> &'static str {
    match language {
        Language::Dutch => "De site kan niet worden gebouwd",
        Language::English => "The site cannot be built",
    }
}
