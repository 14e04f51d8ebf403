//! `weerklank comments`: how many comments there are of what, and which.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::ops::Range;

use serde_json::json;

use super::rows::{Row, Status};
use super::wanted::{self, Wanted};
use super::{Site, said as words};
use crate::command::console::Console;
use crate::command::report;
use crate::command::table::{Table, heading};
use crate::comment::matching::Matcher;
use crate::comment::moderation::Keys;
use crate::diagnostic::{Checked, Diagnostic, Language, Problem, Severity, nearest};
use crate::pipeline;
use crate::site::Discussed;

/// Rows of one kind that a terminal shows when nothing was asked for.
const SHOWN: usize = 5;

/// Which comments are listed
#[derive(Debug, Default, clap::Args)]
pub(super) struct Filter {
    /// Only these: published, held, unmatched, duplicate, or a reason such as pending; may be repeated
    #[arg(long, value_name = "STATUS", value_parser = wanted::read)]
    status: Vec<Wanted>,
    /// Only comments on this post: its slug
    #[arg(long, value_name = "POST")]
    post: Option<String>,
    /// Only comments of files whose path has this in it
    #[arg(long, value_name = "FILE")]
    source: Option<String>,
}

/// The slug of the post that is called so.
fn slug<'a>(name: &str, matcher: &'a Matcher) -> Result<&'a str, Problem> {
    let found = matcher.named(name).and_then(|post| matcher.destination(post));
    let unknown = || {
        let nearest = nearest(name, matcher.slugs());
        Problem::UnknownPost { name: name.to_owned(), nearest }
    };
    found.map(|post| post.slug.as_str()).ok_or_else(unknown)
}

impl Filter {
    /// Lists the comments that are asked for: as tables on a terminal, a line each in a pipe. Says whether it went well.
    pub(super) fn list(
        &self,
        checked: &Checked<Discussed>,
        site: &Site<'_>,
        console: &Console,
    ) -> Result<bool, Vec<Diagnostic>> {
        let Checked { value: discussed, problems } = checked;
        let post = self.post.as_ref().map(|name| slug(name, &discussed.matcher)).transpose();
        let post = post.map_err(|problem| vec![Diagnostic::error(problem)])?;
        let keys = Keys::new(&discussed.comments);
        let count = Row::count(discussed);
        let rows = |numbers: Range<usize>| {
            let all = numbers.map(|number| Row::nth(number, discussed, &keys, site.config));
            all.filter(|row| self.takes(row, post))
        };
        let ok = !problems.iter().any(|problem| problem.severity == Severity::Error);
        console.tell(problems);
        let files = counted(discussed);
        match console.screen() {
            _ if console.is_json() => {
                let said = report::done(said(discussed, &files), problems, console.language);
                console.stream(|out| {
                    write!(out, "{{\"comments\":[")?;
                    write_rows(out, count, ",", |numbers| rows(numbers).map(|row| row.json()))?;
                    write_rest(out, &said)
                });
            }
            Some((width, color)) => {
                let screen = Screen { width, color, language: console.language };
                let is_asked =
                    !self.status.is_empty() || self.post.is_some() || self.source.is_some();
                let rows: Vec<Row> = rows(0..count).collect();
                let most = if is_asked { usize::MAX } else { SHOWN };
                if is_asked && rows.is_empty() {
                    console.aside(words::none(console.language));
                } else {
                    console.answer(screen.text(&files, &rows, most).trim_end_matches('\n'));
                }
            }
            None => {
                // Who closes the pipe has seen some.
                let mut is_empty = false;
                console.stream(|out| {
                    let lines = |numbers| rows(numbers).map(|row| row.plain() + "\n");
                    is_empty = !write_rows(out, count, "", lines)?;
                    Ok(())
                });
                if is_empty {
                    console.aside(words::none(console.language));
                }
            }
        }
        Ok(ok)
    }

    fn takes(&self, row: &Row, post: Option<&str>) -> bool {
        let is_wanted = |wanted: &Wanted| match wanted {
            Wanted::AnyHeld => matches!(row.status, Status::Held(_)),
            Wanted::One(status) => row.status == *status,
        };
        (self.status.is_empty() || self.status.iter().any(is_wanted))
            && post.is_none_or(|post| row.post.as_deref() == Some(post))
            && self.source.as_ref().is_none_or(|part| row.file.contains(part.as_str()))
    }
}

/// Writes rows, with this between them, as soon as some of them are made: there may be a million. Says whether there were any.
fn write_rows<R: Iterator<Item = String>>(
    out: &mut dyn Write,
    count: usize,
    between: &str,
    rows: impl Fn(Range<usize>) -> R + Sync,
) -> io::Result<bool> {
    let mut begun = false;
    let made = |numbers| rows(numbers).collect::<Vec<String>>().join(between);
    pipeline::in_portions(count, made, |text| {
        if text.is_empty() {
            return Ok(());
        }
        if std::mem::replace(&mut begun, true) {
            out.write_all(between.as_bytes())?;
        }
        out.write_all(text.as_bytes())
    })?;
    Ok(begun)
}

/// The rest of the report, behind the comments.
fn write_rest(out: &mut dyn Write, said: &serde_json::Value) -> io::Result<()> {
    write!(out, "]")?;
    for (name, value) in said.as_object().into_iter().flatten() {
        write!(out, ",{}:{value}", serde_json::Value::from(name.as_str()))?;
    }
    writeln!(out, "}}")
}

/// How many comments of each file there are of what.
type Counted<'a> = BTreeMap<&'a str, BTreeMap<Status, usize>>;

fn counted(discussed: &Discussed) -> Counted<'_> {
    let mut files: Counted<'_> = BTreeMap::new();
    let own = discussed.comments.iter();
    let own = own.map(|placed| (placed.comment.origin.file.as_str(), Status::of(placed)));
    let superseded = discussed.superseded.iter();
    let superseded = superseded.map(|one| (one.file.as_str(), Status::Duplicate));
    for (file, status) in own.chain(superseded) {
        *files.entry(file).or_default().entry(status).or_default() += 1;
    }
    files
}

fn said(discussed: &Discussed, files: &Counted<'_>) -> serde_json::Value {
    let tally = &discussed.tally;
    let counts = json!({
        "read": tally.read, "published": tally.published, "held": tally.held,
        "unmatched": tally.unmatched, "duplicates": tally.duplicates,
    });
    json!({ "counts": counts, "sources": sources(files) })
}

fn sources(files: &Counted<'_>) -> Vec<serde_json::Value> {
    files
        .iter()
        .map(|(file, counts)| {
            let of = |status| counts.get(&status).copied().unwrap_or(0);
            let held = counts.iter().filter_map(|(status, n)| Some((status.reason()?, *n)));
            json!({
                "file": file, "read": counts.values().sum::<usize>(),
                "published": of(Status::Published), "held": held.collect::<BTreeMap<_, _>>(),
                "unmatched": of(Status::Unmatched), "duplicates": of(Status::Duplicate),
            })
        })
        .collect()
}

/// A terminal, and what is shown on it.
struct Screen {
    width: usize,
    color: bool,
    language: Language,
}

impl Screen {
    fn text(&self, files: &Counted<'_>, rows: &[Row], most: usize) -> String {
        let mut text = if most == usize::MAX { String::new() } else { self.summary(files) };
        let mut groups: BTreeMap<Status, Vec<&Row>> = BTreeMap::new();
        for row in rows {
            groups.entry(row.status).or_default().push(row);
        }
        for (status, rows) in groups {
            let title = words::status(status, rows.len(), self.language);
            text.push_str(&format!("\n{}\n", heading(&title, self.color)));
            let shown = if rows.len() - 1 <= most { rows.len() } else { most };
            text.push_str(&self.table(&rows[..shown]).text(self.width, self.color));
            if shown < rows.len() {
                let more = words::more(rows.len() - shown, &status.code(), self.language);
                text.push_str(&format!("  {more}\n"));
            }
        }
        text.trim_start_matches('\n').to_owned()
    }

    fn table(&self, rows: &[&Row]) -> Table {
        let head = words::headings(self.language).map(str::to_owned).to_vec();
        let cells = |row: &&Row| {
            vec![
                row.key.clone(),
                row.post.clone().or_else(|| row.place.clone()).unwrap_or_default(),
                row.written.clone().unwrap_or_default(),
                row.author.clone(),
                row.text.clone(),
            ]
        };
        let mut table = Table { head, rows: rows.iter().map(cells).collect(), right: vec![0] };
        // A long address would leave no room for the text.
        let most = self.width / 4;
        for row in &mut table.rows {
            for cell in row.iter_mut().skip(1).take(3) {
                if cell.chars().count() > most {
                    *cell = cell.chars().take(most - 1).chain(['…']).collect();
                }
            }
        }
        table
    }

    fn summary(&self, files: &Counted<'_>) -> String {
        let head = words::counts(self.language).map(str::to_owned).to_vec();
        let mut rows = Vec::new();
        for (file, counts) in files {
            let held = counts.iter().filter(|(status, _)| matches!(status, Status::Held(_)));
            let held: usize = held.map(|(_, n)| n).sum();
            let of = |status| counts.get(&status).copied().unwrap_or(0);
            let numbers = [
                counts.values().sum(),
                of(Status::Published),
                held,
                of(Status::Unmatched),
                of(Status::Duplicate),
            ];
            rows.push(
                numbers.map(|n| n.to_string()).into_iter().chain([(*file).to_owned()]).collect(),
            );
        }
        Table { head, rows, right: vec![0, 1, 2, 3, 4] }.text(self.width, self.color)
    }
}
