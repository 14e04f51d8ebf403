//! Tests of what every catalogue owes to every problem.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::{Diagnostic, Excess, Language, Problem, Wording};
use crate::comment::Held;

const LANGUAGES: [Language; 2] = [Language::Dutch, Language::English];

fn wording(problem: &Problem, language: Language) -> Wording {
    Diagnostic::error(problem.clone()).wording(language)
}

/// The texts between backticks after `start`: how serde lists names in its messages.
fn listed(message: &str, start: &str) -> Vec<String> {
    let Some((_, list)) = message.split_once(start) else { return Vec::new() };
    list.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

/// The code of every variant there is, as serde knows them.
fn codes() -> Vec<String> {
    let error = serde_json::from_value::<Problem>(json!({ "code": "?" })).unwrap_err();
    listed(&error.to_string(), "expected one of")
}

/// At least one problem of every variant: with one and with many, with each word of an enum, and with and
/// without what is optional. Every text in them is a mark of its own.
///
/// Serde says which fields and types it misses, so a new variant is covered as soon as it exists.
fn samples() -> Vec<Problem> {
    let mut samples = Vec::new();
    for code in codes() {
        let mut open = vec![Map::from_iter([("code".to_owned(), Value::from(code))])];
        while let Some(fields) = open.pop() {
            match serde_json::from_value::<Problem>(Value::Object(fields.clone())) {
                Ok(problem) => {
                    let whole = serde_json::to_value(&problem).unwrap();
                    open.extend(with_optional(&fields, &whole));
                    samples.push(problem);
                }
                Err(error) => open.extend(with_missing(&fields, &error.to_string())),
            }
        }
    }
    samples
}

/// The same fields with the first optional one that is not given, in every type that it may have.
fn with_optional(fields: &Map<String, Value>, whole: &Value) -> Vec<Map<String, Value>> {
    let nulls = whole.as_object().into_iter().flatten().filter(|(_, value)| value.is_null());
    nulls.take(1).flat_map(|(name, _)| with_value(fields, name)).collect()
}

/// The same fields with the one that serde misses, in every type that it may have.
fn with_missing(fields: &Map<String, Value>, message: &str) -> Vec<Map<String, Value>> {
    let missing = listed(message, "missing field");
    let [name] = missing.as_slice() else { panic!("{fields:?}: {message}") };
    with_value(fields, name)
}

/// The same fields with the named one, in every type that it may have.
fn with_value(fields: &Map<String, Value>, name: &str) -> Vec<Map<String, Value>> {
    let with = |value: Value| {
        let mut more = fields.clone();
        more.insert(name.to_owned(), value);
        more
    };
    let refused = |fields: &Map<String, Value>| {
        let read = serde_json::from_value::<Problem>(Value::Object(fields.clone()));
        read.err().map(|error| error.to_string()).filter(|error| !error.contains("missing field"))
    };
    let text = with(format!("zz-{name}").into());
    let words = refused(&text).map(|error| listed(&error, ", expected")).unwrap_or_default();
    if !words.is_empty() {
        return words.into_iter().map(|word| with(word.into())).collect();
    }
    let list = with(json!([format!("zz-{name}-1"), format!("zz-{name}-2")]));
    let candidates = [text, list, with(1.into()), with(4321.into())];
    let fit: Vec<_> = candidates.into_iter().filter(|fields| refused(fields).is_none()).collect();
    assert!(!fit.is_empty(), "no value fits `{name}` of {fields:?}");
    fit
}

/// The marks in a problem.
fn marks(value: &Value) -> Vec<&str> {
    match value {
        Value::String(text) => vec![text.as_str()],
        Value::Array(items) => items.iter().flat_map(marks).collect(),
        Value::Object(fields) => fields.values().flat_map(marks).collect(),
        _ => Vec::new(),
    }
    .into_iter()
    .filter(|text| text.starts_with("zz-"))
    .collect()
}

#[test]
fn every_variant_has_a_sample() {
    let sampled: BTreeSet<String> = samples().iter().map(Problem::code).collect();
    let known: BTreeSet<String> = codes().into_iter().collect();
    assert!(known.len() > 80 && known.contains("unknown-key"), "{known:?}");
    assert_eq!(sampled, known);
}

#[test]
fn every_problem_is_worded_in_every_language() {
    for problem in samples() {
        for language in LANGUAGES {
            let Wording { message, help } = wording(&problem, language);
            for text in [&message, &help] {
                let first = text.chars().next().unwrap_or(' ');
                assert!(first.is_lowercase() || first == '`', "{problem:?} begins: {text}");
                assert!(!text.ends_with(['.', ' ']), "{problem:?} ends: {text}");
                assert!(!text.contains("  ") && !text.contains('\n'), "{problem:?} jumps: {text}");
                assert_eq!(text.matches('`').count() % 2, 0, "{problem:?} stays open: {text}");
            }
            assert!(message.chars().count() <= 200, "{problem:?} is long: {message}");
            assert!(help.chars().count() <= 220, "{problem:?} is long: {help}");
        }
        let [dutch, english] = LANGUAGES.map(|language| wording(&problem, language));
        assert!(dutch.message != english.message && dutch.help != english.help, "{problem:?}");
    }
}

#[test]
fn every_argument_is_told() {
    for problem in samples() {
        let fields = serde_json::to_value(&problem).unwrap();
        for language in LANGUAGES {
            let Wording { message, help } = wording(&problem, language);
            for mark in marks(&fields) {
                assert!(
                    message.contains(mark) || help.contains(mark),
                    "{mark} of {problem:?} is in neither: {message} / {help}"
                );
            }
        }
    }
}

#[test]
fn one_is_not_told_as_many() {
    let unmatched = |count| Problem::Unmatched { reference: "/x".into(), count, nearest: None };
    let foreign = |count| Problem::OutputForeign {
        folder: "public".into(),
        files: vec!["a.doc".into()],
        count,
    };
    for (problem, dutch, english) in [
        (
            unmatched(1),
            "er is een reactie op `/x`, maar dat bericht is niet gevonden",
            "there is a comment on `/x`, but that post was not found",
        ),
        (
            unmatched(1234),
            "er zijn 1.234 reacties op `/x`, maar dat bericht is niet gevonden",
            "there are 1,234 comments on `/x`, but that post was not found",
        ),
        (
            Problem::ControlCharacters { count: 1 },
            "er is een onzichtbaar stuurteken weggehaald",
            "an invisible control character was removed",
        ),
        (
            foreign(1),
            "in `public` staat een bestand dat niet van Weerklank komt: `a.doc`",
            "`public` contains a file that does not come from Weerklank: `a.doc`",
        ),
        (
            foreign(12),
            "in `public` staan 12 bestanden die niet van Weerklank komen: `a.doc`",
            "`public` contains 12 files that do not come from Weerklank: `a.doc`",
        ),
        (
            Problem::XlsxTooLarge { excess: Excess::Cells, limit: 5_000_000 },
            "dit Excel-bestand is te groot: meer dan 5.000.000 cellen",
            "this Excel file is too large: more than 5,000,000 cells",
        ),
        (
            Problem::TableWithoutText { columns: Vec::new() },
            "geen kolom lijkt de tekst van de reacties te bevatten; er zijn geen namen van kolommen gevonden",
            "no column seems to hold the text of the comments; no names of columns were found",
        ),
        (
            Problem::TooLarge { size: 8_808_038, limit: 8 << 20 },
            "het bestand is 8,4 MB groot; de grens is 8 MB",
            "the file is 8.4 MB; the limit is 8 MB",
        ),
    ] {
        let told = LANGUAGES.map(|language| wording(&problem, language).message);
        assert_eq!(told, [dutch, english]);
    }
}

#[test]
fn every_reason_to_hold_a_comment_is_told_briefly() {
    let error = serde_json::from_value::<Held>(json!("?")).unwrap_err();
    let names = listed(&error.to_string(), "expected one of");
    let all = Held::ALL.map(|held| serde_json::to_value(held).unwrap());
    assert_eq!(names, all.map(|name| name.as_str().unwrap_or_default().to_owned()));
    for name in names {
        let reason: Held = serde_json::from_value(json!(name)).unwrap();
        for language in LANGUAGES {
            let one = super::held(reason, 1, language);
            let many = super::held(reason, 1234, language);
            assert!(one.starts_with("1 ") && one.len() > 5, "{one}");
            assert!(many.len() > 8 && many.contains("234"), "{many}");
        }
    }
}
