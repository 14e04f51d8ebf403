//! A site in a folder of its own, the program that builds it, and its report.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;
use walkdir::WalkDir;

/// The repository.
pub(crate) fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The program with these arguments, with the clock and the language held still.
pub(crate) fn weerklank(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_weerklank"));
    command.args(arguments).args(["--now", "2026-11-23T12:00:00Z", "--lang", "en"]);
    command
}

/// A site in a temporary folder, which goes when the test ends.
pub(crate) struct Site {
    folder: tempfile::TempDir,
}

impl Site {
    /// An empty folder.
    pub(crate) fn empty() -> Site {
        Site { folder: tempfile::tempdir().unwrap() }
    }

    /// A site with a title and nothing else.
    pub(crate) fn new() -> Site {
        Site::empty().with("weerklank.toml", "title = \"Proef\"\nlanguage = \"en\"\n")
    }

    /// The same without a search, whose files would be counted too.
    pub(crate) fn without_search() -> Site {
        let settings = "title = \"Proef\"\nlanguage = \"en\"\n[search]\nenabled = false\n";
        Site::empty().with("weerklank.toml", settings)
    }

    /// A copy of a folder of the repository.
    pub(crate) fn copy_of(folder: &str) -> Site {
        let site = Site::empty();
        let from = repository().join(folder);
        for (path, bytes) in files(&from) {
            site.put(&path, &bytes);
        }
        site
    }

    /// A copy of the sources of another site.
    pub(crate) fn copy_from(other: &Site) -> Site {
        let site = Site::empty();
        let own = |path: &str| path.starts_with("content/") || path == "weerklank.toml";
        for (path, bytes) in files(other.root()).iter().filter(|(path, _)| own(path)) {
            site.put(path, bytes);
        }
        site
    }

    /// A copy of the example site.
    pub(crate) fn example() -> Site {
        let site = Site::empty();
        site.put("weerklank.toml", &std::fs::read(repository().join("weerklank.toml")).unwrap());
        for (path, bytes) in files(&repository().join("content")) {
            site.put(&format!("content/{path}"), &bytes);
        }
        site
    }

    /// The same site with one more file.
    pub(crate) fn with(self, path: &str, text: &str) -> Site {
        self.put(path, text.as_bytes());
        self
    }

    /// The same site with a post of today.
    pub(crate) fn with_post(self, name: &str, body: &str) -> Site {
        let text = format!("---\ntitle: Post {name}\ndate: 2026-01-02\n---\n{body}\n");
        self.with(&format!("content/posts/{name}.md"), &text)
    }

    /// Writes a file.
    pub(crate) fn put(&self, path: &str, bytes: &[u8]) {
        let path = self.path(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }

    /// Removes a file.
    pub(crate) fn remove(&self, path: &str) {
        std::fs::remove_file(self.path(path)).unwrap();
    }

    pub(crate) fn root(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.root().join(path)
    }

    /// The text of a file of the output.
    pub(crate) fn page(&self, path: &str) -> String {
        let place = self.path("public").join(path);
        std::fs::read_to_string(&place)
            .unwrap_or_else(|error| panic!("{}: {error}", place.display()))
    }

    /// Every file of the output with its bytes.
    pub(crate) fn output(&self) -> BTreeMap<String, Vec<u8>> {
        files(&self.path("public"))
    }

    /// `build --json` with further arguments.
    pub(crate) fn build_with(&self, arguments: &[&str]) -> Report {
        self.run(arguments, &[])
    }

    /// `build --json` with further arguments and environment.
    pub(crate) fn run(&self, arguments: &[&str], environment: &[(&str, &str)]) -> Report {
        let root = self.root().to_str().unwrap();
        let mut command = weerklank(&["build", "--json", "--root", root]);
        Report::of(&command.args(arguments).envs(environment.iter().copied()).output().unwrap())
    }

    /// A command on this site, with what it says on stdout and stderr.
    pub(crate) fn call(&self, arguments: &[&str]) -> Output {
        let root = self.root().to_str().unwrap();
        weerklank(arguments).args(["--root", root]).output().unwrap()
    }

    /// The report of a command with `--json`.
    pub(crate) fn told(&self, arguments: &[&str]) -> Report {
        Report::of(&self.call(&[arguments, &["--json"]].concat()))
    }

    /// What a command says on stdout, in a pipe; it must go well.
    pub(crate) fn says(&self, arguments: &[&str]) -> String {
        let output = self.call(arguments);
        let told = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(0), "{arguments:?}: {told}");
        String::from_utf8(output.stdout).unwrap()
    }

    /// `build --json`.
    pub(crate) fn build(&self) -> Report {
        self.build_with(&[])
    }

    /// `build --json`, which must find no error.
    pub(crate) fn built(self) -> Site {
        let report = self.build();
        assert_eq!(report.code, 0, "{:#}", report.json);
        self
    }
}

/// What a build told.
pub(crate) struct Report {
    /// The exit code.
    pub(crate) code: i32,
    /// The report on stdout.
    pub(crate) json: Value,
}

impl Report {
    /// What the program said on stdout.
    pub(crate) fn of(output: &Output) -> Report {
        let said = String::from_utf8(output.stdout.clone()).unwrap();
        let told = String::from_utf8(output.stderr.clone()).unwrap();
        assert!(!told.contains("panicked"), "{told}");
        let json =
            serde_json::from_str(&said).unwrap_or_else(|error| panic!("{error}: {said}{told}"));
        Report { code: output.status.code().unwrap(), json }
    }

    /// The errors as `code file:line`.
    pub(crate) fn errors(&self) -> Vec<String> {
        problems(&self.json["errors"])
    }

    /// The warnings as `code file:line`.
    pub(crate) fn warnings(&self) -> Vec<String> {
        problems(&self.json["warnings"])
    }

    /// A number of the report, by its place: `comments/held/spam`.
    pub(crate) fn number(&self, place: &str) -> u64 {
        let value = self.json.pointer(&format!("/{place}"));
        value.and_then(Value::as_u64).unwrap_or_else(|| panic!("{place} in {:#}", self.json))
    }
}

fn problems(list: &Value) -> Vec<String> {
    let one = |problem: &Value| {
        let text = |key: &str| problem[key].as_str().unwrap_or("-").to_owned();
        let line = problem["line"].as_u64().map_or("-".to_owned(), |line| line.to_string());
        format!("{} {}:{line}", text("code"), text("file"))
    };
    list.as_array().unwrap().iter().map(one).collect()
}

/// Every file of a folder with its bytes, by its path below it.
pub(crate) fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let found = WalkDir::new(folder).into_iter().map(|entry| entry.unwrap());
    let file = |entry: walkdir::DirEntry| {
        let path = entry.path().strip_prefix(folder).unwrap().to_str().unwrap().replace('\\', "/");
        (path, std::fs::read(entry.path()).unwrap())
    };
    found.filter(|entry| entry.file_type().is_file()).map(file).collect()
}

/// Which paths differ between two outputs.
pub(crate) fn differences(
    one: &BTreeMap<String, Vec<u8>>,
    other: &BTreeMap<String, Vec<u8>>,
) -> Vec<String> {
    let paths: std::collections::BTreeSet<&String> = one.keys().chain(other.keys()).collect();
    paths.into_iter().filter(|path| one.get(*path) != other.get(*path)).cloned().collect()
}
