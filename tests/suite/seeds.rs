//! What the fuzzer begins with: the fixtures of the tests, as files in a folder for each target (see `tests/fuzz/run`).

use std::collections::BTreeSet;
use std::io::{Cursor, Read};

use weerklank::comment::{BodyKind, FORMATS, read};
use weerklank::config::{Flags, resolve};
use weerklank::source::{Hash, Source};

use crate::support::{Site, files, repository};

/// Names of posts and of places in every form, as the target `matching` reads them.
const NAMES: [&str; 4] = [
    "-water\nTWater op straat\nAhttps://oud.example/2024/water/\nIwordpress=528\n=oud.example\nahttps://oud.example/2024/water/?utm=x\niwordpress=528\n",
    "-peil\n-lucht\nA/oud/lucht\n=\nxlucht\n=\ntPeil\n=b.example\nghttps://b.example/?p=528\nswater\nhb.example\n",
    "-water\nIb.example=2\n-wind\nIa.example=2\n=a.example\nahttps://a.example/oud/\niwordpress=2\n=b.example\nahttps://b.example/oud/\niwordpress=2\n",
    "-water\nmfrom,to\nmhttps://oud.example/x/,content/posts/0.md\nmhttps://oud.example/y/,water\n=\nahttps://OUD.example/x\nnwater\nn/2026/water.html\nncontent/posts/0.md\n",
];

/// Posts as the editors of WordPress have them, as the target `import` reads them.
const POSTS: [&str; 4] = [
    "<!-- wp:image --><figure><a href=\"/wp-content/uploads/a.jpg\"><img src=\"/wp-content/uploads/a-30x20.jpg\" alt=\"x\"></a><figcaption>y <em>z</em></figcaption></figure><!-- /wp:image --><p>a <strong>b</strong>c</p><!--more--><ul><li>d<ul><li>e</li></ul></li></ul>",
    "[caption id=\"a\"]<img src=\"/wp-content/uploads/b.png\"> c[/caption]\n\nd\ne <code>f`</code>\n\n[gallery ids=\"1,2\"] [code lang=\"c\"]<?x[/code] [[gallery]] [x y=\"z\"]",
    "<table><thead><tr><th>a|</th></tr></thead><tr><td colspan=\"2\">b<p>c</p></td></tr></table><blockquote><p>q</p><cite>s</cite></blockquote><pre><code class=\"language-c\">```</code></pre>",
    "<dl><dt>a</dt><dd>b</dd></dl><details><summary>s</summary>t</details><h2 id=\"k\">K #</h2><a href=\"#k\">k</a> <a href=\"?p=1\">https://oud.example/a/</a> * _ [x](y) $a$ {{b}} 1. <b><i>c</i>\"</b>",
];

/// Puts a seed where the fuzzer finds it, under the hash of what it holds.
fn plant(target: &str, bytes: &[u8]) {
    let folder = repository().join("target/fuzz/seeds").join(target);
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join(Hash::of(bytes).short(16)), bytes).unwrap();
}

/// The name of the format that reads these bytes, as the target of it would.
fn format(bytes: &[u8]) -> Option<&'static str> {
    let source = Source::new("content/comments/water/a", bytes.to_vec());
    let found = FORMATS.iter().find(|format| (format.recognises)(&source).is_ok());
    found.map(|format| format.name)
}

/// The files in a zip.
fn members(bytes: &[u8]) -> Vec<Vec<u8>> {
    let Ok(mut archive) = zip::ZipArchive::new(Cursor::new(bytes)) else { return Vec::new() };
    let count = archive.len();
    let member = |index| {
        let mut bytes = Vec::new();
        archive.by_index(index).unwrap().read_to_end(&mut bytes).unwrap();
        bytes
    };
    (0..count).map(member).collect()
}

/// The exports that tests are made of.
fn exports() -> Vec<Vec<u8>> {
    let theme_test = Site::copy_of("tests/sites/theme-test");
    let sites = [theme_test, Site::example(), crate::formats::site(), crate::intranets::site()];
    let sites = sites.into_iter().chain(crate::forget::sites());
    let mut all: Vec<Vec<u8>> =
        sites.flat_map(|site| files(&site.path("content/comments")).into_values()).collect();
    all.extend(files(&repository().join("tests/exports")).into_values());
    all.extend(crate::quirks::exports());
    all
}

#[test]
fn the_fuzzer_has_seeds_of_every_format() {
    const LARGEST: usize = 100 << 10;
    let flags = Flags {
        base_url: None,
        drafts: false,
        future: false,
        expired: false,
        now: "2026-11-23T12:00:00Z".parse().unwrap(),
        program: Hash::of(b""),
    };
    let settings = Source::new("weerklank.toml", b"title = \"x\"".to_vec());
    let config = resolve(&settings, &flags).value.unwrap();
    let mut seeded: BTreeSet<&str> = BTreeSet::new();
    for bytes in exports().into_iter().filter(|bytes| bytes.len() <= LARGEST) {
        for bytes in members(&bytes).into_iter().chain([bytes]) {
            match format(&bytes) {
                Some(format) => {
                    seeded.insert(format);
                    plant(format, &bytes);
                    if format == "wxr" {
                        plant("import", &bytes);
                    }
                }
                None if bytes.starts_with(b"PK") || bytes.starts_with(b"\x1f\x8b") => {
                    plant("archive", &bytes);
                }
                None => {}
            }
            let source = Source::new("content/comments/water/a", bytes);
            for comment in
                read(&source, &config).value.into_iter().flat_map(|(.., export)| export.comments)
            {
                let targets: &[&str] = match comment.kind {
                    BodyKind::Markdown => &["markdown"],
                    _ => &["body", "html-comment"],
                };
                targets.iter().for_each(|target| plant(target, comment.body.text().as_bytes()));
            }
        }
    }
    for (path, bytes) in files(&repository().join("content/posts")) {
        if path.ends_with(".md") {
            plant("markdown", &bytes);
            plant("html-post", &bytes);
        }
    }
    POSTS.iter().for_each(|post| plant("import", post.as_bytes()));
    NAMES.iter().for_each(|names| plant("matching", names.as_bytes()));
    let registered: BTreeSet<&str> = FORMATS.iter().map(|format| format.name).collect();
    assert_eq!(seeded, registered, "a format without a fixture");
}
