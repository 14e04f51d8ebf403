//! What was done, with its date, and without a word of the person.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::{Value, json};

use super::mentions::Mention;
use super::named;
use super::plan::Plan;
use super::said;
use super::traces::Found;
use crate::comment::erasure::Kind;
use crate::comment::erasure::scan::Needles;
use crate::config::Config;
use crate::diagnostic::Language;
use crate::disk::everything;
use crate::pipeline::Outcome;

/// What lies beyond reach.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Beyond {
    /// Version control keeps what was.
    Versions,
    /// Backups and snapshots of this disk.
    Backups,
    /// The site where it was published before.
    Published,
    /// Other outputs of this site.
    Outputs,
    /// The system that the exports came from.
    Origin,
    /// Digests that went by mail, or that lie outside the site.
    Digests,
    /// Browsers, feed readers, search engines, mail.
    Readers,
}

/// What became of a file.
pub(super) struct FileAccount {
    pub(super) path: String,
    /// What it held, as a hash; `None` if it is new.
    pub(super) before: Option<String>,
    /// What it holds; `None` if it is gone.
    pub(super) after: Option<String>,
    removed: usize,
    emptied: usize,
}

/// The account of an erasure.
pub(super) struct Proof<'a> {
    pub(super) day: String,
    pub(super) is_dry: bool,
    /// Whether it is about those who were forgotten before.
    pub(super) is_again: bool,
    /// What the site is called, unless that tells who it is.
    pub(super) site: Option<String>,
    has_namesake: bool,
    pub(super) people: usize,
    pub(super) removed: usize,
    pub(super) emptied: usize,
    pub(super) decisions: usize,
    pub(super) files: Vec<FileAccount>,
    /// Where the person occurs in what others wrote.
    pub(super) mentions: &'a [Mention],
    needles: Needles<'a>,
    pub(super) redacts: bool,
    /// Files of the output that were made anew and removed; `None` if there is no output.
    pub(super) output: Option<(usize, usize)>,
    /// Files that were searched, and those in which something is left.
    pub(super) searched: Option<(usize, usize)>,
    /// The latter, without those that are made from the others: what is left there, and its line.
    pub(super) left: Vec<(String, BTreeMap<Kind, u32>)>,
    /// Files that could not be searched, or not wholly.
    pub(super) unsearched: Vec<String>,
    pub(super) beyond: Vec<Beyond>,
}

/// What a site is called: its organisation and its title.
fn site(config: &Config) -> Option<String> {
    let organisation = config.brand.organisation.trim();
    let parts = [organisation, config.title.trim()].into_iter().filter(|part| !part.is_empty());
    let name = parts.collect::<Vec<_>>().join(", ");
    (!name.is_empty()).then_some(name)
}

impl<'a> Proof<'a> {
    /// The account of what a plan does.
    pub(super) fn new(
        plan: &'a Plan,
        config: &Config,
        (is_dry, is_again): (bool, bool),
    ) -> Proof<'a> {
        let needles = Needles::of(&plan.traces);
        let files = plan.changed.iter().map(|file| {
            let before = file.before.map(|hash| hash.short(64));
            let path = named::told(file.new_path(), file.before, &needles);
            // Of what is gone there is nothing to know again.
            let after = (!file.bytes.is_empty()).then(|| file.after.short(64));
            FileAccount { path, before, after, removed: file.removed, emptied: file.emptied }
        });
        Proof {
            day: said::day(config),
            is_dry,
            is_again,
            site: site(config).filter(|site| needles.find(site.as_bytes()).is_empty()),
            has_namesake: !plan.namesakes.is_empty(),
            people: plan.people,
            removed: plan.changed.iter().map(|file| file.removed).sum(),
            emptied: plan.changed.iter().map(|file| file.emptied).sum(),
            decisions: plan.decisions,
            files: files.collect(),
            mentions: &plan.mentions,
            needles,
            redacts: plan.redacts,
            output: None,
            searched: None,
            left: Vec::new(),
            unsearched: Vec::new(),
            beyond: Vec::new(),
        }
    }

    /// The output was built.
    pub(super) fn built(&mut self, outcome: Option<&Outcome>) {
        self.output = outcome.map(|outcome| (outcome.counts.written, outcome.counts.removed));
    }

    /// Every file was searched.
    pub(super) fn searched(&mut self, found: &Found) {
        self.searched = Some((found.files, found.traces.len()));
        let told = |file: &String| named::told(file, None, &self.needles);
        let own = found.traces.iter().filter(|left| !left.is_made);
        self.left = own.map(|left| (told(&left.file), left.kinds.clone())).collect();
        self.unsearched = found.unsearched.iter().map(told).collect();
    }

    /// Whether what is left may all be of somebody of the same name who stays.
    pub(super) fn is_left_of_a_namesake(&self) -> bool {
        let is_name = |kind: &Kind| matches!(kind, Kind::Name | Kind::Mention | Kind::SharedName);
        let mut kinds = self.left.iter().flat_map(|(_, kinds)| kinds.keys());
        self.has_namesake && !self.left.is_empty() && kinds.all(is_name)
    }

    /// What nobody here can change.
    pub(super) fn beyond(&mut self, root: &Path) {
        let is_elsewhere = everything::outputs(root) > usize::from(self.output.is_some());
        self.beyond.extend(everything::is_versioned(root).then_some(Beyond::Versions));
        self.beyond.extend([Beyond::Backups, Beyond::Published]);
        self.beyond.extend(is_elsewhere.then_some(Beyond::Outputs));
        self.beyond.extend([Beyond::Origin, Beyond::Digests, Beyond::Readers]);
    }

    /// For `--json`.
    pub(super) fn json(&self) -> Value {
        let files: Vec<Value> = self
            .files
            .iter()
            .map(|file| {
                json!({
                    "file": file.path, "before": file.before, "after": file.after,
                    "erased": file.removed, "placeholders": file.emptied,
                })
            })
            .collect();
        let place = |found: &Mention| {
            json!({
                "key": found.key, "kind": said::code(found.kind), "file": found.told, "line": found.line,
            })
        };
        let mentions: Vec<Value> = self.mentions.iter().map(place).collect();
        let passages = self.undecided().map(|found| {
            json!({
                "key": found.key, "file": found.file, "line": found.line, "passage": found.passage,
            })
        });
        let passages: Vec<Value> = passages.collect();
        let beyond: Vec<&str> =
            self.beyond.iter().map(|beyond| said::beyond_code(*beyond)).collect();
        json!({
            "site": self.site, "again": self.is_again,
            "date": self.day, "program": env!("CARGO_PKG_VERSION"), "dry_run": self.is_dry,
            "people": self.people, "erased": self.removed, "placeholders": self.emptied,
            "decisions": self.decisions, "files": files, "mentions": mentions,
            "passages": passages,
            "redacted": self.redacts && !self.is_dry,
            "output": self.output.map(|(written, removed)| json!({ "written": written, "removed": removed })),
            "searched": self.searched.map(|(files, _)| files),
            "unsearched": self.unsearched,
            "left": self.searched.map(|(_, left)| left),
            "left_in": self.left.iter().map(|(file, _)| file).collect::<Vec<_>>(),
            "beyond": beyond,
        })
    }

    /// What somebody has to decide about: what was replaced is not a part of that any more.
    fn undecided(&self) -> impl Iterator<Item = &Mention> {
        self.mentions.iter().filter(|found| self.is_dry || !self.replaces(found))
    }

    /// Whether this is replaced with the erasure: not what is in doubt, and nothing in a post.
    pub(super) fn replaces(&self, found: &Mention) -> bool {
        self.redacts && found.is_replaceable
    }

    /// The words that somebody has to decide about; nothing if there are none.
    pub(super) fn passages(&self, language: Language) -> String {
        said::passages(self.undecided(), language)
    }

    /// For a person.
    pub(super) fn text(&self, language: Language) -> String {
        said::proof(self, language)
    }
}
