//! Backups of Remark42: a line about users and pages, then a comment on each line.

use std::borrow::Cow;
use std::collections::HashSet;

use jiff::tz::TimeZone;

use super::erasure::json::Shape;
use super::erasure::{self, Orders};
use super::json::{self, Json};
use super::reading::{Flaw, Reading, Remark, Writer};
use super::{BodyKind, Export, Format, Held, Lack, Place};
use crate::config::Config;
use crate::diagnostic::{Checked, Problem};
use crate::source::Source;

/// This format.
pub const FORMAT: Format = Format { name: "remark42", title: "Remark42", recognises, read, erase };

fn recognises(source: &Source) -> Result<(), Lack> {
    let shape = json::shape(source)?;
    Lack::Part("locator")
        .unless(shape.has(&["version", "users"]) || shape.has(&["locator.url", "text"]))
}

fn read(source: &Source, config: &Config) -> Checked<Export> {
    json::read(FORMAT.name, source, config, |json, reading| {
        let mut backup = Backup::default();
        while json.has_more() {
            backup.line(json, reading)?;
        }
        Ok(())
    })
}

/// What a backup says of people.
#[derive(Default)]
struct Backup {
    blocked: HashSet<String>,
}

/// A line of a backup.
#[derive(Default)]
struct Line<'i> {
    id: Option<Cow<'i, str>>,
    parent: Option<Cow<'i, str>>,
    text: Option<Cow<'i, str>>,
    time: Option<Cow<'i, str>>,
    url: Option<Cow<'i, str>>,
    title: Option<Cow<'i, str>>,
    writer: Writer<'i>,
    blocked: bool,
    deleted: bool,
    is_comment: bool,
    is_meta: bool,
}

impl Backup {
    fn line<'i>(&mut self, json: &mut Json<'i>, reading: &mut Reading<'_>) -> Result<(), Flaw> {
        let number = json.line();
        let mut line = Line::default();
        json.expect_object()?;
        json.object(|json, key| {
            line.is_meta |= matches!(key, "version" | "users" | "posts");
            match key {
                "version" => version(json)?,
                "users" => self.users(json)?,
                "id" => line.id = json.text()?,
                "pid" => line.parent = json.text()?,
                "text" => line.text = json.text()?,
                "time" => line.time = json.text()?,
                "title" => line.title = json.text()?,
                "delete" => line.deleted = json.is_set()?,
                "user" => json.object(|json, key| {
                    match key {
                        "id" => line.writer.account = json.text()?,
                        "name" => line.writer.name = json.text()?,
                        "block" => line.blocked = json.is_set()?,
                        _ => json.skip()?,
                    }
                    Ok(())
                })?,
                "locator" => {
                    line.is_comment = true;
                    json.object(|json, key| match key {
                        "url" => json.text().map(|url| line.url = url),
                        _ => json.skip(),
                    })?;
                }
                _ => json.skip()?,
            }
            Ok(())
        })?;
        if !line.is_comment {
            let missing = Problem::RecordKeyMissing { key: "locator".to_owned() };
            return if line.is_meta { Ok(()) } else { Err(json.here(missing)) };
        }
        let url = line.url.take().unwrap_or_default();
        let place = reading.place(&url, |reading| Place {
            address: reading.value(Some(&url)),
            title: reading.value(line.title.as_deref()),
            ..Place::default()
        });
        let remark = self.remark(line, number, reading);
        reading.add(place, remark).map_err(|problem| json.here(problem))
    }

    /// Comments of people who were blocked are still in a backup.
    fn users(&mut self, json: &mut Json<'_>) -> Result<(), Flaw> {
        json.list(|json| {
            let (mut id, mut blocked) = (None, false);
            json.object(|json, key| match key {
                "id" => json.text().map(|text| id = text),
                "blocked" => json.object(|json, key| match key {
                    "status" => json.is_set().map(|is_set| blocked = is_set),
                    _ => json.skip(),
                }),
                _ => json.skip(),
            })?;
            self.blocked.extend(id.filter(|_| blocked).map(Cow::into_owned));
            Ok(())
        })
    }

    fn remark<'i>(&self, line: Line<'i>, number: u32, reading: &mut Reading<'_>) -> Remark<'i> {
        let Line { id, parent, text, time, mut writer, .. } = line;
        let is_blocked =
            line.blocked || writer.account.as_deref().is_some_and(|id| self.blocked.contains(id));
        // This account is a hash of the address of its e-mail, and that one of the name alone.
        let is_hash = |account: &Cow<'_, str>| {
            account.starts_with("email_") || account.starts_with("anonymous_")
        };
        writer.account = writer.account.filter(|account| !is_hash(account));
        let held = (line.deleted || is_blocked).then_some(Held::Trash);
        Remark {
            line: number,
            id,
            parent,
            author: reading.author(&writer),
            written: reading.moment(time.as_deref(), &TimeZone::UTC, number),
            body: text,
            kind: BodyKind::Html,
            held,
        }
    }
}

/// A version that nobody knows may mean anything by its keys.
fn version(json: &mut Json<'_>) -> Result<(), Flaw> {
    match json.text()?.as_deref() {
        None | Some("0" | "1") => Ok(()),
        Some(other) => {
            Err(json.here(Problem::ExportVersion { version: other.chars().take(20).collect() }))
        }
    }
}

/// How a comment is written, for taking one out.
const SHAPE: Shape = Shape {
    format: FORMAT.name,
    id: "id",
    texts: &["text", "orig"],
    kept: &["id", "pid", "time", "locator", "title"],
    nested: &[],
    account: "user.id",
    people: &["users", "votes"],
    person: &[],
};

fn erase(source: &Source, _: &Config, orders: &Orders<'_>) -> Result<Vec<u8>, Problem> {
    erasure::json::erase(source, orders, SHAPE)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::comment::testing::{codes, config};

    const META: &str = r#"{"version":1,"users":[{"id":"github_2","blocked":{"status":true,"until":"2100-01-01T00:00:00Z"}}],"posts":[{"url":"https://oud.example/water/","read_only":true}]}"#;

    /// A comment with further keys.
    fn line(id: &str, keys: &str) -> String {
        format!(
            "{{\"id\":\"{id}\",\"text\":\"<p>Goed &amp; wel.</p>\",\"orig\":\"Goed & **wel**.\",\
             \"time\":\"2020-01-02T03:04:05.123456789+01:00\",\"locator\":{{\"site\":\"blog\",\
             \"url\":\"https://oud.example/water/\"}},\"votes\":{{\"x\":true}},\"imported\":true{keys}}}\n"
        )
    }

    fn user(id: &str) -> String {
        format!(",\"user\":{{\"name\":\"Ali\",\"id\":\"{id}\",\"ip\":\"a1b2c3\",\"admin\":false}}")
    }

    fn read_text(text: &str) -> Checked<Export> {
        crate::comment::testing::read(&FORMAT, "content/comments/x", text.as_bytes(), &config())
    }

    #[test]
    fn a_comment_keeps_everything_but_the_hash_of_an_address() {
        let text = format!(
            "{META}\n{}{}",
            line("6f1c-a", &format!(",\"pid\":\"\",\"title\":\"Water\"{}", user("github_1"))),
            line(
                "6f1c-b",
                &format!(
                    ",\"pid\":\"6f1c-a\"{}",
                    user("email_0beec7b5ea3f0fdbc95d0dd47f3c5bc275da8a33")
                )
            )
        );
        let checked = read_text(&text);
        assert_eq!(codes(&checked), [] as [&str; 0]);
        let [first, second] = checked.value.comments.as_slice() else { panic!("{checked:?}") };
        assert_eq!((first.source_id.as_deref(), first.parent.as_deref()), (Some("6f1c-a"), None));
        assert_eq!(second.parent.as_deref(), Some("6f1c-a"));
        assert_eq!((&*first.body.text(), first.kind), ("<p>Goed &amp; wel.</p>", BodyKind::Html));
        assert_eq!(first.author.account.as_deref(), Some("github_1"));
        assert_eq!((second.author.name.as_str(), second.author.account.as_deref()), ("Ali", None));
        assert_eq!(first.written.map(|moment| moment.0), Some(1_577_930_645));
        assert_eq!(first.place.address.as_deref(), Some("https://oud.example/water/"));
        assert_eq!(first.place.title.as_deref(), Some("Water"));
        assert_eq!((first.line, second.line), (2, 3));
        assert_eq!(checked.value.made, Some(1_577_930_645));
    }

    #[test]
    fn only_what_was_there_for_readers_is_shown() {
        let lines = [
            line("1", &user("github_1")),
            line("2", &format!(",\"delete\":true{}", user("deleted"))),
            line("3", &user("github_2")),
            line("4", ",\"user\":{\"block\":true,\"id\":\"github_3\"}"),
            line("5", "").replace("<p>Goed &amp; wel.</p>", " "),
            line("6", ",\"delete\":false,\"user\":null"),
        ];
        let checked = read_text(&format!("{META}\n{}", lines.concat()));
        let helds: Vec<_> = checked.value.comments.iter().map(|comment| comment.held).collect();
        let gone = Some(Held::Trash);
        assert_eq!(helds, [None, gone, gone, gone, Some(Held::Empty), None]);
    }

    #[test]
    fn a_backup_that_is_none_gives_nothing() {
        let whole = format!("{META}\n{}", line("1", ""));
        let cases = [
            (whole.replace("\"version\":1", "\"version\":2"), "!export-version:1"),
            (whole[..whole.len() - 9].to_owned(), "!json-truncated:2"),
            (whole.replace("true,\"until", "true \"until"), "!json-invalid:1"),
            (whole.replace("\"imported\"", "\"id\""), "!duplicate-key:2"),
            (format!("{whole}[1,2]\n"), "!json-invalid:3"),
            (format!("{whole}\"x\"\n"), "!json-invalid:3"),
            (format!("{whole}5\n"), "!json-invalid:3"),
            (format!("{whole}null\n"), "!json-invalid:3"),
            (format!("{whole}{{\"foo\":1}}\n"), "!record-key-missing:3"),
        ];
        for (text, code) in cases {
            let checked = read_text(&text);
            assert_eq!(codes(&checked), [code], "{text}");
            assert!(checked.value.comments.is_empty());
        }
        // The first line may be missing, and have nothing in it.
        assert_eq!(read_text(&line("1", "")).value.comments.len(), 1);
        let empty = "{\"version\":1,\"users\":null,\"posts\":null}\n";
        assert_eq!(read_text(&format!("{empty}{}", line("1", ""))).value.comments.len(), 1);
        let other = Source::new("x.json", b"{\"version\":1,\"comments\":[]}".to_vec());
        assert_eq!(recognises(&other), Err(Lack::Part("locator")));
    }
}
