//! The line that WordPress puts before an answer in its feeds: "In reply to", in the language of the blog, and the name of whoever
//! it answers, as a link. Nobody wrote it.

use crate::html::tokens::{Token, attributes, decode, tokens};

/// How many bytes there may be around the name.
const AROUND: usize = 60;

/// How long that line is in this HTML, with what parts it from the text, if it stands there and leads to what is answered.
pub(super) fn length(html: &str, answers: &str) -> Option<usize> {
    let mut pieces = tokens(html).scan(0, |at, token| {
        *at += token.raw().len();
        Some((token, *at))
    });
    let mut next = || pieces.find(|(token, _)| !token.raw().trim().is_empty());
    let is_open = |token: &Token<'_>, own: &str| matches!(token, Token::Open { name, .. } if name.eq_ignore_ascii_case(own));
    let is_close = |token: &Token<'_>, own: &str| matches!(token, Token::Close { name, .. } if name.eq_ignore_ascii_case(own));
    if !is_open(&next()?.0, "p") {
        return None;
    }
    let mut around = 0;
    let mut piece = next()?;
    if let (Token::Text(text), _) = piece {
        around += text.len();
        piece = next()?;
    }
    let (Token::Open { name: "a", attributes: own, .. }, _) = piece else { return None };
    let (_, href) = attributes(own).find(|(name, _)| *name == "href")?;
    if decode(href) != answers || !matches!(next()?.0, Token::Text(_)) || !is_close(&next()?.0, "a")
    {
        return None;
    }
    let mut piece = next()?;
    if let (Token::Text(text), _) = piece {
        around += text.len();
        piece = next()?;
    }
    if around > AROUND || !is_close(&piece.0, "p") {
        return None;
    }
    let rest = &html[piece.1..];
    Some(html.len() - rest.trim_start().len())
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
