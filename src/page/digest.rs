//! Where the digests and their feeds lie.

use super::feed::FeedOf;
use super::plan::PageKind;
use crate::output::OutputPath;
use crate::site::Site;
use crate::site::digest::{Digest, Digests, Every};

/// The list of all digests and each of them, with their places; nothing if there is none.
pub(super) fn pages(site: &Site) -> Vec<(OutputPath, PageKind)> {
    let digests = &site.digests;
    let all = [Every::Week, Every::Month].into_iter().flat_map(|every| {
        let paths = digests.every(every).iter().enumerate();
        paths.filter_map(move |(place, digest)| {
            Some((path(digests, digest)?, PageKind::Digest(every, place)))
        })
    });
    let home = home(digests).map(|path| (path, PageKind::Digests));
    home.into_iter().chain(all).collect()
}

/// The feeds of those that there are.
pub(super) fn feeds(site: &Site) -> impl Iterator<Item = FeedOf> {
    let is_there = |every: &Every| !site.digests.every(*every).is_empty();
    [Every::Week, Every::Month].into_iter().filter(is_there).map(FeedOf::Digests)
}

/// The page of a digest.
pub(super) fn path(digests: &Digests, digest: &Digest) -> Option<OutputPath> {
    OutputPath::new(&format!("{}/{}.html", digests.folder, digest.period.name())).ok()
}

/// The list of all digests, if there is any.
pub(super) fn home(digests: &Digests) -> Option<OutputPath> {
    let is_there = !digests.weeks.is_empty() || !digests.months.is_empty();
    is_there.then(|| OutputPath::new(&format!("{}/index.html", digests.folder)).ok()).flatten()
}
