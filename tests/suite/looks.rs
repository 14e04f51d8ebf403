//! Where things stand in a browser, on screens of several sizes and on paper, and what they are called for who does not see them.

use serde_json::{Value, json};

use crate::axe;
use crate::browser::Browser;
use crate::paper::{holds, printed};
use crate::reading::picture;
use crate::support::Site;

/// Opens a page of a site, and waits until it is drawn.
fn open(browser: &Browser, site: &Site, page: &str) {
    browser.open(&format!("file://{}", site.path("public").join(page).display()));
    browser.drawn();
}

#[test]
fn larger_letters_push_nothing_off_the_page() {
    let site = Site::example().built();
    let browser = Browser::start(1280, 900);
    let mut beside = 0;
    for width in [1024, 1200, 1280, 1366, 1440, 1920] {
        browser.emulate(width, "light");
        open(&browser, &site, "2023/piping-in-een-emmer.html");
        for size in [100, 115, 130, 150] {
            let at = format!("{width} pixels, {size} %");
            browser.run(&enlarged(size));
            // Where there is room the contents stand open beside the text, else folded above it.
            browser.until(
                "(c => c.open === (getComputedStyle(c).position === 'sticky'))(document.querySelector('.contents'))",
            );
            let contents =
                browser.ask("document.querySelector('.contents').getBoundingClientRect().width");
            assert!(contents.as_f64() >= Some(160.0), "contents of {contents}: {at}");
            let notes = "[...document.querySelectorAll('.sidenote')].filter(n => n.offsetWidth)\
                         .map(n => n.getBoundingClientRect()).map(r => [r.left, r.width])";
            for note in browser.ask(notes).as_array().unwrap() {
                beside += 1;
                assert!(note[0].as_f64() >= Some(0.0), "note from {}: {at}", note[0]);
                assert!(note[1].as_f64() >= Some(120.0), "note of {}: {at}", note[1]);
            }
            let fits = "document.documentElement.scrollWidth <= innerWidth";
            assert_eq!(browser.ask(fits), json!(true), "{at}");
        }
        open(&browser, &site, "index.html");
        for size in [100, 150] {
            browser.run(&enlarged(size));
            // Or it stands above it.
            let wider = "((main, side) => main.width >= side.width || main.bottom <= side.top)\
                         (...['.columns-main', '.columns-side'].map(s => document.querySelector(s).getBoundingClientRect()))";
            assert_eq!(browser.ask(wider), json!(true), "home: {width} pixels, {size} %");
        }
    }
    assert!(beside > 5, "notes stand beside the text where there is room");
}

/// What makes the letters as large as a reader may want them.
fn enlarged(percent: u32) -> String {
    format!("document.documentElement.style.setProperty('--size', {percent})")
}

#[test]
fn larger_letters_push_no_note_onto_another_and_break_no_name() {
    let notes = (1..=3).map(|n| format!("[^{n}]: {}\n", "Een noot van wat woorden. ".repeat(4)));
    let body = format!("Drie[^1] noten[^2] bijeen[^3].\n\n{}", notes.collect::<String>());
    let site = Site::example().with_post("noten", &body).built();
    let browser = Browser::start(1280, 900);
    browser.emulate(2400, "light");
    open(&browser, &site, "2026/noten.html");
    let apart = "(all => all.length === 3 && all.every((note, at) => note.offsetWidth && (!at || \
                 note.getBoundingClientRect().top >= all[at - 1].getBoundingClientRect().bottom)))\
                 ([...document.querySelectorAll('.sidenote')])";
    for size in [100, 115, 130, 150, 100] {
        browser.run(&enlarged(size));
        browser.until(apart);
    }
    browser.emulate(390, "light");
    browser.run(&enlarged(150));
    let lines = "(r => (r.selectNodeContents(document.querySelector('.brand b')), r.getClientRects().length))(document.createRange())";
    assert_eq!(browser.ask(lines), json!(1));
    assert_eq!(browser.ask("document.documentElement.scrollWidth <= innerWidth"), json!(true));
    let beside = "((name, menu) => menu.top < name.bottom)\
                  (...['.brand', '.bars'].map(s => document.querySelector(s).getBoundingClientRect()))";
    assert_eq!(browser.ask(beside), json!(true), "the menu stands below the name");
}

#[test]
fn a_note_that_would_pass_the_end_of_the_post_is_at_its_foot_only() {
    let note = |n: usize| format!("[^{n}]: {}.\n", vec!["woorden"; 25 * (1 + n % 2 * 9)].join(" "));
    let marks: String = (1..=8).map(|n| format!(" woord[^{n}]")).collect();
    let notes: String = (1..=8).map(note).collect();
    let site = Site::example().with_post("noten", &format!("En{marks}.\n\n{notes}")).built();
    let browser = Browser::start(1280, 900);
    open(&browser, &site, "2026/noten.html");
    let seen = "(all => [all.length, all.every(n => n.getBoundingClientRect().bottom <= document.querySelector('.post').getBoundingClientRect().bottom)])\
                ([...document.querySelectorAll('.sidenote')].filter(n => n.checkVisibility({ visibilityProperty: true })))";
    for size in [100, 150, 100] {
        browser.run(&enlarged(size));
        browser.drawn();
        let found = browser.ask(seen);
        let count = found[0].as_u64();
        assert!(count < Some(8) && (size == 150 || count > Some(2)), "{count:?}");
        assert_eq!(found[1], json!(true), "at {size} %");
    }
}

#[test]
fn a_small_picture_is_small_on_paper_too() {
    let site = Site::new().with_post("a", "![Klein](a.png)\n\n![Groot](b.png)\n");
    site.put("content/posts/a.png", &picture(300, 200, image::ImageFormat::Png));
    site.put("content/posts/b.png", &picture(1000, 1500, image::ImageFormat::Png));
    let site = site.built();
    let browser = Browser::start(1280, 900);
    open(&browser, &site, "2026/a.html");
    browser.emulate(642, "light");
    browser.devtools("Emulation.setEmulatedMedia", &json!({ "media": "print" }));
    let sizes =
        browser.ask("[...document.querySelectorAll('.prose img')].map(i => [i.width, i.height])");
    assert_eq!(sizes[0], json!([300, 200]));
    // Eleven centimetres.
    assert_eq!(sizes[1][1], json!(416), "{sizes}");
}

#[test]
fn what_is_marked_is_marked_in_forced_colors() {
    let site = Site::new()
        .with("weerklank.toml", "title = \"Proef\"\npaginate = 1\n")
        .with_post("a", "x")
        .with_post("b", "x")
        .built();
    let browser = Browser::start(1280, 900);
    let forced = json!({ "features": [{ "name": "forced-colors", "value": "active" }] });
    browser.devtools("Emulation.setEmulatedMedia", &forced);
    open(&browser, &site, "topics/index.html");
    let lines = "[...document.querySelectorAll('.menu li a')].filter(a => getComputedStyle(a).borderBottomWidth !== '0px').map(a => a.ariaCurrent)";
    assert_eq!(browser.ask(lines), json!(["page"]));
    open(&browser, &site, "index.html");
    let page =
        "getComputedStyle(document.querySelector('.pagination a[aria-current]')).borderTopWidth";
    assert_eq!(browser.ask(page), json!("2px"));
    let heights = "[...new Set([...document.querySelectorAll('.menu li a')].map(a => a.getBoundingClientRect().top))].length";
    assert_eq!(browser.ask(heights), json!(1));
    // The signs of the menu and of light and dark are drawn with borders, which stay: three lines, and half a disc.
    let drawn = "['.bars', '.scheme'].map(s => getComputedStyle(document.querySelector(s), '::before')).map(s => \
                 [s.boxShadow, s.borderTopStyle, parseInt(s.borderTopWidth) + parseInt(s.borderLeftWidth)])";
    assert_eq!(browser.ask(drawn), json!([["none", "double", 9], ["none", "solid", 11]]));
}

#[test]
fn the_date_of_a_comment_fills_its_line() {
    let site = Site::example().built();
    let browser = Browser::start(1280, 900);
    open(&browser, &site, "2024/sensor-die-loog.html");
    let wraps = "['.comment header p', '.comment .prose p'].map(s => getComputedStyle(document.querySelector(s)).textWrapStyle)";
    assert_eq!(browser.ask(wraps), json!(["auto", "pretty"]));
}

#[test]
fn portraits_are_there_for_who_prints_without_reading() {
    let site = Site::example().built();
    for page in ["2024/sensor-die-loog.html", "2023/lachgas-uit-de-zuivering.html"] {
        let html = site.page(page);
        let late = html.split("<img ").skip(1).filter(|image| {
            let tag = image.split('>').next().unwrap_or_default();
            tag.contains("avatar") && tag.contains("lazy")
        });
        assert_eq!(late.count(), 0, "{page}");
    }
}

/// What the browser tells assistive technology that there is of one role, each with its name.
fn named(browser: &Browser, role: &str) -> Vec<String> {
    let tree = browser.devtools("Accessibility.getFullAXTree", &json!({}));
    let nodes = tree["nodes"].as_array().unwrap().iter();
    let of_role = nodes.filter(|node| node["role"]["value"] == json!(role));
    of_role.map(|node| node["name"]["value"].as_str().unwrap_or_default().to_owned()).collect()
}

#[test]
fn what_is_not_seen_has_a_name() {
    let body = "- [x] klaar\n- [ ] niet klaar\n\n|  | Dijk | Kade |\n|---|---|---|\n| a | 1 | 2 |\n\n\
                ![Lijn](p.svg \"Een lijn\")\n\n![Cijfers](c.csv \"Een diagram\")\n";
    let csv = "naam;reactie;bericht\nJan;Goed;a\nPiet;Slecht;a\n";
    let site = Site::new()
        .with("content/posts/p.svg", "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'/>")
        .with("content/posts/c.csv", "Jaar;Aantal\n2024;1\n2025;2\n")
        .with("content/comments/a.csv", csv)
        .with_post("a", body)
        .built();
    let browser = Browser::start(1280, 900);
    open(&browser, &site, "2026/a.html");
    assert_eq!(axe::violations(&browser), Vec::<String>::new());
    let boxes = named(&browser, "checkbox");
    assert!(["Done", "To do"].iter().all(|name| boxes.contains(&(*name).to_owned())), "{boxes:?}");
    assert_eq!(named(&browser, "figure"), ["Een lijn", "Een diagram"]);
    assert!(named(&browser, "region").contains(&"Dijk, Kade".to_owned()));
    let headings = named(&browser, "heading");
    assert!(headings.ends_with(&["Jan".to_owned(), "Piet".to_owned()]), "{headings:?}");
}

#[test]
fn no_column_of_a_wide_table_is_lost_on_paper() {
    let table = |columns: usize| {
        let row = |cell: &str| (0..columns).map(|at| format!("| {cell}{at} ")).collect::<String>();
        let lines =
            [row("Onderhoudsplanning"), "|---".repeat(columns), row("halfjaarlijkse beurt")];
        lines.map(|line| format!("{line}|\n")).concat()
    };
    let long = format!("| a | b |\n|---|---|\n| {} | c |\n", "nergens".repeat(40));
    let tables: Vec<String> =
        [3, 5, 6, 8, 10, 11, 16, 18, 24].map(table).into_iter().chain([long]).collect();
    let site = Site::new().with_post("a", &tables.join("\n")).built();
    let browser = Browser::start(1280, 900);
    open(&browser, &site, "2026/a.html");
    // As wide as a sheet of A4 between its margins.
    browser.emulate(642, "light");
    browser.devtools("Emulation.setEmulatedMedia", &json!({ "media": "print" }));
    let wide = "[...document.querySelectorAll('.table')].map(t => [t.firstChild.rows[0].cells.length, t.firstChild.offsetWidth, t.clientWidth])";
    let tables = browser.ask(wide);
    for table in tables.as_array().unwrap() {
        assert!(table[1].as_f64() <= table[2].as_f64(), "{table} of {tables}");
    }
    assert_eq!(tables.as_array().unwrap().len(), 10);
}

#[test]
fn paper_says_things_once_and_has_no_loose_ends() {
    let site = Site::example();
    let post = "---\ntitle: Blad\ndate: 2026-01-01\nsource: https://krant.example/artikel\n---\n\
                Zie https://wetten.example/keur.\n\n![Wel](wel.webm \"Zo ziet een wel eruit\")\n";
    let film = site.path("content/posts/2023/piping-in-een-emmer/wel.webm");
    let film = std::fs::read(film).unwrap();
    site.put("content/posts/blad/wel.webm", &film);
    let site = site.with("content/posts/blad/index.md", post).built();
    let browser = Browser::start(1280, 900);
    open(&browser, &site, "2026/blad.html");
    let text = printed(&browser).join("\n");
    for address in ["krant.example/artikel", "wetten.example/keur"] {
        assert_eq!(text.matches(address).count(), 1, "{address} in {text}");
    }
    // Of a film what it is and where, and its picture, if it has one; no discussion without comments.
    for part in ["Zo ziet een wel eruit", "2026/blad/wel.webm"] {
        assert!(holds(&text, part), "{part} in {text}");
    }
    assert!(!holds(&text, "Gesprek"), "{text}");
    open(&browser, &site, "2023/piping-in-een-emmer.html");
    for (media, shown) in [("screen", ["VIDEO"]), ("print", ["IMG"])] {
        browser.devtools("Emulation.setEmulatedMedia", &json!({ "media": media }));
        let seen = "[...document.querySelectorAll('video, video + p > img')].filter(e => e.checkVisibility({ visibilityProperty: true })).map(e => e.tagName)";
        assert_eq!(browser.ask(seen), json!(shown), "{media}");
    }
    browser.devtools("Emulation.setEmulatedMedia", &json!({ "media": "" }));
    // What is said of a person is no part of the name, and no heading ends a page.
    open(&browser, &site, "2023/lachgas-uit-de-zuivering.html");
    let pages = printed(&browser);
    assert!(holds(&pages.join("\n"), "Samira El Khatib · Auteur"), "{pages:#?}");
    for page in &pages {
        let alone = page.split("Gesprek").nth(1).is_some_and(|rest| rest.len() < 60);
        assert!(!alone, "{page}");
    }
}

#[test]
fn code_formulas_films_and_tall_pictures_look_as_they_should() {
    let body = "```sh\nls --all /srv/www/een/heel/lang/pad/dat/tot/aan/de/rand/van/het/blok/loopt/en/verder\n```\n\n\
                $$\\begin{aligned} a + b &= c \\\\ x &= y + z \\end{aligned}$$\n\n\
                [![De wel](p.svg)](https://www.youtube.com/watch?v=x)\n\n![Hoog](p.svg)\n";
    let svg = "<svg xmlns='http://www.w3.org/2000/svg' width='900' height='2000' viewBox='0 0 900 2000'><path d='M0 0h9'/></svg>";
    let site = Site::new().with("content/posts/p.svg", svg).with_post("a", body).built();
    let browser = Browser::start(1280, 900);
    for width in [390, 1280] {
        browser.emulate(width, "dark");
        open(&browser, &site, "2026/a.html");
        let apart = "(() => { const r = document.createRange(); r.selectNodeContents(document.querySelector('pre code')); \
                     return document.querySelector('.copy').getBoundingClientRect().bottom <= r.getBoundingClientRect().top; })()";
        assert_eq!(browser.ask(apart), json!(true), "the button stands on code: {width}");
        let signs = "[...document.querySelectorAll('math mo')].filter(o => o.textContent === '=').map(o => Math.round(o.getBoundingClientRect().left))";
        let signs: Value = browser.ask(signs);
        assert_eq!(signs[0], signs[1], "{signs}");
        let heights = "[...document.querySelectorAll('main img')].every(i => i.getBoundingClientRect().height <= innerHeight)";
        assert_eq!(browser.ask(heights), json!(true), "a picture is taller than the screen");
    }
    assert_eq!(browser.text("document.querySelector('a .badge').innerText"), "▶ Film");
    let within = "((film, label) => label.left > film.left && label.bottom < film.bottom)\
                  (...['a:has(.badge) img', 'a .badge'].map(s => document.querySelector(s).getBoundingClientRect()))";
    assert_eq!(browser.ask(within), json!(true));
    assert_eq!(axe::violations(&browser), Vec::<String>::new());
}

#[test]
fn a_note_beside_the_text_says_what_the_note_says() {
    let body = "Een[^1] zin.\n\n[^1]: Zie *de* [keur](https://wetten.example/keur).\n\n    Tweede alinea.\n\n    ```\n    code\n    ```\n\n    | a | b |\n    |---|---|\n    | 1 | 2 |\n";
    let site = Site::example().with_post("noot", body).built();
    let browser = Browser::start(1280, 900);
    browser.emulate(1600, "light");
    open(&browser, &site, "2026/noot.html");
    let asked = |question: &str| {
        browser.ask(&format!("(note => {question})(document.querySelector('.sidenote'))"))
    };
    assert_eq!(
        asked("[...note.children].map(part => part.tagName)"),
        json!(["P", "P", "DIV", "DIV"])
    );
    assert_eq!(asked("note.firstElementChild.innerText"), json!("1 Zie de keur."));
    // Once by keyboard, and once in the ears of who listens: in the note itself.
    assert_eq!(asked("[note.querySelector('a').tabIndex, note.ariaHidden]"), json!([-1, "true"]));
    assert_eq!(asked("note.querySelectorAll('[id], .back, .copy').length"), json!(0));
    assert_eq!(
        asked("[...note.querySelectorAll('pre, .table')].map(p => p.tabIndex)"),
        json!([-1, -1])
    );
    assert_eq!(axe::violations(&browser), Vec::<String>::new());
}

#[test]
fn the_sign_of_a_heading_is_small_and_not_printed() {
    let site = Site::example().with_post("kop", "## Een\n\n## Twee [met link](/)\n").built();
    let browser = Browser::start(1280, 900);
    open(&browser, &site, "2026/kop.html");
    let sign = "(sign => [sign.opacity, parseFloat(sign.fontSize)])";
    let before =
        format!("{sign}(getComputedStyle(document.querySelector('.prose h2 > a'), '::before'))");
    let behind = format!("{sign}(getComputedStyle(document.querySelector('.anchor')))");
    assert_eq!(browser.ask(&before), browser.ask(&behind));
    assert_eq!(browser.ask(&behind)[0], json!("0"));
    browser.ask("document.querySelector('.anchor').focus()");
    assert_eq!(browser.ask(&behind)[0], json!("1"));
    assert!(!printed(&browser).join("\n").contains('#'));
}

#[test]
fn paper_is_white() {
    let site = Site::example().built();
    let browser = Browser::start(1280, 900);
    open(&browser, &site, "2023/piping-in-een-emmer.html");
    browser.devtools("Emulation.setEmulatedMedia", &json!({ "media": "print" }));
    let grounds = "[...new Set([...document.querySelectorAll('body, .discussion, .comments > li')].map(e => getComputedStyle(e).backgroundColor))]";
    assert_eq!(browser.ask(grounds), json!(["rgb(255, 255, 255)"]));
    assert_eq!(
        browser.ask(
            "[...document.querySelectorAll('a .badge')].filter(e => e.checkVisibility()).length"
        ),
        json!(0)
    );
}

#[test]
fn a_list_shows_drawings_where_there_is_room() {
    let site = Site::example().built();
    let browser = Browser::start(1280, 900);
    let shown = "[...document.querySelectorAll('.entries .entry-image')].filter(e => e.checkVisibility()).length";
    for (width, drawings) in [(1280, 11), (768, 11), (360, 0)] {
        browser.emulate(width, "light");
        open(&browser, &site, "index.html");
        assert_eq!(browser.ask(shown), json!(drawings), "{width}");
    }
    // A drawing keeps its shape, so that nothing of it is cut off.
    browser.emulate(1280, "light");
    let whole = "(i => Math.abs(i.clientWidth / i.clientHeight - i.getAttribute('width') / i.getAttribute('height')) < .05)\
                 (document.querySelector('.entries .entry-image img'))";
    assert_eq!(browser.ask(whole), json!(true));
    // Its size says which, before it is loaded: nothing moves when it comes.
    let shapes = "[...document.querySelectorAll('.entry-image img')].filter(i => i.src.endsWith('.svg')).map(i => getComputedStyle(i).aspectRatio)";
    let shapes = browser.ask(shapes);
    let shapes = shapes.as_array().unwrap();
    assert!(shapes.len() == 12, "{shapes:?}");
    assert!(shapes.iter().all(|shape| shape.as_str().unwrap().starts_with("auto ")), "{shapes:?}");
}

#[test]
fn a_few_topics_and_experts_stand_together_and_many_below_their_letters() {
    let site = Site::example().built();
    for page in ["topics/index.html", "experts/index.html"] {
        let html = site.page(page);
        assert!(!html.contains("letter-") && html.matches("class=cards").count() == 1, "{html}");
    }
    let browser = Browser::start(1280, 900);
    open(&browser, &site, "experts/index.html");
    let rows = "new Set([...document.querySelectorAll('.card')].map(c => c.offsetTop)).size";
    assert_eq!(browser.ask(rows), json!(3));
    let topics: Vec<String> = (10..35).map(|n| format!("onderwerp {n}")).collect();
    let post = format!("+++\ntitle = \"A\"\ndate = 2026-01-02\ntopics = {topics:?}\n+++\n\nT.\n");
    let many = Site::new().with("content/posts/a.md", &post).built();
    assert!(many.page("topics/index.html").contains(">O</h2>"));
}

#[test]
fn the_list_of_series_names_their_first_parts() {
    let site = Site::new();
    for part in 1..8 {
        let post = format!(
            "+++\ntitle = \"Het {part}e\"\ndate = 2026-01-0{part}\nseries = \"Reeks\"\n+++\n\nT.\n"
        );
        site.put(&format!("content/posts/p{part}.md"), post.as_bytes());
    }
    let html = site.built().page("series/index.html");
    assert!(html.contains("Het 5e</a>") && !html.contains("Het 6e"), "{html}");
    assert!(html.contains("All 7 parts</a>"), "{html}");
}

#[test]
fn what_belongs_together_is_printed_on_one_sheet() {
    let site = Site::example().built();
    let browser = Browser::start(1280, 900);
    // The heading of a discussion is with its first comment, and the key of a chart with its bars.
    for (page, together) in [
        (
            "2024/na-het-hoogwater-wat-de-dijkwacht-zag.html",
            ["5 reacties, 4 deelnemers", "Jet in 't Veld 25 januari"],
        ),
        (
            "2024/na-het-hoogwater-wat-de-dijkwacht-zag.html",
            ["Vijf stellingen, 142 dijkwachten", "De app was in het donker in te vullen"],
        ),
    ] {
        open(&browser, &site, page);
        let pages = printed(&browser);
        let has = |part: &str| pages.iter().position(|page| holds(page, part));
        assert_eq!(has(together[0]), has(together[1]), "{together:?} in {pages:#?}");
        assert!(has(together[0]).is_some() && has("Gesprek 5 reacties").is_some(), "{pages:#?}");
    }
}

#[test]
fn the_parts_of_a_digest_stand_apart() {
    let site = Site::example().built();
    let browser = Browser::start(1280, 900);
    open(&browser, &site, "digests/2026-11.html");
    let gap = "(([a, b]) => b.getBoundingClientRect().top - a.getBoundingClientRect().bottom)(document.querySelectorAll('main > section'))";
    assert!(browser.ask(gap).as_f64() > Some(30.0), "{}", browser.ask(gap));
}

#[test]
fn a_day_without_a_time_is_told_in_days() {
    let browser = Browser::start(1280, 900);
    let now = browser.text("new Date().toISOString()");
    let csv = format!(
        "naam;datum;reactie;bericht\nJan;{};Een.;a\nPiet;{};Twee.;a\n",
        &now[..10],
        now[..19].replace('T', " ")
    );
    let settings = "title = \"Proef\"\nlanguage = \"nl\"\ntimezone = \"UTC\"\n";
    let site = Site::new().with_post("a", "Tekst.").with("content/comments/r.csv", &csv);
    let site = site.with("weerklank.toml", settings).built();
    open(&browser, &site, "2026/a.html");
    let told = browser.ask("[...document.querySelectorAll('.ago')].map(e => e.textContent)");
    assert_eq!(told[0], ", vandaag");
    assert!(told[1].as_str().is_some_and(|told| told.contains("minu")), "{told}");
}

#[test]
fn the_search_stays_where_it_is_when_the_button_behind_it_comes() {
    // A page may be painted before the last of its head is there.
    let site = Site::example().built();
    let browser = Browser::start(1280, 900);
    browser.emulate(390, "light");
    browser.open(&format!("file://{}", site.path("public/2024/sensor-die-loog.html").display()));
    let place = "document.querySelector('.search button').getBoundingClientRect().x";
    let (whole, end) = (
        browser.ask(place),
        browser.ask("document.querySelector('.bars').getBoundingClientRect().right"),
    );
    assert!(end.as_f64().unwrap() <= 390.0 && whole.as_f64().unwrap() > 200.0, "{whole}, {end}");
    browser.run("document.querySelector('.bars').remove()");
    assert_eq!(browser.ask(place), whole);
}
