//! Who writes here, who is quoted, and which commenters they are.

use std::collections::{BTreeMap, BTreeSet};

use super::accounts::Accounts;
use super::knowledge::Knowledge;
use super::{ArticleId, PersonId, Text, Written, own_id, own_slug};
use crate::comment::experts::lowered;
use crate::config::Config;
use crate::diagnostic::{Checked, Diagnostic, Problem, Shape, nearest};
use crate::output::OutputPath;
use crate::post::authors::Profile;
use crate::post::front_matter::{Person as Given, PersonRef};
use crate::post::mailbox::Mailbox;
use crate::post::{self, Kind};
use crate::source::{Source, SourcePath};

/// Someone with a page.
#[derive(Clone, Debug)]
pub struct Person {
    /// The last part of the address of their page.
    pub id: String,
    /// The full name.
    pub name: String,
    /// What they do; may be empty.
    pub role: String,
    /// Where they work; may be empty.
    pub department: String,
    /// How to reach them; may be empty.
    pub contact: String,
    /// Their picture.
    pub photo: Option<OutputPath>,
    /// Their page.
    pub path: OutputPath,
    /// Their biography, if there is a profile.
    pub text: Option<Text>,
    /// What they wrote, the newest first.
    pub posts: Vec<ArticleId>,
    /// Where they are quoted, the newest first.
    pub quoted: Vec<ArticleId>,
    /// Comments that they wrote and that are shown, the newest first; places in the conversation.
    pub comments: Vec<u32>,
    /// What they know about, the most first.
    pub knows: Vec<Knowledge>,
}

/// Someone as profiles and posts name them.
#[derive(Clone, Debug)]
pub(super) struct Named {
    /// The last part of the address of their page.
    pub id: String,
    /// What is said of them.
    pub given: Given,
    /// Other names and accounts.
    pub aliases: Vec<String>,
    /// The file that says so, for links and photos.
    pub path: SourcePath,
    /// The profile.
    pub written: Option<Written>,
    /// The biography with its links; filled when they are resolved.
    pub text: Option<Text>,
    /// Their picture; likewise.
    pub photo: Option<OutputPath>,
}

impl Named {
    /// The full name, or the id for want of one.
    pub(super) fn name(&self) -> &str {
        self.given.name.as_deref().filter(|name| !name.trim().is_empty()).unwrap_or(&self.id)
    }
}

/// Everyone, and who wrote and is quoted in what.
#[derive(Clone, Debug)]
pub(super) struct People {
    /// By id, and behind them those who have no page.
    pub list: Vec<Named>,
    /// How many have a page: not those whom only posts name that stand in no list.
    pub shown: usize,
    authors: Vec<Vec<PersonId>>,
    experts: Vec<Vec<PersonId>>,
    /// How they are known elsewhere.
    pub accounts: Accounts,
}

impl People {
    /// Who wrote an article.
    pub(super) fn authors_of(&self, article: usize) -> Vec<PersonId> {
        self.authors.get(article).cloned().unwrap_or_default()
    }

    /// Who is quoted in it.
    pub(super) fn experts_of(&self, article: usize) -> Vec<PersonId> {
        self.experts.get(article).cloned().unwrap_or_default()
    }
}

/// Those who are known so far, by all their names.
#[derive(Default)]
struct Known {
    people: BTreeMap<String, Named>,
    /// Id, name and aliases in the form of a slug, to the id.
    names: BTreeMap<String, String>,
    /// E-mail addresses, to the id; one that two have says nothing.
    addresses: BTreeMap<String, Option<String>>,
    /// Those whom only posts name that stand in no list.
    apart: BTreeSet<String>,
    /// The names of those whose profiles readers do not see today: nobody is to make another one.
    withheld: BTreeSet<String>,
    /// Those that no profile is about, each with the place of the warning.
    unknown: Vec<(String, Diagnostic)>,
    problems: Vec<Diagnostic>,
}

impl Known {
    fn profile(&mut self, written: Written) {
        let document = &written.document;
        let id = own_id(&document.path);
        let mut given = document.front.person.clone();
        let name = given.name.unwrap_or_else(|| document.title().to_owned());
        given.name = Some(Mailbox::of(&name).name);
        let named = Named {
            given,
            aliases: document.front.aliases.clone(),
            path: document.path.clone(),
            written: Some(written),
            text: None,
            photo: None,
            id: id.clone(),
        };
        if let Some(other) = self.people.get(&id) {
            let problem = Problem::DuplicatePerson { id, other: other.path.to_string() };
            self.problems.push(Diagnostic::error(problem).at(&named.path));
            return;
        }
        self.name(&named, None);
        self.people.insert(id, named);
    }

    /// A profile that counts as not there, but for the warning that it is not.
    fn withhold(&mut self, written: &Written) {
        let document = &written.document;
        let names = document.front.aliases.iter().map(String::as_str).chain([document.title()]);
        self.withheld.extend(names.map(own_slug).chain([own_id(&document.path)]));
    }

    /// An entry of an authors file; a profile of the same person says more, and wins.
    fn entry(&mut self, profile: Profile, config: &Config) {
        let Mailbox { name, address } = Mailbox::of(&profile.id);
        let id = own_slug(&name);
        let biography = biography(&profile, &id, config);
        let known = self
            .names
            .get(&id)
            .or_else(|| self.names.get(&own_slug(profile.person.name.as_deref()?)))
            .cloned();
        if let Some(known) = known.and_then(|id| self.people.get_mut(&id)) {
            let Given { name, role, department, photo, contact, expertise, emails } =
                profile.person;
            let own = &mut known.given;
            own.name = own.name.take().or(name);
            own.role = own.role.take().or(role);
            own.department = own.department.take().or(department);
            own.photo = own.photo.take().or(photo);
            own.contact = own.contact.take().or(contact);
            own.expertise.extend(expertise.into_iter().filter(|_| known.written.is_none()));
            self.names.entry(id).or_insert_with(|| known.id.clone());
            let known = known.id.clone();
            self.reached(emails.iter().chain(&address), &known);
            return;
        }
        let named = Named {
            id: id.clone(),
            given: profile.person,
            aliases: profile.aliases,
            path: profile.path,
            written: biography,
            text: None,
            photo: None,
        };
        self.reached(address.iter(), &id);
        self.name(&named, Some(profile.line));
        self.people.insert(id, named);
    }

    /// Keeps by which addresses somebody is reached.
    fn reached<'a>(&mut self, addresses: impl Iterator<Item = &'a String>, id: &str) {
        for address in addresses {
            let of_all = self.addresses.entry(lowered(address));
            of_all
                .and_modify(|other| *other = other.take().filter(|other| other == id))
                .or_insert_with(|| Some(id.to_owned()));
        }
    }

    fn name(&mut self, named: &Named, line: Option<u32>) {
        self.names.insert(named.id.clone(), named.id.clone());
        self.reached(named.given.emails.iter(), &named.id);
        let others = std::iter::once(named.name()).chain(named.aliases.iter().map(String::as_str));
        for name in others {
            let other = self.names.entry(own_slug(name)).or_insert_with(|| named.id.clone());
            if *other != named.id {
                let problem =
                    Problem::SamePersonAlias { alias: name.to_owned(), other: other.clone() };
                let line = line.or_else(|| {
                    named.written.as_ref()?.document.front.lines.get("aliases").copied()
                });
                self.problems
                    .push(Diagnostic { line, ..Diagnostic::warning(problem).at(&named.path) });
            }
        }
    }

    /// The id of whoever has an address, among those or among the other names.
    fn of_address(&self, address: &str) -> Option<&String> {
        let own = self.addresses.get(&lowered(address)).and_then(Option::as_ref);
        own.or_else(|| self.names.get(&own_slug(address)))
    }

    /// The id of the person that a document refers to. Nobody yet: they get a page with the name alone.
    fn refer(&mut self, person: &PersonRef, written: &Written) -> Option<String> {
        let Mailbox { name, address } = Mailbox::of(&person.name);
        let slug = own_slug(&name);
        if name.is_empty() {
            return None;
        }
        let is_unlisted = written.document.front.unlisted;
        let by_address = address.and_then(|address| self.of_address(&address));
        if let Some(id) = by_address.or_else(|| self.names.get(&slug)).cloned() {
            if !is_unlisted {
                self.apart.remove(&id);
            }
            return Some(id);
        }
        if is_unlisted {
            self.apart.insert(slug.clone());
        }
        if !self.withheld.contains(&slug) {
            let problem = Problem::UnknownPerson { id: name.clone(), nearest: None };
            let text = String::from_utf8_lossy(&written.source);
            let warning = Diagnostic::warning(problem).at(&written.document.path);
            let warning = warning.on_line(person.line, &text);
            self.unknown.push((name.clone(), warning));
        }
        let given = Given { name: Some(name), role: person.title.clone(), ..Given::default() };
        let path = written.document.path.clone();
        let named = Named {
            id: slug.clone(),
            given,
            aliases: Vec::new(),
            path,
            written: None,
            text: None,
            photo: None,
        };
        self.names.insert(slug.clone(), slug.clone());
        self.people.insert(slug.clone(), named);
        Some(slug)
    }
}

/// What an entry of a list tells of somebody, as if it stood in a profile.
fn biography(profile: &Profile, id: &str, config: &Config) -> Option<Written> {
    let text = profile.summary.as_ref().filter(|text| !text.is_empty())?;
    let source = Source::new(&format!("content/experts/{id}.md"), text.clone().into_bytes());
    let document = post::read(&source, Kind::Expert, config).value?;
    Some(Written { document: document.into(), source: source.bytes })
}

/// The names that profiles have: what an unknown name may have been meant to be. Others without a profile are no help, and
/// would make every further one cost more.
struct Offered(Vec<(Shape, String)>);

impl Offered {
    /// Those of everyone known so far.
    fn new(known: &Known) -> Offered {
        let names = known.people.values().flat_map(|named| [named.name(), named.id.as_str()]);
        Offered(names.map(|name| (Shape::of(name), name.to_owned())).collect())
    }

    /// Those that are worth a closer look.
    fn near<'a>(&'a self, wanted: &str) -> impl Iterator<Item = &'a str> + use<'a> {
        let shape = Shape::of(wanted);
        let near = self.0.iter().filter(move |(name, _)| name.can_be(shape));
        near.map(|(_, name)| name.as_str())
    }

    /// The warning, with the name that may have been meant.
    fn complete(&self, (name, warning): (String, Diagnostic)) -> Diagnostic {
        let nearest = nearest(&name, self.near(&name));
        Diagnostic { problem: Problem::UnknownPerson { id: name, nearest }, ..warning }
    }
}

/// Gathers everyone from the profiles that readers may see, and those that they may not, the lists of other generators, and the
/// articles themselves.
pub(super) fn gather(
    (profiles, withheld): (Vec<Written>, &[Written]),
    entries: Vec<Profile>,
    articles: &[Written],
    config: &Config,
) -> Checked<People> {
    let mut known = Known::default();
    profiles.into_iter().for_each(|profile| known.profile(profile));
    withheld.iter().for_each(|profile| known.withhold(profile));
    entries.into_iter().for_each(|entry| known.entry(entry, config));
    let offered = Offered::new(&known);
    let mut authors: Vec<Vec<String>> = vec![Vec::new(); articles.len()];
    let mut experts = authors.clone();
    // By path, so that a person without a profile is always warned of at the same place.
    let mut order: Vec<usize> = (0..articles.len()).collect();
    order.sort_by(|a, b| articles[*a].document.path.cmp(&articles[*b].document.path));
    for number in order {
        let written = &articles[number];
        let front = &written.document.front;
        for (references, found) in
            [(&front.authors, &mut authors[number]), (&front.experts, &mut experts[number])]
        {
            let mut seen = BTreeSet::new();
            for reference in references {
                found.extend(known.refer(reference, written).filter(|id| seen.insert(id.clone())));
            }
        }
    }
    let unknown = std::mem::take(&mut known.unknown);
    known.problems.extend(unknown.into_iter().map(|found| offered.complete(found)));
    let (apart, shown): (Vec<&String>, Vec<&String>) =
        known.people.keys().partition(|id| known.apart.contains(*id));
    let count = shown.len();
    let ids: BTreeMap<&String, PersonId> =
        shown.into_iter().chain(apart).zip((0..).map(PersonId)).collect();
    let numbered = |lists: Vec<Vec<String>>| -> Vec<Vec<PersonId>> {
        lists
            .iter()
            .map(|list| list.iter().filter_map(|id| ids.get(id).copied()).collect())
            .collect()
    };
    let (authors, experts) = (numbered(authors), numbered(experts));
    let named = known.people.into_values();
    let (apart, mut list): (Vec<Named>, Vec<Named>) =
        named.partition(|named| known.apart.contains(&named.id));
    list.extend(apart);
    let accounts = Accounts::of(&list);
    let people = People { list, shown: count, authors, experts, accounts };
    Checked { value: people, problems: known.problems }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::tests::config;

    fn written(path: &str, text: &str, kind: Kind) -> Written {
        let source = Source::new(path, text.into());
        let document = post::read(&source, kind, &config("title = \"x\"")).value;
        Written { document: document.expect("a document").into(), source: source.bytes }
    }

    fn post_of(author: &str) -> Written {
        let text = format!("---\ndate: 2024-03-05\nauthors: [\"{author}\"]\n---\n");
        written(&format!("content/posts/{}.md", own_slug(author)), &text, Kind::Post)
    }

    #[test]
    fn an_unknown_name_is_compared_with_profiles_only() {
        let profile =
            written("content/experts/ines.md", "---\nname: Inès de Vries\n---\n", Kind::Expert);
        let posts: Vec<Written> =
            (0..300).map(|number| post_of(&format!("Auteur {number}"))).collect();
        let gathered = gather((vec![profile], &[]), Vec::new(), &posts, &config("title = \"x\""));
        assert_eq!((gathered.value.list.len(), gathered.problems.len()), (301, 300));
        let offered = |problem: &Diagnostic| match &problem.problem {
            Problem::UnknownPerson { nearest, .. } => nearest.clone(),
            other => panic!("{other:?}"),
        };
        // `Auteur 1` is near to `Auteur 2`, but neither has a profile: nobody meant the other.
        assert!(gathered.problems.iter().all(|problem| offered(problem).is_none()));
    }

    #[test]
    fn an_address_is_that_of_its_profile_and_is_never_shown() {
        let profile = "---\nname: Jan de Wit\nemail: Jan@x.example\n---\n";
        let jan = written("content/experts/wit.md", profile, Kind::Expert);
        let posts: Vec<Written> = [
            "jan@x.example",
            "J. de Wit <jan@x.example>",
            "Ext Ern <ext@x.example>",
            "iemand@x.example",
        ]
        .map(post_of)
        .into();
        let gathered = gather((vec![jan], &[]), Vec::new(), &posts, &config("title = \"x\""));
        let people: Vec<(&str, &str)> =
            gathered.value.list.iter().map(|named| (named.id.as_str(), named.name())).collect();
        assert_eq!(people, [("ext-ern", "Ext Ern"), ("iemand", "iemand"), ("wit", "Jan de Wit")]);
        let authors = (0..4).flat_map(|post| gathered.value.authors_of(post));
        assert_eq!(authors.collect::<Vec<_>>(), [2, 2, 0, 1].map(PersonId));
        let told: Vec<String> =
            gathered.problems.iter().map(|told| format!("{:?}", told.problem)).collect();
        assert!(told.len() == 2 && !told.iter().any(|told| told.contains('@')), "{told:?}");
    }

    #[test]
    fn who_is_unknown_is_told_at_the_key_that_names_them() {
        let text = "+++\ntitle = \"x\"\ndate = 2024-01-01\nauthors = [\"Ann B\"]\n[taxonomies]\nauthors = [\"Cee D\"]\n+++\nx\n";
        let post = written("content/posts/a.md", text, Kind::Post);
        let gathered = gather((Vec::new(), &[]), Vec::new(), &[post], &config("title = \"x\""));
        let told: Vec<Option<u32>> = gathered.problems.iter().map(|told| told.line).collect();
        assert_eq!(told, [Some(4), Some(6)]);
    }

    #[test]
    fn the_work_for_a_name_does_not_grow_with_the_names_before_it() {
        let mut known = Known::default();
        let profile = "---\nname: Inès de Vries\n---\n";
        known.profile(written("content/experts/ines.md", profile, Kind::Expert));
        let offered = Offered::new(&known);
        let compared = |count: usize| -> usize {
            (0..count).map(|number| offered.near(&format!("Ines de Vries {number}")).count()).sum()
        };
        assert!(compared(100) <= 200, "two names of one profile");
        assert!(compared(2_000) <= 20 * compared(100), "{}", compared(2_000));
        let found = gather(
            (vec![written("content/experts/ines.md", profile, Kind::Expert)], &[]),
            Vec::new(),
            &[post_of("Ines de Vrijs")],
            &config("title = \"x\""),
        );
        let nearest = Some("Inès de Vries".to_owned());
        let wanted = Problem::UnknownPerson { id: "Ines de Vrijs".into(), nearest };
        assert_eq!(found.problems[0].problem, wanted);
    }
}
