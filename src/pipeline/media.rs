//! Looks at the files that posts show.

use std::collections::{BTreeMap, HashMap};

use rayon::prelude::*;

use crate::config::Config;
use crate::diagnostic::{Checked, Diagnostic, Problem};
use crate::disk::read;
use crate::media::{Medium, chart};
use crate::output::OutputPath;
use crate::post::links::Resolved;
use crate::post::outline::LinkKind;
use crate::site::{File, Site};

/// The site with what is known of the files that its texts show.
pub(super) fn look(site: Site, config: &Config) -> Checked<Site> {
    let shown = shown(&site);
    let files = site.files.iter().filter(|file| shown.contains_key(&file.path));
    let files: Vec<&File> = files.collect();
    let looked: Vec<_> = files.par_iter().map(|file| (file, look_at(file, config))).collect();
    let mut problems = Vec::new();
    let mut media = BTreeMap::new();
    for (file, found) in looked {
        if let Some(medium) = found.take(&mut problems) {
            media.insert(file.path.clone(), medium);
        }
    }
    Checked { value: Site { media, ..site }, problems }
}

/// The files that texts show, and how.
fn shown(site: &Site) -> HashMap<OutputPath, LinkKind> {
    let mut shown = HashMap::new();
    for text in site.texts() {
        for link in &text.written.document.outline.links {
            if let Some(Resolved::Inside { path, .. }) = text.links.get(&link.target)
                && is_looked_at(path, link.kind)
            {
                shown.insert(path.clone(), link.kind);
            }
        }
    }
    shown
}

/// Whether a file is looked at that a text refers to so.
fn is_looked_at(path: &OutputPath, kind: LinkKind) -> bool {
    kind == LinkKind::Image && path.as_str().to_ascii_lowercase().ends_with(".csv")
}

fn look_at(file: &File, config: &Config) -> Checked<Option<Medium>> {
    if file.size > config.limits.post_bytes {
        let problem = Problem::TooLarge { size: file.size, limit: config.limits.post_bytes };
        return none(Diagnostic::error(problem).at(&file.source));
    }
    match read::bytes(&file.asset()) {
        Ok(bytes) => {
            let Checked { value, problems } = chart::read(&file.source, &bytes);
            Checked { value: value.map(Medium::Chart), problems }
        }
        Err(problem) => none(problem),
    }
}

fn none(problem: Diagnostic) -> Checked<Option<Medium>> {
    Checked { value: None, problems: vec![problem] }
}
