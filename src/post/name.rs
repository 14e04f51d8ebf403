//! What the name of a file says of a document: its slug, its title for want of another, its language, and that it is a draft.

use std::collections::BTreeSet;

use super::Kind;
use super::dates::{without_date, without_day};
use crate::source::SourcePath;

/// The languages that a name may end with, as in Hugo's `water.en.md`. Other endings are part of the name: `node.js.md`.
const LANGUAGES: [&str; 44] = [
    "nl", "en", "de", "fr", "fy", "li", "es", "pt", "it", "da", "sv", "nb", "nn", "no", "fi", "et",
    "lv", "lt", "pl", "cs", "sk", "sl", "hr", "sr", "bs", "hu", "ro", "bg", "el", "tr", "ar", "fa",
    "he", "ru", "uk", "zh", "ja", "ko", "hi", "id", "ga", "ca", "eu", "lb",
];

/// The name of a file without extension and language, and the language.
pub fn stem_and_language(path: &SourcePath) -> (&str, Option<&str>) {
    let stem = path.stem();
    match stem.rsplit_once('.') {
        Some((name, tag)) if !name.is_empty() && is_language(tag) => (name, Some(tag)),
        _ => (stem, None),
    }
}

fn is_language(tag: &str) -> bool {
    let (language, region) = tag.split_once('-').unwrap_or((tag, ""));
    let is_region =
        matches!(region.len(), 0 | 2) && region.bytes().all(|byte| byte.is_ascii_alphabetic());
    is_region && LANGUAGES.contains(&language.to_ascii_lowercase().as_str())
}

/// The last part of the address that a file asks for by its name: without the date, and of `titel/index.md` the folder. A
/// translation into another language than that of the site has it at its end, so that `water.nl.md` and `water.en.md` have
/// addresses of their own, which stay the same when one of them comes or goes. `gives_date` if the date of the document is that
/// of its path.
pub fn slug_of(path: &SourcePath, language: &str, gives_date: bool) -> String {
    let slug = bare_name(path, gives_date);
    match stem_and_language(path).1 {
        Some(tag) if !tag.eq_ignore_ascii_case(language) => {
            format!("{slug}-{}", tag.to_lowercase())
        }
        _ => slug.to_owned(),
    }
}

/// The title that the name of a file gives: `2024-03-05-droge-sloten.md` is `Droge sloten`.
pub(super) fn title_of(path: &SourcePath, gives_date: bool) -> String {
    let name = name_of(path);
    let words = bare_name(path, gives_date).replace(['-', '_'], " ");
    let mut characters = words.trim().chars();
    match characters.next() {
        Some(first) => first.to_uppercase().chain(characters).collect(),
        None => name.to_owned(),
    }
}

/// The same without a date; in the folder of a year (`2024/03-05-water.md`) without the month and the day.
fn bare_name(path: &SourcePath, gives_date: bool) -> &str {
    let (name, folder) = (name_of(path), path.folder());
    let is_index = matches!(stem_and_language(path).0, "index" | "_index" | "README");
    let above =
        if is_index { folder.rsplit_once('/').map_or("", |(above, _)| above) } else { folder };
    match without_date(name) {
        bare if bare.len() < name.len() => bare,
        _ => without_day(name, above, gives_date),
    }
}

/// The name of a file, or of its folder if the file is only its index.
fn name_of(path: &SourcePath) -> &str {
    match stem_and_language(path).0 {
        stem @ ("index" | "_index" | "README") => {
            path.folder().rsplit('/').next().filter(|name| !name.is_empty()).unwrap_or(stem)
        }
        stem => stem,
    }
}

/// Whether a file is about its folder, and no post, expert or topic: `_index.md` of Hugo and Zola, and the `index.md` or
/// `README.md` in which MkDocs introduces the whole blog.
pub fn is_section(path: &SourcePath, kind: Kind) -> bool {
    let stem = stem_and_language(path).0;
    let is_index = matches!(stem, "index" | "README");
    match kind {
        Kind::Post => {
            let is_near = path.folder().matches('/').count() <= 1;
            stem == "_index" || is_index && is_near && !has_date(path)
        }
        Kind::Expert | Kind::Topic => {
            let is_near = path.folder().matches('/').count() <= 1;
            matches!(stem, "_index" | "README") || is_index && is_near
        }
        Kind::Page => false,
    }
}

/// Whether the name of a file begins with a date, or that of its folder if the file is only its index.
pub fn has_date(path: &SourcePath) -> bool {
    let name = name_of(path);
    without_date(name).len() < name.len()
}

/// The folder whose files belong to a post, if this is its `index.md`.
pub fn bundle(path: &SourcePath) -> Option<&str> {
    let is_bundle = stem_and_language(path).0 == "index" && !is_section(path, Kind::Post);
    is_bundle.then(|| path.folder())
}

/// The nearest of these bundles that a file lies in.
pub fn bundle_around<'a>(path: &'a SourcePath, bundles: &BTreeSet<String>) -> Option<&'a str> {
    let above = |folder: &&'a str| folder.rsplit_once('/').map(|(above, _)| above);
    std::iter::successors(Some(path.folder()), above).find(|folder| bundles.contains(*folder))
}

/// Whether a Markdown file in a bundle is a part of its post, as in Hugo and Zola: one that is no index and has no date in its
/// name.
pub fn is_part(path: &SourcePath) -> bool {
    let name = stem_and_language(path).0;
    !matches!(name, "index" | "_index") && without_date(name).len() == name.len()
}

/// The file or folder on the way to a text by whose name it is hidden: Docusaurus and Jekyll make no page of what begins with `_`,
/// and Jekyll none of what begins with `#` or `~`. What is hidden in no generator is not: the folders of Jekyll, and a file about
/// its folder.
pub fn hidden(path: &SourcePath) -> Option<&str> {
    let whole = path.as_str();
    let starts = std::iter::once(0).chain(whole.match_indices('/').map(|(slash, _)| slash + 1));
    starts.into_iter().find_map(|start| {
        let rest = &whole[start..];
        let name = rest.split('/').next()?;
        let is_own = matches!(name.split('.').next()?, "_posts" | "_drafts" | "_index");
        (name.starts_with(['_', '#', '~']) && !is_own).then(|| &whole[..start + name.len()])
    })
}

/// Whether a file lies in the folder where Jekyll keeps what is not finished.
pub(super) fn is_draft(path: &SourcePath) -> bool {
    path.folder().split('/').any(|folder| folder == "_drafts")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_hides_what_it_hides_elsewhere() {
        for (path, wanted) in [
            ("content/posts/_part.mdx", Some("content/posts/_part.mdx")),
            ("content/posts/_weg/2024/a.md", Some("content/posts/_weg")),
            ("content/posts/__tests__/a.md", Some("content/posts/__tests__")),
            (
                "content/posts/_posts/#2024-01-02-a.md",
                Some("content/posts/_posts/#2024-01-02-a.md"),
            ),
            ("content/posts/~2024-01-02-a.md", Some("content/posts/~2024-01-02-a.md")),
            ("content/_posts/2024-01-02-a.md", None),
            ("content/_drafts/a.md", None),
            ("content/posts/b/_index.en.md", None),
            ("content/posts/a_b.md", None),
            ("content/posts/a.test.md", None),
        ] {
            assert_eq!(hidden(&SourcePath::new(path)), wanted, "{path}");
        }
    }

    #[test]
    fn a_name_gives_slug_and_language() {
        for (path, slug, language) in [
            ("content/posts/2024-03-05-water.md", "water", None),
            ("content/posts/water.nl.md", "water", Some("nl")),
            ("content/posts/water.en.md", "water-en", Some("en")),
            ("content/posts/water.pt-BR.md", "water-pt-br", Some("pt-BR")),
            ("content/posts/water/index.en.md", "water-en", Some("en")),
            ("content/posts/water/index.md", "water", None),
            ("content/posts/2024/03-05-water.md", "water", None),
            ("content/posts/2024/03-05-water/index.en.md", "water-en", Some("en")),
            ("content/posts/2024/03/10-tips.md", "10-tips", None),
            ("content/posts/node.js.md", "node.js", None),
            ("content/posts/versie-1.2.md", "versie-1.2", None),
        ] {
            let path = SourcePath::new(path);
            assert_eq!(
                (slug_of(&path, "nl", false).as_str(), stem_and_language(&path).1),
                (slug, language)
            );
        }
        let path = SourcePath::new("content/posts/2024/03/10-tips.md");
        assert_eq!(
            (slug_of(&path, "nl", true), title_of(&path, true)),
            ("tips".into(), "Tips".into())
        );
        assert_eq!(
            title_of(&SourcePath::new("content/posts/droge-sloten.en.md"), false),
            "Droge sloten"
        );
        assert!(is_section(&SourcePath::new("content/posts/a/_index.en.md"), Kind::Post));
    }
}
