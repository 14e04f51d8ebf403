//! What the posts are about: topics, and the series that they are part of.

use std::collections::{BTreeMap, BTreeSet};

use super::address::at_key;
use super::{ArticleId, SeriesId, Text, TopicId, Written, number, own_id, own_slug};
use crate::diagnostic::{Checked, Diagnostic, Problem};
use crate::output::OutputPath;

/// A topic with its page.
#[derive(Clone, Debug)]
pub struct Topic {
    /// The last part of its address.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its page.
    pub path: OutputPath,
    /// Its introduction, if somebody wrote one.
    pub text: Option<Text>,
    /// Its posts, the newest first.
    pub posts: Vec<ArticleId>,
    /// Who knows about it, the most first, with their place in [`super::Person::knows`].
    pub experts: Vec<(super::PersonId, usize)>,
    /// Topics that often stand beside it, with how often; the most first.
    pub neighbours: Vec<(TopicId, usize)>,
}

/// A series with its page.
#[derive(Clone, Debug)]
pub struct Series {
    /// The last part of its address.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its page.
    pub path: OutputPath,
    /// Its parts, the first first.
    pub posts: Vec<ArticleId>,
}

/// A topic or series as the documents name it.
#[derive(Clone, Debug)]
pub(super) struct Subject {
    /// The last part of its address.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its introduction.
    pub written: Option<Written>,
    /// The introduction with its links; filled when they are resolved.
    pub text: Option<Text>,
    /// Its posts, the newest first.
    pub posts: Vec<usize>,
}

/// Every topic and series, and which each post has.
#[derive(Clone, Debug)]
pub(super) struct Subjects {
    /// By id.
    pub topics: Vec<Subject>,
    /// By id.
    pub series: Vec<Subject>,
    /// Ids, titles and aliases of introductions in the form of a slug, to the id.
    names: BTreeMap<String, String>,
    per_post: Vec<Vec<TopicId>>,
    series_per_post: Vec<Option<(SeriesId, usize)>>,
}

impl Subjects {
    /// The topics of a post, in its own order.
    pub(super) fn of(&self, post: usize) -> Vec<TopicId> {
        self.per_post.get(post).cloned().unwrap_or_default()
    }

    /// The series of a post, with its place in it from 0.
    pub(super) fn series_of(&self, post: usize) -> Option<(SeriesId, usize)> {
        self.series_per_post.get(post).copied().flatten()
    }

    /// The topic of this name.
    pub(super) fn find(&self, name: &str) -> Option<TopicId> {
        let key = own_slug(name);
        let id = self.names.get(&key).unwrap_or(&key);
        let found = self.topics.binary_search_by(|topic| topic.id.cmp(id)).ok();
        found.map(|index| TopicId(number(index)))
    }
}

/// Gathers what `posts` (the newest first) are about. Names that differ only in capitals, accents or blanks are one topic (see
/// [`own_slug`]); its title is that of its introduction, or else the spelling used most.
pub(super) fn gather(introductions: Vec<Written>, posts: &[Written]) -> Checked<Subjects> {
    let mut problems = Vec::new();
    let mut topics = introduced(introductions).take(&mut problems);
    let names = names(&topics).take(&mut problems);
    let mut per_post: Vec<Vec<String>> = Vec::with_capacity(posts.len());
    let mut series_per_post: Vec<Option<String>> = Vec::with_capacity(posts.len());
    let mut spellings: BTreeMap<String, BTreeMap<&str, usize>> = BTreeMap::new();
    for written in posts {
        let front = &written.document.front;
        let mut own = Vec::new();
        let mut seen = BTreeSet::new();
        for name in &front.topics {
            let key = own_slug(name);
            let id = names.get(&key).cloned().unwrap_or(key);
            if seen.insert(id.clone()) {
                *spellings.entry(id.clone()).or_default().entry(name.trim()).or_default() += 1;
                own.push(id);
            }
        }
        per_post.push(own);
        series_per_post.push(front.series.as_ref().map(|name| {
            let id = own_slug(name);
            let spelling = spellings.entry(format!("series/{id}")).or_default();
            *spelling.entry(name.trim()).or_default() += 1;
            id
        }));
    }
    let fresh = |id: &str, key: &str| Subject {
        id: id.to_owned(),
        title: title(spellings.get(key), id),
        written: None,
        text: None,
        posts: Vec::new(),
    };
    let mut series: BTreeMap<String, Subject> = BTreeMap::new();
    for (post, (own, part)) in per_post.iter().zip(&series_per_post).enumerate() {
        for id in own {
            topics.entry(id.clone()).or_insert_with(|| fresh(id, id)).posts.push(post);
        }
        if let Some(id) = part {
            let part = || fresh(id, &format!("series/{id}"));
            series.entry(id.clone()).or_insert_with(part).posts.push(post);
        }
    }
    // A series is read from its beginning.
    series.values_mut().for_each(|subject| subject.posts.reverse());
    let value = number_all(names, topics, series, &per_post, &series_per_post);
    Checked { value, problems }
}

/// The topics that have an introduction, by id. Two of one id, as `water.md` and `water/index.md`, would be one page.
fn introduced(introductions: Vec<Written>) -> Checked<BTreeMap<String, Subject>> {
    let mut problems = Vec::new();
    let mut topics: BTreeMap<String, Subject> = BTreeMap::new();
    for written in introductions {
        let path = &written.document.path;
        let id = own_id(path);
        let other = topics.get(&id).and_then(|other| other.written.as_ref());
        if let Some(other) = other.map(|other| other.document.path.to_string()) {
            let problem = Problem::DuplicateTopic { id, other };
            problems.push(Diagnostic::error(problem).at(path));
            continue;
        }
        let title = written.document.title().to_owned();
        let topic = Subject {
            id: id.clone(),
            title,
            written: Some(written),
            text: None,
            posts: Vec::new(),
        };
        topics.insert(id, topic);
    }
    Checked { value: topics, problems }
}

/// Ids, titles and aliases in the form of a slug, to the id. An id goes before what another topic is called too, and of two
/// titles or aliases the first counts.
fn names(topics: &BTreeMap<String, Subject>) -> Checked<BTreeMap<String, String>> {
    let mut problems = Vec::new();
    let mut names: BTreeMap<String, String> =
        topics.keys().map(|id| (id.clone(), id.clone())).collect();
    for Subject { id, title, written, .. } in topics.values() {
        let Some(written) = written else { continue };
        let front = &written.document.front;
        let aliases = front.aliases.iter().map(|alias| ("aliases", alias));
        for (key, name) in [("title", title)].into_iter().chain(aliases) {
            let other = names.entry(own_slug(name)).or_insert_with(|| id.clone());
            if other != id {
                let problem = Problem::SameTopicName { name: name.clone(), other: other.clone() };
                let warning = Diagnostic::warning(problem);
                problems.push(at_key(warning, &written.document, key, &written.source));
            }
        }
    }
    Checked { value: names, problems }
}

/// The spelling used most, as a title: one without any capital begins with one.
fn title(spellings: Option<&BTreeMap<&str, usize>>, id: &str) -> String {
    let most = spellings.and_then(|forms| {
        forms.iter().max_by_key(|(form, count)| (**count, std::cmp::Reverse(**form)))
    });
    let form = most.map_or(id, |(form, _)| *form);
    if form.chars().any(char::is_uppercase) {
        return form.to_owned();
    }
    // Dutch ij is one letter.
    let first =
        if form.starts_with("ij") { 2 } else { form.chars().next().map_or(0, char::len_utf8) };
    format!("{}{}", form[..first].to_uppercase(), &form[first..])
}

/// Names become numbers, now that all are known.
fn number_all(
    names: BTreeMap<String, String>,
    topics: BTreeMap<String, Subject>,
    series: BTreeMap<String, Subject>,
    per_post: &[Vec<String>],
    series_per_post: &[Option<String>],
) -> Subjects {
    let ids: BTreeMap<&str, u32> = topics.keys().map(String::as_str).zip(0..).collect();
    let per_post = per_post
        .iter()
        .map(|own| {
            own.iter().filter_map(|id| ids.get(id.as_str()).map(|id| TopicId(*id))).collect()
        })
        .collect();
    let places: BTreeMap<(&str, usize), (u32, usize)> = series
        .values()
        .zip(0..)
        .flat_map(|(subject, id)| {
            subject
                .posts
                .iter()
                .enumerate()
                .map(move |(part, post)| ((subject.id.as_str(), *post), (id, part)))
        })
        .collect();
    let series_per_post = series_per_post
        .iter()
        .enumerate()
        .map(|(post, name)| {
            let (id, part) = places.get(&(name.as_deref()?, post))?;
            Some((SeriesId(*id), *part))
        })
        .collect();
    Subjects {
        topics: topics.into_values().collect(),
        series: series.into_values().collect(),
        names,
        per_post,
        series_per_post,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::post::{self, Kind};
    use crate::site::tests::config;
    use crate::source::Source;

    fn written(path: &str, text: &str) -> Written {
        let source = Source::new(path, text.into());
        let document = post::read(&source, Kind::Topic, &config("title = \"x\"")).value;
        Written { document: document.expect("a document").into(), source: source.bytes }
    }

    /// What is wrong with these introductions, each with its file.
    fn told(introductions: &[(&str, &str)]) -> Vec<(String, String)> {
        let introductions = introductions.iter().map(|(path, text)| written(path, text)).collect();
        let problems = gather(introductions, &[]).problems.into_iter();
        let told =
            |problem: Diagnostic| (problem.code(), problem.path.expect("a file").to_string());
        problems.map(told).collect()
    }

    #[test]
    fn two_introductions_of_a_topic_are_an_error() {
        let duplicate = |path: &str| ("duplicate-topic".to_owned(), path.to_owned());
        let found = told(&[
            ("content/topics/Water.md", "A"),
            ("content/topics/water.md", "B"),
            ("content/topics/water/index.md", "C"),
            ("content/topics/dijk.md", "D"),
        ]);
        let wanted = ["content/topics/water.md", "content/topics/water/index.md"];
        assert_eq!(found, wanted.map(duplicate));
    }

    #[test]
    fn a_name_of_two_topics_is_told() {
        let found = told(&[
            ("content/topics/energie.md", "---\naliases: [water, stroom]\n---\n"),
            ("content/topics/stroom-en-gas.md", "---\ntitle: Stroom\naliases: [Gas]\n---\n"),
            ("content/topics/water.md", "---\ntitle: Water\naliases: [water, H2O]\n---\n"),
        ]);
        let same = |path: &str| ("same-topic-name".to_owned(), path.to_owned());
        assert_eq!(
            found,
            ["content/topics/energie.md", "content/topics/stroom-en-gas.md"].map(same)
        );
    }
}
