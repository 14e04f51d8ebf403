//! What is said of people and what they wrote, and of forgetting them, in English.

use super::phrases::{bytes, count, held, list, meant, meant_or};
use super::{Problem, Wording, say};
use crate::comment::Held;
use crate::diagnostic::{Namesake, TracePlace};

/// Keys that are shown in one sentence.
const SHOWN: usize = 5;

pub(super) fn wording(problem: &Problem) -> Wording {
    match problem {
        Problem::UnknownWriter { name, nearest } => unknown(name, nearest),
        Problem::SeveralWriters { name, people, sharers } => several(name, people, *sharers),
        Problem::WrittenElsewhere { name, files, count } => elsewhere(name, files, *count),
        Problem::NothingWritten { name } => nothing(name),
        Problem::QuotesTooLate => say(
            "`--redact-quotes` can only be done together with the erasure",
            "of whoever is erased already, nothing is known any more that could be replaced: change the comments of others in the exports yourself",
        ),
        Problem::ExportsUnread => say(
            "not every export can be read, and what this person wrote in those would be missing",
            "nothing was done; mend the other errors, or take those files out of the folder, and give the command again",
        ),
        Problem::PersonalPlace { path } => personal_place(path),
        Problem::ForgottenInvalid { detail } => say(
            format!("the list of who was forgotten cannot be read: `{detail}`"),
            "put the last version of `forgotten.toml` back: without this list people come back",
        ),
        Problem::ForgottenReturned { count } => returned(*count),
        Problem::TakenReturned { count } => taken(*count),
        Problem::EraseUnsupported { format } => say(
            format!("nothing can be erased in an export of this kind (`{format}`)"),
            "take this person out in the other system, and export again",
        ),
        Problem::EraseUnproven { format } => say(
            format!("after erasing, this export (`{format}`) would no longer say the same"),
            "nothing was changed; take this person out in the other system, and export again",
        ),
        Problem::EraseTooLarge { limit } => say(
            format!("this file is too large to erase in; the limit is {}", bytes(*limit)),
            "nothing was changed; divide the export over smaller files, or take this person out in the other system",
        ),
        Problem::OutputNotErased { folder } => not_erased(folder),
        Problem::ErasureUnfinished { folder } => unfinished(folder),
        Problem::TraceFound { what, place } => left(what, *place),
        Problem::TracesMade { count, what } => made(what, *count),
        Problem::ErasureRemains { count } => remains(*count),
        Problem::ProofUnwritten { detail } => say(
            format!("what was done could not be written to stdout: {detail}"),
            "it stands here on stderr: keep it, for it is not made again",
        ),
        Problem::AnswerUnwritten { detail } => say(
            format!("what you asked for could not be written to stdout as a whole: {detail}"),
            "do not use what stands there, for something is missing. Make room, or write it to another place, and ask again",
        ),
        Problem::NameUnquoted { name } => unquoted(name),
        Problem::NamesakeLeft { how, count, keys } => still(*how, keys, *count),
        Problem::ExpertNamesake { name, count } => namesake(name, *count),
        Problem::DecisionWithoutPost { id } => say(
            format!("comment `{id}` is not to be seen: it has no post"),
            "decisions about it count as soon as it has one: `weerklank comments --mapping` writes a line for its address into mapping.csv, and there you put the post",
        ),
        Problem::AddressLeft { id, address } => address_left(id, address),
        Problem::DecisionUnseen { id, reason } => unseen(id, *reason),
        other => say(format!("`{}`", other.code()), "look into the manual"),
    }
}

fn unknown(name: &str, nearest: &Option<String>) -> Wording {
    say(
        format!("nobody with the name, address or account `{name}` wrote a comment"),
        meant(
            nearest,
            "give the whole name between quotes, an e-mail address, an account or the key of a comment: `weerklank comments` lists everybody, with the keys",
        ),
    )
}

/// Comments under a name that looks like an expert's.
pub(super) fn confusable((name, expert): (&str, &str), sign: &str, amount: u64) -> Wording {
    say(
        match amount {
            1 => format!(
                "`{name}` wrote a comment, and looks like expert `{expert}`, but for a sign: {sign}"
            ),
            _ => format!(
                "`{name}` wrote {} comments, and looks like expert `{expert}`, but for a sign: {sign}",
                count(amount)
            ),
        },
        "readers take them for the expert: ask who it is, or hide it with `weerklank comments hide KEY`; a name that is really theirs goes in the `aliases` of the profile",
    )
}

/// Somebody who wrote no comment, and has files on the site.
fn elsewhere(name: &str, files: &[String], amount: u64) -> Wording {
    let more = match amount.saturating_sub(files.len() as u64) {
        0 => String::new(),
        rest => format!(", and {} more", count(rest)),
    };
    say(
        format!("`{name}` does have a profile or posts on the site: {}{more}", list(files)),
        "those are files of the site itself, and no comments: give them as they are to whoever asks, or change them by hand and build the site again",
    )
}

/// Comments of somebody of an expert's name.
fn namesake(name: &str, amount: u64) -> Wording {
    say(
        match amount {
            1 => format!(
                "`{name}` wrote a comment with an address or account that this profile does not have; it does not count as this expert's"
            ),
            _ => format!(
                "`{name}` wrote {} comments with an address or account that this profile does not have; they do not count as this expert's",
                count(amount)
            ),
        },
        format!(
            "if it is the same person, put that address or account in `aliases`: `weerklank comments export --person \"{name}\"` \
                 tells it; if it is somebody else, there is nothing to do"
        ),
    )
}

/// The text of a link went, and where it leads did not.
fn address_left(id: &str, address: &str) -> Wording {
    say(
        format!("comment `{id}` keeps the address that the link leads to: `{address}`"),
        format!("if that has to go too: `weerklank comments redact {id} \"{address}\"`"),
    )
}

/// What is for one person would come to lie where all of the site lies.
fn personal_place(path: &str) -> Wording {
    say(
        format!("`{path}` lies within the site: what comes there is read or published"),
        "give `--to` a place outside `content/`, `static/` and the built site: this is for one person alone",
    )
}

/// An erasure that a human has to finish.
fn remains(amount: u64) -> Wording {
    let files = if amount == 1 { "1 file".to_owned() } else { format!("{} files", count(amount)) };
    say(
        format!("the erasure is not finished: in {files} something is left"),
        "take it away there, unless it is of a namesake, and look again with `weerklank forget --verify PERSON`; without the name it looks for less. Where nothing else is wrong, the exit code is 3",
    )
}

/// Several people may be meant, some of whom may only share an address with those of the name.
fn several(name: &str, people: &[String], sharers: u64) -> Wording {
    say(
        format!("`{name}` may mean several people: {}", list(people)),
        match sharers {
            0 => {
                "give what stands behind the colon, where a key is one comment; `--all` takes all of them"
            }
            _ => {
                "give what stands behind the colon, where a key is one comment; `--all` takes only what was written by this name, and nothing of others at the same address"
            }
        },
    )
}

/// Something is left of somebody in files that were made.
fn made(what: &str, amount: u64) -> Wording {
    say(
        format!("in {} files that were made from `content/` there still is: {what}", count(amount)),
        "take it out of the files in `content/` that are named too, and build the site again: then it is gone here as well",
    )
}

/// Comments by somebody of the name of who was forgotten.
fn still(how: Namesake, keys: &[String], amount: u64) -> Wording {
    let rest = keys.len().saturating_sub(SHOWN) as u64;
    let shown = match rest {
        0 => list(keys),
        _ => {
            let shown: Vec<String> = keys[..SHOWN].iter().map(|key| format!("`{key}`")).collect();
            format!("{} and {} more", shown.join(", "), count(rest))
        }
    };
    let by = match how {
        Namesake::Shown => "that the site shows as one by the forgotten expert",
        Namesake::Bare => "by somebody of the same name, without an address",
        Namesake::Elsewhere => "by somebody of the same name, from another address or account",
        Namesake::Initials => "with an initial, perhaps by the same person",
        Namesake::Numbered => {
            "under the number of a forgotten comment, from another address or account"
        }
    };
    let stays = match amount {
        1 => format!("here stays a comment {by}: {shown}"),
        _ => format!("here stay {} comments {by}: {shown}", count(amount)),
    };
    let all = "`weerklank comments export --person NAME --all` names every key";
    let help = match how {
        Namesake::Shown => {
            return say(
                stays,
                "the profile has an address that others have too: take it out of the profile, or forget these comments too: `weerklank forget KEY …`",
            );
        }
        Namesake::Bare => {
            "if they are the same person's, forget them in the same command, `… KEY KEY`: while they stay, so does their name in what others wrote"
        }
        Namesake::Initials => {
            "if they are the same person's, forget them too, each by its key: `weerklank forget KEY KEY …`"
        }
        Namesake::Elsewhere => {
            "if it is the same person, forget them too: `weerklank forget KEY` takes all from that other address"
        }
        Namesake::Numbered => {
            return say(
                stays,
                "it is not shown: if it is the same person's, use `weerklank forget KEY`; if not, give it another number in the export",
            );
        }
    };
    say(
        stays,
        match rest {
            0 => format!("{help}; if not, there is nothing to do"),
            _ => format!("{help}; {all}"),
        },
    )
}

/// Nothing to erase: of somebody who is named, or of those in the list.
fn nothing(name: &str) -> Wording {
    say(
        match name {
            "" => "nobody who was forgotten is in the exports again".to_owned(),
            _ => format!("the exports hold nothing of `{name}` any more"),
        },
        "there is nothing to erase; `weerklank forget --verify` looks through all files",
    )
}

/// What `--redact-quotes` took out.
fn taken(amount: u64) -> Wording {
    say(
        match amount {
            1 => "a comment has again what `--redact-quotes` took out of it".to_owned(),
            _ => format!(
                "there are {} comments that have again what `--redact-quotes` took out of them",
                count(amount)
            ),
        },
        "it is not shown; `weerklank forget --again` takes it out of the file too",
    )
}

/// The output still holds who was erased.
fn not_erased(folder: &str) -> Wording {
    say(
        format!("the exports are erased, but the site in `{folder}` is still the old one"),
        "mend the other errors and build the site: then the erasure is complete",
    )
}

/// An erasure that was interrupted.
fn unfinished(folder: &str) -> Wording {
    say(
        format!(
            "an erasure was interrupted: `{folder}` and the exports may still hold who was to be forgotten"
        ),
        "`weerklank build` finishes it, and so does each other command that writes something",
    )
}

/// Comments of people who were forgotten, or their names in a list of people.
fn returned(amount: u64) -> Wording {
    say(
        match amount {
            1 => "this has a comment or a name again of somebody who was forgotten".to_owned(),
            _ => format!(
                "this has {} comments or names again of people who were forgotten",
                count(amount)
            ),
        },
        "they are not shown; `weerklank forget --again` takes them out of the file too, and tells those of which nothing but a name says whose they are",
    )
}

/// Something is left of somebody, and what can be done about it there.
fn left(what: &str, place: TracePlace) -> Wording {
    let help = match place {
        TracePlace::Export => {
            "look whether it has to go, and then change this file itself, in the program it belongs to. `weerklank comments \
                     redact` is not for that: it puts the words into moderation.toml"
        }
        TracePlace::Decision => {
            "take a name out of `reason` or `by`; of a `passage`, take the words out of the export itself and then this decision away, or choose one without them"
        }
        TracePlace::Written => "look whether it has to go, and then take it out yourself",
        TracePlace::Output => {
            "this is made from the files in content/: take it out there, and build the site again"
        }
    };
    say(format!("there still is: {what}"), help)
}

/// A decision by which nothing is seen.
fn unseen(id: &str, reason: Held) -> Wording {
    let help = match reason {
        Held::HiddenDiscussion => "take `comments: hidden` out of the post".to_owned(),
        Held::UnpublishedPost | Held::TrashedPost | Held::PrivatePost => {
            "it is shown as soon as readers see the post".to_owned()
        }
        _ => format!("`weerklank comments publish {id}` shows it, where that may be"),
    };
    let why = held(reason);
    say(format!("the decision is noted, but comment `{id}` is not to be seen: {why}"), help)
}

/// Somebody whom a post names.
pub(super) fn without_profile(id: &str, nearest: &Option<String>) -> Wording {
    say(
        format!("there is no profile of `{id}` yet; the page shows only the name"),
        meant_or(nearest, "make a profile in `content/experts`, with this name or an alias"),
    )
}

pub(super) fn duplicate(id: &str, other: &str) -> Wording {
    say(
        format!("`{id}` already has a profile in `{other}`"),
        "join the two files, or give one of them another file name",
    )
}

pub(super) fn same_alias(alias: &str, other: &str) -> Wording {
    say(
        format!("the name `{alias}` also belongs to `{other}`"),
        format!("remove `{alias}` from `aliases` in one of the two"),
    )
}

fn unquoted(name: &str) -> Wording {
    say(
        format!("`{name}` are words by themselves, each of which may be somebody else"),
        format!(
            "put a name between quotes: `weerklank forget \"{name}\"`, or `--verify \"{name}\"`; people of whom you have a single word are given one by one"
        ),
    )
}
