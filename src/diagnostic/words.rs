//! Pieces of a sentence that the catalogues of all languages share: amounts, sizes and lists.

/// The most names of a list that a sentence can carry.
const NAMED: usize = 8;

/// A number in groups of three digits: `12.345`, with the language's own mark.
pub(super) fn number(amount: u64, mark: char) -> String {
    let digits = amount.to_string();
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            grouped.push(mark);
        }
        grouped.push(digit);
    }
    grouped
}

/// Whether a target names a place on the machine of whoever wrote it: `C:\Fotos\dijk.jpg`, a share, `file:`.
pub(super) fn is_of_machine(target: &str) -> bool {
    let mut signs = target.chars();
    let is_drive = signs.next().is_some_and(|letter| letter.is_ascii_alphabetic())
        && signs.next() == Some(':')
        && signs.next().is_some_and(|sign| matches!(sign, '\\' | '/'));
    let is_file = target.get(..5).is_some_and(|scheme| scheme.eq_ignore_ascii_case("file:"));
    is_drive || is_file || target.starts_with('\\')
}

/// A size in the unit that people use for it, with the language's decimal mark: `8,4 MB`. A megabyte has
/// 1024 kilobytes, as in Windows, so that the reader finds the same number beside the file.
pub(super) fn size(bytes: u64, decimal: char) -> String {
    const UNITS: [&str; 5] = ["kB", "MB", "GB", "TB", "PB"];
    match bytes {
        1 => return "1 byte".to_owned(),
        0..1024 => return format!("{bytes} bytes"),
        _ => {}
    }
    // Tenths of the unit, rounded, in whole numbers: 1024 of these tenths belong to the next unit.
    let mut tenths = u128::from(bytes) * 10;
    let mut unit = UNITS[0];
    for next in UNITS {
        unit = next;
        tenths = (tenths + 512) / 1024;
        if tenths < 10_000 {
            break;
        }
    }
    match tenths % 10 {
        0 => format!("{} {unit}", tenths / 10),
        tenth => format!("{}{decimal}{tenth} {unit}", tenths / 10),
    }
}

/// Names in backticks, the last one after `and`; a long list is cut.
pub(super) fn names(names: &[String], and: &str) -> String {
    let quoted: Vec<String> = names.iter().take(NAMED).map(|name| format!("`{name}`")).collect();
    match quoted.split_last() {
        None => String::new(),
        Some((only, [])) => only.clone(),
        Some(_) if names.len() > NAMED => format!("{}, …", quoted.join(", ")),
        Some((last, before)) => format!("{} {and} {last}", before.join(", ")),
    }
}

/// The sentence with every very long name in it cut in the middle: an address may hold a whole picture.
pub(super) fn shorten_names(sentence: String) -> String {
    const LONGEST: usize = 160;
    const HEAD: usize = 100;
    const TAIL: usize = 40;
    if sentence.len() <= LONGEST {
        return sentence;
    }
    let cut = |(place, part): (usize, &str)| {
        let length = part.chars().count();
        // Between backticks stand the odd parts.
        if place % 2 == 0 || length <= LONGEST {
            return part.to_owned();
        }
        let head = part.chars().take(HEAD);
        head.chain(['…']).chain(part.chars().skip(length - TAIL)).collect()
    };
    sentence.split('`').enumerate().map(cut).collect::<Vec<String>>().join("`")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_in_human_units() {
        for (bytes, text) in [
            (0, "0 bytes"),
            (1, "1 byte"),
            (1023, "1023 bytes"),
            (1024, "1 kB"),
            (1536, "1,5 kB"),
            (1_048_575, "1 MB"),
            (8 << 20, "8 MB"),
            (8_808_038, "8,4 MB"),
            (4 << 30, "4 GB"),
            (u64::MAX, "16384 PB"),
        ] {
            assert_eq!(size(bytes, ','), text);
        }
    }

    #[test]
    fn numbers_are_grouped() {
        for (amount, text) in [(0, "0"), (999, "999"), (1000, "1.000"), (5_000_000, "5.000.000")] {
            assert_eq!(number(amount, '.'), text);
        }
    }

    #[test]
    fn names_are_joined_and_a_long_list_is_cut() {
        let list = |count: u32| (1..=count).map(|n| n.to_string()).collect::<Vec<String>>();
        for (count, text) in [
            (0, ""),
            (1, "`1`"),
            (2, "`1` en `2`"),
            (3, "`1`, `2` en `3`"),
            (9, "`1`, `2`, `3`, `4`, `5`, `6`, `7`, `8`, …"),
        ] {
            assert_eq!(names(&list(count), "en"), text);
        }
    }

    #[test]
    fn a_picture_in_an_address_does_not_fill_the_screen() {
        let cut = shorten_names(format!("de afbeelding `data:{}==` is te lang", "é".repeat(5000)));
        assert_eq!(cut.chars().count(), "de afbeelding `` is te lang".len() + 141);
        assert!(cut.starts_with("de afbeelding `data:é") && cut.ends_with("é==` is te lang"));
        let sentence = format!("`x` {}", "woord ".repeat(60));
        assert_eq!(shorten_names(sentence.clone()), sentence);
    }

    #[test]
    fn places_on_a_machine_are_told_from_addresses() {
        for (target, wanted) in [
            ("C:\\Users\\jan\\dijk.jpg", true),
            ("g:/Afdeling/rapport.docx", true),
            ("FILE:///C:/dijk.jpg", true),
            ("\\server\\share\\dijk.jpg", true),
            ("javascript:alert(1)", false),
            ("x:y", false),
            ("é", false),
        ] {
            assert_eq!(is_of_machine(target), wanted, "{target}");
        }
    }
}
