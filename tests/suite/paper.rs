//! Posts on paper, as the browser prints them into a PDF, with its text read back.

use serde_json::{Value, json};

use crate::browser::Browser;
use crate::support::Site;

/// The bytes of base64.
fn decoded(text: &str) -> Vec<u8> {
    let digit = |sign: u8| match sign {
        b'A'..=b'Z' => u32::from(sign - b'A'),
        b'a'..=b'z' => u32::from(sign - b'a') + 26,
        b'0'..=b'9' => u32::from(sign - b'0') + 52,
        b'+' => 62,
        _ => 63,
    };
    let mut bytes = Vec::new();
    for four in text.trim_end_matches('=').as_bytes().chunks(4) {
        let bits = four.iter().fold(0, |bits, sign| bits << 6 | digit(*sign));
        let bits = bits << (6 * (4 - four.len()));
        bytes.extend_from_slice(&bits.to_be_bytes()[1..four.len()]);
    }
    bytes
}

/// What the browser prints.
fn sheets(browser: &Browser) -> lopdf::Document {
    let options = json!({ "preferCSSPageSize": true, "printBackground": false });
    let answer: Value = browser.devtools("Page.printToPDF", &options);
    lopdf::Document::load_mem(&decoded(answer["data"].as_str().unwrap())).unwrap()
}

/// The sizes of its sheets in points, each once.
fn sizes(pdf: &lopdf::Document) -> Vec<Vec<f32>> {
    let size = |id: &lopdf::ObjectId| {
        let sheet = pdf.get_object(*id).and_then(lopdf::Object::as_dict).unwrap();
        let sides = sheet.get(b"MediaBox").and_then(lopdf::Object::as_array).unwrap();
        sides.iter().map(|side| side.as_float().unwrap().round()).collect::<Vec<f32>>()
    };
    let mut all: Vec<Vec<f32>> = pdf.get_pages().values().map(size).collect();
    all.dedup();
    all
}

/// The text of each page of what the browser prints, on sheets of A4.
pub(crate) fn printed(browser: &Browser) -> Vec<String> {
    let a4 = [[0.0, 0.0, 595.0, 842.0]];
    browser.until_drawn();
    // A browser that has much else to do may print before it knows what sheet the style asks for.
    let mut tries = (0..5).map(|_| sheets(browser));
    let pdf = tries.find(|pdf| sizes(pdf) == a4).unwrap_or_else(|| sheets(browser));
    assert_eq!(sizes(&pdf), a4, "A4");
    let text = |page: &u32| {
        let text = pdf.extract_text(&[*page]).unwrap();
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    pdf.get_pages().keys().map(text).collect()
}

/// Whether a text holds a sentence, whatever blanks the PDF has between its letters.
pub(crate) fn holds(text: &str, sentence: &str) -> bool {
    let dense = |text: &str| text.split_whitespace().collect::<String>();
    dense(text).contains(&dense(sentence))
}

#[test]
fn a_post_is_printed_with_its_discussion_or_without() {
    let site = Site::example().built();
    let site =
        site.with_post("link", "Zie [de wet](https://wetten.example/keur) en [kop](#k).\n\n## K");
    site.build();
    let browser = Browser::start(1280, 900);
    let open = |page: &str| {
        browser.open(&format!("file://{}", site.path("public").join(page).display()));
    };
    open("2025/melding-of-vergunning.html");
    let pages = printed(&browser);
    assert!((3..=6).contains(&pages.len()), "{}", pages.len());
    let all = pages.join("\n");
    for part in [
        "Melding, vergunning of gewoon doen?",
        "Deniz Aydın",
        "Bij elke soort scheelt het ruim twee weken",
        "En als de palen op een drijver staan?",
        "6 februari 2025 om 11:02",
    ] {
        assert!(holds(&all, part), "{part} in {all}");
    }
    // No ways around the site, nothing to press, no time that will be wrong tomorrow.
    for part in [
        "Hoofdmenu",
        "Onderwerpen",
        "Ook interessant",
        "Huisregels",
        "Volgorde",
        "ook afdrukken",
        "geleden",
        "antwoorden",
        "Op deze pagina",
    ] {
        assert!(!holds(&all, part), "{part} in {all}");
    }
    for (number, page) in (1..).zip(&pages) {
        assert!(holds(page, &format!("{number} / {}", pages.len())), "{number}: {page}");
    }
    // Without the discussion, by its box.
    browser.run("document.querySelector('#print-discussion').click()");
    let without = printed(&browser);
    assert!(without.len() < pages.len());
    assert!(!holds(&without.join("\n"), "drijver staan") && holds(&without[0], "gewoon doen?"));
    // Where links lead is said of those that leave the site.
    open("2026/link.html");
    let text = printed(&browser).join("\n");
    assert!(
        holds(&text, "de wet↗ (https://wetten.example/keur)")
            || holds(&text, "de wet (https://wetten.example/keur)"),
        "{text}"
    );
    assert!(!text.contains("#k") && !text.contains("file:"), "{text}");
}

#[test]
fn what_is_folded_on_the_screen_is_printed() {
    let mut csv = "id;naam;reactie;bericht;antwoord op\n".to_owned();
    for number in 0..60 {
        let parent = if number % 6 == 0 { String::new() } else { (number / 6 * 6 + 1).to_string() };
        csv += &format!("{};Jan {number};Woord{number}einde;a;{parent}\n", number + 1);
    }
    let site = Site::new().with("content/comments/a.csv", &csv).with_post("a", "Tekst.").built();
    let browser = Browser::start(1000, 800);
    browser.open(&format!("file://{}/2026/a.html", site.path("public").display()));
    let folded = "document.querySelectorAll('.comments details:not([open])').length";
    assert_eq!(browser.ask(folded), json!(10));
    assert_eq!(
        browser.text("document.querySelector('.comments summary').textContent"),
        "5 replies"
    );
    let text = printed(&browser).join("\n");
    assert!(holds(&text, "Woord59einde") && holds(&text, "Woord1einde"), "{text}");
}

#[test]
fn the_numbers_of_a_chart_are_printed() {
    let long: String = (1..=150).map(|day| format!("{day};7{day}3\n")).collect();
    let site = Site::example()
        .with(
            "content/posts/2026/lang/index.md",
            "---\ntitle: Lang\ndate: 2026-01-02\n---\n![Veel](a.csv \"Veel\")\n",
        )
        .with("content/posts/2026/lang/a.csv", &format!("Dag;Peil\n{long}"))
        .built();
    let browser = Browser::start(1280, 900);
    let open = |page: &str| {
        browser.open(&format!("file://{}", site.path("public").join(page).display()));
        printed(&browser).join("\n")
    };
    let text = open("2024/na-het-hoogwater-wat-de-dijkwacht-zag.html");
    // In the drawing, the narrow parts too, and in the table.
    let dense: String = text.split_whitespace().collect();
    for number in ["12%", "11%", "33%"] {
        assert_eq!(dense.matches(number).count(), 2, "{number} in {text}");
    }
    assert!(holds(&text, "De app was in het donker in te vullen 9% 11% 80%"), "{text}");
    // A table of many sheets is printed if the reader has opened it.
    assert!(!holds(&open("2026/lang.html"), "71.443"), "{text}");
    browser.run("document.querySelector('.chart details').open = true");
    assert!(holds(&printed(&browser).join("\n"), "71.443"));
}
