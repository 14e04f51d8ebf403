//! What posts show beside text, looked at once: [`chart`]s from files of numbers.
//!
//! Everything here is a function of a file's bytes; `pipeline` reads them, and `post::markdown` writes what was found.

pub mod chart;

use std::collections::BTreeMap;

use serde::Serialize;

use crate::output::OutputPath;

pub use chart::Chart;

/// What is known of a file of the site that posts show.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub enum Medium {
    /// A file of numbers, which is drawn.
    Chart(Chart),
}

/// What is known of files, by their places in the output.
pub type Media = BTreeMap<OutputPath, Medium>;
