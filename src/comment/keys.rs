//! By which keys a comment is known again.

use super::{Comment, Identity, Origin, Place, atom, csv, engage, mail, page, wxr, xlsx};
use crate::address;
use crate::source::Hash;

impl Comment {
    /// Two comments of one key are the same comment: see `README.md`, "the same comment twice".
    pub fn key(&self) -> Hash {
        let Comment { place, source_id, author, written, body, .. } = self;
        let Origin { format, identity, .. } = *self.origin;
        if let (Identity::Numbered, Some(id)) = (identity, source_id) {
            let (kind, post) = place.id.as_ref().map_or(("", ""), |(kind, post)| (kind, post));
            let Place { address, slug, anything, .. } = &**place;
            let name = [address, slug, anything].into_iter().flatten().next();
            let address = name.filter(|_| post.is_empty()).map_or("", String::as_str);
            let family = family(format);
            return Hash::of_parts(&[family, &place.system, kind, post, address, id]);
        }
        let place_named = (&place.address, &place.anything);
        let own = match source_id {
            Some(id) => format!("{id}\n{}\n{written:?}", author.name),
            None => format!("{}\n{written:?}\n{}", author.name, body.text()),
        };
        // A table is the same one as CSV and as a workbook.
        let family = if identity == Identity::Described { "table" } else { format };
        Hash::of(format!("{family}\n{}\n{place_named:?}\n{own}", place.system).as_bytes())
    }

    /// Every key by which this comment may be known when other files lie beside it than now: a page learns the number of its post
    /// from the export of its blog, and an answer where it stands from what it answers. The first one is its [`Comment::key`].
    pub fn keys(&self) -> Vec<Hash> {
        let mut keys = vec![self.key()];
        let Origin { format, identity, .. } = *self.origin;
        let (Identity::Numbered, Some(id)) = (identity, &self.source_id) else { return keys };
        let address = self.place.address.as_deref().and_then(address::host);
        if let Some((host, path)) = address {
            let path = address::normalise(path);
            keys.push(Hash::of_parts(&["at", family(format), &host, &path, id]));
        }
        // A table learns from the export of the blog which blog it is of.
        if [csv::FORMAT.name, xlsx::FORMAT.name].contains(&format) {
            let (kind, post) = self.place.id.as_ref().map_or(("", ""), |(kind, post)| (kind, post));
            keys.push(Hash::of_parts(&[family(format), "", kind, post, "", id]));
        }
        // There are no two of one number under different posts, nor in different systems.
        if [mail::FORMAT.name, engage::FORMAT.name, atom::FORMAT.name].contains(&format) {
            keys.push(Hash::of_parts(&["anywhere", format, id]));
        }
        keys
    }
}

impl Comment {
    /// In what its number is unique, beside its site: a page of a blog, a table with the blog's numbers and its export have the same.
    pub(super) fn family(&self) -> &'static str {
        let Origin { format, identity, .. } = *self.origin;
        if identity == Identity::Numbered { family(format) } else { format }
    }

    /// Whether its number is one of WordPress.
    pub(super) fn is_of_wordpress(&self) -> bool {
        self.origin.identity == Identity::Numbered && self.family() == wxr::FORMAT.name
    }
}

/// A page of a blog, a table with its numbers, and its export hold the same comments.
fn family(format: &'static str) -> &'static str {
    let formats = [page::FORMAT.name, csv::FORMAT.name, xlsx::FORMAT.name];
    if formats.contains(&format) { wxr::FORMAT.name } else { format }
}
