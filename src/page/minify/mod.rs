//! A script without its comments and blanks and with short names, as readers get it; the theme has the readable one.
//!
//! 1. The script is cut into texts, patterns, words and signs. What cannot be cut so is left as it is.
//! 2. A name that the script itself declares becomes a short one, where it is not that of a property.
//! 3. A constant becomes a variable, declarations that follow each other become one, and parentheses go that change nothing.

mod markup;
mod names;
mod shorter;

pub(super) use markup::{body, markup};
use names::short_names;
use shorter::shorter;

/// A script that does the same in fewer bytes.
pub(super) fn script(text: &str) -> String {
    match cut(text) {
        Some(pieces) => {
            let names = short_names(&pieces);
            let named = pieces.iter().zip(&names);
            let named = named.map(|(piece, name)| Piece {
                text: name.as_deref().unwrap_or(piece.text),
                ..*piece
            });
            joined(&shorter(named.collect()))
        }
        None => text.to_owned(),
    }
}

/// What stood before a piece.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Gap {
    None,
    Blank,
    Line,
}

/// A piece of a script.
#[derive(Clone, Copy, Debug)]
struct Piece<'t> {
    gap: Gap,
    text: &'t str,
    is_word: bool,
}

/// The pieces of a script. A template is the texts around what stands in its braces.
fn cut(text: &str) -> Option<Vec<Piece<'_>>> {
    let mut pieces: Vec<Piece<'_>> = Vec::new();
    // How many braces are open within each template that is.
    let mut templates: Vec<usize> = Vec::new();
    let (mut at, mut gap) = (0, Gap::None);
    while let Some(next) = text[at..].chars().next() {
        let rest = &text[at..];
        let length = match next {
            '\n' => {
                gap = Gap::Line;
                at += 1;
                continue;
            }
            _ if next.is_whitespace() || rest.starts_with("//") || rest.starts_with("/*") => {
                gap = gap.max(Gap::Blank);
                at += skipped(rest)?;
                continue;
            }
            '"' | '\'' => quoted(rest, next)?,
            '`' => template(rest, &mut templates)?,
            '{' => {
                templates.iter_mut().last().into_iter().for_each(|open| *open += 1);
                1
            }
            '}' => match templates.last_mut() {
                Some(0) => {
                    templates.pop();
                    template(rest, &mut templates)?
                }
                open => {
                    open.into_iter().for_each(|open| *open -= 1);
                    1
                }
            },
            '/' if may_be_pattern(pieces.last()) => pattern(rest)?,
            _ if is_word(next) => rest.find(|c| !is_word(c)).unwrap_or(rest.len()),
            _ => next.len_utf8(),
        };
        pieces.push(Piece { gap, text: &rest[..length], is_word: is_word(next) });
        at += length;
        gap = Gap::None;
    }
    templates.is_empty().then_some(pieces)
}

fn is_word(character: char) -> bool {
    character.is_alphanumeric() || matches!(character, '_' | '$')
}

/// The length of a comment or a blank.
fn skipped(text: &str) -> Option<usize> {
    match text.strip_prefix("/*") {
        Some(rest) => rest.find("*/").map(|end| end + 4),
        None if text.starts_with("//") => Some(text.find('\n').unwrap_or(text.len())),
        None => text.chars().next().map(char::len_utf8),
    }
}

/// Whether a slash behind this piece begins a pattern: where a value is expected.
fn may_be_pattern(before: Option<&Piece<'_>>) -> bool {
    before.is_none_or(|before| {
        matches!(before.text, "return" | "typeof" | "case" | "in" | "of")
            || (before.text.len() == 1 && "(,=:[!&|?{};+-*%~^<>".contains(before.text))
    })
}

/// The length of the text in quotes that this begins with.
fn quoted(text: &str, quote: char) -> Option<usize> {
    let mut escaped = false;
    for (at, character) in text.char_indices().skip(1) {
        match character {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '\n' => return None,
            _ if character == quote => return Some(at + 1),
            _ => {}
        }
    }
    None
}

/// The length of a piece of a template, to its end or to what stands in braces, which then is open.
fn template(text: &str, templates: &mut Vec<usize>) -> Option<usize> {
    let mut at = 1;
    while let Some(next) = text[at..].chars().next() {
        match next {
            '\\' => at += 1 + text[at + 1..].chars().next()?.len_utf8(),
            '`' => return Some(at + 1),
            '$' if text[at..].starts_with("${") => {
                templates.push(0);
                return Some(at + 2);
            }
            _ => at += next.len_utf8(),
        }
    }
    None
}

/// The length of a pattern between slashes, without its flags.
fn pattern(text: &str) -> Option<usize> {
    let (mut escaped, mut in_class) = (false, false);
    for (at, character) in text.char_indices().skip(1) {
        match character {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '\n' => return None,
            '[' => in_class = true,
            ']' => in_class = false,
            '/' if !in_class => return Some(at + 1),
            _ => {}
        }
    }
    None
}

/// Whether what comes next is what a function gives or does that these pieces end the head of.
fn is_arrow(before: &[Piece<'_>]) -> bool {
    matches!(before, [.., equals, more] if equals.text == "=" && more.text == ">")
}

/// Whether a brace behind these pieces begins a block, and neither an object nor names that are taken out of one.
fn is_block(before: &[Piece<'_>]) -> bool {
    let Some(last) = before.last() else { return true };
    is_arrow(before)
        || matches!(last.text, ")" | ";" | "{" | "}" | "else" | "try" | "catch" | "finally" | "do")
}

/// Whether a statement may end at the line between two signs.
fn may_end(last: char, first: char) -> bool {
    !"{([,;:?&|=<".contains(last) && !"})],;.:?&|=".contains(first)
}

/// Whether a point and digits come next.
fn is_fraction(pieces: &[Piece<'_>]) -> bool {
    let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    matches!(pieces, [point, digits, ..] if point.text == "." && is_number(digits.text))
}

/// Whether the semicolon at the end of a block can go: not if it is itself what a loop does.
fn may_go(pieces: &[Piece<'_>], semicolon: usize) -> bool {
    let Some(before) = semicolon.checked_sub(1) else { return false };
    if pieces[before].text != ")" {
        return !matches!(pieces[before].text, "else" | "do");
    }
    let start = opening(pieces, before);
    let word = start.and_then(|start| start.checked_sub(1)).map_or("", |at| pieces[at].text);
    !matches!(word, "for" | "while" | "if" | "with")
}

/// Where the parenthesis begins that ends here.
fn opening(pieces: &[Piece<'_>], end: usize) -> Option<usize> {
    let mut depth = 0_usize;
    (0..end).rev().find(|at| match pieces[*at].text {
        ")" => {
            depth += 1;
            false
        }
        "(" if depth > 0 => {
            depth -= 1;
            false
        }
        text => text == "(",
    })
}

/// Whether the brace that these pieces end with is that of a statement or of a declaration, which ends with it.
fn ends_block(pieces: &[Piece<'_>]) -> bool {
    let mut depth = 0_usize;
    let start = pieces.iter().rposition(|piece| {
        depth += usize::from(piece.text.starts_with('}'));
        depth -= usize::from(piece.text == "{" || piece.text.ends_with("${")).min(depth);
        depth == 0
    });
    let before = pieces[..start.unwrap_or(0)].split_last();
    let Some((last, before)) = before else { return false };
    if last.text != ")" {
        return matches!(last.text, "else" | "try" | "catch" | "finally");
    }
    let name = opening(pieces, before.len()).and_then(|at| at.checked_sub(1));
    let behind = |at: usize| at.checked_sub(1).map_or("", |at| pieces[at].text);
    let Some(name) = name.filter(|at| pieces[*at].is_word) else { return false };
    match (pieces[name].text, behind(name)) {
        ("if" | "for" | "while" | "catch" | "switch", _) => true,
        ("function", _) => false,
        (_, "function") => matches!(behind(name - 1), "" | ";" | "{" | "}" | "async"),
        (_, before) => matches!(before, ";" | "{" | "}"),
    }
}

/// The pieces with what has to stand between them.
fn joined(pieces: &[Piece<'_>]) -> String {
    let mut short = String::new();
    for (at, piece) in pieces.iter().enumerate() {
        let is_last = pieces.get(at + 1).is_some_and(|next| next.text == "}");
        if piece.text == ";" && is_last && may_go(pieces, at) {
            continue;
        }
        // A fraction needs no zero before its point.
        if piece.text == "0" && is_fraction(&pieces[at + 1..]) && !short.ends_with(is_word) {
            continue;
        }
        if let (Some(last), Some(first)) = (short.chars().next_back(), piece.text.chars().next()) {
            let joins = is_word(last) && is_word(first)
                || matches!((last, first), ('+', '+') | ('-', '-') | ('/', '/') | ('<', '!'));
            match piece.gap {
                Gap::Line if last == '}' && ends_block(&pieces[..at]) => {}
                Gap::Line if short.ends_with("=>") => {}
                Gap::Line if may_end(last, first) => short.push('\n'),
                Gap::Line | Gap::Blank if joins => short.push(' '),
                _ => {}
            }
        }
        short.push_str(piece.text);
    }
    short.push('\n');
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn declarations_become_one_and_parentheses_go() {
        let cases = [
            (
                "const a = 1;\nconst b = () => { const c = 2; const d = c; };\nlet e;",
                "let a=1,b=()=>{let c=2,d=c},e;",
            ),
            ("const a = 1\nf(); const b = 2;", "let a=1\nf();let b=2;"),
            ("const a = 1; if (a) b(); const c = 3;", "let a=1;if(a)b();let c=3;"),
            ("for (let i = 0; i < 2; i++) { let j; let k; }", "for(let i=0;i<2;i++){let j,k}"),
            ("const a = `${b}`; const c = 1;", "let a=`${b}`,c=1;"),
            ("a((b) => b, async (c) => c, (d, e) => d)", "a(b=>b,async c=>c,(d,e)=>d)"),
            (
                "const a = /** @type {A} */ (b.c); f((a), (a, b)); if (a) (b)();",
                "let a=b.c;f(a,(a,b));if(a)(b)();",
            ),
            (
                "x = y == (a || b); x = (a, b); x = (a) + b; x = a ? (b) : c;",
                "x=y==(a||b);x=(a,b);x=(a)+b;x=a?(b):c;",
            ),
            ("f(a => (b.c), d => ({ e }), g => (h, i));", "f(a=>b.c,d=>({e}),g=>(h,i));"),
            (
                "a = true; b = { true: false, c: true }; d.true = a;",
                "a=!0;b={true:!1,c:!0};d.true=a;",
            ),
            ("return true\nreturn (a) => a", "return!0\nreturn a=>a"),
            (
                "function f() { a(); }\nif (b) { c(); }\nelse { d(); }\nfor (;;) { e(`${g}`); }\nh()",
                "function f(){a()}if(b){c()}else{d()}for(;;){e(`${g}`)}h()",
            ),
            ("a = function () { b(); }\nc()", "a=function(){b()}\nc()"),
            ("a = () => { b(); }\nc()", "a=()=>{b()}\nc()"),
            ("a = { b: 1 }\nc()", "a={b:1}\nc()"),
            (
                "const a = new Map(), b = [new Set(c), new Set()]; new Map().get(); x = new y.Map();\nnew Map()\n",
                "let a=new Map,b=[new Set(c),new Set];new Map().get();x=new y.Map();new Map()",
            ),
            (
                "f(a,\n  b,\n); c = [d,]; e = [,]; g = [h,,]; const { i, } = j, k = (l.m), n = 1;",
                "f(a,b);c=[d];e=[,];g=[h,,];let{i}=j,k=l.m,n=1;",
            ),
            (
                "a = (b).c; d((e.f).g, h); i(j).k; l = [(1).m]; (n)(o).p",
                "a=b.c;d(e.f.g,h);i(j).k;l=[(1).m];(n)(o).p",
            ),
            ("f(0.5, a * 0.25, 10.5, 0); return 0.5", "f(.5,a*.25,10.5,0);return 0.5"),
        ];
        for (text, wanted) in cases {
            assert_eq!(script(text).trim_end(), wanted, "{text}");
        }
    }

    #[test]
    fn what_is_left_of_a_script_does_the_same() {
        let cases = [
            ("// a\n\"use strict\";\n\n  x ( );\n", "\"use strict\";x();"),
            ("/**\n * a\n */\nf(); // c\ng()", "f();g()"),
            (
                "f(`x\n  ${ a + `y ${ '}' } // ` }\n `, b) // z",
                "f(`x\n  ${a+`y ${'}'} // `}\n `,b)",
            ),
            ("a = /** @type {M<string, {b: c}>} */ (d) + +e - -f;", "a=(d)+ +e- -f;"),
            ("url = \"https://x  y\"; /* y */ z();", "url=\"https://x  y\";z();"),
            ("a = b / c / d; e = /[/] \"/ .test(f)", "a=b/c/d;e=/[/] \"/.test(f)"),
            ("return /x  y/u.test(s)\nq = 'it\\'s'", "return/x  y/u.test(s)\nq='it\\'s'"),
            ("a\nb\n(c)", "a\nb\n(c)"),
            ("x = `never ends", "x = `never ends"),
            (
                "const total = 1, kind = 2;\nf(total, a.kind, { ...total }, `total ${total}`, b ? total : c)",
                "let d=1,e=2;f(d,a.kind,{...d},`total ${d}`,b?d:c)",
            ),
            ("f((item, name = 2) => item.name + item);", "f((a,b=2)=>a.name+a);"),
            (
                "const { kind, item = 1 } = x; f((kind, other) => ({ other, item }), `${kind}`)",
                "let{kind:a,item=1}=x;f((a,b)=>({other:b,item}),`${a}`)",
            ),
            (
                "class Kind { other() { let other = 1; return other + this.other; } }",
                "class a{other(){let a=1;return a+this.other}}",
            ),
            (
                "f({ other: a ? other : b, async kind(other) { kind(other); } }); const kind = 1;",
                "f({other:a?other:b,async kind(other){c(other)}});let c=1;",
            ),
            (
                "run((item) => { const other = item; function one(first) { other(first); } });",
                "run(b=>{let a=b;function c(b){a(b)}});",
            ),
            ("const [first, other = 2] = x; f(first, other);", "let[a,b=2]=x;f(a,b);"),
            ("if (a) { b(); } while (c) { for (;d();); }", "if(a){b()}while(c){for(;d(););}"),
            ("if (a) { if (b) c(); else; }", "if(a){if(b)c();else;}"),
            ("const of = [1]; for (const item of of) f(item);", "let of=[1];for(let a of of)f(a);"),
            ("function f1(item) { return item }", "function a(a){return a}"),
            ("function f(...items) { g(...items); }", "function f(...a){g(...a)}"),
            (
                "(() => { const outer = 1; function one(first) { outer(first); } function two(first, second) { one(second, first); } })();",
                "(()=>{let a=1;function b(b){a(b)}function c(c,a){b(a,c)}})();",
            ),
            (
                "try { value = 1; } catch { const value = 2; } let value;",
                "try{a=1}catch{let a=2}let a;",
            ),
        ];
        for (text, wanted) in cases {
            assert_eq!(script(text).trim_end(), wanted, "{text}");
        }
    }

    #[test]
    fn methods_and_short_functions_have_names_of_their_own() {
        let cases = [
            (
                "class Kind { other(first, second) { return first.map((third) => third + second) } } const next = (first) => Kind(first), last = (first, second) =>\n  first\nlast(next)",
                "class a{other(b,a){return b.map(c=>c+a)}}let c=b=>a(b),b=(a,b)=>a\nb(c)",
            ),
            (
                "const total = ({ kind, item = 1 }, other = { item }) => kind.b + item + other;",
                "let a=({kind:b,item=1},a={item})=>b.b+item+a;",
            ),
        ];
        for (text, wanted) in cases {
            assert_eq!(script(text).trim_end(), wanted, "{text}");
        }
    }
}
