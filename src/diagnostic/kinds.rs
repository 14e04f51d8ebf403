//! What files are that cannot be read, what is wrong with them, and why others are not shown.

use serde::{Deserialize, Serialize};

/// What is wrong with a document that cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Damage {
    /// It is no document of the kind that its name says.
    Foreign,
    /// Nothing is in it.
    Empty,
    /// Its end is not there.
    Cut,
    /// What is in it does not hold together.
    Broken,
    /// There is more in it than anybody writes.
    TooLarge,
}

/// What lies among exports and is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the catalogues say what each is")]
pub enum Foreign {
    Word,
    Slides,
    OpenDocument,
    Pdf,
    Picture,
    WebArchive,
    Feed,
    /// Nothing is in it.
    Empty,
}

/// What was meant as Markdown and is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Unread {
    /// Rows of a table without the line below the first of them that makes them one.
    TableRule,
    /// Cells that a spreadsheet divided by tabs.
    TableTabs,
    /// Cells that no column has.
    TableCells,
    /// A blank between the two parts of a link.
    LinkGap,
}

/// Why readers do not see a post today.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the catalogues say what each is")]
pub enum Waiting {
    Draft,
    Later,
    Expired,
    Part,
}

/// What there is more of in a spreadsheet than the limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the catalogues say what each is")]
pub enum Excess {
    Cells,
    Elements,
    Parts,
    /// Levels, one within another.
    Levels,
    /// Bytes, once it is inflated.
    Bytes,
    /// Bytes of text in its cells.
    Text,
    /// Times that a part is larger once it is inflated.
    Growth,
}

/// Why the site cannot go to the folder where readers have it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Refusal {
    /// It is not there.
    Missing,
    /// It is a file.
    File,
    /// It was filled before, and is empty now.
    Emptied,
    /// Another site is there, or this one under another name.
    Taken,
}
