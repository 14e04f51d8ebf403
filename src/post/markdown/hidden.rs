//! Remarks for whoever edits a post, as other generators hide them: `{% comment %}`, `{{% comment %}}`, `{::comment}`,
//! `{>>a remark<<}`, `%%a remark%%` and, over several lines, `{/* a remark */}`. Nobody else is to read them.

use std::borrow::Cow;

use super::code::fence as fence_of;
use super::lines;
use super::shortcode::{self, Kind};
use super::spans::{code_spans, is_within};

/// How a remark was begun.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sign {
    Liquid,
    Hugo,
    Kramdown,
    Critic,
    Mdx,
    Obsidian,
}

/// A remark that is open.
#[derive(Clone, Copy)]
struct Open {
    sign: Sign,
    /// How long the text is behind the line that it ends on.
    left: usize,
}

/// What Obsidian has around a remark.
const OBSIDIAN: &str = "%%";

/// Where the preparation is with remarks.
#[derive(Default)]
pub(super) struct Hidden {
    open: Option<Open>,
    /// Those of which no end was found: what begins one is text.
    endless: Vec<Sign>,
}

impl Hidden {
    /// Where a body begins of which Liquid hides nothing.
    pub(super) fn but_liquid() -> Hidden {
        Hidden { open: None, endless: vec![Sign::Liquid] }
    }

    /// Whether the next line begins in a remark.
    pub(super) fn is_open(&self) -> bool {
        self.open.is_some()
    }

    /// The line without what is hidden of it; `rest` is the text behind the line.
    pub(super) fn without<'l>(&mut self, line: &'l str, rest: &str) -> Cow<'l, str> {
        if self.open.is_none() && !line.contains('{') && !line.contains(OBSIDIAN) {
            return Cow::Borrowed(line);
        }
        let mut text = String::new();
        let mut at = 0;
        let code = code_spans(line);
        let hides = !self.endless.contains(&Sign::Obsidian);
        let mut percents = hides.then(|| obsidian(line, 0, &code)).flatten();
        // Looked for again only where they are behind, or do not count any more.
        let mut braces = begin(line, 0, &code, &self.endless);
        loop {
            if let Some(open) = self.open {
                let ends = open.left >= rest.len();
                let Some(end) = ends.then(|| end(line, at, &code, open.sign)).flatten() else {
                    return Cow::Owned(text);
                };
                at = end;
                self.open = None;
            }
            if percents.is_some_and(|place| place < at) {
                percents = obsidian(line, at, &code);
            }
            if braces.is_some_and(|(sign, start, _)| start < at || self.endless.contains(&sign)) {
                braces = begin(line, at, &code, &self.endless);
            }
            let Some((sign, start, after)) = first(braces, percents) else { break };
            let is_over = end(line, after, &code, sign).is_some();
            let Some(left) = is_over.then_some(rest.len()).or_else(|| last_line(rest, sign)) else {
                self.endless.push(sign);
                percents = percents.filter(|_| sign != Sign::Obsidian);
                continue;
            };
            text.push_str(&line[at..start]);
            at = after;
            self.open = Some(Open { sign, left });
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
        if rest.starts_with("{/*") && hides(Sign::Mdx, is_raw) {
            // One that ends on its line may be a mark.
            let Some(end) = end(line, start, code, Sign::Mdx) else {
                return Some((Sign::Mdx, start, start + "{/*".len()));
            };
            at = end;
            continue;
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

/// The first of a remark and of one of Obsidian, which begins at this place.
fn first(
    found: Option<(Sign, usize, usize)>,
    percents: Option<usize>,
) -> Option<(Sign, usize, usize)> {
    let percents = percents.map(|at| (Sign::Obsidian, at, at + OBSIDIAN.len()));
    found.into_iter().chain(percents).min_by_key(|(_, start, _)| *start)
}

/// Where a remark of Obsidian begins behind a place in a line: not at a word, as in `100%%`. One that does not end in the line begins it.
fn obsidian(line: &str, from: usize, code: &[(usize, usize)]) -> Option<usize> {
    let places = line[from..].match_indices(OBSIDIAN).map(|(at, _)| from + at);
    for at in places.filter(|at| !is_within(code, *at)) {
        let before = &line[..at];
        if before.trim().is_empty() {
            return Some(at);
        }
        if before.ends_with(|c: char| c.is_whitespace() || c == '(') {
            // Where one does not end, no later one does.
            return end(line, at + OBSIDIAN.len(), code, Sign::Obsidian).map(|_| at);
        }
    }
    None
}

/// How much of a text follows the line in which such a remark ends. An end within code between fences is shown there, and ends
/// nothing.
fn last_line(rest: &str, sign: Sign) -> Option<usize> {
    let mut left = rest;
    let mut fence: Option<(u8, usize)> = None;
    // An end behind a fence that nothing closes: that is no code.
    let mut within = None;
    while let Some(line) = left.split_inclusive('\n').next() {
        left = &left[line.len()..];
        if sign == Sign::Critic && line.trim().is_empty() {
            break;
        }
        match (fence, fence_of(lines::without_containers(line))) {
            (Some((open, length)), Some((sign, count))) if sign == open && count >= length => {
                (fence, within) = (None, None);
            }
            (None, Some(opening)) => fence = Some(opening),
            _ => {}
        }
        if end(line, 0, &code_spans(line), sign).is_some() {
            match fence {
                Some(_) => within = within.or(Some(left.len())),
                None => return Some(left.len()),
            }
        }
    }
    within
}

/// Where the first sign ends behind a place in a line that ends such a remark; those in code do not.
fn end(line: &str, from: usize, code: &[(usize, usize)], sign: Sign) -> Option<usize> {
    let places = |sign: &'static str| {
        let found = line[from..].match_indices(sign).map(|(at, _)| from + at);
        found.filter(|at| !is_within(code, *at))
    };
    let shortcode = |opening: &'static str, name: &str, wanted: Kind| {
        places(opening).find_map(|at| {
            let (inner, length, kind) = shortcode::shortcode(&line[at..])?;
            (kind == wanted && inner.replace(' ', "") == name).then_some(at + length)
        })
    };
    let first = |sign: &'static str| places(sign).next().map(|at| at + sign.len());
    match sign {
        Sign::Liquid => shortcode("{%", "endcomment", Kind::Tag),
        Sign::Hugo => shortcode("{{", "/comment", Kind::Hugo),
        Sign::Kramdown => places("{:/").find_map(|at| {
            let ends = ["{:/comment}", "{:/}"];
            let end = ends.into_iter().find(|end| line[at..].starts_with(end))?;
            Some(at + end.len())
        }),
        Sign::Critic => first("<<}"),
        Sign::Mdx => first("*/}"),
        Sign::Obsidian => {
            let is_end = |at: &usize| !line[at + 2..].starts_with(char::is_alphanumeric);
            places(OBSIDIAN).find(is_end).map(|at| at + OBSIDIAN.len())
        }
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
            (
                "a {% comment %} b\n```\n{% endcomment %}\n```\nc",
                "a {% comment %} b\n```\n{% endcomment %}\n```\nc",
            ),
            (
                "a {% comment %}\n```\n`{% endcomment %}`\n```\nb `{% endcomment %}`\n{% endcomment %}c",
                "a \n\n\n\n\nc",
            ),
            ("a {/* b\n```\n*/}\nc", "a \n\n\nc"),
            ("a %%b%% c\n%%\nd\n\ne\n%%\nf (%% g %%)", "a  c\n\n\n\n\n\nf ()"),
            ("for %%i in x do echo %%i", "for %%i in x do echo %%i"),
            ("100%% a %% `%%b%%`\n\n%%\nc", "100%% a %% `%%b%%`\n\n%%\nc"),
            ("a {>>%%<<} b %%c {% comment %}%% d", "a  b  d"),
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
