//! What a comment of a page says, as it stands in the file: by that it is known again.

use std::ops::Range;

use super::super::erasure::GONE;
use super::super::erasure::edits::Edit;
use super::{AROUND, AWAITS, BODY, CHILDREN, ELEMENTS_AROUND, TEXTS};
use crate::html::is_void;
use crate::html::tokens::{Token, tokens, value_of};

/// Parts of a file as one text. What parts them stands within no word.
#[derive(Debug, Default)]
pub(super) struct View {
    pub(super) text: String,
    /// Each part: where it begins in the text, and where it stands in the file.
    parts: Vec<(usize, Range<usize>)>,
}

impl View {
    /// The text of these parts, which are in their order. `lost` are tags between them that nobody reads.
    fn new(whole: &str, parts: Vec<Range<usize>>, lost: &[Range<usize>]) -> View {
        let mut view = View::default();
        for part in parts.into_iter().filter(|part| !part.is_empty()) {
            let last = view.parts.last().map(|(_, last)| last.end..part.start);
            let is_lost = |gap: &Range<usize>| {
                lost.get(lost.partition_point(|lost| lost.start < gap.start)) == Some(gap)
            };
            if last.is_some_and(|gap| !is_lost(&gap)) {
                view.text.push_str("<hr>");
            }
            view.parts.push((view.text.len(), part.clone()));
            view.text.push_str(&whole[part]);
        }
        view
    }

    /// The file without what stands in these places of the text. A tag that nobody reads may stand in the midst of one.
    pub(super) fn edits(&self, found: &[Range<usize>]) -> Vec<Edit> {
        let of = |place: &Range<usize>| {
            let next = self.parts.partition_point(|(start, _)| *start <= place.start);
            let parts = self.parts[next.saturating_sub(1)..].iter();
            let parts = parts.take_while(|(start, _)| *start < place.end).map(|(start, part)| {
                let own = within(place, &(*start..start + part.len()));
                own.start + part.start - start..own.end + part.start - start
            });
            let signs = std::iter::once(GONE).chain(std::iter::repeat(""));
            parts.zip(signs).map(|(part, sign)| Edit::put(part, sign)).collect::<Vec<_>>()
        };
        found.iter().flat_map(of).collect()
    }
}

/// What a comment says, and all else of it; `own` are the parts of the file that are of no other one.
pub(super) fn views(whole: &str, own: &[Range<usize>]) -> [View; 2] {
    let (elements, lost) = elements(whole, own);
    let named = elements.iter().find(|element| element.is_of(&TEXTS));
    let (inner, is_left): (_, fn(&Element) -> bool) = match named {
        Some(element) => (Some(element), |element| element.is_of(&[CHILDREN, AWAITS])),
        None => (elements.iter().rfind(|element| element.is_of(&[BODY])), |element| {
            element.is_of(&[CHILDREN])
                || element.is_of(&AROUND)
                || ELEMENTS_AROUND.contains(&element.name.as_str())
        }),
    };
    let inner = inner.map_or(0..whole.len(), |element| element.inner.clone());
    let is_program = |name: &str| matches!(name, "script" | "style" | "template");
    let is_left = |element: &&Element| is_left(element) || is_program(&element.name);
    let is_within =
        |element: &&Element| inner.start <= element.outer.start && element.outer.end <= inner.end;
    let left = elements.iter().filter(is_within).filter(is_left);
    let left = left.map(|element| element.outer.clone());
    let mut left: Vec<Range<usize>> = left.chain(lost.iter().cloned()).collect();
    left.sort_by_key(|left| left.start);
    let said = without(own.iter().map(|part| within(part, &inner)), &left);
    let rest = without(own.iter().cloned(), &said);
    [View::new(whole, said, &lost), View::new(whole, rest, &[])]
}

fn within(part: &Range<usize>, outer: &Range<usize>) -> Range<usize> {
    let start = part.start.max(outer.start).min(part.end);
    start..part.end.min(outer.end).max(start)
}

/// These parts without what lies in others, both in their order.
fn without(
    parts: impl Iterator<Item = Range<usize>>,
    others: &[Range<usize>],
) -> Vec<Range<usize>> {
    let mut left = Vec::new();
    let mut next = 0;
    for part in parts {
        let mut start = part.start;
        while let Some(other) = others.get(next).filter(|other| other.start < part.end) {
            if other.start > start {
                left.push(start..other.start);
            }
            start = start.max(other.end);
            // It may go on in the next part.
            if other.end > part.end {
                break;
            }
            next += 1;
        }
        if start < part.end {
            left.push(start..part.end);
        }
    }
    left
}

/// An element of a page.
pub(super) struct Element {
    pub(super) name: String,
    classes: String,
    pub(super) outer: Range<usize>,
    pub(super) inner: Range<usize>,
}

impl Element {
    pub(super) fn is_of(&self, classes: &[&str]) -> bool {
        self.classes.split_ascii_whitespace().any(|own| classes.contains(&own))
    }
}

/// The elements in these parts, in the order in which they begin, and what nobody reads: notes, and ends that end nothing.
pub(super) fn elements(whole: &str, parts: &[Range<usize>]) -> (Vec<Element>, Vec<Range<usize>>) {
    let mut elements: Vec<Element> = Vec::new();
    let mut lost = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    let end = parts.last().map_or(0, |part| part.end);
    for part in parts {
        let mut at = part.start;
        for token in tokens(&whole[part.clone()]) {
            let range = at..at + token.raw().len();
            at = range.end;
            match token {
                Token::Open { name, attributes: own, raw } => {
                    let name = name.to_ascii_lowercase();
                    let classes = value_of(own, "class").unwrap_or_default().into_owned();
                    let is_void = is_void(&name) || raw.ends_with("/>");
                    let end = if is_void { range.end } else { end };
                    let [outer, inner] = [range.start..end, range.end..end];
                    open.extend((!is_void).then_some(elements.len()));
                    elements.push(Element { name, classes, outer, inner });
                }
                Token::Close { name, .. } => {
                    let is_it = |at: &usize| elements[*at].name.eq_ignore_ascii_case(name);
                    let Some(begin) = open.iter().rposition(is_it) else {
                        let is_read = ["p", "br"].iter().any(|own| name.eq_ignore_ascii_case(own));
                        lost.extend((!is_read).then_some(range));
                        continue;
                    };
                    // What stands open above it ends before it.
                    for (depth, at) in open.drain(begin..).enumerate() {
                        let end = if depth == 0 { range.end } else { range.start };
                        elements[at].outer.end = end;
                        elements[at].inner.end = range.start;
                    }
                }
                Token::Comment(_) => lost.push(range),
                _ => {}
            }
        }
    }
    (elements, lost)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_comment_says_is_told_from_what_stands_around_it() {
        for (item, said, rest) in [
            (
                "<b class=fn>Jan</b><div class='comment-content x'><p>Een</p><em class=comment-awaiting-moderation>Wacht</em> twee</div>Later",
                "<p>Een</p><hr> twee",
                "<b class=fn>Jan</b><div class='comment-content x'><hr><em class=comment-awaiting-moderation>Wacht</em><hr></div>Later",
            ),
            (
                "<div class=comment-body><header>Jan</header><p>Een<img alt=x>\u{e9}</div><div class=reply>r</div>",
                "<p>Een<hr>\u{e9}",
                "<div class=comment-body><header>Jan</header><hr><img alt=x><hr></div><div class=reply>r</div>",
            ),
            ("Een <cite class=fn>Jan</cite>", "Een ", "<cite class=fn>Jan</cite>"),
        ] {
            let [own, others] = views(item, std::slice::from_ref(&(0..item.len())));
            assert_eq!((own.text.as_str(), others.text.as_str()), (said, rest));
        }
        // An end that ends nothing is not read.
        let item = "<div class=comment-content>Vries, Ja</b>n de Boer</div>";
        let [own, _] = views(item, std::slice::from_ref(&(0..item.len())));
        assert_eq!(own.text, "Vries, Jan de Boer");
        let edits = own.edits(&[0..10, 14..18]);
        let edits: Vec<_> =
            edits.iter().map(|edit| (&item[edit.range.clone()], &*edit.text)).collect();
        assert_eq!(edits, [("Vries, Ja", GONE), ("n", ""), ("Boer", GONE)]);
        // Answers stand in the midst of it.
        let item = "Een<ul class=children>a<li>x</li>b</ul>twee";
        let answer = item.find("<li>").unwrap_or(0);
        let parts = [0..answer, answer + "<li>x</li>".len()..item.len()];
        let [own, _] = views(item, &parts);
        assert_eq!(own.text, "Een<hr>twee");
    }
}
