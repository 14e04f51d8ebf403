//! By what a person is found in the words of others: names, addresses, accounts, and passages that they wrote.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::net::IpAddr;
use std::ops::Range;

use super::Answered;
use super::accounts::{NUMBERED, is_full_name, is_long_number};
use super::called;
use super::forgotten::Forgotten;
use super::network::Places;
use super::phrases::Phrases;
use super::quotes::{self, Likeness, Quotes};
use super::scan::Scripts;
use super::words::{self, Word};
use crate::comment::beside_name::forms;
use crate::comment::mail::Beside;
use crate::comment::person::{Person, folded, turned, without_accents};
use crate::comment::{BodyKind, Comment, identity};

/// How somebody occurs in what others wrote.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Their full name.
    Name,
    /// `@name`.
    Mention,
    /// Their e-mail address.
    Email,
    /// The name of their account.
    Account,
    /// A passage that they wrote before.
    Quote,
    /// The same words as they wrote, of which nobody can tell who was the first.
    SameWords,
    /// Their first name, in an answer to them; it may be somebody else's too.
    FirstName,
    /// The address on the network from which nobody else wrote.
    Network,
    /// Words in a row that only they wrote, wherever they stand.
    OwnWords,
    /// The first letter of their name with the last name; it may be somebody else's too.
    Initials,
    /// The site that stands beside their name, and beside no other.
    Website,
    /// Their full name, which somebody who stays has too.
    SharedName,
}

/// A place in a text where somebody occurs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trace {
    /// How.
    pub kind: Kind,
    /// Where.
    pub range: Range<usize>,
}

/// What somebody is found by.
#[derive(Debug, Default)]
pub struct Traces {
    pub(super) names: BTreeSet<String>,
    pub(super) emails: BTreeSet<String>,
    accounts: BTreeSet<(String, String)>,
    /// Words in a row that name them.
    pub(super) phrases: Phrases,
    /// Those of them that begin with a last name, and how many words that has.
    pub(super) turned: BTreeMap<Vec<String>, usize>,
    pub(super) first_names: BTreeSet<String>,
    /// What may follow an `@`.
    pub(super) handles: BTreeSet<String>,
    /// The names of those who stay, each as one word: where one is the same as theirs, nobody can tell who is meant.
    pub(super) shared: BTreeSet<String>,
    /// The words of those names: behind an `@` each of them may be meant for its own.
    of_others: BTreeSet<String>,
    /// Those of these names that hold one of theirs.
    pub(super) longer: Vec<Vec<String>>,
    /// Accounts that are no words of a sentence, and no part of those names.
    pub(super) telling: BTreeSet<Vec<String>>,
    /// What they wrote.
    quotes: Quotes,
    /// The scripts in which they wrote that.
    scripts: Scripts,
    /// Addresses of sites that posts lead to.
    published: BTreeSet<String>,
    /// Titles in messages by which these find their posts.
    titles: BTreeSet<String>,
    /// What was taken out of the texts of others before, and goes again if it came back.
    pub(super) lists: Vec<Forgotten>,
    /// Where members of `LinkedIn` have comments left.
    pub(super) members: BTreeSet<String>,
}

impl Traces {
    /// Which of their comments others answer.
    pub fn answered(&self) -> &Answered {
        &self.quotes.answered
    }

    /// What these people are found by, in comments and names of everyone. A first name that somebody else has too is told in
    /// answers only.
    pub fn new(
        people: &[Person],
        comments: &[&Comment],
        everyone: &[Person],
        answered: Answered,
    ) -> Traces {
        let mut traces = Traces::default();
        let of_others: BTreeSet<Vec<String>> = everyone
            .iter()
            .filter(|person| !people.contains(person))
            .flat_map(|person| &person.names)
            .flat_map(|name| forms(name))
            .map(|name| words::texts(&turned(&name).unwrap_or(name), false))
            .collect();
        traces.shared = of_others.iter().map(|words| words.concat()).collect();
        traces.of_others = of_others.iter().flatten().cloned().collect();
        for person in people {
            for name in &person.names {
                traces.name(name, &of_others);
            }
            let (emails, logins): (Vec<&String>, Vec<&String>) =
                person.emails.iter().partition(|email| identity::is_email(email));
            logins.into_iter().for_each(|login| traces.login(login, person, &of_others));
            for email in emails {
                traces.phrases.add(Kind::Email, words::texts(email, false));
                let spelt = called::of_address(email).into_iter();
                traces.phrases.extend(spelt.map(|words| (Kind::Email, words)));
                let local = email.split('@').next().unwrap_or_default();
                // Where it says their whole name, it names them in addresses of other things too.
                let one = words::texts(local, false).concat();
                if is_full_name(person, &one) && !traces.shared.contains(&one) {
                    traces.account(local, person, &of_others);
                }
                traces.handles.insert(one);
                traces.emails.insert(email.clone());
            }
            for (system, account) in &person.accounts {
                traces.account(account, person, &of_others);
                // A number stands in a message of Viva Engage as `[[user:1498213373]]`.
                if system.is_empty() && is_long_number(account) {
                    traces.phrases.add(Kind::Account, vec![NUMBERED.into(), account.clone()]);
                }
                traces.accounts.insert((system.clone(), account.clone()));
            }
        }
        let own: HashSet<usize> =
            people.iter().flat_map(|person| person.comments.iter().copied()).collect();
        let written = comments.iter().enumerate().filter(|(at, _)| own.contains(at));
        written.for_each(|(_, comment)| traces.scripts.add(&comment.body.text()));
        traces.quotes = Quotes::new(comments, &own, answered);
        traces.handles.remove("");
        let holds = |name: &Vec<String>| {
            let is_part =
                |own: &[String], at: usize| own.len() < name.len() && name[at..].starts_with(own);
            let from = |at: usize| traces.phrases.from(&name[at]);
            (0..name.len()).any(|at| from(at).any(|(_, own)| is_part(own, at)))
        };
        traces.longer = of_others.into_iter().filter(holds).collect();
        traces
    }

    /// Whether they wrote the comment of this id, in a system of which there is one.
    pub(in crate::comment) fn wrote(&self, format: &'static str, id: &str) -> bool {
        self.quotes.answered.has(format, id)
    }

    /// Whether a whole text is a name of theirs.
    pub fn is_name(&self, text: &str) -> bool {
        let name = turned(text).unwrap_or_else(|| text.to_owned());
        self.names.contains(&without_accents(&folded(&name)))
    }

    /// The same, of a name that nobody has who stays.
    pub fn is_own_name(&self, text: &str) -> bool {
        let name = turned(text).unwrap_or_else(|| text.to_owned());
        self.is_name(text) && !self.shared.contains(&words::texts(&name, false).concat())
    }

    /// Whether a whole text is an e-mail address of theirs.
    pub fn is_email(&self, text: &str) -> bool {
        self.emails.contains(&folded(text))
    }

    /// Whether a whole text is an account of theirs on a site, or on any.
    pub fn is_account(&self, system: Option<&str>, text: &str) -> bool {
        let text = folded(text);
        let mut own = self.accounts.iter().filter(|(_, account)| *account == text);
        own.any(|(of, _)| system.is_none_or(|system| of == system))
    }

    /// Their accounts on this site.
    pub(super) fn accounts_in<'a>(&'a self, system: &'a str) -> impl Iterator<Item = &'a str> {
        self.accounts.iter().filter(move |(of, _)| of == system).map(|(_, account)| &**account)
    }

    /// Words in a row by which they are found anywhere: in full, for a search of everything.
    pub(super) fn phrases(&self) -> impl Iterator<Item = (Kind, &[String])> {
        self.phrases.iter().map(|(kind, words)| (*kind, words.as_slice()))
    }

    /// Their names as one word, as people write them behind an `@`, but for those that somebody has who stays, and those that any bytes
    /// have by chance.
    pub(super) fn joined(&self) -> impl Iterator<Item = String> {
        let names = self.names.iter().map(|name| words::texts(name, false));
        let names = names.filter(|words| words.len() > 1 && !called::are_common(words));
        let names = names.map(|words| words.concat()).filter(|name| name.len() > 3);
        names.filter(|name| !self.shared.contains(name))
    }

    /// The addresses of which picture services know hashes.
    pub(super) fn emails(&self) -> impl Iterator<Item = &str> {
        self.emails.iter().map(String::as_str)
    }

    /// What they wrote and nobody else, as hashes of words in a row.
    pub(super) fn own_words(&self) -> impl Iterator<Item = u64> {
        self.quotes.own()
    }

    /// The scripts in which they wrote.
    pub(super) fn scripts(&self) -> &Scripts {
        &self.scripts
    }

    /// Notes what else stands in the messages that comments came in, each with the number of its comment.
    pub fn beside(
        &mut self,
        comments: &[&Comment],
        erased: &HashSet<usize>,
        beside: &[(usize, Beside)],
    ) {
        self.quotes.beside(comments, erased, beside);
    }

    /// Notes what a post says: from there too they may have their words.
    pub fn published(&mut self, text: &str) {
        self.quotes.published(text);
        self.published.extend(Places::of(text.as_bytes()).sites);
    }

    /// Notes a title by which a message finds its post.
    pub fn title(&mut self, title: &str) {
        self.titles.insert(title.to_owned());
    }

    /// Whether a message finds its post by this title.
    pub(in crate::comment) fn tells_post(&self, title: &str) -> bool {
        self.titles.contains(title)
    }

    /// Notes addresses on the network from which they wrote, and nobody else.
    pub fn network(&mut self, addresses: &BTreeSet<IpAddr>) {
        let phrase = |address: &IpAddr| (Kind::Network, words::texts(&address.to_string(), false));
        self.phrases.extend(addresses.iter().map(phrase));
    }

    /// Notes addresses of sites that stood beside what they wrote, and beside nothing else.
    pub fn sites(&mut self, sites: &BTreeSet<String>) {
        let own = sites.difference(&self.published);
        let phrases = own.map(|site| (Kind::Website, words::texts(site, false)));
        self.phrases.extend(phrases.filter(|(_, words)| words.len() > 1));
    }

    /// Where they occur in a text of somebody else, each place once: that of a comment, or of a post.
    pub fn find(&self, text: &str, is_marked: bool, within: Option<&Comment>) -> Vec<Trace> {
        self.found(text, (is_marked, true), within)
    }

    /// The same, without what a human has to decide about: first names, names that are words of any sentence or somebody else's too,
    /// and words that may have been written by others first.
    pub fn replaced(&self, text: &str, is_marked: bool, within: Option<&Comment>) -> Vec<Trace> {
        self.found(text, (is_marked, false), within)
    }

    /// The same, in what is read and in tags apart: a tag may stand in the midst of what goes, and stays but for what names them.
    pub fn gone(&self, text: &str, is_marked: bool, within: Option<&Comment>) -> [Vec<Trace>; 2] {
        let tags = if is_marked { self.in_tags(text, false) } else { Vec::new() };
        [widest(self.read(text, (is_marked, false), within)), widest(tags)]
    }

    /// What is replaced in the text of a comment.
    pub fn replaced_in(&self, comment: &Comment) -> Vec<Trace> {
        let is_marked = comment.kind != BodyKind::Plain;
        self.replaced(&comment.body.text(), is_marked, Some(comment))
    }

    /// What the words behind an `@` are, and how many of them: the name may be written as one word or in its parts.
    fn mentioned(&self, words: &[Word]) -> Option<(Kind, usize)> {
        let joined = |length: usize| -> String {
            words[..length].iter().map(|word| word.text.as_str()).collect()
        };
        let lengths = (1..=4.min(words.len())).rev();
        let (length, handle) = lengths
            .map(|length| (length, joined(length)))
            .find(|(_, one)| self.handles.contains(one))?;
        let is_shared = self.shared.contains(&handle) || self.of_others.contains(&handle);
        Some((if is_shared { Kind::SharedName } else { Kind::Mention }, length))
    }

    fn found(
        &self,
        text: &str,
        (is_marked, takes_all): (bool, bool),
        within: Option<&Comment>,
    ) -> Vec<Trace> {
        let mut found = self.read(text, (is_marked, takes_all), within);
        if is_marked {
            found.extend(self.in_tags(text, takes_all));
        }
        widest(found)
    }

    /// Where they occur in what is read of a text. Places may lie in each other.
    fn read(
        &self,
        text: &str,
        (is_marked, takes_all): (bool, bool),
        within: Option<&Comment>,
    ) -> Vec<Trace> {
        let is_answer =
            takes_all && within.is_some_and(|comment| self.quotes.answered.by(comment).is_some());
        let words = words::unaccented(text, is_marked);
        let mut found: Vec<Trace> = Vec::new();
        let mut perhaps: Vec<Trace> = Vec::new();
        for at in 0..words.len() {
            self.named(text, (&words, at), takes_all, [&mut found, &mut perhaps]);
            if let Some(sign) = words::sign_before(text, words[at].range.start)
                && let Some((kind, length)) = self.mentioned(&words[at..])
            {
                let range = sign..words[at + length - 1].range.end;
                // Nobody who is called by a first name alone has a last name behind it.
                let is_first = length == 1 && self.first_names.contains(&words[at].text);
                let goes_on = words::goes_on(text, &words, (at, length))
                    || is_first && called::has_last_name(text, &words, at);
                let kind = if goes_on { Kind::SharedName } else { kind };
                if takes_all || kind == Kind::Mention {
                    found.push(Trace { kind, range });
                }
                continue;
            }
            if is_answer && self.first_names.contains(&words[at].text) {
                let range = words[at].range.clone();
                found.push(Trace { kind: Kind::FirstName, range });
            }
        }
        let quoted = self.quotes.find(&words, within).into_iter().flat_map(|(like, from, to)| {
            let kind = match like {
                Likeness::Quote => Some(Kind::Quote),
                Likeness::Doubtful => takes_all.then_some(Kind::SameWords),
            };
            let parts = quotes::within_quotes(text, &words, (from, to)).into_iter();
            let range = |(from, to): (usize, usize)| words[from].range.start..words[to].range.end;
            let trace = |part| Some(Trace { kind: kind?, range: range(part) });
            parts.filter_map(trace).collect::<Vec<_>>()
        });
        found.extend(quoted);
        if !perhaps.is_empty() {
            // A first name alone says less than the whole.
            let certain = found.iter().filter(|trace| trace.kind != Kind::FirstName).cloned();
            let certain = widest(certain.collect());
            let is_apart = |one: &Trace| {
                let next = certain.partition_point(|other| other.range.end <= one.range.start);
                certain.get(next).is_none_or(|other| one.range.end <= other.range.start)
            };
            perhaps.retain(is_apart);
            found.extend(perhaps);
        }
        found
    }

    /// Where they occur in the attributes of tags: programs link addresses, so that these stand there once more.
    fn in_tags(&self, text: &str, takes_all: bool) -> Vec<Trace> {
        let within = |(start, tag): (usize, &str)| {
            let own = self.found(tag, (false, takes_all), None).into_iter();
            let own = own.filter(|own| own.kind != Kind::SameWords);
            own.map(move |Trace { kind, range }| {
                let range = start + range.start..start + range.end;
                Trace { kind, range }
            })
        };
        words::tags(text).flat_map(within).collect()
    }
}

/// Of places that overlap, the one that holds the other; they come in their order.
fn widest(mut found: Vec<Trace>) -> Vec<Trace> {
    found.sort_by_key(|trace| (trace.range.start, std::cmp::Reverse(trace.range.end), trace.kind));
    let mut kept: Vec<Trace> = Vec::new();
    for trace in found {
        match kept.last_mut() {
            Some(last) if trace.range.start < last.range.end => {
                last.range.end = last.range.end.max(trace.range.end);
            }
            _ => kept.push(trace),
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::*;
    use crate::comment::Author;
    use crate::comment::person::gather;
    use crate::comment::testing::comment;

    #[test]
    fn a_name_of_particles_is_told_and_never_replaced() {
        let author = Author { name: "Van der".into(), ..Author::default() };
        let comment = Comment { author: author.into(), ..comment("1", "x") };
        let everyone = gather([&comment].into_iter());
        let traces = Traces::new(&everyone, &[&comment], &everyone, Answered::default());
        let text = "De brug van der Werf, @van de buurt";
        assert_eq!(traces.find(text, false, None).len(), 1);
        assert_eq!(traces.replaced(text, false, None), []);
    }

    #[test]
    fn a_first_name_with_the_last_name_of_another_is_theirs() {
        let mut jan = Traces::default();
        jan.name("Jan Bos", &BTreeSet::new());
        for (text, replaced) in [
            ("dank @Jan Smit", &[][..]),
            ("dank @Jan de Wit en @Jan van der Ham", &[]),
            ("dank @Jan van 't Hof en @Jan d’Hondt", &[]),
            ("dank @Jan, Smit en @Jan van de pomp", &["@Jan", "@Jan"]),
            ("@Jan Ik kom, @Jan De pomp niet", &["@Jan", "@Jan"]),
            ("dank @Jan Bos en @jan. Goed", &["@Jan Bos", "@jan"]),
        ] {
            let found = jan.replaced(text, false, None);
            let found: Vec<&str> = found.iter().map(|trace| &text[trace.range.clone()]).collect();
            assert_eq!(found, replaced, "{text}");
            assert_eq!(
                jan.find(text, false, None).len(),
                2 - usize::from(text.ends_with("Smit")),
                "{text}"
            );
        }
    }

    #[test]
    fn a_last_name_first_is_theirs_where_no_other_name_stands_beside_it() {
        let mut jan = Traces::default();
        jan.name("Jan de Vries", &BTreeSet::new());
        for (text, replaced, listed) in [
            ("zei De Vries, Jan.", &["De Vries, Jan"][..], &["De Vries, Jan"][..]),
            ("(Vries, Jan de)", &["Vries, Jan de"], &["Vries, Jan de"]),
            ("Els de Vries, Jan Bakker en Kees", &[], &["de Vries, Jan"]),
            ("ook de Vries, Jan van Dam", &[], &["de Vries, Jan"]),
            ("lijst: de Vries Jan", &[], &["de Vries Jan"]),
            ("Dat zei Jan de Vries. Jan Bakker niet.", &["Jan de Vries"], &["Jan de Vries"]),
            ("Els de Vries\nJan Bakker", &[], &[]),
            ("<li>Els de Vries</li><li>Jan Bakker</li>", &[], &[]),
            ("Jan de Vries <jan.x@y.example>", &["Jan de Vries"], &["Jan de Vries"]),
            ("Jan de Vries, Jan Bos", &["Jan de Vries"], &["Jan de Vries"]),
            ("Dank Vries, Jan de, mooi", &["Vries, Jan de"], &["Vries, Jan de"]),
            ("Dank Vries, Jan de Boer", &[], &["Vries, Jan de"]),
            (
                "om 10:00 AM Vries, J. de (Jan) schreef",
                &["Vries, J. de (Jan)"],
                &["Vries, J. de (Jan)"],
            ),
        ] {
            let texts = |found: Vec<Trace>| -> Vec<&str> {
                found.into_iter().map(|trace| &text[trace.range]).collect()
            };
            assert_eq!(texts(jan.replaced(text, text.contains("<li>"), None)), replaced, "{text}");
            assert_eq!(texts(jan.find(text, text.contains("<li>"), None)), listed, "{text}");
        }
    }

    #[test]
    fn a_last_name_first_before_their_address_is_theirs() {
        let mut jan = Traces::default();
        jan.name("Jan Bakker", &BTreeSet::new());
        jan.first_names.insert("jan".into());
        jan.phrases.add(Kind::Email, words::texts("jb@oud.example", false));
        for (text, replaced) in [
            ("schreef Bakker Jan <jb@oud.example>:", &["Bakker Jan", "jb@oud.example"][..]),
            ("schreef Bakker Jan <els@oud.example>:", &[]),
            ("Els Bakker, Jan en jb@oud.example", &["jb@oud.example"]),
            ("Els Bakker, Jan <jb@oud.example>", &["jb@oud.example"]),
        ] {
            let found = jan.replaced(text, false, None).into_iter();
            let found: Vec<&str> = found.map(|trace| &text[trace.range]).collect();
            assert_eq!(found, replaced, "{text}");
            assert!(
                jan.find(text, false, None)
                    .iter()
                    .any(|trace| text[trace.range.clone()].starts_with("Bakker"))
            );
        }
    }

    #[test]
    fn tags_tell_of_them_too() {
        let mut jan = Traces::default();
        jan.name("Jan Bos", &BTreeSet::new());
        let text = "<a title=\"Jan Bos\" href='/x'>Jan Bos</a> <b jan>bos</b><!-- <a x=\"y\"> -->";
        let found: Vec<Range<usize>> =
            jan.replaced(text, true, None).into_iter().map(|trace| trace.range).collect();
        assert_eq!(found, [10..17, 29..36]);
        assert_eq!(jan.replaced(text, false, None).len(), 3);
    }

    #[test]
    fn a_name_is_known_in_the_genitive_and_with_an_initial() {
        let mut klaas = Traces::default();
        klaas.name("Klaas Bakker", &BTreeSet::from([vec!["kees".to_owned(), "bakker".to_owned()]]));
        for (text, count) in [("Klaas Bakkers plan", 1), ("Klaas Bakkerse", 0), ("K. Bakker", 0)] {
            assert_eq!(klaas.find(text, false, None).len(), count, "{text}");
        }
        let mut jan = Traces::default();
        jan.name("Jan de Vries", &BTreeSet::new());
        let text = "volgens J. de Vries, en Jan de Vries' plan";
        let kinds: Vec<Kind> = jan.find(text, false, None).iter().map(|one| one.kind).collect();
        assert_eq!(kinds, [Kind::Initials, Kind::Name]);
        // Whose initial it is, is for a human.
        assert_eq!(jan.replaced(text, false, None).len(), 1);
    }

    /// The first of these as others answer it.
    fn answered(comments: &[&Comment]) -> Answered {
        Answered::new(comments, &HashSet::from([0]), &HashMap::new())
    }

    #[test]
    fn a_person_is_found_however_they_are_called() {
        let by = |id: &str, name: &str, email: &str, body: &str| {
            let author = Author {
                name: name.into(),
                email: Some(email.into()),
                account: (id == "1").then(|| "jdevries".to_owned()),
                ..Author::default()
            };
            Comment { author: author.into(), ..comment(id, body) }
        };
        let comments = [
            by(
                "1",
                "Jan de Vries",
                "j.vries@oud.example",
                "Wij hebben het peil in mei <b>te laat</b> verlaagd.",
            ),
            by("2", "Jan Bos", "bos@oud.example", "x"),
            by("3", "Els", "els@oud.example", "y"),
        ];
        let comments: Vec<&Comment> = comments.iter().collect();
        let everyone = gather(comments.iter().copied());
        let own = everyone.iter().find(|person| person.comments == [0]).cloned().expect("Jan");
        let traces = Traces::new(&[own], &comments, &everyone, answered(&comments));
        let found = |text: &str, is_answer: bool| -> Vec<(Kind, String)> {
            let parent = is_answer.then(|| "1".into());
            let within = Comment { parent, ..comment("9", text) };
            let found = traces.find(text, true, Some(&within)).into_iter();
            found.map(|trace| (trace.kind, text[trace.range].to_owned())).collect()
        };
        for (text, kind, passage) in [
            ("Dank aan Jan de <b>Vries</b>.", Kind::Name, "Jan de <b>Vries"),
            ("(de Vries, Jan)", Kind::Name, "de Vries, Jan"),
            ("Mail J.Vries@oud.example even", Kind::Email, "J.Vries@oud.example"),
            ("@jandevries zie dit", Kind::Mention, "@jandevries"),
            ("@Jan de Vries zie dit", Kind::Mention, "@Jan de Vries"),
            ("volgens jdevries", Kind::Account, "jdevries"),
            (
                "Je schreef: “het peil in mei te laat verlaagd” – ja",
                Kind::Quote,
                "het peil in mei te laat verlaagd",
            ),
        ] {
            assert_eq!(found(text, false), [(kind, passage.to_owned())], "{text}");
        }
        for text in [
            "aj.vries@oud.example",
            "x.j.vries@oud.example",
            "j.vries@oud.example.org",
            "j.vries@oud.example-x",
        ] {
            assert_eq!(found(text, false), [], "{text}");
        }
        assert_eq!(found("(j.vries@oud.example).", false).len(), 1);
        // Another Jan writes here too.
        assert_eq!(found("@Jan, Jan heeft gelijk", false), []);
        let answer = found("Jan, je hebt gelijk", true);
        assert_eq!(answer, [(Kind::FirstName, "Jan".to_owned())]);
        assert_eq!(found("De vries is laat. Jan ook. Het peil in mei.", false), []);
        assert!(traces.is_name("vries,  jan de") && !traces.is_name("Jan"));
        assert!(traces.is_account(Some("oud.example"), "JdeVries"));
        assert!(!traces.is_account(Some("nieuw.example"), "jdevries"));
    }

    #[test]
    fn an_account_that_is_a_word_or_a_name_goes_only_behind_an_at() {
        let by = |id: &str, name: &str, email: &str, account: Option<&str>| {
            let (email, account) = (Some(email.to_owned()), account.map(str::to_owned));
            let author = Author { name: name.into(), email, account, ..Author::default() };
            Comment { author: author.into(), ..comment(id, "x") }
        };
        for (name, email, account, texts) in [
            (
                "Jan Smit",
                "jb@x.example",
                Some("water"),
                &[("het water en @water", 1, 2), ("mail water@x.example", 0, 1)][..],
            ),
            // A colleague is called so.
            (
                "Jan Bakker",
                "jb@x.example",
                Some("bakker"),
                &[("De bakker op de hoek, en Klaas Bakker", 0, 1), ("@bakker", 0, 1)],
            ),
            (
                "Wil",
                "wil@x.example",
                None,
                &[("Ik wil het", 0, 0), ("@Wil", 1, 1), ("wil@x.example", 1, 1)],
            ),
            (
                "Jan Bakker",
                "jb@x.example",
                Some("de.bakker"),
                &[("Als de bakker, of de.bakker", 1, 2), ("Piet de Bakker", 0, 1)],
            ),
            ("Jan Bos", "jb@x.example", Some("bos83"), &[("volgens bos83", 1, 1)]),
            ("Jan Bos", "janbos@x.example", None, &[("https://x.example/janbos", 1, 1)]),
            ("Jan Bos", "jb@x.example", Some("klaas.bakker"), &[("klaas.bakker", 0, 1)]),
        ] {
            let comments =
                [by("1", name, email, account), by("2", "Klaas Bakker", "k@x.example", None)];
            let comments: Vec<&Comment> = comments.iter().collect();
            let everyone = gather(comments.iter().copied());
            let own = everyone.iter().find(|person| person.comments == [0]).cloned().expect("one");
            let traces = Traces::new(&[own], &comments, &everyone, Answered::default());
            for (text, replaced, found) in texts {
                let counts = (
                    traces.replaced(text, false, None).len(),
                    traces.find(text, false, None).len(),
                );
                assert_eq!(counts, (*replaced, *found), "{text}");
            }
        }
    }

    #[test]
    fn a_name_is_theirs_as_outlook_has_it_and_without_a_department() {
        const TEXTS: [&str; 5] = [
            "Jan de Vries",
            "Vries, J. de (Jan)",
            "@Jan de Vries",
            "Vries, Jan de",
            "Vries de, Jan",
        ];
        let by = |id: &str, name: &str| {
            let email = Some(format!("{id}@x.example"));
            Comment {
                author: Author { name: name.into(), email, ..Author::default() }.into(),
                ..comment(id, "x")
            }
        };
        let forms = [
            "Jan de Vries",
            "Vries, Jan de (Waterbeheer)",
            "Jan de Vries | Waterschap",
            "Dr. ir. Jan de Vries",
            "Vries de, Jan",
            "Vries, J. de (Jan) (Waterbeheer)",
        ];
        for (name, other) in forms
            .iter()
            .flat_map(|name| forms.iter().chain(&["Piet Smit"]).map(move |other| (*name, *other)))
        {
            let comments = [by("1", name), by("2", other)];
            let comments: Vec<&Comment> = comments.iter().collect();
            let everyone = gather(comments.iter().copied());
            let own = everyone.iter().find(|person| person.comments == [0]).cloned().expect("one");
            let traces = Traces::new(&[own], &comments, &everyone, Answered::default());
            for text in TEXTS {
                let whole = [Range { start: 0, end: text.len() }];
                let told = |found: Vec<Trace>| -> Vec<Range<usize>> {
                    found.into_iter().map(|trace| trace.range).collect()
                };
                let what = format!("{text} of {name} beside {other}");
                assert_eq!(told(traces.find(text, false, None)), whole, "{what}");
                let replaced = told(traces.replaced(text, false, None));
                // Whoever stays may be meant.
                assert_eq!(replaced == whole, other == "Piet Smit", "{what}");
                assert!(replaced.is_empty() || other == "Piet Smit", "{what}");
            }
            assert!(traces.is_name("Jan de Vries") && traces.is_name(name), "{name}");
        }
    }

    #[test]
    fn what_somebody_who_stays_is_called_too_is_listed_and_never_replaced() {
        let by = |id: &str, name: &str, email: &str| {
            let email = Some(email.to_owned());
            let author = Author { name: name.into(), email, ..Author::default() };
            Comment { author: author.into(), ..comment(id, "x") }
        };
        let comments = [
            by("1", "Jan de Boer", "jan.de.boer@x.example"),
            by("2", "Boer, Jan de", "b@x.example"),
        ];
        let comments: Vec<&Comment> = comments.iter().collect();
        let everyone = gather(comments.iter().copied());
        let own = everyone.iter().find(|person| person.comments == [0]).cloned().expect("Jan");
        let traces = Traces::new(&[own], &comments, &everyone, Answered::default());
        for (text, kind) in [
            ("dank aan Jan de Boer", Kind::SharedName),
            ("Boer, Jan de", Kind::SharedName),
            ("Jan de Boers plan", Kind::SharedName),
            ("@Jan de Boer", Kind::SharedName),
            ("@jandeboer", Kind::SharedName),
            ("volgens J. de Boer", Kind::Initials),
        ] {
            let kinds: Vec<Kind> =
                traces.find(text, false, None).iter().map(|one| one.kind).collect();
            assert_eq!(kinds, [kind], "{text}");
            assert_eq!(traces.replaced(text, false, None), [], "{text}");
        }
        assert!(traces.is_name("Jan de Boer") && !traces.is_own_name("Boer, Jan de"));
    }
}
