//! How much a drawing becomes when a browser follows what its parts refer to: a small file may draw the same part a thousand million
//! times, or stand so deep within itself that no browser shows it.

use std::collections::HashMap;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::diagnostic::Problem;
use crate::html::tokens::decode;

/// How many parts may be drawn beside those that are written down.
const MOST: u64 = 200_000;

/// How deep parts may stand within each other, those that are referred to included.
const DEEPEST: usize = 500;

/// Elements that draw what they refer to by an address.
const DRAWING: &[&str] = &["use", "pattern", "feimage"];

/// Elements that draw nothing by themselves, of which drawings have many.
const PLAIN: &[&str] = &["stop", "lineargradient", "radialgradient", "filter"];

/// What is wrong with a drawing, which is well-formed, if it becomes too much.
pub(super) fn check(drawing: &str) -> Result<(), Problem> {
    let mut parts = Parts::default();
    let mut open = Vec::new();
    let mut style = String::new();
    let mut reader = Reader::from_str(drawing);
    while let Ok(event) = reader.read_event() {
        match event {
            Event::Start(tag) => {
                open.push(parts.add(&tag, open.len()));
                if open.len() > DEEPEST {
                    return Err(too_deep());
                }
            }
            Event::Empty(tag) => {
                parts.add(&tag, open.len());
            }
            Event::End(_) => {
                if let Some(index) = open.pop() {
                    parts.list[index].end = parts.list.len();
                }
            }
            Event::Text(text) if parts.is_style(&open) => style.push_str(&text),
            Event::CData(text) if parts.is_style(&open) => style.push_str(&text),
            Event::Eof => break,
            _ => {}
        }
    }
    parts.heed(&style);
    let own: u64 = parts.list.iter().map(|part| part.weight).sum();
    let is_plain = parts.list.iter().all(|part| part.refers.is_empty());
    if is_plain || parts.list.is_empty() {
        return Ok(());
    }
    parts.measure(0, 0, own.saturating_add(MOST)).map(|_| ())
}

fn too_deep() -> Problem {
    Problem::DrawingTooDeep { limit: DEEPEST as u64 }
}

/// An element of a drawing.
#[derive(Debug)]
struct Part {
    /// How many elements it stands within.
    depth: usize,
    /// Where the elements within it end; they stand behind it.
    end: usize,
    weight: u64,
    /// The names of what it draws beside what is in it.
    refers: Vec<String>,
    /// What a style sheet may call it: `rect`, `.class`, `#id`.
    called: Vec<String>,
}

/// How much a part becomes: elements, and how deep they stand.
type Extent = (u64, usize);

/// The elements of a drawing, as they stand one behind the other.
#[derive(Debug, Default)]
struct Parts {
    list: Vec<Part>,
    names: HashMap<String, usize>,
    /// What is known; nothing while it is being measured, for no browser draws a part within itself.
    known: HashMap<usize, Extent>,
}

impl Parts {
    /// Adds an element, and says which one it is.
    fn add(&mut self, tag: &BytesStart<'_>, depth: usize) -> usize {
        let index = self.list.len();
        let name = tag.local_name().as_ref().to_ascii_lowercase();
        let mut refers = Vec::new();
        let mut called = vec![name.clone(), "*".to_owned()];
        for attribute in tag.attributes().with_checks(false).filter_map(Result::ok) {
            let value = decode(&attribute.value);
            match attribute.key.local_name().as_ref() {
                "id" => {
                    called.push(format!("#{}", value.trim()));
                    self.names.entry(value.trim().to_owned()).or_insert(index);
                }
                "class" => called.extend(value.split_whitespace().map(|class| format!(".{class}"))),
                "href" => {
                    let target = value.trim().strip_prefix('#');
                    let target = target.filter(|_| DRAWING.contains(&name.as_str()));
                    refers.extend(target.map(unescaped));
                }
                _ => refers.extend(named(&value)),
            }
        }
        let is_plain = PLAIN.contains(&name.as_str()) || name.starts_with("fe");
        self.list.push(Part {
            depth,
            end: index + 1,
            weight: u64::from(!is_plain),
            refers,
            called,
        });
        index
    }

    /// Whether the innermost of these elements is a style sheet.
    fn is_style(&self, open: &[usize]) -> bool {
        open.last().is_some_and(|index| self.list[*index].called[0] == "style")
    }

    /// Adds what a style sheet has elements draw: patterns, masks and the like.
    fn heed(&mut self, style: &str) {
        let mut drawn: HashMap<String, Vec<String>> = HashMap::new();
        for (selectors, rules) in style.split('}').filter_map(|rule| rule.rsplit_once('{')) {
            let names: Vec<String> = named(rules).collect();
            let selectors = if names.is_empty() { "" } else { selectors };
            for selector in selectors.rsplit('{').next().unwrap_or_default().split(',') {
                drawn.entry(subject(selector)).or_default().extend(names.iter().cloned());
            }
        }
        for part in self.list.iter_mut().filter(|_| !drawn.is_empty()) {
            let found = part.called.iter().filter_map(|called| drawn.get(called));
            part.refers.extend(found.flatten().cloned().collect::<Vec<_>>());
        }
    }

    /// How much an element becomes with all that is in it; `nested` is how many references led here.
    fn measure(&mut self, index: usize, nested: usize, limit: u64) -> Result<Extent, Problem> {
        if let Some(known) = self.known.get(&index) {
            return Ok(*known);
        }
        if nested > DEEPEST {
            return Err(too_deep());
        }
        self.known.insert(index, (0, 0));
        let (mut elements, mut deepest) = (0u64, 0);
        for part in index..self.list[index].end {
            let depth = self.list[part].depth - self.list[index].depth + 1;
            elements = elements.saturating_add(self.list[part].weight);
            deepest = deepest.max(depth);
            for at in 0..self.list[part].refers.len() {
                let target = self.names.get(&self.list[part].refers[at]).copied();
                let Some(target) = target else { continue };
                let (more, deeper) = self.measure(target, nested + 1, limit)?;
                elements = elements.saturating_add(more);
                deepest = deepest.max(depth + deeper);
            }
            if deepest > DEEPEST {
                return Err(too_deep());
            }
            if elements > limit {
                return Err(Problem::DrawingTooLarge { limit: MOST });
            }
        }
        self.known.insert(index, (elements, deepest));
        Ok((elements, deepest))
    }
}

/// What a selector is about, by its last and narrowest name: `.a` of `g > rect.a:hover`.
fn subject(selector: &str) -> String {
    let last = selector.trim().rsplit([' ', '>', '+', '~']).next().unwrap_or_default();
    let bare = last.split([':', '[']).next().unwrap_or_default();
    match bare.rfind(['.', '#']) {
        Some(at) => bare[at..].to_owned(),
        None if bare.is_empty() => "*".to_owned(),
        None => bare.to_ascii_lowercase(),
    }
}

/// The names within every `url(#…)` of a value.
fn named(value: &str) -> impl Iterator<Item = String> {
    let parts = value.split("url(").skip(1).filter_map(|rest| rest.split(')').next());
    parts.filter_map(|name| {
        let name = name.trim().trim_matches(['"', '\'']).trim();
        name.strip_prefix('#').map(unescaped)
    })
}

/// A name as it stands in an address.
fn unescaped(name: &str) -> String {
    percent_encoding::percent_decode_str(name.trim()).decode_utf8_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A drawing in which each part draws the one before it some times.
    fn tower(floors: usize, times: usize, reference: &str) -> String {
        let mut svg = "<svg><g id=\"a0\"><rect/></g>".to_owned();
        for floor in 1..floors {
            let uses = reference.replace('?', &(floor - 1).to_string()).repeat(times);
            svg.push_str(&format!("<g id=\"a{floor}\">{uses}</g>"));
        }
        svg + "</svg>"
    }

    /// The same, drawn by a style sheet.
    fn styled(selector: &str, property: &str) -> String {
        let rules = (1..10).map(|floor| {
            let selector =
                selector.replace('?', &floor.to_string()).replace(".x", &format!(".r{floor}"));
            format!("@media all{{{selector}{{{property}:url(#a{})}}}}", floor - 1)
        });
        let rules: String = rules.collect();
        let floors = (0..10).map(|floor| {
            let rects = format!("<rect class=\"q r{floor}\"/>").repeat(10);
            format!("<pattern id=\"a{floor}\">{rects}</pattern>")
        });
        format!("<svg><style>{rules}</style>{}</svg>", floors.collect::<String>())
    }

    #[test]
    fn a_drawing_that_becomes_too_much_is_refused() {
        let too_large = Err(Problem::DrawingTooLarge { limit: MOST });
        let too_deep = Err(Problem::DrawingTooDeep { limit: DEEPEST as u64 });
        let nested = |depth: usize| format!("{}{}", "<g>".repeat(depth), "</g>".repeat(depth));
        for (svg, wanted) in [
            (tower(10, 10, "<use href=\"#a?\"/>"), too_large.clone()),
            (tower(10, 10, "<use xlink:href=\" #a? \"/>"), too_large.clone()),
            (tower(10, 10, "<use href=\"&#35;%61?\"/>"), too_large.clone()),
            (tower(10, 10, "<rect fill=\"url(#a?)\"/>"), too_large.clone()),
            (tower(10, 10, "<rect style=\"mask: url('#a?')\"/>"), too_large.clone()),
            (styled("#a? rect, .x", "fill"), too_large.clone()),
            (styled("g > .r?", "mask"), too_large.clone()),
            (styled("g.none?", "mask"), Ok(())),
            (tower(60_000, 1, "<use href=\"#a?\"/>"), too_deep.clone()),
            (tower(200, 1, "<g><g><g><use href=\"#a?\"/></g></g></g>"), too_deep.clone()),
            (nested(100_000), too_deep),
            (nested(200), Ok(())),
            (tower(4, 10, "<use href=\"#a?\"/>"), Ok(())),
            (tower(10, 10, "<a href=\"#a?\"/>"), Ok(())),
            (tower(10, 10, "<animate href=\"#a?\"/>"), Ok(())),
            // No browser draws what draws itself.
            (
                "<svg id=\"a\"><g id=\"b\"><use href=\"#a\"/><use href=\"#b\"/></g></svg>".into(),
                Ok(()),
            ),
            (format!("<svg>{}</svg>", "<rect fill=\"url(#none)\"/>".repeat(1_000)), Ok(())),
        ] {
            assert_eq!(check(&svg), wanted, "{}", &svg[..svg.len().min(120)]);
        }
        let stops = "<linearGradient id=\"v\"><stop/><stop/><stop/></linearGradient>";
        let svg = format!("<svg>{stops}{}</svg>", "<path fill=\"url(#v)\"/>".repeat(100_000));
        assert_eq!(check(&svg), Ok(()), "a drawing may have many parts");
    }
}
