//! Remarks for whoever edits a post, as other generators hide them: `{% comment %}`, `{{% comment %}}`, `{::comment}`,
//! `{>>a remark<<}` and, over several lines, `{/* a remark */}`. Nobody else is to read them.

use std::borrow::Cow;

use super::shortcode::{self, Kind, code_spans, is_within};

/// How a remark was begun.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sign {
    Liquid,
    Hugo,
    Kramdown,
    Critic,
    Mdx,
}

/// Where the preparation is with remarks.
#[derive(Default)]
pub(super) struct Hidden {
    open: Option<Sign>,
    /// Those of which no end was found: what begins one is text.
    endless: Vec<Sign>,
}

impl Hidden {
    /// Where a body begins of which Liquid hides nothing.
    pub(super) fn but_liquid() -> Hidden {
        Hidden { open: None, endless: vec![Sign::Liquid] }
    }

    /// The line without what is hidden of it; `rest` is the text behind the line.
    pub(super) fn without<'l>(&mut self, line: &'l str, rest: &str) -> Cow<'l, str> {
        if self.open.is_none() && !line.contains('{') {
            return Cow::Borrowed(line);
        }
        let mut text = String::new();
        let mut at = 0;
        let code = code_spans(line);
        loop {
            if let Some(sign) = self.open {
                let Some(end) = end(&line[at..], sign) else { return Cow::Owned(text) };
                at += end;
                self.open = None;
            }
            let Some((sign, start, after)) = begin(line, at, &code, &self.endless) else { break };
            if end(&line[after..], sign).or_else(|| end(rest, sign)).is_none() {
                self.endless.push(sign);
                continue;
            }
            text.push_str(&line[at..start]);
            at = after;
            self.open = Some(sign);
        }
        if at == 0 {
            return Cow::Borrowed(line);
        }
        text.push_str(&line[at..]);
        Cow::Owned(text)
    }
}

/// The next sign that begins a remark in a line, but for those that never end: where it stands, and where it ends.
fn begin(
    line: &str,
    from: usize,
    code: &[(usize, usize)],
    endless: &[Sign],
) -> Option<(Sign, usize, usize)> {
    let mut at = from;
    let mut is_raw = false;
    let hides = |sign: Sign, is_raw: bool| !is_raw && !endless.contains(&sign);
    while let Some(found) = line[at..].find('{') {
        let start = at + found;
        let rest = &line[start..];
        at = start + 1;
        if is_within(code, start) || line[..start].ends_with(['{', '\\']) {
            continue;
        }
        for (sign, opening) in [(Sign::Kramdown, "{::comment}"), (Sign::Critic, "{>>")] {
            if rest.starts_with(opening) && hides(sign, is_raw) {
                return Some((sign, start, start + opening.len()));
            }
        }
        // One that ends on its line may be a mark.
        if rest.starts_with("{/*") && hides(Sign::Mdx, is_raw) && end(rest, Sign::Mdx).is_none() {
            return Some((Sign::Mdx, start, start + "{/*".len()));
        }
        if !rest[1..].starts_with(['{', '%']) {
            continue;
        }
        let Some((inner, length, kind)) = shortcode::shortcode(rest) else { continue };
        match (kind, inner) {
            (Kind::Tag, "raw" | "endraw") => is_raw = inner == "raw",
            (Kind::Tag, "comment") if hides(Sign::Liquid, is_raw) => {
                return Some((Sign::Liquid, start, start + length));
            }
            (Kind::Hugo, "comment") if hides(Sign::Hugo, is_raw) => {
                return Some((Sign::Hugo, start, start + length));
            }
            _ => {}
        }
    }
    None
}

/// Where the first sign ends that ends such a remark.
fn end(text: &str, sign: Sign) -> Option<usize> {
    let shortcode = |opening: &str, name: &str, wanted: Kind| {
        text.match_indices(opening).find_map(|(at, _)| {
            let (inner, length, kind) = shortcode::shortcode(&text[at..])?;
            (kind == wanted && inner.replace(' ', "") == name).then_some(at + length)
        })
    };
    match sign {
        Sign::Liquid => shortcode("{%", "endcomment", Kind::Tag),
        Sign::Hugo => shortcode("{{", "/comment", Kind::Hugo),
        Sign::Kramdown => text.match_indices("{:/").find_map(|(at, _)| {
            let found = ["{:/comment}", "{:/}"].iter().find(|end| text[at..].starts_with(**end))?;
            Some(at + found.len())
        }),
        // One is part of a paragraph.
        Sign::Critic => {
            let lines = text.split_inclusive('\n').take_while(|line| !line.trim().is_empty());
            let paragraph = &text[..lines.map(str::len).sum()];
            paragraph.find("<<}").map(|at| at + 3)
        }
        Sign::Mdx => text.find("*/}").map(|at| at + 3),
    }
}

#[cfg(test)]
mod tests {
    use super::Hidden;

    #[test]
    fn remarks_are_hidden_from_where_they_begin_to_where_they_end() {
        for (body, wanted) in [
            ("a {% comment %}x{% endcomment %} b", "a  b"),
            ("a\n{%- comment -%}\nx {{ y }}\n{%- endcomment -%} b", "a\n\n\n b"),
            ("{{% comment %}} x {{% /comment %}}a{{< comment >}}y{{</ comment >}}", "a"),
            ("a {::comment}\nx\n{:/comment} b {::comment}y{:/} c", "a \n\n b  c"),
            ("{==a==}{>>weg\nook<<} b", "{==a==}\n b"),
            ("`{% comment %}` a {% endcomment %}", "`{% comment %}` a {% endcomment %}"),
            ("{% raw %}{% comment %}{% endraw %}", "{% raw %}{% comment %}{% endraw %}"),
            ("{% comment %} zonder einde", "{% comment %} zonder einde"),
            ("{>> a {% comment %}x{% endcomment %}", "{>> a "),
            ("{{>>a<<}} {% comments %}", "{{>>a<<}} {% comments %}"),
            ("a {/* x\n\ny */} b {/* truncate */}", "a \n\n b {/* truncate */}"),
            ("{/* zonder einde\nb", "{/* zonder einde\nb"),
            ("vec![x; {>>1}]\n\nb <<}", "vec![x; {>>1}]\n\nb <<}"),
        ] {
            let mut hidden = Hidden::default();
            let mut found = Vec::new();
            let mut rest = body;
            while let Some((line, after)) = rest.split_once('\n') {
                found.push(hidden.without(line, after).into_owned());
                rest = after;
            }
            found.push(hidden.without(rest, "").into_owned());
            assert_eq!(found.join("\n"), wanted, "{body}");
        }
    }
}
