//! What a file about its folder (`_index.md`) gives to the documents below it, and what of it is lost.

use std::collections::BTreeMap;

use super::split;
use crate::config::Config;
use crate::diagnostic::{Checked, Diagnostic, Problem};
use crate::post::dialect::{self, Key};
use crate::post::name::stem_and_language;
use crate::post::table::{Item, Table, Value};
use crate::post::{Date, FrontMatter, Kind, is_section, keys};
use crate::source::{Hash, Source, SourcePath};

/// What `cascade` of Hugo gives.
const KEPT: [Key; 6] =
    [Key::Draft, Key::Publish, Key::Expires, Key::Unlisted, Key::Headless, Key::Build];

/// What documents take over from their folders.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Given {
    /// The folder is a draft with all that is in it, as in Zola.
    is_draft: bool,
    /// `draft` in `cascade` of Hugo, which a document may say otherwise of itself; so with those that follow.
    draft: Option<bool>,
    unlisted: Option<bool>,
    publish: Option<Date>,
    expires: Option<Date>,
}

impl Given {
    /// Gives it to a document.
    pub(super) fn give(&self, front: &mut FrontMatter) {
        let says = |key: &str| front.lines.contains_key(key);
        if !says("draft") {
            front.draft |= self.draft == Some(true);
        }
        if !says("unlisted") {
            front.unlisted |= self.unlisted == Some(true);
        }
        front.draft |= self.is_draft;
        front.publish = front.publish.or(self.publish);
        front.expires = front.expires.or(self.expires);
    }

    /// The hash of a document that this was given to, by that of its file.
    pub fn hash(&self, of_file: Hash) -> Hash {
        if *self == Given::default() {
            return of_file;
        }
        let moment = |date: &Option<Date>| date.map(|date| date.seconds);
        let Given { is_draft, draft, unlisted, publish, expires } = self;
        let given = (is_draft, draft, unlisted, moment(publish), moment(expires));
        Hash::of_value(&(of_file, given))
    }
}

/// What each folder gives.
#[derive(Clone, Debug, Default)]
pub struct Sections(BTreeMap<String, Given>);

impl Sections {
    /// What the sections among these files give, and what is wrong with them.
    pub fn of(sources: &[Source], config: &Config) -> Checked<Sections> {
        let mut problems = Vec::new();
        let mut sections = BTreeMap::new();
        for source in sources.iter().filter(|source| is_section(&source.path, Kind::Post)) {
            let given = section(source, Kind::Post, config).take(&mut problems);
            sections.entry(source.path.folder().to_owned()).or_insert(given);
        }
        Checked { value: Sections(sections), problems }
    }

    /// What a document in this place takes over; a nearer folder goes before one further up.
    pub fn given(&self, path: &SourcePath) -> Given {
        let mut all = Given::default();
        let mut folder = Some(path.folder());
        while let (Some(name), false) = (folder, self.0.is_empty()) {
            if let Some(given) = self.0.get(name) {
                all.is_draft |= given.is_draft;
                all.draft = all.draft.or(given.draft);
                all.unlisted = all.unlisted.or(given.unlisted);
                all.publish = all.publish.or(given.publish);
                all.expires = all.expires.or(given.expires);
            }
            folder = name.rsplit_once('/').map(|(above, _)| above);
        }
        all
    }
}

/// Reads a file about the folder of such documents: every key that does nothing, and text that is nowhere, is told.
pub fn section(source: &Source, kind: Kind, config: &Config) -> Checked<Given> {
    let read = || -> Result<(&str, Table), Diagnostic> {
        let whole = source.text()?;
        let table = split(whole)?.table(whole)?;
        Ok((whole, table))
    };
    let (whole, table) = match read() {
        Ok(read) => read,
        Err(problem) => {
            return Checked { value: Given::default(), problems: vec![problem.at(&source.path)] };
        }
    };
    let gives = kind == Kind::Post && stem_and_language(&source.path).0 == "_index";
    let mut reader = Reader { given: Given::default(), problems: Vec::new(), whole, config };
    for (name, line, item) in &table.entries {
        match dialect::meaning(name) {
            Some(Key::Title) => {}
            Some(Key::Draft) if gives => reader.draft(name, *line, item),
            Some(Key::Foreign("Hugo")) if gives && name == "cascade" => reader.cascade(item),
            Some(Key::Foreign(generator)) => reader.lost(name.clone(), generator, *line),
            Some(_) if item.is_empty() => {}
            Some(_) if gives => reader.lost(name.clone(), "Hugo/Zola", *line),
            Some(_) => reader.lost(name.clone(), "MkDocs Material", *line),
            None => reader.warn(keys::unknown(name), *line),
        }
    }
    let Reader { given, mut problems, .. } = reader;
    problems.extend(text_left(source, config));
    let problems = problems.into_iter().map(|problem| problem.at(&source.path)).collect();
    Checked { value: given, problems }
}

/// A warning if it has any text of its own.
fn text_left(source: &Source, config: &Config) -> Option<Diagnostic> {
    let document = super::read(source, Kind::Page, config).value?;
    let text = String::from_utf8_lossy(&source.bytes);
    let body = document.body(&source.bytes);
    let first = body.lines().position(|line| !line.trim().is_empty())?;
    let line = document.body_line + u32::try_from(first).unwrap_or(0);
    (document.outline.words > 0)
        .then(|| Diagnostic::warning(Problem::SectionLeft).on_line(line, &text))
}

struct Reader<'a> {
    given: Given,
    problems: Vec<Diagnostic>,
    whole: &'a str,
    config: &'a Config,
}

impl Reader<'_> {
    fn warn(&mut self, problem: Problem, line: u32) {
        self.problems.push(Diagnostic::warning(problem).on_line(line, self.whole));
    }

    fn lost(&mut self, key: String, generator: &str, line: u32) {
        self.warn(Problem::KeyWithoutMeaning { key, dialect: generator.to_owned() }, line);
    }

    /// In Zola a draft is one with all that is in it; in Hugo only the list of the folder is. What nobody meant to publish
    /// weighs more than what is missing, and it is told.
    fn draft(&mut self, name: &str, line: u32, item: &Item) {
        let front = self.front(vec![(name.to_owned(), line, item.clone())]);
        if front.draft {
            self.given.is_draft = true;
            self.warn(Problem::SectionDraft, line);
        }
    }

    /// Hugo gives what stands here to every page below, or only to those that a target names.
    fn cascade(&mut self, item: &Item) {
        let parts = match &item.value {
            Value::List(items) => items.as_slice(),
            _ => std::slice::from_ref(item),
        };
        for part in parts {
            let Value::Table(table) = &part.value else { continue };
            let target = ["target", "_target"].into_iter().find_map(|name| table.get(name));
            let reaches_all = target.is_none_or(is_every_page);
            let mut kept = Vec::new();
            for (name, line, item) in &table.entries {
                match dialect::meaning(name) {
                    Some(key) if reaches_all && KEPT.contains(&key) => {
                        kept.push((name.clone(), *line, item.clone()));
                    }
                    _ if matches!(name.as_str(), "target" | "_target") => {}
                    _ => self.lost(format!("cascade.{name}"), "Hugo", *line),
                }
            }
            let front = self.front(kept);
            let draft = front.lines.contains_key("draft").then_some(front.draft);
            // No post of such a folder can say that it has a page.
            self.given.is_draft |= front.draft && front.lines.contains_key("build");
            let unlisted = front.unlisted.then_some(true);
            self.given.draft = self.given.draft.or(draft);
            self.given.unlisted = self.given.unlisted.or(unlisted);
            self.given.publish = self.given.publish.or(front.publish);
            self.given.expires = self.given.expires.or(front.expires);
        }
    }

    /// What these keys say, with what is wrong with their values.
    fn front(&mut self, entries: Vec<(String, u32, Item)>) -> FrontMatter {
        let (front, problems) = keys::read(
            &Table { entries, repeated: Vec::new() },
            Kind::Page,
            self.whole,
            self.config,
        );
        self.problems.extend(problems);
        front
    }
}

/// Whether a target of Hugo leaves no page out.
fn is_every_page(target: &Item) -> bool {
    let Value::Table(table) = &target.value else { return target.is_empty() };
    table.entries.iter().all(|(name, _, item)| name == "kind" && item.text() == Some("page"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::post::read_below;
    use crate::site::tests::config;

    fn sections(files: &[(&str, &str)]) -> Checked<Sections> {
        let sources: Vec<Source> =
            files.iter().map(|(path, text)| Source::new(path, text.as_bytes().to_vec())).collect();
        Sections::of(&sources, &config("title = \"x\""))
    }

    fn told(checked: &Checked<Sections>) -> Vec<String> {
        checked
            .problems
            .iter()
            .map(|problem| format!("{} {}", problem.code(), problem.line.unwrap_or(0)))
            .collect()
    }

    #[test]
    fn every_key_that_does_nothing_is_told_with_its_line() {
        let text = "---\ntitle: Blog\nsort_by: date\nonbekend: 1\ndescription: x\ncascade:\n  author: Piet\n---\n";
        let read = sections(&[("content/posts/_index.md", text)]);
        let wanted = [
            "key-without-meaning 3",
            "unknown-key 4",
            "key-without-meaning 5",
            "key-without-meaning 7",
        ];
        assert_eq!(told(&read), wanted);
        let broken = sections(&[("content/posts/_index.md", "---\na: [\n---\n")]);
        assert_eq!(broken.problems.len(), 1);
    }

    #[test]
    fn what_a_folder_gives_goes_to_all_below_it() {
        let read = sections(&[
            ("content/posts/a/_index.md", "---\ncascade:\n  draft: true\n---\n"),
            ("content/posts/a/open/_index.md", "+++\n[[cascade]]\ndraft = false\n+++\n"),
            (
                "content/posts/b/_index.md",
                "---\ncascade:\n  - target: {kind: page}\n    expiryDate: 2024-01-01\n---\n",
            ),
            ("content/posts/c/_index.md", "+++\ndraft = true\n+++\n"),
            (
                "content/posts/d/_index.md",
                "---\ncascade: {draft: true, target: {path: /x/**}}\n---\n",
            ),
        ]);
        assert_eq!(told(&read), ["section-draft 2", "key-without-meaning 2"]);
        let post = |path: &str, front: &str| {
            let text = format!("---\ntitle: x\ndate: 2023-01-01\n{front}---\n");
            let source = Source::new(path, text.into_bytes());
            let given = read.value.given(&source.path);
            let read = read_below(&source, Kind::Post, &given, &config("title = \"x\""));
            assert_eq!(read.problems, []);
            let document = read.value.expect("a document");
            assert_eq!(document.hash == source.hash, given == Given::default());
            (document.front.draft, document.front.expires.is_some())
        };
        for (path, front, found) in [
            ("content/posts/a/x.md", "", (true, false)),
            ("content/posts/a/x.md", "draft: false\n", (false, false)),
            ("content/posts/a/deep/x.md", "", (true, false)),
            ("content/posts/a/open/x.md", "", (false, false)),
            ("content/posts/ab/x.md", "", (false, false)),
            ("content/posts/b/x.md", "", (false, true)),
            ("content/posts/c/x.md", "draft: false\n", (true, false)),
            ("content/posts/d/x.md", "", (false, false)),
        ] {
            assert_eq!(post(path, front), found, "{path} {front}");
        }
    }
}
