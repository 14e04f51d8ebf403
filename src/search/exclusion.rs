//! What is left out of the search: by the settings, by documents themselves, and with either what nothing else tells of.

use std::collections::BTreeSet;

use crate::config::Config;
use crate::diagnostic::{Diagnostic, Problem, nearest};
use crate::site::knowledge::Knowledge;
use crate::site::{
    Article, ArticleId, Person, PersonId, Referrer, Site, Text, Topic, TopicId, number,
};
use crate::source::SourcePath;

/// What is found of a site.
pub(crate) struct Found<'s> {
    site: &'s Site,
    config: &'s Config,
    articles: Vec<bool>,
}

impl<'s> Found<'s> {
    /// What neither the settings nor the documents take out.
    pub(crate) fn of(site: &'s Site, config: &'s Config) -> Found<'s> {
        let articles = site.articles.iter().map(|article| is_found(article, site, config));
        Found { site, config, articles: articles.collect() }
    }

    /// Whether a post or page is found.
    pub(super) fn has(&self, id: ArticleId) -> bool {
        self.articles.get(id.0 as usize).is_some_and(|is_found| *is_found)
    }

    /// How many of these posts are found.
    pub(crate) fn count(&self, posts: &[ArticleId]) -> usize {
        posts.iter().filter(|post| self.has(**post)).count()
    }

    /// Whether an answer is found: its post is.
    pub(crate) fn has_comment(&self, comment: u32) -> bool {
        let comment = self.site.conversation.comments.get(comment as usize);
        comment.is_some_and(|comment| self.has(ArticleId(number(comment.post))))
    }

    /// Whether a topic is found: one of which all posts are left out would tell of them.
    pub(crate) fn has_topic(&self, id: TopicId) -> bool {
        let topic = self.site.topic(id);
        let has_posts = topic.posts.is_empty() || topic.posts.iter().any(|post| self.has(*post));
        has_posts && !is_hidden(topic, self.config)
    }

    /// The people that are found: those with a profile, and those whom a post, a page or an answer that is found shows.
    pub(crate) fn people(&self) -> Vec<PersonId> {
        let mut shown = vec![false; self.site.people.len()];
        let articles = self.site.articles.iter().zip(&self.articles);
        for (article, _) in articles.filter(|(_, is_found)| **is_found) {
            for person in article.authors.iter().chain(&article.experts) {
                // Someone apart has no page.
                if let Some(shown) = shown.get_mut(person.0 as usize) {
                    *shown = true;
                }
            }
        }
        let is_found = |id: &PersonId| {
            let person = self.site.person(*id);
            match &person.text {
                Some(text) => !is_unsearched(text, self.config),
                None => {
                    shown[id.0 as usize]
                        || person.comments.iter().any(|comment| self.has_comment(*comment))
                }
            }
        };
        (0..number(shown.len())).map(PersonId).filter(is_found).collect()
    }
}

/// What a person knows about, by nothing but what is found.
pub(super) fn knowledge(person: &Person, site: &Site, config: &Config) -> Vec<Knowledge> {
    let is_found = |id: ArticleId| is_found(site.article(id), site, config);
    let mut knows = person.knows_by(site, is_found);
    let is_told = |topic: TopicId| !is_hidden(site.topic(topic), config);
    knows.retain(|known| known.topic.is_none_or(is_told));
    knows
}

/// Whether the settings or its own text leave a topic out.
fn is_hidden(topic: &Topic, config: &Config) -> bool {
    config.search.exclude.iter().any(|rule| names(rule, &topic.id))
        || topic.text.as_ref().is_some_and(|text| is_unsearched(text, config))
}

fn is_unsearched(text: &Text, config: &Config) -> bool {
    let document = &text.written.document;
    document.front.unsearched || is_left_out(document.path.as_str(), config)
}

/// Whether a post or page is found: neither it nor the settings say otherwise.
pub(super) fn is_found(article: &Article, site: &Site, config: &Config) -> bool {
    let has_topic =
        |rule: &String| article.topics.iter().any(|topic| names(rule, &site.topic(*topic).id));
    !article.document().front.unsearched
        && !is_left_out(article.document().path.as_str(), config)
        && !config.search.exclude.iter().any(has_topic)
}

/// Whether what refers to a document is told of.
pub(super) fn is_told(user: Referrer, site: &Site, config: &Config) -> bool {
    match user {
        Referrer::Article(id) => is_found(site.article(id), site, config),
        Referrer::Topic(id) => !is_hidden(site.topic(id), config),
        Referrer::Person(id) => {
            site.person(id).text.as_ref().is_none_or(|text| !is_unsearched(text, config))
        }
    }
}

/// Whether a rule of `exclude` names this topic.
fn names(rule: &str, topic: &str) -> bool {
    rule.trim().strip_prefix("topic:").is_some_and(|id| id.trim() == topic)
}

/// Whether the settings leave a file out.
pub(super) fn is_left_out(path: &str, config: &Config) -> bool {
    config.search.exclude.iter().any(|rule| matches(bare(rule), path))
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

/// What is told of entries of `search.exclude` that leave nothing out, whether by a mistake or because what they were for is
/// gone: of these files, and topics by id.
pub fn unmatched(paths: &[&str], topics: &BTreeSet<String>, config: &Config) -> Vec<Diagnostic> {
    let is_idle = |rule: &str| match rule.trim().strip_prefix("topic:") {
        Some(id) => !topics.contains(id.trim()),
        None => !paths.iter().any(|path| matches(bare(rule), path)),
    };
    let lines = config.lines.exclude.iter().copied().chain(std::iter::repeat(None));
    let idle = config.search.exclude.iter().zip(lines).filter(|(rule, _)| is_idle(rule));
    let told = |(rule, line): (&String, Option<u32>)| {
        let problem =
            Problem::ExcludeUnmatched { rule: rule.clone(), nearest: meant(rule, paths, topics) };
        let settings = SourcePath::new("weerklank.toml");
        Diagnostic { line, ..Diagnostic::warning(problem).at(&settings) }
    };
    idle.map(told).collect()
}

/// A pattern without what may stand before it.
fn bare(rule: &str) -> &str {
    rule.trim().trim_start_matches('/')
}

/// The entry that was meant by one that leaves nothing out.
fn meant(rule: &str, paths: &[&str], topics: &BTreeSet<String>) -> Option<String> {
    let topic = |id: &str| nearest(id.trim(), topics.iter().map(String::as_str));
    let topic = |id: &str| topic(id).map(|id| format!("topic:{id}"));
    let rule = bare(rule);
    if rule.is_empty() {
        return None;
    }
    if let Some(id) = rule.strip_prefix("topic:") {
        return topic(id);
    }
    let below = format!("content/{rule}");
    if paths.iter().any(|path| matches(&below, path)) {
        return Some(below);
    }
    let star = rule.find('*').unwrap_or(rule.len());
    let (plain, _) = rule.split_at(star);
    let plain = plain.rfind('/').filter(|_| star < rule.len()).map_or(plain, |end| &plain[..end]);
    let folders = |path: &&str| path.match_indices('/').map(|(end, _)| end).collect::<Vec<_>>();
    let mut known: BTreeSet<&str> = paths.iter().copied().collect();
    known.extend(paths.iter().flat_map(|path| folders(path).into_iter().map(|end| &path[..end])));
    let known = [plain.to_owned(), format!("content/{plain}")]
        .into_iter()
        .find_map(|plain| nearest(&plain, known.iter().copied()));
    let entry = known.map(|known| format!("{known}{}", &rule[plain.len()..]));
    entry
        .filter(|entry| paths.iter().any(|path| matches(entry, path)))
        .or_else(|| topic(rule).filter(|_| !rule.contains('/')))
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

    #[test]
    fn what_was_meant_by_an_entry_is_found() {
        let paths =
            ["content/posts/intern/a.md", "content/posts/open.md", "content/bijlagen/x.pdf"];
        let topics = ["personeel", "dijken"].map(str::to_owned).into();
        for (rule, wanted) in [
            ("content/posts/inter/**", Some("content/posts/intern/**")),
            ("posts/intern/**", Some("content/posts/intern/**")),
            ("posts/inter/*.md", Some("content/posts/intern/*.md")),
            ("content/posts/opne.md", Some("content/posts/open.md")),
            ("topic:Personel", Some("topic:personeel")),
            ("personeel", Some("topic:personeel")),
            ("content/heel/iets/anders/**", None),
            ("", None),
            ("*", None),
        ] {
            assert_eq!(meant(rule, &paths, &topics).as_deref(), wanted, "{rule}");
        }
    }
}
