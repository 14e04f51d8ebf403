//! Digests of weeks and months: their pages, their feeds, and the message to send.

use std::collections::BTreeMap;

use serde_json::json;

use crate::pages::faults;
use crate::support::{Report, Site};

const SETTINGS: &str = "title = \"Proef\"\nlanguage = \"en\"\nbase_url = \"https://kennis.example/blog/\"\n[search]\nenabled = false\n";

const HEAD: &str = "{\"weerklank-comments\": 1, \"system\": \"x.example\"}\n";

fn comment(post: &str, id: u32, author: &str, written: &str, text: &str) -> String {
    let line = json!({
        "post": post, "id": id, "author": author, "written": written, "text": text, "status": "approved",
    });
    format!("{line}\n")
}

fn post(title: &str, date: &str) -> String {
    format!("---\ntitle: {title}\ndate: {date}\nauthors: [An Bakker]\n---\nText of {title}.\n")
}

/// Two posts, one of them of two years ago, and reactions to that one last week and before. It is Monday the 23rd, in week 48.
fn site() -> Site {
    let comments = [
        HEAD.to_owned(),
        comment("old", 1, "Bo Visser", "2024-03-06 09:00", "Nice work, all of you there."),
        comment("old", 2, "Cas Smit", "2026-11-17 09:00", "It still holds after all these years."),
        comment("old", 3, "Dirk", "2026-11-22 23:30", "It does <indeed>."),
        comment("new", 4, "Eef", "2026-11-23 08:00", "First."),
    ];
    Site::empty()
        .with("weerklank.toml", SETTINGS)
        .with("content/posts/old.md", &post("Old", "2024-03-05"))
        .with("content/posts/new.md", &post("New", "2026-11-20"))
        .with("content/comments/a.jsonl", &comments.concat())
}

/// The files of digests with their bytes.
fn digests(site: &Site) -> BTreeMap<String, Vec<u8>> {
    site.output().into_iter().filter(|(path, _)| path.starts_with("digests/")).collect()
}

/// A build at another moment than noon of the 23rd.
fn build_at(site: &Site, now: &str) -> Report {
    let root = site.root().to_str().unwrap();
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_weerklank"));
    command.args(["build", "--json", "--root", root, "--now", now]);
    Report::of(&command.output().unwrap())
}

#[test]
fn each_week_and_month_in_which_something_happened_has_a_page() {
    let site = site().built();
    let names: Vec<String> = digests(&site).into_keys().collect();
    let wanted = ["2024-03", "2024-w10", "2026-11", "2026-w47", "2026-w48", "index"];
    let pages = wanted.map(|name| format!("digests/{name}.html"));
    let feeds = ["digests/month.xml", "digests/week.xml"].map(str::to_owned);
    assert_eq!(names, [pages.as_slice(), &feeds].concat());
    let week = site.page("digests/2026-w47.html");
    for words in [
        "Week 47 of 2026",
        "16 to 22 November 2026",
        ">New</a>",
        "Old</a>",
        "2 comments",
        "It does &lt;indeed&gt;.",
        "Cas Smit",
        "An Bakker",
        "href=\"../digests/2024-w10.html\"",
        "href=\"../digests/2026-w48.html\"",
    ] {
        assert!(week.contains(words), "{words} in {week}");
    }
    assert!(!week.contains("Nice work") && !week.contains("First."));
    // Who wrote stands there by name, with nobody counted.
    let (_, writers) = week.split_once("id=writers").unwrap();
    let at = |name: &str| writers.find(name).unwrap();
    assert!(at("An Bakker") < at("Cas Smit") && at("Cas Smit") < at("Dirk"));
    assert!(site.page("digests/2026-w48.html").contains("Not over yet"));
    let home = site.page("index.html");
    assert!(home.contains("href=\"digests/index.html\""));
    let map = site.page("sitemap.xml");
    assert!(map.contains("/blog/digests/2026-w47.html<") && map.contains("/digests/index.html<"));
    // The page for addresses that are not there begins with the address of the site.
    let mut output = site.output();
    output.remove("404.html");
    assert_eq!(faults(&output), Vec::<String>::new());
}

#[test]
fn a_feed_tells_of_each_period_that_is_over_in_full() {
    let site = site().built();
    let feed = site.page("digests/week.xml");
    let entries: Vec<&str> = feed.split("<entry>").skip(1).collect();
    assert_eq!(entries.len(), 2, "{feed}");
    for words in [
        "<id>https://kennis.example/blog/digests/2026-w47.html</id>",
        "<title>Week 47 of 2026</title>",
        "<updated>2026-11-22T23:00:00Z</updated>",
        "<content type=\"html\">",
        "href=&quot;https://kennis.example/blog/2024/old.html#comment-",
        "It does &amp;lt;indeed&amp;gt;.",
    ] {
        assert!(entries[0].contains(words), "{words} in {}", entries[0]);
    }
    // The month is not over.
    assert_eq!(site.page("digests/month.xml").matches("<entry>").count(), 1);
    assert!(site.page("digests/2026-11.html").contains("href=\"../digests/month.xml\""));
    // Without an address the links lead there from the feed.
    let plain = SETTINGS.replace("base_url = \"https://kennis.example/blog/\"\n", "");
    let site = site.with("weerklank.toml", &plain).built();
    let feed = site.page("digests/week.xml");
    assert!(feed.contains("href=&quot;../2024/old.html#comment-"), "{feed}");
    let page = site.page("digests/2026-w47.html");
    assert!(page.contains("href=\"../index.html\""));
}

#[test]
fn what_is_over_stays_as_it_is_whatever_comes_later() {
    let site = site();
    assert_eq!(build_at(&site, "2026-11-23T12:00:00Z").code, 0);
    let before = digests(&site);
    // The next day, still the same week: nothing at all is new.
    assert_eq!(build_at(&site, "2026-11-24T12:00:00Z").number("files/written"), 0);
    // A comment of today on a post of week 47 leaves week 47 alone.
    let path = site.path("content/comments/a.jsonl");
    let text = std::fs::read_to_string(&path).unwrap();
    site.put(
        "content/comments/a.jsonl",
        (text + &comment("new", 9, "Fem", "2026-11-24 09:00", "Late.")).as_bytes(),
    );
    assert_eq!(build_at(&site, "2026-11-24T13:00:00Z").code, 0);
    let after = digests(&site);
    let changed: Vec<&String> =
        after.keys().filter(|path| before.get(*path) != after.get(*path)).collect();
    assert_eq!(changed, ["digests/2026-11.html", "digests/2026-w48.html"]);
    // When the week is over its page no longer says otherwise, and its feed has it, although no file changed.
    assert_eq!(build_at(&site, "2026-11-30T00:00:00+01:00").code, 0);
    let over = digests(&site);
    let changed: Vec<&String> =
        over.keys().filter(|path| after.get(*path) != over.get(*path)).collect();
    assert_eq!(changed, ["digests/2026-w48.html", "digests/index.html", "digests/week.xml"]);
    assert!(!site.page("digests/2026-w48.html").contains("Not over yet"));
}

#[test]
fn the_settings_turn_digests_off_and_move_them() {
    let off =
        site().with("weerklank.toml", &format!("{SETTINGS}[digests]\nenabled = false\n")).built();
    assert!(digests(&off).is_empty() && !off.page("index.html").contains("digests/"));
    let moved = format!("{SETTINGS}[digests]\nweeks = false\n[paths]\ndigests = \"terugblik\"\n");
    let moved = site().with("weerklank.toml", &moved).built();
    let own: Vec<String> =
        moved.output().into_keys().filter(|path| path.starts_with("terugblik/")).collect();
    let wanted = ["2024-03.html", "2026-11.html", "index.html", "month.xml"];
    assert_eq!(own, wanted.map(|name| format!("terugblik/{name}")));
    let wrong = site().with("weerklank.toml", &format!("{SETTINGS}[digests]\nweek = false\n"));
    let report = wrong.build();
    assert_eq!(report.errors(), ["unknown-key weerklank.toml:7"]);
    assert!(
        report.json["errors"][0]["help"].as_str().unwrap().contains("digests.weeks")
            || report.json["errors"][0]["help"].as_str().unwrap().contains("`weeks`")
    );
}

#[test]
fn the_command_writes_a_message_that_can_be_sent() {
    let site = site();
    let report = site.told(&["digest", "--to", "a@x.example", "--to", "b@x.example"]);
    assert_eq!(report.code, 0, "{:#}", report.json);
    assert_eq!(report.json["period"], json!("2026-w47"));
    assert_eq!((report.number("posts"), report.number("discussions")), (1, 1));
    let read = |name: &str| std::fs::read_to_string(site.path("digest").join(name)).unwrap();
    let (html, message) = (read("digest.html"), read("digest.eml"));
    assert!(html.contains("href=\"https://kennis.example/blog/2024/old.html#comment-"));
    assert!(html.contains("It does &lt;indeed&gt;.") && !html.contains("First."));
    for header in [
        "To: a@x.example,\r\n b@x.example\r\n",
        "Subject: Proef: Week 47 of 2026\r\n",
        "Date: Mon, 23 Nov 2026 13:00:00 +0100\r\n",
    ] {
        assert!(message.contains(header), "{header} in {message}");
    }
    // The same command writes the same bytes, in the place of those that lie there.
    assert_eq!(site.told(&["digest", "--to", "a@x.example", "--to", "b@x.example"]).code, 0);
    assert_eq!(read("digest.eml"), message);
    // Nothing of it is taken for a source or an output.
    let site = site.built();
    assert!(!site.output().keys().any(|path| path.contains(".eml")));
    for (arguments, period) in [
        (&["--week", "2024-W10"][..], "2024-w10"),
        (&["--month", "2026-11"], "2026-11"),
        (&["--since", "2026-11-01"], "2026-11-01--2026-11-23"),
        (&["--since", "2026-11-01", "--until", "2026-11-17"], "2026-11-01--2026-11-17"),
    ] {
        let report = site.told(&[&["digest"][..], arguments].concat());
        assert_eq!(report.json["period"], json!(period), "{:#}", report.json);
    }
}

#[test]
fn a_digest_that_cannot_be_is_refused_with_a_remedy() {
    let site = site().built();
    let foreign = site.path("elsewhere");
    std::fs::create_dir(&foreign).unwrap();
    site.put("elsewhere/digest.html", b"<p>mine</p>");
    for (arguments, code) in [
        (&["--base-url", ""][..], "digest-without-address"),
        (&["--week", "2025-W10"], "digest-empty"),
        (&["--since", "2026-11-02", "--until", "2026-11-01"], "digest-backwards"),
        (&["--output", site.path("public/post").to_str().unwrap()], "digest-in-output"),
        (&["--output", site.path("content/comments").to_str().unwrap()], "output-in-sources"),
        (&["--output", foreign.to_str().unwrap()], "target-exists"),
    ] {
        let report = site.told(&[&["digest"][..], arguments].concat());
        assert_eq!(report.code, 1, "{arguments:?} {:#}", report.json);
        assert_eq!(report.errors(), [format!("{code} -:-")], "{arguments:?}");
    }
    for arguments in [
        &["--week", "47"][..],
        &["--week", "2026-W47", "--month", "2026-11"],
        &["--until", "2026-11-01"],
        &["--to", "nobody"],
        &["--since", "yesterday"],
    ] {
        let output = site.call(&[&["digest"][..], arguments].concat());
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
    }
    assert_eq!(std::fs::read(site.path("elsewhere/digest.html")).unwrap(), b"<p>mine</p>");
    assert!(!site.path("digest").exists());
}

#[test]
fn forget_takes_away_the_digests_that_tell_of_somebody() {
    let site = site().built();
    let elsewhere = site.path("archief/2024");
    let arguments = ["digest", "--week", "2024-W10", "--output", elsewhere.to_str().unwrap()];
    assert_eq!(site.told(&arguments).code, 0);
    assert_eq!(site.told(&["digest"]).code, 0);
    let report = site.told(&["forget", "Cas Smit"]);
    assert_eq!(report.code, 0, "{:#}", report.json);
    let files = report.json["files"].as_array().unwrap();
    let named = |path: &str| files.iter().any(|file| file["file"] == json!(path));
    assert!(named("digest/digest.html") && named("digest/digest.eml"), "{files:#?}");
    assert!(!site.path("digest/digest.eml").exists() && !site.path("digest/digest.html").exists());
    // That of another week tells nothing of them, and stays.
    assert!(elsewhere.join("digest.eml").exists());
    assert_eq!(report.number("left"), 0);
    assert!(!site.page("digests/2026-w47.html").contains("Cas"));
    assert!(!site.page("digests/week.xml").contains("Cas"));
    assert!(site.says(&["forget", "--verify"]).contains("nothing found"));
    // Somebody without a name is found by the address of the comment.
    let anonymous = [HEAD, &comment("old", 5, "", "2026-11-18 09:00", "Well.")].concat();
    let site = site.with("content/comments/b.jsonl", &anonymous);
    assert_eq!(site.told(&["digest"]).code, 0);
    let listed = site.told(&["comments", "--source", "b.jsonl"]);
    let key = listed.json["comments"][0]["key"].as_str().unwrap().to_owned();
    let report = site.told(&["forget", &key]);
    assert_eq!(report.code, 0, "{:#}", report.json);
    assert!(!site.path("digest/digest.eml").exists() && !site.path("digest/digest.html").exists());
}

#[test]
fn a_digest_follows_the_time_of_what_it_quotes() {
    let site = site().built();
    let page = "digests/2026-w47.html";
    let comments = std::fs::read_to_string(site.path("content/comments/a.jsonl")).unwrap();
    for written in ["2026-11-17", "2026-11-17 00:00"] {
        let changed = comments.replace("2026-11-17 09:00", written);
        site.put("content/comments/a.jsonl", changed.as_bytes());
        let report = build_at(&site, "2026-11-23T12:00:00+01:00");
        assert_eq!(report.code, 0, "{:#}", report.json);
        let has_time = site.page(page).contains("2026-11-17T00:00:00");
        assert_eq!(has_time, written.contains(':'), "{written}");
    }
}
