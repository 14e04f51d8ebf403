//! Where comments quote a post: a mark beside the sentence leads to the comment, and the comment leads back.
//!
//! 1. `passages` are what a comment sets in quotation marks, or takes over as a quote, five words at least.
//! 2. `Quotes::in_post` looks for them among the words of the post's HTML; emphasis and links within a sentence do not matter.
//! 3. `Quotes::marked` sets a mark behind each sentence that was found.
//!
//! Most comments quote nothing, and are read once for the signs of it. Everything is linear in what it reads.

use std::collections::{BTreeMap, HashMap};

use crate::html::escape;
use crate::html::tokens::{Token, decode, tokens};

/// The fewest words that are a quote and no accident.
const FEWEST: usize = 5;

/// The most bytes between two quotation marks.
const LONGEST: usize = 2_000;

/// The most quotes of one comment that are looked for.
const MOST: usize = 20;

/// How quotes begin, each with how it may end.
const MARKS: [(char, &str); 4] = [('“', "”"), ('„', "”“"), ('«', "»"), ('"', "\"")];

/// The pieces of a comment's text, as it came, that may be quotes: as text.
fn passages(body: &str) -> Vec<String> {
    let mut passages = Vec::new();
    let [has_sign, has_entity] =
        [b'>', b'&'].map(|sign| memchr::memchr(sign, body.as_bytes()).is_some());
    let is_named = || has_entity && (body.contains("quot;") || body.contains("quo;"));
    let [one, two, three] = FIRST;
    // Marks count where readers see them: not in a tag, and by whatever name.
    if memchr::memchr3(one, two, three, body.as_bytes()).is_some() || is_named() {
        let text = if has_sign || has_entity { text_of(body) } else { body.to_owned() };
        passages.extend(marked(&text).into_iter().map(str::to_owned));
    }
    let mut rest = if has_sign { body } else { "" };
    while let Some((_, after)) = rest.split_once("<blockquote") {
        let inside = after.split("</blockquote").next().unwrap_or_default();
        passages.push(text_of(inside.split_once('>').map_or("", |(_, inside)| inside)));
        rest = &after[inside.len()..];
    }
    if has_sign {
        let quoted = body.lines().filter_map(|line| line.trim_start().strip_prefix('>'));
        passages.extend(quoted.map(text_of));
    }
    passages.retain(|passage| has_words(passage));
    passages.truncate(MOST);
    passages
}

/// The first bytes of the marks, in UTF-8.
const FIRST: [u8; 3] = [b'"', 0xE2, 0xC2];

/// What stands between marks in a text.
fn marked(text: &str) -> Vec<&str> {
    let mut passages = Vec::new();
    let mut open: Option<(usize, &str)> = None;
    let places = text.bytes().enumerate().filter(|(_, byte)| FIRST.contains(byte));
    for (at, sign) in places.filter_map(|(at, _)| Some((at, text[at..].chars().next()?))) {
        match open {
            Some((from, ends)) if at - from <= LONGEST && ends.contains(sign) => {
                passages.push(&text[from..at]);
                open = None;
            }
            Some((from, _)) if at - from <= LONGEST => {}
            _ => {
                // A sign of inches stands behind its number.
                let is_behind = text[..at].ends_with(char::is_alphanumeric);
                let mark = MARKS.iter().find(|(mark, _)| *mark == sign && !is_behind);
                open = mark.map(|(mark, ends)| (at + mark.len_utf8(), *ends));
            }
        }
    }
    passages
}

/// HTML as text.
fn text_of(html: &str) -> String {
    let texts = tokens(html).filter_map(|token| match token {
        Token::Text(text) => Some(decode(text)),
        _ => None,
    });
    texts.collect()
}

/// Whether a passage may have enough words.
fn has_words(passage: &str) -> bool {
    passage.bytes().filter(u8::is_ascii_whitespace).count() + 1 >= FEWEST
}

/// Whether a post with this source may hold the passage: one of its longer words stands there, as it is or in lower case.
fn may_hold(source: &str, passage: &str) -> bool {
    let mut words: Vec<&str> = passage.split(|sign: char| !sign.is_alphanumeric()).collect();
    words.sort_unstable_by_key(|word| std::cmp::Reverse(word.len()));
    words.dedup();
    let mut words = words.into_iter().take(3).filter(|word| !word.is_empty());
    words.any(|word| source.contains(word) || source.contains(&word.to_lowercase()))
}

/// A word by its hash, where it ends, and whether that is within a link.
#[derive(Clone, Copy)]
struct Word {
    hash: u64,
    end: usize,
    in_link: bool,
}

/// Adds the words of a text that begins at `offset`.
fn push_words(words: &mut Vec<Word>, text: &str, offset: usize) {
    // FNV-1a: the same everywhere.
    const START: u64 = 0xcbf2_9ce4_8422_2325;
    let mut hash = START;
    for (at, sign) in text.char_indices().chain([(text.len(), ' ')]) {
        if sign.is_alphanumeric() {
            for lower in sign.to_lowercase() {
                hash = (hash ^ u64::from(u32::from(lower))).wrapping_mul(0x0100_0000_01b3);
            }
        } else if hash != START {
            words.push(Word { hash, end: offset + at, in_link: false });
            hash = START;
        }
    }
}

/// The words of HTML; between blocks stands a word that no quote has.
fn words_of(html: &str) -> Vec<Word> {
    const BETWEEN: u64 = 0;
    let mut words = Vec::with_capacity(html.len() / 6);
    let mut at = 0;
    let mut hidden = 0_usize;
    let mut around = Around::default();
    let mut in_link = false;
    for token in tokens(html) {
        let before = words.len();
        around.see(&token);
        let is_shown = hidden == 0 && !around.is_aside(in_link);
        match token {
            Token::Text(text) if is_shown && text.contains('&') => {
                // Where an entity stands the places would not be right: its pieces are words by themselves.
                for (index, piece) in text.split('&').enumerate() {
                    let offset = at + (piece.as_ptr() as usize - text.as_ptr() as usize);
                    let entity = piece.find(';').filter(|end| index > 0 && *end < 10);
                    let skip = entity.map_or(0, |end| end + 1);
                    push_words(&mut words, &piece[skip..], offset + skip);
                }
            }
            Token::Text(text) if is_shown => push_words(&mut words, text, at),
            Token::Open { name: "a", .. } => in_link = true,
            Token::Close { name: "a", .. } => in_link = false,
            Token::Open { name, .. } if is_hidden(name) => hidden += 1,
            Token::Close { name, .. } if is_hidden(name) => hidden = hidden.saturating_sub(1),
            Token::Open { name, .. } | Token::Close { name, .. } if !is_inline(name) => {
                words.push(Word { hash: BETWEEN, end: at, in_link });
            }
            _ => {}
        }
        words[before..].iter_mut().for_each(|word| word.in_link = in_link);
        at += token.raw().len();
    }
    words
}

/// In how many elements a place stands that have something beside sentences.
#[derive(Default)]
struct Around {
    figures: usize,
    quotes: usize,
    raised: usize,
}

impl Around {
    fn see(&mut self, token: &Token<'_>) {
        let (name, is_open) = match token {
            Token::Open { name, .. } => (*name, true),
            Token::Close { name, .. } => (*name, false),
            _ => return,
        };
        let count = match name {
            "figure" => &mut self.figures,
            "blockquote" => &mut self.quotes,
            "sup" => &mut self.raised,
            _ => return,
        };
        *count = if is_open { *count + 1 } else { count.saturating_sub(1) };
    }

    /// Whether what stands here is part of no sentence: a figure but for what it quotes, and the number of a footnote.
    fn is_aside(&self, in_link: bool) -> bool {
        self.figures > 0 && self.quotes == 0 || self.raised > 0 && in_link
    }
}

/// What no sentence of the text stands in.
fn is_hidden(name: &str) -> bool {
    matches!(name, "svg" | "math" | "pre" | "details" | "h2" | "h3" | "h4" | "h5" | "h6")
}

/// What can stand within a sentence.
fn is_inline(name: &str) -> bool {
    const INLINE: [&str; 21] = [
        "a", "em", "strong", "code", "span", "sup", "sub", "del", "s", "b", "i", "u", "mark",
        "kbd", "abbr", "q", "cite", "br", "small", "ins", "img",
    ];
    INLINE.contains(&name)
}

/// The sentences of a post that comments quote.
#[derive(Debug, Default)]
pub(super) struct Quotes {
    /// Where in the HTML each mark goes, with the comments.
    sentences: BTreeMap<usize, Vec<u32>>,
    /// Which mark a comment leads back to, from 1: the first that leads to it, or that it shares.
    marks: BTreeMap<u32, usize>,
    /// Which comments follow a comment that quote a sentence with it: a mark leads to the first of them, and each to the next.
    next: BTreeMap<u32, Vec<u32>>,
}

impl Quotes {
    /// What these comments, by their numbers, quote of a post with this source; its HTML is made only if there may be something.
    pub(super) fn in_post<'c>(
        bodies: impl Iterator<Item = (u32, &'c str)>,
        source: &str,
        html: impl FnOnce() -> String,
    ) -> Option<(Quotes, String)> {
        let quotes: Vec<(u32, String)> = bodies
            .flat_map(|(index, body)| {
                passages(body).into_iter().map(move |passage| (index, passage))
            })
            .filter(|(_, passage)| may_hold(source, passage))
            .collect();
        if quotes.is_empty() {
            return None;
        }
        let html = html();
        let post = Haystack::new(&html);
        let mut found = Quotes::default();
        for (index, passage) in quotes {
            let Some(place) = post.sentence_with(&passage) else { continue };
            let comments = found.sentences.entry(place).or_default();
            // The quotes of one comment follow each other.
            if comments.last() != Some(&index) {
                comments.push(index);
            }
        }
        for (number, comments) in (1..).zip(found.sentences.values()) {
            for comment in comments {
                found.marks.entry(*comment).or_insert(number);
            }
            for two in comments.windows(2) {
                let next = found.next.entry(two[0]).or_default();
                if !next.contains(&two[1]) {
                    next.push(two[1]);
                }
            }
        }
        (!found.sentences.is_empty()).then_some((found, html))
    }

    /// Which mark a comment leads back to.
    pub(super) fn mark_of(&self, comment: u32) -> Option<usize> {
        self.marks.get(&comment).copied()
    }

    /// The comments that a comment leads on to.
    pub(super) fn next_of(&self, comment: u32) -> &[u32] {
        self.next.get(&comment).map_or(&[], Vec::as_slice)
    }

    /// The HTML with its marks. `address` is that of a comment, `told` what a mark with so many comments is called.
    pub(super) fn marked(
        &self,
        html: &str,
        address: impl Fn(u32) -> String,
        told: impl Fn(usize) -> String,
    ) -> String {
        let mut marked = String::with_capacity(html.len() + self.sentences.len() * 128);
        let mut from = 0;
        for (number, (place, comments)) in (1..).zip(&self.sentences) {
            marked.push_str(&html[from..*place]);
            let [first, ..] = comments[..] else { continue };
            marked.push_str(&format!(
                "<a class=\"quoted\" id=\"quoted-{number}\" href=\"{}\" aria-label=\"{}\">{}</a>",
                escape(&address(first)),
                escape(&told(comments.len())),
                comments.len()
            ));
            from = *place;
        }
        marked.push_str(&html[from..]);
        marked
    }
}

/// The words of a post, and where five of them stand.
struct Haystack<'h> {
    html: &'h str,
    words: Vec<Word>,
    runs: HashMap<u64, usize>,
}

/// What stands for a run of words.
fn run(words: &[Word]) -> u64 {
    words.iter().fold(0, |run, word| run.rotate_left(7).wrapping_mul(31) ^ word.hash)
}

impl<'h> Haystack<'h> {
    fn new(html: &'h str) -> Self {
        let words = words_of(html);
        let mut runs = HashMap::with_capacity(words.len());
        for (at, window) in words.windows(FEWEST).enumerate() {
            runs.entry(run(window)).or_insert(at);
        }
        Haystack { html, words, runs }
    }

    /// Where the sentence ends that has most of this passage in it.
    fn sentence_with(&self, passage: &str) -> Option<usize> {
        let mut quote = Vec::new();
        push_words(&mut quote, passage, 0);
        let starts = 0..(quote.len() + 1).saturating_sub(FEWEST);
        let (at, length) = starts.into_iter().find_map(|start| {
            let at = *self.runs.get(&run(&quote[start..start + FEWEST]))?;
            let same = quote[start..].iter().zip(&self.words[at..]);
            let length = same.take_while(|(a, b)| a.hash == b.hash).count();
            // Five words of a long quote may stand anywhere.
            let is_enough = length >= FEWEST && (length >= 8 || length * 10 >= quote.len() * 6);
            is_enough.then_some((at, length))
        })?;
        self.end_of_sentence(self.words[at + length - 1])
    }

    /// Where the sentence of the word that ends here is over; never within a link.
    fn end_of_sentence(&self, word: Word) -> Option<usize> {
        let mut in_link = word.in_link;
        let mut is_over = false;
        let mut at = word.end;
        for token in tokens(&self.html[word.end..]) {
            // A sentence of so many pieces is none; each quote would be looked for in all of them.
            if at - word.end > LONGEST {
                return (!in_link).then_some(at);
            }
            match token {
                Token::Open { name, .. } if !in_link && (is_over || !is_inline(name)) => {
                    return Some(at);
                }
                Token::Open { name: "a", .. } => in_link = true,
                Token::Close { name: "a", .. } => in_link = false,
                Token::Close { name, .. } if !in_link && !is_inline(name) => return Some(at),
                Token::Text(text) => {
                    if is_over && !in_link {
                        return Some(at);
                    }
                    match sentence_end(text) {
                        // What ends within a link, or right before the end of an emphasis, is over behind that.
                        Some(end) if in_link || end == text.len() => is_over = true,
                        Some(end) => return Some(at + end),
                        None if text.len() > LONGEST && !in_link => return Some(at),
                        None => {}
                    }
                }
                _ => {}
            }
            at += token.raw().len();
        }
        Some(at)
    }
}

/// Where in a text its first sentence is over, with the marks that belong to its end.
fn sentence_end(text: &str) -> Option<usize> {
    let mut signs = text.char_indices().take(LONGEST).peekable();
    while let Some((at, sign)) = signs.next() {
        if !matches!(sign, '.' | '!' | '?' | '…') {
            continue;
        }
        let mut end = at + sign.len_utf8();
        while let Some((_, next)) = signs.next_if(|(_, next)| ".!?…”’»)".contains(*next)) {
            end += next.len_utf8();
        }
        if let Some(rest) = text[end..].strip_prefix("&quot;") {
            end = text.len() - rest.len();
        }
        if text[end..].chars().next().is_none_or(char::is_whitespace) {
            return Some(end);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with_marks(bodies: &[&str], html: &str) -> String {
        let found = Quotes::in_post((0..).zip(bodies.iter().copied()), html, || html.to_owned());
        let told = |count: usize| format!("{count} here");
        found.map_or_else(String::new, |(found, html)| {
            found.marked(&html, |comment| format!("#c{comment}"), told)
        })
    }

    fn mark(number: usize, comment: u32, count: usize) -> String {
        format!(
            "<a class=\"quoted\" id=\"quoted-{number}\" href=\"#c{comment}\" aria-label=\"{count} here\">{count}</a>"
        )
    }

    #[test]
    fn a_mark_stands_behind_the_sentence_that_is_quoted() {
        let html = "<p>Een melding is <em>geen</em> verzoek, zegt <a href=\"b\">de jurist. Echt.</a> En dan nog dit.</p>\n<p>Bel op dag één, mail niet &amp; wacht niet.</p>\n<h2 id=\"k\"><a href=\"#k\">Bel op dag één nu</a></h2>";
        for (body, wanted) in [
            ("Je schrijft: “een melding is geen verzoek”. Klopt.", "Echt.</a>@ En dan"),
            ("> En dan nog dit\nniet", ""),
            ("> bel op dag één, mail niet\n\nJa", "wacht niet.@</p>"),
            (
                "<blockquote><p>Bel op dag één, <b>mail</b> niet &amp; wacht niet.</p></blockquote>",
                "wacht niet.@</p>",
            ),
            ("Dat \"bel op dag één, mail niet & wacht\" deed ik.", "wacht niet.@</p>"),
            ("„Bel op dag één, mail niet“ en „nog iets“", "wacht niet.@</p>"),
            ("Bel op dag één, mail niet & wacht niet.", ""),
            ("“Bel op dag twee, mail niet en wacht niet.”", ""),
            ("“Bel op dag één nu”", ""),
            ("“verzoek, zegt de jurist. Echt. En dan nog”", "nog dit.@</p>"),
            ("“<a href=x>”", ""),
            ("&quot;een melding is geen verzoek&quot;", "Echt.</a>@ En dan"),
            ("&ldquo;een melding is geen verzoek&rdquo;", "Echt.</a>@ En dan"),
            (
                "Een buis van 15\" en \"een <a href=\"x\">melding</a> is geen verzoek\"",
                "Echt.</a>@ En dan",
            ),
            ("“Melding is GEEN verzoek, zegt”", "Echt.</a>@ En dan"),
        ] {
            let found = with_marks(&[body], html);
            match wanted {
                "" => assert_eq!(found, "", "{body}"),
                wanted => {
                    let wanted = wanted.replace('@', &mark(1, 0, 1));
                    assert!(found.contains(&wanted), "{body}: {found}");
                }
            }
        }
    }

    #[test]
    fn a_quote_set_apart_and_a_sentence_with_a_note_are_quoted_too() {
        let html = "<figure class=\"quote\"><blockquote>\n<p>Wonen is een recht en geen gunst.</p>\n</blockquote>\n<figcaption>— Omar, in de raad van de stad</figcaption></figure>\n<p>Een noot in het midden<sup class=\"footnote\"><a id=\"fnref-1\" href=\"#fn-1\">1</a></sup> van een zin.</p>";
        for (body, wanted) in [
            ("“Wonen is een recht en geen gunst.” Zo is het.", "geen gunst.@</p>"),
            ("“Een noot in het midden van een zin.”", "van een zin.@</p>"),
            ("“Omar, in de raad van de stad”", ""),
        ] {
            let wanted = wanted.replace('@', &mark(1, 0, 1));
            let found = with_marks(&[body], html);
            assert!(found.contains(&wanted) && found.is_empty() == wanted.is_empty(), "{found}");
        }
    }

    #[test]
    fn a_mark_never_stands_within_a_link() {
        for html in [
            "<p><a href=\"r.pdf\">Lees het rapport van de commissie. <span>(PDF)</span></a> Goed.</p>",
            "<p><a href=\"b\">Lees het rapport van de commissie. <em>Nog een.</em></a> Goed.</p>",
            "<a href=\"b\"><p>Lees het rapport van de commissie.</p></a><p>Goed.</p>",
        ] {
            let wanted = html.replace("</a>", &format!("</a>{}", mark(1, 0, 1)));
            assert_eq!(with_marks(&["“Lees het rapport van de commissie”"], html), wanted);
        }
    }

    #[test]
    fn comments_on_one_sentence_share_its_mark() {
        let html = "<p>Een twee drie vier vijf. Zes zeven acht negen tien.</p>";
        let bodies = [
            "niets",
            "“zes zeven acht negen tien”",
            "“een twee drie vier vijf” en “een twee drie vier vijf”",
            "\"Zes zeven acht negen tien\"",
        ];
        let wanted = format!(
            "<p>Een twee drie vier vijf.{} Zes zeven acht negen tien.{}</p>",
            mark(1, 2, 1),
            mark(2, 1, 2)
        );
        assert_eq!(with_marks(&bodies, html), wanted);
        let (found, _) = Quotes::in_post((0..).zip(bodies), html, || html.to_owned()).unwrap();
        assert_eq!(
            [0, 1, 2, 3].map(|comment| found.mark_of(comment)),
            [None, Some(2), Some(1), Some(2)]
        );
        // Each leads on to the next, by every sentence that it quotes.
        assert_eq!([0, 1, 2, 3].map(|comment| found.next_of(comment)), [&[][..], &[3], &[], &[]]);
        let both = "“een twee drie vier vijf” en “zes zeven acht negen tien”";
        let bodies = [both, "“een twee drie vier vijf”", "“zes zeven acht negen tien”", both];
        let (found, _) = Quotes::in_post((0..).zip(bodies), html, || html.to_owned()).unwrap();
        assert_eq!(
            [0, 1, 2, 3].map(|comment| found.next_of(comment)),
            [&[1, 2][..], &[3], &[3], &[]]
        );
    }

    #[test]
    fn whatever_is_quoted_a_mark_never_cuts_a_tag() {
        let html = "<ul><li>een twee <code>drie &lt; vier</code> vijf zes</li></ul><svg><text>een twee drie vier vijf</text></svg>";
        let found = with_marks(&["“een twee drie < vier vijf zes”"], html);
        assert!(
            found.starts_with("<ul><li>een twee <code>drie &lt; vier</code> vijf zes<a class"),
            "{found}"
        );
    }
}
