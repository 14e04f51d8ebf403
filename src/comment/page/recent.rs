//! What the widgets of a page say was written last, on whichever post: each entry is the name of somebody and a link to the comment.

use std::ops::Range;

use super::super::erasure::Traces;
use super::erase::is_void;
use crate::html::tokens::{Token, attributes, decode, tokens};

/// The class of an entry: of the block "latest comments", and of the widget before it.
const ENTRIES: [&str; 2] = ["wp-block-latest-comments__comment", "recentcomments"];
/// The class of what holds the name in it.
const AUTHORS: [&str; 2] = ["wp-block-latest-comments__comment-author", "comment-author-link"];

/// An entry while it is read.
struct Entry {
    start: usize,
    /// How many elements of its name are open, it among them.
    depth: usize,
    author: String,
    /// The element that holds the name, and how many of its name are open.
    in_author: Option<(String, usize)>,
    /// The number in the link to the comment.
    number: String,
}

/// The entries of these people. A name that somebody else has too is theirs if the comment is.
pub(super) fn theirs(whole: &str, traces: &Traces) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut entry: Option<Entry> = None;
    let mut at = 0;
    for token in tokens(whole) {
        let range = at..at + token.raw().len();
        at = range.end;
        let Some(open) = &mut entry else {
            if let Token::Open { name, attributes: own, .. } = token
                && name.eq_ignore_ascii_case("li")
                && has_class(own, &ENTRIES)
            {
                entry = Some(Entry {
                    start: range.start,
                    depth: 1,
                    author: String::new(),
                    in_author: None,
                    number: String::new(),
                });
            }
            continue;
        };
        open.see(&token);
        if open.depth == 0 {
            if open.is_of(traces) {
                found.push(open.start..range.end);
            }
            entry = None;
        }
    }
    found
}

impl Entry {
    fn see(&mut self, token: &Token<'_>) {
        match token {
            Token::Open { name, attributes: own, raw } => {
                if is_void(&name.to_ascii_lowercase()) || raw.ends_with("/>") {
                    return;
                }
                self.depth += usize::from(name.eq_ignore_ascii_case("li"));
                if let Some((author, open)) = &mut self.in_author {
                    *open += usize::from(name.eq_ignore_ascii_case(author));
                } else if has_class(own, &AUTHORS) {
                    self.in_author = Some(((*name).to_owned(), 1));
                }
                let link = attribute(own, "href");
                let number = link.as_deref().and_then(|link| link.split_once("#comment-"));
                if let Some((_, number)) = number {
                    number.clone_into(&mut self.number);
                }
            }
            Token::Close { name, .. } => {
                self.depth -= usize::from(name.eq_ignore_ascii_case("li"));
                if let Some((author, open)) = &mut self.in_author {
                    *open -= usize::from(name.eq_ignore_ascii_case(author));
                    self.in_author.take_if(|(_, open)| *open == 0);
                }
            }
            _ if self.in_author.is_some() => self.author.push_str(&decode(token.raw())),
            _ => {}
        }
    }

    fn is_of(&self, traces: &Traces) -> bool {
        let name = self.author.trim();
        traces.is_own_name(name)
            || traces.is_name(name) && traces.answered().has_number(&self.number)
    }
}

fn attribute(own: &str, name: &str) -> Option<String> {
    let mut all = attributes(own);
    let (_, value) = all.find(|(key, _)| key.eq_ignore_ascii_case(name))?;
    Some(decode(value).into_owned())
}

fn has_class(own: &str, known: &[&str]) -> bool {
    let class = attribute(own, "class").unwrap_or_default();
    class.split_ascii_whitespace().any(|class| known.contains(&class))
}

#[cfg(test)]
mod tests {
    use std::collections::{HashMap, HashSet};

    use super::*;
    use crate::comment::erasure::Answered;
    use crate::comment::person::gather;
    use crate::comment::testing::comment;
    use crate::comment::{Author, Comment};

    #[test]
    fn an_entry_is_of_whoever_has_its_name_and_of_namesakes_by_its_number() {
        let of = |id: &str, name: &str, email: &str| Comment {
            author: Author { name: name.into(), email: Some(email.into()), ..Author::default() }
                .into(),
            ..comment(id, "x")
        };
        let all = [
            of("7", "Jan de Wit", "jan@x.example"),
            of("8", "Jan de Wit", "jdw@y.example"),
            of("9", "Els Bos", "els@x.example"),
        ];
        let all: Vec<&Comment> = all.iter().collect();
        let everyone = gather(all.iter().copied());
        let cases = [
            (
                "<ol><li class=\"wp-block-latest-comments__comment\"><article><footer><a \
                  class=\"wp-block-latest-comments__comment-author\" href=\"https://els.example/\">Els&#32;Bos</a> op \
                  <a href=\"/w/#comment-9\">Water</a></footer></article></li></ol>",
                1,
            ),
            (
                "<LI class='x recentcomments'><span class=comment-author-link><a href=/e>Els <b>Bos</b></a></span> op \
                 <a href=\"/w/#comment-9\">Water</a></LI>",
                1,
            ),
            ("<li class=recentcomments><span class=comment-author-link>Els Smit</span></li>", 0),
            ("<li class=recent><span class=comment-author-link>Els Bos</span></li>", 0),
            (
                "<li class=recentcomments><span class=comment-author-link>Jan de Wit</span> <a href='#comment-8'>",
                0,
            ),
            (
                "<li class=recentcomments><span class=comment-author-link>Jan de Wit</span> <a href='#comment-8'></a></li>\
                 <li class=recentcomments><span class=comment-author-link>Jan de Wit</span> <a href='#comment-7'></a></li>",
                1,
            ),
        ];
        for (html, count) in cases {
            // Of the two who are called Jan de Wit the first goes, and so does Els Bos.
            let gone = ["jan@x.example", "els@x.example"];
            let people: Vec<_> = everyone
                .iter()
                .filter(|person| gone.iter().any(|email| person.emails.contains(*email)))
                .cloned()
                .collect();
            let erased = HashSet::from([0, 2]);
            let answered = Answered::new(&all, &erased, &HashMap::new());
            let traces = Traces::new(&people, &all, &everyone, answered);
            let found = theirs(html, &traces);
            assert_eq!(found.len(), count, "{html}");
            assert!(
                found.iter().all(|range| html[range.clone()].to_lowercase().ends_with("</li>"))
            );
        }
    }
}
