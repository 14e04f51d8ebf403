//! Every file of the site with its address, before any of them is made.

use std::collections::HashMap;
use std::ops::Range;

use super::feed::FeedOf;
use super::sitemap::SitemapPart;
use super::theme::Theme;
use super::{digest, owner};
use crate::config::Config;
use crate::diagnostic::{Checked, Diagnostic, Problem};
use crate::output::OutputPath;
use crate::search::Index;
use crate::site::digest::Every;
use crate::site::{
    ACCESSIBILITY, Article, ArticleId, DOCUMENTS, PersonId, SeriesId, Site, TopicId, number,
};
use crate::source::SourcePath;

/// A file of the output.
#[derive(Clone, Debug)]
pub struct Page {
    /// Where it lies.
    pub path: OutputPath,
    /// What it is.
    pub kind: PageKind,
}

/// What a file of the output is. The numbers are those of the pages of a list, from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PageKind {
    /// The list of all posts.
    Home(usize),
    /// A post with a page of its discussion, and the template that it asks for.
    Post(ArticleId, usize, Option<String>),
    /// A page that is not a post.
    Static(ArticleId, usize, Option<String>),
    /// An expert.
    Expert(PersonId, usize),
    /// All experts.
    Experts,
    /// A topic.
    Topic(TopicId, usize),
    /// All topics.
    Topics,
    /// A series.
    Series(SeriesId),
    /// All series.
    SeriesList,
    /// A year.
    Year(i16, usize),
    /// The liveliest discussions.
    Discussions,
    /// What a server shows for an address that is not there.
    NotFound,
    /// An old address of an article.
    Redirect(ArticleId),
    /// An Atom feed.
    Feed(FeedOf),
    /// The sitemap, or a part of it.
    Sitemap(SitemapPart),
    /// A file of the theme, by its place in [`Theme::assets`].
    Asset(usize),
    /// A copied file, by its place in [`Site::files`].
    Copy(usize),
    /// A smaller picture, by its place in [`Shown::smaller`](crate::site::Shown::smaller).
    Smaller(usize),
    /// All documents that posts refer to.
    Documents,
    /// A document, by its place in [`Shown::documents`](crate::site::Shown::documents).
    Document(usize),
    /// The statement on accessibility.
    Accessibility,
    /// All digests.
    Digests,
    /// A digest, by its place in [`Site::digests`].
    Digest(Every, usize),
    /// The search page.
    Search,
    /// A file of the search, by its place in [`Index::files`].
    Shard(usize),
}

impl PageKind {
    /// Whether readers see it as a page of its own.
    pub fn is_page(&self) -> bool {
        !matches!(
            self,
            PageKind::Redirect(_)
                | PageKind::Feed(_)
                | PageKind::Sitemap(_)
                | PageKind::Asset(_)
                | PageKind::Copy(_)
                | PageKind::Smaller(_)
                | PageKind::Shard(_)
        )
    }
}

/// Where the pages of lists lie, and what is on each.
#[derive(Clone, Debug)]
pub struct Places {
    /// The posts of the list of all posts: those that are not pinned.
    pub(super) listed: Vec<ArticleId>,
    pinned: Vec<ArticleId>,
    per_page: usize,
    folder: String,
}

impl Places {
    pub(crate) fn new(site: &Site, config: &Config) -> Self {
        let is_pinned = |id: &ArticleId| site.article(*id).document().front.pinned;
        let (pinned, listed) = site.post_ids().partition(is_pinned);
        Places {
            listed,
            pinned,
            per_page: config.paginate.max(1),
            folder: config.paths.page.clone(),
        }
    }

    pub(super) fn is_pinned(&self, id: ArticleId) -> bool {
        self.pinned.binary_search(&id).is_ok()
    }

    /// How many pages a list of this length has.
    pub(super) fn pages(&self, length: usize) -> usize {
        length.div_ceil(self.per_page).max(1)
    }

    /// What of a list of this length is on this page, from 1.
    pub(super) fn part(&self, length: usize, page: usize) -> Range<usize> {
        let start = ((page.max(1) - 1) * self.per_page).min(length);
        start..(start + self.per_page).min(length)
    }

    /// Where a further page lies of what begins at `first`: `2025/water/page/2.html` for `2025/water.html`.
    pub(crate) fn further(&self, first: &OutputPath, page: usize) -> Option<OutputPath> {
        if page <= 1 {
            return Some(first.clone());
        }
        let path = first.as_str();
        let base = match path
            .strip_suffix("index.html")
            .filter(|base| base.is_empty() || base.ends_with('/'))
        {
            Some(base) => base.to_owned(),
            None => format!("{}/", path.rsplit_once('.').map_or(path, |(stem, _)| stem)),
        };
        OutputPath::new(&format!("{base}{}/{page}.html", self.folder)).ok()
    }
}

/// All files of the site, in an order that does not change.
#[derive(Debug)]
pub struct Plan {
    /// The files.
    pub pages: Vec<Page>,
    /// Where lists lie.
    pub places: Places,
    /// What the reader's search loads; `None` if there is no search.
    pub search: Option<Index>,
}

struct Planner<'a> {
    site: &'a Site,
    theme: &'a Theme,
    pages: Vec<Page>,
    /// Every path in lower case, with its page: some file systems ignore case.
    taken: HashMap<String, usize>,
    /// Every folder that a path lies in, likewise, with the first page in it: a file cannot have its name.
    folders: HashMap<String, usize>,
    problems: Vec<Diagnostic>,
    places: Places,
}

/// Plans all files of the site. Two of one address are an error at both their sources.
pub fn plan(site: &Site, theme: &Theme, search: Option<Index>, config: &Config) -> Checked<Plan> {
    let places = Places::new(site, config);
    let mut planner = Planner {
        site,
        theme,
        pages: Vec::new(),
        taken: HashMap::new(),
        folders: HashMap::new(),
        problems: Vec::new(),
        places,
    };
    planner.articles();
    planner.problems.extend(theme.unused(site));
    planner.lists(config);
    planner.people_and_topics(config);
    planner.feeds(config);
    for (index, asset) in theme.assets.iter().enumerate() {
        planner.add(asset.path.clone(), PageKind::Asset(index));
    }
    for (index, file) in site.files.iter().enumerate() {
        planner.add(file.path.clone(), PageKind::Copy(index));
    }
    for (index, smaller) in site.shown.smaller.iter().enumerate() {
        planner.add(smaller.path.clone(), PageKind::Smaller(index));
    }
    if let Some(search) = &search {
        planner.add_named("search.html", PageKind::Search);
        for (index, file) in search.files.iter().enumerate() {
            planner.add(file.path.clone(), PageKind::Shard(index));
        }
    }
    // Last, so that a page that is there wins over an old address.
    for id in (0..number(site.articles.len())).map(ArticleId) {
        for old in &site.article(id).redirects {
            planner.add(old.clone(), PageKind::Redirect(id));
        }
    }
    let Planner { pages, problems, places, .. } = planner;
    Checked { value: Plan { pages, places, search }, problems }
}

impl Planner<'_> {
    fn add(&mut self, path: OutputPath, kind: PageKind) {
        let folded = path.as_str().to_lowercase();
        let above = || folded.match_indices('/').map(|(end, _)| &folded[..end]);
        let same = self.taken.get(&folded).or_else(|| self.folders.get(&folded));
        if let Some(&other) = same.or_else(|| above().find_map(|folder| self.taken.get(folder))) {
            self.collision(&path, &kind, other);
            return;
        }
        let page = self.pages.len();
        for folder in above() {
            if !self.folders.contains_key(folder) {
                self.folders.insert(folder.to_owned(), page);
            }
        }
        self.taken.insert(folded, page);
        self.pages.push(Page { path, kind });
    }

    fn add_named(&mut self, path: &str, kind: PageKind) {
        match OutputPath::new(path) {
            Ok(path) => self.add(path, kind),
            Err(problem) => self
                .problems
                .push(Diagnostic::error(problem).at(&SourcePath::new("weerklank.toml"))),
        }
    }

    fn add_list(&mut self, first: &OutputPath, pages: usize, kind: impl Fn(usize) -> PageKind) {
        for page in 1..=pages.max(1) {
            if let Some(path) = self.places.further(first, page) {
                self.add(path, kind(page));
            }
        }
    }

    /// Two files cannot be at one place, nor one within the other. Told where somebody can mend it: at the document, or else
    /// the file, that has the address; of two, at the one that names it, or else the later one.
    fn collision(&mut self, path: &OutputPath, kind: &PageKind, other: usize) {
        let Page { path: other_path, kind: other } = &self.pages[other];
        let is_redirect = matches!(kind, PageKind::Redirect(_));
        let (site, theme) = (self.site, self.theme);
        let document = owner::document(site, kind);
        if is_redirect
            && document.map(|document| &document.path)
                == owner::document(site, other).map(|document| &document.path)
        {
            return;
        }
        let ((at, at_path), (named, named_path)) = match owner::is_at_other(site, kind, other) {
            true => ((other, other_path), (kind, path)),
            false => ((kind, path), (other, other_path)),
        };
        let is_same = at_path.as_str().to_lowercase() == named_path.as_str().to_lowercase();
        let (address, other) = (at_path.to_string(), owner::name(site, theme, named));
        let problem = match is_same {
            true => Problem::SameAddress { address, other },
            false => Problem::AddressInFile { address, file: named_path.to_string(), other },
        };
        let problem =
            if is_redirect { Diagnostic::warning(problem) } else { Diagnostic::error(problem) };
        self.problems.push(match owner::document(site, at) {
            Some(document) => {
                Diagnostic { line: owner::line(document, at), ..problem.at(&document.path) }
            }
            None => problem.at(&owner::file(site, at)),
        });
    }

    fn articles(&mut self) {
        for (index, article) in self.site.articles.iter().enumerate() {
            let id = ArticleId(number(index));
            let pages = article.discussion.pages.len();
            let is_post = index < self.site.posts + self.site.unlisted;
            let template = self.template(article, if is_post { "post.html" } else { "page.html" });
            self.add_list(&article.path, pages, |page| match is_post {
                true => PageKind::Post(id, page, template.clone()),
                false => PageKind::Static(id, page, template.clone()),
            });
        }
    }

    /// The template that a document asks for, in place of the usual one. Foreign posts name templates of their own theme, so
    /// that is no error; and one that this program has for other pages shows nothing of a post.
    fn template(&mut self, article: &Article, usual: &str) -> Option<String> {
        let document = article.document();
        let name = document.front.template.as_ref()?;
        let problem = match self.theme.template(name) {
            Some(found) if found == usual || self.theme.is_own(&found) => return Some(found),
            Some(found) => Problem::TemplateOfOthers { name: found, usual: usual.to_owned() },
            None => Problem::UnknownTemplate {
                name: name.clone(),
                nearest: self.theme.nearest_template(name),
            },
        };
        let line = document.front.lines.get("template").copied().unwrap_or(1);
        let text = String::from_utf8_lossy(&article.text.written.source);
        self.problems.push(Diagnostic::warning(problem).at(&document.path).on_line(line, &text));
        None
    }

    fn lists(&mut self, config: &Config) {
        let site = self.site;
        if let Ok(home) = OutputPath::new("index.html") {
            // A page that is no post may take the place of the home page (`path: /`); the list then begins on its
            // second page.
            let pages = self.places.pages(self.places.listed.len());
            let taken = self.taken.get("index.html").map(|page| &self.pages[*page].kind);
            let is_taken = matches!(taken, Some(PageKind::Static(..)));
            for page in (1..=pages).skip(usize::from(is_taken)) {
                self.places
                    .further(&home, page)
                    .into_iter()
                    .for_each(|path| self.add(path, PageKind::Home(page)));
            }
        }
        for (year, posts) in &site.years {
            if let Ok(path) = OutputPath::new(&format!("{year:04}/index.html")) {
                self.add_list(&path, self.places.pages(posts.len()), |page| {
                    PageKind::Year(*year, page)
                });
            }
        }
        self.add_named("discussions.html", PageKind::Discussions);
        self.add_named("404.html", PageKind::NotFound);
        let documents = &site.shown.documents;
        if !documents.is_empty() {
            self.add_named(DOCUMENTS, PageKind::Documents);
        }
        for (index, document) in documents.iter().enumerate() {
            self.add(document.page.clone(), PageKind::Document(index));
        }
        for (path, kind) in digest::pages(site) {
            self.add(path, kind);
        }
        if config.accessibility.status.is_some() {
            self.add_named(ACCESSIBILITY, PageKind::Accessibility);
        }
        self.add_named(&format!("{}/index.html", config.paths.experts), PageKind::Experts);
        self.add_named(&format!("{}/index.html", config.paths.topics), PageKind::Topics);
        if !site.series.is_empty() {
            self.add_named(&format!("{}/index.html", config.paths.series), PageKind::SeriesList);
        }
    }

    fn people_and_topics(&mut self, config: &Config) {
        let site = self.site;
        for (person, id) in site.people.iter().zip((0..).map(PersonId)) {
            self.add_list(&person.path, self.places.pages(person.posts.len()), |page| {
                PageKind::Expert(id, page)
            });
        }
        for (topic, id) in site.topics.iter().zip((0..).map(TopicId)) {
            self.add_list(&topic.path, self.places.pages(topic.posts.len()), |page| {
                PageKind::Topic(id, page)
            });
        }
        for (series, id) in site.series.iter().zip((0..).map(SeriesId)) {
            self.add(series.path.clone(), PageKind::Series(id));
        }
        if !config.base_url.is_empty() {
            // Every page that it lists has been planned by now.
            for part in SitemapPart::of(&self.pages, site) {
                self.add_named(&part.path(), PageKind::Sitemap(part));
            }
        }
    }

    fn feeds(&mut self, config: &Config) {
        if !config.feeds.enabled {
            return;
        }
        let site = self.site;
        let people = (0..number(site.people.len())).map(|id| FeedOf::Expert(PersonId(id)));
        let topics = (0..number(site.topics.len())).map(|id| FeedOf::Topic(TopicId(id)));
        let own = [FeedOf::Posts, FeedOf::Comments].into_iter().chain(digest::feeds(site));
        for feed in own.chain(people).chain(topics) {
            self.add_named(&feed.path(site), PageKind::Feed(feed));
        }
    }
}
