//! The paths of addresses in the form in which those of comments and of posts are compared.

use crate::address;

/// A path in the form in which they are compared, in lower case. `None` for nothing, and for what is not a path at all (a
/// sentence): what has blanks in it is one only if it begins with a slash.
pub(super) fn normal(path: &str) -> Option<String> {
    let normal = address::whole(path).to_lowercase();
    let path = path.trim();
    let is_path = path.starts_with('/') || !path.contains(char::is_whitespace);
    (!normal.trim().is_empty() && is_path).then_some(normal)
}

/// A path as it is looked for: whole, and without the parameters that nobody knows to name a page.
pub(super) fn paths(path: &str) -> Vec<String> {
    let Some(whole) = normal(path) else { return Vec::new() };
    if !whole.contains('?') {
        return vec![whole];
    }
    let plain = address::normalise(path).to_lowercase();
    let mut paths = vec![whole];
    paths.extend(Some(plain).filter(|plain| !plain.is_empty() && *plain != paths[0]));
    paths
}
