//! A formula as plain text, where nothing else can stand: in summaries, in results of a search, in the head of a page.

/// How commands read that are no letters of the Greeks.
const SIGNS: &[(&str, &str)] = &[
    ("times", "×"),
    ("cdot", "·"),
    ("div", "÷"),
    ("pm", "±"),
    ("mp", "∓"),
    ("leq", "≤"),
    ("le", "≤"),
    ("geq", "≥"),
    ("ge", "≥"),
    ("neq", "≠"),
    ("ne", "≠"),
    ("lt", "<"),
    ("gt", ">"),
    ("approx", "≈"),
    ("sim", "∼"),
    ("equiv", "≡"),
    ("propto", "∝"),
    ("infty", "∞"),
    ("sum", "∑"),
    ("prod", "∏"),
    ("int", "∫"),
    ("partial", "∂"),
    ("nabla", "∇"),
    ("to", "→"),
    ("rightarrow", "→"),
    ("leftarrow", "←"),
    ("Rightarrow", "⇒"),
    ("degree", "°"),
    ("circ", "°"),
    ("in", "∈"),
    ("ldots", "…"),
    ("cdots", "…"),
    ("dots", "…"),
    ("quad", " "),
    ("qquad", " "),
];

/// The Greek letters by their names; those with a capital have one of their own.
const GREEK: &[(&str, &str)] = &[
    ("alpha", "α"),
    ("beta", "β"),
    ("gamma", "γ"),
    ("delta", "δ"),
    ("epsilon", "ε"),
    ("varepsilon", "ε"),
    ("zeta", "ζ"),
    ("eta", "η"),
    ("theta", "θ"),
    ("iota", "ι"),
    ("kappa", "κ"),
    ("lambda", "λ"),
    ("mu", "μ"),
    ("nu", "ν"),
    ("xi", "ξ"),
    ("pi", "π"),
    ("rho", "ρ"),
    ("sigma", "σ"),
    ("tau", "τ"),
    ("phi", "φ"),
    ("varphi", "φ"),
    ("chi", "χ"),
    ("psi", "ψ"),
    ("omega", "ω"),
];

/// Commands that say how something looks, and nothing else.
const STYLES: &[&str] = &["left", "right", "big", "Big", "displaystyle", "limits", "nolimits"];

/// The deepest nesting that is followed; what is deeper stays as it was written.
const DEEPEST: usize = 16;

/// How a formula reads on one line: `\Delta H = \frac{L}{C}` as `ΔH = L/C`.
pub(crate) fn plain(latex: &str) -> String {
    let mut text = String::with_capacity(latex.len());
    read(latex, &mut text, 0);
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn read(latex: &str, text: &mut String, depth: usize) {
    if depth > DEEPEST {
        text.push_str(latex);
        return;
    }
    let mut rest = latex;
    while let Some(next) = rest.chars().next() {
        rest = &rest[next.len_utf8()..];
        match next {
            '\\' => rest = command(rest, text, depth),
            '^' | '_' => {
                let (inner, after) = argument(rest);
                script(next, inner, text, depth);
                rest = after;
            }
            '&' | '~' => text.push(' '),
            '{' | '}' => {}
            other => text.push(other),
        }
    }
}

/// Reads a command, whose sign was read, and says what follows.
fn command<'a>(rest: &'a str, text: &mut String, depth: usize) -> &'a str {
    let end = rest.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(rest.len());
    if end == 0 {
        let mut signs = rest.chars();
        match signs.next() {
            Some(sign @ ('%' | '$' | '&' | '#' | '_' | '{' | '}')) => text.push(sign),
            _ => text.push(' '),
        }
        return signs.as_str();
    }
    let (name, after) = rest.split_at(end);
    let found = SIGNS.iter().find(|(known, _)| *known == name);
    if let Some((_, sign)) = found {
        text.push_str(sign);
        return after;
    }
    if let Some(letter) = greek(name) {
        text.push_str(&letter);
        // The blank only ended the name.
        return after.strip_prefix(' ').unwrap_or(after);
    }
    match name {
        "frac" | "dfrac" | "tfrac" => {
            let (above, after) = argument(after);
            let (below, after) = argument(after);
            part(above, text, depth);
            text.push('/');
            part(below, text, depth);
            after
        }
        "sqrt" => {
            let (inner, after) = argument(after);
            text.push('√');
            part(inner, text, depth);
            after
        }
        "begin" | "end" => argument(after).1,
        _ if STYLES.contains(&name) => after,
        // A style or a text: what it holds is what is read. Of any other command its name is what there is.
        _ if after.starts_with('{') => {
            let (inner, after) = argument(after);
            read(inner, text, depth + 1);
            after
        }
        _ => {
            text.push_str(name);
            after
        }
    }
}

fn greek(name: &str) -> Option<String> {
    let lowered = name.to_ascii_lowercase();
    let (_, letter) = GREEK.iter().find(|(known, _)| *known == lowered)?;
    let is_capital = name.starts_with(|c: char| c.is_ascii_uppercase());
    Some(if is_capital { letter.to_uppercase() } else { (*letter).to_owned() })
}

/// A part of a fraction, in brackets if it is more than a name or a number.
fn part(latex: &str, text: &mut String, depth: usize) {
    let mut inner = String::new();
    read(latex, &mut inner, depth + 1);
    let is_one = inner.trim().chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | ',' | '²'));
    text.push_str(&if is_one { inner } else { format!("({})", inner.trim()) });
}

/// What stands above or below: in small signs where there are any.
fn script(sign: char, latex: &str, text: &mut String, depth: usize) {
    let mut inner = String::new();
    read(latex, &mut inner, depth + 1);
    let small = |c: char| match (sign, c) {
        ('^', '1') => Some('¹'),
        ('^', '2') => Some('²'),
        ('^', '3') => Some('³'),
        ('^', '-') => Some('⁻'),
        ('^', '0' | '4'..='9') => char::from_u32(0x2070 + (c as u32 - '0' as u32)),
        ('_', '0'..='9') => char::from_u32(0x2080 + (c as u32 - '0' as u32)),
        ('^', '°') => Some('°'),
        _ => None,
    };
    match inner.trim().chars().map(small).collect::<Option<String>>() {
        Some(signs) => text.push_str(&signs),
        None => {
            text.push(sign);
            text.push_str(inner.trim());
        }
    }
}

/// What the braces hold that a text begins with, or its first sign; and what follows.
fn argument(rest: &str) -> (&str, &str) {
    let rest = rest.trim_start();
    if let Some(name) = rest.strip_prefix('\\') {
        let name = name.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(name.len());
        return rest.split_at((name + 1).max(1));
    }
    if !rest.starts_with('{') {
        return rest.split_at(rest.chars().next().map_or(0, char::len_utf8));
    }
    let mut open = 0usize;
    for (at, byte) in rest.bytes().enumerate() {
        match byte {
            b'{' => open += 1,
            b'}' if open == 1 => return (&rest[1..at], &rest[at + 1..]),
            b'}' => open -= 1,
            _ => {}
        }
    }
    (&rest[1..], "")
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn formulas_read_as_text() {
        for (latex, wanted) in [
            ("x", "x"),
            ("\\Delta H = \\frac{L}{C}", "ΔH = L/C"),
            ("\\ce{H2O}", "H2O"),
            ("\\frac{a + b}{2}", "(a + b)/2"),
            ("x^2 + y^{10} \\leq r_1", "x² + y¹⁰ ≤ r₁"),
            ("v_{max} = \\sqrt{2 g h}", "v_max = √(2 g h)"),
            ("\\text{vijf \\% van } \\mathrm{m}^{3}", "vijf % van m³"),
            ("20 ^\\circ C \\cdot \\alpha", "20 ° C · α"),
            ("\\begin{aligned} a &= b \\\\ c &= d \\end{aligned}", "a = b c = d"),
            ("\\left( \\frac12 \\right)", "( 1/2 )"),
            ("\\geen", "geen"),
            ("\\frac{a}{b", "a/b"),
            ("\\", ""),
        ] {
            assert_eq!(plain(latex), wanted, "{latex}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_formula_reads_as_something(latex in "(\\\\(text|frac|sqrt|left|begin|Delta)?|[a-zé0-9{}^_&% ])*") {
            plain(&latex);
        }
    }
}
