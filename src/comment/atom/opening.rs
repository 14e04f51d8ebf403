//! The line that WordPress puts before an answer in its feeds: "In reply to", in the language of the blog, and the name of whoever
//! it answers, as a link. Nobody wrote it.

use crate::html::tokens::{Token, tokens, value_of};

/// How many bytes there may be around the name.
const AROUND: usize = 60;

/// How long that line is in this HTML, with what parts it from the text, if it stands there and leads to what is answered.
pub(super) fn length(html: &str, answers: &str) -> Option<usize> {
    let pieces = tokens(html).scan(0, |at, token| {
        *at += token.raw().len();
        Some((token, *at))
    });
    let mut pieces = pieces.filter(|(token, _)| !token.raw().trim().is_empty()).peekable();
    let mut next = |is_wanted: &dyn Fn(&Token<'_>) -> bool| {
        pieces.next_if(|(token, _)| is_wanted(token)).map(|(token, end)| (token.raw().len(), end))
    };
    let is_text = |token: &Token<'_>| matches!(token, Token::Text(_));
    let is_end = |token: &Token<'_>, own: &str| matches!(token, Token::Close { name, .. } if name.eq_ignore_ascii_case(own));
    let is_link = |token: &Token<'_>| {
        matches!(token, Token::Open { name, attributes, .. } if name.eq_ignore_ascii_case("a")
            && value_of(attributes, "href").is_some_and(|href| href == answers))
    };
    next(&|token| matches!(token, Token::Open { name, .. } if name.eq_ignore_ascii_case("p")))?;
    let (before, _) = next(&is_text).unwrap_or_default();
    next(&is_link)?;
    next(&is_text)?;
    next(&|token| is_end(token, "a"))?;
    let (behind, _) = next(&is_text).unwrap_or_default();
    let (_, end) = next(&|token| is_end(token, "p"))?;
    let rest = html[end..].trim_start();
    (before + behind <= AROUND).then_some(html.len() - rest.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_line_that_leads_to_what_is_answered_was_written_by_nobody() {
        let answers = "https://b.example/w/&x#comment-2";
        let line =
            "<p>In reply to <a href=\"https://b.example/w/&#038;x#comment-2\">Jan</a>.</p>\n";
        for (html, expected) in [
            (format!("{line}<p>Goed</p>"), Some(line.len())),
            (line.replace("In reply to ", "").replace("</a>.", "</a>"), Some(line.len() - 13)),
            (format!(" {line}"), Some(line.len() + 1)),
            (line.replace("#comment-2", "#comment-3"), None),
            (
                line.replace(
                    "</a>.",
                    "</a>. Wat een goed idee is dat, zeg, daar kom ik graag nog eens op terug",
                ),
                None,
            ),
            (line.replace("</a>.</p>", "</a>"), None),
            (line.replace("Jan", ""), None),
            (format!("<p>Goed</p>{line}"), None),
            ("<p>".into(), None),
            (String::new(), None),
        ] {
            assert_eq!(length(&html, answers), expected, "{html}");
        }
    }
}
