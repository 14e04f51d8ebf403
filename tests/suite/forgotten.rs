//! Whom `forget` takes for one person and whom it does not, and what keeps them out afterwards.

use crate::forget::settings;
use crate::support::Site;

/// A site with one post and these exports.
fn site(exports: &[(&str, &str)]) -> Site {
    let site = Site::empty()
        .with("weerklank.toml", "title = \"T\"\n[comments]\nold_hosts = [\"oud.example\"]\n")
        .with("content/posts/water.md", "---\ntitle: Water\ndate: 2024-01-05\n---\nTekst.\n");
    let put = |site: Site, (name, text): &(&str, &str)| {
        site.with(&format!("content/comments/{name}"), text)
    };
    exports.iter().fold(site, put)
}

fn left(site: &Site, name: &str) -> String {
    std::fs::read_to_string(site.path(&format!("content/comments/{name}"))).unwrap_or_default()
}

/// Which comments are shown, by their writers.
fn shown(site: &Site) -> Vec<String> {
    let listed = site.told(&["comments"]).json;
    let all = listed["comments"].as_array().unwrap().iter();
    let shown = all.filter(|one| one["status"] == "published");
    shown.map(|one| one["author"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn what_is_no_address_forgets_nobody_else() {
    let heading = "E-mail;Naam;Datum;Artikel;Reactie\n";
    let form = format!(
        "{heading}anonymous;Klaas Bakker;1-2-2025;water;Van Klaas\n\
         anonymous;Anna de Boer;2-2-2025;water;Van Anna\nn.v.t.;Bo;3-2-2025;water;Van Bo\n"
    );
    let site = site(&[("formulier.csv", &form)]);
    let export = site.told(&["comments", "export", "--person", "Klaas Bakker"]).json;
    assert_eq!(export["comments"].as_array().unwrap().len(), 1, "{export:#}");
    let report = site.told(&["forget", "Klaas Bakker"]);
    assert_eq!((report.code, report.number("erased")), (0, 1), "{:#}", report.json);
    let left = left(&site, "formulier.csv");
    assert!(!left.contains("Klaas") && left.contains("Anna") && left.contains("Bo"), "{left}");
    let later = format!("{heading}anonymous;Iemand Anders;1-2-2027;water;Nieuw\n");
    site.put("content/comments/2027.csv", later.as_bytes());
    assert_eq!(shown(&site), ["Anna de Boer", "Bo", "Iemand Anders"]);
}

/// Rows of which the column of the address holds logins.
const LOGINS: &str = "Naam;E-mail;Datum;Artikel;Reactie\nJan Bos;VD\\jbos;1-2-2025;water;Een\n\
    Jan Bos;VD\\jbos;2-2-2025;water;Twee\nJan Bos;VD\\jbos2;3-2-2025;water;Drie\n";

#[test]
fn a_login_in_the_place_of_an_address_is_somebodys() {
    let site = site(&[("a.csv", LOGINS)]);
    let report = site.told(&["forget", "Jan Bos"]);
    assert_eq!(report.errors(), ["several-writers -:-"], "{:#}", report.json);
    let said = report.json["errors"][0]["message"].as_str().unwrap();
    assert!(said.contains("vd\\jbos") && said.contains("vd\\jbos2"), "{said}");
    let report = site.told(&["forget", "VD\\jbos"]);
    // The name of the other one is found, and is his.
    assert_eq!((report.code, report.number("erased")), (3, 2), "{:#}", report.json);
    assert!(left(&site, "a.csv").contains("Drie"));
    // Whatever comes later from that login is held too.
    let later = LOGINS.replace("2025", "2027").replace("Een", "Later");
    site.put("content/comments/later.csv", later.as_bytes());
    assert_eq!(shown(&site), ["Jan Bos", "Jan Bos"]);
    let report = site.told(&["forget", "--again"]);
    assert_eq!((report.code, report.number("erased")), (3, 2), "{:#}", report.json);
    assert_eq!(left(&site, "later.csv").lines().count(), 2);
}

#[test]
fn several_people_behind_one_login_are_asked_about() {
    let rows = LOGINS.replace("jbos2", "jbos").replacen("Jan Bos", "Anna Smit", 1);
    let site = site(&[("a.csv", &rows)]);
    let report = site.told(&["forget", "VD\\jbos"]);
    assert_eq!(report.errors(), ["several-writers -:-"], "{:#}", report.json);
    let report = site.told(&["forget", "Anna Smit <vd\\jbos>"]);
    assert_eq!((report.code, report.number("erased")), (0, 1), "{:#}", report.json);
    assert_eq!(shown(&site), ["Jan Bos", "Jan Bos"]);
}

#[test]
fn a_shared_mailbox_asks_which_of_those_behind_it() {
    let desk = "Naam;E-mail;Datum;Artikel;Reactie\nKlaas Bakker;balie@x.example;1-2-2025;water;Een\n\
                Anna de Boer;balie@x.example;2-2-2025;water;Twee\nKlaas Bakker;balie@x.example;3-2-2025;water;Drie\nK. Bakker;balie@x.example;4-2-2025;water;Vijf\n";
    let site = site(&[("balie.csv", desk)]);
    for text in ["Klaas Bakker", "balie@x.example"] {
        let report = site.told(&["forget", text]);
        assert_eq!(report.errors(), ["several-writers -:-"], "{:#}", report.json);
        let said = report.json["errors"][0]["message"].as_str().unwrap();
        assert!(said.contains("Klaas Bakker <balie@x.example>"), "{said}");
        assert!(said.contains("Anna de Boer <balie@x.example>"), "{said}");
        // What `--all` does is told as it is.
        let help = report.json["errors"][0]["help"].as_str().unwrap();
        assert_eq!(help.contains("takes all of them"), text.contains('@'), "{help}");
    }
    assert_eq!(left(&site, "balie.csv"), desk);
    let report = site.told(&["forget", "Klaas Bakker <balie@x.example>"]);
    assert_eq!((report.code, report.number("erased")), (0, 3), "{:#}", report.json);
    let now = left(&site, "balie.csv");
    assert!(now.contains("Anna") && !now.contains("Bakker"), "{now}");
    // The old export keeps out him, and not her; a further comment of his under that address neither.
    site.put("content/comments/balie.csv", desk.as_bytes());
    let new =
        "Naam;E-mail;Datum;Artikel;Reactie\nKlaas Bakker;balie@x.example;4-2-2025;water;Vier\n";
    site.put("content/comments/nieuw.csv", new.as_bytes());
    assert_eq!(shown(&site), ["Anna de Boer"]);
    let report = site.told(&["forget", "--again"]);
    assert_eq!(report.code, 0, "{:#}", report.json);
    assert_eq!(left(&site, "balie.csv"), now);
    assert_eq!(site.told(&["forget", "Anna de Boer <balie@x.example>"]).code, 0);
    assert_eq!(shown(&site), [""; 0]);
}

/// An export of WordPress with a comment of somebody, and perhaps one of somebody else.
fn wordpress(others: &str) -> String {
    format!(
        "<?xml version=\"1.0\"?><rss version=\"2.0\" xmlns:wp=\"http://wordpress.org/export/1.2/\"><channel>\
         <wp:wxr_version>1.2</wp:wxr_version><wp:base_site_url>https://oud.example</wp:base_site_url><item>\
         <link>https://oud.example/water/</link><wp:post_id>528</wp:post_id><wp:post_name>water</wp:post_name>\
         <wp:status>publish</wp:status><wp:post_type>post</wp:post_type><wp:comment><wp:comment_id>2</wp:comment_id>\
         <wp:comment_author>Klaas Bakker</wp:comment_author><wp:comment_author_email>kb@x.example</wp:comment_author_email>\
         <wp:comment_date_gmt>2025-01-03 10:00:00</wp:comment_date_gmt><wp:comment_content>Tekst van Klaas</wp:comment_content>\
         <wp:comment_approved>1</wp:comment_approved><wp:comment_type>comment</wp:comment_type></wp:comment>{others}</item></channel></rss>"
    )
}

/// The page of that post, saved.
fn page(name: &str) -> String {
    format!(
        "<!DOCTYPE html><html><head><title>W</title><link rel=\"canonical\" href=\"https://oud.example/water/\">\
         <meta name=\"generator\" content=\"WordPress 6.5\"></head><body><ol class=\"comment-list\">\
         <li id=\"comment-2\" class=\"comment\"><div class=\"comment-author\"><b class=\"fn\">{name}</b></div>\
         <time datetime=\"2025-01-03T10:00:00+00:00\">x</time><div class=\"comment-content\"><p>Tekst van Klaas</p></div>\
         </li></ol></body></html>"
    )
}

#[test]
fn the_same_comment_elsewhere_goes_with_it() {
    for name in ["Klaas Bakker", "Klaas"] {
        for asked in ["kb@x.example", "Klaas Bakker"] {
            let site = site(&[("a.xml", &wordpress("")), ("water.html", &page(name))]);
            let given = site.told(&["comments", "export", "--person", asked]);
            assert_eq!(given.code, 0, "{:#}", given.json);
            let report = site.told(&["forget", asked]);
            assert_eq!(report.code, 0, "{name} {asked} {:#}", report.json);
            for file in ["a.xml", "water.html"] {
                assert!(!left(&site, file).contains("Klaas"), "{name} {asked} {file}");
            }
            assert_eq!(shown(&site), [""; 0], "{name} {asked}");
        }
    }
}

#[test]
fn an_old_export_of_another_kind_brings_nobody_back() {
    for (first, later) in [("a.xml", "water.html"), ("water.html", "a.xml")] {
        for others in ["", OTHER_COMMENT] {
            let text =
                |name: &str| if name == "a.xml" { wordpress(others) } else { page("Klaas Bakker") };
            let site = site(&[(first, &text(first))]);
            assert_eq!(site.told(&["forget", "Klaas Bakker"]).code, 0);
            for is_alone in [false, true] {
                if is_alone && site.path(&format!("content/comments/{first}")).exists() {
                    site.remove(&format!("content/comments/{first}"));
                }
                site.put(&format!("content/comments/{later}"), text(later).as_bytes());
                assert!(
                    !shown(&site).contains(&"Klaas Bakker".to_owned()),
                    "{first} {others} {is_alone}"
                );
                let told = site.build().warnings();
                assert!(told.iter().any(|told| told.starts_with("forgotten-returned")), "{told:?}");
            }
        }
    }
}

#[test]
fn who_comes_later_to_a_shared_mailbox_is_nobody_forgotten() {
    let heading = "Naam;E-mail;Datum;Artikel;Reactie\n";
    let row =
        |name: &str, day: u32| format!("{name};balie@x.example;{day}-2-2025;water;Van {name}\n");
    let desk = format!("{heading}{}{}", row("Klaas Bos", 1), row("Anna Smit", 2));
    let (klaas, anna) = ("Klaas Bos <balie@x.example>", "Anna Smit <balie@x.example>");
    // The last one by any name, both at once, and the only one of whom there is anything.
    for asked in [
        &[&[klaas][..], &[anna]][..],
        &[&[klaas], &["Anna Smit"]],
        &[&[klaas], &["balie@x.example"]],
        &[&[klaas, anna]],
    ] {
        let site = site(&[("balie.csv", &desk)]);
        for people in asked {
            let report = site.told(&[&["forget"], *people].concat());
            assert_eq!(report.code, 0, "{asked:?} {:#}", report.json);
        }
        let later = format!("{heading}{}{}", row("Zoë Kok", 3), row("Anna Smit", 4));
        site.put("content/comments/nieuw.csv", later.as_bytes());
        assert_eq!(shown(&site), ["Zoë Kok"], "{asked:?}");
        assert_eq!(site.told(&["forget", "--again"]).code, 0, "{asked:?}");
        let kept = left(&site, "nieuw.csv");
        assert!(kept.contains("Zoë") && !kept.contains("Anna"), "{asked:?} {kept}");
    }
    let alone = site(&[("balie.csv", &format!("{heading}{}", row("Anna Smit", 2)))]);
    assert_eq!(alone.told(&["forget", anna]).code, 0);
    alone.put("content/comments/nieuw.csv", format!("{heading}{}", row("Zoë Kok", 3)).as_bytes());
    assert_eq!(shown(&alone), ["Zoë Kok"]);
}

/// A comment of somebody else.
const OTHER_COMMENT: &str = "<wp:comment><wp:comment_id>3</wp:comment_id><wp:comment_author>Bo</wp:comment_author>\
    <wp:comment_author_email>b@x.example</wp:comment_author_email><wp:comment_date_gmt>2025-01-04 10:00:00</wp:comment_date_gmt>\
    <wp:comment_content>Goed</wp:comment_content><wp:comment_approved>1</wp:comment_approved>\
    <wp:comment_type>comment</wp:comment_type></wp:comment>";

#[test]
fn of_one_number_only_their_comment_goes() {
    let line = |author: &str, day: u32| {
        format!(
            "{{\"post\":\"water\",\"id\":1,\"author\":\"{author}\",\"email\":\"{author}@x.example\",\
             \"text\":\"Van {author}\",\"status\":\"approved\",\"written\":\"2025-01-0{day} 10:00\"}}\n"
        )
    };
    let (klaas, bo) = (line("Klaas", 2), line("Bo", 3));
    let head = "{\"weerklank-comments\":1,\"system\":\"f\"}\n";
    let site = site(&[("a.jsonl", &format!("{head}{klaas}{bo}"))]);
    let report = site.told(&["forget", "klaas@x.example"]);
    assert_eq!(report.code, 0, "{:#}", report.json);
    assert_eq!(left(&site, "a.jsonl"), format!("{head}{bo}"));
    assert_eq!(shown(&site), ["Bo"]);
}

#[test]
fn a_forgotten_name_keeps_out_nobody_who_came_later() {
    let heading = "Naam;Datum;Artikel;Reactie\n";
    let first = format!("{heading}Jan;3-1-2025;water;Eerste Jan\nBo;4-1-2025;water;Goed\n");
    let site = site(&[("a.csv", &first)]);
    assert_eq!(site.told(&["forget", "Jan"]).code, 0);
    let later = format!("{heading}Jan;3-1-2027;water;Nieuw in dienst\n");
    site.put("content/comments/2027.csv", later.as_bytes());
    assert_eq!(shown(&site), ["Bo", "Jan"]);
    assert_eq!(site.told(&["forget", "--again"]).errors(), ["nothing-written -:-"]);
    // Of before that day it may be his: it waits, and is not erased unasked.
    let before = format!("{heading}Jan;3-1-2024;water;Van vroeger\nJan;;water;Ooit\n");
    site.put("content/comments/oud.csv", before.as_bytes());
    assert_eq!(shown(&site), ["Bo", "Jan"]);
    let report = site.told(&["forget", "--again"]);
    assert_eq!(report.errors(), ["namesake-left content/comments/oud.csv:-"], "{:#}", report.json);
    assert_eq!(left(&site, "oud.csv"), before);
    // His own comment comes back too, and goes; the others are told again.
    site.put("content/comments/terug.csv", first.as_bytes());
    let report = site.told(&["forget", "--again"]);
    assert_eq!(report.code, 0, "{:#}", report.json);
    assert!(report.warnings().contains(&"namesake-left content/comments/oud.csv:-".to_owned()));
    assert!(!left(&site, "terug.csv").contains("Jan"));
    assert_eq!(left(&site, "oud.csv"), before);
    let warnings = report.json["warnings"].as_array().unwrap();
    let told = warnings.iter().find(|told| told["file"] == "content/comments/oud.csv").unwrap();
    let message = told["message"].as_str().unwrap();
    let key = message.split('`').nth(1).unwrap();
    let report = site.told(&["forget", key]);
    assert_eq!((report.code, report.number("erased")), (0, 1), "{:#}", report.json);
    assert_eq!(site.told(&["forget", "--again", "--all"]).code, 0);
    assert_eq!(left(&site, "oud.csv"), heading);
    assert_eq!(left(&site, "2027.csv"), later);
}

#[test]
fn what_was_interrupted_is_finished_by_new_and_told_by_check() {
    let export = "Naam;E-mail;Artikel;Reactie\nKlaas Bakker;kb@x.example;water;Goed\n";
    let site = site(&[("a.csv", export)]).built();
    site.put("content/posts/kapot.md", b"---\ntitle: Kapot\ndate: gisteren\n---\nTekst.\n");
    assert!(
        site.told(&["forget", "Klaas Bakker"])
            .errors()
            .contains(&"output-not-erased -:-".to_owned())
    );
    site.remove("content/posts/kapot.md");
    let is_told = |site: &Site| {
        let told = site.told(&["check"]).warnings();
        told.iter().any(|told| told.starts_with("erasure-unfinished"))
    };
    let holds = |site: &Site| site.page("2024/water.html").contains("Klaas Bakker");
    assert!(is_told(&site) && holds(&site));
    assert_eq!(site.told(&["new", "Iets"]).code, 0);
    assert!(!is_told(&site) && !holds(&site));
}

#[test]
fn what_was_taken_out_of_the_words_of_others_stays_out() {
    let json = "{\"weerklank-comments\":1,\"system\":\"f\"}\n\
        {\"post\":\"water\",\"id\":1,\"author\":\"Klaas Bakker\",\"email\":\"kb@x.example\",\
         \"text\":\"Unieke woorden van deze mens vastgelegd\",\"status\":\"approved\",\"written\":\"2025-01-02 10:00\"}\n\
        {\"post\":\"water\",\"id\":2,\"author\":\"Bo\",\"email\":\"b@x.example\",\"text\":\"Zoals Klaas Bakker (@klaasbakker) \
         schreef: woorden van deze mens vastgelegd, toch\",\"status\":\"approved\",\"written\":\"2025-01-03 10:00\"}\n";
    let table = "Naam;E-mail;Datum;Artikel;Reactie\nKlaas Bakker;kb@x.example;2-1-2025;water;Unieke woorden van deze mens vastgelegd\n\
        Bo;b@x.example;3-1-2025;water;\"Zoals Klaas Bakker schreef: \"\"woorden van deze mens vastgelegd\"\"\"\n";
    for (name, export) in [("a.jsonl", json), ("a.csv", table)] {
        let site = site(&[(name, export)]);
        assert_eq!(site.told(&["forget", "kb@x.example", "--redact-quotes"]).code, 0);
        let erased = left(&site, name);
        assert!(erased.contains("Zoals [...]") && !erased.contains("vastgelegd"), "{erased}");
        assert_eq!(site.build().warnings(), [""; 0]);
        // The export of next month is put over the erased one.
        site.put(&format!("content/comments/{name}"), export.as_bytes());
        let told = site.build().warnings();
        assert!(told.iter().any(|told| told.starts_with("taken-returned")), "{told:?}");
        let page = site.page("2024/water.html");
        assert!(
            page.contains("Zoals [...]") && !page.contains("Klaas") && !page.contains("vastgelegd")
        );
        let report = site.told(&["forget", "--again"]);
        assert_eq!(
            (report.code, report.json["mentions"].as_array().unwrap().len()),
            (0, 0),
            "{:#}",
            report.json
        );
        assert_eq!(left(&site, name), erased, "{name}");
        // It came back alone.
        let alone: String = export
            .lines()
            .filter(|line| !line.contains("kb@x"))
            .map(|line| format!("{line}\n"))
            .collect();
        site.put(&format!("content/comments/{name}"), alone.as_bytes());
        assert_eq!(site.told(&["forget", "--again"]).code, 0);
        assert_eq!(left(&site, name), erased, "{name}");
        assert_eq!(site.told(&["forget", "--again"]).errors(), ["nothing-written -:-"]);
    }
}

#[test]
fn a_mention_that_was_taken_out_takes_no_word_like_it() {
    let export = "{\"weerklank-comments\":1,\"system\":\"f\"}\n\
        {\"post\":\"water\",\"id\":1,\"author\":\"Wil Jansen\",\"email\":\"w.jansen@x.example\",\
         \"text\":\"Het peil is te laat verlaagd.\",\"status\":\"approved\",\"written\":\"2025-01-02 10:00\"}\n\
        {\"post\":\"water\",\"id\":2,\"author\":\"Bo\",\"email\":\"b@x.example\",\"text\":\"@Wil Ik wil het ook niet, maar de \
         gemeente wil het wel. W. Jansen, @w.jansen\",\"status\":\"approved\",\"written\":\"2025-01-03 10:00\"}\n";
    const LEFT: &str = "[...] Ik wil het ook niet, maar de gemeente wil het wel. W. Jansen, [...]";
    const LIST: &str = "content/comments/forgotten.toml";
    let site = site(&[("a.jsonl", export)]);
    site.told(&["forget", "w.jansen@x.example", "--redact-quotes"]);
    let erased = left(&site, "a.jsonl");
    let is_kept = |site: &Site, when: &str| {
        assert_eq!(site.build().warnings(), [""; 0], "{when}");
        assert!(site.page("2024/water.html").contains(LEFT), "{when}");
        site.told(&["forget", "--again"]);
        assert_eq!(left(site, "a.jsonl"), erased, "{when}");
    };
    is_kept(&site, "at first");
    site.put("content/comments/a.jsonl", export.as_bytes());
    assert!(site.told(&["forget", "--again"]).errors().is_empty());
    is_kept(&site, "once it came back");
    // A list that was written before mentions were told apart.
    let list = std::fs::read_to_string(site.path(LIST)).unwrap();
    let (head, mentions) = list.rsplit_once("mentions = [").unwrap();
    let single = mentions.lines().find(|line| line.contains("\"1:")).unwrap();
    let (head, _) = head.rsplit_once("words = [").unwrap();
    site.put(LIST, format!("{head}words = [\n{single}\n]\n").as_bytes());
    is_kept(&site, "by an old list");
}

#[test]
fn the_same_row_twice_is_one_comment_after_an_erasure_too() {
    let head = "Naam;E-mail;Datum;Artikel;Reactie\nKlaas Bakker;kb@x.example;2-1-2025;water;Goed\n";
    let row = "Bo;b@x.example;3-1-2025;water;Dank aan Klaas Bakker\n";
    let other = "Bo;b@x.example;3-1-2025;water;Dank aan kb@x.example\n";
    for (file, copy, count) in [
        (format!("{head}{row}{row}"), None, 1),
        (format!("{head}{row}{row}{other}"), None, 2),
        (format!("{head}{row}"), Some(format!("{head}{row}")), 1),
        (format!("{head}{row}{row}{other}"), Some(format!("{head}{row}{other}{other}")), 2),
    ] {
        let files = [("a.csv", Some(&file)), ("b.csv", copy.as_ref())];
        let files: Vec<(&str, &str)> = files
            .iter()
            .filter_map(|(name, text)| Some((*name, text.as_ref()?.as_str())))
            .collect();
        let site = site(&files);
        let of_bo = || shown(&site).iter().filter(|name| *name == "Bo").count();
        assert_eq!(of_bo(), count, "{file}");
        assert_eq!(site.told(&["forget", "kb@x.example", "--redact-quotes"]).code, 0);
        assert!(!left(&site, "a.csv").contains("Klaas"));
        assert_eq!(of_bo(), count, "{file}");
        for name in ["a.csv", "oud.csv"] {
            site.put(&format!("content/comments/{name}"), file.as_bytes());
            assert_eq!(of_bo(), count, "{name} {file}");
            assert_eq!(site.told(&["forget", "--again"]).code, 0);
            assert_eq!(of_bo(), count, "{name} {file}");
        }
    }
}

#[test]
fn a_row_of_which_two_copies_lost_other_words_is_one_comment() {
    let head = "Naam;E-mail;Datum;Artikel;Reactie\n";
    let people =
        "Klaas Bakker;kb@x.example;2-1-2025;water;Goed\nEls Kok;ek@x.example;2-1-2025;water;Ook\n";
    let row = "Bo;b@x.example;3-1-2025;water;Dank aan Klaas Bakker en Els Kok\n";
    let old = format!("{head}{people}{row}");
    let left_of_it = format!("{head}{}", row.replace("Klaas Bakker en Els Kok", "[...] en [...]"));
    let site = site(&[("a.csv", &old)]).built();
    assert_eq!(site.told(&["forget", "kb@x.example", "--redact-quotes"]).code, 0);
    // The old file lies beside the new one when somebody else goes.
    site.put("content/comments/oud.csv", format!("{head}{row}").as_bytes());
    assert_eq!(site.told(&["forget", "ek@x.example", "--redact-quotes"]).code, 0);
    assert_eq!(left(&site, "a.csv"), left_of_it);
    site.build();
    assert_eq!(shown(&site), ["Bo"]);
    assert!(!site.page("2024/water.html").contains("Klaas"));
    let report = site.told(&["forget", "--again"]);
    assert_eq!((report.code, report.warnings()), (0, vec![]), "{:#}", report.json);
    assert_eq!(left(&site, "oud.csv"), left_of_it);
    assert_eq!(shown(&site), ["Bo"]);
    // The first copy as it was in between comes back.
    let half = left_of_it.replacen("[...] en [...]", "[...] en Els Kok", 1);
    site.put("content/comments/half.csv", half.as_bytes());
    site.build();
    assert!(!site.page("2024/water.html").contains("Els Kok"));
    assert_eq!(shown(&site), ["Bo"]);
}

#[test]
fn the_proof_tells_what_is_there_afterwards() {
    let export = "Naam;E-mail;Datum;Artikel;Reactie\nKlaas Bakker;kb@x.example;2-1-2025;water;Goed\n\
        Bo;b@x.example;3-1-2025;water;Dank aan Klaas Bakker\n";
    let mail = "From: Klaas Bakker <kb@x.example>\nSubject: [kb:water]\nDate: Thu, 02 Jan 2025 10:00:00 +0000\n\
        Message-ID: <1@x>\nContent-Type: text/plain\n\nEen tekst.\n";
    let site = site(&[("a.csv", export), ("b.eml", mail)]);
    site.put("notities.txt", b"bel Klaas Bakker");
    site.put(
        "content/comments/moderation.toml",
        b"[[hide]]\ncomment = \"x\"\nreason = \"Klaas Bakker vroeg erom\"\n",
    );
    let trial = site.told(&["forget", "kb@x.example", "--dry-run"]);
    assert!(
        trial.warnings().iter().any(|told| told.contains("notities.txt")),
        "{:?}",
        trial.warnings()
    );
    let report = site.told(&["forget", "kb@x.example"]);
    let mentions = report.json["mentions"].as_array().unwrap();
    assert_eq!(mentions[0]["line"], 2, "{:#}", report.json);
    let files = report.json["files"].as_array().unwrap();
    let after =
        |name: &str| files.iter().find(|file| file["file"] == name).unwrap()["after"].clone();
    assert!(after("content/comments/b.eml").is_null(), "{files:#?}");
    assert!(after("content/comments/a.csv").is_string());
}

#[test]
fn what_cannot_go_is_not_said_to_be_taken_out() {
    let mail = |who: &str, day: u32, text: &str| {
        format!(
            "From - Thu\nFrom: {who} <{}@x.example>\nSubject: [kb:water]\nDate: Thu, 0{day} Jan 2025 10:00:00 +0000\n\
             Message-ID: <{day}@x>\nContent-Type: text/plain\n\n{text}\n\n",
            who.to_lowercase().replace(' ', "")
        )
    };
    // The link says which post it is about, and so does the name in it.
    let link = "http://oud.example/klaas-bakker/water";
    let answer = mail("Bo", 3, &format!("{link}\nZoals Klaas Bakker schreef."));
    let inbox = mail("Klaas Bakker", 2, "Een tekst.") + &answer.replace(" [kb:water]", "");
    let site = site(&[("inbox", &inbox)]);
    assert_eq!(site.told(&["forget", "Klaas Bakker", "--redact-quotes"]).code, 3);
    assert!(left(&site, "inbox").contains("Zoals Klaas Bakker"));
    let list = left(&site, "forgotten.toml");
    assert!(!list.contains("[[taken]]"), "{list}");
    assert_eq!(site.build().warnings(), [""; 0]);
}

const SAID: &str = "Wij meten veel te lage standen";
const REACTION: &str = "Jan Bos zei: wij meten veel te lage standen. Bel 06-12345678";

/// Rows without a number, which are known by their words, and what moderators decided about one of them, by Samira.
fn quoting(reaction: &str, decisions: impl Fn(&str) -> String) -> Site {
    let table = format!(
        "Naam;E-mail;Datum;Artikel;Reactie\nJan Bos;jb@x.example;1-2-2025;water;{SAID}\n\
         Samira;s@x.example;2-2-2025;water;{reaction}\n"
    );
    let site = site(&[("a.csv", &table)]).built();
    let listed = site.told(&["comments"]).json;
    let all = listed["comments"].as_array().unwrap().iter();
    let mut hers = all.filter(|one| one["author"] == "Samira");
    let key = hers.next().unwrap()["key"].as_str().unwrap().to_owned();
    site.with("content/comments/moderation.toml", &decisions(&key)).built()
}

fn redact(key: &str, passage: &str) -> String {
    format!("[[redact]]\ncomment = \"{key}\"\npassage = \"{passage}\"\nreplacement = \"[x]\"\n")
}

#[test]
fn a_decision_about_words_that_change_goes_with_them() {
    let site = quoting(REACTION, |key| format!("hide = [\n  \"{key}\", # nee\n]\n"));
    let old = left(&site, "a.csv");
    assert_eq!(shown(&site), ["Jan Bos"]);
    let report = site.told(&["forget", "Jan Bos", "--redact-quotes"]);
    assert_eq!((report.code, report.errors()), (0, vec![]), "{:#}", report.json);
    let listed = site.told(&["comments"]).json;
    let key = listed["comments"][0]["key"].as_str().unwrap();
    assert_eq!(left(&site, "moderation.toml"), format!("hide = [\n  \"{key}\", # nee\n]\n"));
    assert_eq!(report.json["mentions"][0]["key"], key, "{:#}", report.json);
    assert_eq!(shown(&site), [""; 0]);
    // An old export has the same comment, and the decision is about that too.
    site.put("content/comments/oud.csv", old.as_bytes());
    let report = site.build();
    assert_eq!((report.code, report.number("comments/duplicates")), (0, 1), "{:#}", report.json);
    assert_eq!(shown(&site), [""; 0]);
    assert!(report.warnings().contains(&"taken-returned content/comments/oud.csv:3".to_owned()));
}

#[test]
fn a_passage_that_goes_needs_no_moderator_and_what_is_left_of_one_does() {
    for (passage, left_of_it, shown) in [
        ("Bel 06-12345678", Some("Bel 06-12345678"), "[...] zei: [...]. [x]"),
        ("te lage", None, "[...] zei: [...]. Bel 06-12345678"),
        ("standen. Bel 06-12345678", Some("[...]. Bel 06-12345678"), "[...] zei: [x]"),
        ("zei: wij meten", Some("zei: [...]"), "[...] [x]. Bel 06-12345678"),
    ] {
        let site = quoting(REACTION, |key| redact(key, passage));
        let report = site.told(&["forget", "Jan Bos", "--redact-quotes"]);
        assert_eq!((report.code, report.errors()), (0, vec![]), "{passage} {:#}", report.json);
        let decided = left(&site, "moderation.toml");
        let expected = left_of_it.map(|left| format!("passage = \"{left}\"\n"));
        assert_eq!(decided.contains("passage"), expected.is_some(), "{decided}");
        assert!(decided.contains(expected.as_deref().unwrap_or_default()), "{decided}");
        assert!(site.page("2024/water.html").contains(shown), "{passage}: {decided}");
    }
}

#[test]
fn a_passage_that_stands_elsewhere_too_is_still_redacted_there() {
    for (reaction, passage, decided, shown, secret) in [
        // Once in the quote that goes, and once beside it.
        (
            "Jan Bos zei: wij meten veel te lage standen. Ook te  lage dijken",
            "te lage",
            &["te lage"][..],
            "[...] zei: [...]. Ook [x] dijken",
            "lage",
        ),
        // Half in it, and whole elsewhere.
        (
            "Jan Bos zei: wij meten veel te lage standen. Bel 06-1234. Nu standen. Bel 06-1234",
            "standen. Bel 06-1234",
            &["[...]. Bel 06-1234", "standen. Bel 06-1234"],
            "[...] zei: [x]. Nu [x]",
            "06-1234",
        ),
    ] {
        let site = quoting(reaction, |key| redact(key, passage));
        let report = site.told(&["forget", "Jan Bos", "--redact-quotes"]);
        assert_eq!((report.code, report.errors()), (0, vec![]), "{:#}", report.json);
        let left = left(&site, "moderation.toml");
        let passages: Vec<&str> = left
            .lines()
            .filter_map(|line| line.strip_prefix("passage = \"")?.strip_suffix('"'))
            .collect();
        assert_eq!(passages, decided, "{left}");
        let page = site.page("2024/water.html");
        assert!(page.contains(shown) && !page.contains(secret), "{left}");
    }
}

#[test]
fn a_comment_under_the_number_of_an_erased_one_from_another_address_is_left_to_a_human() {
    let line = |id: usize, name: &str, email: &str, text: &str| {
        format!(
            "{{\"post\":\"water\",\"id\":{id},\"author\":\"{name}\",\"email\":\"{email}\",\"written\":\"2026-01-0{id} 10:00\",\
             \"text\":\"{text}\",\"status\":\"approved\"}}\n"
        )
    };
    let file = |lines: &[String]| {
        format!("{{\"weerklank-comments\":1,\"system\":\"forum.example\"}}\n{}", lines.concat())
    };
    let old = file(&[
        line(1, "Zanna van Wijk", "zw@oud.example", "Het peil is laag."),
        line(2, "Piet Vis", "piet@huis.example", "Zeker."),
    ]);
    let site = settings().with("content/comments/a.jsonl", &old).built();
    assert_eq!(site.told(&["forget", "zw@oud.example"]).errors(), [""; 0]);
    let new = file(&[line(1, "Els Kok", "els@huis.example", "Mooi stuk.")]);
    site.put("content/comments/b.jsonl", new.as_bytes());
    let report = site.build();
    assert_eq!(report.number("comments/held/forgotten"), 1, "{:#}", report.json);
    site.put("content/comments/a.jsonl", old.as_bytes());
    let report = site.told(&["forget", "--again"]);
    let told = "namesake-left content/comments/b.jsonl:-";
    assert_eq!((report.errors(), report.warnings()), (vec![], vec![told.to_owned()]));
    let now = |name: &str| std::fs::read_to_string(site.path(&format!("content/comments/{name}")));
    assert_eq!(now("b.jsonl").unwrap(), new);
    assert!(!now("a.jsonl").unwrap().contains("Zanna"));
    assert!(!site.page("2026/water.html").contains("Mooi stuk"));
    // It is theirs after all.
    assert_eq!(site.told(&["forget", "1"]).errors(), [""; 0]);
    assert!(!now("b.jsonl").unwrap_or_default().contains("Els"));
}
