//! How a line of YAML was meant that cannot be read: most often its value wants quotation marks.

use saphyr_parser::Parser;

/// A longer line has no room in a message.
pub(super) const LONGEST: usize = 160;

/// The line of this number, from 1, with its value between quotation marks, if the text can be read so far then.
pub(super) fn mended(text: &str, number: usize) -> Option<String> {
    let line = text.lines().nth(number.checked_sub(1)?)?.trim_end();
    let (key, value) = line.split_once(':')?;
    let value = value.trim();
    let is_key = !key.trim().is_empty() && !key.contains(['"', '\'', '#', '{', '[']);
    if !is_key || value.is_empty() || line.len() > LONGEST {
        return None;
    }
    let value = quoted(value);
    let mended = format!("{}: {value}", key.trim_end());
    // A key that stands in no other begins at the left.
    let forms = [mended.as_str(), line.trim_start()];
    let found = forms.into_iter().find(|form| reads_on(text, number, form));
    found.map(|form| form.trim_start().to_owned())
}

/// A value between quotation marks. Marks around the whole are those of somebody who quoted it already, and so is one that is
/// begun and never ended.
pub(super) fn quoted(value: &str) -> String {
    let bare = ['"', '\''].into_iter().find_map(|mark| {
        let begun = value.strip_prefix(mark)?;
        let ended = begun.strip_suffix(mark).filter(|bare| !bare.is_empty());
        let is_forgotten = || marks(begun, mark).is_multiple_of(2) && !is_word(begun);
        ended.or_else(|| is_forgotten().then_some(begun))
    });
    let bare = bare.unwrap_or(value);
    match bare.contains(['"', '\\']) {
        true => format!("'{}'", bare.replace('\'', "''")),
        false => format!("\"{bare}\""),
    }
}

/// Whether a text begins with what follows an apostrophe in Dutch: `'s Avonds`, `'s-Hertogenbosch`, `'t Sas`.
fn is_word(text: &str) -> bool {
    let mut letters = text.chars();
    letters.next().is_some_and(|letter| "stnkm".contains(letter.to_ascii_lowercase()))
        && matches!(letters.next(), Some(' ' | '-'))
}

/// How many quotation marks stand in a text. One between letters is an apostrophe, as in `foto's`.
fn marks(text: &str, mark: char) -> usize {
    let is_within = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let is_mark = |at: usize| {
        !(is_within(text[..at].chars().next_back()) && is_within(text[at + 1..].chars().next()))
    };
    text.match_indices(mark).filter(|(at, _)| is_mark(*at)).count()
}

/// Whether the text can be read beyond a line once this stands there.
fn reads_on(text: &str, number: usize, mended: &str) -> bool {
    let lines = text.lines().zip(1..).map(|(line, at)| if at == number { mended } else { line });
    let text = lines.collect::<Vec<_>>().join("\n");
    match Parser::new_from_str(&text).find_map(Result::err) {
        Some(error) => error.marker().line() > number,
        None => true,
    }
}

#[cfg(test)]
mod tests {
    use super::mended;

    #[test]
    fn a_value_that_wants_quotation_marks_gets_them() {
        for (text, number, wanted) in [
            ("title: Peil: hoe dan?\ndate: x", 1, Some("title: \"Peil: hoe dan?\"")),
            ("a: b\nextra:\n  c: d: e", 3, Some("c: \"d: e\"")),
            (
                "title: 'De dijk van 's-Hertogenbosch'",
                1,
                Some("title: \"De dijk van 's-Hertogenbosch\""),
            ),
            ("title: @waterschap twittert", 1, Some("title: \"@waterschap twittert\"")),
            ("title: \"Mooi\" weer: zo", 1, Some("title: '\"Mooi\" weer: zo'")),
            ("title: %dit: 's", 1, Some("title: \"%dit: 's\"")),
            ("title: \"Zonder einde", 1, Some("title: \"Zonder einde\"")),
            ("title: 'Zonder einde\ndate: x", 1, Some("title: \"Zonder einde\"")),
            ("title: 'De foto's van de dijk", 1, Some("title: \"De foto's van de dijk\"")),
            ("title: 'Zo \"mooi\", foto's", 1, Some("title: 'Zo \"mooi\", foto''s'")),
            ("title: 's Avonds\ndate: x", 1, Some("title: \"'s Avonds\"")),
            ("title: 'T Sas van Goes", 1, Some("title: \"'T Sas van Goes\"")),
            ("title: 's-Hertogenbosch", 1, Some("title: \"'s-Hertogenbosch\"")),
            ("title: \"De \"dijk\" van", 1, Some("title: 'De \"dijk\" van'")),
            ("title: \"Peil: \\d", 1, Some("title: 'Peil: \\d'")),
            // What is wrong is something else.
            ("title: [a, b\ndate: x", 2, None),
            ("title", 1, None),
            ("title: a\n b: c", 2, Some("b: c")),
        ] {
            assert_eq!(mended(text, number).as_deref(), wanted, "{text}");
        }
    }
}
