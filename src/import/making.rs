//! Each post, page and author of a blog as the file that it becomes.

use std::collections::{BTreeMap, BTreeSet};

use super::blocks::{self, Content};
use super::export::Blog;
use super::hidden::is_restricting;
use super::item::{Item, Status, User};
use super::markdown::{self, Converted};
use super::matter::{self, Matter};
use super::places::{Lies, Links, Places};
use super::{Imported, Kind, Known, Made};
use crate::address;
use crate::comment::erasure::Forgotten;
use crate::comment::{Author, text};
use crate::config::Config;
use crate::diagnostic::{Diagnostic, Problem};
use crate::html::tree;
use crate::post::links::Made as Own;
use crate::site::{made, own_slug};
use crate::source::SourcePath;

/// A blog on its way to files.
pub(super) struct Import<'a> {
    blog: &'a Blog,
    known: &'a Known,
    config: &'a Config,
    system: String,
    /// The address of the blog, without a slash at its end.
    base: String,
    places: Places,
    /// The files that the site makes of itself.
    own: Own,
    /// The id of each account that wrote something, unless it is of somebody who was forgotten.
    people: BTreeMap<String, Option<String>>,
}

impl<'a> Import<'a> {
    pub(super) fn new(
        blog: &'a Blog,
        known: &'a Known,
        forgotten: &[Forgotten],
        config: &'a Config,
    ) -> Self {
        let system = blog.system();
        let mut import = Import {
            blog,
            known,
            config,
            base: format!("https://{system}"),
            places: Places::new(blog, &[], BTreeSet::new()),
            own: made(&[], config),
            people: BTreeMap::new(),
            system,
        };
        let items = blog.items.iter().filter(|item| import.has_page(item));
        let logins: BTreeSet<&String> = items.flat_map(|item| &item.authors).collect();
        for login in logins {
            let id = import.id_of(login, forgotten);
            import.people.insert(login.clone(), id);
        }
        import.place();
        import
    }

    /// Gives each item its place. Whether it needs a folder is known once its links were followed from some place.
    fn place(&mut self) {
        let id = |item: &Item| (self.system.clone(), item.id.to_string());
        let pages = self.own.files.iter().filter_map(|path| path.strip_suffix(".html"));
        let pages = pages.map(|name| format!("content/pages/{name}"));
        let taken: BTreeSet<String> =
            self.known.files.iter().map(without_extension).chain(pages).collect();
        let lies = |item: &Item| match self.known.ids.get(&id(item)) {
            _ if !self.has_page(item) => Lies::Nowhere,
            Some(path) => Lies::There(path.as_str().to_owned()),
            None => Lies::New { has_uploads: true },
        };
        let mut lie: Vec<Lies> = self.blog.items.iter().map(lies).collect();
        self.places = Places::new(self.blog, &lie, taken.clone());
        for (index, (item, lies)) in self.blog.items.iter().zip(&mut lie).enumerate() {
            if let Lies::New { has_uploads } = lies {
                *has_uploads = !self.post(item, index, None).0.needed.is_empty();
            }
        }
        self.places = Places::new(self.blog, &lie, taken);
        for ((system, id), path) in &self.known.ids {
            if let Some(number) = id.parse().ok().filter(|_| *system == self.system) {
                self.places.add(number, path.as_str());
            }
        }
    }

    /// The id of who has this account: that of the profile that is there, or a new one.
    fn id_of(&self, login: &str, forgotten: &[Forgotten]) -> Option<String> {
        let user = self.blog.users.get(login).cloned().unwrap_or_default();
        let name = shown(&user, login);
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

    /// Whether the site has it, wherever it lies now.
    fn is_known(&self, item: &Item) -> bool {
        self.known.ids.contains_key(&(self.system.clone(), item.id.to_string()))
    }

    fn has_page(&self, item: &Item) -> bool {
        item.status != Status::Gone && self.config.comments.post_types.contains(&item.kind)
    }

    pub(super) fn make(&self, problems: &mut Vec<Diagnostic>) -> Imported {
        let mut imported = Imported { hosts: self.blog.hosts(), ..Imported::default() };
        let mut addresses = BTreeSet::new();
        for (index, item) in self.blog.items.iter().enumerate() {
            if !self.config.comments.post_types.contains(&item.kind) {
                *imported.others.entry(item.kind.clone()).or_default() += 1;
                let is_seen = item.status == Status::Public && !item.content.trim().is_empty();
                if is_seen && !is_part(&item.kind) {
                    imported.kinds.insert(item.kind.clone());
                }
                continue;
            }
            if item.status == Status::Gone {
                imported.gone += 1;
                continue;
            }
            let is_known = self.is_known(item);
            let old = old_address(&item.link, &self.own).filter(|_| !is_known);
            let old = old.filter(|address| addresses.insert(address.clone()));
            let (made, left) = self.post(item, index, old);
            if !is_known {
                let path = SourcePath::new(&made.path);
                let told = |problem| Diagnostic::warning(problem).at(&path);
                problems.extend(left.into_iter().map(told));
            }
            imported.made.push(made);
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
        let user = self.blog.users.get(login).cloned().unwrap_or_default();
        let mut matter = Matter::default();
        matter.text("name", Some(&shown(&user, login)));
        matter.raw("role", "\"\"");
        matter.raw("department", "\"\"");
        matter.raw("expertise", "[]");
        // By it their comments are known; an address is nobody's business.
        let aliases: Vec<String> =
            Some(login.to_owned()).filter(|login| !login.contains('@')).into_iter().collect();
        matter.list("aliases", &aliases);
        let path = format!("content/experts/{id}.md");
        Some(Made {
            path,
            text: matter.with(""),
            kind: Kind::Expert,
            is_known: false,
            needed: Vec::new(),
        })
    }

    /// The file of an item, and what is told of it.
    fn post(&self, item: &Item, index: usize, old: Option<String>) -> (Made, Vec<Problem>) {
        let path = &self.places.files[index];
        let mut links = Links::new(&self.places, path, &self.base, &self.people);
        let Content { html, is_classic, unknown, mut seen } = blocks::html(item, self.blog);
        let notes = footnotes(item.footnotes.as_deref());
        let converted = markdown::convert(&html, is_classic, &notes, &mut links);
        // What nests deeper than anybody writes stays what it is.
        let Converted { text, left } =
            converted.unwrap_or(Converted { text: html, left: BTreeSet::new() });
        seen.left.extend(left);
        seen.left.extend(item.fields.iter().map(|name| format!("field:{name}")));
        seen.left.extend(item.unspoken.iter().map(|language| format!("[:{language}]")));
        let is_public = matches!(item.status, Status::Public | Status::Scheduled);
        // What only some saw is not for everybody now.
        let kind = match (is_public && seen.restricted.is_empty(), item.is_page()) {
            (true, true) => Kind::Page,
            (true, false) => Kind::Post,
            (false, _) => Kind::Draft,
        };
        let mut matter = self.matter(item, old, &mut links);
        matter.flag("draft", kind == Kind::Draft);
        let (system, id) = (matter::quoted(&self.system), matter::quoted(&item.id.to_string()));
        matter.raw("ids", &format!("{{{system}: {id}}}"));
        let text = matter.with(&text);
        let is_known = self.is_known(item);
        let left = seen.left.into_iter().map(|name| Problem::ImportLeftOut { name });
        let unknown = unknown.into_iter().filter(|name| !is_restricting(name));
        let unknown = unknown.map(|name| Problem::ImportShortcode { name });
        let restricted = seen.restricted.into_iter().filter(|_| is_public);
        let restricted = restricted.map(|name| Problem::ImportRestricted { name });
        let made = Made { path: path.clone(), text, kind, is_known, needed: links.needed };
        (made, restricted.chain(left).chain(unknown).collect())
    }

    /// What the export says of an item, in our words.
    fn matter(&self, item: &Item, old: Option<String>, links: &mut Links<'_>) -> Matter {
        let mut matter = Matter::default();
        let title = text_of(&item.title);
        matter.text("title", Some(&title));
        if !item.is_page() {
            let authors = item.authors.iter().filter_map(|login| self.people.get(login)?.clone());
            matter.raw_text("date", item.date.as_deref());
            matter.raw_text("updated", item.updated.as_deref().filter(|_| item.is_changed()));
            matter.list("authors", &authors.collect::<Vec<_>>());
            matter.list("topics", &item.topics);
            matter.text("summary", item.excerpt.as_deref().map(text_of).as_deref());
            matter.raw_text("comments", item.is_closed.then_some("closed"));
        }
        let picture = item.picture.and_then(|number| self.blog.uploads.get(&number));
        if let Some((file, alt)) = picture.and_then(|upload| links.picture(&upload.address)) {
            let path = matter::quoted(&file);
            let alt = alt.map(|alt| format!("{{path: {path}, alt: {}}}", matter::quoted(alt)));
            matter.raw("image", &alt.unwrap_or(path));
        }
        let site = self.config.language.as_str();
        matter.text("lang", item.language.as_deref().filter(|language| *language != site));
        matter.flag("pinned", item.is_sticky);
        matter.list("aliases", &old.into_iter().collect::<Vec<_>>());
        matter
    }
}

/// Whether items of this kind are parts of pages, or of how they look.
fn is_part(kind: &str) -> bool {
    let own = ["nav_menu_item", "custom_css", "customize_changeset", "revision", "oembed_cache"];
    own.contains(&kind) || ["wp_", "acf", "elementor_"].iter().any(|start| kind.starts_with(start))
}

/// The name that readers see, as they do of who wrote a comment; of somebody with nothing but an address, what stands before its sign.
fn shown(user: &User, login: &str) -> String {
    let names = [user.name.as_deref().unwrap_or_default(), login].into_iter();
    let mut names = names.map(|name| text::shown_name(text::split_address(name).0));
    let bare = || text::shown_name(login.split('@').next().unwrap_or_default());
    names.find(|name| !name.is_empty()).unwrap_or_else(bare)
}

/// A file without what tells its kind: `content/posts/2023/dijk` of `content/posts/2023/dijk/index.md`.
fn without_extension(path: &SourcePath) -> String {
    let path = path.as_str();
    let stem = path.rsplit_once('.').map_or(path, |(stem, _)| stem);
    stem.strip_suffix("/index").unwrap_or(stem).to_owned()
}

/// The text of HTML, on one line; what nests too deep, as it is written.
fn text_of(html: &str) -> String {
    let Some(tree) = tree::parse(&format!("<!DOCTYPE html><body>{html}")) else {
        return html.to_owned();
    };
    tree.text(&tree.walk(tree::ROOT, |node| !matches!(tree.name(node), "script" | "style")))
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

/// The path that a post had, unless it has a number for a name or stands where a file of the site does.
fn old_address(link: &str, own: &Own) -> Option<String> {
    let path = address::without_host(link);
    let path = path.split('#').next().unwrap_or(path);
    let decoded = address::decode(path.trim_matches('/'));
    let is_taken = own.holds(&decoded) || own.holds(&format!("{decoded}/index.html"));
    let is_free = !decoded.is_empty() && !is_taken && !path.contains('?');
    is_free.then(|| format!("/{decoded}/"))
}
