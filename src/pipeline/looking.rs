//! Looks through many files at once for what is left of somebody.

use rayon::prelude::*;

use crate::comment::erasure::scan::{Looked, Met, Needles};
use crate::disk::everything::{self, Any};

/// Larger files are looked through one at a time, for all of each is held.
const LARGE: u64 = 16 << 20;
/// So many files are looked through in a row, by one core: words that they share are looked up once.
const AT_ONCE: usize = 64;

/// What is found in each of these files, and in its name; `None` where one could not be read. `progress` hears of each.
pub fn look(
    files: &[Any],
    needles: &Needles<'_>,
    progress: &(dyn Fn(usize) + Sync),
) -> Vec<Option<Looked>> {
    let look = |met: &mut Met, file: &Any| {
        let looked = everything::bytes(&file.on_disk).map(|bytes| {
            let mut looked = needles.search_after(&bytes, met);
            // A name may be that of the file too.
            let named = needles.search_after(file.shown.as_bytes(), met).kinds;
            looked.kinds.extend(named.into_keys().map(|kind| (kind, 0)));
            looked
        });
        progress(1);
        looked.ok()
    };
    let small = |met: &mut Met, file: &Any| (file.size <= LARGE).then(|| look(met, file)).flatten();
    let all = files.par_iter().with_min_len(AT_ONCE).map_init(Met::default, small);
    let mut all: Vec<Option<Looked>> = all.collect();
    let mut met = Met::default();
    for (file, looked) in files.iter().zip(&mut all).filter(|(file, _)| file.size > LARGE) {
        *looked = look(&mut met, file);
    }
    all
}
