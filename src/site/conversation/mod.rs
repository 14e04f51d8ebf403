//! Comments come to their posts, and to the experts who wrote them.

mod linked;
mod public;
mod told;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{Addressed, PersonId, Written, number};
use crate::comment::discussion::{self, Discussion};
use crate::comment::erasure::{self, Forgotten};
use crate::comment::experts::Experts;
use crate::comment::matching::{self, Destination, Matcher};
use crate::comment::merge::{self, Merged, Superseded};
use crate::comment::moderation::{self, Moderated, Placed};
use crate::comment::{Approval, Export, Held, Lacking, Read, across, body};
use crate::config::Config;
use crate::cores::Cores;
use crate::diagnostic::{Checked, Diagnostic, Problem};
use crate::output::OutputPath;
use crate::post::{CommentsState, Date};
use crate::source::{Source, SourcePath};

pub use linked::{Linked, OwnLink};
pub use public::{Conversation, Public, PublicComment, Said, Writer};

/// Every comment is accounted for: read = published + held + unmatched + duplicates.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// In all exports together.
    pub read: usize,
    /// Shown on a page.
    pub published: usize,
    /// Places of comments that are not shown but have visible replies.
    pub placeholders: usize,
    /// Superseded by the same comment in a newer export.
    pub duplicates: usize,
    /// Without a post.
    pub unmatched: usize,
    /// Not shown, by reason.
    pub held: BTreeMap<Held, usize>,
    /// Per export.
    pub sources: Vec<SourceTally>,
}

/// What one export gave.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceTally {
    /// The file.
    pub file: String,
    /// `wxr`, `csv`, `xlsx`.
    pub format: String,
    /// Comments in it.
    pub read: usize,
    /// Those that are shown.
    pub published: usize,
}

/// What comes from the folder of comments.
#[derive(Default)]
pub struct Heard {
    /// What each export holds, with the name of its format.
    pub exports: Vec<Read>,
    /// Every `mapping.csv`, sorted by path.
    pub mappings: Vec<Source>,
    /// Every `moderation.toml`, sorted by path.
    pub moderations: Vec<Source>,
    /// Every `forgotten.toml`, sorted by path.
    pub forgotten: Vec<Source>,
}

/// What colleagues wrote, shown or not.
pub struct Spoken {
    /// Every comment.
    pub(super) comments: Vec<Placed>,
    /// The expert who wrote each comment.
    pub(super) writers: Vec<Option<PersonId>>,
    /// What became of them, in numbers.
    pub(super) tally: Tally,
    /// The articles whose discussion a moderator closed.
    closed: BTreeSet<usize>,
    /// Comments that a newer export has too.
    pub(super) superseded: Vec<Superseded>,
    /// What found the posts.
    pub(super) matcher: Matcher,
}

/// The conversation as moderators see it.
#[derive(Debug)]
pub struct Discussed {
    /// Every comment, and what became of it.
    pub comments: Vec<Placed>,
    /// Those of experts, by their places among all, with the full name.
    pub experts: Vec<(usize, String)>,
    /// By what experts are known.
    pub profiles: Experts,
    /// The same in numbers.
    pub tally: Tally,
    /// Comments that a newer export has too.
    pub superseded: Vec<Superseded>,
    /// What found their posts.
    pub matcher: Matcher,
}

/// What the exports hold together, before it is known where the posts lie.
pub struct Gathered {
    merged: Merged,
    /// What each export gave so far.
    sources: Vec<SourceTally>,
    /// Who was forgotten.
    lists: Vec<Forgotten>,
    mappings: Vec<Source>,
    moderations: Vec<Source>,
}

/// Gathers what was said from the exports: each comment once, and nothing of those who were forgotten.
pub fn gather(heard: Heard, config: &Config) -> Checked<Gathered> {
    let mut problems = Vec::new();
    let Heard { mut exports, mappings, moderations, forgotten } = heard;
    // A list of people is no source of comments.
    let is_source = |export: &Export| !export.comments.is_empty() || export.people.is_empty();
    let sources: Vec<SourceTally> = exports
        .iter()
        .filter(|(.., export)| is_source(export))
        .map(|(path, format, export)| SourceTally {
            file: path.to_string(),
            format: (*format).to_owned(),
            read: export.comments.len(),
            published: 0,
        })
        .collect();
    problems.extend(lacking_columns(&exports));
    hold(&mut exports, config);
    let lists = erasure::lists(&forgotten).take(&mut problems);
    problems.extend(erasure::unname(&lists, &mut exports));
    across::connect(&mut exports);
    problems.extend(erasure::leave_out(&lists, &mut exports));
    let exports = exports.into_iter().map(|(path, _, export)| (path, export)).collect();
    let merged = merge::merge(exports, &lists).take(&mut problems);
    Checked { value: Gathered { merged, sources, lists, mappings, moderations }, problems }
}

/// Finds the post of every comment, applies the moderators' decisions, and builds the discussion of each article, which `keep` is
/// given.
pub fn join(
    gathered: Gathered,
    public: &Addressed,
    (many, config): (&impl Cores, &Config),
    mut keep: impl FnMut(Discussion),
) -> Checked<Spoken> {
    let mut problems = Vec::new();
    let Gathered { merged, mut sources, lists, mappings, moderations } = gathered;
    let matcher =
        Matcher::new(destinations(public, config), &merged, &mappings, config).take(&mut problems);
    problems.extend(told::restricted(&merged.restricted, &matcher, public));
    let mut comments = moderation::place(merged.comments, &matcher);
    problems.extend(erasure::suppress(&lists, &mut comments));
    let mut moderated = Moderated::default();
    if !moderations.is_empty() {
        moderated = moderation::apply(&moderations, &mut comments, &matcher).take(&mut problems);
    }
    hide_discussions(&mut comments, public);
    problems.extend(moderated.unseen(&moderations, &comments));
    let closed = moderated.closed;
    limit(&mut comments, (many, config), &mut problems);
    let mut members: Vec<Vec<u32>> = vec![Vec::new(); public.articles.len()];
    for (index, comment) in comments.iter().enumerate() {
        if let Some(members) = comment.post().and_then(|post| members.get_mut(post)) {
            members.push(number(index));
        }
    }
    let (mut placeholders, mut lost) = (0, Vec::new());
    for members in members {
        let page_size = config.comments.paginate;
        let discussion = discussion::build(&members, &comments, page_size, &mut lost);
        let discussion = discussion.take(&mut problems);
        placeholders += discussion.placeholders;
        keep(discussion);
    }
    problems.extend(discussion::told(&lost, &comments));
    unmatched(&comments, &matcher, &mut problems);
    let tally = tally(&comments, &mut sources);
    let writers: Vec<Option<PersonId>> =
        comments.iter().map(|comment| public.accounts.writer(&comment.comment.author)).collect();
    problems.extend(told::writers(&comments, &writers, public));
    problems.extend(told::to_come(&comments, config));
    let tally = Tally { sources, placeholders, duplicates: merged.duplicates, ..tally };
    let value = Spoken { comments, writers, tally, closed, superseded: merged.superseded, matcher };
    Checked { value, problems }
}

/// Measures the bodies of the comments that are shown: those over a limit are shown as plain text.
fn limit(
    comments: &mut [Placed],
    (many, config): (&impl Cores, &Config),
    problems: &mut Vec<Diagnostic>,
) {
    let over = many.each(comments, |placed| {
        let is_shown = placed.comment.held.is_none() && placed.post().is_some();
        is_shown.then(|| body::over(&placed.comment, &config.limits)).flatten()
    });
    for (placed, reason) in comments.iter_mut().zip(over) {
        let Some(reason) = reason else { continue };
        placed.comment.plain = Some(reason);
        let problem = Problem::CommentPlain { id: placed.id.to_string(), reason };
        let warning = Diagnostic::warning(problem).at(&placed.comment.origin.file);
        problems.push(Diagnostic { line: Some(placed.comment.line), ..warning });
    }
}

/// Holds what stands under a post that says `comments: hidden`.
fn hide_discussions(comments: &mut [Placed], public: &Addressed) {
    for comment in comments {
        let article = comment.post().and_then(|post| public.articles.get(post));
        let state = article.map(|article| article.document.front.comments);
        if state == Some(CommentsState::Hidden) && comment.comment.held.is_none() {
            comment.comment.held = Some(Held::HiddenDiscussion);
        }
    }
}

/// Lets the comments wait of files of which the settings say so, and holds those in which nobody sees anything.
fn hold(exports: &mut [Read], config: &Config) {
    for (path, _, export) in exports {
        let awaits = config.comments.awaits(path.as_str());
        if awaits {
            export.approval = Approval::Awaited;
        }
        let pending = awaits.then_some(Held::Pending);
        for comment in &mut export.comments {
            let own = || if body::is_empty(comment) { Some(Held::Empty) } else { pending };
            comment.held = comment.held.or_else(own);
        }
    }
}

/// The columns that the settings name and no table has, each told at the first table. If there are none, the tables that do
/// not say who wrote or when: a mistake in the settings may be why.
fn lacking_columns(exports: &[Read]) -> Vec<Diagnostic> {
    let tables = || exports.iter().filter_map(|(.., export)| export.lacking.as_ref());
    let column = |told: &Diagnostic| match &told.problem {
        Problem::TableUnknownColumn { column, .. } => Some(column.clone()),
        _ => None,
    };
    let has = |table: &Lacking, one: &Diagnostic| {
        table.named.iter().any(|other| column(other) == column(one))
    };
    let first = tables().next().map(|table| table.named.clone()).unwrap_or_default();
    let absent: Vec<Diagnostic> =
        first.into_iter().filter(|one| tables().all(|table| has(table, one))).collect();
    if absent.is_empty() {
        tables().flat_map(|table| table.usual.clone()).collect()
    } else {
        absent
    }
}

pub(super) fn destinations(public: &Addressed, config: &Config) -> Vec<Destination> {
    let day = |date: Date| {
        let day = date.civil(&config.timezone);
        (day.year(), day.month(), day.day())
    };
    let destination =
        |written: &Written, path: &OutputPath, slug: &str, is_public: bool| Destination {
            source: written.document.path.clone(),
            path: path.as_str().to_owned(),
            slug: slug.to_owned(),
            title: written.document.title().to_owned(),
            aliases: written.document.front.aliases.clone(),
            ids: written.document.front.ids.clone(),
            lang: written.document.front.lang.clone(),
            day: written.document.front.date.map(day),
            is_public,
        };
    let shown = public.articles.iter().zip(&public.addresses);
    let shown =
        shown.map(|(written, address)| destination(written, &address.path, &address.slug, true));
    let hidden = public.withheld.iter().zip(&public.hidden).filter_map(|(written, place)| {
        let (slug, path) = place.as_ref()?;
        Some(destination(written, path, slug, false))
    });
    // What stands under a document that could not be read is nobody's mistake: it waits.
    let unread = public.unread.iter().map(|(source, slug)| Destination {
        source: source.clone(),
        path: String::new(),
        slug: slug.clone(),
        title: String::new(),
        aliases: Vec::new(),
        ids: BTreeMap::new(),
        lang: None,
        day: None,
        is_public: false,
    });
    shown.chain(hidden).chain(unread).collect()
}

/// One warning for each place that no post was found for, and for each host that is not known, with the number of comments.
fn unmatched(comments: &[Placed], matcher: &Matcher, problems: &mut Vec<Diagnostic>) {
    let mut places: BTreeMap<(SourcePath, bool, String), (u64, usize)> = BTreeMap::new();
    for (index, comment) in comments.iter().enumerate() {
        if comment.wants_post() {
            let place = &comment.comment.place;
            let (is_host, name) = match matcher.stranger(place) {
                Some(host) => (true, host),
                None => (false, matching::reference(place)),
            };
            let key = (comment.comment.origin.file.clone(), is_host, name);
            places.entry(key).or_insert((0, index)).0 += 1;
        }
    }
    for ((file, is_host, name), (count, index)) in places {
        let comment = &comments[index].comment;
        let problem = if is_host {
            Problem::UnknownHost { host: name, count }
        } else {
            let posts = matcher.alike(&comment.place);
            match posts.is_empty() {
                true if name.is_empty() => Problem::UnmatchedNameless { count },
                true => {
                    let nearest = matcher.suggestion(comment);
                    Problem::Unmatched { reference: name, count, nearest }
                }
                false => Problem::UnmatchedAlike { reference: name, count, posts },
            }
        };
        problems.push(Diagnostic {
            line: Some(comment.line),
            ..Diagnostic::warning(problem).at(&file)
        });
    }
}

fn tally(comments: &[Placed], sources: &mut [SourceTally]) -> Tally {
    let mut tally = Tally::default();
    let mut published: BTreeMap<&str, usize> = BTreeMap::new();
    for comment in comments {
        match (comment.comment.held, comment.post()) {
            (Some(held), _) => *tally.held.entry(held).or_default() += 1,
            (None, None) => tally.unmatched += 1,
            (None, Some(_)) => {
                tally.published += 1;
                *published.entry(comment.comment.origin.file.as_str()).or_default() += 1;
            }
        }
    }
    for source in sources {
        source.published = published.get(source.file.as_str()).copied().unwrap_or_default();
        tally.read += source.read;
    }
    tally
}

#[cfg(test)]
mod tests;
