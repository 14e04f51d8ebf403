//! What the tasks of `weerklank comments` say, in Dutch and English.

use std::path::Path;

use super::rows::Status;
use crate::diagnostic::{self, Language};
use crate::pipeline::WrittenBy;
use Language::{Dutch, English};

/// How many comments there are of what: `3 wachten op goedkeuring`.
pub(super) fn status(status: Status, count: usize, language: Language) -> String {
    let words = match (status, language) {
        (Status::Held(held), _) => return diagnostic::held(held, count, language),
        (Status::Unmatched, Dutch) => "zonder bericht",
        (Status::Unmatched, English) => "without a post",
        (Status::Duplicate, Dutch) => "dubbel: een nieuwere export heeft de reactie ook",
        (Status::Duplicate, English) => "duplicate: a newer export has the comment too",
        (Status::Published, Dutch) => "zichtbaar",
        (Status::Published, English) => "shown",
    };
    format!("{count} {words}")
}

/// What became of one comment: `wacht op goedkeuring`.
pub(super) fn state(one: Status, language: Language) -> String {
    let counted = status(one, 1, language);
    counted.strip_prefix("1 ").map(str::to_owned).unwrap_or(counted)
}

/// Above the columns of a list.
pub(super) fn headings(language: Language) -> [&'static str; 5] {
    match language {
        Dutch => ["sleutel", "bericht", "datum", "naam", "tekst"],
        English => ["key", "post", "date", "name", "text"],
    }
}

/// Above the columns of the summary.
pub(super) fn counts(language: Language) -> [&'static str; 6] {
    match language {
        Dutch => ["gelezen", "zichtbaar", "vastgehouden", "zonder bericht", "dubbel", "bestand"],
        English => ["read", "shown", "held back", "without a post", "duplicate", "file"],
    }
}

/// There are more than is shown.
pub(super) fn more(count: usize, code: &str, language: Language) -> String {
    match language {
        Dutch => format!("… en nog {count}: weerklank comments --status {code}"),
        English => format!("… and {count} more: weerklank comments --status {code}"),
    }
}

/// The name of a field of a comment.
pub(super) fn field(name: &str, language: Language) -> &str {
    match (name, language) {
        ("key", Dutch) => "sleutel",
        ("status", Dutch) => "stand",
        ("post", Dutch) => "bericht",
        ("author", Dutch) => "naam",
        ("author", English) => "name",
        ("email", _) => "e-mail",
        ("date", Dutch) => "datum",
        ("answers", Dutch) => "antwoord op",
        ("file", Dutch) => "bestand",
        (name, _) => name,
    }
}

/// That no comment is as was asked for.
pub(super) fn none(language: Language) -> &'static str {
    match language {
        Dutch => "Zulke reacties zijn er niet.",
        English => "There are no such comments.",
    }
}

/// What was decided, where it stands, and how it is undone.
pub(super) fn decided(
    kind: &str,
    done: &[String],
    path: &str,
    language: Language,
) -> Option<String> {
    let done_words = match (kind, language, done.len() == 1) {
        ("hide", Dutch, true) => "wordt niet meer getoond",
        ("hide", Dutch, false) => "worden niet meer getoond",
        ("publish", Dutch, true) => "wordt getoond",
        ("publish", Dutch, false) => "worden getoond",
        ("pin", Dutch, true) => "staat bovenaan het gesprek",
        ("pin", Dutch, false) => "staan bovenaan het gesprek",
        ("close", Dutch, true) => "heeft geen links meer om te reageren",
        ("close", Dutch, false) => "hebben geen links meer om te reageren",
        (_, Dutch, _) => "wordt getoond zonder die passage",
        ("hide", English, _) => "no longer shown",
        ("publish", English, _) => "shown",
        ("pin", English, _) => "at the top of the discussion",
        ("close", English, _) => "no links to react any more",
        (_, English, _) => "shown without that passage",
    };
    let list = (!done.is_empty()).then(|| done.join(", "))?;
    let after = match (kind, language) {
        ("close", Dutch) => {
            "Wat toch nog in een export komt, wordt getoond als elke andere reactie; `weerklank comments hide` verbergt het.\n"
        }
        ("close", English) => {
            "What comes in an export nevertheless is shown as any other comment; `weerklank comments hide` hides it.\n"
        }
        _ => "",
    };
    Some(match language {
        Dutch => format!(
            "{list} {done_words}, vanaf de volgende `weerklank build`.\n{after}\
             Het besluit staat in {path}; haal het daar weg om het terug te draaien."
        ),
        English => format!(
            "{list}: {done_words}, from the next `weerklank build`.\n{after}\
             The decision stands in {path}; take it out there to undo it."
        ),
    })
}

/// What is shown again because the decision to hide it was taken out.
pub(super) fn withdrawn(keys: &[String], path: &str, language: Language) -> Option<String> {
    let list = (!keys.is_empty()).then(|| keys.join(", "))?;
    let is_one = keys.len() == 1;
    Some(match language {
        Dutch => {
            let are = if is_one { "wordt" } else { "worden" };
            let decisions = if is_one { "is het besluit" } else { "zijn de besluiten" };
            format!(
                "{list} {are} weer getoond, vanaf de volgende `weerklank build`.\n\
                 Daarvoor {decisions} om te verbergen uit {path} gehaald."
            )
        }
        English => {
            let decisions = if is_one { "decision" } else { "decisions" };
            format!(
                "{list}: shown again, from the next `weerklank build`.\n\
                 For that, the {decisions} to hide {} taken out of {path}.",
                if is_one { "was" } else { "were" }
            )
        }
    })
}

/// What was so already.
pub(super) fn unchanged(keys: &[String], language: Language) -> Option<String> {
    let list = (!keys.is_empty()).then(|| keys.join(", "))?;
    Some(match language {
        Dutch => format!("Was al zo: {list}."),
        English => format!("Was so already: {list}."),
    })
}

/// What was so already, and of which the file says more from now on.
pub(super) fn noted(keys: &[String], path: &str, language: Language) -> Option<String> {
    let list = (!keys.is_empty()).then(|| keys.join(", "))?;
    Some(match language {
        Dutch => format!("Was al zo, en waarom of door wie staat nu in {path}: {list}."),
        English => format!("Was so already, and why or by whom now stands in {path}: {list}."),
    })
}

/// The headings of a new `mapping.csv`.
pub(super) fn mapping_heads(language: Language) -> [&'static str; 4] {
    match language {
        Dutch => ["van", "naar", "suggestie", "reacties"],
        English => ["from", "to", "suggestion", "comments"],
    }
}

/// What stands between the cells of a table: the Excel of a language expects its own.
pub(super) fn separator(language: Language) -> char {
    match language {
        Dutch => ';',
        English => ',',
    }
}

/// What became of `mapping.csv`.
pub(super) fn mapped(path: &str, added: usize, kept: usize, language: Language) -> String {
    let [_, to, suggestion, _] = mapping_heads(language);
    match (added, language) {
        (0, Dutch) => format!("Er is niets toe te voegen aan {path}."),
        (0, English) => format!("There is nothing to add to {path}."),
        (_, Dutch) => {
            let kept = match kept {
                0 => String::new(),
                1 => " De regel die er al stond, is gebleven.".to_owned(),
                _ => format!(" De {kept} regels die er al stonden, zijn gebleven."),
            };
            let lines = if added == 1 { "1 regel".to_owned() } else { format!("{added} regels") };
            format!(
                "Toegevoegd aan {path}: {lines}.{kept}\n\
                 Zet in de kolom `{to}` het bericht waar de reacties bij horen, bijvoorbeeld wat er bij `{suggestion}` staat."
            )
        }
        (_, English) => {
            let kept = match kept {
                0 => String::new(),
                1 => " The line that was there has stayed.".to_owned(),
                _ => format!(" The {kept} lines that were there have stayed."),
            };
            let lines = if added == 1 { "1 line".to_owned() } else { format!("{added} lines") };
            format!(
                "Added to {path}: {lines}.{kept}\n\
                 In the column `{to}`, put the post that the comments belong to, for example what `{suggestion}` says."
            )
        }
    }
}

/// The fields in which somebody gets what they wrote.
pub(super) fn given_heads(language: Language) -> [&'static str; 10] {
    match language {
        Dutch => [
            "sleutel",
            "stand",
            "datum",
            "naam",
            "e-mail",
            "account",
            "afdeling",
            "bericht",
            "antwoord op",
            "bestand",
        ],
        English => [
            "key",
            "status",
            "date",
            "name",
            "e-mail",
            "account",
            "department",
            "post",
            "answers",
            "file",
        ],
    }
}

/// The field with the text itself.
pub(super) fn given_text(language: Language) -> &'static str {
    match language {
        Dutch => "tekst",
        English => "text",
    }
}

/// Above what somebody wrote.
pub(super) fn given_title(count: usize, language: Language) -> String {
    match (language, count) {
        (Dutch, 1) => "1 reactie, zoals die in de exports staat".to_owned(),
        (Dutch, _) => format!("{count} reacties, zoals ze in de exports staan"),
        (English, 1) => "1 comment, as it stands in the exports".to_owned(),
        (English, _) => format!("{count} comments, as they stand in the exports"),
    }
}

/// What is not in it, for whoever asks for everything.
pub(super) fn not_given(own: &WrittenBy, language: Language) -> String {
    let profiles: Vec<String> = own.profiles.iter().map(ToString::to_string).collect();
    let profiles = profiles.join(", ");
    let posts = own.posts.len();
    let mut text = match language {
        Dutch => "Hier staat niet bij:\n  wat alleen de exports hebben, zoals IP-adressen; zoek het daarin op\n  wat anderen over deze persoon schreven\n",
        English => "Not in this:\n  what only the exports have, such as IP addresses; look it up in those\n  what others wrote of this person\n",
    }
    .to_owned();
    if !profiles.is_empty() {
        text.push_str(&match language {
            Dutch => format!("  het profiel: {profiles}\n"),
            English => format!("  the profile: {profiles}\n"),
        });
    }
    if posts > 0 {
        text.push_str(&match (language, posts) {
            (Dutch, 1) => "  1 bericht van deze persoon\n".to_owned(),
            (Dutch, _) => format!("  {posts} berichten van deze persoon\n"),
            (English, 1) => "  1 post by this person\n".to_owned(),
            (English, _) => format!("  {posts} posts by this person\n"),
        });
    }
    text
}

/// It lies in a file now.
pub(super) fn given(count: usize, path: &Path, language: Language) -> String {
    format!("{}: {}", given_title(count, language), path.display())
}
