//! A planned file with its key, before it becomes bytes.

use std::collections::BTreeMap;

use serde::Serialize;

use super::feed::OF_SITE;
use super::theme::Theme;
use super::view::{
    DiscussionsView, ExpertView, ExpertsView, ListView, MoreView, PageView, PostPageView,
    RedirectView, SearchView, SeriesListView, SeriesView, StaticPageView, TopicView, TopicsView,
    YearView,
};
use crate::manifest::Content;
use crate::source::Hash;

/// The data of a template.
#[derive(Debug, Serialize)]
#[serde(untagged)]
#[expect(clippy::large_enum_variant, reason = "nearly every page is a post")]
pub(super) enum View<'a> {
    List(ListView<'a>),
    Post(PostPageView<'a>),
    Static(StaticPageView<'a>),
    Expert(ExpertView<'a>),
    Experts(ExpertsView<'a>),
    Topic(TopicView<'a>),
    Topics(TopicsView),
    Series(SeriesView<'a>),
    SeriesList(SeriesListView<'a>),
    Year(YearView<'a>),
    Discussions(DiscussionsView<'a>),
    Search(SearchView<'a>),
    Redirect(RedirectView),
    More(MoreView<'a>),
    NotFound(BTreeMap<String, String>),
}

/// A file with its key, ready to be made.
#[derive(Debug)]
pub struct Prepared<'a> {
    /// The hash of everything that the file is made from.
    pub key: Hash,
    pub(super) made: Made<'a>,
}

#[derive(Debug)]
pub(super) enum Made<'a> {
    Template {
        template: String,
        page: Box<PageView>,
        view: Box<View<'a>>,
    },
    /// The page of an article: its view is made when the page is.
    Article,
    Ready(Content),
    /// A file of the search, by its place in [`crate::search::Index::files`].
    Shard(usize),
}

/// A file whose bytes are at hand: they are its key.
pub(super) fn ready(bytes: Vec<u8>) -> Prepared<'static> {
    Prepared { key: Hash::of(&bytes), made: Made::Ready(Content::Bytes(bytes)) }
}

/// The parts of `base.html` that are the same on all pages of a kind in a folder.
const AROUND: [(&str, &str); 4] = [
    ("head", "_head.html"),
    ("search", "_search.html"),
    ("menu", "_menu.html"),
    ("footer", "_footer.html"),
];

/// `page` for a template: its own fields and those of its frame, and `around` with what the theme makes of those, unless the page
/// has feeds of its own, which stand in its head and its foot, or the site has templates of its own, which may show anything.
pub(super) fn page_value(page: &PageView, theme: &Theme) -> tera::Value {
    let mut map = tera::Value::from_serializable(page).into_map().unwrap_or_default();
    map.extend(page.frame.values.iter().map(|(name, value)| ((*name).into(), value.clone())));
    let has_around = !theme.has_own_templates() && page.feeds.len() <= OF_SITE.len();
    let make = || {
        let page: tera::Value = map.clone().into();
        let part = |(name, template): (&'static str, &str)| {
            Some((name.into(), theme.part(template, page.clone())?))
        };
        AROUND.into_iter().map(part).collect::<Option<tera::Map>>().map(Into::into)
    };
    if let Some(around) = has_around.then(|| page.frame.around(page.kind, make)).flatten() {
        map.insert("around".into(), around);
    }
    map.into()
}
