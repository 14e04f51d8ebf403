//! Searching as a reader does, in Chromium: from a folder, and from a server that allows as little as it can.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::browser::Browser;
use crate::support::Site;

/// What a careful organisation sends with every page.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; base-uri 'none'; \
                      form-action 'self'; require-trusted-types-for 'script'; trusted-types weerklank";

/// A server of a folder, with the strictest policy and no compression; it stops with the tests.
pub(crate) fn serve(folder: PathBuf) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let folder = folder.clone();
            std::thread::spawn(move || answer(&stream, &folder));
        }
    });
    address
}

fn answer(mut stream: &TcpStream, folder: &Path) -> Option<()> {
    let mut lines = BufReader::new(stream.try_clone().ok()?).lines();
    let line = lines.next()?.ok()?;
    while !lines.next()?.ok()?.is_empty() {}
    let path = line.split(' ').nth(1)?.split('?').next()?.trim_start_matches('/').to_owned();
    let kind = match path.rsplit('.').next()? {
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript",
        "css" => "text/css",
        "svg" => "image/svg+xml",
        _ => "application/octet-stream",
    };
    let (status, bytes) = match std::fs::read(folder.join(&path)) {
        Ok(bytes) => ("200 OK", bytes),
        Err(_) => ("404 Not Found", Vec::new()),
    };
    let length = bytes.len();
    let head = format!(
        "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\n\
         Content-Security-Policy: {POLICY}\r\nConnection: close\r\n\r\n"
    );
    stream.write_all(head.as_bytes()).ok()?;
    stream.write_all(&bytes).ok()
}

/// A reader of the example site at an address.
pub(crate) struct Reader<'b> {
    pub(crate) browser: &'b Browser,
    pub(crate) base: String,
}

pub(crate) const LIST: &str = "[...document.querySelectorAll('[data-results] > [data-url]')]";

impl Reader<'_> {
    /// Opens the page of a query and waits for what it finds.
    pub(crate) fn search(&self, query: &str) {
        let query: String = url::form_urlencoded::byte_serialize(query.as_bytes()).collect();
        self.open(&format!("q={query}"));
    }

    pub(crate) fn open(&self, query: &str) {
        self.browser.open(&format!("{}/search.html?{query}", self.base));
        // The first ones are drawn at once, the rest of the twenty when their texts are there.
        self.browser.until(&format!(
            "{LIST}.length === Math.min(20, document.querySelector('[data-count]')?.dataset.count)"
        ));
    }

    pub(crate) fn found(&self) -> Vec<String> {
        let list = self.browser.ask(&format!("{LIST}.map(item => item.dataset.url)"));
        list.as_array().unwrap().iter().map(|url| url.as_str().unwrap().to_owned()).collect()
    }

    fn marks(&self) -> Vec<String> {
        let list = self.browser.ask(
            "[...new Set([...document.querySelectorAll('[data-results] mark')].map(mark => mark.textContent.toLowerCase()))]",
        );
        list.as_array().unwrap().iter().map(|mark| mark.as_str().unwrap().to_owned()).collect()
    }

    pub(crate) fn count(&self) -> i64 {
        self.browser.ask("+document.querySelector('[data-count]').dataset.count").as_i64().unwrap()
    }
}

#[test]
fn a_reader_finds_from_a_folder_and_under_the_strictest_policy() {
    let site = Site::example().built();
    let browser = Browser::start(1280, 900);
    let folder = site.path("public");
    for base in [format!("file://{}", folder.display()), serve(folder)] {
        let reader = Reader { browser: &browser, base };
        queries(&reader);
        typing(&reader);
        address(&reader);
        keys(&reader);
        filters(&reader);
        attachments(&reader);
        target(&reader);
        stands_still(&reader);
        let origin = if reader.base.starts_with("file") { "file://" } else { &reader.base };
        browser.assert_quiet(origin);
    }
}

/// A workbook with a sheet called *a*, in which a name and a number stand.
pub(crate) fn workbook() -> Vec<u8> {
    let cells = "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>Gemaal</t></is></c><c r=\"B1\"><v>4711.5</v></c></row>";
    crate::errors::workbook_with(cells, &[])
}

/// Nothing jumps when results come, the foot of the page neither.
fn stands_still(reader: &Reader<'_>) {
    for query in ["dijk", "muskusrat zwemwater", "xqzxqz"] {
        let query = format!("{}/search.html?q={query}", reader.base);
        reader.browser.open(&query);
        reader.browser.until("document.querySelector('[data-count]') !== null");
        reader.browser.run(
            "window.moved = 0; new PerformanceObserver(list => list.getEntries().forEach(e => { window.moved += e.value; }))\
             .observe({ type: 'layout-shift', buffered: true }); setTimeout(() => { window.waited = true; }, 600)",
        );
        reader.browser.until("window.waited");
        let moved = reader.browser.ask("window.moved").as_f64().unwrap();
        assert!(moved < 0.01, "{query}: {moved}");
    }
    // Without a query the script shows how one searches, which has its room from the beginning.
    reader.browser.open(&format!("{}/search.html", reader.base));
    let moved = reader.browser.ask(
        "(() => { const hint = document.querySelector('#search-hint');\
         const top = hidden => { hint.hidden = hidden; return document.querySelector('[data-ways]').getBoundingClientRect().top; };\
         return top(false) - top(true); })()",
    );
    assert_eq!(moved.as_f64(), Some(0.0));
}

#[test]
fn a_result_says_which_sheet_of_a_workbook_has_the_words() {
    let site = Site::new().with_post("water", "Zie [de cijfers](cijfers.xlsx).");
    site.put("content/posts/cijfers.xlsx", &workbook());
    let site = site.built();
    let browser = Browser::start(1280, 900);
    let reader =
        Reader { browser: &browser, base: format!("file://{}", site.path("public").display()) };
    for query in ["gemaal", "4711,5"] {
        reader.open(&format!("q={query}&kind=attachment"));
        assert_eq!(reader.found(), ["documents/cijfers-xlsx.html"], "{query}");
        let place = browser.text("document.querySelector('.find-place').textContent");
        assert_eq!(place, "Sheet 1: a", "{query}");
    }
}

/// What queries find, first of all.
fn queries(reader: &Reader<'_>) {
    for (query, first, mark) in [
        ("muskusrat", "2023/wat-een-muskusrat-graaft.html", "muskusratten"),
        // A topic of that very name stands before what is about it.
        ("muskusratten", "topics/muskusratten.html", "muskusrat"),
        ("lachgas zuivering", "2023/lachgas-uit-de-zuivering.html", "lachgas"),
        ("zuivring lachgas", "2023/lachgas-uit-de-zuivering.html", "zuivering"),
        ("\"de nacht dat\"", "2023/de-nacht-van-de-wiede.html", "nacht"),
        ("muskusr", "2023/wat-een-muskusrat-graaft.html", "muskusrat"),
        ("LACHGAS", "2023/lachgas-uit-de-zuivering.html", "lachgas"),
        // What a question is made of says little, however often a long post has it.
        ("hoe vraag ik een vergunning aan", "2025/melding-of-vergunning.html", "vergunning"),
        ("waar vind ik de huisregels", "huisregels.html", "huisregels"),
        // A word that many posts of a small site have is looked for beside others too.
        // The year of a post is found beside its words.
        ("muskusrat 2023", "2023/wat-een-muskusrat-graaft.html", "muskusrat"),
        ("dijken van binnen", "series/dijken-van-binnen.html", "dijken"),
        ("toegankelijkheid", "accessibility.html", "toegankelijkheid"),
    ] {
        reader.search(query);
        let found = reader.found();
        assert_eq!(found.first().map(String::as_str), Some(first), "{query}: {found:?}");
        let marks = reader.marks();
        assert!(marks.iter().any(|found| found == mark), "{query}: {marks:?}");
    }
    // A compound is found by its part, and marked.
    reader.search("peil");
    assert!(reader.marks().iter().any(|mark| mark == "polderpeil"), "{:?}", reader.marks());
    // Exclusion leaves out. A word that most documents have is marked where it stands alone.
    reader.search("dijk");
    assert!(reader.marks().iter().any(|mark| mark == "dijk"), "{:?}", reader.marks());
    let all = reader.found();
    reader.search("dijk -piping");
    let fewer = reader.found();
    assert!(fewer.len() < all.len() && fewer.iter().all(|url| all.contains(url)));
    // A misspelt word says what was looked for; a known word never does.
    reader.search("zuivring");
    assert_eq!(
        reader.browser.text("document.querySelector('[data-meant]').textContent"),
        "zuivering"
    );
    reader.search("zuivering");
    assert_eq!(reader.browser.ask("document.querySelector('[data-meant]')"), Value::Null);
    // Who knows stands on top.
    reader.search("muskusrat");
    assert_eq!(
        reader.browser.text("document.querySelector('[data-knows]').dataset.knows"),
        "experts/hanneke-oosterhof.html"
    );
    // Comments are found, with a link to the very comment.
    let links =
        "[...document.querySelectorAll('.find-comments a')].map(a => a.getAttribute('href'))";
    let links = reader.browser.ask(links);
    assert!(
        links.as_array().unwrap().iter().all(|link| link.as_str().unwrap().contains("#comment-"))
    );
    // Who is found by name only is shown with what they said.
    reader.search("hengelsport");
    let name = "document.querySelector('.find-comments .by mark').textContent";
    assert_eq!(reader.browser.text(name), "hengelsportvereniging");
    // Nothing is found plainly, and there are ways on.
    reader.search("xyzzyplugh");
    assert_eq!(reader.count(), 0);
    assert_eq!(reader.browser.ask("document.querySelector('[data-ways]').hidden"), json!(false));
}

/// What is being typed, and what is shown of code.
fn typing(reader: &Reader<'_>) {
    // A field that is being typed asks for nothing yet, and is no misspelt word.
    reader.search("dijk");
    let all = reader.count();
    reader.search("dijk expert:");
    assert_eq!(reader.count(), all);
    reader.search("topic: ");
    assert_eq!(reader.browser.ask("document.querySelector('[data-meant]')"), Value::Null);
    // The lines of code are lines.
    reader.search("grep");
    let code = reader.browser.text("document.querySelector('.find-text').textContent");
    let shown = "getComputedStyle(document.querySelector('.find-text')).whiteSpace";
    assert!(code.contains("\n| grep -i") && reader.browser.text(shown) == "pre-line", "{code}");
}

/// The address holds the state, and Back works.
fn address(reader: &Reader<'_>) {
    reader.search("dijk");
    let dijk = reader.found();
    let browser = reader.browser;
    let type_in = |text: &str, submit: &str| {
        browser.ask(&format!(
            "(b => {{ b.value = '{text}'; b.dispatchEvent(new Event('input')); {submit} }})(document.querySelector('#search-q'))"
        ));
    };
    type_in("lachgas", "b.form.requestSubmit();");
    browser.until("document.querySelector('[data-count]').textContent.includes('lachgas')");
    browser.until("document.activeElement === document.querySelector('[data-count]')");
    assert!(browser.text("location.search").contains("q=lachgas"));
    assert!(browser.text("document.title").starts_with("lachgas – "));
    browser.back();
    browser.until("document.querySelector('[data-count]')?.textContent.includes('dijk')");
    browser.until(&format!("{LIST}.length === {}", dijk.len()));
    assert_eq!(reader.found(), dijk);
    // While typing, from the first letters, with no step in the history.
    let steps = browser.ask("history.length");
    for text in ["za", "zan", "zand"] {
        type_in(text, "");
        browser.until(&format!("location.search === '?q={text}'"));
    }
    browser.until(&format!("{LIST}.length > 0"));
    assert_eq!(browser.ask("history.length"), steps);
    // The number is spoken once the reader stops.
    browser.until("/\\d+ result/.test(document.querySelector('[data-status]').textContent)");
}

/// What the keys do.
fn keys(reader: &Reader<'_>) {
    let browser = reader.browser;
    browser.open(&format!("{}/index.html", reader.base));
    browser.press("/");
    assert_eq!(browser.text("document.activeElement.name"), "q", "{}", reader.base);
    browser.press("lachgas\u{e007}");
    browser.until("location.pathname.endsWith('search.html')");
    browser.until("document.querySelector('[data-count]') !== null");
    browser.press("/");
    assert_eq!(browser.text("document.activeElement.name"), "q", "{}", reader.base);
    browser.press("\u{e015}");
    browser.until("document.activeElement.closest('[data-url]') !== null");
    browser.press("\u{e013}");
    browser.until("document.activeElement.name === 'q'");
    browser.press("\u{e00c}");
    browser.until("document.querySelector('#search-q').value === ''");
    browser.until("document.querySelector('[data-count]') === null");
    // Back keeps a reader at the number of results, and does not lead to the filters.
    browser.open(&format!("{}/search.html?q=dijk", reader.base));
    browser.until("document.querySelector('[data-count]') !== null");
    browser.press("/ wacht\u{e007}");
    browser.until("document.activeElement.matches('[data-count]')");
    browser.run("history.back()");
    browser.until("document.querySelector('#search-q').value === 'dijk'");
    browser.until("document.activeElement.matches('[data-count]')");
}

/// Filters narrow what is found, and the address says so.
fn filters(reader: &Reader<'_>) {
    let browser = reader.browser;
    reader.search("dijk");
    let all = reader.count();
    browser.ask("(document.querySelector('.find-filters').open = true)");
    browser.until("document.querySelector('select[name=topic]')?.options.length > 2");
    let choose = |name: &str, value: &str| {
        browser.ask(&format!(
            "(s => {{ s.value = '{value}'; s.dispatchEvent(new Event('change')); }})(document.querySelector('select[name={name}]'))"
        ));
        browser.until(&format!("new URLSearchParams(location.search).get('{name}') === '{value}'"));
    };
    let told =
        browser.text("document.querySelector('select[name=kind] option[value=post]').textContent");
    choose("kind", "post");
    browser.until(&format!("+document.querySelector('[data-count]').dataset.count < {all}"));
    assert!(told.contains(&format!("({})", reader.count())), "{told}");
    assert_eq!(
        browser.ask(&format!("{LIST}.every(item => item.dataset.kind === 'post')")),
        json!(true)
    );
    choose("year", "2023");
    browser.until(&format!("{LIST}.every(item => item.dataset.url.startsWith('2023/'))"));
    // Heading and status say which are chosen.
    let heading = browser.text("document.querySelector('[data-found] h2').textContent");
    assert!(heading.ends_with("“dijk” · Berichten · 2023"), "{heading}");
    browser.until("document.querySelector('[data-status]').textContent.endsWith('· 2023')");
    for (query, wanted) in [
        ("q=dijk&expert=hanneke-oosterhof", "2023/wat-een-muskusrat-graaft.html"),
        ("q=dijk+expert:hanneke", "2023/wat-een-muskusrat-graaft.html"),
        ("q=topic:muskusratten", "2023/wat-een-muskusrat-graaft.html"),
        ("q=pump&lang=en", "2024/reading-a-pump-curve.html"),
        ("kind=post&sort=date", "2026/the-night-the-telemetry-went-quiet.html"),
    ] {
        reader.open(query);
        let found = reader.found();
        assert!(found.iter().any(|url| url == wanted), "{query}: {found:?}");
    }
    // What is said around title and text is in the language of the site.
    reader.open("q=pump&lang=en&kind=post");
    let english = format!(
        "{LIST}.length > 0 && {LIST}.every(item => !item.querySelector('article, .kicker, .meta').lang \
         && [...item.querySelectorAll('.find-title, .find-text')].every(text => text.lang === 'en'))"
    );
    assert_eq!(browser.ask(&english), json!(true));
}

/// The text of documents is found, and a PDF opens at the page.
fn attachments(reader: &Reader<'_>) {
    let pdf = "2024/evaluatie-dijkwacht.pdf";
    reader.open("q=handschoenen&kind=attachment");
    assert_eq!(reader.found(), [pdf]);
    let link = "[data-results] [data-kind=attachment] h3 a";
    let opened = format!("document.querySelector('{link}').getAttribute('href')");
    assert_eq!(reader.browser.text(&opened), format!("{pdf}#page=2"));
    assert!(reader.marks().iter().any(|mark| mark == "handschoenen"), "{:?}", reader.marks());
    let place = reader.browser.text("document.querySelector('.find-place').textContent");
    assert_eq!(place, "Pagina 2");
    // The filter counts them, and a topic has the documents of its posts.
    reader.search("dijkwacht");
    reader.browser.ask("(document.querySelector('.find-filters').open = true)");
    let option = "document.querySelector('select[name=kind] option[value=attachment]')";
    reader.browser.until(&format!("{option} !== null"));
    assert_eq!(reader.browser.text(&format!("{option}.textContent")), "Bijlagen (2)");
    reader.open("q=meldformulier&kind=attachment");
    assert_eq!(reader.found(), ["documents/meldformulier-dijkwacht-docx.html"]);
}

/// On the page that a result leads to the words are marked, and a comment is where it should be.
fn target(reader: &Reader<'_>) {
    let browser = reader.browser;
    reader.search("muskusratten");
    browser.ask("document.querySelector('[data-results] h3 a').click()");
    browser.until("document.querySelectorAll('main mark').length >= 2");
    let seen = "[...document.querySelectorAll('main mark')].some(m => (r => r.top >= 0 && r.bottom <= innerHeight)(m.getBoundingClientRect()))";
    browser.until(seen);
    let marked = browser.ask(
        "[...document.querySelectorAll('main mark')].every(m => /muskusrat/i.test(m.textContent))",
    );
    assert_eq!(marked, json!(true));
    reader.search("lachgas");
    let link =
        browser.text("document.querySelector('.find-comments a')?.getAttribute('href') || ''");
    if !link.is_empty() {
        browser.ask("document.querySelector('.find-comments a').click()");
        browser.until("document.querySelector(':target')?.id.startsWith('comment-')");
        browser.until("document.querySelector(':target mark') !== null");
    }
}

#[test]
fn hostile_queries_do_nothing() {
    let site = Site::example().built();
    let browser = Browser::start(1000, 800);
    let reader =
        Reader { browser: &browser, base: format!("file://{}", site.path("public").display()) };
    let long = "a".repeat(3000);
    let many = "dijk ".repeat(600);
    let bomb = format!("{}!", "(a+)+".repeat(40));
    let queries = [
        "<img src=x onerror=\"document.title='gekraakt'\">",
        "\"><script>document.title='gekraakt'</script>",
        "dijk\u{202E}kjid \u{0}\u{7}\u{200B}",
        "\u{FFFF}\u{10FFFD}👩‍👩‍👧 dijk",
        "__proto__ constructor",
        "{{7*7}} ${7*7} ' OR 1=1 --",
        "\"\" \" - -- expert: topic:\" -\"\"",
        long.as_str(),
        many.as_str(),
        bomb.as_str(),
    ];
    for query in queries {
        let start = std::time::Instant::now();
        let coded: String = url::form_urlencoded::byte_serialize(query.as_bytes()).collect();
        browser.open(&format!("{}/search.html?q={coded}", reader.base));
        browser.until("document.querySelector('[data-count]') !== null || !document.querySelector('[data-ways]').hidden");
        assert!(start.elapsed().as_secs() < 10, "{query:.60}");
        assert!(!browser.text("document.title").starts_with("gekraakt"));
        assert_eq!(
            browser.ask("document.querySelectorAll('main img[src=x], main script').length"),
            json!(0)
        );
    }
    browser.assert_quiet("file://");
}

#[test]
fn the_key_of_the_search_can_be_turned_off() {
    let settings = "title = \"Proef\"\n[search]\nkey = false\n";
    let site = Site::new().with_post("a", "Tekst.").with("weerklank.toml", settings).built();
    let browser = Browser::start(1280, 900);
    browser.open(&format!("file://{}", site.path("public/2026/a.html").display()));
    browser.press("/");
    assert_eq!(browser.text("document.activeElement.tagName"), "BODY");
    for page in ["2026/a.html", "search.html"] {
        browser.open(&format!("file://{}", site.path("public").join(page).display()));
        let told = "document.querySelector('[name=q]').placeholder.includes('/')";
        assert_eq!(browser.ask(told), json!(false), "{page}");
        assert!(!site.page(page).contains("aria-keyshortcuts"), "{page}");
    }
}
