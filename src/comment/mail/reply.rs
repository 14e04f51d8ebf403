//! What somebody wrote in an answer by e-mail, without what a mail program put around it: the message that is answered, the
//! signature, and what the office adds about rights. In Dutch and in English.
//!
//! Answers that stand between the lines of a quote cannot be cut loose from it. Those keep it, and are told apart, so that somebody
//! looks at them.

use super::super::erasure::GONE;
use super::super::safe_links;
use super::{added, signature};

/// What was left.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Reply {
    /// The text.
    pub(super) text: String,
    /// Whether it answers between the lines of a quote, which is then still there.
    pub(super) is_between: bool,
    /// The signature, and the text with it; nothing if there is none.
    pub(super) signed: Option<[String; 2]>,
}

/// How much of a line is looked at.
const WIDTH: usize = 300;

/// What a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Own,
    Blank,
    Quote,
    /// Says whose words follow.
    Attribution,
}

/// Cuts a text.
pub(super) fn cut(text: &str) -> Reply {
    let text = text.replace('\u{a0}', " ").replace("\r\n", "\n");
    let text = safe_links::unwrapped(text.into(), false);
    let lines: Vec<&str> =
        added::below(&text).lines().map(|line| line.trim_end_matches('\r')).collect();
    let end = (0..lines.len()).find(|at| begins_original(&lines[*at..])).unwrap_or(lines.len());
    let lines = &lines[..end];
    let mut kinds: Vec<Kind> = lines.iter().map(|line| kind(line)).collect();
    let mut is_sure = vec![false; lines.len()];
    let mut at = 0;
    while at < lines.len() {
        let (length, sure) = attribution(&lines[at..]);
        kinds[at..at + length].fill(Kind::Attribution);
        is_sure[at..at + length].fill(sure);
        at += length.max(1);
    }
    // Without a quote behind it the words of an attribution are those of the other one, to the end.
    let mut bare = None;
    let mut is_followed = false;
    for at in (0..lines.len()).rev() {
        match kinds[at] {
            Kind::Quote => is_followed = true,
            Kind::Own => is_followed = false,
            Kind::Attribution if !is_followed && is_sure[at] => bare = Some(at),
            Kind::Attribution if !is_followed => kinds[at] = Kind::Own,
            Kind::Attribution | Kind::Blank => {}
        }
    }
    let length = bare.unwrap_or(lines.len());
    let (lines, kinds) = (&lines[..length], &mut kinds[..length]);
    let written = kinds.to_vec();
    signature::mark(lines, kinds);
    let of = |is_it: &dyn Fn(usize) -> bool| {
        joined((0..length).filter(|at| is_it(*at)).map(|at| added::without_signs(lines[at])))
    };
    let signature = of(&|at| written[at] != kinds[at]);
    let signed = (!signature.is_empty())
        .then(|| [signature, of(&|at| matches!(written[at], Kind::Own | Kind::Blank))]);
    let own: Vec<usize> = (0..length).filter(|at| kinds[*at] == Kind::Own).collect();
    let is_between = match (own.first(), own.last()) {
        (Some(first), Some(last)) => kinds[*first..*last].contains(&Kind::Quote),
        _ => false,
    };
    let is_kept = |at: usize| match kinds[at] {
        Kind::Own | Kind::Blank => true,
        Kind::Quote => is_between,
        Kind::Attribution => false,
    };
    Reply { text: of(&is_kept), is_between, signed }
}

/// Lines as one text, without blank ones around it and with one of several.
fn joined(lines: impl Iterator<Item = String>) -> String {
    let mut text = String::new();
    let mut blank = false;
    for line in lines {
        if line.trim().is_empty() {
            blank = !text.is_empty();
            continue;
        }
        if !text.is_empty() {
            text.push_str(if blank { "\n\n" } else { "\n" });
        }
        text.push_str(line.trim_end());
        blank = false;
    }
    text
}

fn kind(line: &str) -> Kind {
    match line.trim() {
        "" => Kind::Blank,
        trimmed if trimmed.starts_with('>') => Kind::Quote,
        trimmed if added::without_signs(trimmed).trim().is_empty() => Kind::Blank,
        _ => Kind::Own,
    }
}

/// The beginning of a line in lower case, without signs of emphasis.
pub(super) fn lowered(line: &str) -> String {
    let line = line.trim().trim_matches('*').trim();
    line.chars().take(WIDTH).collect::<String>().to_lowercase()
}

/// Whether the message that is answered begins here: a line that says so, or a block of its headers.
fn begins_original(lines: &[&str]) -> bool {
    const SAYS: [&str; 8] = [
        "oorspronkelijk bericht",
        "original message",
        "doorgestuurd bericht",
        "forwarded message",
        "originele bericht",
        "oorspronkelijke bericht",
        "original appointment",
        "oorspronkelijke afspraak",
    ];
    let line = lines[0].trim();
    if line.starts_with("--") {
        let words = lowered(line.trim_matches(['-', ' ']));
        // So Notes begins one: `-----Jan <jan@voorbeeld.example> schreef: -----`, also in two lines.
        let is_open = line.starts_with("---") && !line.ends_with('-');
        let next = lines.get(1).filter(|_| is_open).map_or("", |line| line.trim());
        let ends = if is_open { next } else { line };
        let whole = ends.trim_end_matches(['-', ' ']);
        let says_who = whole.len() < ends.len()
            && ["schreef:", "wrote:"].iter().any(|end| whole.to_lowercase().ends_with(end));
        return says_who || SAYS.iter().any(|said| words == *said);
    }
    let lowered = lowered(line);
    if matches!(lowered.as_str(), "begin doorgestuurd bericht:" | "begin forwarded message:") {
        return true;
    }
    let is_rule = line.len() >= 20 && line.bytes().all(|byte| byte == b'_');
    if !is_rule && header(line).is_none() {
        return false;
    }
    let skipped = usize::from(is_rule);
    let following = lines[skipped..].iter().filter(|line| !line.trim().is_empty()).take(6);
    let mut names: Vec<&str> = following.map_while(|line| header(line)).collect();
    names.sort_unstable();
    names.dedup();
    names.len() >= 3
}

/// The name of a header as mail programs show it in a text: `Van:`, `*Sent:*`.
fn header(line: &str) -> Option<&'static str> {
    const NAMES: [(&str, &str); 13] = [
        ("van", "from"),
        ("from", "from"),
        ("verzonden", "date"),
        ("sent", "date"),
        ("datum", "date"),
        ("date", "date"),
        ("aan", "to"),
        ("to", "to"),
        ("cc", "cc"),
        ("onderwerp", "subject"),
        ("subject", "subject"),
        ("beantwoorden aan", "reply"),
        ("reply-to", "reply"),
    ];
    let (name, _) = line.trim().trim_start_matches('*').split_once(':')?;
    let name = name.trim().trim_end_matches('*').trim();
    NAMES.iter().find(|(known, _)| name.eq_ignore_ascii_case(known)).map(|(_, name)| *name)
}

/// Of how many lines, at most three, the sentence is that says whose words follow: `Op za 8 mei 2021 om 12:09 schreef Jan:`; none
/// if there is none here. It has a date, and a colon at its end, or dashes around it as Zoho writes them; one with a time of day or an
/// address is surely no sentence of the answer.
fn attribution(lines: &[&str]) -> (usize, bool) {
    let dashes = |c: char| matches!(c, '-' | ' ');
    let is_ruled = lines[0].starts_with("--") && !lines[0].trim_matches(dashes).is_empty();
    let mut whole = String::new();
    for (number, line) in lines.iter().take(3).enumerate() {
        let line = lowered(line);
        if line.is_empty() || line.starts_with('>') {
            return (0, false);
        }
        let ends = if is_ruled { line.ends_with("--") } else { line.ends_with(':') };
        if number > 0 {
            whole.push(' ');
        }
        whole.push_str(if is_ruled { line.trim_matches(dashes) } else { &line });
        let begins = whole.starts_with("op ") || whole.starts_with("on ");
        let tells =
            ["schreef", "geschreven", "wrote", "writes"].iter().any(|word| whole.contains(word));
        let named = whole.contains("schreef op ") || whole.contains(" wrote on ");
        if !begins && !named && number > 0 {
            return (0, false);
        }
        if whole.len() <= WIDTH
            && ends
            && tells
            && (begins || named)
            && whole.contains(|c: char| c.is_ascii_digit())
        {
            let has_time = whole.as_bytes().windows(4).any(|four| {
                matches!(four, [a, b':' | b'.', c, d] if [a, c, d].iter().all(|c| c.is_ascii_digit()))
            });
            // An address that was taken out stood between angle brackets.
            let has_address = whole.contains('@') || whole.contains(&format!("<{GONE}>"));
            return (number + 1, has_time || has_address);
        }
    }
    (0, false)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> (String, bool) {
        let Reply { text, is_between, .. } = cut(text);
        (text, is_between)
    }

    #[test]
    fn what_is_answered_is_cut_in_dutch_and_english() {
        for quoted in [
            "Op za 8 mei 2021 om 12:09 schreef Jan de Wit <jan@x.example>:\n> Geheim\n> nog iets",
            "Op 8 mei 2021 schreef [...] <[...]>:\n\nGeheim",
            "Op za 8 mei 2021 om 12:09 schreef\nJan de Wit <jan@x.example>:\n\n> Geheim",
            "Op 8 mei 2021, om 12:09 heeft Jan de Wit <jan@x.example> het volgende\ngeschreven:\n\nGeheim zonder tekens",
            "On Sat, May 8, 2021 at 12:09 PM Jan <jan@x.example> wrote:\n> Geheim",
            "Jan de Wit <jan@x.example> schreef op 8 mei 2021 12:09:\n> Geheim",
            "-----Oorspronkelijk bericht-----\nVan: Jan\nGeheim",
            "-----Original Message-----\nGeheim",
            "---------- Forwarded message ---------\nGeheim",
            "Van: Jan de Wit <jan@x.example>\nVerzonden: zaterdag 8 mei 2021 12:09\nAan: An\nOnderwerp: RE: [kb:water]\n\nGeheim",
            "________________________________\nFrom: Jan\nSent: Saturday\nTo: An\nSubject: x\n\nGeheim",
            "*Van:* Jan\n*Datum:* 8 mei\n*Aan:* An\n\nGeheim",
            "> Geheim\n>> Geheim",
            "Begin doorgestuurd bericht:\n\nGeheim",
            "-----Jan Bos <jan@x.example> schreef: -----\nAan: An <an@x.example>\nVan: Jan\n\nGeheim",
            "-----Jan Bos/Waterschap Bovenlanden \n<jan.bos@x.example> wrote: -----\nTo: An\n\nGeheim",
        ] {
            let text = format!("Goed stuk.\n\nTweede alinea.\n\n{quoted}");
            assert_eq!(of(&text), ("Goed stuk.\n\nTweede alinea.".into(), false), "{quoted}");
        }
        let unsure = "Goed.\n\nOp 8 mei 2021 schreef Jan:\n\n> Geheim";
        assert_eq!(of(unsure), ("Goed.".into(), false));
        let below = "Op za 8 mei 2021 om 12:09 schreef Jan:\n> Geheim\n\nMijn antwoord.";
        assert_eq!(of(below), ("Mijn antwoord.".into(), false));
        assert_eq!(of("> alleen\n> citaat"), (String::new(), false));
    }

    #[test]
    fn what_is_answered_is_cut_at_a_line_between_dashes() {
        for line in [
            "---- Op ma, 05 feb 2024 09:12:33 +0100 An <an@x.example> schreef ----",
            "---- On Mon, 05 Feb 2024 09:12:33 +0100 An <an@x.example> wrote ----",
            "---- On Mon, 05 Feb 2024 09:12:33 +0100 An\n<an@x.example> wrote ----",
            "---- On Mon, 05 Feb 2024 09:12:33 +0100 <[...]> wrote ---",
        ] {
            let text = format!("Goed stuk.\n\n{line}\n\nGeheim\nvan An");
            assert_eq!(of(&text), ("Goed stuk.".into(), false), "{line}");
            let text = format!("{line}\n> Geheim\n\nEn dit.");
            assert_eq!(of(&text), ("En dit.".into(), false), "{line}");
        }
        for whole in ["-- op 3 mei schreef ik dit --", "---- 3 mei 12:00 ----\nDaarna wel."] {
            assert_eq!(of(whole), (whole.into(), false));
        }
    }

    #[test]
    fn what_programs_put_into_a_message_goes() {
        let text = "LET OP: Deze e-mail is afkomstig van buiten de organisatie.\n\n@An<mailto:an@x.example>, goed.\n\n[cid:a.png@1]\n> Geheim\n[cid:b.png@2]\n";
        assert_eq!(of(text), ("@An, goed.".into(), false));
        // Whose words follow is told by an address too.
        let text = "Goed.\n\nOp 8 mei 2021 schreef Jan <mailto:jan@x.example>:\nGeheim";
        assert_eq!(of(text), ("Goed.".into(), false));
    }

    #[test]
    fn signatures_are_cut_at_the_end_only() {
        for signature in [
            "-- \nJan de Wit\n06-12345678",
            "--\nJan",
            "Met vriendelijke groet,\n\nJan de Wit\nWaterschap\n06-12345678",
            "Vriendelijke groeten, Jan",
            "Groetjes,\nJan",
            "Groet, Jan",
            "Mvg\nJan",
            "Kind regards,\nJan",
            "Verzonden vanaf mijn iPhone",
            "Outlook voor iOS downloaden<https://aka.ms/x>",
            "Sent from my Samsung",
            "Groet,\nJan\n\nDe informatie in dit e-mailbericht is uitsluitend bestemd voor u.\nAan deze e-mail kunnen geen rechten worden ontleend.",
            "Groet,\nJan\n\nOp 8 mei 2021 om 12:09 schreef An:\n> Geheim\n> Groet, An",
        ] {
            let text = format!("Goed stuk.\n\n{signature}");
            assert_eq!(of(&text), ("Goed stuk.".into(), false), "{signature}");
            // It is what somebody said of themselves, and not what they answer.
            let [own, whole] = cut(&text).signed.expect("signed");
            assert!(!own.is_empty() && !own.contains("> Geheim"), "{own}");
            let expected = format!("Goed stuk. {own}");
            assert!(whole.split_whitespace().eq(expected.split_whitespace()), "{whole}");
        }
        let early = format!("Met vriendelijke groet begint dit.\n{}", "regel\n".repeat(20));
        assert_eq!(of(&early).0, early.trim());
        for whole in [
            "Groeten uit het hoge noorden van het land, waar het regent",
            "Op zich schreef ik dat al: lees maar.",
            "Van: wat ik hoor",
            "Op 3 plekken schreef ik dat",
            "a -- b",
            "Op 3 mei 2021 schreef ik al dit:\nhet wordt nat.",
            "Op 3 mei 2021 schreef [...] al dit:\nhet wordt nat.",
            "Op 3 mei was ik er.\nJan schreef toen:\nhet wordt nat.",
            "Onderwerp: x\nen verder",
        ] {
            assert_eq!(of(whole), (whole.into(), false));
        }
        assert_eq!(of("Verzonden vanaf mijn iPhone"), (String::new(), false));
    }

    #[test]
    fn a_sentence_that_begins_like_a_signature_is_none() {
        for whole in [
            "Outlook voor het web doet dit ook niet goed, bij mij verdwijnt de bijlage.\n\nWeet iemand raad?",
            "Beste Hanneke,\n\nWij sturen brieven.\nVerstuurd met de post duurt het een week, en dan reageert niemand.\nPer mail ging het beter.\n\nJan",
            "Dank.\n\nDit bericht kan informatie bevatten die in het jaarverslag past, mag dat?",
            "Dank.\n\nDit e-mailbericht stuurde ik ook aan An.\nZij weet meer.",
            "Dank.\n\nSent from my own garden this morning, with love.",
            "Dank.\nVerstuurd met de post.",
            "Dit bericht is uitsluitend bestemd voor de geadresseerde.",
        ] {
            assert_eq!(of(whole), (whole.into(), false), "{whole}");
        }
        for signature in [
            "Verstuurd met Proton Mail",
            "Download Outlook voor Android",
            "Verzonden vanuit Outlook voor iOS",
            "Sent from my Samsung Galaxy smartphone.",
            "Outlook voor iOS downloaden (https://aka.ms/x)",
            "Outlook voor iOS<https://aka.ms/x> downloaden",
            "Dit e-mailbericht en de bijlagen zijn\nvertrouwelijk.",
        ] {
            assert_eq!(
                of(&format!("Goed.\n\n{signature}")),
                ("Goed.".into(), false),
                "{signature}"
            );
        }
    }

    #[test]
    fn what_begins_with_a_greeting_is_no_signature() {
        for whole in [
            "Groetjes uit Zeeland! Mooi stuk.",
            "Met vriendelijke groet wil ik beginnen.\n\nEn dan verder.",
            "Groetjes uit Zeeland!\n\nMooi stuk.",
            "Beste redactie,\n\nGroeten uit Goes!\n\nMooi stuk.",
            "Groet, Jan",
            "Mooi stuk.\nGroet Jan wil ik zeggen.\nHij weet het.",
            "Mooi stuk.\nGroetjes aan iedereen daar.\nTot ziens.",
        ] {
            assert_eq!(of(whole), (whole.into(), false), "{whole}");
        }
        for signature in [
            "Groet,",
            "Met vriendelijke groet,\nJan",
            "Groetjes, Piet",
            "Groetjes van Piet",
            "groetjes piet",
            "Met vriendelijke groet, drs. P. J. de Wit",
            "Vriendelijke groeten,\nP. van den Bosch (Waterschap)",
            "Kind regards, Jan de Wit.",
            "Best wishes from Goes!",
            "mvg jan jansen",
        ] {
            let text = format!("Hoi Piet,\n\nGoed stuk.\n\n{signature}\n06-12345678");
            assert_eq!(of(&text), ("Hoi Piet,\n\nGoed stuk.".into(), false), "{signature}");
        }
    }

    #[test]
    fn what_follows_a_signature_as_a_postscript_stays() {
        for said in [
            "P.S. Zie ook de dijk.",
            "PS: zie ook de dijk,\nen de sluis.",
            "NB Zie ook de dijk.",
            "*N.B.* zie ook de dijk.",
        ] {
            for signature in ["Groet,\nPiet", "-- \nPiet", "Groetjes, Piet\n\n06-12345678"] {
                let text = format!("Goed stuk.\n\n{signature}\n\n{said}");
                assert_eq!(of(&text), (format!("Goed stuk.\n\n{said}"), false), "{text}");
                let sent = format!("{text}\n\nVerzonden vanaf mijn iPhone\n\n> Geheim\n");
                assert_eq!(of(&sent), (format!("Goed stuk.\n\n{said}"), false), "{sent}");
                let [own, whole] = cut(&sent).signed.expect("signed");
                assert!(!own.contains("dijk") && whole.contains("dijk"), "{own}");
            }
        }
        // No postscript but a name, or a word that begins so.
        for signature in ["Groet,\nNB-Advies", "Groet,\nPSV Eindhoven"] {
            assert_eq!(of(&format!("Goed.\n\n{signature}")), ("Goed.".into(), false));
        }
    }

    #[test]
    fn answers_between_the_lines_stay_between_them() {
        let text = "Hoi,\n\nOp 8 mei 2021 om 12:09 schreef Jan <jan@x.example>:\n> Vraag een?\nJa.\n> Vraag twee?\n\nNee.\n\nGroet,\nAn";
        let expected = "Hoi,\n\n> Vraag een?\nJa.\n> Vraag twee?\n\nNee.";
        assert_eq!(of(text), (expected.into(), true));
    }

    #[test]
    fn hostile_texts_take_no_time() {
        let started = std::time::Instant::now();
        for text in [
            "> ".repeat(20_000),
            "> \n".repeat(100_000),
            "Van:\n".repeat(100_000),
            "Op 1 schreef\n".repeat(100_000),
            "Op 1 schreef:\n".repeat(100_000) + "> x",
            "--\n".repeat(100_000),
            "x".repeat(1 << 20),
        ] {
            cut(&text);
        }
        assert!(started.elapsed().as_secs() < 20, "{:?}", started.elapsed());
    }
}
