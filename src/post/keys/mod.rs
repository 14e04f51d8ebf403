//! Front matter as a tree becomes [`FrontMatter`]: every key in our own words, everything else a problem with its line.

mod hiding;
mod lists;
mod switches;

use std::collections::BTreeSet;

use serde_json::Value as Json;

use super::dialect::{self, Key};
use super::front_matter::{FrontMatter, PersonRef};
use super::pointed::{Beside, beside_image, image, people, source, strange_to_source};
use super::table::{Item, Table, Value};
use super::{Date, Kind, Liquid, dates, markdown, permalink};
use crate::config::{Config, is_language};
use crate::diagnostic::{Diagnostic, Expected, Problem, Severity, nearest};
use switches::boolean;

/// Reads the keys of a document, which may be one of Jekyll by its place. `whole` is its file, for the lines of problems.
pub(super) fn read(
    table: &Table,
    (kind, is_jekyll): (Kind, bool),
    whole: &str,
    config: &Config,
) -> (FrontMatter, Vec<Diagnostic>) {
    let is_jekyll = is_jekyll || table.get("layout").is_some();
    let mut reader = Reader {
        front: FrontMatter::default(),
        extra: serde_json::Map::new(),
        author_title: None,
        below: Vec::new(),
        problems: Vec::new(),
        kind,
        is_jekyll,
        whole,
        config,
    };
    // Of an expert, `title` is the name if there is no `name`, and else what they do.
    let has_name = table.entries.iter().any(|(key, ..)| dialect::of_expert(key) == Some(Key::Name));
    table.repeated.iter().for_each(|(key, line)| reader.twice(key, *line));
    let mut given = BTreeSet::new();
    for (name, line, item) in &table.entries {
        let key = match (kind, dialect::meaning(name)) {
            (Kind::Expert, Some(Key::Title)) => Some(if has_name { Key::Role } else { Key::Name }),
            (Kind::Expert, _) => dialect::of_expert(name),
            (_, meant) => meant,
        };
        match key {
            Some(Key::Foreign(dialect)) => reader.foreign(name, dialect, *line),
            // A key without a value says nothing: archetypes leave many. What templates get of it is theirs.
            Some(key) if key != Key::Extra && item.is_empty() => reader.remark(name, *line),
            // Experts and topics are listed wherever posts name them.
            Some(key) if key.hides() && matches!(kind, Kind::Expert | Kind::Topic) => {
                reader.foreign(name, "Hugo/Zola/Docusaurus", *line);
            }
            Some(key) if key.is_of_articles() && matches!(kind, Kind::Expert | Kind::Topic) => {
                reader.of_articles(name, *line);
            }
            Some(key) => {
                // The last one counts. Other words for one thing often stand side by side, but no two addresses do.
                let is_first = given.insert(match key {
                    Key::Address => key.name().to_owned(),
                    _ => dialect::folded(name),
                });
                if !is_first {
                    reader.twice(name, *line);
                }
                reader.front.lines.entry(key.name().to_owned()).or_insert(*line);
                reader.key(key, name, *line, item);
            }
            None => reader.unknown(name, *line),
        }
    }
    let Reader { mut front, extra, author_title, below, problems, .. } = reader;
    if front.authors.is_empty() {
        front.authors = below;
    }
    if let [author] = front.authors.as_mut_slice() {
        author.title = author.title.take().or(author_title);
    }
    if !extra.is_empty() {
        front.extra = Some(Json::Object(extra).to_string());
    }
    (front, problems)
}

/// A key that nobody knows, with the one that may have been meant.
pub(super) fn unknown(name: &str) -> Problem {
    let lowered = name.to_lowercase();
    let dutch = dialect::DUTCH.iter().find(|(dutch, _)| *dutch == lowered);
    let nearest = dutch.map(|(_, own)| (*own).to_owned()).or_else(|| nearest(name, dialect::OWN));
    // One of a profile, in a post.
    let nearest = nearest.filter(|nearest| nearest != name);
    Problem::UnknownKey { key: name.to_owned(), nearest, known: Vec::new() }
}

struct Reader<'a> {
    front: FrontMatter,
    extra: serde_json::Map<String, Json>,
    author_title: Option<String>,
    /// Authors under `params`, who count if there are no others.
    below: Vec<PersonRef>,
    problems: Vec<Diagnostic>,
    kind: Kind,
    is_jekyll: bool,
    whole: &'a str,
    config: &'a Config,
}

impl Reader<'_> {
    fn unknown(&mut self, name: &str, line: u32) {
        self.problems.push(Diagnostic::warning(unknown(name)).on_line(line, self.whole));
    }

    /// A key that says something of articles only, in a profile or the introduction of a topic.
    fn of_articles(&mut self, name: &str, line: u32) {
        let known: &[&str] = match self.kind {
            Kind::Expert => &dialect::OF_EXPERT,
            _ => &dialect::OF_TOPIC,
        };
        let known = known.iter().map(|key| (*key).to_owned()).collect();
        let problem = Problem::UnknownKey { key: name.to_owned(), nearest: None, known };
        self.problems.push(Diagnostic::warning(problem).on_line(line, self.whole));
    }

    fn twice(&mut self, name: &str, line: u32) {
        let problem = Problem::DuplicateKey { key: name.to_owned() };
        self.problems.push(Diagnostic::warning(problem).on_line(line, self.whole));
    }

    /// A key that says something to another generator only.
    fn foreign(&mut self, name: &str, dialect: &str, line: u32) {
        let problem =
            Problem::KeyWithoutMeaning { key: name.to_owned(), dialect: dialect.to_owned() };
        self.problems.push(Diagnostic::warning(problem).on_line(line, self.whole));
    }

    fn wrong(&mut self, name: &str, item: &Item, line: u32, expected: Expected) {
        let problem = Problem::WrongType { key: name.to_owned(), expected, found: item.shown() };
        self.problems.push(Diagnostic::error(problem).on_line(line, self.whole));
    }

    /// A value that says less than it has, or nothing that we understand.
    fn doubt(&mut self, name: &str, item: &Item, line: u32, expected: Expected) {
        if !item.is_empty() {
            self.wrong(name, item, line, expected);
            if let Some(problem) = self.problems.last_mut() {
                problem.severity = Severity::Warning;
            }
        }
    }

    /// Jekyll writes `en_US`.
    fn lang(&mut self, name: &str, line: u32, item: &Item) {
        let Some(text) = self.text(name, line, item) else { return };
        let code = text.split('.').next().unwrap_or_default().replace('_', "-");
        let is_code = is_language(&code);
        if !is_code {
            self.doubt(name, item, line, Expected::LanguageCode);
        }
        self.front.lang = Some(code).filter(|_| is_code);
    }

    #[expect(clippy::too_many_lines, reason = "a flat table: key to field")]
    fn key(&mut self, key: Key, name: &str, line: u32, item: &Item) {
        match key {
            Key::Title => self.front.title = self.text(name, line, item),
            Key::Slug => match self.text(name, line, item) {
                // Docusaurus writes whole addresses here.
                Some(slug) if slug.contains('/') && slug.starts_with('/') => {
                    self.front.address = Some(slug);
                }
                slug => self.front.slug = slug.map(|slug| slug.trim_end_matches('/').to_owned()),
            },
            Key::Address => self.address(name, line, item),
            Key::Summary => {
                self.front.summary = self.text(name, line, item).map(|text| markdown::plain(&text));
            }
            Key::Lang => self.lang(name, line, item),
            Key::Source => {
                (self.front.source, self.front.source_title) = source(item);
                if self.front.source.is_none() && !item.is_empty() {
                    self.wrong(name, item, line, Expected::Text);
                }
                let problem = |diagnostic: Diagnostic, line| diagnostic.on_line(line, self.whole);
                let strange = strange_to_source(name, item);
                self.problems.extend(strange.map(|(told, line)| problem(told, line)));
            }
            Key::Template => self.front.template = self.text(name, line, item),
            Key::Series => self.series(name, line, item),
            Key::Image => self.image(name, line, item),
            Key::MediaFolder => self.front.media_folder = self.text(name, line, item),
            Key::Date => self.dates(name, line, item),
            Key::Updated => match &item.value {
                Value::Table(table) => {
                    self.front.updated =
                        table.get("date").and_then(|item| self.date(name, line, item));
                }
                _ => self.front.updated = self.date(name, line, item),
            },
            Key::Expires => self.front.expires = self.date(name, line, item),
            Key::Review => self.front.review = self.date(name, line, item),
            Key::Draft => {
                self.front.draft |= self.truth(name, line, item) == Some(true);
            }
            // Obsidian says `publish: true`.
            Key::Published | Key::Publish => match boolean(item) {
                Some(yes) => self.front.draft |= !yes,
                None => self.front.publish = self.date(name, line, item),
            },
            Key::Pinned => self.pinned(name, line, item),
            Key::Search => self.search(name, line, item),
            Key::Unlisted => self.unlisted(name, line, item),
            Key::Render => {
                let is_hidden = self.truth(name, line, item) == Some(false);
                self.hidden(is_hidden, name, "Zola", line);
            }
            Key::Headless => {
                let is_hidden = self.truth(name, line, item) == Some(true);
                self.hidden(is_hidden, name, "Hugo", line);
            }
            Key::RedirectTo => self.hidden(!item.is_empty(), name, "Jekyll", line),
            Key::Build => self.build(name, line, item),
            Key::Comments => self.comments(name, line, item),
            Key::Authors | Key::Experts => {
                self.nameless(name, line, item);
                match key {
                    Key::Authors => self.front.authors.extend(people(item, line)),
                    _ => self.front.experts.extend(people(item, line)),
                }
            }
            // Whom it is about is known once all keys are.
            Key::AuthorTitle => self.author_title = self.text(name, line, item),
            Key::Topics => self.topics(name, item),
            Key::Taxonomies => self.taxonomies(line, item),
            Key::Aliases => {
                if item.is_lost(dialect::texts) {
                    self.doubt(name, item, line, Expected::List);
                }
                self.front.aliases.extend(dialect::texts(item));
            }
            Key::Ids => self.ids(name, line, item),
            Key::WordPressId => {
                self.front
                    .ids
                    .extend(item.text().map(|id| ("wordpress".to_owned(), id.trim().to_owned())));
            }
            Key::Extra => match item.json() {
                Json::Object(fields) => {
                    self.authors_of(item);
                    self.extra.extend(fields);
                }
                _ if item.is_empty() => {}
                _ => self.wrong(name, item, line, Expected::Table),
            },
            Key::Name
            | Key::Role
            | Key::Department
            | Key::Photo
            | Key::Expertise
            | Key::Contact
            | Key::Email => self.person(key, name, line, item),
            Key::SummaryMark => self.summary_mark(name, line, item),
            Key::Liquid if self.truth(name, line, item) == Some(false) => {
                self.front.liquid = Liquid::Shown;
            }
            Key::Liquid | Key::Foreign(_) => {}
        }
    }

    /// Hugo keeps what it has no key for under `params`, and it has none for authors.
    fn authors_of(&mut self, item: &Item) {
        let Value::Table(table) = &item.value else { return };
        for (_, line, item) in table
            .entries
            .iter()
            .filter(|(key, ..)| matches!(dialect::meaning(key), Some(Key::Authors)))
        {
            self.front.lines.entry("authors".to_owned()).or_insert(*line);
            self.below.extend(people(item, *line));
        }
    }

    /// Jekyll lets a post choose its mark. One that is no comment is text that readers see, and means nothing here.
    fn summary_mark(&mut self, name: &str, line: u32, item: &Item) {
        let Some(mark) = self.text(name, line, item) else { return };
        if mark.starts_with("<!--") && mark.ends_with("-->") {
            self.front.summary_mark = Some(mark);
        } else {
            self.foreign(name, "Jekyll", line);
        }
    }

    /// A picture, and what stands beside it in a table: what it shows is read, and the rest is told.
    fn image(&mut self, name: &str, line: u32, item: &Item) {
        // What makes posts of an export of WordPress puts their pictures in a folder, and says only the name.
        let is_named = |image: &String| name == "coverImage" && !image.contains('/');
        let image = image(item)
            .map(|image| if is_named(&image) { format!("images/{image}") } else { image });
        // The place of a picture may be there without one.
        let is_place = |(key, ..): &(String, u32, Item)| beside_image(key) == Beside::Path;
        let has_place =
            matches!(&item.value, Value::Table(table) if table.entries.iter().any(is_place));
        if image.is_none() && !has_place {
            self.doubt(name, item, line, Expected::RelativePath);
        }
        if let Value::Table(table) = &item.value {
            for (key, line, item) in &table.entries {
                let whole = format!("{name}.{key}");
                match beside_image(key) {
                    Beside::Path => {}
                    Beside::Description if self.front.image.is_none() => {
                        self.front.image_alt = self.text(&whole, *line, item);
                    }
                    Beside::Description => {}
                    Beside::Foreign(generator) => self.foreign(&whole, generator, *line),
                    Beside::Unknown => self.unknown(&whole, *line),
                }
            }
        }
        self.front.image = self.front.image.take().or(image);
    }

    fn person(&mut self, key: Key, name: &str, line: u32, item: &Item) {
        if self.kind != Kind::Expert {
            return self.unknown(name, line);
        }
        match key {
            Key::Name => self.front.person.name = self.text(name, line, item),
            Key::Role => self.front.person.role = self.text(name, line, item),
            Key::Department => self.front.person.department = self.text(name, line, item),
            Key::Photo => self.front.person.photo = image(item),
            Key::Expertise => self.front.person.expertise.extend(dialect::texts(item)),
            Key::Contact => self.front.person.contact = self.text(name, line, item),
            _ => self.front.person.emails.extend(dialect::texts(item)),
        }
    }

    fn text(&mut self, name: &str, line: u32, item: &Item) -> Option<String> {
        match item.text() {
            Some(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
            None if item.is_empty() => None,
            None => {
                self.wrong(name, item, line, Expected::Text);
                None
            }
        }
    }

    fn date(&mut self, name: &str, line: u32, item: &Item) -> Option<Date> {
        if item.is_empty() {
            return None;
        }
        let Some(text) = item.text() else {
            self.wrong(name, item, line, Expected::Date);
            return None;
        };
        let date = dates::read(text, &self.config.timezone);
        if date.is_none() {
            let problem = Problem::InvalidDate { key: name.to_owned(), value: text.to_owned() };
            self.problems.push(Diagnostic::error(problem).on_line(line, self.whole));
        }
        date
    }

    /// Material writes several dates under one key.
    fn dates(&mut self, name: &str, line: u32, item: &Item) {
        let Value::Table(table) = &item.value else {
            self.front.date = self.date(name, line, item);
            return;
        };
        if let Some(created) = table.get("created") {
            self.front.date = self.date("date.created", created.line, created);
        }
        if let Some(updated) = table.get("updated") {
            self.front.updated = self.date("date.updated", updated.line, updated);
        }
    }

    /// Jekyll and Hugo may write placeholders (`/:year/:title/`): those of Jekyll are filled in once the rest is known.
    fn address(&mut self, name: &str, line: u32, item: &Item) {
        let Some(text) = self.text(name, line, item) else { return };
        let path = text
            .split_once("://")
            .map_or(text.as_str(), |(_, rest)| rest.split_once('/').map_or("", |(_, path)| path));
        let is_foreign = !permalink::is_pattern(name, &text);
        if is_foreign && (path.contains("/:") || path.starts_with(':') || path.contains('{')) {
            return self.foreign(name, "Jekyll", line);
        }
        self.front.address = Some(text);
    }
}
