//! What somebody may have meant by a name that leads nowhere; looked for only then, and only among names that can be near.

use super::LinkTarget;
use crate::source::SourcePath;

/// The names of all places, with what rules out most of them at a glance.
#[derive(Clone, Debug, Default)]
pub(super) struct Names(Vec<Name>);

#[derive(Clone, Copy, Debug)]
struct Name {
    target: u32,
    of: Part,
    length: u16,
    letters: u64,
}

#[derive(Clone, Copy, Debug)]
enum Part {
    Slug,
    FileName,
}

impl Names {
    pub(super) fn new(targets: &[LinkTarget]) -> Names {
        let mut names = Vec::with_capacity(targets.len() * 2);
        for (target, place) in (0u32..).zip(targets) {
            for of in [Part::Slug, Part::FileName] {
                let name = text(place, of);
                if !name.is_empty() {
                    names.push(Name { target, of, length: length(name), letters: letters(name) });
                }
            }
        }
        Names(names)
    }

    /// The name nearest to the last part of a path, those of the file that it stands in excepted.
    pub(super) fn nearest(
        &self,
        path: &str,
        from: &SourcePath,
        targets: &[LinkTarget],
    ) -> Option<String> {
        let wanted = path.trim_end_matches('/').rsplit('/').next().unwrap_or(path);
        let (size, bag) = (length(wanted), letters(wanted));
        let candidates = self.0.iter().filter(|name| {
            // A change adds or takes a letter of the bag, or does both.
            let changes = 1 + u32::from(name.length.min(18)) / 4;
            u32::from(size.abs_diff(name.length)) <= changes
                && (name.letters ^ bag).count_ones() <= 2 * changes
        });
        crate::diagnostic::nearest(
            wanted,
            candidates.filter_map(|name| {
                let target = targets.get(name.target as usize)?;
                (target.source != *from).then(|| text(target, name.of))
            }),
        )
    }
}

fn text(place: &LinkTarget, of: Part) -> &str {
    match of {
        Part::Slug => &place.slug,
        Part::FileName => place.source.file_name(),
    }
}

fn length(name: &str) -> u16 {
    u16::try_from(name.chars().count()).unwrap_or(u16::MAX)
}

/// Which characters a name has, as a set of 64.
fn letters(name: &str) -> u64 {
    name.chars()
        .flat_map(char::to_lowercase)
        .fold(0, |bag, letter| bag | 1 << (u32::from(letter) % 64))
}
