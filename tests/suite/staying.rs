//! What others wrote stays theirs when somebody goes: where it stands, and what is in it beside the words of that person.

use crate::forget::{gzip, settings, zip};
use crate::support::{Report, Site};

fn left(site: &Site, name: &str) -> String {
    String::from_utf8(std::fs::read(site.path(&format!("content/comments/{name}"))).unwrap())
        .unwrap()
}

/// The kinds of what is told beside the proof.
fn kinds(report: &Report) -> Vec<String> {
    let mentions = report.json["mentions"].as_array().cloned().unwrap_or_default();
    mentions.iter().map(|one| one["kind"].as_str().unwrap_or_default().to_owned()).collect()
}

/// Messages of a mailbox: who sent each, its subject, further headers, and what it says.
fn mailbox(messages: &[(&str, &str, &str, &str)]) -> String {
    let message = |(at, (from, subject, more, text)): (usize, &(&str, &str, &str, &str))| {
        let day = at + 2;
        format!(
            "From - Thu\nFrom: {from}\nSubject: {subject}\nDate: {day} Jan 2026 10:00:00 +0000\n\
             Message-ID: <{at}@huis.example>\n{more}Content-Type: text/plain; charset=utf-8\n\n{text}\n\n"
        )
    };
    messages.iter().enumerate().map(message).collect()
}

const ZANNA: &str = "Zanna van Wijk <zw@oud.example>";
const WORDS: &str = "Wij hebben het peil in mei veel te laat verlaagd.";

#[test]
fn an_answer_by_mail_keeps_its_post_when_what_it_answers_goes() {
    for (subject, link, kept) in [
        (
            "Mijn baas liegt",
            "https://oud.example/water/\n\n",
            "Subject: https://oud.example/water/\n",
        ),
        (
            "Mijn baas liegt",
            "https://oud.example/?p=528\n\n",
            "Subject: https://oud.example/?p=528\n",
        ),
        (
            "Mijn baas liegt [kb:lucht] [kb:water]",
            "https://oud.example/lucht/\n\n",
            "Subject: [kb:water]\n",
        ),
        ("Re: Water", "", "Subject: Re: Water\n"),
    ] {
        let text = format!("{link}{WORDS}");
        // By its title each message finds the post by itself.
        let answering = if link.is_empty() { subject } else { "Re: iets anders" };
        let answer = "In-Reply-To: <0@huis.example>\n";
        let inbox = mailbox(&[
            (ZANNA, subject, "", &text),
            ("Piet <piet@huis.example>", answering, answer, "Daar ben ik het mee eens."),
        ]);
        let post = "---\ntitle: Water\ndate: 2026-01-01\nids: {wordpress: 528}\n---\nTekst.\n";
        let site = settings()
            .with("content/posts/water.md", post)
            .with("content/comments/inbox", &inbox)
            .built();
        let published = |site: &Site| site.page("2026/water.html").contains("mee eens");
        assert!(published(&site), "{subject} {link}");
        let report = site.told(&["forget", "zw@oud.example"]);
        assert_eq!((report.code, report.warnings()), (0, vec![]), "{:#}", report.json);
        let now = left(&site, "inbox");
        assert!(now.contains(kept) && !now.contains("baas"), "{now}");
        assert!(published(&site), "{now}");
        let page = site.page("2026/water.html");
        assert!(page.contains("niet meer te lezen"), "{page}");
    }
}

#[test]
fn a_subject_that_tells_no_post_goes_with_its_message() {
    let inbox = mailbox(&[
        (ZANNA, "Mijn baas liegt", "", WORDS),
        (
            "Piet <piet@huis.example>",
            "Re: Water [kb:water]",
            "In-Reply-To: <0@huis.example>\n",
            "Daar ben ik het mee eens.",
        ),
    ]);
    let site = settings().with("content/comments/inbox", &inbox).built();
    site.told(&["forget", "zw@oud.example"]);
    let now = left(&site, "inbox");
    assert!(!now.contains("baas"), "{now}");
    assert!(site.page("2026/water.html").contains("mee eens"));
}

/// A post with what Zanna wrote, and what Piet made of it in HTML.
fn marked(answer: &str) -> Site {
    let comment = |id: usize, name: &str, email: &str, text: &str| {
        let text = serde_json::Value::String(text.to_owned());
        format!(
            "{{\"post\":\"water\",\"id\":{id},\"author\":\"{name}\",\"email\":\"{email}\",\"written\":\"2026-01-0{id} 10:00\",\
             \"text\":{text},\"markup\":\"html\",\"status\":\"approved\"}}\n"
        )
    };
    let own = format!("{WORDS} Daardoor stond het gras tot juni onder water.");
    let file = format!(
        "{{\"weerklank-comments\":1,\"system\":\"forum.example\",\"made\":\"2026-11-01T10:00:00+01:00\"}}\n{}{}",
        comment(1, "Zanna van Wijk", "zw@oud.example", &own),
        comment(2, "Piet", "piet@huis.example", answer)
    );
    settings().with("content/comments/a.jsonl", &file).built()
}

#[test]
fn what_somebody_put_between_the_words_of_another_stays_and_so_do_their_tags() {
    for (answer, wanted) in [
        (
            "<blockquote>Wij hebben het peil in mei veel te laat verlaagd.</blockquote><p>👎 <a href=\"https://x.example/meting.pdf\">\
             <img src=\"https://x.example/foto.jpg\" alt=\"Mijn meting\"></a></p><blockquote>Daardoor stond het gras tot juni onder \
             water.</blockquote><p>Slot.</p>",
            "<blockquote>[...].</blockquote><p>👎 <a href=\"https://x.example/meting.pdf\"><img src=\"https://x.example/foto.jpg\" \
             alt=\"Mijn meting\"></a></p><blockquote>[...].</blockquote><p>Slot.</p>",
        ),
        (
            "<blockquote>Wij hebben het peil in mei veel te laat verlaagd.</blockquote> Daardoor stond het gras tot juni onder water? Nee.",
            "<blockquote>[...].</blockquote> [...]? Nee.",
        ),
        (
            "<p>Zoals <b>Zanna</b> van Wijk zei: dit blijft.</p><p>En dit.</p>",
            "<p>Zoals <b>[...]</b> [...] zei: dit blijft.</p><p>En dit.</p>",
        ),
        (
            "<p>Wij hebben <a title=\"Zanna van Wijk\" href=\"/x\">het peil</a> in mei veel te laat verlaagd.</p>",
            "<p>[...] <a title=\"[...]\" href=\"/x\">[...]</a> [...].</p>",
        ),
    ] {
        let site = marked(answer);
        let old = left(&site, "a.jsonl");
        let report = site.told(&["forget", "zw@oud.example", "--redact-quotes"]);
        assert_eq!((report.code, report.warnings()), (0, vec![]), "{:#}", report.json);
        let text = serde_json::Value::String(wanted.to_owned()).to_string();
        assert!(left(&site, "a.jsonl").contains(&text), "{}", left(&site, "a.jsonl"));
        let page = site.page("2026/water.html");
        // The same stays out when the old export comes back, and nothing else does.
        site.put("content/comments/a.jsonl", old.as_bytes());
        site.build();
        if !answer.contains("title=") {
            assert_eq!(site.page("2026/water.html"), page);
        }
    }
}

#[test]
fn a_smiley_between_two_quotes_stays_in_plain_text_too() {
    let table = format!(
        "Id;Naam;E-mail;Bericht;Datum;Reactie\n1;Zanna van Wijk;zw@oud.example;water;2026-01-01 10:00;{WORDS} Dat was dom.\n\
         2;Piet;piet@huis.example;water;2026-01-02 10:00;{WORDS} 👎 Dat was dom.\n"
    );
    let site = settings().with("content/comments/a.csv", &table).built();
    assert_eq!(site.told(&["forget", "zw@oud.example", "--redact-quotes"]).code, 0);
    assert!(left(&site, "a.csv").contains(";[...]. 👎 [...].\n"), "{}", left(&site, "a.csv"));
}

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// What every workbook of two sheets has.
fn frame() -> [(&'static str, String); 4] {
    [
        ("[Content_Types].xml", "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Override PartName=\"/xl/workbook.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/></Types>".to_owned()),
        ("_rels/.rels", format!("<Relationships xmlns=\"{RELATIONS}\"><Relationship Id=\"r1\" Type=\"{OFFICE}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>")),
        ("xl/workbook.xml", format!("<workbook xmlns=\"{MAIN}\" xmlns:r=\"{OFFICE}\"><sheets><sheet name=\"a\" sheetId=\"1\" r:id=\"r1\"/><sheet name=\"b\" sheetId=\"2\" r:id=\"r2\"/></sheets></workbook>")),
        ("xl/_rels/workbook.xml.rels", format!("<Relationships xmlns=\"{RELATIONS}\"><Relationship Id=\"r1\" Type=\"{OFFICE}/worksheet\" Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"r2\" Type=\"{OFFICE}/worksheet\" Target=\"worksheets/sheet2.xml\"/></Relationships>")),
    ]
}

fn row(at: usize, cells: [&str; 4]) -> String {
    let cells = ["A", "B", "C", "D"].iter().zip(cells);
    let cells: String = cells
        .map(|(column, text)| {
            format!("<c r=\"{column}{at}\" t=\"inlineStr\"><is><t>{text}</t></is></c>")
        })
        .collect();
    format!("<row r=\"{at}\">{cells}</row>")
}

fn note(is_plain: bool, at: &str, text: &str) -> String {
    match is_plain {
        true => format!(
            "<comment ref=\"{at}\" authorId=\"0\"><text><r><t>{text}</t></r></text></comment>"
        ),
        false => format!(
            "<comment authorId='0' shapeId=\"0\" ref='{at}'><text><t>{text}</t></text></comment>"
        ),
    }
}

/// A workbook with the comments on one sheet and the same rows on another, and notes of Piet beside both of each. `is_plain` is the
/// layout of Excel; else it is that of other programs.
fn noted(is_plain: bool) -> Vec<u8> {
    let rows = [
        row(1, ["Naam", "E-mail", "Bericht", "Reactie"]),
        row(2, ["Piet", "piet@huis.example", "water", "Dat blijft hier staan."]),
        row(3, ["Zanna van Wijk", "zw@oud.example", "water", WORDS]),
    ];
    let sheet = |rows: String| {
        format!("<worksheet xmlns=\"{MAIN}\"><sheetData>{rows}</sheetData></worksheet>")
    };
    let notes = |row: usize| {
        let notes = [
            note(is_plain, "B2", "Navragen."),
            note(is_plain, &format!("B{row}"), "Zij belde over haar scheiding"),
        ];
        format!(
            "<comments xmlns=\"{MAIN}\"><authors><author>Piet</author></authors><commentList>{}</commentList></comments>",
            notes.concat()
        )
    };
    let thread = "<ThreadedComments xmlns=\"x\"><threadedComment ref=\"D3\" personId=\"{1}\" id=\"{2}\"><text>haar scheiding</text>\
        </threadedComment></ThreadedComments>";
    let (names, targets) = match is_plain {
        true => {
            (["xl/comments1.xml", "xl/comments2.xml"], ["../comments1.xml", "../comments2.xml"])
        }
        false => (
            ["xl/comments/comment1.xml", "xl/comments/comment2.xml"],
            ["/xl/comments/comment1.xml", "/xl/comments/comment2.xml"],
        ),
    };
    let of = |target: &str, more: &str| {
        format!(
            "<Relationships xmlns=\"{RELATIONS}\"><Relationship Target=\"{target}\" Id=\"c\" Type=\"{OFFICE}/comments\"/>{more}</Relationships>"
        )
    };
    let threads = "<Relationship Id=\"t\" Type=\"http://schemas.microsoft.com/office/2017/10/relationships/threadedComment\" \
        Target=\"../threadedComments/threadedComment1.xml\"/>";
    let copies = [
        row(2, ["Naam", "E-mail", "Bericht", "Reactie"]),
        row(5, ["Zanna van Wijk", "zw@oud.example", "", WORDS]),
    ];
    let files = [
        ("xl/worksheets/sheet1.xml", sheet(rows.concat())),
        ("xl/worksheets/sheet2.xml", sheet(copies.concat())),
        ("xl/worksheets/_rels/sheet1.xml.rels", of(targets[0], threads)),
        ("xl/worksheets/_rels/sheet2.xml.rels", of(targets[1], "")),
        (names[0], notes(3)),
        (names[1], notes(5)),
        ("xl/threadedComments/threadedComment1.xml", thread.to_owned()),
    ];
    let files = frame().into_iter().chain(files);
    let files: Vec<(&str, String)> = files.collect();
    let files: Vec<(&str, &[u8])> =
        files.iter().map(|(name, text)| (*name, text.as_bytes())).collect();
    zip(&files)
}

#[test]
fn notes_beside_a_row_go_with_it_whoever_wrote_them() {
    for is_plain in [true, false] {
        let site = settings();
        site.put("content/comments/a.xlsx", &noted(is_plain));
        let site = site.built();
        let report = site.told(&["forget", "Zanna van Wijk"]);
        assert_eq!((report.code, report.warnings()), (0, vec![]), "{:#}", report.json);
        let bytes = std::fs::read(site.path("content/comments/a.xlsx")).unwrap();
        let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
        let mut stays = 0;
        for index in 0..archive.len() {
            let mut file = archive.by_index(index).unwrap();
            let mut text = String::new();
            std::io::Read::read_to_string(&mut file, &mut text).unwrap();
            assert!(!text.contains("scheiding") && !text.contains("verlaagd"), "{text}");
            stays += text.matches("Navragen.").count();
        }
        assert_eq!(stays, 2);
    }
}

/// Messages of Viva Engage: sender, body, and who takes part.
fn messages(rows: &[(usize, &str, &str)], people: &str) -> String {
    let row = |(at, (sender, body, _)): (usize, &(usize, &str, &str))| {
        let (id, first) = (at + 1, if at == 0 { "" } else { "1" });
        let name = match sender {
            1_498_213_373 => "Zanna van Wijk,zw@oud.example",
            _ => "Piet Smit,piet@huis.example",
        };
        format!(
            "{id},{first},1,\"{people}\",false,false,{sender},{name},\"{body}\",,2026-01-02T0{id}:00:00.000Z\n"
        )
    };
    let rows: String = rows.iter().enumerate().map(row).collect();
    format!(
        "id,replied_to_id,thread_id,participants,in_private_group,in_private_conversation,sender_id,sender_name,sender_email,body,attachments,created_at\n{rows}"
    )
}

const FILE: &str = "content/comments/Messages.csv";

#[test]
fn the_number_of_somebody_is_looked_for_in_messages_of_viva_engage() {
    let table = messages(
        &[
            (7, "Lees https://oud.example/water/ eens.", ""),
            (1_498_213_373, WORDS, ""),
            (7, "Goed stuk Henk, cc [[user:1498213373]] en dat was het.", ""),
        ],
        "user:7",
    );
    let site = settings().with(FILE, &table).built();
    let report = site.told(&["forget", "zw@oud.example"]);
    let found = format!("trace-found {FILE}:3");
    assert_eq!(report.code, 3, "{:#}", report.json);
    assert!(report.warnings().contains(&found), "{:#}", report.json);
    assert!(site.told(&["forget", "--verify"]).errors().contains(&found));
    let site = settings().with(FILE, &table).built();
    let report = site.told(&["forget", "zw@oud.example", "--redact-quotes"]);
    assert_eq!((report.code, report.warnings()), (0, vec![]), "{:#}", report.json);
    assert!(left(&site, "Messages.csv").contains("cc [...] en dat was het."));
    assert_eq!(site.told(&["forget", "--verify"]).errors(), [""; 0]);
    // The old file is put back; of it the build alone says no more than the new one does.
    let erased = left(&site, "Messages.csv");
    let page = site.page("2026/water.html");
    site.put(FILE, table.as_bytes());
    site.build();
    assert_eq!(site.page("2026/water.html"), page);
    let report = site.told(&["forget", "--again"]);
    assert_eq!((report.code, report.warnings()), (0, vec![]), "{:#}", report.json);
    assert_eq!(left(&site, "Messages.csv"), erased);
    assert_eq!(site.told(&["forget", "--verify"]).errors(), [""; 0]);
}

#[test]
fn who_is_mentioned_beside_a_text_goes_again_from_an_old_file() {
    let comment = |id: u32, name: &str, email: &str, text: &str, mentions: &str| {
        format!(
            "{{\"id\":\"{id}\",\"author\":{{\"name\":\"{name}\",\"email\":\"{email}\"}},\"createdDate\":\"2026-01-0{id}T10:00:00Z\",\
             \"itemId\":5,\"listId\":\"ab-12\",\"parentId\":\"0\",\"text\":\"{text}\",\"mentions\":[{mentions}]}}"
        )
    };
    // Beside a text they may be called otherwise.
    for called in ["Zanna van Wijk", "Wijk-Bos, Zanna", "Z. van Wijk (HHNK)"] {
        let zanna = format!(
            "{{\"name\":\"{called}\",\"email\":\"ZW@oud.example\",\
             \"loginName\":\"i:0#.f|membership|zw@oud.example\"}}"
        );
        let own = comment(1, "Zanna van Wijk", "zw@oud.example", WORDS, "");
        let other = comment(2, "Piet Smit", "piet@huis.example", "Dank @mention{0}, goed.", &zanna);
        let file = |comments: &str| format!("{{\"comments\":{{\"value\":[{comments}]}}}}");
        let site = settings()
            .with("content/comments/water.json", &file(&format!("{own},{other}")))
            .with("content/comments/mapping.csv", "from,to\nab-12/5,water\n")
            .built();
        let report = site.told(&["forget", "zw@oud.example", "--redact-quotes"]);
        assert_eq!((report.code, report.warnings()), (0, vec![]), "{:#}", report.json);
        let (erased, page) = (left(&site, "water.json"), site.page("2026/water.html"));
        assert!(page.contains("Dank [...], goed."), "{page}");
        // All of the old file is put back, or what the other wrote alone.
        for old in [file(&format!("{own},{other}")), file(&other)] {
            site.put("content/comments/water.json", old.as_bytes());
            site.build();
            assert_eq!(site.page("2026/water.html"), page, "{called}");
            let report = site.told(&["forget", "--again"]);
            assert_eq!((report.code, report.warnings()), (0, vec![]), "{:#}", report.json);
            assert_eq!(left(&site, "water.json"), erased, "{called}");
            assert_eq!(site.page("2026/water.html"), page);
        }
        let report = site.told(&["forget", "--again"]);
        assert_eq!(report.errors(), ["nothing-written -:-"]);
    }
}

/// A comment of SharePoint: its id, who, their address, what they say, and whom they mention by what name and which address.
pub(crate) type Shared<'a> = (u32, &'a str, &'a str, &'a str, &'a [[&'a str; 2]]);

/// A file of SharePoint with these comments on one page.
pub(crate) fn on_a_page(comments: &[Shared<'_>]) -> String {
    let comment = |(id, name, email, text, mentions): &Shared<'_>| {
        let people = mentions.iter().map(|[name, email]| {
            let login =
                if email.is_empty() { String::new() } else { format!("i:0#.f|membership|{email}") };
            serde_json::json!({"name": name, "email": email, "loginName": login})
        });
        serde_json::json!({
            "id": id.to_string(), "author": {"name": name, "email": email},
            "createdDate": format!("2026-01-0{id}T10:00:00Z"), "itemId": 5, "listId": "ab-12",
            "parentId": "0", "text": text, "mentions": people.collect::<Vec<_>>(),
        })
    };
    let comments: Vec<_> = comments.iter().map(comment).collect();
    serde_json::json!({"comments": {"value": comments}}).to_string()
}

const PIET: [&str; 2] = ["Piet Smit", "piet@huis.example"];
pub(crate) const MAPPING: &str = "from,to\nab-12/5,water\n";

#[test]
fn who_is_mentioned_beside_a_text_that_does_not_show_it_goes_again() {
    let els = ["Els Kok", "els@huis.example"];
    for zanna in [
        ["Zanna van Wijk", "ZW@oud.example"],
        ["Zanna van Wijk", ""],
        ["Z. van Wijk (HHNK)", "zw@oud.example"],
    ] {
        let own = (1, ZANNA_NAMED[0], ZANNA_NAMED[1], WORDS, &[][..]);
        let mentions = [els, zanna];
        let other = (2, PIET[0], PIET[1], "Dank @mention{0}, goed.", &mentions[..]);
        let site = settings()
            .with("content/comments/water.json", &on_a_page(&[own, other]))
            .with("content/comments/mapping.csv", MAPPING)
            .built();
        let report = site.told(&["forget", "zw@oud.example", "--redact-quotes"]);
        assert_eq!((report.code, report.warnings()), (0, vec![]), "{:#}", report.json);
        let erased = left(&site, "water.json");
        assert!(erased.contains("Els Kok") && !erased.contains("Wijk"), "{erased}");
        assert!(!erased.to_lowercase().contains("zw@oud"), "{erased}");
        for old in [on_a_page(&[own, other]), on_a_page(&[other])] {
            site.put("content/comments/water.json", old.as_bytes());
            let report = site.told(&["forget", "--again"]);
            assert_eq!((report.code, report.warnings()), (0, vec![]), "{:#}", report.json);
            assert_eq!(left(&site, "water.json"), erased, "{zanna:?}");
            assert_eq!(site.told(&["forget", "--verify"]).errors(), [""; 0]);
        }
    }
}

const ZANNA_NAMED: [&str; 2] = ["Zanna van Wijk", "zw@oud.example"];

#[test]
fn a_copy_that_is_not_shown_loses_whom_it_mentions_by_another_name() {
    let own = (1, ZANNA_NAMED[0], ZANNA_NAMED[1], WORDS, &[][..]);
    let [then, now] = [["Wijk-Bos, Zanna", "zw@oud.example"], ["Z. Wijk (HHNK)", "zw@oud.example"]]
        .map(|one| [one]);
    let old = on_a_page(&[own, (2, PIET[0], PIET[1], "Dank @mention{0}, goed.", &then)]);
    let new = on_a_page(&[
        own,
        (2, PIET[0], PIET[1], "Dank @mention{0}, heel goed.", &now),
        (3, PIET[0], PIET[1], "Nog iets.", &[]),
    ]);
    let files = [("a/water.json", &old), ("b/water.json", &new)];
    let site = settings().with("content/comments/mapping.csv", MAPPING);
    let put = |site: &Site, name: &str, text: &str| {
        site.put(&format!("content/comments/{name}"), text.as_bytes());
    };
    files.iter().for_each(|(name, text)| put(&site, name, text));
    let site = site.built();
    let report = site.told(&["forget", "zw@oud.example", "--redact-quotes"]);
    assert_eq!((report.code, report.warnings()), (0, vec![]), "{:#}", report.json);
    let erased = files.map(|(name, _)| left(&site, name));
    let page = site.page("2026/water.html");
    assert!(page.contains("Dank [...], heel goed."), "{page}");
    files.iter().for_each(|(name, text)| put(&site, name, text));
    assert_eq!(site.told(&["forget", "--again"]).code, 0);
    assert_eq!(files.map(|(name, _)| left(&site, name)), erased);
    // The one that was not shown comes back alone.
    site.remove("content/comments/b/water.json");
    put(&site, "a/water.json", &old);
    site.build();
    let page = site.page("2026/water.html");
    assert!(page.contains("Dank [...], goed."), "{page}");
    assert_eq!(site.told(&["forget", "--again"]).code, 0);
    assert_eq!(left(&site, "a/water.json"), erased[0]);
}

#[test]
fn empty_places_are_as_the_erasures_one_by_one_left_them() {
    let people = ["zanna", "piet", "klaas", "els"];
    let line = |at: usize| {
        let (id, name) = (at + 1, people[at]);
        let parent = if at > 0 && at < 3 { format!("\"parent\":{at},") } else { String::new() };
        format!(
            "{{\"post\":\"water\",\"id\":{id},{parent}\"author\":\"{name}\",\"email\":\"{name}@oud.example\",\
             \"written\":\"2026-01-0{id} 10:00\",\"text\":\"Woorden van nummer {id}.\",\"status\":\"approved\"}}\n"
        )
    };
    let lines: String = (0..4).map(line).collect();
    let old = format!("{{\"weerklank-comments\":1,\"system\":\"forum.example\"}}\n{lines}");
    let site = settings().with("content/comments/a.jsonl", &old).built();
    for name in &people[..3] {
        let report = site.told(&["forget", &format!("{name}@oud.example")]);
        assert_eq!((report.code, report.warnings()), (0, vec![]), "{:#}", report.json);
    }
    let erased = left(&site, "a.jsonl");
    assert_eq!(erased.lines().count(), 4, "{erased}");
    site.put("content/comments/a.jsonl", old.as_bytes());
    let report = site.told(&["forget", "--again"]);
    assert_eq!((report.code, report.number("placeholders")), (0, 2), "{:#}", report.json);
    assert_eq!(left(&site, "a.jsonl"), erased);
}

#[test]
fn a_copy_with_other_words_keeps_them() {
    let file = |text: &str| {
        let line = |id: u32, name: &str, email: &str, text: &str| {
            format!(
                "{{\"post\":\"water\",\"id\":{id},\"author\":\"{name}\",\"email\":\"{email}\",\
                 \"written\":\"2026-01-0{id} 10:00\",\"text\":\"{text}\",\"status\":\"approved\"}}\n"
            )
        };
        format!(
            "{{\"weerklank-comments\":1,\"system\":\"forum.example\"}}\n{}{}",
            line(1, "Zanna van Wijk", "zw@oud.example", WORDS),
            line(2, "Piet Smit", "piet@huis.example", text)
        )
    };
    let (one, other) = (file("Zanna van Wijk zei het."), file("Vooraf Zanna van Wijk zei het."));
    let site = settings()
        .with("content/comments/a.jsonl", &one)
        .with("content/comments/k/b.jsonl", &other)
        .built();
    let report = site.told(&["forget", "zw@oud.example", "--redact-quotes"]);
    assert_eq!((report.code, report.warnings()), (0, vec![]), "{:#}", report.json);
    let erased = ["a.jsonl", "k/b.jsonl"].map(|name| left(&site, name));
    assert!(erased[1].contains("Vooraf [...] zei het."), "{}", erased[1]);
    site.put("content/comments/a.jsonl", one.as_bytes());
    site.put("content/comments/k/b.jsonl", other.as_bytes());
    assert_eq!(site.told(&["forget", "--again"]).code, 0);
    assert_eq!(["a.jsonl", "k/b.jsonl"].map(|name| left(&site, name)), erased);
}

#[test]
fn a_name_of_one_word_and_letters_alone_are_words_of_others() {
    let table = "Naam;Bericht;Reactie;Datum\r\nWil;water;een;1-1-2026 10:00\r\n\
                 Els Kok;water;ik wil dat wel;2-1-2026 10:00\r\n";
    let site = settings().with("content/comments/a.csv", table).built();
    assert_eq!(site.told(&["forget", "Wil"]).code, 0);
    assert_eq!(site.told(&["forget", "--verify"]).errors(), [""; 0]);
    site.put("content/comments/a.csv", table.as_bytes());
    let returned = ["forgotten-returned content/comments/a.csv:-"];
    assert_eq!(site.told(&["forget", "--verify"]).errors(), returned);
    let node = |id: u32, login: &str, body: &str| {
        format!(
            "{{\"id\":\"c{id}\",\"author\":{{\"login\":\"{login}\"}},\"createdAt\":\"2026-01-01T10:0{id}:00Z\",\
             \"body\":\"{body}\",\"replies\":{{\"nodes\":[]}}}}"
        )
    };
    // The scripts of a theme have letters for names.
    for login in ["renske-k", "j-b", "sanne-de-v"] {
        let [own, other] = [node(1, login, "een"), node(2, "piet22", "een kerk, en 3 k r")];
        let file = format!(
            "{{\"data\":{{\"repository\":{{\"discussion\":{{\"number\":1,\"title\":\"water\",\"body\":\"x\",\
             \"comments\":{{\"nodes\":[{own},{other}]}}}}}}}}}}"
        );
        let site = settings()
            .with("content/comments/g.json", &file)
            .with("static/program.js", "function a(j,b,r,k,s,v){return j.b(r.k),s.de(v)}");
        site.build();
        let report = site.told(&["forget", login]);
        assert_eq!((report.code, report.warnings()), (0, vec![]), "{:#}", report.json);
    }
}

#[test]
fn a_list_of_numbers_loses_one_whatever_parts_it() {
    for (people, wanted) in [
        ("user:7,user:1498213373,user:9", "\"user:7,user:9\""),
        ("user:7; user:1498213373; user:9", "\"user:7;user:9\""),
        ("user:7 user:1498213373 user:9", "\"user:7 user:9\""),
    ] {
        let rows = [(7, "Lees https://oud.example/water/ eens.", ""), (1_498_213_373, WORDS, "")];
        let site = settings().with(FILE, &messages(&rows, people)).built();
        let report = site.told(&["forget", "zw@oud.example"]);
        assert_eq!((report.code, report.warnings()), (0, vec![]), "{:#}", report.json);
        let now = left(&site, "Messages.csv");
        assert!(now.contains(wanted) && !now.contains("1498213373"), "{now}");
    }
}

#[test]
fn a_link_with_the_name_by_which_a_conversation_has_its_post_stays_and_is_told() {
    let rows = [
        (7, "Lees https://oud.example/zanna-van-wijk/ van Zanna van Wijk.", ""),
        (1_498_213_373, WORDS, ""),
        (7, "Mooi stuk hoor, Zanna van Wijk.", ""),
    ];
    let site = settings()
        .with(
            "content/posts/zanna.md",
            "---\ntitle: Interview\ndate: 2026-01-01\naliases: [https://oud.example/zanna-van-wijk/]\n---\nTekst.\n",
        )
        .with(FILE, &messages(&rows, "user:7"))
        .built();
    let report = site.told(&["forget", "zw@oud.example", "--redact-quotes"]);
    assert_eq!(report.code, 3, "{:#}", report.json);
    assert!(report.warnings().contains(&format!("trace-found {FILE}:2")), "{:#}", report.json);
    assert!(!kinds(&report).is_empty(), "{:#}", report.json);
    let now = left(&site, "Messages.csv");
    assert!(now.contains("https://oud.example/zanna-van-wijk/"), "{now}");
    assert!(now.contains("Mooi stuk hoor, [...]."), "{now}");
    assert!(site.page("2026/zanna.html").contains("Mooi stuk hoor"));
}

#[test]
fn the_link_of_who_announced_a_post_is_nobodys_words() {
    let rows = [
        (1_498_213_373, "Lees https://oud.example/2026/01/02/water/ nu.", ""),
        (7, "Mooi stuk hoor: zie ook https://oud.example/2026/01/02/water/ daar.", ""),
    ];
    let site = settings()
        .with(
            "content/posts/zee.md",
            "---\ntitle: Zee\ndate: 2026-01-02\naliases: [https://oud.example/2026/01/02/water/]\n---\nTekst.\n",
        )
        .with(FILE, &messages(&rows, "user:7"))
        .built();
    let report = site.told(&["forget", "zw@oud.example"]);
    assert_eq!((report.code, report.warnings()), (0, vec![]), "{:#}", report.json);
    assert_eq!(kinds(&report), [""; 0]);
    assert!(site.page("2026/zee.html").contains("Mooi stuk hoor"));
}

/// What a table without ids says: who, on which day, what.
fn monthly(rows: &[(&str, u32)]) -> String {
    let row = |(name, day): &(&str, u32)| {
        let name_only = name.split(' ').next().unwrap();
        format!("{name};{name_only}@oud.example;water;tekst {day} hier;{day}-1-2026 10:00\r\n")
    };
    let rows: String = rows.iter().map(row).collect();
    format!("Naam;E-mail;Bericht;Reactie;Datum\r\n{rows}")
}

#[test]
fn an_empty_place_stands_beside_rows_that_go() {
    let (jan, renee) = ("Jan Vis", "Renee Bakker");
    for newest_first in [false, true] {
        let mut rows = vec![(jan, 1), (renee, 2), (renee, 3)];
        if newest_first {
            rows.reverse();
        }
        let site = settings()
            .with("content/comments/jan.csv", &monthly(&[(jan, 1)]))
            .with("content/comments/feb.csv", &monthly(&rows))
            .built();
        let report = site.told(&["forget", renee]);
        assert_eq!((report.code, report.errors()), (0, vec![]), "{:#}", report.json);
        let now = left(&site, "feb.csv");
        assert!(now.contains("tekst 1") && !now.contains("Renee"), "{now}");
        // The old export beside the new one.
        site.put("content/comments/oud/feb.csv", monthly(&rows).as_bytes());
        let report = site.told(&["forget", "--again"]);
        assert_eq!((report.code, report.errors()), (0, vec![]), "{:#}", report.json);
        assert!(!left(&site, "oud/feb.csv").contains("Renee"));
    }
}

/// A saved page of WordPress, each comment on lines of its own or all on one.
fn saved(items: &str, is_on_one_line: bool) -> String {
    let page = format!(
        "<!DOCTYPE html>\n<html><head><link rel=\"canonical\" href=\"https://oud.example/water/\"></head><body>\n\
         <ol class=\"comment-list\">\n{items}</ol>\n</body></html>\n"
    );
    if is_on_one_line { page.replace('\n', "") } else { page }
}

fn item(id: u32, name: &str, answers: &str) -> String {
    let answers = match answers {
        "" => String::new(),
        answers => format!("\n<ol class=\"children\">\n{answers}</ol>\n"),
    };
    format!(
        "<li id=\"comment-{id}\"><b class=\"fn\">{name}</b><time datetime=\"2026-01-01T10:{:02}:00Z\">x</time>\
         <div class=\"comment-content\"><p>tekst {id}</p></div>{answers}</li>\n",
        id % 100
    )
}

#[test]
fn their_own_answer_goes_from_a_page_whatever_stands_on_its_lines() {
    let (own, other) = (item(2, "Renee Bakker", ""), item(3, "Jan Vis", ""));
    for answers in [format!("{own}{other}"), format!("{other}{own}")] {
        for is_on_one_line in [false, true] {
            let page = saved(&item(1, "Renee Bakker", &answers), is_on_one_line);
            let site = settings().with("content/comments/p.html", &page).built();
            let report = site.told(&["forget", "Renee Bakker"]);
            assert_eq!((report.code, report.errors()), (0, vec![]), "{page}\n{:#}", report.json);
            let now = left(&site, "p.html");
            assert!(now.contains("tekst 3") && !now.contains("tekst 2"), "{now}");
        }
    }
}

#[test]
fn the_newest_of_an_export_may_lie_within_one_that_goes_too() {
    let jan = item(1, "Jan Vis", "");
    let thread = |answer: &str| saved(&format!("{jan}{}", item(2, "Renee Bakker", answer)), false);
    let site = settings()
        .with("content/comments/jan.html", &thread(""))
        .with("content/comments/feb.html", &thread(&item(3, "Renee Bakker", "")))
        .built();
    let report = site.told(&["forget", "Renee Bakker"]);
    assert_eq!((report.code, report.errors()), (0, vec![]), "{:#}", report.json);
    for name in ["jan.html", "feb.html"] {
        let now = left(&site, name);
        assert!(now.contains("tekst 1") && !now.contains("Renee"), "{now}");
    }
    assert!(!site.page("2026/water.html").contains("niet meer te lezen"));
}

#[test]
fn a_page_on_one_line_beside_an_export_of_the_same_blog_keeps_its_comments() {
    let export = "<?xml version=\"1.0\"?>\n<rss xmlns:wp=\"http://wordpress.org/export/1.2/\">\n<channel>\
        <wp:wxr_version>1.2</wp:wxr_version>\n<wp:base_blog_url>https://oud.example</wp:base_blog_url>\n\
        <item><link>https://oud.example/water/</link><wp:post_id>1</wp:post_id><wp:status>publish</wp:status>\
        <wp:post_type>post</wp:post_type>\n<wp:comment><wp:comment_id>101</wp:comment_id>\
        <wp:comment_author>Jan Vis</wp:comment_author><wp:comment_date_gmt>2026-01-01 10:01:00</wp:comment_date_gmt>\
        <wp:comment_content>tekst 101</wp:comment_content><wp:comment_approved>1</wp:comment_approved>\
        </wp:comment>\n</item>\n</channel></rss>\n";
    let [answer, own] = [item(104, "Els Kok", ""), item(103, "Piet Bos", "")];
    let page = saved(&format!("{}{own}", item(101, "Jan Vis", &answer)), true);
    let site = settings()
        .with("content/comments/a.xml", export)
        .with("content/comments/p.html", &page)
        .built();
    let report = site.told(&["forget", "Piet Bos"]);
    assert_eq!((report.code, report.errors()), (0, vec![]), "{:#}", report.json);
    let page = site.page("2026/water.html");
    assert!(page.contains("tekst 101") && page.contains("tekst 104"), "{page}");
    assert!(!page.contains("tekst 103"));
}

#[test]
fn what_stands_around_a_comment_of_a_saved_page_goes_again() {
    let item = |id: usize, name: &str, text: &str, around: &str, within: &str| {
        format!(
            "<li id=\"comment-{id}\" class=\"comment\"><b class=\"fn\">{name}</b><time datetime=\"2026-02-0{id}T10:00:00Z\">x</time>\
             <div class=\"comment-content\"><p>{text}</p></div><div class=\"reply\">{around}</div>{within}</li>\n"
        )
    };
    let around = "<i title=\"Zanna van Wijk\">In antwoord op Zanna van Wijk</i>";
    let answer = item(2, "Piet Vis", "Zeker.", around, "");
    let page = format!(
        "<!DOCTYPE html><html><head><link rel=\"canonical\" href=\"https://oud.example/water/\"></head><body><ol>\n{}{}</ol></body></html>",
        item(
            1,
            "Zanna van Wijk",
            WORDS,
            "Antwoord",
            &format!("<ol class=\"children\">{answer}</ol>")
        ),
        item(3, "Els Kok", "Ik ook, Zanna van Wijk.", around, ""),
    );
    let site = settings().with("content/comments/p.html", &page).built();
    let report = site.told(&["forget", "Zanna van Wijk", "--redact-quotes"]);
    assert_eq!((report.code, report.warnings()), (0, vec![]), "{:#}", report.json);
    let erased = left(&site, "p.html");
    site.put("content/comments/p.html", page.as_bytes());
    let report = site.told(&["forget", "--again"]);
    assert_eq!((report.code, report.warnings()), (0, vec![]), "{:#}", report.json);
    assert_eq!(left(&site, "p.html"), erased);
}

#[test]
fn another_sheet_loses_what_goes_from_the_comments_and_a_name_beside_its_address() {
    let piet = format!("Zanna van Wijk schreef: \"{WORDS}\" Dat klopt.");
    let dated = |day: &str, row: String| {
        let cell = format!("<c t=\"inlineStr\"><is><t>{day}</t></is></c></row>");
        row.replace("</row>", &cell)
    };
    let rows = [
        dated("Datum", row(1, ["Naam", "E-mail", "Bericht", "Reactie"])),
        dated("2-1-2026 10:00", row(2, ["Zanna van Wijk", "zw@oud.example", "water", WORDS])),
        dated("2-1-2026 11:00", row(3, ["Piet", "piet@huis.example", "water", &piet])),
    ];
    // A selection of the same rows, and who takes part.
    let others = [
        row(1, ["Nr", "Reactie", "Wie", "Adres"]),
        row(2, ["8", &piet, "Piet", "piet@huis.example"]),
        row(3, ["", "", "van Wijk, Zanna", "zw@oud.example"]),
        row(4, ["", "", "Zanna van Wijk", "zanna.van.wijk@elders.example"]),
    ];
    let sheet = |rows: &[String]| {
        format!("<worksheet xmlns=\"{MAIN}\"><sheetData>{}</sheetData></worksheet>", rows.concat())
    };
    let parts =
        [("xl/worksheets/sheet1.xml", sheet(&rows)), ("xl/worksheets/sheet2.xml", sheet(&others))];
    let files: Vec<(&str, String)> = frame().into_iter().chain(parts).collect();
    let files: Vec<(&str, &[u8])> =
        files.iter().map(|(name, text)| (*name, text.as_bytes())).collect();
    let workbook = zip(&files);
    let second = |site: &Site| {
        let bytes = std::fs::read(site.path("content/comments/a.xlsx")).unwrap();
        let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
        let mut text = String::new();
        let mut part = archive.by_name("xl/worksheets/sheet2.xml").unwrap();
        std::io::Read::read_to_string(&mut part, &mut text).unwrap();
        text
    };
    let site = settings();
    site.put("content/comments/a.xlsx", &workbook);
    let site = site.built();
    site.told(&["forget", "Zanna van Wijk <zw@oud.example>", "--redact-quotes"]);
    let left = second(&site);
    // Somebody of that name at another address may be somebody else, and is told.
    assert_eq!((left.matches("Zanna").count(), left.matches("elders").count()), (1, 1), "{left}");
    assert!(!left.contains("peil") && !left.contains("zw@"), "{left}");
    assert!(left.contains("[...] schreef: &quot;[...].&quot; Dat klopt."), "{left}");
    // An old export brings none of it back.
    site.put("content/comments/a.xlsx", &workbook);
    site.told(&["forget", "--again"]);
    assert_eq!(second(&site), left);
}

#[test]
fn a_packed_file_that_was_theirs_altogether_goes() {
    let inbox = mailbox(&[(ZANNA, "Re: [kb:water]", "", WORDS)]);
    let piet = mailbox(&[("Piet <piet@huis.example>", "Re: [kb:water]", "", "Dat blijft.")]);
    let inbox = inbox.as_bytes();
    let within = zip(&[("in.mbox", inbox)]);
    for (name, bytes, stays) in [
        ("in.mbox.gz", gzip(inbox), false),
        ("in.zip", within.clone(), false),
        ("in.zip", zip(&[("a.zip", &within), ("b.gz", &gzip(inbox))]), false),
        ("in.zip", zip(&[("a.zip", &within), ("piet.mbox", piet.as_bytes())]), true),
    ] {
        let site = settings();
        site.put(&format!("content/comments/{name}"), &bytes);
        let site = site.built();
        let report = site.told(&["forget", "zw@oud.example"]);
        assert_eq!((report.code, report.warnings()), (0, vec![]), "{:#}", report.json);
        assert_eq!(site.path("content/comments").join(name).exists(), stays, "{name}");
        assert_eq!(site.build().warnings(), [""; 0], "{name}");
    }
}

#[test]
fn a_message_in_an_archive_that_is_called_after_somebody_gets_another_name() {
    let name = "post/Re Reactie - Zanna van Wijk.eml";
    let message = |at: usize| {
        let who = [ZANNA, "Piet <piet@huis.example>"][at];
        let head =
            format!("From: {who}\nSubject: Re: [kb:water]\nMessage-ID: <{at}@huis.example>\n");
        let answer = ["", "In-Reply-To: <0@huis.example>\n"][at];
        format!("{head}{answer}Date: {} Jan 2026 10:00:00 +0000\n\nDat {at} blijft zo.\n", at + 2)
    };
    let site = settings();
    let bytes = zip(&[(name, message(0).as_bytes()), ("post/piet.eml", message(1).as_bytes())]);
    site.put("content/comments/in.zip", &bytes);
    let site = site.built();
    let report = site.told(&["forget", "zw@oud.example"]);
    assert_eq!((report.code, report.warnings()), (0, vec![]), "{:#}", report.json);
    let bytes = std::fs::read(site.path("content/comments/in.zip")).unwrap();
    let archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let names: Vec<_> = archive.file_names_raw().map(String::from_utf8_lossy).collect();
    assert!(names[0].starts_with("post/reacties-") && names[0].ends_with(".eml"), "{names:?}");
    assert_eq!((names.len(), &*names[1]), (2, "post/piet.eml"));
    let page = site.page("2026/water.html");
    assert!(page.contains("Dat 1 blijft zo") && page.contains("niet meer te lezen"), "{page}");
}
