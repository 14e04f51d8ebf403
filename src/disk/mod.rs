//! The only place that touches the disk: reads sources, stages and commits outputs, holds the lock.
//!
//! 1. [`walk`] lists what a site consists of, and classifies each path once; `unread` tells what is left out of it.
//! 2. [`read`] reads those files.
//! 3. [`lock`] sees to it that one command at a time works on a site.
//! 4. [`cache`] keeps what was read of Markdown files, [`stamps`] which bytes they had, [`looked`] what was found in pictures and documents, [`pictures`] smaller
//!    pictures.
//! 5. [`pieces`] keeps what the search read of posts.
//! 6. [`record`] remembers what the last build saw and told, [`conversation`] what readers see of the exports.
//! 7. [`mod@write`] writes single files, and `streamed` reads values that it wrote.
//! 8. `list` tells whose the files of an output folder are, `lying` what else may lie there.
//! 9. [`target`] stages new files, where `staging` says, and commits them.
//! 10. [`journal`] finishes what was interrupted.
//! 11. [`forgetting`] rewrites exports in one go, and [`everything`] lists every file, for a search of all of them.
//! 12. [`digests`] writes what goes by mail, and finds it again.
//! 13. [`own`] knows the places where nothing of one person alone may come to lie.
//! 14. [`uploads`] brings in files from outside.

#![expect(clippy::disallowed_methods, reason = "this is where the disk is touched")]

pub mod walk;
mod unread;
pub mod read;
pub mod lock;
pub mod cache;
pub mod pieces;
pub mod looked;
pub mod pictures;
pub mod aside;
pub mod record;
pub mod stamps;
pub mod conversation;
pub mod write;
mod streamed;
mod list;
mod lying;
mod staging;
pub mod target;
pub mod journal;
pub mod forgetting;
pub mod everything;
pub mod digests;
pub mod own;
pub mod uploads;
