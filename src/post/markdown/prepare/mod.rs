//! What other generators add to Markdown becomes Markdown, before it is parsed: boxes, shortcodes, imports.
//!
//! Lines keep their numbers: a line that is put in ends with `\r\n`, any other with `\n`, and only those are counted.
//! Code is never touched, but for shortcodes that were escaped in it.

mod text;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::abbreviations::Abbreviation;
use super::assigned::Assigned;
use super::boxes::Admonition;
use super::code::{self, Code, Sort};
use super::enclosed::Boxes;
use super::hidden::Hidden;
use super::lines::{self, columns};
use super::markup::Markup;
use super::notes::Notes;
use super::rows::Rows;
use super::shortcode::{Begun, Raw};
use super::spans::Spans;
use super::stand_ins::{BoxMark, box_mark};
use super::typed::Typed;
use super::{
    attributes, blocks, caption, dollars, jsx, latex, left, modules, notes, shortcode, signs,
    titles, unclosed,
};

use crate::post::Liquid;
use crate::post::outline::LinkKind;

/// A text for the parser, and what was found while preparing it.
pub(crate) struct Prepared<'a> {
    /// The text; if it is not the body itself, `\r\n` ends lines that are not in the body.
    pub(crate) text: Cow<'a, str>,
    /// The boxes that comments in the text refer to.
    pub(crate) boxes: Vec<Admonition>,
    /// What the abbreviations in the text stand for.
    pub(crate) abbreviations: Vec<Abbreviation>,
    /// Shortcodes that mean nothing here: name and line, from 0.
    pub(crate) left: Vec<(String, u32)>,
    /// Raw HTML that was begun and never ended, and is text now: its first sign and line, from 0.
    pub(crate) unclosed: Vec<(String, u32)>,
    /// Where ends of lines stood that are not in the text.
    left_out: Vec<usize>,
}

impl<'a> Prepared<'a> {
    /// A body that the parser may have as it is.
    fn plain(body: &'a str) -> Self {
        Prepared {
            text: Cow::Borrowed(body),
            boxes: Vec::new(),
            abbreviations: Vec::new(),
            left: Vec::new(),
            unclosed: Vec::new(),
            left_out: Vec::new(),
        }
    }

    /// Whether the parser has the body as it is.
    pub(crate) fn is_plain(&self) -> bool {
        matches!(self.text, Cow::Borrowed(_))
    }

    /// What the links lead to in the titles of boxes that begin in this raw HTML, as written.
    pub(crate) fn targets(&self, raw: &str) -> Vec<(String, LinkKind)> {
        let boxes = raw.split_inclusive("-->").filter_map(|comment| match box_mark(comment)? {
            BoxMark::Open(number) => self.boxes.get(number),
            BoxMark::Close => None,
        });
        boxes.filter_map(|found| found.title.as_deref()).flat_map(caption::targets).collect()
    }

    /// How many lines of the body end between two places of the text.
    pub(crate) fn lines_between(&self, start: usize, end: usize) -> u32 {
        let Some(between) = self.text.as_bytes().get(start..end) else { return 0 };
        match &self.text {
            Cow::Borrowed(_) => lines::ends(between),
            Cow::Owned(_) => {
                let left_out =
                    lines::before(&self.left_out, end) - lines::before(&self.left_out, start);
                lines::own_ends(between) + left_out
            }
        }
    }
}

/// The same unless it is known that the parser may have the body as it is.
pub(crate) fn prepare_unless(is_plain: bool, body: &str, liquid: Liquid) -> Prepared<'_> {
    if is_plain { Prepared::plain(body) } else { prepare(body, liquid) }
}

/// A body as the parser is to see it.
pub(crate) fn prepare(body: &str, liquid: Liquid) -> Prepared<'_> {
    let modules = modules::lines(body);
    let is_suspect = unclosed::is_suspect(body);
    let has_program = modules > 0 || modules::are_in(body) || body.contains(code::PROGRAM);
    // Kramdown has its own tables and formulas, whether Liquid reads the body or not.
    let has_own = || liquid != Liquid::Unknown && (body.contains("$$") || body.contains('|'));
    let is_as_it_is = !has_program && !is_suspect && !signs::are_in(body) && !has_own();
    if is_as_it_is && dollars::stray(body).is_empty() {
        return Prepared::plain(body);
    }
    let mut lines = Lines {
        body,
        text: String::with_capacity(body.len() + body.len() / 8 + 64),
        rest: body,
        references: 0,
        code: Code::of(body),
        spans: Spans::default(),
        whole: Whole::default(),
        begun: None,
        liquid,
        raw: if liquid == Liquid::Shown { Raw::Always } else { Raw::No },
        in_formula: false,
        in_display: false,
        modules,
        imports: if has_program { modules::pictures(body) } else { BTreeMap::new() },
        hidden: match liquid {
            Liquid::Shown => Hidden::but_liquid(),
            _ => Hidden::default(),
        },
        rows: Rows::default(),
        markup: Markup::default(),
        boxes: Boxes::default(),
        abbreviations: Vec::new(),
        notes: Notes::default(),
        assigned: Assigned::default(),
        typed: Typed::default(),
        left: Vec::new(),
        told: BTreeSet::new(),
    };
    for (number, line) in (0u32..).zip(body.split_inclusive('\n')) {
        lines.rest = &lines.rest[line.len()..];
        lines.add(line, number);
    }
    let Lines { mut text, boxes, abbreviations, notes, left, rows, .. } = lines;
    notes.write_behind(&mut text);
    let mut left_out = rows.left_out;
    dollars::escape(&mut text, &mut left_out);
    let unclosed = match is_suspect {
        true => unclosed::told(&mut text, &mut left_out),
        false => Vec::new(),
    };
    let boxes = boxes.found;
    Prepared { text: Cow::Owned(text), boxes, abbreviations, left, unclosed, left_out }
}

/// Where the preparation is.
struct Lines<'b> {
    body: &'b str,
    /// What follows the line.
    rest: &'b str,
    text: String,
    /// How many references were looked for in the body.
    references: usize,
    code: Code<'b>,
    spans: Spans,
    whole: Whole,
    /// The code that a shortcode began and the line stands in.
    begun: Option<Begun>,
    liquid: Liquid,
    raw: Raw,
    /// Whether the line stands between `\[` and `\]`.
    in_formula: bool,
    /// Whether it stands in a formula between `$$` over several lines.
    in_display: bool,
    /// How many lines are still to come that are left out: imports and exports of a program, and a caption.
    modules: usize,
    /// The files of pictures that a program imports, by what it calls them.
    imports: BTreeMap<&'b str, &'b str>,
    hidden: Hidden,
    rows: Rows,
    markup: Markup,
    boxes: Boxes,
    abbreviations: Vec<Abbreviation>,
    notes: Notes,
    assigned: Assigned,
    typed: Typed,
    left: Vec<(String, u32)>,
    /// The kinds of marks of which one was told.
    told: BTreeSet<&'static str>,
}

/// How much of a line, counted from its end, follows code that a line before has begun, and how much belongs to code that goes on in
/// the next one.
#[derive(Clone, Copy, Default)]
struct Whole {
    behind: Option<usize>,
    begun: usize,
}

/// The fence that a code shortcode becomes: longer than what code holds.
const SHORTCODE_FENCE: &str = "~~~~~~~~~~~~";

impl Lines<'_> {
    fn add(&mut self, line: &str, number: u32) {
        let (content, end) = match line.strip_suffix('\n') {
            Some(content) => (content.trim_end_matches('\r'), "\n"),
            None => (line, ""),
        };
        if self.modules > 0 {
            self.modules -= 1;
            self.text.push_str(end);
            return;
        }
        let content = self.seen(content);
        if let Some(lines) = self.statement(&content) {
            self.modules = lines - 1;
            self.text.push_str(end);
            return;
        }
        if !content.trim().is_empty() {
            self.boxes.close_left(columns(&content), &mut self.code, &mut self.text);
        }
        self.line(self.boxes.within(&content), number);
        self.text.push_str(end);
    }

    /// The line without what is hidden of it; in code, nothing is.
    fn seen<'l>(&mut self, content: &'l str) -> Cow<'l, str> {
        self.whole = Whole::default();
        if self.is_literal() {
            return Cow::Borrowed(content);
        }
        if !self.hidden.is_open() {
            let within = self.boxes.within(content);
            let has_sign = self.spans.is_open() || content.contains(['{', '`', '<', '%']);
            if has_sign && self.code.sees(within, self.rest) != Sort::Text {
                self.spans.end();
                return Cow::Borrowed(content);
            }
        }
        if content.trim().is_empty() {
            self.spans.end();
        }
        let (head, tail) = self.spans.cut(content, self.rest);
        let behind = (head > 0).then_some(content.len() - head);
        self.whole = Whole { behind, begun: content.len() - tail };
        let middle = self.hidden.without(&content[head..tail], self.rest);
        if head == 0 && tail == content.len() {
            return middle;
        }
        self.whole.behind = behind.map(|_| middle.len() + content.len() - tail);
        Cow::Owned(format!("{}{middle}{}", &content[..head], &content[tail..]))
    }

    /// Whether the line stands in code, or where every sign is as it is.
    fn is_literal(&self) -> bool {
        self.code.is_open() || self.begun.is_some() || self.raw == Raw::Within
    }

    /// One line, without its end and without the indentation of boxes.
    fn line(&mut self, content: &str, number: u32) {
        let trimmed = content.trim();
        if let Some(begun) = self.begun.take() {
            self.line_of_code(content, begun);
            return;
        }
        if self.boxes.takes_option(content) {
            return;
        }
        let content = &*self.markup.within(content);
        if self.code.unwraps(content) {
            return;
        }
        let content = &*self.as_meant(content);
        if trimmed.is_empty() {
            self.code.takes_blank();
            self.rows.end();
            if !self.code.is_open() {
                self.notes.write_between(&mut self.text, self.rest);
            }
            self.text.push_str(content);
            return;
        }
        let sort = self.code.takes(content, self.rest);
        if sort != Sort::Text {
            self.rows.end();
            self.as_written(content, sort);
            return;
        }
        let Whole { behind, begun } = self.whole;
        if behind.is_some() || begun > 0 {
            self.around_code(content, number);
            return;
        }
        self.line_of_text(content, number);
    }

    /// A line of text that stands outside of code altogether.
    fn line_of_text(&mut self, content: &str, number: u32) {
        let next = self.boxes.within(self.rest.split('\n').next().unwrap_or_default());
        if self.liquid != Liquid::Unknown && self.rows.take(content, next, &mut self.text) {
            return;
        }
        if self.named(content, number) {
            return;
        }
        let content = &*self.rows.whole(content);
        if self.in_formula || latex::begins(content.trim(), self.rest) {
            self.formula(content);
            return;
        }
        let is_read = self.raw == Raw::No;
        let joined = is_read.then(|| shortcode::joined(content, self.rest)).flatten();
        let joined = joined.or_else(|| notes::joined(content, self.rest));
        let content = &*match joined {
            Some((joined, lines)) => {
                self.modules = lines;
                Cow::Owned(joined)
            }
            None => Cow::Borrowed(content),
        };
        if self.figure(content) {
            return;
        }
        if self.is_whole(content, number) {
            self.typed = Typed::default();
            // What stands there now breaks a paragraph where the line would not have.
            let written = self.text.rsplit('\n').next().unwrap_or_default();
            match written.trim() {
                "" => self.code.takes_blank(),
                _ => _ = self.code.takes(written, self.rest),
            }
            return;
        }
        let is_read = self.raw != Raw::Within && self.modules == 0;
        let content =
            &*match is_read.then(|| jsx::plain(content, self.rest, &self.imports)).flatten() {
                Some((plain, lines)) => {
                    self.modules = lines;
                    Cow::Owned(plain)
                }
                None => Cow::Borrowed(content),
            };
        self.marked(content, number);
        if self.markup.ends_html(content, next) {
            self.text.push_str("\r\n");
            self.code.takes_blank();
            self.typed = Typed::default();
        }
    }

    /// Whether a line as a whole stands for something, which is written then.
    fn is_whole(&mut self, content: &str, number: u32) -> bool {
        let trimmed = content.trim();
        let indent = &content[..content.len() - content.trim_start().len()];
        let begun = shortcode::begins_code(self.without_raw(trimmed).trim());
        if let Some(language) = begun.filter(|_| self.raw == Raw::No) {
            let fence = format!("{indent}{SHORTCODE_FENCE}{language}");
            self.begun =
                Some(Begun { indent: indent.to_owned(), fence: Some(fence), in_tab: false });
            return true;
        }
        if let Some(lines) = blocks::take_caption(trimmed, self.rest, &mut self.text) {
            self.modules = lines;
            return true;
        }
        if self.boxes.take((trimmed, self.rest), indent, &mut self.text)
            || self.boxes.take_in_item(content, &mut self.text)
            || self.raw == Raw::No
                && self.boxes.take_pair((trimmed, self.rest), indent, &mut self.text)
            || attributes::is_contents(trimmed, self.rest)
        {
            self.begun = self.boxes.code.take().map(|language| {
                let fence = format!("{indent}{SHORTCODE_FENCE}{language}");
                Begun { indent: indent.to_owned(), fence: Some(fence), in_tab: true }
            });
            let title = self.boxes.found.last_mut().and_then(|found| found.title.as_mut());
            let title = title.map(|title| {
                *title = titles::prepared(title);
                title.clone()
            });
            self.tell(title.as_deref().and_then(left::icon), number);
            return true;
        }
        if self.element(trimmed, number) {
            return true;
        }
        if let Some(abbreviation) = Abbreviation::read(trimmed) {
            self.abbreviations.push(abbreviation);
            return true;
        }
        if let Some(defined) = self.reference(content) {
            self.text.push_str(&defined);
            return true;
        }
        let above = self.text.strip_suffix('\n').unwrap_or_default();
        let above = above.rsplit('\n').next().unwrap_or_default();
        if let Some(anchor) = attributes::alone(content, above) {
            self.text.push_str(&anchor);
            return true;
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use super::super::guard;
    use super::super::stand_ins::{MARK, is_summary_mark};
    use super::*;

    fn prepare(body: &str) -> Prepared<'_> {
        super::prepare(body, Liquid::Unknown)
    }

    fn prepared(body: &str) -> String {
        prepare(body).text.replace([MARK, guard::GUARD], "").replace('\r', "⏎")
    }

    fn check(cases: &[(&str, &str)]) {
        for (body, wanted) in cases {
            assert_eq!(prepared(body), *wanted, "{body}");
            let prepared = prepare(body);
            assert_eq!(
                prepared.lines_between(0, prepared.text.len()) as usize,
                body.matches('\n').count()
            );
        }
    }

    #[test]
    fn boxes_become_comments_and_lines_keep_their_numbers() {
        let cases = [
            ("a ==b== c", "a <mark>b</mark> c"),
            ("druk ++p++", "druk <kbd>P</kbd>"),
            ("a\n:::note Let op\nb\n:::\nc", "a\n<!--0-->\nb\n<!--/-->\nc"),
            ("::::note\n:::tip[Zo]\nb\n:::\n::::\n", "<!--0-->\n<!--1-->\nb\n<!--/-->\n<!--/-->\n"),
            ("- a\n\n    :::tip\n    b\n    :::\n", "- a\n\n    <!--0-->\n    b\n    <!--/-->\n"),
            ("!!! weg\n\n    a\n\n!!! weg\nb", "<!--0-->\n\na\n\n<!--/-->⏎\n!!! weg\nb"),
            ("!!! note \"T\"\n\n    a\n\n    b\nc", "<!--0-->\n\na\n\nb\n<!--/-->⏎\nc"),
            (
                "!!! note\n    a\n    !!! tip\n        b\n    c\nd",
                "<!--0-->\na\n<!--1-->\nb\n<!--/-->⏎\nc\n<!--/-->⏎\nd",
            ),
            ("!!! note\n    ```\n    x\nd", "<!--0-->\n```\nx\n```⏎\n<!--/-->⏎\nd"),
            (
                "```\n:::note\n!!! note\n{{< ref \"x\" >}}\n```\n",
                "```\n:::note\n!!! note\n{{< ref \"x\" >}}\n```\n",
            ),
            ("> ```\n> :::note\n> ```\n", "> ```\n> :::note\n> ```\n"),
            ("tekst\n\n    :::note\n", "tekst\n\n    :::note\n"),
            ("!!!note\n    a\n???+tip \"T\"\n    b\n", "<!--0-->\na\n<!--/-->⏎\n<!--1-->\nb\n"),
            (
                ":::\n!!! Help dan toch\n!!!Dank\n!!!\n::: 3\n",
                ":::\n!!! Help dan toch\n!!!Dank\n!!!\n::: 3\n",
            ),
            (
                "import A from '@site/a';\r\nexport const x = 1;\n\n# T\nimport van \"goederen\"",
                "\n\n\n# T\nimport van \"goederen\"",
            ),
            (
                "[[1]](#_ftn1) `[[1]](x)` [[a]] [[b[c]](d)",
                "[\\[1\\]](#_ftn1) `[[1]](x)` [[a]] [[b[c]](d)",
            ),
            ("import van goederen\n{{", "import van goederen\n{{"),
            (
                "=== \"A\"\n\n    a\n=== \"B\"\n    b\nc\n===\n",
                "<!--0-->\n\na\n<!--/-->⏎\n<!--1-->\nb\n<!--/-->⏎\nc\n===\n",
            ),
            ("a\n{: .b}\n", "a\n\n"),
            // What a text processor, or who is new to Markdown, writes for lists and headings.
            ("a:\n•\tb ==c==\n•\td\n##Kop\n#water", "a:\n- b <mark>c</mark>\n- d\n## Kop\n#water"),
            ("```\n• a\n##b\n```\n\n    • c\n", "```\n• a\n##b\n```\n\n    • c\n"),
            ("<div>\n• a\n</div>\n", "<div>\n• a\n</div>\n"),
            ("<div markdown>\n• a\n</div>\n", "<div markdown>⏎\n\n- a\n</div>\n"),
            ("`b\n• c` • d\n##e\n", "`b\n• c` • d\n## e\n"),
            ("![a](Foto 1.JPG \"b\")", "![a](<Foto 1.JPG> \"b\")"),
            (
                "![A] [b]\n\n[a]: Foto 1.jpg\n[b]: Plan 2.pdf",
                "![A] [b]\n\n[a]: <Foto 1.jpg>\n[b]: <Plan 2.pdf>",
            ),
            // What stands in a paragraph, and what nothing refers to, is text.
            ("[a]\n[a]: Foto 1.jpg", "[a]\n[a]: Foto 1.jpg"),
            ("[Jan]: zie Foto 1.jpg", "[Jan]: zie Foto 1.jpg"),
            ("[a]\n\n```\n\n[a]: Foto 1.jpg\n```", "[a]\n\n```\n\n[a]: Foto 1.jpg\n```"),
            (
                "```\n[a](b c.pdf)\n```\n\n    [a](b c.pdf)\n",
                "```\n[a](b c.pdf)\n```\n\n    [a](b c.pdf)\n",
            ),
        ];
        check(&cases);
    }

    #[test]
    fn what_takes_several_lines_keeps_them_too() {
        check(&[
            // In a list the marks are indented too, so that the list goes on.
            (
                "1. a\n\n    !!! note\n\n        b\n\n    c\n\n2. d",
                "1. a\n\n    <!--0-->\n\n    b\n\n    <!--/-->⏎\n    c\n\n2. d",
            ),
            ("/// note | T\n    type: tip\na\n///\n/// x", "<!--0-->\n\na\n<!--/-->\n/// x"),
            ("1. TOC\n{:toc}\n\n[TOC]\n- TOC", "\n\n\n\n- TOC"),
            ("- x\n\n  \\[ a_b\n  = c\n  \\]", "- x\n\n  $$a_b\n  = c\n  $$"),
            (
                "<figure markdown=\"span\">\n  ![a](b.png){ width=3 }\n  <figcaption>c</figcaption>\n</figure>",
                "<figure markdown=\"span\">⏎\n\n![a](b.png)\n<figcaption>c</figcaption>\n</figure>",
            ),
            (
                "<div markdown>\n    *a*\n      b\n</div>\n<p>\n*c*",
                "<div markdown>⏎\n\n*a*\n  b\n</div>\n<p>\n*c*",
            ),
            ("<p markdown>a ==b==</p>\nc", "⏎\na <mark>b</mark>⏎\n\nc"),
            (
                "<figure markdown>\n![a](b.png)\n<figcaption markdown>*c*</figcaption>\n</figure>",
                "<figure markdown>⏎\n\n![a](b.png)\n<figcaption markdown>⏎\n⏎\n*c*⏎\n⏎\n</figcaption>\n</figure>",
            ),
            ("```\n{{</* x */>}}\n```\n{{</* x */>}}", "```\n{{< x >}}\n```\n{{&lt; x &gt;}}"),
            (
                "1. a\n\n   {% highlight sh %}\n   ls\nb\n   {% endhighlight %}\n\n2. c",
                "1. a\n\n\n   ~~~~~~~~~~~~sh⏎\n   ls\n   b\n   ~~~~~~~~~~~~\n\n2. c",
            ),
            // What a list item or a definition begins with is a box too, and its text is indented by four more.
            (
                ":   !!! note\n\n        a\n\n- ??? tip \"x\"\n\n        b\n\nc",
                ":   <!--0-->\n\n    a\n\n    <!--/-->⏎\n- <!--1-->\n\n    b\n\n    <!--/-->⏎\nc",
            ),
            // Attributes below a heading are its own; those below a paragraph are an anchor in it.
            ("## Kop\n{: #hid .x }\nb\n{ #para }", "## Kop {#hid .x}\n\nb\n<a id=\"para\"></a>"),
            ("| a |\n|---|\n| b |\n{: #t }", "| a |\n|---|\n| b |\n⏎\n<a id=\"t\"></a>"),
            // Python-Markdown counts the indentation of what belongs to an item by four.
            (
                "  1.  a\n      b\n\n    ```\n    c\n    ```\n\n    - ==d==\n",
                "1.  a\n      b\n\n    ```\n    c\n    ```\n\n    - <mark>d</mark>\n",
            ),
            ("  1.  a\n\n      b\n\n    c", "  1.  a\n\n      b\n\n    c"),
        ]);
    }

    #[test]
    fn what_mdx_has_of_a_program_goes_wherever_it_stands() {
        check(&[
            (
                "a\n\nimport A from './_a.mdx';\n\nb\nimport A from 'a';",
                "a\n\n\n\nb\nimport A from 'a';",
            ),
            ("a\n\nexport const b = () => (\n  <i>c</i>\n);\n\nd", "a\n\n\n\n\n\nd"),
            ("```js\n\nimport A from 'a';\n```", "```js\n\nimport A from 'a';\n```"),
            ("```mdx-code-block\nimport A from 'a';\n```\nb *c*", "\n\n\nb *c*"),
            ("a\n\n```mdx-code-block\n<X>\n```\n\nb", "a\n\n\n<X>\n\n\nb"),
            ("<X\n  a={[\n    1,\n  ]}>\n*b*", "<X>\n\n\n\n*b*"),
            (
                "import i from './a.png';\n\n<img src={i} alt=\"b\" />",
                "\n\n<img src=\"./a.png\" alt=\"b\"/>",
            ),
            (
                "<Admonition type=\"tip\" title=\"Zo\">\n\nb\n\n</Admonition>\n<Admonition>c</Admonition>",
                "<!--0-->\n\nb\n\n<!--/-->\n<!--1-->⏎\n⏎\nc⏎\n⏎\n<!--/-->",
            ),
            (
                "<Tabs>\n  <TabItem value=\"a\">\n\n    een\n\n  </TabItem>\n</Tabs>",
                "<Tabs>⏎\n\n<!--0-->\n\n  een\n\n<!--/-->\n</Tabs>",
            ),
            (
                "<Tabs>\n<TabItem value=\"a\" label=\"A\">een</TabItem>\n<TabItem value=\"b\">\n\ntwee\n\n</TabItem>\n</Tabs>",
                "<Tabs>⏎\n\n<!--0-->⏎\n⏎\neen⏎\n⏎\n<!--/-->\n<!--1-->\n\ntwee\n\n<!--/-->\n</Tabs>",
            ),
        ]);
    }

    #[test]
    fn jekyll_reads_code_too_unless_it_is_told_not_to() {
        let fence = "~~~~~~~~~~~~";
        for (liquid, body, wanted) in [
            (
                Liquid::Reads,
                "{% highlight liquid %}\n{% raw %}\n{{ a }}\n{% endraw %}\n{% endhighlight %}",
                format!("\n\n{fence}liquid⏎\n{{{{ a }}}}\n{fence}\n"),
            ),
            (
                Liquid::Reads,
                "{% highlight html %}{% raw %}\na\n{% endraw %}{% endhighlight %}",
                format!("\n{fence}html⏎\na\n{fence}"),
            ),
            (
                Liquid::Reads,
                "```\n{% raw %}{{ a }}{% endraw %}\n```\n`{% raw %}{{ b }}{% endraw %}`",
                "```\n{{ a }}\n```\n`{{ b }}`".to_owned(),
            ),
            (
                Liquid::Reads,
                "| a |\n|---|\n| b |\n|---|\n| c |\n|===|\n| d |\n\n| e | `|` |\n| f | g |",
                "| a |\n|---|\n| b |\n| c |\n| d |\n\n|  |  |⏎\n|---|---|⏎\n| e | `\\|` |\n| f | g |"
                    .to_owned(),
            ),
            (
                Liquid::Reads,
                "|---\n| A | B\n|-|:-\n| 1 | 2\n\n|---\n| 1 | 2",
                "\n| A | B\n|-|:-\n| 1 | 2\n\n\n|  |  |⏎\n|---|---|⏎\n| 1 | 2".to_owned(),
            ),
            (
                Liquid::Reads,
                "| a | b |\n|---|---|\n| `c | d` | e |\n\n| `x | y`",
                "| a | b |\n|---|---|\n| `c \\| d` | e |\n\n| `x | y`".to_owned(),
            ),
            (
                Liquid::Unknown,
                "`{% raw %}`\n```\n{% raw %}",
                "`{% raw %}`\n```\n{% raw %}".to_owned(),
            ),
            (
                Liquid::Shown,
                "| a |\n|---|\n| b |\n|---|\n|---|\n| c |\n{: .x }\n\nd $$e$$ {{ f }}{: .g}",
                "| a |\n|---|\n| b |\n| c |\n\n\nd $e$ {{ f }}".to_owned(),
            ),
            (
                Liquid::Shown,
                "{% raw %}a{% endraw %} {% comment %}b{% endcomment %} {{ c.d }} {::comment}e{:/}",
                "{% raw %}a{% endraw %} {% comment %}b{% endcomment %} {{ c.d }} ".to_owned(),
            ),
        ] {
            let prepared = super::prepare(body, liquid);
            assert_eq!(prepared.text.replace('\r', "⏎"), wanted, "{body}");
            let lines = prepared.lines_between(0, prepared.text.len()) as usize;
            assert_eq!(lines, body.matches('\n').count(), "{body}");
            assert_eq!(prepared.left, []);
        }
    }

    #[test]
    fn texts_that_liquid_names_stand_where_they_are_put_out() {
        for (liquid, body, wanted) in [
            (
                Liquid::Reads,
                "{% assign a = \"*Jan*\" %}\n{% assign b = site.posts | size %}\nDag {{ a }}!\n{% capture c %}\n- een\n- {{ a }}\n{% endcapture %}\n<div>{{ c | markdownify }}</div>",
                "\n\nDag *Jan*!\n\n\n\n\n<div>⏎\n⏎\n- een⏎\n- *Jan*⏎\n⏎\n</div>".to_owned(),
            ),
            (
                Liquid::Shown,
                "{% assign a = \"b\" %}{{ a }}",
                "{% assign a = \"b\" %}{{ a }}".to_owned(),
            ),
        ] {
            let prepared = super::prepare(body, liquid);
            assert_eq!(prepared.text.replace('\r', "⏎"), wanted, "{body}");
            let lines = prepared.lines_between(0, prepared.text.len()) as usize;
            assert_eq!(lines, body.matches('\n').count(), "{body}");
        }
    }

    #[test]
    fn titles_and_folding_are_read() {
        let found = prepare(
            ":::tip[Let **op** `x`]\n:::\n:::note Zo\n:::\n??? warning \"\"\n\n    a\n\n???+ bug inline end\n",
        );
        let list: Vec<_> =
            found.boxes.iter().map(|b| (b.name.as_str(), b.title.as_deref(), b.folding)).collect();
        let wanted = [
            ("tip", Some("Let **op** `x`"), None),
            ("note", Some("Zo"), None),
            ("warning", Some(""), Some(false)),
            ("bug", None, Some(true)),
        ];
        assert_eq!(list, wanted);
    }

    #[test]
    fn marks_are_told_apart() {
        assert!(
            ["<!-- more -->", "<!--more-->\n", "<!-- truncate -->", "<!--EXCERPT-->"]
                .iter()
                .all(|raw| is_summary_mark(raw))
        );
        assert!(!is_summary_mark("<!-- meer -->"));
        assert_eq!(box_mark(&format!("<!--{MARK}3-->\n")), Some(BoxMark::Open(3)));
        assert_eq!(box_mark("<!--3-->"), None);
    }

    proptest::proptest! {
        #[test]
        fn any_text_keeps_its_lines(
            body in "(\n|\n\n|\r\n|    |  1\\.  |- |:   |> |\\||---|\\$\\$|`|```|\\{% (raw|endraw|comment|endcomment|highlight a|endhighlight|assign a = 1|capture a|endcapture) %\\}|\\{\\{ a( \\| markdownify)? \\}\\}|<p markdown>|</p>|• |##|/// (caption|html|note)?|!!! note|\\?\\?\\? \"a\"|# |\\{: #a \\}|!\\[a\\]\\(b\\)|\\]\\[|[a-cé])*"
        ) {
            for liquid in [Liquid::Unknown, Liquid::Reads, Liquid::Shown] {
                let prepared = super::prepare(&body, liquid);
                let lines = prepared.lines_between(0, prepared.text.len()) as usize;
                assert_eq!(lines, body.matches('\n').count());
            }
        }
    }
}
