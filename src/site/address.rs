//! Where each document lies in the output, and under which old addresses it is found.

use super::Written;
use crate::address::{self, decode};
use crate::config::Config;
use crate::cores::Cores;
use crate::diagnostic::{Checked, Diagnostic, Problem};
use crate::output::{OutputPath, slugify};
use crate::post::name::stem_and_language;
use crate::post::{Document, slug_of};

/// A document's place.
#[derive(Clone, Debug)]
pub(super) struct Address {
    /// Its page.
    pub path: OutputPath,
    /// The last part of it.
    pub slug: String,
    /// Pages at old addresses that lead to it.
    pub redirects: Vec<OutputPath>,
}

/// The addresses of all articles, in their order; the first `posts` are posts. One that cannot be is an error, and
/// gets a place by its number so that the rest can be checked.
pub(super) fn all(
    articles: &[Written],
    posts: usize,
    many: &impl Cores,
    config: &Config,
) -> Checked<Vec<Address>> {
    let mut problems = Vec::new();
    let numbered: Vec<(usize, &Written)> = articles.iter().enumerate().collect();
    let addresses =
        many.each(&numbered, |(number, written)| one((*number, written), posts, config));
    let addresses = addresses.into_iter().filter_map(|address| address.take(&mut problems));
    Checked { value: addresses.collect(), problems }
}

/// The address of an article with its number among all.
fn one(
    (number, written): (usize, &Written),
    posts: usize,
    config: &Config,
) -> Checked<Option<Address>> {
    let mut problems = Vec::new();
    let document = &written.document;
    let slug = slug(document, config);
    let path = slug.clone().and_then(|slug| {
        if number < posts {
            post_path(document, &slug, config)
        } else {
            page_path(document, &slug, config)
        }
    });
    let (slug, path) = match (slug, path) {
        (Ok(slug), Ok(path)) => (slug, path),
        (_, Err((key, problem))) | (Err((key, problem)), _) => {
            problems.push(at_key(Diagnostic::error(problem), document, key, &written.source));
            let slug = format!("document-{number}");
            match OutputPath::new(&format!("{slug}.html")) {
                Ok(path) => (slug, path),
                Err(_) => return Checked { value: None, problems },
            }
        }
    };
    problems.extend(
        not_html(&path).map(|problem| {
            at_key(Diagnostic::warning(problem), document, "address", &written.source)
        }),
    );
    let redirects = redirects(written, &path, config, &mut problems);
    Checked { value: Some(Address { path, slug, redirects }), problems }
}

/// The places that documents would have that are not published, so that comments find them.
pub(super) fn withheld(
    documents: &[Written],
    config: &Config,
) -> Vec<Option<(String, OutputPath)>> {
    let place = |written: &Written| {
        let slug = slug(&written.document, config).ok()?;
        let path = post_path(&written.document, &slug, config).ok()?;
        Some((slug, path))
    };
    documents.iter().map(place).collect()
}

type Refused = (&'static str, Problem);

fn slug(document: &Document, config: &Config) -> Result<String, Refused> {
    let Some(given) = &document.front.slug else {
        let gives_date = !document.front.lines.contains_key("date");
        return Ok(slugify(&slug_of(&document.path, &config.language, gives_date)));
    };
    let refused = |problem| ("slug", problem);
    if given.contains('\\') {
        return Err(refused(Problem::UnsafeAddress { address: given.clone() }));
    }
    let last = plain(given.rsplit('/').next().unwrap_or(given));
    // What is safe is decided of what it becomes: `Een mooie dag?` is a name, `..` is none.
    OutputPath::new(&(folders(document) + &last)).map_err(refused)?;
    let ending = [".html", ".htm"].into_iter().find(|ending| last.ends_with(ending));
    let stem = ending.and_then(|ending| last.strip_suffix(ending)).filter(|stem| !stem.is_empty());
    Ok(stem.map(str::to_owned).unwrap_or(last))
}

/// A part of an address as somebody gave it, if it can stay so.
fn plain(given: &str) -> String {
    let is_plain = given.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '~'));
    if is_plain { given.to_owned() } else { slugify(given) }
}

/// The folders before a slug that was given as a path, as Docusaurus takes one.
fn folders(document: &Document) -> String {
    let given = document.front.slug.as_deref().and_then(|slug| slug.rsplit_once('/'));
    let parts = given.into_iter().flat_map(|(folders, _)| folders.split('/'));
    parts.map(|part| plain(part) + "/").collect()
}

pub(super) fn post_path(
    document: &Document,
    slug: &str,
    config: &Config,
) -> Result<OutputPath, Refused> {
    if let Some(address) = &document.front.address {
        return given_path(address, config).map_err(|problem| ("address", problem));
    }
    let day = document.front.date.map(|date| date.civil(&config.timezone));
    let (year, month, day) = day.map_or((0, 1, 1), |day| (day.year(), day.month(), day.day()));
    let mut path = config
        .permalink
        .replace("{year}", &format!("{year:04}"))
        .replace("{month}", &format!("{month:02}"))
        .replace("{day}", &format!("{day:02}"))
        .replace("{slug}", &(folders(document) + slug));
    if path.ends_with('/') {
        path.push_str("index.html");
    }
    OutputPath::new(&path).map_err(|problem| ("slug", problem))
}

/// `content/pages/hulp/zoeken.md` lies at `hulp/zoeken.html`.
fn page_path(document: &Document, slug: &str, config: &Config) -> Result<OutputPath, Refused> {
    if let Some(address) = &document.front.address {
        return given_path(address, config).map_err(|problem| ("address", problem));
    }
    let folder = document.path.folder();
    let folder = folder.strip_prefix("content").unwrap_or(folder);
    let folder = folder.strip_prefix("/pages").unwrap_or(folder).trim_start_matches('/');
    // A folder with index.md gives its name to the page itself.
    let folder = match stem_and_language(&document.path).0 {
        "index" => folder.rsplit_once('/').map_or("", |(above, _)| above),
        _ => folder,
    };
    let mut path: String =
        folder.split('/').filter(|part| !part.is_empty()).map(|part| slugify(part) + "/").collect();
    path.push_str(&folders(document));
    path.push_str(slug);
    path.push_str(".html");
    OutputPath::new(&path).map_err(|problem| ("slug", problem))
}

/// The path of an address given whole; without an extension it is a folder with index.html.
fn given_path(address: &str, config: &Config) -> Result<OutputPath, Problem> {
    let path = within_site(address.trim(), &config.base_url);
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let path = decode(path);
    let path = path.trim_start_matches('/');
    let is_folder = path.is_empty() || path.ends_with('/');
    let last = path.rsplit('/').next().unwrap_or_default();
    let has_extension = extension(last).is_some();
    OutputPath::new(&match (is_folder, has_extension) {
        (true, _) => format!("{path}index.html"),
        (false, true) => path.to_owned(),
        (false, false) => format!("{path}/index.html"),
    })
}

/// What of an address follows its host, and the folder of the site on it if the site lies in one.
fn within_site<'a>(address: &'a str, base_url: &str) -> &'a str {
    let (Some((host, path)), Some((own, folder))) =
        (address::host(address), address::host(base_url))
    else {
        return address::without_host(address);
    };
    let inner = path.strip_prefix(folder.trim_end_matches('/')).filter(|_| host == own);
    inner.filter(|rest| rest.is_empty() || rest.starts_with(['/', '?', '#'])).unwrap_or(path)
}

/// The extension of the last part of an address: `php` of `b.php`, but nothing of `versie-1.2`.
fn extension(last: &str) -> Option<&str> {
    let (_, extension) = last.rsplit_once('.').filter(|(stem, _)| !stem.is_empty())?;
    let is_one = (1..=5).contains(&extension.len())
        && extension.bytes().all(|byte| byte.is_ascii_alphanumeric())
        && extension.bytes().any(|byte| byte.is_ascii_alphabetic());
    is_one.then_some(extension)
}

/// What is wrong with a page at a place whose name tells a web server that it is something else.
fn not_html(path: &OutputPath) -> Option<Problem> {
    let extension = extension(path.as_str().rsplit('/').next()?)?.to_ascii_lowercase();
    let is_html = ["html", "htm", "xhtml"].contains(&extension.as_str());
    (!is_html).then(|| Problem::AddressNotHtml { address: path.to_string(), extension })
}

/// Old addresses become pages that lead on. One with only a query (`?p=12`) has no file to lie in.
fn redirects(
    written: &Written,
    path: &OutputPath,
    config: &Config,
    problems: &mut Vec<Diagnostic>,
) -> Vec<OutputPath> {
    let document = &written.document;
    let mut found: Vec<OutputPath> = Vec::new();
    for alias in &document.front.aliases {
        let bare = address::without_host(alias.trim());
        // What a parameter tells from other pages has no file of its own either.
        let is_query = bare.trim_start_matches('/').starts_with('?')
            || address::whole(bare) != address::normalise(bare);
        if is_query || bare.is_empty() {
            continue;
        }
        // Hugo takes an alias without a slash as lying beside the page itself; from the root works for all.
        match given_path(alias, config) {
            Ok(old) if old != *path && !found.contains(&old) => {
                problems.extend(not_html(&old).map(|problem| {
                    at_key(Diagnostic::warning(problem), document, "aliases", &written.source)
                }));
                found.push(old);
            }
            Ok(_) => {}
            Err(problem) => problems.push(at_key(
                Diagnostic::warning(problem),
                document,
                "aliases",
                &written.source,
            )),
        }
    }
    found
}

/// A problem at the line of a key of the front matter.
pub(super) fn at_key(
    problem: Diagnostic,
    document: &Document,
    key: &str,
    source: &[u8],
) -> Diagnostic {
    let problem = problem.at(&document.path);
    match document.front.lines.get(key) {
        Some(&line) => problem.on_line(line, &String::from_utf8_lossy(source)),
        None => problem,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::tests::config;

    #[test]
    fn a_given_address_is_kept() {
        for (given, path) in [
            ("/nieuws/water/", Some("nieuws/water/index.html")),
            ("nieuws/water", Some("nieuws/water/index.html")),
            ("/nieuws/water.html", Some("nieuws/water.html")),
            ("https://oud.example/2024/03/a%C3%A9/", Some("2024/03/aé/index.html")),
            ("/versie-1.2/", Some("versie-1.2/index.html")),
            ("/versie-1.2", Some("versie-1.2/index.html")),
            ("/oud/b.php", Some("oud/b.php")),
            ("/oud/default.aspx?id=3", Some("oud/default.aspx")),
            ("/", Some("index.html")),
            ("../geheim", None),
            ("/a/../b", None),
            ("/con/", None),
        ] {
            let found = given_path(given, &config("title = \"x\"")).ok();
            assert_eq!(found.as_ref().map(OutputPath::as_str), path, "{given}");
        }
    }

    #[test]
    fn the_folder_of_the_site_is_no_part_of_a_path_in_it() {
        let config = config("title = \"x\"\nbase_url = \"https://k.example/blog/\"");
        for (given, path) in [
            ("https://k.example/blog/abs/", "abs/index.html"),
            ("https://k.example/blog", "index.html"),
            ("https://k.example/blogs/a/", "blogs/a/index.html"),
            ("https://oud.example/blog/a/", "blog/a/index.html"),
            ("/blog/a/", "blog/a/index.html"),
        ] {
            let found = given_path(given, &config).ok();
            assert_eq!(found.as_ref().map(OutputPath::as_str), Some(path), "{given}");
        }
    }

    #[test]
    fn a_page_that_a_server_sends_as_something_else_is_told() {
        for (path, extension) in [
            ("oud/b.php", Some("php")),
            ("oud/b.PDF", Some("pdf")),
            ("oud/b.html", None),
            ("oud/b.htm", None),
        ] {
            let found = not_html(&OutputPath::new(path).expect("a path"));
            let wanted = extension.map(|extension| Problem::AddressNotHtml {
                address: path.to_owned(),
                extension: extension.to_owned(),
            });
            assert_eq!(found, wanted);
        }
    }
}
