//! What lints cannot see of the house style.

use std::path::PathBuf;

use crate::support::{files, repository};

/// The files below `src/` with their text, by path.
fn sources() -> Vec<(String, String)> {
    let text = |(path, bytes): (String, Vec<u8>)| (path, String::from_utf8(bytes).unwrap());
    let sources = files(&repository().join("src")).into_iter();
    sources.filter(|(path, _)| path.ends_with(".rs")).map(text).collect()
}

/// The lines of a file without the tests at its foot, numbered from 1. A `mod tests;` further up ends nothing.
fn code(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let next = text.lines().skip(1).chain([""]);
    text.lines()
        .zip(next)
        .take_while(|(line, next)| !(*line == "#[cfg(test)]" && *next == "mod tests {"))
        .zip(1..)
        .map(|((line, _), number)| (number, line))
}

#[test]
fn nothing_lies_about_that_is_no_part_of_the_repository() {
    let known = [
        "Cargo.toml",
        "Cargo.lock",
        "src",
        "content",
        "themes",
        "tests",
        "benches",
        "README.md",
        "LICENSE",
        "CHANGELOG.md",
        "weerklank.toml",
    ];
    let list = std::process::Command::new("git").arg("ls-files").current_dir(repository()).output();
    // A copy without its history tells nothing.
    let list = String::from_utf8(list.map(|list| list.stdout).unwrap_or_default()).unwrap();
    let is_strange = |path: &&str| {
        let top = path.split('/').next().unwrap_or_default();
        let is_packed =
            path.starts_with("src/") && (path.ends_with(".whl") || path.ends_with(".zip"));
        !top.starts_with('.') && !known.contains(&top) || is_packed
    };
    assert_eq!(list.lines().filter(is_strange).collect::<Vec<_>>(), [""; 0]);
}

#[test]
fn the_code_of_a_file_ends_where_its_tests_begin() {
    let code = |text| code(text).map(|(_, line)| line).collect::<Vec<_>>();
    let text = "//! x\n#[cfg(test)]\nmod tests;\nfn a() {}\n#[cfg(test)]\nmod tests {\nfn b() {}\n";
    assert_eq!(code(text), ["//! x", "#[cfg(test)]", "mod tests;", "fn a() {}"]);
}

#[test]
fn every_file_says_what_it_is_for_and_is_no_longer_than_one_reads() {
    let all = sources();
    assert!(all.len() > 60, "the sources were not found");
    for (path, text) in all {
        assert!(text.starts_with("//! "), "src/{path} does not begin with what it is for");
        let is_test = path.ends_with("tests.rs");
        let length = code(&text).count();
        assert!(is_test || length <= 400, "src/{path} has {length} lines without its tests");
        assert!(
            !path.contains("utils") && !path.contains("helpers"),
            "src/{path}: named after no job"
        );
    }
}

#[test]
fn effects_stay_where_they_belong() {
    for (words, places) in [
        (&["std::fs", "OpenOptions", "walkdir::", "File::options"][..], &["disk/"][..]),
        (&["rayon::", "par_iter"], &["pipeline/"]),
        (&["thread::spawn"], &["pipeline/", "command/serve.rs"]),
        (&["TcpListener", "tiny_http::"], &["command/serve.rs"]),
        (&["println!", "eprintln!", "io::stdout", "io::stderr"], &["command/console.rs"]),
        (&["Timestamp::now", "SystemTime::now", "env::var", "current_exe"], &["command/"]),
        (&["std::process::Command", "process::exit"], &[]),
    ] {
        for (path, text) in sources() {
            if places.iter().any(|place| path.starts_with(place)) || path.ends_with("tests.rs") {
                continue;
            }
            for (number, line) in code(&text) {
                let is_comment = line.trim_start().starts_with("//");
                let found = words.iter().find(|word| !is_comment && line.contains(*word));
                assert!(found.is_none(), "src/{path}:{number} uses {}", found.unwrap());
            }
        }
    }
}

#[test]
fn nothing_is_left_open_in_the_code() {
    for (path, text) in sources() {
        for (number, line) in (1..).zip(text.lines()) {
            let open = ["TODO", "FIXME", "XXX", "todo!(", "unimplemented!("];
            let found = open.iter().any(|word| line.contains(word)) && !line.contains("tidy");
            let has_issue = line.contains('#') && line.contains("TODO");
            assert!(!found || has_issue, "src/{path}:{number}: {line}");
        }
    }
}

/// A brace too many takes the rule behind it along, and no browser says so.
#[test]
fn style_sheets_close_what_they_open() {
    for name in ["style", "pages"] {
        let path = repository().join(format!("themes/default/assets/{name}.css"));
        let mut open = 0;
        for (number, line) in (1..).zip(std::fs::read_to_string(path).unwrap().lines()) {
            open += line.matches('{').count();
            let closed = line.matches('}').count();
            assert!(closed <= open, "{name}.css:{number} closes what is not open");
            open -= closed;
        }
        assert_eq!(open, 0, "{name}.css");
    }
}

#[test]
fn the_changelog_has_the_version_and_cargo_says_why_each_crate_is_there() {
    let read = |path: &str| std::fs::read_to_string(repository().join(path)).unwrap();
    let changelog = read("CHANGELOG.md");
    let version = env!("CARGO_PKG_VERSION");
    assert!(changelog.contains(&format!("## {version}")), "CHANGELOG.md has no {version}");
    let cargo = read("Cargo.toml");
    let (_, dependencies) = cargo.split_once("[dependencies]").unwrap();
    let (dependencies, _) = dependencies.split_once("[[test]]").unwrap();
    for line in dependencies.lines().filter(|line| line.contains(" = ")) {
        assert!(line.contains('#'), "Cargo.toml does not say why: {line}");
    }
}

/// Every file of the repository that is text, as it lies here.
fn texts() -> Vec<(PathBuf, String)> {
    let kept = ["src", "tests", "themes", "benches", "content", ".ci"].iter().flat_map(|folder| {
        let folder = repository().join(folder);
        files(&folder).into_iter().map(move |(path, bytes)| (folder.join(path), bytes))
    });
    let top = ["README.md", "CHANGELOG.md", "Cargo.toml", "weerklank.toml"]
        .map(|name| (repository().join(name), std::fs::read(repository().join(name)).unwrap()));
    // What cargo writes there for the fuzzer is not kept.
    kept.chain(top)
        .filter(|(path, _)| !path.ends_with("Cargo.lock"))
        .filter_map(|(path, bytes)| Some((path, String::from_utf8(bytes).ok()?)))
        .collect()
}

#[test]
fn nothing_speaks_of_registries_or_of_one_machine() {
    // Put together here, so that this file does not speak of them either.
    let hosts = [["crates", ".io"], ["py", "pi.org"], ["npm", "js.org"], ["pythonhosted", ".org"]];
    for (path, text) in texts() {
        for host in &hosts {
            assert!(!text.contains(&host.concat()), "{} names {}", path.display(), host.concat());
        }
        let folder = ["/ho", "me/"].concat();
        assert!(!text.contains(&folder), "{} names a folder of one machine", path.display());
    }
}

#[test]
fn the_readme_names_every_setting_key_and_flag() {
    let readme = std::fs::read_to_string(repository().join("README.md")).unwrap();
    let keys = std::fs::read_to_string(repository().join("src/config/keys.rs")).unwrap();
    let is_key = |line: &&str| line.trim_start().starts_with("(\"") && !line.contains("::Table");
    for line in keys.lines().filter(is_key) {
        let mut quoted = line.split('"').skip(1).step_by(2);
        let (section, key) = (quoted.next().unwrap(), quoted.next().unwrap());
        let named = [format!("`{key}`"), format!("`{section}.{key}`")];
        assert!(
            named.iter().any(|name| readme.contains(name)),
            "README.md does not name {section}.{key}"
        );
    }
    let tasks = ["show", "hide", "publish", "pin", "redact", "close", "export"];
    let tasks = tasks.map(|task| vec!["comments", task]);
    let commands = ["init", "new", "build", "check", "serve", "comments", "forget", "digest"]
        .map(|command| vec![command]);
    for command in commands.into_iter().chain(tasks) {
        let help = [command.as_slice(), &["--help"]].concat();
        let command = command.join(" ");
        let help = crate::support::weerklank(&help).output().unwrap();
        let help = String::from_utf8(help.stdout).unwrap();
        let flags = help.split_whitespace().filter(|word| word.starts_with("--"));
        for flag in
            flags.map(|flag| flag.trim_end_matches([',', '.'])).filter(|flag| *flag != "--help")
        {
            assert!(
                readme.contains(&format!("`{flag}")),
                "README.md does not name {flag} of {command}"
            );
        }
    }
}
