//! What is said of people and what they wrote, and of forgetting them, in English.

use super::phrases::{count, list, meant};
use super::{Problem, Wording, say};

pub(super) fn wording(problem: &Problem) -> Wording {
    match problem {
        Problem::UnknownWriter { name, nearest } => say(
            format!("nobody with the name, address or account `{name}` wrote a comment"),
            meant(nearest, "give a name, an e-mail address, an account or the key of a comment"),
        ),
        Problem::SeveralWriters { name, people } => say(
            format!("`{name}` may mean several people: {}", list(people)),
            "give an e-mail address, or the key of a comment; `--all` takes all of them",
        ),
        Problem::NothingWritten { name } => say(
            format!("the exports hold nothing of `{name}` any more"),
            "there is nothing to erase; `weerklank forget --verify` looks through all files",
        ),
        Problem::QuotesTooLate => say(
            "`--redact-quotes` can only be done together with the erasure",
            "of whoever is erased already, nothing is known any more that could be replaced: change the comments of others in the exports yourself",
        ),
        Problem::ForgottenInvalid { detail } => say(
            format!("the list of who was forgotten cannot be read: `{detail}`"),
            "put the last version of `forgotten.toml` back: without this list people come back",
        ),
        Problem::ForgottenReturned { count: amount } => say(
            match amount {
                1 => "this has a comment again of somebody who was forgotten".to_owned(),
                _ => format!(
                    "this has {} comments again of people who were forgotten",
                    count(*amount)
                ),
            },
            "they are not shown; `weerklank forget --again` takes them out of the file too",
        ),
        Problem::EraseUnsupported { format } => say(
            format!("nothing can be erased in an export of this kind (`{format}`)"),
            "take this person out in the other system, and export again",
        ),
        Problem::EraseUnproven { format } => say(
            format!("after erasing, this export (`{format}`) would no longer say the same"),
            "nothing was changed; take this person out in the other system, and export again",
        ),
        Problem::OutputNotErased { folder } => say(
            format!("the exports are erased, but the site in `{folder}` is still the old one"),
            "mend the other errors and build the site: then the erasure is complete",
        ),
        Problem::TraceFound { what } => say(
            format!("there still is: {what}"),
            "look whether it has to go, and then take it out yourself",
        ),
        other => say(format!("`{}`", other.code()), "look into the manual"),
    }
}
