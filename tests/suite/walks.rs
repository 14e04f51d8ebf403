//! Walks through the site by keyboard alone, and what a screen reader is told; on narrow screens, with wider text, and in colours
//! of the reader's own.

use serde_json::{Value, json};

use crate::browser::Browser;
use crate::support::Site;

const TAB: &str = "\u{e004}";
const ENTER: &str = "\u{e007}";
const DOWN: &str = "\u{e015}";

/// The address of a page of a site, from its folder.
fn address(site: &Site, page: &str) -> String {
    format!("file://{}", site.path("public").join(page).display())
}

/// Tabs until the focus is on what a selector matches; on the way it is always to be seen where it is.
fn tab_to(browser: &Browser, selector: &str) {
    let is_there = format!("document.activeElement.matches(\"{selector}\")");
    // An outline, and within the window; a player draws that around its own buttons.
    let is_seen = "(e => { const s = getComputedStyle(e), r = e.getBoundingClientRect(); return e === document.body || e.matches('video, audio') || \
                   (s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2 && r.width > 0 && r.bottom > 0 && r.top < innerHeight) })(document.activeElement)";
    for _ in 0..120 {
        browser.press(TAB);
        if browser.ask(is_seen) != json!(true) {
            // What scrolls smoothly is not there yet.
            browser.until(is_seen);
        }
        if browser.ask(&is_there) == json!(true) {
            return;
        }
    }
    panic!("{selector} was not reached at {}", browser.text("location.href"));
}

#[test]
fn the_whole_way_is_open_to_the_keyboard() {
    let site = Site::example().built();
    let browser = Browser::start(1280, 900);
    let at = |end: &str| browser.until(&format!("location.href.endsWith('{end}')"));
    // Past the menu, to a post, and to its discussion.
    browser.open(&address(&site, "index.html"));
    tab_to(&browser, ".skip");
    browser.press(ENTER);
    at("#main");
    tab_to(&browser, ".entries a[href*='melding-of-vergunning']");
    browser.press(ENTER);
    at("2025/melding-of-vergunning.html");
    tab_to(&browser, "a[href='#comments']");
    browser.press(ENTER);
    at("#comments");
    // A branch folds and unfolds.
    tab_to(&browser, ".comments summary");
    let branch = "document.activeElement.parentElement.open";
    browser.press(ENTER);
    browser.until(&format!("{branch} === false"));
    browser.press(" ");
    browser.until(&format!("{branch} === true"));
    // Links of comments lead to them.
    tab_to(&browser, "a[href='#comment-1103']");
    browser.press(ENTER);
    browser.until("document.querySelector(':target')?.id === 'comment-1103'");
    // From the sentence to who quotes it, and back.
    browser.open(&address(&site, "2025/melding-of-vergunning.html"));
    tab_to(&browser, ".quoted");
    assert_eq!(browser.text("document.activeElement.ariaLabel"), "1 reactie haalt deze zin aan");
    assert!(browser.text("document.activeElement.previousSibling.data").ends_with("tot april."));
    browser.press(ENTER);
    browser.until("document.querySelector(':target')?.id === 'comment-1104'");
    tab_to(&browser, ".comment-quotes");
    browser.press(ENTER);
    browser.until("document.querySelector(':target')?.className === 'quoted'");
    browser.assert_quiet("file://");
}

#[test]
fn the_tools_work_by_keyboard_on_every_page() {
    let site = Site::example().built();
    let browser = Browser::start(1280, 900);
    let at = |end: &str| browser.until(&format!("location.href.includes('{end}')"));
    browser.open(&address(&site, "2024/sensor-die-loog.html"));
    tab_to(&browser, ".search input");
    tab_to(&browser, "[data-size-toggle]");
    let size = "parseFloat(getComputedStyle(document.documentElement).fontSize)";
    let before = browser.ask(size).as_f64().unwrap();
    browser.press(ENTER);
    assert!(browser.ask(size).as_f64().unwrap() > before);
    assert_eq!(browser.text("document.activeElement.ariaLabel"), "Tekstgrootte: 115%");
    tab_to(&browser, "[data-scheme-toggle]");
    browser.press("  ");
    browser.until("getComputedStyle(document.documentElement).colorScheme === 'dark'");
    tab_to(&browser, ".menu a[href$='topics/index.html']");
    tab_to(&browser, ".copy");
    browser.press(ENTER);
    browser.until("document.querySelector('.copy').textContent === 'Gekopieerd'");
    // The order of the comments, and back to the threads.
    tab_to(&browser, ".order select");
    let first = "document.querySelector('ol.comments:not([hidden]) .comment').id";
    let threads = browser.text(first);
    browser.press(DOWN);
    browser.until("document.querySelectorAll('ol.comments').length === 2 && document.querySelector('ol.comments').hidden");
    let newest = "(times => times.length > 3 && times.every((time, at) => !at || time <= times[at - 1]))\
                  ([...document.querySelectorAll('ol.comments:not([hidden]) time')].map(time => Date.parse(time.dateTime)))";
    assert_eq!(browser.ask(newest), json!(true));
    assert_eq!(
        browser.ask("document.querySelectorAll('ol.comments:not([hidden]) .was-under').length > 0"),
        json!(true)
    );
    assert_eq!(browser.text("document.activeElement.tagName"), "SELECT");
    browser.press("\u{e013}");
    browser.until(
        "!document.querySelector('ol.comments').hidden && !document.querySelector('.was-under')",
    );
    assert_eq!(browser.text(first), threads);
    // Searching from any page.
    browser.ask("document.activeElement.blur()");
    browser.press("/");
    assert_eq!(browser.text("document.activeElement.name"), "q");
    browser.press(&format!("wel{ENTER}"));
    at("search.html?q=wel");
    browser.until("document.querySelectorAll('[data-results] > [data-url]').length > 0");
    // What is not there shows five ways on.
    browser.open(&address(&site, "404.html"));
    tab_to(&browser, ".lost-ways a[href$='discussions.html']");
    browser.press(ENTER);
    at("discussions.html");
    browser.assert_quiet("file://");
}

#[test]
fn the_player_and_the_pages_of_lists_are_reached_by_keyboard() {
    let site = Site::example().built();
    let browser = Browser::start(1280, 900);
    browser.open(&address(&site, "2023/piping-in-een-emmer.html"));
    browser.run("document.querySelector('video').muted = true");
    tab_to(&browser, "video");
    browser.press(" ");
    browser.until("document.querySelector('video').currentTime > 0.05");
    tab_to(&browser, ".transcript summary");
    browser.press(ENTER);
    browser.until("document.querySelector('.transcript').open");
    let mut site = Site::new();
    for number in 0..45 {
        site = site.with_post(&format!("p{number:02}"), "Tekst.");
    }
    let site = site.built();
    browser.open(&address(&site, "index.html"));
    tab_to(&browser, ".pagination [rel=next]");
    browser.press(ENTER);
    browser.until("location.href.endsWith('page/2.html')");
    tab_to(&browser, ".pagination [aria-current]");
}

#[test]
fn a_phone_has_the_text_early_and_the_menu_behind_a_button() {
    let site = Site::example().built();
    let browser = Browser::start(500, 900);
    browser.emulate(390, "light");
    let mut starts = Vec::new();
    for (path, bytes) in site.output() {
        let html = String::from_utf8_lossy(&bytes);
        if !html.contains("kind-post") || !html.contains("post-main") {
            continue;
        }
        browser.open(&address(&site, &path));
        let start = "document.querySelector('.post-main').getBoundingClientRect().top";
        starts.push((browser.ask(start).as_f64().unwrap().round() as u32, path));
    }
    starts.sort_unstable();
    // A title of three lines, or two authors, take more.
    assert!(starts.len() >= 16 && starts[starts.len() / 2].0 <= 300, "{starts:?}");
    assert!(starts[starts.len() - 1].0 <= 380, "{starts:?}");
    // Nothing of the menu is there before its button is pressed, and Escape leads back to it.
    let links = "[...document.querySelectorAll('.menu a, .menu button')].filter(e => e.checkVisibility()).length";
    assert_eq!(browser.ask(links), json!(0));
    tab_to(&browser, "[popovertarget]");
    let name = browser.text("document.activeElement.ariaLabel");
    assert_eq!(name, "Hoofdmenu");
    browser.press(ENTER);
    browser.until("document.querySelector('.menu').matches(':popover-open')");
    assert_eq!(browser.ask(links), json!(8));
    browser.press(TAB);
    assert_eq!(browser.text("document.activeElement.textContent"), "Berichten");
    browser.press("\u{e00c}");
    browser.until("document.activeElement.matches('[popovertarget]')");
    assert_eq!(browser.ask(links), json!(0));
    // The search is one step away too, by its button and by its key.
    browser.ask("document.activeElement.blur()");
    browser.press("/");
    browser.until("location.pathname.endsWith('search.html')");
    // With more room the menu stands open.
    browser.emulate(1280, "light");
    browser.open(&address(&site, "index.html"));
    assert_eq!(browser.ask(links), json!(8));
    assert_eq!(
        browser.ask("document.querySelector('[popovertarget]').checkVisibility()"),
        json!(false)
    );
    // There its key leads into the box; the search page says so, and the box says what it is for.
    let hint = browser.text("document.querySelector('.search input').placeholder");
    assert_eq!(hint, "Zoek in berichten en reacties");
    assert!(
        site.page("search.html").contains("Met de toets / komt u hier vanaf elke pagina.</span>")
    );
    browser.press("/");
    assert_eq!(browser.text("document.activeElement.name"), "q");
    browser.assert_quiet("file://");
}

/// One page of each kind.
const KINDS: [&str; 14] = [
    "index.html",
    "2025/melding-of-vergunning.html",
    "2023/piping-in-een-emmer.html",
    "experts/index.html",
    "experts/wim-dekkers.html",
    "topics/index.html",
    "topics/dijken.html",
    "series/index.html",
    "2024/index.html",
    "discussions.html",
    "search.html",
    "documents/index.html",
    "accessibility.html",
    "404.html",
];

#[test]
fn nothing_is_lost_at_four_hundred_per_cent_with_wider_text_or_for_a_finger() {
    let site = Site::example().built();
    let browser = Browser::start(500, 900);
    // WCAG 2.2: 1.4.10, 1.4.12, 2.5.8.
    let spacing = "(s => { s.replaceSync('* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-bottom: 2em !important }'); \
                   document.adoptedStyleSheets = [s] })(new CSSStyleSheet())";
    let cut = "[...document.querySelectorAll('main :is(p, h1, h2, h3, a, button, summary, label, li, span), header :is(a, button), footer a')].filter(e => {\
               const s = getComputedStyle(e); return s.overflow !== 'visible' && s.webkitLineClamp === 'none' && !e.closest('.visually-hidden, .table, pre, svg') && \
               (e.scrollWidth > e.clientWidth + 2 || e.scrollHeight > e.clientHeight + 2) }).map(e => e.outerHTML.slice(0, 90))";
    let wide = "document.documentElement.scrollWidth > 320 ? [...document.querySelectorAll('body *')].filter(e => !e.closest('.table, pre') && \
                e.getBoundingClientRect().right > 321).map(e => e.outerHTML.slice(0, 90)) : []";
    // A link within a sentence may be as low as its line, and one with room around it may be smaller.
    let small = "(all => all.filter(([e, r]) => (r.width < 24 || r.height < 24) && !e.closest('p, li, dd, td, blockquote, h1, h2, h3, h4, figcaption')?.textContent.trim().slice(e.textContent.trim().length) \
                 && all.some(([o, q]) => o !== e && Math.hypot(r.x + r.width / 2 - q.x - q.width / 2, r.y + r.height / 2 - q.y - q.height / 2) < 24)).map(([e]) => e.outerHTML.slice(0, 90)))\
                 ([...document.querySelectorAll('a, button, summary, select, input')].map(e => [e, e.getBoundingClientRect()]).filter(([e, r]) => r.width > 0 && e.checkVisibility()))";
    let mut faults: Vec<String> = Vec::new();
    for page in KINDS {
        browser.emulate(320, "light");
        browser.open(&address(&site, page));
        browser.until("innerWidth === 320");
        for (name, script) in [("wide", wide), ("small", small)] {
            let found = browser.ask(script);
            faults
                .extend(found.as_array().unwrap().iter().map(|it| format!("{page} {name}: {it}")));
        }
        browser.run(spacing);
        for (name, script) in [("wide when spaced", wide), ("cut when spaced", cut)] {
            let found = browser.ask(script);
            faults
                .extend(found.as_array().unwrap().iter().map(|it| format!("{page} {name}: {it}")));
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn motion_and_colours_are_the_readers() {
    let site = Site::example().built();
    let browser = Browser::start(1280, 900);
    browser.open(&address(&site, "2025/melding-of-vergunning.html"));
    let media = |name: &str, value: &str| {
        let features = json!({ "features": [{ "name": name, "value": value }] });
        browser.devtools("Emulation.setEmulatedMedia", &features);
    };
    // Nothing of a post moves by itself, whatever the reader prefers.
    media("prefers-reduced-motion", "no-preference");
    let moves = "[...document.querySelectorAll('*')].map(getComputedStyle).some(style => style.scrollBehavior === 'smooth' \
         || style.animationName !== 'none' || style.transitionDuration !== '0s')";
    assert_eq!(browser.ask(moves), json!(false));
    media("forced-colors", "active");
    // What only a background told apart has a border now.
    let bordered = "['.badge', '.button', '.alert', '.avatar:not(img)', '.quoted'].filter(s => getComputedStyle(document.querySelector(s)).borderTopStyle !== 'solid')";
    assert_eq!(browser.ask(bordered), json!([]));
    let seen = "(s => s.fill !== s.backgroundColor && getComputedStyle(document.body).backgroundColor !== s.fill)(getComputedStyle(document.querySelector('.chart>svg .f0')))";
    assert_eq!(browser.ask(seen), json!(true));
}

/// The nodes of the accessibility tree that are not ignored, as role and name; <https://chromedevtools.github.io/devtools-protocol/tot/Accessibility/>.
fn tree(browser: &Browser) -> Vec<(String, String, i64)> {
    browser.devtools("Accessibility.enable", &json!({}));
    let answer = browser.devtools("Accessibility.getFullAXTree", &json!({}));
    let node = |node: &Value| {
        let text = |key: &str| node[key]["value"].as_str().unwrap_or_default().to_owned();
        let properties = node["properties"].as_array().cloned().unwrap_or_default();
        let level = properties.iter().find(|property| property["name"] == "level");
        let level = level.and_then(|level| level["value"]["value"].as_i64()).unwrap_or_default();
        (node["ignored"] != json!(true)).then(|| (text("role"), text("name"), level))
    };
    answer["nodes"].as_array().unwrap().iter().filter_map(node).collect()
}

#[test]
fn a_screen_reader_is_told_the_order_of_things() {
    let site = Site::example().built();
    let browser = Browser::start(1280, 900);
    for page in KINDS {
        browser.open(&address(&site, page));
        let tree = tree(&browser);
        let of = |role: &str| tree.iter().filter(|(is, ..)| is == role).collect::<Vec<_>>();
        assert_eq!(
            (of("main").len(), of("banner").len(), of("contentinfo").len()),
            (1, 1, 1),
            "{page}"
        );
        // Each way around has a name of its own.
        let mut ways: Vec<&str> =
            of("navigation").iter().map(|(_, name, _)| name.as_str()).collect();
        let count = ways.len();
        ways.sort_unstable();
        ways.dedup();
        assert!(count >= 3 && ways.len() == count && !ways.contains(&""), "{page}: {ways:?}");
        // Headings go down step by step, from one of the first level.
        let levels: Vec<i64> = of("heading").iter().map(|(.., level)| *level).collect();
        assert_eq!(levels.iter().filter(|level| **level == 1).count(), 1, "{page}: {levels:?}");
        assert!(levels.windows(2).all(|pair| pair[1] <= pair[0] + 1), "{page}: {levels:?}");
        for role in
            ["link", "button", "textbox", "searchbox", "combobox", "checkbox", "image", "heading"]
        {
            let nameless = of(role).iter().filter(|(_, name, _)| name.trim().is_empty()).count();
            assert_eq!(nameless, 0, "{page}: {role} without a name");
        }
    }
    // Results stand under their count, as does who knows.
    browser.open(&format!("{}?q=dijk", address(&site, "search.html")));
    browser.until("document.querySelector('[data-results] h3') !== null");
    let levels = browser
        .ask("[...document.querySelectorAll('[data-found] :is(h2, h3)')].map(h => h.tagName)");
    let levels = levels.as_array().unwrap();
    assert!(levels.len() > 3 && levels[1..].iter().all(|level| level == "H3"), "{levels:?}");
    browser.open(&address(&site, "2025/melding-of-vergunning.html"));
    let tree = tree(&browser);
    let of = |role: &str| tree.iter().filter(|(is, ..)| is == role).count();
    // A discussion is lists in lists, each comment an article of its own.
    assert_eq!(of("article"), 10, "{tree:#?}");
    assert!(of("list") >= 10 && of("listitem") >= 25, "{} {}", of("list"), of("listitem"));
    assert!(tree.contains(&("heading".into(), "Vraag één: waar is het?".into(), 2)));
    assert!(tree.contains(&("combobox".into(), "Volgorde".into(), 0)));
    assert!(tree.contains(&("checkbox".into(), "Gesprek ook afdrukken".into(), 0)));
    assert!(tree.contains(&("link".into(), "Reageer op Kees van Dongen".into(), 0)));
}
