//! Comments on pages of SharePoint: answers of its REST interface, alone or each in an object that says of which page they are.
//!
//! An answer names its page by number only. One without an address beside it belongs to the post that its file is named after,
//! or that a line of `mapping.csv` says.

mod text;

use std::borrow::Cow;
use std::sync::Arc;

use jiff::tz::TimeZone;

use super::erasure::json::Shape;
use super::erasure::{self, Orders};
use super::json::{self, Json};
use super::matching::reference;
use super::reading::{Flaw, Reading, Remark, Writer};
use super::{BodyKind, Comment, Export, Format, Lack, Place, identity};
use crate::config::Config;
use crate::diagnostic::{Checked, Problem};
use crate::source::Source;
pub(super) use text::{Meant, Sign, signs};

/// This format.
pub const FORMAT: Format =
    Format { name: "sharepoint", title: "SharePoint", recognises, read, erase };

/// Where comments may lie in a file.
const WAYS: &[&str] = &[
    "value[].",
    "d.results[].",
    "[].",
    "comments[].",
    "comments.value[].",
    "comments.d.results[].",
    "[].comments[].",
    "[].comments.value[].",
    "[].comments.d.results[].",
];

fn recognises(source: &Source) -> Result<(), Lack> {
    let shape = json::shape(source)?;
    let has_page = shape.has_below(&["", "[]."], &["pageUrl", "comments"]);
    let has_comment = shape.has_below(WAYS, &["createdDate", "itemId", "listId"]);
    Lack::Part("itemId").unless(has_page || has_comment)
}

fn read(source: &Source, config: &Config) -> Checked<Export> {
    json::read(FORMAT.name, source, config, |json, reading| {
        let stem = source.path.stem();
        while json.has_more() {
            let mut page = Page::default();
            page.value(json, reading, stem)?;
            page.finish(reading, stem).map_err(|problem| json.here(problem))?;
        }
        Ok(())
    })
}

/// The comments of a page, until it is known which page it is.
#[derive(Default)]
struct Page<'i> {
    address: Option<Cow<'i, str>>,
    title: Option<Cow<'i, str>>,
    comments: Vec<Raw<'i>>,
    /// Where the answer says that there is more.
    partial: Option<u32>,
}

/// A comment as it stands in the file.
#[derive(Default)]
struct Raw<'i> {
    line: u32,
    id: Option<Cow<'i, str>>,
    parent: Option<Cow<'i, str>>,
    list: Option<Cow<'i, str>>,
    item: Option<Cow<'i, str>>,
    created: Option<Cow<'i, str>>,
    text: Option<Cow<'i, str>>,
    mentions: Vec<Person>,
    writer: Writer<'i>,
    replies: Page<'i>,
    count: usize,
}

/// Somebody whom a comment mentions beside its text.
#[derive(Default)]
struct Person {
    name: Option<String>,
    addresses: Vec<String>,
}

impl<'i> Page<'i> {
    /// Reads a list of comments or of pages, an answer with a list in it, a page, or one comment.
    fn value(
        &mut self,
        json: &mut Json<'i>,
        reading: &mut Reading<'_>,
        stem: &str,
    ) -> Result<(), Flaw> {
        if json.is_list()? {
            return json.list(|json| self.value(json, reading, stem));
        }
        let mut raw = Raw { line: json.line(), ..Raw::default() };
        let mut within = Page::default();
        let mut is_page = false;
        let (before, mut total) = (self.comments.len(), None);
        json.object(|json, key| {
            let field = match key {
                "value" | "d" | "results" => return self.value(json, reading, stem),
                "comments" => return within.value(json, reading, stem),
                "nextLink" | "odata.nextLink" | "@odata.nextLink" | "__next" => {
                    let line = json.line();
                    self.partial = json.is_set()?.then_some(line).or(self.partial);
                    return Ok(());
                }
                "odata.count" | "@odata.count" | "__count" => {
                    let count = json.text()?;
                    total = count.and_then(|count| count.parse::<usize>().ok());
                    return Ok(());
                }
                "replies" => return raw.replies.value(json, reading, stem),
                "mentions" => return mentions(json).map(|mentions| raw.mentions = mentions),
                "author" => return author(json).map(|writer| raw.writer = writer),
                "replyCount" => {
                    let count = json.text()?;
                    raw.count = count.and_then(|count| count.parse().ok()).unwrap_or(0);
                    return Ok(());
                }
                "pageUrl" => {
                    is_page = true;
                    &mut within.address
                }
                "pageTitle" => &mut within.title,
                "id" => &mut raw.id,
                "parentId" => &mut raw.parent,
                "listId" => &mut raw.list,
                "itemId" => &mut raw.item,
                "createdDate" => &mut raw.created,
                "text" => &mut raw.text,
                _ => return json.skip(),
            };
            *field = json.text()?;
            Ok(())
        })?;
        // Whether answers count, nobody says.
        let own = &self.comments[before..];
        let read: usize = own.iter().map(|raw| 1 + raw.replies.comments.len()).sum();
        if read > 0 && total.is_some_and(|total| total > read) {
            self.partial = self.partial.or(Some(raw.line));
        }
        if is_page || !within.comments.is_empty() {
            return within.finish(reading, stem).map_err(|problem| json.here(problem));
        }
        if raw.created.is_some() || raw.text.is_some() {
            if raw.count > raw.replies.comments.len() {
                self.partial = self.partial.or(Some(raw.line));
            }
            self.comments.push(raw);
        }
        Ok(())
    }

    /// Adds the comments, now that everything is known of their page.
    fn finish(self, reading: &mut Reading<'_>, stem: &str) -> Result<(), Problem> {
        let Page { address, title, comments, partial } = self;
        let item =
            comments.iter().find_map(|raw| Some((raw.list.as_deref()?, raw.item.as_deref()?)));
        let id = item.map(|(list, item)| format!("{list}/{item}"));
        let name = address.as_deref().or(id.as_deref()).unwrap_or(stem);
        let place = reading.place(name, |reading| {
            let address = reading.value(address.as_deref());
            Place {
                slug: Some(stem.to_owned()).filter(|_| address.is_none()),
                address,
                title: reading.value(title.as_deref()),
                id: reading.value(id.as_deref()).map(|id| ("sharepoint".to_owned(), id)),
                ..Place::default()
            }
        });
        if let Some(line) = partial {
            reading.warn(Problem::ExportPartial { place: reference(&place) }, line);
        }
        add(comments, None, &place, reading)
    }
}

/// Adds comments and the replies to them, which nest no deeper than the file does.
fn add(
    comments: Vec<Raw<'_>>,
    answered: Option<&str>,
    place: &Arc<Place>,
    reading: &mut Reading<'_>,
) -> Result<(), Problem> {
    for raw in comments {
        let Raw { line, id, parent, created, text, mentions, writer, replies, .. } = raw;
        let own = id.as_deref().map(str::to_owned);
        let parent = parent.filter(|parent| parent != "0");
        let remark = Remark {
            line,
            id,
            parent: parent.or_else(|| answered.map(|id| Cow::Owned(id.to_owned()))),
            author: reading.author(&writer),
            written: reading.moment(created.as_deref(), &TimeZone::UTC, line),
            body: None,
            kind: BodyKind::Plain,
            // Deleted ones are not in an answer, and nobody approves them: whoever may read the page may see them.
            held: None,
        };
        let named = text::with_names(&text.unwrap_or_default(), &mentions);
        reading.add_named(place.clone(), (named, remark))?;
        add(replies.comments, own.as_deref(), place, reading)?;
    }
    Ok(())
}

/// The account is not read: it is made of the e-mail address.
fn author<'i>(json: &mut Json<'i>) -> Result<Writer<'i>, Flaw> {
    let mut writer = Writer::default();
    let mut login = None;
    json.object(|json, key| {
        match key {
            "name" => writer.name = json.text()?,
            "email" => writer.email = json.text()?,
            "userPrincipalName" => login = json.text()?,
            _ => json.skip()?,
        }
        Ok(())
    })?;
    writer.email = writer.email.or(login);
    Ok(writer)
}

/// The keys of an address of somebody whom a comment mentions.
pub(super) const ADDRESSES: [&str; 3] = ["email", "loginName", "userPrincipalName"];

/// The address in a value of one of these keys: before it may stand how its owner came in.
pub(super) fn address(value: &str) -> Option<&str> {
    value.rsplit('|').next().filter(|address| identity::is_email(address))
}

fn mentions(json: &mut Json<'_>) -> Result<Vec<Person>, Flaw> {
    let mut people = Vec::new();
    let mut person = |json: &mut Json<'_>| {
        let mut found = Person::default();
        json.object(|json, key| match key {
            "name" => json.text_or_empty().map(|text| found.name = text.map(Cow::into_owned)),
            _ if ADDRESSES.contains(&key) => json.text_or_empty().map(|text| {
                let address = text.as_deref().and_then(address);
                found.addresses.extend(address.map(str::to_owned));
            }),
            // The older form of an answer has its lists in an object.
            _ => json.skip(),
        })?;
        people.push(found);
        Ok(())
    };
    if json.is_list()? {
        json.list(&mut person)?;
    } else {
        json.object(|json, key| match key {
            "results" => json.list(&mut person),
            _ => json.skip(),
        })?;
    }
    Ok(people)
}

/// How a comment is written, for taking one out.
const SHAPE: Shape = Shape {
    format: FORMAT.name,
    id: "id",
    texts: &["text"],
    kept: &["id", "parentId", "listId", "itemId", "createdDate", "isReply", "replyCount"],
    nested: &["replies"],
    account: "author.id",
    people: &["likedBy"],
    person: &[],
};

/// What names people beside the texts of these comments, which are those of the file, each as a text would mention it.
pub(super) fn mentioned(source: &Source, comments: &[&Comment]) -> Vec<Vec<String>> {
    erasure::json::mentioned(source, comments, SHAPE)
}

fn erase(source: &Source, _: &Config, orders: &Orders<'_>) -> Result<Vec<u8>, Problem> {
    erasure::json::erase(source, orders, SHAPE)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::comment::testing::{codes, config};

    /// A comment with these keys in place of the usual ones.
    fn comment(id: u32, keys: &str) -> String {
        format!(
            "{{\"author\":{{\"email\":\"ali@voorbeeld.example\",\"id\":7,\"isActive\":true,\"isExternal\":false,\
             \"jobTitle\":\"Adviseur\",\"loginName\":\"i:0#.f|membership|ali@voorbeeld.example\",\"name\":\"Ali\",\
             \"userPrincipalName\":\"ali@voorbeeld.example\"}},\"createdDate\":\"2024-05-06T07:08:09.123Z\",\"id\":\"{id}\",\
             \"isReply\":false,\"itemId\":5,\"listId\":\"ab-12\",\"parentId\":\"0\",\"text\":\"Goed, @mention{{0}} en @mention{{9}}!\",\
             \"likeCount\":1,\"isLikedByUser\":false,\"mentions\":[{{\"loginName\":\"i:0\",\"email\":\"bo@voorbeeld.example\",\
             \"name\":\"Bo\"}}]{keys}}}"
        )
    }

    fn read_text(name: &str, text: &str) -> Checked<Export> {
        crate::comment::testing::read(&FORMAT, name, text.as_bytes(), &config())
    }

    #[test]
    fn comments_and_replies_are_read_with_the_people_in_them() {
        let reply = comment(2, "").replace("\"parentId\":\"0\"", "\"parentId\":\"1\"");
        let orphan = comment(3, "");
        let text = format!(
            "{{\"@odata.count\":2,\"value\":[\n{}]}}",
            comment(1, &format!(",\"replyCount\":2,\"replies\":[\n{reply},\n{orphan}]"))
        );
        let checked = read_text("content/comments/over-water.json", &text);
        assert_eq!(codes(&checked), [] as [&str; 0]);
        let told: Vec<_> = checked
            .value
            .comments
            .iter()
            .map(|c| (c.source_id.as_deref().unwrap(), c.parent.as_deref(), c.line))
            .collect();
        assert_eq!(told, [("1", None, 2), ("2", Some("1"), 3), ("3", Some("1"), 4)]);
        let first = &checked.value.comments[0];
        assert_eq!((&*first.body.text(), first.kind), ("Goed, @Bo en @…!", BodyKind::Plain));
        assert_eq!((first.author.name.as_str(), first.author.account.as_deref()), ("Ali", None));
        assert_eq!(first.author.email.as_deref(), Some("ali@voorbeeld.example"));
        assert_eq!(first.place.slug.as_deref(), Some("over-water"));
        assert_eq!(first.place.id, Some(("sharepoint".into(), "ab-12/5".into())));
        assert!(!first.body.text().contains("voorbeeld.example"));
    }

    #[test]
    fn comments_are_found_in_every_wrapping() {
        let one = comment(1, "");
        let value = format!("{{\"value\":[{one}]}}");
        let results = format!("{{\"d\":{{\"results\":[{one}]}}}}");
        let page = |comments: &str| {
            format!(
                "{{\"comments\":{comments},\"pageTitle\":\"Water\",\"pageUrl\":\"https://i.example/SitePages/Water.aspx\"}}"
            )
        };
        for (text, with_page) in [
            (value.clone(), false),
            (results.clone(), false),
            (format!("[{one}]"), false),
            (page(&value), true),
            (page(&results), true),
            (page(&format!("[{one}]")), true),
            (format!("[{},{}]", page(&value), page("{\"value\":[]}")), true),
        ] {
            let checked = read_text("content/comments/x.json", &text);
            let comments = &checked.value.comments;
            assert_eq!((comments.len(), codes(&checked)), (1, vec![]), "{text}");
            let address = comments[0].place.address.as_deref();
            assert_eq!(address.is_some(), with_page, "{text}");
            assert_eq!(comments[0].place.slug.is_some(), !with_page, "{text}");
        }
    }

    #[test]
    fn an_answer_that_is_a_part_is_told() {
        for (text, code) in [
            (
                format!("{{\"value\":[{}]}}", comment(1, ",\"replyCount\":3,\"replies\":[]")),
                "export-partial:1",
            ),
            (
                format!("{{\"@odata.count\":55,\"value\":[\n{}]}}", comment(1, "")),
                "export-partial:1",
            ),
            (
                format!("{{\"d\":{{\"results\":[\n{}],\"__count\":\"2\"}}}}", comment(1, "")),
                "export-partial:1",
            ),
            (
                format!(
                    "{{\"pageUrl\":\"https://x/a.aspx\",\"comments\":{{\"odata.count\":2,\"value\":[\n{}]}}}}",
                    comment(1, "")
                ),
                "export-partial:1",
            ),
            (
                format!(
                    "{{\"d\":{{\"results\":[\n{}],\"__next\":\"https://x\"}}}}",
                    comment(1, ",\"replies\":{\"__deferred\":{\"uri\":\"https://x\"}}")
                ),
                "export-partial:2",
            ),
        ] {
            let checked = read_text("content/comments/x.json", &text);
            assert_eq!((codes(&checked), checked.value.comments.len()), (vec![code.to_owned()], 1));
        }
    }
}
