//! What somebody may have meant by a name that nothing has.

/// The name among `known` nearest to `wanted`, if it is near enough to have been meant.
pub fn nearest<'a>(wanted: &str, known: impl IntoIterator<Item = &'a str>) -> Option<String> {
    let lowered = wanted.to_lowercase();
    // Of a name of one letter nothing is left when that is changed.
    let most = |length: usize| most_changes(length).min(length.saturating_sub(1));
    known
        .into_iter()
        .map(|name| (strsim::osa_distance(&lowered, &name.to_lowercase()), name))
        .filter(|(distance, name)| *distance <= most(name.chars().count()))
        .min()
        .map(|(_, name)| name.to_owned())
}

/// The nearest of so many names by far that only a slip of the pen lies between, each given with its shape; the first of several.
pub fn misspelt<'a>(
    wanted: &str,
    known: impl IntoIterator<Item = (&'a str, Shape)>,
) -> Option<&'a str> {
    let shape = Shape::of(wanted);
    let most = 1 + wanted.chars().count() / 8;
    known
        .into_iter()
        .filter(|(_, own)| own.can_be(shape))
        .map(|(name, _)| (strsim::osa_distance(wanted, name), name))
        .filter(|(distance, _)| *distance <= most)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name)
}

/// How many changes a name of this length may be away.
fn most_changes(length: usize) -> usize {
    1 + length.min(18) / 4
}

/// What rules out most names at a glance, where there are many.
#[derive(Clone, Copy, Debug)]
pub struct Shape {
    length: u16,
    /// Which characters the name has, as a set of 64.
    letters: u64,
}

impl Shape {
    /// The shape of a name.
    pub fn of(name: &str) -> Shape {
        let letters = name
            .chars()
            .flat_map(char::to_lowercase)
            .fold(0, |bag, letter| bag | 1 << (u32::from(letter) % 64));
        Shape { length: u16::try_from(name.chars().count()).unwrap_or(u16::MAX), letters }
    }

    /// Whether a name of this shape can be near enough to one of that shape to have been meant by it.
    pub fn can_be(self, wanted: Shape) -> bool {
        let changes = most_changes(usize::from(self.length));
        // A change adds or takes a letter of the bag, or does both.
        usize::from(wanted.length.abs_diff(self.length)) <= changes
            && (self.letters ^ wanted.letters).count_ones() as usize <= 2 * changes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_name_is_offered_only_when_near() {
        let known = ["title", "topics", "updated"];
        assert_eq!(nearest("titel", known), Some("title".into()));
        assert_eq!(nearest("topic", known), Some("topics".into()));
        assert_eq!(nearest("weight", known), None);
        for wanted in ["", "B", "BC"] {
            assert_eq!(nearest(wanted, ["X"]), None, "{wanted}");
        }
    }

    #[test]
    fn a_slip_of_the_pen_is_no_other_word() {
        let known = ["water", "peilbeheer", "zomerfeest"].map(|name| (name, Shape::of(name)));
        for (wanted, found) in [
            ("zomerfest", Some("zomerfeest")),
            ("watr", Some("water")),
            ("wetra", None),
            ("wtaer", Some("water")),
            ("peilbeheer-2", Some("peilbeheer")),
            ("feest", None),
        ] {
            assert_eq!(misspelt(wanted, known), found, "{wanted}");
        }
    }

    #[test]
    fn a_shape_rules_out_only_what_is_not_near() {
        let names =
            ["Inès de Vries", "Ines de Vrijs", "ines", "Bo", "Bob", "titel", "title", "tilte"];
        for wanted in names {
            for name in names.into_iter().filter(|name| nearest(wanted, [*name]).is_some()) {
                assert!(Shape::of(name).can_be(Shape::of(wanted)), "{wanted} {name}");
            }
        }
        assert!(!Shape::of("title").can_be(Shape::of("summary")));
    }
}
