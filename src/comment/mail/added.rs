//! What programs put into a message on its way: that its sender is new here, or comes from outside; and, in a text that was made of
//! HTML, where a picture stood and the address behind a name.

/// A text without what stands above it.
pub(super) fn below(text: &str) -> &str {
    let mut rest = text;
    loop {
        let start = rest.trim_start();
        match tip(start).or_else(|| warning(start)) {
            Some(length) => rest = &start[length..],
            None => return rest,
        }
    }
}

/// How long the words are by which Exchange tells that somebody has not written before, if a text begins with them:
/// `[U ontvangt niet vaak e-mail van jan@voorbeeld.example. Meer informatie …]`.
fn tip(text: &str) -> Option<usize> {
    const BEGINS: [&str; 4] = [
        "ontvangt niet vaak e-mail van",
        "ontvangen niet vaak e-mail van",
        "krijgt niet vaak e-mail van",
        "often get email from",
    ];
    const ENDS: [&str; 3] = ["learnaboutsenderidentification", "belangrijk is", "is important"];
    let paragraph = text[..text.floor_char_boundary(1000)].to_ascii_lowercase();
    let length = paragraph.find("\n\n").unwrap_or(paragraph.len());
    let paragraph = &paragraph[..length];
    let line = paragraph.lines().next()?;
    let begin = BEGINS.iter().find_map(|begin| line.find(begin)).filter(|at| *at < 100)?;
    let first = ENDS.iter().filter_map(|end| paragraph[begin..].find(end)).min()?;
    let rest = &paragraph[begin + first..];
    let end = rest.find('\n').unwrap_or(rest.len());
    let bracket = rest.find(']').filter(|_| paragraph.starts_with('['));
    Some(begin + first + bracket.map_or(end, |at| at + 1))
}

/// How a sentence begins by which such a warning goes on.
const GOES_ON: [&str; 12] = [
    "klik",
    "open ",
    "click",
    "do not",
    "don't",
    "wees ",
    "be ",
    "please",
    "controleer",
    "verify",
    "exercise",
    "treat",
];

/// How long a warning is that a message comes from outside, if a text begins with one.
fn warning(text: &str) -> Option<usize> {
    const BEGINS: [&str; 12] = [
        "let op",
        "pas op",
        "waarschuwing",
        "extern",
        "caution",
        "warning",
        "attention",
        "notice",
        "deze e-mail",
        "dit bericht",
        "this email",
        "this message",
    ];
    const SAYS: [&str; 12] = [
        "afkomstig van buiten",
        "van buiten de organisatie",
        "van buiten onze organisatie",
        "van buiten uw organisatie",
        "van buiten jouw organisatie",
        "een externe afzender",
        "originated from outside",
        "originated outside",
        "from outside the org",
        "from outside of",
        "from outside your org",
        "an external sender",
    ];
    const MAIL: [&str; 3] = ["mail", "bericht", "message"];
    let lower = text[..text.floor_char_boundary(1000)].to_ascii_lowercase();
    let mut lines = lower.split_inclusive('\n');
    let first = lines.next()?;
    let words = first.trim_start_matches(|c: char| !c.is_ascii_alphanumeric());
    let has = |all: &[&str]| all.iter().any(|word| words.contains(word));
    if !BEGINS.iter().any(|begin| words.starts_with(begin)) || !has(&SAYS) || !has(&MAIL) {
        return None;
    }
    let (mut length, mut before) = (first.len(), first);
    for line in lines {
        let is_whole = before.trim_end().ends_with(['.', '!', ']', '*']);
        let goes_on = !is_whole || GOES_ON.iter().any(|begin| line.starts_with(begin));
        if line.trim().is_empty() || !goes_on {
            break;
        }
        (length, before) = (length + line.len(), line);
    }
    Some(length)
}

/// A line without the signs for pictures, `[cid:image001.png@01DAB5A0.12345678]`, and without the addresses of people behind their names,
/// `Jan<mailto:jan@voorbeeld.example>`.
pub(super) fn without_signs(line: &str) -> String {
    let mut kept = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(at) = rest.find(['[', '<']) {
        kept.push_str(&rest[..at]);
        let sign = &rest[at..];
        let length = match sign.as_bytes()[0] {
            b'[' => enclosed(sign, "[cid:", ']'),
            _ => enclosed(sign, "<mailto:", '>').filter(|_| !kept.trim().is_empty()),
        };
        if length.is_none() {
            kept.push_str(&sign[..1]);
        } else if sign.starts_with('<') {
            kept.truncate(kept.trim_end().len());
        }
        rest = &sign[length.unwrap_or(1)..];
    }
    kept.push_str(rest);
    kept
}

/// How long a sign is that begins and ends so, and has no blanks in it.
fn enclosed(text: &str, begin: &str, end: char) -> Option<usize> {
    let start = text.get(..begin.len()).filter(|start| start.eq_ignore_ascii_case(begin))?;
    let rest = &text[start.len()..];
    let length = rest.find(|c: char| c == end || c.is_whitespace())?;
    rest[length..].starts_with(end).then_some(())?;
    Some(start.len() + length + end.len_utf8())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_above_a_message_is_none_of_it() {
        for above in [
            "[U ontvangt niet vaak e-mail van jan@x.example. Meer informatie over waarom dit belangrijk is op https://aka.ms/LearnAboutSenderIdentification ]",
            "[U ontvangt niet vaak e-mail van [...]. Meer informatie over waarom dit belangrijk is op\nhttps://aka.ms/LearnAboutSenderIdentification ]",
            "You don't often get email from jan@x.example. Learn why this is important (https://aka.ms/LearnAboutSenderIdentification)",
            "Some people who received this message don’t often get email from jan@x.example. Learn why this is important",
            "LET OP: Deze e-mail is afkomstig van buiten de organisatie. Klik niet op links.",
            "[EXTERN] Deze e-mail is afkomstig van buiten het waterschap.\nKlik niet op links en open geen bijlagen,\ntenzij u de afzender kent.",
            "CAUTION: This email originated from outside of the organization. Do not click links\nor open attachments.",
            "⚠ Let op! Dit bericht komt van een externe afzender.",
        ] {
            let text = format!("\n{above}\n\nGoed stuk.");
            assert_eq!(below(&text).trim(), "Goed stuk.", "{above}");
            let tip = "[You don't often get email from j@x.example. Learn why this is important at https://aka.ms/LearnAboutSenderIdentification ]";
            assert_eq!(below(&format!("{above}\n{tip} Ja")).trim(), "Ja", "{above}");
        }
        for whole in [
            "Let op: het water komt van buiten de polder.",
            "Let op: dit bericht is van gisteren.",
            "Extern advies is duur, mail mij.",
            "U ontvangt niet vaak e-mail van ons.\n\nDat dit belangrijk is, weten we.",
            "Goed.\n\nLET OP: Deze e-mail is afkomstig van buiten de organisatie.",
        ] {
            assert_eq!(below(whole), whole);
        }
        let own =
            "Let op: dit bericht is afkomstig van buiten de organisatie.\nBeste redactie,\nGoed.";
        assert_eq!(below(own), "Beste redactie,\nGoed.");
    }

    #[test]
    fn signs_for_pictures_and_addresses_behind_names_go() {
        for (line, left) in [
            ("@Piet Puk<mailto:piet@x.example> wat vind jij?", "@Piet Puk wat vind jij?"),
            ("Piet <MAILTO:[...]>, hoi", "Piet, hoi"),
            ("[cid:image001.png@01DAB5A0.12345678]", ""),
            ("a [cid:x] b <mailto:x", "a  b <mailto:x"),
            ("<mailto:jan@x.example>", "<mailto:jan@x.example>"),
            ("a <b> [c] é<", "a <b> [c] é<"),
        ] {
            assert_eq!(without_signs(line), left);
        }
    }
}
