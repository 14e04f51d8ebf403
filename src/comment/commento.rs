//! Exports of Commento, and those of Comentario in the form of Commento: comments, and after them the people who wrote them.

use std::borrow::Cow;

use jiff::tz::TimeZone;

use super::erasure::json::Shape;
use super::erasure::{self, Orders};
use super::json::{self, Json};
use super::people::People;
use super::reading::{Flaw, Reading, Remark, Writer};
use super::{Author, BodyKind, Export, Format, Held, Lack, Place};
use crate::config::Config;
use crate::diagnostic::{Checked, Problem};
use crate::source::Source;

/// This format.
pub const FORMAT: Format = Format { name: "commento", title: "Commento", recognises, read, erase };

fn recognises(source: &Source) -> Result<(), Lack> {
    let shape = json::shape(source)?;
    let is_empty = shape.has(&["version", "comments", "commenters"]) && !shape.has(&["pages"]);
    Lack::Part("commentHex").unless(is_empty || shape.has(&["comments[].commentHex"]))
}

fn read(source: &Source, config: &Config) -> Checked<Export> {
    json::read(FORMAT.name, source, config, |json, reading| {
        let mut people = People::default();
        json.object(|json, key| match key {
            "version" => version(json),
            "comments" => json.list(|json| comment(json, reading, &mut people)),
            "commenters" => json.list(|json| commenter(json, reading, &mut people)),
            _ => json.skip(),
        })?;
        people.name(&mut reading.export.comments);
        json.end()
    })
}

fn version(json: &mut Json<'_>) -> Result<(), Flaw> {
    match json.text()?.as_deref() {
        None | Some("1") => Ok(()),
        Some(other) => {
            let version = other.chars().take(20).collect();
            Err(json.here(Problem::ExportVersion { version }))
        }
    }
}

/// What the exporter writes in place of nothing.
fn given(text: Option<Cow<'_, str>>) -> Option<Cow<'_, str>> {
    text.filter(|text| text != "undefined")
}

fn commenter(
    json: &mut Json<'_>,
    reading: &mut Reading<'_>,
    people: &mut People,
) -> Result<(), Flaw> {
    let (mut hex, mut writer) = (None, Writer::default());
    json.object(|json, key| {
        match key {
            "commenterHex" => hex = json.text()?,
            "name" => writer.name = given(json.text()?),
            "email" => writer.email = given(json.text()?),
            _ => json.skip()?,
        }
        Ok(())
    })?;
    if let Some(hex) = hex.filter(|hex| !is_anonymous(hex)) {
        people.know(&hex, reading.author(&writer));
    }
    Ok(())
}

/// Whether this stands for somebody without a name.
fn is_anonymous(hex: &str) -> bool {
    hex == "anonymous" || hex.bytes().all(|byte| byte == b'0')
}

/// A comment as it stands in the file.
#[derive(Default)]
struct Raw<'i> {
    id: Option<Cow<'i, str>>,
    parent: Option<Cow<'i, str>>,
    commenter: Option<Cow<'i, str>>,
    domain: Option<Cow<'i, str>>,
    path: Option<Cow<'i, str>>,
    url: Option<Cow<'i, str>>,
    markdown: Option<Cow<'i, str>>,
    html: Option<Cow<'i, str>>,
    state: Option<Cow<'i, str>>,
    date: Option<Cow<'i, str>>,
    deleted: bool,
}

fn comment(
    json: &mut Json<'_>,
    reading: &mut Reading<'_>,
    people: &mut People,
) -> Result<(), Flaw> {
    let line = json.line();
    let mut raw = Raw::default();
    json.object(|json, key| {
        let field = match key {
            "commentHex" => &mut raw.id,
            "parentHex" => &mut raw.parent,
            "commenterHex" => &mut raw.commenter,
            "domain" | "host" => &mut raw.domain,
            "path" => &mut raw.path,
            "url" => &mut raw.url,
            "markdown" => &mut raw.markdown,
            "html" => &mut raw.html,
            "state" => &mut raw.state,
            "creationDate" => &mut raw.date,
            "deleted" => {
                raw.deleted = json.is_set()?;
                return Ok(());
            }
            _ => return json.skip(),
        };
        *field = json.text()?;
        Ok(())
    })?;
    let held = held(&raw, line, reading);
    let domain = raw.domain.as_deref().unwrap_or_default();
    let path = raw.path.as_deref().or(raw.url.as_deref()).unwrap_or_default();
    let place = reading.place(&format!("{domain} {path}"), |_| place(domain, path));
    people.wrote(raw.commenter.as_deref().filter(|hex| !is_anonymous(hex)));
    let (body, kind) = match raw.html {
        Some(html) => (Some(html), BodyKind::Html),
        None => (raw.markdown, BodyKind::Markdown),
    };
    let remark = Remark {
        line,
        id: raw.id,
        parent: raw.parent.filter(|parent| parent != "root"),
        author: Author::default(),
        written: reading.moment(raw.date.as_deref(), &TimeZone::UTC, line),
        body,
        kind,
        held,
    };
    reading.add(place, remark).map_err(|problem| json.here(problem))
}

fn held(raw: &Raw<'_>, line: u32, reading: &mut Reading<'_>) -> Option<Held> {
    if raw.deleted || raw.markdown.as_deref() == Some("[deleted]") {
        return Some(Held::Trash);
    }
    match raw.state.as_deref().unwrap_or_default() {
        "approved" => None,
        "unapproved" | "flagged" => Some(Held::Pending),
        other => Some(reading.unclear(other, line)),
    }
}

/// Commento keeps the path alone and the host beside it.
fn place(domain: &str, path: &str) -> Place {
    let bare = domain.trim().trim_end_matches('/').to_lowercase();
    let bare = bare.split_once("://").map_or(bare.as_str(), |(_, rest)| rest);
    let path = path.trim();
    let slash = if path.starts_with('/') { "" } else { "/" };
    let address = match bare {
        _ if path.contains("://") => path.to_owned(),
        "" => format!("{slash}{path}"),
        host => format!("https://{host}{slash}{path}"),
    };
    Place { system: bare.to_owned(), address: Some(address), ..Place::default() }
}

/// How a comment is written, for taking one out.
const SHAPE: Shape = Shape {
    format: FORMAT.name,
    id: "commentHex",
    texts: &["markdown", "html"],
    kept: &["commentHex", "parentHex", "domain", "host", "path", "url", "creationDate", "state"],
    nested: &[],
    account: "commenterHex",
    people: &["commenters"],
    person: &["deleter", "deleterHex"],
};

fn erase(source: &Source, _: &Config, orders: &Orders<'_>) -> Result<Vec<u8>, Problem> {
    erasure::json::erase(source, orders, SHAPE)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::comment::testing::{codes, config};

    const HEX: &str = "ab12";
    const ZEROS: &str = "0000000000000000000000000000000000000000000000000000000000000000";

    /// A comment with these keys in place of the usual ones.
    fn comment(keys: &[(&str, &str)]) -> String {
        let usual = [
            ("commentHex", "\"c1\""),
            ("domain", "\"oud.example\""),
            ("url", "\"/water/\""),
            ("commenterHex", "\"ab12\""),
            ("markdown", "\"Goed & **wel**.\""),
            ("html", "\"\""),
            ("parentHex", "\"root\""),
            ("score", "0"),
            ("state", "\"approved\""),
            ("creationDate", "\"2020-01-02T03:04:05.123456Z\""),
            ("direction", "0"),
            ("deleted", "false"),
        ];
        let own = |name: &str| keys.iter().find(|(key, _)| *key == name).map(|(_, value)| *value);
        let more = keys.iter().filter(|(key, _)| usual.iter().all(|(name, _)| name != key));
        let pairs = usual.iter().map(|(name, value)| (*name, own(name).unwrap_or(value)));
        let pairs = pairs.chain(more.copied()).map(|(name, value)| format!("\"{name}\":{value}"));
        format!("{{{}}}", pairs.collect::<Vec<_>>().join(","))
    }

    fn export(comments: &[String]) -> String {
        format!(
            "{{\"version\":1,\"comments\":[\n{}],\n\"commenters\":[{{\"commenterHex\":\"{HEX}\",\
             \"email\":\"ali@voorbeeld.example\",\"name\":\"Ali\",\"link\":\"undefined\",\"photo\":\"undefined\",\
             \"provider\":\"commento\",\"joinDate\":\"2019-01-01T00:00:00Z\",\"isModerator\":false,\"deleted\":false}},\
             {{\"commenterHex\":\"cd34\",\"email\":\"undefined\",\"name\":\"Bo\",\"provider\":\"anon\"}}]}}",
            comments.join(",\n")
        )
    }

    fn read_text(text: &str) -> Checked<Export> {
        crate::comment::testing::read(&FORMAT, "content/comments/x", text.as_bytes(), &config())
    }

    #[test]
    fn comments_and_the_people_behind_them_come_together() {
        let text = export(&[
            comment(&[]),
            comment(&[
                ("commentHex", "\"c2\""),
                ("parentHex", "\"c1\""),
                ("commenterHex", "\"cd34\""),
            ]),
            comment(&[("commentHex", "\"c3\""), ("commenterHex", "\"anonymous\"")]),
            comment(&[("commentHex", "\"c4\""), ("commenterHex", &format!("\"{ZEROS}\""))]),
            comment(&[
                ("commentHex", "\"c5\""),
                ("commenterHex", "\"weg\""),
                ("html", "\"<p>x</p>\""),
            ]),
        ]);
        let checked = read_text(&text);
        assert_eq!(codes(&checked), [] as [&str; 0]);
        let names: Vec<&str> =
            checked.value.comments.iter().map(|comment| comment.author.name.as_str()).collect();
        assert_eq!(names, ["Ali", "Bo", "", "", ""]);
        let [first, second, .., last] = checked.value.comments.as_slice() else { panic!() };
        assert_eq!(first.author.email.as_deref(), Some("ali@voorbeeld.example"));
        assert_eq!(second.author.email, None);
        assert_eq!((first.parent.as_deref(), second.parent.as_deref()), (None, Some("c1")));
        assert_eq!((&*first.body.text(), first.kind), ("Goed & **wel**.", BodyKind::Markdown));
        assert_eq!((&*last.body.text(), last.kind), ("<p>x</p>", BodyKind::Html));
        assert_eq!(first.written.map(|moment| moment.0), Some(1_577_934_245));
        assert_eq!(first.place.address.as_deref(), Some("https://oud.example/water/"));
        assert_eq!((first.place.system.as_str(), first.line), ("oud.example", 2));
        assert!(checked.value.comments.iter().all(|comment| comment.held.is_none()));
    }

    #[test]
    fn only_what_was_approved_is_shown() {
        for (keys, expected) in [
            (&[("state", "\"unapproved\"")][..], Some(Held::Pending)),
            (&[("state", "\"flagged\"")], Some(Held::Pending)),
            (&[("deleted", "true")], Some(Held::Trash)),
            (&[("deleted", "\"misschien\"")], Some(Held::Trash)),
            (&[("markdown", "\"[deleted]\"")], Some(Held::Trash)),
            (&[("markdown", "\"\"")], Some(Held::Empty)),
            (&[("deleted", "null")], None),
        ] {
            let checked = read_text(&export(&[comment(keys)]));
            assert_eq!(
                (checked.value.comments[0].held, codes(&checked)),
                (expected, vec![]),
                "{keys:?}"
            );
        }
        let odd =
            read_text(&export(&[comment(&[("state", "\"hm\"")]), comment(&[("state", "\"hm\"")])]));
        assert_eq!(codes(&odd), ["status-unclear:2"]);
        assert_eq!(odd.value.comments[1].held, Some(Held::Pending));
    }

    #[test]
    fn a_path_is_found_in_whichever_key_it_stands() {
        for (keys, expected) in [
            (&[("path", "\"/a/\""), ("url", "\"/b/\"")][..], "https://oud.example/a/"),
            (&[("url", "\"b\"")], "https://oud.example/b"),
            (&[("domain", "\"\""), ("url", "\"/b\"")], "/b"),
            (&[("domain", "\"https://Oud.example/\"")], "https://oud.example/water/"),
            (&[("url", "\"https://x.example/b\"")], "https://x.example/b"),
        ] {
            let checked = read_text(&export(&[comment(keys)]));
            let place = &checked.value.comments[0].place;
            assert_eq!(place.address.as_deref(), Some(expected), "{keys:?}");
        }
    }

    #[test]
    fn a_broken_file_gives_nothing() {
        let whole = export(&[comment(&[])]);
        for (text, code) in [
            (whole.replace("\"version\":1", "\"version\":7"), "!export-version:1"),
            (whole[..whole.len() - 1].to_owned(), "!json-truncated:3"),
            (format!("{whole} x"), "!json-invalid:3"),
            (whole.replace("\"score\":0", "\"state\":\"unapproved\""), "!duplicate-key:2"),
        ] {
            let checked = read_text(&text);
            assert_eq!((codes(&checked), checked.value.comments.len()), (vec![code.to_owned()], 0));
        }
        let empty = "{\"version\":1,\"comments\":null,\"commenters\":null}";
        assert_eq!(read_text(empty).value.comments.len(), 0);
    }
}
