//! What the readers of exports do alike: values are repaired, nobody's address of the network is kept, and what is wrong is told
//! in the words of the catalogues.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use jiff::civil::Time;
use jiff::tz::TimeZone;

use super::authors::Authors;
use super::dates::{self, Order, Written};
use super::mention::Named;
use super::text::{
    decode_entities, double_encoded, person_field, repair, shown_department, shown_name,
    split_address,
};
use super::{Author, BodyKind, Comment, Export, Held, Identity, Moment, Origin, Place};
use super::{identity, safe_links};
use crate::config::Config;
use crate::diagnostic::{Checked, Diagnostic, Problem};
use crate::source::SourcePath;

/// What ends the reading of a file.
#[derive(Debug)]
pub(crate) struct Flaw {
    /// What is wrong.
    pub(crate) problem: Problem,
    /// Where: the offset in the text.
    pub(crate) place: usize,
}

/// When a comment was written, as a file says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct When {
    /// The moment; of a day alone, its midnight.
    pub(super) moment: Moment,
    /// Whether the file says the time.
    pub(super) has_time: bool,
}

impl From<Moment> for When {
    fn from(moment: Moment) -> When {
        When { moment, has_time: true }
    }
}

/// A comment as it stands in a file.
#[derive(Debug)]
pub(super) struct Remark<'i> {
    /// The line it begins at.
    pub(super) line: u32,
    /// Its id.
    pub(super) id: Option<Cow<'i, str>>,
    /// The id of the comment it answers.
    pub(super) parent: Option<Cow<'i, str>>,
    /// Who wrote it.
    pub(super) author: Author,
    /// When.
    pub(super) written: Option<When>,
    /// The text; nothing is an empty one.
    pub(super) body: Option<Cow<'i, str>>,
    /// What the text is.
    pub(super) kind: BodyKind,
    /// What the other system has against it.
    pub(super) held: Option<Held>,
}

/// Who wrote a comment, as it stands in a file.
#[derive(Debug, Default)]
pub(super) struct Writer<'i> {
    /// The name, which may be an e-mail address.
    pub(super) name: Option<Cow<'i, str>>,
    /// The name of the account.
    pub(super) account: Option<Cow<'i, str>>,
    /// The e-mail address.
    pub(super) email: Option<Cow<'i, str>>,
    /// Department or team.
    pub(super) department: Option<Cow<'i, str>>,
}

/// A file on its way to an [`Export`].
pub(super) struct Reading<'a> {
    origin: Arc<Origin>,
    path: &'a SourcePath,
    config: &'a Config,
    /// What was read so far.
    pub(super) export: Export,
    problems: Vec<Diagnostic>,
    removed: u64,
    double_encoded: Option<(u32, String)>,
    unclear: BTreeSet<String>,
    places: HashMap<String, Arc<Place>>,
    nowhere: Arc<Place>,
    authors: Authors,
}

impl<'a> Reading<'a> {
    /// Nothing yet, of a file of this format.
    pub(super) fn new(format: &'static str, path: &'a SourcePath, config: &'a Config) -> Self {
        let origin = Origin { format, identity: Identity::Numbered, file: path.clone() };
        Reading {
            origin: Arc::new(origin),
            path,
            config,
            export: Export::default(),
            problems: Vec::new(),
            removed: 0,
            double_encoded: None,
            unclear: BTreeSet::new(),
            places: HashMap::new(),
            nowhere: Arc::default(),
            authors: Authors::default(),
        }
    }

    /// Tells something that does not end the reading. There is no excerpt with it, for the lines of an export hold e-mail and
    /// IP addresses.
    pub(super) fn warn(&mut self, problem: Problem, line: u32) {
        let warning = Diagnostic::warning(problem).at(self.path);
        self.problems.push(Diagnostic { line: Some(line), ..warning });
    }

    /// What was wrong with the bytes of the file, and with the layers beneath it.
    pub(super) fn warn_all(&mut self, problems: impl IntoIterator<Item = Diagnostic>) {
        self.problems.extend(problems);
    }

    /// A status that nobody knows is no yes. Each is told once.
    pub(super) fn unclear(&mut self, value: &str, line: u32) -> Held {
        if self.unclear.insert(value.to_owned()) {
            self.warn(Problem::StatusUnclear { value: value.to_owned() }, line);
        }
        Held::Pending
    }

    /// The moment that a text tells, in this time zone if it names none. One that cannot be read is told.
    pub(super) fn moment(
        &mut self,
        text: Option<&str>,
        zone: &TimeZone,
        line: u32,
    ) -> Option<When> {
        let text = text.map(str::trim).filter(|text| !text.is_empty())?;
        // How Go writes that there is none.
        if text.starts_with("0001-01-01") {
            return None;
        }
        let mut has_time = true;
        let found = match dates::read(text, Order::DayFirst) {
            Written::At(moment) => return Some(moment.into()),
            Written::Local(date, time) => {
                has_time = time.is_some();
                let time = time.unwrap_or_else(Time::midnight);
                dates::local_moment(date.to_datetime(time), zone)
            }
            Written::OtherOrder | Written::Unclear => None,
        };
        let value = || text.chars().take(40).collect();
        match &found {
            Some(local) if local.is_doubtful => {
                self.warn(Problem::DateClockChange { value: value() }, line);
            }
            None => self.warn(Problem::DateUnclear { value: value() }, line),
            _ => {}
        }
        found.map(|local| When { moment: local.moment, has_time })
    }

    /// The moment of a number of seconds, or of thousandths of seconds, since 1970. One that cannot be read is told.
    pub(super) fn seconds(&mut self, text: Option<&str>, line: u32) -> Option<When> {
        let text = text.map(str::trim).filter(|text| !text.is_empty())?;
        let moment = dates::epoch(text);
        if moment.is_none() {
            self.warn(Problem::DateUnclear { value: text.chars().take(40).collect() }, line);
        }
        moment.map(When::from)
    }

    /// A value on one line, repaired and without blanks around it; `None` if nothing is left.
    pub(super) fn value(&mut self, value: Option<&str>) -> Option<String> {
        let value = value.map(str::trim).filter(|value| !value.is_empty())?;
        let value = repair(value, &mut self.removed);
        let value = value.trim();
        (!value.is_empty()).then(|| value.replace('\n', " "))
    }

    /// The place that goes by this name in the file; comments of one post share it.
    pub(super) fn place(
        &mut self,
        name: &str,
        make: impl FnOnce(&mut Self) -> Place,
    ) -> Arc<Place> {
        if let Some(place) = self.places.get(name) {
            return place.clone();
        }
        let place = Arc::new(make(self));
        self.places.insert(name.to_owned(), place.clone());
        place
    }

    /// Who wrote a comment. What is no e-mail address (some systems keep a hash) is not kept as one.
    pub(super) fn author(&mut self, writer: &Writer<'_>) -> Author {
        let whole = self.value(writer.name.as_deref()).unwrap_or_default();
        // A form may write an address with entities: `Jan &lt;jan@voorbeeld.example&gt;`.
        let whole = match whole.contains("&lt;") && whole.contains('@') {
            true => decode_entities(&whole).into_owned(),
            false => whole,
        };
        let field = person_field(&whole);
        let (name, address) = match &field {
            Some((name, address)) => (split_address(name).0, *address),
            None => split_address(&whole),
        };
        let account = self.value(writer.account.as_deref());
        // An account that is an address is one.
        let (account, login) = match account {
            Some(account) => match split_address(&account).1 {
                Some(address) => (None, Some(address.to_owned())),
                None => (Some(account), None),
            },
            None => (None, None),
        };
        let email = self.value(writer.email.as_deref()).filter(|email| identity::is_email(email));
        Author {
            name: shown_name(name),
            account,
            email: email.or_else(|| address.map(str::to_owned)).or(login),
            department: shown_department(self.value(writer.department.as_deref())),
        }
    }

    /// Adds a comment whose place the file tells later; one empty place stands for all of these.
    pub(super) fn add_unplaced(&mut self, remark: Remark<'_>) -> Result<(), Problem> {
        self.add(self.nowhere.clone(), remark)
    }

    /// Adds a comment. Without a text it is held, whatever else is said of it.
    pub(super) fn add(&mut self, place: Arc<Place>, remark: Remark<'_>) -> Result<(), Problem> {
        let limit = self.config.limits.comments;
        if self.export.comments.len() >= limit {
            return Err(Problem::TooManyComments {
                limit: u64::try_from(limit).unwrap_or(u64::MAX),
            });
        }
        let Remark { line, id, parent, author, written, body, kind, held } = remark;
        let is_marked = matches!(kind, BodyKind::WordPress | BodyKind::Html);
        let body = safe_links::unwrapped(body.unwrap_or_default(), is_marked);
        let body = repair(body, &mut self.removed).into_owned();
        if self.double_encoded.is_none() {
            let example = double_encoded(&author.name).or_else(|| double_encoded(&body));
            self.double_encoded = example.map(|example| (line, example.to_owned()));
        }
        let visible = &self.config.comments.visible;
        let held = held
            .filter(|held| *held != Held::Pending || visible.iter().all(|name| name != "pending"))
            .or_else(|| body.trim().is_empty().then_some(Held::Empty));
        let id = self.value(id.as_deref()).map(Box::from);
        let parent = self.value(parent.as_deref()).map(Box::from);
        self.export.comments.push(Box::new(Comment {
            origin: self.origin.clone(),
            line,
            source_id: id,
            parent,
            place,
            author: self.authors.share(Arc::new(author)),
            written: written.map(|when| when.moment),
            body: body.into(),
            mentions: Box::default(),
            kind,
            plain: None,
            has_time: written.is_none_or(|when| when.has_time),
            held,
        }));
        Ok(())
    }

    /// Adds a comment that names people in these places.
    pub(super) fn add_named(
        &mut self,
        place: Arc<Place>,
        (named, remark): (Named, Remark<'_>),
    ) -> Result<(), Problem> {
        let (text, mentions) = named.unwrapped().repaired();
        self.add(place, Remark { body: Some(Cow::Owned(text)), ..remark })?;
        if let Some(comment) = self.export.comments.last_mut() {
            comment.mentions = mentions;
        }
        Ok(())
    }

    /// Everything that was read. If the export does not say when it was made, that was when its newest comment was written.
    pub(super) fn finish(mut self) -> Checked<Export> {
        if self.removed > 0 {
            let warning = Diagnostic::warning(Problem::ControlCharacters { count: self.removed });
            self.problems.push(warning.at(self.path));
        }
        if let Some((line, example)) = self.double_encoded.take() {
            self.warn(Problem::DoubleEncoded { example }, line);
        }
        let newest = || self.export.comments.iter().filter_map(|comment| comment.written).max();
        self.export.made = self.export.made.or_else(|| newest().map(|moment| moment.0));
        Checked { value: self.export, problems: self.problems }
    }

    /// Nothing but what was told and this, which ended the reading: half an export would look like a whole one.
    pub(super) fn fail(mut self, error: Diagnostic) -> Checked<Export> {
        self.problems.push(error);
        Checked { value: Export::default(), problems: self.problems }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::comment::testing::config;

    #[test]
    fn nothing_but_an_address_is_kept_as_one() {
        let path = SourcePath::new("content/comments/x.json");
        let config = config();
        let mut reading = Reading::new("jsonl", &path, &config);
        let some = |text: &'static str| Some(Cow::Borrowed(text));
        let mut of = |name, account, email| {
            let author = reading.author(&Writer { name, account, email, department: None });
            (author.name, author.account, author.email)
        };
        let text = |text: &str| Some(text.to_owned());
        assert_eq!(
            of(some("An"), some("an1"), some("a@b.example")),
            ("An".into(), text("an1"), text("a@b.example"))
        );
        assert_eq!(of(some("An"), None, some("d41d8cd98f00b204")), ("An".into(), None, None));
        assert_eq!(
            of(some("an@b.example"), None, None),
            (String::new(), None, text("an@b.example"))
        );
        assert_eq!(
            of(some(" A\u{0}n\n"), some("an@b.example"), None),
            ("An".into(), None, text("an@b.example"))
        );
        assert_eq!(reading.removed, 1);
    }

    #[test]
    fn a_name_of_a_field_or_a_form_is_a_name() {
        let path = SourcePath::new("content/comments/x.json");
        let config = config();
        let mut reading = Reading::new("jsonl", &path, &config);
        for name in [
            "12;#Jan de Vries,#i:0#.f|membership|j@x.example,#j@x.example,#,#Jan de Vries",
            "Jan de Vries;j@x.example",
            "Jan de Vries &lt;j@x.example&gt;",
        ] {
            let name = Some(Cow::Borrowed(name));
            let author = reading.author(&Writer { name, ..Writer::default() });
            assert_eq!(author.name, "Jan de Vries");
            assert_eq!(author.email.as_deref(), Some("j@x.example"));
        }
    }

    #[test]
    fn moments_are_read_with_and_without_a_zone() {
        let path = SourcePath::new("content/comments/x.json");
        let config = config();
        let mut reading = Reading::new("jsonl", &path, &config);
        let zone = TimeZone::get("Europe/Amsterdam").unwrap();
        for (text, zone, expected) in [
            ("2026-11-23T14:05:00Z", &zone, Some(1_795_442_700)),
            ("2026-11-23T15:05:00.123456789+01:00", &zone, Some(1_795_442_700)),
            ("2026-11-23 15:05:00", &zone, Some(1_795_442_700)),
            ("2026-11-23T14:05:00", &TimeZone::UTC, Some(1_795_442_700)),
            ("0001-01-01T00:00:00Z", &zone, None),
            ("", &zone, None),
            ("ooit", &zone, None),
        ] {
            let moment = reading.moment(Some(text), zone, 1).map(|when| when.moment.0);
            assert_eq!(moment, expected, "{text}");
        }
        for (text, expected) in [
            ("1795442700", Some(1_795_442_700)),
            ("1795442700.5", Some(1_795_442_700)),
            ("1795442700123", Some(1_795_442_700)),
            ("1e400", None),
            ("-5", None),
            ("NaN", None),
        ] {
            assert_eq!(
                reading.seconds(Some(text), 1).map(|when| when.moment.0),
                expected,
                "{text}"
            );
        }
        assert_eq!(reading.problems.len(), 4);
    }
}
