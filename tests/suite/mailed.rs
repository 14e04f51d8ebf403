//! Somebody is taken out of a mailbox in which others answer them: programs put the message that is answered below the answer, plain and
//! as HTML, and its writer into the headers.

use crate::erasure;
use crate::forget::settings;
use crate::support::{Site, files};

const NAME: &str = "Zanna10 van Wijk10";
const ADDRESS: &str = "zw10.wijk@oud10.example";
const WORDS: &str = "Het peil stond vorig jaar véél te hoog voor de tijd van het jaar.";

/// Bytes as base64, in lines.
fn base64(bytes: &[u8]) -> String {
    let text = erasure::base64(bytes, ['+', '/']);
    let lines: Vec<String> =
        text.as_bytes().chunks(60).map(|line| String::from_utf8_lossy(line).into_owned()).collect();
    lines.join("\r\n")
}

/// Text as quoted-printable, in lines of sixty signs at most.
fn quoted(text: &str) -> String {
    let mut quoted = String::new();
    for line in text.lines() {
        let mut length = 0;
        for byte in line.bytes() {
            if length > 56 {
                quoted.push_str("=\r\n");
                length = 0;
            }
            let written = match byte {
                b' '..=b'<' | b'>'..=b'~' => char::from(byte).to_string(),
                _ => format!("={byte:02X}"),
            };
            length += written.len();
            quoted.push_str(&written);
        }
        quoted.push_str("\r\n");
    }
    quoted
}

fn message(from: &str, day: u32, more: &str, body: &str) -> String {
    format!(
        "From - Thu\r\nFrom: {from}\r\nSubject: Re: Water [kb:water]\r\nDate: {day} Jan 2026 10:00:00 +0000\r\n\
         Message-ID: <{day}@huis.example>\r\n{more}\r\n{body}\r\n\r\n"
    )
}

/// The answer of Bo, with the message below it, in the ways in which Outlook and its like write that.
fn answer(name: &str, address: &str, words: &str) -> String {
    let plain = format!(
        "Dank, {name}. Je schreef dat het klopt.\n\nGroet,\nBo\n\nOp 2 jan 2026 om 10:00 schreef {name} <{address}>:\n\n> {words}\n> Tot zover.\n"
    );
    let html = format!(
        "<div>Dank, <b>{name}</b>.</div><p>Op 2 jan 2026 om 10:00 schreef {name} \
         &lt;<a href=\"mailto:{address}\" title=\"{name}\">{address}</a>&gt;:</p><blockquote>{words}<br>Tot zover.</blockquote>"
    );
    let (plain, html) = (quoted(&plain), base64(html.as_bytes()));
    format!(
        "--A\r\nContent-Type: multipart/alternative; boundary=B\r\n\r\n--B\r\nContent-Type: text/plain; charset=utf-8\r\n\
         Content-Transfer-Encoding: quoted-printable\r\n\r\n{plain}\r\n--B\r\nContent-Type: text/html; charset=utf-8\r\n\
         Content-Transfer-Encoding: base64\r\n\r\n{html}\r\n--B--\r\n--A\r\nContent-Type: message/rfc822\r\n\
         Content-Disposition: attachment; filename=\"bericht van {name}.eml\"\r\n\r\n\
         From: {name} <{address}>\r\nTo: bo@huis.example\r\nSubject: Peil\r\n\r\nBeste Bo,\r\n{words}\r\n{name}\r\n--A--\r\n"
    )
}

const MIXED: &str = "Content-Type: multipart/mixed; boundary=A\r\n";

/// The headers of the answer.
fn heads(name: &str, address: &str) -> String {
    format!(
        "To: Blog <kennis@huis.example>\r\nCc: \"An, de baas\" <an@huis.example>,\r\n \"{name}\" <{address}>, els@huis.example\r\n\
         X-Original-To: {address}\r\nReceived: from mail.huis.example by mx.huis.example\r\n for <{address}>; Sat, 3 Jan 2026\r\n\
         Thread-Topic: =?utf-8?B?{}?=\r\nIn-Reply-To: <2@huis.example>\r\n{MIXED}",
        base64(format!("Één vraag van {name}").as_bytes())
    )
}

fn site() -> (Site, String) {
    let own = message(&format!("{NAME} <{ADDRESS}>"), 2, "", WORDS);
    let answer =
        message("Bo <bo@huis.example>", 3, &heads(NAME, ADDRESS), &answer(NAME, ADDRESS, WORDS));
    let other = message("Els <els@huis.example>", 4, "", "Het regent vandaag weer =E9n dag.");
    let site = settings().with("content/comments/inbox", &format!("{own}{answer}{other}"));
    (site.built(), other)
}

fn inbox(site: &Site) -> String {
    std::fs::read_to_string(site.path("content/comments/inbox")).unwrap()
}

#[test]
fn names_and_words_go_from_answers_and_from_what_stands_below_them() {
    let (site, other) = site();
    assert!(site.page("2026/water.html").contains(&format!("Dank, {NAME}.")));
    let report = site.told(&["forget", NAME, "--redact-quotes"]);
    assert_eq!((report.code, report.warnings()), (0, vec![]), "{:#}", report.json);
    let left = inbox(&site);
    // The message that is answered leaves its place, for the answer to it; the rest is written as it was.
    assert!(left.starts_with("From - Thu Jan  1 00:00:00 1970\nFrom:\nSubject: [kb:water]\n"));
    assert!(left.ends_with(&other), "{left}");
    assert!(
        !left.contains(&base64(WORDS.as_bytes())[..40]) && !left.contains("undisclosed"),
        "{left}"
    );
    assert!(left.contains("Cc: \"An, de baas\" <an@huis.example>, els@huis.example\r\n"), "{left}");
    assert!(left.contains(" for <[...]>; Sat") && !left.contains("X-Original-To"), "{left}");
    let topic = base64("Één vraag van [...]".as_bytes());
    assert!(left.contains(&format!("Thread-Topic: =?utf-8?B?{topic}?=\r\n")), "{left}");
    for plain in [
        "Dank, [...]. Je schreef dat het klopt.\r\n",
        "schreef [...] <[...]>:",
        "> [...].\r\n> Tot zover.",
    ] {
        assert!(left.replace("=\r\n", "").contains(plain), "{plain} in {left}");
    }
    let html = "<div>Dank, <b>[...]</b>.</div><p>Op 2 jan 2026 om 10:00 schreef [...] \
        &lt;<a href=\"mailto:[...]\" title=\"[...]\">[...]</a>&gt;:</p><blockquote>[...].<br>Tot zover.</blockquote>";
    assert!(left.contains(&base64(html.as_bytes())), "{left}");
    assert!(left.contains("filename=\"bericht van [...].eml\""), "{left}");
    assert!(left.contains("From: \r\nTo: bo@huis.example\r\nSubject: Peil\r\n\r\nBeste Bo,\r\n[...].\r\n[...]\r\n--A--"), "{left}");
    assert!(left.lines().all(|line| line.len() < 80), "{left}");
    let page = site.page("2026/water.html");
    assert!(
        page.contains("Dank, [...]. Je schreef dat het klopt.") && !page.contains("Zanna10"),
        "{page}"
    );
    for what in [NAME, ADDRESS, "véél te hoog voor de tijd van het jaar"] {
        assert_eq!(site.told(&["forget", "--verify", what]).errors(), [""; 0], "{what}");
    }
    // What was published stays without the name when the old mailbox comes back.
    let (old, _) = self::site();
    site.put("content/comments/inbox", inbox(&old).as_bytes());
    assert!(site.build().warnings().iter().any(|told| told.starts_with("taken-returned")));
    assert!(site.page("2026/water.html").contains("Dank, [...]. Je schreef dat het klopt."));
    // And then it goes from below the answers too, even if nothing that they wrote themselves is there.
    let (_, answer) = inbox(&old)
        .split_once("\r\n\r\nFrom - Thu\r\nFrom: Bo")
        .map(|(own, rest)| (own.to_owned(), format!("From - Thu\r\nFrom: Bo{rest}")))
        .unwrap();
    for again in [inbox(&old), answer] {
        site.put("content/comments/inbox", again.as_bytes());
        site.told(&["forget", "--again"]);
        let now = inbox(&site).replace("=\r\n", "");
        assert!(now.contains("> [...].\r\n> Tot zover."), "{now}");
        assert!(now.contains("Beste Bo,\r\n[...].\r\n[...]\r\n--A--"), "{now}");
    }
}

#[test]
fn without_being_asked_only_headers_lose_an_address() {
    let (site, other) = site();
    let report = site.told(&["forget", ADDRESS]);
    assert_eq!(report.code, 3, "{:#}", report.json);
    let left = inbox(&site);
    assert!(left.contains("Cc: \"An, de baas\" <an@huis.example>, els@huis.example\r\n"), "{left}");
    assert!(!left.contains("X-Original-To") && left.contains(" for <[...]>; Sat"), "{left}");
    let body = answer(NAME, ADDRESS, WORDS);
    let body = body.split("Content-Type: message/rfc822").next().unwrap();
    assert!(left.contains(body) && left.ends_with(&other), "{left}");
    assert!(left.contains(&format!("{WORDS}\r\n{NAME}\r\n--A--")), "{left}");
    assert!(site.page("2026/water.html").contains(&format!("Dank, {NAME}.")));
}

#[test]
fn an_answer_that_would_lose_its_post_stays_as_it_is() {
    let own = message(&format!("{NAME} <{ADDRESS}>"), 2, "", WORDS);
    let link = "http://oud.example/2024/zanna10-van-wijk10.html";
    let text = format!("Zie {link}\r\nDat schreef {NAME}.");
    let answer = message("Bo <bo@huis.example>", 3, "", &text).replace(" [kb:water]", "");
    // Its headers lose an address all the same.
    let copy = answer.replacen("\r\nDate:", &format!("\r\nCc: {ADDRESS}\r\nDate:"), 1);
    // Nor is anything changed in letters that do not tell which of them is which.
    let far = format!("Dat schreef {NAME}: ").into_bytes();
    let head =
        message("Bo <bo@huis.example>", 5, "Content-Type: text/plain; charset=gb18030\r\n", "");
    let far = [head.trim_end().as_bytes(), b"\r\n\r\n", &far, b"\xc4\xe3\xba\xc3\r\n"].concat();
    let site = settings();
    site.put(
        "content/comments/inbox",
        &[format!("{own}{copy}").into_bytes(), far.clone()].concat(),
    );
    let site = site.built();
    let report = site.told(&["forget", NAME, "--redact-quotes"]);
    assert_eq!(report.code, 3, "{:#}", report.json);
    let left = std::fs::read(site.path("content/comments/inbox")).unwrap();
    assert_eq!(
        String::from_utf8_lossy(&left),
        String::from_utf8_lossy(&[answer.as_bytes(), &far].concat())
    );
    // All of it is for a human to decide about.
    assert_eq!(report.json["passages"].as_array().unwrap().len(), 3, "{:#}", report.json);
    assert!(report.number("left") > 0, "{:#}", report.json);
}

/// A message of Bo after the erasure of Zanna, and what is shown of the post then.
fn after(more: &str, body: &str) -> (String, String) {
    let own = message(&format!("{NAME} <{ADDRESS}>"), 2, "", WORDS);
    let answer = message("Bo <bo@huis.example>", 3, more, body);
    let last = message("Els <els@huis.example>", 4, "", "Het regent.");
    let site = settings().with("content/comments/inbox", &format!("{own}{answer}{last}")).built();
    let report = site.told(&["forget", NAME, "--redact-quotes"]);
    assert_eq!(report.errors(), [""; 0], "{:#}", report.json);
    let left = inbox(&site);
    assert!(left.ends_with(&last), "{left}");
    let page = site.page("2026/water.html");
    (left, page)
}

#[test]
fn nothing_of_others_is_shown_or_hidden_by_it() {
    // What follows an attribution that nobody can be sure of is text, and stays so.
    let text = format!("Hoi,\r\n\r\nOp 5 mei schreef {NAME}:\r\n\r\nhet wordt nat, en wel hierom.");
    let (left, page) = after("", &text);
    assert!(left.contains("schreef [...]:\r\n\r\nhet wordt nat"), "{left}");
    assert!(page.contains("en wel hierom"), "{page}");
    // An attachment stays one, with its own kind.
    let name = base64(format!("Notitie van {NAME}.txt").as_bytes());
    let parts = format!(
        "--A\r\n\r\nZie bijlage.\r\n--A\r\nContent-Type: text/plain; name=\"=?utf-8?B?{name}?=\"\r\n\
         Content-Disposition: attachment; filename=\"=?utf-8?B?{name}?=\"\r\n\r\nGeheim van {NAME}.\r\n--A--"
    );
    let (left, page) = after(MIXED, &parts);
    let new = base64("Notitie van [...].txt".as_bytes());
    assert!(left.contains(&format!("attachment; filename=\"=?utf-8?B?{new}?=\"\r\n")), "{left}");
    assert!(left.contains("Geheim van [...].") && !page.contains("Geheim"), "{left} {page}");
    assert!(page.contains("Zie bijlage."), "{page}");
    // A message of which the end was lost keeps nobody from being forgotten.
    let open = format!("--A\r\n\r\nAldus {NAME}. Zie http://oud.example/zanna10-van-wijk10.html");
    let (left, _) = after(MIXED, &open);
    assert!(!left.contains(WORDS) && left.contains("Aldus"), "{left}");
}

#[test]
fn what_somebody_said_beside_a_comment_goes_too() {
    let signature = "Met vriendelijke groet,\r\n\r\nZanna\r\nPeilbeheerder rayon Zuid\r\nT 06-55512345, aanwezig ma di do";
    let subject = |text: &str| format!("Subject: {text}");
    let title = subject("Reactie op: Water in de straat van Pernis [kb:water]");
    let own =
        message(&format!("{NAME} <{ADDRESS}>"), 2, "", &format!("{WORDS}\r\n\r\n{signature}"));
    let own = own.replace(
        &subject("Re: Water [kb:water]"),
        &subject("Mijn burn-out en het peil in de weilanden [kb:water]"),
    );
    let second = message(&format!("{NAME} <{ADDRESS}>"), 5, "", "Nog iets.")
        .replace(&subject("Re: Water [kb:water]"), &title);
    let quoted = format!("> {WORDS}\r\n>\r\n> {}", signature.replace("\r\n", "\r\n> "));
    let answer = message(
        "Bo <bo@huis.example>",
        6,
        "Thread-Topic: Mijn burn-out en het peil in de weilanden\r\nIn-Reply-To: <2@huis.example>\r\n",
        &format!(
            "Dank.\r\n\r\nOp 2 jan 2026 om 10:00 schreef {NAME}:\r\n{quoted}\r\n\r\nGroet,\r\nBo"
        ),
    );
    let answer = answer.replace(
        &subject("Re: Water [kb:water]"),
        &subject("Re: Mijn burn-out en het peil in de weilanden [kb:water]"),
    );
    // Whoever else reacts to that post has the same subject.
    let other = message("Els <els@huis.example>", 7, "", "Het regent.")
        .replace(&subject("Re: Water [kb:water]"), &title);
    let site =
        settings().with("content/comments/inbox", &format!("{own}{second}{answer}{other}")).built();
    let dry = site.told(&["forget", NAME, "--dry-run"]);
    // By the lines that are there now, of which those of the first message go.
    assert_eq!(dry.warnings(), ["trace-found content/comments/inbox:25"], "{:#}", dry.json);
    let report = site.told(&["forget", NAME, "--redact-quotes"]);
    assert_eq!((report.code, report.warnings()), (0, vec![]), "{:#}", report.json);
    let left = inbox(&site);
    assert!(left.ends_with(&other), "{left}");
    assert!(
        left.contains("Subject: Re: [...] [kb:water]") && left.contains("Thread-Topic: [...]"),
        "{left}"
    );
    for word in ["burn-out", "Peilbeheerder", "55512345", "aanwezig"] {
        assert!(!left.contains(word), "{word} in {left}");
    }
}

#[test]
fn a_moderator_sees_the_address_of_who_has_no_name() {
    let mail = |from: &str, id: u32| {
        format!(
            "From - Tue Jan  6 10:00:00 2026\nFrom: {from}\nTo: kennis@huis.example\nSubject: Re: [kb:water]\n\
             Message-ID: <{id}@huis.example>\nDate: Tue, 6 Jan 2026 10:00:00 +0100\n\nReactie {id}.\n\n"
        )
    };
    let mailbox = mail("an@canary.example", 1) + &mail("Bo Smit <bo@canary.example>", 2);
    let site = Site::new().with_post("water", "x").with("content/comments/Inbox", &mailbox).built();
    let list = site.told(&["comments"]);
    let rows = list.json["comments"].as_array().unwrap();
    let shown: Vec<String> = rows
        .iter()
        .map(|row| site.says(&["comments", "show", row["key"].as_str().unwrap()]))
        .collect();
    let found: Vec<bool> = shown.iter().map(|text| text.contains("an@canary.example")).collect();
    assert_eq!(found.iter().filter(|found| **found).count(), 1, "{shown:?}");
    assert!(shown.iter().all(|text| !text.contains("bo@canary.example")), "{shown:?}");
    let mut kept = site.output();
    kept.extend(files(&site.path(".weerklank")));
    for (path, bytes) in kept {
        assert!(!String::from_utf8_lossy(&bytes).contains("canary.example"), "{path}");
    }
}
