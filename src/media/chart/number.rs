//! A number as Dutch and English write it: `1.234,5`, `1,234.5`, `−3`, `45 %`, `€ 12`.

use super::{ChartWords, Series};

/// What stands before the decimals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    Comma,
    Point,
}

/// A number that was read.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Number {
    pub(super) value: f64,
    pub(super) decimals: usize,
    pub(super) prefix: &'static str,
    pub(super) suffix: &'static str,
}

/// Whether a cell says that there is no number.
pub(super) fn is_missing(cell: &str) -> bool {
    let folded = cell.trim().to_lowercase();
    matches!(
        folded.as_str(),
        "" | "-"
            | "–"
            | "—"
            | "."
            | "x"
            | "?"
            | "n.v.t."
            | "nvt"
            | "n.b."
            | "nb"
            | "n/a"
            | "na"
            | "onbekend"
            | "#n/b"
            | "#n/a"
    )
}

/// Whether a heading says that the numbers below it are percentages.
pub(super) fn is_percent(heading: &str) -> bool {
    heading.split([' ', '(', ')', '\u{a0}', ',', ';']).any(|word| word == "%")
}

/// What stands before the decimals in these cells. A number that shows it decides; else where cells are not separated by
/// commas, a comma does, as Dutch spreadsheets have it.
pub(super) fn mark<'a>(cells: impl Iterator<Item = &'a str>, is_dutch: bool) -> Mark {
    cells.filter_map(evident).next().unwrap_or(if is_dutch { Mark::Comma } else { Mark::Point })
}

/// The mark that a number gives away: the last of two kinds, the one that stands there once, or where no thousands end.
fn evident(cell: &str) -> Option<Mark> {
    let (_, digits, _) = parts(cell)?;
    let commas = digits.matches(',').count();
    let points = digits.matches('.').count();
    let (single, other, sign) = match (commas, points) {
        (0, 0) => return None,
        (_, 0) => (Mark::Comma, Mark::Point, ','),
        (0, _) => (Mark::Point, Mark::Comma, '.'),
        _ if digits.rfind(',') > digits.rfind('.') => return Some(Mark::Comma),
        _ => return Some(Mark::Point),
    };
    if commas + points > 1 {
        return Some(other);
    }
    let (whole, rest) = digits.split_once(sign)?;
    let may_be_thousands =
        rest.len() == 3 && (1..=3).contains(&whole.len()) && !whole.starts_with('0');
    (!may_be_thousands).then_some(single)
}

/// A number, if the cell is one.
pub(super) fn read(cell: &str, mark: Mark) -> Option<Number> {
    let (is_negative, digits, (prefix, suffix)) = parts(cell)?;
    let (decimal, thousands) = match mark {
        Mark::Comma => (',', '.'),
        Mark::Point => ('.', ','),
    };
    let (whole, rest) = digits.split_once(decimal).unwrap_or((&digits, ""));
    let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let mut groups = whole.split(thousands);
    let first = groups.next().unwrap_or_default();
    let is_grouped = groups.clone().next().is_none() || (1..=3).contains(&first.len());
    let is_whole = is_digits(first) && groups.all(|group| group.len() == 3 && is_digits(group));
    if !is_grouped || !is_whole || !is_digits(rest) || (first.is_empty() && rest.is_empty()) {
        return None;
    }
    let plain =
        format!("{}.{}", whole.replace(thousands, ""), if rest.is_empty() { "0" } else { rest });
    let value: f64 = plain.parse().ok().filter(|value: &f64| value.is_finite() && *value < 1e15)?;
    let value = if is_negative { -value } else { value };
    Some(Number { value, decimals: rest.len(), prefix, suffix })
}

/// A cell without its sign, its currency and its per cent: whether it is negative, and what is left. `None` if that cannot be
/// a number.
fn parts(cell: &str) -> Option<(bool, String, (&'static str, &'static str))> {
    let mut rest = cell.trim();
    let mut prefix = "";
    let mut is_negative = false;
    loop {
        if let Some(after) = rest.strip_prefix(['-', '−', '–']).filter(|_| !is_negative) {
            (rest, is_negative) = (after.trim_start(), true);
        } else if let Some(sign) = ["€", "$", "£"].into_iter().find(|sign| rest.starts_with(sign))
        {
            (rest, prefix) = (rest[sign.len()..].trim_start(), sign);
        } else if let Some(after) = rest.strip_prefix('+') {
            rest = after;
        } else {
            break;
        }
    }
    if let Some(sign) =
        ["€", "$", "£"].into_iter().find(|sign| prefix.is_empty() && rest.ends_with(sign))
    {
        (rest, prefix) = (rest[..rest.len() - sign.len()].trim_end(), sign);
    }
    // Whole amounts of money.
    let rest = [",-", ",–", ",—", ".-", ",--"]
        .iter()
        .find_map(|end| rest.strip_suffix(end))
        .unwrap_or(rest);
    let (rest, suffix) = match rest.strip_suffix('%') {
        Some(before) => (before.trim_end(), "%"),
        None => (rest, ""),
    };
    let is_blank = |c: char| matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}' | '\'' | '’');
    let digits: String = rest.chars().filter(|c| !is_blank(*c)).collect();
    let is_number = digits.bytes().any(|byte| byte.is_ascii_digit())
        && digits.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b','));
    is_number.then_some((is_negative, digits, (prefix, suffix)))
}

/// A number in the words of the page's language.
pub(super) fn written(value: f64, decimals: usize, words: &ChartWords) -> String {
    let word = |key: &str, otherwise: &str| {
        words.get(key).cloned().unwrap_or_else(|| otherwise.to_owned())
    };
    let plain = format!("{:.decimals$}", value.abs());
    let (whole, rest) = plain.split_once('.').unwrap_or((&plain, ""));
    let mut text = String::new();
    if value < 0.0 && plain.bytes().any(|byte| matches!(byte, b'1'..=b'9')) {
        text.push('−');
    }
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index) % 3 == 0 {
            text.push_str(&word("thousands", "."));
        }
        text.push(digit);
    }
    if !rest.is_empty() {
        text.push_str(&word("decimal", ","));
        text.push_str(rest);
    }
    text
}

impl Series {
    /// A number of this column as readers see it.
    pub(super) fn written(&self, value: f64, words: &ChartWords) -> String {
        self.written_with(value, self.decimals, words)
    }

    /// The same with so many decimals.
    pub(super) fn written_with(&self, value: f64, decimals: usize, words: &ChartWords) -> String {
        let gap = if self.prefix.is_empty() { "" } else { "\u{a0}" };
        format!("{}{gap}{}{}", self.prefix, written(value, decimals, words), self.suffix)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dutch_and_english_numbers_are_read() {
        for (cell, mark, value) in [
            ("1.234,5", Mark::Comma, Some(1234.5)),
            ("1,234.5", Mark::Point, Some(1234.5)),
            ("-1,823", Mark::Comma, Some(-1.823)),
            ("−1 234", Mark::Comma, Some(-1234.0)),
            ("45 %", Mark::Comma, Some(45.0)),
            ("€ 1.200", Mark::Comma, Some(1200.0)),
            ("-€12,50", Mark::Comma, Some(-12.5)),
            ("12 €", Mark::Comma, Some(12.0)),
            ("€ 12,-", Mark::Comma, Some(12.0)),
            (",5", Mark::Comma, Some(0.5)),
            ("12.5", Mark::Comma, None),
            ("1.2345", Mark::Comma, None),
            ("12e3", Mark::Point, None),
            ("1,,2", Mark::Point, None),
            (".", Mark::Point, None),
            ("", Mark::Point, None),
        ] {
            assert_eq!(read(cell, mark).map(|number| number.value), value, "{cell}");
        }
        assert_eq!(read("12,50", Mark::Comma).map(|number| number.decimals), Some(2));
        assert_eq!(read("12 %", Mark::Comma).map(|number| number.suffix), Some("%"));
    }

    #[test]
    fn a_file_gives_its_decimal_mark_away() {
        for (cells, is_dutch, found) in [
            (&["1.234", "12,5"][..], false, Mark::Comma),
            (&["1,234", "12.5"], true, Mark::Point),
            (&["-1,823", "-1,840"], true, Mark::Comma),
            (&["-1,823", "-1,840"], false, Mark::Point),
            (&["1.234.567"], false, Mark::Comma),
            (&["0,123"], false, Mark::Comma),
            (&["12"], true, Mark::Comma),
        ] {
            assert_eq!(mark(cells.iter().copied(), is_dutch), found, "{cells:?}");
        }
    }

    #[test]
    fn numbers_are_written_in_the_language_of_the_page() {
        let english =
            ChartWords::from([("decimal".into(), ".".into()), ("thousands".into(), ",".into())]);
        assert_eq!(written(1_234_567.891, 1, &ChartWords::new()), "1.234.567,9");
        assert_eq!(written(-1234.5, 1, &english), "−1,234.5");
        assert_eq!(written(-0.004, 2, &english), "0.00");
    }
}
