//! The places that a site reads or publishes: what is for one person alone must not come to lie there.

use std::path::Path;

use super::list::LIST;
use super::read::real;

/// Whether a new file in this place would be read as a part of the site in `root`, or stand among what is published.
pub fn has(root: &Path, path: &Path, sources: &[String]) -> bool {
    let path = real(path);
    let own = ["content", "static", "themes", "_data", "data/authors", ".weerklank", "public"];
    let mut own = own.into_iter().chain(sources.iter().map(String::as_str));
    own.any(|folder| path.starts_with(real(&root.join(folder))))
        // An output may lie anywhere.
        || path.ancestors().skip(1).any(|folder| folder.join(LIST).exists())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_read_or_published_belongs_to_the_site() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        std::fs::create_dir_all(root.join("elders/2026")).unwrap();
        std::fs::write(root.join("elders").join(LIST), "").unwrap();
        for (path, wanted) in [
            ("content/comments/jan.csv", true),
            ("content/nieuw/jan.csv", true),
            ("content/../static/jan.csv", true),
            ("exports/jan.csv", true),
            ("public/jan.csv", true),
            ("elders/2026/jan.csv", true),
            ("jan.csv", false),
            ("voor-jan/content/jan.csv", false),
        ] {
            assert_eq!(has(root, &root.join(path), &["exports".to_owned()]), wanted, "{path}");
        }
    }
}
