//! Style sheets of a drawing, which load nothing.

/// Functions that load something by other words than `url`.
const LOADING: &[&str] = &["image-set(", "image(", "src(", "cross-fade(", "-moz-element("];

/// Whether a value loads something from elsewhere.
pub(super) fn loads(value: &str) -> bool {
    // An escape may hide the name of a function.
    let hides = value.contains('\\') && value.contains('(');
    hides || value.contains('(') && clean(value) != value
}

/// How often a style sheet is gone through: what is left out may have stood between two halves.
const ROUNDS: usize = 8;

/// The style sheet without comments, without `@import`, and with `url(…)` only of the drawing itself. One that hides its words
/// behind escapes, or within each other, is left out as a whole.
pub(super) fn clean(text: &str) -> String {
    let mut clean = text.to_owned();
    for _ in 0..ROUNDS {
        let cleaner = once(&clean);
        if cleaner == clean {
            return clean;
        }
        clean = cleaner;
    }
    String::new()
}

fn once(text: &str) -> String {
    let bare = without_comments(text);
    let small = bare.to_ascii_lowercase();
    if small.contains('\\') || LOADING.iter().any(|function| small.contains(function)) {
        return String::new();
    }
    let mut clean = String::with_capacity(bare.len());
    let mut at = 0;
    while let Some(found) = next(&small, at) {
        clean.push_str(&bare[at..found]);
        if small[found..].starts_with('@') {
            at = small[found..].find(';').map_or(small.len(), |end| found + end + 1);
            continue;
        }
        let end = small[found..].find(')').map_or(small.len(), |end| found + end + 1);
        let inner = bare[found + 4..end].trim_start().trim_start_matches(['"', '\'']).trim_start();
        let is_own = inner.starts_with('#') && bare[..end].ends_with(')');
        clean.push_str(if is_own { &bare[found..end] } else { "none" });
        at = end;
    }
    clean.push_str(&bare[at..]);
    clean
}

/// Where the next `@import` or `url(` begins.
fn next(small: &str, from: usize) -> Option<usize> {
    let found = |word: &str| small[from..].find(word).map(|at| from + at);
    [found("@import"), found("url(")].into_iter().flatten().min()
}

/// The style sheet with a blank for each comment.
pub(super) fn without_comments(text: &str) -> String {
    let mut bare = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("/*") {
        bare.push_str(before);
        bare.push(' ');
        rest = after.split_once("*/").map_or("", |(_, after)| after);
    }
    bare.push_str(rest);
    bare
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn style_sheets_load_nothing() {
        for (text, wanted) in [
            (".a > .b{fill:url(#v);stroke:red}", ".a > .b{fill:url(#v);stroke:red}"),
            (".a{fill:URL( 'https://x.example/a;b' )}", ".a{fill:none}"),
            ("@IMPORT 'https://x.example/';.a{fill:red}", ".a{fill:red}"),
            ("@im/**/port 'x';", "@im port 'x';"),
            ("@im@import;port 'https://x.example/';b", "b"),
            ("u@import;rl(https://x.example/)", "none"),
            (".a{fill:\\75 rl(https://x.example/)}", ""),
            (".a{background:image-set('x' 1x)}", ""),
            ("/* Jet */.a{}", " .a{}"),
            ("a{fill:url(https://x.example/", "a{fill:none"),
        ] {
            assert_eq!(clean(text), wanted, "{text}");
        }
        assert!(loads("url(x)") && loads("u\\72l(x)") && !loads("url(#a)") && !loads("a \\ b"));
    }
}
