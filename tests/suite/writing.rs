//! The output: the same bytes whatever the way to them, nothing written twice, and whole at any moment.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::{Duration, SystemTime};

use crate::support::{Report, Site, differences, files, weerklank};

/// The time of change of every file of the output.
fn times(site: &Site) -> BTreeMap<String, SystemTime> {
    let folder = site.path("public");
    let time = |path: &String| std::fs::metadata(folder.join(path)).unwrap().modified().unwrap();
    site.output().keys().map(|path| (path.clone(), time(path))).collect()
}

fn written(report: &Report) -> [u64; 3] {
    ["files/written", "files/unchanged", "files/removed"].map(|place| report.number(place))
}

#[test]
fn the_bytes_are_the_same_whatever_the_way_to_them() {
    let site = Site::example().built();
    let expected = site.output();
    let same = |site: &Site, how: &str| {
        assert_eq!(differences(&expected, &site.output()), [""; 0], "{how}");
    };
    assert_eq!(site.build().code, 0);
    same(&site, "with cache");
    std::fs::remove_dir_all(site.path("public")).unwrap();
    assert_eq!(site.build().code, 0);
    same(&site, "with cache, without output");
    assert_eq!(site.build_with(&["--no-cache"]).code, 0);
    same(&site, "without cache");
    std::fs::remove_dir_all(site.path(".weerklank")).unwrap();
    assert_eq!(site.build().code, 0);
    same(&site, "after deleting .weerklank");
    for threads in ["1", "2", "3"] {
        let fresh = Site::example();
        assert_eq!(fresh.run(&[], &[("RAYON_NUM_THREADS", threads)]).code, 0);
        same(&fresh, threads);
    }
    // The same files, made in another order: what a folder lists first depends on it.
    let turned = Site::empty();
    let sources = files(site.root()).into_iter().filter(|(path, _)| !path.starts_with("public/"));
    let sources: Vec<_> = sources.filter(|(path, _)| !path.starts_with(".weerklank/")).collect();
    sources.iter().rev().for_each(|(path, bytes)| turned.put(path, bytes));
    assert_eq!(turned.build().code, 0);
    same(&turned, "files made in another order");
}

#[test]
fn what_is_unchanged_is_not_written() {
    let site = Site::example().built();
    let before = times(&site);
    let report = site.build();
    assert_eq!(written(&report), [0, before.len() as u64 - 1, 0]);
    assert_eq!(before, times(&site));
    // Nor without anything to go by but the files themselves.
    std::fs::remove_dir_all(site.path(".weerklank")).unwrap();
    let report = site.build();
    assert_eq!(written(&report), [0, before.len() as u64 - 1, 0]);
}

#[test]
fn one_changed_word_rewrites_one_page() {
    let site = Site::new();
    let site = (0..30).fold(site, |site, number| {
        site.with_post(&format!("p{number:02}"), &format!("Woord{number} staat in een eigen stuk."))
    });
    let site = site.built();
    let text = std::fs::read_to_string(site.path("content/posts/p07.md")).unwrap();
    // The word stands where no list or feed shows it.
    let longer = text.replace("---\nWoord7", "summary: Kort.\n---\nWoord7");
    site.put("content/posts/p07.md", longer.as_bytes());
    assert_eq!(site.build().code, 0);
    let middle = times(&site);
    site.put("content/posts/p07.md", longer.replace("eigen stuk", "ander boek").as_bytes());
    let report = site.build();
    let after = times(&site);
    // The search notices, in files of its own; so does the list of all files.
    let pages = after.keys().filter(|path| path.ends_with(".html") && *path != "search.html");
    let changed: Vec<&String> = pages.filter(|path| after[*path] != middle[*path]).collect();
    assert_eq!(changed, ["2026/p07.html"], "{:?}", written(&report));
}

#[test]
fn a_post_that_goes_takes_its_files_with_it() {
    let site = Site::new().with_post("blijft", "x");
    let text =
        "---\ntitle: Gaat\ndate: 2025-01-01\nauthors: [Ans Bos]\n---\n![Een kaart](kaart.svg)\n";
    let site = site.with("content/posts/gaat/index.md", text);
    let drawing = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"/>";
    let site = site.with("content/posts/gaat/kaart.svg", drawing).built();
    for path in ["2025/gaat.html", "2025/gaat/kaart.svg", "2025/index.html", "experts/ans-bos.html"]
    {
        assert!(site.path("public").join(path).exists(), "{path}");
    }
    std::fs::remove_dir_all(site.path("content/posts/gaat")).unwrap();
    let report = site.build();
    // Five, and what the search had of them.
    assert!(report.code == 0 && report.number("files/removed") > 5, "{:#}", report.json);
    assert!(!site.path("public/2025").exists());
    let fresh = Site::new().with_post("blijft", "x").built();
    assert_eq!(differences(&site.output(), &fresh.output()), [""; 0]);
}

#[test]
fn somebody_elses_files_are_never_touched() {
    let site = Site::new().with_post("a", "x").with("public/verslag.docx", "van een ander");
    let report = site.build();
    assert_eq!(report.errors(), ["output-foreign -:-"]);
    assert_eq!(site.output().keys().collect::<Vec<_>>(), ["verslag.docx"]);
    // Nor one that came later.
    site.remove("public/verslag.docx");
    assert_eq!(site.build().code, 0);
    let site = site.with_post("b", "y").with("public/2026/aantekening.txt", "van een ander");
    let before = site.output();
    assert_eq!(site.build().errors(), ["output-foreign -:-"]);
    assert_eq!(differences(&before, &site.output()), [""; 0]);
}

#[test]
fn the_sources_are_never_an_output() {
    for output in ["", "content", "content/posts", "themes", "static", "."] {
        let site = Site::new().with_post("a", "x");
        let output = site.path(output);
        let report = site.build_with(&["--output", output.to_str().unwrap()]);
        assert_eq!(report.errors(), ["output-in-sources -:-"], "{}", output.display());
        assert!(!site.path("index.html").exists());
    }
}

#[test]
fn a_file_in_the_way_is_an_error_with_its_path() {
    let site = Site::new().with_post("a", "x").with("public", "een bestand");
    let report = site.build();
    assert_eq!((report.code, report.errors().len()), (1, 1), "{:#}", report.json);
    assert_eq!(std::fs::read_to_string(site.path("public")).unwrap(), "een bestand");
}

#[test]
#[cfg(unix)]
fn an_output_that_may_not_be_written_is_told() {
    use std::os::unix::fs::PermissionsExt;
    let site = Site::new().with_post("a", "x").built();
    let before = site.output();
    let folder = site.path("public/2026");
    std::fs::set_permissions(&folder, std::fs::Permissions::from_mode(0o555)).unwrap();
    // The superuser may write anywhere; then there is nothing to see here.
    let is_held = std::fs::write(folder.join("proef"), "").is_err();
    let _ = std::fs::remove_file(folder.join("proef"));
    let site = site.with_post("b", "y");
    let report = site.build();
    std::fs::set_permissions(&folder, std::fs::Permissions::from_mode(0o755)).unwrap();
    if is_held {
        assert_eq!(report.errors(), ["read-only -:-"]);
        assert_eq!(differences(&before, &site.output()), [""; 0]);
    }
}

/// A file system of 256 KiB, where this test may make one.
#[cfg(target_os = "linux")]
struct Small(tempfile::TempDir);

#[cfg(target_os = "linux")]
impl Small {
    fn mount() -> Option<Small> {
        let folder = tempfile::tempdir().unwrap();
        let mut mount = std::process::Command::new("mount");
        mount.args(["-t", "tmpfs", "-o", "size=256k", "tmpfs"]).arg(folder.path());
        let done = mount.output().is_ok_and(|output| output.status.success());
        done.then(|| Small(folder))
    }
}

#[cfg(target_os = "linux")]
impl Drop for Small {
    fn drop(&mut self) {
        let _ = std::process::Command::new("umount").arg(self.0.path()).output();
    }
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_leaves_the_old_site_whole() {
    let Some(disk) = Small::mount() else { return };
    let output = disk.0.path().join("site");
    let folder = output.to_str().unwrap();
    let site = Site::new().with_post("a", "x");
    let report = site.build_with(&["--output", folder]);
    assert_eq!(report.code, 0, "{:#}", report.json);
    let before = files(&output);
    let site = (0..40)
        .fold(site, |site, number| site.with_post(&format!("p{number}"), &"tekst ".repeat(2000)));
    let report = site.build_with(&["--output", folder]);
    assert_eq!(report.errors(), ["disk-full -:-"], "{:#}", report.json);
    assert_eq!(differences(&before, &files(&output)), [""; 0]);
}

#[test]
fn a_second_build_at_the_same_time_waits_for_nobody() {
    let site = Site::new().with_post("a", "x").built();
    let path = site.path(".weerklank/lock");
    let lock =
        std::fs::File::options().write(true).create(true).truncate(false).open(path).unwrap();
    lock.lock().unwrap();
    let report = site.build();
    assert_eq!((report.code, report.errors()), (1, vec!["locked -:-".into()]));
    drop(lock);
    assert_eq!(site.build().code, 0);
}

/// Builds and kills the program after this long.
fn kill_after(root: &Path, time: Duration) {
    let mut command = weerklank(&["build", "--quiet", "--root", root.to_str().unwrap()]);
    let mut child = command.spawn().unwrap();
    std::thread::sleep(time);
    let _ = child.kill();
    child.wait().unwrap();
}

#[test]
fn a_killed_build_leaves_the_old_site_or_the_new_one() {
    let make = |word: &str| {
        (0..120).fold(Site::new(), |site, number| {
            site.with_post(&format!("p{number:03}"), &format!("{word} ").repeat(50))
        })
    };
    let (old, new) = (make("oud").built().output(), make("nieuw").built().output());
    let mut finished = [0, 0];
    for step in 0..24 {
        let site = make("oud").built();
        let fresh = make("nieuw");
        for (path, bytes) in files(&fresh.path("content")) {
            site.put(&format!("content/{path}"), &bytes);
        }
        kill_after(site.root(), Duration::from_millis(6 * step));
        // What readers see: everything but files that are only staged.
        let mut seen = site.output();
        seen.retain(|path, _| !path.ends_with(".weerklank-new"));
        let is_journalled = site.path(".weerklank/journal").exists();
        let is_whole = [&old, &new].iter().any(|whole| differences(whole, &seen).is_empty());
        assert!(is_whole || is_journalled, "killed in step {step}: neither old nor new");
        finished[usize::from(differences(&new, &seen).is_empty())] += 1;
        let report = site.build();
        assert_eq!(report.code, 0, "{:#}", report.json);
        assert_eq!(differences(&new, &site.output()), [""; 0], "killed in step {step}");
    }
    assert!(finished[0] > 0, "no build was killed before its end");
}
