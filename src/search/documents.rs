//! What can be found, and the numbers that it has in the index.
//!
//! Posts come first, the oldest with 0, so that a new post moves no other. What is not a post begins at the power of two above them.

use std::collections::BTreeMap;
use std::ops::Range;

use super::portions::{Portion, portions};
use crate::config::Config;
use crate::site::{Article, ArticleId, PersonId, Site, TopicId, number};

/// Something that can be found: a page with all that stands on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Subject {
    /// A post, with its discussion.
    Post(ArticleId),
    /// A page that is not a post.
    Page(ArticleId),
    /// A topic.
    Topic(TopicId),
    /// An expert.
    Person(PersonId),
    /// A document that posts refer to, or some of its pages.
    Attachment(Portion),
}

/// Everything that can be found.
#[derive(Debug)]
pub(super) struct Documents {
    /// In the order of their numbers.
    pub list: Vec<(u32, Subject)>,
    /// Where what is not a post begins.
    pub base: u32,
    /// How many posts there are.
    pub posts: u32,
    /// The numbers of each kind that is not a post: pages, topics, experts, attachments.
    pub kinds: [Range<u32>; 4],
}

impl Documents {
    /// Everything of the site that the settings and the documents themselves do not take out.
    pub(super) fn of(site: &Site, config: &Config) -> Documents {
        let is_found = |id: &ArticleId| is_found(site.article(*id), site, config);
        let posts = site.post_ids().rev().filter(is_found).map(Subject::Post);
        let mut list: Vec<(u32, Subject)> = (0..).zip(posts).collect();
        let posts = number(list.len());
        let base = posts.max(1).next_power_of_two();
        let pages = (number(site.posts)..number(site.articles.len())).map(ArticleId);
        let pages: Vec<Subject> = pages.filter(is_found).map(Subject::Page).collect();
        let topics = (0..number(site.topics.len())).map(TopicId).filter(|id| {
            let topic = site.topic(*id);
            let is_named = config.search.exclude.iter().any(|rule| names(rule, &topic.id));
            let is_hidden = topic.text.as_ref().is_some_and(|text| {
                let document = &text.written.document;
                document.front.unsearched || is_left_out(document.path.as_str(), config)
            });
            !is_named && !is_hidden
        });
        let people = (0..number(site.people.len())).map(PersonId).filter(|id| {
            !site.person(*id).text.as_ref().is_some_and(|text| {
                let document = &text.written.document;
                document.front.unsearched || is_left_out(document.path.as_str(), config)
            })
        });
        let attachments = attachments(site, config, is_found);
        let mut next = base;
        let kinds = [
            pages,
            topics.map(Subject::Topic).collect(),
            people.map(Subject::Person).collect(),
            attachments,
        ]
        .map(|subjects: Vec<Subject>| {
            let start = next;
            next += number(subjects.len());
            list.extend((start..next).zip(subjects));
            start..next
        });
        Documents { list, base, posts, kinds }
    }

    /// The experts with their numbers.
    pub(super) fn people(&self) -> impl Iterator<Item = (u32, PersonId)> {
        self.list.iter().filter_map(|(number, subject)| match subject {
            Subject::Person(id) => Some((*number, *id)),
            _ => None,
        })
    }
}

/// The documents that a post or page which is found refers to, unless the settings leave them out.
fn attachments(
    site: &Site,
    config: &Config,
    is_found: impl Fn(&ArticleId) -> bool,
) -> Vec<Subject> {
    let attached = &site.shown.documents;
    if !config.search.attachments || attached.is_empty() {
        return Vec::new();
    }
    let sources: BTreeMap<_, _> =
        site.files.iter().map(|file| (&file.path, file.source.as_str())).collect();
    let is_left_out = |file| sources.get(file).is_some_and(|path| is_left_out(path, config));
    let mut subjects = Vec::new();
    for (at, document) in (0..).zip(attached) {
        if document.used.iter().any(&is_found) && !is_left_out(&document.file) {
            let texts = site.shown.readings.get(&document.file);
            let texts = texts.map(|texts| texts.as_slice()).unwrap_or_default();
            subjects.extend(portions(at, texts).into_iter().map(Subject::Attachment));
        }
    }
    subjects
}

/// Whether a post or page is found: neither it nor the settings say otherwise.
pub(super) fn is_found(article: &Article, site: &Site, config: &Config) -> bool {
    let has_topic =
        |rule: &String| article.topics.iter().any(|topic| names(rule, &site.topic(*topic).id));
    !article.document().front.unsearched
        && !is_left_out(article.document().path.as_str(), config)
        && !config.search.exclude.iter().any(has_topic)
}

/// Whether a rule of `exclude` names this topic.
fn names(rule: &str, topic: &str) -> bool {
    rule.trim().strip_prefix("topic:").is_some_and(|id| id.trim() == topic)
}

fn is_left_out(path: &str, config: &Config) -> bool {
    config.search.exclude.iter().any(|rule| matches(rule.trim().trim_start_matches('/'), path))
}

/// Whether a path is as the pattern says: `*` is anything within a folder, `**` anything at all. A folder means all in it.
fn matches(pattern: &str, path: &str) -> bool {
    if let Some(folder) = pattern.strip_suffix('/') {
        return path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'));
    }
    let Some(star) = pattern.find('*') else {
        let rest = path.strip_prefix(pattern);
        return rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    };
    let (start, rest) = pattern.split_at(star);
    let Some(path) = path.strip_prefix(start) else { return false };
    let (deep, rest) = match rest.strip_prefix("**") {
        Some(rest) => (true, rest.strip_prefix('/').unwrap_or(rest)),
        None => (false, &rest[1..]),
    };
    let ends = |at: usize| {
        path.is_char_boundary(at)
            && (deep || !path[..at].contains('/'))
            && (if rest.is_empty() { at == path.len() } else { is_rest(rest, &path[at..]) })
    };
    (0..=path.len()).any(ends)
}

fn is_rest(pattern: &str, path: &str) -> bool {
    if pattern.contains('*') { matches(pattern, path) } else { pattern == path }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_match_files_and_folders() {
        for (pattern, path, wanted) in [
            ("content/posts/intern/**", "content/posts/intern/a.md", true),
            ("content/posts/intern/**", "content/posts/intern/x/a.md", true),
            ("content/posts/intern/**", "content/posts/internet/a.md", false),
            ("content/posts/intern", "content/posts/intern/a.md", true),
            ("content/posts/intern/", "content/posts/intern/a.md", true),
            ("content/posts/intern", "content/posts/intern-2.md", false),
            ("content/posts/*.md", "content/posts/a.md", true),
            ("content/posts/*.md", "content/posts/x/a.md", false),
            ("**/geheim-*.md", "content/posts/x/geheim-1.md", true),
            ("**/geheim-*.md", "content/posts/x/open.md", false),
            ("content/**/é*", "content/posts/één.md", true),
            ("topic:x", "content/posts/a.md", false),
            ("", "content/posts/a.md", false),
        ] {
            assert_eq!(matches(pattern, path), wanted, "{pattern} {path}");
        }
        assert!(names("topic:dijken", "dijken") && !names("dijken", "dijken"));
    }
}
