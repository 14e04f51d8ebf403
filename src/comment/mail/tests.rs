//! Messages of every kind that lands in the mailbox of a blog.

use super::*;
use crate::comment::Comment;
use crate::comment::testing::{body, codes, config, read as read_as};

const HEADERS: &str = "From: =?windows-1252?Q?Zo=EB?= de Wit <zoe@canary.example>\nTo: blog@canary.example\nDate: Sat, 8 May 2021 12:09:00 +0200\nMessage-ID: <1@pc.canary.example>\n";

fn one(headers: &str, body: &str) -> Comment {
    let text = format!("{HEADERS}{headers}\n\n{body}");
    let checked = read_as(&FORMAT, "x.eml", text.as_bytes(), &config());
    assert_eq!(codes(&checked), [] as [&str; 0], "{headers}");
    *checked.value.comments.into_iter().next().unwrap()
}

#[test]
fn an_answer_by_mail_waits_under_its_post() {
    let comment = one(
        "Subject: RE: Reactie op: Water\n [kb:water-op-straat#1042]\nIn-Reply-To: <0@x.example>",
        "Goed stuk.\n\nGroet,\nZoë\n\nOp 7 mei 2021 om 10:00 schreef Jan <jan@canary.example>:\n> Geheim",
    );
    assert_eq!(comment.place.slug.as_deref(), Some("water-op-straat"));
    assert_eq!(comment.parent.as_deref(), Some("#comment-1042"));
    assert_eq!((&*comment.body.text(), comment.held), ("Goed stuk.", Some(Held::Pending)));
    assert_eq!(comment.author.name, "Zoë de Wit");
    assert_eq!(comment.author.email.as_deref(), Some("zoe@canary.example"));
    assert_eq!(comment.written, Some(Moment(1_620_468_540)));
    let id = comment.source_id.unwrap();
    assert!(id.len() == 12 && !id.contains('@'), "{id}");
}

#[test]
fn a_name_with_a_comma_that_nobody_quoted_is_one_of_somebody() {
    for (from, name, email) in [
        ("Wit, =?utf-8?q?Zo=C3=AB?= de <zoe@x.example>", "Wit, Zoë de", Some("zoe@x.example")),
        ("Wit, Zoe de <zoe@x.example>", "Wit, Zoe de", Some("zoe@x.example")),
        ("\"Wit, Zoe de\" <zoe@x.example>", "Wit, Zoe de", Some("zoe@x.example")),
        ("zoe@x.example, Bo <bo@x.example>", "", Some("zoe@x.example")),
        ("Zoe <zoe@x.example>, Bo <bo@x.example>", "Zoe", Some("zoe@x.example")),
        ("Zoe", "Zoe", None),
        ("\"'Zoe de Wit' via Lijst\" <lijst@x.example>", "Zoe de Wit", Some("lijst@x.example")),
    ] {
        let text = format!("From: {from}\nMessage-ID: <1@x>\nSubject: x\n\nGoed.");
        let checked = read_as(&FORMAT, "x.eml", text.as_bytes(), &config());
        let author = checked.value.comments[0].author.clone();
        assert_eq!((&*author.name, author.email.as_deref()), (name, email), "{from}");
    }
}

#[test]
fn the_post_is_in_the_subject_or_in_the_first_lines_and_never_guessed() {
    let mut settings = config();
    settings.comments.old_hosts.push("blog.example".to_owned());
    let at = |subject: &str, body: &str| {
        let text = format!("{HEADERS}Subject: {subject}\n\n{body}");
        let comment =
            read_as(&FORMAT, "x.eml", text.as_bytes(), &settings).value.comments.remove(0);
        let Place { address, slug, title, .. } = (*comment.place).clone();
        (
            address.or(slug).or(title.map(|title| format!("'{title}'"))),
            comment.parent.map(String::from),
        )
    };
    let some = |text: &str| Some(text.to_owned());
    for (subject, body, expected) in [
        ("[kb:2024/water.html]", "x", (some("/2024/water.html"), None)),
        (
            "Hoi",
            "Over https://blog.example/water/#comment-7 gesproken",
            (some("https://blog.example/water/#comment-7"), some("#comment-7")),
        ),
        ("Hoi", "Zie https://elders.example/water/", (some("'Hoi'"), None)),
        ("Hoi", "1\n2\n3\n4\n5\nhttps://blog.example/water/", (some("'Hoi'"), None)),
        ("Hoi", "Ja\n> https://blog.example/water/", (some("'Hoi'"), None)),
        ("RE: FW: Antw: Betr.: RE[2]: Water: een kans", "x", (some("'Water: een kans'"), None)),
        ("", "x", (None, None)),
        (&"[kb:a] ".repeat(1_000), "x", (some("a"), None)),
    ] {
        assert_eq!(at(subject, body), expected, "{subject:.80} {body}");
    }
}

#[test]
fn what_programs_send_is_no_reaction() {
    for headers in [
        "Auto-Submitted: auto-replied",
        "Precedence: bulk",
        "X-Auto-Response-Suppress: All",
        "Subject: Automatisch antwoord: Water [kb:water]",
        "Subject: Afwezig: Water",
        "Subject: Out of office",
        "Subject: Out of office Re: [kb:water]",
        "Subject: Afwezig Re: Water",
        "From: Mailer-Daemon@x.example",
        "Content-Type: text/calendar",
        "Content-Type: multipart/report; boundary=A",
    ] {
        let text = format!("{HEADERS}{headers}\n\n--A\n\nIk ben er niet.\n--A--\n");
        let text = if headers.starts_with("From") {
            text.replacen("From: =?windows-1252?Q?Zo=EB?= de Wit <zoe@canary.example>\n", "", 1)
        } else {
            text
        };
        let checked = read_as(&FORMAT, "x.eml", text.as_bytes(), &config());
        assert_eq!(checked.value.comments[0].held, Some(Held::OtherType), "{headers}");
    }
    assert_eq!(
        one("Auto-Submitted: no\nSubject: Afwezigheid van water", "Hoi").held,
        Some(Held::Pending)
    );
    assert_eq!(one("X-Mozilla-Status: 0009", "Hoi").held, Some(Held::Trash));
    assert_eq!(one("X-Mozilla-Status: 0001", "Hoi").held, Some(Held::Pending));
    assert_eq!(one("X-Gmail-Labels: Inbox,Spam", "Hoi").held, Some(Held::Spam));
    assert_eq!(one("X-Gmail-Labels: Prullenbak", "Hoi").held, Some(Held::Trash));
    assert_eq!(one("X-Spam-Flag: YES", "Hoi").held, Some(Held::Spam));
    assert_eq!(one("Subject: x", "Verzonden vanaf mijn iPhone").held, Some(Held::Empty));
}

#[test]
fn a_setting_shows_what_waits_but_never_what_quotes() {
    let mut settings = config();
    settings.comments.visible.push("pending".to_owned());
    for (body, held) in
        [("Hoi", None), ("Ja\n> vraag?\nNee", Some(Held::Pending)), ("", Some(Held::Empty))]
    {
        let text = format!("{HEADERS}Subject: [kb:water]\n\n{body}\n");
        let checked = read_as(&FORMAT, "x.eml", text.as_bytes(), &settings);
        assert_eq!(checked.value.comments[0].held, held, "{body}");
    }
}

#[test]
fn a_mailbox_is_read_whole_or_not_at_all() {
    let message = |id: u32, rest: &str| {
        format!(
            "From - Sat May  8 12:09:00 2021\nFrom: An <an@x.example>\nSubject: [kb:water]\nMessage-ID: <{id}@x>\n{rest}\n\n"
        )
    };
    let answer = "References: <1@x> <9@x>\nIn-Reply-To: <1@x>\n\nTwee";
    let mailbox = message(1, "\nEen") + &message(2, answer);
    let checked = read_as(&FORMAT, "Inbox", mailbox.as_bytes(), &config());
    let seen: Vec<_> = checked.value.comments.iter().map(|c| (c.line, body(c))).collect();
    assert_eq!(seen, [(1, "Een"), (8, "Twee")]);
    assert_eq!(checked.value.answers, [(1, vec![own_id("1@x"), own_id("9@x"), own_id("1@x")])]);
    let parts = "Content-Type: multipart/mixed; boundary=A\n\n--A\n\nDrie\n";
    let empty = parts.replace("Drie", "");
    let cut = message(1, "\nEen") + message(3, &empty).trim_end();
    let checked = read_as(&FORMAT, "Inbox", cut.as_bytes(), &config());
    assert_eq!(codes(&checked), ["!xml-truncated:14"]);
    assert!(checked.value.comments.is_empty());
    let checked = read_as(&FORMAT, "x.eml", HEADERS.as_bytes(), &config());
    assert_eq!(codes(&checked), ["!xml-truncated:4"]);
    // A program forgot the end: the text is there.
    let [one, three] = [message(1, "\nEen"), message(3, parts)];
    for (text, count, line) in
        [(one.clone() + &three, 2, 8), (three.clone() + &one, 2, 1), (three, 1, 1)]
    {
        let checked = read_as(&FORMAT, "Inbox", text.as_bytes(), &config());
        assert_eq!(codes(&checked), [format!("mail-open:{line}")]);
        assert_eq!(checked.value.comments.len(), count);
    }
}

#[test]
fn what_cannot_be_read_is_told_and_held() {
    let nested: String = (0..30)
        .map(|n| format!("Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n"))
        .collect();
    let text = format!("{HEADERS}{nested}--b0--\n");
    let checked = read_as(&FORMAT, "x.eml", text.as_bytes(), &config());
    assert_eq!(codes(&checked), ["mail-too-complex:1"]);
    assert_eq!(checked.value.comments[0].held, Some(Held::OtherType));
    for (date, codes_of) in [
        ("Date: ooit", vec!["date-unclear:1"]),
        ("Date: 0000", vec!["date-unclear:1"]),
        ("X: y", vec![]),
    ] {
        let text = format!("From: an@x.example\nSubject: x\n{date}\n\nHoi");
        let checked = read_as(&FORMAT, "x.eml", text.as_bytes(), &config());
        assert_eq!(codes(&checked), codes_of, "{date}");
        assert_eq!(checked.value.comments[0].author.name, "");
    }
}

#[test]
fn only_messages_are_mail() {
    for (text, expected) in [
        ("From: a@b.example\nSubject: x\n\ny", true),
        ("Received: from x\n\tby y\nFROM: a\nTo: b\n\n", true),
        ("From - Sat May  8 12:09:00 2021\nX-Mozilla-Status: 0001\n\n", true),
        ("From here on: nothing\nof a mail", false),
        ("Subject: x\nDate: y\n\n", false),
        ("Naam;Artikel;Reactie\n", false),
        ("{\"From\": 1}", false),
        ("", false),
    ] {
        assert_eq!(recognises(&Source::new("x", text.into())).is_ok(), expected, "{text}");
    }
}

#[test]
fn letters_of_headers_that_nobody_encoded_are_read() {
    let text = b"From: Ren\xe9e Bakker <r@x.example>\nMessage-ID: <1@x>\nSubject: Re: Caf\xe9 aan zee\nX-A: \xc3\xab\n\nGoed.";
    let checked = read_as(&FORMAT, "x.eml", text, &config());
    let comment = &checked.value.comments[0];
    assert_eq!(comment.author.name, "Ren\u{e9}e Bakker");
    assert_eq!(comment.place.title.as_deref(), Some("Caf\u{e9} aan zee"));
    let utf8 = "From: Ren\u{e9}e Bakker <r@x.example>\nMessage-ID: <1@x>\nSubject: x\n\nGoed.";
    let checked = read_as(&FORMAT, "x.eml", utf8.as_bytes(), &config());
    assert_eq!(checked.value.comments[0].author.name, "Ren\u{e9}e Bakker");
}
