//! Files of the site on their way to the output: as they are, or pictures without what they say beside themselves, and smaller.

use super::prepared::{Made, Prepared};
use crate::manifest::Content;
use crate::media::Sort;
use crate::pipeline::key;
use crate::post::outline::LinkKind;
use crate::site::{File, Site, Smaller};

/// A file that goes along.
pub(super) fn copied(file: &File) -> Prepared<'static> {
    let asset = file.asset();
    match Sort::of(file.path.as_str(), LinkKind::Image) {
        Some(Sort::Picture) => {
            Prepared { key: key(&asset, 0), made: Made::Ready(Content::Cleaned(asset)) }
        }
        _ => Prepared { key: file.hash, made: Made::Ready(Content::Copy(asset)) },
    }
}

/// A smaller picture.
pub(super) fn smaller(site: &Site, index: usize) -> Prepared<'static> {
    let Smaller { of, width, widths, .. } = &site.shown.smaller[index];
    let asset = site.files[*of].asset();
    let key = key(&asset, *width);
    Prepared { key, made: Made::Ready(Content::Smaller(asset, *width, widths.clone())) }
}
