//! `weerklank comments`: how many comments there are of what, and which.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::json;

use super::rows::{Row, Status};
use super::{Done, Site, said};
use crate::command::console::Console;
use crate::command::table::{Table, heading};
use crate::comment::Held;
use crate::comment::moderation::Keys;
use crate::diagnostic::{Checked, Language};
use crate::site::Discussed;

/// Rows of one kind that a terminal shows when nothing was asked for.
const SHOWN: usize = 5;

/// Which comments are listed
#[derive(Debug, Default, clap::Args)]
pub(super) struct Filter {
    /// Only these: published, held, unmatched, duplicate, or a reason such as pending; may be repeated
    #[arg(long, value_name = "STATUS", value_parser = wanted)]
    status: Vec<Wanted>,
    /// Only comments on this post: its slug
    #[arg(long, value_name = "POST")]
    post: Option<String>,
    /// Only comments of files whose path has this in it
    #[arg(long, value_name = "FILE")]
    source: Option<String>,
}

/// What `--status` asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wanted {
    AnyHeld,
    One(Status),
}

fn wanted(text: &str) -> Result<Wanted, String> {
    Ok(match text {
        "held" => Wanted::AnyHeld,
        "published" => Wanted::One(Status::Published),
        "unmatched" => Wanted::One(Status::Unmatched),
        "duplicate" => Wanted::One(Status::Duplicate),
        reason => {
            let held = Held::deserialize(serde_json::Value::from(reason));
            Wanted::One(Status::Held(held.map_err(|error| error.to_string())?))
        }
    })
}

impl Filter {
    /// Lists the comments that are asked for: as tables on a terminal, a line each in a pipe.
    pub(super) fn list(
        &self,
        checked: &Checked<Discussed>,
        site: &Site<'_>,
        console: &Console,
    ) -> Done {
        let Checked { value: discussed, problems } = checked;
        let keys = Keys::new(&discussed.conversation.comments);
        let all = Row::all(discussed, &keys, site.config);
        let rows: Vec<&Row> = all.iter().filter(|row| self.takes(row)).collect();
        let text = match console.screen() {
            Some((width, color)) => {
                let screen = Screen { width, color, language: console.language };
                let is_asked =
                    !self.status.is_empty() || self.post.is_some() || self.source.is_some();
                screen.text(&all, &rows, if is_asked { usize::MAX } else { SHOWN })
            }
            None => {
                let lines: Vec<String> = rows.iter().map(|row| row.plain()).collect();
                lines.join("\n")
            }
        };
        let tally = &discussed.conversation.tally;
        let counts = json!({
            "read": tally.read, "published": tally.published, "held": tally.held,
            "unmatched": tally.unmatched, "duplicates": tally.duplicates,
        });
        let listed: Vec<_> = rows.iter().map(|row| row.json()).collect();
        let said = json!({ "counts": counts, "sources": sources(&all), "comments": listed });
        Done { text, said, problems: problems.clone() }
    }

    fn takes(&self, row: &Row) -> bool {
        let is_wanted = |wanted: &Wanted| match wanted {
            Wanted::AnyHeld => matches!(row.status, Status::Held(_)),
            Wanted::One(status) => row.status == *status,
        };
        (self.status.is_empty() || self.status.iter().any(is_wanted))
            && self.post.as_ref().is_none_or(|post| row.post.as_ref() == Some(post))
            && self.source.as_ref().is_none_or(|part| row.file.contains(part.as_str()))
    }
}

/// How many comments of each file there are of what.
fn counted(all: &[Row]) -> BTreeMap<&str, BTreeMap<Status, usize>> {
    let mut files: BTreeMap<&str, BTreeMap<Status, usize>> = BTreeMap::new();
    for row in all {
        *files.entry(&row.file).or_default().entry(row.status).or_default() += 1;
    }
    files
}

fn sources(all: &[Row]) -> Vec<serde_json::Value> {
    let files = counted(all).into_iter();
    files
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
    fn text(&self, all: &[Row], rows: &[&Row], most: usize) -> String {
        let mut text = if most == usize::MAX { String::new() } else { self.summary(all) };
        let mut groups: BTreeMap<Status, Vec<&Row>> = BTreeMap::new();
        for row in rows {
            groups.entry(row.status).or_default().push(row);
        }
        for (status, rows) in groups {
            let title = said::status(status, rows.len(), self.language);
            text.push_str(&format!("\n{}\n", heading(&title, self.color)));
            let shown = if rows.len() <= most + 1 { rows.len() } else { most };
            text.push_str(&self.table(&rows[..shown]).text(self.width, self.color));
            if shown < rows.len() {
                let more = said::more(rows.len() - shown, &status.code(), self.language);
                text.push_str(&format!("  {more}\n"));
            }
        }
        text.trim_start_matches('\n').to_owned()
    }

    fn table(&self, rows: &[&Row]) -> Table {
        let head = said::headings(self.language).map(str::to_owned).to_vec();
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

    fn summary(&self, all: &[Row]) -> String {
        let head = said::counts(self.language).map(str::to_owned).to_vec();
        let mut rows = Vec::new();
        for (file, counts) in counted(all) {
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
                numbers.map(|n| n.to_string()).into_iter().chain([file.to_owned()]).collect(),
            );
        }
        Table { head, rows, right: vec![0, 1, 2, 3, 4] }.text(self.width, self.color)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_status_is_a_word_of_the_report() {
        assert_eq!(wanted("held"), Ok(Wanted::AnyHeld));
        assert_eq!(wanted("pending"), Ok(Wanted::One(Status::Held(Held::Pending))));
        assert_eq!(wanted("unmatched"), Ok(Wanted::One(Status::Unmatched)));
        assert!(wanted("weg").is_err_and(|told| told.contains("`pending`")));
    }
}
