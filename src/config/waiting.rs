//! Which files an entry of `comments.pending` means: folders, files by whatever name a download of them gets, and names with `*`.

/// Whether a file is the one that an entry names, or another download of it, or lies within it. A `*` stands for anything within a
/// name. Large and small letters are the same: to some systems they are, and what is held too much is not lost.
pub(crate) fn is_meant(entry: &str, file: &str) -> bool {
    let (entry, file) = (entry.to_lowercase(), file.to_lowercase());
    let mut names = file.split('/');
    let mut parts = entry.split('/').peekable();
    while let Some(part) = parts.next() {
        let Some(name) = names.next() else { return false };
        let is_last = parts.peek().is_none();
        let is_again = || is_last && is_like(&first_name(part), &first_name(name));
        if !is_like(part, name) && !is_again() {
            return false;
        }
    }
    true
}

/// The name of a file before browsers and forms numbered it: `reageer.xlsx` for `reageer(1-2).xlsx` and `reageer (3).xlsx`. A name
/// without an extension, as a folder has, stays what it is.
fn first_name(name: &str) -> String {
    let Some((mut stem, extension)) = name.rsplit_once('.') else { return name.to_owned() };
    while let Some(rest) = without_number(stem) {
        stem = rest;
    }
    format!("{stem}.{extension}")
}

fn without_number(stem: &str) -> Option<&str> {
    let (rest, number) = stem.trim_end().strip_suffix(')')?.rsplit_once('(')?;
    let is_number = number.starts_with(|sign: char| sign.is_ascii_digit())
        && number.chars().all(|sign| sign.is_ascii_digit() || sign == '-');
    is_number.then(|| rest.trim_end())
}

/// Whether a name is like a pattern, in which `*` stands for anything.
fn is_like(pattern: &str, name: &str) -> bool {
    let Some((first, rest)) = pattern.split_once('*') else { return pattern == name };
    let Some(name) = name.strip_prefix(first) else { return false };
    let (within, last) = rest.rsplit_once('*').unwrap_or(("", rest));
    let Some(mut name) = name.strip_suffix(last) else { return false };
    within.split('*').all(|part| {
        let found = name.find(part);
        name = found.map_or("", |at| &name[at + part.len()..]);
        found.is_some()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_means_every_download_of_its_file() {
        for (entry, file, wanted) in [
            ("a/formulier.xlsx", "a/formulier.xlsx", true),
            ("a/formulier.xlsx", "a/Formulier(1-12).xlsx", true),
            ("a/Reageer(1-1).xlsx", "a/Reageer(1-2).xlsx", true),
            ("a/Reageer(1-1).xlsx", "a/Reageer (3).xlsx", true),
            ("a/Reageer (1).xlsx", "a/Reageer(1-1) (2).xlsx", true),
            ("a/Reageer (1).xlsx", "a/Reageer.xlsx", true),
            ("a/Reageer(1-1).zip", "a/Reageer(1-2).zip/reacties.csv", true),
            ("a/Reageer(1-1).xlsx", "a/Reageer(1-2).csv", false),
            ("a/Reageer(1-1).xlsx", "a/Reageer(oud).xlsx", false),
            ("a/Reageer(1-1).xlsx", "b/Reageer(1-2).xlsx", false),
            ("a/Reageer(1-1).xlsx", "a/b/Reageer(1-2).xlsx", false),
            ("a/Reageer(1-1).xlsx", "a/Reageer nu.xlsx", false),
            ("a/formulier", "a/formulier/x.csv", true),
            ("a/formulier", "a/formulier-oud/x.csv", false),
            ("a/formulier (1)", "a/formulier (2)/x.csv", false),
            ("a/form*.xlsx", "a/formulier mei.xlsx", true),
            ("a/form*mei*.xlsx", "a/formulier mei(1-2).xlsx", true),
            ("a/form*mei*.xlsx", "a/formulier juni.xlsx", false),
            ("a/*.xlsx", "a/b/c.xlsx", false),
            ("a/ab*ba", "a/aba", false),
            ("a/*", "a/b/c.xlsx", true),
        ] {
            assert_eq!(is_meant(entry, file), wanted, "{entry} {file}");
        }
    }
}
