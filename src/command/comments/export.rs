//! `weerklank comments export`: everything that somebody wrote, for themselves.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::path::PathBuf;

use serde_json::{Value, json};

use super::rows::{Row, Status, written};
use super::{Done, Kind, Site, said};
use crate::command::console::Console;
use crate::command::person;
use crate::comment::matching::reference;
use crate::comment::moderation::Keys;
use crate::comment::person::{Person, gather};
use crate::comment::{Comment, body};
use crate::diagnostic::{Diagnostic, Foreign, Language, Problem, Severity};
use crate::disk::{own, write};
use crate::pipeline::{self, Exported};
use crate::source::SourcePath;

/// Give someone everything they wrote
#[derive(Debug, clap::Args)]
pub(super) struct Export {
    /// Who: a name, an e-mail address, an account, or the key of a comment
    #[arg(long, value_name = "NAME")]
    person: String,
    /// As a table for Excel
    #[arg(long)]
    csv: bool,
    /// Everybody of this name, if there are several
    #[arg(long)]
    all: bool,
    /// Into a new file; otherwise on stdout
    #[arg(long, value_name = "FILE")]
    to: Option<PathBuf>,
}

/// A comment as it is given to who wrote it.
struct Given {
    /// In the order of [`said::given_heads`].
    cells: [String; 10],
    status: Status,
    text: String,
}

impl Export {
    pub(super) fn run(&self, site: &Site<'_>, console: &Console) -> Result<Done, Vec<Diagnostic>> {
        let root = &site.global.root;
        self.check_place(site).map_err(|problem| vec![Diagnostic::error(problem)])?;
        let (exported, _) = pipeline::all_exports(root, site.config)?;
        let unread = unread(&exported)?;
        let discussed = site.read().value;
        let comments = person::all(&exported);
        let everyone = discussed.profiles.join(gather(comments.iter().copied()), &comments);
        let among = (everyone.as_slice(), comments.as_slice());
        let people = person::find(&self.person, among, &discussed, (self.all, console))
            .map_err(|refused| person::with_files(refused, (root, site.config)))?;
        let keys = Keys::new(&discussed.comments);
        let mut found: Vec<&Comment> =
            people.iter().flat_map(|person| &person.comments).map(|i| comments[*i]).collect();
        let wanted: HashSet<(&str, u32)> =
            found.iter().map(|comment| (comment.origin.file.as_str(), comment.line)).collect();
        let rows: Vec<Row> = (0..Row::count(&discussed))
            .map(|number| Row::nth(number, &discussed, &keys, site.config))
            .filter(|row| wanted.contains(&(row.file.as_str(), row.line)))
            .collect();
        let rows: HashMap<(&str, u32), Vec<&Row>> =
            rows.iter().fold(HashMap::new(), |mut by_place, row| {
                by_place.entry((row.file.as_str(), row.line)).or_insert_with(Vec::new).push(row);
                by_place
            });
        found.sort_by_key(|comment| (comment.written, &comment.origin.file, comment.line));
        let given: Vec<Given> = found
            .iter()
            .map(|comment| {
                let rows = rows.get(&(comment.origin.file.as_str(), comment.line));
                // Of several on one line, the one of the same number.
                let row = rows.and_then(|rows| {
                    let id = comment.source_id.as_deref().unwrap_or_default();
                    let own = rows.iter().find(|row| row.key.ends_with(id));
                    own.or(rows.first()).copied()
                });
                give(comment, row, site, console.language)
            })
            .collect();
        let mut done = self.told(&given, console)?;
        self.tell_beside(&people, &mut done, (site, console.language));
        done.problems.extend(unread);
        Ok(done)
    }

    /// What is for one person does not lie where all of the site lies, and a table has a name of its kind.
    fn check_place(&self, site: &Site<'_>) -> Result<(), Problem> {
        let Some(place) = &self.to else { return Ok(()) };
        let path = place.display().to_string();
        let is_workbook = place.extension().is_some_and(|end| {
            ["xlsx", "xls", "ods"].iter().any(|one| end.eq_ignore_ascii_case(one))
        });
        match () {
            () if own::has(&site.global.root, place, &site.config.comments.sources) => {
                Err(Problem::PersonalPlace { path })
            }
            () if self.csv && is_workbook => Err(Problem::TableForeign { path }),
            () => Ok(()),
        }
    }

    /// What somebody has beside these comments.
    fn tell_beside(
        &self,
        people: &[Person],
        done: &mut Done,
        (site, language): (&Site<'_>, Language),
    ) {
        let names = people.iter().flat_map(|person| person.names.iter().chain(&person.emails));
        let accounts = people.iter().flat_map(|person| &person.accounts).map(|(_, own)| own);
        let names: Vec<&str> =
            names.chain(accounts).chain([&self.person]).map(String::as_str).collect();
        let own = pipeline::written_by(&site.global.root, site.config, &names);
        done.aside = said::not_given(&own, language);
        if let Some(said) = done.said.as_object_mut() {
            let listed = |files: &BTreeSet<SourcePath>| -> Vec<String> {
                files.iter().map(ToString::to_string).collect()
            };
            said.insert("profiles".to_owned(), json!(listed(&own.profiles)));
            said.insert("posts".to_owned(), json!(listed(&own.posts)));
        }
    }

    fn told(&self, given: &[Given], console: &Console) -> Result<Done, Vec<Diagnostic>> {
        let language = console.language;
        let text = if self.csv { table(given, language) } else { letter(given, language) };
        let listed: Vec<Value> = given.iter().map(Given::json).collect();
        let mut said = json!({ "count": given.len(), "comments": listed });
        let Some(path) = &self.to else {
            return Ok(Done { text, said, kind: Kind::Answer, ..Done::default() });
        };
        let folder = path.parent().unwrap_or(path);
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        write::create(folder, &name, text.as_bytes()).map_err(|problem| vec![problem])?;
        if let Some(said) = said.as_object_mut() {
            said.insert("path".to_owned(), json!(path.display().to_string()));
        }
        let text = said::given(given.len(), path, language);
        Ok(Done { text, said, ..Done::default() })
    }
}

/// Files that are not read at all: those that are sure to hold what somebody wrote are in the way, of others it is told.
fn unread(exported: &[Exported]) -> Result<Vec<Diagnostic>, Vec<Diagnostic>> {
    let is_closed = |told: &&Diagnostic| {
        matches!(
            told.problem,
            Problem::OutlookMail { .. } | Problem::ExcelOld | Problem::ExcelProtected
        )
    };
    let is_unknown = |told: &&Diagnostic| match told.problem {
        Problem::UnknownExport { .. } => true,
        Problem::ForeignFile { kind } => kind != Foreign::Empty,
        _ => false,
    };
    let problems = || exported.iter().flat_map(|file| &file.problems);
    let as_error = |told: &Diagnostic| Diagnostic { severity: Severity::Error, ..told.clone() };
    let mut closed: Vec<Diagnostic> = problems().filter(is_closed).map(as_error).collect();
    if closed.is_empty() {
        return Ok(problems().filter(is_unknown).cloned().collect());
    }
    closed.push(Diagnostic::error(Problem::ExportsUnread));
    Err(closed)
}

fn give(comment: &Comment, row: Option<&Row>, site: &Site<'_>, language: Language) -> Given {
    let of = |text: Option<&str>| text.unwrap_or_default().to_owned();
    let author = &comment.author;
    let post = row.and_then(|row| row.post.clone());
    let status = row.map_or(Status::Duplicate, |row| row.status);
    Given {
        status,
        cells: [
            row.map(|row| row.key.clone()).unwrap_or_default(),
            said::state(status, language),
            written(comment, site.config).unwrap_or_default(),
            author.name.clone(),
            of(author.email.as_deref()),
            of(author.account.as_deref()),
            of(author.department.as_deref()),
            post.unwrap_or_else(|| reference(&comment.place)),
            of(comment.parent.as_deref()),
            format!("{}:{}", comment.origin.file, comment.line),
        ],
        text: body::text(&comment.body.text(), comment.kind).trim().to_owned(),
    }
}

impl Given {
    fn json(&self) -> Value {
        let names = [
            "key",
            "status",
            "date",
            "name",
            "email",
            "account",
            "department",
            "post",
            "answers",
            "file",
        ];
        let mut object: serde_json::Map<String, Value> = names
            .iter()
            .map(|name| (*name).to_owned())
            .zip(self.cells.iter().map(|c| json!(c)))
            .collect();
        // The word that `--status` takes, whatever the language.
        object.insert("status".to_owned(), json!(self.status.code()));
        object.insert("text".to_owned(), json!(self.text));
        Value::Object(object)
    }
}

/// For a person to read.
fn letter(given: &[Given], language: Language) -> String {
    let mut text = format!("{}\n", said::given_title(given.len(), language));
    let heads = said::given_heads(language);
    for one in given {
        text.push('\n');
        for (head, cell) in heads.iter().zip(&one.cells).filter(|(_, cell)| !cell.is_empty()) {
            text.push_str(&format!("{head:<14} {}\n", super::rows::harmless(cell)));
        }
        text.push_str(&format!("\n{}\n", super::rows::harmless_lines(&one.text)));
    }
    text
}

/// For Excel: its own delimiter, a mark that says UTF-8, and no cell that it would take for a formula.
fn table(given: &[Given], language: Language) -> String {
    let delimiter = said::separator(language).to_string();
    let row = |cells: Vec<&str>| {
        let cells: Vec<String> = cells.into_iter().map(defused).collect();
        format!("{}\r\n", cells.join(&delimiter))
    };
    let heads = said::given_heads(language);
    let heads = heads.iter().copied().chain([said::given_text(language)]);
    let mut text = format!("\u{feff}{}", row(heads.collect()));
    for one in given {
        let cells = one.cells.iter().map(String::as_str).chain([one.text.as_str()]);
        text.push_str(&row(cells.collect()));
    }
    text
}

/// A cell in quotes; an apostrophe keeps a spreadsheet from reading it as a formula, in signs of full width too.
fn defused(text: &str) -> String {
    let signs = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];
    let guard = if text.trim_start_matches(' ').starts_with(signs) { "'" } else { "" };
    format!("\"{guard}{}\"", text.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_a_formula() {
        for (text, cell) in [
            ("=1+1", "\"'=1+1\""),
            ("+31 6", "\"'+31 6\""),
            (" -1", "\"' -1\""),
            ("@Jan", "\"'@Jan\""),
            ("\tx", "\"'\tx\""),
            ("\nx", "\"'\nx\""),
            ("＝1", "\"'＝1\""),
            ("gewoon \"dit\";", "\"gewoon \"\"dit\"\";\""),
            ("", "\"\""),
        ] {
            assert_eq!(defused(text), cell);
        }
    }
}
