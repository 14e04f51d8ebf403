//! The parts become a site: addresses beside the exports, links beside the conversation, and which posts are related.

use std::sync::Arc;

use rayon::prelude::*;

use super::{AtOnce, IN_A_ROW, read_all, reading, spread};
use crate::comment;
use crate::config::Config;
use crate::diagnostic::Checked;
use crate::disk::aside::Aside;
use crate::disk::conversation::{Grounds, Talk};
use crate::disk::walk::Found;
use crate::site::{self, Addressed, Gathered, Heard, Parts, Public, Site, related};

/// The exports of a site.
enum Exports {
    /// Not looked at, for something is kept that may do.
    Waiting(Checked<Heard>),
    Gathered(Checked<Gathered>),
}

/// Joins the parts with what was said; the exports that are kept may not be among that. Errors mean that the site cannot be built
/// as it is meant; what could be joined is given, so that further problems are found.
pub(super) fn join(
    parts: Parts,
    heard: Checked<Heard>,
    (talk, aside): (&mut Talk, &Arc<Aside>),
    config: &Config,
) -> Checked<(Site, Option<Grounds>)> {
    let (addressed, exports) = rayon::join(
        || site::address(parts, &AtOnce, config),
        || match talk.has_kept() {
            true => Exports::Waiting(heard),
            false => Exports::Gathered(gather(heard, (&talk.unread, aside), config)),
        },
    );
    let Checked { value: (placed, referred), mut problems } = addressed;
    let people = referred.profiled();
    let (linked, (public, told, is_known, ground)) = rayon::join(
        || site::link(&placed, referred, &AtOnce, config),
        || {
            let ground = site::ground(&placed, &people, config);
            if let Some((public, told)) = talk.recall(ground) {
                return (public, told, true, ground);
            }
            let gathered = match exports {
                Exports::Gathered(gathered) => gathered,
                Exports::Waiting(heard) => gather(heard, (&talk.unread, aside), config),
            };
            let Checked { value, problems } = listen(gathered, &placed, config);
            (value, problems, false, ground)
        },
    );
    let linked = linked.take(&mut problems);
    problems.extend(told.iter().cloned());
    let grounds = (!is_known).then_some((ground, told));
    let site = site::join(placed, linked, public, &AtOnce, config);
    Checked { value: (site, grounds), problems }
}

/// What was said, in these exports too that were not read.
fn gather(
    heard: Checked<Heard>,
    (unread, aside): (&[Found], &Arc<Aside>),
    config: &Config,
) -> Checked<Gathered> {
    let Checked { value: mut heard, mut problems } = heard;
    let exports = read_all(unread, config).take(&mut problems).exports;
    let exports = reading::read(comment::beside::exports(exports), aside, config);
    heard.exports.extend(exports.into_iter().flat_map(|export| export.take(&mut problems)));
    let value = site::conversation::gather(heard, config).take(&mut problems);
    Checked { value, problems }
}

/// What readers see of what was said.
fn listen(gathered: Checked<Gathered>, placed: &Addressed, config: &Config) -> Checked<Public> {
    let Checked { value: gathered, mut problems } = gathered;
    let mut discussions = Vec::new();
    let keep = |discussion| discussions.push(discussion);
    let spoken =
        site::conversation::join(gathered, placed, (&AtOnce, config), keep).take(&mut problems);
    let value = Public::of((spoken, discussions), &AtOnce);
    Checked { value, problems }
}

/// Which posts share their words.
pub(super) fn relate(site: &Site) -> related::Index {
    let words: Vec<_> = spread(&site.articles[..site.posts]).map(related::words).collect();
    let frequencies = related::Frequencies::of(&words);
    let weighed = spread(&words).map(|words| related::weigh(words, &frequencies)).collect();
    let lists = related::Lists::new(weighed);
    let posts = (0..site::number(site.posts)).into_par_iter().with_max_len(IN_A_ROW);
    let nearest = posts.map_init(|| lists.shared(), |shared, post| lists.nearest(post, shared));
    related::Index::new(nearest.collect())
}
