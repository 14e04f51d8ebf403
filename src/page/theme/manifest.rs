//! `theme.toml`: what a theme says of itself.

use crate::diagnostic::{Diagnostic, Expected, Problem};
use crate::post::table::{self, Table};
use crate::source::Source;

/// What can stand there. Only `extends` means something to the program; the rest is for who reads the file.
const KEYS: [&str; 7] =
    ["name", "description", "extends", "author", "version", "licence", "homepage"];

/// Whether the theme takes from the default one what it does not have itself. One that is not understood does: then only what
/// is wrong is told, and not everything that would be missing.
pub(super) fn extends(source: &Source, problems: &mut Vec<Diagnostic>) -> bool {
    let read = source.text().and_then(|text| Ok((table::toml(text, 1, text)?, text)));
    match read {
        Ok((table, text)) => check(&table, text, source, problems),
        Err(problem) => {
            problems.push(problem.at(&source.path));
            true
        }
    }
}

fn check(table: &Table, text: &str, source: &Source, problems: &mut Vec<Diagnostic>) -> bool {
    for (key, line, _) in table.entries.iter().filter(|(key, ..)| !KEYS.contains(&key.as_str())) {
        let problem = Problem::unknown_key(key, KEYS);
        problems.push(Diagnostic::warning(problem).at(&source.path).on_line(*line, text));
    }
    let Some(item) = table.get("extends") else { return false };
    if item.text() != Some("default") {
        let problem = Problem::WrongType {
            key: "extends".to_owned(),
            expected: Expected::BaseTheme,
            found: item.shown(),
        };
        problems.push(Diagnostic::error(problem).at(&source.path).on_line(item.line, text));
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wrong_is_told_once_and_in_its_place() {
        for (text, wanted, told) in [
            ("extends = \"default\"\n", true, vec![]),
            ("name = \"Ons\"\n", false, vec![]),
            ("extends = \"defualt\"\n", true, vec![("wrong-type", 1)]),
            ("name = \"Ons\"\nextends = 3\n", true, vec![("wrong-type", 2)]),
            ("extend = \"default\"\n", false, vec![("unknown-key", 1)]),
            ("name = \"Ons\"\nextends = \"default\n", true, vec![("invalid-toml", 2)]),
        ] {
            let mut problems = Vec::new();
            let source = Source::new("themes/ons/theme.toml", text.into());
            assert_eq!(extends(&source, &mut problems), wanted, "{text}");
            let found: Vec<(String, Option<u32>)> =
                problems.iter().map(|problem| (problem.code(), problem.line)).collect();
            let told: Vec<(String, Option<u32>)> =
                told.into_iter().map(|(code, line)| (code.to_owned(), Some(line))).collect();
            assert_eq!(found, told, "{text}");
        }
    }
}
