//! Links, pictures and text within a line.

use std::borrow::Cow;

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use pulldown_cmark::{Event, LinkType, Tag};

use super::insets::Insets;
use super::{Surroundings, Words};
use crate::html::{address, escape, push_escaped};
use crate::media::{Medium, picture};
use crate::post::links::{self, Resolved};
use crate::post::math;

/// What an address that was written by hand needs to have encoded; the rest stays as it was written.
const WRITTEN: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'<')
    .add(b'>')
    .add(b'\\')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// What an anchor needs to have encoded.
const ANCHOR: &AsciiSet = &WRITTEN.add(b'%').add(b'#').add(b'&').add(b'\'');

/// The target of a link as the outline lists it: as written, but an e-mail address with its scheme.
pub(crate) fn target<'a>(kind: LinkType, destination: &'a str) -> Cow<'a, str> {
    match kind {
        LinkType::Email => Cow::Owned(format!("mailto:{destination}")),
        _ => Cow::Borrowed(destination),
    }
}

/// Where a link leads, as an address for this page that is not escaped yet.
pub(super) enum Target {
    /// A page or file of this site.
    Inside(String),
    /// An absolute address.
    Outside(String),
    /// Nowhere.
    Nowhere,
}

/// What a target leads to from this page.
pub(super) fn resolve(written: &str, around: &Surroundings<'_>) -> Target {
    let found = around.links.get(written);
    let by_itself;
    let resolved = match found {
        Some(resolved) => resolved,
        None => {
            by_itself = links::by_itself(written).unwrap_or(Resolved::Broken);
            &by_itself
        }
    };
    match resolved {
        Resolved::Inside { path, anchor, .. } => {
            let mut href = path.href_from(around.root);
            if let Some(anchor) = anchor {
                push_anchor(&mut href, anchor);
            }
            Target::Inside(href)
        }
        Resolved::Made { path, rest } => {
            let mut href = path.href_from(around.root);
            href.extend(utf8_percent_encode(rest, WRITTEN));
            Target::Inside(href)
        }
        Resolved::BrokenAnchor(path) => Target::Inside(path.href_from(around.root)),
        Resolved::Here(anchor) => {
            let mut href = String::with_capacity(anchor.len() + 1);
            push_anchor(&mut href, anchor);
            Target::Inside(href)
        }
        // The index says so, but whether it may be linked is decided where it is written.
        Resolved::Outside if links::by_itself(written) == Some(Resolved::Outside) => {
            let written = written.trim();
            let scheme = if written.starts_with("//") { "https:" } else { "" };
            Target::Outside(format!("{scheme}{}", utf8_percent_encode(written, WRITTEN)))
        }
        Resolved::Outside | Resolved::Broken | Resolved::Unsafe => Target::Nowhere,
    }
}

/// What is known of the file that a target leads to.
pub(super) fn medium<'a>(written: &str, around: &Surroundings<'a>) -> Option<&'a Medium> {
    match around.links.get(written) {
        Some(Resolved::Inside { path, .. }) => around.media.get(path),
        _ => None,
    }
}

fn push_anchor(href: &mut String, anchor: &str) {
    href.push('#');
    href.extend(utf8_percent_encode(anchor, ANCHOR));
}

/// What a link shows.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Shows {
    /// A text.
    Text,
    /// The address itself.
    Address,
    /// A picture and nothing else.
    Picture,
}

impl Shows {
    /// What these events of a link show; `ends` says where each ends, counted from `start`.
    pub(super) fn of(events: &[Event<'_>], address: &str, ends: &[u32], start: usize) -> Shows {
        match (events, ends) {
            ([Event::Start(Tag::Image { .. }), ..], [end, ..])
                if *end as usize + 1 == start + events.len() =>
            {
                Shows::Picture
            }
            ([Event::Text(text), ..], _)
                if address.starts_with(&**text) && plain_text(events) == address =>
            {
                Shows::Address
            }
            _ => Shows::Text,
        }
    }
}

/// The sites that show films, and what is in the address of a film in the library of an intranet.
const FILM_SITES: &[&str] = &[
    "youtube.com/",
    "youtu.be/",
    "youtube-nocookie.com/",
    "vimeo.com/",
    "dailymotion.com/",
    "npo.nl/start/",
    "microsoftstream.com/",
    ".sharepoint.com/:v:/",
    "/stream.aspx?",
];

/// Whether an address leads to a film.
fn is_film(address: &str) -> bool {
    matches!(extension(address).as_str(), "mp4" | "m4v" | "webm" | "mov" | "ogv")
        || FILM_SITES.iter().any(|site| address.contains(site))
}

/// Whether a link says nothing itself, and is called what it leads to.
pub(super) fn is_bare(kind: LinkType, text: &[Event<'_>]) -> bool {
    matches!(kind, LinkType::WikiLink { has_pothole: false }) || text.is_empty()
}

/// What a link leads to is called: the title of a post, or else the address.
pub(super) fn title<'a>(target: &'a str, around: &Surroundings<'a>) -> &'a str {
    match around.links.get(target) {
        Some(Resolved::Inside { title: Some(title), .. }) => title,
        _ => target,
    }
}

/// Begins a link and says what ends it. A picture that leads to a film says so.
pub(super) fn push_link(
    html: &mut String,
    written: &str,
    title: &str,
    shows: Shows,
    around: &Surroundings<'_>,
) -> String {
    let (address, outside) = match resolve(written, around) {
        Target::Inside(address) => (address, false),
        Target::Outside(address) => (address, true),
        Target::Nowhere => {
            html.push_str("<span class=\"broken-link\">");
            return "</span>".into();
        }
    };
    let kind = if outside { None } else { file_kind(&address) };
    html.push_str("<a");
    if outside && address::has_scheme(&address, &["http"]) {
        let bare = if shows == Shows::Address { " bare" } else { "" };
        html.push_str(&format!(" class=\"external{bare}\" rel=\"noopener noreferrer\""));
    } else if kind.is_some() {
        html.push_str(" class=\"file\"");
    }
    html.push_str(" href=\"");
    push_escaped(html, &address);
    push_title(html, title);
    html.push_str("\">");
    if shows == Shows::Picture && is_film(&address) {
        html.push_str("<span class=\"badge\"><span aria-hidden=\"true\">▶</span> ");
        push_escaped(html, &around.words.film);
        html.push_str("</span> ");
    }
    match (kind, medium(written, around)) {
        (Some(kind), Some(Medium::Document(document))) => {
            let decimal = around.words.chart.get("decimal").map_or(",", String::as_str);
            let told = document.told(&around.words.file, decimal);
            format!(" <span class=\"file-kind\">({kind}, {})</span></a>", escape(&told))
        }
        (Some(kind), _) => format!(" <span class=\"file-kind\">({kind})</span></a>"),
        (None, _) => "</a>".into(),
    }
}

/// Adds a title after an attribute that is still open.
fn push_title(html: &mut String, title: &str) {
    if !title.is_empty() {
        html.push_str("\" title=\"");
        push_escaped(html, title);
    }
}

/// The kind of a file that a reader would rather know of before following a link to it.
fn file_kind(address: &str) -> Option<String> {
    let kind = extension(address);
    let is_shown = matches!(
        kind.as_str(),
        "pdf"
            | "docx"
            | "doc"
            | "xlsx"
            | "xls"
            | "pptx"
            | "ppt"
            | "odt"
            | "ods"
            | "odp"
            | "csv"
            | "zip"
    );
    is_shown.then(|| kind.to_uppercase())
}

/// The extension of the file that an address leads to, in lower case.
fn extension(address: &str) -> String {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    let name = path.rsplit('/').next().unwrap_or_default();
    name.rsplit_once('.').map_or_else(String::new, |(_, extension)| extension.to_ascii_lowercase())
}

/// A picture with all it needs.
pub(super) struct Picture<'a> {
    /// As written.
    pub(super) target: &'a str,
    /// The title; it is the caption when the picture stands alone.
    pub(super) title: &'a str,
    /// The description.
    pub(super) description: &'a str,
    /// Whether it stands in a link, in which no other link can be.
    pub(super) in_link: bool,
    /// Whether it is loaded only when the reader comes near.
    pub(super) is_lazy: bool,
}

/// Adds a picture of the site, a film or sound of it as a player, or a link to one that is elsewhere.
pub(super) fn push_picture(
    html: &mut String,
    picture: &Picture<'_>,
    around: &Surroundings<'_>,
    insets: &mut Insets,
) {
    let address = match resolve(picture.target, around) {
        Target::Inside(address) => address,
        Target::Outside(address) if !picture.in_link => {
            super::raw::push_outside_picture(html, &address, picture.description);
            return;
        }
        Target::Outside(_) => {
            push_escaped(html, picture.description);
            return;
        }
        Target::Nowhere => {
            html.push_str("<span class=\"broken-link\">");
            push_escaped(
                html,
                if picture.description.is_empty() { picture.target } else { picture.description },
            );
            html.push_str("</span>");
            return;
        }
    };
    let shown = picture::Shown {
        address: &address,
        description: picture.description,
        title: picture.title,
        class: "",
        is_lazy: picture.is_lazy,
    };
    match medium(picture.target, around) {
        Some(Medium::Player(player)) => {
            let mut inset = String::new();
            let said = (address.as_str(), picture.description);
            player.push(&mut inset, said, |path| path.href_from(around.root));
            insets.push(html, inset);
            return;
        }
        Some(Medium::Picture(known)) => {
            let mut inset = String::new();
            known.push(&mut inset, &shown, |path| path.href_from(around.root));
            // Without smaller ones it is an element that any post may have.
            match known.smaller.is_empty() {
                true => html.push_str(&inset),
                false => insets.push(html, inset),
            }
            return;
        }
        _ => {}
    }
    match extension(&address).as_str() {
        "csv" | "pdf" if !picture.in_link => {
            html.push_str("<a class=\"file\" href=\"");
            push_escaped(html, &address);
            html.push_str("\">");
            push_escaped(
                html,
                if picture.description.is_empty() { picture.target } else { picture.description },
            );
            html.push_str("</a>");
        }
        _ => picture::push_image(html, &shown, None),
    }
}

/// Adds text in which web addresses are links.
pub(super) fn push_text(html: &mut String, text: &str, around: &Surroundings<'_>) {
    let mut from = 0;
    for (start, end) in address::linked(text) {
        crate::html::push_text(html, &text[from..start]);
        let written = &text[start..end];
        let address = address::with_scheme(written);
        let close = push_link(html, &address, "", Shows::Address, around);
        crate::html::push_text(html, written);
        html.push_str(&close);
        from = end;
    }
    crate::html::push_text(html, &text[from..]);
}

/// Adds the box before a task. Nobody can tick it, and its name says what it says.
pub(super) fn push_box(html: &mut String, is_done: bool, words: &Words) {
    html.push_str("<input type=\"checkbox\" disabled");
    html.push_str(if is_done { " checked" } else { "" });
    html.push_str(" aria-label=\"");
    push_escaped(html, if is_done { &words.task_done } else { &words.task_open });
    html.push_str("\"> ");
}

/// Adds a formula; what is none stays as it was written.
pub(super) fn push_formula(html: &mut String, text: &str, sign: &str, insets: &mut Insets) {
    let is_block = sign.len() == 2;
    let made = (is_block || math::is_formula(text)).then(|| math::mathml(text, is_block));
    match made {
        Some(Ok(formula)) => insets.push(html, formula),
        _ => push_escaped(html, &format!("{sign}{text}{sign}")),
    }
}

/// The text of these events without markup: what a heading says, what a picture shows.
pub(crate) fn plain_text(events: &[Event<'_>]) -> String {
    let mut plain = String::new();
    for event in events {
        push_plain(&mut plain, event);
    }
    plain
}

/// Adds the text of one event.
pub(crate) fn push_plain(plain: &mut String, event: &Event<'_>) {
    match event {
        Event::Text(text) | Event::Code(text) => plain.push_str(text),
        Event::InlineMath(text) if !math::is_formula(text) => {
            plain.push('$');
            plain.push_str(text);
            plain.push('$');
        }
        Event::InlineMath(text) | Event::DisplayMath(text) => plain.push_str(&math::plain(text)),
        Event::SoftBreak | Event::HardBreak => plain.push(' '),
        _ => {}
    }
}
