//! The command `forget`, and the ways in which a name is written: with and without accents, by initials, by somebody else.

use serde_json::{Value, json};

use crate::forget::settings;
use crate::support::{Report, Site};

const FILE: &str = "content/comments/a.csv";

/// A site with comments of these rows: number, name, address, text.
fn with(rows: &[(usize, &str, &str, &str)]) -> Site {
    let row = |(id, name, email, text): &(usize, &str, &str, &str)| {
        format!("{id};\"{name}\";{email};water;2026-01-0{id} 10:00;\"{text}\"\n")
    };
    let rows: String = rows.iter().map(row).collect();
    settings().with(FILE, &format!("Id;Naam;E-mail;Bericht;Datum;Reactie\n{rows}"))
}

fn text(site: &Site) -> String {
    std::fs::read_to_string(site.path(FILE)).unwrap()
}

/// What stands beside the proof: of which kind, and the words.
fn told(report: &Report) -> Vec<(String, String)> {
    let list = |name: &str| report.json[name].as_array().cloned().unwrap_or_default();
    let said = |one: &Value, name: &str| one[name].as_str().unwrap_or_default().to_owned();
    let kinds = list("mentions");
    let passages = list("passages");
    kinds
        .iter()
        .zip(&passages)
        .map(|(one, other)| (said(one, "kind"), said(other, "passage")))
        .collect()
}

#[test]
fn a_name_is_the_same_with_other_accents() {
    let site = with(&[
        (1, "Rafaël Piñas", "rafael@x.example", "De sensor gaf een heel vreemde waarde."),
        (2, "Wil", "wil@x.example", "Eens met Rafael Pinas hoor, en met @rafaelpinas."),
    ])
    .with("content/pages/over.md", "---\ntitle: Over\n---\nDank aan Rafaël Pinas.\n");
    let verified = site.told(&["forget", "--verify", "Rafaël Piñas"]);
    assert_eq!(
        verified.errors(),
        [format!("trace-found {FILE}:2"), "trace-found content/pages/over.md:4".into()]
    );
    assert_eq!(told(&site.told(&["forget", "Rafael Pinas", "--dry-run"])).len(), 3);
    assert_eq!(site.told(&["forget", "rafael@x.example", "--redact-quotes"]).code, 3);
    assert!(text(&site).contains("Eens met [...] hoor, en met [...]."), "{}", text(&site));
    let verified = site.told(&["forget", "--verify", "Rafaël Piñas"]);
    assert_eq!(verified.errors(), ["trace-found content/pages/over.md:4"]);
}

/// Two of one name, and somebody who writes of them.
fn namesakes() -> Site {
    with(&[
        (
            1,
            "Jan de Boer",
            "jan@x.example",
            "Bij het gemaal zagen wij precies hetzelfde verschijnsel.",
        ),
        (
            2,
            "Jan de Boer",
            "jan@elders.example",
            "Ik ben een heel andere Jan de Boer, van de gemeente.",
        ),
        (
            3,
            "Wil",
            "wil@x.example",
            "J. de Boer zei het al: bij het gemaal zagen wij precies hetzelfde.",
        ),
    ])
}

#[test]
fn the_name_of_a_namesake_stays_in_their_own_words() {
    let site = namesakes();
    let listed = told(&site.told(&["forget", "jan@x.example", "--dry-run"]));
    let kinds: Vec<&str> = listed.iter().map(|(kind, _)| kind.as_str()).collect();
    assert_eq!(kinds, ["shared-name", "initials", "quote"], "{listed:?}");
    site.told(&["forget", "jan@x.example", "--redact-quotes"]);
    let text = text(&site);
    assert!(text.contains("een heel andere Jan de Boer, van"), "{text}");
    assert!(text.contains("J. de Boer zei het al: [...]"), "{text}");
}

/// What is told of comments that may be theirs too, which stay.
fn left(report: &Report) -> Vec<String> {
    let all = report.json["warnings"].as_array().unwrap();
    let left = all.iter().filter(|told| told["code"] == "namesake-left");
    left.map(|told| told["message"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn a_comment_signed_with_an_initial_is_told_and_stays() {
    let site = with(&[
        (1, "Jan de Boer", "jan@x.example", "een"),
        (2, "J. de Boer", "", "twee"),
        (3, "K. de Boer", "", "drie"),
        (4, "Ján de Boer", "thuis@x.example", "vier"),
        (5, "J. de Boer", "joost@x.example", "vijf"),
        (6, "Joost de Boer", "joost@x.example", "zes"),
    ]);
    let listed = site.told(&["comments"]);
    let all = listed.json["comments"].as_array().unwrap();
    let key = |text: &str| {
        let one = all.iter().find(|one| one["text"] == text).unwrap();
        one["key"].as_str().unwrap().to_owned()
    };
    let [two, four] = ["twee", "vier"].map(key);
    let report = site.told(&["forget", "jan@x.example"]);
    let elsewhere = format!(
        "here stays a comment by somebody of the same name, from another address or account: `{four}`"
    );
    let short =
        format!("here stays a comment with an initial, perhaps by the same person: `{two}`");
    assert_eq!(left(&report), [elsewhere, short]);
    // No address in the proof, nor beside it.
    assert!(!report.json.to_string().contains("thuis@"), "{:#}", report.json);
    assert!(text(&site).contains("vier") && text(&site).contains("twee"));
    site.told(&["forget", &four]);
    assert!(!text(&site).contains("vier") && text(&site).contains("twee"), "{}", text(&site));
}

#[test]
fn a_search_looks_for_a_name_and_an_address_and_says_when_it_has_no_name() {
    let site = with(&[(1, "Wil", "wil@x.example", "x")])
        .with("content/pages/over.md", "---\ntitle: Over\n---\nDank aan Jan de Boer.\n");
    let report = site.told(&["forget", "--verify", "jan@x.example"]);
    assert_eq!(report.json["not_sought"], json!(["quotes", "first-names", "names"]));
    let said = site.says(&["forget", "--verify", "jan@x.example"]);
    assert!(said.contains("--verify \"NAME\""), "{said}");
    let page = ["trace-found content/pages/over.md:4"];
    let report = site.told(&["forget", "--verify", "Jan de Boer <jan@x.example>"]);
    assert_eq!(report.errors(), page);
    assert_eq!(report.json["not_sought"], json!(["quotes", "first-names"]));
    let both = site.told(&["forget", "--verify", "Jan de Boer <wil@x.example>"]);
    assert_eq!(both.errors(), [format!("trace-found {FILE}:2").as_str(), page[0]]);
}

#[test]
fn a_name_without_quotes_is_no_search_for_each_of_its_words() {
    let site = with(&[(1, "Wil", "wsmit", "de"), (2, "Els", "evos", "x")]);
    for (words, errors) in [
        (&["Jan", "de", "Boer"][..], &["name-unquoted -:-"][..]),
        (&["jan@x.example", "Boer,", "Jan"], &["name-unquoted -:-"]),
        (&["wsmit", "Jan"], &["name-unquoted -:-"]),
        (&["wsmit", "evos"], &["trace-found content/comments/a.csv:2"]),
        (&["Jan de Boer", "Boer"], &[]),
        (&["csv:7", "x9"], &[]),
    ] {
        let arguments: Vec<&str> = ["forget", "--verify"].iter().chain(words).copied().collect();
        assert_eq!(site.told(&arguments).errors(), errors, "{words:?}");
    }
}

#[test]
fn a_name_without_quotes_forgets_nobody_else() {
    let site = with(&[
        (1, "Henk", "henk@x.example", "Een."),
        (2, "Jan", "jan@x.example", "Twee."),
        (3, "Els Bos", "els", "Drie."),
        (4, "Bos", "bos", "Vier."),
    ]);
    let before = text(&site);
    for words in [&["Henk", "Jan"][..], &["Henk", "de", "Jong"], &["els", "bos"]] {
        let arguments = [&["forget"], words].concat();
        let report = site.told(&arguments);
        assert_eq!((report.code, report.errors()), (1, vec!["name-unquoted -:-".into()]));
        assert_eq!(text(&site), before, "{words:?}");
    }
    let told = site.call(&["forget", "Henk", "de", "Jong"]);
    assert!(String::from_utf8(told.stderr).unwrap().contains("forget \"Henk de Jong\""));
    assert_eq!(site.told(&["forget", "Henk", "jan@x.example"]).code, 0);
    assert!(!text(&site).contains("Een.") && !text(&site).contains("Twee."));
}

#[test]
fn the_proof_is_given_in_silence_too() {
    let site = with(&[(1, "Wil Smit", "wil@x.example", "Een."), (2, "Els", "els@x.example", "x")])
        .with("content/pages/over.md", "---\ntitle: Over\n---\nDank aan Wil Smit.\n");
    let output = site.call(&["forget", "Wil Smit", "--quiet"]);
    let [said, told] = [output.stdout, output.stderr].map(|text| String::from_utf8(text).unwrap());
    assert!(said.contains("Forgotten on") && said.contains("  Site: Proef\n"), "{said}");
    assert!(
        said.contains("BLAKE3") && said.contains("    content/pages/over.md: the name (line 4)\n"),
        "{said}"
    );
    assert!(told.contains("trace-found") && told.contains("erasure-remains"), "{told}");
    assert_eq!(output.status.code(), Some(3));
}

#[test]
fn a_name_as_outlook_writes_it_is_known_as_people_speak_it() {
    let rows = [
        (1, "Boer, J. de (Jan)", "jan@x.example", "Bij ons stond het water tot aan de drempels."),
        (
            2,
            "Bakker, S. (Samira)",
            "samira@x.example",
            "Met Jan de Boer besproken; De Boer, Jan wist het, J. de Boer ook.",
        ),
        (3, "Wil", "wil@x.example", "Van: Boer, J. de (Jan) <jan@x.example>"),
    ];
    let answer = "{\"weerklank-comments\":1,\"system\":\"oud.example\",\"made\":\"2026-11-23T14:05:00+01:00\"}\n\
        {\"post\":\"water\",\"id\":1,\"author\":\"Boer, J. de (Jan)\",\"email\":\"jan@x.example\",\"written\":\"2024-01-01T10:00:00Z\",\"text\":\"Hoi.\",\"status\":\"approved\"}\n\
        {\"post\":\"water\",\"id\":2,\"parent\":1,\"author\":\"Wil\",\"email\":\"wil@x.example\",\"written\":\"2024-01-02T10:00:00Z\",\"text\":\"Beste Jan, eens.\",\"status\":\"approved\"}\n";
    let site = with(&rows).with("content/comments/b.jsonl", answer);
    let report = site.told(&["forget", "Jan de Boer", "--redact-quotes"]);
    let listed: Vec<(String, String)> = told(&report);
    let listed = format!("{:?} {}", listed, report.json["passages"]);
    assert!(listed.contains("Beste Jan, eens.") && listed.contains("J. de Boer ook"), "{listed}");
    let text = text(&site);
    assert!(text.contains("Met [...] besproken; [...] wist het, J. de Boer ook."), "{text}");
    assert!(text.contains("Van: [...] <[...]>"), "{text}");
    let verified = site.told(&["forget", "--verify", "Boer, J. de (Jan)"]);
    assert_eq!(verified.code, 0, "{:#}", verified.json);
}

#[test]
fn the_name_in_the_profile_of_an_expert_is_theirs_too() {
    let rows = [
        (1, "jdboer", "jan@x.example", "Ik heb hier wel een mening over."),
        (2, "Wil", "wil@x.example", "Eens met Jan de Boer, en met @jdboer. J. de Boer!"),
        (3, "Els", "balie@x.example", "een"),
        (4, "Bo Kok", "balie@x.example", "Dank aan Piet Post."),
    ];
    let site = with(&rows)
        .with(
            "content/experts/jan.md",
            "---\nname: Jan de Boer\nemail: jan@x.example\n---\nPeilen.\n",
        )
        .with(
            "content/experts/piet.md",
            "---\nname: Piet Post\nemail: balie@x.example\n---\nPost.\n",
        );
    let report = site.told(&["forget", "jan@x.example", "--redact-quotes"]);
    let text = text(&site);
    assert!(text.contains("Eens met [...], en met [...]. J. de Boer!"), "{text}");
    let left: Vec<String> =
        report.warnings().into_iter().filter(|told| told.contains("experts/")).collect();
    assert_eq!(left, ["trace-found content/experts/jan.md:2"]);
    // A desk is no expert.
    site.told(&["forget", "Els", "--redact-quotes"]);
    assert!(self::text(&site).contains("Dank aan Piet Post."));
}
