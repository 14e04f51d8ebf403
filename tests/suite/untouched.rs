//! What the erasure of one person leaves as it was: the last word on what others said, the decisions about them, and how many they are.

use crate::support::{Report, Site};

fn site(files: &[(&str, &str)]) -> Site {
    let site = Site::empty()
        .with("weerklank.toml", "title = \"T\"\n[comments]\nvisible = [\"pending\"]\n")
        .with("content/posts/water.md", "---\ntitle: Water\ndate: 2024-01-05\n---\nTekst.\n");
    let put = |site: Site, (name, text): &(&str, &str)| {
        site.with(&format!("content/comments/{name}"), text)
    };
    files.iter().fold(site, put)
}

fn forget(site: &Site, arguments: &[&str]) -> Report {
    let report = site.told(&[&["forget"], arguments].concat());
    assert_eq!(report.code, 0, "{:#}", report.json);
    report
}

/// What stands under the post, by whom.
fn said(site: &Site) -> Vec<(String, String)> {
    let listed = site.told(&["comments", "--status", "published"]).json;
    let all = listed["comments"].as_array().unwrap().iter();
    let of = |one: &serde_json::Value, field: &str| one[field].as_str().unwrap().to_owned();
    all.map(|one| (of(one, "author"), of(one, "text"))).collect()
}

fn by(author: &str, text: &str) -> (String, String) {
    (author.to_owned(), text.to_owned())
}

#[test]
fn the_newest_export_keeps_the_last_word_when_its_newest_comment_goes() {
    let heads = "id;artikel;naam;e-mail;datum;status;reactie\n";
    let els = "1;water;Els;els@x.example;2026-01-01 10:00;approved;Begin.\n";
    let jan = "3;water;Jan de Vries;jan@x.example;2026-01-05 10:00;approved;Van Jan.\n";
    for (status, text, shown) in [
        ("approved", "Nieuw en net.", &[("Els", "Begin."), ("Piet", "Nieuw en net.")][..]),
        ("spam", "Oud.", &[("Els", "Begin.")]),
    ] {
        let piet = |status: &str, text: &str| {
            format!("2;water;Piet;piet@x.example;2026-01-03 10:00;{status};{text}\n")
        };
        let [old, new] = [piet("approved", "Oud."), piet(status, text)];
        let site = site(&[
            ("z-januari.csv", &format!("{heads}{els}{old}")),
            ("a-februari.csv", &format!("{heads}{els}{new}{jan}")),
        ]);
        forget(&site, &["jan@x.example"]);
        let shown: Vec<_> = shown.iter().map(|(author, text)| by(author, text)).collect();
        assert_eq!(said(&site), shown, "{status}");
        let left = std::fs::read_to_string(site.path("content/comments/a-februari.csv")).unwrap();
        assert!(left.contains("\n3;") && !left.contains("Jan"), "{left}");
    }
    // Where no other export has the same comments, nothing is left of it.
    let site = site(&[("a.csv", &format!("{heads}{els}{jan}"))]);
    forget(&site, &["jan@x.example"]);
    let left = std::fs::read_to_string(site.path("content/comments/a.csv")).unwrap();
    assert_eq!(left, format!("{heads}{els}"));
}

#[test]
fn a_decision_stays_with_its_comment_when_one_of_the_same_number_goes() {
    let export = |system: &str, name: &str| {
        format!(
            "{{\"weerklank-comments\": 1, \"system\": \"{system}.example\", \"made\": \"2026-11-01\"}}\n\
             {{\"post\": \"water\", \"id\": 7, \"author\": \"{name}\", \"email\": \"{name}@x.example\", \
             \"written\": \"2026-01-02\", \"text\": \"Van {name}.\", \"status\": \"approved\"}}\n"
        )
    };
    for (decision, left, shown) in [
        ("hide = [\"7-2\"]\n", "hide = [\"water#7\"]\n", &["Els"][..]),
        ("hide = [\"water#comment-7-3\"]\n", "hide = [\"7-2\"]\n", &["Piet"]),
        ("pin = [\"7-3\"] # mooi\n", "pin = [\"7-2\"] # mooi\n", &["Piet", "Els"]),
        ("hide = [\"water#7\"]\n", "hide = []\n", &["Piet", "Els"]),
        (
            "[[redact]]\ncomment = \"7-2\"\npassage = \"Van\"\n",
            "[[redact]]\ncomment = \"water#7\"\npassage = \"Van\"\n",
            &["Piet", "Els"],
        ),
    ] {
        let site = site(&[
            ("a.jsonl", &export("a", "Jan")),
            ("b.jsonl", &export("b", "Piet")),
            ("c.jsonl", &export("c", "Els")),
            ("moderation.toml", decision),
        ]);
        forget(&site, &["jan@x.example"]);
        let file = std::fs::read_to_string(site.path("content/comments/moderation.toml")).unwrap();
        assert_eq!(file, left, "{decision}");
        let authors: Vec<String> = said(&site).into_iter().map(|(author, _)| author).collect();
        assert_eq!(authors, shown, "{decision}");
        assert_eq!(site.build().warnings(), [""; 0], "{decision}");
    }
}

#[test]
fn an_old_export_brings_back_nobody_of_two_who_went_one_after_the_other() {
    let table = "Naam;E-mail;Datum;Artikel;Reactie\n\
        Jan de Vries;jan@x.example;1-2-2026;water;Van mij.\n\
        Karin Mulder;karin@x.example;2-2-2026;water;Van mij ook.\n\
        Piet;piet@x.example;3-2-2026;water;Dank Jan de Vries en Karin Mulder.\n";
    let site = site(&[("a.csv", table)]).built();
    forget(&site, &["jan@x.example", "--redact-quotes"]);
    forget(&site, &["karin@x.example", "--redact-quotes"]);
    let key = site.told(&["comments"]).json["comments"][0]["key"].as_str().unwrap().to_owned();
    site.says(&["comments", "pin", &key]);
    let left = std::fs::read_to_string(site.path("content/comments/a.csv")).unwrap();
    site.put("content/comments/a.csv", table.as_bytes());
    let piet = [by("Piet", "Dank [...] en [...].")];
    assert_eq!(said(&site), piet);
    forget(&site, &["--again"]);
    assert_eq!(said(&site), piet);
    let again = std::fs::read_to_string(site.path("content/comments/a.csv")).unwrap();
    assert_eq!(again, left);
    let file = std::fs::read_to_string(site.path("content/comments/moderation.toml")).unwrap();
    assert_eq!(file, format!("pin = [\"{key}\"]\n"));
}

#[test]
fn comments_that_differed_in_a_name_stay_as_many() {
    let table = "Naam;E-mail;Datum;Artikel;Reactie\n\
        Jan de Vries;jan@x.example;1-2-2026;water;Van mij.\n\
        Karin Mulder;karin@x.example;1-2-2026;water;Van mij ook.\n\
        Piet;piet@x.example;3-2-2026;water;Eens met Jan de Vries.\n\
        Piet;piet@x.example;3-2-2026;water;Eens met Karin Mulder.\n";
    let site = site(&[("a.csv", table)]);
    let listed = site.told(&["comments"]).json;
    let key = listed["comments"][3]["key"].as_str().unwrap();
    site.says(&["comments", "hide", key]);
    forget(&site, &["jan@x.example", "karin@x.example", "--redact-quotes"]);
    assert_eq!(said(&site), [by("Piet", "Eens met [...].")]);
    let counts = site.build().json["comments"].clone();
    assert_eq!((&counts["duplicates"], &counts["held"]["hidden"]), (&0.into(), &1.into()));
}

#[test]
fn a_file_that_the_settings_name_stays_when_nothing_is_left_in_it() {
    let mail = "From: Jan de Vries <jan@x.example>\nDate: Mon, 2 Feb 2026 10:00:00 +0100\n\
        Message-ID: <1@x.example>\nSubject: [kb:water]\n\nVan mij.\n";
    let table = "artikel;naam;e-mail;datum;reactie\nwater;Piet;piet@x.example;1-2-2026;Van hem.\n";
    for (entry, files) in [
        ("content/comments/post", &["post/a.eml", "post/b.eml"][..]),
        ("content/comments/post.eml", &["post.eml"]),
    ] {
        let settings = format!("title = \"T\"\n[comments]\npending = [\"{entry}\"]\n");
        let site = site(&[("oud.csv", table)]).with("weerklank.toml", &settings);
        for (number, file) in files.iter().enumerate() {
            let mail = mail.replace("<1@", &format!("<{number}@"));
            site.put(&format!("content/comments/{file}"), mail.as_bytes());
        }
        assert_eq!(site.build().code, 0, "{entry}");
        forget(&site, &["jan@x.example"]);
        let report = site.build();
        assert_eq!(report.code, 0, "{:#}", report.json);
        let last = files[files.len() - 1];
        assert_eq!(report.warnings(), [format!("foreign-file content/comments/{last}:-")]);
    }
}

/// An export of our own format with Jan, and these words of others, as HTML.
fn among(said: &[(&str, &str, &str)]) -> String {
    let jan = ("Jan de Vries", "jan@oud.example", "<p>Van mij.</p>");
    written(&[&[jan], said].concat(), "html")
}

/// An export of our own format with what these wrote, day after day.
fn written(said: &[(&str, &str, &str)], markup: &str) -> String {
    let line = |(number, (name, email, text)): (usize, &(&str, &str, &str))| {
        serde_json::json!({
            "post": "water", "id": number, "author": name, "email": email, "text": text,
            "written": format!("2026-02-0{} 10:00", number + 1), "markup": markup, "status": "approved",
        })
    };
    let lines: Vec<String> =
        said.iter().enumerate().map(|one| format!("{}\n", line(one))).collect();
    format!(
        "{{\"weerklank-comments\": 1, \"system\": \"f\", \"made\": \"2026-03-01\"}}\n{}",
        lines.concat()
    )
}

fn export(site: &Site) -> String {
    std::fs::read_to_string(site.path("content/comments/a.jsonl")).unwrap()
}

#[test]
fn names_and_addresses_that_go_on_are_of_others() {
    let text = "Klaas-Jan de Vries, Jan de Vries-Bakker, @jan-willem, \
        klaas-jan@oud.example, jan@oud.example.nl, els.jan@oud.example en Jan de Vries, jan@oud.example";
    let others = [
        ("Marc Jan de Vries", "marc@x.example", "<p>Dank, Marc Jan de Vries.</p>"),
        ("Piet", "piet@x.example", text),
    ];
    let whole = among(&others);
    let site = site(&[("a.jsonl", &whole)]).built();
    let left = text.replace("en Jan de Vries, jan@oud.example", "en [...], [...]");
    // What looks like the name is told.
    assert_eq!(site.told(&["forget", "jan@oud.example", "--redact-quotes"]).code, 3);
    assert!(export(&site).contains(&left), "{}", export(&site));
    assert!(export(&site).contains("Dank, Marc Jan de Vries."), "{}", export(&site));
    assert_eq!(site.build().warnings(), [""; 0]);
    site.put("content/comments/a.jsonl", whole.as_bytes());
    let shown = &said(&site)[1].1;
    assert!(shown.starts_with(&left[..70]), "{shown}");
    site.told(&["forget", "--again"]);
    assert!(export(&site).contains(&left), "{}", export(&site));
}

#[test]
fn what_went_from_tags_stays_out_too() {
    let text = "<p>Zie <img src=\"https://x.example/p.png\" alt=\"plaat van Jan de Vries\"> en \
        <a href=\"mailto:jan@oud.example\">hem</a>.</p>";
    let whole = among(&[("Piet", "piet@x.example", text)]);
    let site = site(&[("a.jsonl", &whole)]).built();
    forget(&site, &["jan@oud.example", "--redact-quotes"]);
    let left = export(&site);
    assert!(left.contains("plaat van [...]") && left.contains("mailto:[...]"), "{left}");
    site.put("content/comments/a.jsonl", whole.as_bytes());
    let told = site.build().warnings();
    assert!(told.iter().any(|told| told.starts_with("taken-returned")), "{told:?}");
    let page = site.page("2024/water.html");
    assert!(!page.contains("Vries") && !page.contains("jan@oud"), "{page}");
    forget(&site, &["--again"]);
    assert_eq!(export(&site), left);
}

#[test]
fn a_name_as_one_word_is_told_however_its_sign_is_written() {
    for text in ["jandevries", "&#64;jandevries", "@<em>jandevries</em>", "<b>@</b>jandevries"] {
        let site = site(&[("a.jsonl", &among(&[("Piet", "piet@x.example", text)]))]);
        let report = site.told(&["forget", "jan@oud.example", "--redact-quotes"]);
        let is_left = export(&site).contains("jandevries");
        assert_eq!(report.code, if is_left { 3 } else { 0 }, "{text} {:#}", report.json);
        assert_eq!(
            site.told(&["forget", "--verify", "Jan de Vries"]).code,
            i32::from(is_left),
            "{text}"
        );
    }
}

/// Puts an old export back after these erasures: the page stays as it was, and `--again` leaves the file as they left it.
fn comes_back(site: &Site, whole: &str, erased: &[&str]) {
    for address in erased {
        site.told(&["forget", address, "--redact-quotes"]);
    }
    let (left, page) = (export(site), site.page("2024/water.html"));
    assert_eq!(site.build().warnings(), [""; 0], "{left}");
    site.put("content/comments/a.jsonl", whole.as_bytes());
    let report = site.build();
    assert_eq!((report.code, report.errors()), (0, vec![]), "{left} {:#}", report.json);
    let is_told = report.warnings().iter().any(|told| told.starts_with("taken-returned"));
    assert!(is_told, "{left} {:#}", report.json);
    assert_eq!(site.page("2024/water.html"), page, "{left}");
    site.told(&["forget", "--again"]);
    assert_eq!(export(site), left);
}

#[test]
fn what_went_goes_again_and_nothing_else_does() {
    const OTHER: &str = "Van mij iets heel anders.";
    const IDEA: &str = "het is mijn idee (en niet dat van hem) geweest";
    for (name, own, text, left) in [
        ("Jan de Vries", OTHER, "Dank Vries, J. de (Jan) voor dit", "Dank [...] voor dit"),
        (
            "Vries, Jan de (Waterbeheer)",
            OTHER,
            "Beste Vries, Jan de (Waterbeheer), dank",
            "Beste [...], dank",
        ),
        ("Jan de Vries, MSc", OTHER, "Beste Jan de Vries, MSc", "Beste [...]"),
        (
            "Jan de Vries",
            OTHER,
            "Els de Vries, Jan Bakker en Kees (de Vries, Jan)",
            "Els de Vries, Jan Bakker en Kees ([...])",
        ),
        (
            "Jan de Vries",
            "Helaas, morgen is het gemaal dicht.",
            "Jammer: helaas, morgen is het gemaal de hele dag dicht",
            "Jammer: [...] de hele dag dicht",
        ),
        (
            "Jan de Vries",
            "De dijk is te laag voor hoog water in de zomer.",
            "Zei Jan-de dijk is te laag voor hoog water in de zomer-maar ja",
            "Zei Jan-[...]-maar ja",
        ),
        (
            "Jan de Vries",
            "Mail de balie via balie@x.example voor een afspraak.",
            "Hij zei _mail de balie via balie@x.example voor een afspraak_ toch?",
            "Hij zei _[...]_ toch?",
        ),
        (
            "Jan de Vries",
            IDEA,
            "dat is mijn idee (en niet dat van hem) zei hij",
            "dat [...]) zei hij",
        ),
        (
            "Jan de Vries",
            "Wij moeten de dijk dit jaar nog hoger maken.",
            "<p>Zei: wij moeten de <a href=\"mailto:jan@oud.example\" title=\"van Jan de Vries\">dijk dit jaar</a> nog hoger.</p>",
            "<p>Zei: [...] <a href=\"mailto:[...]\" title=\"van [...]\">[...]</a> [...].</p>",
        ),
        (
            "Jan de Vries",
            OTHER,
            "<p>Dank Jan <b title=\"Jan de Vries\">de Vries</b></p>",
            "<p>Dank [...] <b title=\"[...]\">[...]</b></p>",
        ),
    ] {
        went((name, own), text, left);
    }
}

#[test]
fn a_namesake_stays_when_what_stood_beside_them_goes_with_somebody_else() {
    let text = "<p>Dank Jan de Vries. Marc Jan de Vries, els@oud.example ziet dit.</p>";
    let whole = among(&[
        ("Els Bakker", "els@oud.example", "<p>Van mij ook.</p>"),
        ("Marc Jan de Vries", "marc@x.example", "<p>Ik ben Marc.</p>"),
        ("Piet", "p@x.example", text),
    ]);
    let site = site(&[("a.jsonl", &whole)]).built();
    comes_back(&site, &whole, &["jan@oud.example", "els@oud.example"]);
    let left = "<p>Dank [...]. Marc Jan de Vries, [...] ziet dit.</p>";
    assert_eq!(said(&site)[1].1, "Dank [...]. Marc Jan de Vries, [...] ziet dit.");
    assert!(export(&site).contains(left), "{}", export(&site));
}

#[test]
fn the_same_comment_in_another_export_keeps_the_words_that_it_has_there() {
    let piet = |text| {
        among(&[("Marc Jan de Vries", "marc@x.example", "Ik."), ("Piet", "p@x.example", text)])
    };
    let (before, now) = (piet("Dank Jan de Vries."), piet("Marc Jan de Vries schreef dit."));
    let now = now.replace("2026-03-01", "2026-04-01");
    let site = site(&[("a.jsonl", &before), ("b.jsonl", &now)]).built();
    site.told(&["forget", "jan@oud.example", "--redact-quotes"]);
    assert!(export(&site).contains("Dank [...]."), "{}", export(&site));
    assert_eq!(site.build().warnings(), [""; 0]);
    assert_eq!(said(&site)[1], by("Piet", "Marc Jan de Vries schreef dit."));
}

/// Jan goes, and an old export comes back: both times this is left of the text of another.
fn went((name, own): (&str, &str), text: &str, left: &str) {
    let markup = if text.contains(" _") { "markdown" } else { "html" };
    let all = [(name, "jan@oud.example", own), ("Piet", "p@x.example", text)];
    let whole = written(&all, markup);
    let site = site(&[("a.jsonl", &whole)]).built();
    site.told(&["forget", "jan@oud.example", "--redact-quotes"]);
    let text = serde_json::Value::String(left.to_owned()).to_string();
    assert!(export(&site).contains(&text), "{left} {}", export(&site));
    comes_back(&site, &whole, &[]);
}

#[test]
fn a_tag_within_a_quote_stays_clean_after_two_erasures() {
    let whole = written(
        &[
            ("Jan de Vries", "jan@oud.example", "Wij moeten de dijk dit jaar nog hoger maken."),
            ("Kees Bos", "kees@oud.example", "Dat is onzin."),
            (
                "Piet",
                "p@x.example",
                "Wij moeten <a href=\"mailto:kees@oud.example\" title=\"Jan de Vries\">de dijk dit jaar</a> nog.",
            ),
        ],
        "html",
    );
    let site = site(&[("a.jsonl", &whole)]).built();
    comes_back(&site, &whole, &["jan@oud.example", "kees@oud.example"]);
    assert!(export(&site).contains("mailto:[...]"), "{}", export(&site));
}

#[test]
fn a_decision_about_what_is_left_of_words_holds_for_an_old_export_too() {
    const OTHER: &str = "Van mij iets heel anders.";
    for (own, text, passage, left) in [
        (OTHER, "Dank Vries, J. de (Jan) 06-123 ja", "de (Jan) 06-123", "[...] 06-123"),
        (
            "het is mijn idee (en niet dat van hem) geweest",
            "dat is mijn idee (en niet dat van hem) 06-123",
            "dat van hem) 06-123",
            "[...]) 06-123",
        ),
        (
            OTHER,
            "<p>Zie <a href=\"https://x.example/?to=jan@oud.example&amp;tel=06-123\">hier</a>.</p>",
            "jan@oud.example&tel=06-123",
            "[...]&tel=06-123",
        ),
        (
            OTHER,
            "<p>Zie <a href=\"https://x.example/prive-06-123\" title=\"Jan de Vries\">hier</a>.</p>",
            "Jan de Vries",
            "title=\\\"[...]\\\"",
        ),
    ] {
        let all = [("Jan de Vries", "jan@oud.example", own), ("Piet", "p@x.example", text)];
        let whole = written(&all, "html");
        let decision = format!("[[redact]]\ncomment = \"1\"\npassage = \"{passage}\"\n");
        let site = site(&[("a.jsonl", &whole), ("moderation.toml", &decision)]).built();
        let report = site.told(&["forget", "jan@oud.example", "--redact-quotes"]);
        assert_eq!((report.code, report.errors()), (0, vec![]), "{:#}", report.json);
        let decided =
            std::fs::read_to_string(site.path("content/comments/moderation.toml")).unwrap();
        let is_it = [format!("\"{left}\""), format!("'{}'", left.replace('\\', ""))];
        assert!(is_it.iter().any(|left| decided.contains(left)), "{decided}");
        assert!(!site.page("2024/water.html").contains("06-123"), "{left}");
        comes_back(&site, &whole, &[]);
    }
}

#[test]
fn addresses_and_names_of_others_stay_however_they_are_written() {
    let text = "Mail jan.de.vries@x.example, els@jan-de-vries.example; Klaas-<b>Jan de Vries</b>; \
        Piet-Klaas&#45;Jan de Vries; Kees\u{2011}Jan de Vries; Jan de Vries\u{2011}Bakker; Jan de Vries&shy;-Bakker; \
        A.Jan de Vries, dank Marc Jan de Vries en";
    let whole = among(&[
        ("Marc Jan de Vries", "marc@x.example", "<p>Ik ben Marc.</p>"),
        ("Jannie de Vries", "jan.de.vries@x.example", "<p>Ik ben Jannie.</p>"),
        ("Piet", "p@x.example", &format!("{text} Jan de Vries")),
    ]);
    let site = site(&[("a.jsonl", &whole)]).built();
    // What looks like the name is told.
    assert_eq!(site.told(&["forget", "jan@oud.example", "--redact-quotes"]).code, 3);
    let left = format!("{text} [...]");
    assert!(export(&site).contains(&left), "{}", export(&site));
    comes_back(&site, &whole, &[]);
}

#[test]
fn an_address_that_is_spelt_out_and_a_name_in_wide_letters_go() {
    let text = "jan [at] oud.example, jan(at)oud(dot)example, jan at oud punt example, \
        \u{ff2a}\u{ff41}\u{ff4e} de Vries, De Vries, J. (Jan). Zag jan at oud example?";
    let whole = among(&[("Piet", "p@x.example", text)]);
    let site = site(&[("a.jsonl", &whole)]).built();
    // Without any sign it may be a sentence.
    assert_eq!(site.told(&["forget", "jan@oud.example", "--redact-quotes"]).code, 3);
    let left = "[...], [...], [...], [...], [...]. Zag jan at oud example?";
    assert!(export(&site).contains(left), "{}", export(&site));
    comes_back(&site, &whole, &[]);
}

#[test]
fn a_list_that_does_not_tell_as_what_words_went_keeps_them_out_too() {
    const LIST: &str = "content/comments/forgotten.toml";
    let text = "Klaas-Jan de Vries, els.jan@oud.example en Jan de Vries, jan@oud.example, @jan";
    let whole = among(&[("Piet", "piet@x.example", text)]);
    let site = site(&[("a.jsonl", &whole)]).built();
    site.told(&["forget", "jan@oud.example", "--redact-quotes"]);
    let (left, list) = (export(&site), std::fs::read_to_string(site.path(LIST)).unwrap());
    // Nor of whole texts.
    let (known, _) = list.split_once("texts = [").unwrap();
    let unnamed = |line: &str| match line.trim_start_matches([' ', '"']).split_once(':') {
        Some(("stays", _)) => String::new(),
        Some((label, rest)) if label.chars().all(char::is_alphabetic) => format!("\"{rest}\n"),
        _ => format!("{line}\n"),
    };
    let before: String = known.lines().map(unnamed).collect();
    assert!(list.contains("\"name:3:") && !before.contains("name:"), "{before}");
    site.put(LIST, before.as_bytes());
    site.put("content/comments/a.jsonl", whole.as_bytes());
    assert_eq!(site.build().code, 0);
    let page = site.page("2024/water.html");
    assert!(page.contains("els.jan@oud.example en [...], [...], [...]"), "{page}");
    site.told(&["forget", "--again"]);
    assert_eq!(export(&site), left);
}

#[test]
fn the_line_of_a_feed_that_names_whom_a_comment_answers_goes_with_them() {
    let page = "https://oud.example/water/";
    let entry = |number: u32, name: &str, on: &str, text: &str| {
        format!(
            "<entry><id>{page}#comment-{number}</id><title>Door: {name}</title><link rel=\"alternate\" href=\"{page}#comment-{number}\"/>\
             <author><name>{name}</name></author><published>2026-01-0{number}T10:00:00Z</published>\
             <content type=\"html\"><![CDATA[{text}<p>Tekst {number}</p>]]></content><thr:in-reply-to ref=\"{on}\" href=\"{on}\" type=\"text/html\"/></entry>\n"
        )
    };
    let line = |number: u32, name: &str| {
        format!("<p>In antwoord op <a href=\"{page}#comment-{number}\">{name}</a>.</p>\n")
    };
    let (first, second) = (format!("{page}#comment-1"), format!("{page}#comment-2"));
    let feed = [
        "<feed xmlns=\"http://www.w3.org/2005/Atom\" xmlns:thr=\"http://purl.org/syndication/thread/1.0\">\n\
         <link rel=\"self\" href=\"https://oud.example/water/feed/atom/\"/>\n",
        &entry(1, "Zanna van Wijk", page, ""),
        &entry(2, "Piet Bos", &first, &line(1, "Zanna van Wijk")),
        &entry(3, "Els Smit", &second, &line(2, "Piet Bos")),
        "</feed>\n",
    ];
    let whole = feed.concat();
    let site = site(&[("a.atom", &*whole)]);
    let texts = || said(&site).into_iter().map(|(name, text)| format!("{name}: {text}"));
    let shown = ["Zanna van Wijk: Tekst 1", "Piet Bos: Tekst 2", "Els Smit: Tekst 3"];
    assert_eq!(texts().collect::<Vec<_>>(), shown);
    for arguments in [&["Zanna van Wijk"][..], &["--again"]] {
        let report = forget(&site, arguments);
        assert_eq!((report.code, report.warnings()), (0, vec![]), "{:#}", report.json);
        let left = std::fs::read_to_string(site.path("content/comments/a.atom")).expect("a feed");
        assert!(!left.contains("Zanna") && !left.contains("Tekst 1"), "{left}");
        assert!(left.contains(&entry(2, "Piet Bos", &first, "")), "{left}");
        assert!(left.contains(&line(2, "Piet Bos")), "{left}");
        site.put("content/comments/a.atom", whole.as_bytes());
    }
}
