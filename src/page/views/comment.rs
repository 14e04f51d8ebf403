//! Comments as HTML: what the program's own components make of them, each by the stencil of its shape.

use std::borrow::Cow;
use std::sync::Arc;

use serde::{Serialize, Serializer};
use tera::Value;

use super::Views;
use crate::comment::Moment;
use crate::page::body::Body;
use crate::page::view::{CommentExcerptView, CommentView, DateView, LinkView, PersonView};
use crate::post::Date;

/// A comment in its discussion. A template of a site finds a [`CommentView`]; the program's own find its HTML as `item`, and how
/// it stands among the others.
#[derive(Debug)]
pub struct Commented<'a> {
    pub(super) views: Views<'a>,
    pub(super) view: CommentView<'a>,
    /// Its number, unless it is only a place.
    pub(super) comment: Option<u32>,
    /// What stands before and behind its token in the address where to react to it.
    pub(super) reply: Option<Arc<(String, String)>>,
}

/// A comment whose HTML is made.
#[derive(Serialize)]
struct Made {
    item: Value,
    replies: bool,
    below: usize,
    folded: bool,
    closes: usize,
}

impl Serialize for Commented<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let is_own = !serializer.is_human_readable() || self.views.theme.has_own_templates();
        let item = if is_own { None } else { self.html() };
        match item {
            Some(html) => {
                let CommentView { replies, below, folded, closes, .. } = self.view;
                let item = Value::safe_string(&html);
                Made { item, replies, below, folded, closes }.serialize(serializer)
            }
            None => self.view.serialize(serializer),
        }
    }
}

/// Who wrote a comment as the components take them, with stand-ins for the texts; `tint` among them, which is a number otherwise.
fn person_value(stand_ins: [Option<String>; 5], rtl: bool) -> Value {
    let [name, initials, tint, url, photo] = stand_ins;
    let [name, initials] = [name, initials].map(Option::unwrap_or_default);
    let [role, department] = [(); 2].map(|()| String::new());
    let person = PersonView { name, initials, url, photo, role, department, tint: 0, rtl };
    with(&person, [("tint", text_value(tint))])
}

fn text_value(text: Option<String>) -> Value {
    text.map_or_else(Value::none, |text| Value::normal_string(&text))
}

/// A view as a template finds it, but for these fields.
fn with(view: &impl Serialize, fields: impl IntoIterator<Item = (&'static str, Value)>) -> Value {
    let mut map = Value::from_serializable(view).into_map().unwrap_or_default();
    map.extend(fields.into_iter().map(|(name, value)| (name.into(), value)));
    map.into()
}

/// A date of which a template shows no more than this.
fn date_value(iso: Option<String>, full: Option<String>, short: Option<String>) -> Value {
    let Some(iso) = iso else { return Value::none() };
    let [full, short] = [full, short].map(Option::unwrap_or_default);
    let [text, month, time] = [(); 3].map(|()| String::new());
    Value::from_serializable(&DateView { iso, text, full, short, year: 0, month, day: 0, time })
}

fn flags(flags: &[bool]) -> u32 {
    flags.iter().fold(0, |bits, flag| bits << 1 | u32::from(*flag))
}

/// How many texts a comment has at most.
const TEXTS: usize = 16;

/// What a comment tells beside its view.
struct Told<'a> {
    author: Option<Cow<'a, PersonView>>,
    tint: Option<String>,
    date: Option<DateView>,
    body: String,
}

impl<'a> Commented<'a> {
    /// What the component makes of it. `None` if only the template can.
    fn html(&self) -> Option<String> {
        if !self.view.quotes_next.is_empty() {
            return None;
        }
        let author = self.comment.map(|comment| self.views.signature(comment));
        let tint = author.as_ref().map(|author| author.tint.to_string());
        let date = self.comment.and_then(|comment| self.views.date_of(comment));
        let told = Told { author, tint, date, body: self.view.body.shown() };
        let rtl = told.author.as_ref().is_some_and(|author| author.rtl);
        let CommentView { by_author, by_expert, pinned, placeholder, .. } = self.view;
        let flags = flags(&[by_author, by_expert, pinned, placeholder, rtl]);
        let make = |stand_ins| self.made(rtl, stand_ins);
        self.views.theme.stencils.html("comment", flags, &self.texts(&told), make)
    }

    /// The texts of it that the component shows.
    fn texts<'t>(&'t self, told: &'t Told<'a>) -> [Option<&'t str>; TEXTS] {
        let author = told.author.as_deref();
        let date = told.date.as_ref();
        let answers = self.view.answers.as_ref();
        let reply = self.reply.as_deref();
        [
            Some(&self.view.anchor),
            Some(self.view.token),
            author.map(|author| &*author.name),
            author.map(|author| &*author.initials),
            told.tint.as_deref(),
            author.and_then(|author| author.url.as_deref()),
            author.and_then(|author| author.photo.as_deref()),
            date.map(|date| &*date.iso),
            date.map(|date| &*date.full),
            Some(&told.body),
            self.view.lang,
            answers.map(|answers| &*answers.url),
            answers.map(|answers| &*answers.title),
            self.view.quotes.as_deref(),
            reply.map(|(before, _)| &**before),
            reply.map(|(_, after)| &**after),
        ]
    }

    /// What the component makes of it with these in the place of its texts.
    fn made(&self, rtl: bool, stand_ins: [Option<String>; TEXTS]) -> Option<Value> {
        let [anchor, token, name, initials, tint, url, photo, iso, full, body, lang, rest @ ..] =
            stand_ins;
        let [address, title, quotes, before, after] = rest;
        let author = person_value([name, initials, tint, url, photo], rtl);
        let answers = address.zip(title);
        let view = CommentView {
            anchor: anchor.unwrap_or_default(),
            token: token.as_deref().unwrap_or_default(),
            author: None,
            date: None,
            lang: None,
            body: Body::Marked(body.unwrap_or_default()),
            answers: answers.map(|(url, title)| LinkView { title, url, current: false }),
            quotes,
            ..self.view.clone()
        };
        let comment = with(
            &view,
            [("author", author), ("date", date_value(iso, full, None)), ("lang", text_value(lang))],
        );
        let [before, after] =
            [before, after].map(|text| text_value(text.or_else(|| Some(String::new()))));
        let arguments = [("comment", comment), ("reply_before", before), ("reply_after", after)];
        self.views.theme.component("comment", &arguments)
    }
}

impl<'a> Views<'a> {
    /// When a comment was written, as the site tells it.
    fn date_of(&self, comment: u32) -> Option<DateView> {
        let said = &self.site.conversation.comments[comment as usize];
        let Moment(seconds) = said.written?;
        Some(self.date(Date { seconds, has_time: said.has_time }))
    }

    /// Who wrote a comment.
    pub(super) fn signature(&self, comment: u32) -> Cow<'a, PersonView> {
        match self.site.conversation.writer(comment).person {
            Some(id) => Cow::Owned(self.person(id)),
            None => Cow::Borrowed(&self.colleague(comment).view),
        }
    }

    /// An excerpt of a comment below the title of its post: for the program's own templates its HTML, for those of a site its
    /// [`CommentExcerptView`].
    pub(super) fn excerpt_value(&self, comment: u32) -> Value {
        let excerpt = self.excerpt(comment);
        let is_own = self.theme.has_own_templates();
        let html = excerpt.as_ref().filter(|_| !is_own);
        match html.and_then(|excerpt| self.excerpt_html(comment, excerpt)) {
            Some(html) => tera::Map::from_iter([("item".into(), Value::safe_string(&html))]).into(),
            None => Value::from_serializable(&excerpt),
        }
    }

    fn excerpt_html(&self, comment: u32, excerpt: &CommentExcerptView<'_>) -> Option<String> {
        let author = self.signature(comment);
        let tint = author.tint.to_string();
        let date = self.date_of(comment);
        let texts = [
            Some(&*excerpt.text),
            Some(&*excerpt.url),
            excerpt.lang,
            Some(&*author.name),
            Some(&*author.initials),
            Some(&*tint),
            author.url.as_deref(),
            author.photo.as_deref(),
            date.as_ref().map(|date| &*date.iso),
            date.as_ref().map(|date| &*date.short),
        ];
        let make = |stand_ins: [Option<String>; 10]| {
            let [text, url, lang, name, initials, tint, page, photo, iso, short] = stand_ins;
            let view = CommentExcerptView {
                text: text.unwrap_or_default(),
                url: url.unwrap_or_default(),
                date: None,
                lang: None,
                ..excerpt.clone()
            };
            let author = person_value([name, initials, tint, page, photo], author.rtl);
            let date = date_value(iso, None, short);
            let comment =
                with(&view, [("author", author), ("date", date), ("lang", text_value(lang))]);
            let show_post = ("show_post", false.into());
            self.theme.component("excerpt", &[("comment", comment), show_post])
        };
        self.theme.stencils.html("excerpt", flags(&[author.rtl]), &texts, make)
    }
}
