//! The order of the stages, and the only place that uses threads.
//!
//! 1. [`read`] lists and reads everything that the site is built from.
//! 2. [`assemble`] parses it, joins it into a site and plans its files.
//! 3. [`write()`] makes what is new, stages it, and commits it in one go.

use std::collections::HashMap;
use std::path::Path;
use std::time::{Duration, Instant};

use rayon::prelude::*;

use crate::comment::{self, Export};
use crate::config::Config;
use crate::diagnostic::{Checked, Diagnostic, Severity};
use crate::disk::cache::Cache;
use crate::disk::read::{self as listing, Class, Found};
use crate::disk::write::Target;
use crate::manifest::{Content, Counts, Manifest};
use crate::output::OutputPath;
use crate::page::plan::Places;
use crate::page::{self, Page, Plan, Renderer, Theme};
use crate::post::{self, Document, Kind, authors};
use crate::search::{Index, Making, Words};
use crate::site::{self, Parts, Site, Written};
use crate::source::{Asset, Hash, Source, SourcePath, Sources};

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
    /// The theme.
    pub theme: Theme,
    /// Every file of the output.
    pub plan: Plan,
}

/// Reads everything that the site in `root` is built from.
pub fn read(root: &Path, config: &Config, watch: &mut Stopwatch) -> Checked<Sources> {
    let Checked { value: found, mut problems } = watch.time("list", || listing::list(root, config));
    let read = watch
        .time("read", || found.par_iter().map(|found| read_one(found, config)).collect::<Vec<_>>());
    let mut sources = Sources::default();
    for (found, read) in found.iter().zip(read) {
        match read {
            Ok(Read::Source(source)) => file(&mut sources, found.class, source),
            Ok(Read::Asset(asset)) if found.class == Class::Static => sources.statics.push(asset),
            Ok(Read::Asset(asset)) => sources.attachments.push(asset),
            Err(problem) => problems.push(problem),
        }
    }
    Checked { value: sources, problems }
}

enum Read {
    Source(Source),
    Asset(Asset),
}

fn read_one(found: &Found, config: &Config) -> Result<Read, Diagnostic> {
    let limit = match found.class {
        Class::Attachment | Class::Static => return listing::asset(found).map(Read::Asset),
        Class::Export => config.limits.export_bytes,
        _ => config.limits.post_bytes,
    };
    listing::source(found, limit).map(Read::Source)
}

fn file(sources: &mut Sources, class: Class, source: Source) {
    match class {
        Class::Post => sources.posts.push(source),
        Class::Page => sources.pages.push(source),
        Class::Expert => sources.experts.push(source),
        Class::Topic => sources.topics.push(source),
        Class::AuthorList => sources.author_lists.push(source),
        Class::Export => sources.exports.push(source),
        Class::Mapping => sources.mapping = Some(source),
        Class::Moderation => sources.moderation = Some(source),
        Class::Theme => sources.theme.push(source),
        Class::Attachment | Class::Static => {}
    }
}

/// Parses the sources, joins them into a site, and plans its files. `None` if there is no theme to plan with.
pub fn assemble(
    sources: Sources,
    cache: &mut Cache,
    config: &Config,
    watch: &mut Stopwatch,
) -> Checked<Option<Assembled>> {
    let mut problems = Vec::new();
    let Sources {
        posts,
        pages,
        experts,
        topics,
        author_lists,
        exports,
        mapping,
        moderation,
        attachments,
        statics,
        theme,
    } = sources;
    let parts = watch.time("parse", || {
        let ((posts, pages), exports) = rayon::join(
            || {
                (
                    documents(posts, Kind::Post, cache, config),
                    documents(pages, Kind::Page, cache, config),
                )
            },
            || exports.into_par_iter().map(|source| export(&source, config)).collect::<Vec<_>>(),
        );
        let nothing = Cache::default();
        Parts {
            posts: posts.take(&mut problems),
            pages: pages.take(&mut problems),
            experts: documents(experts, Kind::Expert, &nothing, config).take(&mut problems),
            topics: documents(topics, Kind::Topic, cache, config).take(&mut problems),
            authors: author_lists
                .iter()
                .flat_map(|source| authors::read_authors(source).take(&mut problems))
                .collect(),
            exports: exports.into_iter().filter_map(|export| export.take(&mut problems)).collect(),
            mapping,
            moderation,
            attachments,
            statics,
        }
    });
    cache.keep(
        parts
            .posts
            .iter()
            .chain(&parts.pages)
            .chain(&parts.topics)
            .map(|written| &written.document),
        &problems,
    );
    let site = watch.time("join", || site::join(parts, config)).take(&mut problems);
    let theme = watch
        .time("theme", || page::theme::load(&theme, &page::site_view(&site, config), config))
        .take(&mut problems);
    let Some(theme) = theme else { return Checked { value: None, problems } };
    let search = index(&site, config, watch);
    let plan = watch.time("plan", || page::plan(&site, &theme, search, config)).take(&mut problems);
    Checked { value: Some(Assembled { site, theme, plan }), problems }
}

/// Everything that the reader's search loads, if there is one.
fn index(site: &Site, config: &Config, watch: &mut Stopwatch) -> Option<Index> {
    if !config.search.enabled {
        return None;
    }
    let places = Places::new(site, config);
    let making = Making::new(site, &places, config);
    let read = watch.time("search: read", || {
        making.pieces().into_par_iter().map(|piece| making.read(piece)).collect()
    });
    let mut words = watch.time("search: join", || Words::join(read));
    watch.time("search: split", || {
        let compounds: Vec<_> = {
            let splitter = words.splitter();
            let pieces = words.pieces().into_par_iter();
            pieces.flat_map_iter(|piece| words.split(&splitter, piece)).collect()
        };
        words.add_compounds(&compounds);
    });
    let pieces = watch.time("search: shards", || {
        words.cuts().into_par_iter().map(|cut| making.piece(&words, cut)).collect()
    });
    let lists = watch.time("search: spelling", || {
        (0..3).into_par_iter().map(|order| making.spelling(&words, order)).collect()
    });
    Some(watch.time("search: finish", || making.finish(words, pieces, lists)))
}

fn documents(
    sources: Vec<Source>,
    kind: Kind,
    cache: &Cache,
    config: &Config,
) -> Checked<Vec<Written>> {
    let read: Vec<Checked<Option<Written>>> = sources
        .into_par_iter()
        .filter(|source| kind != Kind::Post || !post::is_section(&source.path))
        .map(|source| {
            if let Some(document) = cache.find(&source) {
                return Checked::new(Some(Written {
                    document: document.clone(),
                    source: source.bytes,
                }));
            }
            let Checked { value, problems } = post::read(&source, kind, config);
            Checked {
                value: value.map(|document: Document| Written { document, source: source.bytes }),
                problems,
            }
        })
        .collect();
    let mut problems = Vec::new();
    let value = read.into_iter().filter_map(|checked| checked.take(&mut problems)).collect();
    Checked { value, problems }
}

fn export(source: &Source, config: &Config) -> Checked<Option<(SourcePath, &'static str, Export)>> {
    let (format, Checked { value, problems }) = comment::read(source, config);
    Checked { value: format.map(|format| (source.path.clone(), format, value)), problems }
}

/// Writes what is new or changed of a site, and removes what is no longer part of it. Nothing readers see changes before
/// everything is made.
pub fn write(
    assembled: &Assembled,
    target: &Target,
    config: &Config,
    progress: &(dyn Fn(usize) + Sync),
    watch: &mut Stopwatch,
) -> Result<Counts, Vec<Diagnostic>> {
    let Assembled { site, theme, plan } = assembled;
    let renderer = Renderer::new(site, theme, plan, config);
    let made: Vec<Result<(OutputPath, crate::manifest::Entry, bool), Diagnostic>> =
        watch.time("render", || {
            plan.pages
                .par_iter()
                .map(|page| {
                    progress(1);
                    make(&renderer, page, target)
                })
                .collect()
        });
    let mut manifest = Manifest::default();
    let mut staged = Vec::new();
    let mut problems = Vec::new();
    for made in made {
        match made {
            Ok((path, entry, is_new)) => {
                if is_new {
                    staged.push(path.clone());
                }
                manifest.files.insert(path, entry);
            }
            Err(problem) => problems.push(problem),
        }
    }
    if !problems.is_empty() {
        target.abandon(&staged);
        return Err(unrepeated(problems));
    }
    watch.time("commit", || target.commit(manifest, &staged)).map_err(|problem| {
        target.abandon(&staged);
        vec![problem]
    })
}

fn make(
    renderer: &Renderer<'_>,
    page: &Page,
    target: &Target,
) -> Result<(OutputPath, crate::manifest::Entry, bool), Diagnostic> {
    let prepared = renderer.prepare(page);
    let key = prepared.key;
    if let Some(entry) = target.standing(&page.path).filter(|entry| entry.key == key) {
        return Ok((page.path.clone(), entry.clone(), false));
    }
    let content = renderer.render(page, prepared)?;
    let (hash, size) = match &content {
        Content::Bytes(bytes) => (Hash::of(bytes), bytes.len() as u64),
        Content::Copy(_, size) => (key, *size),
    };
    if let Some(entry) = target.same(&page.path, key, hash, size) {
        return Ok((page.path.clone(), entry, false));
    }
    let entry = target.stage(&page.path, key, &content)?;
    Ok((page.path.clone(), entry, true))
}

/// A template that fails does so on every page of its kind, and a full disk for every file: once is enough.
fn unrepeated(problems: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut seen: HashMap<String, usize> = HashMap::new();
    let mut kept: Vec<Diagnostic> = Vec::new();
    for problem in problems {
        let place = format!("{} {:?} {:?}", problem.code(), problem.path, problem.line);
        if seen.insert(place, kept.len()).is_none() {
            kept.push(problem);
        }
    }
    kept
}

/// Everything between the settings and the written site.
pub fn build(
    root: &Path,
    output: &Path,
    config: &Config,
    options: &Options<'_>,
    watch: &mut Stopwatch,
) -> Outcome {
    let mut problems = Vec::new();
    let sources = read(root, config, watch).take(&mut problems);
    let mut cache = if options.cache {
        watch.time("cache", || Cache::open(root, config))
    } else {
        Cache::default()
    };
    let assembled = assemble(sources, &mut cache, config, watch).take(&mut problems);
    let mut outcome = Outcome { problems, assembled, counts: Counts::default() };
    let stops = |problem: &Diagnostic| problem.severity == Severity::Error || options.strict;
    if outcome.problems.iter().any(stops) {
        return outcome;
    }
    let Some(assembled) = &outcome.assembled else { return outcome };
    let target = watch.time("target", || Target::open(root, output, &config.comments.sources));
    let written = target
        .map_err(|problem| vec![problem])
        .and_then(|target| write(assembled, &target, config, options.progress, watch));
    match written {
        Ok(counts) => outcome.counts = counts,
        Err(problems) => outcome.problems.extend(problems),
    }
    if options.cache {
        watch.time("save", || cache.save(root, config));
    }
    outcome
}

/// How a build goes about its work.
pub struct Options<'a> {
    /// Whether documents are taken from the cache, and kept there.
    pub cache: bool,
    /// Whether warnings stop the build too.
    pub strict: bool,
    /// Called with the number of files that are done.
    pub progress: &'a (dyn Fn(usize) + Sync),
}

/// What became of a build.
#[derive(Debug, Default)]
pub struct Outcome {
    /// Everything that was found.
    pub problems: Vec<Diagnostic>,
    /// The site, as far as it could be joined.
    pub assembled: Option<Assembled>,
    /// Files written, unchanged and removed.
    pub counts: Counts,
}
