//! What the site consists of on the way out: paths, contents, the manifest, and what changes.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A path within the output: relative, with `/`, always that of a file. Only [`OutputPath::new`] makes it,
/// and refuses what could leave the folder or cannot be a file name on Windows.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct OutputPath(String);

impl OutputPath {
    /// The path as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for OutputPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
