//! A post in a list, as HTML: what the program's own components make of it, once for all lists that it stands in.

use std::sync::OnceLock;

use tera::Value;

use super::Views;
use crate::page::theme::stencil::{self, Stencil};
use crate::page::view::EntryView;
use crate::site::ArticleId;

/// What the theme's components make of a post in a list.
#[derive(Clone, Copy, Debug)]
pub(super) enum Part {
    /// All of it, under a heading of the third level.
    Item,
    /// The same under one of the second.
    First,
    /// Its title, and a line about it.
    Line,
}

impl Part {
    /// The field of the view that a template finds it in.
    fn name(self) -> &'static str {
        match self {
            Part::Item | Part::First => "item",
            Part::Line => "line",
        }
    }

    /// The heading that it has.
    fn heading(self) -> &'static str {
        if matches!(self, Part::First) { "h2" } else { "h3" }
    }
}

/// The places in a stencil: of the way to the site's root, of the heading, and of how many comments there are.
const ROOT: usize = 0;
const HEADING: usize = 1;
const COMMENTS: usize = 2;

/// What stands for the way to the root on pages everywhere.
pub(super) fn anywhere() -> String {
    stencil::stand_in(ROOT)
}

/// The stencils of a post in lists: without comments, and with. `None` if there is none.
pub(super) type OfPost = [OnceLock<Option<Stencil>>; 2];

impl<'a> Views<'a> {
    /// How many comments of a post are shown.
    pub(super) fn shown(&self, id: ArticleId) -> usize {
        self.site.article(id).discussion.shown
    }

    /// A post in a list, with so many comments.
    pub(super) fn entry_with(&self, id: ArticleId, comments: usize) -> EntryView<'a> {
        let comments_text = self.phrases().count("comments", comments);
        EntryView { comments, comments_text, ..self.entry(id) }
    }

    /// A post in a list, with so many comments. The program's own templates take no more of it than what their component makes;
    /// those of a site get all fields.
    pub(super) fn listed_value(&self, id: ArticleId, part: Part, comments: usize) -> Value {
        if self.theme.has_own_templates() {
            return match comments == self.shown(id) {
                true => self.full_value(id),
                false => Value::from_serializable(&self.entry_with(id, comments)),
            };
        }
        let told = (comments > 0).then(|| self.phrases().count("comments", comments));
        let texts = [Some(&*self.root), Some(part.heading()), told.as_deref()];
        let stencils = match part {
            Part::Item | Part::First => &self.shared.items[id.0 as usize],
            Part::Line => &self.shared.lines[id.0 as usize],
        };
        let stencil = stencils[usize::from(told.is_some())]
            .get_or_init(|| self.at(anywhere().into()).stencil(id, part, comments));
        match stencil.as_ref().and_then(|stencil| stencil.fill(&texts)) {
            Some(html) => {
                let html = Value::safe_string(&html);
                let heading = Value::normal_string(part.heading());
                tera::Map::from_iter([(part.name().into(), html), ("heading".into(), heading)])
                    .into()
            }
            None => Value::from_serializable(&self.entry_with(id, comments)),
        }
    }

    /// The stencil of a post in lists with comments, or without.
    fn stencil(&self, id: ArticleId, part: Part, comments: usize) -> Option<Stencil> {
        let comments_text = stencil::stand_in(COMMENTS);
        let entry = EntryView { comments, comments_text, ..self.entry(id) };
        let article = self.site.article(id);
        let authors = article.authors.iter().map(|person| &self.site.person(*person).name);
        let topics = article.topics.iter().map(|topic| &self.site.topic(*topic).title);
        let mut texts =
            authors.chain(topics).chain([&entry.title, &entry.summary]).chain(&entry.lang);
        if texts.any(|text| stencil::is_like_one(text)) {
            return None;
        }
        let html = self.part(&Value::from_serializable(&entry), part, &stencil::stand_in(HEADING));
        Stencil::cut(html.as_ref()?.as_str()?)
    }

    /// A post in a list with all its fields, and with what the theme's components make of it.
    pub(super) fn full_value(&self, id: ArticleId) -> Value {
        self.value(
            |lists| &lists.entries[id.0 as usize],
            || {
                let entry = Value::from_serializable(&self.entry(id));
                let heading = ("heading".into(), Value::normal_string(Part::Item.heading()));
                let part = |part: Part| {
                    Some((part.name().into(), self.part(&entry, part, part.heading())?))
                };
                let parts = [Part::Item, Part::Line].into_iter().filter_map(part);
                let parts: Vec<(tera::value::Key<'static>, Value)> =
                    parts.chain([heading]).collect();
                let fields = entry.into_map().unwrap_or_default();
                fields.into_iter().chain(parts).collect::<tera::Map>().into()
            },
        )
    }

    /// What the theme's component makes of a post in a list.
    fn part(&self, entry: &Value, part: Part, heading: &str) -> Option<Value> {
        let entry = ("entry", entry.clone());
        match part {
            Part::Item | Part::First => {
                let heading = ("heading", Value::normal_string(heading));
                self.theme.component("entry", &[entry, heading])
            }
            Part::Line => self.theme.component("entry_line", &[entry]),
        }
    }
}
