//! `weerklank serve`: the site from memory, for this computer only, and always the newest.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use crate::support::{Site, weerklank};

/// A server that is stopped when the test ends.
pub(crate) struct Server {
    child: Child,
    pub(crate) port: u16,
}

impl Server {
    pub(crate) fn of(site: &Site) -> Server {
        let root = site.root().to_str().unwrap();
        let mut command = weerklank(&["serve", "--root", root, "--port", "0"]);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
        let (_, rest) = line.split_once("http://localhost:").unwrap_or_else(|| panic!("{line}"));
        let port = rest.split('/').next().unwrap().parse().unwrap();
        Server { child, port }
    }

    /// The status and the whole answer to a request with these headers.
    fn ask(&self, path: &str, headers: &str) -> (u16, String) {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        let request = format!("GET {path} HTTP/1.1\r\n{headers}Connection: close\r\n\r\n");
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        let answer = String::from_utf8_lossy(&answer).into_owned();
        let status = answer.split(' ').nth(1).unwrap().parse().unwrap();
        (status, answer)
    }

    pub(crate) fn get(&self, path: &str) -> (u16, String) {
        self.ask(path, &format!("Host: localhost:{}\r\n", self.port))
    }

    /// The number of the site as it is served now.
    fn version(&self) -> String {
        let (_, answer) = self.get("/.weerklank/version");
        answer.split_once("\r\n\r\n").unwrap().1.to_owned()
    }

    /// Asks until the answer is as it should be; the last answer if it never is.
    pub(crate) fn until(&self, path: &str, is_right: impl Fn(&str) -> bool) -> String {
        let start = Instant::now();
        loop {
            let (_, answer) = self.get(path);
            if is_right(&answer) || start.elapsed() > Duration::from_secs(20) {
                return answer;
            }
            std::thread::sleep(Duration::from_millis(50));
        }
    }
}

impl Server {
    /// What it said after its address, when it is stopped.
    fn said(&mut self) -> String {
        let _ = self.child.kill();
        let mut rest = String::new();
        self.child.stdout.as_mut().unwrap().read_to_string(&mut rest).unwrap();
        rest
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn an_answer_asks_to_close_the_connection() {
    let site = Site::new().with_post("water", "Nat.");
    let server = Server::of(&site);
    let mut stream = TcpStream::connect(("127.0.0.1", server.port)).unwrap();
    let request = format!("GET /index.html HTTP/1.1\r\nHost: localhost:{}\r\n\r\n", server.port);
    stream.write_all(request.as_bytes()).unwrap();
    let mut answer = [0; 512];
    let read = stream.read(&mut answer).unwrap();
    let answer = String::from_utf8_lossy(&answer[..read]);
    assert!(answer.starts_with("HTTP/1.1 200 OK\r\nConnection: close\r\n"), "{answer}");
}

#[test]
fn who_does_not_read_on_keeps_nobody_waiting() {
    let site = Site::new().with_post("water", "x");
    let site = site.with("static/film.webm", &"x".repeat(30_000_000));
    let server = Server::of(&site);
    let mut stalled = TcpStream::connect(("127.0.0.1", server.port)).unwrap();
    let request = format!("GET /film.webm HTTP/1.1\r\nHost: localhost:{}\r\n\r\n", server.port);
    stalled.write_all(request.as_bytes()).unwrap();
    let mut first = [0; 12];
    stalled.read_exact(&mut first).unwrap();
    assert_eq!(&first, b"HTTP/1.1 200");
    let mut other = TcpStream::connect(("127.0.0.1", server.port)).unwrap();
    other.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    let request =
        format!("GET / HTTP/1.1\r\nHost: localhost:{}\r\nConnection: close\r\n\r\n", server.port);
    other.write_all(request.as_bytes()).unwrap();
    let mut answer = String::new();
    other.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
}

#[test]
fn pages_are_served_and_nothing_else() {
    let site = Site::example();
    let server = Server::of(&site);
    for (path, status, text) in [
        ("/", 200, "Peilschaal"),
        ("/index.html", 200, "Peilschaal"),
        ("/2024/sensor-die-loog.html?x=1", 200, "De sensor die loog"),
        ("/2024/", 200, "2024"),
        ("/2024", 200, "2024"),
        ("/2024/sensor-die-loog/vlakke-lijn.svg", 200, "image/svg+xml"),
        ("/feed.xml", 200, "<feed"),
        ("/niets.html", 404, "Deze pagina is er niet"),
        ("/../weerklank.toml", 404, ""),
        ("/%2e%2e/weerklank.toml", 404, ""),
        ("/..%2fweerklank.toml", 404, ""),
        ("//etc/passwd", 404, ""),
        ("/content/comments/moderation.toml", 404, ""),
        ("/%ff", 404, ""),
        ("/%00", 404, ""),
    ] {
        let (found, answer) = server.get(path);
        assert_eq!(found, status, "{path}: {answer}");
        assert!(answer.contains(text), "{path}: {answer}");
        assert!(!answer.contains("old_hosts"), "{path}");
    }
    // The same bytes as a build makes, but for the script that reloads.
    let built = Site::example();
    let report = built.build_with(&["--base-url", &format!("http://localhost:{}/", server.port)]);
    assert_eq!(report.code, 0);
    let (_, answer) = server.get("/2024/sensor-die-loog.html");
    let (_, body) = answer.split_once("\r\n\r\n").unwrap();
    let body = body.replace("<script src=\"/.weerklank/reload.js\" defer></script>\n", "");
    assert_eq!(body, built.page("2024/sensor-die-loog.html"));
    assert!(!site.path("public").exists() && !site.path(".weerklank").exists());
}

#[test]
fn only_this_computer_may_ask() {
    let site = Site::new().with_post("a", "x");
    let server = Server::of(&site);
    let own = format!("Host: localhost:{}\r\n", server.port);
    for (headers, status) in [
        (own.clone(), 200),
        (format!("{own}Origin: http://localhost:{}\r\n", server.port), 200),
        (format!("Host: 127.0.0.1:{}\r\n", server.port), 200),
        (format!("Host: kwaad.example:{}\r\n", server.port), 403),
        ("Host: localhost\r\n".to_owned(), 403),
        (format!("{own}Origin: https://kwaad.example\r\n"), 403),
        (format!("{own}Origin: null\r\n"), 403),
    ] {
        assert_eq!(server.ask("/", &headers).0, status, "{headers}");
    }
    // Nobody outside reaches it at all.
    let addresses = std::net::UdpSocket::bind("0.0.0.0:0").and_then(|socket| {
        socket.connect("192.0.2.1:9")?;
        socket.local_addr()
    });
    if let Ok(address) = addresses
        && !address.ip().is_loopback()
    {
        assert!(TcpStream::connect((address.ip(), server.port)).is_err());
    }
}

#[test]
fn a_change_is_shown_and_so_is_an_error() {
    let site = Site::new().with_post("a", "Eerst dit.");
    let mut server = Server::of(&site);
    let version = server.version();
    assert!(server.get("/2026/a.html").1.contains("Eerst dit."));
    let site = site.with_post("a", "Daarna dat.");
    assert!(
        server.until("/2026/a.html", |page| page.contains("Daarna dat.")).contains("Daarna dat.")
    );
    assert_ne!(server.version(), version);
    let site = site.with("content/posts/a.md", "---\ntitle: a\ndate: morgen\n---\n");
    let page = server.until("/2026/a.html", |page| page.contains("HTTP/1.1 500"));
    for text in ["content/posts/a.md:3", "date: morgen", "reload.js"] {
        assert!(page.contains(text), "{text} in {page}");
    }
    let _site = site.with_post("a", "Weer goed.");
    assert!(
        server.until("/2026/a.html", |page| page.contains("Weer goed.")).contains("Weer goed.")
    );
    // A change with an error is not said to be shown.
    let said = server.said();
    assert_eq!(said.matches("Updated in").count(), 2, "{said}");
}

#[test]
fn what_the_site_is_not_built_from_does_not_build_it_again() {
    let site = Site::new().with_post("a", "Eerst dit.");
    let server = Server::of(&site);
    let version = server.version();
    for path in ["node_modules/x/index.js", "target/debug/x", "public/index.html", "kladje.md"] {
        site.put(path, b"x");
    }
    #[cfg(unix)]
    std::os::unix::fs::symlink("/", site.path("alles")).unwrap();
    std::thread::sleep(Duration::from_millis(1500));
    assert_eq!(server.version(), version);
    // What it is built from does, also after the settings were broken for a while.
    site.put("weerklank.toml", b"title = 3\n");
    assert!(server.until("/", |page| page.contains("HTTP/1.1 500")).contains("weerklank.toml:1"));
    site.put("weerklank.toml", b"title = \"Nieuwe naam\"\n");
    assert!(server.until("/", |page| page.contains("Nieuwe naam")).contains("Nieuwe naam"));
    site.put("static/blad.txt", b"Een blad");
    assert!(server.until("/blad.txt", |page| page.contains("Een blad")).contains("Een blad"));
}

#[test]
fn a_port_that_was_asked_for_and_is_taken_is_an_error() {
    let site = Site::new().with_post("a", "x");
    let taken = std::net::TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let root = site.root().to_str().unwrap();
    let output = weerklank(&["serve", "--root", root, "--port", &port, "--json"]).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(report["errors"][0]["code"], "port-taken");
    assert!(report["errors"][0]["message"].as_str().unwrap().contains(&port));
}
