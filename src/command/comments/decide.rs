//! `weerklank comments hide`, `publish`, `pin`, `redact` and `close`: a decision goes into `moderation.toml`, if the next build
//! takes it.

use serde_json::json;

use super::{Done, Site, said};
use crate::comment::Held;
use crate::comment::moderation::{Editing, Entry, Fields, Keys, Placed, addresses_left};
use crate::diagnostic::{Checked, Decided, Diagnostic, Language, Problem, Severity, nearest};
use crate::disk::write;
use crate::pipeline;
use crate::site::Discussed;
use crate::source::{Source, SourcePath};

/// Why, and who says so
#[derive(Debug, clap::Args)]
struct Why {
    /// Why; it stands in moderation.toml
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
    /// Who decides; it stands there too
    #[arg(long, value_name = "NAME")]
    by: Option<String>,
}

/// Decide about comments
#[derive(Debug, clap::Args)]
pub(super) struct Decide {
    /// The comments: their keys in the list, or the beginnings of them
    #[arg(required = true)]
    keys: Vec<String>,
    #[command(flatten)]
    why: Why,
}

/// Take a passage out of a comment
#[derive(Debug, clap::Args)]
pub(super) struct Redact {
    /// The comment: its key in the list, or the beginning of it
    key: String,
    /// The passage, as readers see it
    passage: String,
    /// What stands in its place
    #[arg(long, value_name = "TEXT", default_value = "[…]")]
    with: String,
    #[command(flatten)]
    why: Why,
}

/// Take the links to react away from posts
#[derive(Debug, clap::Args)]
pub(super) struct Close {
    /// The posts: their slugs
    #[arg(required = true)]
    posts: Vec<String>,
    #[command(flatten)]
    why: Why,
}

impl Why {
    fn fields(&self, site: &Site<'_>) -> Vec<(&'static str, String)> {
        let mut fields = Vec::new();
        fields.extend(self.reason.clone().map(|reason| ("reason", reason)));
        fields.extend(self.by.clone().map(|by| ("by", by)));
        if !fields.is_empty() {
            let today = crate::command::open::today(site.config);
            fields.push(("date", today.to_string()));
        }
        fields
    }
}

impl Decide {
    pub(super) fn run(
        &self,
        kind: &'static str,
        site: &Site<'_>,
        language: Language,
    ) -> Result<Done, Vec<Diagnostic>> {
        let mut deciding = Deciding::begin(site)?;
        let indexes = deciding.found(&self.keys)?;
        for index in indexes {
            deciding.decide(kind, index, self.why.fields(site));
        }
        deciding.end(kind, site, language)
    }
}

impl Redact {
    pub(super) fn run(&self, site: &Site<'_>, language: Language) -> Result<Done, Vec<Diagnostic>> {
        let mut deciding = Deciding::begin(site)?;
        let indexes = deciding.found(std::slice::from_ref(&self.key))?;
        let mut fields = vec![("passage", self.passage.clone())];
        fields.push(("replacement", self.with.clone()));
        fields.extend(self.why.fields(site));
        let mut left = Vec::new();
        for index in indexes {
            left.extend(deciding.links(index, &self.passage));
            deciding.redact(index, fields.clone());
        }
        let mut done = deciding.end("redact", site, language)?;
        done.problems.extend(left);
        Ok(done)
    }
}

impl Close {
    pub(super) fn run(&self, site: &Site<'_>, language: Language) -> Result<Done, Vec<Diagnostic>> {
        let mut deciding = Deciding::begin(site)?;
        for name in &self.posts {
            let matcher = &deciding.discussed.matcher;
            let post = matcher.named(name).and_then(|post| matcher.destination(post));
            let Some(post) = post else {
                let nearest = nearest(name, matcher.slugs());
                let problem = Problem::UnknownPost { name: name.clone(), nearest };
                return Err(vec![Diagnostic::error(problem)]);
            };
            let slug = post.slug.clone();
            deciding.close(&slug, self.why.fields(site));
        }
        deciding.end("close", site, language)
    }
}

/// Decisions on their way into the file.
struct Deciding {
    discussed: Discussed,
    keys: Keys,
    path: SourcePath,
    editing: Editing,
    /// What was wrong before.
    before: Vec<Diagnostic>,
    /// The comments that are to be seen by what was decided.
    wanted: Vec<usize>,
    /// What was decided, by the keys.
    done: Vec<String>,
    /// Those among them of which only the opposite was taken out.
    withdrawn: Vec<String>,
    /// What had been decided before.
    same: Vec<String>,
    /// Those of which it stands there from now on why, or by whom.
    noted: Vec<String>,
}

impl Deciding {
    fn begin(site: &Site<'_>) -> Result<Deciding, Vec<Diagnostic>> {
        let checked = site.read();
        let exported = pipeline::exports(&site.global.root, site.config).value;
        let is_own = |source: &&Source| source.path.file_name() == "moderation.toml";
        let mut files: Vec<&Source> = exported.1.iter().filter(is_own).collect();
        let wanted = format!("{}/moderation.toml", site.folder());
        files.sort_by_key(|source| source.path.as_str() != wanted);
        let (path, editing) = match files.first() {
            Some(source) => (source.path.clone(), Editing::new(source)),
            None => {
                let empty = Source::new(&wanted, Vec::new());
                (empty.path.clone(), Editing::new(&empty))
            }
        };
        Ok(Deciding {
            keys: Keys::new(&checked.value.comments),
            discussed: checked.value,
            path,
            editing: editing.map_err(|problem| vec![problem])?,
            before: checked.problems,
            wanted: Vec::new(),
            done: Vec::new(),
            withdrawn: Vec::new(),
            same: Vec::new(),
            noted: Vec::new(),
        })
    }

    fn comments(&self) -> &[Placed] {
        &self.discussed.comments
    }

    /// The comments that are meant; all that is wrong with the keys is told at once.
    fn found(&self, keys: &[String]) -> Result<Vec<usize>, Vec<Diagnostic>> {
        let mut found = Vec::new();
        let mut problems = Vec::new();
        for key in keys {
            match self.keys.typed(key, self.comments(), &self.discussed.matcher) {
                Ok(index) => found.push(index),
                Err(problem) => problems.push(Diagnostic::error(problem)),
            }
        }
        if problems.is_empty() { Ok(found) } else { Err(problems) }
    }

    /// Writes a decision down. To hide and to publish are each other's opposite, so one takes the place of the other.
    fn decide(&mut self, kind: &'static str, index: usize, fields: Vec<(&'static str, String)>) {
        let Deciding { discussed, keys, editing, .. } = self;
        let comments = &discussed.comments;
        let is_this = |target: &str| {
            keys.find(target, comments, &discussed.matcher).is_ok_and(|found| found == index)
        };
        let key = keys.of(index, comments, &discussed.matcher);
        let held = comments[index].comment.held;
        let opposite: &[&str] = match kind {
            "hide" => &["publish"],
            "publish" => &["hide"],
            _ => &[],
        };
        if kind == "publish" || kind == "pin" {
            self.wanted.push(index);
        }
        let undone = editing.remove(opposite, is_this);
        // Hidden by another file, it is not shown by taking it out of this one: that the two are at odds is told.
        let is_withdrawn = held == Some(Held::Hidden) && undone > 0;
        let is_shown_by_itself = kind == "publish" && (held.is_none() || is_withdrawn);
        let written = editing.decided(kind, is_this);
        if is_shown_by_itself && written.is_empty() {
            let list = if undone > 0 { &mut self.withdrawn } else { &mut self.same };
            return list.push(key);
        }
        let entry = Entry { kind, target: key, fields };
        note(editing, entry, &written, is_this, [&mut self.done, &mut self.same, &mut self.noted]);
    }

    /// Writes down that a passage goes, once.
    fn redact(&mut self, index: usize, fields: Vec<(&'static str, String)>) {
        let Deciding { discussed, keys, editing, .. } = self;
        let comments = &discussed.comments;
        let is_this = |target: &str| {
            keys.find(target, comments, &discussed.matcher).is_ok_and(|found| found == index)
        };
        let key = keys.of(index, comments, &discussed.matcher);
        let of = |name: &str| fields.iter().find(|(own, _)| *own == name).map(|(_, text)| text);
        let is_in = |written: &Fields, name: &str| {
            let own = written.iter().find(|(own, _)| own == name).map(|(_, text)| text.as_str());
            own == of(name).map(|text| text.trim())
        };
        let written = editing.decided("redact", is_this);
        if written.iter().any(|one| is_in(one, "passage") && is_in(one, "replacement")) {
            return self.same.push(key);
        }
        editing.add(&Entry { kind: "redact", target: key.clone(), fields });
        self.done.push(key);
    }

    /// That the addresses of links stay of which the text goes.
    fn links(&self, index: usize, passage: &str) -> Vec<Diagnostic> {
        let comment = &self.comments()[index].comment;
        let id = self.keys.of(index, self.comments(), &self.discussed.matcher);
        let found = addresses_left(&comment.body.text(), passage, comment.kind).into_iter();
        let told = |address| Problem::AddressLeft { id: id.clone(), address };
        found.map(|address| Diagnostic::warning(told(address))).collect()
    }

    fn close(&mut self, slug: &str, fields: Vec<(&'static str, String)>) {
        let Deciding { discussed, editing, .. } = self;
        let matcher = &discussed.matcher;
        let post = matcher.named(slug);
        let is_this = |target: &str| matcher.named(target) == post;
        let written = editing.decided("close", is_this);
        let entry = Entry { kind: "close", target: slug.to_owned(), fields };
        note(editing, entry, &written, is_this, [&mut self.done, &mut self.same, &mut self.noted]);
    }

    /// Tries the new file out, and writes it if it says nothing wrong that was not wrong before.
    fn end(self, kind: &str, site: &Site<'_>, language: Language) -> Result<Done, Vec<Diagnostic>> {
        let Deciding { discussed, keys, path, editing, before, wanted, .. } = self;
        let Deciding { mut done, mut withdrawn, mut same, mut noted, .. } = self;
        let text = editing.text();
        let source = Source::new(path.as_str(), text.clone().into_bytes());
        let root = &site.global.root;
        let after = pipeline::conversation(root, site.config, std::slice::from_ref(&source));
        let Checked { value: after, problems } = after;
        let refused = refused(problems, &before, &path);
        if !refused.is_empty() {
            return Err(refused);
        }
        write::put(root, path.as_str(), text.as_bytes()).map_err(|problem| vec![problem])?;
        let decided = [done.as_slice(), &withdrawn].concat();
        let unchanged = [same.as_slice(), &noted].concat();
        let said = json!({ "path": path.to_string(), "decided": decided, "unchanged": unchanged });
        // Of what readers do not see nevertheless, nothing else is said.
        let mut unseen = Vec::new();
        for index in wanted {
            // An export that somebody replaced meanwhile may hold others by now.
            let before = &discussed.comments[index].comment;
            let placed = after.comments.get(index);
            let Some(placed) = placed.filter(|placed| placed.comment.key() == before.key()) else {
                continue;
            };
            let id = keys.of(index, &discussed.comments, &discussed.matcher);
            let problem = match (placed.comment.held, placed.post()) {
                (Some(reason), _) => Problem::DecisionUnseen { id: id.clone(), reason },
                (None, None) => Problem::DecisionWithoutPost { id: id.clone() },
                (None, Some(_)) => continue,
            };
            unseen.push(Diagnostic::warning(problem));
            for list in [&mut done, &mut withdrawn, &mut same, &mut noted] {
                list.retain(|key| *key != id);
            }
        }
        let text = [
            said::decided(kind, &done, path.as_str(), language),
            said::withdrawn(&withdrawn, path.as_str(), language),
            said::unchanged(&same, language),
            said::noted(&noted, path.as_str(), language),
        ];
        let text = text.into_iter().flatten().collect::<Vec<_>>().join("\n");
        Ok(Done { text, said, problems: unseen, ..Done::default() })
    }
}

/// Writes a decision about what is meant, or adds why and by whom to the one that stands there. What was written stays otherwise as it is.
fn note(
    editing: &mut Editing,
    entry: Entry,
    written: &[Fields],
    is_this: impl Fn(&str) -> bool,
    [done, same, noted]: [&mut Vec<String>; 3],
) {
    let key = entry.target.clone();
    let Some(known) = written.first() else {
        editing.add(&entry);
        return done.push(key);
    };
    let own = |name: &str| known.iter().find(|(own, _)| own == name).map(|(_, text)| text.clone());
    let is_new =
        |(name, text): &(&str, String)| *name != "date" && own(name).as_ref() != Some(text);
    if !entry.fields.iter().any(is_new) {
        return same.push(key);
    }
    let of = |name: &'static str| {
        let given = entry.fields.iter().find(|(own, _)| *own == name).map(|(_, text)| text.clone());
        Some((name, given.or_else(|| own(name))?))
    };
    let fields = ["reason", "by", "date"].into_iter().filter_map(of).collect();
    editing.remove(&[entry.kind], is_this);
    editing.add(&Entry { fields, ..entry });
    noted.push(key);
}

/// Why a file of decisions is not written: what is wrong with it by what is new, or was before and stops the build.
fn refused(after: Vec<Diagnostic>, before: &[Diagnostic], path: &SourcePath) -> Vec<Diagnostic> {
    let known = |problem: &Diagnostic| {
        let problem = unplaced(problem.clone());
        before.iter().find(|known| unplaced((*known).clone()) == problem)
    };
    // What is noted and not seen nevertheless is told, and noted.
    let is_unseen = |told: &Diagnostic| matches!(told.problem, Problem::DecisionUnseen { .. });
    let own = after.into_iter().filter(|problem| problem.path.as_ref() == Some(path));
    let own = own.filter(|problem| !is_unseen(problem));
    let refused = own.filter_map(|problem| match known(&problem) {
        Some(known) if problem.severity == Severity::Error => Some(known.clone()),
        Some(_) => None,
        None => Some(as_error(problem)),
    });
    refused.collect()
}

/// A problem without its line: that may have moved.
fn unplaced(problem: Diagnostic) -> Diagnostic {
    Diagnostic { line: None, excerpt: None, ..problem }
}

/// Nothing was written, so it is an error whatever it would be in a build, and stands in no file.
fn as_error(told: Diagnostic) -> Diagnostic {
    let problem = match told.problem {
        Problem::PublishRefused { id, reason, .. } => {
            Problem::PublishRefused { id, reason, how: Decided::Asked }
        }
        Problem::PassageNotFound { id, passage, .. } => {
            Problem::PassageNotFound { id, passage, how: Decided::Asked }
        }
        problem => {
            let placed = Diagnostic { problem, severity: Severity::Error, ..told };
            return unplaced(placed);
        }
    };
    Diagnostic::error(problem)
}
