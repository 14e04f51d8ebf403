//! The parts become a site: addresses beside the exports, links beside the conversation, and which posts are related.

use std::sync::Arc;

use rayon::prelude::*;

use super::{IN_A_ROW, read_all, reading, spread};
use crate::comment;
use crate::config::Config;
use crate::diagnostic::{Checked, Diagnostic};
use crate::disk::aside::Aside;
use crate::disk::conversation::{Grounds, Talk};
use crate::disk::walk::Found;
use crate::site::{self, Addressed, Gathered, Heard, Parts, Public, Site, related};

/// What was said, with what was told of it.
enum Exports {
    /// Not looked at, for something is kept that may do.
    Waiting(Heard, Vec<Diagnostic>),
    Gathered((Gathered, Vec<Diagnostic>)),
}

/// Joins the parts, with what was told of the exports among them; those that are kept may not be. Errors mean that the site
/// cannot be built as it is meant; what could be joined is given, so that further problems are found.
pub(super) fn join(
    mut parts: Parts,
    talk: &mut Talk,
    (told, aside): (Vec<Diagnostic>, &Arc<Aside>),
    config: &Config,
) -> Checked<(Site, Option<Grounds>)> {
    let heard = parts.take_heard();
    let (addressed, exports) = rayon::join(
        || site::address(parts, config),
        || match talk.has_kept() {
            true => Exports::Waiting(heard, told),
            false => Exports::Gathered(gather(heard, told, (&talk.unread, aside), config)),
        },
    );
    let Checked { value: (placed, referred), mut problems } = addressed;
    let ground = site::ground(&placed, &referred, config);
    let (linked, (public, told, is_known)) = rayon::join(
        || site::link(&placed, referred, |all, link| spread(all).map(link).collect(), config),
        || match talk.recall(ground) {
            Some((public, told)) => (public, told, true),
            None => {
                let gathered = match exports {
                    Exports::Gathered(gathered) => gathered,
                    Exports::Waiting(heard, told) => {
                        gather(heard, told, (&talk.unread, aside), config)
                    }
                };
                let (public, told) = listen(gathered, &placed, config);
                (public, told, false)
            }
        },
    );
    let linked = linked.take(&mut problems);
    problems.extend(told.iter().cloned());
    let grounds = (!is_known).then_some((ground, told));
    Checked { value: (site::join(placed, linked, public, config), grounds), problems }
}

/// What was said, in these exports too that were not read, with what was told of it.
fn gather(
    mut heard: Heard,
    mut told: Vec<Diagnostic>,
    (unread, aside): (&[Found], &Arc<Aside>),
    config: &Config,
) -> (Gathered, Vec<Diagnostic>) {
    let exports = read_all(unread, config).take(&mut told).exports;
    let exports = reading::read(comment::beside::exports(exports), aside, config);
    heard.exports.extend(exports.into_iter().flat_map(|export| export.take(&mut told)));
    (site::conversation::gather(heard, config).take(&mut told), told)
}

/// What readers see of what was said.
fn listen(
    (gathered, mut told): (Gathered, Vec<Diagnostic>),
    placed: &Addressed,
    config: &Config,
) -> (Public, Vec<Diagnostic>) {
    let mut discussions = Vec::new();
    let keep = |discussion| discussions.push(discussion);
    let spoken = site::conversation::join(gathered, placed, config, keep).take(&mut told);
    let public = Public::of((spoken, discussions), |discussions, terms| {
        spread(discussions).map(terms).collect()
    });
    (public, told)
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
