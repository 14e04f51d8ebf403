//! What the widgets of a page say was written last, on whichever post: each entry is the name of somebody and a link to the comment.

use std::ops::Range;

use super::super::erasure::Traces;
use super::said::{Element, elements};
use crate::html::tokens::{Token, decode, tokens, value_of};

/// The class of an entry: of the block "latest comments", and of the widget before it.
const ENTRIES: [&str; 2] = ["wp-block-latest-comments__comment", "recentcomments"];
/// The class of what holds the name in it.
const AUTHORS: [&str; 2] = ["wp-block-latest-comments__comment-author", "comment-author-link"];

/// The entries of these people. A name that somebody else has too is theirs if the comment is.
pub(super) fn theirs(whole: &str, traces: &Traces) -> Vec<Range<usize>> {
    if !ENTRIES.iter().any(|class| whole.contains(class)) {
        return Vec::new();
    }
    let (elements, _) = elements(whole, std::slice::from_ref(&(0..whole.len())));
    let is_entry = |at: &usize| elements[*at].name == "li" && elements[*at].is_of(&ENTRIES);
    let entries: Vec<usize> = (0..elements.len()).filter(is_entry).collect();
    let ends = entries.iter().skip(1).copied().chain([elements.len()]);
    let found = entries.iter().zip(ends).filter_map(|(at, next)| {
        let own = &elements[*at].outer;
        // The tag that ends an entry may be left out.
        let end = elements.get(next).map_or(own.end, |next| next.outer.start.min(own.end));
        let entry = own.start..end;
        is_of(whole, &entry, &elements[at + 1..next], traces).then_some(entry)
    });
    found.collect()
}

/// Whether an entry with these elements in it, and perhaps others behind it, is of these people.
fn is_of(whole: &str, entry: &Range<usize>, within: &[Element], traces: &Traces) -> bool {
    let author = within.iter().find(|element| element.is_of(&AUTHORS));
    let Some(author) = author.filter(|author| author.outer.end <= entry.end) else { return false };
    let name: String = tokens(&whole[author.inner.clone()])
        .filter(|token| matches!(token, Token::Text(_)))
        .map(|token| decode(token.raw()).into_owned())
        .collect();
    let number = tokens(&whole[entry.clone()]).find_map(|token| match token {
        Token::Open { attributes, .. } => {
            let link = value_of(attributes, "href")?;
            Some(link.split_once("#comment-")?.1.to_owned())
        }
        _ => None,
    });
    let wrote = || number.is_some_and(|number| traces.answered().has_number(&number));
    let name = name.trim();
    traces.is_own_name(name) || traces.is_name(name) && wrote()
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
            (
                "<ul><li class=recentcomments><span class=comment-author-link>Els Bos</span> a\
                 <li class=recentcomments><span class=comment-author-link>Els Smit</span> b</ul>",
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
            let has_next = |range: &Range<usize>| html[range.clone()].matches("<li").count() > 1;
            assert!(!found.iter().any(has_next), "{html}");
        }
    }
}
