//! What the last build saw and told, so that a build of the same files need not be done again.
//!
//! Files count as the same when name, size and times of change are: a file that was changed in the two seconds before it was
//! listed could change again without showing it, so then nothing is recorded.

use std::path::{Path, PathBuf};
use std::time::SystemTime;

use serde::{Deserialize, Serialize, de::DeserializeOwned};

use super::read::Stamp;
use super::walk::Found;
use super::write::replace;
use crate::config::Config;
use crate::source::Hash;

/// The files that a site is built from, as they lay there before they were read.
#[derive(Clone, Copy, Debug)]
pub struct Seen {
    pub(super) hash: Hash,
    pub(super) is_settled: bool,
}

impl Seen {
    /// These files, listed at `time`, and the settings.
    pub fn of<'f>(
        root: &Path,
        found: impl IntoIterator<Item = &'f Found>,
        config: &Config,
        time: SystemTime,
    ) -> Seen {
        let mut hasher = blake3::Hasher::new();
        // The moment itself is not part of what was seen: see `Record::until`.
        hasher.update(&config.hash().0);
        let settings = Stamp::of(&root.join("weerklank.toml"));
        let mut is_settled = settings.is_none_or(|stamp| stamp.is_settled(time));
        hasher.update(format!("{settings:?}\n").as_bytes());
        for file in found {
            is_settled &= file.stamp.is_settled(time);
            hasher.update(file.path.as_str().as_bytes()).update(&[0]);
            hasher.update(&file.stamp.bytes());
        }
        Seen { hash: Hash(*hasher.finalize().as_bytes()), is_settled }
    }
}

/// A build that was done.
#[derive(Debug, Serialize, Deserialize)]
pub struct Record<T> {
    seen: Hash,
    /// What lay in the output when it was done.
    output: Hash,
    /// From when the same sources make the same site, in seconds since 1970.
    from: i64,
    /// Until when: then a post appears, disappears, or is due for review.
    until: Option<i64>,
    /// What it told.
    pub told: T,
}

impl<T: Serialize + DeserializeOwned> Record<T> {
    /// What the last build told, if it saw just this, left the output just so, and nothing has come due since.
    pub fn find(
        root: &Path,
        output: &Path,
        (seen, left): (Seen, Hash),
        config: &Config,
    ) -> Option<T> {
        let bytes = std::fs::read(place(root, output)).ok()?;
        let record: Record<T> = serde_json::from_slice(&bytes).ok()?;
        let is_due = record.until.is_some_and(|until| config.now >= until);
        let is_same = record.seen == seen.hash && record.output == left;
        (is_same && record.from <= config.now && !is_due).then_some(record.told)
    }

    /// Writes down what a build saw, left and told, or that there is nothing to rely on.
    pub fn keep(
        root: &Path,
        output: &Path,
        (seen, left): (Seen, Hash),
        (now, until): (i64, Option<i64>),
        told: &T,
    ) {
        let place = place(root, output);
        let record = Record { seen: seen.hash, output: left, from: now, until, told };
        let written = seen.is_settled
            && serde_json::to_vec(&record).is_ok_and(|bytes| replace(&place, &[&bytes]).is_ok());
        if !written {
            let _ = std::fs::remove_file(place);
        }
    }
}

/// Forgets the last build.
pub fn forget(root: &Path, output: &Path) {
    let _ = std::fs::remove_file(place(root, output));
}

fn place(root: &Path, output: &Path) -> PathBuf {
    let output = std::path::absolute(output).unwrap_or_else(|_| output.to_owned());
    let name = Hash::of(output.to_string_lossy().as_bytes()).short(12);
    root.join(".weerklank").join(format!("record-{name}"))
}
