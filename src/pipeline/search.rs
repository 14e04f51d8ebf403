//! The steps of the search index, on all cores.

use std::ops::Range;

use rayon::prelude::*;

use super::Stopwatch;
use crate::config::Config;
use crate::disk::aside::Aside;
use crate::disk::pieces::Pieces;
use crate::page::phrases::Phrases;
use crate::page::plan::Places;
use crate::search::Index;
use crate::search::dictionary::{Dictionary, Outlines};
use crate::search::gathering::{Gathered, Known, Words};
use crate::search::making::{Hands, Making, Piece, Read};
use crate::search::words::groups;
use crate::site::Site;
use crate::source::Hash;

/// So many pieces at least are read with the same hands, which know the words of the pieces before.
const IN_A_ROW: usize = 8;

/// Everything that the reader's search loads, if there is one.
pub(super) fn index(
    (site, aside): (&Site, &Aside),
    phrases: &Phrases,
    pieces: &Pieces,
    config: &Config,
    watch: &mut Stopwatch,
) -> Option<Index> {
    if !config.search.enabled {
        pieces.forget_all_but(std::iter::empty());
        return None;
    }
    let places = Places::new(site, config);
    let making = Making::new(site, &places, phrases, config);
    let parts = making.pieces().into_par_iter().map(|documents| making.piece(documents));
    let parts: Vec<Piece> = parts.collect();
    let read = watch.time("search: read", || read(&making, &parts, pieces));
    let mut words = watch.time("search: join", || {
        let gathered = Gathered::of(read);
        let joined = gathered.ranges().into_par_iter().map(|range| gathered.join(range)).collect();
        gathered.words(joined, making.synonyms())
    });
    let forms = making.forms_key(&words);
    watch.time("search: split", || order(&mut words, forms, pieces));
    let shards = watch.time("search: shards", || dictionary(&making, &words, pieces));
    let keys = parts.iter().filter_map(|piece| piece.key);
    match aside.trouble() {
        None => pieces.forget_all_but(keys.chain([forms, making.outlines_key()])),
        // Blanks in the place of lost words were read.
        Some(_) => pieces.forget_all_but(std::iter::empty()),
    }
    let lists = watch.time("search: spelling", || {
        Making::SPELLINGS.into_par_iter().map(|order| making.spelling(&words, order)).collect()
    });
    Some(watch.time("search: finish", || making.finish(words, shards, lists)))
}

/// Splits the compounds, and puts the forms in groups; or does as the last build did, if its forms were the same.
fn order(words: &mut Words, key: Hash, kept: &Pieces) {
    if let Some(known) = kept.find(key).and_then(|bytes| Known::recall(&bytes)) {
        let moved = words.add_parts(&known.compounds);
        words.group(known.words);
        words.add_compounds(&known.compounds, &moved);
        return;
    }
    let compounds: Vec<_> = {
        let splitter = words.splitter();
        let pieces = words.pieces().into_par_iter();
        pieces.flat_map_iter(|piece| words.split(&splitter, piece)).collect()
    };
    let moved = words.add_parts(&compounds);
    let of_words: Vec<_> = {
        let forms = words.forms();
        let range = |piece: Range<u32>| piece.start as usize..piece.end as usize;
        let pieces = words.pieces().into_par_iter();
        pieces.flat_map_iter(|piece| groups::words(&forms, range(piece))).collect()
    };
    let known = Known { compounds, words: of_words };
    if kept.is_kept()
        && let Some(bytes) = known.kept()
    {
        kept.keep(key, &bytes);
    }
    words.group(known.words);
    words.add_compounds(&known.compounds, &moved);
}

/// Makes the dictionary, but for the shards that the last build made of the same.
fn dictionary(making: &Making<'_>, words: &Words, kept: &Pieces) -> Vec<Dictionary> {
    let key = making.outlines_key();
    let before = kept.find(key);
    let (outlines, digests): (_, Vec<Hash>) = if kept.is_kept() {
        let digester = making.digester(words);
        let pieces = words.pieces().into_par_iter();
        let digests = pieces.flat_map_iter(|piece| digester.digests(piece)).collect();
        (before.as_deref().map(Outlines::recall).unwrap_or_default(), digests)
    } else {
        Default::default()
    };
    let make = |cut| making.shard(words, &digests, &outlines, cut);
    let shards: Vec<Dictionary> = words.cuts().into_par_iter().map(make).collect();
    if kept.is_kept()
        && let Some(bytes) = Outlines::kept(&shards)
        && before.as_ref() != Some(&bytes)
    {
        kept.keep(key, &bytes);
    }
    shards
}

/// Reads all documents, but for the pieces that are kept as they are.
fn read<'a>(making: &Making<'a>, pieces: &[Piece], kept: &Pieces) -> Vec<Read> {
    let read = |hands: &mut Option<Hands<'a>>, piece: &Piece| {
        let found = piece.key.and_then(|key| making.recall(piece, &kept.find(key)?));
        found.unwrap_or_else(|| {
            let read = making.read(hands.get_or_insert_with(|| making.hands()), piece);
            if let (Some(key), true) = (piece.key, kept.is_kept())
                && let Some(bytes) = read.kept()
            {
                kept.keep(key, &bytes);
            }
            read
        })
    };
    pieces.par_iter().with_min_len(IN_A_ROW).map_init(|| None, read).collect()
}
