//! Long bytes and texts in pieces that overlap, so that no table of their words has their size.

/// Texts are read in pieces of this length, which overlap: the longest name, with what stands within it.
pub(super) const PIECE: usize = 1 << 20;
const OVERLAP: usize = 4096;

/// Bytes in pieces that overlap, each with its place.
pub(super) fn pieces(bytes: &[u8]) -> impl Iterator<Item = (usize, &[u8])> {
    let starts = (0..bytes.len().max(1)).step_by(PIECE);
    starts.map(|start| (start, &bytes[start..bytes.len().min(start + PIECE + OVERLAP)]))
}

/// A text in pieces that overlap, each with its place; none begins or ends within a word, as far as there are blanks.
pub(super) fn pieces_of_text(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let cut = |near: usize| {
        let mut near = near.min(text.len());
        while !text.is_char_boundary(near) {
            near -= 1;
        }
        if near == text.len() {
            return near;
        }
        let blank = text.as_bytes()[near.saturating_sub(512)..near]
            .iter()
            .rposition(u8::is_ascii_whitespace);
        blank.map_or(near, |blank| near.saturating_sub(512) + blank + 1)
    };
    let starts = (0..text.len()).step_by(PIECE);
    starts.map(move |start| {
        let begin = if start == 0 { 0 } else { cut(start) };
        (begin, &text[begin..cut(start + PIECE + OVERLAP)])
    })
}
