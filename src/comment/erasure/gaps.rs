//! What went from a text, read off from how it is afterwards.

use std::ops::Range;

use super::traces::{Kind, Trace};
use super::{GONE, replaced, words};

/// What names somebody in a text, and what else is not there any more in `new`. If that is no more than this, or if it is another text, it
/// stays as it is.
pub fn with_gaps(
    [mut read, tags]: [Vec<Trace>; 2],
    (old, is_marked): (&str, bool),
    new: &str,
) -> [Vec<Trace>; 2] {
    let ranges = [&read, &tags].map(|own| own.iter().map(|trace| trace.range.clone()).collect());
    let known = words::parts(old, is_marked, ranges);
    if replaced(old, &known) == new {
        return [read, tags];
    }
    for gap in gaps(old, new).unwrap_or_default() {
        let next = known.partition_point(|own| own.end < gap.end);
        if known.get(next).is_none_or(|own| own.start > gap.start) {
            read.retain(|own| own.range.end <= gap.start || gap.end <= own.range.start);
            read.push(Trace { kind: Kind::Mention, range: gap });
        }
    }
    read.sort_by_key(|own| own.range.start);
    [read, tags]
}

/// What of a text is gone in another that has [`GONE`] in its place; `None` if they differ in anything else.
fn gaps(old: &str, new: &str) -> Option<Vec<Range<usize>>> {
    let mut parts = new.split(GONE);
    let first = parts.next().filter(|first| old.starts_with(first))?;
    let (mut at, mut gaps) = (first.len(), Vec::new());
    let mut parts = parts.peekable();
    while let Some(part) = parts.next() {
        let start = match parts.peek() {
            Some(_) => at + old[at..].find(part)?,
            None => old[at..].strip_suffix(part)?.len() + at,
        };
        gaps.push(at..start);
        at = start + part.len();
    }
    gaps.retain(|gap| !gap.is_empty() && old[gap.clone()] != *GONE);
    (at == old.len()).then_some(gaps)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_gone_is_what_another_text_does_not_have() {
        for (old, new, gone) in [
            ("dank @Jansen, Jan en @Piet", "dank [...] en @Piet", Some(vec!["@Jansen, Jan"])),
            ("Jan en Jan", "[...] en [...]", Some(vec!["Jan", "Jan"])),
            ("dank [...] en Jan", "dank [...] en [...]", Some(vec!["Jan"])),
            ("dank Jan", "dank u", None),
            ("dank Jan en Els", "dank [...] of Els", None),
            ("één [...] é", "één [...] é", Some(vec![])),
        ] {
            let found = gaps(old, new);
            let found = found.map(|gaps| gaps.into_iter().map(|gap| &old[gap]).collect::<Vec<_>>());
            assert_eq!(found, gone, "{old}");
        }
    }

    #[test]
    fn what_is_known_to_have_gone_is_no_gap() {
        let text = "Jan en @Jansen, Jan";
        let known = || [vec![Trace { kind: Kind::Name, range: 0..3 }], Vec::new()];
        let of = |new: &str| -> Vec<(Kind, Range<usize>)> {
            let [read, _] = with_gaps(known(), (text, false), new);
            read.into_iter().map(|trace| (trace.kind, trace.range)).collect()
        };
        assert_eq!(of("[...] en @Jansen, Jan"), [(Kind::Name, 0..3)]);
        assert_eq!(of("[...] en [...]"), [(Kind::Name, 0..3), (Kind::Mention, 7..19)]);
        assert_eq!(of("iets anders"), [(Kind::Name, 0..3)]);
    }
}
