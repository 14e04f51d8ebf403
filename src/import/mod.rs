//! The posts of another system as Markdown files, so that experts go on from there: once, and never over what is there already.
//!
//! 1. `export` reads the posts, pages and uploads of an export of WordPress.
//! 2. `places` says which file each becomes, and where links and pictures lead from there.
//! 3. `blocks` makes HTML of what WordPress's editors write, and `markdown` Markdown of that: `inline` what stands in a line,
//!    `table` tables.
//! 4. `matter` writes the front matter. The number of each post in the other system stands in it, by which comments find it.

mod name;
mod export;
mod places;
mod blocks;
mod inline;
mod table;
mod markdown;
pub(crate) mod matter;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use crate::address;
use crate::comment::erasure::Forgotten;
use crate::comment::{Author, archive, wxr};
use crate::config::Config;
use crate::diagnostic::{Checked, Diagnostic, Problem, Severity};
use crate::html::tree;
use crate::site::own_slug;
use crate::source::{Source, SourcePath};

use export::{Blog, Item, Status};
use markdown::Converted;
use matter::Matter;
use places::{Links, Places};

pub use places::Needed;

/// What a site has already.
#[derive(Clone, Debug, Default)]
pub struct Known {
    /// The numbers of its posts in other systems, with their files: `("oud.example", "528")`.
    pub ids: BTreeMap<(String, String), SourcePath>,
    /// The ids of its people, by all their names.
    pub people: BTreeMap<String, String>,
}

/// A file that is to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Made {
    /// Where, from the folder of the site.
    pub path: String,
    /// What is in it.
    pub text: String,
    /// What it is.
    pub kind: Kind,
    /// Files of the old blog that it shows or leads to.
    pub needed: Vec<Needed>,
}

/// What a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A post that readers will see.
    Post,
    /// A page that readers will see.
    Page,
    /// A post or a page that they will not see, as they did not.
    Draft,
    /// Somebody who wrote posts.
    Expert,
}

/// What came of an export.
#[derive(Clone, Debug, Default)]
pub struct Imported {
    /// The files to make, people first.
    pub made: Vec<Made>,
    /// Posts that the site has by their number, wherever they lie now, with their files.
    pub known: Vec<SourcePath>,
    /// Items in the bin.
    pub gone: usize,
    /// Items that have no page, by what WordPress calls them.
    pub others: BTreeMap<String, usize>,
    /// The hosts of the blog: those that `old_hosts` should have.
    pub hosts: BTreeSet<String>,
}

/// What these files, each an export of WordPress or an archive of several, become in a site that has this already. An error means
/// that nothing does. Nobody who was `forgotten` comes back as an author.
pub fn import(
    sources: &[Source],
    known: &Known,
    forgotten: &[Forgotten],
    config: &Config,
) -> Checked<Option<Imported>> {
    let mut problems = Vec::new();
    let mut blog = Blog::default();
    for source in sources {
        match read(source, &mut blog, config) {
            Ok(warnings) => problems.extend(warnings),
            Err(problem) => problems.push(problem),
        }
    }
    if problems.iter().any(|told| told.severity == Severity::Error) {
        return Checked { value: None, problems };
    }
    let imported = Import::new(&blog, known, forgotten, config).make(&mut problems);
    if imported.is_empty() {
        let path = sources.first().map(|source| source.path.clone());
        let problem = Diagnostic::error(Problem::ImportEmpty);
        problems.push(Diagnostic { path, ..problem });
        return Checked { value: None, problems };
    }
    Checked { value: Some(imported), problems }
}

impl Imported {
    fn is_empty(&self) -> bool {
        self.made.is_empty() && self.known.is_empty()
    }
}

/// Adds what a file says to the blog.
fn read(source: &Source, blog: &mut Blog, config: &Config) -> Result<Vec<Diagnostic>, Diagnostic> {
    let is_one = |source: &Source| (wxr::FORMAT.recognises)(source).is_ok();
    let refused = || Diagnostic::error(Problem::ImportForeign).at(&source.path);
    if !archive::recognises(source) {
        return if is_one(source) { blog.read(source) } else { Err(refused()) };
    }
    let mut files = archive::exports(source, config)?.files;
    files.retain(is_one);
    if files.is_empty() {
        return Err(refused());
    }
    let mut warnings = Vec::new();
    for file in files {
        warnings.extend(blog.read(&file)?);
    }
    Ok(warnings)
}

/// A blog on its way to files.
struct Import<'a> {
    blog: &'a Blog,
    known: &'a Known,
    config: &'a Config,
    system: String,
    /// The address of the blog, without a slash at its end.
    base: String,
    places: Places,
    /// The id of each account that wrote something, unless it is of somebody who was forgotten.
    people: BTreeMap<String, Option<String>>,
}

impl<'a> Import<'a> {
    fn new(blog: &'a Blog, known: &'a Known, forgotten: &[Forgotten], config: &'a Config) -> Self {
        let system = blog.system();
        let hosts = blog.hosts();
        let places = Places::new(blog, &hosts);
        let mut import = Import {
            blog,
            known,
            config,
            base: format!("https://{system}"),
            places,
            people: BTreeMap::new(),
            system,
        };
        let items = blog.items.iter().filter(|item| import.has_page(item));
        let logins: BTreeSet<&String> = items.filter_map(|item| item.author.as_ref()).collect();
        for login in logins {
            let id = import.id_of(login, forgotten);
            import.people.insert(login.clone(), id);
        }
        import
    }

    /// The id of who has this account: that of the profile that is there, or a new one.
    fn id_of(&self, login: &str, forgotten: &[Forgotten]) -> Option<String> {
        let user = self.blog.users.get(login).cloned().unwrap_or_default();
        let name = user.name.unwrap_or_else(|| login.to_owned());
        let author = Author {
            name: name.clone(),
            account: Some(login.to_owned()),
            email: user.email,
            department: None,
        };
        if forgotten.iter().any(|list| list.is_of(&author, &self.system)) {
            return None;
        }
        let known =
            [login, &name].into_iter().find_map(|name| self.known.people.get(&own_slug(name)));
        let id = known.cloned().unwrap_or_else(|| own_slug(&name));
        let is_taken = self.people.values().flatten().any(|other| *other == id);
        // Two people of one name are two people.
        Some(if is_taken && known.is_none() { own_slug(&format!("{name} {login}")) } else { id })
    }

    fn has_page(&self, item: &Item) -> bool {
        item.status != Status::Gone && self.config.comments.post_types.contains(&item.kind)
    }

    fn make(&self, problems: &mut Vec<Diagnostic>) -> Imported {
        let mut imported = Imported { hosts: self.blog.hosts(), ..Imported::default() };
        let mut addresses = BTreeSet::new();
        for (index, item) in self.blog.items.iter().enumerate() {
            if !self.config.comments.post_types.contains(&item.kind) {
                *imported.others.entry(item.kind.clone()).or_default() += 1;
                continue;
            }
            if item.status == Status::Gone {
                imported.gone += 1;
                continue;
            }
            let id = (self.system.clone(), item.id.to_string());
            match self.known.ids.get(&id) {
                // What lies elsewhere by now has been worked on.
                Some(path) if path.as_str() != self.places.files[index] => {
                    imported.known.push(path.clone());
                }
                _ => imported.made.push(self.post(item, index, &mut addresses, problems)),
            }
        }
        let people =
            self.people.iter().filter_map(|(login, id)| self.profile(login, id.as_deref()?));
        let mut made: Vec<Made> = people.collect();
        made.append(&mut imported.made);
        Imported { made, ..imported }
    }

    /// The profile of who has an account here and none on the site.
    fn profile(&self, login: &str, id: &str) -> Option<Made> {
        if self.known.people.values().any(|known| known == id) {
            return None;
        }
        let name = self.blog.users.get(login).and_then(|user| user.name.as_deref());
        let mut matter = Matter::default();
        matter.text("name", Some(name.unwrap_or(login)));
        matter.raw("role", "\"\"");
        matter.raw("department", "\"\"");
        matter.raw("expertise", "[]");
        // By it their comments are known; an address is nobody's business.
        let aliases: Vec<String> =
            Some(login.to_owned()).filter(|login| !login.contains('@')).into_iter().collect();
        matter.list("aliases", &aliases);
        let path = format!("content/experts/{id}.md");
        Some(Made { path, text: matter.with(""), kind: Kind::Expert, needed: Vec::new() })
    }

    fn post(
        &self,
        item: &Item,
        index: usize,
        addresses: &mut BTreeSet<String>,
        problems: &mut Vec<Diagnostic>,
    ) -> Made {
        let path = &self.places.files[index];
        let mut links = Links::new(&self.places, path, &self.base);
        let (html, is_classic) = blocks::html(item, self.blog);
        let notes = footnotes(item.footnotes.as_deref());
        let told = |problem| Diagnostic::warning(problem).at(&SourcePath::new(path));
        let converted =
            markdown::convert(&html, is_classic, &notes, &mut links).unwrap_or_else(|| {
                problems.push(told(Problem::ImportLeftOut { name: "div".to_owned() }));
                Converted::default()
            });
        let left = converted.left.into_iter().map(|name| told(Problem::ImportLeftOut { name }));
        problems.extend(left);
        let is_post = item.kind != "page";
        let mut matter = Matter::default();
        let title = if item.title.is_empty() { format!("{}", item.id) } else { title(&item.title) };
        matter.text("title", Some(&title));
        if is_post {
            if let Some(date) = &item.date {
                matter.raw("date", date);
            }
            let updated = item.updated.as_deref().filter(|updated| {
                item.date.as_deref().is_some_and(|date| {
                    date[..10.min(date.len())] < updated[..10.min(updated.len())]
                })
            });
            if let Some(updated) = updated {
                matter.raw("updated", updated);
            }
        }
        let author =
            item.author.as_ref().and_then(|login| self.people.get(login).cloned().flatten());
        matter.list("authors", &author.filter(|_| is_post).into_iter().collect::<Vec<_>>());
        matter.list("topics", if is_post { &item.topics } else { &[] });
        if is_post {
            matter.text("summary", item.excerpt.as_deref().map(summary).as_deref());
        }
        if let Some(upload) = item.picture.and_then(|number| self.blog.uploads.get(&number))
            && let Some((file, alt)) = links.picture(&upload.address)
        {
            let path = matter::quoted(&file);
            match alt {
                Some(alt) => {
                    matter.raw("image", &format!("{{path: {path}, alt: {}}}", matter::quoted(alt)))
                }
                None => matter.raw("image", &path),
            }
        }
        let site = self.config.language.as_str();
        matter.text("lang", item.language.as_deref().filter(|language| *language != site));
        matter.flag("pinned", item.is_sticky);
        if item.is_closed && is_post {
            matter.raw("comments", "closed");
        }
        let is_draft = item.status != Status::Public;
        matter.flag("draft", is_draft);
        let aliases: Vec<String> = old_address(&item.link)
            .filter(|address| addresses.insert(address.clone()))
            .into_iter()
            .collect();
        matter.list("aliases", &aliases);
        matter.raw(
            "ids",
            &format!(
                "{{{}: {}}}",
                matter::quoted(&self.system),
                matter::quoted(&item.id.to_string())
            ),
        );
        let kind = match (is_draft, is_post) {
            (true, _) => Kind::Draft,
            (false, true) => Kind::Post,
            (false, false) => Kind::Page,
        };
        Made { path: path.clone(), text: matter.with(&converted.text), kind, needed: links.needed }
    }
}

/// A title without the marks that WordPress lets it have.
fn title(written: &str) -> String {
    text_of(written).unwrap_or_else(|| written.to_owned())
}

/// An excerpt on one line, as text.
fn summary(written: &str) -> String {
    text_of(written).unwrap_or_else(|| written.to_owned())
}

/// The text of HTML, on one line.
fn text_of(html: &str) -> Option<String> {
    let tree = tree::parse(&format!("<!DOCTYPE html><body>{html}"))?;
    Some(tree.text(&tree.walk(tree::ROOT, |node| !matches!(tree.name(node), "script" | "style"))))
}

/// The footnotes of a post by their ids, as HTML.
fn footnotes(json: Option<&str>) -> Vec<(String, String)> {
    #[derive(serde::Deserialize)]
    struct Note {
        id: String,
        content: String,
    }
    let notes: Option<Vec<Note>> = json.and_then(|json| serde_json::from_str(json).ok());
    notes.into_iter().flatten().map(|note| (note.id, note.content)).collect()
}

/// First parts of addresses that belong to pages which every site has.
const OWN: &[&str] =
    &["assets", "digests", "experts", "feed", "feed.xml", "index.html", "page", "search", "topics"];

/// The path that a post had, unless it has a number for a name or stands where a page of the site does.
fn old_address(link: &str) -> Option<String> {
    let path = address::without_host(link);
    let path = path.split('#').next().unwrap_or(path);
    let decoded = address::decode(path.trim_end_matches('/'));
    let first = decoded.trim_start_matches('/').split('/').next().unwrap_or_default();
    let is_free = !first.is_empty() && !OWN.contains(&first) && !path.contains('?');
    is_free.then(|| format!("{decoded}/"))
}
