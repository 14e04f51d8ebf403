//! A page becomes bytes.

use serde::{Serialize, Serializer};

/// The HTML of a body, made only when a template needs it; in a key it counts as what it is made from.
#[derive(Debug)]
pub enum Body<'a> {
    /// No body.
    Empty,
    /// Placeholder of the skeleton.
    Todo(&'a str),
}

impl Serialize for Body<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str("")
    }
}
