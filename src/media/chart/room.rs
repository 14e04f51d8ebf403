//! How much room letters take, and how much there is. A drawing is as wide as its text is on any screen, so that what must fit
//! is measured on the narrowest phone, in em.

/// How wide a drawing is on the narrowest phone, 320 pixels.
pub(super) const PHONE: f64 = 18.0;

/// How wide it is where there is room: what fits only there has [`super::drawing::WIDE`].
pub(super) const SCREEN: f64 = 39.0;

/// What stands between two texts at least.
pub(super) const GAP: f64 = 0.4;

/// How wide a text is, in letters of a wide face; browsers that have a narrower one leave some room.
pub(super) fn width(text: &str) -> f64 {
    text.chars().map(letter).sum()
}

/// The same of a text that stands out.
pub(super) fn strong(text: &str) -> f64 {
    width(text) * 1.12
}

fn letter(letter: char) -> f64 {
    match letter {
        'i' | 'j' | 'l' | 'I' | 'J' | '\'' => 0.29,
        ' ' | '.' | ',' | '\u{a0}' => 0.32,
        '-' | 'f' | ':' | ';' | '|' => 0.36,
        't' | '(' | ')' => 0.39,
        'r' | '"' | '’' => 0.42,
        'c' | 's' | 'z' => 0.55,
        'k' | 'v' | 'x' | 'y' | 'L' | 'F' => 0.59,
        'a' | 'e' | 'o' | 'P' | 'T' | 'Y' => 0.62,
        'A' | 'B' | 'C' | 'R' | 'V' | 'X' | 'Z' | 'K' => 0.7,
        'w' | 'D' | 'G' | 'H' | 'N' | 'O' | 'Q' | 'U' | '−' => 0.82,
        'm' | 'M' | 'W' | '%' | '…' | '—' => 1.0,
        _ if letter.is_ascii() || letter.is_lowercase() => 0.64,
        // Of writings that are not measured the widest fill a square.
        _ => 1.0,
    }
}

/// This width as a part of the narrowest drawing, in percent.
pub(super) fn part(width: f64) -> f64 {
    width / PHONE * 100.0
}

/// A text in as few lines as fit in so much room, about equally long. A word that is longer itself is broken.
pub(super) fn wrapped(text: &str, room: f64) -> Vec<String> {
    let whole = lines(text, room);
    // The narrowest room that gives no more lines.
    let (mut low, mut high) = (room / 4.0, room);
    for _ in 0..8 {
        let middle = f64::midpoint(low, high);
        match lines(text, middle).len() > whole.len() {
            true => low = middle,
            false => high = middle,
        }
    }
    let is_broken = |lines: &[String]| lines.iter().any(|line| line.ends_with('-'));
    let even = lines(text, high);
    if is_broken(&even) && !is_broken(&whole) { whole } else { even }
}

fn lines(text: &str, room: f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if width(line) + width(" ") + width(word) <= room => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.extend(broken(word, room)),
        }
    }
    lines
}

/// A word in pieces that fit, each of letters but the last with a hyphen. A number stays whole.
fn broken(word: &str, room: f64) -> Vec<String> {
    let mut pieces = vec![String::new()];
    let mut rest = width(word);
    for part in parts(word) {
        let Some(piece) = pieces.last_mut() else { continue };
        let is_full = width(piece) + rest > room
            && width(piece) + width(part) + width("-") > room
            && piece.chars().count() > 1;
        if is_full {
            if piece.ends_with(char::is_alphabetic) {
                piece.push('-');
            }
            pieces.push(part.to_owned());
        } else {
            piece.push_str(part);
        }
        rest -= width(part);
    }
    pieces
}

/// What of a text is never broken: each letter, and each number, with the signs behind it.
fn parts(text: &str) -> impl Iterator<Item = &str> {
    let begins = |at: &usize| {
        let (before, after) = text.split_at(*at);
        let is_number = |sign: char| sign.is_ascii_digit();
        after.starts_with(char::is_alphanumeric)
            && !(before.ends_with(is_number) && after.starts_with(is_number))
    };
    let starts = text.char_indices().map(|(at, _)| at).filter(move |at| *at == 0 || begins(at));
    let ends = starts.clone().skip(1).chain([text.len()]);
    starts.zip(ends).map(|(start, end)| &text[start..end])
}

/// The room that a text needs, however it is broken.
pub(super) fn least(text: &str) -> f64 {
    text.split_whitespace().flat_map(parts).map(width).fold(0.0, f64::max)
}

/// A text that is cut where the room ends.
pub(super) fn cut(text: &str, room: f64) -> String {
    if strong(text) <= room {
        return text.to_owned();
    }
    let mut cut = String::new();
    for letter in text.chars() {
        if strong(&cut) + strong("…") + strong(letter.encode_utf8(&mut [0; 4])) > room {
            break;
        }
        cut.push(letter);
    }
    cut.truncate(cut.trim_end().len());
    cut.push('…');
    cut
}

/// Which of these places, in percent of a drawing of this width, have room for texts of these widths: every n-th from the first,
/// and the last, `most` at the most.
pub(super) fn chosen(places: &[f64], widths: &[f64], drawing: f64, most: usize) -> Vec<usize> {
    let last = places.len().saturating_sub(1);
    let all = (1..=last.max(1)).map(|step| {
        // The last one but one gives way to the last.
        let near = move |row: &usize| *row != last && last - row >= step;
        (0..last).step_by(step).filter(near).chain([last]).collect::<Vec<usize>>()
    });
    let fits = |rows: &Vec<usize>| {
        let apart = |two: &[usize]| {
            let between = (places[two[1]] - places[two[0]]) / 100.0 * drawing;
            between >= f64::midpoint(widths[two[0]], widths[two[1]]) + GAP
        };
        rows.len() <= most && rows.windows(2).all(apart)
    };
    all.into_iter().find(fits).unwrap_or_else(|| vec![last])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_broken_into_lines_of_one_length() {
        for (text, room, wanted) in [
            ("Ik wist wat ik moest doen", 18.0, &["Ik wist wat ik moest doen"][..]),
            (
                "Ik wist wat ik moest doen als ik een wel vond",
                18.0,
                &["Ik wist wat ik moest", "doen als ik een wel vond"],
            ),
            ("Waterveiligheid", 5.0, &["Waterv-", "eiligheid"]),
            ("jan 2024", 3.0, &["jan", "2024"]),
            ("winter2024", 4.0, &["winte-", "r2024"]),
            ("2023/2024", 4.0, &["2023/", "2024"]),
            ("", 5.0, &[]),
        ] {
            let found = wrapped(text, room);
            assert!(found.iter().all(|line| width(line) <= room), "{found:?}");
            assert_eq!(found, wanted, "{text}");
        }
        assert_eq!(wrapped("jan 2024", 1.0).last().map(String::as_str), Some("2024"));
        assert_eq!(least("jan 2024"), width("2024"));
        assert_eq!(
            (cut("Bezoekers", 9.0), cut("Bezoekers", 4.0)),
            ("Bezoekers".into(), "Bezo…".into())
        );
    }

    #[test]
    fn as_many_are_chosen_as_have_room() {
        let places = [0.0, 10.0, 20.0, 30.0, 40.0, 50.0];
        assert_eq!(chosen(&places, &[2.0; 6], 40.0, 8), [0, 1, 2, 3, 4, 5]);
        assert_eq!(chosen(&places, &[2.0; 6], 20.0, 8), [0, 2, 5]);
        assert_eq!(chosen(&places, &[2.0; 6], 40.0, 3), [0, 2, 5]);
        assert_eq!(chosen(&places, &[20.0; 6], 20.0, 8), [5]);
        assert_eq!(chosen(&[0.0], &[2.0], 20.0, 8), [0]);
    }
}
