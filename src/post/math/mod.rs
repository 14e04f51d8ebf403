//! Formulas, written as `LaTeX`, become `MathML`: every browser shows it, and a screen reader reads it out.

mod plain;
mod macros;

use pulldown_latex::config::{DisplayMode, RenderConfig};
use pulldown_latex::{Parser, Storage, push_mathml};

pub(crate) use plain::plain;

/// The longest formula, in bytes.
pub(crate) const LONGEST: usize = 2_000;

/// The deepest nesting of braces in one.
const DEEPEST: usize = 32;

/// Whether what stands between two signs of a dollar within a line is a formula, and not a sum of money or a variable of a
/// shell.
pub(crate) fn is_formula(text: &str) -> bool {
    let is_name = text.chars().count() == 1 && text.chars().all(char::is_alphabetic);
    is_name || text.contains(['\\', '^', '_', '=', '<', '>', '+'])
}

/// A formula as `MathML`, on a line of its own or within one; or what is wrong with it.
pub(crate) fn mathml(latex: &str, is_block: bool) -> Result<String, String> {
    let (mut depth, mut deepest) = (0usize, 0);
    for byte in latex.bytes() {
        depth = match byte {
            b'{' | b'(' | b'[' => depth + 1,
            b'}' | b')' | b']' => depth.saturating_sub(1),
            _ => depth,
        };
        deepest = deepest.max(depth);
    }
    if latex.len() > LONGEST || deepest > DEEPEST {
        return Err("too long or too deep".to_owned());
    }
    let latex = guarded(&macros::expanded(latex));
    let storage = Storage::new();
    let mut events = Vec::new();
    for event in Parser::new(&latex, &storage) {
        match event {
            Ok(event) => events.push(event),
            Err(error) => return Err(said(&error.to_string(), &latex)),
        }
    }
    let display_mode = if is_block { DisplayMode::Block } else { DisplayMode::Inline };
    let config = RenderConfig { display_mode, ..RenderConfig::default() };
    let mut html = String::new();
    let events = events.into_iter().map(Ok::<_, std::io::Error>);
    push_mathml(&mut html, events, config).map_err(|error| error.to_string())?;
    Ok(escaped(&html))
}

/// The first line of an error that says something, with the command that it is about.
fn said(error: &str, latex: &str) -> String {
    let said = error.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or_default();
    let command = said.contains(UNKNOWN).then(|| commands(latex).find(|name| is_unknown(name)));
    match command.flatten() {
        Some(name) => format!("unknown command `{name}`"),
        None => said.trim_start_matches("parsing error: ").to_owned(),
    }
}

/// What the library says of a command that it does not know.
const UNKNOWN: &str = "unknown primitive command";

/// The commands of a formula, each with its sign.
fn commands(latex: &str) -> impl Iterator<Item = &str> {
    let starts = latex.match_indices('\\').map(|(at, _)| &latex[at..]);
    starts.filter_map(|rest| {
        let end =
            rest[1..].find(|c: char| !c.is_ascii_alphabetic()).map_or(rest.len(), |at| at + 1);
        (end > 1).then(|| &rest[..end])
    })
}

fn is_unknown(command: &str) -> bool {
    let storage = Storage::new();
    Parser::new(command, &storage)
        .any(|event| event.is_err_and(|error| error.to_string().contains(UNKNOWN)))
}

/// What stands in for a sign within a text until its elements are written: the library writes signs as they are.
const LESS: char = '\u{F8F3}';
const GREATER: char = '\u{F8F4}';

/// The same for a sign that begins a remark if it stands alone.
const PERCENT: char = '\u{F8F5}';

/// The formula without signs that could be taken for those of an element: commands outside of texts, and marks within.
fn guarded(latex: &str) -> String {
    let mut guarded = String::with_capacity(latex.len() + 16);
    // How many braces are open within the text that is open, if one is.
    let mut text: Option<usize> = None;
    let mut characters = latex.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        match character {
            // The library reads a text as it is, and knows no signs in it that are written with a backslash.
            '\\' if text.is_some() => {
                match characters
                    .next_if(|(_, next)| matches!(next, '%' | '$' | '&' | '#' | '_' | ' '))
                {
                    Some((_, '%')) => guarded.push(PERCENT),
                    Some((_, sign)) => guarded.push(sign),
                    None => guarded.push('\\'),
                }
            }
            '<' => guarded.push_str(if text.is_some() { "\u{F8F3}" } else { "\\lt " }),
            '>' => guarded.push_str(if text.is_some() { "\u{F8F4}" } else { "\\gt " }),
            LESS | GREATER | PERCENT => {}
            other => guarded.push(other),
        }
        text = match (character, text) {
            ('{', Some(open)) => Some(open + 1),
            ('}', Some(open)) => open.checked_sub(1).filter(|open| *open > 0),
            ('{', None) => is_text(&latex[..at]).then_some(1),
            (_, text) => text,
        };
    }
    guarded
}

/// Whether the braces behind this hold a text.
fn is_text(before: &str) -> bool {
    let command = before.trim_end().rsplit('\\').next().unwrap_or_default();
    command.starts_with("text") || matches!(command, "mbox" | "operatorname" | "operatorname*")
}

/// The elements of a formula.
const ELEMENTS: &[&str] = &[
    "math",
    "menclose",
    "merror",
    "mfrac",
    "mi",
    "mmultiscripts",
    "mn",
    "mo",
    "mover",
    "mpadded",
    "mphantom",
    "mprescripts",
    "mroot",
    "mrow",
    "ms",
    "mspace",
    "msqrt",
    "mstyle",
    "msub",
    "msubsup",
    "msup",
    "mtable",
    "mtd",
    "mtext",
    "mtr",
    "munder",
    "munderover",
];

/// What the library wrote, with every sign escaped that begins none of its elements, and without styles: the page allows none
/// within elements, and what they say of colours and gaps can be missed.
fn escaped(html: &str) -> String {
    let mut safe = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(next) = rest.chars().next() {
        let length = match (next, tag(rest)) {
            ('<', Some(length)) => {
                safe.push_str(&without_style(&rest[..length]));
                length
            }
            ('<', None) | (LESS, _) => {
                safe.push_str("&lt;");
                next.len_utf8()
            }
            ('>', _) | (GREATER, _) => {
                safe.push_str("&gt;");
                next.len_utf8()
            }
            (PERCENT, _) => {
                safe.push('%');
                next.len_utf8()
            }
            ('&', _) => reference(rest, &mut safe),
            (other, _) => {
                safe.push(other);
                other.len_utf8()
            }
        };
        rest = &rest[length..];
    }
    safe
}

/// Writes the sign that a text begins with, `&` or what the library has made of another sign already; says how long that is.
fn reference(text: &str, safe: &mut String) -> usize {
    match REFERENCES.iter().find(|(reference, _)| text.starts_with(reference)) {
        Some((reference, sign)) => {
            safe.push_str(sign);
            reference.len()
        }
        None => {
            safe.push_str("&amp;");
            1
        }
    }
}

/// What the library writes for a sign within a text, and what it becomes. Its blanks it escapes like any text.
const REFERENCES: &[(&str, &str)] = &[
    ("&amp;nbsp;", "\u{A0}"),
    ("&nbsp;", "\u{A0}"),
    ("&amp;", "&amp;"),
    ("&lt;", "&lt;"),
    ("&gt;", "&gt;"),
];

/// The length of the tag of an element of a formula that a text begins with.
fn tag(text: &str) -> Option<usize> {
    let inner = text.strip_prefix('<')?;
    let end = inner.find(['<', '>']).filter(|end| inner[*end..].starts_with('>'))?;
    let name = inner[..end].trim_start_matches('/').trim_end_matches('/').split(' ').next()?;
    ELEMENTS.contains(&name).then_some(end + 2)
}

fn without_style(tag: &str) -> String {
    match tag.split_once(" style=\"") {
        Some((before, after)) => {
            let rest = after.split_once('"').map_or(">", |(_, rest)| rest);
            format!("{before}{rest}")
        }
        None => tag.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_told_from_money_and_shells() {
        for (text, wanted) in [
            ("x", true),
            ("a^2", true),
            ("\\Delta H", true),
            ("H = L", true),
            ("5", false),
            ("HOME/", false),
            ("5 en", false),
        ] {
            assert_eq!(is_formula(text), wanted, "{text}");
        }
    }

    #[test]
    fn formulas_become_mathml_without_styles() {
        let html = mathml("\\Delta H = \\frac{L}{C} \\color{red} < 3", true).expect("a formula");
        assert!(html.starts_with("<math display=\"block\""), "{html}");
        assert!(html.contains("<mfrac>") && html.contains("&lt;"), "{html}");
        assert!(!html.contains("style="), "{html}");
        assert!(mathml("\\frac{L", false).is_err());
        assert!(mathml("\\geenopdracht", false).is_err());
        assert!(mathml(&"{".repeat(1_000), false).is_err());
        for hostile in [
            "\\text{</math><script>alert(1)</script>}",
            "<script>x</script>",
            "\\mathrm{<mi onclick=x>}",
            "\\text{\u{F8F3}b>}",
        ] {
            let html = mathml(hostile, false).unwrap_or_default();
            let harmed = ["<script", "<mi onclick", "<b>"].iter().any(|harm| html.contains(harm));
            assert!(!harmed && !html.contains("</math></math"), "{html}");
        }
        for (latex, wanted) in [
            ("\\text{als } x", "<mtext>als\u{A0}</mtext>"),
            ("x \\text{ of } y", "<mtext>\u{A0}of\u{A0}</mtext>"),
            ("\\text{R\\&D}", "<mtext>R&amp;D</mtext>"),
            ("\\text{R&D}", "<mtext>R&amp;D</mtext>"),
            ("\\mathbf{\\text{R\\&D}}", "&amp;"),
            ("\\text{5\\% van \\$3}", "<mtext>5% van $3</mtext>"),
            ("a~b\\ c", "<mtext>\u{A0}</mtext>"),
        ] {
            let html = mathml(latex, false).expect("a formula");
            assert!(html.contains(wanted), "{latex}: {html}");
            assert!(!html.contains("&amp;amp;") && !html.contains("nbsp"), "{latex}: {html}");
        }
        let html = mathml("\\text{a < b} \\& c", false).expect("a formula");
        assert!(html.contains("a &lt; b") && html.contains("&amp;"), "{html}");
    }

    proptest::proptest! {
        #[test]
        fn no_formula_panics_or_does_harm(latex in "(\\\\(text|frac|lt|sqrt|left|begin|def|char)|[a-z0-9{}<>&\"'$^_=()/ #])*") {
            if let Ok(html) = mathml(&latex, true) {
                crate::html::hostile::assert_harmless(&html, "$");
                let tags = crate::html::tokens::tokens(&html);
                for token in tags {
                    if let crate::html::tokens::Token::Open { name, .. } = token {
                        assert!(ELEMENTS.contains(&name), "{name} in {html}");
                    }
                }
            }
        }
    }
}
