//! Comments: one model for every source, their posts, the moderators' decisions and the discussions they form.
//!
//! 1. [`read`] unpacks what is packed (`archive`) and decides by its content what a file is; the reader of that format gives
//!    [`Comment`]s. [`portions`] reads a file that is larger than what is held, with the same result.
//! 2. [`across`] fills in what one file says of the comments in another.
//! 3. [`merge`] lets a newer export supersede an older one, comment by comment.
//! 4. [`matching`] finds the post of each comment, by the rules in their order, never by guess.
//! 5. [`moderation`] applies the decisions of the moderators.
//! 6. [`discussion`] builds a post's discussion from what may be shown.
//! 7. [`erasure`] takes a person out of the exports, and keeps them out.
//!
//! A new format is one new file here and one line in [`FORMATS`].

pub(crate) mod archive;
pub mod beside;
mod lack;
pub mod body;
pub(crate) mod text;
pub(crate) mod reading;
pub(crate) mod xml;
mod json;
mod authors;
mod ids;
mod keys;
mod mention;
mod people;
mod safe_links;
mod sqlite;
pub(crate) mod dates;
#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
mod hostile;
#[cfg(test)]
mod broken;
pub mod portions;
pub mod wxr;
pub mod disqus;
pub mod remark42;
pub mod commento;
pub mod comentario;
pub mod isso;
pub mod giscus;
pub mod staticman;
pub mod sharepoint;
pub mod jsonl;
pub mod table;
pub mod csv;
pub mod xlsx;
mod records;
pub mod engage;
pub mod linkedin;
pub mod atom;
pub mod page;
pub mod mail;
pub mod across;
pub mod merge;
pub mod matching;
pub mod moderation;
pub mod discussion;
pub mod identity;
mod namings;
pub mod beside_name;
pub mod person;
pub mod experts;
pub mod lookalike;
pub mod erasure;

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::config::Config;
use crate::diagnostic::{Checked, Diagnostic, PlainReason, Problem};
use crate::source::{Source, SourcePath};
pub use body::{Body, Keeping};
pub use lack::Lack;
pub use mention::Mention;

/// A format of export: how to recognise it by its content, and how to read it.
pub struct Format {
    /// Its name in the report: `wxr`, `csv`.
    pub name: &'static str,
    /// What people call it: `WordPress`.
    pub title: &'static str,
    /// Whether these bytes are of this format, and if not, what they lack.
    pub recognises: fn(&Source) -> Result<(), Lack>,
    /// All its comments, held ones too, with the problems met. An error means that none are given.
    pub read: fn(&Source, &Config) -> Checked<Export>,
    /// The same file without somebody: only what is theirs changes.
    pub erase: erasure::Eraser,
}

/// The formats that are read; the first that recognises a file reads it.
pub const FORMATS: &[Format] = &[
    wxr::FORMAT,
    disqus::FORMAT,
    atom::FORMAT,
    page::FORMAT,
    mail::FORMAT,
    xlsx::FORMAT,
    jsonl::FORMAT,
    remark42::FORMAT,
    commento::FORMAT,
    comentario::FORMAT,
    engage::FORMAT,
    engage::USERS,
    linkedin::FORMAT,
    linkedin::PROFILE,
    isso::FORMAT,
    giscus::FORMAT,
    sharepoint::FORMAT,
    staticman::FORMAT,
    csv::FORMAT,
];

/// What one file of comments holds.
#[derive(Clone, Debug, Default)]
pub struct Export {
    /// When the export was made, if it says so: seconds since 1970. A newer one supersedes an older.
    pub made: Option<i64>,
    /// Every comment in it, in file order. There may be a million, so lists of them are not what holds them.
    pub comments: Vec<Box<Comment>>,
    /// What the export says of the posts themselves, as further names to find a post by.
    pub places: Vec<Arc<Place>>,
    /// Those of the posts that the other system does not show to everyone, and why.
    pub restricted: Vec<(Arc<Place>, Held)>,
    /// Who stands behind an account, where a list of people lies beside the comments.
    pub people: Vec<Author>,
    /// The ids of what a comment answers, the surest first, where it may lie in another file: by the number of the comment.
    pub answers: Vec<(usize, Vec<String>)>,
    /// Of a table, what it does without.
    pub lacking: Option<Lacking>,
    /// Who says what of it may be shown.
    pub approval: Approval,
}

/// Who says what of an export may be shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Approval {
    /// The export itself: what it shows is what the other system shows.
    #[default]
    Told,
    /// Nobody, so all of it counts as approved: a table without a column for it.
    Assumed,
    /// A moderator has to: the settings say that it waits.
    Awaited,
}

/// What a table does without.
#[derive(Clone, Debug, Default)]
pub struct Lacking {
    /// The columns of `comments.columns` that it does not have: that is an error if no table has them.
    pub named: Vec<Diagnostic>,
    /// That no column says who wrote or when, if there is anything in it.
    pub usual: Vec<Diagnostic>,
}

/// Where a comment stood, raw: whatever the export says of the post.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Place {
    /// Which site it was: `oud.example` or `oud.example/blog`, or empty if nobody says. Numbers are unique within it.
    pub system: String,
    /// The full address, or the path, of the page.
    pub address: Option<String>,
    /// A further address that the other system knows it by (guid).
    pub guid: Option<String>,
    /// The slug of the page.
    pub slug: Option<String>,
    /// The identifier in the other system, with the kind of system: `("wordpress", "528")`.
    pub id: Option<(String, String)>,
    /// The title of the page, as text.
    pub title: Option<String>,
    /// A cell that may be an address, a slug or a title: spreadsheets do not say.
    pub anything: Option<String>,
}

/// What begins a parent that is an anchor on our page.
pub const ANCHOR: &str = "#comment-";

/// The comment, by what it is known by on our page, that such a parent names; spreadsheets lose the `#`.
pub fn anchor(parent: &str) -> Option<&str> {
    parent.strip_prefix(ANCHOR).or_else(|| parent.strip_prefix(&ANCHOR[1..]))
}

/// Who wrote a comment.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Author {
    /// The name as shown; may be empty.
    pub name: String,
    /// The account name in the other system.
    pub account: Option<String>,
    /// The e-mail address, or the login that stands in its place; used for finding the expert, and never shown, cached or hashed.
    pub email: Option<String>,
    /// Department or team.
    pub department: Option<String>,
}

/// When a comment was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Moment(pub i64);

/// In which language a body is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum BodyKind {
    /// HTML as WordPress stores it: paragraphs are blank lines, the rest may be tags.
    WordPress,
    /// HTML as it is meant, paragraphs too.
    Html,
    /// Markdown; tags in it are text.
    Markdown,
    /// Text without any markup.
    Plain,
}

/// By what a comment is known again in another export; its reader says which.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Identity {
    /// By its id, which is unique under its post in its system, and which readers may know it by.
    Numbered,
    /// By what it says: place, author, moment, and id or else text. Ids of tables are numbers of rows as often as not.
    Described,
}

/// Why a comment is not shown. The report counts by the name in kebab case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Held {
    /// Waiting for a moderator in the other system.
    Pending,
    /// Marked as spam.
    Spam,
    /// In the bin: deleted, or refused by a moderator of the other system.
    Trash,
    /// A pingback.
    Pingback,
    /// A trackback.
    Trackback,
    /// An editor's internal note.
    Note,
    /// Of a type that is not a person's reaction (order note, review, …).
    OtherType,
    /// Under a post that is password-protected.
    PasswordProtected,
    /// Under a post that is private.
    PrivatePost,
    /// Under a post that is a draft, or waits for its day, in the other system or here.
    UnpublishedPost,
    /// Under a post that is in the bin.
    TrashedPost,
    /// Under an attachment or another kind of item that has no page here.
    OtherItem,
    /// It tells others of the post, and begins what they say about it elsewhere.
    Announcement,
    /// Without any text.
    Empty,
    /// Hidden by a moderator in `moderation.toml`.
    Hidden,
    /// Of somebody who was forgotten, in an export that was put back.
    Forgotten,
    /// The post says `comments: hidden`.
    HiddenDiscussion,
}

impl Held {
    /// Every reason.
    pub const ALL: [Held; 17] = [
        Held::Pending,
        Held::Spam,
        Held::Trash,
        Held::Pingback,
        Held::Trackback,
        Held::Note,
        Held::OtherType,
        Held::PasswordProtected,
        Held::PrivatePost,
        Held::UnpublishedPost,
        Held::TrashedPost,
        Held::OtherItem,
        Held::Announcement,
        Held::Empty,
        Held::Hidden,
        Held::Forgotten,
        Held::HiddenDiscussion,
    ];

    /// Whether this was never a person's word to readers. Answers to it begin a discussion of their own; nothing keeps its place.
    pub fn is_no_reaction(self) -> bool {
        matches!(
            self,
            Held::Pingback | Held::Trackback | Held::Note | Held::OtherType | Held::Announcement
        )
    }
}

/// Where a comment comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// The format's name: `wxr`, `csv`, `xlsx`.
    pub format: &'static str,
    /// By what its comments are known again.
    pub identity: Identity,
    /// The file.
    pub file: SourcePath,
}

/// One comment, as an export has it. There may be a million of them, so it is small.
#[derive(Clone, Debug)]
pub struct Comment {
    /// Where it comes from; comments of one file share it.
    pub origin: Arc<Origin>,
    /// The line, or the record, it began at, from 1.
    pub line: u32,
    /// The id in the other system, if it had one. Always text.
    pub source_id: Option<Box<str>>,
    /// The id of the comment it answers; `#comment-1042` is one of any source, by its [`anchor`] on our page.
    pub parent: Option<Box<str>>,
    /// Where it stood; comments of one post share it.
    pub place: Arc<Place>,
    /// Who wrote it; comments of one person share this.
    pub author: Arc<Author>,
    /// When; `None` if the export has no readable date.
    pub written: Option<Moment>,
    /// Whether that says the time; a table may know the day alone.
    pub has_time: bool,
    /// The text as it came, decoded, without control characters, with `\n` line ends.
    pub body: Body,
    /// Whom it names without saying it.
    pub mentions: Box<[Mention]>,
    /// What the text is.
    pub kind: BodyKind,
    /// Why it is shown as plain text, if it is over a limit.
    pub plain: Option<PlainReason>,
    /// Why it is not shown; `None` when positively approved, by a person, on a public post.
    pub held: Option<Held>,
}

/// An export that was read: its file, the name of its format, and what it holds.
pub type Read = (SourcePath, &'static str, Export);

/// Reads the exports in a file: one, or those that an archive holds.
pub fn read(source: &Source, config: &Config) -> Checked<Vec<Read>> {
    if !archive::recognises(source) {
        return read_one(source, config);
    }
    let mut read = Checked::new(Vec::new());
    match archive::exports(source, config) {
        Ok(mut unpacked) => {
            read.problems.extend(unpacked.told(source));
            read.problems.append(&mut unpacked.unknown);
            // Each goes as soon as it was read.
            let files = unpacked.files.into_iter().map(|file| read_one(&file, config));
            read.value = files.flat_map(|file| file.take(&mut read.problems)).collect();
            engage::date(&mut read.value, &unpacked.moments);
        }
        Err(problem) => read.problems.push(problem),
    }
    let is_unknown =
        |problem: &Diagnostic| matches!(problem.problem, Problem::UnknownExport { .. });
    if read.value.is_empty() && read.problems.iter().all(is_unknown) {
        // What the first file lacks stands for the others.
        let first = read.problems.into_iter().next().map(|problem| problem.problem);
        let problem = first.unwrap_or_else(|| lack::unknown(Vec::new()));
        read.problems = vec![Diagnostic::warning(problem).at(&source.path)];
    }
    read
}

/// The format that reads a file, if there is one.
pub(crate) fn format_of(source: &Source) -> Option<&'static Format> {
    FORMATS.iter().find(|format| (format.recognises)(source).is_ok())
}

/// Reads a file by the first format that recognises it.
fn read_one(source: &Source, config: &Config) -> Checked<Vec<Read>> {
    match recognised(source) {
        Ok(format) => {
            let Checked { value, problems } = (format.read)(source, config);
            Checked { value: vec![(source.path.clone(), format.name, value)], problems }
        }
        Err(problem) => Checked { value: Vec::new(), problems: vec![problem] },
    }
}

/// The first format that recognises a file, or what each of them lacks in it.
fn recognised(source: &Source) -> Result<&'static Format, Diagnostic> {
    let mut said = Vec::new();
    for format in FORMATS {
        match (format.recognises)(source) {
            Ok(()) => return Ok(format),
            // What lies beside the comments of a system is no export by itself.
            Err(_) if said.iter().any(|(title, _)| *title == format.title) => {}
            Err(lack) => said.push((format.title, lack)),
        }
    }
    let foreign = || lack::foreign(&source.bytes).map(|kind| Problem::ForeignFile { kind });
    let problem = lack::sealed(&source.bytes).or_else(foreign);
    let problem = problem.unwrap_or_else(|| lack::unknown(said));
    Err(Diagnostic::warning(problem).at(&source.path))
}
