//! Who is named in a text by a number, or beside it, goes whole when they are forgotten, and nobody else does.

use crate::forget::settings;
use crate::staying::{MAPPING, on_a_page};
use crate::support::Site;

const WORDS: &str = "Wij hebben het peil in mei veel te laat verlaagd.";
const JAN: [&str; 2] = ["Jan Bos", "jb@oud.example"];
const SMIT: [&str; 2] = ["Jan Smit", "jan.smit@huis.example"];
const ZANNA: [&str; 2] = ["Zanna van Wijk", "zw@oud.example"];
const HHNK: [&str; 2] = ["Zanna van Wijk (HHNK)", "zw@oud.example"];
const ELS: [&str; 2] = ["Kok, Els (HHNK)", "els@huis.example"];
const PIET: [&str; 2] = ["Piet Vis", "piet@huis.example"];

const PAGE: &str = "water.json";
const MESSAGES: &str = "Messages.csv";
const USERS: &str = "Users.csv";

fn left(site: &Site, name: &str) -> String {
    std::fs::read_to_string(site.path(&format!("content/comments/{name}"))).unwrap_or_default()
}

/// What is said on the page of the post, comment by comment.
fn shown(site: &Site) -> Vec<String> {
    let page = site.page("2026/water.html");
    let texts = page.split("<div class=prose>").skip(2);
    let texts = texts.map(|text| text.split("</div>").next().unwrap_or_default());
    texts.map(|text| text.replace("<p>", "").replace("</p>", "").trim().to_owned()).collect()
}

fn put(site: &Site, files: &[(&str, String)]) {
    for (name, text) in files {
        site.put(&format!("content/comments/{name}"), text.as_bytes());
    }
}

/// What Piet is shown to say, once these are forgotten. It stays so when the old files are put back, and these are made again what
/// they were.
fn forgotten(files: &[(&str, String)], who: &[&str], shows: &[&str]) -> Site {
    let site = settings().with("content/comments/mapping.csv", MAPPING);
    put(&site, files);
    let site = site.built();
    let before = shown(&site);
    let report = site.told(&[&["forget"], who, &["--redact-quotes"]].concat());
    // Where their name is that of somebody who stays, a human looks.
    let is_clean = report.code == 0;
    assert!(
        is_clean
            || shown(&site).concat().contains("an Bos")
            || shown(&site).concat().contains("Janbos")
    );
    assert_eq!(report.errors(), [""; 0], "{before:?} {:#}", report.json);
    let erased: Vec<String> = files.iter().map(|(name, _)| left(&site, name)).collect();
    assert!(shown(&site).iter().any(|text| shows.contains(&&**text)), "{:?}", shown(&site));
    let page = shown(&site);
    put(&site, files);
    site.build();
    assert_eq!(shown(&site), page, "{before:?}: the old files are back");
    let report = site.told(&["forget", "--again"]);
    assert_eq!(report.errors(), [""; 0], "{before:?} {:#}", report.json);
    let again: Vec<String> = files.iter().map(|(name, _)| left(&site, name)).collect();
    assert_eq!((again, shown(&site)), (erased, page), "{before:?}: again");
    if is_clean {
        assert_eq!(site.told(&["forget", "--verify"]).errors(), [""; 0], "{before:?}");
    }
    site
}

/// A page of SharePoint on which the first of these wrote, and Piet this with these mentions.
fn on_page(writer: [&str; 2], text: &str, mentions: &[[&str; 2]], more: &[[&str; 2]]) -> String {
    let mut all = vec![(1, writer[0], writer[1], WORDS, &[][..])];
    all.push((2, PIET[0], PIET[1], text, mentions));
    all.extend((3..).zip(more).map(|(id, [name, email])| (id, *name, *email, "hoi", &[][..])));
    on_a_page(&all)
}

#[test]
fn who_is_mentioned_beside_somebody_who_goes_stays() {
    let smits = ["Smit, Jan (HHNK)", "jan.smit@huis.example"];
    let namesake = ["Jan Bos", "jan.bos@huis.example"];
    for (text, mentions, more, shows) in [
        (
            "Dank @mention{0}, en @mention{1} ook.",
            &[JAN, SMIT][..],
            &[][..],
            "Dank [...], en @Jan Smit ook.",
        ),
        (
            "Dank @mention{0}, en @mention{1} ook.",
            &[["Bos, Jan (HHNK)", JAN[1]], smits],
            &[],
            "Dank [...], en @Smit, Jan (HHNK) ook.",
        ),
        (
            "Met @mention{0}, @mention{1} en @mention{2}.",
            &[JAN, ["Bos, Piet", "piet.bos@huis.example"], ["Els Bos", "els@huis.example"]],
            &[],
            "Met [...], @Bos, Piet en @Els Bos.",
        ),
        (
            "Dank @mention{0} en @mention{1}, goed.",
            &[JAN, namesake],
            &[namesake],
            "Dank [...] en @Jan Bos, goed.",
        ),
        (
            "Dank @mention{0} en @mention{1}, goed.",
            &[["Jan", JAN[1]], SMIT],
            &[SMIT],
            "Dank [...] en @Jan Smit, goed.",
        ),
        ("Dank @Jan, en @mention{0} ook.", &[SMIT], &[], "Dank [...], en @Jan Smit ook."),
        (
            "Dank &#64;Jan&#58; @mention&#123;0&#125;, @mention&#123;1&#125; &amp; ik&#33;",
            &[JAN, SMIT],
            &[],
            "Dank [...]: [...], @Jan Smit &amp; ik!",
        ),
        (
            "Dank @janbos, en @mention{0} ook.",
            &[["Janbos BV", "info@janbos.example"]],
            &[],
            "Dank [...], en @Janbos BV ook.",
        ),
        (
            "Dank Jan Bos, en @mention{0} ook.",
            &[["Team Jan Bos", "team@huis.example"]],
            &[["Team Jan Bos", "team@huis.example"]],
            "Dank [...], en @Team Jan Bos ook.",
        ),
    ] {
        let file = on_page(JAN, text, mentions, more);
        let site = forgotten(&[(PAGE, file)], &[JAN[1]], &[shows]);
        for [name, email] in mentions.iter().filter(|[_, email]| *email != JAN[1]) {
            let now = left(&site, PAGE);
            assert!(now.contains(&format!("\"{name}\"")) && now.contains(email), "{now}");
        }
    }
}

#[test]
fn who_is_mentioned_beside_other_words_of_theirs_goes_whole() {
    let turned = ["Wijk, Zanna van", "zw@oud.example"];
    for (text, mentions, who, shows) in [
        (
            "@mention{0} @mention{1} goed werk",
            &[ZANNA, ELS][..],
            &[ZANNA[1], ELS[1]][..],
            "[...] [...] goed werk",
        ),
        ("Zanna van Wijk @mention{0} goed", &[HHNK], &[ZANNA[1]], "[...] [...] goed"),
        (
            "Dank @mention{0} @zannavanwijk goed",
            &[["Wijk, Z. van (Zanna)", ZANNA[1]]],
            &[ZANNA[1]],
            "Dank [...] [...] goed",
        ),
        (
            "Met @mention{0}, @mention{1}, en verder niemand.",
            &[turned, ELS],
            &[ZANNA[1], ELS[1]],
            "Met [...], [...], en verder niemand.",
        ),
        ("@mention{0}@mention{0} goed", &[ZANNA], &[ZANNA[1]], "[...][...] goed"),
        (
            "Dank @mention{0}s hulp. \"@mention{0}\"",
            &[["Zanna van Wijk [HHNK]", ZANNA[1]]],
            &[ZANNA[1]],
            "Dank [...]s hulp. “[...]”",
        ),
    ] {
        let file = on_page(ZANNA, text, mentions, &[["Els Kok", ELS[1]]]);
        let plain = shows.replace(['“', '”'], "\"");
        let entity = plain.replace('"', "&quot;");
        forgotten(&[(PAGE, file)], who, &[shows, &plain, &entity]);
    }
}

#[test]
fn who_is_mentioned_by_a_link_goes_with_it() {
    let link = |[name, email]: [&str; 2]| {
        format!(
            "<a data-sp-mention-user-id=\"{email}\" href=\"mailto&#58;{email}\" tabindex=\"-1\">{name}</a>"
        )
    };
    let text = format!("Dank {}, en {} ook.", link(HHNK), link(ELS));
    let file = on_page(ZANNA, &text, &[HHNK], &[]);
    let site = forgotten(&[(PAGE, file)], &[ZANNA[1]], &["Dank [...], en @Kok, Els (HHNK) ook."]);
    let page = site.page("2026/water.html");
    assert!(!page.contains("huis.example") && left(&site, PAGE).contains(ELS[1]), "{page}");
}

#[test]
fn who_is_called_otherwise_in_an_old_file_is_known_by_their_address() {
    let file = |name: &str, text: &str| on_page(ZANNA, text, &[[name, ZANNA[1]]], &[]);
    let text = "Dank @mention{0}, goed.";
    let site = forgotten(&[(PAGE, file(ZANNA[0], text))], &[ZANNA[1]], &["Dank [...], goed."]);
    let page = shown(&site);
    put(&site, &[(PAGE, file("Z. Bos-Kok", text))]);
    let report = site.build();
    assert_eq!(shown(&site), page);
    assert!(report.warnings().iter().any(|told| told.starts_with("taken-returned")));
}

/// Messages of Viva Engage below one that announces the post, and the people of the network.
fn network(messages: &[(&[&str; 2], &str)], people: &[&[&str; 2]]) -> [(&'static str, String); 2] {
    let row = |(id, (who, text)): (usize, &(&[&str; 2], &str))| {
        let [name, email] = who;
        let first = if id == 1 { "" } else { "1" };
        format!(
            "{id},{first},1,\"user:5\",false,false,{},\"{name}\",{email},\"{text}\",,2026-01-0{id}T10:00:00.000Z\n",
            number(email)
        )
    };
    let editors = ["Blog Redactie", "blog@oud.example"];
    let begins = (&editors, "Lees https://oud.example/water/ eens.");
    let rows: String = (1..).zip([&begins].into_iter().chain(messages)).map(row).collect();
    let head = "id,replied_to_id,thread_id,participants,in_private_group,in_private_conversation,sender_id,sender_name,\
                sender_email,body,attachments,created_at\n";
    let people = people
        .iter()
        .map(|[name, email]| format!("{},{email},\"{name}\",,active\n", number(email)));
    let users: String = people.collect();
    [
        (MESSAGES, format!("{head}{rows}")),
        (USERS, format!("id,email,name,job_title,state\n{users}")),
    ]
}

/// The number of whoever has this address.
fn number(email: &str) -> usize {
    1_498_213_300 + email.len()
}

/// A text in which `{…}` is a number.
fn numbered(text: &str, of: &[&[&str; 2]]) -> String {
    (0..).zip(of).fold(text.to_owned(), |text, (at, [_, email])| {
        text.replace(&format!("{{{at}}}"), &number(email).to_string())
    })
}

#[test]
fn who_is_mentioned_by_a_number_beside_somebody_who_goes_stays() {
    let namesake = ["Jan Bos", "jan.bos2@huis.example"];
    let text = numbered("Dank [[user:{0}]]s hulp, goed.", &[&ZANNA]);
    let files = network(&[(&ZANNA, WORDS), (&PIET, &text)], &[&ZANNA, &PIET]);
    forgotten(&files, &[ZANNA[1]], &["Dank [...]s hulp, goed."]);
    for (text, of, shows) in [
        ("Dank [[user:{0}]], en [[user:{1}]] ook.", [&JAN, &SMIT], "Dank [...], en @Jan Smit ook."),
        (
            "Dank [[user:{0}]], en [User:{1}:Jan Smit] ook.",
            [&JAN, &SMIT],
            "Dank [...], en @Jan Smit ook.",
        ),
        ("Dank @Jan, en [[user:{1}]] ook.", [&JAN, &SMIT], "Dank [...], en @Jan Smit ook."),
        ("Dank [[user:{0}]]en co, goed.", [&JAN, &SMIT], "Dank [...]en co, goed."),
        ("Dank [[user:{0}]]s hulp, goed.", [&JAN, &SMIT], "Dank [...]s hulp, goed."),
        (
            "Dank [User:{0}:Jan Bos (HHNK)] Jan Bos zei goed",
            [&JAN, &SMIT],
            "Dank [...] [...] zei goed",
        ),
        (
            "Dank [[user:{0}]] en [User:7:[User:8:Jan Vis]], goed.",
            [&JAN, &SMIT],
            "Dank [...] en @[User:8:Jan Vis], goed.",
        ),
        (
            "Dank [[user:{0}]] en [[user:{1}]], goed.",
            [&JAN, &namesake],
            "Dank [...] en @Jan Bos, goed.",
        ),
    ] {
        let text = numbered(text, &of);
        let mut messages = vec![(&JAN, WORDS), (&PIET, &*text)];
        if of[1] == &namesake {
            messages.push((&namesake, "ik ben een ander"));
        }
        let files = network(&messages, &[&JAN, &PIET, of[1]]);
        forgotten(&files, &[JAN[1]], &[shows]);
    }
}

#[test]
fn a_quote_leaves_whom_it_mentions() {
    let own = numbered("Gisteren heb ik [[user:{0}]] nog gesproken over het peil.", &[&PIET]);
    let quotes = numbered("[[user:{0}]] nog gesproken over het peil zei zij.", &[&PIET]);
    let els = ["Els Kok", "els@huis.example"];
    let files = network(&[(&ZANNA, &own), (&els, &quotes)], &[&ZANNA, &els, &PIET]);
    forgotten(&files, &[ZANNA[1]], &["@Piet Vis [...] zei zij."]);
    let files = [(
        PAGE,
        on_a_page(&[
            (1, ZANNA[0], ZANNA[1], "Dank aan Piet Vis voor alles.", &[]),
            (2, "Els Kok", ELS[1], "Ook ik zeg dank aan @mention{0} voor alles wat.", &[PIET]),
        ]),
    )];
    forgotten(&files, &[ZANNA[1]], &["Ook ik zeg [...] @Piet Vis [...] wat."]);
}

#[test]
fn a_quote_through_a_mention_takes_no_other_words() {
    let koen = ["Koen Jan Pieter Smit", "koen.smit@huis.example"];
    let own = numbered("[[user:{0}]] komt morgen ook naar de sluis", &[&koen]);
    let text = numbered("Zie komt [[user:{0}]] komt zeker.", &[&koen]);
    let files = network(&[(&koen, &own), (&PIET, &text)], &[&koen, &PIET]);
    let site = forgotten(&files, &[koen[1]], &["Zie komt [...] [...] zeker."]);
    let erased = left(&site, MESSAGES);
    put(&site, &files[..1]);
    assert_eq!(site.told(&["forget", "--again"]).errors(), [""; 0]);
    assert_eq!(left(&site, MESSAGES), erased);
}

#[test]
fn a_quote_over_a_topic_goes_with_it() {
    let els = ["Els Kok", ELS[1]];
    let own =
        numbered("Vandaag hebben wij [Tag:12:dijken en kades] bij [[user:{0}]] gezien.", &[&PIET]);
    for (text, shows) in [
        (
            "Zij zei wij [Tag:12:dijken en kades] bij [[user:{0}]] gezien dus.",
            "Zij zei [...] @Piet Vis [...] dus.",
        ),
        ("Zij: vandaag hebben wij [topic:12:dijken en kades] bij, dus.", "Zij: [...], dus."),
        ("Zij: [Tag:12:Nu vandaag hebben wij dijken en] bij.", "Zij: [...] bij."),
        ("Zij: [Tag:12:dijken en kades] bij [[user:{0}]] gezien.", "Zij: [...] @Piet Vis [...]."),
        (
            "Over [Tag:12:vandaag], [Tag:13:Zanna van Wijk] en [Tag:14:kades].",
            "Over #vandaag, [...] en #kades.",
        ),
        (
            "Dank [User:{1}:] en [[user: {1} ]], [User:{0}:], goed.",
            "Dank [...] en [...], @Piet Vis, goed.",
        ),
    ] {
        let text = numbered(text, &[&PIET, &ZANNA]);
        let files = network(&[(&ZANNA, &own), (&els, &text)], &[&ZANNA, &els, &PIET]);
        forgotten(&files, &[ZANNA[1]], &[shows]);
    }
}

#[test]
fn a_namesake_who_is_mentioned_by_another_address_stays() {
    let other = [ZANNA[0], "zanna.van.wijk@anders.example"];
    let page = on_page(ZANNA, "Dank @mention{0} en @mention{1}, goed.", &[ZANNA, other], &[]);
    let site = settings().with("content/comments/mapping.csv", MAPPING);
    put(&site, &[(PAGE, page)]);
    let site = site.built();
    let report = site.told(&["forget", ZANNA[1], "--redact-quotes"]);
    assert_eq!(report.errors(), [""; 0], "{:#}", report.json);
    assert!(left(&site, PAGE).contains(other[1]));
    assert!(shown(&site).contains(&"Dank [...] en @Zanna van Wijk, goed.".to_owned()));
}

#[test]
fn a_list_of_people_that_comes_back_names_nobody_who_was_forgotten() {
    let text = numbered("Dank [[user:{0}]], goed.", &[&ZANNA]);
    let files = network(&[(&ZANNA, WORDS), (&PIET, &text)], &[&ZANNA, &PIET]);
    for redacts in [false, true] {
        let site = settings();
        put(&site, &files);
        let site = site.built();
        let flag: &[&str] = if redacts { &["--redact-quotes"] } else { &[] };
        site.told(&[&["forget", "zw@oud.example"], flag].concat());
        let page = shown(&site);
        let says = if redacts { "Dank [...], goed." } else { "Dank @onbekend, goed." };
        assert!(page.iter().any(|text| text == says), "{page:?}");
        put(&site, &files[1..]);
        let report = site.build();
        assert_eq!(shown(&site), page);
        let told = format!("forgotten-returned content/comments/{USERS}:-");
        assert_eq!((report.code, report.warnings()), (0, vec![told]), "{:#}", report.json);
        assert_eq!(site.told(&["forget", "--again"]).errors(), [""; 0]);
        assert!(!left(&site, USERS).contains("Zanna"));
        // The messages by themselves mention somebody whom nobody knows.
        if redacts {
            put(&site, &files[..1]);
            site.remove("content/comments/Users.csv");
            site.build();
            assert_eq!(shown(&site), page);
        }
    }
}

#[test]
fn what_is_redacted_around_a_mention_stays_redacted() {
    let redacted = |key: &str, passage: &str| {
        format!("[[redact]]\ncomment = \"{key}\"\npassage = \"{passage}\"\n")
    };
    let turned = ["Wijk, Zanna", ZANNA[1]];
    let page = on_page(ZANNA, "Dank @mention{0}, goed werk.", &[turned], &[]);
    for (passage, left) in
        [("@Wijk, Zanna, goed", "[...], goed"), ("Zanna", ""), ("Wijk, Zanna, goed", "[...], goed")]
    {
        let site = settings()
            .with("content/comments/mapping.csv", MAPPING)
            .with("content/comments/moderation.toml", &redacted("2", passage));
        put(&site, &[(PAGE, page.clone())]);
        let site = site.built();
        let report = site.told(&["forget", ZANNA[1], "--redact-quotes"]);
        assert_eq!(report.errors(), [""; 0], "{passage} {:#}", report.json);
        let decisions = std::fs::read_to_string(site.path("content/comments/moderation.toml"));
        let wanted = if left.is_empty() { String::new() } else { redacted("2", left) };
        assert_eq!(decisions.unwrap_or_default().trim(), wanted.trim(), "{passage}");
        site.build();
    }
}

#[test]
fn what_is_redacted_around_a_number_stays_redacted_when_nobody_names_it_any_more() {
    let redacted = |passage: &str| {
        format!("[[redact]]\ncomment = \"3\"\npassage = \"{passage}\"\nreason = \"x\"\n")
    };
    let text = numbered("Dank [[user:{0}]], bel 06-123 eens.", &[&ZANNA]);
    let number = numbered("[[user:{0}]]", &[&ZANNA]);
    let all: &[&[&str; 2]] = &[&ZANNA, &PIET];
    for (people, called) in [(all, "@onbekend"), (&all[..1], &*number)] {
        for (passage, left, page) in [
            ("@Zanna van Wijk, bel 06-123", "{}, bel 06-123", "Dank […] eens."),
            ("Zanna van Wijk, bel", "{}, bel", "Dank […] 06-123 eens."),
            ("@Zanna van Wijk", "", "Dank {}, bel 06-123 eens."),
            ("06-123", "06-123", "Dank {}, bel […] eens."),
        ] {
            let site = settings().with("content/comments/moderation.toml", &redacted(passage));
            put(&site, &network(&[(&ZANNA, WORDS), (&PIET, &text)], people));
            let site = site.built();
            let report = site.told(&["forget", ZANNA[1]]);
            assert_eq!(report.errors(), [""; 0], "{passage} {:#}", report.json);
            let decisions = self::left(&site, "moderation.toml");
            let kept = redacted(&left.replace("{}", called));
            let wanted = if left.is_empty() { "" } else { &kept };
            assert_eq!(decisions.trim(), wanted.trim(), "{passage}");
            assert_eq!(site.build().errors(), [""; 0], "{passage}");
            let page = page.replace("{}", called);
            assert!(shown(&site).contains(&page), "{page}: {:?}", shown(&site));
        }
    }
}

#[test]
fn who_was_forgotten_without_their_mentions_stays_in_them_when_others_go() {
    let els = ["Els Kok", "els@huis.example"];
    let text = numbered("Dank [[user:{0}]] en [[user:{1}]], goed.", &[&ZANNA, &els]);
    let messages =
        network(&[(&ZANNA, WORDS), (&els, "Ja."), (&PIET, &text)], &[&ZANNA, &els, &PIET]);
    let mut page = vec![(1, ZANNA[0], ZANNA[1], WORDS, &[][..]), (2, els[0], els[1], "Ja.", &[])];
    let both = [ZANNA, els];
    page.push((3, PIET[0], PIET[1], "Dank @mention{0} en @mention{1}, goed.", &both));
    let page = [(PAGE, on_a_page(&page))];
    for (files, shows) in [
        (&messages[..], "Dank @onbekend en [...], goed."),
        (&page, "Dank @Zanna van Wijk en [...], goed."),
    ] {
        let site = settings().with("content/comments/mapping.csv", MAPPING);
        put(&site, files);
        let site = site.built();
        assert_eq!(site.told(&["forget", ZANNA[1]]).errors(), [""; 0]);
        assert_eq!(site.told(&["forget", els[1], "--redact-quotes"]).errors(), [""; 0]);
        let (erased, says) = (self::left(&site, files[0].0), shown(&site));
        assert!(says.iter().any(|text| text == shows), "{says:?}");
        let report = site.build();
        assert_eq!((shown(&site), report.warnings()), (says.clone(), vec![]));
        put(&site, files);
        site.build();
        assert_eq!(shown(&site), says);
        assert_eq!(site.told(&["forget", "--again"]).errors(), [""; 0]);
        assert_eq!((self::left(&site, files[0].0), shown(&site)), (erased, says));
    }
}
