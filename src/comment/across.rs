//! What one file says of the comments in another: the names behind accounts, whom a comment answers, and the post that an answer
//! stands under.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use super::matching::WORDPRESS;
use super::{Author, Comment, Export, Identity, Place, Read, csv, engage, mail, page, wxr, xlsx};
use crate::address;

/// Fills in what comments lack and other files know.
pub fn connect(exports: &mut [Read]) {
    name_people(exports);
    resolve_answers(exports);
    adopt_places(exports);
    name_blogs(exports);
    number_pages(exports);
    name_sites(exports);
    name_messages(exports);
}

/// Gives the comments of a table with the numbers of WordPress the one blog of which there is an export.
fn name_sites(exports: &mut [Read]) {
    let is_numbered = |comment: &Comment| {
        comment.place.system.is_empty()
            && comment.place.id.as_ref().is_some_and(|(kind, _)| kind == WORDPRESS)
    };
    let is_table = |read: &Read| [csv::FORMAT.name, xlsx::FORMAT.name].contains(&read.1);
    let is_wanted =
        |read: &Read| is_table(read) && read.2.comments.iter().any(|one| is_numbered(one));
    if !exports.iter().any(is_wanted) {
        return;
    }
    let mut sites = BTreeSet::new();
    for (.., export) in exports.iter().filter(|read| read.1 == wxr::FORMAT.name) {
        let places = export.comments.iter().map(|comment| &comment.place);
        sites.extend(places.chain(&export.places).map(|place| place.system.clone()));
    }
    sites.remove("");
    let Some(site) = sites.pop_first().filter(|_| sites.is_empty()) else { return };
    for (.., export) in exports.iter_mut().filter(|read| is_table(read)) {
        for comment in export.comments.iter_mut().filter(|comment| is_numbered(comment)) {
            Arc::make_mut(&mut comment.place).system.clone_from(&site);
        }
    }
}

/// Gives a message that tells neither a post nor a subject a name by which a line of `mapping.csv` can send it to one.
fn name_messages(exports: &mut [Read]) {
    for (.., export) in exports.iter_mut().filter(|read| read.1 == mail::FORMAT.name) {
        for comment in &mut export.comments {
            let Comment { place, source_id, .. } = &mut **comment;
            let has_title = place.title.as_ref().is_some_and(|title| !title.trim().is_empty());
            if let Some(id) = source_id.as_ref().filter(|_| !has_title && says_nothing(place)) {
                let id = Some((mail::FORMAT.name.to_owned(), id.to_string()));
                Arc::make_mut(place).id = id;
            }
        }
    }
}

/// Gives a saved page that says on which host its blog is, and not in which folder, the blog of an export that its address lies in.
fn name_blogs(exports: &mut [Read]) {
    let is_page = |read: &Read| read.1 == page::FORMAT.name;
    if !exports.iter().any(is_page) {
        return;
    }
    let mut blogs = BTreeSet::new();
    for (.., export) in exports.iter().filter(|read| read.1 == wxr::FORMAT.name) {
        // All of an export is of one blog.
        let comment = export.comments.first().map(|comment| &comment.place);
        blogs.extend(comment.or(export.places.first()).map(|place| place.system.clone()));
    }
    let blog = |place: &Place| {
        let (host, path) = address::host(place.address.as_deref()?)?;
        let address = format!("{host}{path}").to_lowercase();
        let folders = address.rmatch_indices('/').map(|(end, _)| &address[..end]);
        let found = folders.filter(|_| place.system == host).find_map(|folder| blogs.get(folder));
        found.filter(|blog| **blog != place.system).cloned()
    };
    for (.., export) in exports.iter_mut().filter(|read| is_page(read)) {
        let places = export.comments.iter_mut().map(|comment| &mut comment.place);
        let kept = export.restricted.iter_mut().map(|(place, _)| place);
        for place in places.chain(&mut export.places).chain(kept) {
            if let Some(blog) = blog(place) {
                Arc::make_mut(place).system = blog;
            }
        }
    }
}

/// Gives a saved page that does not say its post's number the one that an export of the same blog has for its address: by that
/// number their comments are known to be the same.
fn number_pages(exports: &mut [Read]) {
    let is_nameless = |place: &Place| place.id.is_none() && place.address.is_some();
    let is_page = |read: &Read| read.1 == page::FORMAT.name;
    let comments = |read: &Read| read.2.comments.iter().any(|comment| is_nameless(&comment.place));
    if !exports.iter().any(|read| is_page(read) && comments(read)) {
        return;
    }
    let stands = |place: &Place| {
        let (host, path) = address::host(place.address.as_deref()?)?;
        Some((place.system.clone(), host, address::normalise(path)))
    };
    // That of the newest export, whatever its file is called.
    let mut blogs: Vec<&Export> =
        exports.iter().filter(|read| read.1 == wxr::FORMAT.name).map(|read| &read.2).collect();
    blogs.sort_by_key(|export| std::cmp::Reverse(export.made));
    let mut numbers = HashMap::new();
    for export in blogs {
        // An item of which all comments were erased is still there.
        let places = export.comments.iter().map(|comment| &comment.place);
        for place in places.chain(&export.places) {
            if let (Some(stand), Some(id)) = (stands(place), &place.id) {
                numbers.entry(stand).or_insert_with(|| id.clone());
            }
        }
    }
    for (.., export) in exports.iter_mut().filter(|read| is_page(read)) {
        let places = export.comments.iter_mut().map(|comment| &mut comment.place);
        let kept = export.restricted.iter_mut().map(|(place, _)| place);
        let all = places.chain(&mut export.places).chain(kept);
        for place in all.filter(|place| is_nameless(place)) {
            if let Some(id) = stands(place).and_then(|stand| numbers.get(&stand)) {
                Arc::make_mut(place).id = Some(id.clone());
            }
        }
    }
}

/// Gives those who are known by an account only, or not at all, the name that a list beside the comments has. The list in the
/// same folder, or the same archive, has the last word.
fn name_people(exports: &mut [Read]) {
    if exports.iter().all(|(.., export)| export.people.is_empty()) {
        let of_engage = exports.iter_mut().filter(|read| read.1 == engage::FORMAT.name);
        of_engage.flat_map(|read| &mut read.2.comments).for_each(|one| engage::note_all(one));
        return;
    }
    let mut near: HashMap<(String, &'static str, String), Author> = HashMap::new();
    let mut far: HashMap<(&'static str, String), Author> = HashMap::new();
    for (path, format, export) in exports.iter_mut() {
        for person in std::mem::take(&mut export.people) {
            let account = person.account.clone().unwrap_or_default();
            if !account.is_empty() {
                far.entry((*format, account.clone())).or_insert_with(|| person.clone());
            }
            near.insert((path.folder().to_owned(), *format, account), person);
        }
    }
    for (path, format, export) in exports {
        let find = |account: &str| {
            let near = near.get(&(path.folder().to_owned(), *format, account.to_owned()));
            near.or_else(|| far.get(&(*format, account.to_owned())))
        };
        for comment in &mut export.comments {
            let account = comment.author.account.as_deref().unwrap_or_default();
            if let Some(person) = find(account) {
                let author = Arc::make_mut(&mut comment.author);
                if author.name.is_empty() {
                    author.name.clone_from(&person.name);
                }
                author.email = author.email.take().or_else(|| person.email.clone());
                author.department = author.department.take().or_else(|| person.department.clone());
            }
            if *format == engage::FORMAT.name {
                let name = |id: &str| Some(&find(id)?.name).filter(|name| !name.is_empty());
                engage::name_all(comment, |id| Some(format!("@{}", name(id)?)));
            }
        }
    }
}

/// Of those whom a comment may answer, the surest that there is.
fn resolve_answers(exports: &mut [Read]) {
    let mut known: HashSet<(&'static str, String)> = HashSet::new();
    for (_, format, export) in exports.iter() {
        let wanted = export.answers.iter().flat_map(|(_, ids)| ids);
        known.extend(wanted.map(|id| (*format, id.clone())));
    }
    if known.is_empty() {
        return;
    }
    let there: HashSet<(&'static str, String)> = exports
        .iter()
        .flat_map(|(_, format, export)| {
            export
                .comments
                .iter()
                .filter_map(|comment| Some((*format, comment.source_id.as_deref()?.to_owned())))
        })
        .filter(|id| known.contains(id))
        .collect();
    for (_, format, export) in exports {
        for (index, ids) in std::mem::take(&mut export.answers) {
            let Some(comment) = export.comments.get_mut(index) else { continue };
            let own = comment.source_id.as_deref();
            let found = ids
                .into_iter()
                .find(|id| Some(id.as_str()) != own && there.contains(&(*format, id.clone())));
            comment.parent = found.map(Box::from).or_else(|| comment.parent.take());
        }
    }
}

/// Lets answers that say nothing of their post stand where the comment stands that they answer.
fn adopt_places(exports: &mut [Read]) {
    let is_lost = |comment: &Comment| {
        comment.origin.identity == Identity::Numbered
            && comment.parent.is_some()
            && says_nothing(&comment.place)
    };
    let lost: HashSet<&'static str> = exports
        .iter()
        .filter(|(.., export)| export.comments.iter().any(|comment| is_lost(comment)))
        .map(|(_, format, _)| *format)
        .collect();
    if lost.is_empty() {
        return;
    }
    // Where each comment stands, or whom it answers.
    type Stand = Result<Arc<Place>, Box<str>>;
    let mut stands: HashMap<(&'static str, Box<str>), Stand> = HashMap::new();
    for (_, format, export) in exports.iter().filter(|(_, format, _)| lost.contains(format)) {
        for comment in &export.comments {
            let Some(id) = comment.source_id.clone() else { continue };
            let stand = match &comment.parent {
                Some(parent) if is_lost(comment) => Err(parent.clone()),
                _ => Ok(comment.place.clone()),
            };
            stands.insert((*format, id), stand);
        }
    }
    for (_, format, export) in exports.iter_mut().filter(|(_, format, _)| lost.contains(format)) {
        for comment in export.comments.iter_mut().filter(|comment| is_lost(comment)) {
            let mut passed: Vec<Box<str>> = Vec::new();
            let mut at = comment.parent.clone().unwrap_or_default();
            let found = loop {
                match stands.get(&(*format, at.clone())) {
                    Some(Ok(place)) => break Some(place.clone()),
                    // A circle leads nowhere.
                    Some(Err(next)) if passed.len() <= stands.len() => {
                        passed.push(std::mem::replace(&mut at, next.clone()));
                    }
                    _ => break None,
                }
            };
            // Everybody on the way stands there too, so that no way is gone twice.
            let stand = found.clone().unwrap_or_default();
            for id in passed {
                stands.insert((*format, id), Ok(stand.clone()));
            }
            if let Some(place) = found.filter(|place| !says_nothing(place)) {
                comment.place = place;
            }
        }
    }
}

/// Whether a place tells no page. A title alone is what somebody wrote above an answer.
fn says_nothing(place: &Place) -> bool {
    let Place { system: _, title: _, address, guid, slug, id, anything } = place;
    [address, guid, slug, anything].iter().all(|text| text.is_none()) && id.is_none()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::comment::testing::comment;
    use crate::source::SourcePath;

    fn file(name: &str, export: Export) -> Read {
        (SourcePath::new(name), "engage", export)
    }

    fn by(account: &str, body: &str) -> Comment {
        let author = Author { account: Some(account.into()), ..Author::default() };
        Comment { author: author.into(), ..comment("1", body) }
    }

    fn person(account: &str, name: &str) -> Author {
        Author { account: Some(account.into()), name: name.into(), ..Author::default() }
    }

    #[test]
    fn accounts_get_the_names_of_the_list_beside_them() {
        let messages = |body| Export { comments: vec![by("11", body).into()], ..Export::default() };
        let users = |name| Export { people: vec![person("11", name)], ..Export::default() };
        let mut exports = [
            file("a/Messages.csv", messages("Hoi [[user:11]]")),
            file("a/Users.csv", users("Jan")),
            file("b.zip/Users.csv", users("Jan B.")),
            file("b.zip/Messages.csv", messages("")),
            file("c/Messages.csv", messages("")),
        ];
        connect(&mut exports);
        let names: Vec<&str> =
            [0, 3, 4].map(|at| exports[at].2.comments[0].author.name.as_str()).into();
        assert_eq!(names, ["Jan", "Jan B.", "Jan"]);
        assert_eq!(exports[0].2.comments[0].body, "Hoi @Jan");
    }

    #[test]
    fn an_answer_stands_where_what_it_answers_stands() {
        let lost = |id: &str, parent: &str| Comment {
            parent: Some(parent.into()),
            place: Arc::default(),
            ..comment(id, "")
        };
        let of = |comments: Vec<Comment>| Export {
            comments: comments.into_iter().map(Box::new).collect(),
            ..Export::default()
        };
        let mut exports = [
            file("a", of(vec![lost("3", "2"), lost("8", "9"), lost("9", "8"), lost("7", "0")])),
            file("b", of(vec![lost("2", "1"), comment("1", "")])),
        ];
        connect(&mut exports);
        let is_found =
            |at: usize, index: usize| exports[at].2.comments[index].place.address.is_some();
        assert_eq!(
            [is_found(0, 0), is_found(0, 1), is_found(0, 2), is_found(0, 3)],
            [true, false, false, false]
        );
        assert!(is_found(1, 0));
        // A chain as long as an export is followed once.
        let chain = (0..20_000).map(|id| lost(&id.to_string(), &(id + 1).to_string()));
        let mut exports = [file("a", of(chain.chain([comment("20000", "")]).collect()))];
        connect(&mut exports);
        assert!(exports[0].2.comments.iter().all(|comment| comment.place.address.is_some()));
    }

    #[test]
    fn a_saved_page_gets_the_number_that_its_blog_has_for_it() {
        let at = |address: &str, id: Option<&str>| Comment {
            place: Arc::new(Place {
                system: "oud.example".into(),
                address: Some(address.into()),
                id: id.map(|id| ("wordpress".into(), id.into())),
                ..Place::default()
            }),
            ..comment("7", "Goed")
        };
        let of = |format, comment: Comment| {
            let export = Export { comments: vec![comment.into()], ..Export::default() };
            (SourcePath::new(format), format, export)
        };
        let mut exports = [
            of("wxr", at("https://oud.example/2024/sensor/", Some("2"))),
            of("page", at("http://www.oud.example/2024/sensor", None)),
            of("page", at("https://oud.example/2024/dijk/", None)),
        ];
        exports[1].1 = page::FORMAT.name;
        exports[2].1 = page::FORMAT.name;
        connect(&mut exports);
        let key = |at: usize| exports[at].2.comments[0].key();
        assert_eq!(exports[0].1, wxr::FORMAT.name);
        assert_eq!(key(0), key(1));
        assert_ne!(key(0), key(2));
        // Of an item without comments too; and without the export by its address.
        let known = exports[0].2.comments[0].keys();
        let mut exports = [
            of("wxr", at("https://oud.example/2024/sensor/", Some("2"))),
            of("page", at("http://www.oud.example/2024/sensor", None)),
        ];
        exports[1].1 = page::FORMAT.name;
        Arc::make_mut(&mut exports[1].2.comments[0].origin).format = page::FORMAT.name;
        let place = exports[0].2.comments.pop().unwrap().place.clone();
        let alone = exports[1].2.comments[0].keys();
        assert!(alone[0] != known[0] && alone.iter().any(|key| known.contains(key)));
        exports[0].2.places.push(place);
        connect(&mut exports);
        assert_eq!(exports[1].2.comments[0].key(), known[0]);
    }

    #[test]
    fn a_saved_page_in_the_folder_of_a_blog_is_of_that_blog() {
        let of = |format, system: &str, address: &str, id: Option<&str>| {
            let place = Place {
                system: system.into(),
                address: Some(address.into()),
                id: id.map(|id| ("wordpress".into(), id.into())),
                ..Place::default()
            };
            let mut comment = Comment { place: Arc::new(place), ..comment("7", "Goed") };
            Arc::make_mut(&mut comment.origin).format = format;
            let export = Export { comments: vec![comment.into()], ..Export::default() };
            (SourcePath::new(format), format, export)
        };
        let (blog, page) = (wxr::FORMAT.name, page::FORMAT.name);
        let address = "https://oud.example/blog/2024/sensor/";
        let mut exports = [
            of(blog, "oud.example/blog", address, Some("2")),
            of(page, "oud.example", "https://www.oud.example/blog/2024/sensor/", Some("2")),
            of(page, "oud.example", "https://oud.example/blog/2024/sensor", None),
            of(page, "oud.example", "https://oud.example/blogs/2024/sensor/", Some("2")),
            of(page, "oud.example/ander", address, Some("2")),
        ];
        connect(&mut exports);
        let keys: Vec<_> = exports.iter().map(|read| read.2.comments[0].key()).collect();
        let same: Vec<bool> = keys.iter().map(|key| *key == keys[0]).collect();
        assert_eq!(same, [true, true, true, false, false]);
    }

    #[test]
    fn the_surest_answer_that_there_is_counts() {
        let token = Comment { parent: Some("#comment-7".into()), ..comment("5", "") };
        let export = |ids: &[&str]| Export {
            comments: vec![token.clone().into()],
            answers: vec![(0, ids.iter().map(|id| (*id).to_owned()).collect())],
            ..Export::default()
        };
        for (ids, parent) in
            [(vec!["4", "1"], "1"), (vec!["5", "4"], "#comment-7"), (vec![], "#comment-7")]
        {
            let other = Export { comments: vec![comment("1", "").into()], ..Export::default() };
            let mut exports = [file("a.eml", export(&ids)), file("b.eml", other)];
            connect(&mut exports);
            assert_eq!(exports[0].2.comments[0].parent.as_deref(), Some(parent), "{ids:?}");
        }
    }
}
