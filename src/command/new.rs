//! `weerklank new`: begins a post, a page, an expert or a topic with the right front matter.

use clap::ValueEnum;
use serde_json::json;

use super::console::Console;
use super::open::{self, Shown};
use super::{Global, forget, report, words};
use crate::config::Config;
use crate::diagnostic::{Diagnostic, Language, Problem};
use crate::disk::{forgetting, write};
use crate::import::matter::{Matter, listed};
use crate::output::slugify;
use crate::pipeline;
use crate::site::own_slug;

/// Begin a post, a page, an expert or a topic
#[derive(Debug, clap::Args)]
pub(super) struct New {
    /// Its title, or the name of the expert
    title: String,
    /// What it is
    #[arg(long, value_enum, default_value = "post")]
    kind: Kind,
    /// Who writes it: the name of a file in content/experts, without .md; may be repeated
    #[arg(long, value_name = "ID")]
    author: Vec<String>,
    /// What it is about; may be repeated
    #[arg(long, value_name = "TOPIC")]
    topic: Vec<String>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Kind {
    Post,
    Page,
    Expert,
    Topic,
}

impl New {
    pub(super) fn run(&self, global: &Global, console: &Console) -> bool {
        let (path, problems) = match self.begin(global, console.language) {
            Ok((path, unknown)) => (Some(path), unknown),
            Err(problems) => (None, problems),
        };
        console.tell(&problems);
        let said = json!({ "path": path });
        console.print_json(&report::done(said, &problems, console.language));
        if let Some(path) = &path {
            let is_draft = matches!(self.kind, Kind::Post | Kind::Page);
            console.say(&words::begun(&global.root, path, is_draft, console.language));
        }
        path.is_some()
    }

    fn begin(
        &self,
        global: &Global,
        language: Language,
    ) -> Result<(String, Vec<Diagnostic>), Vec<Diagnostic>> {
        let title = self.title.trim();
        if !title.chars().any(char::is_alphanumeric) {
            return Err(vec![Diagnostic::error(Problem::InvalidName { name: self.title.clone() })]);
        }
        self.check_options()?;
        let checked = open::configure(global, &Shown::default());
        let config = checked.value.ok_or(checked.problems)?;
        // What was to be forgotten is gone before anything else is written.
        if forgetting::pending(&global.root).is_some() {
            let _lock = open::lock(&global.root).map_err(|problem| vec![problem])?;
            forget::finish(&global.root, &config)?;
        }
        // A post takes its address from the name of its file; people and topics are found by theirs.
        let slug = match self.kind {
            Kind::Post | Kind::Page => slugify(title),
            Kind::Expert | Kind::Topic => own_slug(title),
        };
        let day = open::today(&config);
        let path = match self.kind {
            Kind::Post => format!("content/posts/{}/{slug}.md", day.year()),
            Kind::Page => format!("content/pages/{slug}.md"),
            Kind::Expert => format!("content/experts/{slug}.md"),
            Kind::Topic => format!("content/topics/{slug}.md"),
        };
        let text = self.text(title, day, language);
        write::create(&global.root, &path, text.as_bytes()).map_err(|problem| vec![problem])?;
        Ok((path, self.unknown(global, &config)))
    }

    /// Authors without a profile: they get a page with the name alone.
    fn unknown(&self, global: &Global, config: &Config) -> Vec<Diagnostic> {
        let has_profile = |name: &String| {
            !pipeline::written_by(&global.root, config, &[name]).profiles.is_empty()
        };
        let unknown = self.author.iter().filter(|name| !has_profile(name));
        let problem = |id: &String| Problem::UnknownPerson { id: id.clone(), nearest: None };
        unknown.map(|name| Diagnostic::warning(problem(name))).collect()
    }

    /// What is asked for must also be written: only posts and pages have authors, and a topic no topics.
    fn check_options(&self) -> Result<(), Vec<Diagnostic>> {
        let has_author = !self.author.is_empty() && matches!(self.kind, Kind::Expert | Kind::Topic);
        let has_topic = !self.topic.is_empty() && matches!(self.kind, Kind::Topic | Kind::Page);
        let useless = [("--author", has_author), ("--topic", has_topic)];
        let problems: Vec<Diagnostic> = useless
            .into_iter()
            .filter(|(_, is_useless)| *is_useless)
            .map(|(option, _)| {
                let kind = self.kind.to_possible_value().map(|kind| kind.get_name().to_owned());
                let kind = kind.unwrap_or_default();
                Diagnostic::error(Problem::UselessOption { option: option.to_owned(), kind })
            })
            .collect();
        if problems.is_empty() { Ok(()) } else { Err(problems) }
    }

    /// A post or a page is a draft as long as there is nothing in it.
    fn text(&self, title: &str, day: jiff::civil::Date, language: Language) -> String {
        let mut matter = Matter::default();
        match self.kind {
            Kind::Post => {
                matter.text("title", Some(title));
                matter.raw("date", &day.to_string());
                matter.raw("authors", &listed(&self.author));
                matter.raw("topics", &listed(&self.topic));
                matter.comment(match language {
                    Language::Dutch => "summary: één of twee zinnen voor in de lijst",
                    Language::English => "summary: one or two sentences for lists",
                });
            }
            Kind::Page => {
                matter.text("title", Some(title));
                matter.list("authors", &self.author);
            }
            Kind::Expert => {
                matter.text("name", Some(title));
                matter.raw("role", "\"\"");
                matter.raw("department", "\"\"");
                matter.raw("expertise", &listed(&self.topic));
                matter.raw("aliases", "[]");
            }
            Kind::Topic => {
                matter.text("title", Some(title));
                matter.raw("summary", "\"\"");
            }
        }
        matter.flag("draft", matches!(self.kind, Kind::Post | Kind::Page));
        matter.with("")
    }
}
