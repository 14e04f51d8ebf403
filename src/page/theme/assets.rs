//! The files that pages load, each with the hash of its content in its name.
//!
//! A style sheet names other files as they lie in the theme; it is delivered with the names that they have in the output, and its
//! own changes with theirs.

use std::collections::{BTreeMap, BTreeSet};

use super::sheet::addresses;
use super::{DEFAULT, Files, ThemeAsset};
use crate::address;
use crate::config::Config;
use crate::diagnostic::{Diagnostic, Problem, nearest};
use crate::output::OutputPath;
use crate::page::{minify, style};
use crate::site;
use crate::source::{Hash, SourcePath};

/// A place in a style sheet that names a file of the theme.
struct Reference {
    /// Where the hash of that file belongs, as an offset.
    at: usize,
    /// The file.
    name: String,
}

/// What the names in style sheets may stand for.
struct Ground<'a> {
    names: BTreeSet<&'a str>,
    /// The files of the site, which keep their names.
    site: &'a [site::File],
    /// Whether pages have the program's own policy, by which nothing is loaded from elsewhere.
    is_strict: bool,
}

/// All files that pages load. A name in a style sheet that stands for nothing is told.
pub(super) fn assets(
    files: &Files<'_>,
    site: &[site::File],
    config: &Config,
    problems: &mut Vec<Diagnostic>,
) -> Vec<ThemeAsset> {
    let base = files.templates.get("base.html");
    let ground = Ground {
        names: files.assets.keys().map(String::as_str).collect(),
        site,
        is_strict: base.is_none_or(|text| text.contains("default/base.html")),
    };
    let contents: BTreeMap<&str, Vec<u8>> = files
        .assets
        .iter()
        .map(|(name, bytes)| (name.as_str(), delivered(name, bytes, config)))
        .collect();
    let mut references: BTreeMap<&str, Vec<Reference>> = BTreeMap::new();
    for (name, bytes) in &contents {
        let is_sheet = name.rsplit_once('.').is_some_and(|(_, kind)| kind == "css");
        if let (true, Ok(text)) = (is_sheet, std::str::from_utf8(bytes)) {
            let (found, told) = read(name, text, &ground);
            let path = SourcePath::new(&format!("themes/{}/assets/{name}", config.theme));
            problems.extend(told.into_iter().map(|problem| problem.at(&path)));
            references.insert(name, found);
        }
    }
    let hash = |name: &str| hash(name, &contents, &references);
    let mut assets = Vec::with_capacity(contents.len());
    for (name, bytes) in &contents {
        let mut path = format!("assets/{name}");
        path.insert_str("assets/".len() + ending(name), &hash(name));
        let mut bytes = bytes.clone();
        // From the last to the first, so that no place moves before its turn.
        for reference in references.get(name).into_iter().flatten().rev() {
            bytes.splice(reference.at..reference.at, hash(&reference.name).into_bytes());
        }
        if let Ok(path) = OutputPath::new(&path) {
            assets.push(ThemeAsset { name: (*name).to_owned(), path, bytes });
        }
    }
    assets
}

/// Where the ending of a name begins, with its dot.
fn ending(name: &str) -> usize {
    let file = name.rfind('/').map_or(0, |slash| slash + 1);
    name[file..].rfind('.').map_or(name.len(), |dot| file + dot)
}

/// The hash in the name of a file, with its dot: of its content and of all that it leads to, which may lead back to it.
fn hash(
    name: &str,
    contents: &BTreeMap<&str, Vec<u8>>,
    references: &BTreeMap<&str, Vec<Reference>>,
) -> String {
    let mut reached = BTreeSet::from([name]);
    let mut open = vec![name];
    while let Some(name) = open.pop() {
        let named = references.get(name).into_iter().flatten();
        open.extend(named.map(|reference| reference.name.as_str()).filter(|it| reached.insert(it)));
    }
    reached.remove(name);
    let content = |name: &str| contents.get(name).map(Vec::as_slice).unwrap_or_default();
    let parts: Vec<&[u8]> = std::iter::once(name).chain(reached).map(content).collect();
    format!(".{}", Hash::of(&parts.concat()).short(8))
}

/// What a style sheet of this name loads of the theme, and what is told of the rest.
fn read(sheet: &str, text: &str, ground: &Ground<'_>) -> (Vec<Reference>, Vec<Diagnostic>) {
    let (mut references, mut told) = (Vec::new(), Vec::new());
    for range in addresses(text) {
        let address = &text[range.clone()];
        let path = address.split(['?', '#']).next().unwrap_or_default();
        let scheme = path.split(['/', '.']).next().unwrap_or_default();
        let problem = if path.starts_with("//") || scheme.contains(':') {
            let short: String = address.chars().take(60).collect();
            ground.is_strict.then_some(Problem::StyleForeign { address: short })
        } else if path.is_empty() || path.starts_with('/') {
            None
        } else {
            let place = place(sheet, path);
            let name = place.as_deref().and_then(|place| place.strip_prefix("assets/"));
            match name.filter(|name| ground.names.contains(name)) {
                Some(name) => {
                    let at = range.start + ending(path);
                    references.push(Reference { at, name: name.to_owned() });
                    None
                }
                None if ground.site.iter().any(|it| Some(it.path.as_str()) == place.as_deref()) => {
                    None
                }
                None => {
                    let near = nearest(name.unwrap_or(path), ground.names.iter().copied());
                    Some(Problem::BrokenLink { target: address.to_owned(), nearest: near })
                }
            }
        };
        told.extend(problem.map(|it| Diagnostic::warning(it).at_offset(range.start, text)));
    }
    (references, told)
}

/// The place in the output that a path in a style sheet names; none outside of it.
fn place(sheet: &str, path: &str) -> Option<String> {
    let own = format!("assets/{sheet}");
    let mut parts: Vec<&str> = own.split('/').collect();
    parts.pop();
    let path = address::decode(path);
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()?),
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// The content of a file as it is delivered: that of the program in fewer bytes, that of a site's theme as its author wrote it.
fn delivered(name: &str, bytes: &[u8], config: &Config) -> Vec<u8> {
    let own = DEFAULT.get_file(format!("assets/{name}"));
    let is_own = own.is_some_and(|file| file.contents() == bytes);
    let mut bytes = bytes.to_vec();
    match (name, std::str::from_utf8(&bytes)) {
        _ if !is_own => {}
        ("style.css" | "pages.css", Ok(text)) => {
            bytes = without_colors(style::short(text), config).into_bytes();
        }
        (name, Ok(text)) if name.starts_with("search") || name == "weerklank.js" => {
            bytes = minify::script(text).into_bytes();
        }
        _ => {}
    }
    if name == "style.css" {
        bytes.extend(colors(config).into_bytes());
    }
    bytes
}

/// A short style without the values of the colours that the settings have others for.
fn without_colors(mut style: String, config: &Config) -> String {
    let brand =
        [("--accent:", &config.brand.accent), ("--accent-dark:", &config.brand.accent_dark)];
    for (name, _) in brand.iter().filter(|(_, value)| value.is_some()) {
        let place = style.find(name).and_then(|at| Some((at, at + style[at..].find(';')? + 1)));
        if let Some((start, end)) = place {
            style.replace_range(start..end, "");
        }
    }
    style
}

/// The colours of the settings, behind everything that the theme says.
fn colors(config: &Config) -> String {
    let color = |name: &str, value: &Option<String>| {
        value.as_ref().map(|value| format!("--{name}:{value}"))
    };
    let accent = color("accent", &config.brand.accent);
    let colors: Vec<String> =
        accent.into_iter().chain(color("accent-dark", &config.brand.accent_dark)).collect();
    if colors.is_empty() { String::new() } else { format!(":root{{{}}}", colors.join(";")) }
}
