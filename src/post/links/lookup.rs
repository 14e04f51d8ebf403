//! The ways to find a place: by its file, by its address, and by the last part of that.

use super::LinkIndex;
use super::found::unique;
use super::has_file_extension;
use crate::address;
use crate::output::slugify;
use crate::post::dates::without_date;
use crate::source::SourcePath;

impl LinkIndex {
    pub(super) fn by_address(&self, normal: &str) -> Option<usize> {
        unique(&self.addresses, normal).or_else(|| unique(&self.addresses, &normal.to_lowercase()))
    }

    /// The post whose slug is the last part of an address.
    pub(super) fn by_last_part(&self, path: &str) -> Option<usize> {
        let mut parts = path.trim_end_matches('/').rsplit('/');
        let mut last = parts.next()?;
        if matches!(last, "index.md" | "index.mdx" | "index.html") {
            last = parts.next()?;
        }
        let (stem, extension) = last.rsplit_once('.').unwrap_or((last, ""));
        let is_page = matches!(extension, "" | "md" | "mdx" | "markdown" | "html" | "htm" | "php");
        let name = if is_page { stem } else { last };
        if name.is_empty() || name == ".." || name == "." || (!is_page && has_file_extension(last))
        {
            return None;
        }
        let slug = slugify(name);
        let by_name = |name: &str| {
            let found = unique(&self.further().files, &name.to_lowercase());
            found.filter(|&index| !self.targets[index].slug.is_empty())
        };
        unique(&self.further().slugs, &slug)
            .or_else(|| unique(&self.further().slugs, &slugify(without_date(name))))
            .or_else(|| by_name(name))
            // Of several of a name, the one of that day.
            .or_else(|| {
                let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
                by_name(&format!("{year}-{month}-{day}-{name}"))
            })
    }

    /// The place at an address below the folder that the whole blog had elsewhere: `/blog/releases/3.0`.
    pub(super) fn by_address_below(&self, path: &str) -> Option<usize> {
        let (_, rest) = path.strip_prefix('/')?.split_once('/')?;
        let normal = address::normalise(rest);
        (!normal.is_empty()).then(|| self.by_address(&normal)).flatten()
    }

    /// The files that a path may mean, the likeliest first.
    pub(super) fn candidates(&self, from: &SourcePath, path: &str) -> Vec<String> {
        let rooted = |root: &str, rest: &str| {
            let path =
                SourcePath::new("").join(&format!("/{root}{}", rest.trim_start_matches('/')));
            path.map(|path| path.as_str().to_owned())
        };
        let found = if let Some(rest) = path.strip_prefix("@/") {
            vec![rooted("content/", rest)]
        } else if let Some(rest) = path.strip_prefix("@site/") {
            vec![rooted("", rest), rooted("content/", rest), rooted("static/", rest)]
        } else if let Some(rest) = path.strip_prefix("pathname:///") {
            vec![rooted("static/", rest)]
        } else if path.starts_with('/') {
            vec![rooted("static/", path), rooted("content/", path), rooted("", path)]
        } else if path.is_empty() {
            Vec::new()
        } else {
            vec![
                from.join(path).map(|path| path.as_str().to_owned()),
                rooted("static/", path),
                rooted("content/", path),
            ]
        };
        found.into_iter().flatten().collect()
    }

    /// The place of a file, also when the extension or the name within a folder is left out.
    pub(super) fn by_file(&self, path: &str) -> Option<usize> {
        let look = |path: &str| {
            unique(&self.sources, path).or_else(|| unique(self.folded(), &path.to_lowercase()))
        };
        if let Some(index) = look(path) {
            return Some(index);
        }
        let stem = [".md", ".mdx", ".markdown", ".html"]
            .iter()
            .find_map(|extension| path.strip_suffix(extension));
        if stem.is_none() && has_file_extension(path) {
            return None;
        }
        let stem = stem.unwrap_or(path);
        [".md", ".mdx", ".markdown", "/index.md", "/index.mdx", "/_index.md", "/README.md"]
            .iter()
            .find_map(|ending| look(&format!("{stem}{ending}")))
    }

    /// The place at an address: from the root, or relative to the address of the page that the file becomes.
    pub(super) fn by_way(&self, from: &SourcePath, target: &str, path: &str) -> Option<usize> {
        let query = target
            .split('#')
            .next()
            .and_then(|target| target.split_once('?'))
            .map_or("", |(_, query)| query);
        let with_query = |path: &str| address::normalise(&format!("{path}?{query}"));
        if path.starts_with('/') || path.is_empty() {
            let normal = with_query(path);
            return (!normal.is_empty()).then(|| self.by_address(&normal)).flatten();
        }
        let folder = self.own_folder(from)?;
        self.by_address(&with_query(&format!("{folder}/{path}")))
    }

    /// The folder of the page that a file becomes.
    pub(super) fn own_folder(&self, from: &SourcePath) -> Option<&str> {
        let own = self.sources.get(from.as_str())?;
        let path = self.targets.get(own.index)?.path.as_str();
        Some(path.rsplit_once('/').map_or("", |(folder, _)| folder))
    }
}
