//! What may be left in safe HTML, read from the HTML itself and not from the lists of the sanitiser.

/// The elements of a comment.
const COMMENT: &str = "a abbr acronym b blockquote br cite code del em i ins li ol p pre q s strike strong sub sup ul";

/// Elements that run, load or replace something.
const HARMFUL: &str = "animate applet base body button embed form frame frameset head html iframe link marquee math meta noscript \
    object plaintext script select set style svg template textarea title xmp";

/// Fails when a comment holds anything but what it may.
pub fn assert_comment(html: &str) {
    each_tag(html, |tag, attributes| {
        assert!(COMMENT.split(' ').any(|known| known == tag), "<{tag}> in {html:?}");
        for (name, value) in attributes {
            let is_allowed = match (tag, *name) {
                ("a", "href") => is_web(value),
                ("a", "rel") => *value == "nofollow ugc noopener noreferrer",
                ("a" | "abbr" | "acronym", "title") | ("del", "datetime") => true,
                ("pre", "class") => *value == "plain",
                _ => false,
            };
            assert!(is_allowed, "{tag}[{name}={value:?}] in {html:?}");
        }
    });
}

/// Fails when a post holds what would run something, or load something from elsewhere.
pub fn assert_post(html: &str) {
    each_tag(html, |tag, attributes| {
        assert!(HARMFUL.split_whitespace().all(|harm| harm != tag), "<{tag}> in {html:?}");
        for (name, value) in attributes {
            let is_harmful = name.starts_with("on")
                || matches!(
                    *name,
                    "style" | "srcset" | "srcdoc" | "action" | "formaction" | "background"
                )
                || (*name == "src" && (has_scheme(value) || value.starts_with('/')))
                || (*name == "href"
                    && has_scheme(value)
                    && !is_web(value)
                    && !value.starts_with("tel:"));
            assert!(!is_harmful, "{tag}[{name}={value:?}] in {html:?}");
        }
    });
}

/// Whether an address is one of the web or of mail.
fn is_web(address: &str) -> bool {
    let address = address.to_ascii_lowercase();
    ["http:", "https:", "mailto:"].iter().any(|scheme| address.starts_with(scheme))
}

/// Whether a browser would read a scheme here: without what stands around it, and without tabs and line ends anywhere
/// (<https://url.spec.whatwg.org/#concept-basic-url-parser>).
fn has_scheme(address: &str) -> bool {
    let inner = address.trim_matches(|c: char| c <= ' ');
    let bare: String = inner.chars().filter(|c| !matches!(c, '\t' | '\n' | '\r')).collect();
    let Some((scheme, _)) = bare.split_once(':') else { return false };
    scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
}

/// Every tag with its attributes. What is no tag as a serialiser writes it has no place in safe HTML.
fn each_tag(html: &str, look: impl Fn(&str, &[(&str, &str)])) {
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        let tag = &rest[start + 1..];
        let name = tag.strip_prefix('/').unwrap_or(tag);
        let is_closing = name.len() < tag.len();
        let end =
            name.find([' ', '>']).unwrap_or_else(|| panic!("a `<` that is no tag in {html:?}"));
        let (name, mut after) = name.split_at(end);
        let is_name =
            !name.is_empty() && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
        assert!(is_name, "<{name}> in {html:?}");
        let mut attributes = Vec::new();
        while let Some(attribute) = after.strip_prefix(' ') {
            let found = attribute
                .split_once("=\"")
                .and_then(|(name, value)| Some((name, value.split_once('"')?)));
            let (name, (value, next)) =
                found.unwrap_or_else(|| panic!("an attribute of <{name}> in {html:?}"));
            assert!(
                !name.is_empty() && name.bytes().all(|b| b.is_ascii_lowercase() || b == b'-'),
                "{name} in {html:?}"
            );
            attributes.push((name, value));
            after = next;
        }
        assert!(
            after.starts_with('>') && !(is_closing && !attributes.is_empty()),
            "<{name} in {html:?}"
        );
        look(name, &attributes);
        rest = &after[1..];
    }
}
