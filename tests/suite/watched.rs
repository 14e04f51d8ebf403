//! Whatever the input says, the program opens no file but the site's own, runs no other program and speaks to no other
//! computer: the kernel's own account of it, as strace tells it.

use std::io::{Cursor, Write as _};
use std::process::{Command, Stdio};

use crate::support::{Site, files, repository, weerklank};

/// What a program did that its input could have asked of it.
#[derive(Debug, Default)]
struct Deeds {
    /// The absolute paths of the files it opened, or tried to, and of the programs it ran.
    opened: Vec<String>,
    /// Its dealings with sockets, as strace writes them.
    spoken: Vec<String>,
}

/// Whether programs can be watched here. Some containers do not allow it, which `tests/run` tells.
fn can_watch() -> bool {
    let mut strace = Command::new("strace");
    strace.args(["-qq", "-e", "trace=none", "true"]).stderr(Stdio::null());
    strace.status().is_ok_and(|status| status.success())
}

/// Runs a program and tells how it ended and what it did.
fn deeds(command: &Command) -> (Option<i32>, Deeds) {
    let folder = tempfile::tempdir().unwrap();
    let log = folder.path().join("log");
    let mut strace = Command::new("strace");
    strace.args(["-f", "-y", "-qq", "-s", "4096", "-o"]).arg(&log);
    strace.args(["-e", "trace=%network,open,openat,openat2,creat,execve,execveat"]);
    strace.arg(command.get_program()).args(command.get_args());
    // Cargo names folders in which libraries are looked for before those of the system.
    strace.env_remove("LD_LIBRARY_PATH");
    let ended = strace.stdout(Stdio::null()).stderr(Stdio::null()).status().unwrap();
    let mut deeds = Deeds::default();
    for line in std::fs::read_to_string(log).unwrap().lines() {
        // `1234  openat(AT_FDCWD</cwd>, "name", …`; what another thread interrupted goes on in a line of its own, without its names.
        let line = line.trim_start_matches(|c: char| c.is_ascii_digit() || c == ' ');
        let Some((call, rest)) =
            line.split_once('(').filter(|_| !line.starts_with(['<', '+', '-']))
        else {
            continue;
        };
        if !["open", "openat", "openat2", "creat", "execve", "execveat"].contains(&call) {
            deeds.spoken.push(line.to_owned());
            continue;
        }
        let mut quoted = rest.split('"');
        let folder = quoted.next().unwrap().split(['<', '>']).nth(1).unwrap_or_default();
        let name = quoted.next().unwrap();
        let path = if name.starts_with('/') { name.to_owned() } else { format!("{folder}/{name}") };
        deeds.opened.push(path);
    }
    (ended.code(), deeds)
}

/// What belongs to the system: the program's libraries, and what the runtime asks of the kernel.
const OF_THE_SYSTEM: [&str; 6] =
    ["/lib/", "/lib64/", "/usr/lib/", "/etc/ld.so.", "/proc/", "/sys/"];

/// Fails if the program with these arguments did more than read and write its site.
#[track_caller]
fn assert_keeps_to(site: &Site, arguments: &[&str], code: i32) {
    let root = site.root().to_str().unwrap();
    let mut command = weerklank(arguments);
    command.args(["--root", root]);
    let (ended, deeds) = deeds(&command);
    assert_eq!(ended, Some(code), "{arguments:?} {:?}", command.output());
    let program = command.get_program().to_str().unwrap();
    let is_own = |path: &str| {
        let of_the_system = OF_THE_SYSTEM.iter().any(|start| path.starts_with(start));
        path.starts_with(root) || path == program || of_the_system
    };
    let foreign: Vec<_> = deeds.opened.iter().filter(|path| !is_own(path)).collect();
    assert!(foreign.is_empty() && deeds.spoken.is_empty(), "{foreign:?} {:?}", deeds.spoken);
    assert!(deeds.opened.iter().any(|path| path.starts_with(root)), "{:?}", deeds.opened);
}

/// A folder beside the site, with a file that nothing may open.
fn beside() -> (tempfile::TempDir, String) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("geheim.txt");
    std::fs::write(&file, "NIET-VAN-ONS").unwrap();
    let file = file.to_str().unwrap().to_owned();
    (folder, file)
}

/// A zip with these files.
fn zip(members: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in members {
        zip.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn who_opens_and_connects_is_seen() {
    if !can_watch() {
        return;
    }
    let (_folder, secret) = beside();
    let mut command = Command::new("bash");
    command.args(["-c", "cat \"$0\"; exec 3<>/dev/tcp/127.0.0.1/9", &secret]);
    let (_, deeds) = deeds(&command);
    assert!(deeds.opened.contains(&secret), "{:?}", deeds.opened);
    assert!(deeds.opened.iter().any(|path| path.ends_with("/cat")), "{:?}", deeds.opened);
    assert!(deeds.spoken.iter().any(|line| line.contains("connect(")), "{:?}", deeds.spoken);
}

#[test]
fn exports_that_name_files_and_hosts_open_none() {
    if !can_watch() {
        return;
    }
    let (_folder, secret) = beside();
    let doctype = |root: &str| {
        format!(
            "<?xml version=\"1.0\"?><!DOCTYPE {root} [<!ENTITY a SYSTEM \"file://{secret}\"><!ENTITY % b SYSTEM \"http://127.0.0.1:9/b.dtd\">%b;]>"
        )
    };
    let site = Site::new().with_post("water", "x");
    for (name, text) in [
        (
            "blog.xml",
            doctype("rss")
                + "<rss xmlns:wp=\"http://wordpress.org/export/1.2/\"><channel><wp:wxr_version>1.2</wp:wxr_version><item><title>&a;</title></item></channel></rss>",
        ),
        (
            "disqus.xml",
            doctype("disqus")
                + "<disqus xmlns=\"http://disqus.com\" xmlns:dsq=\"http://disqus.com/disqus-internals\"><post dsq:id=\"2\"><message>&a;</message></post></disqus>",
        ),
        (
            "feed.xml",
            doctype("feed")
                + "<feed xmlns=\"http://www.w3.org/2005/Atom\" xmlns:thr=\"http://purl.org/syndication/thread/1.0\"><entry><title>&a;</title></entry></feed>",
        ),
    ] {
        site.put(&format!("content/comments/{name}"), text.as_bytes());
    }
    let workbook = doctype("workbook")
        + "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheets><sheet name=\"&a;\" sheetId=\"1\"/></sheets></workbook>";
    let members = [("[Content_Types].xml", "<Types/>"), ("xl/workbook.xml", workbook.as_str())];
    site.put("content/comments/tabel.xlsx", &zip(&members));
    site.put(
        "content/comments/pak.zip",
        &zip(&[(&format!("../../../..{secret}"), "x"), ("/etc/passwd", "x")]),
    );
    let database = std::fs::read(repository().join("tests/exports/isso-hostile.db")).unwrap();
    site.put("content/comments/isso.db", &database);
    #[cfg(unix)]
    std::os::unix::fs::symlink(&secret, site.path("content/comments/koppeling.csv")).unwrap();
    assert_keeps_to(&site, &["build"], 1);
    assert_keeps_to(&site, &["comments"], 1);
    let report = site.build();
    let errors = [
        "xml-doctype content/comments/blog.xml:1",
        "xml-doctype content/comments/disqus.xml:1",
        "xml-doctype content/comments/feed.xml:1",
        "link-outside content/comments/koppeling.csv:-",
        "xlsx-invalid content/comments/tabel.xlsx:-",
    ];
    assert_eq!(report.errors(), errors);
}

/// Texts of comments that ask a browser, or whoever reads them for one, for something elsewhere.
fn bodies(secret: &str) -> Vec<String> {
    [
        "img src",
        "script src",
        "iframe src",
        "object data",
        "embed src",
        "link rel=stylesheet href",
        "video src",
        "base href",
    ]
    .iter()
    .flat_map(|element| {
        let tag = element.split(' ').next().unwrap();
        [format!("file://{secret}"), "http://127.0.0.1:9/x".to_owned(), secret.to_owned()].map(
            |address| format!("Zie dit. <{element}=\"{address}\"></{tag}> ![x]({address}) En dat."),
        )
    })
    .collect()
}

#[test]
fn posts_comments_pictures_and_documents_that_name_files_and_hosts_open_none() {
    if !can_watch() {
        return;
    }
    let (_folder, secret) = beside();
    let up = format!("../../../../../../../../../..{secret}");
    let shown: Vec<_> = bodies(&secret)
        .iter()
        .enumerate()
        .map(|(id, text)| serde_json::json!({"id": id.to_string(), "post": "water", "text": text, "html": text, "status": "approved", "written": "2024-01-01", "author": "Kees"}).to_string())
        .collect();
    let mail = format!(
        "From: An <an@oud.example>\r\nDate: Mon, 1 Jan 2024 10:00:00 +0000\r\nSubject: Re: Water [kb:water]\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Type: message/external-body; access-type=local-file; name=\"{secret}\"\r\n\r\nContent-Type: text/plain\r\n\r\n--x\r\nContent-Type: text/plain\r\n\r\nDag.\r\n--x--\r\n"
    );
    let body = format!(
        "![a]({up})\n\n![b](file://{secret})\n\n![c](http://127.0.0.1:9/x.png)\n\n![d]({secret} \"bar\")\n\n![e](tekening.svg)\n\n[f](brief.docx)\n\n[g](rapport.pdf)\n\n\
         {{{{< readfile \"{secret}\" >}}}}\n\n{{{{< figure src=\"file://{secret}\" >}}}}\n\n{{% include_relative {up} %}}\n\n--8<-- \"{up}\"\n\n<img src=\"{up}\">\n\n<video src=\"{up}\"></video>\n"
    );
    let site = Site::new()
        .with_post("water/index", &body)
        .with("content/posts/water/tekening.svg", &format!("<!DOCTYPE svg [<!ENTITY a SYSTEM \"file://{secret}\">]><svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" width=\"9\" height=\"9\"><image xlink:href=\"file://{secret}\" width=\"9\" height=\"9\"/><image href=\"http://127.0.0.1:9/x.png\"/><text>&a;</text></svg>"))
        .with("content/posts/water/rapport.pdf", &format!("%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R/OpenAction<</S/Launch/F({secret})>>>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>endobj\n4 0 obj<</Length 0/F({secret})>>stream\n\nendstream endobj\ntrailer<</Root 1 0 R>>\nstartxref\n0\n%%EOF\n"))
        .with("content/comments/eigen.jsonl", &format!("{{\"weerklank-comments\":1}}\n{}\n", shown.join("\n")))
        .with("content/comments/antwoord.eml", &mail);
    let document = [
        ("[Content_Types].xml", "<Types/>".to_owned()),
        (
            "word/document.xml",
            format!(
                "<!DOCTYPE d [<!ENTITY a SYSTEM \"file://{secret}\">]><w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body><w:p><w:r><w:t>&a;</w:t></w:r></w:p></w:body></w:document>"
            ),
        ),
        (
            "word/_rels/document.xml.rels",
            format!(
                "<Relationships><Relationship Id=\"r1\" Type=\"t\" Target=\"file://{secret}\" TargetMode=\"External\"/></Relationships>"
            ),
        ),
    ];
    let members: Vec<_> = document.iter().map(|(name, text)| (*name, text.as_str())).collect();
    site.put("content/posts/water/brief.docx", &zip(&members));
    assert_keeps_to(&site, &["build", "--no-cache"], 0);
    let holds = |bytes: &[u8]| bytes.windows(12).any(|window| window == b"NIET-VAN-ONS");
    assert!(!files(site.root()).values().any(|bytes| holds(bytes)));
}

#[test]
fn an_import_opens_no_upload_elsewhere() {
    if !can_watch() {
        return;
    }
    let (_folder, secret) = beside();
    let up = format!("../../../../../../../../../..{secret}");
    let item = |kind: &str, id: u32, rest: &str| {
        format!(
            "<item><title>Water {id}</title><link>https://oud.example/water-{id}/</link><wp:post_id>{id}</wp:post_id><wp:post_date>2024-01-02 10:00:00</wp:post_date><wp:post_name>water-{id}</wp:post_name><wp:status>publish</wp:status><wp:post_type>{kind}</wp:post_type>{rest}</item>"
        )
    };
    let post = format!(
        "<content:encoded><![CDATA[<p>x</p><img src=\"https://oud.example/wp-content/uploads/{up}\"><img src=\"file://{secret}\"><img src=\"http://127.0.0.1:9/x.png\">]]></content:encoded>"
    );
    let upload = format!(
        "<wp:attachment_url>https://oud.example/wp-content/uploads/{up}</wp:attachment_url><wp:postmeta><wp:meta_key>_wp_attached_file</wp:meta_key><wp:meta_value>{up}</wp:meta_value></wp:postmeta>"
    );
    let export = format!(
        "<rss version=\"2.0\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" xmlns:wp=\"http://wordpress.org/export/1.2/\"><channel><title>Oud</title><link>https://oud.example</link><wp:wxr_version>1.2</wp:wxr_version><wp:base_blog_url>https://oud.example</wp:base_blog_url>{}{}</channel></rss>",
        item("post", 1, &post),
        item("attachment", 2, &upload),
    );
    let site = Site::new().with("oud.xml", &export).with("uploads/a.png", "x");
    let (export, uploads) = (site.path("oud.xml"), site.path("uploads"));
    let arguments = ["import", export.to_str().unwrap(), "--uploads", uploads.to_str().unwrap()];
    assert_keeps_to(&site, &arguments, 0);
    assert!(site.path("content/comments/oud.xml").exists());
}
