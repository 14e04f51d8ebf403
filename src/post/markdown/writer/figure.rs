//! Pictures: in a text, alone with a title as a figure, and two of which readers see one.

use pulldown_cmark::{Event, Tag, TagEnd};

use super::super::alone::{self, Alone};
use super::super::inline::{self, Picture, plain_text};
use super::super::{caption, schemes};
use super::Writer;

impl<'e, 'a> Writer<'e, 'a> {
    /// Writes the paragraph if it is a chart, a player, or a picture with a title, which may lead somewhere; says which event comes
    /// next.
    pub(super) fn alone(&mut self, at: usize, end: usize) -> Option<usize> {
        let events: &'e [Event<'a>] = self.events;
        let fills = |inner: usize, end: usize| self.ends[inner] as usize + 1 == end;
        let link = at + 1;
        let is_link = matches!(events.get(link), Some(Event::Start(Tag::Link { .. })))
            && fills(link, end)
            && end > link + 2;
        let (picture, around) = if is_link { (link + 1, end - 1) } else { (at + 1, end) };
        let Some(Event::Start(Tag::Image { dest_url, title, .. })) = events.get(picture) else {
            return None;
        };
        if !fills(picture, around) {
            return None;
        }
        if !is_link {
            let description = plain_text(&events[picture + 1..around - 1]);
            let shown = Alone { target: dest_url, title, description: description.trim() };
            if alone::push(&mut self.html, &shown, self.around, &mut self.insets) {
                self.is_below = true;
                return Some(end + 1);
            }
        }
        if title.trim().is_empty() {
            return None;
        }
        // Its name, for not every browser takes that from the caption.
        self.figures += 1;
        let name = format!("figure-{}", self.figures);
        self.html.push_str(&format!("<figure aria-labelledby=\"{name}\">"));
        if is_link {
            self.event(link);
        }
        self.picture(dest_url, "", picture, around - 1);
        if is_link {
            self.end(&TagEnd::Link);
        }
        self.html.push_str(&format!("<figcaption id=\"{name}\">"));
        self.html.push_str(&caption::html(title, self.around));
        self.html.push_str("</figcaption></figure>\n");
        Some(end + 1)
    }

    /// The same of a picture that an item begins with and that nothing follows on its line, in a list without paragraphs.
    pub(super) fn alone_in_item(&mut self, at: usize) -> Option<usize> {
        let first = self.events.get(at + 1)?;
        let picture = match first {
            Event::Start(Tag::Link { .. }) => self.events.get(at + 2)?,
            first => first,
        };
        let Event::Start(Tag::Image { title, .. }) = picture else { return None };
        let end = self.ends[at + 1] as usize + 1;
        let is_last = matches!(self.events.get(end)?, Event::End(_) | Event::Start(Tag::List(_)));
        if title.trim().is_empty() || !is_last {
            return None;
        }
        self.alone(at, end).map(|_| end)
    }

    pub(super) fn picture(&mut self, target: &str, title: &str, at: usize, end: usize) {
        let is_lazy = std::mem::replace(&mut self.is_below, true);
        let (title, description) = (caption::plain(title), self.description(at, end));
        let picture = self.shown(target, [&title, &description], is_lazy);
        inline::push_picture(&mut self.html, &picture, self.around, &mut self.insets);
    }

    /// What stands between the events of a picture.
    fn description(&self, at: usize, end: usize) -> String {
        plain_text(&self.events[at + 1..end]).trim().to_owned()
    }

    fn shown<'p>(
        &self,
        target: &'p str,
        [title, description]: [&'p str; 2],
        is_lazy: bool,
    ) -> Picture<'p> {
        Picture { target, title, description, in_link: !self.link_ends.is_empty(), is_lazy }
    }

    /// Writes the picture at `at` and the one behind it as one, if readers are to see one of the two; says which event comes next.
    pub(super) fn pair(&mut self, at: usize) -> Option<usize> {
        let pair = schemes::pair(self.events, self.ends, at)?;
        let picture = |at: usize| match &self.events[at] {
            Event::Start(Tag::Image { dest_url, title, .. }) => Some((dest_url, title)),
            _ => None,
        };
        let ((light, title), (dark, _)) = (picture(pair.light)?, picture(pair.dark)?);
        let end = self.ends[pair.light] as usize;
        let (title, description) = (caption::plain(title), self.description(pair.light, end));
        let shown = self.shown(light, [&title, &description], self.is_below);
        let is_pair = schemes::push(&mut self.html, &shown, dark, self.around, &mut self.insets);
        self.is_below |= is_pair;
        is_pair.then_some(pair.next)
    }
}
