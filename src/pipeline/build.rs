//! A whole build: what was done before is not done again, and what was told is told again.

use std::collections::HashSet;
use std::path::Path;
use std::sync::Arc;
use std::time::SystemTime;

use serde::{Deserialize, Serialize};

use super::{Assembled, AtOnce, Done, Stopwatch, assemble_with, read_changed, write};
use crate::config::Config;
use crate::diagnostic::{Checked, Diagnostic, Problem, Refusal, Severity};
use crate::disk::aside::Aside;
use crate::disk::cache::Cache;
use crate::disk::conversation::Talk;
use crate::disk::pictures;
use crate::disk::record::{self, Record, Seen};
use crate::disk::stamps::Stamps;
use crate::disk::target::{Owner, Target};
use crate::disk::walk::{self, Class, Found};
use crate::manifest::{Counts, Manifest};
use crate::search::Size;
use crate::site::conversation::Tally;
use crate::site::{Smaller, Withheld};
use crate::source::{Hash, SourcePath};

/// Everything between the settings and the written site.
pub fn build(
    root: &Path,
    output: &Path,
    config: &Config,
    options: &Options<'_>,
    watch: &mut Stopwatch,
) -> Outcome {
    let open = || opened(Target::open::<AtOnce>, (root, output), config, options);
    let (mut found, target, mut problems) = listed(root, config, watch, open);
    if problems.iter().any(|problem| problem.problem == Problem::ContentMissing) {
        return Outcome { problems, ..Outcome::default() };
    }
    let seen = Seen::of(root, &found, config, options.started);
    if let Some(outcome) = done_before(root, output, config, options, (seen, &target)) {
        return outcome;
    }
    let aside = Arc::new(Aside::new(root));
    let stamps = if options.cache { Stamps::open(root) } else { Stamps::default() };
    let (sources, mut cache) = watch.time("read", || {
        let kept = options.cache.then(|| Talk::open(root, &mut found, config, options.started));
        let known = |found: &Found| stamps.find(found, &aside);
        rayon::join(|| read_changed(&found, known, config), || cached(root, kept, config))
    });
    let sources = sources.take(&mut problems);
    let read = Stamps::of(&found, &sources, options.started);
    let within = (root, aside);
    let assembled = assemble_with(within, sources, &mut cache, config, watch).take(&mut problems);
    found.append(&mut cache.talk.unread);
    let mut summary = assembled.as_ref().map(Assembled::summary);
    problems.extend(emptied(&found, assembled.as_ref(), target.as_ref().ok()));
    let assembled =
        assembled.filter(|_| !stops(&problems, options)).map(|it| it.keeping(root, options));
    let Some(assembled) = assembled else {
        return Outcome { problems, summary, counts: Counts::default() };
    };
    let save = || {
        if options.cache {
            cache.save(root, config, assembled.documents(), &problems);
            read.keep(root, &stamps);
            assembled.keep_talk(&cache.talk, root);
        }
    };
    let write = || {
        let target = target.map_err(|problem| vec![problem])?;
        write(&assembled, (&target, output), config, options, watch)
    };
    let (written, ()) = rayon::join(write, save);
    let counts = match written {
        Ok(Done { counts, left, search }) => {
            summary = summary.map(|summary| Summary { search, ..summary });
            let until = assembled.site.until;
            let told = Told { problems, summary: summary.clone() };
            if options.cache && !told.is_personal(&found) {
                Record::keep(root, output, (seen, left), (config.now, until), &told);
            } else {
                record::forget(root, output);
            }
            problems = told.problems;
            counts
        }
        Err(failed) => {
            problems.extend(failed);
            Counts::default()
        }
    };
    // A large site takes longer to take down piece by piece than as a whole, by the system.
    std::mem::forget(assembled);
    Outcome { problems, summary, counts }
}

/// What the last build read, if that is to be used.
fn cached(root: &Path, kept: Option<Talk>, config: &Config) -> Cache {
    let Some(talk) = kept else { return Cache::default() };
    let (cache, talk) = rayon::join(|| Cache::open(root, config), || talk.loaded(root));
    cache.with(talk)
}

/// What the site is built from, what was wrong with it, and the folder that it goes to.
pub(super) fn listed(
    root: &Path,
    config: &Config,
    watch: &mut Stopwatch,
    open: impl FnOnce() -> Result<Target, Diagnostic> + Send,
) -> (Vec<Found>, Result<Target, Diagnostic>, Vec<Diagnostic>) {
    let list = || rayon::join(|| walk::list(root, config), open);
    let (Checked { value, mut problems }, target) = watch.time("list", list);
    problems.extend(target.as_ref().err().cloned());
    (value, target, problems)
}

/// Whether one of these stands in the way of the site.
pub(super) fn stops(problems: &[Diagnostic], options: &Options<'_>) -> bool {
    options.strict && !problems.is_empty()
        || problems.iter().any(|problem| problem.severity == Severity::Error)
}

/// What the last build told, if this one would see, make and leave just the same.
fn done_before(
    root: &Path,
    output: &Path,
    config: &Config,
    options: &Options<'_>,
    (seen, target): (Seen, &Result<Target, Diagnostic>),
) -> Option<Outcome> {
    let left = target.as_ref().ok().filter(|_| options.cache)?.left()?;
    let told: Told = Record::find(root, output, (seen, left), config)?;
    if options.strict && !told.problems.is_empty() {
        return None;
    }
    let Told { problems, summary } = told;
    let unchanged = target.as_ref().map_or(0, Target::files);
    Some(Outcome { problems, summary, counts: Counts { unchanged, ..Counts::default() } })
}

/// A share that is not mounted leaves an empty folder behind: a site that would shrink for want of any content stays.
pub(super) fn emptied(
    found: &[Found],
    assembled: Option<&Assembled>,
    target: Option<&Target>,
) -> Option<Diagnostic> {
    let has_content = found.iter().any(|found| found.path.as_str().starts_with("content/"));
    let lost = target?.files().saturating_sub(assembled?.plan.pages.len());
    let problem = Problem::ContentEmpty { lost: lost as u64 };
    (!has_content && lost > 0).then(|| Diagnostic::error(problem).at(&SourcePath::new("content")))
}

/// A way to look at the folder that the site goes to.
type Open = fn(&Owner, &Path, &Path, &[String], &AtOnce) -> Result<Target, Diagnostic>;

/// The folder that the site goes to, unless it is for readers and another site is there, or nothing of what this one left there last.
pub(super) fn opened(
    open: Open,
    (root, output): (&Path, &Path),
    config: &Config,
    options: &Options<'_>,
) -> Result<Target, Diagnostic> {
    let target = open(&options.owner(), root, output, &config.comments.sources, &AtOnce);
    let Some(readers) = &options.readers else { return target };
    let refused = |why| {
        let folder = output.display().to_string();
        Err(Diagnostic::error(Problem::ShareRefused { folder, why }))
    };
    match target {
        Ok(target) if target.is_emptied() && !readers.owner.takes_over => refused(Refusal::Emptied),
        Err(told) if matches!(told.problem, Problem::OutputOfOther { .. }) => {
            refused(Refusal::Taken)
        }
        target => target,
    }
}

/// What the site becomes by these files, if that is much less than readers have.
pub(super) fn shrinks(
    (target, output): (&Target, &Path),
    manifest: &Manifest,
    options: &Options<'_>,
) -> Option<Diagnostic> {
    options.readers.as_ref().filter(|readers| !readers.may_shrink)?;
    let (folder, lost) = (output.display().to_string(), target.lost(manifest)? as u64);
    Some(Diagnostic::error(Problem::ShareShrinks { folder, lost }))
}

/// How the site goes to the folder where readers have it.
#[derive(Clone, Debug)]
pub struct Readers {
    /// What the site is called there, and whether what lies there of a site under another name is taken over.
    pub owner: Owner,
    /// Whether many pages may go.
    pub may_shrink: bool,
}

/// How a build goes about its work.
pub struct Options<'a> {
    /// Whether documents are taken from the cache, and kept there.
    pub cache: bool,
    /// Whether warnings stop the build too.
    pub strict: bool,
    /// When the build began.
    pub started: SystemTime,
    /// Called with the number of files that are done.
    pub progress: &'a (dyn Fn(usize) + Sync),
    /// That it is for readers, if it is.
    pub readers: Option<Readers>,
}

impl Options<'_> {
    /// Whose files may lie where the site goes.
    fn owner(&self) -> Owner {
        self.readers.as_ref().map(|readers| readers.owner.clone()).unwrap_or_default()
    }
}

/// What a build tells.
#[derive(Debug, Serialize, Deserialize)]
struct Told {
    problems: Vec<Diagnostic>,
    summary: Option<Summary>,
}

impl Told {
    /// Whether it quotes a file that may hold personal data: nothing of those is kept.
    fn is_personal(&self, found: &[Found]) -> bool {
        let personal: HashSet<&SourcePath> = found
            .iter()
            .filter(|found| !matches!(found.class, Class::Post | Class::Page | Class::Topic))
            .map(|found| &found.path)
            .collect();
        let quoted = self.problems.iter().filter(|problem| problem.excerpt.is_some());
        quoted.filter_map(|problem| problem.path.as_ref()).any(|path| personal.contains(path))
    }
}

/// A site in numbers.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Summary {
    /// Posts.
    pub posts: usize,
    /// Experts.
    pub experts: usize,
    /// Topics.
    pub topics: usize,
    /// Pages of every kind.
    pub pages: usize,
    /// What readers do not see today.
    pub withheld: Withheld,
    /// What became of the comments.
    pub comments: Tally,
    /// What the search consists of.
    pub search: Size,
}

impl Assembled {
    /// The same, with a place for smaller pictures and only those in it that are needed, unless nothing is kept.
    fn keeping(self, root: &Path, options: &Options<'_>) -> Assembled {
        let pictures = options.cache.then(|| root.join(".weerklank/pictures"));
        let assembled = Assembled { pictures, ..self };
        assembled.prune_pictures();
        assembled
    }

    /// Keeps the conversation for the next build, unless that is as much work as to read it again.
    fn keep_talk(&self, talk: &Talk, root: &Path) {
        match &self.grounds {
            Some(_) if self.aside.is_large() => talk.discard(root),
            Some(grounds) => {
                talk.keep(root, &self.site, grounds);
                // Blanks in the place of lost words are no conversation.
                if self.aside.trouble().is_some() {
                    talk.discard(root);
                }
            }
            None => {}
        }
    }

    /// Removes the smaller pictures that are kept and no longer needed.
    fn prune_pictures(&self) {
        let Some(folder) = &self.pictures else { return };
        let key =
            |smaller: &Smaller| super::key(&self.site.files[smaller.of].asset(), smaller.width);
        let keys: Vec<Hash> = self.site.shown.smaller.iter().map(key).collect();
        pictures::prune(folder, keys.iter());
    }

    /// The site in numbers.
    pub fn summary(&self) -> Summary {
        Summary {
            posts: self.site.posts,
            experts: self.site.people.len(),
            topics: self.site.topics.len(),
            pages: self.plan.pages.iter().filter(|page| page.kind.is_page()).count(),
            withheld: self.site.withheld.clone(),
            comments: self.site.conversation.tally.clone(),
            search: self.plan.search.as_ref().map(|index| index.size).unwrap_or_default(),
        }
    }
}

/// What became of a build.
#[derive(Debug, Default)]
pub struct Outcome {
    /// Everything that was found.
    pub problems: Vec<Diagnostic>,
    /// The site in numbers, as far as it could be joined.
    pub summary: Option<Summary>,
    /// Files written, unchanged and removed.
    pub counts: Counts,
}
