//! The links of a sheet, which programs make of addresses by themselves: those of cells that go, go with them.

use std::collections::BTreeSet;
use std::ops::Range;

use super::super::erasure::edits::Edit;
use super::parts;

/// The edits that take the links of these cells out of a sheet, and the numbers of what they lead to, as far as nothing else does.
pub(super) fn erased(
    sheet: &str,
    is_gone: impl Fn((u32, u32)) -> bool,
) -> Option<(Vec<Edit>, BTreeSet<String>)> {
    let mut cut: Vec<Range<usize>> = Vec::new();
    let mut list: Option<Range<usize>> = None;
    let (mut gone, mut kept): (BTreeSet<String>, BTreeSet<String>) = Default::default();
    let mut left = 0;
    parts::elements(sheet, |start, range| match parts::local(start).as_str() {
        "hyperlink" => {
            let place = parts::attribute(start, "ref").unwrap_or_default();
            let mut corners = place.split(':').map(parts::place);
            let is_cut = corners.all(|corner| corner.is_some_and(&is_gone));
            let leads = parts::attribute(start, "id");
            if is_cut {
                cut.push(range);
                gone.extend(leads);
            } else {
                left += 1;
                kept.extend(leads);
            }
        }
        "hyperlinks" => list = Some(range),
        _ => {}
    })?;
    // A list without links is none.
    let whole = list.filter(|_| left == 0 && !cut.is_empty());
    let edits = match whole {
        Some(list) => vec![Edit::cut(list)],
        None => cut.into_iter().map(Edit::cut).collect(),
    };
    Some((edits, gone.difference(&kept).cloned().collect()))
}

/// The part that says where the links of a sheet lead.
pub(super) fn targets(sheet: &str) -> String {
    let (folder, name) = sheet.rsplit_once('/').unwrap_or(("", sheet));
    format!("{folder}/_rels/{name}.rels")
}

/// The edits that take these numbers out of it.
pub(super) fn forgotten(targets: &str, numbers: &BTreeSet<String>) -> Option<Vec<Edit>> {
    let mut edits = Vec::new();
    parts::elements(targets, |start, range| {
        let number = parts::attribute(start, "Id");
        if parts::local(start) == "Relationship" && number.is_some_and(|id| numbers.contains(&id)) {
            edits.push(Edit::cut(range));
        }
    })?;
    Some(edits)
}
