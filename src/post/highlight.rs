//! Code becomes spans with classes; equal blocks are highlighted once.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use syntect::parsing::{ParseState, Scope, ScopeStack, SyntaxReference, SyntaxSet};

use crate::html::{push_escaped, push_text};
use crate::source::Hash;

/// Larger blocks, in bytes, and longer lines are shown without colours: they cost more time than they are read.
const LARGEST: usize = 256 << 10;
const LONGEST_LINE: usize = 10_000;

/// What is kept of blocks that were highlighted, in bytes.
const KEPT: usize = 32 << 20;

/// The scopes that are coloured and the class of each; the longest that fits counts.
const CLASSES: [(&str, &str); 19] = [
    ("comment", "s-comment"),
    ("string", "s-string"),
    ("constant", "s-constant"),
    ("constant.character.escape", "s-string"),
    ("keyword", "s-keyword"),
    ("storage", "s-storage"),
    ("entity.name", "s-entity"),
    ("entity.name.tag", "s-tag"),
    ("entity.other.attribute-name", "s-attribute"),
    ("entity.other.inherited-class", "s-entity"),
    ("support", "s-support"),
    ("variable.parameter", "s-variable"),
    ("variable.language", "s-keyword"),
    ("variable.other.readwrite.shell", "s-variable"),
    ("markup.inserted", "s-inserted"),
    ("markup.deleted", "s-deleted"),
    ("markup.heading", "s-entity"),
    ("meta.diff.header", "s-comment"),
    ("meta.diff.range", "s-comment"),
];

/// The grammars, and the scopes of [`CLASSES`].
struct Grammars {
    syntaxes: SyntaxSet,
    classes: Vec<(Scope, &'static str)>,
}

static GRAMMARS: LazyLock<Grammars> = LazyLock::new(|| {
    let mut classes: Vec<(Scope, &'static str)> = CLASSES
        .iter()
        .filter_map(|(scope, class)| Some((Scope::new(scope).ok()?, *class)))
        .collect();
    classes.sort_by_key(|(scope, _)| std::cmp::Reverse(scope.len()));
    Grammars { syntaxes: SyntaxSet::load_defaults_newlines(), classes }
});

/// Blocks that were highlighted, by the hash of language and code.
#[derive(Default)]
struct Kept {
    blocks: HashMap<[u8; 32], Arc<str>>,
    bytes: usize,
}

static DONE: LazyLock<Mutex<Kept>> = LazyLock::new(Mutex::default);

/// Adds a block of code. `info` is what stands behind the fence: its first word is the language.
pub(crate) fn push_block(html: &mut String, code: &str, info: &str, colours: bool) {
    let language = language(info);
    let title = title(info);
    if let Some(title) = title {
        html.push_str("<figure><figcaption>");
        push_text(html, title);
        html.push_str("</figcaption>");
    }
    let code = &*without_directives(code);
    html.push_str("<pre tabindex=\"0\"><code");
    if !language.is_empty() {
        html.push_str(" class=\"language-");
        push_escaped(html, &language);
        html.push('"');
    }
    html.push('>');
    let block = if colours && is_small(code) { highlighted(code, &language) } else { None };
    match block {
        Some(spans) => html.push_str(&spans),
        None => push_text(html, code),
    }
    html.push_str("</code></pre>");
    html.push_str(if title.is_some() { "</figure>\n" } else { "\n" });
}

/// The code without the remarks by which Docusaurus is told which lines stand out.
fn without_directives(code: &str) -> Cow<'_, str> {
    if !code.contains("highlight-") {
        return Cow::Borrowed(code);
    }
    let is_directive = |line: &str| {
        let bare = line.trim().trim_matches(['/', '#', '*', '<', '!', '-', '>', '{', '}', ' ']);
        let is_remark = bare.len() < line.trim().len();
        is_remark && matches!(bare, "highlight-next-line" | "highlight-start" | "highlight-end")
    };
    Cow::Owned(code.split_inclusive('\n').filter(|line| !is_directive(line)).collect())
}

/// The language that an info string names, in lower case and without anything that is no name.
fn language(info: &str) -> String {
    let info = info.trim_start_matches(['{', '.', ' ']);
    let is_end = |c: char| c.is_whitespace() || matches!(c, ',' | '{' | '}' | ':' | '=');
    let (word, rest) = info.split_at(info.find(is_end).unwrap_or(info.len()));
    if rest.starts_with('=') {
        return String::new();
    }
    word.chars()
        .filter(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '#' | '-' | '_'))
        .take(40)
        .map(|c| c.to_ascii_lowercase())
        .collect()
}

/// The title that an info string gives a block, as Docusaurus, Hugo and Material have it: `title="a.rs"`, `{filename="a.rs"}`.
fn title(info: &str) -> Option<&str> {
    let value = |(at, key): (usize, &str)| {
        let is_key = info[..at].chars().next_back().is_none_or(|before| " \t{,:".contains(before));
        let value = info[at + key.len()..].strip_prefix('=').filter(|_| is_key)?;
        let title = match value.chars().next()? {
            quote @ ('"' | '\'') => value[1..].split_once(quote)?.0,
            _ => value.split([' ', '\t', ',', '}']).next()?,
        };
        Some(title.trim()).filter(|title| !title.is_empty())
    };
    ["title", "filename"].into_iter().find_map(|key| info.match_indices(key).find_map(value))
}

fn is_small(code: &str) -> bool {
    code.len() <= LARGEST && code.lines().all(|line| line.len() <= LONGEST_LINE)
}

/// The spans of some code; `None` when nobody knows the language.
fn highlighted(code: &str, language: &str) -> Option<Arc<str>> {
    if language.is_empty()
        || matches!(language, "text" | "txt" | "plain" | "plaintext" | "none" | "mermaid")
    {
        return None;
    }
    let key = Hash::of(format!("{language}\n{code}").as_bytes()).0;
    // A thread that panicked while it held the lock left whole entries behind.
    let found = DONE.lock().unwrap_or_else(PoisonError::into_inner).blocks.get(&key).cloned();
    if found.is_some() {
        return found;
    }
    let grammars = &*GRAMMARS;
    let syntax = syntax(&grammars.syntaxes, language)?;
    let block: Arc<str> = spans(code, syntax, grammars)?.into();
    let mut kept = DONE.lock().unwrap_or_else(PoisonError::into_inner);
    if kept.bytes + block.len() <= KEPT {
        kept.bytes += block.len();
        kept.blocks.insert(key, Arc::clone(&block));
    }
    Some(block)
}

/// The grammar of a language by any of its names; a near relative for those without one.
fn syntax<'s>(syntaxes: &'s SyntaxSet, language: &str) -> Option<&'s SyntaxReference> {
    let name = match language {
        "sh" | "shell" | "zsh" | "console" | "shell-session" | "shellscript" | "terminal"
        | "fish" => "bash",
        "ts" | "tsx" | "jsx" | "typescript" | "javascript" | "mjs" | "cjs" | "node" | "json5" => {
            "js"
        }
        "jsonc" | "geojson" | "webmanifest" => "json",
        "yml" => "yaml",
        "py3" | "python3" | "ipython" => "python",
        "golang" => "go",
        "csharp" | "c#" | "dotnet" => "cs",
        "c++" | "cxx" | "arduino" => "cpp",
        "vue" | "svelte" | "xhtml" | "jinja" | "twig" => "html",
        "svg" | "xsd" | "wsdl" | "xaml" => "xml",
        "scss" | "sass" | "less" => "css",
        "md" | "mdx" => "markdown",
        "tsql" | "plsql" | "mysql" | "postgres" | "postgresql" | "psql" | "sqlite" => "sql",
        "kotlin" | "kt" => "java",
        "patch" => "diff",
        "tex" => "latex",
        "makefile" | "mk" => "make",
        name => name,
    };
    syntaxes.find_syntax_by_token(name).filter(|found| found.name != "Plain Text")
}

/// The code with its spans; `None` if the grammar fails on it, or the spans are out of proportion.
fn spans(code: &str, syntax: &SyntaxReference, grammars: &Grammars) -> Option<String> {
    let mut state = ParseState::new(syntax);
    let mut stack = ScopeStack::new();
    let mut spans = Spans { html: String::with_capacity(code.len() * 3), class: "" };
    for line in code.split_inclusive('\n') {
        let operations = state.parse_line(line, &grammars.syntaxes).ok()?;
        let mut from = 0;
        for (at, operation) in operations {
            // The grammar counts bytes, and an operation never stands within a character.
            let piece = line.get(from..at)?;
            spans.add(piece, class(&stack, grammars));
            from = at;
            stack.apply(&operation).ok()?;
        }
        spans.add(line.get(from..)?, class(&stack, grammars));
    }
    spans.change("");
    (spans.html.len() <= code.len() * 10 + 4096).then_some(spans.html)
}

/// The class of the innermost scope that has one.
fn class(stack: &ScopeStack, grammars: &Grammars) -> &'static str {
    stack
        .as_slice()
        .iter()
        .rev()
        .find_map(|scope| grammars.classes.iter().find(|(known, _)| known.is_prefix_of(*scope)))
        .map_or("", |(_, class)| class)
}

/// Spans that are only closed when the class changes.
struct Spans {
    html: String,
    class: &'static str,
}

impl Spans {
    fn add(&mut self, piece: &str, class: &'static str) {
        if piece.is_empty() {
            return;
        }
        // Blank text has no colour of its own.
        if class != self.class && !piece.trim().is_empty() {
            self.change(class);
        }
        push_text(&mut self.html, piece);
    }

    fn change(&mut self, class: &'static str) {
        if !self.class.is_empty() {
            self.html.push_str("</span>");
        }
        if !class.is_empty() {
            self.html.push_str("<span class=");
            self.html.push_str(class);
            self.html.push('>');
        }
        self.class = class;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn block(code: &str, info: &str) -> String {
        let mut html = String::new();
        push_block(&mut html, code, info, true);
        html
    }

    #[test]
    fn code_gets_classes_by_kind() {
        let html = block("// a < b\nfn f() -> u8 { 1 }\n", "rust,ignore");
        assert!(html.starts_with("<pre tabindex=\"0\"><code class=\"language-rust\"><span class=s-comment>// a &lt; b\n</span>"), "{html}");
        for wanted in [
            "<span class=s-storage>fn </span>",
            "<span class=s-entity>f</span>",
            "<span class=s-constant>1 </span>",
        ] {
            assert!(html.contains(wanted), "{wanted}: {html}");
        }
    }

    #[test]
    fn a_title_stands_above_its_block() {
        for (info, title, language) in [
            ("js title=\"src/a b.js\"", "src/a b.js", " class=\"language-js\""),
            ("python {filename=\"a.py\"}", "a.py", " class=\"language-python\""),
            ("{title=\"x.yml\"}", "x.yml", ""),
            ("{.py title='T<'}", "T&lt;", " class=\"language-py\""),
            (" title=\"x.txt\"", "x.txt", ""),
            ("js:title=x.js", "x.js", " class=\"language-js\""),
        ] {
            let wanted = format!(
                "<figure><figcaption>{title}</figcaption><pre tabindex=\"0\"><code{language}>"
            );
            let html = block("a", info);
            assert!(html.starts_with(&wanted) && html.ends_with("</pre></figure>\n"), "{html}");
        }
        for info in ["js subtitle=\"a\"", "js title=\"\"", "js title", "js title=\"a"] {
            assert!(block("a", info).starts_with("<pre"), "{info}");
        }
    }

    #[test]
    fn remarks_for_another_generator_are_not_shown() {
        let code = "// highlight-next-line\na\n{/* highlight-start */}\nb // highlight-end\n  # highlight-end\nhighlight-end\n";
        assert!(
            block(code, "").ends_with(">a\nb // highlight-end\nhighlight-end\n</code></pre>\n")
        );
    }

    #[test]
    fn what_nobody_knows_is_plain() {
        for info in ["", "onbekend", "text", "toml\"onload=x"] {
            assert!(
                block("<b> \"x\"", info).ends_with(">&lt;b&gt; \"x\"</code></pre>\n"),
                "{info}"
            );
        }
        assert!(!block(&format!("\"{}\"", "x".repeat(20_000)), "js").contains("span"));
        assert!(block("x", "js\" onload=\"y").contains("class=\"language-js\""));
    }

    #[test]
    fn other_names_of_languages_are_known() {
        for (info, code) in [
            ("ts", "const a = 1;"),
            ("shell", "if true; then echo; fi"),
            ("yml", "a: b"),
            ("{.python .x}", "def f(): pass"),
            ("js:title=x", "let a"),
            ("C#", "class A {}"),
        ] {
            assert!(block(code, info).contains("<span"), "{info}");
        }
    }

    #[test]
    fn an_equal_block_is_the_same_again() {
        assert_eq!(block("SELECT 1;\n", "sql"), block("SELECT 1;\n", "sql"));
    }
}
