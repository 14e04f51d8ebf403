//! Shortcodes of Hugo and Liquid tags of Jekyll that have a meaning in plain Markdown: links, figures and code. The others stay
//! as text.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::spans::{code_spans, is_in_element, is_within};
use super::{escaped, films, modules};
use crate::html::push_escaped;

/// Whether shortcodes are text, whatever they say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Raw {
    No,
    /// Between `{% raw %}` and `{% endraw %}`.
    Within,
    /// In the whole body.
    Always,
}

/// Code that a shortcode began.
pub(super) struct Begun {
    /// What its first line is indented with.
    pub(super) indent: String,
    /// Its fence, until a line of it was written: blank lines at its beginning are none of it.
    pub(super) fence: Option<String>,
    /// Whether a tab ends it.
    pub(super) in_tab: bool,
}

/// The info string of the code that this line begins: `{{< highlight go >}}`, `{% highlight ruby linenos %}`.
pub(super) fn begins_code(trimmed: &str) -> Option<String> {
    let inner = inner_of_line(trimmed)?.strip_prefix("highlight")?;
    if !inner.is_empty() && !inner.starts_with(' ') {
        return None;
    }
    let language = inner.split_ascii_whitespace().next().unwrap_or_default();
    Some(
        language
            .chars()
            .filter(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '#' | '_'))
            .collect(),
    )
}

/// The line with those behind it that a shortcode or a tag goes on in which it begins and does not end, and how many they are.
pub(super) fn joined(line: &str, rest: &str) -> Option<(String, usize)> {
    /// Nobody writes one over more lines.
    const MOST_LINES: usize = 30;
    let (open, close) = [("{{<", ">}}"), ("{{%", "%}}"), ("{{", "}}"), ("{%", "%}")]
        .into_iter()
        .find(|(open, _)| line.contains(open))?;
    let begun = &line[line.rfind(open)?..];
    let inner = begun[open.len()..].trim_start_matches(['-', ' ']);
    let is_call = open != "{{" || inner.contains('(');
    let is_begun = !begun.contains(close) && inner.starts_with(|c: char| c.is_ascii_alphabetic());
    if !is_call || !is_begun || is_within(&code_spans(line), line.len() - begun.len()) {
        return None;
    }
    let lines = || rest.lines().take(MOST_LINES).take_while(|line| !line.trim().is_empty());
    let last = lines().position(|line| line.contains(close))?;
    let mut joined = line.trim_end().to_owned();
    for line in lines().take(last + 1) {
        joined.push(' ');
        joined.push_str(line.trim());
    }
    Some((joined, last + 1))
}

/// Whether this line ends code that a shortcode began.
pub(super) fn ends_code(trimmed: &str) -> bool {
    inner_of_line(trimmed)
        .is_some_and(|inner| matches!(inner, "/highlight" | "/ highlight" | "endhighlight"))
}

/// What stands within the one shortcode that a line consists of.
fn inner_of_line(trimmed: &str) -> Option<&str> {
    [("{{<", ">}}"), ("{{%", "%}}"), ("{%", "%}")].iter().find_map(|(open, close)| {
        let inner = trimmed.strip_prefix(open)?.strip_suffix(close)?;
        (!inner.contains(close)).then(|| inner.trim_matches([' ', '-']))
    })
}

/// Adds a line in which shortcodes that mean something are Markdown; the names of the others go to `left`.
pub(super) fn replace(line: &str, raw: &mut Raw, text: &mut String, left: &mut Vec<String>) {
    let start = text.len();
    let code = code_spans(line);
    let mut from = 0;
    let mut at = 0;
    while let Some(found) = line[at..].find("{") {
        let open = at + found;
        at = open + 1;
        if let Some((shown, length)) = escaped::read(&line[open..]) {
            let is_code = is_within(&code, open);
            text.push_str(&line[from..open]);
            if is_code && !is_in_element(line, open) {
                text.push_str(&shown);
            } else {
                push_inert(text, &shown);
            }
            at = open + length;
            from = at;
            continue;
        }
        if is_within(&code, open) || line[..open].ends_with('\\') {
            continue;
        }
        if !line[at..].starts_with(['{', '%']) {
            let is_free = *raw != Raw::Within && !is_argument(&line[..open]);
            if let Some((name, length)) = modules::expression(&line[open..]).filter(|_| is_free) {
                left.push(name.to_owned());
                at = open + length;
            }
            continue;
        }
        let Some((inner, length, kind)) = shortcode(&line[open..]) else { continue };
        text.push_str(&line[from..open]);
        let whole = &line[open..open + length];
        let mut end = open + length;
        match meaning(inner, kind, raw) {
            Meaning::Nothing => {}
            Meaning::Text(value) => text.push_str(&value),
            Meaning::Address => {
                let is_destination = push_address(text, start, whole, &line[end..]);
                end += is_destination;
            }
            Meaning::Unknown(name) => {
                push_inert(text, whole);
                left.extend(name);
            }
        }
        from = end;
        at = end;
    }
    text.push_str(&line[from..]);
}

/// The picture with a caption that a shortcode is.
pub(super) fn figure(whole: &str) -> Option<String> {
    let (inner, _, kind) = shortcode(whole).filter(|(_, length, _)| *length == whole.len())?;
    match meaning(inner, kind, &mut Raw::No) {
        Meaning::Text(text) => {
            let is_picture = text.starts_with("![") || text.starts_with("[![");
            (is_picture && text.contains("> \"")).then_some(text)
        }
        _ => None,
    }
}

/// Whether braces behind this belong to a formula: `\frac{p(x)}{p(y)}`.
fn is_argument(before: &str) -> bool {
    let command = before.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    before.ends_with(['}', '^', '_']) || command.len() < before.len() && command.ends_with('\\')
}

/// The three ways to write one.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Hugo,
    Tag,
    Output,
}

/// What stands within the shortcode at the beginning of `rest`, and how long the whole is.
pub(crate) fn shortcode(rest: &str) -> Option<(&str, usize, Kind)> {
    let (open, close, kind) = if rest.starts_with("{{<") {
        ("{{<", ">}}", Kind::Hugo)
    } else if rest.starts_with("{{%") {
        ("{{%", "%}}", Kind::Hugo)
    } else if rest.starts_with("{{") {
        ("{{", "}}", Kind::Output)
    } else {
        ("{%", "%}", Kind::Tag)
    };
    /// Nobody writes a longer one, and looking for an end costs no more than this.
    const LONGEST: usize = 1_000;
    let mut window = rest.len().min(LONGEST);
    while !rest.is_char_boundary(window) {
        window -= 1;
    }
    let length = rest.get(open.len()..window)?.find(close)?;
    let inner = &rest[open.len()..open.len() + length];
    Some((inner.trim().trim_matches('-').trim(), open.len() + length + close.len(), kind))
}

/// What a shortcode means in Markdown.
enum Meaning {
    /// Nothing that is seen.
    Nothing,
    /// This Markdown.
    Text(String),
    /// The address of a post.
    Address,
    /// It stays as text; with its name, unless its beginning was already reported.
    Unknown(Option<String>),
}

fn meaning(inner: &str, kind: Kind, raw: &mut Raw) -> Meaning {
    let (name, rest) = inner.split_once(char::is_whitespace).unwrap_or((inner, ""));
    let unknown = || {
        let is_name = name.starts_with(|c: char| c.is_alphabetic());
        let name = name.split('(').next().unwrap_or(name);
        Meaning::Unknown(is_name.then(|| name.trim_end_matches('/').to_owned()))
    };
    match (kind, name) {
        (Kind::Tag, "raw" | "endraw") if *raw != Raw::Always => {
            *raw = if name == "raw" { Raw::Within } else { Raw::No };
            Meaning::Nothing
        }
        _ if *raw != Raw::No => Meaning::Unknown(None),
        (Kind::Hugo, "ref" | "relref") | (Kind::Tag, "post_url" | "link")
            if !rest.trim().is_empty() =>
        {
            Meaning::Address
        }
        (Kind::Hugo, "figure") => Meaning::Text(films::figure(rest)),
        (Kind::Output, _) => output(inner),
        (Kind::Tag, name) if name.starts_with("end") => Meaning::Unknown(None),
        (_, name) => films::markdown(name, rest).map_or_else(unknown, Meaning::Text),
    }
}

/// Liquid's `{{ site.baseurl }}` is nothing, for links here need no base; `{{ '/a' | relative_url }}` is `/a`.
fn output(inner: &str) -> Meaning {
    if matches!(inner, "site.baseurl" | "site.url" | "page.baseurl") {
        return Meaning::Nothing;
    }
    let path = inner.split_once('|').filter(|(_, filter)| {
        matches!(filter.trim(), "relative_url" | "absolute_url" | "prepend: site.baseurl")
    });
    let call = inner
        .split_once('(')
        .and_then(|(name, rest)| films::markdown(name.trim(), rest.trim_end().strip_suffix(')')?));
    match path {
        None if call.is_some() => Meaning::Text(call.unwrap_or_default()),
        Some((path, _)) => Meaning::Text(path.trim().trim_matches(['\'', '"']).to_owned()),
        None => Meaning::Unknown(output_name(inner)),
    }
}

/// What a template would put out, by its name: `youtube` of `{{ youtube(id="x") }}`, `page.title`. Other words in braces are
/// text.
fn output_name(inner: &str) -> Option<String> {
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-' | ':');
    let end = inner.find(|c: char| !is_part(c)).unwrap_or(inner.len());
    let (name, rest) = inner.split_at(end);
    let is_output = name.starts_with(|c: char| c.is_ascii_alphabetic())
        && matches!(rest.trim_start().chars().next(), None | Some('(' | '|'));
    is_output.then(|| name.to_owned())
}

/// `name="value"` pairs; the first value without a name is `src`.
pub(crate) fn named(parameters: &str) -> BTreeMap<&str, String> {
    let mut values = BTreeMap::new();
    let mut rest = parameters.trim_start();
    while !rest.is_empty() {
        let key =
            rest.find(['=', ' ', '\t', '"', '`', '\'']).filter(|&end| rest[end..].starts_with('='));
        let name = key.map_or("src", |end| &rest[..end]);
        let after = key.map_or(rest, |end| &rest[end + 1..]);
        let quote = after.chars().next().filter(|c| matches!(c, '"' | '`' | '\''));
        let (value, left) = match quote {
            Some(quote) => quoted(&after[1..], quote),
            None => {
                let (value, left) = after.split_once(char::is_whitespace).unwrap_or((after, ""));
                (value.to_owned(), left)
            }
        };
        values.entry(name).or_insert(value);
        rest = left.trim_start();
    }
    values
}

/// The value up to a quotation mark, and what follows it. In `"` one may stand that has a stroke before it.
fn quoted(text: &str, quote: char) -> (String, &str) {
    let is_end = |(at, _): &(usize, &str)| {
        let strokes = text[..*at].bytes().rev().take_while(|byte| *byte == b'\\').count();
        quote != '"' || strokes % 2 == 0
    };
    let end = text.match_indices(quote).find(is_end).map(|(at, _)| at);
    let Some(end) = end.or_else(|| text.find(quote)) else { return (text.to_owned(), "") };
    let value = &text[..end];
    let value = if quote == '"' { value.replace("\\\"", "\"") } else { value.to_owned() };
    (value, &text[end + 1..])
}

/// Adds the address of a post where one can stand: as the destination of a link, within an attribute of raw HTML, or as a
/// link of its own. Says how much of what follows belongs to the address.
fn push_address(text: &mut String, line_start: usize, whole: &str, after: &str) -> usize {
    let before = text[line_start..].trim_end();
    if before.ends_with("](<") {
        push_destination(text, whole);
        return 0;
    }
    if before.ends_with("](") || before.ends_with("]:") {
        let tail = after.find(|c: char| c.is_whitespace() || c == ')').unwrap_or(after.len());
        text.push('<');
        push_destination(text, whole);
        push_destination(text, &after[..tail]);
        text.push('>');
        return tail;
    }
    if before.ends_with(['"', '\'']) && before[..before.len() - 1].ends_with('=') {
        push_escaped(text, whole);
        return 0;
    }
    text.push_str("[](<");
    push_destination(text, whole);
    text.push_str(">)");
    0
}

/// Adds what stands between `<` and `>` of a destination.
pub(super) fn push_destination(text: &mut String, destination: &str) {
    for character in destination.chars() {
        if matches!(character, '<' | '>' | '\\') {
            text.push('\\');
        }
        text.push(character);
    }
}

/// Adds text in which nothing is Markdown.
pub(super) fn push_literal(text: &mut String, literal: &str) {
    for character in literal.chars() {
        if character.is_ascii_punctuation() {
            text.push('\\');
        }
        text.push(character);
    }
}

/// Adds a shortcode that stays as it is, so that nothing in it is taken for HTML or Markdown.
fn push_inert(text: &mut String, whole: &str) {
    let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    for (at, character) in whole.char_indices() {
        let after = &whole[at + character.len_utf8()..];
        let is_within_word = || {
            character == '_'
                && is_word(whole[..at].chars().next_back())
                && is_word(after.chars().next())
        };
        match character {
            // As an entity, so that it is itself in raw HTML too.
            '<' => text.push_str("&lt;"),
            '>' => text.push_str("&gt;"),
            '*' | '_' | '`' | '[' | ']' | '~' | '$' | '\\' if !is_within_word() => {
                text.push_str(&format!("&#{};", u32::from(character)));
            }
            _ => text.push(character),
        }
    }
}

/// A line in which `[[1]](address)` is a link with the text `[1]`, as everywhere but where `[[1]]` is a link itself.
pub(super) fn without_wiki(line: &str) -> Cow<'_, str> {
    if !line.contains("]](") {
        return Cow::Borrowed(line);
    }
    let code = code_spans(line);
    let mut text = String::with_capacity(line.len() + 8);
    let mut from = 0;
    let mut at = 0;
    while let Some(found) = line[at..].find("]](") {
        let end = at + found;
        at = end + 3;
        // What is called so is short, and looking back costs no more than this.
        let mut window = from.max(end.saturating_sub(200));
        while !line.is_char_boundary(window) {
            window += 1;
        }
        let Some(start) = line[window..end].rfind("[[").map(|start| window + start) else {
            continue;
        };
        let inner = &line[start + 2..end];
        if inner.contains(['[', ']']) || is_within(&code, end) {
            continue;
        }
        text.push_str(&line[from..start]);
        text.push_str("[\\[");
        text.push_str(inner);
        text.push_str("\\]](");
        from = at;
    }
    text.push_str(&line[from..]);
    Cow::Owned(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn replaced(line: &str) -> (String, Vec<String>) {
        let (mut text, mut left) = (String::new(), Vec::new());
        replace(line, &mut Raw::No, &mut text, &mut left);
        (text, left)
    }

    #[test]
    fn shortcodes_become_markdown() {
        let cases = [
            ("[t]({{< ref \"x.md\" >}})", "[t](<{{\\< ref \"x.md\" \\>}}>)"),
            ("[t]({{% relref \"x\" %}}#kop) a", "[t](<{{% relref \"x\" %}}#kop>) a"),
            (
                "[t]({% post_url 2020-01-01-naam %} \"T\")",
                "[t](<{% post_url 2020-01-01-naam %}> \"T\")",
            ),
            ("[a]: {% link _posts/x.md %}", "[a]: <{% link _posts/x.md %}>"),
            ("[t]({{ site.baseurl }}{% link a.md %})", "[t](<{% link a.md %}>)"),
            ("![t]({{ \"/a.png\" | relative_url }})", "![t](/a.png)"),
            ("![t]({{site.url}}/a.png)", "![t](/a.png)"),
            ("zie {{< ref \"x\" >}}", "zie [](<{{\\< ref \"x\" \\>}}>)"),
            ("<a href=\"{{< ref \"x\" >}}\">", "<a href=\"{{&lt; ref &quot;x&quot; &gt;}}\">"),
            (
                "{{< figure src=\"a b.png\" title='T \"q\"' alt=A_b >}}",
                "![A\\_b](<a b.png> \"T \\\"q\\\"\")",
            ),
            (
                r#"{{< figure src="a.png" caption="Hij zei \"ja\" en" alt='b' >}}"#,
                r#"![b](<a.png> "Hij zei \"ja\" en")"#,
            ),
            (
                r#"{{< figure src="a.png" title="T" caption="*c*" attr="A" attrlink="https://x.example/" link="b.md" >}}"#,
                r#"[![](<a.png> "\*\*T\*\* \*c\* \[A\]\(\<https\:\/\/x\.example\/\>\)")](<b.md>)"#,
            ),
            ("{{< figure src=a.png attr=A >}}", "![](<a.png> \"A\")"),
            ("`{{< ref \"x\" >}}` en ``a ` {% x %}``", "`{{< ref \"x\" >}}` en ``a ` {% x %}``"),
            ("{{ een zin }} \\{{< x >}} {{", "{{ een zin }} \\{{< x >}} {{"),
            ("{% raw %}{{ x }}{% endraw %}", "{{ x }}"),
        ];
        for (line, wanted) in cases {
            assert_eq!(replaced(line), (wanted.to_owned(), Vec::new()), "{line}");
        }
        for (line, name) in [
            ("{{ youtube(id=\"x\") }}", "youtube"),
            ("a {{ resize_image(path=\"a.png\", width=3) }}", "resize_image"),
            ("{% quote(author=\"x\") %}", "quote"),
            ("{{ page.title }}", "page.title"),
            ("{{ content | strip }}", "content"),
            ("a {props.title} b", "props.title"),
        ] {
            assert_eq!(replaced(line), (line.to_owned(), vec![name.to_owned()]));
        }
        assert_eq!(
            replaced("{{<youtube abc>}} {{% x %}}a{{% /x %}} {% include y.html %}"),
            (
                "{{&lt;youtube abc&gt;}} {{% x %}}a{{% /x %}} {% include y.html %}".to_owned(),
                vec!["youtube".to_owned(), "x".to_owned(), "include".to_owned()]
            )
        );
    }

    #[test]
    fn code_shortcodes_are_seen_by_line() {
        assert_eq!(begins_code("{{< highlight go \"linenos=table\" >}}").as_deref(), Some("go"));
        assert_eq!(begins_code("{% highlight c++ linenos %}").as_deref(), Some("c++"));
        assert_eq!(begins_code("{% highlighted %}"), None);
        assert!(
            ends_code("{{< / highlight >}}")
                && ends_code("{% endhighlight %}")
                && ends_code("{{</highlight>}}")
        );
    }
}
