//! Exports of Comentario: pages, the comments on them and the people who wrote them, each known by its number.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use jiff::tz::TimeZone;

use super::erasure::json::Shape;
use super::erasure::{self, Orders};
use super::json::{self, Json};
use super::people::People;
use super::reading::{Flaw, Reading, Remark, Writer};
use super::{BodyKind, Export, Format, Held, Lack, Place};
use crate::config::Config;
use crate::diagnostic::{Checked, Problem};
use crate::source::Source;

/// This format.
pub const FORMAT: Format =
    Format { name: "comentario", title: "Comentario", recognises, read, erase };

fn recognises(source: &Source) -> Result<(), Lack> {
    let shape = json::shape(source)?;
    Lack::Part("pages")
        .unless(shape.has(&["version", "pages"]) || shape.has(&["comments[].pageId"]))
}

fn read(source: &Source, config: &Config) -> Checked<Export> {
    json::read(FORMAT.name, source, config, |json, reading| {
        let mut file = File::default();
        json.object(|json, key| match key {
            "version" => version(json),
            "pages" => json.list(|json| file.page(json, reading)),
            "comments" => json.list(|json| file.comment(json, reading)),
            "commenters" => json.list(|json| file.commenter(json, reading)),
            _ => json.skip(),
        })?;
        file.people.name(&mut reading.export.comments);
        for (comment, page) in reading.export.comments.iter_mut().zip(&file.pages_of) {
            if let Some(place) = page.as_ref().and_then(|page| file.pages.get(page)) {
                comment.place = place.clone();
            }
        }
        json.end()
    })
}

fn version(json: &mut Json<'_>) -> Result<(), Flaw> {
    match json.text()?.as_deref() {
        None | Some("3") => Ok(()),
        Some(other) => {
            let version = other.chars().take(20).collect();
            Err(json.here(Problem::ExportVersion { version }))
        }
    }
}

/// What an export says beside its comments.
#[derive(Default)]
struct File {
    pages: HashMap<String, Arc<Place>>,
    /// The page of each comment.
    pages_of: Vec<Option<String>>,
    people: People,
}

/// A comment as it stands in the file.
#[derive(Default)]
struct Raw<'i> {
    id: Option<Cow<'i, str>>,
    parent: Option<Cow<'i, str>>,
    page: Option<Cow<'i, str>>,
    user: Option<Cow<'i, str>>,
    name: Option<Cow<'i, str>>,
    markdown: Option<Cow<'i, str>>,
    html: Option<Cow<'i, str>>,
    created: Option<Cow<'i, str>>,
    approved: bool,
    pending: bool,
    deleted: bool,
}

impl File {
    fn page(&mut self, json: &mut Json<'_>, reading: &mut Reading<'_>) -> Result<(), Flaw> {
        let (mut id, mut path, mut title) = (None, None, None);
        json.object(|json, key| {
            match key {
                "id" => id = json.text()?,
                "path" => path = json.text()?,
                "title" => title = json.text()?,
                _ => json.skip()?,
            }
            Ok(())
        })?;
        let address = reading.value(path.as_deref());
        let title = reading.value(title.as_deref());
        let place = Place { address, title, ..Place::default() };
        self.pages.insert(id.unwrap_or_default().into_owned(), Arc::new(place));
        Ok(())
    }

    fn commenter(&mut self, json: &mut Json<'_>, reading: &mut Reading<'_>) -> Result<(), Flaw> {
        let (mut id, mut writer) = (None, Writer::default());
        json.object(|json, key| {
            match key {
                "id" => id = json.text()?,
                "name" => writer.name = json.text()?,
                "email" => writer.email = json.text()?,
                _ => json.skip()?,
            }
            Ok(())
        })?;
        if let Some(id) = id.filter(|id| !is_nobody(id)) {
            self.people.know(&id, reading.author(&writer));
        }
        Ok(())
    }

    fn comment(&mut self, json: &mut Json<'_>, reading: &mut Reading<'_>) -> Result<(), Flaw> {
        let line = json.line();
        let mut raw = Raw::default();
        json.object(|json, key| {
            let field = match key {
                "id" => &mut raw.id,
                "parentId" => &mut raw.parent,
                "pageId" => &mut raw.page,
                "userCreated" => &mut raw.user,
                "authorName" => &mut raw.name,
                "markdown" => &mut raw.markdown,
                "html" => &mut raw.html,
                "createdTime" => &mut raw.created,
                "isApproved" => return json.is_yes().map(|is_yes| raw.approved = is_yes),
                "isPending" => return json.is_set().map(|is_set| raw.pending = is_set),
                "isDeleted" => return json.is_set().map(|is_set| raw.deleted = is_set),
                _ => return json.skip(),
            };
            *field = json.text()?;
            Ok(())
        })?;
        let held = match (raw.deleted, raw.pending, raw.approved) {
            (true, ..) => Some(Held::Trash),
            (_, true, _) => Some(Held::Pending),
            (.., true) => None,
            // A moderator looked at it and refused it.
            _ => Some(Held::Trash),
        };
        self.people.wrote(raw.user.as_deref().filter(|user| !is_nobody(user)));
        self.pages_of.push(raw.page.map(Cow::into_owned));
        let (body, kind) = match raw.html {
            Some(html) => (Some(html), BodyKind::Html),
            None => (raw.markdown, BodyKind::Markdown),
        };
        let remark = Remark {
            line,
            id: raw.id,
            parent: raw.parent.filter(|parent| !is_nobody(parent)),
            author: reading.author(&Writer { name: raw.name, ..Writer::default() }),
            written: reading.moment(raw.created.as_deref(), &TimeZone::UTC, line),
            body,
            kind,
            held,
        };
        reading.add_unplaced(remark).map_err(|problem| json.here(problem))
    }
}

/// Whether this is the number that stands for none: `00000000-0000-…`.
fn is_nobody(id: &str) -> bool {
    id.bytes().all(|byte| matches!(byte, b'0' | b'-'))
}

/// How a comment is written, for taking one out.
const SHAPE: Shape = Shape {
    format: FORMAT.name,
    id: "id",
    texts: &["markdown", "html"],
    kept: &["id", "parentId", "pageId", "createdTime", "isApproved", "isPending", "isDeleted"],
    nested: &[],
    account: "userCreated",
    people: &["commenters"],
    person: &["userModerated", "userDeleted", "userEdited"],
};

fn erase(source: &Source, _: &Config, orders: &Orders<'_>) -> Result<Vec<u8>, Problem> {
    erasure::json::erase(source, orders, SHAPE)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::comment::testing::{codes, config};

    const NOBODY: &str = "00000000-0000-0000-0000-000000000000";

    fn comment(id: &str, keys: &str) -> String {
        format!(
            "{{\"id\":\"{id}\",\"pageId\":\"p1\",\"markdown\":\"Goed.\",\"html\":\"<p>Goed.</p>\\n\",\
             \"createdTime\":\"2024-05-06T07:08:09.000Z\",\"score\":2,\"isSticky\":false,\"authorIp\":\"192.0.2.55\"{keys}}}"
        )
    }

    fn export(comments: &[String]) -> String {
        format!(
            "{{\"version\":3,\"pages\":[{{\"id\":\"p1\",\"path\":\"/water/\",\"title\":\"Water\",\"isReadonly\":false}}],\n\
             \"comments\":[\n{}],\"commenters\":[{{\"id\":\"u1\",\"email\":\"ali@voorbeeld.example\",\"name\":\"Ali\",\
             \"federatedIdp\":\"\"}}]}}",
            comments.join(",\n")
        )
    }

    fn read_text(text: &str) -> Checked<Export> {
        crate::comment::testing::read(&FORMAT, "content/comments/x", text.as_bytes(), &config())
    }

    #[test]
    fn comments_pages_and_people_come_together() {
        let yes = ",\"isApproved\":true,\"isPending\":false,\"isDeleted\":false";
        let text = export(&[
            comment("a", &format!(",\"userCreated\":\"u1\",\"parentId\":\"{NOBODY}\"{yes}")),
            comment(
                "b",
                &format!(
                    ",\"userCreated\":\"{NOBODY}\",\"parentId\":\"a\",\"authorName\":\"Gast\"{yes}"
                ),
            ),
        ]);
        let checked = read_text(&text);
        assert_eq!(codes(&checked), [] as [&str; 0]);
        let [first, second] = checked.value.comments.as_slice() else { panic!() };
        assert_eq!((first.author.name.as_str(), second.author.name.as_str()), ("Ali", "Gast"));
        assert_eq!(first.author.email.as_deref(), Some("ali@voorbeeld.example"));
        assert_eq!((first.parent.as_deref(), second.parent.as_deref()), (None, Some("a")));
        assert_eq!((&*first.body.text(), first.kind), ("<p>Goed.</p>\n", BodyKind::Html));
        assert_eq!(first.place.address.as_deref(), Some("/water/"));
        assert_eq!(first.place.title.as_deref(), Some("Water"));
        assert_eq!((first.line, second.line), (3, 4));
        assert!(!format!("{checked:?}").contains("192.0.2"));
    }

    #[test]
    fn only_what_was_approved_is_shown() {
        for (keys, expected) in [
            ("\"isApproved\":true", None),
            ("\"isApproved\":true,\"isPending\":true", Some(Held::Pending)),
            ("\"isApproved\":true,\"isDeleted\":true", Some(Held::Trash)),
            ("\"isApproved\":false,\"isPending\":false", Some(Held::Trash)),
            ("\"isApproved\":\"misschien\"", Some(Held::Trash)),
            ("\"isPending\":\"misschien\",\"isApproved\":true", Some(Held::Pending)),
        ] {
            let checked = read_text(&export(&[comment("a", &format!(",{keys}"))]));
            assert_eq!(checked.value.comments[0].held, expected, "{keys}");
        }
    }

    #[test]
    fn another_version_is_refused() {
        let text = export(&[]).replace("\"version\":3", "\"version\":4");
        assert_eq!(codes(&read_text(&text)), ["!export-version:1"]);
        let commento = b"{\"version\":1,\"comments\":[{\"commentHex\":\"x\"}],\"commenters\":[]}";
        let source = Source::new("x", commento.to_vec());
        assert_eq!(recognises(&source), Err(Lack::Part("pages")));
    }
}
