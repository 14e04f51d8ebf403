//! The pages in Chromium, over http and from a folder: what a reader does, with nothing on the console and nobody else asked.

use std::cell::Cell;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::comments::{export, item, remark};
use crate::serve::Server;
use crate::support::Site;

/// A browser with a profile of its own, driven over WebDriver (<https://www.w3.org/TR/webdriver2/>).
pub(crate) struct Browser {
    driver: Child,
    session: String,
    /// How wide the screen is that it was told to have; 0 if it was not.
    width: Cell<u32>,
    _profile: tempfile::TempDir,
}

impl Browser {
    pub(crate) fn start(width: u32, height: u32) -> Browser {
        let mut driver = Command::new("chromedriver")
            .arg("--port=0")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("chromedriver is not there: `tests/run` installs it");
        let mut lines = BufReader::new(driver.stdout.take().unwrap()).lines();
        let port = lines
            .find_map(|line| {
                let line = line.unwrap();
                let (_, port) = line.split_once("successfully on port ")?;
                Some(port.trim_end_matches('.').to_owned())
            })
            .expect("chromedriver says its port");
        // What it says later must go somewhere.
        std::thread::spawn(move || lines.for_each(drop));
        let profile = tempfile::tempdir().unwrap();
        let arguments = [
            "--headless=new".to_owned(),
            "--no-sandbox".to_owned(),
            "--disable-gpu".to_owned(),
            "--disable-dev-shm-usage".to_owned(),
            "--no-first-run".to_owned(),
            format!("--window-size={width},{height}"),
            format!("--user-data-dir={}", profile.path().display()),
        ];
        let capabilities = json!({ "capabilities": { "alwaysMatch": {
            "browserName": "chrome",
            "goog:chromeOptions": { "args": arguments },
            "goog:loggingPrefs": { "browser": "ALL", "performance": "ALL" },
        } } });
        let mut browser =
            Browser { driver, session: String::new(), width: Cell::new(0), _profile: profile };
        let answer = browser.post(&format!("http://127.0.0.1:{port}/session"), &capabilities);
        let id = answer["sessionId"].as_str().unwrap();
        browser.session = format!("http://127.0.0.1:{port}/session/{id}");
        // What the browser's own first page asked for is not ours.
        browser.open("about:blank");
        browser.log("performance");
        // Of several windows at once only one has the focus, and a page without it hears no keys.
        browser.devtools("Emulation.setFocusEmulationEnabled", &json!({ "enabled": true }));
        browser
    }

    fn post(&self, address: &str, body: &Value) -> Value {
        let config = ureq::Agent::config_builder().http_status_as_error(false).build();
        let mut answer =
            ureq::Agent::new_with_config(config).post(address).send_json(body).unwrap();
        // A log of many pages is long.
        let answered = answer.body_mut().with_config().limit(1 << 30);
        let answer: Value = answered.read_json().unwrap();
        assert!(answer["value"]["error"].is_null(), "{body:#} {answer:#}");
        answer["value"].clone()
    }

    pub(crate) fn open(&self, address: &str) {
        self.post(&format!("{}/url", self.session), &json!({ "url": address }));
        self.settle();
    }

    /// Waits until the page has the width of the screen: one that is measured before has the layout of another.
    fn settle(&self) {
        let width = self.width.get();
        if width > 0 {
            self.until(&format!("innerWidth === {width}"));
        }
    }

    /// What a script in the page returns.
    pub(crate) fn ask(&self, script: &str) -> Value {
        let body = json!({ "script": format!("return {script}"), "args": [] });
        self.post(&format!("{}/execute/sync", self.session), &body)
    }

    /// Runs a script in the page, which returns nothing.
    pub(crate) fn run(&self, script: &str) {
        let body = json!({ "script": script, "args": [] });
        self.post(&format!("{}/execute/sync", self.session), &body);
    }

    /// What the promise becomes that a script in the page returns.
    pub(crate) fn wait_for(&self, script: &str) -> Value {
        let script = format!("{script}.then(arguments[arguments.length - 1])");
        let body = json!({ "script": script, "args": [] });
        self.post(&format!("{}/execute/async", self.session), &body)
    }

    /// Shows pages as on a screen of this width, to a reader who prefers `light` or `dark`
    /// (<https://chromedevtools.github.io/devtools-protocol/tot/Emulation/>).
    pub(crate) fn emulate(&self, width: u32, scheme: &str) {
        let screen =
            json!({ "width": width, "height": 900, "deviceScaleFactor": 1, "mobile": false });
        let media = json!({ "features": [{ "name": "prefers-color-scheme", "value": scheme }] });
        for (command, parameters) in
            [("Emulation.setDeviceMetricsOverride", screen), ("Emulation.setEmulatedMedia", media)]
        {
            let body = json!({ "cmd": command, "params": parameters });
            self.post(&format!("{}/goog/cdp/execute", self.session), &body);
        }
        self.width.set(width);
        self.settle();
    }

    pub(crate) fn text(&self, script: &str) -> String {
        let answer = self.ask(script);
        answer.as_str().map_or_else(|| answer.to_string(), str::to_owned)
    }

    /// Waits until the page is drawn as it is now, with what its observers do of it: two frames.
    pub(crate) fn drawn(&self) {
        self.wait_for(
            "new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(drawn)))",
        );
    }

    /// Waits until a script returns true.
    pub(crate) fn until(&self, script: &str) {
        let start = Instant::now();
        while self.ask(script) != json!(true) {
            let is_late = start.elapsed() > Duration::from_secs(60);
            assert!(!is_late, "{script} at {}", self.text("location.href"));
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    /// Waits until the page was drawn for the first time, which may be after it has loaded (<https://www.w3.org/TR/paint-timing/>).
    pub(crate) fn until_drawn(&self) {
        self.until("performance.getEntriesByType('paint').length > 0");
    }

    /// Presses keys, each a character of its own; <https://www.w3.org/TR/webdriver2/#keyboard-actions>.
    pub(crate) fn press(&self, keys: &str) {
        // A page that has only just come may not be the one yet that hears them, and hears none before it was drawn.
        self.devtools("Page.bringToFront", &json!({}));
        self.until_drawn();
        let strokes = keys.chars().flat_map(|key| {
            ["keyDown", "keyUp"].map(|kind| json!({ "type": kind, "value": key.to_string() }))
        });
        let actions =
            json!([{ "type": "key", "id": "keys", "actions": strokes.collect::<Vec<_>>() }]);
        self.post(&format!("{}/actions", self.session), &json!({ "actions": actions }));
    }

    /// Asks something of the browser that only its developer tools can do.
    pub(crate) fn devtools(&self, command: &str, parameters: &Value) -> Value {
        let body = json!({ "cmd": command, "params": parameters });
        self.post(&format!("{}/goog/cdp/execute", self.session), &body)
    }

    /// Goes back to the page before. A browser may pass over pages on which nobody did anything but scripts, as those of tests are
    /// (<https://chromium.googlesource.com/chromium/src/+/main/docs/history_manipulation_intervention.md>).
    pub(crate) fn back(&self) {
        let history = self.devtools("Page.getNavigationHistory", &json!({}));
        let before = history["currentIndex"].as_u64().and_then(|at| at.checked_sub(1)).unwrap();
        let id = &history["entries"][usize::try_from(before).unwrap()]["id"];
        self.devtools("Page.navigateToHistoryEntry", &json!({ "entryId": id }));
    }

    fn log(&self, kind: &str) -> Vec<Value> {
        let answer = self.post(&format!("{}/se/log", self.session), &json!({ "type": kind }));
        answer.as_array().unwrap().clone()
    }

    /// Fails if the console has anything to say, or if anything but `origin` was asked for.
    pub(crate) fn assert_quiet(&self, origin: &str) {
        let said: Vec<Value> = self.log("browser");
        assert!(said.is_empty(), "{said:#?}");
        let mut asked = 0;
        for entry in self.log("performance") {
            let event: Value = serde_json::from_str(entry["message"].as_str().unwrap()).unwrap();
            if event["message"]["method"] != "Network.requestWillBeSent" {
                continue;
            }
            let address = event["message"]["params"]["request"]["url"].as_str().unwrap();
            // What the browser draws its own buttons with comes from nowhere.
            let is_drawn = address.starts_with("data:");
            assert!(is_drawn || address.starts_with(origin), "{address} was asked for");
            asked += 1;
        }
        assert!(asked > 0, "the log of requests is empty");
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        let config = ureq::Agent::config_builder().http_status_as_error(false).build();
        let _ = ureq::Agent::new_with_config(config).delete(&self.session).call();
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}

/// What a reader does on any site that stands at this address.
fn read(browser: &Browser, base: &str) {
    // A post with its discussion.
    browser.open(&format!("{base}/2023/lachgas-uit-de-zuivering.html"));
    assert_eq!(
        browser.text("document.querySelector('h1').textContent"),
        "Lachgas, en waarom er niemand lacht"
    );
    assert_eq!(
        browser.ask("document.querySelectorAll('article.comment, .comment').length >= 12"),
        json!(true)
    );
    let styled = "getComputedStyle(document.querySelector('h1')).fontFamily.includes('serif') && \
                  document.styleSheets.length === 1";
    assert_eq!(browser.ask(styled), json!(true));
    let images = "[...document.images].every(image => (image.loading = 'eager', true)) && document.images.length > 0";
    assert_eq!(browser.ask(images), json!(true));
    browser.until("[...document.images].every(image => image.complete && image.naturalWidth > 0)");
    // Replies fold, and an address that leads into a folded branch opens it.
    let branch = "document.querySelector('.comments details')";
    browser.ask(&format!("({branch}.firstElementChild.click(), true)"));
    browser.until(&format!("!{branch}.open"));
    let inner = browser.text(&format!("{branch}.querySelector('[id^=comment-]').id"));
    browser.ask(&format!("(location.hash = '#{inner}')"));
    browser.until(&format!("{branch}.open"));
    let seen = format!(
        "(r => r.top >= 0 && r.top < innerHeight)(document.getElementById('{inner}').getBoundingClientRect())"
    );
    browser.until(&seen);
    // The old address of a comment ends at the comment.
    browser.open(&format!("{base}/2023/10/lachgas-uit-de-zuivering/index.html#{inner}"));
    browser
        .until(&format!("location.href.endsWith('/2023/lachgas-uit-de-zuivering.html#{inner}')"));
    browser.until(&format!("document.querySelector(':target')?.id === '{inner}'"));
    lists(browser, base);
    keyboard(browser, base);
}

/// Every kind of list says what it is, and fits the window.
fn lists(browser: &Browser, base: &str) {
    for (page, heading) in [
        ("index.html", "Wat wij weten"),
        ("experts/index.html", "Experts"),
        ("experts/wim-dekkers.html", "Wim Dekkers"),
        ("topics/index.html", "Onderwerpen"),
        ("topics/dijken.html", "Dijken"),
        ("series/index.html", "Reeksen"),
        ("2024/index.html", "2024"),
        ("discussions.html", "Gesprekken"),
        ("404.html", "Deze pagina is er niet"),
        ("over.html", "Over"),
    ] {
        browser.open(&format!("{base}/{page}"));
        let shown = browser.text("document.querySelector('main').innerText");
        assert!(shown.contains(heading), "{page}: {shown}");
        assert_eq!(
            browser.ask("document.documentElement.scrollWidth <= innerWidth"),
            json!(true),
            "{page} is too wide"
        );
    }
    // Feeds are announced.
    browser.open(&format!("{base}/index.html"));
    assert_eq!(
        browser.ask(
            "document.querySelectorAll('link[rel=alternate][type=\"application/atom+xml\"]').length"
        ),
        json!(2)
    );
}

/// The first stop leads to the text, and the colours change by a button.
fn keyboard(browser: &Browser, base: &str) {
    browser.open(&format!("{base}/index.html"));
    browser.press("\u{e004}");
    assert_eq!(browser.text("document.activeElement.className"), "skip");
    browser.press("\u{e007}");
    browser.until("location.hash === '#main'");
    let scheme = "document.querySelector('button[data-scheme-toggle]')";
    let background = "getComputedStyle(document.body).backgroundColor";
    let light = browser.text(background);
    browser.ask(&format!("({scheme}.click(), {scheme}.click())"));
    assert_ne!(browser.text(background), light);
    browser.ask(&format!("{scheme}.click()"));
}

#[test]
fn a_reader_over_http_and_from_a_folder() {
    let site = Site::example().built();
    let browser = Browser::start(1280, 900);
    let folder = format!("file://{}", site.path("public").display());
    read(&browser, &folder);
    browser.assert_quiet("file://");
    let server = Server::of(&site);
    let address = format!("http://localhost:{}", server.port);
    read(&browser, &address);
    browser.assert_quiet(&address);
    browser.open(&format!("{address}/feed.xml"));
    let is_read = "document.querySelector('feed > entry > title') !== null && !document.querySelector('parsererror')";
    assert_eq!(browser.ask(is_read), json!(true));
}

#[test]
fn every_page_fits_a_phone() {
    let site = Site::example().built();
    let browser = Browser::start(500, 800);
    for (path, bytes) in site.output() {
        let is_redirect = String::from_utf8_lossy(&bytes).contains("kind-redirect");
        if !path.ends_with(".html") || is_redirect {
            continue;
        }
        browser.open(&format!("file://{}", site.path("public").join(&path).display()));
        // The narrowest that a page must fit without scrolling sideways (WCAG 2.2, 1.4.10).
        browser.ask("(document.documentElement.style.width = '320px')");
        let wide = "[...document.querySelectorAll('main *')].filter(e => !e.closest('.table, pre') && \
                    e.getBoundingClientRect().right > 321 && getComputedStyle(e).position !== 'absolute')\
                    .map(e => e.outerHTML.slice(0, 120))";
        assert_eq!(browser.ask(wide), json!([]), "{path}");
    }
    browser.assert_quiet("file://");
}

#[test]
fn a_page_that_is_written_on_loads_itself_again() {
    let site = Site::new().with_post("a", "Eerst dit.");
    let server = Server::of(&site);
    let browser = Browser::start(1000, 800);
    browser.open(&format!("http://localhost:{}/2026/a.html", server.port));
    browser.until("document.body.innerText.includes('Eerst dit.')");
    // The page has asked once what is the newest.
    std::thread::sleep(Duration::from_millis(1500));
    let site = site.with_post("a", "Daarna dat.");
    browser.until("document.body.innerText.includes('Daarna dat.')");
    let site = site.with("content/posts/a.md", "---\ntitle: a\ndate: morgen\n---\n");
    browser.until("document.body.innerText.includes('content/posts/a.md:3')");
    let _site = site.with_post("a", "Weer goed.");
    browser.until("document.body.innerText.includes('Weer goed.')");
}

#[test]
fn a_hostile_comment_does_nothing_in_a_browser() {
    let bodies = [
        "<script>document.title = 'gekraakt'</script>",
        "<img src=x onerror=\"document.title='gekraakt'\">",
        "<svg><script>document.title='gekraakt'</script></svg>",
        "<a href=\"javascript:document.title='gekraakt'\">klik</a>",
        "<math><mtext></form><form><mglyph><svg><mtext><style><path id=\"</style><img onerror=document.title=1 src>\">",
        "<iframe srcdoc=\"<script>parent.document.title=1</script>\"></iframe>",
        "</article></main><style>body{display:none}</style>",
        "<form action=\"https://kwaad.example\"><button>x</button></form><base href=\"https://kwaad.example/\">",
    ];
    // WordPress, so that its markup is kept and the sanitiser met; a table, so that it is text.
    let mut csv = "naam;reactie;bericht\n".to_owned();
    let mut comments = String::new();
    for (id, body) in (1..).zip(bodies) {
        csv += &format!("\"<b>Jan</b>\";\"{}\";a\n", body.replace('"', "\"\""));
        comments += &remark(id, &format!("<b>{id}</b> {body}"), "");
    }
    let html: String = bodies.join("\n\n");
    let wordpress = export("oud.example", &[item("oud.example", 1, "a", &comments)]);
    let site = Site::new()
        .with("content/comments/a.csv", &csv)
        .with("content/comments/a.xml", &wordpress)
        .with_post("a", &html)
        .built();
    let browser = Browser::start(1000, 800);
    browser.open(&format!("file://{}", site.path("public/2026/a.html").display()));
    browser.ask("[...document.querySelectorAll('main a')].forEach(a => /^(file|https):/.test(a.href) || a.click())");
    assert_eq!(browser.text("document.title"), "Post a – Proef");
    assert_eq!(browser.ask("document.querySelectorAll('main script, main iframe, main form, main style, base').length"), json!(0));
    assert_ne!(browser.text("getComputedStyle(document.body).display"), "none");
    let kept = "[...document.querySelectorAll('main b')].filter(b => /^[1-8]$/.test(b.textContent)).length";
    assert_eq!(browser.ask(kept), json!(8), "the markup of WordPress is kept");
    browser.assert_quiet("file://");
}
