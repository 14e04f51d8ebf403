//! Where the text of a message ends and a signature begins: a greeting, two dashes, the name of a device, or what the office adds about
//! rights. What begins with `P.S.` below it is text again.

use super::reply::{Kind, lowered};

/// In how many lines at the end a signature is looked for.
const LINES: usize = 12;

/// Marks a signature in the last lines as nothing of the answer.
pub(super) fn mark(lines: &[&str], kinds: &mut [Kind]) {
    let own: Vec<usize> = (0..lines.len()).filter(|at| kinds[*at] == Kind::Own).collect();
    let Some(last) = own.last().copied() else { return };
    // Who begins with a greeting has not said anything yet.
    let begun = own.iter().position(|at| !is_salutation(lines[*at])).unwrap_or(own.len());
    // A signature stands at the end of what somebody wrote; quotes may follow it.
    let tail = own.len().saturating_sub(LINES);
    let mut start = None;
    for (number, at) in own.iter().enumerate().skip(tail).rev() {
        if kinds[*at..=last].contains(&Kind::Quote) {
            break;
        }
        let ends = || is_greeting(lines[*at]) || tells_rights(&lines[*at..=last]);
        if ends_letter(lines[*at]) || number > begun && ends() {
            start = Some(*at);
        }
    }
    let Some(start) = start else { return };
    let mut is_postscript = false;
    for at in start..=last {
        let is_blank = kinds[at] == Kind::Blank;
        is_postscript = match is_postscript {
            true => !is_blank && !ends_letter(lines[at]) && !tells_rights(&lines[at..=last]),
            false => begins_postscript(lines[at]),
        };
        if kinds[at] == Kind::Own && !is_postscript {
            kinds[at] = Kind::Attribution;
        }
    }
}

/// Whether a line says to whom a message is: `Beste redactie,`.
fn is_salutation(line: &str) -> bool {
    const WORDS: [&str; 13] = [
        "beste",
        "geachte",
        "lieve",
        "hallo",
        "hoi",
        "hai",
        "dag",
        "goedemorgen",
        "goedemiddag",
        "goedenavond",
        "dear",
        "hello",
        "hi",
    ];
    let line = lowered(line);
    let mut words = line.split(|c: char| !c.is_alphanumeric());
    line.ends_with([',', '!'])
        && line.split_whitespace().count() <= 5
        && words.next().is_some_and(|word| WORDS.contains(&word))
}

/// Whether a line begins what somebody adds below a signature.
fn begins_postscript(line: &str) -> bool {
    let line = lowered(line);
    ["p.s", "ps", "n.b", "nb"].iter().any(|sign| {
        let rest = line.strip_prefix(sign);
        rest.is_some_and(|rest| rest.starts_with(['.', ':', ' ', ',', '*']))
    })
}

/// Whether a line is a greeting and little else: a name, or where it comes from.
fn is_greeting(line: &str) -> bool {
    const GREETINGS: [&str; 15] = [
        "met vriendelijke groet",
        "met hartelijke groet",
        "met collegiale groet",
        "met groet",
        "vriendelijke groet",
        "hartelijke groet",
        "collegiale groet",
        "warme groet",
        "groeten",
        "groetjes",
        "groet",
        "kind regards",
        "best regards",
        "regards",
        "best wishes",
    ];
    // No sentence begins with these.
    const SHORT: [&str; 3] = ["gr.", "mvg", "m.v.g"];
    let line = line.trim().trim_matches('*').trim();
    let lower = lowered(line);
    let rest = |greeting: &&str| {
        let rest = lower.strip_prefix(*greeting)?;
        let is_whole = !rest.starts_with(|c: char| c.is_alphabetic() && c != 'e' && c != 'j');
        is_whole.then_some(rest)
    };
    if let Some(rest) = SHORT.iter().find_map(rest) {
        return rest.split_whitespace().count() <= 4;
    }
    let Some(rest) = GREETINGS.iter().find_map(rest) else { return false };
    let rest = rest.trim_start_matches(char::is_alphabetic);
    let has_comma = rest.starts_with(',');
    // Letters in lower case may be of another length, so the words are counted from the end.
    let words = rest.trim_start_matches(|c: char| !c.is_whitespace()).split_whitespace().count();
    let all: Vec<&str> = line.split_whitespace().collect();
    is_signed(&all[all.len().saturating_sub(words)..], has_comma)
}

/// Whether words behind a greeting are those of a name or a place, and no sentence. Behind a comma a name may be in lower case.
fn is_signed(words: &[&str], has_comma: bool) -> bool {
    const BETWEEN: [&str; 20] = [
        "de", "den", "der", "het", "'t", "van", "von", "te", "ten", "ter", "uit", "vanuit", "in",
        "en", "namens", "from", "of", "the", "and", "aan",
    ];
    const TITLES: [&str; 7] = ["dr.", "drs.", "ir.", "ing.", "mr.", "prof.", "mw."];
    let ends = |word: &str| {
        let is_short = word.trim_end_matches('.').chars().count() <= 1
            || word.contains('.') && {
                let initials = word.trim_end_matches('.').split('.');
                initials.clone().count() > 1
                    && initials.into_iter().all(|part| part.chars().count() <= 2)
            };
        word.ends_with(['.', '!', '?', ':', ';'])
            && !is_short
            && !TITLES.contains(&word.to_lowercase().as_str())
    };
    let words: Vec<&str> =
        words.iter().copied().filter(|word| word.contains(char::is_alphanumeric)).collect();
    let before_last = words.len().saturating_sub(1);
    if words[..before_last].iter().any(|word| ends(word)) {
        return false;
    }
    let names: Vec<&str> =
        words.into_iter().filter(|word| !BETWEEN.contains(&word.to_lowercase().as_str())).collect();
    let is_lower = |word: &&&str| {
        let first = word.chars().find(|c| c.is_alphanumeric());
        first.is_some_and(char::is_lowercase)
            && !word.contains('@')
            && !TITLES.contains(&word.to_lowercase().as_str())
    };
    let lower = names.iter().filter(is_lower).count();
    let most = if has_comma { 2 } else { usize::from(names.len() == 1) };
    names.len() <= 4 && lower <= most
}

/// Whether a signature begins with this line, whatever stands before it: two dashes, or the name of a device or a program and nothing else.
fn ends_letter(line: &str) -> bool {
    // Each with how many words may follow: in a sentence there are more.
    const DEVICES: [(&str, usize); 10] = [
        ("verzonden vanaf mijn ", 4),
        ("verstuurd vanaf mijn ", 4),
        ("sent from my ", 4),
        ("verzonden vanuit outlook", 4),
        ("sent from outlook", 4),
        ("get outlook for ", 2),
        ("download outlook ", 2),
        ("outlook voor ", 2),
        (PROGRAM[0], 4),
        (PROGRAM[1], 4),
    ];
    const PROGRAM: [&str; 2] = ["verstuurd met ", "sent with "];
    if line.trim_end() == "--" {
        return true;
    }
    // In it may stand where to get it.
    let apart = line.replace('<', " <");
    let is_link = |word: &&str| word.trim_start_matches(['<', '(']).starts_with("http");
    let words: Vec<&str> = apart.split_whitespace().filter(|word| !is_link(word)).collect();
    let bare = &words.join(" ");
    let lower = lowered(bare);
    let known = DEVICES.iter().find_map(|(start, most)| {
        let words = lower.strip_prefix(start)?.split_whitespace().count();
        (words <= *most).then_some(*start)
    });
    match known {
        Some("outlook voor ") => lower.ends_with(" downloaden"),
        // A program has a name.
        Some(start) if PROGRAM.contains(&start) => {
            let name = bare.trim_start_matches('*').split_whitespace().nth(2);
            name.is_some_and(|name| name.starts_with(char::is_uppercase))
        }
        known => known.is_some(),
    }
}

/// Whether what an office adds begins with the first of these lines: it says of itself what it is, and of rights in the same paragraph.
fn tells_rights(lines: &[&str]) -> bool {
    const BEGINS: [&str; 9] = [
        "de informatie in dit e-mail",
        "de informatie verzonden met dit",
        "dit e-mailbericht",
        "dit bericht kan informatie bevatten",
        "dit bericht is uitsluitend bestemd",
        "aan deze e-mail kunnen geen rechten",
        "aan dit bericht kunnen geen rechten",
        "the information in this e",
        "this e-mail and any",
    ];
    const SAYS: [&str; 8] = [
        "bestemd",
        "vertrouwelijk",
        "rechten",
        "geadresseerde",
        "confidential",
        "intended",
        "recipient",
        "privileged",
    ];
    let first = lowered(lines[0]);
    let mut paragraph = lines.iter().take(LINES).take_while(|line| !line.trim().is_empty());
    BEGINS.iter().any(|begin| first.starts_with(begin))
        && paragraph.any(|line| {
            let line = lowered(line);
            SAYS.iter().any(|word| line.contains(word))
        })
}
