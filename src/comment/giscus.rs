//! Discussions of GitHub, in which giscus keeps comments: answers of its GraphQL interface, one or several in a file.
//!
//! A discussion may lie anywhere in an answer (`data.repository.discussion`, `data.search.nodes[]`), and its comments before
//! its title, so only at its end is its place known.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

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
pub const FORMAT: Format = Format { name: "giscus", title: "giscus", recognises, read, erase };

/// Where an answer may begin.
const WAYS: &[&str] = &["data.", "[].data.", ""];

fn recognises(source: &Source) -> Result<(), Lack> {
    let shape = json::shape(source)?;
    let keys = ["repository.discussion", "repository.discussions", "search.nodes[].comments"];
    let more = ["node.comments", "discussion.comments", "discussions.nodes"];
    let is_answer = keys.iter().chain(&more).any(|key| shape.has_below(WAYS, &[key]));
    Lack::Part("discussion").unless(is_answer)
}

fn read(source: &Source, config: &Config) -> Checked<Export> {
    json::read(FORMAT.name, source, config, |json, reading| {
        let mut answer = Answer { unread: BTreeMap::new() };
        while json.has_more() {
            answer.value(json, reading)?;
        }
        for ((discussion, _), line) in answer.unread {
            if let Some(line) = line {
                reading.warn(Problem::ExportPartial { place: discussion }, line);
            }
        }
        Ok(())
    })
}

/// The answers of a file.
struct Answer {
    /// The line at which a list of comments stops before its end, by discussion and by the comment they answer. Each page of a
    /// list has the last word on it.
    unread: BTreeMap<(String, String), Option<u32>>,
}

/// A discussion as it stands in the file.
#[derive(Default)]
struct Discussion<'i> {
    number: Option<Cow<'i, str>>,
    title: Option<Cow<'i, str>>,
    body: Option<Cow<'i, str>>,
    comments: Option<List<'i>>,
}

/// A page of a list of comments.
#[derive(Default)]
struct List<'i> {
    line: u32,
    items: Vec<Raw<'i>>,
    has_more: bool,
}

/// A comment as it stands in the file.
#[derive(Default)]
struct Raw<'i> {
    line: u32,
    id: Option<Cow<'i, str>>,
    answers: Option<Cow<'i, str>>,
    login: Option<Cow<'i, str>>,
    created: Option<Cow<'i, str>>,
    body: Option<Cow<'i, str>>,
    html: Option<Cow<'i, str>>,
    why: Option<Cow<'i, str>>,
    deleted: bool,
    minimized: bool,
    replies: Option<List<'i>>,
}

impl Answer {
    /// Looks for discussions in a value, whatever it is.
    fn value<'i>(&mut self, json: &mut Json<'i>, reading: &mut Reading<'_>) -> Result<(), Flaw> {
        if json.is_list()? {
            return json.list(|json| self.value(json, reading));
        }
        let mut discussion = Discussion::default();
        json.object(|json, key| {
            match key {
                "data" | "repository" | "search" | "discussions" | "discussion" | "node"
                | "nodes" | "edges" => self.value(json, reading)?,
                "number" => discussion.number = json.text()?,
                "title" => discussion.title = json.text()?,
                "body" => discussion.body = json.text()?,
                "comments" => discussion.comments = Some(list(json)?),
                _ => json.skip()?,
            }
            Ok(())
        })?;
        self.discussion(discussion, reading).map_err(|problem| json.here(problem))
    }

    fn discussion(
        &mut self,
        discussion: Discussion<'_>,
        reading: &mut Reading<'_>,
    ) -> Result<(), Problem> {
        let Some(comments) = discussion.comments else { return Ok(()) };
        let number = discussion.number.as_deref().unwrap_or_default();
        let title = reading.value(discussion.title.as_deref());
        let name = title.clone().unwrap_or_else(|| number.to_owned());
        let place = reading.place(&format!("{number} {name}"), |reading| Place {
            address: discussion.body.as_deref().and_then(link_back).map(str::to_owned),
            id: reading.value(Some(number)).map(|number| ("giscus".to_owned(), number)),
            anything: title.clone(),
            title,
            ..Place::default()
        });
        self.page(&name, "", &comments);
        for mut raw in comments.items {
            let id = raw.id.clone();
            let replies = raw.replies.take();
            add(raw, None, &place, reading)?;
            let Some(replies) = replies else { continue };
            self.page(&name, id.as_deref().unwrap_or_default(), &replies);
            for reply in replies.items {
                add(reply, id.clone(), &place, reading)?;
            }
        }
        Ok(())
    }

    fn page(&mut self, discussion: &str, answered: &str, list: &List<'_>) {
        let line = list.has_more.then_some(list.line);
        self.unread.insert((discussion.to_owned(), answered.to_owned()), line);
    }
}

/// Comments, as nodes or as edges to them.
fn list<'i>(json: &mut Json<'i>) -> Result<List<'i>, Flaw> {
    let mut list = List { line: json.line(), ..List::default() };
    json.object(|json, key| match key {
        "nodes" => json.list(|json| comment(json).map(|raw| list.items.push(raw))),
        "edges" => json.list(|json| {
            json.object(|json, key| match key {
                "node" => comment(json).map(|raw| list.items.push(raw)),
                _ => json.skip(),
            })
        }),
        "pageInfo" => json.object(|json, key| match key {
            "hasNextPage" => json.is_yes().map(|is_yes| list.has_more = is_yes),
            _ => json.skip(),
        }),
        _ => json.skip(),
    })?;
    Ok(list)
}

fn comment<'i>(json: &mut Json<'i>) -> Result<Raw<'i>, Flaw> {
    let mut raw = Raw { line: json.line(), ..Raw::default() };
    json.object(|json, key| {
        match key {
            "id" => raw.id = json.text()?,
            "createdAt" => raw.created = json.text()?,
            "body" => raw.body = json.text()?,
            "bodyHTML" => raw.html = json.text()?,
            "minimizedReason" => raw.why = json.text()?,
            "deletedAt" => raw.deleted = json.is_set()?,
            "isMinimized" => raw.minimized = json.is_set()?,
            "author" => json.object(|json, key| match key {
                "login" => json.text().map(|login| raw.login = login),
                _ => json.skip(),
            })?,
            "replyTo" => json.object(|json, key| match key {
                "id" => json.text().map(|id| raw.answers = id),
                _ => json.skip(),
            })?,
            "replies" => raw.replies = Some(list(json)?),
            _ => json.skip()?,
        }
        Ok(())
    })?;
    Ok(raw)
}

fn add(
    raw: Raw<'_>,
    answered: Option<Cow<'_, str>>,
    place: &Arc<Place>,
    reading: &mut Reading<'_>,
) -> Result<(), Problem> {
    let is_spam = raw.why.as_deref().is_some_and(|why| why.eq_ignore_ascii_case("spam"));
    let held = match (raw.deleted, raw.minimized) {
        (true, _) => Some(Held::Trash),
        (_, true) if is_spam => Some(Held::Spam),
        (_, true) => Some(Held::Trash),
        _ => None,
    };
    let (body, kind) = match raw.html {
        Some(html) => (Some(html), BodyKind::Html),
        None => (raw.body, BodyKind::Markdown),
    };
    // Whose account is gone, goes by no name.
    let writer = Writer { name: raw.login.clone(), account: raw.login, ..Writer::default() };
    let remark = Remark {
        line: raw.line,
        id: raw.id,
        parent: raw.answers.or(answered),
        author: reading.author(&writer),
        written: reading.moment(raw.created.as_deref(), &TimeZone::UTC, raw.line),
        body,
        kind,
        held,
    };
    reading.add(place.clone(), remark)
}

/// The address of the page, which giscus writes below the text of a discussion as a link to itself.
fn link_back(body: &str) -> Option<&str> {
    body.lines().rev().find_map(|line| {
        let (text, address) = line.trim().strip_prefix('[')?.strip_suffix(')')?.split_once("](")?;
        (text == address && address.contains("://")).then_some(address)
    })
}

/// How a comment is written, for taking one out.
const SHAPE: Shape = Shape {
    format: FORMAT.name,
    id: "id",
    texts: &["body", "bodyHTML"],
    kept: &["id", "createdAt", "replyTo"],
    nested: &["replies"],
    account: "author.login",
    people: &["reactions"],
    person: &["author"],
};

fn erase(source: &Source, _: &Config, orders: &Orders<'_>) -> Result<Vec<u8>, Problem> {
    erasure::json::erase(source, orders, SHAPE)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::comment::testing::{codes, config};

    /// A comment with further keys.
    fn comment(id: &str, keys: &str) -> String {
        format!(
            "{{\"id\":\"{id}\",\"author\":{{\"login\":\"ali\",\"url\":\"https://github.com/ali\"}},\
             \"createdAt\":\"2024-05-06T07:08:09Z\",\"lastEditedAt\":null,\"url\":\"https://github.com/x\",\
             \"body\":\"Goed & **wel**.\"{keys}}}"
        )
    }

    fn list(comments: &[String], has_more: bool) -> String {
        format!(
            "{{\"totalCount\":9,\"pageInfo\":{{\"hasNextPage\":{has_more},\"endCursor\":\"x\"}},\"nodes\":[\n{}]}}",
            comments.join(",\n")
        )
    }

    fn discussion(title: &str, comments: &str) -> String {
        format!(
            "{{\"id\":\"D_1\",\"comments\":{comments},\"number\":12,\"title\":\"{title}\",\"locked\":false,\
             \"url\":\"https://github.com/o/r/discussions/12\",\"body\":\"# {title}\\n\\nOver water.\\n\\n\
             [https://oud.example/water/](https://oud.example/water/)\"}}"
        )
    }

    fn answer(discussion: &str) -> String {
        format!("{{\"data\":{{\"repository\":{{\"discussion\":{discussion}}}}}}}")
    }

    fn read_text(text: &str) -> Checked<Export> {
        crate::comment::testing::read(&FORMAT, "content/comments/x", text.as_bytes(), &config())
    }

    #[test]
    fn comments_and_replies_stand_under_their_discussion() {
        let replies =
            list(&[comment("r1", ""), comment("r2", ",\"replyTo\":{\"id\":\"c1\"}")], false);
        let comments = [
            comment("c1", &format!(",\"bodyHTML\":\"<p>Goed.</p>\",\"replies\":{replies}")),
            comment("c2", "")
                .replace("{\"login\":\"ali\",\"url\":\"https://github.com/ali\"}", "null"),
        ];
        let checked = read_text(&answer(&discussion("blog/water", &list(&comments, false))));
        assert_eq!(codes(&checked), [] as [&str; 0]);
        let comments = &checked.value.comments;
        let told: Vec<_> = comments
            .iter()
            .map(|c| {
                (
                    c.source_id.as_deref().unwrap(),
                    c.parent.as_deref(),
                    c.author.name.as_str(),
                    c.line,
                )
            })
            .collect();
        let expected = [
            ("c1", None, "ali", 2),
            ("r1", Some("c1"), "ali", 3),
            ("r2", Some("c1"), "ali", 4),
            ("c2", None, "", 5),
        ];
        assert_eq!(told, expected);
        assert_eq!((&*comments[0].body.text(), comments[0].kind), ("<p>Goed.</p>", BodyKind::Html));
        assert_eq!(
            (&*comments[1].body.text(), comments[1].kind),
            ("Goed & **wel**.", BodyKind::Markdown)
        );
        let place = &comments[0].place;
        assert_eq!(place.anything.as_deref(), Some("blog/water"));
        assert_eq!(place.address.as_deref(), Some("https://oud.example/water/"));
        assert_eq!(place.id, Some(("giscus".into(), "12".into())));
    }

    #[test]
    fn what_is_minimised_or_deleted_is_not_shown() {
        for (keys, expected) in [
            ("\"deletedAt\":\"2024-06-01T00:00:00Z\"", Some(Held::Trash)),
            ("\"deletedAt\":null,\"isMinimized\":false", None),
            ("\"isMinimized\":true,\"minimizedReason\":\"off-topic\"", Some(Held::Trash)),
            ("\"isMinimized\":true,\"minimizedReason\":\"SPAM\"", Some(Held::Spam)),
        ] {
            let text = answer(&discussion("x", &list(&[comment("c", &format!(",{keys}"))], false)));
            assert_eq!(read_text(&text).value.comments[0].held, expected, "{keys}");
        }
    }

    #[test]
    fn a_discussion_is_found_wherever_it_lies() {
        let one = discussion("x", &list(&[comment("c", "")], false));
        for text in [
            answer(&one),
            format!("{{\"data\":{{\"repository\":{{\"discussions\":{{\"nodes\":[{one}]}}}}}}}}"),
            format!("{{\"data\":{{\"search\":{{\"nodes\":[{one}]}}}}}}"),
            format!("[{}]", answer(&one)),
            format!("{{\"data\":{{\"node\":{one}}}}}"),
            format!("{}\n{{\"data\":{{\"repository\":null}},\"errors\":[{{}}]}}", answer(&one)),
            answer(&discussion("x", &format!("{{\"edges\":[{{\"node\":{}}}]}}", comment("c", "")))),
        ] {
            assert_eq!(read_text(&text).value.comments.len(), 1, "{text}");
        }
    }

    #[test]
    fn a_list_that_stops_before_its_end_is_told() {
        let page = |comments: &[String], more| answer(&discussion("water", &list(comments, more)));
        let partial = page(&[comment("c1", "")], true);
        assert_eq!(codes(&read_text(&partial)), ["export-partial:1"]);
        let whole = format!("{partial}\n{}", page(&[comment("c2", "")], false));
        assert_eq!(codes(&read_text(&whole)), [] as [&str; 0]);
        let replies = format!(",\"replies\":{}", list(&[comment("r", "")], true));
        let partial = page(&[comment("c", &replies)], false);
        assert_eq!(codes(&read_text(&partial)), ["export-partial:2"]);
    }

    #[test]
    fn only_a_link_to_itself_leads_back() {
        for (body, expected) in [
            ("# x\n\n[https://a.example/](https://a.example/)", Some("https://a.example/")),
            (
                "[https://a.example/](https://a.example/)\n<!-- sha1: 1 -->",
                Some("https://a.example/"),
            ),
            ("[hier](https://a.example/)", None),
            ("", None),
        ] {
            assert_eq!(link_back(body), expected, "{body}");
        }
    }
}
