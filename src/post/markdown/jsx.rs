//! What JSX has that HTML has not: values in braces, expressions that are a text, elements that end themselves.

use std::collections::BTreeMap;

use super::spans::{code_spans, is_within};
use crate::html::style_hides;

/// Nobody writes a longer tag, and looking for its end costs no more than this.
const LONGEST: usize = 2_000;

/// What ends a link in Docusaurus.
const LINK_END: &str = "</Link>";

/// Elements in which nothing but their own end counts: in HTML none of them ends itself.
const ENDLESS: [&str; 4] = ["iframe", "script", "style", "textarea"];

/// The pictures that a text imports: their files by their names.
type Pictures<'b> = BTreeMap<&'b str, &'b str>;

/// The line in HTML if it begins a tag that is none, and how many of the lines behind it (`rest`) belong to that.
pub(super) fn plain(line: &str, rest: &str, pictures: &Pictures<'_>) -> Option<(String, usize)> {
    if !line.contains('<') && !line.contains("{' '}") && !line.contains("{\" \"}") {
        return None;
    }
    let code = code_spans(line);
    let mut text = String::new();
    let (mut from, mut at, mut more) = (0, 0, 0);
    let mut line = std::borrow::Cow::Borrowed(line);
    while let Some(found) = line[at..].find(['<', '{']) {
        let open = at + found;
        at = open + 1;
        if more == 0 && is_within(&code, open) {
            continue;
        }
        let begun = &line[open..];
        if let Some(blank) = ["{' '}", "{\" \"}"].into_iter().find(|it| begun.starts_with(it)) {
            text.push_str(&line[from..open]);
            text.push(' ');
            at = open + blank.len();
            from = at;
        } else if begun.starts_with(LINK_END) {
            text.push_str(&format!("{}</a>", &line[from..open]));
            at = open + LINK_END.len();
            from = at;
        } else if begun.starts_with('<') && !is_html(begun) {
            // A tag may go on over lines, and what follows it on its last line is looked through too.
            let behind = rest.split_inclusive('\n').skip(more);
            let window = window(begun, behind);
            let Some((tag, length)) = tag(&window, pictures) else { continue };
            text.push_str(&line[from..open]);
            text.push_str(&tag);
            let lines = window[..length].matches('\n').count();
            let after = window[length..].split('\n').next().unwrap_or_default().to_owned();
            if lines > 0 {
                more += lines;
                line = std::borrow::Cow::Owned(after);
                at = 0;
            } else {
                at = open + length;
            }
            from = at;
        }
    }
    if text.is_empty() {
        return None;
    }
    text.push_str(&line[from..]);
    Some((text, more))
}

/// Whether a tag that begins here ends on the line, and has nothing of JSX.
fn is_html(begun: &str) -> bool {
    let tag = begun[..begun.floor_char_boundary(LONGEST)].split_once('>');
    tag.is_some_and(|(tag, _)| {
        !tag.contains('{') && !tag.ends_with('/') && !tag.starts_with("<Link ")
    })
}

/// A tag that begins here with what may belong to it, to the end of a line.
fn window<'b>(begun: &str, behind: impl Iterator<Item = &'b str>) -> String {
    let mut window = begun[..begun.floor_char_boundary(LONGEST)].to_owned();
    let mut is_braced = window.contains('{');
    let mut is_whole = window.contains('>') && !is_braced;
    for line in behind {
        let is_long = begun.len() > LONGEST || window.len() + line.len() > 2 * LONGEST;
        let bare = line.trim();
        // A line of a quote is no end of a tag.
        let is_other =
            bare.is_empty() || bare.starts_with("> ") || bare.starts_with('<') && !is_braced;
        if is_long || is_whole || is_other {
            break;
        }
        window.push('\n');
        window.push_str(line.trim_end_matches(['\n', '\r']));
        is_braced |= line.contains('{');
        is_whole = line.contains('>') && !is_braced;
    }
    window
}

/// The tag in HTML that begins here and is none yet, and how long it is as written.
fn tag(text: &str, pictures: &Pictures<'_>) -> Option<(String, usize)> {
    let name = name(&text[1..]);
    if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    // What Docusaurus calls a link leads where that says, as any does.
    let is_link = name == "Link";
    let mut html = format!("<{}", if is_link { "a" } else { name });
    let mut is_other = is_link;
    let mut at = 1 + name.len();
    loop {
        let rest = text.get(at..).filter(|_| at < LONGEST)?;
        let blanks = rest.len() - rest.trim_start().len();
        let rest = &rest[blanks..];
        at += blanks;
        if rest.starts_with("/>") && ENDLESS.contains(&&*name.to_ascii_lowercase()) {
            return Some((format!("{html}></{name}>"), at + 2));
        }
        if let Some(end) = ["/>", ">"].into_iter().find(|end| rest.starts_with(end)) {
            html.push_str(end);
            return is_other.then_some((html, at + end.len()));
        }
        if rest.starts_with("{...") {
            at += braces(rest)?;
            is_other = true;
            continue;
        }
        let key = self::name(rest);
        if key.is_empty() || blanks == 0 {
            return None;
        }
        at += key.len();
        let after = &rest[key.len()..];
        let key = if is_link && key == "to" { "href" } else { key };
        let Some(value) = after.strip_prefix('=') else {
            html.push_str(&format!(" {key}"));
            continue;
        };
        at += 1;
        let length = match value.chars().next()? {
            '{' => braces(value)?,
            quote @ ('"' | '\'') => value[1..].find(quote)? + 2,
            _ => value.find(|c: char| c.is_whitespace() || c == '>')?,
        };
        let value = &value[..length];
        match value.strip_prefix('{') {
            Some(inner) => {
                is_other = true;
                let inner = inner[..length - 2].trim();
                if hides(key, inner) {
                    html.push_str(" hidden");
                }
                let imported = || pictures.get(inner).map(|path| (*path).to_owned());
                if let Some(known) = known(inner).or_else(imported) {
                    html.push_str(&format!(" {key}=\"{known}\""));
                }
            }
            None => html.push_str(&format!(" {key}={value}")),
        }
        at += length;
    }
}

/// The name of an element or an attribute at the beginning of a text.
fn name(text: &str) -> &str {
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ':' | '.');
    &text[..text.find(|c| !is_part(c)).unwrap_or(text.len())]
}

/// How long the expression in braces is that a text begins with; braces in its texts do not count.
fn braces(text: &str) -> Option<usize> {
    let mut depth = 0;
    let mut quote = None;
    for (at, c) in text.char_indices().take_while(|(at, _)| *at < LONGEST) {
        match c {
            _ if quote == Some(c) => quote = None,
            _ if quote.is_some() => {}
            '"' | '\'' | '`' => quote = Some(c),
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some(at + 1);
        }
    }
    None
}

/// Whether an attribute with this expression hides the element: `hidden={true}`, `style={{display: 'none'}}`.
fn hides(key: &str, expression: &str) -> bool {
    let bare: String = expression
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '{' | '}' | '\'' | '"' | '`'))
        .collect();
    match key {
        "hidden" => !matches!(bare.as_str(), "false" | "null" | "undefined"),
        "style" => style_hides(&bare.replace(',', ";")),
        _ => false,
    }
}

/// What an expression is, if no program has to run to know: a text, a number, or the path of a file that it asks for.
fn known(expression: &str) -> Option<String> {
    let asked = ["require(", "useBaseUrl("].into_iter().find_map(|call| {
        let inner = expression.strip_prefix(call)?;
        inner.strip_suffix(").default").or_else(|| inner.strip_suffix(')'))
    });
    let text = asked.unwrap_or(expression).trim();
    let quote = text.chars().next().filter(|sign| matches!(sign, '"' | '\'' | '`'));
    let inner = match quote {
        Some(quote) => {
            text[1..].strip_suffix(quote).filter(|it| !it.contains([quote, '$', '\\']))?
        }
        None => Some(text).filter(|it| asked.is_none() && it.parse::<f64>().is_ok())?,
    };
    Some(inner.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;"))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::plain;

    #[test]
    fn tags_of_jsx_become_those_of_html() {
        for (text, wanted) in [
            ("a <b style={{color: 'red'}}>b</b> c", Some(("a <b>b</b> c", 0))),
            (
                "<p style={{ color: 'red', display: 'none' }}><i hidden={x}><b hidden={false}>",
                Some(("<p hidden><i hidden><b>", 0)),
            ),
            (
                "<img src={useBaseUrl('/img/a.png')} alt=\"F\" />",
                Some(("<img src=\"/img/a.png\" alt=\"F\"/>", 0)),
            ),
            (
                "<img src={require('./a.png').default} width={20} />",
                Some(("<img src=\"./a.png\" width=\"20\"/>", 0)),
            ),
            (
                "<A b={'x \"y\" <z>'} {...c} d>e</A>",
                Some(("<A b=\"x &quot;y&quot; &lt;z>\" d>e</A>", 0)),
            ),
            (
                "<Tabs\n  a=\"b\"\n  values={[\n    {c: '}'},\n  ]}>na\nb",
                Some(("<Tabs a=\"b\">na", 4)),
            ),
            ("<iframe src=\"x\" />", Some(("<iframe src=\"x\"></iframe>", 0))),
            (
                "<iframe\n  src=\"x\"\n  allow\n/>\n\nb",
                Some(("<iframe src=\"x\" allow></iframe>", 3)),
            ),
            ("Hallo{' '}", Some(("Hallo ", 0))),
            ("<img src={require(x).default} alt=\"a\">", Some(("<img alt=\"a\">", 0))),
            ("<img src={require('a b.png')}>", Some(("<img src=\"a b.png\">", 0))),
            ("<img src={dijk} alt={zee} />", Some(("<img src=\"./dijk.png\"/>", 0))),
            (
                "Zie <Link to=\"/blog\">*het* blog</Link>, <Link to={'a.md'}>a</Link>.",
                Some(("Zie <a href=\"/blog\">*het* blog</a>, <a href=\"a.md\">a</a>.", 0)),
            ),
            ("<b>a</b> {x} <br /> `<a b={c}>`", None),
            ("a < b {c} <b d={e", None),
            ("als a <b dan {c}\n> quote eronder", None),
            ("als a <b dan={c}\n> quote eronder", None),
            ("<b d=\n\n{c}>", None),
            ("<b onclick={() => { f('}') }}>é</b>", Some(("<b>é</b>", 0))),
        ] {
            let (line, rest) = text.split_once('\n').unwrap_or((text, ""));
            let found = plain(line, rest, &BTreeMap::from([("dijk", "./dijk.png")]));
            let found = found.as_ref().map(|(text, lines)| (text.as_str(), *lines));
            assert_eq!(found, wanted, "{text}");
        }
    }

    #[test]
    fn an_attempt_costs_no_more_than_its_length() {
        for part in ["<a ", "<a b={", "<a b='", "{' '}", "<a b={{{"] {
            let line = part.repeat(20_000);
            assert!(
                plain(&line, &line, &BTreeMap::new())
                    .is_none_or(|(text, _)| text.len() <= line.len())
            );
        }
    }
}
