//! The steps of the search index, on all cores.

use rayon::prelude::*;

use super::Stopwatch;
use crate::config::Config;
use crate::page::plan::Places;
use crate::search::{Index, Making, Words};
use crate::site::Site;

/// Everything that the reader's search loads, if there is one.
pub(super) fn index(site: &Site, config: &Config, watch: &mut Stopwatch) -> Option<Index> {
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
