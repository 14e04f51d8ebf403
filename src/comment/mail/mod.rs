//! E-mail: a mailbox (mbox) or one message (`.eml`), as readers send them when they react.
//!
//! 1. `mailbox` cuts a mailbox into its messages.
//! 2. `mime` finds the text of a message among its parts, `html` if it was written as HTML.
//! 3. `reply` leaves of it what somebody wrote, without the `signature` and what programs `added` on the way.
//! 4. `token` says, by the mark in the subject, on which post, and what it answers. Without one, an address of the blog in the subject or
//!    the first lines does, or the message that is answered, or a subject that is just the title of a post.
//!
//! `erase` takes somebody out of a mailbox: out of `headers`, and out of texts, which it changes in the way they are written (`transfer`).
//!
//! Nobody has approved an e-mail, so it waits for a moderator (`publish` in `moderation.toml`), unless the settings show what waits.
//! What programs sent (out of office, bounces, invitations) is no reaction. Nothing is kept of attachments, of whom else it went to,
//! and of the address but for knowing an expert by it.

mod added;
mod html;
mod mailbox;
mod mime;
mod reply;
mod signature;
pub mod token;
mod erase;
pub(super) mod headers;
mod transfer;

use std::borrow::Cow;
use std::sync::Arc;

use mail_parser::{HeaderValue, Message as Headers};

use super::lack;
use super::reading::{Reading, Remark, When, Writer};
use super::{ANCHOR, BodyKind, Comment, Export, Format, Held, Lack, Moment, Place, matching};
use crate::config::Config;
use crate::diagnostic::{Checked, Diagnostic, Problem};
use crate::html::address;
use crate::source::{Hash, Source, SourcePath};
use mailbox::Message;

/// What somebody says in a message beside their comment.
#[derive(Clone, Debug, Default)]
pub struct Beside {
    /// What stands under it, and the subject of what is no answer: that of an answer is somebody else's.
    pub own: Vec<String>,
    /// The comment with what stands under it.
    pub whole: Option<String>,
}

/// What people say in the messages of a file beside their comments, one for each comment.
pub fn beside(source: &Source) -> Vec<Beside> {
    let messages = mailbox::messages(mailbox::unmarked(&source.bytes)).into_iter();
    let beside = messages.filter_map(|message| {
        let (head, ..) = mime::split(&message.raw);
        let headers = mime::headers(head)?;
        let (signature, whole) = match reply::cut(&mime::contents(&message.raw).text).signed {
            Some([signature, whole]) => (Some(signature), Some(whole)),
            None => (None, None),
        };
        let is_own = |subject: &&str| answers(&headers).is_empty() && !answers_one(subject);
        let subject = headers.subject().filter(is_own).map(|subject| {
            let subject = token::without(subject);
            // What comes before a colon is of the link by which people react: `Reactie op: …`.
            subject.split_once(':').map_or(subject.clone(), |(_, title)| title.to_owned())
        });
        Some(Beside { own: signature.into_iter().chain(subject).collect(), whole })
    });
    beside.collect()
}

/// This format.
pub const FORMAT: Format =
    Format { name: "mail", title: "E-mail", recognises, read, erase: erase::erase };

/// How much of a file tells what it is.
const HEAD: usize = 64 << 10;

/// The text of a message.
pub fn text(raw: &[u8]) -> String {
    mime::contents(raw).text
}

/// Every text in the messages of a file, attached ones too, and whether it has markup: one list for each comment.
pub fn texts(source: &Source) -> Vec<Vec<(String, bool)>> {
    erase::texts(source)
}

/// A mailbox, or the headers of a message: who sent it, and at least one more that every message has.
fn recognises(source: &Source) -> Result<(), Lack> {
    let head = &source.bytes[..source.bytes.len().min(HEAD)];
    let head = mailbox::unmarked(head);
    Lack::Part("To:").unless(!lack::is_web_archive(head))?;
    if mailbox::is_mailbox(head) {
        return Ok(());
    }
    let mut known = [false; 2];
    for line in head.split(|byte| *byte == b'\n') {
        let line = line.trim_ascii_end();
        if line.is_empty() {
            break;
        }
        let folded = line.starts_with(b" ") || line.starts_with(b"\t");
        if !folded && !mailbox::is_header(line) {
            return Err(Lack::Part("From:"));
        }
        let name = line.split(|byte| *byte == b':').next().unwrap_or_default();
        let name = String::from_utf8_lossy(name).to_lowercase();
        match name.as_str() {
            "from" => known[0] = true,
            "date" | "subject" | "message-id" | "mime-version" | "received" | "return-path"
            | "to" | "delivered-to" => known[1] = true,
            _ => {}
        }
    }
    Lack::Part("From:").unless(known == [true; 2])
}

fn read(source: &Source, config: &Config) -> Checked<Export> {
    let messages = mailbox::messages(mailbox::unmarked(&source.bytes));
    let error = |problem| Diagnostic::error(problem).at(&source.path);
    if messages.len() > config.limits.comments {
        let limit = u64::try_from(config.limits.comments).unwrap_or(u64::MAX);
        let problems = vec![error(Problem::TooManyComments { limit })];
        return Checked { value: Export::default(), problems };
    }
    let count = messages.len();
    let mut mail = Mail { config, reading: Reading::new(FORMAT.name, &source.path, config) };
    for (number, message) in messages.into_iter().enumerate() {
        match mail.message(&message) {
            // Only the last one can have been broken off before its text.
            Ok(is_whole) if is_whole || number + 1 < count => {}
            Ok(_) => {
                let last = source.bytes.trim_ascii_end();
                let ends = last.iter().filter(|byte| **byte == b'\n').count();
                let line = u32::try_from(ends + 1).ok();
                return mail.reading.fail(Diagnostic { line, ..error(Problem::XmlTruncated) });
            }
            Err(problem) => return mail.reading.fail(error(problem)),
        }
    }
    mail.reading.finish()
}

/// The comment that a message is, read by itself.
fn comment(message: &Message<'_>, path: &SourcePath, config: &Config) -> Option<Box<Comment>> {
    let mut mail = Mail { config, reading: Reading::new(FORMAT.name, path, config) };
    mail.message(message).ok()?;
    mail.reading.export.comments.pop()
}

struct Mail<'a> {
    config: &'a Config,
    reading: Reading<'a>,
}

impl Mail<'_> {
    /// Reads a message; whether it was whole.
    fn message(&mut self, message: &Message<'_>) -> Result<bool, Problem> {
        let (head, _, has_end) = mime::split(&message.raw);
        let Some(headers) = mime::headers(head) else { return Ok(has_end) };
        let contents = mime::contents(&message.raw);
        let line = message.line;
        if let Some((excess, limit)) = contents.over {
            self.reading.warn(Problem::MailTooComplex { excess, limit }, line);
        }
        // Programs forget the last boundary; what was written stands before it.
        let has_text = !contents.text.trim().is_empty();
        if contents.is_open && has_text {
            self.reading.warn(Problem::MailOpen, line);
        }
        // Nobody writes a longer one.
        let subject: String = headers.subject().unwrap_or_default().chars().take(1000).collect();
        let reply = reply::cut(&contents.text);
        let (place, answered) = self.place(&subject, &reply.text);
        let [name, email] = sender(&headers).map(|text| text.map(Cow::Owned));
        let author = self.reading.author(&Writer { name, email, ..Writer::default() });
        let is_automatic =
            contents.is_automatic || contents.over.is_some() || is_automatic(&headers, &subject);
        let held = held(&headers, is_automatic, &reply);
        let answers = answers(&headers);
        if !answers.is_empty() {
            let export = &mut self.reading.export;
            export.answers.push((export.comments.len(), answers));
        }
        let is_between = held == Some(Held::Pending) && reply.is_between;
        let remark = Remark {
            line,
            id: headers.message_id().map(|id| Cow::Owned(own_id(id))),
            parent: answered.map(|id| Cow::Owned(format!("{ANCHOR}{id}"))),
            author,
            written: self.written(&headers, line),
            body: Some(Cow::Owned(reply.text)),
            kind: BodyKind::Plain,
            held,
        };
        self.reading.add(Arc::new(place), remark)?;
        // Between the lines stand the words of somebody else, whatever the settings say of what waits.
        if let Some(comment) = self.reading.export.comments.last_mut().filter(|_| is_between) {
            comment.held = Some(Held::Pending);
        }
        Ok(has_end && (!contents.is_open || has_text))
    }

    fn written(&mut self, headers: &Headers<'_>, line: u32) -> Option<When> {
        let date = headers.date().filter(|date| date.is_valid());
        let written = date.map(mail_parser::DateTime::to_timestamp).filter(|second| *second >= 0);
        if let (None, Some(value)) = (written, headers.header_raw("Date")) {
            let value = value.trim().chars().take(80).collect();
            self.reading.warn(Problem::DateUnclear { value }, line);
        }
        written.map(|second| Moment(second).into())
    }

    /// Which post a message is about, and which comment it answers.
    fn place(&mut self, subject: &str, text: &str) -> (Place, Option<String>) {
        if let Some(token) = token::find(subject) {
            let place = if token.post.contains('/') {
                Place { address: Some(format!("/{}", token.post)), ..Place::default() }
            } else {
                Place { slug: Some(token.post), ..Place::default() }
            };
            return (place, token.comment);
        }
        const FIRST: usize = 5;
        let lines = text.lines().filter(|line| !line.starts_with('>')).take(FIRST);
        for line in std::iter::once(subject).chain(lines) {
            for (start, end) in address::all(line) {
                let link = &line[start..end];
                if matching::is_of_settings(link, self.config) {
                    let anchor = link.split_once(ANCHOR).map(|(_, id)| id.to_owned());
                    let place = Place { address: Some(link.to_owned()), ..Place::default() };
                    return (place, anchor);
                }
            }
        }
        let title = self.reading.value(Some(bare(subject).as_str()));
        (Place { title, ..Place::default() }, None)
    }
}

/// Why a message is not shown. Nobody approved it, so at the least it waits.
fn held(headers: &Headers<'_>, is_automatic: bool, reply: &reply::Reply) -> Option<Held> {
    // Thunderbird leaves what was deleted in the file until that is compacted.
    const EXPUNGED: u32 = 8;
    let status = raw(headers, "X-Mozilla-Status");
    let status = status.and_then(|status| u32::from_str_radix(status, 16).ok());
    // What Gmail and a filter before the mailbox thought of it.
    let labels = raw(headers, "X-Gmail-Labels").unwrap_or_default().to_lowercase();
    let has = |names: &[&str]| labels.split(',').any(|own| names.contains(&own.trim()));
    let is_flagged =
        raw(headers, "X-Spam-Flag").is_some_and(|flag| flag.eq_ignore_ascii_case("yes"));
    Some(match () {
        () if has(&["trash", "prullenbak"]) => Held::Trash,
        () if is_flagged || has(&["spam"]) => Held::Spam,
        () if status.is_some_and(|status| status & EXPUNGED != 0) => Held::Trash,
        () if is_automatic => Held::OtherType,
        () if reply.text.trim().is_empty() => Held::Empty,
        () => Held::Pending,
    })
}

/// A header that has no form of its own.
fn raw<'m>(headers: &'m Headers<'_>, name: &'static str) -> Option<&'m str> {
    headers.header_raw(name).map(str::trim).filter(|value| !value.is_empty())
}

/// The id of a message as it is kept: the id itself names the computer that it was written on, and looks like an address.
fn own_id(message_id: &str) -> String {
    Hash::of_parts(&["message-id", message_id.trim()]).short(12)
}

/// The messages that one answers, the nearest first.
fn answers(headers: &Headers<'_>) -> Vec<String> {
    const MOST: usize = 50;
    let ids = |value: &HeaderValue<'_>| -> Vec<String> {
        match value {
            HeaderValue::Text(id) => vec![own_id(id)],
            HeaderValue::TextList(ids) => ids.iter().map(|id| own_id(id)).collect(),
            _ => Vec::new(),
        }
    };
    let mut answers: Vec<String> = ids(headers.in_reply_to()).into_iter().take(1).collect();
    answers.extend(ids(headers.references()).into_iter().rev().take(MOST));
    answers.dedup();
    answers
}

/// The name and the address of who sent a message. Of a name with a comma that nobody quoted, `Bos, Jan <jan@voorbeeld.example>`, the part
/// before the comma reads as somebody without an address.
fn sender(headers: &Headers<'_>) -> [Option<String>; 2] {
    let people: Vec<_> = headers.from().into_iter().flat_map(mail_parser::Address::iter).collect();
    let name = |one: &mail_parser::Addr<'_>| one.name().map(str::to_owned);
    let [name, address] = match people[..] {
        [last, first] if last.address().is_none() => {
            let names = last.name().zip(first.name());
            let whole = names.map(|(last, first)| format!("{last}, {first}"));
            [whole.or_else(|| name(last)), first.address().map(str::to_owned)]
        }
        [first, ..] => [name(first), first.address().map(str::to_owned)],
        [] => [None, None],
    };
    let bare = |text: &str| text.trim_matches(['\'', '"', ' ']).to_owned();
    // A list that sends it on has its own name behind that: `'Jan de Vries' via Lijst`.
    let own =
        |name: String| match name.strip_prefix('\'').and_then(|rest| rest.rsplit_once("' via ")) {
            Some((own, _)) => bare(own),
            None => bare(&name),
        };
    [name.map(own), address.as_deref().map(bare)]
}

/// Whether a program sent a message.
fn is_automatic(headers: &Headers<'_>, subject: &str) -> bool {
    const SUBJECTS: [&str; 8] = [
        "automatisch antwoord",
        "automatic reply",
        "afwezig",
        "out of office",
        "niet aanwezig",
        "autoreply",
        "undeliverable",
        "onbestelbaar",
    ];
    let value = |name| raw(headers, name).unwrap_or_default().to_lowercase();
    let submitted = value("Auto-Submitted");
    let precedence = value("Precedence");
    let [_, from] = sender(headers);
    let from = from.unwrap_or_default().to_lowercase();
    let subject = bare(subject).to_lowercase();
    (!submitted.is_empty() && !submitted.starts_with("no"))
        || matches!(precedence.as_str(), "bulk" | "junk" | "auto_reply")
        || ["X-Auto-Response-Suppress", "X-Autoreply", "X-Autorespond"]
            .iter()
            .any(|name| raw(headers, name).is_some())
        || from.starts_with("mailer-daemon@")
        || from.starts_with("postmaster@")
        || SUBJECTS.iter().any(|start| {
            let rest = subject.strip_prefix(start).map(str::trim_start);
            // Some programs put the subject that they answer behind it without a sign between.
            let is_end = |rest: &str| rest.is_empty() || rest.starts_with(':') || answers_one(rest);
            rest.is_some_and(is_end)
        })
}

/// What mail programs put before the subject of a message that they answer or send on.
const BEFORE: [&str; 11] =
    ["re", "fw", "fwd", "antw", "betr", "betr.", "doorst", "antwoord", "aw", "sv", "tr"];

/// Whether a subject begins with what is put before one that is answered.
fn answers_one(subject: &str) -> bool {
    let start = subject.split_once(':').map(|(start, _)| start.trim().to_lowercase());
    start.is_some_and(|start| BEFORE.contains(&start.as_str()))
}

/// A subject without mark and without what mail programs put before it, as often as they did.
fn bare(subject: &str) -> String {
    let mut bare = token::without(subject);
    loop {
        let Some((start, rest)) = bare.split_once(':') else { return bare };
        let word = start.split('[').next().unwrap_or_default().trim().to_lowercase();
        if !BEFORE.contains(&word.as_str()) {
            return bare;
        }
        bare = rest.trim().to_owned();
    }
}

#[cfg(test)]
mod tests;
