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
const KEPT: [Key; 7] = [
    Key::Draft,
    Key::Published,
    Key::Publish,
    Key::Expires,
    Key::Unlisted,
    Key::Headless,
    Key::Build,
];

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
    /// Adds what somebody further away gives.
    fn add(&mut self, further: &Given) {
        self.is_draft |= further.is_draft;
        self.draft = self.draft.or(further.draft);
        self.unlisted = self.unlisted.or(further.unlisted);
        self.publish = self.publish.or(further.publish);
        self.expires = self.expires.or(further.expires);
    }

    /// Only what keeps documents from readers.
    fn hiding(self) -> Given {
        Given { draft: self.draft.filter(|is_draft| *is_draft), ..self }
    }

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

/// What a folder gives.
#[derive(Clone, Debug, Default)]
pub struct Section {
    /// To all below it.
    given: Given,
    /// To those that a target of Hugo names.
    targeted: Vec<(Target, Given)>,
}

/// Which documents something is for.
#[derive(Clone, Debug, Default)]
struct Target {
    /// Their path in `content` is like one of these; every one for want of any.
    paths: Vec<String>,
    /// Their language is one of these; every one for want of any.
    languages: Vec<String>,
    /// Whether it asks for something that is not known here: they are among these, if no others.
    is_doubtful: bool,
}

/// What each folder gives.
#[derive(Clone, Debug, Default)]
pub struct Sections {
    folders: BTreeMap<String, Section>,
    /// The language of documents that name none.
    language: String,
}

impl Sections {
    /// What the sections among these files give, and what is wrong with them.
    pub fn of(sources: &[Source], config: &Config) -> Checked<Sections> {
        let mut problems = Vec::new();
        let mut folders = BTreeMap::new();
        for source in sources.iter().filter(|source| is_section(&source.path, Kind::Post)) {
            let found = section(source, Kind::Post, config).take(&mut problems);
            folders.entry(source.path.folder().to_owned()).or_insert(found);
        }
        let language = config.language.clone();
        Checked { value: Sections { folders, language }, problems }
    }

    /// What a document in this place takes over; a nearer folder goes before one further up.
    pub fn given(&self, path: &SourcePath) -> Given {
        let mut all = Given::default();
        let mut folder = Some(path.folder());
        while let (Some(name), false) = (folder, self.folders.is_empty()) {
            if let Some(Section { given, targeted }) = self.folders.get(name) {
                let hits = targeted.iter().filter(|(target, _)| target.hits(path, &self.language));
                hits.for_each(|(_, given)| all.add(given));
                all.add(given);
            }
            folder = name.rsplit_once('/').map(|(above, _)| above);
        }
        all
    }
}

/// Reads a file about the folder of such documents: every key that does nothing, and text that is nowhere, is told.
pub fn section(source: &Source, kind: Kind, config: &Config) -> Checked<Section> {
    let read = || -> Result<(&str, Table), Diagnostic> {
        let whole = source.text()?;
        let table = split(whole)?.table(whole)?;
        Ok((whole, table))
    };
    let (whole, table) = match read() {
        Ok(read) => read,
        Err(problem) => {
            return Checked { value: Section::default(), problems: vec![problem.at(&source.path)] };
        }
    };
    let gives = kind == Kind::Post && stem_and_language(&source.path).0 == "_index";
    let mut reader = Reader { section: Section::default(), problems: Vec::new(), whole, config };
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
    let Reader { section, mut problems, .. } = reader;
    problems.extend(text_left(source, config));
    let problems = problems.into_iter().map(|problem| problem.at(&source.path)).collect();
    Checked { value: section, problems }
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
    section: Section,
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
            self.section.given.is_draft = true;
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
            let reached = target.map_or_else(|| Some(Target::default()), Target::read);
            let mut kept = Vec::new();
            for (name, line, item) in &table.entries {
                match dialect::meaning(name) {
                    Some(key) if reached.is_some() && KEPT.contains(&key) => {
                        kept.push((name.clone(), *line, item.clone()));
                    }
                    _ if matches!(name.as_str(), "target" | "_target") => {}
                    _ => self.lost(format!("cascade.{name}"), "Hugo", *line),
                }
            }
            let Some(reached) = reached else { continue };
            let line = kept.first().map_or(item.line, |(_, line, _)| *line);
            let given = self.kept(kept);
            let is_doubtful = reached.is_doubtful;
            let given = if is_doubtful { given.hiding() } else { given };
            if is_doubtful && given != Given::default() {
                match given.draft {
                    Some(_) => self.warn(Problem::SectionDraft, line),
                    None => self.lost("cascade.target".to_owned(), "Hugo", line),
                }
            }
            match reached.paths.is_empty() && reached.languages.is_empty() {
                true => self.section.given.add(&given),
                false => self.section.targeted.push((reached, given)),
            }
        }
    }

    /// What documents take over of these keys.
    fn kept(&mut self, entries: Vec<(String, u32, Item)>) -> Given {
        let front = self.front(entries);
        // `published` may be a day.
        let says = front.lines.contains_key("draft") && (front.draft || front.publish.is_none());
        Given {
            // No post of such a folder can say that it has a page.
            is_draft: front.draft && front.lines.contains_key("build"),
            draft: says.then_some(front.draft),
            unlisted: front.unlisted.then_some(true),
            publish: front.publish,
            expires: front.expires,
        }
    }

    /// What these keys say, with what is wrong with their values.
    fn front(&mut self, entries: Vec<(String, u32, Item)>) -> FrontMatter {
        let (front, problems) = keys::read(
            &Table { entries, repeated: Vec::new() },
            (Kind::Page, false),
            self.whole,
            self.config,
        );
        self.problems.extend(problems);
        front
    }
}

impl Target {
    /// What a target of Hugo names; `None` if that is no post of this site.
    fn read(target: &Item) -> Option<Target> {
        let mut read = Target::default();
        let Value::Table(table) = &target.value else {
            return target.is_empty().then_some(read);
        };
        for (name, _, item) in &table.entries {
            match (name.to_ascii_lowercase().as_str(), item.text()) {
                ("kind", Some(kind)) if kind.contains("page") || kind.contains('*') => {}
                ("environment", Some(environment))
                    if environment.contains("production") || environment.contains('*') => {}
                ("kind" | "environment", Some(_)) => return None,
                ("path", Some(path)) if path.matches('*').count() < MOST_STARS => {
                    read.paths.extend(without_choices(path));
                }
                ("lang", Some(language)) => read.languages.extend(without_choices(language)),
                ("sites", _) => match languages(item) {
                    Some(languages) => {
                        read.languages.extend(languages.iter().flat_map(|it| without_choices(it)));
                    }
                    None => read.is_doubtful = true,
                },
                _ => read.is_doubtful = true,
            }
        }
        Some(read)
    }

    fn hits(&self, path: &SourcePath, language: &str) -> bool {
        let language = stem_and_language(path).1.unwrap_or(language).to_lowercase();
        let is_like = |pattern: &String| is_like(pattern.as_bytes(), language.as_bytes(), 100);
        (self.paths.is_empty() || self.paths.iter().any(|pattern| is_hit(pattern, path)))
            && (self.languages.is_empty() || self.languages.iter().any(is_like))
    }
}

/// The languages that the sites of a target have, if it says nothing else of them: `{matrix: {languages: [nl]}}`.
fn languages(sites: &Item) -> Option<Vec<String>> {
    let only = |item: &Item, wanted: &str| match &item.value {
        Value::Table(table) if table.entries.len() == 1 => table.get(wanted).cloned(),
        _ => None,
    };
    let found = dialect::texts(&only(&only(sites, "matrix")?, "languages")?);
    let is_plain = |text: &String| text.bytes().all(|it| it.is_ascii_alphanumeric() || it == b'-');
    (!found.is_empty() && found.iter().all(is_plain)).then_some(found)
}

/// Nobody writes more, and each costs a look through the path.
const MOST_STARS: usize = 8;

/// A pattern with choices, `/a/{b,c}/**`, as those without.
fn without_choices(pattern: &str) -> Vec<String> {
    let choices = pattern.split_once('{').and_then(|(before, rest)| {
        let (inner, after) = rest.split_once('}')?;
        Some(
            inner
                .split(',')
                .take(20)
                .map(move |choice| format!("{before}{}{after}", choice.trim())),
        )
    });
    choices.map_or_else(
        || vec![pattern.to_lowercase()],
        |all| all.map(|it| it.to_lowercase()).collect(),
    )
}

/// Whether a document is meant by a pattern of Hugo: its path in `content`, without the end of its name.
fn is_hit(pattern: &str, path: &SourcePath) -> bool {
    let place = path.as_str().strip_prefix("content").unwrap_or(path.as_str()).to_lowercase();
    let stem = stem_and_language(path).0.to_lowercase();
    let folder = place.rsplit_once('/').map_or("", |(folder, _)| folder);
    let logical = if stem == "index" { folder.to_owned() } else { format!("{folder}/{stem}") };
    is_like(pattern.as_bytes(), logical.as_bytes(), 100)
}

/// Whether a path is like a pattern: `*` stands for signs of a name, `**` for whole folders, `?` for one sign.
fn is_like(pattern: &[u8], path: &[u8], deepest: usize) -> bool {
    let Some(deepest) = deepest.checked_sub(1) else { return false };
    match pattern {
        [b'*', b'*', rest @ ..] => (0..=path.len()).any(|at| is_like(rest, &path[at..], deepest)),
        [b'*', rest @ ..] => {
            let end = path.iter().position(|sign| *sign == b'/').unwrap_or(path.len());
            (0..=end).any(|at| is_like(rest, &path[at..], deepest))
        }
        [b'?', rest @ ..] => {
            !path.is_empty() && path[0] != b'/' && is_like(rest, &path[1..], deepest)
        }
        [_, ..] => {
            let pairs = pattern.iter().zip(path);
            let same = pairs.take_while(|(a, b)| a == b && !matches!(a, b'*' | b'?')).count();
            same > 0 && is_like(&pattern[same..], &path[same..], deepest)
        }
        [] => path.is_empty(),
    }
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
    fn paths_are_like_patterns() {
        for (pattern, path, wanted) in [
            ("/posts/a/**", "content/posts/a/b/c.md", true),
            ("/posts/a/**", "content/posts/a/index.md", false),
            ("/posts/a/*", "content/posts/a/b/c.md", false),
            ("**/b", "content/posts/a/B.en.md", true),
            ("/posts/?/c*", "content/posts/a/cd.md", true),
            ("/posts/a", "content/posts/ab.md", false),
            ("******x", "content/posts/a/b/c/d/e/f.md", false),
        ] {
            assert_eq!(is_hit(pattern, &SourcePath::new(path)), wanted, "{pattern} {path}");
        }
    }

    #[test]
    fn what_is_hidden_in_one_language_or_in_doubt_is_hidden() {
        for (cascade, [plain, dutch, english], wanted) in [
            ("draft: true\n  target: {lang: nl}", [true, true, false], &[][..]),
            ("draft: true\n  target: {lang: '{en,de}'}", [false, false, true], &[]),
            (
                "draft: true\n  target: {sites: {matrix: {languages: [nl]}}}",
                [true, true, false],
                &[],
            ),
            (
                "draft: true\n  target: {sites: {complements: {languages: [nl]}}}",
                [true; 3],
                &["section-draft 3"],
            ),
            (
                "expiryDate: 2020-01-01\n  target: {sites: {matrix: {roles: [x]}}}",
                [true; 3],
                &["key-without-meaning 3"],
            ),
            ("draft: false\n  target: {sites: x}", [false; 3], &[]),
            ("published: 2099-01-01", [true; 3], &[]),
            ("published: false", [true; 3], &[]),
            (
                "draft: true\n  target: {environment: staging}",
                [false; 3],
                &["key-without-meaning 3"],
            ),
        ] {
            let text = format!("---\ncascade:\n  {cascade}\n---\n");
            let read = sections(&[("content/posts/a/_index.md", &text)]);
            assert_eq!(told(&read), wanted, "{cascade}");
            for (path, is_hidden) in [
                ("content/posts/a/x.md", plain),
                ("content/posts/a/x.nl.md", dutch),
                ("content/posts/a/x.en.md", english),
            ] {
                let Given { is_draft, draft, publish, expires, .. } =
                    read.value.given(&SourcePath::new(path));
                let hides = is_draft || draft == Some(true) || publish.or(expires).is_some();
                assert_eq!(hides, is_hidden, "{cascade} {path}");
            }
        }
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
                "---\ncascade:\n  - _target: {path: '/posts/d/{geheim,intern}/**'}\n    draft: true\n    author: A\n  - target: {path: '**/oud-*'}\n    unlisted: true\n---\n",
            ),
        ]);
        assert_eq!(told(&read), ["section-draft 2", "key-without-meaning 5"]);
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
            ("content/posts/d/Geheim/x.md", "", (true, false)),
            ("content/posts/d/intern/a/x/index.md", "", (true, false)),
            ("content/posts/d/intern.md", "", (false, false)),
        ] {
            assert_eq!(post(path, front), found, "{path} {front}");
        }
    }
}
