//! What a template sees. Every template gets `site`, `t` (translations) and `page`, and beside them the
//! fields of its own view. Every address is relative to the page and can be written into `href` as it is.
//!
//! | template | view |
//! |---|---|
//! | `home.html`, `list.html` | [`ListView`] |
//! | `post.html` | [`PostPageView`] |
//! | `page.html` | [`StaticPageView`] |
//! | `expert.html` | [`ExpertView`] |
//! | `experts.html` | [`ExpertsView`] |
//! | `topic.html` | [`TopicView`] |
//! | `topics.html` | [`TopicsView`] |
//! | `series.html` | [`SeriesView`] |
//! | `series-list.html` | [`SeriesListView`] |
//! | `year.html` | [`YearView`] |
//! | `discussions.html` | [`DiscussionsView`] |
//! | `search.html` | [`SearchView`] |
//! | `digests.html`, `digest.html` | [`DigestsView`], [`DigestView`] |
//! | `404.html` | nothing more |
//! | `redirect.html` | [`RedirectView`] |

mod article;
mod digest;
mod discussion;
mod people;
mod lists;
mod more;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use serde::Serialize;

use crate::source::Hash;

pub use super::views::{Commented, Seen};
pub use article::{EntryView, HeadingView, PostPageView, PostView, SeriesPartView, StaticPageView};
pub use digest::{DigestView, DigestYearView, DigestsView, LatestDigestView, TalkView};
pub use discussion::{
    CommentExcerptView, CommentView, DiscussionEntryView, DiscussionView, DiscussionsView,
    ElsewhereView,
};
pub use lists::{
    ListView, MonthView, SearchView, SeriesEntryView, SeriesListView, SeriesView, TopicEntryView,
    TopicExpertView, TopicView, TopicsView, YearView,
};
pub use more::{AccessibilityView, BarrierView, DocumentView, DocumentsView, MoreView};
pub use people::{ExpertEntryView, ExpertView, ExpertsView, GroupView, KnowledgeView, PersonView};

/// `site`: the same on every page, except that its addresses are relative to the page.
#[derive(Debug, Serialize)]
pub struct SiteView {
    /// The name of the blog.
    pub title: String,
    /// A sentence about it; may be empty.
    pub description: String,
    /// The name of the organisation; may be empty.
    pub organisation: String,
    /// `nl`.
    pub language: String,
    /// Whether pages ask search engines to stay away.
    pub noindex: bool,
    /// Whether there is a search page.
    pub search: bool,
    /// Whether the key `/` leads to its box.
    pub search_key: bool,
    /// Whether there are feeds.
    pub feeds: bool,
    /// Whether there are series.
    pub has_series: bool,
}

/// `page`: what every template needs of its page.
#[derive(Debug, Serialize)]
pub struct PageView {
    /// `home`, `list`, `post`, `page`, `expert`, `experts`, `topic`, `topics`, `series`, `series-list`,
    /// `year`, `discussions`, `documents`, `document`, `digests`, `digest`, `accessibility`, `search`, `404`, `redirect`.
    pub kind: &'static str,
    /// The title of the page, without the site's.
    pub title: String,
    /// For the description meta element; may be empty.
    pub description: String,
    /// The way to the site's root: empty, `../`, `../../`.
    pub root: String,
    /// The absolute address, if the site has a base address.
    pub canonical: Option<String>,
    /// What it shares with the other pages of its folder: the fields of a [`FrameView`].
    #[serde(skip)]
    pub frame: Arc<Frame>,
    /// Feeds that belong to this page, the most particular first.
    pub feeds: Vec<LinkView>,
}

/// The fields of `page` that pages of one folder share.
#[derive(Debug, Serialize)]
pub struct FrameView {
    /// The addresses of what every page links to.
    pub links: SiteLinks,
    /// Addresses of the theme's assets by file name: `style.css`, `weerklank.js`, `logo`, `favicon`.
    pub assets: BTreeMap<String, String>,
    /// The menu at the top.
    pub menu: Vec<LinkView>,
    /// The menu at the foot.
    pub footer: Vec<LinkView>,
    /// The size of the logo in pixels, so that nothing moves when it comes.
    pub logo: Option<SizeView>,
}

/// The size of a picture, in pixels.
#[derive(Clone, Debug, Serialize)]
pub struct SizeView {
    /// Across.
    pub width: u32,
    /// Down.
    pub height: u32,
}

/// A [`FrameView`] that is made once for many pages.
#[derive(Debug)]
pub struct Frame {
    /// Its hash, for the keys of pages.
    pub hash: Hash,
    /// Its fields as templates take them.
    pub values: Vec<(&'static str, tera::Value)>,
    /// What stands around the pages of each kind that have no feeds of their own, once it was made.
    around: Mutex<BTreeMap<&'static str, Option<tera::Value>>>,
}

impl Frame {
    /// The frame of this view.
    pub fn new(view: &FrameView) -> Frame {
        let values = vec![
            ("links", tera::Value::from_serializable(&view.links)),
            ("assets", tera::Value::from_serializable(&view.assets)),
            ("menu", tera::Value::from_serializable(&view.menu)),
            ("footer", tera::Value::from_serializable(&view.footer)),
            ("logo", tera::Value::from_serializable(&view.logo)),
        ];
        Frame { hash: Hash::of_value(view), values, around: Mutex::default() }
    }

    /// What stands around the pages of a kind: made once.
    pub(super) fn around(
        &self,
        kind: &'static str,
        make: impl FnOnce() -> Option<tera::Value>,
    ) -> Option<tera::Value> {
        let mut around = self.around.lock().unwrap_or_else(PoisonError::into_inner);
        around.entry(kind).or_insert_with(make).clone()
    }
}

/// Where the pages lie that every page links to.
#[derive(Debug, Serialize)]
pub struct SiteLinks {
    /// `index.html`.
    pub home: String,
    /// `experts/index.html`.
    pub experts: String,
    /// `topics/index.html`.
    pub topics: String,
    /// `series/index.html`.
    pub series: String,
    /// `discussions.html`.
    pub discussions: String,
    /// `search.html`.
    pub search: String,
    /// `documents/index.html`; empty if posts refer to none.
    pub documents: String,
    /// `accessibility.html`; empty if the settings say nothing of it.
    pub accessibility: String,
    /// `digests/index.html`; empty if there are none.
    pub digests: String,
    /// The years, newest first, each with its page.
    pub years: Vec<LinkView>,
}

/// A link with its text.
#[derive(Clone, Debug, Serialize)]
pub struct LinkView {
    /// The text.
    pub title: String,
    /// The address.
    pub url: String,
    /// Whether it leads to the page itself, or to the part of the site that the page is in.
    pub current: bool,
}

/// A link to a post.
#[derive(Clone, Debug, Serialize)]
pub struct ArticleLinkView {
    /// Its title.
    pub title: String,
    /// The address.
    pub url: String,
    /// Its language, if that is not the site's.
    pub lang: Option<String>,
}

/// A date in the words of the site's language.
#[derive(Clone, Debug, Serialize)]
pub struct DateView {
    /// For `datetime`: `2025-03-14` or `2025-03-14T09:12:00+01:00`.
    pub iso: String,
    /// `14 maart 2025`.
    pub text: String,
    /// `14 maart 2025 om 09:12` if there is a time, else as `text`.
    pub full: String,
    /// `14 mrt 2025`.
    pub short: String,
    /// `2025`.
    pub year: i16,
    /// `maart`.
    pub month: String,
    /// `14`.
    pub day: i8,
    /// `09:12`; empty without a time.
    pub time: String,
}

/// The pages of a list.
#[derive(Clone, Debug, Serialize)]
pub struct PaginationView {
    /// This page, from 1.
    pub current: usize,
    /// How many there are.
    pub total: usize,
    /// The page before.
    pub previous: Option<String>,
    /// The page after.
    pub next: Option<String>,
    /// First, last and those around this one, in order; a gap has no address.
    pub pages: Vec<PageNumberView>,
}

/// A number in the pagination.
#[derive(Clone, Debug, Serialize)]
pub struct PageNumberView {
    /// The number; 0 for a gap.
    pub number: usize,
    /// The address; `None` for a gap.
    pub url: Option<String>,
    /// Whether it is this page.
    pub current: bool,
}

/// The size of the site.
#[derive(Debug, Serialize)]
pub struct CountsView {
    /// Posts.
    pub posts: usize,
    /// Experts.
    pub experts: usize,
    /// Comments shown.
    pub comments: usize,
}

/// A link with a number.
#[derive(Clone, Debug, Serialize)]
pub struct CountedLinkView {
    /// The text.
    pub title: String,
    /// The address.
    pub url: String,
    /// The number.
    pub count: usize,
}

/// `redirect.html`: what lies at an old address.
#[derive(Debug, Serialize)]
pub struct RedirectView {
    /// The title of the page it leads to.
    pub title: String,
    /// The address it leads to.
    pub target: String,
}
