//! A planned file gets its key, and becomes bytes when the key is new.

use std::collections::BTreeMap;

use serde::Serialize;
use tera::Context;

use super::feed::{FeedOf, Feeds};
use super::plan::{Page, PageKind, Plan};
use super::theme::Theme;
use super::view::{
    DiscussionsView, ExpertView, ExpertsView, LinkView, ListView, PageView, PostPageView,
    RedirectView, SearchView, SeriesListView, SeriesView, SiteLinks, SiteView, StaticPageView,
    TopicView, TopicsView, YearView,
};
use super::views::Views;
use crate::config::Config;
use crate::diagnostic::Diagnostic;
use crate::manifest::Content;
use crate::output::OutputPath;
use crate::site::{MenuLink, MenuPlace, Site};
use crate::source::Hash;

/// What every page says of the site.
pub fn site_view(site: &Site, config: &Config) -> SiteView {
    SiteView {
        title: config.title.clone(),
        description: config.description.clone(),
        organisation: config.brand.organisation.clone(),
        language: config.language.clone(),
        noindex: config.privacy.noindex,
        search: config.search.enabled,
        feeds: config.feeds.enabled,
        has_series: !site.series.is_empty(),
    }
}

/// Makes the files of a site.
#[derive(Debug)]
pub struct Renderer<'a> {
    site: &'a Site,
    theme: &'a Theme,
    plan: &'a Plan,
    config: &'a Config,
    /// The hash of what every page is made from.
    base: Hash,
}

/// The data of a template.
#[derive(Debug, Serialize)]
#[serde(untagged)]
#[expect(clippy::large_enum_variant, reason = "nearly every page is a post")]
enum View<'a> {
    List(ListView),
    Post(PostPageView<'a>),
    Static(StaticPageView<'a>),
    Expert(ExpertView<'a>),
    Experts(ExpertsView),
    Topic(TopicView<'a>),
    Topics(TopicsView),
    Series(SeriesView),
    SeriesList(SeriesListView),
    Year(YearView),
    Discussions(DiscussionsView),
    Search(SearchView),
    Redirect(RedirectView),
    NotFound(BTreeMap<String, String>),
}

/// A file with its key, ready to be made.
#[derive(Debug)]
pub struct Prepared<'a> {
    /// The hash of everything that the file is made from.
    pub key: Hash,
    made: Made<'a>,
}

#[derive(Debug)]
enum Made<'a> {
    Template { template: String, page: Box<PageView>, view: Box<View<'a>> },
    Ready(Content),
}

impl<'a> Renderer<'a> {
    /// A renderer of this plan.
    pub fn new(site: &'a Site, theme: &'a Theme, plan: &'a Plan, config: &'a Config) -> Self {
        let mut hasher = blake3::Hasher::new();
        hasher.update(&config.program.0).update(&theme.hash.0);
        Renderer { site, theme, plan, config, base: Hash(*hasher.finalize().as_bytes()) }
    }

    /// What a file is made from, with its key.
    pub fn prepare(&self, page: &Page) -> Prepared<'a> {
        let feeds = Feeds {
            site: self.site,
            config: self.config,
            phrases: &self.theme.phrases,
            places: &self.plan.places,
        };
        match &page.kind {
            PageKind::Asset(index) => ready(self.theme.assets[*index].bytes.clone()),
            PageKind::Copy(index) => {
                let file = &self.site.files[*index];
                Prepared {
                    key: file.hash,
                    made: Made::Ready(Content::Copy(file.source.clone(), file.size)),
                }
            }
            PageKind::Shard(index) => match &self.plan.search {
                Some(search) => ready(search.files[*index].bytes.clone()),
                None => ready(Vec::new()),
            },
            PageKind::Feed(feed) => ready(feeds.atom(*feed, &page.path)),
            PageKind::Sitemap => ready(feeds.sitemap(&self.plan.pages)),
            kind => self.template(&page.path, kind),
        }
    }

    fn template(&self, path: &OutputPath, kind: &PageKind) -> Prepared<'a> {
        let views = Views {
            site: self.site,
            config: self.config,
            phrases: &self.theme.phrases,
            places: &self.plan.places,
            root: self.root(path, kind),
        };
        let (template, name, title, description, view) = self.view(&views, kind);
        let page = Box::new(PageView {
            kind: name,
            title,
            description,
            canonical: (!self.config.base_url.is_empty())
                .then(|| path.href_from(&self.config.base_url)),
            links: self.links(&views, path),
            assets: self.assets(&views),
            menu: self.menu(&views, &self.site.menu.0, path),
            footer: self.menu(&views, &self.site.menu.1, path),
            feeds: self.feeds(&views, kind),
            root: views.root.clone(),
        });
        let mut hasher = blake3::Hasher::new();
        hasher.update(&self.base.0).update(template.as_bytes());
        let key = match postcard::to_io(&(&page, &view), &mut hasher) {
            Ok(_) => Hash(*hasher.finalize().as_bytes()),
            // No key at all: the page is made each time.
            Err(_) => Hash([0; 32]),
        };
        Prepared { key, made: Made::Template { template, page, view: Box::new(view) } }
    }

    /// The page that a server shows anywhere needs the address of the site, if that is known.
    fn root(&self, path: &OutputPath, kind: &PageKind) -> String {
        match kind {
            PageKind::NotFound => url::Url::parse(&self.config.base_url)
                .map(|url| url.path().to_owned())
                .unwrap_or_default(),
            _ => path.root(),
        }
    }

    #[expect(clippy::too_many_lines, reason = "a flat table: kind to template and data")]
    fn view(
        &self,
        views: &Views<'a>,
        kind: &PageKind,
    ) -> (String, &'static str, String, String, View<'a>) {
        let site = self.site;
        let say = |key: &str, arguments: &[(&str, &str)]| self.theme.phrases.say(key, arguments);
        let numbered = |title: &str, page: usize| match page {
            1 => title.to_owned(),
            _ => say("page_of", &[("title", title), ("n", &page.to_string())]),
        };
        let plain = String::new;
        let parts = |template: &str, name, title, description, view| {
            (template.to_owned(), name, title, description, view)
        };
        match kind {
            PageKind::Home(page) => {
                let home = OutputPath::new("index.html")
                    .unwrap_or_else(|_| self.plan.pages[0].path.clone());
                let name = if *page == 1 { "home" } else { "list" };
                let title = if *page == 1 {
                    self.config.title.clone()
                } else {
                    numbered(&say("home", &[]), *page)
                };
                parts(
                    "home.html",
                    name,
                    title,
                    self.config.description.clone(),
                    View::List(views.home(&home, *page)),
                )
            }
            PageKind::Post(id, page, template) => {
                let view = views.post(*id, *page);
                let (title, summary) =
                    (numbered(&view.post.entry.title, *page), view.post.entry.summary.clone());
                parts(
                    template.as_deref().unwrap_or("post.html"),
                    "post",
                    title,
                    summary,
                    View::Post(view),
                )
            }
            PageKind::Static(id, page, template) => {
                let view = views.static_page(*id, *page);
                let document = site.article(*id).document();
                let summary = document
                    .front
                    .summary
                    .clone()
                    .unwrap_or_else(|| document.outline.summary.clone());
                parts(
                    template.as_deref().unwrap_or("page.html"),
                    "page",
                    numbered(&view.title, *page),
                    summary,
                    View::Static(view),
                )
            }
            PageKind::Expert(id, page) => {
                let view = views.expert(*id, *page);
                let about = [view.person.role.as_str(), view.person.department.as_str()];
                let about: Vec<&str> = about.into_iter().filter(|text| !text.is_empty()).collect();
                let title = numbered(&view.person.name, *page);
                parts("expert.html", "expert", title, about.join(", "), View::Expert(view))
            }
            PageKind::Topic(id, page) => {
                let view = views.topic(*id, *page);
                parts(
                    "topic.html",
                    "topic",
                    numbered(&view.title, *page),
                    plain(),
                    View::Topic(view),
                )
            }
            PageKind::Year(year, page) => {
                let first = OutputPath::new(&format!("{year:04}/index.html"))
                    .unwrap_or_else(|_| self.plan.pages[0].path.clone());
                let title = numbered(&say("year", &[("year", &year.to_string())]), *page);
                parts(
                    "year.html",
                    "year",
                    title,
                    plain(),
                    View::Year(views.year(*year, &first, *page)),
                )
            }
            PageKind::Series(id) => {
                let view = views.series(*id);
                parts("series.html", "series", view.title.clone(), plain(), View::Series(view))
            }
            PageKind::Experts => parts(
                "experts.html",
                "experts",
                say("experts", &[]),
                plain(),
                View::Experts(views.experts()),
            ),
            PageKind::Topics => parts(
                "topics.html",
                "topics",
                say("topics", &[]),
                plain(),
                View::Topics(views.topics()),
            ),
            PageKind::SeriesList => parts(
                "series-list.html",
                "series-list",
                say("series_list", &[]),
                plain(),
                View::SeriesList(views.series_list()),
            ),
            PageKind::Discussions => parts(
                "discussions.html",
                "discussions",
                say("discussions", &[]),
                plain(),
                View::Discussions(views.discussions()),
            ),
            PageKind::Search => parts(
                "search.html",
                "search",
                say("search", &[]),
                plain(),
                View::Search(views.search(self.plan.search.as_ref())),
            ),
            PageKind::Redirect(id) => {
                let article = site.article(*id);
                let view = RedirectView {
                    title: article.title.clone(),
                    target: views.href(&article.path),
                };
                parts(
                    "redirect.html",
                    "redirect",
                    article.title.clone(),
                    plain(),
                    View::Redirect(view),
                )
            }
            _ => parts(
                "404.html",
                "404",
                say("not_found", &[]),
                plain(),
                View::NotFound(BTreeMap::new()),
            ),
        }
    }

    fn links(&self, views: &Views<'_>, path: &OutputPath) -> SiteLinks {
        let href =
            |path: &str| OutputPath::new(path).map(|path| views.href(&path)).unwrap_or_default();
        let paths = &self.config.paths;
        let years = self.site.years.keys().rev().map(|year| {
            let place = format!("{year:04}/index.html");
            LinkView { title: year.to_string(), url: href(&place), current: path.as_str() == place }
        });
        SiteLinks {
            home: href("index.html"),
            experts: href(&format!("{}/index.html", paths.experts)),
            topics: href(&format!("{}/index.html", paths.topics)),
            series: href(&format!("{}/index.html", paths.series)),
            discussions: href("discussions.html"),
            search: href("search.html"),
            years: years.collect(),
        }
    }

    fn assets(&self, views: &Views<'_>) -> BTreeMap<String, String> {
        let own =
            self.theme.assets.iter().map(|asset| (asset.name.clone(), views.href(&asset.path)));
        let brand = [("logo", &self.site.brand.logo), ("favicon", &self.site.brand.favicon)];
        let brand = brand
            .into_iter()
            .filter_map(|(name, path)| Some((name.to_owned(), views.href(path.as_ref()?))));
        own.chain(brand).collect()
    }

    fn menu(&self, views: &Views<'_>, links: &[MenuLink], path: &OutputPath) -> Vec<LinkView> {
        let link = |link: &MenuLink| {
            let (url, current) = match &link.to {
                MenuPlace::Inside(to, None) => (views.href(to), to == path),
                MenuPlace::Inside(to, Some(anchor)) => {
                    (format!("{}#{anchor}", views.href(to)), false)
                }
                MenuPlace::Outside(to) => (to.clone(), false),
            };
            LinkView { title: link.label.clone(), url, current }
        };
        links.iter().map(link).collect()
    }

    fn feeds(&self, views: &Views<'_>, kind: &PageKind) -> Vec<LinkView> {
        if !self.config.feeds.enabled {
            return Vec::new();
        }
        let own = match kind {
            PageKind::Expert(id, _) => Some(FeedOf::Expert(*id)),
            PageKind::Topic(id, _) => Some(FeedOf::Topic(*id)),
            _ => None,
        };
        let link = |feed: FeedOf| {
            let path = OutputPath::new(&feed.path(self.site)).ok()?;
            Some(LinkView {
                title: feed.title(self.site, &self.theme.phrases),
                url: views.href(&path),
                current: false,
            })
        };
        own.into_iter().chain([FeedOf::Posts, FeedOf::Comments]).filter_map(link).collect()
    }

    /// The bytes of a file, or what is wrong with its template.
    pub fn render(&self, page: &Page, prepared: Prepared<'_>) -> Result<Content, Diagnostic> {
        match prepared.made {
            Made::Ready(content) => Ok(content),
            Made::Template { template, page: about, view } => {
                let failed = |error: &tera::Error| {
                    let detail = error.to_string();
                    Diagnostic::error(crate::diagnostic::Problem::TemplateFailed {
                        page: page.path.to_string(),
                        detail,
                    })
                };
                let mut context = Context::from_serialize(&view).map_err(|error| failed(&error))?;
                context.insert("page", &about);
                self.theme.render(&template, &context, &page.path).map(Content::Bytes)
            }
        }
    }
}

fn ready(bytes: Vec<u8>) -> Prepared<'static> {
    Prepared { key: Hash::of(&bytes), made: Made::Ready(Content::Bytes(bytes)) }
}
