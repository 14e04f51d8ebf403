//! The documents to take along, with all that refers to them.

use std::collections::{BTreeMap, BTreeSet};

use crate::media::{Media, Medium};
use crate::output::{OutputPath, slugify};
use crate::post::links::Resolved;
use crate::site::{ArticleId, Attached, PersonId, Referrer, Site, Text, TopicId};

/// The documents that articles, topics and experts refer to, each with a page of its own.
pub(super) fn attached(site: &Site, media: &Media) -> Vec<Attached> {
    let is_document = |path: &OutputPath| matches!(media.get(path), Some(Medium::Document(_)));
    let mut used: BTreeMap<&OutputPath, BTreeSet<Referrer>> = BTreeMap::new();
    for (user, text) in users(site) {
        for resolved in text.links.values() {
            if let Resolved::Inside { path, .. } = resolved
                && is_document(path)
            {
                used.entry(path).or_default().insert(user);
            }
        }
    }
    let titles = titles(site);
    let name =
        |path: &OutputPath| path.as_str().rsplit('/').next().unwrap_or_default().to_lowercase();
    let mut used: Vec<_> = used.into_iter().collect();
    used.sort_by_key(|(path, _)| (name(path), path.as_str().to_owned()));
    let mut taken: BTreeMap<String, usize> = BTreeMap::new();
    let page = |path: &OutputPath| {
        let slug = slugify(&name(path));
        let count = taken.entry(slug.clone()).or_default();
        *count += 1;
        let end = if *count == 1 { String::new() } else { format!("-{count}") };
        OutputPath::new(&format!("documents/{slug}{end}.html")).ok()
    };
    let mut page = page;
    used.into_iter()
        .filter_map(|(file, used)| {
            Some(Attached {
                file: file.clone(),
                title: titles.get(file).cloned(),
                page: page(file)?,
                used: used.into_iter().collect(),
            })
        })
        .collect()
}

/// Every text that may refer to a document, with what it is the text of. What stands in no list is named in none.
fn users(site: &Site) -> impl Iterator<Item = (Referrer, &Text)> {
    let articles = site.articles.iter().zip((0..).map(ArticleId));
    let articles = articles.filter(|(article, _)| !article.is_unlisted());
    let articles = articles.map(|(article, id)| (Referrer::Article(id), &article.text));
    let topics = site.topics.iter().zip((0..).map(TopicId));
    let topics = topics.filter_map(|(topic, id)| Some((Referrer::Topic(id), topic.text.as_ref()?)));
    let people = site.people.iter().zip((0..).map(PersonId));
    let people =
        people.filter_map(|(person, id)| Some((Referrer::Person(id), person.text.as_ref()?)));
    articles.chain(topics).chain(people)
}

/// What texts call the documents that they link to: what most of them say, and of two such the first.
fn titles(site: &Site) -> BTreeMap<OutputPath, String> {
    let mut said: BTreeMap<&OutputPath, Vec<(&str, usize)>> = BTreeMap::new();
    for (_, text) in users(site) {
        for called in &text.written.document.outline.called {
            let Some(Resolved::Inside { path, .. }) = text.links.get(&called.target) else {
                continue;
            };
            let texts = said.entry(path).or_default();
            match texts.iter_mut().find(|(text, _)| text.eq_ignore_ascii_case(&called.text)) {
                Some((_, count)) => *count += 1,
                None => texts.push((&called.text, 1)),
            }
        }
    }
    let most = |texts: Vec<(&str, usize)>| {
        let best = texts.into_iter().rev().max_by_key(|(_, count)| *count)?;
        let mut letters = best.0.chars();
        let first = letters.next().map(char::to_uppercase);
        Some(first.into_iter().flatten().chain(letters).collect())
    };
    said.into_iter().filter_map(|(path, texts)| Some((path.clone(), most(texts)?))).collect()
}
