//! Our own format, for whatever has no other: JSON Lines that any script can write. The first line says what it is, every further
//! one is a comment; `schema.json` beside this file says it in full.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::erasure::json::Shape;
use super::erasure::{self, Orders};
use super::json::{self, Json};
use super::reading::{Flaw, Reading, Remark, Writer};
use super::{BodyKind, Export, Format, Held, Lack, Place};
use crate::config::Config;
use crate::diagnostic::{Checked, Problem, nearest};
use crate::source::Source;

/// This format.
pub const FORMAT: Format = Format { name: "jsonl", title: "JSON Lines", recognises, read, erase };

/// The keys of a comment.
const KEYS: [&str; 12] = [
    "post",
    "title",
    "id",
    "parent",
    "author",
    "account",
    "email",
    "department",
    "written",
    "text",
    "markup",
    "status",
];

/// The keys of the first line.
const HEADER: [&str; 3] = ["weerklank-comments", "system", "made"];

fn recognises(source: &Source) -> Result<(), Lack> {
    Lack::Part(HEADER[0]).unless(json::shape(source)?.has(&[HEADER[0]]))
}

fn read(source: &Source, config: &Config) -> Checked<Export> {
    json::read(FORMAT.name, source, config, |json, reading| {
        let mut lines = Lines { config, system: String::new(), unknown: BTreeSet::new() };
        lines.header(json, reading)?;
        while json.has_more() {
            lines.comment(json, reading)?;
        }
        Ok(())
    })
}

struct Lines<'a> {
    config: &'a Config,
    /// The site that the comments come from.
    system: String,
    unknown: BTreeSet<String>,
}

/// A comment as it stands in the file.
#[derive(Default)]
struct Raw<'i> {
    post: Option<Cow<'i, str>>,
    title: Option<Cow<'i, str>>,
    id: Option<Cow<'i, str>>,
    parent: Option<Cow<'i, str>>,
    writer: Writer<'i>,
    written: Option<Cow<'i, str>>,
    text: Option<Cow<'i, str>>,
    markup: Option<Cow<'i, str>>,
    status: Option<Cow<'i, str>>,
}

impl Lines<'_> {
    fn header(&mut self, json: &mut Json<'_>, reading: &mut Reading<'_>) -> Result<(), Flaw> {
        let line = json.line();
        let mut made = None;
        json.object(|json, key| {
            match key {
                "weerklank-comments" => match json.text_of(key, true)?.as_deref() {
                    Some("1") => {}
                    other => {
                        let version = other.unwrap_or_default().chars().take(20).collect();
                        return Err(json.here(Problem::ExportVersion { version }));
                    }
                },
                "system" => {
                    let system = json.text_of(key, false)?;
                    self.system = reading.value(system.as_deref()).unwrap_or_default();
                }
                "made" => made = json.text_of(key, false)?,
                _ => {
                    self.unknown(key, &HEADER, line, reading);
                    json.skip()?;
                }
            }
            Ok(())
        })?;
        let when = reading.moment(made.as_deref(), &self.config.timezone, line);
        reading.export.made = when.map(|when| when.moment.0);
        Ok(())
    }

    /// A key that means nothing is a slip as often as not, and what it says would be lost in silence.
    fn unknown(&mut self, key: &str, known: &[&str], line: u32, reading: &mut Reading<'_>) {
        let key: String = key.chars().take(80).collect();
        if self.unknown.insert(key.clone()) {
            let nearest = nearest(&key, known.iter().copied());
            reading.warn(Problem::RecordKeyUnknown { key, nearest }, line);
        }
    }

    fn comment(&mut self, json: &mut Json<'_>, reading: &mut Reading<'_>) -> Result<(), Flaw> {
        let line = json.line();
        let mut raw = Raw::default();
        let mut has_text = false;
        json.object(|json, key| {
            let field = match key {
                "post" => &mut raw.post,
                "title" => &mut raw.title,
                "id" => &mut raw.id,
                "parent" => &mut raw.parent,
                "author" => &mut raw.writer.name,
                "account" => &mut raw.writer.account,
                "email" => &mut raw.writer.email,
                "department" => &mut raw.writer.department,
                "written" => &mut raw.written,
                "text" => {
                    has_text = !json.is_nothing()?;
                    &mut raw.text
                }
                "markup" => &mut raw.markup,
                "status" => &mut raw.status,
                _ => {
                    self.unknown(key, &KEYS, line, reading);
                    return json.skip();
                }
            };
            *field = json.text_of(key, matches!(key, "id" | "parent"))?;
            Ok(())
        })?;
        let (post, title) = (raw.post.unwrap_or_default(), raw.title.unwrap_or_default());
        if post.is_empty() && title.is_empty() {
            return Err(json.here(Problem::RecordKeyMissing { key: "post".to_owned() }));
        }
        if !has_text {
            return Err(json.here(Problem::RecordKeyMissing { key: "text".to_owned() }));
        }
        let place = reading.place(&format!("{post}\n{title}"), |reading| {
            let anything = reading.value(Some(&post));
            Place {
                system: self.system.clone(),
                address: anything.clone().filter(|post| post.contains("://")),
                title: reading.value(Some(&title)),
                anything,
                ..Place::default()
            }
        });
        let kind = kind(raw.markup.as_deref()).map_err(|problem| json.here(problem))?;
        let held = held(raw.status.as_deref(), line, reading);
        let remark = Remark {
            line,
            id: raw.id,
            parent: raw.parent,
            author: reading.author(&raw.writer),
            written: reading.moment(raw.written.as_deref(), &self.config.timezone, line),
            body: raw.text,
            kind,
            held,
        };
        reading.add(place, remark).map_err(|problem| json.here(problem))
    }
}

fn kind(markup: Option<&str>) -> Result<BodyKind, Problem> {
    match markup {
        None | Some("plain") => Ok(BodyKind::Plain),
        Some("markdown") => Ok(BodyKind::Markdown),
        Some("html") => Ok(BodyKind::Html),
        Some(other) => {
            let found = other.chars().take(20).collect();
            Err(Problem::RecordValue { key: "markup".to_owned(), found })
        }
    }
}

fn held(status: Option<&str>, line: u32, reading: &mut Reading<'_>) -> Option<Held> {
    match status {
        Some("approved") => None,
        // Who says nothing of it, did not say yes.
        Some("pending") | None => Some(Held::Pending),
        Some("spam") => Some(Held::Spam),
        Some("deleted") => Some(Held::Trash),
        Some(other) => Some(reading.unclear(other, line)),
    }
}

/// How a comment is written, for taking one out.
const SHAPE: Shape = Shape {
    format: FORMAT.name,
    id: "id",
    texts: &["text"],
    kept: &["id", "parent", "post", "title", "written", "status"],
    nested: &[],
    account: "account",
    people: &[],
    person: &[],
};

fn erase(source: &Source, _: &Config, orders: &Orders<'_>) -> Result<Vec<u8>, Problem> {
    erasure::json::erase(source, orders, SHAPE)
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;
    use crate::comment::testing::{codes, config};

    const FIRST: &str =
        "{\"weerklank-comments\": 1, \"system\": \"forum.example\", \"made\": \"2024-06-01\"}\n";

    fn read_text(text: &str) -> Checked<Export> {
        crate::comment::testing::read(&FORMAT, "content/comments/x", text.as_bytes(), &config())
    }

    #[test]
    fn every_key_is_read() {
        let text = "{\"post\": \"https://forum.example/water\", \"title\": \"Water\", \"id\": 12, \"parent\": \"7\", \
                    \"author\": \"Ali\", \"account\": \"ali1\", \"email\": \"ali@voorbeeld.example\", \"department\": \"Beheer\", \
                    \"written\": \"2024-05-06 09:08:09\", \"text\": \"Goed & **wel**.\", \"markup\": \"markdown\", \
                    \"status\": \"approved\"}\n{\"post\": \"water\", \"text\": \"Ja\", \"status\": \"approved\"}\n";
        let checked = read_text(&format!("{FIRST}{text}"));
        assert_eq!(codes(&checked), [] as [&str; 0]);
        let [first, second] = checked.value.comments.as_slice() else { panic!("{checked:?}") };
        assert_eq!((first.source_id.as_deref(), first.parent.as_deref()), (Some("12"), Some("7")));
        let author = &first.author;
        assert_eq!((author.name.as_str(), author.account.as_deref()), ("Ali", Some("ali1")));
        assert_eq!(author.email.as_deref(), Some("ali@voorbeeld.example"));
        assert_eq!(author.department.as_deref(), Some("Beheer"));
        assert_eq!(first.written.map(|moment| moment.0), Some(1_714_979_289));
        assert_eq!((&*first.body.text(), first.kind), ("Goed & **wel**.", BodyKind::Markdown));
        assert_eq!(first.place.address.as_deref(), Some("https://forum.example/water"));
        assert_eq!(
            (first.place.system.as_str(), first.place.title.as_deref()),
            ("forum.example", Some("Water"))
        );
        assert_eq!(
            (second.place.address.as_deref(), second.place.anything.as_deref()),
            (None, Some("water"))
        );
        assert_eq!((second.kind, second.line), (BodyKind::Plain, 3));
        assert_eq!(checked.value.made, Some(1_717_192_800));
    }

    #[test]
    fn only_what_was_approved_is_shown() {
        for (status, expected) in [
            (",\"status\":\"approved\"", None),
            ("", Some(Held::Pending)),
            (",\"status\":null", Some(Held::Pending)),
            (",\"status\":\"pending\"", Some(Held::Pending)),
            (",\"status\":\"spam\"", Some(Held::Spam)),
            (",\"status\":\"deleted\"", Some(Held::Trash)),
            (",\"status\":\"Approved\"", Some(Held::Pending)),
        ] {
            let checked = read_text(&format!("{FIRST}{{\"post\":\"a\",\"text\":\"b\"{status}}}"));
            assert_eq!(checked.value.comments[0].held, expected, "{status}");
        }
    }

    #[test]
    fn slips_are_told_with_their_line() {
        for (line, code) in [
            ("{\"post\":\"a\",\"text\":\"b\",\"autor\":\"c\"}", "record-key-unknown:2"),
            ("{\"text\":\"b\"}", "!record-key-missing:2"),
            ("{\"post\":\"a\"}", "!record-key-missing:2"),
            ("{\"post\":\"a\",\"text\":\"b\",\"markup\":\"bbcode\"}", "!record-value:2"),
            ("{\"post\":\"a\",\"text\":\"b\",\"status\":\"ja\"}", "status-unclear:2"),
            ("{\"post\":\"a\",\"text\":\"b\"", "!json-truncated:2"),
            ("{\"post\":\"a\",\"post\":\"b\"}", "!duplicate-key:2"),
            ("{\"post\":\"a\",\"text\":\"b\",\"author\":{\"name\":\"c\"}}", "!wrong-type:2"),
            ("{\"post\":\"a\",\"text\":null}", "!record-key-missing:2"),
        ] {
            let checked = read_text(&format!("{FIRST}{line}\n"));
            assert_eq!(codes(&checked), [code], "{line}");
        }
        assert_eq!(codes(&read_text("{\"weerklank-comments\": 2}")), ["!export-version:1"]);
        let source = Source::new("x", b"{\"post\":\"a\"}".to_vec());
        assert_eq!(recognises(&source), Err(Lack::Part("weerklank-comments")));
    }

    /// Whether a value is as the schema says, of which only the words that it uses are known.
    fn fits(value: &Value, schema: &Value, root: &Value) -> bool {
        let all = |key: &str| schema[key].as_array().cloned().unwrap_or_default();
        let fit =
            |schemas: Vec<Value>| schemas.iter().filter(|schema| fits(value, schema, root)).count();
        let is_of = |kind: &Value| match kind.as_str().unwrap() {
            "string" => value.is_string(),
            "null" => value.is_null(),
            "object" => value.is_object(),
            "integer" => value.as_f64().is_some_and(|number| number.fract() == 0.0),
            other => panic!("{other}"),
        };
        let is_equal =
            |one: &Value| one == value || (one.is_number() && one.as_f64() == value.as_f64());
        let empty = serde_json::Map::new();
        let object = value.as_object().unwrap_or(&empty);
        let of = |key: &str| schema["properties"].get(key);
        schema.as_object().unwrap().iter().all(|(word, said)| match word.as_str() {
            "$ref" => fits(value, root.pointer(&said.as_str().unwrap()[1..]).unwrap(), root),
            "oneOf" => fit(all("oneOf")) == 1,
            "anyOf" => fit(all("anyOf")) > 0,
            "type" if said.is_array() => all("type").iter().any(is_of),
            "type" => is_of(said),
            "enum" => all("enum").iter().any(is_equal),
            "required" => {
                all("required").iter().all(|key| object.contains_key(key.as_str().unwrap()))
            }
            "properties" => {
                object.iter().all(|(key, value)| of(key).is_none_or(|s| fits(value, s, root)))
            }
            "additionalProperties" => object.keys().all(|key| of(key).is_some()),
            "pattern" => {
                assert_eq!(said, "\\S");
                value.as_str().is_none_or(|text| !text.trim().is_empty())
            }
            "$schema" | "$defs" | "title" | "description" | "examples" | "default" => true,
            other => panic!("{other}"),
        })
    }

    #[test]
    fn the_schema_and_the_reader_agree_of_every_line() {
        let schema: Value = serde_json::from_str(include_str!("schema.json")).unwrap();
        for (line, is_good) in [
            (r#"{"weerklank-comments":1}"#, true),
            (r#"{"weerklank-comments":1.0,"system":null,"made":null}"#, true),
            (r#"{"weerklank-comments":"1","system":"a.example","made":"2024-06-01"}"#, true),
            (r#"{"weerklank-comments":2}"#, false),
            (r#"{"weerklank-comments":true}"#, false),
            (r#"{"weerklank-comments":1,"system":5}"#, false),
            (r#"{"weerklank-comments":1,"made":{"day":1}}"#, false),
            (r#"{"weerklank-comments":1,"sytem":"a.example"}"#, false),
            (r#"{"post":"a","text":"b"}"#, true),
            (r#"{"title":"a","text":"b"}"#, true),
            (r#"{"post":"","title":"a","text":""}"#, true),
            (r#"{"post":null,"title":"a","text":"b","status":null,"markup":null}"#, true),
            (r#"{"post":"a","text":"b","id":1,"parent":"0"}"#, true),
            (r#"{"post":"a","text":"b","id":1.0,"parent":null}"#, true),
            (r#"{"post":"a","text":"b","status":"spam","markup":"html"}"#, true),
            (r#"{"post":"a","text":"b","status":"","markup":""}"#, true),
            (
                r#"{"post":"a","text":"b","author":null,"account":"","email":"a@b.example","department":"ICT"}"#,
                true,
            ),
            (r#"{"post":"","text":"b"}"#, false),
            (r#"{"post":" ","title":"","text":"b"}"#, false),
            (r#"{"text":"b"}"#, false),
            (r#"{"post":"a"}"#, false),
            (r#"{"post":"a","text":null}"#, false),
            (r#"{"post":"a","text":5}"#, false),
            (r#"{"post":"a","text":{"html":"x"}}"#, false),
            (r#"{"post":5,"text":"b"}"#, false),
            (r#"{"post":"a","text":"b","title":["a"]}"#, false),
            (r#"{"post":"a","text":"b","author":5}"#, false),
            (r#"{"post":"a","text":"b","author":{"name":"Piet"}}"#, false),
            (r#"{"post":"a","text":"b","author":["a"]}"#, false),
            (r#"{"post":"a","text":"b","author":true}"#, false),
            (r#"{"post":"a","text":"b","id":true}"#, false),
            (r#"{"post":"a","text":"b","id":1.5}"#, false),
            (r#"{"post":"a","text":"b","parent":{}}"#, false),
            (r#"{"post":"a","text":"b","written":1714979289}"#, false),
            (r#"{"post":"a","text":"b","status":"ja"}"#, false),
            (r#"{"post":"a","text":"b","status":true}"#, false),
            (r#"{"post":"a","text":"b","markup":"bbcode"}"#, false),
            (r#"{"post":"a","text":"b","autor":"c"}"#, false),
            ("5", false),
            ("[]", false),
        ] {
            let value: Value = serde_json::from_str(line).unwrap();
            assert_eq!(fits(&value, &schema, &schema), is_good, "the schema: {line}");
            let is_header = line.contains("weerklank-comments");
            let text = if is_header { line.to_owned() } else { format!("{FIRST}{line}\n") };
            let told = codes(&read_text(&text));
            assert_eq!(told.is_empty(), is_good, "the reader: {line}: {told:?}");
        }
    }

    #[test]
    fn the_schema_says_what_is_read() {
        let schema: Value = serde_json::from_str(include_str!("schema.json")).unwrap();
        let keys = |place: &str| {
            let properties = schema.pointer(place).and_then(Value::as_object).unwrap();
            properties.keys().cloned().collect::<BTreeSet<String>>()
        };
        let of = |keys: &[&str]| keys.iter().map(|key| (*key).to_owned()).collect();
        assert_eq!(keys("/$defs/header/properties"), of(&HEADER));
        assert_eq!(keys("/$defs/comment/properties"), of(&KEYS));
        let markups = schema.pointer("/$defs/comment/properties/markup/enum").unwrap();
        assert_eq!(markups, &serde_json::json!(["plain", "markdown", "html", "", null]));
        let statuses = schema.pointer("/$defs/comment/properties/status/enum").unwrap();
        let known = serde_json::json!(["approved", "pending", "spam", "deleted", "", null]);
        assert_eq!(statuses, &known);
    }
}
