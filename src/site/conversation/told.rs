//! What is told of posts and comments now that they are together, and of nothing that is kept back.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::comment::matching::Matcher;
use crate::comment::moderation::Placed;
use crate::comment::{Comment, Held, Moment, Place, lookalike};
use crate::config::Config;
use crate::diagnostic::{Diagnostic, Problem};
use crate::post::Date;
use crate::site::{Addressed, PersonId};
use crate::source::SourcePath;

/// Posts that everyone can read here, and that somebody keeps from readers where they come from: a tool that makes Markdown of them does not
/// tell. Who writes whether one is a draft has decided.
pub(super) fn restricted(
    places: &[(Arc<Place>, Held)],
    matcher: &Matcher,
    public: &Addressed,
) -> Vec<Diagnostic> {
    let kept = |(_, why): &&(_, Held)| matches!(why, Held::PrivatePost | Held::PasswordProtected);
    let shown = places.iter().filter(kept).filter_map(|(place, why)| {
        let document = &public.articles.get(matcher.find(place)?)?.document;
        let is_decided = document.front.lines.contains_key("draft");
        (!is_decided).then_some((&document.path, *why))
    });
    let shown: BTreeMap<&SourcePath, Held> = shown.collect();
    let told = |(path, reason)| Diagnostic::warning(Problem::PrivateElsewhere { reason }).at(path);
    shown.into_iter().map(told).collect()
}

/// Who may not be who they seem.
pub(super) fn writers(
    comments: &[Placed],
    writers: &[Option<PersonId>],
    public: &Addressed,
) -> Vec<Diagnostic> {
    let mut told = namesakes(comments, writers, public);
    told.extend(lookalikes(comments, writers, public));
    told
}

/// Experts who may have written more than is known to be theirs: comments that are shown, by somebody of their full name with
/// another address or account. Neither is told, for both are private.
fn namesakes(
    comments: &[Placed],
    writers: &[Option<PersonId>],
    public: &Addressed,
) -> Vec<Diagnostic> {
    let mut found: BTreeMap<&SourcePath, (&str, u64)> = BTreeMap::new();
    let strange = comments.iter().zip(writers).filter(|(placed, writer)| {
        writer.is_none() && placed.comment.held.is_none() && placed.post().is_some()
    });
    for (placed, _) in strange {
        if let Some((name, path)) = public.accounts.namesake(&placed.comment.author) {
            found.entry(path).or_insert((name, 0)).1 += 1;
        }
    }
    let told = found.into_iter().map(|(path, (name, count))| {
        let problem = Problem::ExpertNamesake { name: name.to_owned(), count };
        Diagnostic::warning(problem).at(path)
    });
    told.collect()
}

/// Names that look like an expert's and are spelled with other signs, each told once in a file: of comments that are shown, or
/// that wait for somebody who may take them for that expert's.
fn lookalikes(
    comments: &[Placed],
    writers: &[Option<PersonId>],
    public: &Addressed,
) -> Vec<Diagnostic> {
    let mut found: BTreeMap<(&SourcePath, &str), (&str, u32, u64)> = BTreeMap::new();
    for (placed, writer) in comments.iter().zip(writers) {
        let Comment { author, held, origin, line, .. } = &*placed.comment;
        if writer.is_some() || !matches!(held, None | Some(Held::Pending)) {
            continue;
        }
        if let Some(expert) = public.accounts.lookalike(&author.name) {
            found.entry((&origin.file, &author.name)).or_insert((expert, *line, 0)).2 += 1;
        }
    }
    let told = found.into_iter().map(|((path, name), (expert, line, count))| {
        let sign = lookalike::stranger(name).unwrap_or_default();
        let (name, expert) = (name.to_owned(), expert.to_owned());
        let problem = Problem::NameConfusable { name, expert, sign, count };
        Diagnostic { line: Some(line), ..Diagnostic::warning(problem).at(path) }
    });
    told.collect()
}

/// Comments that are shown with a day that is still to come, told once of each file.
pub(super) fn to_come(comments: &[Placed], config: &Config) -> Vec<Diagnostic> {
    // Whatever the zone in which somebody else lives, it is no later there.
    const DAY: i64 = 24 * 60 * 60;
    let mut found: BTreeMap<&SourcePath, (u32, Moment, u64)> = BTreeMap::new();
    for placed in comments {
        let (comment, post) = (&placed.comment, placed.post());
        let later = comment.written.filter(|written| written.0 > config.now + DAY);
        if let Some(written) = later.filter(|_| comment.held.is_none() && post.is_some()) {
            found.entry(&comment.origin.file).or_insert((comment.line, written, 0)).2 += 1;
        }
    }
    let told = found.into_iter().map(|(path, (line, Moment(seconds), count))| {
        let value = Date { seconds, has_time: true }.civil(&config.timezone).to_string();
        let warning = Diagnostic::warning(Problem::DateFuture { value, count }).at(path);
        Diagnostic { line: Some(line), ..warning }
    });
    told.collect()
}
