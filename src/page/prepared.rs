//! A planned file with its key, before it becomes bytes.

use super::view::{AnyView, PageView};
use crate::manifest::Content;
use crate::source::Hash;

/// A file with its key, ready to be made.
#[derive(Debug)]
pub struct Prepared<'a> {
    /// The hash of everything that the file is made from.
    pub key: Hash,
    pub(super) made: Made<'a>,
}

#[derive(Debug)]
pub(super) enum Made<'a> {
    Template {
        template: String,
        page: Box<PageView>,
        view: Box<AnyView<'a>>,
    },
    Ready(Content),
    /// A file of the search, by its place in [`crate::search::Index::files`].
    Shard(usize),
}

/// A file whose bytes are at hand: they are its key.
pub(super) fn ready(bytes: Vec<u8>) -> Prepared<'static> {
    Prepared { key: Hash::of(&bytes), made: Made::Ready(Content::Bytes(bytes)) }
}
