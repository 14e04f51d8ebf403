//! Blocks that the block editor keeps from readers, or that hold no HTML: WordPress makes what those show from elsewhere.

use std::borrow::Cow;
use std::collections::BTreeSet;

use serde_json::Value;

/// What readers saw of some content.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Seen {
    /// What does not come along: `wp:latest-posts`.
    pub(super) left: BTreeSet<String>,
    /// What only some readers saw: `wp:group`.
    pub(super) restricted: BTreeSet<String>,
}

/// Blocks that have no HTML of their own, and are put in their place or mean nothing here.
const PLACED: &[&str] = &["block", "footnotes", "more", "nextpage", "spacer", "separator"];

/// The comment that begins or ends a block: `<!-- wp:group {"align":"wide"} -->`.
struct Mark<'a> {
    /// `group`, or with the name of a plugin `acf/quote`.
    name: &'a str,
    /// JSON, or nothing.
    values: &'a str,
    is_end: bool,
    /// Whether it is a whole block.
    is_alone: bool,
    /// How much of the text it is.
    length: usize,
}

impl<'a> Mark<'a> {
    /// The mark that a text begins with.
    fn read(text: &'a str) -> Option<Mark<'a>> {
        let within = text.strip_prefix("<!--")?;
        // WordPress writes other signs for two dashes in the values.
        let length = within.find("--").filter(|end| within[*end..].starts_with("-->"))?;
        let within = within[..length].trim();
        let (within, is_end) = match within.strip_prefix('/') {
            Some(within) => (within, true),
            None => (within, false),
        };
        let within = within.strip_prefix("wp:")?;
        let (within, is_alone) = match within.strip_suffix('/') {
            Some(within) => (within, true),
            None => (within, false),
        };
        let (name, values) = within.split_once(char::is_whitespace).unwrap_or((within, ""));
        let length = "<!--".len() + length + "-->".len();
        Some(Mark { name, values: values.trim(), is_end, is_alone, length })
    }

    /// Whether nobody sees the block.
    fn is_hidden(&self) -> bool {
        let values = self.visibility();
        values.pointer("/metadata/blockVisibility") == Some(&Value::Bool(false))
            || values.pointer("/blockVisibility/hideBlock") == Some(&Value::Bool(true))
    }

    /// Whether only some see the block, such as who has an account.
    fn is_restricted(&self) -> bool {
        let values = self.visibility();
        let sets = values.pointer("/blockVisibility/controlSets").and_then(Value::as_array);
        let is_for_some = |set: &Value| {
            let role = set.pointer("/controls/userRole/visibilityByRole").and_then(Value::as_str);
            role.is_some_and(|role| !matches!(role, "" | "all" | "public" | "logged-out"))
        };
        is_restricting(self.name) || sets.is_some_and(|sets| sets.iter().any(is_for_some))
    }

    fn visibility(&self) -> Value {
        let says_it = self.values.contains("lockVisibility");
        let values = says_it.then(|| serde_json::from_str(self.values).ok()).flatten();
        values.unwrap_or_default()
    }

    /// Whether a block without HTML is told; lists of posts are told as a whole, and not their parts.
    fn is_lost(&self) -> bool {
        let is_part = ["post-", "query-", "comment"].iter().any(|part| self.name.starts_with(part));
        self.is_alone && !PLACED.contains(&self.name) && !is_part || self.name == "query"
    }
}

/// The content without the blocks that nobody saw.
pub(super) fn without_hidden<'a>(content: &'a str, seen: &mut Seen) -> Cow<'a, str> {
    if !content.contains("<!-- wp:") {
        return Cow::Borrowed(content);
    }
    let mut shown = String::with_capacity(content.len());
    let mut rest = content;
    // How many blocks are open within one that is hidden, itself with them.
    let mut depth = 0_usize;
    while let Some(at) = rest.find("<!--") {
        if depth == 0 {
            shown.push_str(&rest[..at]);
        }
        rest = &rest[at..];
        let Some(mark) = Mark::read(rest) else {
            if depth == 0 {
                shown.push_str("<!--");
            }
            rest = &rest["<!--".len()..];
            continue;
        };
        let (own, after) = rest.split_at(mark.length);
        rest = after;
        if depth > 0 {
            match (mark.is_alone, mark.is_end) {
                (true, _) => {}
                (false, true) => depth -= 1,
                (false, false) => depth += 1,
            }
            continue;
        }
        let name = || format!("wp:{}", mark.name);
        let is_hidden = !mark.is_end && mark.is_hidden();
        if is_hidden {
            depth = usize::from(!mark.is_alone);
        }
        if is_hidden || !mark.is_end && mark.is_lost() {
            seen.left.insert(name());
        }
        if !mark.is_end && !is_hidden && mark.is_restricted() {
            seen.restricted.insert(name());
        }
        if !is_hidden {
            shown.push_str(own);
        }
    }
    if depth == 0 {
        shown.push_str(rest);
    }
    Cow::Owned(shown)
}

/// Parts of the names by which plugins call what only some readers see.
const RESTRICTING: &[&str] = &[
    "member",
    "subscriber-view",
    "restrict",
    "private",
    "logged",
    "protect",
    "paywall",
    "premium",
    "mepr",
    "pmpro",
    "groups_can",
    "user_can",
    "hidepost",
    "s2if",
];

/// Whether a plugin's block or shortcode of this name is one that shows what is within to some readers.
pub(super) fn is_restricting(name: &str) -> bool {
    // Who is in a team is shown to everybody.
    let name = name.to_ascii_lowercase().replace("team-member", "").replace("team_member", "");
    name == "access" || RESTRICTING.iter().any(|part| name.contains(part))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_block_that_nobody_saw_goes_with_all_that_is_within() {
        let hidden = "<!-- wp:group {\"metadata\":{\"blockVisibility\":false}} -->";
        let by_plugin = "<!-- wp:group {\"blockVisibility\":{\"hideBlock\":true}} -->";
        let inner = "<!-- wp:group --><p>x</p><!-- wp:a /--><!-- /wp:group --><!-- more -->";
        let end = "<!-- /wp:group -->";
        for (content, shown, left) in [
            (format!("a{hidden}{inner}{end}b"), "ab", "wp:group"),
            (format!("a{by_plugin}{inner}{end}b"), "ab", "wp:group"),
            (format!("a{hidden}never ends"), "a", "wp:group"),
            ("<!-- wp:acf/quote {\"data\":{\"a\":\"b\"}} /-->c".to_owned(), "", "wp:acf/quote"),
            ("<!-- wp:more --><!--more--><!-- /wp:more -->".to_owned(), "", ""),
            ("<!-- wp:block {\"ref\":1} /--> <!-- wp:footnotes /-->".to_owned(), "", ""),
            (
                "<!-- wp:query --><!-- wp:post-title /--><!-- /wp:query -->".to_owned(),
                "",
                "wp:query",
            ),
            ("<!-- wp:a <!-- wp:b".to_owned(), "", ""),
        ] {
            let mut seen = Seen::default();
            let own = without_hidden(&content, &mut seen);
            let shown = if shown.is_empty() { content.as_str() } else { shown };
            assert_eq!(own, shown);
            assert_eq!(seen.left.into_iter().collect::<Vec<_>>().join(" "), left, "{content}");
        }
    }

    #[test]
    fn a_block_for_some_readers_is_told() {
        for (values, is_one) in [
            (
                "group {\"blockVisibility\":{\"controlSets\":[{\"controls\":{\"userRole\":{\"visibilityByRole\":\"logged-in\"}}}]}}",
                true,
            ),
            (
                "group {\"blockVisibility\":{\"controlSets\":[{\"controls\":{\"userRole\":{\"visibilityByRole\":\"public\"}}}]}}",
                false,
            ),
            ("premium-content/subscriber-view", true),
            ("group", false),
        ] {
            let mut seen = Seen::default();
            let content = format!("<!-- wp:{values} -->a");
            assert_eq!(without_hidden(&content, &mut seen), content);
            assert_eq!(!seen.restricted.is_empty(), is_one, "{values}");
        }
    }
}
