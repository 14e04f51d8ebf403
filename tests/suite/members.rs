//! What `LinkedIn` gives a member of their own, as it lies unpacked in a folder.

use crate::forget::settings;
use crate::support::{Site, files};

const PROFILE: &str =
    "First Name,Last Name,Maiden Name,Address,Birth Date,Headline\nLinda,van Dam,,Kade 3,,\n";

/// A site with a post, and the comments of somebody in this folder.
fn with_member(site: Site, folder: &str, texts: &[&str]) -> Site {
    let row = |text: &&str| {
        format!(
            "2026-02-01 10:00:00,https://www.linkedin.com/feed/update/urn%3Ali%3Aactivity%3A7100,{text}\n"
        )
    };
    let rows: String = texts.iter().map(row).collect();
    let place = format!("content/comments/{folder}");
    site.with(&format!("{place}/Comments.csv"), &format!("Date,Link,Message\n{rows}"))
        .with(&format!("{place}/Profile.csv"), PROFILE)
}

fn site() -> Site {
    let post = "---\ntitle: Water\ndate: 2026-01-02\nids: {linkedin: \"urn:li:activity:7100\"}\n---\nTekst.\n";
    settings().with("content/posts/op-linkedin.md", post)
}

fn authors(site: &Site) -> Vec<String> {
    let report = site.told(&["comments"]);
    let comments = report.json["comments"].as_array().cloned().unwrap_or_default();
    comments.iter().map(|one| one["author"].as_str().unwrap_or_default().to_owned()).collect()
}

fn keys(site: &Site, file: &str) -> Vec<String> {
    let report = site.told(&["comments"]);
    let comments = report.json["comments"].as_array().cloned().unwrap_or_default();
    let own =
        comments.iter().filter(|one| one["file"].as_str().is_some_and(|own| own.contains(file)));
    own.map(|one| one["key"].as_str().unwrap_or_default().to_owned()).collect()
}

#[test]
fn whoever_has_comments_left_keeps_their_name() {
    let site = with_member(site(), "a", &["De eerste van hen", "De tweede van hen"]);
    let site = with_member(site, "b", &["De derde van een ander"]).built();
    let first = keys(&site, "a/Comments.csv").remove(0);
    assert_ne!(site.told(&["forget", &first]).code, 1);
    assert_eq!(authors(&site), ["Linda van Dam", "Linda van Dam"]);
    let second = keys(&site, "a/Comments.csv").remove(0);
    assert_ne!(site.told(&["forget", &second]).code, 1);
    assert_eq!(authors(&site), ["Linda van Dam"]);
    let read = |path: &str| std::fs::read_to_string(site.path(path)).unwrap();
    assert!(!read("content/comments/a/Profile.csv").contains("Kade"));
    assert_eq!(read("content/comments/b/Profile.csv"), PROFILE);
}

#[test]
fn what_came_along_in_the_folder_is_no_comment_and_goes_with_the_member() {
    let site = with_member(site(), "a", &["De eerste van hen"])
        .with("content/comments/a/Shares.csv", "Date,ShareLink,ShareCommentary\n2026-01-01 00:00:00,x,Linda van Dam deelt\n")
        .with("content/comments/a/messages.csv", "CONVERSATION ID,FROM,TO,DATE,SUBJECT,CONTENT\n1,Bo,Linda van Dam,2026-01-01,Water,Geheim\n")
        .with("content/comments/a/Jobs/Job Applications.csv", "Application Date,Company Name,Question And Answers\n1/1/26,Dijk BV,x\n")
        .with("content/comments/a/reacties.csv", "Naam;Bericht;Reactie\nBo;op-linkedin;Hoi\n")
        .built();
    assert_eq!(authors(&site).len(), 2);
    let report = site.told(&["forget", "Linda van Dam"]);
    assert_eq!((report.code, report.errors()), (0, Vec::<String>::new()), "{:#}", report.json);
    let left: Vec<String> = files(&site.path("content/comments/a")).into_keys().collect();
    assert_eq!(left, ["Comments.csv", "Profile.csv", "reacties.csv"]);
    assert_eq!(authors(&site), ["Bo"]);
}

#[test]
fn a_table_of_theirs_by_a_name_that_nobody_knows_stops_nothing() {
    let site = with_member(site(), "a", &["De eerste van hen"])
        .with("content/comments/a/Creator Stats.csv", "Date,Reactions\n2026-01-01,12\n")
        .with(
            "content/comments/a/reacties.csv",
            "Naam;Artikel;Datum;Reactie\nBo;op-linkedin;1-1-2026;Hoi\n",
        )
        .built();
    let report = site.told(&["build"]);
    assert_eq!((report.code, report.errors()), (0, vec![]), "{:#}", report.json);
    assert_eq!(report.warnings(), ["table-without-text content/comments/a/Creator Stats.csv:1"]);
    assert_eq!(authors(&site), ["Bo", "Linda van Dam"]);
    // It may be a letter to them, so it waits.
    assert!(site.says(&["comments", "--status", "pending"]).contains("\tBo\tHoi\t"));
    assert!(!site.page("2026/op-linkedin.html").contains("Hoi"));
    assert_ne!(site.told(&["forget", "Linda van Dam"]).code, 1);
    // Where nobody's own data lie, it may be somebody's comments.
    let alone =
        self::site().with("content/comments/b/stats.csv", "Date,Reactions\n2026-01-01,12\n");
    assert_eq!(alone.build().errors().len(), 1);
}

#[test]
fn letters_are_no_comments_whatever_their_file_is_called() {
    let letters = "Date,Title,Message,Author\n2024-03-01 10:00:00,Water,GEHEIM,Jan\n";
    let name = "content/comments/a/learning_role_play_messages.csv";
    let site = with_member(site(), "a", &["De eerste van hen"]).with(name, letters).built();
    assert_eq!(authors(&site), ["Linda van Dam"]);
    assert!(
        files(&site.path("public"))
            .values()
            .all(|bytes| !bytes.windows(6).any(|six| six == b"GEHEIM"))
    );
}

#[test]
fn where_everybodys_exports_lie_is_no_folder_of_a_member() {
    let site = with_member(site(), ".", &["De eerste van hen"])
        .with("content/comments/form/stats.csv", "Date,Reactions\n2026-01-01,12\n");
    assert_eq!(site.build().errors(), ["table-without-text content/comments/form/stats.csv:1"]);
}
