//! Links to files that are made beside those of documents: what such files are called, and which of them are not made.

use std::collections::{BTreeMap, HashSet};

use super::menu::{self, MenuLink, MenuPlace};
use super::{Site, Text, Written};
use crate::config::Config;
use crate::diagnostic::{Diagnostic, Problem};
use crate::output::OutputPath;
use crate::post::links::{Made, Resolved};

/// Where the list of documents lies; their pages lie in its folder.
pub(crate) const DOCUMENTS: &str = "documents/index.html";

/// Where the statement on accessibility lies.
pub(crate) const ACCESSIBILITY: &str = "accessibility.html";

/// What the files are called that are made beside those of documents, for a site with these posts.
pub(crate) fn made(posts: &[Written], config: &Config) -> Made {
    let paths = &config.paths;
    let when = |is_there: bool, path: &str| is_there.then(|| path.to_owned());
    let lists = [&paths.experts, &paths.topics, &paths.series];
    let files = ["index.html", "discussions.html", "404.html"].map(str::to_owned).into_iter();
    let files = files.chain(lists.map(|folder| format!("{folder}/index.html")));
    let files = files.chain(
        [
            when(config.search.enabled, "search.html"),
            when(config.feeds.enabled, "feed.xml"),
            when(config.feeds.enabled, "comments.xml"),
            when(!config.base_url.is_empty(), "sitemap.xml"),
            when(config.accessibility.status.is_some(), ACCESSIBILITY),
        ]
        .into_iter()
        .flatten(),
    );
    let with_feeds = [&paths.experts, &paths.topics, &paths.digests].into_iter();
    let feeds = with_feeds.filter(|_| config.feeds.enabled).map(|folder| (folder.clone(), "xml"));
    let pages = config.digests.enabled.then(|| (paths.digests.clone(), "html"));
    let pages = pages.into_iter().chain([("documents".to_owned(), "html")]);
    Made {
        files: files.collect(),
        folders: feeds.chain(pages).collect(),
        further: paths.page.clone(),
        sections: sections(posts, config),
    }
}

/// What shows the documents of each folder: the list of all posts, or that of all experts or topics.
fn sections(posts: &[Written], config: &Config) -> BTreeMap<String, OutputPath> {
    let mut sections = BTreeMap::new();
    let mut add = |folder: &str, path: &str| {
        if let Ok(path) = OutputPath::new(path) {
            sections.entry(folder.to_owned()).or_insert(path);
        }
    };
    add("content/experts", &format!("{}/index.html", config.paths.experts));
    add("content/topics", &format!("{}/index.html", config.paths.topics));
    add("content/posts", "index.html");
    add("content", "index.html");
    for written in posts {
        let folders = written.document.path.folder();
        let ends = folders.match_indices('/').map(|(end, _)| end).chain([folders.len()]);
        ends.for_each(|end| add(&folders[..end], "index.html"));
    }
    // Where other generators have these lists.
    for above in ["content/", "content/blog/"] {
        let (topics, experts) = (&config.paths.topics, &config.paths.experts);
        for (name, list) in [("tags", topics), ("categories", topics), ("authors", experts)] {
            add(&format!("{above}{name}"), &format!("{list}/index.html"));
        }
        for feed in ["index.xml", "rss.xml", "atom.xml"] {
            add(&format!("{above}{feed}"), "feed.xml");
        }
        add(&format!("{above}archive"), "index.html");
    }
    add("content/blog", "index.html");
    sections
}

/// Takes away the links to files that are not made, and tells of them. `paths` are those of all files that are.
pub fn take_unmade<'a>(
    site: &mut Site,
    paths: impl Iterator<Item = &'a OutputPath>,
    config: &Config,
) -> Vec<Diagnostic> {
    let is_doubtful = |link: &Resolved| matches!(link, Resolved::Made { .. });
    let menus = site.menu.0.iter().chain(&site.menu.1);
    let in_menu = menus.filter(|link| matches!(link.to, MenuPlace::Made(..))).count();
    if in_menu == 0 && !site.texts().any(|text| text.links.values().any(is_doubtful)) {
        return Vec::new();
    }
    let paths: HashSet<&OutputPath> = paths.collect();
    let mut problems = Vec::new();
    for text in texts(site) {
        take(text, &paths, &mut problems);
    }
    let menus = [(&mut site.menu.0, &config.menu.main), (&mut site.menu.1, &config.menu.footer)];
    for (links, items) in menus {
        links.retain(|link: &MenuLink| {
            let MenuPlace::Made(path, _) = &link.to else { return true };
            if paths.contains(path) {
                return true;
            }
            let item = items.iter().find(|item| item.label == link.label);
            problems.extend(item.map(|item| menu::nowhere(item, None)));
            false
        });
    }
    problems
}

fn texts(site: &mut Site) -> impl Iterator<Item = &mut Text> {
    let people = site.people.iter_mut().filter_map(|person| person.text.as_mut());
    let topics = site.topics.iter_mut().filter_map(|topic| topic.text.as_mut());
    site.articles.iter_mut().map(|article| &mut article.text).chain(people).chain(topics)
}

fn take(text: &mut Text, paths: &HashSet<&OutputPath>, problems: &mut Vec<Diagnostic>) {
    let Text { written: Written { document, source }, links } = text;
    let is_unmade =
        |link: &Resolved| matches!(link, Resolved::Made { path, .. } if !paths.contains(path));
    for link in &document.outline.links {
        if links.get(&link.target).is_some_and(is_unmade) {
            let problem = Problem::BrokenLink { target: link.target.clone(), nearest: None };
            let problem = Diagnostic::warning(problem).at(&document.path);
            problems.push(problem.on_line(link.line, &String::from_utf8_lossy(source)));
        }
    }
    links.values_mut().filter(|link| is_unmade(link)).for_each(|link| *link = Resolved::Broken);
}
