//! Who is meant, and every file as it will be: all of it before anything is changed.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::path::{Path, PathBuf};

use super::Forget;
use super::making::{self, Changed, Making};
use super::mentions::Mention;
use super::namesakes;
use crate::command::console::Console;
use crate::command::person;
use crate::comment::erasure::{Answered, Certainty, Fate, Forgotten, Traces};
use crate::comment::person::{Person, folded, gather, name_and_address, settled};
use crate::comment::{Comment, Place, identity, mail};
use crate::config::Config;
use crate::diagnostic::{Checked, Diagnostic, Problem, Severity};
use crate::disk::forgetting::Rewritten;
use crate::pipeline::{self, Exported};
use crate::site::Discussed;
use crate::source::{Hash, Source};

/// Everything that is to be done.
#[derive(Debug)]
pub(super) struct Plan {
    pub(super) people: usize,
    pub(super) traces: Traces,
    pub(super) changed: Vec<Changed>,
    pub(super) mentions: Vec<Mention>,
    /// Whether those go too.
    pub(super) redacts: bool,
    /// Decisions of moderators that went with the comments.
    pub(super) decisions: usize,
    /// Comments by somebody of the same name that stay.
    pub(super) namesakes: Vec<Diagnostic>,
}

impl Plan {
    /// Finds who is meant and makes the files. Errors mean that nothing can be done.
    pub(super) fn new(
        forget: &Forget,
        site @ (root, config): (&Path, &Config),
        console: &Console,
    ) -> Result<Plan, Vec<Diagnostic>> {
        let (exported, others) = pipeline::all_exports(root, config)?;
        let Checked { value: discussed, problems } = pipeline::conversation(root, config, &[]);
        let comments = person::all(&exported);
        let everyone = discussed.profiles.join(gather(comments.iter().copied()), &comments);
        let among = (everyone.as_slice(), comments.as_slice());
        let (people, in_doubt) = meant(forget, among, (&discussed, &others), site, console)?;
        let known = lists(&others)?;
        let people = sharing(settled(people, &everyone), &known);
        let everyone: Vec<Person> = everyone.into_iter().map(|one| one_of(&people, one)).collect();
        let own = people.iter().flat_map(|person| person.comments.iter().copied());
        let erased = with_copies(&own.collect(), &comments);
        let lists = if forget.again { known } else { Vec::new() };
        let told = |people: &[Person], comments: &[&Comment], erased: &HashSet<usize>| {
            namesakes::told((people, &in_doubt), (&everyone, comments), erased, &discussed)
        };
        if erased.is_empty() && lists.is_empty() {
            return Err(nothing(forget, told(&people, &comments, &erased)));
        }
        let posts = pipeline::texts(root, config);
        let called = with_profiles(&people, &comments, &discussed);
        let mut traces = traces((&called, &everyone), &comments, &erased, &discussed);
        traces.keep_out(lists);
        note(&mut traces, (&comments, &erased), (&exported, &posts), &discussed, config)?;
        let mut making = Making {
            fates: made_as_before(&exported, traces.fates(&comments, &erased)),
            traces,
            comments,
            erased,
            redacts: forget.redact_quotes,
            changed: Vec::new(),
            decisions: 0,
            kept: HashMap::new(),
        };
        making.exports(&exported, config)?;
        making.beside(&exported)?;
        if making.changed.is_empty() && making.erased.is_empty() {
            return Err(nothing(forget, told(&people, &making.comments, &making.erased)));
        }
        let after = making.after(&others, (root, config));
        let both = (&discussed, after.as_ref());
        making.decisions(&others, both, root)?;
        if !forget.again {
            let people: Vec<_> = people.iter().map(|one| forget.as_named(one.clone())).collect();
            let files = (exported.as_slice(), others.as_slice(), after.as_ref());
            making.suppress((&people, &everyone), files, (root, config))?;
        }
        making.letters(root, &discussed);
        let mentions = making.mentions(both, &posts, forget.dry_run);
        let namesakes = told(&called, &making.comments, &making.erased);
        making.goes_on((&discussed, &problems), (root, config))?;
        let Making { traces, changed, decisions, .. } = making;
        Ok(Plan {
            people: people.len(),
            traces,
            changed,
            mentions,
            redacts: forget.redact_quotes,
            decisions,
            namesakes,
        })
    }

    /// The files as they are written.
    pub(super) fn rewritten(&self) -> Vec<Rewritten> {
        let file = |file: &Changed| {
            let at = |place: &PathBuf, bytes: &[u8]| {
                let (place, was) = (place.clone(), file.on_disk.clone());
                Rewritten { place, was, bytes: bytes.to_vec() }
            };
            match &file.renamed {
                Some((_, new)) => vec![at(new, &file.bytes), at(&file.on_disk, &[])],
                None => vec![at(&file.on_disk, &file.bytes)],
            }
        };
        self.changed.iter().flat_map(file).collect()
    }
}

impl Forget {
    /// Somebody as the list is to know them: who was named with an address is known by the two together, for others may write from there
    /// who have not done so yet.
    fn as_named(&self, person: Person) -> Person {
        let named = self.people.iter().filter_map(|text| name_and_address(text)?.1).map(folded);
        let named: BTreeSet<String> = named.collect();
        person.sharing(|email| named.contains(email))
    }
}

/// Who is to be forgotten, and of those who were before, the comments of which only a name says that they are theirs.
fn meant(
    forget: &Forget,
    among: (&[Person], &[&Comment]),
    (discussed, others): (&Discussed, &[Source]),
    site: (&Path, &Config),
    console: &Console,
) -> Result<(Vec<Person>, Vec<usize>), Vec<Diagnostic>> {
    if forget.people.is_empty() {
        return returned(among.1, others, forget.all);
    }
    if let Some(problem) = person::unquoted(&forget.people, among.1) {
        return Err(vec![Diagnostic::error(problem)]);
    }
    let find = |text: &String| person::find(text, among, discussed, (forget.all, console));
    let found = all_found(forget.people.iter().map(find));
    Ok((found.map_err(|refused| person::with_files(refused, site))?, Vec::new()))
}

/// What is said when nothing can be erased: what may be theirs, or that there is nothing.
fn nothing(forget: &Forget, in_doubt: Vec<Diagnostic>) -> Vec<Diagnostic> {
    if in_doubt.is_empty() {
        let name = forget.people.join(", ");
        return vec![Diagnostic::error(Problem::NothingWritten { name })];
    }
    let error = |told| Diagnostic { severity: Severity::Error, ..told };
    in_doubt.into_iter().map(error).collect()
}

/// Everybody who is meant, each once; or all that is wrong with what was typed.
fn all_found(
    found: impl Iterator<Item = Result<Vec<Person>, Vec<Diagnostic>>>,
) -> Result<Vec<Person>, Vec<Diagnostic>> {
    let mut people: Vec<Person> = Vec::new();
    let mut problems = Vec::new();
    for found in found {
        match found {
            Ok(found) => {
                let new: Vec<Person> =
                    found.into_iter().filter(|person| !people.contains(person)).collect();
                people.extend(new);
            }
            Err(refused) => problems.extend(refused),
        }
    }
    if problems.is_empty() { Ok(people) } else { Err(problems) }
}

/// These comments with the same ones in other files, whatever those lack of who wrote them. One by somebody else under the same number
/// is another comment.
fn with_copies(own: &HashSet<usize>, comments: &[&Comment]) -> HashSet<usize> {
    let mut keys: HashMap<Hash, Vec<&Comment>> = HashMap::new();
    for comment in (0..comments.len()).filter(|at| own.contains(at)).map(|at| comments[at]) {
        keys.entry(comment.key()).or_default().push(comment);
    }
    let is_copy = |one: &Comment, other: &Comment| {
        let names = identity::name(&one.author).zip(identity::name(&other.author));
        one.origin.file != other.origin.file
            && names.is_none_or(|(one, other)| identity::are_alike(&one, &other))
    };
    let is_gone = |at: &usize| {
        let known = || keys.get(&comments[*at].key());
        own.contains(at)
            || known().is_some_and(|all| all.iter().any(|one| is_copy(one, comments[*at])))
    };
    (0..comments.len()).filter(is_gone).collect()
}

/// Somebody as they are among these people, if they are.
fn one_of(people: &[Person], somebody: Person) -> Person {
    let found = people.iter().find(|person| person.comments == somebody.comments);
    found.cloned().unwrap_or(somebody)
}

/// These people, who share the mailboxes that are known to be of several.
fn sharing(people: Vec<Person>, known: &[Forgotten]) -> Vec<Person> {
    let is_mailbox = |email: &str| known.iter().any(|list| list.has_mailbox(email));
    people.into_iter().map(|person| person.sharing(is_mailbox)).collect()
}

/// These fates, and with them each export of the same moment as before among those that hold the same comments: the last word on what
/// others said is that of the newest. One that does not say when it was made is as old as its newest comment, which then leaves an
/// empty place.
fn made_as_before(exported: &[Exported], mut fates: Vec<Fate>) -> Vec<Fate> {
    let exports: Vec<_> = exported.iter().flat_map(|file| &file.read).collect();
    let starts = making::starts(exported);
    let stays = |fates: &[Fate], at: usize| fates[at] != Fate::Remove;
    let moment = |(comment, at): (&Comment, usize)| Some((comment.written?.0, at));
    for (path, _, export) in &exports {
        let start = starts.get(path).copied().unwrap_or_default();
        let own = || export.comments.iter().map(|comment| &**comment).zip(start..);
        let Some((newest, last)) = own().filter_map(moment).max() else { continue };
        let left = own().filter(|(_, at)| stays(&fates, *at)).filter_map(moment).max();
        if export.made != Some(newest) || left.is_some_and(|(left, _)| left == newest) {
            continue;
        }
        let keys: HashSet<Hash> =
            own().filter(|(_, at)| stays(&fates, *at)).map(|(comment, _)| comment.key()).collect();
        let is_overtaken = exports.iter().any(|(other, _, it)| {
            other != path
                && it.made <= export.made
                && it.made >= left.map(|(left, _)| left)
                && it.comments.iter().any(|comment| keys.contains(&comment.key()))
        });
        if is_overtaken {
            empty(&mut fates[start..], &export.comments, last - start);
        }
    }
    fates
}

/// Leaves an empty place for a comment, and for those of theirs above it, within which it may lie.
fn empty(fates: &mut [Fate], comments: &[Box<Comment>], at: usize) {
    // Of several with one id the first counts.
    let numbered = comments.iter().enumerate().rev();
    let ids = numbered.filter_map(|(at, comment)| Some((comment.source_id.as_deref()?, at)));
    let by_id: HashMap<&str, usize> = ids.collect();
    let mut next = Some(at);
    while let Some(at) = next.filter(|at| fates[*at] == Fate::Remove) {
        fates[at] = Fate::Empty;
        next = comments[at].parent.as_deref().and_then(|above| by_id.get(above)).copied();
    }
}

/// What these people are found by in the words of others, some of whom may be called like them.
fn traces(
    (people, everyone): (&[Person], &[Person]),
    comments: &[&Comment],
    erased: &HashSet<usize>,
    discussed: &Discussed,
) -> Traces {
    let answered = Answered::new(comments, erased, &anchors(discussed));
    let stays = |person: &&Person| person.comments.iter().any(|own| !erased.contains(own));
    let staying: Vec<Person> = everyone.iter().filter(stays).cloned().collect();
    Traces::new(people, comments, &staying, answered)
}

/// Notes what else stands in messages, by which titles these find their posts, and what posts say.
fn note(
    traces: &mut Traces,
    (comments, erased): (&[&Comment], &HashSet<usize>),
    (exported, posts): (&[Exported], &[Source]),
    discussed: &Discussed,
    config: &Config,
) -> Result<(), Vec<Diagnostic>> {
    let beside = making::around(exported, config, &[(mail::FORMAT.name, mail::beside)])?;
    traces.beside(comments, erased, &beside);
    traces.members(comments, erased);
    titles(comments, discussed).iter().for_each(|title| traces.title(title));
    posts.iter().for_each(|post| traces.published(&String::from_utf8_lossy(&post.bytes)));
    Ok(())
}

/// These people with the names that their profiles as experts give them: others speak of them by these, whatever they sign with. Who shares an
/// address with others may not be the one of the profile.
fn with_profiles(people: &[Person], comments: &[&Comment], discussed: &Discussed) -> Vec<Person> {
    let key = |index: usize| discussed.comments[index].comment.key();
    let experts: HashMap<Hash, &String> =
        discussed.experts.iter().map(|(index, name)| (key(*index), name)).collect();
    let with = |person: &Person| {
        let mut person = person.clone();
        let is_sure = person.shared.is_empty() && !person.has_only_a_name();
        for index in person.comments.iter().filter(|_| is_sure) {
            let name = experts.get(&comments[*index].key());
            if let Some(name) = name.filter(|name| !person.names.contains(name)) {
                person.names.push((*name).clone());
            }
        }
        person
    };
    people.iter().map(with).collect()
}

/// The titles by which messages find their posts.
fn titles<'c>(comments: &[&'c Comment], discussed: &Discussed) -> BTreeSet<&'c String> {
    let titles: BTreeSet<&String> =
        comments.iter().filter_map(|comment| comment.place.title.as_ref()).collect();
    let is_of_post = |title: &&String| {
        let place = Place { title: Some((*title).clone()), ..Place::default() };
        discussed.matcher.find(&place).is_some()
    };
    titles.into_iter().filter(is_of_post).collect()
}

/// The lists of who was forgotten.
pub(super) fn lists(others: &[Source]) -> Result<Vec<Forgotten>, Vec<Diagnostic>> {
    let is_list = |source: &&Source| source.path.file_name() == "forgotten.toml";
    let lists: Result<Vec<_>, Diagnostic> =
        others.iter().filter(is_list).map(Forgotten::read).collect();
    lists.map_err(|problem| vec![problem])
}

/// Whoever was forgotten before, and is in the exports again; and the comments of which only a name says that they are. Those may be of
/// somebody else, and are taken only if they are asked for.
fn returned(
    comments: &[&Comment],
    others: &[Source],
    takes_all: bool,
) -> Result<(Vec<Person>, Vec<usize>), Vec<Diagnostic>> {
    let lists = lists(others)?;
    let known = |index: &usize| lists.iter().filter_map(|list| list.knows(comments[*index])).max();
    let found = (0..comments.len()).filter_map(|index| Some((index, known(&index)?)));
    let (back, left): (Vec<_>, Vec<_>) =
        found.partition(|(_, certainty)| takes_all || *certainty == Certainty::Sure);
    let [back, left] =
        [back, left].map(|found| found.into_iter().map(|(at, _)| at).collect::<Vec<usize>>());
    let own = gather(back.iter().map(|index| comments[*index]));
    let known: HashSet<usize> = own.iter().flat_map(|person| person.comments.clone()).collect();
    let is_theirs = |email: &String| lists.iter().any(|list| list.has_email(email));
    let mut people: Vec<Person> = own
        .into_iter()
        .map(|mut person| {
            // What they share with others is not theirs because the others are not among these.
            let emails = std::mem::take(&mut person.emails).into_iter();
            let (own, shared): (BTreeSet<_>, BTreeSet<_>) = emails.partition(is_theirs);
            person.shared.extend(shared);
            Person {
                emails: own,
                comments: person.comments.iter().map(|index| back[*index]).collect(),
                ..person
            }
        })
        .collect();
    // Comments of nobody are known by themselves.
    let nameless = (0..back.len()).filter(|index| !known.contains(index));
    let nameless: Vec<usize> = nameless.map(|index| back[index]).collect();
    if !nameless.is_empty() {
        people.push(Person { comments: nameless, ..Person::default() });
    }
    Ok((people, left))
}

/// The comment that each anchor of our pages stands for.
fn anchors(discussed: &Discussed) -> HashMap<String, Hash> {
    let placed = discussed.comments.iter();
    placed.map(|placed| (placed.id.to_string(), placed.comment.key())).collect()
}
