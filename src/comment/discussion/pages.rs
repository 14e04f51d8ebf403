//! Cuts a discussion into pages, each a whole nested list by itself.

use std::ops::Range;

use super::Item;

/// Cuts the items into pages of about this size, and says of each item how it stands in its list. A page ends where a
/// discussion does; only one that is longer than a page is itself cut, and what then stands away from the comment it answers
/// says so.
pub(super) fn cut(items: &mut [Item], page_size: usize) -> Vec<Range<usize>> {
    let size = if page_size == 0 { items.len() } else { page_size };
    let mut pages: Vec<Range<usize>> = Vec::new();
    let mut page = 0;
    let mut start = 0;
    while start < items.len() {
        let length = 1 + items[start + 1..].iter().take_while(|item| item.depth > 0).count();
        if start > page && start + length - page > size {
            pages.push(page..start);
            page = start;
        }
        let end = start + length;
        while end - page > size {
            pages.push(page..page + size);
            page += size;
        }
        start = end;
    }
    if page < items.len() {
        pages.push(page..items.len());
    }
    let mut above = Vec::new();
    for range in &pages {
        nest(items, range.clone(), &mut above);
    }
    pages
}

/// Sets the depths of a page so that it begins at the top, and what follows from them. `above` are the comments that stand
/// above the next item in the whole discussion, across pages.
fn nest(items: &mut [Item], page: Range<usize>, above: &mut Vec<Option<u32>>) {
    let mut lift = items.get(page.start).map_or(0, |item| item.depth);
    for item in &mut items[page.clone()] {
        lift = lift.min(item.depth);
        above.truncate(usize::from(item.depth));
        if item.depth == lift && item.depth > 0 && item.comment.is_some() && item.answers.is_none()
        {
            item.answers = above.last().copied().flatten();
        }
        above.push(item.comment);
        item.depth -= lift;
    }
    for index in page.clone() {
        let depth = items[index].depth;
        let before = (index > page.start).then(|| items[index - 1].depth);
        let after = if index + 1 < page.end { items[index + 1].depth } else { 0 };
        items[index].first = before.is_none_or(|before| depth > before);
        items[index].replies = after > depth;
        items[index].closes = depth.saturating_sub(after);
    }
}
