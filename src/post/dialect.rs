//! What a key of front matter means, in our own words and in those of other generators.

use super::table::{Item, Table, Value};

/// What a key says. Several keys of several generators may say the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Key {
    Title,
    Date,
    Updated,
    Slug,
    Address,
    Authors,
    /// `media_subpath` of Chirpy.
    MediaFolder,
    /// What the one author does, as old posts of Docusaurus say it.
    AuthorTitle,
    Experts,
    Topics,
    Series,
    Summary,
    Image,
    Lang,
    Draft,
    Published,
    Publish,
    Expires,
    Review,
    Pinned,
    Search,
    Unlisted,
    /// `render` of Zola.
    Render,
    /// `headless` of Hugo.
    Headless,
    /// `build` of Hugo.
    Build,
    /// `redirect_to` of Jekyll.
    RedirectTo,
    Comments,
    Source,
    Aliases,
    Ids,
    WordPressId,
    Template,
    Extra,
    SummaryMark,
    Liquid,
    Taxonomies,
    Name,
    Role,
    Department,
    Photo,
    Expertise,
    Contact,
    Email,
    /// It has a meaning in this generator, and none here.
    Foreign(&'static str),
}

impl Key {
    /// Whether it keeps a text from readers, or out of lists.
    pub(super) fn hides(self) -> bool {
        matches!(self, Key::Unlisted | Key::Render | Key::Headless | Key::Build | Key::RedirectTo)
    }

    /// Whether it says something of articles only: profiles and introductions of topics have their addresses by their names, no
    /// discussion, and nobody who wrote them.
    pub(super) fn is_of_articles(self) -> bool {
        matches!(
            self,
            Key::Slug
                | Key::Address
                | Key::Authors
                | Key::AuthorTitle
                | Key::Experts
                | Key::Series
                | Key::Review
                | Key::Pinned
                | Key::Comments
                | Key::Source
                | Key::Ids
                | Key::WordPressId
                | Key::Template
        )
    }

    /// Our own name for it.
    pub(super) fn name(self) -> &'static str {
        match self {
            Key::Title => "title",
            Key::Date => "date",
            Key::Updated => "updated",
            Key::Slug => "slug",
            Key::Address => "address",
            Key::Authors | Key::AuthorTitle => "authors",
            Key::Experts => "experts",
            Key::Topics | Key::Taxonomies => "topics",
            Key::Series => "series",
            Key::Summary => "summary",
            Key::Image => "image",
            Key::MediaFolder => "media_subpath",
            Key::Lang => "lang",
            Key::Draft | Key::Published => "draft",
            Key::Publish => "publish",
            Key::Expires => "expires",
            Key::Review => "review",
            Key::Pinned => "pinned",
            Key::Search => "search",
            Key::Unlisted => "unlisted",
            Key::Render | Key::Headless | Key::Build | Key::RedirectTo => "build",
            Key::Comments => "comments",
            Key::Source => "source",
            Key::Aliases => "aliases",
            Key::Ids | Key::WordPressId => "ids",
            Key::Template => "template",
            Key::Extra => "extra",
            Key::SummaryMark => "excerpt_separator",
            Key::Liquid => "render_with_liquid",
            Key::Name => "name",
            Key::Role => "role",
            Key::Department => "department",
            Key::Photo => "photo",
            Key::Expertise => "expertise",
            Key::Contact => "contact",
            Key::Email => "email",
            Key::Foreign(_) => "",
        }
    }
}

/// Our own keys, for "did you mean".
pub(super) const OWN: [&str; 32] = [
    "title",
    "date",
    "updated",
    "slug",
    "authors",
    "experts",
    "topics",
    "series",
    "summary",
    "image",
    "lang",
    "draft",
    "publish",
    "expires",
    "review",
    "pinned",
    "search",
    "unlisted",
    "comments",
    "source",
    "aliases",
    "ids",
    "template",
    "extra",
    "name",
    "role",
    "department",
    "photo",
    "expertise",
    "contact",
    "email",
    "path",
];

/// The keys of an expert's profile, to be told beside one that it has not.
pub(super) const OF_EXPERT: [&str; 11] = [
    "name",
    "role",
    "department",
    "photo",
    "expertise",
    "contact",
    "email",
    "aliases",
    "draft",
    "publish",
    "expires",
];

/// Those of the introduction of a topic.
pub(super) const OF_TOPIC: [&str; 5] = ["title", "aliases", "draft", "publish", "expires"];

/// Dutch words and what they were meant to be.
pub(super) const DUTCH: [(&str, &str); 20] = [
    ("titel", "title"),
    ("datum", "date"),
    ("auteur", "authors"),
    ("auteurs", "authors"),
    ("schrijver", "authors"),
    ("onderwerp", "topics"),
    ("onderwerpen", "topics"),
    ("samenvatting", "summary"),
    ("afbeelding", "image"),
    ("foto", "photo"),
    ("taal", "lang"),
    ("concept", "draft"),
    ("reeks", "series"),
    ("serie", "series"),
    ("reacties", "comments"),
    ("naam", "name"),
    ("functie", "role"),
    ("afdeling", "department"),
    ("bijgewerkt", "updated"),
    ("bron", "source"),
];

const HUGO: Key = Key::Foreign("Hugo");
const ZOLA: Key = Key::Foreign("Zola");
const JEKYLL: Key = Key::Foreign("Jekyll");
const DOCUSAURUS: Key = Key::Foreign("Docusaurus");
const MATERIAL: Key = Key::Foreign("MkDocs Material");

/// A key as keys are compared: capitals make no difference, and neither do `-` and `_`.
pub(super) fn folded(key: &str) -> String {
    key.chars().filter(|c| !matches!(c, '-' | '_')).flat_map(char::to_lowercase).collect()
}

/// What a key of a post, a page or a topic means; `None` if nobody knows it.
pub(super) fn meaning(key: &str) -> Option<Key> {
    let folded = folded(key);
    Some(match folded.as_str() {
        "title" => Key::Title,
        "date" => Key::Date,
        "updated" | "lastmod" | "lastupdate" | "lastmodified" | "lastmodifiedat" | "modified"
        | "lastupdated" | "dateupdated" => Key::Updated,
        "slug" => Key::Slug,
        "path" | "url" | "permalink" => Key::Address,
        "authors" | "author" => Key::Authors,
        "authortitle" => Key::AuthorTitle,
        "experts" | "expert" => Key::Experts,
        "topics" | "topic" | "tags" | "tag" | "categories" | "category" => Key::Topics,
        "taxonomies" => Key::Taxonomies,
        "series" => Key::Series,
        "summary" | "description" | "excerpt" => Key::Summary,
        "image" | "images" | "cover" | "coverimage" | "featuredimage" | "featureimage"
        | "thumbnail" | "banner" | "hero" => Key::Image,
        "mediasubpath" | "imgpath" => Key::MediaFolder,
        "lang" | "language" | "locale" => Key::Lang,
        "draft" => Key::Draft,
        "published" => Key::Published,
        "publish" | "publishdate" | "pubdate" => Key::Publish,
        "expires" | "expirydate" | "unpublishdate" => Key::Expires,
        "review" => Key::Review,
        "pinned" | "pin" | "sticky" | "featured" => Key::Pinned,
        "search" | "insearchindex" | "searchhidden" => Key::Search,
        "unlisted" | "hidden" => Key::Unlisted,
        "render" => Key::Render,
        "headless" => Key::Headless,
        "build" => Key::Build,
        "redirectto" => Key::RedirectTo,
        "comments" => Key::Comments,
        "source" => Key::Source,
        "aliases" | "alias" | "redirectfrom" => Key::Aliases,
        "ids" => Key::Ids,
        "wordpressid" | "wpid" | "wppostid" => Key::WordPressId,
        "template" => Key::Template,
        "extra" | "params" => Key::Extra,
        "excerptseparator" => Key::SummaryMark,
        "renderwithliquid" => Key::Liquid,
        _ => return foreign(&folded),
    })
}

/// Keys that say something to another generator only.
#[expect(clippy::too_many_lines, reason = "a flat table: key to generator")]
fn foreign(folded: &str) -> Option<Key> {
    Some(match folded {
        "weight" => Key::Foreign("Hugo/Zola"),
        "type" | "layout" | "linktitle" | "cascade" | "menu" | "menus" | "outputs" | "sitemap"
        | "iscjklanguage" | "markup" | "resources" | "keywords" | "translationkey" | "toc"
        | "showtoc" | "tocopen" | "subtitle" | "math" | "mathjax" | "katex" | "audio"
        | "videos" | "hidemeta" | "showreadingtime" | "showbreadcrumbs" | "shownavlinks"
        | "canonicalurl" | "disableshare" | "robotsnoindex" | "hidesummary" | "showwordcount"
        | "showrssbutton" | "editpost" | "tocsidebar" => match folded {
            "subtitle" | "mathjax" => JEKYLL,
            "layout" | "sitemap" | "toc" | "math" => Key::Foreign("Hugo/Jekyll"),
            "keywords" => Key::Foreign("Hugo/Docusaurus"),
            _ => HUGO,
        },
        "pagetemplate" | "sortby" | "paginateby" | "transparent" | "generatefeeds"
        | "generatefeed" | "insertanchorlinks" | "inserttablecolumns" => ZOLA,
        "sharing"
        | "footer"
        | "guid"
        | "paginate"
        | "pagination"
        | "classes"
        | "header"
        | "sidebar"
        | "authorprofile"
        | "readtime"
        | "share"
        | "related"
        | "tocsticky"
        | "usemath"
        | "mermaid"
        | "rendermath"
        | "feed"
        | "rendered"
        | "navorder"
        | "parent"
        | "haschildren"
        | "lastmodifiedatformat"
        | "color"
        | "link" => match folded {
            "readtime" => MATERIAL,
            _ => JEKYLL,
        },
        "hidetitle"
        | "hidetableofcontents"
        | "hidetruncate"
        | "tocmaxheadinglevel"
        | "tocminheadinglevel"
        | "sidebarlabel"
        | "sidebarposition"
        | "sidebarclassname"
        | "sidebarkey"
        | "sidebarcustomprops"
        | "displayedsidebar"
        | "paginationlabel"
        | "paginationnext"
        | "paginationprev"
        | "customediturl"
        | "editurl"
        | "parsenumberprefixes"
        | "titlemeta"
        | "authorurl"
        | "authorimageurl"
        | "authortwitter"
        | "authorfbid"
        | "id"
        | "mdx"
        | "format"
        | "socialcard"
        | "socialmedia" => DOCUSAURUS,
        "hide" | "links" | "social" | "status" | "icon" | "boost" | "revisiondate"
        | "gitrevisiondate" => MATERIAL,
        _ => return None,
    })
}

/// What a key of an expert's profile means.
pub(super) fn of_expert(key: &str) -> Option<Key> {
    let folded = folded(key);
    Some(match folded.as_str() {
        "name" | "naam" => Key::Name,
        "role" | "function" | "functie" | "job" | "position" => Key::Role,
        "department" | "team" | "afdeling" => Key::Department,
        "photo" | "foto" | "avatar" | "picture" | "image" | "imageurl" => Key::Photo,
        "expertise" | "knows" | "skills" | "topics" | "tags" => Key::Expertise,
        "contact" => Key::Contact,
        "email" | "emails" | "mail" => Key::Email,
        _ => return meaning(key),
    })
}

/// The texts of a list, or of a text with commas. Docusaurus writes tags as tables with a label.
pub(super) fn texts(item: &Item) -> Vec<String> {
    let label = |table: &Table| {
        let item = ["label", "name", "title", "key"].into_iter().find_map(|key| table.get(key));
        item.and_then(Item::text).map(str::to_owned)
    };
    let found: Vec<String> = match &item.value {
        Value::Null => Vec::new(),
        Value::Text(scalar) => scalar.text.split(',').map(str::to_owned).collect(),
        Value::List(items) => items
            .iter()
            .filter_map(|item| match &item.value {
                Value::Text(scalar) => Some(scalar.text.clone()),
                Value::Table(table) => label(table),
                _ => None,
            })
            .collect(),
        Value::Table(table) => label(table).into_iter().collect(),
    };
    found.into_iter().map(|text| text.trim().to_owned()).filter(|text| !text.is_empty()).collect()
}

/// The names of topics under a key. In Jekyll `category` is one name, and `categories` as a text are several with blanks between
/// them. Our own key is the same everywhere.
pub(super) fn names(key: &str, item: &Item, is_jekyll: bool) -> Vec<String> {
    if let (Value::Text(scalar), true) = (&item.value, is_jekyll) {
        let text = scalar.text.trim();
        match key.to_lowercase().as_str() {
            "category" | "tag" if !text.is_empty() => return vec![text.to_owned()],
            "categories" | "tags" if !text.contains(',') => {
                return text.split_whitespace().map(str::to_owned).collect();
            }
            _ => {}
        }
    }
    texts(item)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_of_all_generators_have_their_meaning() {
        for (key, meant) in [
            ("publishDate", Some(Key::Publish)),
            ("last_modified_at", Some(Key::Updated)),
            ("redirect_from", Some(Key::Aliases)),
            ("featured_image", Some(Key::Image)),
            ("coverImage", Some(Key::Image)),
            ("hide_table_of_contents", Some(Key::Foreign("Docusaurus"))),
            ("layout", Some(Key::Foreign("Hugo/Jekyll"))),
            ("keywords", Some(Key::Foreign("Hugo/Docusaurus"))),
            ("sitemap", Some(Key::Foreign("Hugo/Jekyll"))),
            ("weight", Some(Key::Foreign("Hugo/Zola"))),
            ("in_search_index", Some(Key::Search)),
            ("readtime", Some(Key::Foreign("MkDocs Material"))),
            ("img_path", Some(Key::MediaFolder)),
            ("titel", None),
        ] {
            assert_eq!(meaning(key), meant, "{key}");
        }
        assert!(OWN.iter().all(|key| of_expert(key).is_some()));
        assert!(DUTCH.iter().all(|(_, key)| OWN.contains(key)));
    }
}
