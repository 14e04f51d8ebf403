//! The command line: wrong values, and the report of every command.

use std::io::{BufRead, BufReader};
use std::process::{Command, Output, Stdio};

use serde_json::Value;

use crate::support::{Site, differences, files};

fn run(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_weerklank"));
    command.args(arguments).args(["--lang", "en"]).output().unwrap()
}

/// The one object on stdout, and the exit code.
fn report(arguments: &[&str]) -> (Value, Option<i32>) {
    let output = run(arguments);
    let said = String::from_utf8(output.stdout).unwrap();
    let value = serde_json::from_str(&said).unwrap_or_else(|error| panic!("{error}: {said}"));
    (value, output.status.code())
}

#[test]
fn a_wrong_value_of_a_flag_is_wrong_usage() {
    let site = Site::new().with_post("a", "x").built();
    let before = files(site.root());
    let root = site.root().to_str().unwrap();
    let other = site.path("nieuw");
    for (arguments, words) in [
        (&["build", "--root", root, "--now", "banana"][..], "2026-11-23T09:00:00Z"),
        (&["build", "--root", root, "--now", "2026-02-31"], "2026-11-23T09:00:00Z"),
        (&["build", "--root", root, "--base-url", "kennis"], "https://kennis.example/"),
        (&["serve", "--root", root, "--base-url", "kennis"], "https://kennis.example/"),
        (&["new", "Titel", "--root", root, "--now", "banana"], "2026-11-23T09:00:00Z"),
        (&["init", other.to_str().unwrap(), "--now", "banana"], "2026-11-23T09:00:00Z"),
        (&["serve", "--root", root, "--port", "veel"], "port"),
    ] {
        let output = run(arguments);
        let told = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {told}");
        assert!(told.contains(words) && !told.contains("weerklank.toml"), "{told}");
    }
    assert_eq!(differences(&before, &files(site.root())), [""; 0]);
}

#[test]
fn a_new_site_begins_on_the_day_it_is_there() {
    // Half past eleven in the evening of New Year's Eve in London is the new year in Amsterdam.
    for (language, folder) in [("nl", "jaar"), ("en", "year")] {
        let site = Site::empty();
        let folder = site.path(folder);
        let mut command = Command::new(env!("CARGO_BIN_EXE_weerklank"));
        command.args(["init", "--now", "2026-12-31T23:30:00Z", "--lang", language]).arg(&folder);
        assert!(command.output().unwrap().status.success());
        let made = files(&folder);
        assert!(
            made.keys().any(|path| path.starts_with("content/posts/2027/")),
            "{:?}",
            made.keys()
        );
    }
}

#[test]
fn every_command_reports_as_json() {
    let site = Site::empty();
    let folder = site.path("nieuw");
    let folder = folder.to_str().unwrap();
    let (made, code) = report(&["init", folder, "--json"]);
    assert_eq!((code, &made["ok"], &made["path"]), (Some(0), &true.into(), &folder.into()));
    let listed: Vec<&str> =
        made["files"].as_array().unwrap().iter().map(|file| file.as_str().unwrap()).collect();
    assert!(listed.contains(&"weerklank.toml"), "{made:#}");
    assert_eq!(listed.len(), files(&site.path("nieuw")).len());
    let (again, code) = report(&["init", folder, "--json"]);
    assert_eq!((code, &again["ok"]), (Some(1), &false.into()));
    assert_eq!(again["errors"][0]["code"], "target-exists");

    let new = ["new", "Ons stuk", "--root", folder, "--json"];
    let (begun, code) = report(&new);
    assert_eq!((code, &begun["ok"]), (Some(0), &true.into()));
    assert!(site.path("nieuw").join(begun["path"].as_str().unwrap()).is_file(), "{begun:#}");
    let (again, code) = report(&new);
    assert_eq!((code, &again["ok"], &again["path"]), (Some(1), &false.into(), &Value::Null));
    assert_eq!(again["errors"].as_array().unwrap().len(), 1);
    for report in [made, begun] {
        assert_eq!(
            (&report["warnings"], &report["errors"]),
            (&serde_json::json!([]), &serde_json::json!([]))
        );
    }

    let (refused, code) = report(&["serve", "--root", site.root().to_str().unwrap(), "--json"]);
    assert_eq!((code, &refused["ok"], &refused["address"]), (Some(1), &false.into(), &Value::Null));
    assert_eq!(refused["errors"][0]["code"], "settings-missing");
    let mut command = Command::new(env!("CARGO_BIN_EXE_weerklank"));
    command.args(["serve", "--root", folder, "--port", "0", "--json"]);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
    child.kill().unwrap();
    child.wait().unwrap();
    let served: Value = serde_json::from_str(&line).unwrap();
    assert_eq!(served["ok"], true, "{served:#}");
    assert!(served["address"].as_str().unwrap().starts_with("http://localhost:"), "{served:#}");
}

#[test]
fn what_is_begun_is_a_draft_until_somebody_says_otherwise() {
    let site = Site::new();
    for (kind, file, page) in [
        ("post", "content/posts/2026/ons-stuk.md", "2026/ons-stuk.html"),
        ("page", "content/pages/ons-stuk.md", "ons-stuk.html"),
    ] {
        let said = site.says(&["new", "Ons stuk", "--kind", kind]);
        assert!(said.contains("--drafts") && said.contains("`draft: true`"), "{said}");
        assert_eq!(site.build().code, 0);
        assert!(!site.path("public").join(page).exists());
        site.build_with(&["--drafts"]);
        assert!(site.page(page).contains("Ons stuk"));
        let text = std::fs::read_to_string(site.path(file)).unwrap();
        site.put(file, text.replace("draft: true\n", "").as_bytes());
        site.build();
        assert!(site.page(page).contains("Ons stuk"));
    }
    let said = site.says(&["new", "Ada", "--kind", "expert"]);
    assert!(!said.contains("draft"), "{said}");
}

#[test]
fn a_topic_is_begun_in_the_file_that_its_posts_look_for() {
    let post = |topic: &str| {
        format!("---\ntitle: On {topic}\ndate: 2024-01-01\ntopics: [{topic}]\n---\nx\n")
    };
    let site =
        Site::new().with("content/posts/a.md", &post("C++")).with("content/posts/b.md", &post("C"));
    for topic in ["C++", "C"] {
        site.says(&["new", topic, "--kind", "topic"]);
    }
    assert_eq!(site.build().code, 0);
    assert!(site.path("content/topics/c-plus-plus.md").exists());
    let (plus, plain) = (site.page("topics/c-plus-plus.html"), site.page("topics/c.html"));
    assert!(plus.contains("On C++") && !plain.contains("On C++"), "{plain}");
}

#[test]
fn only_a_build_says_what_became_of_the_site() {
    let site = Site::new().with_post("a", "x").with("content/posts/b.md", "---\ndate: x\n---\n");
    let root = site.root().to_str().unwrap();
    for (arguments, speaks) in [
        (&["build"][..], true),
        (&["check"], false),
        (&["new", "!!!"], false),
        (&["digest"], false),
        (&["comments", "hide", "zz12"], false),
        (&["comments", "export", "--person", "Niemand"], false),
        (&["forget", "Niemand"], false),
    ] {
        let output = run(&[arguments, &["--root", root]].concat());
        let told = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(1), "{arguments:?}: {told}");
        assert_eq!(told.contains("the existing site was not changed"), speaks, "{told}");
        assert!(told.contains(" error"), "{told}");
    }
}

/// Every file and folder of a site with its bytes and when it was changed.
fn everything(site: &Site) -> Vec<(std::path::PathBuf, Option<std::time::SystemTime>)> {
    let all = walkdir::WalkDir::new(site.root()).sort_by_file_name().into_iter();
    all.map(|entry| {
        let entry = entry.unwrap();
        let changed = entry.metadata().unwrap().modified().ok();
        (entry.into_path(), changed)
    })
    .collect()
}

#[test]
fn a_check_finds_what_a_build_finds_and_changes_nothing() {
    let site = Site::example();
    site.put("content/posts/kapot.md", b"---\ntitle: Kapot\ndate: 2026-01-02\n---\n[x](weg.md)\n");
    let same = |site: &Site, arguments: &[&str]| {
        let (before, times) = (files(site.root()), everything(site));
        let checked = site.told(&[&["check"], arguments].concat());
        assert_eq!(differences(&before, &files(site.root())), [""; 0]);
        assert_eq!(times, everything(site));
        let built = site.told(&[&["build"], arguments].concat());
        assert_eq!(checked.code, built.code, "{:#}", checked.json);
        for part in ["ok", "pages", "comments", "files", "search", "warnings", "errors"] {
            assert_eq!(checked.json[part], built.json[part], "{part}");
        }
        checked
    };
    // Never built, with every file to be made; then one post changed; then nothing.
    let checked = same(&site, &[]);
    assert!(checked.number("files/written") > 200, "{:#}", checked.json);
    assert!(checked.warnings().iter().any(|told| told.starts_with("broken-link")));
    site.put("content/posts/kapot.md", b"---\ntitle: Heel\ndate: 2026-01-02\n---\nx\n");
    let checked = same(&site, &["--drafts", "--future"]);
    let [written, unchanged] = ["files/written", "files/unchanged"].map(|n| checked.number(n));
    assert!(written > 0 && unchanged > 0, "{:#}", checked.json);
    assert!(same(&site, &[]).number("files/removed") > 0);
    assert_eq!(same(&site, &[]).number("files/written"), 0);
    // That nothing is wrong is said in so many words; the folder that was named is in what to do next.
    let fine = Site::new().with_post("a", "Tekst.");
    assert!(fine.says(&["check"]).starts_with("All is well.\n1 post"), "{}", fine.says(&["check"]));
    let begun = fine.says(&["new", "Ons stuk"]);
    assert!(begun.contains(&format!("serve --drafts --root {}", fine.root().display())), "{begun}");
    // What stops a build stops a check, whatever it is about.
    assert_eq!(same(&site, &["--strict"]).code, 1);
    site.put("content/posts/fout.md", b"---\ntitle: Fout\ndate: gisteren\n---\nx\n");
    assert_eq!(same(&site, &[]).code, 1);
    site.remove("content/posts/fout.md");
    site.put("public/van-een-ander.txt", b"x");
    assert_eq!(same(&site, &[]).errors(), ["output-foreign -:-"]);
    site.remove("public/van-een-ander.txt");
    // What a killed build left is left to the next build.
    let said = site.says(&["check"]);
    assert!(
        said.contains("A build would write 0 files") && said.contains("nothing was changed"),
        "{said}"
    );
}

#[test]
fn serve_needs_a_site() {
    let nowhere = Site::empty().path("bestaat-niet");
    let output = run(&["serve", "--root", nowhere.to_str().unwrap(), "--port", "0"]);
    let told = String::from_utf8(output.stderr).unwrap();
    assert_eq!((output.status.code(), output.stdout.len()), (Some(1), 0), "{told}");
    assert!(told.contains("--root"), "{told}");
}

#[test]
fn what_every_command_understands_stands_before_a_task_or_behind_it() {
    let site = Site::new().with_post("a", "x");
    let root = site.root().to_str().unwrap();
    for arguments in [
        &["comments", "--root", root, "--json", "close", "a"][..],
        &["comments", "close", "a", "--root", root, "--json"],
        &["--root", root, "--json", "comments", "close", "a"],
    ] {
        let output = run(arguments);
        let told: Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!((output.status.code(), &told["ok"]), (Some(0), &true.into()), "{arguments:?}");
    }
    let output = run(&["comments", "--status", "spam", "close", "a", "--root", root]);
    let told = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(told.contains("`close` and `--status <STATUS>` do not go together"), "{told}");
}

#[test]
#[cfg(unix)]
fn whoever_closes_the_pipe_is_not_told_that_there_is_nothing() {
    let row = "{\"post\":\"a\",\"text\":\"Een stuk dat ergens over gaat.\",\"status\":\"approved\",\"written\":\"2024-01-01\"}\n";
    let rows = "{\"weerklank-comments\":1}\n".to_owned() + &row.repeat(5000);
    let site = Site::new().with_post("a", "x").with("content/comments/a.jsonl", &rows);
    let root = site.root().to_str().unwrap();
    let mut command = crate::support::weerklank(&["comments", "--root", root]);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let told = child.wait_with_output().unwrap();
    assert!(line.contains("Een stuk"), "{line}");
    assert_eq!(String::from_utf8_lossy(&told.stderr), "");
}
