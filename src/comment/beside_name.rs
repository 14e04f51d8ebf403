//! What stands beside a name in the field for it: a department, a title. People speak the name without.

use super::person::{spoken, turned};

/// Before a name, or behind it.
const TITLES: [&str; 18] = [
    "dr", "ir", "drs", "mr", "ing", "prof", "dhr", "mw", "mevr", "mrs", "ms", "msc", "bsc", "ma",
    "ba", "phd", "llm", "mba",
];
/// Words of many names, before the last one, and of every other sentence.
pub const PARTICLES: [&str; 9] = ["van", "der", "de", "den", "ter", "ten", "het", "van't", "'t"];

/// A name without its department and titles: `Vries, Jan de` of `Vries, Jan de (Waterbeheer)`. Nothing if there are none, or if no first
/// and last name would be left: a last name alone is that of many.
pub fn bare(name: &str) -> Option<String> {
    let mut left = name.trim();
    while spoken(left).is_none()
        && let Some(next) = shorter(left)
    {
        left = next;
    }
    let left = ordered(left).unwrap_or_else(|| left.to_owned());
    let direct = turned(&left).unwrap_or_else(|| left.clone());
    let mut words = direct.split_whitespace();
    let first = words.next()?.to_lowercase();
    let is_name = !PARTICLES.contains(&first.as_str()) && words.next().is_some();
    (is_name && left != name.trim()).then_some(left)
}

/// `Vries, Jan de` of `Vries de, Jan`.
fn ordered(name: &str) -> Option<String> {
    let (last, first) = name.split_once(',')?;
    let mut words: Vec<&str> = last.split_whitespace().collect();
    let is_particle = |word: &&&str| PARTICLES.contains(&word.to_lowercase().as_str());
    let count = words.iter().rev().take_while(is_particle).count();
    let particles = words.split_off(words.len() - count);
    let is_it = !words.is_empty() && !particles.is_empty() && !first.trim().is_empty();
    is_it.then(|| format!("{}, {} {}", words.join(" "), first.trim(), particles.join(" ")))
}

/// Without one of the things that may stand beside a name.
fn shorter(name: &str) -> Option<&str> {
    let is_title = |word: &str| {
        let word = word.trim_end_matches('.').replace('.', "").to_lowercase();
        TITLES.contains(&word.as_str())
    };
    let department = || name.strip_suffix(')')?.rsplit_once('(').map(|(name, _)| name);
    let firm = || name.rsplit_once(" | ").map(|(name, _)| name);
    // With small letters it may be the other half of a double name.
    let short = || {
        let (name, rest) = name.rsplit_once(" - ")?;
        (!rest.contains(char::is_lowercase)).then_some(name)
    };
    let before = || {
        let (title, name) = name.split_once(' ')?;
        (title.ends_with('.') && is_title(title)).then_some(name)
    };
    let behind = || {
        let (name, title) = name.rsplit_once(',')?;
        is_title(title.trim()).then_some(name)
    };
    department().or_else(firm).or_else(short).or_else(before).or_else(behind).map(str::trim)
}

/// A name as it is written, and everything that people make of it when they speak.
pub fn forms(name: &str) -> Vec<String> {
    let bare = bare(name);
    let spoken = spoken(bare.as_deref().unwrap_or(name));
    [name.to_owned()].into_iter().chain(bare).chain(spoken.into_iter().flatten()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_told_from_what_stands_beside_it() {
        for (name, expected) in [
            ("Vries, Jan de (Waterbeheer)", Some("Vries, Jan de")),
            ("Jan de Vries (Waterbeheer)", Some("Jan de Vries")),
            ("Jan de Vries | Waterschap", Some("Jan de Vries")),
            ("Jan de Vries - WVE", Some("Jan de Vries")),
            ("Dr. ir. Jan de Vries", Some("Jan de Vries")),
            ("Jan de Vries, MSc", Some("Jan de Vries")),
            ("Vries, J. de (Jan) (Waterbeheer)", Some("Vries, J. de (Jan)")),
            ("Vries de, Jan", Some("Vries, Jan de")),
            ("Berg van den, Jan (Water)", Some("Berg, Jan van den")),
            ("Vries, J. de (Jan)", None),
            ("Jan de Vries", None),
            ("Anna Jansen - de Boer", None),
            ("De Vries (Jan)", None),
            ("Mevr. Jansen", None),
            ("Team (Water)", None),
            ("(x)", None),
            ("", None),
        ] {
            assert_eq!(bare(name).as_deref(), expected, "{name}");
        }
    }
}
