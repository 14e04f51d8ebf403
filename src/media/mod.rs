//! What posts show beside text, looked at once: [`chart`]s from files of numbers, [`picture`]s, [`player`]s for film and sound,
//! and [`document`]s that are linked to.
//!
//! Everything here is a function of a file's bytes; `pipeline` reads them, and `post::markdown` writes what was found.

pub mod chart;
pub mod picture;
pub mod player;
pub mod document;
pub(crate) mod page;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::diagnostic::Problem;
use crate::output::OutputPath;
use crate::post::outline::LinkKind;

pub use chart::Chart;
pub use document::Document;
pub use picture::Picture;
pub use player::Player;

/// What is known of a file of the site that posts show.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub enum Medium {
    /// A file of numbers, which is drawn.
    Chart(Chart),
    /// A picture with its size, and smaller ones of it.
    Picture(Picture),
    /// A film or a sound.
    Player(Player),
    /// A document to take along.
    Document(Document),
}

/// What is known of files, by their places in the output.
pub type Media = BTreeMap<OutputPath, Medium>;

/// How a file is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sort {
    /// As numbers to draw.
    Chart,
    /// As a picture.
    Picture,
    /// As a picture that no text shows.
    Lying,
    /// As a film.
    Film,
    /// As a sound.
    Sound,
    /// As a document.
    Document,
    /// As a page that no theme made.
    Page,
}

impl Sort {
    /// How the file at this place is looked at, if a text points to it so.
    pub(crate) fn of(path: &str, kind: LinkKind) -> Option<Sort> {
        let name = path.rsplit('/').next().unwrap_or(path);
        let extension = name.rsplit_once('.')?.1.to_ascii_lowercase();
        let is_image = kind == LinkKind::Image;
        match extension.as_str() {
            "csv" if is_image => Some(Sort::Chart),
            "jpg" | "jpeg" | "png" | "gif" | "webp" | "svg" | "svgz" | "avif" | "bmp" | "heic"
            | "heif" | "hif" | "tif" | "tiff" | "jxl" | "jp2" | "psd" | "dng" | "cr2" | "cr3"
            | "nef" | "arw" | "emf" | "wmf" | "eps"
                if is_image =>
            {
                Some(Sort::Picture)
            }
            "mp4" | "webm" | "ogv" | "m4v" | "mov" if is_image => Some(Sort::Film),
            "mp3" | "ogg" | "oga" | "wav" | "m4a" | "flac" | "opus" if is_image => {
                Some(Sort::Sound)
            }
            "pdf" | "docx" | "xlsx" | "pptx" => Some(Sort::Document),
            _ => None,
        }
    }
}

/// What the bytes of a file say that is worth keeping: whoever knows it need not read the file again.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Facts {
    /// The size of a picture, and what its makers should know of it.
    Picture(picture::Size, Vec<Problem>),
    /// What is to be told of a picture that no text shows, or of a page that no theme made.
    Lying(Option<Problem>),
    /// A picture of a kind that readers would not see.
    Foreign(String),
    /// How long a document is, and what it says.
    Document(document::Reading),
    /// What is wrong with the file.
    Unusable(Problem),
}
