//! An output folder belongs to one site, and nothing in it goes that is not known to be its own.

use std::path::Path;

use crate::support::{Site, differences, files};

/// The text of a list that names these files with the hash of these bytes, of the site that wrote this output.
fn crafted(site: &Site, path: &str, bytes: &[u8]) -> String {
    let list = site.page(".weerklank-files");
    let hash = blake3::hash(bytes).to_hex();
    format!("{list}{} {path}\n", &hash[..32])
}

#[test]
fn the_output_of_another_site_is_left_alone() {
    let shared = tempfile::tempdir().unwrap();
    let output = shared.path().join("www");
    let output = output.to_str().unwrap();
    let one = Site::new().with_post("een", "x");
    assert_eq!(one.build_with(&["--output", output]).code, 0);
    let before = files(Path::new(output));
    // The same title and nearly the same files: only where it lies tells them apart.
    let other = Site::new().with_post("twee", "y");
    let report = other.build_with(&["--output", output]);
    assert_eq!((report.code, report.errors()), (1, vec!["output-of-other -:-".into()]));
    assert_eq!(differences(&before, &files(Path::new(output))), [""; 0]);
    // Nor when the other site has written there before.
    std::fs::remove_dir_all(output).unwrap();
    assert_eq!(other.build_with(&["--output", output]).code, 0);
    std::fs::remove_dir_all(output).unwrap();
    assert_eq!(one.build_with(&["--output", output]).code, 0);
    assert_eq!(other.build_with(&["--output", output]).errors(), ["output-of-other -:-"]);
    assert_eq!(differences(&before, &files(Path::new(output))), [""; 0]);
}

#[test]
fn a_copy_of_a_site_does_not_own_the_output_elsewhere() {
    let shared = tempfile::tempdir().unwrap();
    let output = shared.path().join("www");
    let arguments = ["--output", output.to_str().unwrap()];
    let one = Site::without_search().with_post("een", "x");
    assert_eq!(one.build_with(&arguments).code, 0);
    let before = files(&output);
    // With all that is kept of what was built.
    let copy = Site::empty();
    for (path, bytes) in files(one.root()) {
        copy.put(&path, &bytes);
    }
    let copy = copy.with_post("twee", "y");
    assert_eq!(copy.build_with(&arguments).errors(), ["output-of-other -:-"]);
    assert_eq!(differences(&before, &files(&output)), [""; 0]);
    assert_eq!(one.with_post("drie", "z").build_with(&arguments).code, 0);
}

#[test]
fn a_way_back_from_a_folder_that_is_not_there_leads_to_no_source() {
    for named in ["neen/../content/x", "neen/..", "neen/nog/../../themes"] {
        let site = Site::without_search().with_post("een", "x");
        let before = files(&site.path("content"));
        let output = format!("{}/{named}", site.root().display());
        assert_eq!(site.build_with(&["--output", &output]).errors(), ["output-in-sources -:-"]);
        assert_eq!(differences(&before, &files(&site.path("content"))), [""; 0], "{named}");
        let others = ["neen", "index.html", "themes"];
        assert!(!others.iter().any(|path| site.path(path).exists()), "{named}");
    }
}

#[test]
fn the_output_of_a_site_that_forgot_everything_is_its_own() {
    let shared = tempfile::tempdir().unwrap();
    for output in [shared.path().join("www"), "public".into()] {
        let site = Site::without_search().with_post("een", "x").with_post("twee", "y");
        let output = site.root().join(output);
        let arguments = ["--output", output.to_str().unwrap()];
        assert_eq!(site.build_with(&arguments).code, 0);
        std::fs::remove_dir_all(site.path(".weerklank")).unwrap();
        site.remove("content/posts/twee.md");
        let report = site.build_with(&arguments);
        assert_eq!((report.code, report.number("files/removed")), (0, 1), "{:#}", report.json);
        assert!(!output.join("2026/twee.html").exists());
    }
}

#[test]
fn a_site_that_moves_or_is_cloned_as_a_whole_keeps_its_output() {
    let site = Site::without_search().with_post("een", "x").with_post("twee", "y").built();
    let moved = Site::empty();
    for (path, bytes) in files(site.root()) {
        moved.put(&path, &bytes);
    }
    moved.remove("content/posts/twee.md");
    let report = moved.build();
    assert_eq!((report.code, report.number("files/removed")), (0, 1), "{:#}", report.json);
}

#[test]
fn a_name_in_the_list_is_not_enough_to_go() {
    for forgets in [false, true] {
        let site = Site::new().with_post("a", "x").built();
        let list = crafted(&site, "thesis.docx", b"what somebody thinks is in it");
        site.put("public/.weerklank-files", list.as_bytes());
        site.put("public/thesis.docx", b"three years of work");
        if forgets {
            std::fs::remove_dir_all(site.path(".weerklank")).unwrap();
        }
        let before = site.output();
        let report = site.build();
        assert_eq!((report.code, report.errors()), (1, vec!["output-changed -:-".into()]));
        assert_eq!(differences(&before, &site.output()), [""; 0]);
    }
    // A list in the form that has no hashes says nothing.
    let site = Site::new().with_post("a", "x");
    site.put("public/.weerklank-files", b"thesis.docx\n");
    site.put("public/thesis.docx", b"three years of work");
    assert_eq!(site.build().errors(), ["output-foreign -:-"]);
    assert!(site.path("public/thesis.docx").exists());
}

#[test]
fn a_page_that_somebody_changed_is_not_overwritten() {
    for gone in [false, true] {
        let site = Site::new().with_post("a", "x").with_post("b", "y").built();
        site.put("public/2026/a.html", b"what somebody wrote by hand");
        if gone {
            site.remove("content/posts/a.md");
        }
        assert_eq!(site.build().errors(), ["output-changed -:-"]);
        assert_eq!(site.page("2026/a.html"), "what somebody wrote by hand");
        site.remove("public/2026/a.html");
        assert_eq!(site.build().code, 0);
        assert_eq!(site.path("public/2026/a.html").exists(), !gone);
    }
}

#[test]
fn a_page_that_a_power_cut_emptied_is_made_again() {
    let site = Site::new().with_post("a", "x").built();
    let before = site.output();
    site.put("public/2026/a.html", b"");
    assert_eq!(site.build().code, 0);
    assert_eq!(differences(&before, &site.output()), [""; 0]);
}

#[test]
fn a_folder_where_a_page_goes_stops_the_build_before_anything_changes() {
    let site = Site::new().with_post("aaa", "x").with_post("zzz", "x").built();
    let before = site.output();
    std::fs::create_dir_all(site.path("public/2026/mmm.html")).unwrap();
    let site = site.with_post("aaa", "nieuw").with_post("mmm", "nieuw").with_post("zzz", "nieuw");
    let report = site.build();
    assert_eq!((report.code, report.errors()), (1, vec!["folder-in-the-way -:-".into()]));
    assert_eq!(differences(&before, &site.output()), [""; 0]);
    assert!(site.path("public/2026/mmm.html").is_dir());
    assert!(!site.path(".weerklank/journal").exists());
    std::fs::remove_dir(site.path("public/2026/mmm.html")).unwrap();
    assert_eq!(site.build().code, 0);
    assert!(site.page("2026/mmm.html").contains("nieuw"));
}

#[test]
fn a_folder_of_our_own_makes_room_for_a_file() {
    let site = Site::new().with_post("a", "x").with("static/map/een.txt", "oud").built();
    std::fs::remove_dir_all(site.path("static/map")).unwrap();
    let site = site.with("static/map", "nieuw").built();
    assert_eq!(site.page("map"), "nieuw");
}

#[test]
fn what_another_build_is_writing_is_left_alone() {
    let site = Site::new().with_post("a", "x");
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join(".brief.html.weerklank-new"), "half").unwrap();
    std::fs::write(folder.path().join("brief.docx"), "van een ander").unwrap();
    let report = site.build_with(&["--output", folder.path().to_str().unwrap()]);
    assert_eq!(report.errors(), ["output-foreign -:-"]);
    assert_eq!(files(folder.path()).len(), 2);
    // In our own folder it is what a killed build left.
    site.put("public/.index.html.weerklank-new", b"half");
    assert_eq!(site.build().code, 0);
    assert!(!site.path("public/.index.html.weerklank-new").exists());
}

#[test]
fn files_whose_names_are_spelled_in_parts_go_along() {
    let post = "---\ntitle: Brug\ndate: 2026-01-01\n---\n![Een brug](caf\u{e9}.svg)\n";
    let drawing = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"/>";
    let make = |name: &str| {
        Site::new()
            .with("content/posts/brug/index.md", post)
            .with(&format!("content/posts/brug/{name}.svg"), drawing)
            .with(&format!("static/{name}.txt"), "x")
            .built()
    };
    let (whole, parts) = (make("caf\u{e9}"), make("cafe\u{301}"));
    assert!(whole.output().contains_key("2026/brug/caf\u{e9}.svg"), "{:?}", whole.output().keys());
    assert_eq!(differences(&whole.output(), &parts.output()), [""; 0]);
}
