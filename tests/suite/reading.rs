//! What posts show beside text, as readers get it.

use serde_json::json;

use crate::axe;
use crate::browser::Browser;
use crate::pages;
use crate::serve::Server;
use crate::support::{Site, repository};

/// The address of a page of a site, from its folder.
fn address(site: &Site, page: &str) -> String {
    format!("file://{}", site.path("public").join(page).display())
}

#[test]
fn charts_are_drawn_to_scale_on_every_screen() {
    let site = Site::example().built();
    let browser = Browser::start(1280, 900);
    for (width, scheme) in [(1280, "light"), (390, "dark")] {
        browser.emulate(width, scheme);
        browser.open(&address(&site, "2024/na-het-hoogwater-wat-de-dijkwacht-zag.html"));
        // Eighty-one per cent of the whole width, in the colour of links.
        let bar = "document.querySelector('.chart>svg .f0 rect')";
        let part = format!(
            "Math.round({bar}.getBoundingClientRect().width / document.querySelector('.chart>svg').getBoundingClientRect().width * 100)"
        );
        assert_eq!(browser.ask(&part), json!(81), "{width}");
        let is_link = format!(
            "getComputedStyle({bar}).fill === getComputedStyle(document.querySelector('.prose p > a')).color"
        );
        assert_eq!(browser.ask(&is_link), json!(true));
        assert_eq!(strays(&browser), json!([]), "{width}");
        // The numbers stand beneath, folded.
        let table = "document.querySelector('.chart details table')";
        assert_eq!(browser.ask(&format!("{table}.checkVisibility()")), json!(false));
        browser.ask("(document.querySelector('.chart details summary').click(), true)");
        assert_eq!(browser.ask(&format!("{table}.checkVisibility()")), json!(true));
        assert_eq!(
            browser.text(&format!("{table}.rows[1].innerText")),
            "Ik wist wat ik moest doen als ik een wel vond\t81%\t12%\t7%"
        );
        assert_eq!(axe::violations(&browser), Vec::<String>::new());
        browser.open(&address(&site, "2024/vispassage-wiedemond.html"));
        let drawn =
            "document.querySelector('.chart>svg path').getBoundingClientRect().height > 100";
        assert_eq!(browser.ask(drawn), json!(true));
        let spoken =
            browser.text("document.querySelector('.chart>svg').getAttribute('aria-label')");
        assert!(spoken.contains("als hoogste 214 (week 15)"), "{spoken}");
    }
    browser.assert_quiet("file://");
}

/// Texts of a page's charts that leave their drawing, or lie over each other.
fn strays(browser: &Browser) -> serde_json::Value {
    browser.ask(
        "[...document.querySelectorAll('figure.chart > svg')].flatMap(drawing => {\
         const edge = drawing.getBoundingClientRect();\
         const texts = [...drawing.querySelectorAll('text')].filter(text => text.getClientRects().length > 0)\
           .map(text => [text.textContent, text.getBoundingClientRect()]);\
         const out = texts.filter(([, at]) => at.left < edge.left - 1 || at.right > edge.right + 1).map(([text]) => text);\
         const over = texts.flatMap(([text, a], index) => texts.slice(index + 1)\
           .filter(([, b]) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 6)\
           .map(([other]) => text + ' over ' + other));\
         return out.concat(over) })",
    )
}

#[test]
fn texts_of_charts_stay_within_them_and_apart() {
    let long = "Medewerkers van de buitendienst Noord en de buitendienst Zuid";
    let files = [
        ("staven", format!("Groep;Uren\n{long};12.345\nWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW;-40\nKort;€ 1\n")),
        ("gestapeld", format!("Groep;Ja;Nee;Soms;Nooit\n{long};15%;10%;5%;70%\nB;20,0%;30,0%;25%;25%\nC;3%;94%;2%;1%\n")),
        ("sommen", "# grafiek: gestapeld\nGroep;Ja;Nee\nNoord;1.000;900\nZuid;10;1\n".to_owned()),
        ("kolommen", "# grafiek: staand\nAfdeling;Meldingen\nWaterveiligheid;10\nPeilbeheer;8\nZuivering;1\nKlantcontact;3\n".to_owned()),
        ("tien", "# grafiek: staand\n# eenheid: dagen\nX;Y\nA;10\nB;8\nC;1\nD;10\nE;10\nF;10\nG;10\nH;10\n".to_owned()),
        ("lijnen", "Kwartaal;Bezoekers van de site;Bezoekers\n2024 Q1;1200;1300\n2024 Q2;1500;1400\n2024 Q3;900;1500\n2024 Q4;1250;1240\n".to_owned()),
        ("een", "Kwartaal;Bezoekers\n2024 Q1;35%\n2024 Q2;48%\n2024 Q3;43%\n2024 Q4;47%\n".to_owned()),
        ("dagen", format!("dag;mm\n{}", (1..=29).map(|day| format!("2024-02-{day:02};{day}\n")).collect::<String>())),
        ("aandeel", format!("Wat;Aandeel\n{long};28%\n")),
    ];
    let body: String = files.iter().map(|(name, _)| format!("![{name}]({name}.csv)\n\n")).collect();
    let site = files.iter().fold(Site::new().with_post("a", &body), |site, (name, text)| {
        site.with(&format!("content/posts/{name}.csv"), text)
    });
    let site = site.built();
    let example = Site::example().built();
    let browser = Browser::start(1280, 900);
    for width in [320, 390, 800, 1280] {
        browser.emulate(width, "light");
        for (site, page) in [
            (&site, "2026/a.html"),
            (&example, "2024/na-het-hoogwater-wat-de-dijkwacht-zag.html"),
            (&example, "2024/vispassage-wiedemond.html"),
            (&example, "2025/melding-of-vergunning.html"),
        ] {
            browser.open(&address(site, page));
            assert_eq!(strays(&browser), json!([]), "{page} at {width}");
            let fits = browser.ask("document.documentElement.scrollWidth <= innerWidth");
            assert_eq!(fits, json!(true), "{page} at {width}");
            // With the largest letters that a reader may choose.
            browser.ask("(document.documentElement.style.fontSize = '150%', true)");
            assert_eq!(strays(&browser), json!([]), "{page} at {width} in large letters");
        }
    }
    // Where there is room, so are all quarters.
    browser.open(&address(&site, "2026/a.html"));
    let quarters = "[...document.querySelectorAll('figure.chart > svg text')].filter(t => /^2024 Q/.test(t.textContent) && t.getClientRects().length > 0).length";
    assert_eq!(browser.ask(quarters), json!(8));
}

#[test]
fn numbers_that_cannot_be_drawn_stop_the_build_with_their_line() {
    let site = Site::new()
        .with("content/posts/a.csv", "Week;Winde\n10;6\n11;veel\n")
        .with("content/posts/b.csv", "Week;Winde\n10;6\n11\n")
        .with("content/posts/c.csv", "zonder getallen")
        .with_post(
            "a",
            "![A](a.csv)\n\n![B](b.csv)\n\n![A](a.csv \"Titel {gestapelt}\")\n\n[C](c.csv)",
        );
    let report = site.build();
    assert_eq!(report.code, 1);
    assert_eq!(
        report.errors(),
        ["chart-not-a-number content/posts/a.csv:3", "chart-ragged content/posts/b.csv:3"]
    );
    assert_eq!(report.warnings(), ["chart-unknown-word content/posts/a.md:9"]);
}

#[test]
fn a_chart_stands_in_a_post_with_raw_html_and_follows_its_file() {
    let site = Site::new()
        .with("content/posts/a.csv", "Wijk;Bomen\nNoord;12\nZuid;1.500\n")
        .with_post("a", "Bomen <b onclick=\"x()\">per</b> wijk.\n\n![Bomen](a.csv)\n\nIn de ![tekst](a.csv) niet.");
    let site = site.built();
    let page = site.page("2026/a.html");
    assert!(page.contains("<figure class=chart>") && page.contains(">1,500</text>"), "{page}");
    assert!(page.contains("<b>per</b>") && page.contains(">tekst</a>"), "{page}");
    assert_eq!(pages::faults(&site.output()), Vec::<String>::new());
    assert_eq!(site.build().number("files/written"), 0);
    site.put("content/posts/a.csv", b"Wijk;Bomen\nNoord;12\nZuid;1.600\n");
    site.build();
    assert!(site.page("2026/a.html").contains(">1,600</text>"));
}

/// A picture in which the colours run from side to side.
pub(crate) fn picture(width: u32, height: u32, format: image::ImageFormat) -> Vec<u8> {
    let shade =
        |x: u32, y: u32| image::Rgb([(x * 255 / width) as u8, (y * 255 / height) as u8, 90]);
    let mut bytes = std::io::Cursor::new(Vec::new());
    image::RgbImage::from_fn(width, height, shade).write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

#[test]
fn pictures_are_made_once_and_are_the_same_without_what_is_kept() {
    let site = Site::new().with_post("a", "![Sloot](sloot.jpg)\n\n![Kaart](kaart.png)");
    site.put("content/posts/sloot.jpg", &picture(1000, 600, image::ImageFormat::Jpeg));
    site.put("content/posts/kaart.png", &picture(600, 300, image::ImageFormat::Png));
    let site = site.built();
    let output = site.output();
    let made: Vec<&String> = output.keys().filter(|path| path.ends_with(".webp")).collect();
    assert_eq!(
        made,
        [
            "kaart-480w.webp",
            "kaart-600w.webp",
            "sloot-1000w.webp",
            "sloot-480w.webp",
            "sloot-800w.webp"
        ]
    );
    let page = site.page("2026/a.html");
    assert!(
        page.contains("sloot-480w.webp 480w, ") && page.contains("width=\"1000\" height=\"600\""),
        "{page}"
    );
    assert_eq!(pages::faults(&output), Vec::<String>::new());
    // What is kept serves an output that is gone, and without it the same is made.
    let kept = || std::fs::read_dir(site.path(".weerklank/pictures")).unwrap().count();
    assert_eq!(kept(), 5);
    assert_eq!(site.build().number("files/written"), 0);
    for arguments in [&[][..], &["--no-cache"]] {
        std::fs::remove_dir_all(site.path("public")).unwrap();
        site.build_with(arguments);
        assert_eq!(site.output(), output, "{arguments:?}");
    }
    // A picture that changes is made anew, and its old ones are not kept.
    site.put("content/posts/kaart.png", &picture(300, 300, image::ImageFormat::Png));
    let report = site.build();
    assert_eq!((report.number("files/removed"), kept()), (2, 4));
    assert!(site.page("2026/a.html").contains("kaart-300w.webp 300w"));
}

#[test]
fn pictures_that_cannot_be_shown_stop_the_build_with_their_names() {
    let whole = picture(600, 300, image::ImageFormat::Png);
    let site = Site::new().with_post("a", "![A](cut.png)\n\n![B](no.jpg)\n\n![C](big.png)");
    site.put("content/posts/cut.png", &whole[..whole.len() / 2]);
    site.put("content/posts/no.jpg", b"<script>alert(1)</script>");
    site.put("content/posts/big.png", &picture(1100, 1000, image::ImageFormat::Png));
    let settings = "title = \"Proef\"\n[limits]\npicture_megapixels = 1\n";
    let site = site.with("weerklank.toml", settings);
    let report = site.build();
    assert_eq!(report.code, 1);
    assert_eq!(
        report.errors(),
        [
            "picture-too-large content/posts/big.png:-",
            "picture-damaged content/posts/cut.png:-",
            "picture-damaged content/posts/no.jpg:-"
        ]
    );
    // What no text shows is looked at when it is copied.
    site.put("content/posts/cut.png", &whole);
    site.put("content/posts/no.jpg", &picture(10, 10, image::ImageFormat::Jpeg));
    site.put("content/posts/big.png", &whole);
    site.put("static/broken.png", &whole[..whole.len() / 2]);
    site.put("static/open.svg", b"<svg><script>alert(1)</script><g></svg>");
    site.put("static/packed.svgz", b"\x1f\x8b\x08");
    let mut errors = site.build().errors();
    errors.sort();
    assert_eq!(
        errors,
        ["broken.png", "open.svg", "packed.svgz"]
            .map(|name| format!("picture-damaged static/{name}:-"))
    );
}

#[test]
fn what_a_title_or_the_headings_ask_in_vain_is_told_on_its_line() {
    let body = "![A](a.csv \"A {gestapeld}\")\n\n![B](a.csv \"B {lijnen} (CBS)\")\n\n## Een\n\n#### Drie\n";
    let quoted = "## Een\n\n> ##### Diep\n>\n> # Hoog\n\n### Twee\n";
    let site = Site::new().with_post("a", body).with_post("quoted", quoted);
    site.put("content/posts/a.csv", b"Jaar;A;B\nx;-1;2\ny;3;4\n");
    let wanted = [
        "chart-wish-misplaced content/posts/a.md:7",
        "chart-wish-unmet content/posts/a.md:5",
        "heading-skips content/posts/a.md:11",
    ];
    assert_eq!(sorted(site.build().warnings()), wanted);
    assert_eq!(sorted(site.build().warnings()), wanted, "in a second build too");
}

#[test]
fn a_page_beside_a_post_in_which_something_runs_is_told() {
    let site =
        Site::new().with_post("a", "[a](a.html) [b](b.xml) [c](c.xhtml) [d](d.html) [e](e.xml)");
    site.put("content/posts/e.xml", b"<melding onderwerp='dijk' online='ja'><object/></melding>");
    site.put("content/posts/a.html", b"<p onclick=\"x()\">a</p>");
    site.put("content/posts/b.xml", b"<svg xmlns=\"http://www.w3.org/2000/svg\"><script/></svg>");
    site.put("content/posts/c.xhtml", b"<html xmlns=\"http://www.w3.org/1999/xhtml\"/>");
    site.put("content/posts/d.html", b"<p>Tekst</p>");
    site.put("content/posts/none.html", b"<script>x()</script>");
    site.put("static/own.html", b"<script>x()</script>");
    let wanted = ["file-runs content/posts/a.html:-", "file-runs content/posts/b.xml:-"];
    assert_eq!(sorted(site.build().warnings()), wanted);
    assert_eq!(sorted(site.build().warnings()), wanted, "as long as they lie there");
}

#[test]
fn pictures_that_readers_would_not_see_or_that_tell_are_told_where_they_stand() {
    let file = |name: &str| std::fs::read(repository().join("tests/pictures").join(name)).unwrap();
    let site = Site::new().with_post("a", "x").built();
    let before = site.output();
    let body = "Een foto:\n\n![Sloot](iphone.heic)\n\n![Nog eens](iphone.heic)\n";
    let site = site.with_post("a", body);
    site.put("content/posts/iphone.heic", &file("told.heic"));
    let report = site.build();
    assert_eq!(report.errors(), ["picture-foreign content/posts/a.md:7"], "{:#}", report.json);
    let told = String::from_utf8(site.call(&["build"]).stderr).unwrap();
    assert!(told.contains("   7 | !["), "{told}");
    let message = report.json["errors"][0]["message"].as_str().unwrap();
    assert!(message.contains("`iphone.heic`") && message.contains("HEIC"), "{message}");
    assert_eq!(site.output(), before);
    // What goes along only to be opened is told as well, in `static/` too; AVIF is shown with its size.
    let site =
        site.with_post("a", "![Sloot](sloot.avif) [origineel](iphone.heic)\n\n![A](plain.avif)");
    site.put("content/posts/sloot.avif", &file("told.avif"));
    site.put("content/posts/plain.avif", &file("plain.avif"));
    site.put("static/scan.tiff", &file("told.tiff"));
    site.put("static/open.svg", b"<svg onload=\"alert(1)\"><script>alert(1)</script></svg>");
    site.put("static/a.gif", &[&picture(3, 2, image::ImageFormat::Gif)[..], b"<script>"].concat());
    let report = site.build();
    assert_eq!(report.errors(), [""; 0]);
    let told = [
        "picture-telling content/posts/iphone.heic:-",
        "picture-telling content/posts/sloot.avif:-",
        "picture-tail static/a.gif:-",
        "drawing-cleaned static/open.svg:-",
        "picture-telling static/scan.tiff:-",
    ];
    assert_eq!(sorted(report.warnings()), sorted(told.map(str::to_owned).to_vec()));
    let page = site.page("2026/a.html");
    for size in ["width=\"40\" height=\"60\"", "width=\"60\" height=\"40\""] {
        assert!(page.contains(size), "{page}");
    }
    // They are told again as long as they lie there.
    assert_eq!(sorted(site.build().warnings()), sorted(told.map(str::to_owned).to_vec()));
}

fn sorted(mut list: Vec<String>) -> Vec<String> {
    list.sort();
    list
}

#[test]
fn pictures_of_one_name_do_not_meet() {
    let site = Site::new().with_post("a", "![A](pic.png)\n\n![B](pic.webp)\n\n![C](other.png)");
    let one = picture(600, 300, image::ImageFormat::Png);
    site.put("content/posts/pic.png", &one);
    site.put("content/posts/pic.webp", &picture(1000, 600, image::ImageFormat::WebP));
    site.put("content/posts/other.png", &one);
    site.put("static/other-600w.webp", &picture(10, 10, image::ImageFormat::WebP));
    let report = site.build();
    assert_eq!((report.errors(), report.warnings()), (vec![], vec![]));
    let output = site.output();
    let made: Vec<&String> = output.keys().filter(|path| path.ends_with("w.webp")).collect();
    assert_eq!(
        made,
        [
            "other-600w.webp",
            "other.png-480w.webp",
            "other.png-600w.webp",
            "pic.png-480w.webp",
            "pic.png-600w.webp",
            "pic.webp-1000w.webp",
            "pic.webp-480w.webp",
            "pic.webp-800w.webp"
        ]
    );
    assert_eq!(pages::faults(&output), Vec::<String>::new());
}

#[test]
fn captions_without_a_word_are_told() {
    let site = Site::new().with_post("a", "![Wel](wel.webm)");
    site.put("content/posts/wel.webm", b"\x1A\x45\xDF\xA3");
    site.put("content/posts/wel.vtt", b"WEBVTT\n\nNOTE nog te doen\n");
    let report = site.build();
    assert_eq!(report.warnings(), ["captions-empty content/posts/wel.vtt:-"]);
    assert!(!site.page("2026/a.html").contains("class=\"transcript\""));
    site.put("content/posts/wel.vtt", b"WEBVTT\n\n00:00.000 --> 00:01.000\n<v Jan>Kijk!\n");
    assert_eq!(site.build().warnings(), [""; 0]);
    assert!(site.page("2026/a.html").contains("Jan: Kijk!"));
}

#[test]
fn a_page_that_grows_past_the_screen_moves_nothing() {
    let site = Site::example().built();
    let browser = Browser::start(1280, 900);
    browser.emulate(390, "light");
    browser.open(&format!("file://{}/2024/sensor-die-loog.html", site.path("public").display()));
    // What has come of a page may fit the screen, and need no bar to scroll by yet.
    let places = "[...document.querySelectorAll('.menu a')].map(link => link.getBoundingClientRect()).map(at => [at.x, at.y])";
    let whole = browser.ask(places);
    browser.run("for (const part of document.querySelectorAll('main, footer')) part.hidden = true");
    browser.until("document.documentElement.scrollHeight <= innerHeight");
    assert_eq!(browser.ask(places), whole);
}

#[test]
fn pictures_say_nothing_of_their_maker_and_shift_nothing() {
    let site = Site::example().built();
    let secret = |bytes: &[u8]| {
        bytes.windows(8).any(|window| window == b"R. Pinas" || window == b"Vlietcam")
    };
    let photo = "2024/sensor-die-loog/peilschaal-zandmeent.jpg";
    let source = std::fs::read(site.path(&format!("content/posts/{photo}"))).unwrap();
    assert!(secret(&source), "the source says who made it");
    assert!(!site.output().values().any(|bytes| secret(bytes)));
    let server = Server::of(&site);
    let browser = Browser::start(1280, 900);
    browser.emulate(390, "light");
    browser.open(&format!("http://localhost:{}/2024/sensor-die-loog.html", server.port));
    // Each step waits for what it brings into view; https://wicg.github.io/layout-instability/
    browser.run(
        "window.moved = []; new PerformanceObserver(list => list.getEntries().forEach(e => window.moved.push(e.value, ...e.sources.map(s => s.node?.outerHTML?.slice(0, 80) + JSON.stringify(s.previousRect) + JSON.stringify(s.currentRect)))))\
         .observe({ type: 'layout-shift', buffered: true })",
    );
    let count = browser.ask("document.images.length").as_u64().unwrap();
    for image in (0..count).map(|number| format!("document.images[{number}]")) {
        browser.ask(&format!("{image}.scrollIntoView()"));
        browser.until(&format!("{image}.complete && {image}.naturalWidth > 0"));
    }
    browser.ask("scrollTo(0, document.body.scrollHeight)");
    let shown = browser.text("[...document.images].find(i => i.src.endsWith('.jpg')).currentSrc");
    assert!(shown.ends_with("peilschaal-zandmeent-480w.webp"), "{shown}");
    assert_eq!(browser.ask("window.moved"), json!([]));
    let sized = "[...document.querySelectorAll('.prose img')].every(i => i.width > 0 && i.getAttribute('height') > 0)";
    assert_eq!(browser.ask(sized), json!(true));
}

#[test]
fn a_film_plays_with_its_captions() {
    let site = Site::example().built();
    assert!(!site.build().warnings().iter().any(|warning| warning.contains("captions-missing")));
    let browser = Browser::start(1000, 800);
    browser.open(&address(&site, "2023/piping-in-een-emmer.html"));
    browser.run("const film = document.querySelector('video'); film.muted = true; film.play()");
    browser.until("document.querySelector('video').currentTime > 0.1");
    // The captions stand in the page too, so that they are there from a folder, and for who would rather read.
    let track = "document.querySelector('video').textTracks[0]";
    assert_eq!(
        browser.text(&format!("{track}.language + {track}.mode + {track}.cues.length")),
        "nlshowing4"
    );
    browser.until(&format!("{track}.activeCues.length === 1"));
    let read = "document.querySelector('.transcript').textContent";
    assert!(browser.text(read).contains("Rond de wel ligt een kraag van zand."));
    assert_eq!(axe::violations(&browser), Vec::<String>::new());
    browser.open(&address(&site, "2024/reading-a-pump-curve.html"));
    browser.until("document.querySelector('audio').duration > 4");
    browser.assert_quiet("file://");
    let site = Site::new().with_post("a", "![Film](film.mp4) en ![nog een](doof.webm)");
    site.put("content/posts/film.mp4", b"film");
    site.put("content/posts/doof.webm", b"film");
    let words = "WEBVTT\n\n00:00.000 --> 00:01.000\nWater\n";
    let site = site.with("content/posts/film.en.vtt", words).with("content/posts/filmpje.vtt", "");
    let report = site.build();
    assert_eq!(report.warnings(), ["captions-missing content/posts/doof.webm:-"]);
    assert!(
        site.output().contains_key("film.en.vtt") && !site.output().contains_key("filmpje.vtt")
    );
}

#[test]
fn links_to_documents_tell_size_and_length_and_broken_ones_are_named() {
    let site = Site::example().built();
    let page = site.page("2024/na-het-hoogwater-wat-de-dijkwacht-zag.html");
    assert!(page.contains("(PDF, 31 kB, 3 pagina’s)"), "{page}");
    assert!(page.contains("(DOCX, 3 kB, 1 pagina)"), "{page}");
    let site = Site::new().with_post("a", "[A](a.pdf), [B](b.docx), [C](c.xlsx)");
    site.put("content/posts/a.pdf", b"%PDF-1.7 en dan niets");
    site.put("content/posts/b.docx", b"PK");
    site.put("content/posts/c.xlsx", &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1]);
    let warned = [
        "document-damaged content/posts/a.pdf:-",
        "document-damaged content/posts/b.docx:-",
        "document-encrypted content/posts/c.xlsx:-",
    ];
    let report = site.build();
    assert_eq!((report.code, report.warnings()), (0, warned.map(str::to_owned).to_vec()));
    // Told again by a build that knows them, and by one that does nothing.
    let site = site.with_post("b", "Nog een.");
    assert_eq!(site.build().warnings().len(), 3);
    assert_eq!(site.build().warnings().len(), 3);
}

#[test]
fn a_post_can_be_read_larger_copied_from_and_followed() {
    let site = Site::example().built();
    let browser = Browser::start(1500, 900);
    browser.open(&address(&site, "2023/piping-in-een-emmer.html"));
    // Formulas are drawn by the browser itself.
    assert_eq!(browser.ask("document.querySelector('math[display=block] mfrac').getBoundingClientRect().height > 20"), json!(true));
    // The note stands at the height of what it is about, in the margin, and is heard once.
    let beside = "(n => n.getBoundingClientRect().right < document.querySelector('.prose > p').getBoundingClientRect().left && \
                  n.ariaHidden === 'true' && n.textContent.includes('Sjoerd Hiemstra'))(document.querySelector('.sidenote'))";
    assert_eq!(browser.ask(beside), json!(true));
    // The contents follow.
    browser.ask(
        "document.getElementById('wat-wij-eraan-doen').scrollIntoView({ behavior: 'instant' })",
    );
    browser.until(
        "document.querySelector('.contents [aria-current]')?.textContent === 'Wat wij eraan doen'",
    );
    // Text grows, and stays so on the next page.
    let size = "parseFloat(getComputedStyle(document.documentElement).fontSize)";
    let before = browser.ask(size).as_f64().unwrap();
    browser.ask("(document.querySelector('[data-size-toggle]').click(), true)");
    let larger = browser.ask(size).as_f64().unwrap();
    assert!((larger / before - 1.15).abs() < 0.01, "{before} {larger}");
    // The process of the next page may ask for the choice before it is written.
    let is_kept = |_| {
        browser.open(&address(&site, "2024/sensor-die-loog.html"));
        browser.ask(size).as_f64() == Some(larger)
    };
    assert!((0..20).any(is_kept), "the choice of {larger} is forgotten");
    // Code is copied.
    browser.run("document.querySelector('.copy').click()");
    browser.until("document.querySelector('.copy').textContent === 'Gekopieerd'");
    assert_eq!(axe::violations(&browser), Vec::<String>::new());
    browser.assert_quiet("file://");
}

#[test]
fn names_with_blanks_are_found_as_people_write_them() {
    let body = "![Een dijk](Foto 1.JPG \"Bijschrift\")\n\nZie [het rapport](Jaar verslag.pdf), niet `[a](b c.pdf)`.\n\n\
                ![x](Foto 3.JPG \"Weg\")\n\n<img src=\"Foto 1.JPG\" alt=\"nog eens\">\n";
    let image = "---\ntitle: B\ndate: 2026-01-01\nimage: Foto 1.JPG\n---\n\nTekst.\n";
    let site = Site::new().with_post("a", body).with("content/posts/b.md", image);
    site.put("content/posts/Foto 1.JPG", &picture(40, 30, image::ImageFormat::Jpeg));
    site.put(
        "content/posts/Jaar verslag.pdf",
        include_bytes!("../../content/posts/2024/evaluatie-dijkwacht.pdf"),
    );
    let report = site.build();
    assert_eq!(report.warnings(), ["missing-image content/posts/a.md:9"], "{:#}", report.json);
    let told = report.json["warnings"][0].to_string();
    assert!(told.contains("Foto 3.JPG") && told.contains("Foto 1.JPG"), "{told}");
    let page = site.page("2026/a.html");
    assert!(page.contains(">Bijschrift</figcaption>"), "{page}");
    assert!(page.contains("href=\"../Jaar%20verslag.pdf\""), "{page}");
    assert!(page.contains("<code>[a](b c.pdf)</code>"), "{page}");
    assert!(page.matches("Foto%201.JPG").count() >= 2, "{page}");
    assert_eq!(pages::faults(&site.output()), Vec::<String>::new());
}

#[test]
fn a_formula_that_is_none_is_told_and_money_stays_money() {
    let body =
        "Het kost $5 of $HOME/$PATH, en $\\geen$ niet.\n\n$$x^2 <b>$$\n\nEn $x < y$ <b>wel</b>.";
    let site = Site::new().with_post("a", body);
    let report = site.build();
    let expected = ["formula-invalid content/posts/a.md:5", "html-unclosed content/posts/a.md:7"];
    assert_eq!(report.warnings(), expected);
    let told = report.json["warnings"][0]["message"].as_str().unwrap_or_default();
    assert!(told.contains("`$\\geen$`") && told.contains("`\\geen` does not exist"), "{told}");
    let page = site.page("2026/a.html");
    assert!(page.contains("kost $5 of $HOME/$PATH, en $\\geen$ niet."), "{page}");
    assert!(page.contains("<mo>&lt;</mo>") && page.contains("<b>wel</b>"), "{page}");
}

#[test]
fn a_sound_without_a_text_and_captions_in_another_form_are_told() {
    let site = Site::new().with_post("a", "![Geluid](a.mp3)\n\n![Film](b.mp4)\n\n![Met](c.mp3)");
    for name in ["a.mp3", "b.mp4", "c.mp3"] {
        site.put(&format!("content/posts/{name}"), b"x");
    }
    let long = format!("![Lang](d.mp3)\n\n{}", "woord ".repeat(210));
    let site = site.with_post("d", &long).with_post("e", "![E](e.mp3) [wat er klinkt](e.txt)");
    for name in ["d.mp3", "e.mp3", "e.txt"] {
        site.put(&format!("content/posts/{name}"), b"x");
    }
    let words = "WEBVTT\n\n00:00.000 --> 00:01.000\nHi <00:00:00.500>water\n";
    let site = site.with("content/posts/c.vtt", words).with("content/posts/b.nl.srt", "1\n");
    let report = site.build();
    let wanted =
        ["captions-missing content/posts/b.mp4:-", "sound-without-text content/posts/a.mp3:-"];
    assert_eq!(sorted(report.warnings()), wanted);
    assert!(report.json["warnings"].to_string().contains("`b.nl.srt`"), "{:#}", report.json);
    assert!(site.page("2026/a.html").contains(">Hi water</p>"));
}

#[test]
fn documents_of_topics_and_experts_have_a_page_and_are_found() {
    let pdf = std::fs::read(repository().join("content/posts/2024/evaluatie-dijkwacht.pdf"));
    let site = Site::new().with_post("a", "x");
    let profile = "---\nname: Jet\n---\n[Haar verslag](verslag.pdf)\n";
    let topic = "---\ntitle: Peil\n---\n[De nota](nota.pdf)\n";
    let site = site.with("content/experts/jet.md", profile).with("content/topics/peil.md", topic);
    let pdf = pdf.expect("a document of the example");
    site.put("content/experts/verslag.pdf", &pdf);
    site.put("content/topics/nota.pdf", &pdf);
    let report = site.build();
    assert_eq!(report.errors(), [""; 0]);
    let list = site.page("documents/index.html");
    assert!(list.contains("Haar verslag") && list.contains("De nota"), "{list}");
    let page = site.page("documents/verslag-pdf.html");
    assert!(page.contains("<a href=\"../experts/jet.html\">Jet</a>"), "{page}");
    let page = site.page("documents/nota-pdf.html");
    assert!(page.contains("<a href=\"../topics/peil.html\">Peil</a>"), "{page}");
    assert!(site.page("topics/peil.html").contains("PDF, "));
}

#[test]
fn each_document_has_a_page_that_tells_where_it_is_used() {
    let site = Site::example().built();
    let list = site.page("documents/index.html");
    // It is called what posts call it, with the name of its file beside it.
    assert!(
        list.contains(">Dijkwacht winter 2023/24</a>")
            && list.contains("<span>evaluatie-dijkwacht.pdf</span>")
            && list.contains("DOCX, 3 kB, 1 pagina"),
        "{list}"
    );
    let page = site.page("documents/evaluatie-dijkwacht-pdf.html");
    assert!(page.contains("href=\"../2024/na-het-hoogwater-wat-de-dijkwacht-zag.html\""), "{page}");
    assert!(page.contains("Evaluatie van negen dagen hoogwater op de Wiede"), "{page}");
    assert_eq!(pages::faults(&site.output()), Vec::<String>::new());
    assert!(page.contains("<h1>Dijkwacht winter 2023/24</h1>"), "{page}");
    // What most say counts, and neither an address nor a word that only points.
    let body = "[hier](a.pdf) [het *rapport*](a.pdf) [a](a.pdf) [Het rapport](a.pdf) [https://x.example/a](a.pdf) [pdf](b.pdf)";
    let site = Site::new().with_post("a", body).with("content/posts/a.pdf", "x");
    let site = site.with("content/posts/b.pdf", "y");
    site.build();
    let list = site.page("documents/index.html");
    assert!(list.contains(">Het rapport</a>") && list.contains(">b.pdf</a>"), "{list}");
    // No documents, no page of them; two of one name have one each.
    let site =
        Site::new().with_post("a", "[A](a.pdf) [B](b/a.pdf)").with("content/posts/a.pdf", "x");
    let site = site.with("content/posts/b/a.pdf", "y").with_post("b", "[A](a.pdf)");
    site.build();
    assert!(
        site.page("documents/a-pdf.html").contains("Post b")
            && !site.page("documents/a-pdf-2.html").contains("Post b")
    );
    let site = Site::new().with_post("a", "Niets.").built();
    assert!(!site.output().contains_key("documents/index.html"));
}

#[test]
fn an_article_that_is_discussed_has_a_title_and_not_an_address() {
    let post = |source: &str| {
        let text = format!("---\ntitle: A\ndate: 2026-01-01\nsource: {source}\n---\n\nTekst.\n");
        let site = Site::new().with("content/posts/a.md", &text).built();
        let page = site.page("2026/a.html");
        let (_, rest) = page.split_once("class=source>").unwrap_or_else(|| panic!("{page}"));
        rest.split_once("</p>").map_or_else(String::new, |(source, _)| source.to_owned())
    };
    let page = post("{ title: \"Zwemplas <ziek>\", url: \"https://www.krant.example/2025/x\" }");
    assert!(
        page.contains("href=\"https://www.krant.example/2025/x\">Zwemplas &lt;ziek&gt;</a>"),
        "{page}"
    );
    assert!(post("https://www.krant.example/2025/x").contains(">krant.example</a>"));
    assert!(post("{ title: De krant van gisteren }").ends_with("</b> De krant van gisteren"));
    assert!(post("De krant van gisteren").ends_with("</b> De krant van gisteren"));
}

#[test]
fn the_statement_on_accessibility_comes_from_the_settings() {
    let site = Site::example().built();
    let page = site.page("accessibility.html");
    for part in [
        "voldoet gedeeltelijk",
        "16 november 2026",
        "mailto:kennisblog@",
        "klacht-indienen",
        "scan zonder tekst",
        "Waterschap Vliet en Donken maakt informatie",
        "Tijdelijk besluit digitale toegankelijkheid overheid",
        "gaat over het kennisblog op het intranet",
        "zelf onderzocht, op 9 november 2026",
        "<dt>Oorzaak",
        "<dt>Maatregel",
        "1 juli 2027",
        "<dt>Tot die tijd",
        "binnen drie weken",
        "bij de Nationale ombudsman.",
    ] {
        assert!(page.contains(part), "{part} in {page}");
    }
    assert!(site.page("index.html").contains("href=\"accessibility.html\">Toegankelijkheid</a>"));
    let site =
        Site::new().with("weerklank.toml", "title = \"P\"\n[accessibility]\nstatus = \"E\"\n");
    assert_eq!(site.build().errors(), ["wrong-type weerklank.toml:3"]);
    // What is not said comes from elsewhere, and a sentence is enough for a problem.
    let settings = "title = \"P\"\nlanguage = \"en\"\nbase_url = \"https://p.example/\"\n[brand]\norganisation = \"Acme\"\n\
                    [accessibility]\nstatus = \"b\"\nreport = \"https://r.example/1\"\nreport_date = \"1 May 2026\"\nproblems = [\"Old films.\"]\n";
    let site = Site::new().with_post("a", "Niets.").with("weerklank.toml", settings).built();
    let page = site.page("accessibility.html");
    for part in
        ["Acme makes", "href=\"https://p.example/\"", "by others", "(1 May 2026)", "<p>Old films."]
    {
        assert!(page.contains(part), "{part} in {page}");
    }
    for (problems, found) in [
        ("[{ problem = \"x\", oorzaak = \"y\" }]", "unknown-key weerklank.toml:4"),
        ("[{ reason = \"x\" }]", "missing-key weerklank.toml:4"),
        ("[3]", "wrong-type weerklank.toml:4"),
    ] {
        let settings =
            format!("title = \"P\"\n[accessibility]\nstatus = \"A\"\nproblems = {problems}\n");
        assert_eq!(Site::new().with("weerklank.toml", &settings).build().errors(), [found]);
    }
}

#[test]
fn words_in_another_language_say_so() {
    let post = |title: &str, date: &str, more: &str| {
        format!("---\ntitle: {title}\ndate: {date}\n{more}---\nTekst.\n")
    };
    let comments = "id,post,name,date,text\n\
        1,nacht,Bo,2026-01-03,\"I love this and it frightens me, for we have the same.\"\n\
        2,nacht,Cas,2026-01-04,\"Dat is bij ons niet zo, maar het kan nog komen.\"\n";
    let site = Site::new()
        .with("weerklank.toml", "title = \"Proef\"\nlanguage = \"nl\"\n")
        .with(
            "content/posts/nacht.md",
            &post("The quiet night", "2026-01-02", "lang: en\ntopics: [stroom]\n"),
        )
        .with("content/posts/dag.md", &post("De dag", "2026-01-01", ""))
        .with("content/comments/reacties.csv", comments)
        .built();
    let page = site.page("2026/nacht.html");
    assert!(page.contains("<div class=prose lang=\"en\"><p>I love this"), "{page}");
    assert!(page.contains("<div class=prose><p>Dat is bij ons"), "{page}");
    // What is said around the text of a post is in the language of the site.
    for part in [
        "<article class=post>",
        "<p class=kicker><a href=\"../topics/stroom.html\">Stroom</a>",
        "<h1 lang=\"en\">The quiet night</h1>",
        "<div class=prose lang=\"en\"><p>Tekst.",
    ] {
        assert!(page.contains(part), "{part} in {page}");
    }
    let arabic = "---\ntitle: مرحبا\ndate: 2026-01-02\nlang: ar\n---\nنص.\n";
    let page = Site::new().with("content/posts/ar.md", arabic).built().page("2026/ar.html");
    let parts = ["<h1 lang=\"ar\" dir=rtl>", "<div class=prose lang=\"ar\" dir=rtl>"];
    assert!(parts.iter().all(|part| page.contains(part)), "{page}");
    // Elsewhere too: the newer post beside a Dutch one, and what is said of it on home.
    let beside = site.page("2026/dag.html");
    assert!(beside.contains("<span lang=\"en\">The quiet night</span>"), "{beside}");
    let home = site.page("index.html");
    assert!(
        home.contains("bij  <span lang=\"en\">The quiet night</span>")
            || home.contains("bij <span lang=\"en\">The quiet night</span>"),
        "{home}"
    );
    assert!(home.contains(" lang=\"en\">The quiet night</a></h3>"), "{home}");
    assert!(home.contains("<p class=entry-summary lang=\"en\">Tekst.</p>"), "{home}");
    assert!(!home.contains("<article class=\"entry \" lang"), "{home}");
}

#[test]
fn posts_that_lead_to_each_other_and_share_topics_are_related() {
    let site = Site::example().built();
    let related = |page: &str| -> Vec<String> {
        let html = site.page(page);
        let from = html.find("id=label-more").or_else(|| html.find("id=\"label-more\"")).unwrap();
        let list = &html[from..from + html[from..].find("</ul>").unwrap()];
        let links = list.split("<a href=\"").skip(1);
        links.map(|link| link.split('"').next().unwrap().to_owned()).collect()
    };
    // It discusses a swimming lake, and leads to that post.
    let press = related("2025/pers-de-zwemplas-is-niet-ziek.html");
    assert_eq!(press[0], "../2024/blauwalg-voorspellen.html", "{press:?}");
    let lake = related("2024/blauwalg-voorspellen.html");
    assert_eq!(lake[0], "../2025/pers-de-zwemplas-is-niet-ziek.html", "{lake:?}");
    let gas = related("2023/lachgas-uit-de-zuivering.html");
    assert!(!gas.iter().any(|page| page.contains("muskusrat")), "{gas:?}");
}

#[test]
fn an_old_address_names_the_new_one_as_canonical() {
    let settings = "title = \"P\"\nbase_url = \"https://p.example/blog/\"\n";
    let post = "---\ntitle: A\ndate: 2026-01-02\naliases: [/oud/a.html]\n---\nTekst.\n";
    let site =
        Site::new().with("weerklank.toml", settings).with("content/posts/a.md", post).built();
    for page in ["oud/a.html", "2026/a.html"] {
        let html = site.page(page);
        let own = "<link rel=\"canonical\" href=\"https://p.example/blog/2026/a.html\">";
        assert!(html.contains(own), "{html}");
    }
}

#[test]
fn a_list_has_a_drawing_whole_and_a_photograph_small() {
    let post =
        |image: &str| format!("---\ntitle: A\ndate: 2026-01-02\nimage: {image}\n---\nTekst.\n");
    let site = Site::new()
        .with("content/posts/a/index.md", &post("a.svg"))
        .with(
            "content/posts/a/a.svg",
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\"/>",
        )
        .with("content/posts/b/index.md", &post("b.png"));
    site.put("content/posts/b/b.png", &picture(40, 30, image::ImageFormat::Png));
    let site = site.built();
    let home = site.page("index.html");
    assert!(home.contains("2026/b/b-40w.webp") && home.contains("2026/a/a.svg"), "{home}");
    assert!(site.page("2026/a.html").contains("a.svg"));
}

#[test]
fn a_closed_discussion_without_comments_says_that_it_is_closed() {
    let post = "---\ntitle: A\ndate: 2026-01-02\ncomments: closed\n---\nTekst.\n";
    let page = Site::new().with("content/posts/a.md", post).built().page("2026/a.html");
    assert!(page.contains("This discussion is closed. There are no comments."), "{page}");
}

#[test]
fn a_pinned_picture_fits_its_place_and_shifts_nothing() {
    let site = Site::new().with(
        "content/posts/a/index.md",
        "---\ntitle: A\ndate: 2026-01-02\npinned: true\nimage: foto.jpg\nimage_alt: Een foto\n---\nTekst.\n",
    );
    site.put("content/posts/a/foto.jpg", &picture(1000, 1500, image::ImageFormat::Jpeg));
    let site = site.built();
    let home = site.page("index.html");
    let image = home.split("<img").find(|tag| tag.contains("foto-480w.webp")).unwrap();
    let image = &image[..image.find('>').unwrap()];
    for part in ["foto-800w.webp 800w", "sizes=", "width=\"1000\" height=\"1500\""] {
        assert!(image.contains(part), "{part} in {image}");
    }
}

#[test]
fn a_comment_without_a_date_stands_last_in_every_order_of_time() {
    let line = |id: u32, written: &str| {
        format!(
            "{{\"post\": \"a\", \"id\": {id}, \"author\": \"Bo\", \"written\": \"{written}\", \"text\": \"Zo {id}.\", \"status\": \"approved\"}}\n"
        )
    };
    let comments = "{\"weerklank-comments\": 1, \"system\": \"x.example\"}\n".to_owned()
        + &line(1, "2026-02-30")
        + &line(2, "2026-02-04")
        + &line(3, "2026-02-03")
        + &line(4, "2026-02-05");
    let site = Site::new().with_post("a", "x").with("content/comments/a.jsonl", &comments).built();
    let browser = Browser::start(1000, 800);
    browser.open(&format!("file://{}", site.path("public/2026/a.html").display()));
    browser.until("!!document.querySelector('.order select')?.onchange");
    for (index, wanted) in [(1, "4.2.3.1"), (2, "3.2.4.1")] {
        let order = format!(
            "(s => {{ s.selectedIndex = {index}; s.onchange(); return [...document.querySelectorAll('.comment')].map(c => c.textContent.match(/Zo (.)/)[1]).join('.'); }})(document.querySelector('.order select'))"
        );
        assert_eq!(browser.ask(&order), json!(wanted));
    }
}

#[test]
fn what_stands_within_a_text_is_in_its_language() {
    let body = "Some[^1].\n\n> [!IMPORTANT]\n> Mind.\n\n![V](v.csv \"Visitors\")\n\n![Film](f.webm)\n\n[^1]: Note.\n";
    let post = |language: &str| format!("---\ntitle: A\ndate: 2026-01-02\n{language}---\n{body}");
    let site = Site::empty()
        .with("weerklank.toml", "title = \"Proef\"\nlanguage = \"nl\"\n")
        .with("content/posts/nl.md", &post(""))
        .with("content/posts/en.md", &post("lang: en-GB\n"))
        .with("content/posts/fr.md", &post("lang: fr\n"))
        .with("content/posts/v.csv", "Year,Visitors\n2021,\"1,200\"\n2022,900\n2023,\"1,500\"\n")
        .with("content/posts/f.webm", "x")
        .with("content/posts/f.vtt", "WEBVTT\n\n00:00.000 --> 00:01.000\nHello\n")
        .with("themes/default/i18n/en.toml", "footnotes = \"Remarks\"\n")
        .built();
    let english = ["Important<", ">Remarks<", ">1,200<", "Line chart", "data-label=\"English\""];
    let dutch = ["Belangrijk<", ">Noten<", ">1.200<", "Lijndiagram", "data-label=\"Nederlands\""];
    for (page, there, not) in
        [("nl", dutch, english), ("en", english, dutch), ("fr", dutch, english)]
    {
        let html = site.page(&format!("2026/{page}.html"));
        assert!(there.iter().all(|words| html.contains(words)), "{page}: {html}");
        assert!(!not.iter().any(|words| html.contains(words)), "{page}: {html}");
        // What stands around the text is in the language of the site.
        assert!(html.contains("minuut lezen"), "{html}");
    }
    let browser = Browser::start(1000, 800);
    browser.open(&address(&site, "2026/en.html"));
    browser.until("document.querySelector('video').textTracks[0]?.mode === 'showing'");
}

#[test]
fn no_line_begins_with_a_comma() {
    let people = ["Jan de Boer", "Fatima el Idrissi van der Meulen", "Bo", "Persoon van der Lange"];
    let site = people.iter().enumerate().fold(Site::new(), |site, (number, name)| {
        let post = format!("---\ntitle: A\ndate: 2026-01-02\nauthors: [{name}]\n---\nx\n");
        let profile = format!("---\nname: {name}\n---\n");
        site.with(&format!("content/posts/{number}.md"), &post)
            .with(&format!("content/experts/{number}.md"), &profile)
    });
    let site = site.built();
    let browser = Browser::start(1000, 800);
    let begins = "[...document.querySelectorAll('.by')].flatMap(by => [...by.childNodes]).filter(n => {\
        if (n.nodeType !== 3 || !n.data.startsWith(',')) return false;\
        const comma = document.createRange(); comma.setStart(n, 0); comma.setEnd(n, 1);\
        return comma.getBoundingClientRect().left < n.parentNode.parentNode.getBoundingClientRect().left + 2 }).length";
    for width in 280..440 {
        browser.emulate(width, "light");
        if width == 280 {
            browser.open(&address(&site, "index.html"));
        }
        assert_eq!(browser.ask(begins), json!(0), "{width}");
    }
    assert_eq!(axe::violations(&browser), Vec::<String>::new());
}
