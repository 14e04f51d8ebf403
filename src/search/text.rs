//! The plain text of a document: its paragraphs, each under its heading, as readers see them.

use pulldown_cmark::{Event, LinkType, Tag, TagEnd};

use crate::html::tokens::{Token, decode, tokens};
use crate::post::markdown::events::{Part, is_comment, parts};
use crate::post::markdown::prepare;
use crate::post::markdown::target;
use crate::post::math;
use crate::post::outline::Heading;

/// A heading or a paragraph of a body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Passage {
    /// A heading, by its place in the outline.
    Heading(usize),
    /// Text in one line.
    Text(String),
}

/// The title of what a link leads to, by the target as written.
pub(super) type Titles<'a> = &'a dyn Fn(&str) -> Option<&'a str>;

/// The passages of a body under the title that its front matter gives. A passage is never longer than `longest` bytes, but for a word that is.
pub(super) fn passages(
    body: &str,
    title: Option<&str>,
    headings: &[Heading],
    (longest, titles): (usize, Titles<'_>),
) -> Vec<Passage> {
    let prepared = prepare::prepare(body);
    let (passages, line) = (Vec::new(), String::new());
    let mut reader =
        Reader { passages, line, heading: 0, skipped: 0, longest, titles, is_named: false };
    for part in parts(&prepared.text, title) {
        if let Part::Body(event, _) = part {
            reader.see(&event, headings);
        }
    }
    reader.end_line();
    reader.passages
}

struct Reader<'a> {
    passages: Vec<Passage>,
    line: String,
    /// How many headings there were.
    heading: usize,
    /// How many elements are open whose text is not read here.
    skipped: usize,
    longest: usize,
    titles: Titles<'a>,
    /// Whether a `[[slug]]` is open whose title stands there already.
    is_named: bool,
}

impl Reader<'_> {
    fn see(&mut self, event: &Event<'_>, headings: &[Heading]) {
        match event {
            Event::Start(Tag::Heading { .. }) => {
                self.end_line();
                self.skipped += 1;
            }
            Event::End(TagEnd::Heading(_)) => {
                self.skipped -= 1;
                if self.heading < headings.len() {
                    self.passages.push(Passage::Heading(self.heading));
                }
                self.heading += 1;
            }
            Event::Start(
                Tag::Paragraph
                | Tag::CodeBlock(_)
                | Tag::Item
                | Tag::TableHead
                | Tag::TableRow
                | Tag::DefinitionListTitle,
            )
            | Event::End(
                TagEnd::Paragraph | TagEnd::CodeBlock | TagEnd::Item | TagEnd::HtmlBlock,
            ) => {
                self.end_line();
            }
            Event::End(TagEnd::TableCell) => self.line.push(' '),
            Event::Start(Tag::Link {
                link_type: link_type @ LinkType::WikiLink { has_pothole: false },
                dest_url,
                ..
            }) => {
                if let Some(title) = (self.titles)(&target(*link_type, dest_url)) {
                    self.add(title);
                    self.is_named = true;
                }
            }
            Event::End(TagEnd::Link) => self.is_named = false,
            Event::Text(_) if self.is_named => {}
            Event::Text(text) | Event::Code(text) => self.add(text),
            Event::InlineMath(text) if !math::is_formula(text) => self.add(&format!("${text}$")),
            Event::InlineMath(text) | Event::DisplayMath(text) => self.add(&math::plain(text)),
            Event::SoftBreak | Event::HardBreak => self.add(" "),
            Event::Html(raw) | Event::InlineHtml(raw) if !is_comment(raw) => {
                for token in tokens(raw) {
                    match token {
                        Token::Text(text) => self.add(&decode(text)),
                        Token::Open { name, .. } if !is_inline(name) => self.add(" "),
                        _ => {}
                    }
                }
            }
            _ => {}
        }
    }

    fn add(&mut self, text: &str) {
        if self.skipped == 0 {
            self.line.push_str(text);
        }
    }

    /// Ends a paragraph, in as many pieces as its length asks for.
    fn end_line(&mut self) {
        if !self.line.is_empty() {
            push_lines(&self.line, self.longest, |piece| {
                self.passages.push(Passage::Text(piece));
            });
            self.line.clear();
        }
    }
}

fn is_inline(name: &str) -> bool {
    matches!(
        name.to_ascii_lowercase().as_str(),
        "b" | "i"
            | "em"
            | "strong"
            | "span"
            | "a"
            | "u"
            | "s"
            | "sub"
            | "sup"
            | "mark"
            | "code"
            | "abbr"
            | "wbr"
    )
}

/// Cuts text, its blanks made one, into pieces of about this many bytes, each ending with a word.
pub(super) fn push_lines(text: &str, longest: usize, mut keep: impl FnMut(String)) {
    if text.len() <= longest && is_one_line(text) {
        keep(text.to_owned());
        return;
    }
    let mut piece = String::with_capacity(text.len().min(longest));
    for word in text.split_whitespace() {
        if !piece.is_empty() {
            if piece.len() + word.len() >= longest {
                keep(std::mem::take(&mut piece));
            } else {
                piece.push(' ');
            }
        }
        piece.push_str(word);
    }
    if !piece.is_empty() {
        keep(piece);
    }
}

/// Whether a text is not empty, and has single spaces between its words and no other blanks.
fn is_one_line(text: &str) -> bool {
    let bytes = text.as_bytes();
    let ([first, ..], [.., last]) = (bytes, bytes) else { return false };
    // Most texts have no blank but single spaces between words, which whole rows of bytes tell at once.
    let may_be_blank = |byte: u8| byte < b' ' || byte == 0xC2 || (0xE1..=0xE3).contains(&byte);
    let is_odd = bytes.iter().fold(false, |odd, byte| odd | may_be_blank(*byte));
    let pairs = bytes.iter().zip(&bytes[1..]);
    let is_double =
        pairs.fold(false, |any, (one, other)| any | ((*one == b' ') & (*other == b' ')));
    if !is_odd {
        return !is_double && *first != b' ' && *last != b' ';
    }
    let mut is_space = true;
    for (at, byte) in text.bytes().enumerate() {
        let was_space = std::mem::replace(&mut is_space, byte == b' ');
        let is_blank = match byte {
            b' ' => was_space,
            0x21..=0x7F => false,
            // What blanks beyond ASCII begin with.
            0xC2 | 0xE1..=0xE3 => text[at..].starts_with(char::is_whitespace),
            _ => byte < b' ',
        };
        if is_blank {
            return false;
        }
    }
    !is_space
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::post::outline::{MarkdownOptions, scan};

    fn read(body: &str, longest: usize) -> Vec<String> {
        let options = MarkdownOptions { trusted_html: false, highlight: false, nesting: 256 };
        let headings = scan(body, 1, None, &options).value.headings;
        let told = |passage: Passage| match passage {
            Passage::Heading(at) => format!("#{}", headings[at].id),
            Passage::Text(text) => text,
        };
        let titles = |target: &str| (target == "een-post").then_some("De titel");
        passages(body, None, &headings, (longest, &titles)).into_iter().map(told).collect()
    }

    #[test]
    fn a_body_is_read_as_readers_see_it() {
        let cases: [(&str, &[&str]); 10] = [
            ("Zie [[een-post]], [[weg]] en [[een-post|dit]].", &["Zie De titel, weg en dit."]),
            ("# Titel\n\nEen *twee* `drie`.\n\nVier\nvijf.", &["Een twee drie.", "Vier vijf."]),
            ("## Kop\n\na\n\n### Kop\n\nb", &["#kop", "a", "#kop-2", "b"]),
            ("- a\n- b\n  c", &["a", "b c"]),
            ("| a | b |\n|---|---|\n| c | d |", &["a b", "c d"]),
            ("```toml\nx = 1\ny = 2\n```", &["x = 1 y = 2"]),
            ("a<br>b<b>c</b> <!-- weg -->d", &["a bc d"]),
            ("<div>x &amp; y</div>\n\nz", &["x & y", "z"]),
            ("![plaatje](a.png) en [link](b.md)", &["plaatje en link"]),
            ("> citaat\n\na[^1]\n\n[^1]: noot", &["citaat", "a", "noot"]),
        ];
        for (body, wanted) in cases {
            assert_eq!(read(body, 1000), wanted, "{body}");
        }
        assert_eq!(read("aa bb cc dd", 6), ["aa bb", "cc dd"]);
    }

    #[test]
    fn blanks_are_one_space() {
        let one_line = |text: &str| {
            let mut lines = Vec::new();
            push_lines(text, 100, |line| lines.push(line));
            lines
        };
        for text in ["a b", "é “b” c", "x"] {
            assert!(is_one_line(text));
            assert_eq!(one_line(text), [text]);
        }
        for text in [" a b", "a b ", "a  b", "a\nb", "a\u{A0}b", "a\u{2003}b", "a\u{3000}b", "a\tb"]
        {
            assert!(!is_one_line(text), "{text:?}");
            assert_eq!(one_line(text), ["a b"]);
        }
        for text in ["", " ", "\n"] {
            assert_eq!(one_line(text), [""; 0]);
        }
    }
}
