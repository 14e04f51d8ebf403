//! The posts of another system as Markdown files, so that experts go on from there: once, and never over what is there already.
//!
//! 1. `export` reads the posts, pages and uploads of an export of WordPress, of whose languages `spoken` takes one.
//! 2. `places` says which file each becomes, and where links and pictures lead from there.
//! 3. `hidden` takes away what nobody saw, `builders` and `blocks` make HTML of what WordPress's editors write, and `markdown` Markdown of that: `figures`, `quotes`, `code`, `table`s, and the `spans` in
//!    a line, of which `inline` puts the marks where they may stand and `escaped` the signs that would mean something.
//! 4. `making` puts it all together below front matter, which `matter` writes. The number of each post in the other system stands in it, by which comments find it.

mod name;
mod item;
mod export;
mod spoken;
mod places;
mod hidden;
mod builders;
mod blocks;
mod inline;
mod table;
mod markdown;
mod figures;
mod quotes;
mod code;
mod spans;
mod escaped;
pub(crate) mod matter;
mod making;
#[cfg(test)]
mod markdown_tests;
#[cfg(test)]
mod text_tests;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use crate::comment::erasure::Forgotten;
use crate::comment::{archive, wxr};
use crate::config::Config;
use crate::diagnostic::{Checked, Diagnostic, Problem, Severity};
use crate::source::{Source, SourcePath};

use export::Blog;
use making::Import;

pub use places::Needed;

/// What a site has already.
#[derive(Clone, Debug, Default)]
pub struct Known {
    /// The numbers of its posts in other systems, with their files: `("oud.example", "528")`.
    pub ids: BTreeMap<(String, String), SourcePath>,
    /// The files of its posts and pages.
    pub files: BTreeSet<SourcePath>,
    /// The ids of its people, by all their names.
    pub people: BTreeMap<String, String>,
}

/// A file that is to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Made {
    /// Where, from the folder of the site.
    pub path: String,
    /// What is in it.
    pub text: String,
    /// What it is.
    pub kind: Kind,
    /// Whether the site has it already.
    pub is_known: bool,
    /// Files of the old blog that it shows or leads to.
    pub needed: Vec<Needed>,
}

/// What a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A post that readers will see.
    Post,
    /// A page that readers will see.
    Page,
    /// A post or a page that they will not see, as they did not.
    Draft,
    /// Somebody who wrote posts.
    Expert,
}

/// What came of an export.
#[derive(Clone, Debug, Default)]
pub struct Imported {
    /// The files to make, people first; those too that the site has, for pictures may be missing beside them.
    pub made: Vec<Made>,
    /// Items in the bin.
    pub gone: usize,
    /// Items that have no page, by what WordPress calls them.
    pub others: BTreeMap<String, usize>,
    /// Those of them that have texts which readers saw, and may be posts.
    pub kinds: BTreeSet<String>,
    /// The hosts of the blog: those that `old_hosts` should have.
    pub hosts: BTreeSet<String>,
}

/// What these files, each an export of WordPress or an archive of several, become in a site that has this already. An error means
/// that nothing does. Nobody who was `forgotten` comes back as an author.
pub fn import(
    sources: &[Source],
    known: &Known,
    forgotten: &[Forgotten],
    config: &Config,
) -> Checked<Option<Imported>> {
    let mut problems = Vec::new();
    let mut blog = Blog::default();
    for source in sources {
        match read(source, &mut blog, config) {
            Ok(warnings) => problems.extend(warnings),
            Err(problem) => problems.push(problem),
        }
    }
    if problems.iter().any(|told| told.severity == Severity::Error) {
        return Checked { value: None, problems };
    }
    if sources.is_empty() {
        return Checked { value: None, problems };
    }
    blog.speak(&config.language);
    let imported = Import::new(&blog, known, forgotten, config).make(&mut problems);
    if imported.is_empty() {
        let path = sources.first().map(|source| source.path.clone());
        let problem = Diagnostic::error(Problem::ImportEmpty);
        problems.push(Diagnostic { path, ..problem });
        return Checked { value: None, problems };
    }
    Checked { value: Some(imported), problems }
}

impl Imported {
    fn is_empty(&self) -> bool {
        self.made.is_empty()
    }
}

/// Adds what a file says to the blog.
fn read(source: &Source, blog: &mut Blog, config: &Config) -> Result<Vec<Diagnostic>, Diagnostic> {
    let is_one = |source: &Source| (wxr::FORMAT.recognises)(source).is_ok();
    let refused = || Diagnostic::error(Problem::ImportForeign).at(&source.path);
    if !archive::recognises(source) {
        return if is_one(source) { blog.read(source) } else { Err(refused()) };
    }
    let mut files = archive::exports(source, config)?.files;
    files.retain(is_one);
    if files.is_empty() {
        return Err(refused());
    }
    let mut warnings = Vec::new();
    for file in files {
        warnings.extend(blog.read(&file)?);
    }
    Ok(warnings)
}
