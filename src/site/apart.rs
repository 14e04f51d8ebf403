//! Posts of one name and several days, as Jekyll has them: `2024-01-05-notes.md` and `2024-02-05-notes.md`. The oldest keeps its
//! address, so that a newer post never changes that of an older one; the others get the day of their names, or else of their dates, as
//! posts of several folders have them: `team/verslag.md` and `bestuur/verslag.md`.

use std::collections::{BTreeMap, HashMap};

use jiff::civil::Date;

use super::Written;
use super::address::{Address, post_path};
use super::join::Hidden;
use crate::config::Config;
use crate::diagnostic::{Diagnostic, Problem};
use crate::output::OutputPath;
use crate::post::named_day;

/// A post in the order of those that are seen and those that are not, with its day and its slug.
struct Namesake<'a> {
    place: usize,
    day: Date,
    slug: String,
    written: &'a Written,
}

/// Gives later posts of a name an address of their own, and tells of it. What readers do not see today counts too: an address is
/// the same tomorrow. Drafts come last.
pub(super) fn tell_apart(
    (posts, addresses): (&[Written], &mut [Address]),
    (withheld, hidden): (&[Written], &mut [Hidden]),
    config: &Config,
) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    let all: Vec<&Written> = posts.iter().chain(withheld).collect();
    for places in shared(&addresses[..posts.len()], hidden) {
        let namesake = |place: usize| {
            let written = all[place];
            let front = &written.document.front;
            let is_given = front.slug.is_some() || front.address.is_some();
            let day = named_day(&written.document.path, &config.timezone)
                .or_else(|| front.date.map(|date| date.civil(&config.timezone)))
                .filter(|_| !is_given)?;
            let slug = match addresses.get(place).filter(|_| place < posts.len()) {
                Some(address) => address.slug.clone(),
                None => hidden[place - posts.len()].as_ref()?.0.clone(),
            };
            Some(Namesake { place, day, slug, written })
        };
        let Some(mut named) = places.into_iter().map(namesake).collect::<Option<Vec<_>>>() else {
            continue;
        };
        // A draft may never be published, and takes no address from a post that is.
        named
            .sort_by_key(|it| (it.written.document.front.draft, it.day, &it.written.document.path));
        let (oldest, first) = (&named[0].written.document.path, named[0].day);
        for Namesake { place, slug, written, day } in named.iter().filter(|it| it.day != first) {
            let document = &written.document;
            let own = format!("{slug}-{}", suffix(*day, config));
            let Ok(path) = post_path(document, &own, config) else { continue };
            if let Some(address) = addresses.get_mut(*place).filter(|_| *place < posts.len()) {
                let (slug, other) = (slug.clone(), oldest.to_string());
                let problem = Problem::SlugRepeated { slug, other, address: path.to_string() };
                problems.push(Diagnostic::warning(problem).at(&document.path));
                address.redirects.retain(|old| *old != path);
                address.path = path;
            } else if let Some(Some((_, hidden))) = hidden.get_mut(*place - posts.len()) {
                *hidden = path;
            }
        }
    }
    problems
}

/// The places of posts that several want, each with those that do.
fn shared(addresses: &[Address], hidden: &[Hidden]) -> Vec<Vec<usize>> {
    let seen = addresses.iter().map(|address| Some(&address.path));
    let unseen = hidden.iter().map(|hidden| hidden.as_ref().map(|(_, path)| path));
    let mut first: HashMap<&OutputPath, usize> = HashMap::new();
    let mut shared: BTreeMap<&OutputPath, Vec<usize>> = BTreeMap::new();
    for (place, path) in seen.chain(unseen).enumerate() {
        let Some(path) = path else { continue };
        if let Some(other) = first.get(path) {
            shared.entry(path).or_insert_with(|| vec![*other]).push(place);
        } else {
            first.insert(path, place);
        }
    }
    shared.into_values().collect()
}

/// What tells a post apart from those of other days: the month and the day where addresses have the year.
fn suffix(day: Date, config: &Config) -> String {
    let month_and_day = format!("{:02}-{:02}", day.month(), day.day());
    match config.permalink.contains("{year}") {
        true => month_and_day,
        false => format!("{:04}-{month_and_day}", day.year()),
    }
}
