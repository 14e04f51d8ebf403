//! Which file each post of another blog becomes, and where its links and pictures lead from there.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;

use super::export::Blog;
use super::item::{Item, Status, Upload};
use crate::address::{self, normalise, post_id};
use crate::html::address::has_scheme;
use crate::output::{is_device, slugify};
use crate::site::own_slug;

/// The folder of WordPress in which uploads lie.
const UPLOADS: &str = "/wp-content/uploads/";

/// Where everything of a blog goes.
#[derive(Debug)]
pub(super) struct Places {
    /// The file of each item of the blog, from the folder of the site.
    pub(super) files: Vec<String>,
    /// The title of each item that readers see.
    titles: Vec<Option<String>>,
    /// The hosts of the blog.
    hosts: BTreeSet<String>,
    /// Those of its uploads, which may be another: that of before a move, or a server for files.
    upload_hosts: BTreeSet<String>,
    /// Items and uploads by the address of their page.
    pages: BTreeMap<String, Page>,
    /// The same by their number.
    numbers: BTreeMap<u64, Page>,
    /// Lists of posts by the ends of their addresses.
    lists: BTreeMap<String, String>,
    /// Uploads by their path below the folder of uploads.
    uploads: BTreeMap<String, Upload>,
}

#[derive(Clone, Debug)]
enum Page {
    Item(usize),
    /// The page of an upload stands for the upload itself.
    Upload(String),
    /// One that an earlier part of the export brought.
    File(String),
}

/// A file of the old blog that a post shows or leads to.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Needed {
    /// Its path below the folder of uploads: `2023/09/dijk.jpg`.
    pub upload: String,
    /// Where it goes, from the folder of the site.
    pub to: String,
    /// Where it was.
    pub address: String,
}

/// What is known of the place of an item before all places are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Lies {
    /// It has no page.
    Nowhere,
    /// The site has it already.
    There(String),
    /// It is to be made: in a folder of its own if files of the old blog will lie beside it.
    New { has_uploads: bool },
}

impl Places {
    /// The places of the items of a blog, of each of which this is known. What `taken` names, without extension, is another's.
    pub(super) fn new(blog: &Blog, lie: &[Lies], mut taken: BTreeSet<String>) -> Places {
        let files = blog.items.iter().zip(lie).map(|(item, lies)| match lies {
            Lies::Nowhere => String::new(),
            Lies::There(path) => path.clone(),
            Lies::New { has_uploads } => file(item, *has_uploads, &mut taken),
        });
        let mut places = Places {
            files: files.collect(),
            titles: blog.items.iter().map(title).collect(),
            hosts: blog.hosts(),
            upload_hosts: blog.upload_hosts(),
            pages: BTreeMap::new(),
            numbers: BTreeMap::new(),
            lists: BTreeMap::new(),
            uploads: BTreeMap::new(),
        };
        for (number, upload) in &blog.uploads {
            let Some(path) = places.upload(&upload.address) else { continue };
            let page = Page::Upload(upload.address.clone());
            places.numbers.insert(*number, page.clone());
            places.pages.insert(path_of(&upload.link), page);
            places.uploads.insert(path, upload.clone());
        }
        for (index, item) in blog.items.iter().enumerate() {
            if places.files.get(index).is_some_and(|path| !path.is_empty()) {
                places.numbers.insert(item.id, Page::Item(index));
                places.pages.insert(path_of(&item.link), Page::Item(index));
            }
        }
        for (slug, name) in &blog.terms {
            places.lists.insert(slug.clone(), format!("/topics/{}.html", own_slug(name)));
        }
        // That is the home page.
        places.pages.remove("");
        places
    }

    /// Adds a post of the same blog that the site has and this export has not.
    pub(super) fn add(&mut self, number: u64, path: &str) {
        self.numbers.entry(number).or_insert_with(|| Page::File(path.to_owned()));
    }

    /// The path of an upload below the folder of uploads, if this is the address of one.
    fn upload(&self, address: &str) -> Option<String> {
        let (host, path) = match address::host(address) {
            Some((host, path)) => (Some(host), path),
            None => (None, address),
        };
        let path = path.split(['?', '#']).next().unwrap_or(path);
        // Jetpack sends pictures by way of a server of its own, and WordPress.com has one for uploads alone.
        if host.as_deref().is_some_and(is_photon) {
            return self.upload(&format!("https:/{path}"));
        }
        if let Some(blog) =
            host.as_deref().and_then(|host| host.strip_suffix(".files.wordpress.com"))
        {
            let is_own = self.hosts.contains(&format!("{blog}.wordpress.com"));
            return is_own.then(|| address::decode(path.trim_start_matches('/')));
        }
        let is_own =
            host.is_none_or(|host| self.hosts.contains(&host) || self.upload_hosts.contains(&host));
        let start = path.find(UPLOADS).filter(|_| is_own)? + UPLOADS.len();
        let below = address::decode(&path[start..]);
        let is_plain = below.split('/').all(|part| !matches!(part, "" | "." | ".."));
        (is_plain && !below.contains('\\')).then_some(below)
    }

    /// The path of a picture as it was uploaded: WordPress shows smaller ones, `dijk-300x200.jpg`. Of one that was very large it
    /// uses `dijk-scaled.jpg`.
    fn whole(&self, path: String) -> String {
        if self.uploads.contains_key(&path) {
            return path;
        }
        let whole = Self::without_size(path);
        let Some((stem, extension)) = whole.rsplit_once('.') else { return whole };
        let names = ["", "-scaled", "-rotated"].map(|end| format!("{stem}{end}.{extension}"));
        names.iter().find_map(|name| self.spelt(name)).unwrap_or(whole)
    }

    /// How this upload is called: of `IMG_4000.JPG` the smaller ones are `IMG_4000-300x200.jpg`.
    fn spelt(&self, path: &str) -> Option<String> {
        if self.uploads.contains_key(path) {
            return Some(path.to_owned());
        }
        let start = &path[..=path.rfind('.')?];
        let names = self.uploads.range::<str, _>((Bound::Included(start), Bound::Unbounded));
        let mut names = names.map(|(name, _)| name).take_while(|name| name.starts_with(start));
        names.find(|name| name.eq_ignore_ascii_case(path)).cloned()
    }

    /// The path without the size at its end.
    fn without_size(path: String) -> String {
        let whole = path.rsplit_once('.').and_then(|(stem, extension)| {
            let (stem, size) = stem.rsplit_once('-')?;
            let (width, height) = size.split_once('x')?;
            let is_number = |text: &str| {
                (1..=5).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
            };
            (is_number(width) && is_number(height)).then(|| format!("{stem}.{extension}"))
        });
        whole.unwrap_or(path)
    }
}

/// The title of an item, if everybody may see it.
fn title(item: &Item) -> Option<String> {
    let is_seen = item.status == Status::Public && !item.title.is_empty();
    is_seen.then(|| item.title.clone())
}

/// The file that an item becomes.
fn file(item: &Item, has_uploads: bool, taken: &mut BTreeSet<String>) -> String {
    let name = item.slug.as_deref().map(str::trim).filter(|slug| !slug.is_empty());
    let name = match name.unwrap_or(&item.title) {
        "" => item.id.to_string(),
        name => slugify(name),
    };
    let year = item.date.as_deref().and_then(|date| date.get(..4));
    let year = year.filter(|year| year.bytes().all(|byte| byte.is_ascii_digit()));
    let folder = match year {
        _ if item.is_page() => "content/pages".to_owned(),
        Some(year) => format!("content/posts/{year}"),
        None => "content/posts".to_owned(),
    };
    let names = std::iter::once(name.clone()).chain((2..).map(|number| format!("{name}-{number}")));
    // A file of this name would make one post of all its folder.
    let mut names = names.filter(|name| name != "index");
    let place = names.find_map(|name| {
        let place = format!("{folder}/{name}");
        taken.insert(place.clone()).then_some(place)
    });
    let place = place.unwrap_or_default();
    if has_uploads { format!("{place}/index.md") } else { format!("{place}.md") }
}

fn is_photon(host: &str) -> bool {
    matches!(host, "i0.wp.com" | "i1.wp.com" | "i2.wp.com" | "i3.wp.com")
}

/// The path of a page by which it is found again.
fn path_of(address: &str) -> String {
    normalise(address::without_host(address))
}

/// What the links of one item lead to.
#[derive(Debug)]
pub(super) struct Links<'a> {
    places: &'a Places,
    /// The file of the item.
    file: &'a str,
    /// The address of the blog, for what is not in the export.
    base: &'a str,
    /// The ids of people by their accounts.
    people: &'a BTreeMap<String, Option<String>>,
    /// The names that uploads have beside it, by their paths.
    names: BTreeMap<String, String>,
    pub(super) needed: Vec<Needed>,
}

impl<'a> Links<'a> {
    pub(super) fn new(
        places: &'a Places,
        file: &'a str,
        base: &'a str,
        people: &'a BTreeMap<String, Option<String>>,
    ) -> Self {
        Links { places, file, base, people, names: BTreeMap::new(), needed: Vec::new() }
    }

    /// What a link leads to, from the file of the item; `None` if it leads nowhere.
    pub(super) fn target(&mut self, href: &str) -> Option<String> {
        let href = href.trim();
        if href.starts_with('#') && href.len() > 1 {
            return Some(href.to_owned());
        }
        let is_web = has_scheme(href, &["http://", "https://", "//"]);
        let has_other =
            href.find([':', '/', '?', '#']).is_some_and(|at| href[at..].starts_with(':'));
        if href.starts_with("\\\\") {
            return Some(format!("file:{}", href.replace('\\', "/")));
        }
        if !is_web && has_other {
            let is_harmless = has_scheme(href, &["mailto:", "tel:", "ftp:", "file:", "sms:"]);
            return is_harmless.then(|| href.to_owned());
        }
        if href.is_empty() || href == "#" {
            return None;
        }
        let (place, anchor) = match href.split_once('#') {
            Some((place, anchor)) if !anchor.is_empty() => (place, format!("#{anchor}")),
            _ => (href, String::new()),
        };
        if let Some(path) = self.places.upload(place) {
            return Some(self.beside(path, place) + &anchor);
        }
        let is_own = match address::host(place) {
            Some((host, _)) => self.places.hosts.contains(&host),
            None => true,
        };
        if !is_own {
            return Some(href.to_owned());
        }
        match self.page(place) {
            Some(Page::Item(index)) => {
                Some(between(self.file, &self.places.files[index]) + &anchor)
            }
            Some(Page::File(path)) => Some(between(self.file, &path) + &anchor),
            Some(Page::Upload(address)) => {
                let path = self.places.upload(&address)?;
                Some(self.beside(path, &address))
            }
            None => self.list(place).or_else(|| {
                let path = href.trim_start_matches('/');
                Some(if is_web { href.to_owned() } else { format!("{}/{path}", self.base) })
            }),
        }
    }

    /// The list of posts that an address of the blog leads to: all, those of a topic, or those of somebody.
    fn list(&self, place: &str) -> Option<String> {
        let path = normalise(address::without_host(place));
        let parts: Vec<&str> = path.split('/').collect();
        match parts.as_slice() {
            [""] if !place.contains('?') => Some("/".to_owned()),
            ["category" | "tag" | "categorie" | "onderwerp", .., last] => {
                self.places.lists.get(*last).cloned()
            }
            ["author", login] => {
                self.people.get(*login)?.as_ref().map(|id| format!("/experts/{id}.html"))
            }
            _ => None,
        }
    }

    /// A picture, as large as it was uploaded; with what it shows, as far as the blog says.
    pub(super) fn picture(&mut self, source: &str) -> Option<(String, Option<&'a str>)> {
        let source = source.trim();
        let Some(path) = self.places.upload(source) else {
            return self.target(source).map(|target| (target, None));
        };
        let path = self.places.whole(path);
        let alt = self.places.uploads.get(&path).and_then(|upload| upload.alt.as_deref());
        Some((self.beside(path, source), alt.filter(|alt| !alt.is_empty())))
    }

    /// The title of the post that an address leads to, unless only some may see it.
    pub(super) fn title(&self, address: &str) -> Option<&'a str> {
        match self.page(address)? {
            Page::Item(index) => self.places.titles.get(index)?.as_deref(),
            Page::Upload(_) | Page::File(_) => None,
        }
    }

    /// Whether both addresses are of one upload, in whatever size.
    pub(super) fn is_same(&self, one: &str, other: &str) -> bool {
        let whole = |address: &str| self.places.upload(address).map(|path| self.places.whole(path));
        whole(one).is_some_and(|path| whole(other) == Some(path))
    }

    fn page(&self, place: &str) -> Option<Page> {
        let attached = place.split_once("attachment_id=").map(|(_, id)| id);
        let number = post_id(place).or(attached).and_then(|id| id.parse().ok());
        if let Some(page) = number.and_then(|id: u64| self.places.numbers.get(&id)) {
            return Some(page.clone());
        }
        let path = path_of(place);
        let page = self.places.pages.get(&path);
        // A part of a post, and what shows it within another page.
        let whole = || {
            let (whole, part) = path.rsplit_once('/')?;
            let is_part = part == "embed" || part.bytes().all(|byte| byte.is_ascii_digit());
            self.places.pages.get(whole).filter(|_| is_part)
        };
        page.or_else(whole).cloned()
    }

    /// The name of an upload beside the item.
    fn beside(&mut self, path: String, address: &str) -> String {
        if let Some(name) = self.names.get(&path) {
            return escaped(name);
        }
        let own = safe_name(path.rsplit('/').next().unwrap_or(&path));
        let (stem, extension) = own.rsplit_once('.').unwrap_or((&own, ""));
        let numbered = (2..).map(|number| format!("{stem}-{number}.{extension}"));
        let is_free =
            |name: &String| !self.names.values().any(|known| known.eq_ignore_ascii_case(name));
        let name = std::iter::once(own.clone()).chain(numbered).find(is_free).unwrap_or_default();
        let folder = self.file.rsplit_once('/').map_or("", |(folder, _)| folder);
        self.needed.push(Needed {
            upload: path.clone(),
            to: format!("{folder}/{name}"),
            address: address.to_owned(),
        });
        self.names.insert(path, name.clone());
        escaped(&name)
    }
}

/// A name that every file system takes.
fn safe_name(name: &str) -> String {
    let is_bad = |c: char| c.is_control() || r#"/\:*?"<>|"#.contains(c);
    let safe: String = name.chars().map(|c| if is_bad(c) { '-' } else { c }).collect();
    let safe = safe.trim_matches(['.', ' ']);
    let extension = safe.rsplit('.').next().unwrap_or_default().to_lowercase();
    match safe {
        "" => "bestand".to_owned(),
        // It would be a post.
        _ if matches!(extension.as_str(), "md" | "markdown" | "mdx") => format!("{safe}.txt"),
        _ if is_device(safe) => format!("-{safe}"),
        _ => safe.to_owned(),
    }
}

/// A name as a link has it, whose signs mean themselves.
fn escaped(name: &str) -> String {
    name.replace('%', "%25").replace('#', "%23").replace('?', "%3F")
}

/// The way from one file to another.
fn between(from: &str, to: &str) -> String {
    let folder: Vec<&str> = from.split('/').collect();
    let folder = &folder[..folder.len() - 1];
    let parts: Vec<&str> = to.split('/').collect();
    let shared = folder.iter().zip(&parts).take_while(|(a, b)| a == b).count();
    let mut way: Vec<&str> = vec![".."; folder.len() - shared];
    way.extend(&parts[shared..]);
    way.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_between_files_goes_by_their_shared_folder() {
        for (from, to, way) in [
            ("content/posts/2023/a.md", "content/posts/2023/b.md", "b.md"),
            ("content/posts/2023/a/index.md", "content/posts/2022/b.md", "../../2022/b.md"),
            ("content/pages/a.md", "content/posts/2022/b/index.md", "../posts/2022/b/index.md"),
        ] {
            assert_eq!(between(from, to), way);
        }
    }

    fn blog() -> Blog {
        let mut blog = Blog::of("https://www.oud.example");
        blog.terms.insert("peil-2".into(), "Het peil".into());
        let upload = |path: &str, link: &str| Upload {
            address: format!("https://www.oud.example/wp-content/uploads/{path}"),
            alt: Some("De dijk".into()),
            link: link.into(),
            ..Upload::default()
        };
        blog.uploads.insert(5, upload("2023/09/dijk.jpg", "https://oud.example/een/dijk/"));
        blog.uploads.insert(6, upload("2023/09/plan-80x60.png", ""));
        blog.uploads.insert(7, upload("2023/09/sluis-scaled.jpg", ""));
        blog.uploads.insert(8, upload("2023/09/IMG_4000.JPG", ""));
        let elsewhere = "https://bestanden.example/wp-content/uploads/2023/09/put.jpg";
        blog.uploads.insert(9, Upload { address: elsewhere.into(), ..Upload::default() });
        blog
    }

    fn links(places: &Places) -> Links<'_> {
        static NOBODY: BTreeMap<String, Option<String>> = BTreeMap::new();
        Links::new(places, "content/posts/2023/een/index.md", "https://oud.example", &NOBODY)
    }

    #[test]
    fn links_of_the_old_blog_lead_to_what_came_of_them() {
        let mut places = Places::new(&blog(), &[], BTreeSet::new());
        places.hosts.insert("oud.wordpress.com".to_owned());
        for (href, target) in [
            ("https://oud.example/wp-content/uploads/2023/09/dijk.jpg", Some("dijk.jpg")),
            (
                "//www.oud.example/wp-content/uploads/2023/09/nota%20x.pdf#page=3",
                Some("nota x.pdf#page=3"),
            ),
            ("/wp-content/uploads/2022/dijk.jpg", Some("dijk.jpg")),
            (
                "https://i0.wp.com/oud.example/wp-content/uploads/2023/09/dijk.jpg?w=30",
                Some("dijk.jpg"),
            ),
            ("https://oud.files.wordpress.com/2019/01/a.png", Some("a.png")),
            ("https://bestanden.example/wp-content/uploads/2023/09/put.jpg", Some("put.jpg")),
            ("https://oud.example/een/dijk/", Some("dijk.jpg")),
            ("/?attachment_id=5", Some("dijk.jpg")),
            ("https://oud.example", Some("/")),
            ("https://oud.example/category/water/peil-2/", Some("/topics/het-peil.html")),
            (
                "https://elders.example/wp-content/uploads/a.jpg",
                Some("https://elders.example/wp-content/uploads/a.jpg"),
            ),
            ("/iets-anders/", Some("https://oud.example/iets-anders/")),
            ("mailto:a@b.example", Some("mailto:a@b.example")),
            ("javascript:alert(1)", None),
            ("#noot", Some("#noot")),
            (
                "/wp-content/uploads/../../wp-config.php",
                Some("https://oud.example/wp-content/uploads/../../wp-config.php"),
            ),
        ] {
            assert_eq!(links(&places).target(href).as_deref(), target, "{href}");
        }
    }

    #[test]
    fn a_picture_is_taken_as_it_was_uploaded() {
        let places = Places::new(&blog(), &[], BTreeSet::new());
        for (source, name, alt) in [
            ("/wp-content/uploads/2023/09/dijk-300x200.jpg", "dijk.jpg", Some("De dijk")),
            ("/wp-content/uploads/2023/09/plan-80x60.png", "plan-80x60.png", Some("De dijk")),
            ("/wp-content/uploads/2024/ander-1024x768.jpg", "ander.jpg", None),
            ("/wp-content/uploads/2023/09/sluis.jpg", "sluis-scaled.jpg", Some("De dijk")),
            ("/wp-content/uploads/2023/09/sluis-300x200.jpg", "sluis-scaled.jpg", Some("De dijk")),
            ("/wp-content/uploads/2023/09/sluis-scaled.jpg", "sluis-scaled.jpg", Some("De dijk")),
            // WordPress writes the extension of smaller ones in small letters.
            ("/wp-content/uploads/2023/09/IMG_4000-300x200.jpg", "IMG_4000.JPG", Some("De dijk")),
        ] {
            assert_eq!(links(&places).picture(source), Some((name.to_owned(), alt)), "{source}");
        }
        let mut links = links(&places);
        links.target("/wp-content/uploads/2023/09/dijk.jpg");
        let other = links.target("/wp-content/uploads/2024/01/dijk.jpg");
        assert_eq!(other.as_deref(), Some("dijk-2.jpg"), "two files of one name");
        assert!(links.is_same("/wp-content/uploads/a-1x1.jpg", "/wp-content/uploads/a.jpg"));
    }
}
