//! Searching and reading in Firefox, over its own protocol, Marionette: a length, a colon, and a list of JSON.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::searching::serve;
use crate::support::Site;

/// A browser with a profile of its own.
pub(crate) struct Firefox {
    child: Child,
    stream: TcpStream,
    asked: u64,
    _profile: tempfile::TempDir,
}

impl Firefox {
    pub(crate) fn start() -> Firefox {
        let profile = tempfile::tempdir().unwrap();
        let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let settings = format!("user_pref(\"marionette.port\", {port});\n");
        std::fs::write(profile.path().join("user.js"), settings).unwrap();
        let child = Command::new("firefox-esr")
            .args(["--headless", "--marionette", "--no-remote", "--profile"])
            .arg(profile.path())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("firefox-esr is not there: `tests/run` installs it");
        let start = Instant::now();
        let stream = loop {
            match TcpStream::connect(("127.0.0.1", port)) {
                Ok(stream) => break stream,
                Err(error) => assert!(start.elapsed() < Duration::from_secs(60), "{error}"),
            }
            std::thread::sleep(Duration::from_millis(100));
        };
        let mut firefox = Firefox { child, stream, asked: 0, _profile: profile };
        firefox.read();
        firefox.call("WebDriver:NewSession", &json!({}));
        firefox
    }

    fn read(&mut self) -> Value {
        let mut length = String::new();
        let mut byte = [0];
        loop {
            self.stream.read_exact(&mut byte).unwrap();
            if byte[0] == b':' {
                break;
            }
            length.push(char::from(byte[0]));
        }
        let mut bytes = vec![0; length.parse().unwrap()];
        self.stream.read_exact(&mut bytes).unwrap();
        serde_json::from_slice(&bytes).unwrap()
    }

    fn call(&mut self, command: &str, arguments: &Value) -> Value {
        self.asked += 1;
        let text = json!([0, self.asked, command, arguments]).to_string();
        self.stream.write_all(format!("{}:{text}", text.len()).as_bytes()).unwrap();
        let answer = self.read();
        assert!(answer[2].is_null(), "{command}: {answer}");
        answer[3].clone()
    }

    pub(crate) fn open(&mut self, address: &str) {
        self.call("WebDriver:Navigate", &json!({ "url": address }));
    }

    /// What a script in the page returns.
    pub(crate) fn ask(&mut self, script: &str) -> Value {
        let arguments = json!({ "script": format!("return {script}"), "args": [] });
        self.call("WebDriver:ExecuteScript", &arguments)["value"].clone()
    }

    fn until(&mut self, script: &str) {
        let start = Instant::now();
        while self.ask(script) != json!(true) {
            assert!(start.elapsed() < Duration::from_secs(20), "{script}");
            std::thread::sleep(Duration::from_millis(50));
        }
    }
}

impl Drop for Firefox {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn a_reader_finds_in_firefox_too() {
    let site = Site::example().built();
    let folder = site.path("public");
    let mut firefox = Firefox::start();
    for base in [format!("file://{}", folder.display()), serve(folder.clone())] {
        for (query, first) in [
            ("muskusrat", "2023/wat-een-muskusrat-graaft.html"),
            ("zuivring%20lachgas", "2023/lachgas-uit-de-zuivering.html"),
            ("%22de%20nacht%20dat%22", "2023/de-nacht-van-de-wiede.html"),
            ("pump&kind=post&lang=en", "2024/reading-a-pump-curve.html"),
        ] {
            firefox.open(&format!("{base}/search.html?q={query}"));
            firefox.until("document.querySelector('[data-results] > [data-url]') !== null");
            let found =
                firefox.ask("document.querySelector('[data-results] > [data-url]').dataset.url");
            assert_eq!(found, json!(first), "{query} at {base}");
            let marks = firefox.ask("document.querySelectorAll('[data-results] mark').length > 0");
            assert_eq!(marks, json!(true), "{query} at {base}");
        }
        firefox.ask("document.querySelector('[data-results] h3 a').click()");
        firefox.until("document.querySelector('main mark') !== null && !document.querySelector('[data-search]')");
    }
}

#[test]
fn a_reader_reads_in_firefox_too() {
    let site = Site::example().built();
    let mut firefox = Firefox::start();
    for base in [format!("file://{}", site.path("public").display()), serve(site.path("public"))] {
        let size = json!({ "x": 0, "y": 0, "width": 1600, "height": 1000 });
        firefox.call("WebDriver:SetWindowRect", &size);
        firefox.open(&format!("{base}/2023/piping-in-een-emmer.html"));
        for (what, question) in [
            (
                "a formula is drawn",
                "document.querySelector('math[display=block] mfrac').getBoundingClientRect().height > 20",
            ),
            (
                "a note stands beside the text",
                "(r => r.width > 100 && r.right < document.querySelector('.prose > p').getBoundingClientRect().left)(document.querySelector('.sidenote').getBoundingClientRect())",
            ),
            ("the contents are open beside it", "document.querySelector('.contents').open"),
        ] {
            assert_eq!(firefox.ask(question), json!(true), "{what} at {base}");
        }
        // Letters grow, and stay so.
        let letters = "parseFloat(getComputedStyle(document.documentElement).fontSize)";
        let before = firefox.ask(letters).as_f64().unwrap();
        firefox.ask("document.querySelector('[data-size-toggle]').click()");
        assert!(firefox.ask(letters).as_f64().unwrap() > before);
        firefox.ask("localStorage.clear()");
        // The newest first, and by conversation again.
        firefox.open(&format!("{base}/2024/sensor-die-loog.html"));
        let order = |index: usize| {
            format!(
                "(s => {{ s.selectedIndex = {index}; s.onchange(); return [...document.querySelectorAll('.comments time')].filter(t => t.offsetWidth).map(t => t.dateTime); }})(document.querySelector('.order select'))"
            )
        };
        let shown = |value: Value| -> Vec<String> { serde_json::from_value(value).unwrap() };
        let newest = shown(firefox.ask(&order(1)));
        assert!(newest.len() > 5 && newest.is_sorted_by(|one, other| one >= other), "{newest:?}");
        let oldest = shown(firefox.ask(&order(2)));
        assert!(oldest.is_sorted() && oldest.len() == newest.len(), "{oldest:?}");
        assert_eq!(shown(firefox.ask(&order(0))).len(), newest.len());
        // A branch folds, and a link into it opens it.
        firefox.ask("document.querySelector('.comments details').open = false");
        firefox.ask("location.hash = document.querySelector('.comments details .comment').id");
        firefox.until("document.querySelector('.comments details').open");
        // Code has a button that copies it.
        firefox.open(&format!("{base}/2022/droogte-2022-in-cijfers.html"));
        let drawn = "(r => r.width > 300 && r.height > 20)(document.querySelector('.chart svg').getBoundingClientRect())";
        assert_eq!(firefox.ask(drawn), json!(true), "a chart has its size at {base}");
        let header = "getComputedStyle(document.querySelector('thead th')).position";
        assert_eq!(firefox.ask(header), json!("sticky"), "a table keeps its header at {base}");
        let button = firefox.ask("document.querySelector('.code > .copy').textContent");
        firefox.ask("document.querySelector('.code > .copy').click()");
        firefox.until(&format!("document.querySelector('.code > .copy').textContent !== {button}"));
    }
}
