//! Elements that HTML does not have. Of most the sanitiser keeps what stands in them; but those of formulas or drawings, such as
//! `<card>` or `<path>`, it takes away with all of that, which goes to the end of a text where somebody wrote one as a word.

use std::borrow::Cow;
use std::collections::HashSet;
use std::sync::LazyLock;

use super::tokens::{Token, tokens};

/// What HTML has, now or in its old days, and the two elements in which other rules hold.
static KNOWN: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    "a abbr acronym address applet area article aside audio b base basefont bdi bdo bgsound big blink blockquote body br \
     button canvas caption center cite code col colgroup content data datalist dd del details dfn dialog dir div dl dt em embed \
     fieldset figcaption figure font footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe image img \
     input ins isindex kbd keygen label legend li link listing main map mark marquee math menu menuitem meta meter nav nobr \
     noembed noframes noscript object ol optgroup option output p param picture plaintext pre progress q rb rp rt rtc ruby s \
     samp script search section select slot small source spacer span strike strong style sub summary sup svg table tbody td \
     template textarea tfoot th thead time title tr track tt u ul var video wbr xmp"
        .split(' ')
        .collect()
});

/// The HTML without the tags of elements that it does not have. What stands in them stays.
pub(super) fn without_unknown(html: &str) -> Cow<'_, str> {
    let is_unknown = |token: &Token<'_>| match token {
        Token::Open { name, .. } | Token::Close { name, .. } => {
            !KNOWN.contains(name.to_ascii_lowercase().as_str())
        }
        Token::Text(_) | Token::Comment(_) | Token::Raw(_) => false,
    };
    if !tokens(html).any(|token| is_unknown(&token)) {
        return Cow::Borrowed(html);
    }
    let known = tokens(html).filter(|token| !is_unknown(token));
    Cow::Owned(known.map(|token| token.raw()).collect())
}

#[cfg(test)]
mod tests {
    use super::super::{sanitise_comment, sanitise_post};
    use super::*;

    #[test]
    fn what_stands_in_an_unknown_element_stays() {
        for (html, wanted) in [
            ("a <b>c</b> < d", "a <b>c</b> < d"),
            ("<Card title=\"<b>\">a</Card><x-y>b</x-y>", "ab"),
            ("<!-- <card> --><pre>a</pre>", "<!-- <card> --><pre>a</pre>"),
            ("<SVG><path/></SVG>", "<SVG></SVG>"),
        ] {
            assert_eq!(without_unknown(html), wanted);
        }
        let comment = sanitise_comment("Zet <path> voor <b>alles</b>, en <max> daarachter.");
        assert_eq!(comment.as_str(), "Zet  voor <b>alles</b>, en  daarachter.");
        let (post, removed) = sanitise_post("<p>a</p><card><p>b</p></card>\n<p>c <text> d</p>");
        assert_eq!(post.as_str(), "<p>a</p><p>b</p>\n<p>c  d</p>");
        assert_eq!(removed, ["card", "text"]);
        assert_eq!(sanitise_comment("<<card>script>a</script>b").as_str(), "b");
    }
}
