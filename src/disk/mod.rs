//! The only place that touches the disk: reads sources, stages and commits outputs, holds the lock.
//!
//! 1. [`read`] lists what a site consists of, classifies each path once, and reads files.
//! 2. [`lock`] sees to it that one command at a time works on a site.
//! 3. [`cache`] keeps what was read of Markdown files.
//! 4. [`mod@write`] writes single files.
//! 5. `list` tells whose the files of an output folder are.
//! 6. [`target`] stages new files beside their places, and commits them.
//! 7. [`journal`] finishes what was interrupted.

#![expect(clippy::disallowed_methods, reason = "this is where the disk is touched")]

pub mod read;
pub mod lock;
pub mod cache;
pub mod write;
mod list;
pub mod target;
pub mod journal;
