//! What pages of one folder share: the links around every page.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::Views;
use crate::config::Config;
use crate::output::OutputPath;
use crate::page::view::{Frame, FrameView, LinkView, SiteLinks, SiteView, SizeView};
use crate::site::{ACCESSIBILITY, DOCUMENTS, MenuLink, MenuPlace, Site};

/// What every page says of the site.
pub fn site_view(site: &Site, config: &Config) -> SiteView {
    SiteView {
        title: config.title.clone(),
        description: config.description.clone(),
        organisation: config.brand.organisation.clone(),
        language: config.language.clone(),
        noindex: config.privacy.noindex,
        search: config.search.enabled,
        search_key: config.search.key,
        feeds: config.feeds.enabled,
        has_series: !site.series.is_empty(),
    }
}

/// Where the page of a year lies.
pub(in crate::page) fn year_path(year: i16) -> Option<OutputPath> {
    OutputPath::new(&format!("{year:04}/index.html")).ok()
}

/// The pages that a frame marks as the current one: each has a frame of its own.
pub(in crate::page) fn marked(site: &Site) -> BTreeSet<OutputPath> {
    let menus = site.menu.0.iter().chain(&site.menu.1);
    let inside = menus.filter_map(|link| match &link.to {
        MenuPlace::Inside(to, None) => Some(to.clone()),
        MenuPlace::Made(to, rest) if rest.is_empty() => Some(to.clone()),
        _ => None,
    });
    inside.chain(site.years.keys().filter_map(|year| year_path(*year))).collect()
}

impl Views<'_> {
    /// What pages with this way to the root share, or the frame of one page, with that marked.
    pub(in crate::page) fn frame(&self, page: Option<&OutputPath>) -> Arc<Frame> {
        Arc::new(Frame::new(&FrameView {
            links: self.links(page),
            assets: self.assets(),
            menu: self.menu(&self.site.menu.0, page),
            footer: self.menu(&self.site.menu.1, page),
            logo: self.logo(),
        }))
    }

    fn links(&self, page: Option<&OutputPath>) -> SiteLinks {
        let href =
            |path: &str| OutputPath::new(path).map(|path| self.href(&path)).unwrap_or_default();
        let paths = &self.config.paths;
        let years = self.site.years.keys().rev().filter_map(|year| {
            let place = year_path(*year)?;
            let current = page == Some(&place);
            Some(LinkView { title: year.to_string(), url: self.href(&place), current })
        });
        SiteLinks {
            home: href("index.html"),
            experts: href(&format!("{}/index.html", paths.experts)),
            topics: href(&format!("{}/index.html", paths.topics)),
            series: href(&format!("{}/index.html", paths.series)),
            discussions: href("discussions.html"),
            search: href("search.html"),
            documents: self.possible(DOCUMENTS, !self.site.shown.documents.is_empty()),
            accessibility: self.possible(ACCESSIBILITY, self.config.accessibility.status.is_some()),
            digests: self.digests_home().map(|path| self.href(&path)).unwrap_or_default(),
            years: years.collect(),
        }
    }

    fn logo(&self) -> Option<SizeView> {
        self.size(self.site.brand.logo.as_ref()?)
    }

    fn assets(&self) -> BTreeMap<String, String> {
        let own =
            self.theme.assets.iter().map(|asset| (asset.name.clone(), self.href(&asset.path)));
        // A logo is shown small, and on every page.
        let logo = self.site.brand.logo.as_ref().map(|path| ("logo", self.thumbnail(path)));
        let favicon = self.site.brand.favicon.as_ref().map(|path| ("favicon", self.href(path)));
        let brand = logo.into_iter().chain(favicon);
        own.chain(brand.map(|(name, address)| (name.to_owned(), address))).collect()
    }

    fn menu(&self, links: &[MenuLink], page: Option<&OutputPath>) -> Vec<LinkView> {
        let link = |link: &MenuLink| {
            let (url, current) = match &link.to {
                MenuPlace::Inside(to, None) => (self.href(to), page == Some(to)),
                MenuPlace::Inside(to, Some(anchor)) => {
                    (format!("{}#{anchor}", self.href(to)), false)
                }
                MenuPlace::Made(to, rest) => {
                    (self.href(to) + rest, page == Some(to) && rest.is_empty())
                }
                MenuPlace::Outside(to) => (to.clone(), false),
            };
            LinkView { title: link.label.clone(), url, current }
        };
        links.iter().map(link).collect()
    }
}
