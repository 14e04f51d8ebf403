//! The output: the same bytes whatever the way to them, nothing written twice, and whole at any moment.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;
use std::process::Command;
use std::sync::Once;
use std::time::{Duration, SystemTime};

use weerklank::config::{Clock, Flags, resolve};
use weerklank::diagnostic::Problem;
use weerklank::disk::read;
use weerklank::pipeline::{self, Options, Outcome, Stopwatch};
use weerklank::source::Hash;

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
    let site = Site::without_search();
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
    let changed: Vec<&String> = after.keys().filter(|path| after[*path] != middle[*path]).collect();
    // And the list of files, which holds the hash of the page.
    assert_eq!(changed, [".weerklank-files", "2026/p07.html"], "{:?}", written(&report));
}

#[test]
fn a_post_that_goes_takes_its_files_with_it() {
    let site = Site::without_search().with_post("blijft", "x");
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
    // With the digests of its week and its month.
    assert_eq!((report.code, report.number("files/removed")), (0, 7), "{:#}", report.json);
    assert!(!site.path("public/2025").exists());
    let fresh = Site::without_search().with_post("blijft", "x").built();
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

/// Says why a test shows nothing on this machine, where it is seen even when the test passes.
fn skipped(test: &str, why: &str) {
    let _ = writeln!(std::io::stderr(), "skipped: {test}: {why}");
}

/// The report of a build by somebody who is not the superuser, who may write anywhere. `None` if this machine has no way.
#[cfg(unix)]
fn build_as_nobody(site: &Site) -> Option<Report> {
    use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
    if std::fs::metadata(site.root()).unwrap().uid() != 0 {
        return Some(site.build());
    }
    const NOBODY: u32 = 65534;
    for entry in walkdir::WalkDir::new(site.root()) {
        chown(entry.unwrap().path(), Some(NOBODY), Some(NOBODY)).unwrap();
    }
    // The program may lie where only the superuser comes.
    let program = site.path("weerklank");
    std::fs::copy(env!("CARGO_BIN_EXE_weerklank"), &program).unwrap();
    std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o755)).unwrap();
    let mut command = std::process::Command::new("setpriv");
    command.args(["--reuid=65534", "--regid=65534", "--clear-groups"]).arg(&program);
    command.args(["build", "--json", "--now", "2026-11-23T12:00:00Z", "--root"]).arg(site.root());
    let output = command.output().ok()?;
    site.remove("weerklank");
    (!output.stdout.is_empty()).then(|| Report::of(&output))
}

#[test]
#[cfg(unix)]
fn an_output_that_may_not_be_written_is_told() {
    use std::os::unix::fs::PermissionsExt;
    let site = Site::new().with_post("a", "x").built();
    let before = site.output();
    let folder = site.path("public/2026");
    std::fs::set_permissions(&folder, std::fs::Permissions::from_mode(0o555)).unwrap();
    let site = site.with_post("b", "y");
    let report = build_as_nobody(&site);
    std::fs::set_permissions(&folder, std::fs::Permissions::from_mode(0o755)).unwrap();
    let Some(report) = report else {
        return skipped("read-only output", "root, and no setpriv to become somebody else");
    };
    assert_eq!((report.code, report.errors()), (1, vec!["read-only -:-".into()]));
    assert_eq!(differences(&before, &site.output()), [""; 0]);
}

/// Something mounted, where this test may do so; it goes with the value.
#[cfg(target_os = "linux")]
struct Mounted(std::path::PathBuf);

#[cfg(target_os = "linux")]
impl Mounted {
    fn new(arguments: &[&str], place: &Path) -> Option<Mounted> {
        let mut mount = std::process::Command::new("mount");
        let done = mount.args(arguments).arg(place).output();
        done.is_ok_and(|output| output.status.success()).then(|| Mounted(place.to_owned()))
    }
}

#[cfg(target_os = "linux")]
impl Drop for Mounted {
    fn drop(&mut self) {
        let _ = std::process::Command::new("umount").arg(&self.0).output();
    }
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_leaves_the_old_site_whole() {
    let folder = tempfile::tempdir().unwrap();
    let disk = Mounted::new(&["-t", "tmpfs", "-o", "size=256k", "tmpfs"], folder.path());
    let Some(disk) = disk else {
        return skipped("full disk", "not allowed to mount a small one");
    };
    let output = disk.0.join("site");
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
#[cfg(target_os = "linux")]
fn a_page_in_use_leaves_a_site_that_the_next_build_finishes() {
    let site = Site::new().with_post("a", "oud").with_post("b", "oud").built();
    let site = site.with_post("a", "nieuw").with_post("b", "nieuw").with_post("c", "nieuw");
    // What is mounted on cannot be replaced, like a page that is open on Windows.
    let page = site.path("public/2026/b.html");
    let Some(used) = Mounted::new(&["--bind", page.to_str().unwrap()], &page) else {
        return skipped("a page in use", "not allowed to mount");
    };
    let root = site.root().to_str().unwrap();
    let told = weerklank(&["build", "--root", root]).output().unwrap();
    let told = String::from_utf8(told.stderr).unwrap();
    assert!(told.contains("the site is partly new, until you build it again"), "{told}");
    assert!(site.page("2026/a.html").contains("nieuw") && site.page("2026/b.html").contains("oud"));
    let report = site.build();
    assert_eq!((report.code, report.errors()), (1, vec!["partly-new -:-".into()]));
    drop(used);
    assert_eq!(site.build().code, 0);
    let fresh = Site::new();
    let fresh = ["a", "b", "c"].iter().fold(fresh, |site, name| site.with_post(name, "nieuw"));
    assert_eq!(differences(&fresh.built().output(), &site.output()), [""; 0]);
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

/// Builds, and kills the program as soon as the journal is there. Whether it was there still when all was over.
fn kill_in_commit(site: &Site) -> bool {
    let mut command = weerklank(&["build", "--quiet", "--root", site.root().to_str().unwrap()]);
    let mut child = command.spawn().unwrap();
    let journal = site.path(".weerklank/journal");
    while !journal.exists() && child.try_wait().unwrap().is_none() {}
    let _ = child.kill();
    child.wait().unwrap();
    journal.exists()
}

#[test]
fn a_build_that_is_killed_in_its_commit_is_finished_by_the_next() {
    let make = |word: &str| {
        (0..400).fold(Site::new(), |site, number| {
            site.with_post(&format!("p{number:03}"), &format!("{word} ").repeat(5))
        })
    };
    let (site, fresh) = (make("oud").built(), make("nieuw"));
    let new = files(&fresh.path("content"));
    new.iter().for_each(|(path, bytes)| site.put(&format!("content/{path}"), bytes));
    let expected = fresh.built().output();
    for _ in 0..10 {
        if !kill_in_commit(&site) {
            // It was faster than this test: once more, from nothing. That each step can be the last one is held by the tests
            // of the journal.
            std::fs::remove_dir_all(site.path("public")).unwrap();
            continue;
        }
        assert_eq!(site.build().code, 0);
        assert_eq!(differences(&expected, &site.output()), [""; 0]);
        return;
    }
    skipped("killed in its commit", "the commit was over each time");
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

/// Replaces a text in a file of the site.
fn edit(site: &Site, path: &str, from: &str, to: &str) {
    let bytes = std::fs::read(site.path(path)).unwrap();
    let text = String::from_utf8_lossy(&bytes);
    assert!(text.contains(from), "{path}: {from}");
    site.put(path, text.replacen(from, to, 1).as_bytes());
}

/// Every edit changes what is shown somewhere; a page whose key misses something would stay as it was.
#[test]
fn after_any_edit_the_output_is_that_of_a_fresh_build() {
    let site = Site::example();
    age(&site);
    let site = site.built();
    assert!(site.path(".weerklank/stamps").exists(), "so what is not edited is not read at first");
    let fresh = site.root().join("fresh");
    let edits: &[(&str, &str, &str)] = &[
        ("content/posts/2024/reading-a-pump-curve.md", "title: ", "title: Nieuw "),
        ("content/posts/2024/reading-a-pump-curve.md", "\n\n", "\n\nEen eerste alinea erbij.\n\n"),
        ("content/experts/rafael-pinas.md", "name: ", "name: Dr. "),
        ("content/experts/rafael-pinas.md", "department: ", "department: Elders "),
        ("content/topics/meten.md", "title: ", "title: Over "),
        ("content/comments/moderation.toml", "\"1088\"", "\"1088\", \"1043\""),
        ("content/comments/moderation.toml", "pin = [\"1042\"]", "pin = []"),
        (
            "content/comments/wordpress-export-2025-03-14.xml",
            "<wp:comment_author>",
            "<wp:comment_author>X",
        ),
        ("content/pages/over.md", "title: ", "title: Meer "),
        ("weerklank.toml", "Over dit blog", "Over ons"),
        ("weerklank.toml", "title = \"Peilschaal\"", "title = \"Peil\"\npaginate = 7"),
        ("weerklank.toml", "timezone = \"Europe/Amsterdam\"", "timezone = \"America/Lima\""),
        ("weerklank.toml", "language = \"nl\"", "language = \"en\""),
        ("weerklank.toml", "reply_to = \"kennis", "paginate = 3\nreply_to = \"het"),
        // The last comment on the second page begins to quote the post on the first.
        (
            "content/comments/wordpress-export-2025-03-14.xml",
            "Jullie hebben allebei wat.",
            "„Een gat in een dijk klinkt als een lek.“ Jullie hebben allebei wat.",
        ),
        ("weerklank.toml", "[brand]", "[paths]\npage = \"blad\"\n\n[brand]"),
    ];
    let mut last = site.output();
    for (path, from, to) in edits {
        edit(&site, path, from, to);
        let report = site.build();
        assert_eq!(report.code, 0, "{path}: {to} {:#}", report.json["errors"]);
        let report = site.build_with(&["--no-cache", "--output", fresh.to_str().unwrap()]);
        assert_eq!(report.code, 0);
        let (output, expected) = (site.output(), files(&fresh));
        // The list says for which folder it is.
        for (name, bytes) in expected.iter().filter(|(name, _)| *name != ".weerklank-files") {
            assert!(output.get(name) == Some(bytes), "{name} after {path}: {to}");
        }
        assert_eq!(output.len(), expected.len(), "{path}: {to}");
        assert!(output != last, "{path}: {to} changed nothing");
        last = output;
    }
}

#[test]
fn a_draft_without_a_date_has_that_of_each_build() {
    let site = Site::new();
    site.put("content/posts/idee.md", b"---\ntitle: Een idee\ndraft: true\n---\n\nNog niet af.\n");
    for day in ["2026-03-01", "2026-03-02"] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_weerklank"));
        command.arg("--root").arg(site.root()).args(["build", "--drafts", "--now", day]);
        assert!(command.output().unwrap().status.success());
        let page = site.page("2026/idee.html");
        assert!(page.contains(&format!("datetime={day}")), "{day}: {page}");
    }
}

/// Makes files and folders as old as a site that was not touched today.
fn age(site: &Site) {
    let past = SystemTime::now() - Duration::from_secs(3600);
    for path in files(site.root()).keys() {
        if !path.starts_with("public/") && !path.starts_with(".weerklank/") {
            std::fs::File::options()
                .write(true)
                .open(site.path(path))
                .unwrap()
                .set_times(std::fs::FileTimes::new().set_modified(past))
                .unwrap();
        }
    }
    // The time of change of the file system cannot be set back: it has to pass.
    std::thread::sleep(Duration::from_millis(2300));
}

#[test]
fn a_site_that_nobody_touched_is_told_again_and_not_made_again() {
    let site = Site::example();
    site.put(
        "content/posts/2026/later.md",
        b"---\ntitle: Later\ndate: 2026-12-01\n---\nDan pas.\n",
    );
    age(&site);
    let stages = |now: &str| {
        let root = site.root().to_str().unwrap();
        let mut command = weerklank(&["build", "--verbose", "--root", root]);
        let output = if now.is_empty() {
            command.output()
        } else {
            let arguments = ["build", "--verbose", "--root", root, "--lang", "en", "--now", now];
            std::process::Command::new(env!("CARGO_BIN_EXE_weerklank")).args(arguments).output()
        };
        let told = String::from_utf8(output.unwrap().stderr).unwrap();
        let is_made = told.contains("render ");
        (
            is_made,
            told.lines()
                .filter(|line| !line.contains(" ms") && !line.contains(" s"))
                .map(str::to_owned)
                .collect::<Vec<_>>(),
        )
    };
    let (made, told) = stages("");
    assert!(made);
    let first = site.output();
    assert_eq!(stages(""), (false, told.clone()), "the same warnings, and nothing made");
    assert_eq!(stages("2026-11-30"), (false, told));
    assert!(stages("2026-12-02").0, "a post came due");
    assert!(site.output().contains_key("2026/later.html"));
    assert!(stages("").0, "the clock went back");
    assert!(site.output() == first);
    assert!(!stages("").0);
    for path in ["public/index.html", "public/.weerklank-files"] {
        site.remove(path);
        assert!(stages("").0, "somebody removed {path}");
        assert!(site.output() == first);
    }
    edit(&site, "content/pages/over.md", "title: ", "title: Anders ");
    assert!(stages("").0, "a source changed");
    assert_eq!(site.build_with(&["--strict"]).code, 1, "warnings of before are errors too");
}

/// The example without a search, untouched for an hour.
fn without_search_and_old() -> Site {
    let site = Site::example();
    let settings = std::fs::read_to_string(site.path("weerklank.toml")).unwrap();
    assert!(!settings.contains("[search]"));
    site.put("weerklank.toml", format!("{settings}\n[search]\nenabled = false\n").as_bytes());
    age(&site);
    site
}

/// Builds the site as a build would that began in an hour, and does something before it makes its first file.
fn build_meanwhile(site: &Site, meanwhile: impl Fn() + Sync) -> Outcome {
    let flags = Flags {
        base_url: None,
        drafts: false,
        future: false,
        expired: false,
        now: Clock::Moment("2026-11-23T12:00:00Z".parse().unwrap()),
        program: Hash::of(b""),
    };
    let config = resolve(&read::settings(site.root()).unwrap(), &flags).value.unwrap();
    let once = Once::new();
    let options = Options {
        cache: true,
        strict: false,
        started: SystemTime::now() + Duration::from_secs(3600),
        progress: &|_| once.call_once(&meanwhile),
        readers: None,
    };
    let output = site.path("public");
    pipeline::build(site.root(), &output, &config, &options, &mut Stopwatch::default())
}

/// Posts that nobody touched are read when their pages are made, and others may lie there by then.
#[test]
fn a_post_that_changes_while_pages_are_made_leaves_the_old_site() {
    let site = Site::example();
    let changing = |outcome: &Outcome| {
        let told = outcome.problems.iter();
        told.filter(|told| matches!(told.problem, Problem::SourceChanging)).count()
    };
    let first = build_meanwhile(&site, || ());
    assert!(first.counts.written > 0 && changing(&first) == 0);
    let before = site.output();
    // All pages are made again, of posts that are not what they were.
    edit(&site, "weerklank.toml", "title = \"Peilschaal\"", "title = \"Peil\"");
    let posts = files(&site.path("content/posts"));
    let change = || {
        for path in posts.keys().filter(|path| path.ends_with(".md")) {
            site.put(&format!("content/posts/{path}"), b"---\ntitle: Anders\n---\nKort.\n");
        }
    };
    let spoilt = build_meanwhile(&site, change);
    assert_eq!((spoilt.counts.written, changing(&spoilt)), (0, 1));
    assert!(site.output() == before);
    posts.iter().for_each(|(path, bytes)| site.put(&format!("content/posts/{path}"), bytes));
    assert_eq!(changing(&build_meanwhile(&site, || ())), 0);
    let after = site.output();
    std::fs::remove_dir_all(site.path(".weerklank")).unwrap();
    std::fs::remove_dir_all(site.path("public")).unwrap();
    build_meanwhile(&site, || ());
    assert!(site.output() == after, "nothing of what was read amiss is kept");
}

/// What readers see of the exports is kept from build to build, as long as they and the posts they belong to stay.
#[test]
fn what_was_said_is_kept_and_is_right_after_any_edit() {
    let site = without_search_and_old();
    let fresh = site.root().join("fresh");
    let place = site.path(".weerklank/conversation");
    let time = || std::fs::metadata(&place).and_then(|data| data.modified()).ok();
    let compare = |what: &str| {
        let report = site.build();
        assert_eq!(report.code, 0, "{what}: {:#}", report.json["errors"]);
        let again = site.build_with(&["--no-cache", "--output", fresh.to_str().unwrap()]);
        assert_eq!(report.json["warnings"], again.json["warnings"], "{what}");
        assert_eq!(report.json["comments"], again.json["comments"], "{what}");
        let output = site.output();
        for (name, bytes) in files(&fresh).iter().filter(|(name, _)| *name != ".weerklank-files") {
            assert!(output.get(name) == Some(bytes), "{name} after {what}");
        }
    };
    compare("nothing");
    let post = "content/posts/2024/reading-a-pump-curve.md";
    let text = std::fs::read_to_string(site.path(post)).unwrap();
    let put = |front: &str| {
        let changed = text.replacen("title: ", front, 1);
        assert!(changed != text);
        site.put(post, changed.as_bytes());
    };
    let first = time().expect("the conversation is kept");
    site.put(post, format!("{text}\nNog een alinea.\n").as_bytes());
    compare("a paragraph");
    assert_eq!(time(), Some(first), "recalled, and not kept again");
    for front in ["title: Nieuw ", "comments: hidden\ntitle: ", "comments: closed\ntitle: "] {
        let before = time();
        put(front);
        compare(front);
        assert!(time().is_some() && time() != before, "joined anew: {front}");
    }
    put("title: Weer ");
    site.put(
        "content/posts/2025/tussen.md",
        b"---\ntitle: Ertussen\ndate: 2025-02-02\nauthors: [Aad Aalders]\n---\nTekst.\n",
    );
    compare("a post between the others, by somebody new");
    site.remove("content/posts/2025/tussen.md");
    compare("without it");
    // What was decided, and who is who: these files have just changed, so nothing is kept.
    edit(&site, "content/comments/moderation.toml", "\"1088\"", "\"1088\", \"1043\"");
    compare("a decision");
    assert_eq!(time(), None);
    edit(&site, "content/experts/rafael-pinas.md", "name: ", "name: Dr. ");
    let export = "content/comments/wordpress-export-2025-03-14.xml";
    edit(&site, export, "<wp:comment_author>", "<wp:comment_author>X");
    compare("an export");
    age(&site);
    compare("as much as an hour later");
    assert!(time().is_some());
    // Whatever lies there, the output is right.
    let bytes = std::fs::read(&place).unwrap();
    std::fs::write(&place, &bytes[..bytes.len() / 2]).unwrap();
    site.put(post, text.as_bytes());
    compare("half a file");
}

#[test]
fn what_is_kept_is_good_for_check_and_holds_nobody_who_was_forgotten() {
    let site = without_search_and_old();
    let place = site.path(".weerklank/conversation");
    let built = site.build();
    let checked = site.told(&["check"]);
    for told in ["warnings", "comments", "pages"] {
        assert_eq!(checked.json[told], built.json[told], "{told}");
    }
    let holds = || {
        let bytes = std::fs::read(&place).unwrap_or_default();
        String::from_utf8_lossy(&bytes).contains("Nathalie de Wit")
    };
    assert!(holds());
    let report = site.told(&["forget", "--all", "Nathalie de Wit"]);
    assert_eq!((report.code, holds()), (0, false), "{:#}", report.json);
    assert_eq!(site.told(&["forget", "--verify"]).code, 0);
}
