//! The plain text of a document: its paragraphs, each under its heading, as readers see them.

use pulldown_cmark::{Event, LinkType, Tag, TagEnd};

use crate::html::is_within_line;
use crate::html::tokens::{Token, decode, tokens};
use crate::media::player::Cue;
use crate::media::{Medium, chart};
use crate::post::Liquid;
use crate::post::markdown::events::{Part, is_comment, parts};
use crate::post::markdown::{plain_caption, prepare, target};
use crate::post::math;
use crate::post::outline::Heading;

/// A heading or a paragraph of a body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Passage {
    /// A heading, by its place in the outline.
    Heading(usize),
    /// Text in one line.
    Text(String),
    /// A block of code, likewise.
    Code(String),
}

/// What a text leads to and shows, by the targets as written.
#[derive(Clone, Copy)]
pub(super) struct Around<'a> {
    /// The title of what a link leads to.
    pub titles: &'a dyn Fn(&str) -> Option<&'a str>,
    /// What is known of a file.
    pub media: &'a dyn Fn(&str) -> Option<&'a Medium>,
}

/// The words of a chart or of a film, as they stand beneath it: of each row of a chart, but for numbers and moments.
pub(super) fn words_of(medium: &Medium) -> Vec<String> {
    match medium {
        Medium::Chart(chart) => {
            let notes = chart.notes.iter().map(|(heading, _)| heading.as_str());
            let series = chart.series.iter().map(|series| series.name.as_str());
            let headings = std::iter::once(chart.heading.as_str()).chain(series).chain(notes);
            let row = |(at, label): (usize, &String)| {
                let notes = chart.notes.iter().filter_map(|(_, cells)| cells.get(at));
                let label = Some(label).filter(|_| chart.moments.is_none());
                joined(label.into_iter().chain(notes).map(String::as_str))
            };
            let rows = chart.labels.iter().enumerate().map(row);
            std::iter::once(joined(headings)).chain(rows).collect()
        }
        Medium::Player(player) => {
            let said = |(_, cues): &(_, Vec<Cue>)| joined(cues.iter().map(|cue| cue.text.as_str()));
            player.captions.iter().map(said).collect()
        }
        Medium::Picture(_) | Medium::Document(_) => Vec::new(),
    }
}

/// Texts in one line.
fn joined<'t>(texts: impl Iterator<Item = &'t str>) -> String {
    texts.filter(|text| !text.trim().is_empty()).collect::<Vec<_>>().join(" ")
}

/// The passages of a body under the title that its front matter gives. A passage is never longer than `longest` bytes, but for a word that is.
pub(super) fn passages(
    body: &str,
    (title, liquid, is_plain): (Option<&str>, Liquid, bool),
    headings: &[Heading],
    (longest, around): (usize, Around<'_>),
) -> Vec<Passage> {
    let prepared = prepare::prepare_unless(is_plain, body, liquid);
    let mut reader = Reader {
        passages: Vec::new(),
        line: String::new(),
        heading: 0,
        skipped: 0,
        longest,
        around,
        is_named: false,
        image: None,
        figure: Vec::new(),
    };
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
    around: Around<'a>,
    /// Whether a `[[slug]]` is open whose title stands there already.
    is_named: bool,
    /// The target and the title of the image that is open and that its paragraph began with.
    image: Option<(String, String)>,
    /// What stands beneath the image that was the last: it does if nothing else is in its paragraph.
    figure: Vec<String>,
}

impl Reader<'_> {
    fn see(&mut self, event: &Event<'_>, headings: &[Heading]) {
        let figure = std::mem::take(&mut self.figure);
        match event {
            Event::End(TagEnd::Paragraph) if !figure.is_empty() => self.end_figure(figure),
            Event::Start(Tag::Image { link_type, dest_url, title, .. })
                if self.line.is_empty() && self.image.is_none() =>
            {
                let target = target(*link_type, dest_url).into_owned();
                self.image = Some((target, title.to_string()));
            }
            Event::End(TagEnd::Image) => self.end_image(),
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
                | Tag::DefinitionListTitle
                | Tag::DefinitionListDefinition,
            )
            | Event::End(
                TagEnd::Paragraph
                | TagEnd::Item
                | TagEnd::HtmlBlock
                | TagEnd::DefinitionListTitle
                | TagEnd::DefinitionListDefinition,
            ) => {
                self.end_line();
            }
            Event::End(TagEnd::CodeBlock) => self.end_code(),
            Event::End(TagEnd::TableCell) => self.line.push(' '),
            Event::Start(Tag::Link {
                link_type: link_type @ LinkType::WikiLink { has_pothole: false },
                dest_url,
                ..
            }) => {
                if let Some(title) = (self.around.titles)(&target(*link_type, dest_url)) {
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
            Event::Html(raw) | Event::InlineHtml(raw) if !is_comment(raw) => self.see_html(raw),
            _ => {}
        }
    }

    fn see_html(&mut self, raw: &str) {
        for token in tokens(raw) {
            match token {
                Token::Text(text) => self.add(&decode(text)),
                Token::Open { name, .. } | Token::Close { name, .. } => match side(name) {
                    Side::Within => {}
                    Side::Space => self.add(" "),
                    Side::Block => self.end_line(),
                },
                _ => {}
            }
        }
    }

    /// Ends the paragraph of an image that stands alone in it, and reads what stands beneath.
    fn end_figure(&mut self, figure: Vec<String>) {
        self.end_line();
        for text in figure {
            self.add(&text);
            self.end_line();
        }
    }

    /// Keeps what stands beneath an image: its caption, and its words.
    fn end_image(&mut self) {
        let Some((target, title)) = self.image.take() else { return };
        let medium = (self.around.media)(&target);
        let title = match medium {
            Some(Medium::Chart(_)) => chart::in_title(&title).0,
            _ => title.as_str(),
        };
        let words = medium.map(words_of).unwrap_or_default();
        let caption = std::iter::once(plain_caption(title).into_owned());
        self.figure = caption.chain(words).filter(|text| !text.trim().is_empty()).collect();
    }

    fn add(&mut self, text: &str) {
        if self.skipped == 0 {
            self.line.push_str(text);
        }
    }

    /// Ends a paragraph, in as many pieces as its length asks for.
    fn end_line(&mut self) {
        if !self.line.is_empty() {
            push_lines(&self.line, self.longest, |piece| self.passages.push(Passage::Text(piece)));
            self.line.clear();
        }
    }

    /// Ends a block of code, whose lines stay lines. Each but the last ends with a blank, where an excerpt may be cut.
    fn end_code(&mut self) {
        let mut piece = String::new();
        for line in std::mem::take(&mut self.line).lines() {
            push_lines(line, self.longest, |line| {
                if !piece.is_empty() && piece.len() + line.len() + 2 > self.longest {
                    self.passages.push(Passage::Code(std::mem::take(&mut piece)));
                }
                piece.push_str(if piece.is_empty() { "" } else { " \n" });
                piece.push_str(&line);
            });
        }
        if !piece.is_empty() {
            self.passages.push(Passage::Code(piece));
        }
    }
}

/// What a tag does to the text around it.
enum Side {
    /// Nothing: a word may go on.
    Within,
    /// It ends a word.
    Space,
    /// It ends a paragraph.
    Block,
}

fn side(name: &str) -> Side {
    match name.to_ascii_lowercase().as_str() {
        name if name == "wbr" || is_within_line(name) => Side::Within,
        "address" | "article" | "aside" | "blockquote" | "caption" | "center" | "dd"
        | "details" | "div" | "dl" | "dt" | "fieldset" | "figcaption" | "figure" | "footer"
        | "form" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "header" | "hr" | "legend" | "li"
        | "main" | "nav" | "ol" | "p" | "pre" | "section" | "summary" | "table" | "tbody"
        | "tfoot" | "thead" | "tr" | "ul" => Side::Block,
        _ => Side::Space,
    }
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
    use crate::media::{Chart, Player};
    use crate::post::outline::{MarkdownOptions, scan};
    use crate::source::SourcePath;

    fn numbers() -> Chart {
        let csv = b"Gemeente,Inwoners,Bron\nUtrecht,10,CBS\nZeist,20,eigen telling\n";
        chart::read(&SourcePath::new("c.csv"), csv).value.unwrap()
    }

    fn cue(text: &str) -> Cue {
        Cue { from: 0, to: 1, text: text.to_owned() }
    }

    fn read(body: &str, longest: usize) -> Vec<String> {
        let options = MarkdownOptions { trusted_html: false, highlight: false, nesting: 256 };
        let headings = scan(body, 1, None, &options).value.headings;
        let told = |passage: Passage| match passage {
            Passage::Heading(at) => format!("#{}", headings[at].id),
            Passage::Text(text) => text,
            Passage::Code(text) => format!("`{text}`"),
        };
        let titles = |target: &str| (target == "een-post").then_some("De titel");
        let chart = Medium::Chart(numbers());
        let film = Medium::Player(Player {
            is_film: true,
            captions: vec![(None, ["Een dijk", "breekt door."].map(cue).to_vec())],
            poster: None,
        });
        let media = |target: &str| match target {
            "c.csv" => Some(&chart),
            "f.mp4" => Some(&film),
            _ => None,
        };
        let around = Around { titles: &titles, media: &media };
        passages(body, (None, Liquid::Unknown, false), &headings, (longest, around))
            .into_iter()
            .map(told)
            .collect()
    }

    #[test]
    fn a_body_is_read_as_readers_see_it() {
        let cases: [(&str, &[&str]); 10] = [
            ("Zie [[een-post]], [[weg]] en [[een-post|dit]].", &["Zie De titel, weg en dit."]),
            ("# Titel\n\nEen *twee* `drie`.\n\nVier\nvijf.", &["Een twee drie.", "Vier vijf."]),
            ("## Kop\n\na\n\n### Kop\n\nb", &["#kop", "a", "#kop-1", "b"]),
            ("- a\n- b\n  c", &["a", "b c"]),
            ("| a | b |\n|---|---|\n| c | d |", &["a b", "c d"]),
            ("```toml\nx = 1\n\n  y =  2\n```", &["`x = 1 \ny = 2`"]),
            ("a<br>b<b>c</b> <!-- weg -->d", &["a bc d"]),
            ("<div>x &amp; y</div>\n\nz", &["x & y", "z"]),
            ("![plaatje](a.png) en [link](b.md)", &["plaatje en link"]),
            ("> citaat\n\na[^1]\n\n[^1]: noot", &["citaat", "a", "noot"]),
        ];
        for (body, wanted) in cases {
            assert_eq!(read(body, 1000), wanted, "{body}");
        }
        assert_eq!(read("aa bb cc dd", 6), ["aa bb", "cc dd"]);
        assert_eq!(read("```\naa\nbb\ncc dd ee\n```", 6), ["`aa \nbb`", "`cc dd`", "`ee`"]);
    }

    #[test]
    fn what_stands_beneath_an_image_is_read() {
        let cases: [(&str, &[&str]); 7] = [
            ("![sluis](a.png \"De *grote* sluis\")\n\nx", &["sluis", "De grote sluis", "x"]),
            ("a ![sluis](a.png \"titel\")", &["a sluis"]),
            ("![sluis](a.png \"titel\") b", &["sluis b"]),
            ("![sluis](a.png)", &["sluis"]),
            (
                "![mensen](c.csv \"Groei {lijn}\")",
                &[
                    "mensen",
                    "Groei",
                    "Gemeente Inwoners Bron",
                    "Utrecht CBS",
                    "Zeist eigen telling",
                ],
            ),
            ("![film](f.mp4)", &["film", "Een dijk breekt door."]),
            ("- ![een](a.png \"x\")\n- twee", &["een", "twee"]),
        ];
        for (body, wanted) in cases {
            assert_eq!(read(body, 1000), wanted, "{body}");
        }
    }

    #[test]
    fn what_stands_apart_is_read_apart() {
        let cases: [(&str, &[&str]); 6] = [
            ("Term\n: Uitleg\n: Meer", &["Term", "Uitleg", "Meer"]),
            ("<details><summary>x</summary>y</details>", &["x", "y"]),
            ("<ul><li>a</li><li>b<i>c</i></li></ul>", &["a", "bc"]),
            ("<dl><dt>a</dt><dd>b</dd></dl>", &["a", "b"]),
            ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", &["a b", "c"]),
            ("<p>a</p><p>b<br>c</p>", &["a", "b c"]),
        ];
        for (body, wanted) in cases {
            assert_eq!(read(body, 1000), wanted, "{body}");
        }
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
