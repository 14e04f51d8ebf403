//! Abbreviations as kramdown and Python-Markdown write them out: `*[HTML]: HyperText Markup Language`, on a line of its own.

use pulldown_cmark::{CowStr, Event, Tag, TagEnd};

use crate::html::escape;

/// Nobody writes more of them, and looking for them costs no more than this.
const MOST: usize = 100;

/// So many are marked in a body.
const MOST_MARKED: usize = 1_000;

/// Nobody writes a longer one out.
const LONGEST: usize = 200;

/// An abbreviation of a body.
pub(crate) struct Abbreviation {
    short: String,
    /// The tag that says what it means.
    tag: String,
}

impl Abbreviation {
    /// The one that a line writes out.
    pub(super) fn read(line: &str) -> Option<Abbreviation> {
        let (short, long) = line.strip_prefix("*[")?.split_once("]:")?;
        let (short, long) = (short.trim(), long.trim());
        let is_one = |text: &str| !text.is_empty() && text.len() <= LONGEST;
        // A sentence in italics may begin so too.
        let is_text = long.ends_with('*');
        let is_whole = is_one(short) && is_one(long) && !is_text && !short.contains(['[', ']']);
        let tag = format!("<abbr title=\"{}\">", escape(long));
        is_whole.then(|| Abbreviation { short: short.to_owned(), tag })
    }

    /// Where it first stands from here on as a word of its own.
    fn first(&self, text: &str, from: usize) -> Option<usize> {
        let found = text[from..].match_indices(&self.short).find(|(at, _)| {
            let (start, end) = (from + at, from + at + self.short.len());
            let is_apart = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
            is_apart(text[..start].chars().next_back()) && is_apart(text[end..].chars().next())
        });
        found.map(|(at, _)| from + at)
    }
}

/// Marks abbreviations in the text of a body: not in headings, links and code.
pub(super) struct Marker<'a> {
    known: &'a [Abbreviation],
    /// How many elements are open in which none is marked.
    outside: usize,
    marked: usize,
}

impl<'a> Marker<'a> {
    pub(super) fn new(known: &'a [Abbreviation]) -> Self {
        Marker { known: &known[..known.len().min(MOST)], outside: 0, marked: 0 }
    }

    /// The events that this one becomes, if there are abbreviations in it.
    pub(super) fn marked(&mut self, event: &Event<'_>) -> Option<Vec<Event<'a>>> {
        if self.known.is_empty() {
            return None;
        }
        match event {
            Event::Start(
                Tag::Heading { .. } | Tag::Link { .. } | Tag::Image { .. } | Tag::CodeBlock(_),
            ) => self.outside += 1,
            Event::End(TagEnd::Heading(_) | TagEnd::Link | TagEnd::Image | TagEnd::CodeBlock) => {
                self.outside = self.outside.saturating_sub(1);
            }
            Event::Text(text) if self.outside == 0 => return self.parts(text),
            _ => {}
        }
        None
    }

    fn parts(&mut self, text: &str) -> Option<Vec<Event<'a>>> {
        let mut places: Vec<Option<usize>> =
            self.known.iter().map(|one| one.first(text, 0)).collect();
        let mut events = Vec::new();
        let mut from = 0;
        while self.marked < MOST_MARKED
            && let Some((start, found)) = self.nearest(&places)
        {
            self.marked += 1;
            let end = start + found.short.len();
            let owned = |text: &str| Event::Text(CowStr::from(text.to_owned()));
            events.push(owned(&text[from..start]));
            events.push(Event::InlineHtml(found.tag.as_str().into()));
            events.push(owned(&text[start..end]));
            events.push(Event::InlineHtml("</abbr>".into()));
            from = end;
            for (place, one) in places.iter_mut().zip(self.known) {
                if place.is_some_and(|place| place < from) {
                    *place = one.first(text, from);
                }
            }
        }
        if from == 0 {
            return None;
        }
        events.push(Event::Text(CowStr::from(text[from..].to_owned())));
        Some(events)
    }

    /// The one that comes first; of several, the longest.
    fn nearest(&self, places: &[Option<usize>]) -> Option<(usize, &'a Abbreviation)> {
        let known: &'a [Abbreviation] = self.known;
        let found = places.iter().zip(known).filter_map(|(place, one)| Some(((*place)?, one)));
        found.min_by_key(|(start, one)| (*start, std::cmp::Reverse(one.short.len())))
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{check, rendered};

    #[test]
    fn abbreviations_are_written_out_where_they_stand() {
        check(&[
            (
                "De HTML-code, HTMLX.\n\n## HTML\n\n*[HTML]: HyperText \"Markup\" Language",
                "<p>De <abbr title=\"HyperText &quot;Markup&quot; Language\">HTML</abbr>-code, HTMLX.</p>\n<h2 id=\"html\"><a href=\"#html\">HTML</a></h2>\n",
            ),
            (
                "*[a]: b\n*[a b]:c\n\na b `a` [a](b.md)",
                "<p><abbr title=\"c\">a b</abbr> <code>a</code> <a href=\"../2025/b%20c.html\">a</a></p>\n",
            ),
            ("*[a]: b.*", "<p><em>[a]: b.</em></p>\n"),
            ("```\n*[a]: b\n```", "<pre tabindex=\"0\"><code>*[a]: b\n</code></pre>\n"),
        ]);
        let body = format!("*[a]: {}\n\n{}", "b".repeat(200), "a ".repeat(50_000));
        assert!(rendered(&body).matches("<abbr").count() <= 1_000);
    }
}
