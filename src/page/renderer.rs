//! A planned file gets its key, and becomes bytes when the key is new.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use tera::Context;

use super::copied::{copied, smaller};
use super::digest;
use super::feed::{FeedOf, Feeds, OF_SITE};
use super::letter::Letter;
use super::owner;
use super::plan::{Page, PageKind, Plan};
use super::prepared::{Made, Prepared, View, page_value, ready};
use super::theme::Theme;
use super::view::{Frame, LinkView, PageView, RedirectView};
use super::views::{self, Shared, Views, year_path};
use crate::config::Config;
use crate::diagnostic::{Diagnostic, Problem};
use crate::manifest::Content;
use crate::output::OutputPath;
use crate::site::digest::Digest;
use crate::site::{ArticleId, Site, related};
use crate::source::Hash;

/// Makes the files of a site.
#[derive(Debug)]
pub struct Renderer<'a> {
    site: &'a Site,
    related: &'a related::Index,
    theme: &'a Theme,
    plan: &'a Plan,
    config: &'a Config,
    /// The hash of what every page is made from.
    base: Hash,
    /// The hash of the settings: any of them may show on the page of an article.
    settings: Hash,
    shared: Shared,
    /// What the pages of one folder share, by their way to the root.
    frames: BTreeMap<Arc<str>, Arc<Frame>>,
    /// The pages that the frame marks as the current one: their frames are their own.
    marked: BTreeSet<OutputPath>,
}

impl<'a> Renderer<'a> {
    /// A renderer of this plan.
    pub fn new(
        site: &'a Site,
        related: &'a related::Index,
        theme: &'a Theme,
        plan: &'a Plan,
        config: &'a Config,
    ) -> Self {
        let mut hasher = blake3::Hasher::new();
        hasher.update(&config.program.0).update(&theme.hash.0);
        hasher.update(format!("{:?} {}", config.timezone, config.language).as_bytes());
        let root = |page: &Page| Self::root(&page.path, &page.kind, config).into();
        let roots: BTreeSet<Arc<str>> = plan.pages.iter().map(root).collect();
        let mut renderer = Renderer {
            site,
            related,
            theme,
            plan,
            config,
            base: Hash(*hasher.finalize().as_bytes()),
            settings: config.hash(),
            shared: Shared::new(site, &roots),
            frames: BTreeMap::new(),
            marked: views::marked(site),
        };
        let frame = |root: Arc<str>| (root.clone(), renderer.views(&root).frame(None));
        let frames = roots.into_iter().map(frame);
        renderer.frames = frames.collect();
        renderer
    }

    fn views(&self, root: &Arc<str>) -> Views<'_> {
        Views {
            site: self.site,
            related: self.related,
            config: self.config,
            theme: self.theme,
            places: &self.plan.places,
            shared: &self.shared,
            root: root.clone(),
        }
    }

    fn feeds_at(&self, path: &OutputPath) -> Feeds<'_> {
        let base_url = &self.config.base_url;
        let start = if base_url.is_empty() { path.root() } else { base_url.clone() };
        Feeds { views: self.views(&start.into()) }
    }

    /// What happened in a period, as a message whose links begin with the address of the site.
    pub fn letter(&self, digest: &Digest) -> Letter {
        let views = self.views(&self.config.base_url.as_str().into());
        Letter::new(&views.told(digest), self.config, &self.theme.phrases)
    }

    /// What a file is made from, with its key.
    pub fn prepare(&self, page: &Page) -> Prepared<'_> {
        match &page.kind {
            PageKind::Asset(index) => ready(self.theme.assets[*index].bytes.clone()),
            PageKind::Copy(index) => copied(&self.site.files[*index]),
            PageKind::Smaller(index) => smaller(self.site, *index),
            PageKind::Shard(index) => match &self.plan.search {
                Some(search) => {
                    let held = search.files[*index].hash;
                    let key = Hash::of(&[self.config.program.0, held.0].concat());
                    Prepared { key, made: Made::Shard(*index) }
                }
                None => ready(Vec::new()),
            },
            PageKind::Feed(feed) => ready(self.feeds_at(&page.path).atom(*feed, &page.path)),
            PageKind::Sitemap(part) => ready(part.write(&self.plan.pages, self.site, self.config)),
            PageKind::Post(id, number, template) | PageKind::Static(id, number, template) => {
                self.article(&page.path, &page.kind, (*id, *number, template.as_deref()))
            }
            kind => {
                let (template, page, view) = self.template(&page.path, kind);
                let key = Hash::of_value(&(&self.base, &template, &page, &page.frame.hash, &view));
                Prepared { key, made: Made::Template { template, page, view } }
            }
        }
    }

    fn article(
        &self,
        path: &OutputPath,
        kind: &PageKind,
        (id, number, template): (ArticleId, usize, Option<&str>),
    ) -> Prepared<'_> {
        let root = Self::root(path, kind, self.config).into();
        let views = self.views(&root);
        let frame = self.frame(&views, path).hash;
        let ingredients = views.ingredients(id, number);
        let is_post = matches!(kind, PageKind::Post(..));
        let all =
            (&self.base, &self.settings, is_post, template, path.as_str(), frame, ingredients);
        Prepared { key: Hash::of_value(&all), made: Made::Article }
    }

    fn frame(&self, views: &Views<'_>, path: &OutputPath) -> Arc<Frame> {
        let shared = self.frames.get(&views.root).filter(|_| !self.marked.contains(path));
        shared.cloned().unwrap_or_else(|| views.frame(Some(path)))
    }

    /// What a template makes a page of, with its name.
    fn template(
        &self,
        path: &OutputPath,
        kind: &PageKind,
    ) -> (String, Box<PageView>, Box<View<'_>>) {
        let root: Arc<str> = Self::root(path, kind, self.config).into();
        let views = self.views(&root);
        let frame = self.frame(&views, path);
        let (template, name, title, description, view) = self.view(&views, kind);
        let page = Box::new(PageView {
            kind: name,
            title,
            description,
            canonical: owner::canonical(path, kind, self.site, self.config),
            feeds: self.feeds(&views, kind),
            root: views.root.to_string(),
            frame,
        });
        (template, page, Box::new(view))
    }

    /// The page that a server shows anywhere needs the address of the site, if that is known.
    fn root(path: &OutputPath, kind: &PageKind, config: &Config) -> String {
        match kind {
            PageKind::NotFound => url::Url::parse(&config.base_url)
                .map(|url| url.path().to_owned())
                .unwrap_or_default(),
            _ => path.root(),
        }
    }

    #[expect(clippy::too_many_lines, reason = "a flat table: kind to template and data")]
    fn view<'v>(
        &self,
        views: &Views<'v>,
        kind: &PageKind,
    ) -> (String, &'static str, String, String, View<'v>)
    where
        'a: 'v,
    {
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
                let article = site.article(*id);
                let (title, summary) =
                    (numbered(&article.title, *page), article.summary().into_owned());
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
                let summary = site.article(*id).summary().into_owned();
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
                let person = site.person(*id);
                let about = [person.role.as_str(), person.department.as_str()];
                let about: Vec<&str> = about.into_iter().filter(|text| !text.is_empty()).collect();
                let title = numbered(&person.name, *page);
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
                let first = year_path(*year).unwrap_or_else(|| self.plan.pages[0].path.clone());
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
            PageKind::Documents
            | PageKind::Document(_)
            | PageKind::Accessibility
            | PageKind::Digests
            | PageKind::Digest(..) => {
                let (template, name, title, view) = views.more(kind);
                parts(template, name, title, plain(), View::More(view))
            }
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

    fn feeds(&self, views: &Views<'_>, kind: &PageKind) -> Vec<LinkView> {
        if !self.config.feeds.enabled {
            return Vec::new();
        }
        let own = match kind {
            PageKind::Expert(id, _) => vec![FeedOf::Expert(*id)],
            PageKind::Topic(id, _) => vec![FeedOf::Topic(*id)],
            PageKind::Digests => digest::feeds(self.site).collect(),
            PageKind::Digest(every, _) => vec![FeedOf::Digests(*every)],
            _ => Vec::new(),
        };
        let link = |feed: FeedOf| {
            let path = OutputPath::new(&feed.path(self.site)).ok()?;
            Some(LinkView {
                title: feed.title(self.site, &self.theme.phrases),
                url: views.href(&path),
                current: false,
            })
        };
        own.into_iter().chain(OF_SITE).filter_map(link).collect()
    }

    /// The bytes of a file, or what is wrong with its template.
    pub fn render(&self, page: &Page, prepared: Prepared<'_>) -> Result<Content, Diagnostic> {
        match prepared.made {
            Made::Ready(content) => Ok(content),
            Made::Shard(index) => {
                let bytes =
                    self.plan.search.as_ref().map(|search| {
                        search.bytes(index, self.site, &self.plan.places, self.config)
                    });
                Ok(Content::Bytes(bytes.unwrap_or_default()))
            }
            Made::Article => {
                let (template, about, view) = self.template(&page.path, &page.kind);
                self.fill(&template, &about, &view, &page.path)
            }
            Made::Template { template, page: about, view } => {
                self.fill(&template, &about, &view, &page.path)
            }
        }
    }

    fn fill(
        &self,
        template: &str,
        about: &PageView,
        view: &View<'_>,
        path: &OutputPath,
    ) -> Result<Content, Diagnostic> {
        let mut context = Context::from_serialize(view).map_err(|error| {
            let detail = error.to_string();
            Diagnostic::error(Problem::TemplateFailed { page: path.to_string(), detail })
        })?;
        context.insert_value("page", page_value(about, self.theme));
        self.theme.render(template, &context, path).map(Content::Bytes)
    }
}
