//! What results show of a document: its text in segments of a few kilobytes, each a file that is loaded only to be shown.
//!
//! A segment is JSON: what the document is, and then paragraphs and comments. No document has more than sixteen, of about the
//! same size: a reader loads the one with the words, which is likelier a large one.

use super::json;
use super::reader::{Field, Reader};

/// The usual size of a segment, in bytes of text; and that on a site of many posts, which has many files.
const SIZE: [usize; 2] = [2400, 3600];

/// From so many posts on they are many.
const MANY: usize = 30_000;

/// A passage is cut above this many bytes, so that a segment is never much longer than it should be.
pub(super) const LONGEST: usize = 1600;

/// The most segments of a document: their numbers are half a byte.
const MOST: usize = 16;

/// A document as it is read and shown.
#[derive(Debug, Default)]
pub(super) struct Content {
    /// Title, address, kind, and whatever else results show of it.
    pub head: json::Fields,
    pub title: String,
    pub topics: Vec<String>,
    pub people: Vec<String>,
    /// What it is found by beside other words: the year of a post, the name of a file.
    pub also: Option<String>,
    pub lines: Vec<Line>,
    pub comments: Vec<Remark>,
}

/// A heading with its anchor, a paragraph, or code.
#[derive(Debug)]
pub(super) enum Line {
    Heading(String, String),
    Text(String),
    Code(String),
}

/// A comment: the page and anchor it stands at, who wrote it when, what it says, and in which language if that is not the site's.
#[derive(Debug)]
pub(super) struct Remark {
    pub url: String,
    pub name: String,
    pub date: String,
    /// The id of the expert who wrote it.
    pub person: Option<String>,
    pub text: String,
    pub lang: Option<&'static str>,
}

/// The usual size of the segments of a site with so many posts.
pub(super) fn size(posts: usize) -> usize {
    SIZE[usize::from(posts >= MANY)]
}

/// Gives the segments of a document as JSON, of about this size, and reads it into the index if a reader is given.
pub(super) fn read(
    content: Content,
    usual: usize,
    mut reader: Option<&mut Reader<'_>>,
) -> Vec<Vec<u8>> {
    let mut say = |text: &str, field: Field, segment: u8, person: Option<&str>| {
        if let Some(reader) = &mut reader {
            reader.read(text, field, segment, person);
        }
    };
    let size = |line: &Line| match line {
        Line::Heading(anchor, text) => anchor.len() + text.len() + 8,
        Line::Text(text) | Line::Code(text) => text.len() + 4,
    };
    let of_remark = |remark: &Remark| remark.text.len() + remark.name.len() + 32;
    let total: usize = content.lines.iter().map(size).sum::<usize>()
        + content.comments.iter().map(of_remark).sum::<usize>();
    let count = ((total + usual / 2) / usual).clamp(1, MOST);
    let mut cutter = Cutter {
        head: content.head,
        total,
        count,
        read: 0,
        lines: Vec::new(),
        remarks: Vec::new(),
        done: Vec::new(),
        anchor: String::new(),
    };
    say(&content.title, Field::Title, 0, None);
    content.topics.iter().for_each(|topic| say(topic, Field::Topics, 0, None));
    content.people.iter().for_each(|person| say(person, Field::People, 0, None));
    // It says as little of a post as code does.
    content.also.iter().for_each(|also| say(also, Field::Code, 0, None));
    for line in content.lines {
        cutter.make_room(size(&line));
        let segment = cutter.number();
        match &line {
            Line::Heading(_, text) => say(text, Field::Heading, segment, None),
            Line::Text(text) => say(text, Field::Body, segment, None),
            Line::Code(text) => say(text, Field::Code, segment, None),
        }
        cutter.add_line(&line);
    }
    for remark in content.comments {
        cutter.make_room(of_remark(&remark));
        let segment = cutter.number();
        say(&remark.name, Field::Comment, segment, None);
        say(&remark.text, Field::Comment, segment, remark.person.as_deref());
        let Remark { url, name, date, text, lang, .. } = &remark;
        let texts = [url, name, date, text].map(String::as_str).into_iter().chain(*lang);
        json::push_list(&mut cutter.remarks, texts);
    }
    cutter.finish()
}

struct Cutter {
    head: json::Fields,
    /// How much there is, in so many segments, and how much of that was read.
    total: usize,
    count: usize,
    read: usize,
    /// The elements of the lists of lines and of remarks.
    lines: Vec<u8>,
    remarks: Vec<u8>,
    done: Vec<Vec<u8>>,
    /// The anchor of the heading that the text stands under.
    anchor: String,
}

impl Cutter {
    fn number(&self) -> u8 {
        self.done.len().min(MOST - 1) as u8
    }

    /// Ends the segment if most of what follows, of this size, would be more than its share.
    fn make_room(&mut self, size: usize) {
        let share = self.total * (self.done.len() + 1) / self.count;
        let is_begun = !self.lines.is_empty() || !self.remarks.is_empty();
        if is_begun && self.read + size / 2 > share {
            self.end();
            if !self.anchor.is_empty() {
                json::push_list(&mut self.lines, [self.anchor.as_str()]);
            }
        }
        self.read += size;
    }

    fn add_line(&mut self, line: &Line) {
        match line {
            Line::Heading(anchor, text) => {
                self.anchor.clone_from(anchor);
                json::push_list(&mut self.lines, [anchor.as_str(), text]);
            }
            Line::Text(text) | Line::Code(text) => json::push_item(&mut self.lines, text),
        }
    }

    fn end(&mut self) {
        let mut whole = self.head.begun();
        for (key, list) in [("b", &mut self.lines), ("c", &mut self.remarks)] {
            if !list.is_empty() {
                json::push_array(&mut whole, key, list);
                list.clear();
            }
        }
        self.done.push(whole);
    }

    fn finish(mut self) -> Vec<Vec<u8>> {
        if self.done.is_empty() || !self.lines.is_empty() || !self.remarks.is_empty() {
            self.end();
        }
        let count = self.done.len();
        for whole in &mut self.done {
            if count > 1 {
                // Whoever looks for a phrase needs to know how many there are.
                whole.extend_from_slice(format!(",\"z\":{count}").as_bytes());
            }
            whole.push(b'}');
        }
        self.done
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How long the text of each segment is.
    fn sizes(lines: &[usize], usual: usize) -> Vec<usize> {
        let lines = lines.iter().map(|size| Line::Text("x".repeat(size - 4))).collect();
        let segments = read(Content { lines, ..Content::default() }, usual, None);
        let count = |segment: &Vec<u8>| segment.split(|byte| *byte == b'x').count() - 1;
        let of_text = |segment: &Vec<u8>| {
            let lines = segment.windows(2).filter(|pair| *pair == b"x\"").count();
            count(segment) + 4 * lines
        };
        segments.iter().map(of_text).collect()
    }

    #[test]
    fn segments_of_a_document_are_of_about_the_same_size() {
        assert_eq!(sizes(&[], 2500), [0]);
        assert_eq!(sizes(&[500; 7], 2500), [3500]);
        assert_eq!(sizes(&[500; 8], 2500), [2000, 2000]);
        assert_eq!(sizes(&[1600, 400, 1500, 300, 200], 2000), [2000, 2000]);
        // Nothing is cut.
        assert_eq!(sizes(&[100, 1600, 100], 900), [1700, 100]);
        let long = sizes(&[1600; 100], 2500);
        assert_eq!((long.len(), long.iter().sum::<usize>()), (MOST, 160_000));
        assert!(long.iter().all(|size| (8000..=12_800).contains(size)), "{long:?}");
    }

    #[test]
    fn a_site_of_many_posts_has_longer_ones() {
        assert_eq!([0, MANY - 1, MANY].map(size), [2400, 2400, 3600]);
    }
}
