//! `weerklank import`: the posts of a blog in WordPress become Markdown files of the site.

use std::collections::BTreeSet;
use std::path::PathBuf;

use serde_json::{Value, json};

use super::comments::Done;
use super::console::Console;
use super::imported::imported;
use super::open::{self, Shown};
use super::{Global, forget};
use crate::comment::erasure;
use crate::config::Config;
use crate::diagnostic::{Checked, Diagnostic, Problem, Severity};
use crate::disk::{uploads, write};
use crate::import::{self, Imported, Kind, Made, Needed};
use crate::pipeline;
use crate::source::{Source, SourcePath};

/// The largest export that is read whole.
const LARGEST: u64 = 2 << 30;

/// Make Markdown of the posts of a blog in WordPress
#[derive(Debug, clap::Args)]
pub(super) struct Import {
    /// The export of WordPress: an .xml file, or several if it was split
    #[arg(required = true, value_name = "EXPORT")]
    exports: Vec<PathBuf>,
    /// The folder wp-content/uploads of the old blog, with pictures and files
    #[arg(long, value_name = "DIR")]
    uploads: Option<PathBuf>,
    /// Show what would be written, and write nothing
    #[arg(long)]
    dry_run: bool,
}

/// What an import did.
#[derive(Debug, Default)]
pub(super) struct Counts {
    pub(super) posts: usize,
    pub(super) pages: usize,
    pub(super) drafts: usize,
    pub(super) experts: usize,
    /// Those that were there already, and stay as they are.
    pub(super) kept: usize,
    /// Those of them that were changed on the old blog since they were written here.
    pub(super) changed: Vec<String>,
    /// The files that were written.
    pub(super) files: Vec<String>,
    /// In the bin of the old blog.
    pub(super) gone: usize,
    /// Of kinds that have no page.
    pub(super) others: usize,
    /// Those of them that may be posts all the same.
    pub(super) kinds: Vec<String>,
    /// Pictures and files that were copied.
    pub(super) copied: usize,
    /// Those that were not found.
    pub(super) missing: usize,
    pub(super) is_tried: bool,
    /// The hosts that `old_hosts` lacks.
    pub(super) hosts: Vec<String>,
    /// Where the comments lie.
    pub(super) comments: Vec<String>,
}

impl Import {
    pub(super) fn run(&self, global: &Global, console: &Console) -> bool {
        let done = self.import(global, console).unwrap_or_else(Done::refused);
        done.tell(console)
    }

    fn import(&self, global: &Global, console: &Console) -> Result<Done, Vec<Diagnostic>> {
        let checked = open::configure(global, &Shown::default());
        let config = checked.value.ok_or(checked.problems)?;
        if let Some(folder) = self.uploads.as_ref().filter(|folder| !folder.is_dir()) {
            let folder = folder.display().to_string();
            return Err(vec![Diagnostic::error(Problem::UploadsMissing { folder, needed: None })]);
        }
        let root = &global.root;
        let one = |problem| vec![problem];
        // What was to be forgotten is gone before anything else is written.
        let _lock = open::lock(root).map_err(one)?;
        forget::finish(root, &config)?;
        let limit = LARGEST.min(config.limits.export_bytes);
        let (mut sources, mut problems) = (Vec::new(), Vec::new());
        for path in &self.exports {
            match uploads::given(path, limit) {
                Ok(source) => sources.push(source),
                Err(problem) => problems.push(problem),
            }
        }
        let (known, lists) = pipeline::known(root, &config);
        let forgotten = erasure::lists(&lists).take(&mut problems);
        let Checked { value, problems: told } =
            import::import(&sources, &known, &forgotten, &config);
        problems.extend(told);
        let is_error = |problem: &Diagnostic| problem.severity == Severity::Error;
        let Some(posts) = value.filter(|_| !problems.iter().any(is_error)) else {
            return Err(problems);
        };
        let mut work = Work {
            import: self,
            global,
            config: &config,
            lacking: Vec::new(),
            has_some: false,
            counts: Counts::default(),
        };
        work.write(&posts).map_err(one)?;
        work.keep(&sources).map_err(one)?;
        problems.extend(work.missing());
        let text = imported(&work.counts, console.language);
        Ok(Done { text, said: work.said(&posts), problems, ..Done::default() })
    }
}

/// An import that is being written.
struct Work<'a> {
    import: &'a Import,
    global: &'a Global,
    config: &'a Config,
    lacking: Vec<(String, Needed)>,
    /// Whether any file of the old blog is there, or lies in the folder that was named.
    has_some: bool,
    counts: Counts,
}

impl Work<'_> {
    fn write(&mut self, imported: &Imported) -> Result<(), Diagnostic> {
        let Imported { made, gone, others, kinds, hosts } = imported;
        let old: BTreeSet<String> = self
            .config
            .comments
            .old_hosts
            .iter()
            .map(|host| crate::address::bare_host(host))
            .collect();
        self.counts = Counts {
            gone: *gone,
            others: others.values().sum(),
            kinds: kinds.iter().cloned().collect(),
            is_tried: self.import.dry_run,
            hosts: hosts.difference(&old).cloned().collect(),
            ..Counts::default()
        };
        made.iter().try_for_each(|made| self.write_one(made))
    }

    fn write_one(&mut self, made: &Made) -> Result<(), Diagnostic> {
        let root = &self.global.root;
        let is_there = made.is_known || made.kind == Kind::Expert;
        let own = uploads::text(root, &made.path).filter(|_| is_there);
        // Who worked on a post may have taken a picture out of it.
        let is_wanted = |needed: &&Needed| {
            let name = needed.to.rsplit('/').next().unwrap_or_default();
            own.as_deref().is_none_or(|text| text.contains(name))
        };
        for needed in made.needed.iter().filter(is_wanted) {
            if uploads::is_there(root, &needed.to) {
                self.has_some = true;
                continue;
            }
            let folder = self.import.uploads.as_deref();
            match folder.and_then(|folder| uploads::find(folder, &needed.upload)) {
                Some(from) => {
                    if !self.import.dry_run {
                        uploads::copy(root, &needed.to, &from)?;
                    }
                    self.counts.copied += 1;
                    self.has_some = true;
                }
                None => self.lacking.push((made.path.clone(), needed.clone())),
            }
        }
        if let Some(own) = own {
            self.counts.kept += usize::from(made.kind != Kind::Expert);
            if is_newer(&made.text, &own) {
                self.counts.changed.push(made.path.clone());
            }
            return Ok(());
        }
        if !self.import.dry_run {
            write::put(root, &made.path, made.text.as_bytes())?;
        }
        self.counts.files.push(made.path.clone());
        *match made.kind {
            Kind::Post => &mut self.counts.posts,
            Kind::Page => &mut self.counts.pages,
            Kind::Draft => &mut self.counts.drafts,
            Kind::Expert => &mut self.counts.experts,
        } += 1;
        Ok(())
    }

    /// The comments are in the same files.
    fn keep(&mut self, sources: &[Source]) -> Result<(), Diagnostic> {
        let Some(folder) = self.config.comments.sources.first() else { return Ok(()) };
        for source in sources {
            let root = &self.global.root;
            let path = match self.import.dry_run {
                true => format!("{folder}/{}", source.path.file_name()),
                false => uploads::keep(root, folder, source)?.0,
            };
            if !self.counts.comments.contains(&path) {
                self.counts.comments.push(path);
            }
        }
        Ok(())
    }

    /// What is told of the files that are not there, each at the post that needs it.
    fn missing(&mut self) -> Vec<Diagnostic> {
        self.counts.missing = self.lacking.len();
        let count = self.lacking.len() as u64;
        let problem = match &self.import.uploads {
            None => (count > 0).then_some(Problem::UploadsLeft { count }),
            // Another folder than was meant.
            Some(folder) => (count > 1 && !self.has_some).then(|| Problem::UploadsMissing {
                folder: folder.display().to_string(),
                needed: Some(count),
            }),
        };
        if let Some(problem) = problem {
            return vec![Diagnostic::warning(problem)];
        }
        let told = self.lacking.iter().map(|(path, Needed { upload, address, .. })| {
            let (name, address) = (upload.clone(), address.clone());
            let problem = Problem::UploadMissing { name, address };
            Diagnostic::warning(problem).at(&SourcePath::new(path))
        });
        told.collect()
    }

    fn said(&self, imported: &Imported) -> Value {
        let Counts { posts, pages, drafts, experts, kept, gone, copied, .. } = self.counts;
        let missing: Vec<Value> = self
            .lacking
            .iter()
            .map(|(_, needed)| json!({ "file": needed.to, "address": needed.address }))
            .collect();
        json!({
            "posts": posts, "pages": pages, "drafts": drafts, "experts": experts, "kept": kept,
            "trash": gone, "other": imported.others, "files": self.counts.files, "changed": self.counts.changed,
            "uploads": { "copied": copied, "missing": missing },
            "comments": self.counts.comments, "old_hosts": imported.hosts,
        })
    }
}

/// Whether a post was changed on the old blog since its file was made: to the minute or the second, if both say it.
fn is_newer(made: &str, own: &str) -> bool {
    let (Some(made), Some(own)) = (last_moment(made), last_moment(own)) else { return false };
    let length = made.len().min(own.len());
    made.get(..length) > own.get(..length)
}

/// When a post was changed or else written, as its front matter says: `2023-09-12 14:05:00`.
fn last_moment(text: &str) -> Option<&str> {
    let matter = text.strip_prefix("---")?.split("\n---").next()?;
    let of = |key: &str| matter.lines().find_map(|line| line.strip_prefix(key));
    let moment = of("updated:").or_else(|| of("date:"))?;
    let moment = moment.trim().trim_matches(['"', '\'']);
    // A zone behind the time is no part of it.
    Some(moment.get(..19).unwrap_or(moment)).filter(|moment| moment.len() >= 10)
}
