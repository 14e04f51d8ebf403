//! The order of the stages, and the only place that uses threads.
//!
//! 1. [`read`] lists and reads everything that the site is built from.
//! 2. [`assemble`] parses it, joins it into a site and plans its files.
//! 3. [`write()`] makes what is new, stages it, and commits it in one go.
//! 4. [`build()`] does all of it, unless the last build did just the same; [`check()`] does all but the writing.

mod build;
mod check;
mod conversation;
mod documents;
mod joining;
mod parsing;
mod reading;
mod media;
mod attached;
mod pictures;
mod search;
mod looking;
mod writing;
mod written_by;
mod known;
mod portions;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use rayon::prelude::*;

use crate::config::{self, Config};
use crate::cores::Cores;
use crate::diagnostic::{Checked, Diagnostic};
use crate::disk::aside::Aside;
use crate::disk::cache::Cache;
use crate::disk::conversation::Grounds;
use crate::disk::read as files;
use crate::disk::walk::{self, Class, Found};
use crate::page::{self, Plan, Renderer, Theme};
use crate::post::Document;
use crate::site::{self, Article, Parts, Site, related};
use crate::source::{Asset, ExportFile, Source, SourcePath, Sources};

pub use build::{Options, Outcome, Readers, Summary, build};
pub use check::check;
pub use conversation::{Exported, all_exports, conversation, exports, texts};
use joining::{join, relate};
pub use known::known;
pub use looking::look;
use parsing::parts;
pub(crate) use pictures::key;
pub use pictures::made;
pub use portions::in_portions;
pub use writing::{Done, write};
pub use written_by::{WrittenBy, written_by};

/// So many posts or files at most are done by one core before it looks whether another has nothing left to do: pages differ so
/// much in work that halves of all do not end together.
const IN_A_ROW: usize = 32;

fn spread<T: Sync>(all: &[T]) -> impl IndexedParallelIterator<Item = &T> {
    all.par_iter().with_max_len(IN_A_ROW)
}

/// The cores of this machine.
struct AtOnce;

impl Cores for AtOnce {
    fn each<T: Sync, R: Send>(&self, all: &[T], work: impl Fn(&T) -> R + Sync + Send) -> Vec<R> {
        spread(all).map(work).collect()
    }

    fn map<T: Send, R: Send>(&self, all: Vec<T>, work: impl Fn(T) -> R + Sync + Send) -> Vec<R> {
        all.into_par_iter().with_max_len(1).map(work).collect()
    }

    fn both<A: Send, B: Send>(
        &self,
        one: impl FnOnce() -> A + Send,
        other: impl FnOnce() -> B + Send,
    ) -> (A, B) {
        rayon::join(one, other)
    }

    fn count(&self) -> usize {
        rayon::current_num_threads()
    }
}

/// How long each stage took, for `--verbose`.
#[derive(Clone, Debug, Default)]
pub struct Stopwatch {
    /// The stages in their order.
    pub stages: Vec<(&'static str, Duration)>,
}

impl Stopwatch {
    fn time<T>(&mut self, stage: &'static str, work: impl FnOnce() -> T) -> T {
        let start = Instant::now();
        let value = work();
        self.stages.push((stage, start.elapsed()));
        value
    }
}

/// A site with its theme and its plan: everything but the bytes.
#[derive(Debug)]
pub struct Assembled {
    /// The site.
    pub site: Site,
    /// Which posts share their words.
    pub related: related::Index,
    /// The theme.
    pub theme: Theme,
    /// Every file of the output.
    pub plan: Plan,
    /// Where the texts of many comments lie.
    pub aside: Arc<Aside>,
    /// Where smaller pictures are kept between builds, if they are.
    pub pictures: Option<PathBuf>,
    /// What the conversation was joined on, and what was told of it, unless it was kept by the last build.
    pub grounds: Option<Grounds>,
}

impl Assembled {
    /// What may be kept: the documents that readers see, those of people excepted, and drafts, which may have the date of today.
    pub fn documents(&self) -> impl Iterator<Item = &Document> {
        let topics = self.site.topics.iter().filter_map(|topic| topic.text.as_ref());
        let articles = self.site.articles.iter().map(Article::document);
        let all = articles.chain(topics.map(|text| &*text.written.document));
        all.filter(|document| !document.front.draft)
    }

    /// What makes its pages.
    pub fn renderer<'a>(&'a self, config: &'a Config) -> Renderer<'a> {
        let Assembled { site, related, theme, plan, .. } = self;
        Renderer::new(site, related, theme, plan, config)
    }
}

/// Reads everything that the site in `root` is built from.
pub fn read(root: &Path, config: &Config, watch: &mut Stopwatch) -> Checked<Sources> {
    let Checked { value: found, mut problems } = watch.time("list", || walk::list(root, config));
    let value = watch.time("read", || read_all(&found, config)).take(&mut problems);
    Checked { value, problems }
}

fn read_all(found: &[Found], config: &Config) -> Checked<Sources> {
    read_changed(found, |_| None, config)
}

/// Reads these files, but for those that are `known` as they lie there.
fn read_changed(
    found: &[Found],
    known: impl Fn(&Found) -> Option<Source> + Sync,
    config: &Config,
) -> Checked<Sources> {
    let mut problems = Vec::new();
    let held = held(found, config.limits.export_held);
    let limit = config.limits.post_bytes;
    let known = |found: &Found| known(found).filter(|_| found.stamp.size <= limit);
    let read = spread(found).zip(&held).map(|(found, is_held)| match known(found) {
        Some(source) => Ok(Read::Source(source)),
        None => read_one(found, *is_held, config),
    });
    let read: Vec<_> = read.collect();
    let mut sources = Sources::default();
    for (found, read) in found.iter().zip(read) {
        match read {
            Ok(Read::Source(source)) => file(&mut sources, found.class, source),
            Ok(Read::Export(export)) => sources.exports.push(export),
            Ok(Read::Asset(asset)) if found.class == Class::Static => sources.statics.push(asset),
            Ok(Read::Asset(asset)) => sources.attachments.push(asset),
            Err(problem) => problems.push(problem),
        }
    }
    Checked { value: sources, problems }
}

/// For each file whether it is held: exports are as long as together they are no more than this.
fn held(found: &[Found], most: u64) -> Vec<bool> {
    let mut left = most;
    let fits = |found: &Found| {
        let rest = left.checked_sub(found.stamp.size).filter(|_| found.class == Class::Export);
        left = rest.unwrap_or(left);
        found.class != Class::Export || rest.is_some()
    };
    found.iter().map(fits).collect()
}

enum Read {
    Source(Source),
    Export(ExportFile),
    Asset(Asset),
}

fn read_one(found: &Found, is_held: bool, config: &Config) -> Result<Read, Diagnostic> {
    let limit = config.limits.export_bytes;
    let held = |source| Read::Export(ExportFile::Held(source));
    match found.class {
        Class::Attachment | Class::Static => files::asset(found).map(Read::Asset),
        Class::Export if is_held || found.stamp.size > limit => {
            files::source(found, limit).map(held)
        }
        Class::Export => files::later(found).map(|file| Read::Export(ExportFile::OnDisk(file))),
        _ => files::source(found, config.limits.post_bytes).map(Read::Source),
    }
}

fn file(sources: &mut Sources, class: Class, source: Source) {
    match class {
        Class::Post => sources.posts.push(source),
        Class::Page => sources.pages.push(source),
        Class::Expert => sources.experts.push(source),
        Class::Topic => sources.topics.push(source),
        Class::AuthorList => sources.author_lists.push(source),
        Class::Mapping => sources.mappings.push(source),
        Class::Moderation => sources.moderations.push(source),
        Class::Forgotten => sources.forgotten.push(source),
        Class::Theme => sources.theme.push(source),
        Class::Export | Class::Attachment | Class::Static => {}
    }
}

/// Parses the sources of the site in `root`, joins them into a site, and plans its files. `None` if there is no theme to plan
/// with.
pub fn assemble(
    root: &Path,
    sources: Sources,
    cache: &mut Cache,
    config: &Config,
    watch: &mut Stopwatch,
) -> Checked<Option<Assembled>> {
    let aside = Arc::new(Aside::new(root));
    assemble_with((root, aside), sources, cache, config, watch)
}

/// The same with texts that lie `aside`.
fn assemble_with(
    (root, aside): (&Path, Arc<Aside>),
    sources: Sources,
    cache: &mut Cache,
    config: &Config,
    watch: &mut Stopwatch,
) -> Checked<Option<Assembled>> {
    let mut checked = plan(aside, sources, cache, config, watch);
    place(&mut checked.problems, root);
    checked
}

fn plan(
    aside: Arc<Aside>,
    sources: Sources,
    cache: &mut Cache,
    config: &Config,
    watch: &mut Stopwatch,
) -> Checked<Option<Assembled>> {
    let mut problems = Vec::new();
    let paths = excluded_paths(&sources, config);
    let theme = sources.theme;
    let sources = Sources { theme: Vec::new(), ..sources };
    let read = watch.time("parse", || parts(sources, &aside, cache, config));
    let (parts, heard) = read.take(&mut problems);
    problems.extend(unexcluded(&paths, &parts, config));
    let talk = &mut cache.talk;
    let joined = watch.time("join", || join(parts, heard, (talk, &aside), config));
    let (site, grounds) = joined.take(&mut problems);
    let mut site =
        watch.time("media", || media::look(site, &mut cache.looked, config)).take(&mut problems);
    // A theme takes one hand, and the posts have work for all of them.
    let (theme, related) = watch.time("relate", || {
        rayon::join(|| page::theme::load(&theme, &site, config), || relate(&site))
    });
    let theme = theme.take(&mut problems);
    let Some(theme) = theme else { return Checked { value: None, problems } };
    let search = search::index((&site, &aside), &theme.phrases, &cache.pieces, config, watch);
    let plan =
        watch.time("plan", || planned(&mut site, &theme, search, config)).take(&mut problems);
    let assembled = Assembled { site, related, theme, plan, aside, pictures: None, grounds };
    Checked { value: Some(assembled), problems }
}

/// Every file of the site, which loses the links to files that are not among them.
fn planned(
    site: &mut Site,
    theme: &Theme,
    search: Option<crate::search::Index>,
    config: &Config,
) -> Checked<Plan> {
    let mut checked = page::plan(site, theme, search, config);
    let paths = checked.value.pages.iter().map(|page| &page.path);
    checked.problems.extend(site::take_unmade(site, paths, config));
    checked
}

/// The files that `search.exclude` may name, if it names any.
fn excluded_paths(sources: &Sources, config: &Config) -> Vec<SourcePath> {
    if config.search.exclude.is_empty() || !config.search.enabled {
        return Vec::new();
    }
    let Sources { posts, pages, experts, topics, attachments, statics, .. } = sources;
    let texts = [posts, pages, experts, topics].into_iter().flatten().map(|source| &source.path);
    let files = [attachments, statics].into_iter().flatten().map(|asset| &asset.path);
    texts.chain(files).cloned().collect()
}

/// What `search.exclude` names and is not there, not even among drafts.
fn unexcluded(paths: &[SourcePath], parts: &Parts, config: &Config) -> Vec<Diagnostic> {
    if paths.is_empty() {
        return Vec::new();
    }
    let paths: Vec<&str> = paths.iter().map(SourcePath::as_str).collect();
    let articles = parts.posts.iter().chain(&parts.pages);
    let named = articles.flat_map(|written| &written.document.front.topics);
    let own = parts.topics.iter().map(|written| site::own_id(&written.document.path));
    let topics = named.map(|name| site::own_slug(name)).chain(own).collect();
    crate::search::exclusion::unmatched(&paths, &topics, config)
}

/// What is told of the settings, with its line: what is wrong with a value may show only beside the rest of the site.
fn place(problems: &mut [Diagnostic], root: &Path) {
    if !problems.iter().any(config::is_placeless) {
        return;
    }
    let settings = files::settings(root);
    let Some(text) = settings.as_ref().ok().and_then(|source| source.text().ok()) else { return };
    for told in problems.iter_mut().filter(|told| config::is_placeless(told)) {
        *told = config::placed(told.clone(), text);
    }
}
