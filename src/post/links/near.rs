//! What somebody may have meant by a name that leads nowhere; looked for only then, and only among names that can be near.

use super::LinkTarget;
use crate::diagnostic::{Shape, nearest};
use crate::post::dates::without_date;
use crate::post::outline::LinkKind;
use crate::source::SourcePath;

/// The names of all places, with what rules out most of them at a glance.
#[derive(Clone, Debug)]
pub(super) struct Names(Vec<Name>);

#[derive(Clone, Copy, Debug)]
struct Name {
    target: u32,
    of: Part,
    shape: Shape,
}

#[derive(Clone, Copy, Debug)]
enum Part {
    Slug,
    FileName,
    /// By which only `[[…]]` finds a place.
    Title,
}

impl Names {
    pub(super) fn new(targets: &[LinkTarget]) -> Names {
        let mut names = Vec::with_capacity(targets.len() * 3);
        for (target, place) in (0u32..).zip(targets) {
            for of in [Part::Slug, Part::FileName, Part::Title] {
                let name = text(place, of);
                if !name.is_empty() {
                    names.push(Name { target, of, shape: Shape::of(name) });
                }
            }
        }
        Names(names)
    }

    /// The name nearest to the last part of a path, those of the file that it stands in excepted; for a picture those of pages too. A
    /// date before a name counts for nothing, in the path as in the names.
    pub(super) fn nearest(
        &self,
        path: &str,
        (from, kind): (&SourcePath, LinkKind),
        targets: &[LinkTarget],
    ) -> Option<String> {
        let wanted = without_date(path.trim_end_matches('/').rsplit('/').next().unwrap_or(path));
        let shape = Shape::of(wanted);
        let candidates = |are_titles: bool| {
            let names =
                self.0.iter().filter(move |name| matches!(name.of, Part::Title) == are_titles);
            names.filter(move |name| name.shape.can_be(shape)).filter_map(|name| {
                let target = targets.get(name.target as usize)?;
                let may_be = kind != LinkKind::Image || target.slug.is_empty();
                let is_other = may_be && target.source != *from;
                is_other.then(|| text(target, name.of))
            })
        };
        let of_title =
            || (kind == LinkKind::Wiki).then(|| nearest(wanted, candidates(true))).flatten();
        let found = nearest(wanted, candidates(false)).or_else(of_title)?;
        let is_dated = |target: &&LinkTarget| {
            let name = target.source.file_name();
            name != found && text(target, Part::FileName) == found
        };
        let dated = targets.iter().find(is_dated);
        let found = dated.map_or(found, |target| target.source.file_name().to_owned());
        // A page is found by its name alone, and any other file by the way to it.
        let is_page = |target: &&LinkTarget| {
            let names = [target.slug.as_str(), target.source.file_name(), target.title.as_str()];
            !target.slug.is_empty() && names.contains(&found.as_str())
        };
        let ways = targets.iter().filter(|target| target.source.file_name() == found);
        let ways = ways.filter(|_| !targets.iter().any(|target| is_page(&target)));
        let ways = ways.map(|target| way(from, &target.source));
        let shortest = ways.min_by_key(|way| (way.matches('/').count(), way.clone()));
        Some(shortest.unwrap_or(found))
    }
}

/// The way from a document to a file, as one writes it there.
fn way(from: &SourcePath, to: &SourcePath) -> String {
    if let Some(path) = to.as_str().strip_prefix("static/") {
        return format!("/{path}");
    }
    let folder: Vec<&str> = from.folder().split('/').collect();
    let parts: Vec<&str> = to.as_str().split('/').collect();
    let shared = folder.iter().zip(&parts).take_while(|(one, other)| one == other).count();
    let up = std::iter::repeat_n("..", folder.len() - shared);
    up.chain(parts[shared..].iter().copied()).collect::<Vec<_>>().join("/")
}

fn text(place: &LinkTarget, of: Part) -> &str {
    match of {
        Part::Slug => &place.slug,
        Part::FileName => without_date(place.source.file_name()),
        Part::Title => &place.title,
    }
}
