//! The theme: templates, translations and assets, those of the site over those of the program.
//!
//! 1. The default theme lies in the program, its templates under `default/`, where others fall back to.
//! 2. A site's theme that `extends = "default"` replaces single files; `{% extends "default/post.html" %}` reaches behind it.
//! 3. Assets get the hash of their content in their names, and style sheets name them so.
//! 4. What its components make of things that are many is filled into stencils.

mod assets;
mod manifest;
mod sheet;
pub(super) mod stencil;
mod translations;
mod unused;

use std::borrow::Cow;
use std::collections::BTreeMap;

use include_dir::{Dir, File, include_dir};
use tera::{Context, Kwargs, State, Tera, Value};

use super::fault;
use super::phrases::Phrases;
use crate::config::Config;
use crate::diagnostic::{Checked, Diagnostic, Problem, nearest};
use crate::output::OutputPath;
use crate::post::markdown::Words;
use crate::site::Site;
use crate::source::{Hash, Source, SourcePath};
use stencil::Stencils;

pub(super) static DEFAULT: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/themes/default");

/// Where the program's own templates are found beside those of a site's theme.
pub(super) const PREFIX: &str = "default/";

/// Templates that every theme has, one per kind of page.
pub const TEMPLATES: [&str; 15] = [
    "home.html",
    "list.html",
    "post.html",
    "page.html",
    "expert.html",
    "experts.html",
    "topic.html",
    "topics.html",
    "series.html",
    "series-list.html",
    "year.html",
    "discussions.html",
    "search.html",
    "404.html",
    "redirect.html",
];

/// A file of the theme that pages load.
#[derive(Clone, Debug)]
pub struct ThemeAsset {
    /// Its name in templates: `style.css`.
    pub name: String,
    /// Where it lies in the output: `assets/style.1a2b3c4d.css`.
    pub path: OutputPath,
    /// What it holds.
    pub bytes: Vec<u8>,
}

/// A theme, ready to render.
#[derive(Debug)]
pub struct Theme {
    tera: Tera,
    folder: String,
    own: BTreeMap<String, String>,
    /// What the program itself writes into pages, in the site's language.
    pub phrases: Phrases,
    /// The words of bodies in other languages than the site's.
    foreign: BTreeMap<&'static str, Words>,
    /// The files that pages load.
    pub assets: Vec<ThemeAsset>,
    /// The hash of all templates and translations.
    pub hash: Hash,
    /// What its components make of comments.
    pub(super) stencils: Stencils,
}

/// The files of a theme by kind, those of the site over those of the program.
#[derive(Default)]
struct Files<'a> {
    /// Name to text, with the program's own under `default/`.
    templates: BTreeMap<String, Cow<'a, str>>,
    assets: BTreeMap<String, &'a [u8]>,
    /// The words of the program, in the site's language or else in English.
    words: &'a str,
    /// Those of the site's theme.
    own_words: Option<&'a Source>,
    /// Those for texts in other languages, likewise.
    foreign: BTreeMap<&'static str, (&'static str, Option<&'a Source>)>,
}

/// Loads the theme of the settings, for a site whose files its style sheets may name.
pub fn load(sources: &[Source], site: &Site, config: &Config) -> Checked<Option<Theme>> {
    let mut problems = Vec::new();
    let folder = format!("themes/{}/", config.theme);
    if config.theme != "default" && sources.is_empty() {
        let nearest = nearest(&config.theme, ["default"]);
        let problem = Problem::UnknownTheme { name: config.theme.clone(), nearest };
        return Checked {
            value: None,
            problems: vec![Diagnostic::error(problem).at(&SourcePath::new("weerklank.toml"))],
        };
    }
    let files = gather(sources, &folder, config, &mut problems);
    let mut tera = Tera::default();
    let own: BTreeMap<String, String> = files
        .templates
        .iter()
        .filter(|(name, _)| !name.starts_with(PREFIX))
        .map(|(name, text)| (name.clone(), text.clone().into_owned()))
        .collect();
    let words = translations::words(files.words, files.own_words, &own, config, &mut problems);
    let prepared = tera.set_fallback_prefixes([PREFIX]);
    tera.register_filter("fill", fill);
    let added = prepared.and_then(|()| {
        tera.add_raw_templates(
            files.templates.iter().map(|(name, text)| (name.as_str(), text.as_ref())),
        )
    });
    if let Err(error) = added {
        problems.extend(fault::of(&error, &folder, &own));
        return Checked { value: None, problems };
    }
    let assets = assets::assets(&files, &site.files, config, &mut problems);
    let mut hasher = blake3::Hasher::new();
    for (name, text) in &files.templates {
        hasher.update(name.as_bytes()).update(&[0]).update(text.as_bytes()).update(&[0]);
    }
    hasher.update(words.to_string().as_bytes());
    let mut foreign = BTreeMap::new();
    for (language, (program, theme)) in &files.foreign {
        let words = translations::other(program, *theme);
        hasher.update(words.to_string().as_bytes());
        let body = Phrases::new(&words).body;
        foreign.insert(*language, Words { language: (*language).to_owned(), ..body });
    }
    // What every page says of the site.
    let site = super::site_view(site, config);
    hasher.update(serde_json::to_string(&site).unwrap_or_default().as_bytes());
    let hash = Hash(*hasher.finalize().as_bytes());
    let global: &mut Context = tera.global_context();
    global.insert("t", &words);
    global.insert("site", &site);
    let mut phrases = Phrases::new(&words);
    phrases.body.language.clone_from(&config.language);
    let stencils = Stencils::default();
    let theme = Theme { tera, folder, own, phrases, foreign, assets, hash, stencils };
    Checked { value: Some(theme), problems }
}

fn gather<'a>(
    sources: &'a [Source],
    folder: &str,
    config: &Config,
    problems: &mut Vec<Diagnostic>,
) -> Files<'a> {
    let mut files = Files::default();
    for file in files_of(&DEFAULT) {
        let path = file.path().to_string_lossy().replace('\\', "/");
        if let Some(name) = path.strip_prefix("assets/") {
            files.assets.insert(name.to_owned(), file.contents());
        } else if let (Some(name), Some(text)) =
            (path.strip_prefix("templates/"), file.contents_utf8())
        {
            files.templates.insert(format!("{PREFIX}{name}"), super::minify::markup(text).into());
        }
    }
    let program = |language: &str| {
        let file = DEFAULT.get_file(format!("i18n/{language}.toml"));
        file.and_then(File::contents_utf8).unwrap_or_default()
    };
    files.words = program(translations::spoken(&config.language));
    let own = translations::known(&config.language);
    for language in translations::SPOKEN.into_iter().filter(|language| own != Some(language)) {
        let path = format!("{folder}i18n/{language}.toml");
        let theme = sources.iter().find(|source| source.path.as_str() == path);
        files.foreign.insert(language, (program(language), theme));
    }
    let manifest = sources.iter().find(|source| source.path.file_name() == "theme.toml");
    let extends = manifest.is_none_or(|source| manifest::extends(source, problems))
        || config.theme == "default";
    if !extends {
        files.assets.clear();
    }
    for source in sources {
        let Some(path) = source.path.as_str().strip_prefix(folder) else { continue };
        if path == format!("i18n/{}.toml", config.language) {
            files.own_words = Some(source);
        } else if let Some(name) = path.strip_prefix("assets/") {
            files.assets.insert(name.to_owned(), &source.bytes);
        } else if let Some(name) = path.strip_prefix("templates/") {
            match source.text() {
                Ok(text) => drop(files.templates.insert(name.to_owned(), delivered(name, text))),
                Err(problem) => problems.push(problem),
            }
        }
    }
    if !extends {
        let missing = TEMPLATES.iter().filter(|name| !files.templates.contains_key(**name));
        let missing: Vec<String> = missing.map(|name| (*name).to_owned()).collect();
        if !missing.is_empty() {
            let problem = Diagnostic::error(Problem::ThemeIncomplete { missing });
            problems.push(problem.at(&SourcePath::new(&format!("{folder}theme.toml"))));
        }
    }
    files
}

/// A template of a site's theme as its author wrote it, unless it is the program's.
fn delivered<'t>(name: &str, text: &'t str) -> Cow<'t, str> {
    let own = DEFAULT.get_file(format!("templates/{name}")).and_then(File::contents_utf8);
    if own == Some(text) { super::minify::markup(text).into() } else { text.into() }
}

/// Every file in a folder that was compiled in, sorted by path.
pub(crate) fn files_of(folder: &'static Dir<'static>) -> Vec<&'static File<'static>> {
    let mut files = Vec::new();
    let mut folders = vec![folder];
    while let Some(folder) = folders.pop() {
        files.extend(folder.files());
        folders.extend(folder.dirs());
    }
    files.sort_by_key(|file| file.path());
    files
}

/// Fills `{n}`, `{name}` and the like into a phrase; of a table with `one` and `other`, `n` chooses.
#[expect(clippy::needless_pass_by_value, reason = "a filter of tera takes its arguments so")]
fn fill(phrase: &Value, arguments: Kwargs, _: &State<'_>) -> tera::TeraResult<String> {
    let pattern = match phrase.as_map() {
        Some(_) => {
            let is_one = arguments.get::<i64>("n")? == Some(1);
            phrase.get_from_path(if is_one { "one" } else { "other" }).and_then(Value::as_str)
        }
        None => phrase.as_str(),
    };
    let pattern =
        pattern.ok_or_else(|| tera::Error::message("this is not a phrase of the translations"))?;
    let mut filled = String::with_capacity(pattern.len() + 16);
    let mut rest = pattern;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let Some((name, following)) = after.split_once('}') else {
            filled.push('{');
            rest = after;
            continue;
        };
        match arguments.get::<&Value>(name)? {
            Some(value) => filled.push_str(&value.to_string()),
            None => {
                filled.push('{');
                filled.push_str(name);
                filled.push('}');
            }
        }
        rest = following;
    }
    filled.push_str(rest);
    Ok(filled)
}

impl Theme {
    /// The words that rendering writes into a body in this language; those of the site if there are no others.
    pub(super) fn words(&self, language: Option<&str>) -> &Words {
        let known = language.and_then(translations::known);
        known.and_then(|known| self.foreign.get(known)).unwrap_or(&self.phrases.body)
    }

    /// The HTML of `page`, made with a template; an error says which page it is.
    pub fn render(
        &self,
        template: &str,
        context: &Context,
        page: &OutputPath,
    ) -> Result<Vec<u8>, Diagnostic> {
        /// Most pages are no larger; a template says little of how large its pages are.
        const USUAL: usize = 32 << 10;
        let mut bytes = Vec::with_capacity(USUAL);
        self.tera
            .render_to(template, context, &mut bytes)
            .map(|()| bytes)
            .map_err(|error| fault::on_page(&error, &self.folder, &self.own, page))
    }

    /// The HTML of a part of a page, if that can be made: a template that includes it makes the same, or tells what is wrong.
    pub(super) fn part(&self, template: &str, page: Value) -> Option<Value> {
        let mut context = Context::new();
        context.insert_value("page", page);
        self.tera.render(template, &context).ok().map(|html| Value::safe_string(&html))
    }

    /// Whether the site has templates of its own, which may show anything.
    pub(super) fn has_own_templates(&self) -> bool {
        !self.own.is_empty()
    }

    /// Whether the site has this template of its own.
    pub(super) fn is_own(&self, template: &str) -> bool {
        self.own.contains_key(template)
    }

    /// What a component of the templates makes of these arguments, safe HTML. `None` if there is no such component, or if it
    /// needs more than that: a template that calls it where all is at hand makes the same, or tells what is wrong.
    pub(super) fn component(
        &self,
        name: &str,
        arguments: &[(&'static str, Value)],
    ) -> Option<Value> {
        let mut context = Context::new();
        for (argument, value) in arguments {
            context.insert_value(*argument, value.clone());
        }
        let html = self.tera.render_component(name, &context, None, true);
        html.ok().map(|html| Value::safe_string(&html))
    }

    /// The template of this name, with or without its extension, if there is one.
    pub fn template(&self, name: &str) -> Option<String> {
        let full = if name.ends_with(".html") { name.to_owned() } else { format!("{name}.html") };
        let is_part = full.starts_with('_') || full.contains('/') || full == "base.html";
        (!is_part && self.tera.contains_template(&full)).then_some(full)
    }

    /// The template nearest to this name.
    pub fn nearest_template(&self, name: &str) -> Option<String> {
        let names = self
            .own
            .keys()
            .map(String::as_str)
            .chain(TEMPLATES)
            .filter(|name| !name.starts_with('_'));
        nearest(name, names.map(|name| name.trim_end_matches(".html")))
    }
}
