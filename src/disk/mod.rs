//! The only place that touches the disk: reads sources, stages and commits outputs, holds the lock.
//!
//! 1. [`read`] lists what a site consists of, classifies each path once, and reads files.
//! 2. [`lock`] sees to it that one command at a time works on a site.
//! 3. [`cache`] keeps what was read of Markdown files.
//! 4. [`record`] remembers what the last build saw and told.
//! 5. [`mod@write`] stages new files beside their places, and commits them with a journal.

#![expect(clippy::disallowed_methods, reason = "this is where the disk is touched")]

pub mod read;
pub mod lock;
pub mod cache;
pub mod record;
pub mod write;
