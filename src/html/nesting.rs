//! How deep HTML nests, before anything builds a tree of it: parsers need time by the square of the depth.

use super::tokens::{Token, tokens};

/// Deeper than this is not counted.
const DEEPEST: usize = 1024;

/// Elements without an end.
const VOID: [&str; 19] = [
    "area", "base", "basefont", "bgsound", "br", "col", "embed", "frame", "hr", "image", "img",
    "input", "keygen", "link", "meta", "param", "source", "track", "wbr",
];

/// Elements that end by themselves where the next one begins, and nest only within others that count.
const SELF_ENDING: [&str; 15] = [
    "p", "li", "dt", "dd", "tr", "thead", "tbody", "tfoot", "option", "optgroup", "rp", "rt",
    "body", "head", "html",
];

/// Elements that outlive the block they stand in until their own end comes.
const FORMATTING: [&str; 14] = [
    "a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u",
];

/// Elements that ends do not reach out of.
const MARKERS: [&str; 7] = ["applet", "caption", "marquee", "object", "table", "td", "th"];

/// Elements with rules of their own for what is within; after one, no end counts any more.
const FOREIGN: [&str; 7] =
    ["frameset", "math", "noscript", "plaintext", "select", "svg", "template"];

/// How deep the elements of some HTML nest at most; never less than a browser would nest them, and 1024 for
/// anything deeper. Linear, without allocation.
pub fn nesting(html: &str) -> usize {
    let mut open = Open::new();
    for token in tokens(html) {
        match token {
            Token::Open { name, .. } => open.push(name),
            Token::Close { name, .. } => open.close(name),
            Token::Comment(comment) if comment.starts_with("<![") => open.distrust = true,
            _ => {}
        }
        if open.length >= DEEPEST {
            return DEEPEST;
        }
    }
    open.deepest
}

/// The elements that are open, as a browser would keep them.
struct Open<'a> {
    names: [&'a str; DEEPEST],
    length: usize,
    deepest: usize,
    distrust: bool,
}

impl<'a> Open<'a> {
    fn new() -> Self {
        Open { names: [""; DEEPEST], length: 0, deepest: 0, distrust: false }
    }

    fn push(&mut self, name: &'a str) {
        if is_one_of(name, &VOID) || is_one_of(name, &SELF_ENDING) || self.length >= DEEPEST {
            return;
        }
        self.distrust |= is_one_of(name, &FOREIGN);
        self.names[self.length] = name;
        self.length += 1;
        self.deepest = self.deepest.max(self.length);
    }

    fn close(&mut self, name: &str) {
        if self.distrust || self.length == 0 {
            return;
        }
        let is_marker = is_one_of(name, &MARKERS);
        let mut at = self.length;
        loop {
            if at == 0 {
                return;
            }
            at -= 1;
            if self.names[at].eq_ignore_ascii_case(name) {
                break;
            }
            if !is_marker && is_one_of(self.names[at], &MARKERS) {
                return;
            }
        }
        if is_marker {
            self.length = at;
            return;
        }
        let only_itself = is_one_of(name, &FORMATTING);
        let mut kept = at;
        for above in at + 1..self.length {
            if only_itself || is_one_of(self.names[above], &FORMATTING) {
                self.names[kept] = self.names[above];
                kept += 1;
            }
        }
        self.length = kept;
    }
}

/// Elements that stand within a line, and in which a word may go on.
const WITHIN: [&str; 27] = [
    "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i",
    "ins", "kbd", "mark", "s", "small", "span", "strong", "sub", "sup", "time", "tt", "u", "var",
];

/// Whether an element stands within a line, and a word may go on in it.
pub(crate) fn is_within_line(name: &str) -> bool {
    is_one_of(name, &WITHIN)
}

/// Whether an element outlives the paragraph that it stands in.
pub(crate) fn is_formatting(name: &str) -> bool {
    is_one_of(name, &FORMATTING)
}

/// Whether an element has no end.
pub(crate) fn is_void(name: &str) -> bool {
    is_one_of(name, &VOID)
}

/// Whether an element ends where the next one of its kind begins.
pub(crate) fn ends_by_itself(name: &str) -> bool {
    is_one_of(name, &SELF_ENDING)
}

fn is_one_of(name: &str, names: &[&str]) -> bool {
    names.iter().any(|known| known.eq_ignore_ascii_case(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn depth_is_counted_as_browsers_nest() {
        let cases = [
            ("", 0),
            ("tekst < 3", 0),
            ("<p>a<p>b<p>c", 0),
            ("<ul><li>a<li>b<ul><li>c</ul></ul>", 2),
            ("<b>a</b><b>b</b>", 1),
            ("<br><br><img src=x>", 0),
            ("<div><b>x</div><div>", 2),
            // An end that matches nothing ends nothing.
            ("<div></span><div></span><div>", 3),
            // Nor does one in a comment, in an attribute or in raw text.
            ("<div><!-- </div> --><div>", 2),
            ("<div><a title='</div>'><div>", 3),
            ("<div><textarea></div></textarea><div>", 2),
            // A table keeps ends within itself.
            ("<div><table><td></div><div>", 4),
            ("<div><svg></div></svg><div>", 3),
            ("<div><![CDATA[></div>]]><div>", 2),
        ];
        for (html, depth) in cases {
            assert_eq!(nesting(html), depth, "{html}");
        }
        assert_eq!(nesting(&"<div>".repeat(40_000)), DEEPEST);
        assert_eq!(nesting(&"<div></div>".repeat(40_000)), 1);
    }

    #[test]
    fn the_depth_is_never_below_that_of_the_parser() {
        let rounds = [
            "<div><div></span></b>",
            "<div><b></div>",
            "<div><table><td></div></b>",
            "<b><table></b>",
            "<div><!--></div>-->",
            "<div><!-- --!></div>-->",
            "<div a=\"></div>\">",
            "<div><select></div></select>",
            "<i><p><div></i>",
            "<div><template></div></template>",
            "<blockquote><object></blockquote></object>",
            "<div><title></div></title>",
        ];
        for round in rounds {
            let html = round.repeat(40);
            let tree = ammonia::Builder::default().clean(&html).to_string();
            let (mut depth, mut deepest) = (0usize, 0usize);
            for token in tokens(&tree) {
                match token {
                    Token::Open { name, .. }
                        if !is_one_of(name, &VOID) && !is_one_of(name, &SELF_ENDING) =>
                    {
                        depth += 1;
                    }
                    Token::Close { name, .. } if !is_one_of(name, &SELF_ENDING) => depth -= 1,
                    _ => {}
                }
                deepest = deepest.max(depth);
            }
            assert!(nesting(&html) + 1 >= deepest, "{round}: {} < {deepest}", nesting(&html));
        }
    }
}
