//! What the sanitiser lets through: much in posts, little in comments, never anything that runs or is loaded from elsewhere.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::LazyLock;

use ammonia::{Builder, UrlRelative};

use super::links::links_with_words;
use super::tokens::{Token, attributes, decode, tokens};
use super::{Html, address, is_amplified};

/// What a post may contain.
pub(super) const POST_TAGS: &[&str] = &[
    "a",
    "abbr",
    "acronym",
    "address",
    "aside",
    "audio",
    "b",
    "bdi",
    "bdo",
    "blockquote",
    "br",
    "caption",
    "cite",
    "code",
    "col",
    "colgroup",
    "dd",
    "del",
    "details",
    "dfn",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "i",
    "img",
    "input",
    "ins",
    "kbd",
    "li",
    "mark",
    "ol",
    "p",
    "pre",
    "q",
    "rp",
    "rt",
    "ruby",
    "s",
    "samp",
    "section",
    "small",
    "span",
    "strike",
    "strong",
    "sub",
    "summary",
    "sup",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "time",
    "tr",
    "u",
    "ul",
    "var",
    "video",
    "wbr",
];

/// What any element of a post may carry.
const POST_GENERIC: &[&str] = &[
    "aria-describedby",
    "aria-hidden",
    "aria-label",
    "aria-labelledby",
    "class",
    "dir",
    "id",
    "lang",
    "role",
    "tabindex",
    "title",
];

/// What one element of a post may carry beside that.
const POST_ATTRIBUTES: &[(&str, &[&str])] = &[
    ("a", &["href", "hreflang", "name", "rel"]),
    ("audio", &["controls", "preload", "src"]),
    ("col", &["span"]),
    ("colgroup", &["span"]),
    ("del", &["datetime"]),
    ("details", &["open"]),
    ("img", &["alt", "decoding", "height", "loading", "src", "width"]),
    ("input", &["checked", "disabled"]),
    ("ins", &["datetime"]),
    ("li", &["value"]),
    ("ol", &["reversed", "start", "type"]),
    ("td", &["colspan", "headers", "rowspan"]),
    ("th", &["abbr", "colspan", "headers", "rowspan", "scope"]),
    ("time", &["datetime"]),
    ("video", &["controls", "height", "preload", "src", "width"]),
];

/// The classes that rendering itself gives, and the beginnings of those that come in families.
const POST_CLASSES: &[&str] = &[
    "alert",
    "anchor",
    "badge",
    "bare",
    "broken-link",
    "center",
    "definition",
    "external",
    "file",
    "file-kind",
    "footnote",
    "back",
    "footnotes",
    "media",
    "plain",
    "quote",
    "right",
    "table",
    "task",
    "wiki",
];
/// What the scripts of the theme look for.
const FOR_SCRIPTS: &[&str] =
    &["back", "comment", "copy", "footnote", "plain", "prose", "transcript", "was-under"];
const POST_CLASS_FAMILIES: &[&str] = &["alert-", "align-", "language-", "s-"];

/// What a comment may contain: what WordPress allows visitors, with the paragraphs and lists around it.
const COMMENT_TAGS: &[&str] = &[
    "a",
    "abbr",
    "acronym",
    "b",
    "blockquote",
    "br",
    "cite",
    "code",
    "del",
    "em",
    "i",
    "ins",
    "li",
    "ol",
    "p",
    "pre",
    "q",
    "s",
    "strike",
    "strong",
    "sub",
    "sup",
    "ul",
];

/// What a link of a comment says of itself.
pub(crate) const COMMENT_REL: &str = "nofollow ugc noopener noreferrer";

static POST: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut builder = Builder::empty();
    builder
        .tags(POST_TAGS.iter().copied().collect())
        .clean_content_tags(HashSet::from(["script", "style"]))
        .generic_attributes(POST_GENERIC.iter().copied().collect())
        .tag_attributes(
            POST_ATTRIBUTES
                .iter()
                .map(|(tag, list)| (*tag, list.iter().copied().collect()))
                .collect(),
        )
        // One only: the order of several would differ from run to run.
        .set_tag_attribute_value("input", "type", "checkbox")
        .url_schemes(HashSet::from(["http", "https", "mailto", "tel"]))
        .url_relative(UrlRelative::PassThrough)
        .link_rel(None)
        .attribute_filter(post_attribute);
    builder
});

static COMMENT: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut builder = Builder::empty();
    builder
        .tags(COMMENT_TAGS.iter().copied().collect())
        .clean_content_tags(HashSet::from(["script", "style"]))
        .generic_attributes(HashSet::new())
        .tag_attributes(HashMap::from([
            ("a", HashSet::from(["href", "title"])),
            ("abbr", HashSet::from(["title"])),
            ("acronym", HashSet::from(["title"])),
            ("del", HashSet::from(["datetime"])),
        ]))
        .url_schemes(HashSet::from(["http", "https", "mailto"]))
        .url_relative(UrlRelative::Deny)
        .link_rel(Some(COMMENT_REL))
        .attribute_filter(|_, attribute, value| match attribute {
            "href" => address::safe(value.trim()).map(Cow::Owned),
            _ => Some(value.into()),
        });
    builder
});

/// An attribute of a post as it may stand there, or `None` if it may not.
fn post_attribute<'u>(tag: &str, attribute: &str, value: &'u str) -> Option<Cow<'u, str>> {
    let is_number =
        || !value.is_empty() && value.len() < 6 && value.bytes().all(|byte| byte.is_ascii_digit());
    let kept = match attribute {
        "class" => {
            let is_heading = matches!(tag, "h1" | "h2" | "h3" | "h4" | "h5" | "h6");
            return classes(value, |class| is_known(class) || is_heading && is_own_class(class));
        }
        "href" => {
            // Some programs skip blanks of any kind before a scheme.
            let is_odd = |c: char| c.is_control() || c == '\\' || (c.is_whitespace() && c != ' ');
            !value.contains(is_odd) && !value.starts_with("//")
        }
        // Pictures and films come from the site itself, and renderers write the way to them relative to the page.
        "src" => is_within_site(value),
        "id" | "name" => is_anchor(value),
        "width" | "height" | "colspan" | "rowspan" | "span" => is_number(),
        "tabindex" => value == "0",
        "role" => matches!(value, "region" | "note" | "img"),
        "rel" => value
            .split(' ')
            .all(|word| matches!(word, "noopener" | "noreferrer" | "nofollow" | "ugc")),
        _ => true,
    };
    kept.then_some(Cow::Borrowed(value))
}

/// The classes of this list that may stay.
fn classes(value: &str, may_stay: impl Fn(&str) -> bool) -> Option<Cow<'_, str>> {
    if value.split(' ').all(&may_stay) {
        return Some(Cow::Borrowed(value));
    }
    let kept: Vec<&str> = value.split_ascii_whitespace().filter(|class| may_stay(class)).collect();
    (!kept.is_empty()).then(|| Cow::Owned(kept.join(" ")))
}

/// Whether rendering itself gives this class.
fn is_known(class: &str) -> bool {
    POST_CLASSES.contains(&class)
        || POST_CLASS_FAMILIES.iter().any(|family| class.starts_with(family))
}

/// Whether an author may give a heading this class: it is a plain name, and no script takes the heading for something else.
pub(crate) fn is_own_class(class: &str) -> bool {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    !class.is_empty() && class.chars().all(is_plain) && !FOR_SCRIPTS.contains(&class)
}

/// Whether an address is a relative path.
fn is_within_site(address: &str) -> bool {
    let first = address.split(['/', '?', '#']).next().unwrap_or_default();
    !address.is_empty()
        && !address.starts_with('/')
        && !first.contains(':')
        && !address.chars().any(|c| c.is_control() || c.is_whitespace() || c == '\\')
}

/// Whether a value can be an anchor that means nothing but a place.
fn is_anchor(value: &str) -> bool {
    !value.is_empty()
        && value.len() <= 200
        && value.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | ':'))
}

/// A post's HTML with only what a post may contain, and the names of what was removed.
/// HTML that nests deeper than 1,000 becomes plain text.
pub fn sanitise_post(html: &str) -> (Html, Vec<String>) {
    let removed = removed_from_post(html);
    if super::nesting(html) > 1_000 {
        return (super::plain(html), removed);
    }
    let known = super::foreign::without_unknown(html);
    match settled(&POST, &known).filter(|clean| !is_amplified(html.len(), clean.len())) {
        Some(clean) => (Html(clean), removed),
        None => (super::plain(html), removed),
    }
}

/// Whether an element asks for more than a tick: there is nothing here that could take an answer.
pub(crate) fn is_foreign_input(element: &str, list: &str) -> bool {
    let is_box = |value: &str| value.trim().eq_ignore_ascii_case("checkbox");
    element.eq_ignore_ascii_case("input")
        && !attributes(list)
            .any(|(name, value)| name.eq_ignore_ascii_case("type") && is_box(&decode(value)))
}

/// What sanitising would take from a post's HTML: elements by name (`iframe`), and attributes that had an effect
/// by element (`p[style]`, `a[onclick]`); sorted, each once.
pub fn removed_from_post(html: &str) -> Vec<String> {
    let mut removed = BTreeSet::new();
    for token in tokens(html) {
        let Token::Open { name, attributes: list, .. } = token else { continue };
        let name = name.to_ascii_lowercase();
        // What a player shows is put in its place.
        if name == "source" {
            continue;
        }
        if POST_TAGS.binary_search(&name.as_str()).is_err() || is_foreign_input(&name, list) {
            removed.insert(name);
            continue;
        }
        for (attribute, _) in attributes(list) {
            let attribute = attribute.to_ascii_lowercase();
            if attribute == "style" || attribute.starts_with("on") {
                removed.insert(format!("{name}[{attribute}]"));
            }
        }
    }
    removed.into_iter().collect()
}

/// A comment's HTML with only what a comment may contain. Pictures become links to them; HTML that nests deeper than
/// 64, or grows out of proportion, becomes plain text.
pub fn sanitise_comment(html: &str) -> Html {
    if super::nesting(html) > 64 {
        return super::plain(html);
    }
    let clean = settled(&COMMENT, &links_with_words(&super::foreign::without_unknown(html)));
    // What was to read in a link may have been taken away.
    let clean = clean.and_then(|clean| match links_with_words(&clean) {
        Cow::Owned(shown) if shown != clean => settled(&COMMENT, &shown),
        _ => Some(clean),
    });
    let clean = clean.filter(|clean| !is_amplified(html.len(), clean.len()));
    clean.map_or_else(|| super::plain(html), Html)
}

/// HTML that is clean, and read by a browser as it was meant: where an element was taken away, others may be left in a place
/// where they cannot stand, such as a link in a link, and these are read as something else. `None` if it does not settle.
fn settled(policy: &Builder<'_>, html: &str) -> Option<String> {
    const MOST: usize = 8;
    let mut clean = policy.clean(html).to_string();
    if clean == html {
        return Some(clean);
    }
    for _ in 0..MOST {
        let again = policy.clean(&clean).to_string();
        if again == clean {
            return Some(clean);
        }
        clean = again;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tags_of_posts_are_sorted() {
        assert!(POST_TAGS.is_sorted());
    }

    #[test]
    fn a_link_of_which_nothing_is_left_to_read_is_none() {
        for inner in ["\0", "<script>a</script>", "<style>b</style>", ""] {
            let html = format!("a <a href=\"https://x.example/\">{inner}</a> b");
            assert_eq!(sanitise_comment(&html).as_str(), "a  b", "{inner:?}");
        }
    }

    #[test]
    fn comments_keep_little() {
        let cases = [
            ("<p>a <em>b</em><br>c</p>", "<p>a <em>b</em><br>c</p>"),
            (
                "<a href=\"https://a.example/?x=1&amp;y=2\" onclick=x title=\"t\" class=k id=i>a</a>",
                "<a href=\"https://a.example/?x=1&amp;y=2\" title=\"t\" rel=\"nofollow ugc noopener noreferrer\">a</a>",
            ),
            ("<a href=\"/pad\">a</a>", "<a rel=\"nofollow ugc noopener noreferrer\">a</a>"),
            (
                "<IMG SRC=\"https://x.example/p.png\" alt='Foto \"1\"'>",
                "<a href=\"https://x.example/p.png\" rel=\"nofollow ugc noopener noreferrer\">Foto \"1\"</a>",
            ),
            ("<img src=\"data:image/png,x\" alt=\"<b>\">", "&lt;b&gt;"),
            (
                "<a href=\"https://x.example/a\"><img src=\"https://x.example/p.png\" alt=Foto></a>",
                "<a href=\"https://x.example/a\" rel=\"nofollow ugc noopener noreferrer\">Foto</a>",
            ),
            ("<h2 style=x>kop</h2><script>alert(1)</script>", "kop"),
            ("<blockquote cite=\"http://x\">a", "<blockquote>a</blockquote>"),
            (
                "<p title=x lang=nl>a</p><abbr title=x lang=nl>b</abbr>",
                "<p>a</p><abbr title=\"x\">b</abbr>",
            ),
            // Without what parts them, an item in an item is read as the next one.
            ("<ul><li>a<details><li>b", "<ul><li>a</li><li>b</li></ul>"),
        ];
        for (html, wanted) in cases {
            let clean = sanitise_comment(html);
            assert_eq!(clean.as_str(), wanted, "{html}");
            assert_eq!(sanitise_comment(clean.as_str()), clean, "{html}");
        }
        assert!(
            sanitise_comment(&"<div>".repeat(65))
                .as_str()
                .starts_with("<pre class=\"plain\">&lt;div")
        );
    }

    #[test]
    fn posts_keep_more_and_say_what_was_removed() {
        let cases: [(&str, &str, &[&str]); 8] = [
            (
                "<details open><summary>a</summary>b</details>",
                "<details open=\"\"><summary>a</summary>b</details>",
                &[],
            ),
            (
                "<p class=\"mijn alert x\" style=\"color:red\">a</p>",
                "<p class=\"alert\">a</p>",
                &["p[style]"],
            ),
            ("<iframe src=x></iframe><b onclick=x>a</b>", "<b>a</b>", &["b[onclick]", "iframe"]),
            (
                "<img src=\"https://x/y.png\" alt=a><img src=\"../b.png\" width=3>",
                "<img alt=\"a\"><img src=\"../b.png\" width=\"3\">",
                &[],
            ),
            (
                "<input type=text checked name=x>",
                "<input checked=\"\" type=\"checkbox\">",
                &["input"],
            ),
            ("<a href=\"javascript:x\" rel=\"opener\">a</a>", "<a>a</a>", &[]),
            ("<a href=\"\u{2028}javascript:x\">a</a>", "<a>a</a>", &[]),
            ("<td colspan=2 onx>a", "a", &["td[onx]"]),
        ];
        for (html, wanted, removed) in cases {
            let (clean, found) = sanitise_post(html);
            assert_eq!(
                (clean.as_str(), found.iter().map(String::as_str).collect::<Vec<_>>().as_slice()),
                (wanted, removed),
                "{html}"
            );
            assert_eq!(sanitise_post(clean.as_str()).0, clean);
        }
    }
}
