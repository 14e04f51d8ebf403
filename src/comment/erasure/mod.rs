//! Takes a person out of the exports, and keeps them out.
//!
//! `suppression` keeps the forgotten out of every build.

mod suppression;

pub use suppression::{Forgotten, Key, suppress, with};
