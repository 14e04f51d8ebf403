//! A Markdown file becomes a [`Document`]: the front matter between its fences, then one look through the body.

use super::markdown::slips;
use super::name::{is_draft, stem_and_language, title_of};
use super::table::{self, Table};
use super::{CommentsState, Document, FrontMatter, Kind, Liquid, dates, keys, outline, permalink};
use crate::config::Config;
use crate::diagnostic::{Checked, Diagnostic, Problem};
use crate::source::{Source, SourcePath};

mod bare;
mod json;
mod section;

pub use section::{Given, Sections, section};

/// Reads a document. `None` if the file cannot be used: it is not UTF-8, too large, or its front matter is broken.
pub fn read(source: &Source, kind: Kind, config: &Config) -> Checked<Option<Document>> {
    read_below(source, kind, &Given::default(), config)
}

/// Reads a document that takes over what its folders give.
pub fn read_below(
    source: &Source,
    kind: Kind,
    given: &Given,
    config: &Config,
) -> Checked<Option<Document>> {
    let refused =
        |problem: Diagnostic| Checked { value: None, problems: vec![problem.at(&source.path)] };
    let size = source.bytes.len() as u64;
    if size > config.limits.post_bytes {
        return refused(Diagnostic::error(Problem::TooLarge {
            size,
            limit: config.limits.post_bytes,
        }));
    }
    let whole = match source.text() {
        Ok(text) => text,
        Err(problem) => return refused(problem),
    };
    // Lines and columns are those of the text; only the body's place counts the byte-order mark.
    let mark = source.bytes.len() - whole.len();
    let parts = match split(whole) {
        Ok(parts) => parts,
        Err(problem) => return refused(problem),
    };
    let table = match parts.table(whole) {
        Ok(table) => table,
        Err(problem) => return refused(problem),
    };
    let is_jekyll = table.get("layout").is_some() || source.path.as_str().contains("/_posts/");
    let (mut front, mut problems) = keys::read(&table, (kind, is_jekyll), whole, config);
    if front.liquid == Liquid::Unknown && is_jekyll {
        front.liquid = Liquid::Reads;
    }
    let body = &whole[parts.body_start..];
    let scanned = outline::scan_below(body, parts.body_line, &front, &config.markdown);
    let outline = scanned.take(&mut problems);
    problems.extend(unread(body, front.liquid, &parts, whole));
    let problems_before = problems.len();
    let place = (&source.path, front.address.as_deref());
    front.date = front.date.or_else(|| dates::of_place(place, &config.timezone));
    if kind == Kind::Post {
        // As in Hugo, for want of one.
        front.date = front.date.or(front.publish).or(front.updated);
    }
    front.lang = front.lang.or_else(|| stem_and_language(&source.path).1.map(str::to_owned));
    front.draft |= is_draft(&source.path);
    given.give(&mut front);
    hide(&mut front);
    problems.extend(permalink::fill(&mut front, &table, &source.path, (whole, config)));
    let was_wrong = front.lines.contains_key("date") && problems_before > 0;
    let is_dateless = kind == Kind::Post && front.date.is_none() && !front.draft && !was_wrong;
    problems.extend(missing(&source.path, (&parts, kind, is_dateless), whole));
    if front.title().is_none() && outline.title.is_none() {
        front.title = Some(title_of(&source.path, !front.lines.contains_key("date")));
    }
    let document = Document {
        path: source.path.clone(),
        hash: given.hash(source.hash),
        front,
        body_start: u32::try_from(mark + parts.body_start).unwrap_or(u32::MAX),
        body_line: parts.body_line,
        outline,
    };
    let problems = problems.into_iter().map(|problem| problem.at(&source.path)).collect();
    Checked { value: Some(document), problems }
}

/// What is missing above the text of a document, which may be a post that has no date for it.
fn missing(
    path: &SourcePath,
    (parts, kind, is_dateless): (&Parts<'_>, Kind, bool),
    whole: &str,
) -> Option<Diagnostic> {
    if let Some((key, line)) = bare::begins(whole, kind).filter(|_| parts.syntax == Syntax::None) {
        let severity = if is_dateless { Diagnostic::error } else { Diagnostic::warning };
        return Some(severity(Problem::FrontMatterBare { key }).on_line(line, whole));
    }
    if !is_dateless {
        return None;
    }
    let problem = match dates::impossible(path) {
        Some(value) => Problem::InvalidDateInName { value: value.to_owned() },
        None if whole.trim().is_empty() => Problem::PostEmpty,
        None => Problem::MissingDate,
    };
    Some(Diagnostic::error(problem).on_line(1, whole))
}

/// What of a body was meant as Markdown and is none. Kramdown makes tables of more.
fn unread(body: &str, liquid: Liquid, parts: &Parts<'_>, whole: &str) -> Vec<Diagnostic> {
    let found = if liquid == Liquid::Unknown { slips::found(body) } else { Vec::new() };
    let told = found.into_iter().map(|(what, line)| {
        let warning = Diagnostic::warning(Problem::MarkdownUnread { what });
        warning.on_line(parts.body_line + line, whole)
    });
    told.collect()
}

/// Where the front matter and the body of a file are.
struct Parts<'a> {
    front: &'a str,
    syntax: Syntax,
    /// The line that it begins on, with its fence.
    line: u32,
    body_start: usize,
    body_line: u32,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Syntax {
    None,
    Yaml,
    Toml,
    /// Hugo allows it; as every JSON object is YAML, it is read as that.
    Json,
}

impl Parts<'_> {
    fn table(&self, whole: &str) -> Result<Table, Diagnostic> {
        match self.syntax {
            Syntax::None => Ok(Table::default()),
            Syntax::Yaml => table::yaml(self.front, self.line + 1, whole),
            Syntax::Toml => table::toml(self.front, self.line + 1, whole),
            Syntax::Json => table::yaml(self.front, self.line, whole),
        }
    }
}

fn split(whole: &str) -> Result<Parts<'_>, Diagnostic> {
    let none = Parts { front: "", syntax: Syntax::None, line: 1, body_start: 0, body_line: 1 };
    // Blank lines may stand before it.
    let blank = whole.split_inclusive('\n').take_while(|line| line.trim().is_empty());
    let (above, begin) = blank.fold((0, 0), |(lines, end), line| (lines + 1, end + line.len()));
    let mut lines = whole[begin..].lines();
    let first = lines.next().unwrap_or_default().trim_end();
    let (syntax, ends): (Syntax, &[&str]) = match first {
        "---" => (Syntax::Yaml, &["---", "..."]),
        // Hugo looks at the first three only.
        _ if is_long_fence(first) || bare::is_typeset(first) => {
            (Syntax::Yaml, &["---", "...", first])
        }
        "+++" => (Syntax::Toml, &["+++"]),
        _ if json::begins(&whole[begin..]) => return json::split(whole, begin, above),
        "{" => (Syntax::Json, &["}"]),
        _ => return Ok(none),
    };
    // A line of dashes may be a rule, and a brace text: only what looks like keys was meant as front matter.
    let has_keys = looks_like_key(lines.next().unwrap_or_default());
    let is_plain = matches!(first, "---" | "+++" | "{");
    if (above > 0 || !is_plain) && !has_keys {
        return Ok(none);
    }
    let number_of = |line: usize| u32::try_from(above + line).unwrap_or(u32::MAX - 2);
    let mut offset = begin;
    let mut front_start = begin;
    for (number, line) in whole[begin..].split_inclusive('\n').enumerate() {
        let end = offset + line.len();
        if number == 0 {
            front_start = if syntax == Syntax::Json { begin } else { end };
        } else if ends.contains(&line.trim_end())
            || syntax == Syntax::Yaml && bare::is_typeset(line.trim_end())
        {
            let front = &whole[front_start..if syntax == Syntax::Json { end } else { offset }];
            return Ok(Parts {
                front,
                syntax,
                line: number_of(0) + 1,
                body_start: end,
                body_line: number_of(number) + 2,
            });
        }
        offset = end;
    }
    if syntax == Syntax::Json || !has_keys || !is_plain {
        return Ok(none);
    }
    Err(Diagnostic::error(Problem::UnclosedFrontMatter { fence: first.to_owned() })
        .on_line(number_of(0) + 1, whole))
}

/// More dashes than a fence has; with keys below, it is one nevertheless.
fn is_long_fence(line: &str) -> bool {
    line.len() > 3 && line.bytes().all(|byte| byte == b'-')
}

/// What is in no list is not found either, and nobody reads in a list what was said of it.
fn hide(front: &mut FrontMatter) {
    if front.unlisted {
        front.unsearched = true;
        front.comments = CommentsState::Hidden;
    }
}

fn looks_like_key(line: &str) -> bool {
    let name = line.trim_start().trim_start_matches(['[', '"']);
    let end =
        name.find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '-'))).unwrap_or(name.len());
    end > 0 && matches!(name[end..].trim_start().chars().next(), Some(':' | '=' | ']' | '"'))
}

impl Document {
    /// The title: what the front matter says, else the first heading, else what the name of the file gives.
    pub fn title(&self) -> &str {
        self.front.title().or(self.outline.title.as_deref()).unwrap_or_default()
    }

    /// The Markdown of the body in the bytes of the file.
    pub fn body<'a>(&self, bytes: &'a [u8]) -> &'a str {
        let body = bytes.get(self.body_start as usize..).unwrap_or_default();
        std::str::from_utf8(body).unwrap_or_default()
    }
}

#[cfg(test)]
mod fence_tests;
#[cfg(test)]
mod key_tests;
#[cfg(test)]
mod tests;
