//! Words and turns that several sentences of the English catalogue share.

use crate::comment::Held;
use crate::diagnostic::words::{names, number, size};
use crate::diagnostic::{Expected, TemplatePart, Trouble, Waiting};

/// What belongs there, and an example of it.
pub(super) fn expected_words(expected: Expected) -> (&'static str, &'static str) {
    match expected {
        Expected::Text => ("text", "`\"Water in the city\"`, with quotation marks"),
        Expected::Number => ("a whole number of 0 or more", "`20`, without quotation marks"),
        Expected::Positive => ("a number of 1 or more", "`20`"),
        Expected::ReplyTo => (
            "an e-mail address or the address of a form",
            "`\"knowledge@example.org\"` or `\"https://form.example.org/?p={slug}\"`, with `{slug}`, `{title}` or `{comment}`",
        ),
        Expected::Boolean => ("yes or no", "`true` for yes or `false` for no"),
        Expected::Date => ("a date", "`2026-11-23`: year, month, day"),
        Expected::List => ("a list", "`[\"water\", \"energy\"]`"),
        Expected::Person => ("a name", "`Bo Smit`, or `name: Bo Smit` among what is said of them"),
        Expected::Table => {
            ("a group of keys", "`{ key: \"value\" }` in YAML, or `{ key = \"value\" }` in TOML")
        }
        Expected::Color => {
            ("a colour", "`\"#154273\"`: a hash and three or six digits or letters a-f")
        }
        Expected::Address => ("a full address", "`\"https://knowledge.example.org/\"`"),
        Expected::TimeZone => ("a time zone", "`\"Europe/London\"`"),
        Expected::LanguageCode => ("a language code", "`\"nl\"` or `\"en\"`"),
        Expected::RelativePath => ("a path within the site", "`\"images/logo.svg\"`"),
        Expected::Permalink => (
            "a path with `{slug}` that ends in `.html` or `/`",
            "`\"{year}/{slug}.html\"`: year first",
        ),
        Expected::CommentsState => ("`open`, `closed` or `hidden`", "`closed`: no new comments"),
        Expected::HtmlPolicy => ("`sanitised` or `trusted`", "`\"sanitised\"`: only safe HTML"),
        Expected::MenuLink => (
            "a text with an address",
            "`{ label = \"About this blog\", to = \"content/pages/about.md\" }`",
        ),
        Expected::Status => ("a status of comments", "`\"approved\"`: accepted by a moderator"),
        Expected::BaseTheme => ("`default`", "`extends = \"default\"`, or remove the line"),
        Expected::Accessibility => {
            ("a status of accessibility", "`\"A\"`, `\"B\"`, `\"C\"` or `\"D\"`")
        }
        Expected::DateOrder => ("an order of dates", "`\"dmy\"` or `\"mdy\"`"),
    }
}

/// What has an address: a file, or one of the program's own pages by its name.
pub(super) fn maker(name: &str) -> String {
    match name {
        "home" => "the home page".to_owned(),
        "year" => "the overview of a year".to_owned(),
        "experts" => "the list of experts".to_owned(),
        "topics" => "the list of topics".to_owned(),
        "series" => "the list of series".to_owned(),
        "discussions" => "the page of discussions".to_owned(),
        "not-found" => "the page for addresses that are not there".to_owned(),
        "feed" => "a feed".to_owned(),
        "sitemap" => "the sitemap".to_owned(),
        "search" => "the search".to_owned(),
        "page" => "a page of Weerklank itself".to_owned(),
        path => format!("`{path}`"),
    }
}

/// What a template uses.
pub(super) fn template_part(part: TemplatePart) -> &'static str {
    match part {
        TemplatePart::Filter => "the filter",
        TemplatePart::Test => "the test",
        TemplatePart::Function => "the function",
        TemplatePart::Component => "the component",
        TemplatePart::Template => "the template",
        TemplatePart::Block => "the block",
    }
}

/// Why readers do not see a post.
pub(super) fn waits(waiting: Waiting) -> &'static str {
    match waiting {
        Waiting::Draft => "is a draft",
        Waiting::Later => "still waits for its date",
        Waiting::Expired => "has expired",
        Waiting::Part => "belongs to a post and has no page",
    }
}

/// Why a comment is not shown.
pub(super) fn held(reason: Held) -> &'static str {
    match reason {
        Held::Pending => "it still waits for approval",
        Held::Spam => "it is marked as spam",
        Held::Trash => "it is in the bin",
        Held::Pingback | Held::Trackback => "it is an automatic message of another website",
        Held::Note => "it is an internal note of the editors",
        Held::OtherType => "it is not a reader's comment",
        Held::PasswordProtected => "the post has a password",
        Held::PrivatePost => "the post or the group is private",
        Held::UnpublishedPost => "the post is not published yet",
        Held::TrashedPost => "the post is in the bin",
        Held::OtherItem => "it does not belong to a post",
        Held::Announcement => "it only announces the post",
        Held::Empty => "it has no text",
        Held::Hidden => "a moderator has hidden it",
        Held::Forgotten => "it is of somebody who was forgotten",
        Held::HiddenDiscussion => "the post says `comments: hidden`",
    }
}

/// How many comments are not shown for a reason.
pub(in crate::diagnostic) fn held_briefly(reason: Held, amount: usize) -> String {
    let [one, many] = match reason {
        Held::Pending => ["waits for approval", "wait for approval"],
        Held::Spam => ["spam", "spam"],
        Held::Trash => ["in the bin", "in the bin"],
        Held::Pingback => ["automatic message (pingback)", "automatic messages (pingbacks)"],
        Held::Trackback => ["automatic message (trackback)", "automatic messages (trackbacks)"],
        Held::Note => ["internal note", "internal notes"],
        Held::OtherType => ["not of a reader", "not of a reader"],
        Held::PasswordProtected => ["under a post with a password", "under a post with a password"],
        Held::PrivatePost => ["of a private post or group", "of a private post or group"],
        Held::UnpublishedPost => {
            ["under a post that is not shown", "under a post that is not shown"]
        }
        Held::TrashedPost => ["under a post in the bin", "under a post in the bin"],
        Held::OtherItem => ["not under a post", "not under a post"],
        Held::Announcement => ["announcement of a post", "announcements of a post"],
        Held::Empty => ["without text", "without text"],
        Held::Hidden => ["hidden by a moderator", "hidden by a moderator"],
        Held::Forgotten => ["of somebody who was forgotten", "of people who were forgotten"],
        Held::HiddenDiscussion => {
            ["under a post that shows no comments", "under a post that shows no comments"]
        }
    };
    format!("{} {}", count(amount as u64), if amount == 1 { one } else { many })
}

/// A suggestion, or else what to do.
pub(super) fn meant(nearest: &Option<String>, otherwise: &str) -> String {
    match nearest {
        Some(nearest) => format!("did you mean `{nearest}`?"),
        None => otherwise.to_owned(),
    }
}

/// What was meant by a key that nobody knows, and which may stand there. Those of a post are too many to be told.
pub(super) fn keys(nearest: &Option<String>, known: &[String]) -> String {
    match (nearest, known) {
        (_, []) => {
            meant(nearest, "remove the line. In a post, data of your own belongs under `extra`")
        }
        (Some(nearest), _) => match nearest.rsplit_once('.') {
            Some((section, _)) => {
                format!("put the line below `[{section}]`. Here can be: {}", list(known))
            }
            None => format!("did you mean `{nearest}`? Here can be: {}", list(known)),
        },
        (None, _) => format!("remove the line. Here can be: {}", list(known)),
    }
}

/// A suggestion, and what to do if it was not meant.
pub(super) fn meant_or(nearest: &Option<String>, otherwise: &str) -> String {
    match nearest {
        Some(nearest) => format!("did you mean `{nearest}`? If not: {otherwise}"),
        None => otherwise.to_owned(),
    }
}

/// Why a file is not read or written.
pub(super) fn trouble(why: Trouble) -> &'static str {
    match why {
        Trouble::NotThere => "it is not there",
        Trouble::NotAllowed => "you may not open it",
        Trouble::Folder => "it is a folder",
        Trouble::NoFolder => "a part of the path is a file",
        Trouble::InUse => "another program is using it",
        Trouble::NameTooLong => "the name is too long",
        Trouble::Network => "the drive does not answer",
        Trouble::Other => "the computer does not say why",
    }
}

pub(super) fn list(items: &[String]) -> String {
    names(items, "and")
}

pub(super) fn alternatives(items: &[String]) -> String {
    names(items, "or")
}

pub(super) fn count(amount: u64) -> String {
    number(amount, ',')
}

pub(super) fn bytes(amount: u64) -> String {
    size(amount, '.')
}
