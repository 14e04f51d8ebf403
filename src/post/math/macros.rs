//! Commands that `KaTeX` and `MathJax` know and the library does not, as others that it does.

use std::borrow::Cow;

/// What is read for a command.
const COMMANDS: &[(&str, &str)] = &[
    ("R", "\\mathbb{R}"),
    ("N", "\\mathbb{N}"),
    ("Z", "\\mathbb{Z}"),
    ("Q", "\\mathbb{Q}"),
    ("C", "\\mathbb{C}"),
    ("bm", "\\boldsymbol"),
    ("mathscr", "\\mathcal"),
    ("argmax", "\\mathop{arg max}"),
    ("argmin", "\\mathop{arg min}"),
    ("operatorname*", "\\mathop"),
    // How large it is, and whether a frame stands around it, can be missed.
    ("boxed", ""),
    ("smash", ""),
    ("notag", ""),
    ("nonumber", ""),
    ("tiny", ""),
    ("small", ""),
    ("normalsize", ""),
    ("large", ""),
    ("Large", ""),
    ("LARGE", ""),
    ("huge", ""),
    ("Huge", ""),
];

/// A formula with only commands that the library knows, as far as there are such.
pub(super) fn expanded(latex: &str) -> Cow<'_, str> {
    if !latex.contains('\\') {
        return Cow::Borrowed(latex);
    }
    let own = defined(latex);
    let mut text = String::with_capacity(latex.len() + 16);
    let latex = over(latex).map_or(Cow::Borrowed(latex), Cow::Owned);
    let mut rest = &*latex;
    while let Some(at) = rest.find('\\') {
        text.push_str(&rest[..at]);
        rest = &rest[at..];
        let letters = rest[1..].find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(rest.len() - 1);
        let is_starred = letters > 0 && rest[1 + letters..].starts_with('*');
        let name = &rest[1..1 + letters + usize::from(is_starred)];
        let bare = name.trim_end_matches('*');
        let after = &rest[1 + name.len()..];
        let known = COMMANDS.iter().find(|(command, _)| *command == name);
        let known = known.filter(|_| !own.iter().any(|own| own == name));
        rest = match (bare, known, argument(after)) {
            (_, Some((_, instead)), _) => {
                text.push_str(instead);
                after
            }
            ("tag", _, Some((number, after))) => {
                let number = if is_starred { number.to_owned() } else { format!("({number})") };
                text.push_str(&format!("\\qquad\\text{{{number}}}"));
                after
            }
            ("newcommand" | "renewcommand" | "providecommand", ..) => {
                push_definition(&mut text, (bare, name), after)
            }
            // An anchor, and what is not to be seen.
            ("label" | "phantom" | "hphantom" | "vphantom", _, Some((_, after))) => after,
            _ => {
                let length = rest.chars().take(2).map(char::len_utf8).sum::<usize>();
                let length = if name.is_empty() { length } else { 1 + name.len() };
                text.push_str(&rest[..length]);
                &rest[length..]
            }
        };
    }
    text.push_str(rest);
    Cow::Owned(text)
}

/// Adds the beginning of a definition as the library wants it, which asks how many arguments there are even if there is none, and
/// knows nothing that is defined again. Gives what follows.
fn push_definition<'l>(text: &mut String, (sign, name): (&str, &str), after: &'l str) -> &'l str {
    let Some((command, after)) = definition(after) else {
        text.push_str(&format!("\\{name}"));
        return after;
    };
    let is_again = sign == "renewcommand" && text.contains(&format!("command{{{command}}}"));
    let sign = if is_again { "renewcommand" } else { "newcommand" };
    let count = if after.trim_start().starts_with('[') { "" } else { "[0]" };
    text.push_str(&format!("\\{sign}{{{command}}}{count}"));
    after
}

/// The command that a definition is about, in braces or not, and what follows it.
fn definition(text: &str) -> Option<(&str, &str)> {
    let text = text.trim_start();
    if let Some((inner, after)) = argument(text) {
        return inner.trim().starts_with('\\').then(|| (inner.trim(), after));
    }
    let name = text.strip_prefix('\\')?;
    let end = name.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(name.len());
    (end > 0).then(|| text.split_at(end + 1))
}

/// The commands that a formula defines itself, which it knows.
fn defined(latex: &str) -> Vec<String> {
    let signs = ["\\newcommand", "\\renewcommand", "\\providecommand", "\\def"];
    let names = signs.iter().flat_map(|sign| {
        latex.match_indices(sign).filter_map(|(at, _)| {
            let rest = latex[at + sign.len()..].trim_start_matches(['*', ' ', '{']);
            let name = rest.strip_prefix('\\')?;
            let end = name.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(name.len());
            (end > 0).then(|| name[..end].to_owned())
        })
    });
    names.collect()
}

/// The formula with `\frac{a}{b}` for the first `a \over b`, whose ends are those of the braces around it.
fn over(latex: &str) -> Option<String> {
    const SIGN: &str = "\\over";
    let is_whole =
        |at: &usize| !latex[at + SIGN.len()..].starts_with(|c: char| c.is_ascii_alphabetic());
    let at = latex.match_indices(SIGN).map(|(at, _)| at).find(is_whole)?;
    let (before, after) = (&latex[..at], &latex[at + SIGN.len()..]);
    let begin = end(before.bytes().rev(), [b'}', b'{']).map_or(0, |end| at - end);
    let length = end(after.bytes(), [b'{', b'}']).unwrap_or(after.len());
    let (above, below) = (&latex[begin..at], &after[..length]);
    let is_cell = [above, below].iter().any(|part| part.contains("\\\\"));
    let fraction = format!("{}\\frac{{{above}}}{{{below}}}{}", &latex[..begin], &after[length..]);
    (!is_cell).then_some(fraction)
}

/// Where the group or the cell ends that these bytes stand in.
fn end(mut bytes: impl Iterator<Item = u8>, [open, close]: [u8; 2]) -> Option<usize> {
    let mut depth = 0usize;
    bytes.position(|byte| {
        let is_end = depth == 0 && (byte == close || byte == b'&');
        depth = depth + usize::from(byte == open) - usize::from(byte == close && depth > 0);
        is_end
    })
}

/// What stands in the braces that a text begins with, and what follows them.
fn argument(text: &str) -> Option<(&str, &str)> {
    let inner = text.trim_start().strip_prefix('{')?;
    let mut open = 1usize;
    for (at, byte) in inner.bytes().enumerate() {
        match byte {
            b'{' => open += 1,
            b'}' => open -= 1,
            _ => {}
        }
        if open == 0 {
            return Some((&inner[..at], &inner[at + 1..]));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::expanded;
    use crate::post::math::mathml;

    #[test]
    fn commands_of_others_are_read() {
        for (latex, wanted) in [
            ("x \\in \\R^n", "x \\in \\mathbb{R}^n"),
            ("\\bm{x} \\large y \\, \\Re", "\\boldsymbol{x}  y \\, \\Re"),
            ("\\operatorname*{foo}_x \\argmax_x", "\\mathop{foo}_x \\mathop{arg max}_x"),
            ("\\boxed{a \\phantom{b{c}} d}", "{a  d}"),
            ("a \\tag{1} \\tag*{b} \\label{eq:x}", "a \\qquad\\text{(1)} \\qquad\\text{b} "),
            ("\\newcommand{\\R}{x} \\R", "\\newcommand{\\R}[0]{x} \\R"),
            ("\\renewcommand*\\vec[1]{#1} \\vec{a}", "\\newcommand{\\vec}[1]{#1} \\vec{a}"),
            ("\\def\\N{n} \\N \\bm{\\R}", "\\def\\N{n} \\N \\boldsymbol{\\mathbb{R}}"),
            (
                "\\newcommand{\\norm}[1]{\\lVert #1 \\rVert} \\norm{x} \\in \\R",
                "\\newcommand{\\norm}[1]{\\lVert #1 \\rVert} \\norm{x} \\in \\mathbb{R}",
            ),
            ("x = {-b \\pm \\sqrt{d} \\over 2a}", "x = {\\frac{-b \\pm \\sqrt{d} }{ 2a}}"),
            ("a \\over b", "\\frac{a }{ b}"),
            ("\\overline{a} \\mathscr{L}", "\\overline{a} \\mathcal{L}"),
            ("\\", "\\"),
            ("\\é \\tag{", "\\é \\tag{"),
        ] {
            assert_eq!(expanded(latex), wanted);
            if latex.len() > 9 && !latex.contains('é') {
                let found = mathml(latex, false);
                assert!(found.is_ok(), "{latex} {found:?}");
            }
        }
    }
}
