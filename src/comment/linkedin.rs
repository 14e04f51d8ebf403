//! `LinkedIn`: the `Comments.csv` of a member's own data. It holds only what that member wrote, without a name, so the
//! `Profile.csv` beside it says who that was.

use std::sync::Arc;

use jiff::civil::DateTime;
use jiff::tz::Offset;
use percent_encoding::percent_decode_str;

use super::erasure::{Fate, Orders};
use super::reading::Reading;
use super::records::{self, Shape, listed};
use super::text::{repair, shown_name};
use super::{
    Author, BodyKind, Comment, Export, Format, Held, Identity, Lack, Moment, Origin, Place,
};
use crate::config::Config;
use crate::diagnostic::{Checked, Diagnostic, Problem};
use crate::source::Source;

/// The comments.
pub const FORMAT: Format = Format { name: "linkedin", title: "LinkedIn", recognises, read, erase };

/// The member who wrote them.
pub const PROFILE: Format = Format {
    name: "linkedin",
    title: "LinkedIn",
    recognises: recognises_profile,
    read: read_profile,
    erase: erase_profile,
};

/// What else lies in what it gives a member: none of it is a comment, and some of it are letters.
pub(super) const BESIDE: [&str; 46] = [
    "Ad_Targeting.csv",
    "Ads Clicked.csv",
    "Articles.csv",
    "Certifications.csv",
    "Company Follows.csv",
    "Connections.csv",
    "Courses.csv",
    "Education.csv",
    "Email Addresses.csv",
    "Endorsement_Given_Info.csv",
    "Endorsement_Received_Info.csv",
    "Events.csv",
    "Hashtag_Follows.csv",
    "Honors.csv",
    "Inferences_about_you.csv",
    "InstantReposts.csv",
    "Invitations.csv",
    "Jobs/Job Applicant Saved Answers.csv",
    "Jobs/Job Applications.csv",
    "Jobs/Job Seeker Preferences.csv",
    "Jobs/Saved Jobs.csv",
    "Languages.csv",
    "Learning.csv",
    "Logins.csv",
    "Member_Follows.csv",
    "Organizations.csv",
    "Patents.csv",
    "PhoneNumbers.csv",
    "Positions.csv",
    "Profile Summary.csv",
    "Projects.csv",
    "Publications.csv",
    "Reactions.csv",
    "Receipts.csv",
    "Recommendations_Given.csv",
    "Recommendations_Received.csv",
    "Registration.csv",
    "Rich_Media.csv",
    "SavedJobAlerts.csv",
    "SearchQueries.csv",
    "Security Challenges.csv",
    "Shares.csv",
    "Skills.csv",
    "Verifications/Verifications.csv",
    "Votes.csv",
    "messages.csv",
];

/// Where every link leads.
const SITE: &[u8] = b"linkedin.com/";

const COMMENTS: Shape = Shape {
    columns: &["link", "message", "date"],
    // Of other tables the link and the text may be called so too.
    foreign: &["name", "naam", "author", "auteur", "id", "parent", "status"],
    backslash: true,
    ids: &[],
};

const MEMBER: Shape = Shape {
    columns: &["first name", "last name", "headline", "maiden name"],
    foreign: &[],
    backslash: false,
    ids: &[],
};

/// Whether a file comes from what `LinkedIn` gives a member of their own.
pub(super) fn is_own(source: &Source) -> bool {
    recognises(source).is_ok() || is_profile(source)
}

/// Whether a file in the folder of a member's comments, by its path from there, came with them; its name may have their number.
pub(super) fn came_along(name: &str) -> bool {
    let stem = name.strip_suffix(".csv").unwrap_or(name);
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let stem =
        stem.rsplit_once('_').filter(|(_, last)| is_number(last)).map_or(stem, |(stem, _)| stem);
    // Letters are nobody's comments, whatever LinkedIn calls a further file of them.
    let is_letters = stem != name && !stem.contains('/') && stem.to_lowercase().contains("message");
    is_letters || BESIDE.iter().any(|own| own.strip_suffix(".csv") == Some(stem))
}

/// Whether a file says who a member is.
pub(super) fn is_profile(source: &Source) -> bool {
    recognises_profile(source).is_ok()
}

/// Its columns, and links that lead there: other tables may have the same three.
fn recognises(source: &Source) -> Result<(), Lack> {
    const HEAD: usize = 64 << 10;
    records::lacks(source, COMMENTS).map_or(Ok(()), |column| Err(Lack::Column(column)))?;
    let head = &source.bytes[..source.bytes.len().min(HEAD)];
    let is_there = head.windows(SITE.len()).any(|window| window.eq_ignore_ascii_case(SITE));
    let is_empty = head.trim_ascii_end().iter().filter(|byte| **byte == b'\n').count() == 0;
    Lack::Part("linkedin.com").unless(is_there || is_empty)
}

fn recognises_profile(source: &Source) -> Result<(), Lack> {
    records::lacks(source, MEMBER).map_or(Ok(()), |column| Err(Lack::Column(column)))
}

fn read(source: &Source, config: &Config) -> Checked<Export> {
    let mut comments: Vec<Box<Comment>> = Vec::new();
    let (mut removed, mut unclear) = (0, Vec::new());
    let limit = config.limits.comments;
    let origin = Arc::new(Origin {
        format: FORMAT.name,
        identity: Identity::Described,
        file: source.path.clone(),
    });
    let read = records::read(source, COMMENTS, |record| {
        if comments.len() > limit {
            return;
        }
        let body = repair(record.raw("message").unwrap_or_default(), &mut removed).into_owned();
        let written = record.get("date").map(|date| (date, moment(date)));
        if let Some((date, None)) = written {
            unclear.push((record.line, date.to_owned()));
        }
        comments.push(Box::new(Comment {
            origin: origin.clone(),
            line: record.line,
            source_id: None,
            parent: None,
            place: Arc::new(place(record.get("link").unwrap_or_default())),
            author: Arc::default(),
            written: written.and_then(|(_, moment)| moment),
            held: body.trim().is_empty().then_some(Held::Empty),
            body: body.into(),
            kind: BodyKind::Plain,
            mentions: Box::default(),
            plain: None,
            has_time: true,
        }));
    });
    let limit_of = |limit| u64::try_from(limit).unwrap_or(u64::MAX);
    let too_many = Problem::TooManyComments { limit: limit_of(limit) };
    let mut problems = match read {
        Ok(problems) if comments.len() <= limit => problems,
        Ok(_) => {
            return Reading::new(FORMAT.name, &source.path, config)
                .fail(Diagnostic::error(too_many).at(&source.path));
        }
        Err(error) => return Reading::new(FORMAT.name, &source.path, config).fail(error),
    };
    for (line, value) in unclear {
        let warning = Diagnostic::warning(Problem::DateUnclear { value }).at(&source.path);
        problems.push(Diagnostic { line: Some(line), ..warning });
    }
    if removed > 0 {
        let warning = Diagnostic::warning(Problem::ControlCharacters { count: removed });
        problems.push(warning.at(&source.path));
    }
    let made = comments.iter().filter_map(|comment| comment.written).max().map(|moment| moment.0);
    Checked { value: Export { made, comments, ..Export::default() }, problems }
}

/// `2024-03-05 13:04:05`, in UTC.
fn moment(text: &str) -> Option<Moment> {
    let date: DateTime = text.trim().trim_end_matches("UTC").trim_end().parse().ok()?;
    let instant = Offset::UTC.to_timestamp(date).ok()?;
    Some(instant.as_second()).filter(|second| *second >= 0).map(Moment)
}

/// The post there. Its name, `urn:li:activity:71…`, is in the address; which of our posts it is about, only `ids` or
/// `mapping.csv` can say.
fn place(link: &str) -> Place {
    let decoded = percent_decode_str(link).decode_utf8_lossy();
    let urn = decoded.split("urn:li:").skip(1).find_map(|urn| {
        let (kind, rest) = urn.split_once(':')?;
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let is_kind = kind.bytes().all(|byte| byte.is_ascii_alphabetic());
        (is_kind && digits > 0).then(|| format!("urn:li:{kind}:{}", &rest[..digits]))
    });
    match urn {
        Some(urn) => Place {
            id: Some((FORMAT.name.to_owned(), urn)),
            anything: Some(link.to_owned()),
            ..Place::default()
        },
        None => Place { anything: Some(link.to_owned()), ..Place::default() },
    }
}

/// The member's name.
fn read_profile(source: &Source, _config: &Config) -> Checked<Export> {
    let mut people = Vec::new();
    let read = records::read(source, MEMBER, |record| {
        let parts = ["first name", "last name"].map(|part| record.get(part).unwrap_or_default());
        let name = shown_name(repair(parts.join(" "), &mut 0).trim());
        people.push(Author { name, ..Author::default() });
    });
    listed(read, people)
}

/// The comments without the member's.
fn erase(source: &Source, _: &Config, orders: &Orders<'_>) -> Result<Vec<u8>, Problem> {
    records::erase(source, COMMENTS, |row, number| match orders.fate(number) {
        Fate::Remove | Fate::Empty => row.remove(),
        Fate::Keep => row.redact("message", |text| orders.redactions(number, text, false)),
    })
}

/// The profile without the member.
fn erase_profile(source: &Source, _: &Config, orders: &Orders<'_>) -> Result<Vec<u8>, Problem> {
    records::erase(source, MEMBER, |row, _| {
        let parts = ["first name", "last name"].map(|part| row.value(part).unwrap_or_default());
        let is_theirs = orders.traces.is_name(parts.join(" ").trim());
        // One who has comments left there, a namesake or they themselves, is still called so.
        let stays = orders.traces.stays_in(source.path.folder());
        if is_theirs && !stays { row.remove() } else { Vec::new() }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::comment::testing::{body, codes, config, read as read_as};

    #[test]
    fn quotes_with_backslashes_and_empty_dates_are_read() {
        let text = concat!(
            "Date,Link,Message\n",
            "2024-03-05 13:04:05,https://www.linkedin.com/feed/update/urn%3Ali%3Aactivity%3A7130,\"Hij zei \\\"ja\\\", en\n\nging\"\n",
            ",https://www.linkedin.com/feed/update/urn%3Ali%3Acomment%3A%28urn%3Ali%3AugcPost%3A99%2C5%29,\"Dubbel \"\"ja\"\"\"\n",
            "gisteren,https://www.linkedin.com/x,Hoi\n",
            "2024-03-06 13:04:05,https://www.linkedin.com/x,\n",
        );
        let checked = read_as(&FORMAT, "Comments_123.csv", text.as_bytes(), &config());
        assert_eq!(codes(&checked), ["date-unclear:6"]);
        let found: Vec<_> =
            checked.value.comments.iter().map(|c| (c.line, body(c), c.held)).collect();
        assert_eq!(
            found,
            [
                (2, "Hij zei \"ja\", en\n\nging", None),
                (5, "Dubbel \"ja\"", None),
                (6, "Hoi", None),
                (7, "", Some(Held::Empty)),
            ]
        );
        let ids: Vec<_> = checked
            .value
            .comments
            .iter()
            .map(|c| c.place.id.as_ref().map(|(_, id)| id.as_str()))
            .collect();
        assert_eq!(ids, [Some("urn:li:activity:7130"), Some("urn:li:ugcPost:99"), None, None]);
        assert_eq!(checked.value.comments[0].written, Some(Moment(1_709_643_845)));
    }

    #[test]
    fn a_file_that_breaks_off_is_refused_with_its_line() {
        for (text, code) in [
            (
                "Date,Link,Message\n2024-03-05 13:04:05,https://linkedin.com/,\"Hij \\\"",
                "!table-record:2",
            ),
            (
                "Date,Link,Message\n2024-03-05 13:04:05,https://linkedin.com/,Hoi\n2024-03-05",
                "!table-record:3",
            ),
        ] {
            let checked = read_as(&FORMAT, "Comments.csv", text.as_bytes(), &config());
            assert_eq!(codes(&checked), [code], "{text}");
            assert!(checked.value.comments.is_empty());
        }
    }

    #[test]
    fn only_its_own_header_makes_it_linkedin() {
        for (text, expected) in [
            ("Date,Link,Message\n", Ok(())),
            ("\u{feff}Date,Link,Message\r\n", Ok(())),
            (
                "Notes:\n\"Wat hier staat\"\n\nDate,Link,Message\n,https://www.LinkedIn.com/x,a\n",
                Ok(()),
            ),
            ("Date,Link,Message\n1-2-2024,https://x.example/,a\n", Err(Lack::Part("linkedin.com"))),
            ("Date,Link,Message,Name\n", Err(Lack::Column("date"))),
            ("Datum;Link;Message\n", Err(Lack::Column("date"))),
            ("Date;Link;Message\n", Ok(())),
        ] {
            let recognised = recognises(&Source::new("Comments.csv", text.into()));
            assert_eq!(recognised.is_ok(), expected.is_ok(), "{text}");
        }
        let profile = "First Name,Last Name,Maiden Name,Address,Headline\nZoë,de Wit,,,\n";
        let checked = read_as(&PROFILE, "Profile.csv", profile.as_bytes(), &config());
        assert_eq!(checked.value.people[0].name, "Zoë de Wit");
    }
}
