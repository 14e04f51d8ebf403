//! Comments of Staticman: a file of YAML or JSON for each, in a folder for each post, which has the name of the post.
//!
//! A site names its fields itself. These are the names that nearly all have, and `_id` is Staticman's own.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::erasure::edits::{Edit, carry_out};
use super::erasure::json::Shape;
use super::erasure::{self, Fate, Orders};
use super::json::{self, Json};
use super::reading::{Flaw, Reading, Remark, Writer};
use super::text;
use super::{BodyKind, Export, Format, Held, Lack, Place};
use crate::config::Config;
use crate::diagnostic::{Checked, Diagnostic, Problem};
use crate::post::table;
use crate::source::Source;

/// This format.
pub const FORMAT: Format =
    Format { name: "staticman", title: "Staticman", recognises, read, erase };

/// How much of a file tells what it is.
const HEAD: usize = 64 << 10;

/// The names of the fields, the likeliest first.
const TEXT: &[&str] = &["message", "comment", "body", "content", "text"];
const NAME: &[&str] = &["name", "author"];
const DATE: &[&str] = &["date", "timestamp", "created"];
const PARENT: &[&str] =
    &["replying_to_uid", "replying_to_id", "reply_to", "replying_to", "parent", "_parent"];

fn recognises(source: &Source) -> Result<(), Lack> {
    let head = text::decode(&source.bytes[..source.bytes.len().min(HEAD)], None).text;
    let names: Vec<String> = if is_json(&head) {
        let shape = json::shape(source)?;
        let names = TEXT.iter().chain(&["_id"]).filter(|name| shape.has(&[name]));
        names.map(|name| (*name).to_owned()).collect()
    } else {
        let front = front(&head);
        let yaml = front.map_or(&*head, |(yaml, _)| yaml);
        let names = yaml.lines().filter_map(|line| line.split_once(':'));
        let names = names.map(|(name, _)| name.trim_matches(['"', '\'']).to_owned());
        // Staticman takes the text out of the fields, and puts it below them.
        let below = front.filter(|(_, below)| !below.trim().is_empty()).map(|_| TEXT[0].to_owned());
        names.chain(below).collect()
    };
    let has = |name: &str| names.iter().any(|own| own == name);
    Lack::Part("_id").unless(has("_id"))?;
    Lack::Part("message").unless(TEXT.iter().any(|name| has(name)))
}

fn is_json(text: &str) -> bool {
    text.trim_start().starts_with('{')
}

fn read(source: &Source, config: &Config) -> Checked<Export> {
    let decoded = text::decode(&source.bytes, None).text;
    if is_json(&decoded) {
        return json::read(FORMAT.name, source, config, |json, reading| {
            let fields = fields_of_json(json)?;
            json.end()?;
            add(&fields, source, config, reading).map_err(|problem| json.here(problem))
        });
    }
    let mut reading = Reading::new(FORMAT.name, &source.path, config);
    let fields = fields_of_yaml(&decoded);
    let added = fields
        .and_then(|fields| add(&fields, source, config, &mut reading).map_err(Diagnostic::error));
    match added {
        Ok(()) => reading.finish(),
        // The line itself may hold an address, so it is not shown.
        Err(error) => reading.fail(Diagnostic { excerpt: None, ..error.at(&source.path) }),
    }
}

type Fields = BTreeMap<String, String>;

fn fields_of_json(json: &mut Json<'_>) -> Result<Fields, Flaw> {
    let mut fields = Fields::new();
    json.object(|json, key| {
        if let Some(value) = json.text()? {
            fields.insert(key.to_owned(), value.into_owned());
        }
        Ok(())
    })?;
    Ok(fields)
}

/// The fields of front matter, and what stands below it; nothing of what has none.
fn front(whole: &str) -> Option<(&str, &str)> {
    let fence = whole.strip_prefix("---").and_then(|rest| rest.split_once('\n'));
    let (_, rest) = fence.filter(|(rest, _)| rest.trim().is_empty())?;
    let (at, sign) = rest.match_indices("\n---").find(|(at, sign)| {
        let after = rest[at + sign.len()..].lines().next().unwrap_or_default();
        after.trim().is_empty()
    })?;
    Some((&rest[..at], &rest[at + sign.len()..]))
}

/// The fields of YAML, alone or as front matter; in front matter, what stands below it is the text.
fn fields_of_yaml(whole: &str) -> Result<Fields, Diagnostic> {
    let (yaml, first_line, below) = match front(whole) {
        Some((yaml, below)) => (yaml, 2, below),
        None => (whole, 1, ""),
    };
    let table = table::yaml_in_place(yaml, first_line, whole)?;
    let pairs = table.entries.iter().filter_map(|(key, _, item)| {
        Some((key.clone(), item.text().filter(|text| !text.trim().is_empty())?.to_owned()))
    });
    let mut fields: Fields = pairs.collect();
    if !below.trim().is_empty() && !TEXT.iter().any(|name| fields.contains_key(*name)) {
        fields.insert(TEXT[0].to_owned(), below.trim().to_owned());
    }
    Ok(fields)
}

fn add(
    fields: &Fields,
    source: &Source,
    config: &Config,
    reading: &mut Reading<'_>,
) -> Result<(), Problem> {
    let one = |name: &str| fields.get(name).map(String::as_str);
    let first = |names: &[&str]| names.iter().find_map(|name| one(name));
    let borrowed = |text: Option<&'_ str>| text.map(|text| Cow::Owned(text.to_owned()));
    let is_refused = |name: &str| matches!(one(name), Some("false" | "no" | "0"));
    let held = ["approved", "published"].iter().any(|name| is_refused(name));
    let date = first(DATE);
    let is_number = date.is_some_and(|date| date.bytes().all(|b| b.is_ascii_digit() || b == b'.'));
    let written = if is_number {
        reading.seconds(date, 1)
    } else {
        reading.moment(date, &config.timezone, 1)
    };
    let writer =
        Writer { name: borrowed(first(NAME)), email: borrowed(one("email")), ..Writer::default() };
    let remark = Remark {
        line: 1,
        id: borrowed(one("_id")),
        parent: borrowed(parent(fields)),
        author: reading.author(&writer),
        written,
        body: borrowed(first(TEXT)),
        kind: BodyKind::Markdown,
        // A comment is in the repository because somebody took it up there.
        held: held.then_some(Held::Pending),
    };
    let place = place(fields, source, config);
    reading.add(place.into(), remark)
}

/// The comment that is answered. What is an address is that of the post, and a small number counts the comments on the page.
fn parent(fields: &Fields) -> Option<&str> {
    let values = PARENT.iter().filter_map(|name| fields.get(*name)).map(String::as_str);
    let is_count = |value: &str| value.len() < 6 && value.bytes().all(|b| b.is_ascii_digit());
    values.filter(|value| !value.contains('/')).find(|value| !is_count(value))
}

/// Where it stood: the folder says, then the fields.
fn place(fields: &Fields, source: &Source, config: &Config) -> Place {
    let folder = source.path.folder();
    let is_own = |name: &String| name.trim_end_matches('/') == folder;
    let folder = Some(folder).filter(|_| !config.comments.sources.iter().any(is_own));
    let folder = folder.and_then(|folder| folder.rsplit('/').next());
    let slug = folder.filter(|slug| !slug.is_empty()).map(str::to_owned);
    let address = fields.get("_parent").filter(|parent| parent.contains('/'));
    Place {
        slug: slug.or_else(|| fields.get("slug").cloned()),
        address: address.cloned(),
        ..Place::default()
    }
}

/// What is left of an empty place: its id, its time, and what it answers, by any of their names.
const KEPT: [&str; 12] = [
    "_id",
    "_parent",
    "replying_to_uid",
    "replying_to_id",
    "reply_to",
    "replying_to",
    "parent",
    "slug",
    "date",
    "timestamp",
    "created",
    "approved",
];

const SHAPE: Shape = Shape {
    format: FORMAT.name,
    id: "_id",
    texts: TEXT,
    kept: &KEPT,
    nested: &[],
    account: "email",
    people: &[],
    person: &[],
};

/// The whole file is one comment: it goes, or keeps the lines of its place.
fn erase(source: &Source, _: &Config, orders: &Orders<'_>) -> Result<Vec<u8>, Problem> {
    let decoded = text::decode(&source.bytes, None).text;
    if is_json(&decoded) {
        return erasure::json::erase(source, orders, SHAPE);
    }
    match orders.fate(0) {
        Fate::Keep => {
            let edits = redacted(&decoded, orders);
            let unproven = || Problem::EraseUnproven { format: FORMAT.name.to_owned() };
            carry_out(&source.bytes, None, edits).ok_or_else(unproven)
        }
        Fate::Remove => Ok(Vec::new()),
        Fate::Empty => {
            let is_kept = |line: &&str| {
                let name = line.split(':').next().unwrap_or_default();
                KEPT.contains(&name.trim_matches(['"', '\'']))
            };
            // What stands below the fields is the text, however a line of it begins.
            let yaml = front(&decoded).map_or(&*decoded, |(yaml, _)| yaml);
            let kept: Vec<&str> = yaml.lines().filter(is_kept).collect();
            Ok(format!("{}\nmessage: \"\"\n", kept.join("\n")).into_bytes())
        }
    }
}

/// What goes from a text of somebody else: from below the fields, or from the field that it is, which is then written anew.
fn redacted(whole: &str, orders: &Orders<'_>) -> Vec<Edit> {
    let (yaml, first_line, below) = match front(whole) {
        Some((yaml, below)) => (yaml, 2, below),
        None => (whole, 1, ""),
    };
    let Ok(table) = table::yaml_in_place(yaml, first_line, whole) else { return Vec::new() };
    // The fields stand before what lies below them, so both begin where their lines do.
    let below_at = whole.len() - below.len();
    let found = orders.redactions(0, below, true).into_iter();
    let mut edits: Vec<Edit> = found
        .map(|range| Edit::put(below_at + range.start..below_at + range.end, erasure::GONE))
        .collect();
    let end = if first_line == 1 { whole.len() } else { below_at - "---".len() };
    let start_of = |line: u32| {
        let before = usize::try_from(line - 1).unwrap_or(usize::MAX);
        whole.split_inclusive('\n').take(before).map(str::len).sum::<usize>().min(end)
    };
    for (index, (key, line, item)) in table.entries.iter().enumerate() {
        let Some(text) = item.text().filter(|_| TEXT.contains(&key.as_str())) else { continue };
        let found = orders.redactions(0, text, true);
        if found.is_empty() {
            continue;
        }
        let next = table.entries.get(index + 1).map_or(end, |(_, next, _)| start_of(*next));
        // What JSON quotes, YAML reads as the same.
        let quoted = serde_json::Value::String(erasure::replaced(text, &found)).to_string();
        edits.push(Edit::put(start_of(*line)..next, &format!("{key}: {quoted}\n")));
    }
    edits
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::comment::testing::{codes, config};

    const ID: &str = "6a5f0c7e-0f0e-11ee-be56-0242ac120002";

    fn read_text(name: &str, text: &str) -> Checked<Export> {
        crate::comment::testing::read(&FORMAT, name, text.as_bytes(), &config())
    }

    #[test]
    fn a_file_is_a_comment_whatever_it_is_written_in() {
        let cases = [
            (
                "entry1.yml",
                format!(
                    "_id: {ID}\n_parent: https://oud.example/water/\nname: Ali\nemail: d41d8cd98f00b204e9800998ecf8427e\n\
              url: 'https://ali.example'\nmessage: \"Goed &\\r\\n**wel**.\"\ndate: '2016-05-01T12:00:00.000Z'\n"
                ),
            ),
            (
                "entry2.yml",
                format!(
                    "---\n_id: {ID}\n_parent: https://oud.example/water/\nauthor: Ali\ncomment: |\n  Goed &\n  **wel**.\n\
              date: 1462104000\n"
                ),
            ),
            (
                "entry3.json",
                format!(
                    "{{\"_id\":\"{ID}\",\"_parent\":\"https://oud.example/water/\",\"name\":\"Ali\",\
              \"message\":\"Goed &\\n**wel**.\",\"date\":1462104000123}}"
                ),
            ),
            (
                "entry4.md",
                format!(
                    "---\n_id: {ID}\n_parent: https://oud.example/water/\nname: Ali\ndate: 2016-05-01T12:00:00Z\nmessage:\n\
              ---\n\nGoed &\n**wel**.\n"
                ),
            ),
            (
                // As Staticman itself writes it: the text is no field.
                "entry5.md",
                format!(
                    "---\n_id: {ID}\n_parent: https://oud.example/water/\nname: Ali\ndate: 2016-05-01T12:00:00.000Z\n\
              ---\nGoed &\n**wel**.\n"
                ),
            ),
        ];
        for (name, text) in cases {
            let checked = read_text(&format!("content/comments/over-water/{name}"), &text);
            assert_eq!(codes(&checked), [] as [&str; 0], "{name}");
            let [comment] = checked.value.comments.as_slice() else { panic!("{checked:?}") };
            assert_eq!(comment.source_id.as_deref(), Some(ID));
            assert_eq!(comment.body.text().trim_end(), "Goed &\n**wel**.", "{name}");
            assert_eq!(
                (comment.author.name.as_str(), comment.author.email.as_deref()),
                ("Ali", None)
            );
            assert_eq!(comment.written.map(|moment| moment.0), Some(1_462_104_000), "{name}");
            assert_eq!(comment.place.slug.as_deref(), Some("over-water"));
            assert_eq!(comment.place.address.as_deref(), Some("https://oud.example/water/"));
            assert_eq!((comment.parent.as_deref(), comment.kind), (None, BodyKind::Markdown));
            assert_eq!((comment.held, checked.value.made), (None, Some(1_462_104_000)));
        }
    }

    #[test]
    fn a_name_goes_from_the_text_of_another_wherever_that_stands() {
        let fields = format!("_id: {ID}\nname: Bo\n");
        let last = "date: 2016-05-01T12:00:00.000Z\n";
        for (text, expected) in [
            (
                format!("{fields}message: \"Dank\\r\\nZanna van Wijk\\r\\nnogmaals\"\n{last}"),
                format!("{fields}message: \"Dank\\r\\n[...]\\r\\nnogmaals\"\n{last}"),
            ),
            (
                format!("---\n{fields}comment: >\n  Dank aan\n  Zanna van Wijk.\n---\n"),
                format!("---\n{fields}comment: \"Dank aan [...].\\n\"\n---\n"),
            ),
            (
                format!("---\n{fields}{last}---\nDank, Zanna van Wijk\n"),
                format!("---\n{fields}{last}---\nDank, [...]\n"),
            ),
            (format!("{fields}message: Dank\n"), format!("{fields}message: Dank\n")),
        ] {
            let source = Source::new("content/comments/a/e.md", text.clone().into_bytes());
            let own = crate::comment::testing::comment("1", "x");
            let author =
                crate::comment::Author { name: "Zanna van Wijk".into(), ..Default::default() };
            let own = crate::comment::Comment { author: author.into(), ..own };
            let people = crate::comment::person::gather([&own].into_iter());
            let traces =
                erasure::Traces::new(&people, &[&own], &people, erasure::Answered::default());
            let orders = Orders { comments: &[], fates: &[], traces: &traces, redact: true };
            let bytes = erase(&source, &config(), &orders).expect("valid");
            assert_eq!(String::from_utf8_lossy(&bytes), expected);
        }
    }

    #[test]
    fn a_parent_is_an_id_and_nothing_else() {
        let uid = "0b7d1f3a-0f0f-11ee-be56-0242ac120002";
        for (fields, expected) in [
            (format!("replying_to: '3'\nreplying_to_uid: {uid}"), Some(uid)),
            (format!("replying_to: '3'\n_parent: {uid}"), Some(uid)),
            (format!("reply_to: ''\nreplying_to: {uid}\n_parent: /water/"), Some(uid)),
            ("replying_to: '3'".to_owned(), None),
            ("_parent: https://oud.example/water/".to_owned(), None),
            ("replying_to: ".to_owned(), None),
        ] {
            let text = format!("_id: {ID}\nmessage: x\n{fields}\n");
            let checked = read_text("content/comments/a/e.yml", &text);
            assert_eq!(checked.value.comments[0].parent.as_deref(), expected, "{fields}");
        }
    }

    #[test]
    fn the_folder_says_which_post() {
        let text = format!("_id: {ID}\nmessage: x\nslug: uit-het-veld\napproved: false\n");
        for (path, expected) in [
            ("content/comments/e.yml", "uit-het-veld"),
            ("content/comments/water/e.yml", "water"),
            ("content/comments/export.zip/data/comments/water/e.yml", "water"),
        ] {
            let comment = &read_text(path, &text).value.comments[0];
            assert_eq!(comment.place.slug.as_deref(), Some(expected), "{path}");
            assert_eq!(comment.held, Some(Held::Pending));
        }
    }

    #[test]
    fn a_broken_file_is_told_without_what_is_in_it() {
        for (text, code) in [
            ("_id: 1\nmessage: 'open\n", "!invalid-yaml:"),
            ("_id: 1\nmessage: x\nmessage: y\n", "!duplicate-key:3"),
            ("_id: &a 1\nmessage: *a\n", "!alias-in-yaml:2"),
            ("{\"_id\": 1, \"message\": \"x\", \"name\": \"An", "!json-truncated:1"),
            ("{\"_id\": 1, \"message\": \"x\"} {}", "!json-invalid:1"),
        ] {
            let checked = read_text("content/comments/a/e.yml", text);
            assert!(codes(&checked)[0].starts_with(code), "{text}: {:?}", codes(&checked));
            assert_eq!((checked.value.comments.len(), &checked.problems[0].excerpt), (0, &None));
        }
        for (text, expected) in [
            ("title: x\nmessage: y\n", Err(Lack::Part("_id"))),
            ("_id: x\nname: y\n", Err(Lack::Part("message"))),
            ("  _id: x\n  message: y\n", Err(Lack::Part("_id"))),
            ("_id: x\nbody: y\n", Ok(())),
            ("---\n_id: x\nname: y\n---\nGoed stuk.\n", Ok(())),
            ("---\n_id: x\nname: y\n---\n\n", Err(Lack::Part("message"))),
            ("---\nname: y\n---\n_id: x\nmessage: y\n", Err(Lack::Part("_id"))),
        ] {
            let source = Source::new("x.yml", text.as_bytes().to_vec());
            assert_eq!(recognises(&source), expected, "{text}");
        }
    }
}
