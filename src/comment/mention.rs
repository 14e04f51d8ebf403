//! Whom a text names without saying it: by a number, or beside it. What is read has their name there.

use std::borrow::Cow;
use std::ops::Range;

use super::safe_links;
use super::text::repair;

/// A place in what is read of a text that names somebody so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// Where it stands, with its `@`.
    pub range: Range<usize>,
    /// Their number or their addresses, as far as the file says them.
    pub who: Vec<String>,
    /// Whether the name stands in the same file; if not, the number alone says who it is.
    pub has_name: bool,
}

/// A text with the names of those whom it mentions.
#[derive(Clone, Debug, Default)]
pub(super) struct Named {
    pub(super) text: String,
    pub(super) mentions: Vec<Mention>,
}

impl Named {
    /// Adds somebody who is called so.
    pub(super) fn push(&mut self, shown: &str, who: Vec<String>, has_name: bool) {
        let start = self.text.len();
        self.text.push_str(shown);
        self.mentions.push(Mention { range: start..self.text.len(), who, has_name });
    }

    /// The text whose addresses are those that they lead to.
    pub(super) fn unwrapped(self) -> Named {
        let Named { text, mentions } = self;
        let (mut named, mut copied) = (Named::default(), 0);
        let push = |named: &mut Named, part: Range<usize>| {
            named.text.push_str(&safe_links::unwrapped(Cow::Borrowed(&text[part]), false));
        };
        for Mention { range, who, has_name } in mentions {
            push(&mut named, copied..range.start);
            copied = range.end;
            named.push(&text[range], who, has_name);
        }
        push(&mut named, copied..text.len());
        named
    }

    /// The text, and where they stand in it once it is repaired.
    pub(super) fn repaired(self) -> (String, Box<[Mention]>) {
        let Named { text, mut mentions } = self;
        if !mentions.is_empty() && *repair(text.as_str(), &mut 0) != text {
            // How far the text is repaired, before and after.
            let [mut done, mut length] = [0, 0];
            let mut now = |place: usize| {
                let part = &text[done..place];
                let end = length + repair(part, &mut 0).len();
                // Both together are one end of a line.
                let is_parted = part.ends_with('\r') && text[place..].starts_with('\n');
                [done, length] = [place, end - usize::from(is_parted)];
                end
            };
            for Mention { range, .. } in &mut mentions {
                *range = now(range.start)..now(range.end);
            }
        }
        (text, mentions.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mention_stands_behind_an_address_that_leads_elsewhere() {
        let way =
            "https://x.safelinks.protection.outlook.com/?url=https%3A%2F%2Fa.example%2F&data=jan";
        let mut named = Named { text: format!("{way} "), ..Named::default() };
        named.push("@Jan", Vec::new(), true);
        let named = named.unwrapped();
        assert_eq!(named.text, "https://a.example/ @Jan");
        assert_eq!(&named.text[named.mentions[0].range.clone()], "@Jan");
    }

    #[test]
    fn a_mention_stands_where_it_does_in_the_repaired_text() {
        let mut named = Named { text: "a\r\nb\u{7} \u{93}".to_owned(), ..Named::default() };
        named.push("@J\u{0}an", vec!["7".to_owned()], true);
        named.text.push_str("\r\n\u{1}s");
        let (text, mentions) = named.repaired();
        let text = repair(text, &mut 0);
        assert_eq!((&*text, &text[mentions[0].range.clone()]), ("a\nb “@Jan\ns", "@Jan"));
        // As long as before, and yet other places.
        let mut named = Named { text: "\u{7}".to_owned(), ..Named::default() };
        named.push("@Jan", Vec::new(), true);
        named.text.push_str("\u{93}\r");
        named.push("@Els", Vec::new(), true);
        let (text, mentions) = named.repaired();
        let text = repair(text, &mut 0);
        let found = mentions.iter().map(|own| &text[own.range.clone()]);
        assert_eq!((&*text, found.collect::<Vec<_>>()), ("@Jan“\n@Els", vec!["@Jan", "@Els"]));
    }
}
