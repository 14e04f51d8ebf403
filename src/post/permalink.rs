//! Addresses with placeholders in front matter, as Jekyll has them: `permalink: /blog/:year/:title/`.

use super::FrontMatter;
use super::dialect::names;
use super::name::slug_of;
use super::table::Table;
use crate::address::without_host;
use crate::config::Config;
use crate::diagnostic::{Diagnostic, Problem};
use crate::output::slugify;
use crate::source::SourcePath;

/// What Jekyll has names for.
const STYLES: [(&str, &str); 4] = [
    ("date", "/:categories/:year/:month/:day/:title:output_ext"),
    ("pretty", "/:categories/:year/:month/:day/:title/"),
    ("ordinal", "/:categories/:year/:y_day/:title:output_ext"),
    ("none", "/:categories/:title:output_ext"),
];

/// Whether the value of this key is a pattern of Jekyll.
pub(super) fn is_pattern(key: &str, text: &str) -> bool {
    let is_style = STYLES.iter().any(|(name, _)| *name == text);
    let path = without_host(text);
    key.eq_ignore_ascii_case("permalink")
        && (is_style || path.contains("/:") || path.starts_with(':'))
}

/// Fills in the address, once all that it may be made of is known. A pattern of which not everything is, is told, and gives none.
pub(super) fn fill(
    front: &mut FrontMatter,
    table: &Table,
    path: &SourcePath,
    (whole, config): (&str, &Config),
) -> Option<Diagnostic> {
    let pattern = front.address.as_deref()?;
    let (name, line, _) = table.entries.iter().find(|(name, _, item)| {
        let is_it = item.text().is_some_and(|text| text.trim() == pattern);
        is_it && is_pattern(name, pattern)
    })?;
    front.address = filled(pattern, front, table, (path, config));
    let problem = Problem::KeyWithoutMeaning { key: name.clone(), dialect: "Jekyll".to_owned() };
    front.address.is_none().then(|| Diagnostic::warning(problem).on_line(*line, whole))
}

fn filled(
    pattern: &str,
    front: &FrontMatter,
    table: &Table,
    (path, config): (&SourcePath, &Config),
) -> Option<String> {
    let style = STYLES.iter().find(|(name, _)| *name == pattern);
    let pattern = style.map_or(without_host(pattern), |(_, pattern)| pattern);
    let mut parts = pattern.split(':');
    let mut address = parts.next()?.to_owned();
    for part in parts {
        let end = part.find(|c: char| !(c.is_ascii_lowercase() || c == '_')).unwrap_or(part.len());
        let (name, rest) = part.split_at(end);
        let day = || front.date.map(|date| date.civil(&config.timezone));
        address += &match name {
            "year" => format!("{:04}", day()?.year()),
            "short_year" => format!("{:02}", day()?.year() % 100),
            "month" => format!("{:02}", day()?.month()),
            "i_month" => day()?.month().to_string(),
            "day" => format!("{:02}", day()?.day()),
            "i_day" => day()?.day().to_string(),
            "y_day" => format!("{:03}", day()?.day_of_year()),
            "title" | "slug" => {
                let gives_date = !front.lines.contains_key("date");
                let named = || slug_of(path, &config.language, gives_date);
                front.slug.clone().unwrap_or_else(named)
            }
            "categories" => categories(table).join("/"),
            "output_ext" => ".html".to_owned(),
            _ => return None,
        };
        address += rest;
    }
    while address.contains("//") {
        address = address.replace("//", "/");
    }
    Some(address)
}

fn categories(table: &Table) -> Vec<String> {
    let is_one = |name: &str| matches!(name.to_lowercase().as_str(), "category" | "categories");
    let all = table.entries.iter().filter(|(name, ..)| is_one(name));
    all.flat_map(|(name, _, item)| names(name, item, true)).map(|name| slugify(&name)).collect()
}
