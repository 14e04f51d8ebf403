//! `weerklank publish`: the site where readers have it.

use std::collections::BTreeMap;
use std::path::Path;

use crate::support::{Report, Site, differences, files};

/// What readers find, without the list of files.
fn shared(share: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = files(share);
    files.remove(".weerklank-files");
    files.remove(".weerklank-lock");
    files
}

/// Settings with an address, by which colleagues know a site.
fn known_as(title: &str) -> String {
    format!("title = \"{title}\"\nbase_url = \"https://blog.example/\"\nlanguage = \"en\"\n")
}

fn publish(site: &Site, share: &Path, more: &[&str]) -> Report {
    site.told(&[&["publish", share.to_str().unwrap()], more].concat())
}

fn changes(report: &Report) -> [u64; 2] {
    ["files/written", "files/removed"].map(|place| report.number(place))
}

#[test]
fn readers_have_what_a_build_makes() {
    let share = tempfile::tempdir().unwrap();
    let site = Site::new().with_post("een", "x").with_post("twee", "y").built();
    let made = || {
        let mut made = site.output();
        made.remove(".weerklank-files");
        made
    };
    let report = publish(&site, share.path(), &[]);
    assert_eq!(report.code, 0, "{:#}", report.json);
    assert_eq!(differences(&made(), &shared(share.path())), [""; 0]);
    assert_eq!(changes(&publish(&site, share.path(), &[])), [0, 0]);
    // What comes and goes, comes and goes there too, and nothing else is written.
    site.remove("content/posts/twee.md");
    let built = site.build();
    let before = site.output();
    let tried = publish(&site, share.path(), &["--dry-run"]);
    assert!(share.path().join("2026/twee.html").exists(), "only tried");
    let report = publish(&site, share.path(), &[]);
    assert_eq!(changes(&report), changes(&built));
    assert_eq!(changes(&report), changes(&tried));
    assert!(report.number("files/removed") > 0);
    assert_eq!(differences(&made(), &shared(share.path())), [""; 0]);
    assert_eq!(differences(&before, &site.output()), [""; 0], "the folder of build is left");
    // An error in a post leaves readers what they have.
    let before = shared(share.path());
    site.put("content/posts/drie.md", b"---\ntitle: Drie\ndate: gisteren\n---\nz\n");
    assert_eq!(publish(&site, share.path(), &[]).code, 1);
    assert_eq!(differences(&before, &shared(share.path())), [""; 0]);
}

#[test]
fn the_folder_may_stand_in_the_settings() {
    let share = tempfile::tempdir().unwrap();
    let site = Site::new().with_post("een", "x");
    assert_eq!(site.told(&["publish"]).errors(), ["share-unnamed -:-"]);
    let folder = share.path().join("blog");
    let settings = |folder: &str| format!("title = \"Proef\"\n[publish]\nfolder = '{folder}'\n");
    site.put("weerklank.toml", settings(folder.to_str().unwrap()).as_bytes());
    // A share that is not connected is no reason to make a folder; a file is none.
    assert_eq!(site.told(&["publish"]).errors(), ["share-refused -:-"]);
    let file = share.path().join("file");
    std::fs::write(&file, "x").unwrap();
    let report = publish(&site, &file, &[]);
    assert_eq!(report.errors(), ["share-refused -:-"]);
    let message = report.json["errors"][0]["message"].to_string();
    assert!(message.contains("is a file"), "{message}");
    let built = site.told(&["build", "--output", file.to_str().unwrap()]);
    assert_eq!(built.errors(), ["output-failed -:-"]);
    std::fs::remove_dir_all(site.path(".weerklank")).unwrap();
    std::fs::write(site.path(".weerklank"), "x").unwrap();
    let built = site.told(&["build"]);
    assert_eq!(built.errors(), ["output-failed -:-"]);
    let message = built.json["errors"][0]["message"].to_string();
    assert!(message.contains("a part of the path is a file"), "{message}");
    std::fs::remove_file(site.path(".weerklank")).unwrap();
    assert!(!folder.exists());
    std::fs::create_dir(&folder).unwrap();
    assert_eq!(site.told(&["publish"]).code, 0);
    assert!(folder.join("index.html").exists());
    // From the folder of the site.
    site.put("weerklank.toml", settings("lezers").as_bytes());
    std::fs::create_dir(site.path("lezers")).unwrap();
    assert!(site.says(&["publish"]).contains("lezers/index.html"));
    // The command line says otherwise, in either way.
    for arguments in [&["publish", "elders"][..], &["publish", "--output", "elders"]] {
        let elsewhere = share.path().join("elders");
        std::fs::create_dir_all(&elsewhere).unwrap();
        let arguments =
            arguments.iter().map(|word| word.replace("elders", elsewhere.to_str().unwrap()));
        let arguments: Vec<String> = arguments.collect();
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        assert_eq!(site.told(&arguments).code, 0);
        assert!(elsewhere.join("index.html").exists());
        std::fs::remove_dir_all(&elsewhere).unwrap();
        std::fs::remove_dir_all(site.path(".weerklank")).unwrap();
    }
}

#[test]
fn a_folder_that_was_emptied_may_be_a_share_that_is_away() {
    let share = tempfile::tempdir().unwrap();
    let site = Site::new().with_post("een", "x");
    assert_eq!(publish(&site, share.path(), &[]).code, 0);
    for entry in std::fs::read_dir(share.path()).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { std::fs::remove_dir_all(path) } else { std::fs::remove_file(path) }
            .unwrap();
    }
    assert_eq!(publish(&site, share.path(), &[]).errors(), ["share-refused -:-"]);
    assert!(shared(share.path()).is_empty());
    assert_eq!(publish(&site, share.path(), &["--take-over"]).code, 0);
    assert!(share.path().join("index.html").exists());
}

#[test]
fn colleagues_publish_one_site_from_several_places() {
    let share = tempfile::tempdir().unwrap();
    let one = Site::empty().with("weerklank.toml", &known_as("Proef")).with_post("een", "x");
    assert_eq!(publish(&one, share.path(), &[]).code, 0);
    let other = Site::copy_from(&one).with_post("twee", "y");
    let report = publish(&other, share.path(), &[]);
    assert_eq!(report.code, 0, "{:#}", report.json);
    assert!(share.path().join("2026/twee.html").exists());
    // And back, by the first one, who does not have that post.
    assert_eq!(publish(&one, share.path(), &[]).code, 0);
    assert!(!share.path().join("2026/twee.html").exists());
    // Whoever was the last to write there may give it another title; from elsewhere that is another site, unless somebody says so.
    let title = |site: &Site, title: &str| {
        site.put("weerklank.toml", known_as(title).as_bytes());
    };
    title(&one, "Nieuw");
    assert_eq!(publish(&one, share.path(), &[]).code, 0);
    let third = Site::copy_from(&one);
    title(&third, "Anders");
    let before = files(share.path());
    assert_eq!(publish(&third, share.path(), &[]).errors(), ["share-refused -:-"]);
    assert_eq!(differences(&before, &files(share.path())), [""; 0]);
    assert_eq!(publish(&third, share.path(), &["--take-over"]).code, 0);
    // So may be what was copied by hand until now.
    let copied = tempfile::tempdir().unwrap();
    let built = Site::copy_from(&one).built();
    for (path, bytes) in built.output() {
        let place = copied.path().join(path);
        std::fs::create_dir_all(place.parent().unwrap()).unwrap();
        std::fs::write(place, bytes).unwrap();
    }
    assert_eq!(publish(&one, copied.path(), &[]).errors(), ["share-refused -:-"]);
    assert_eq!(publish(&one, copied.path(), &["--take-over"]).code, 0);
    assert_eq!(changes(&publish(&one, copied.path(), &[])), [0, 0]);
}

#[test]
fn a_title_alone_does_not_make_one_site_of_two() {
    let share = tempfile::tempdir().unwrap();
    let one = Site::new().with_post("een", "x");
    assert_eq!(publish(&one, share.path(), &[]).code, 0);
    let before = files(share.path());
    let other = Site::new().with_post("twee", "y");
    assert_eq!(publish(&other, share.path(), &[]).errors(), ["share-refused -:-"]);
    assert_eq!(differences(&before, &files(share.path())), [""; 0]);
}

#[test]
fn one_of_two_who_publish_at_once_waits() {
    let share = tempfile::tempdir().unwrap();
    let site = Site::new().with_post("een", "x");
    assert_eq!(publish(&site, share.path(), &[]).code, 0);
    let lock = std::fs::File::open(share.path().join(".weerklank-lock")).unwrap();
    lock.lock().unwrap();
    assert_eq!(publish(&site, share.path(), &[]).errors(), ["locked -:-"]);
    lock.unlock().unwrap();
    assert_eq!(publish(&site, share.path(), &[]).code, 0);
}

#[test]
fn an_erasure_is_finished_by_the_next_publish_too() {
    let share = tempfile::tempdir().unwrap();
    let row = "post,author,date,text\neen,Griet Vreemd,2026-01-03,Een reactie van mij\n";
    let site = Site::new().with_post("een", "x").with("content/comments/a.csv", row).built();
    assert_eq!(publish(&site, share.path(), &[]).code, 0);
    let post = std::fs::read(site.path("content/posts/een.md")).unwrap();
    site.put("content/posts/een.md", b"---\ntitle: Een\ndate: gisteren\n---\nx\n");
    assert_ne!(site.told(&["forget", "Griet Vreemd"]).code, 0);
    site.put("content/posts/een.md", &post);
    let report = publish(&site, share.path(), &["--strict"]);
    assert_eq!((report.code, report.warnings()), (0, vec![]), "{:#}", report.json);
    for files in [files(share.path()), site.output()] {
        let holds = |bytes: &Vec<u8>| String::from_utf8_lossy(bytes).contains("Griet Vreemd");
        assert!(!files.values().any(holds));
    }
}

#[test]
fn what_was_killed_halfway_is_finished_by_whoever_publishes_next() {
    let share = tempfile::tempdir().unwrap();
    let one = Site::empty().with("weerklank.toml", &known_as("Proef"));
    (0..40).for_each(|number| {
        let text = format!("---\ntitle: Post {number}\ndate: 2026-01-02\n---\nOUD\n");
        one.put(&format!("content/posts/p{number}.md"), text.as_bytes());
    });
    assert_eq!(publish(&one, share.path(), &[]).code, 0);
    let (before, kept) = (files(share.path()), files(&one.path(".weerklank")));
    (0..40).for_each(|number| {
        let text = format!("---\ntitle: Post {number}\ndate: 2026-01-02\n---\nNIEUW\n");
        one.put(&format!("content/posts/p{number}.md"), text.as_bytes());
    });
    assert_eq!(publish(&one, share.path(), &[]).code, 0);
    let after = files(share.path());
    // As it lies there when it breaks off among the pages: with what is known of both, some new files, and some under other names.
    let list = |files: &BTreeMap<String, Vec<u8>>| {
        String::from_utf8(files[".weerklank-files"].clone()).unwrap()
    };
    let (old, new) = (list(&before), list(&after));
    let both = format!("{new}{}", old.split_once('\n').unwrap().1);
    for by_other in [false, true] {
        for (path, bytes) in &before {
            std::fs::write(share.path().join(path), bytes).unwrap();
        }
        std::fs::write(share.path().join(".weerklank-files"), &both).unwrap();
        for path in after.keys().filter(|path| !path.ends_with(".html")) {
            let is_list = path.starts_with(".weerklank");
            if !is_list {
                std::fs::write(share.path().join(path), &after[path]).unwrap();
            }
        }
        std::fs::write(share.path().join("index.html"), &after["index.html"]).unwrap();
        std::fs::write(share.path().join("2026/.p1.html.weerklank-new"), "half").unwrap();
        std::fs::remove_dir_all(one.path(".weerklank")).unwrap();
        kept.iter().for_each(|(path, bytes)| one.put(&format!(".weerklank/{path}"), bytes));
        let other = Site::copy_from(&one);
        let report = publish(if by_other { &other } else { &one }, share.path(), &[]);
        assert_eq!(report.code, 0, "{:#}", report.json);
        assert_eq!(differences(&after, &files(share.path())), [""; 0]);
    }
}

#[test]
fn nothing_of_somebody_else_is_taken_over() {
    for (path, code) in [("lunch.html", "output-foreign -:-"), ("index.html", "output-changed -:-")]
    {
        let share = tempfile::tempdir().unwrap();
        let site = Site::new().with_post("een", "x");
        assert_eq!(publish(&site, share.path(), &[]).code, 0);
        std::fs::write(share.path().join(path), "somebody's own").unwrap();
        let before = files(share.path());
        for more in [&[][..], &["--take-over"]] {
            assert_eq!(publish(&site, share.path(), more).errors(), [code]);
            assert_eq!(differences(&before, &files(share.path())), [""; 0]);
        }
    }
}

#[test]
fn many_pages_do_not_go_unasked() {
    let share = tempfile::tempdir().unwrap();
    let site = Site::without_search();
    let name = |number: usize| format!("content/posts/p{number}.md");
    for number in 0..60 {
        let text = format!("---\ntitle: Post {number}\ndate: 2026-01-02\n---\nx\n");
        site.put(&name(number), text.as_bytes());
    }
    assert_eq!(publish(&site, share.path(), &[]).code, 0);
    (10..60).for_each(|number| site.remove(&name(number)));
    let before = files(share.path());
    for more in [&[][..], &["--dry-run"]] {
        assert_eq!(publish(&site, share.path(), more).errors(), ["share-shrinks -:-"]);
        assert_eq!(differences(&before, &files(share.path())), [""; 0]);
    }
    let report = publish(&site, share.path(), &["--shrink"]);
    assert_eq!((report.code, report.number("files/removed") >= 50), (0, true), "{:#}", report.json);
}

#[test]
fn who_was_forgotten_goes_with_the_next_time() {
    let share = tempfile::tempdir().unwrap();
    let row = "post,author,date,text\neen,Griet Vreemd,2026-01-03,Een reactie van mij\n";
    let site = Site::new().with_post("een", "x").with("content/comments/a.csv", row);
    assert_eq!(publish(&site, share.path(), &[]).code, 0);
    let has = || {
        let holds = |bytes: &Vec<u8>| String::from_utf8_lossy(bytes).contains("Griet Vreemd");
        files(share.path()).values().any(holds)
    };
    assert!(has());
    let proof = site.told(&["forget", "Griet Vreemd"]);
    assert_eq!(proof.code, 0, "{:#}", proof.json);
    // The proof tells of the other folder.
    let beyond = proof.json["beyond"].as_array().unwrap();
    assert!(beyond.iter().any(|one| one == "other-outputs"), "{beyond:?}");
    assert_eq!(publish(&site, share.path(), &[]).code, 0);
    assert!(!has());
}
