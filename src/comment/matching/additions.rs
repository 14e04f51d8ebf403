//! What `mapping.csv` does not say yet: a line without a target for each address that found no post.

use std::collections::{BTreeMap, BTreeSet};

use super::mapping::{forms, legible, records};
use crate::comment::table::without_guard;
use crate::comment::text;
use crate::diagnostic::{Diagnostic, Problem};
use crate::source::Source;

/// A `mapping.csv` with further lines.
#[derive(Debug, PartialEq, Eq)]
pub struct Additions {
    /// The whole file.
    pub text: String,
    /// How many lines are new.
    pub added: usize,
    /// How many stood in it, which stay as they are.
    pub kept: usize,
}

impl Additions {
    /// Adds a line for each place, with the number of its comments and a suggestion, unless there is one. A new file has these
    /// headings (from, to, suggestion, comments), with this sign between them; another keeps what it has, and gets a column for
    /// suggestions if it has none.
    pub fn new(
        file: &Source,
        places: &BTreeMap<String, (usize, Option<String>)>,
        (heads, sign): ([&str; 4], char),
    ) -> Result<Additions, Diagnostic> {
        let decoded = text::decode(&file.bytes, None);
        let mut whole = decoded.text.trim_start_matches('\u{feff}').to_owned();
        if whole.is_empty() {
            whole = format!("{}\n", heads.join(&sign.to_string()));
        }
        let (records, start, delimiter) = records(&whole);
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(delimiter)
            .flexible(true)
            .from_reader(records.as_bytes());
        let headings = reader.headers().ok().into_iter().flatten();
        let columns: Vec<String> = headings.map(|name| name.trim().to_lowercase()).collect();
        let headings_end = end_of_headings(records, reader.position().byte());
        let column =
            |names: &[&str]| columns.iter().position(|name| names.contains(&name.as_str()));
        let Some(from) = column(&["from", "van"]) else {
            let problem = Diagnostic::error(Problem::MappingHeader { columns: columns.clone() });
            return Err(problem.at(&file.path).on_line(1 + u32::from(start > 0), &whole));
        };
        let delimiter = char::from(delimiter);
        // Somebody's own file gets a column for suggestions behind its others.
        let suggested = column(&["suggestion", "suggestie"]).unwrap_or(columns.len());
        let mut known: BTreeSet<String> = BTreeSet::new();
        let mut kept = 0;
        for record in reader.records().flatten() {
            kept += 1;
            known.extend(record.get(from).and_then(|name| form(without_guard(name.trim()))));
        }
        let end = if whole.contains("\r\n") { "\r\n" } else { "\n" };
        let mut text = whole.clone();
        if !text.ends_with('\n') {
            text.push_str(end);
        }
        let (mut added, mut is_suggested) = (0, false);
        for (place, (count, suggestion)) in places {
            if form(place).is_none_or(|form| !known.insert(form)) {
                continue;
            }
            let mut cells = vec![String::new(); columns.len()];
            cells[from] = cell(&legible(place), delimiter);
            if let Some(suggestion) = suggestion {
                cells.resize(cells.len().max(suggested + 1), String::new());
                cells[suggested] = cell(suggestion, delimiter);
                is_suggested = true;
            }
            if let Some(column) = column(&["comments", "reacties"]) {
                cells[column] = count.to_string();
            }
            text.push_str(&cells.join(&delimiter.to_string()));
            text.push_str(end);
            added += 1;
        }
        if is_suggested && suggested == columns.len() {
            text.insert_str(start + headings_end, &format!("{delimiter}{}", heads[2]));
        }
        // Excel knows UTF-8 by its mark only. What is there and has plain letters only does without.
        let is_plain = !file.bytes.is_empty() && file.bytes.is_ascii() && text.is_ascii();
        let mark = if is_plain { "" } else { "\u{feff}" };
        Ok(Additions { text: format!("{mark}{text}"), added, kept })
    }
}

/// Where the headings end that a reader of these records has read up to this place, without the end of their line.
fn end_of_headings(records: &str, read: u64) -> usize {
    let read = usize::try_from(read).unwrap_or(usize::MAX);
    records.get(..read).unwrap_or(records).trim_end_matches(['\r', '\n']).len()
}

/// What a line is about, however it is written.
fn form(name: &str) -> Option<String> {
    forms(name).into_iter().next()
}

/// A cell that no spreadsheet takes for a formula, in quotes where it needs them.
pub(crate) fn cell(text: &str, delimiter: char) -> String {
    let text = text.replace(['\r', '\n'], " ");
    let is_formula = text.starts_with(['=', '+', '-', '@', '\t']);
    let text = if is_formula { format!("'{text}") } else { text };
    if is_formula || text.contains([delimiter, '"']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEADS: [&str; 4] = ["from", "to", "suggestion", "comments"];

    fn added(before: &str, places: &[(&str, usize, Option<&str>)]) -> Result<Additions, String> {
        let places = places
            .iter()
            .map(|(name, count, meant)| ((*name).to_owned(), (*count, meant.map(str::to_owned))));
        let file = Source::new("content/comments/mapping.csv", before.into());
        Additions::new(&file, &places.collect(), (HEADS, ',')).map_err(|problem| problem.code())
    }

    #[test]
    fn a_file_keeps_its_separator_and_excel_its_accents() {
        let places: &[(&str, usize, Option<&str>)] = &[("/drié;/", 2, None)];
        let cases: [(&[u8], &str); 5] = [
            (
                b"sep=;\r\nvan;naar\r\n/een/;water",
                "sep=;\r\nvan;naar\r\n/een/;water\r\n\"/drié;/\";\r\n",
            ),
            (b"sep=|\nvan|naar\n/een/|water\n", "sep=|\nvan|naar\n/een/|water\n/drié;/|\n"),
            ("\u{feff}\"van\";\"naar\"\n".as_bytes(), "\"van\";\"naar\"\n\"/drié;/\";\n"),
            (b"van\tnaar\n/drie\tx\n", "van\tnaar\n/drie\tx\n/drié;/\t\n"),
            // As Excel saves `CSV` without `UTF-8`.
            (b"van;naar\n/caf\xe9;x\n", "van;naar\n/café;x\n\"/drié;/\";\n"),
        ];
        for (before, after) in cases {
            let file = Source::new("mapping.csv", before.to_vec());
            let places = places.iter().map(|(name, count, _)| ((*name).to_owned(), (*count, None)));
            let added = Additions::new(&file, &places.collect(), (HEADS, ';')).expect("a table");
            assert_eq!(added.text, format!("\u{feff}{after}"));
            assert_eq!(added.added, 1);
        }
        // A suggestion gets a column, behind those that somebody made.
        let suggested = |before: &str| {
            let places: &[(&str, usize, Option<&str>)] =
                &[("/a/", 1, Some("x;y")), ("/c/", 1, None), ("/d/", 2, Some("z"))];
            added(before, places).expect("a file").text
        };
        assert_eq!(
            suggested("sep=;\r\nvan;\"na\nar\"\r\n/b/;x"),
            "sep=;\r\nvan;\"na\nar\";suggestion\r\n/b/;x\r\n/a/;;\"x;y\"\r\n/c/;\r\n/d/;;z\r\n"
        );
        assert_eq!(suggested("from,to"), "from,to,suggestion\n/a/,,x;y\n/c/,\n/d/,,z\n");
        let empty = Source::new("mapping.csv", Vec::new());
        let places = BTreeMap::from([("/a/".to_owned(), (1, Some("b,c".to_owned())))]);
        let new = Additions::new(&empty, &places, (HEADS, ';')).expect("a new file");
        assert_eq!(new.text, "\u{feff}from;to;suggestion;comments\n/a/;;b,c;1\n");
        let plain = added("from,to\n/b/,x\n", &[("/a/", 1, None)]).expect("an own file");
        assert_eq!(plain.text, "from,to\n/b/,x\n/a/,\n");
    }

    #[test]
    fn what_somebody_filled_in_stays_and_what_is_missing_is_added() {
        let places: &[(&str, usize, Option<&str>)] = &[
            ("=HYPERLINK(1)", 1, None),
            ("https://oud.example/a/", 3, Some("a-2")),
            ("Titel, met \"komma\"", 1, None),
        ];
        let new = added("", places).expect("a new file");
        assert_eq!(
            new.text,
            "\u{feff}from,to,suggestion,comments\n\"'=HYPERLINK(1)\",,,1\n\"Titel, met \"\"komma\"\"\",,,1\n\
             https://oud.example/a/,,a-2,3\n"
        );
        assert_eq!((new.added, new.kept), (3, 0));
        let again = added(&new.text, places).expect("the same file");
        assert_eq!((again.text, again.added, again.kept), (new.text, 0, 3));
        let own = added("van;naar\r\nhttps://OUD.example/a;post-a", places).expect("an own file");
        assert_eq!(
            own.text,
            "van;naar\r\nhttps://OUD.example/a;post-a\r\n\"'=HYPERLINK(1)\";\r\n\"Titel, met \"\"komma\"\"\";\r\n"
        );
        assert_eq!(added("a,b\n", places), Err("mapping-header".to_owned()));
    }

    #[test]
    fn a_line_says_what_it_seems_to_say() {
        let unseen = "https://oud.example/\u{202e}retaw\u{200b}/\u{7}";
        let new = added("", &[(unseen, 1, None)]).expect("a new file");
        assert_eq!(new.text.lines().last(), Some("https://oud.example/retaw/,,,1"));
        // And it is found under that again.
        assert_eq!(forms(unseen), forms("https://oud.example/retaw/"));
        assert_eq!(added(&new.text, &[(unseen, 1, None)]).expect("the same").added, 0);
    }
}
