//! References to a post in the words of Hugo and Jekyll, as they stand in a destination.

use crate::post::markdown::named;

/// What a shortcode in a destination refers to: a path or a name as that generator has it, with the anchor behind it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Reference<'a> {
    pub(super) name: String,
    pub(super) anchor: Option<&'a str>,
    /// The language that it names.
    pub(super) language: Option<String>,
}

/// Reads `{{< ref "x.md#a" >}}`, `{{% relref path="x" %}}`, `{% post_url 2020-01-01-x %}` and `{% link _posts/x.md %}`, each
/// with an anchor that may follow.
pub(super) fn read(target: &str) -> Option<Reference<'_>> {
    let (open, close) = [("{{<", ">}}"), ("{{%", "%}}"), ("{%", "%}")]
        .into_iter()
        .find(|(open, _)| target.starts_with(open))?;
    let (inner, after) = target[open.len()..].split_once(close)?;
    let (word, parameters) =
        inner.trim().trim_matches('-').trim().split_once(char::is_whitespace)?;
    let (name, language) = match word {
        "ref" | "relref" => {
            let values = named(parameters);
            let name = values.get("path").or_else(|| values.get("src"))?.clone();
            (name, values.get("lang").cloned())
        }
        "post_url" | "link" => (parameters.trim().to_owned(), None),
        _ => return None,
    };
    let anchor =
        after.split_once('#').map(|(_, anchor)| anchor).filter(|anchor| !anchor.is_empty());
    Some(Reference { name, anchor, language })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_read() {
        let cases = [
            ("{{< ref \"x.md\" >}}", "x.md", None, None),
            ("{{% relref `a/b.md` %}}#kop", "a/b.md", Some("kop"), None),
            ("{{< ref path=\"x.md\" lang=\"nl\" >}}", "x.md", None, Some("nl")),
            ("{% post_url 2020-01-01-naam %}", "2020-01-01-naam", None, None),
            ("{% link _posts/x.md %}#a", "_posts/x.md", Some("a"), None),
        ];
        for (target, name, anchor, language) in cases {
            let (name, language) = (name.to_owned(), language.map(str::to_owned));
            assert_eq!(read(target), Some(Reference { name, anchor, language }), "{target}");
        }
        for target in ["{{< youtube x >}}", "{% x", "{{<>}}", "a.md", "{{< ref >}}"] {
            assert_eq!(read(target), None, "{target}");
        }
    }
}
