//! JSON as programs write it, and as it should not be.

use proptest::prelude::*;

use super::*;

/// Reads everything and keeps nothing.
fn check(text: &str) -> Result<(), String> {
    let mut json = Json::new(text);
    json.skip().and_then(|()| json.end()).map_err(|flaw| flaw.problem.code())
}

/// All texts and keys in it, in order.
fn words(json: &mut Json<'_>) -> Result<Vec<String>, Flaw> {
    let mut found = Vec::new();
    match json.peek()? {
        b'{' => json.object(|json, key| {
            found.push(key.to_owned());
            found.extend(words(json)?);
            Ok(())
        })?,
        b'[' => json.list(|json| {
            found.extend(words(json)?);
            Ok(())
        })?,
        _ => found.extend(json.text()?.map(Cow::into_owned)),
    }
    Ok(found)
}

#[test]
fn values_are_read_as_they_are_meant() {
    let text = "{\"a\": [1, -0.5e+10, \"één\", true, null, \"\", {}], \"\\u0062\": \"\\ud83d\\ude00 \\n\\\"\"}";
    let expected = ["a", "1", "-0.5e+10", "één", "true", "b", "😀 \n\""];
    assert_eq!(words(&mut Json::new(text)).unwrap(), expected);
    let huge = format!("[{}1, 1e300]", "9".repeat(100_000));
    assert_eq!(words(&mut Json::new(&huge)).unwrap()[1], "1e300");
}

#[test]
fn what_is_no_json_is_told_by_its_kind_and_place() {
    let cases = [
        ("", "json-truncated"),
        ("{\"a\": [1, 2", "json-truncated"),
        ("{\"a\": \"x", "json-truncated"),
        ("{\"a\": \"x\\u00", "json-truncated"),
        ("{\"a\"", "json-truncated"),
        ("[tru", "json-truncated"),
        ("[1.", "json-truncated"),
        ("{a: 1}", "json-invalid"),
        ("{\"a\": 1,}", "json-invalid"),
        ("[1,]", "json-invalid"),
        ("[1 2]", "json-invalid"),
        ("[01]", "json-invalid"),
        ("[1e400]", "json-invalid"),
        ("[\"\\ud83d\"]", "json-invalid"),
        ("[\"\\ude00x\"]", "json-invalid"),
        ("[\"\\ud83d\\u0041\"]", "json-invalid"),
        ("[\"\\ud83d\\ud83d\\ude00\"]", "json-invalid"),
        ("[+1]", "json-invalid"),
        ("[.5]", "json-invalid"),
        ("['a']", "json-invalid"),
        ("[\"a\nb\"]", "json-invalid"),
        ("[\"\\x\"]", "json-invalid"),
        ("[nul]", "json-invalid"),
        ("{} x", "json-invalid"),
        ("]", "json-invalid"),
    ];
    for (text, code) in cases {
        assert_eq!(check(text), Err(code.to_owned()), "{text}");
    }
    let text = "[1,\n 2,\n {\"e\": é}]";
    let flaw = Json::new(text).skip().unwrap_err();
    assert_eq!(flaw.problem, Problem::JsonInvalid { found: "é}]".into(), column: 8 });
    assert_eq!(error(flaw, text, &SourcePath::new("x")).line, Some(3));
}

#[test]
fn a_key_that_stands_twice_is_refused_however_it_is_written() {
    let read = |text: &str| {
        let mut count = 0;
        let result = Json::new(text).object(|json, _| {
            count += 1;
            json.skip()
        });
        result.map(|()| count).map_err(|flaw| flaw.problem)
    };
    let many: Vec<String> = (0..1000).map(|number| format!("\"k{number}\": {number}")).collect();
    let many = many.join(", ");
    assert_eq!(read(&format!("{{{many}}}")), Ok(1000));
    for text in ["{\"ab\": 1, \"ab\": 1}", "{\"ab\": 1, \"b\": 2, \"\\u0061b\": 1}"] {
        assert_eq!(read(text), Err(Problem::DuplicateKey { key: "ab".into() }), "{text}");
    }
    let twice = format!("{{{many}, \"k999\": 1}}");
    assert_eq!(read(&twice), Err(Problem::DuplicateKey { key: "k999".into() }));
}

#[test]
fn depth_has_an_end_and_costs_nothing() {
    for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
        let deep = |depth: usize| format!("{}1{}", open.repeat(depth), close.repeat(depth));
        assert_eq!(check(&deep(64)), Ok(()));
        assert_eq!(check(&deep(65)), Err("json-too-deep".into()));
        assert_eq!(check(&open.repeat(1_000_000)), Err("json-too-deep".into()));
    }
}

proptest! {
    /// What serde_json takes for JSON is taken, and nothing else, but for what it may not represent.
    #[test]
    fn it_reads_what_is_json(text in "[\\[\\]{}\",:0-9eE.+ \\\\untrfalsé\n-]{0,24}") {
        let ours = check(&text);
        match serde_json::from_str::<serde_json::Value>(&text) {
            Ok(_) => prop_assert!(ours.is_ok(), "{ours:?}"),
            Err(error) if error.to_string().contains("number out of range") => {}
            Err(_) => prop_assert!(ours.is_err() || text.contains("\\u")),
        }
    }

    /// What serde_json writes is read, text for text.
    #[test]
    fn it_reads_what_was_written(texts in prop::collection::vec("\\PC*|[\u{0}-\u{ff}]*", 0..6)) {
        let written = serde_json::to_string(&texts).unwrap();
        let expected: Vec<&String> = texts.iter().filter(|text| !text.trim().is_empty()).collect();
        let read = words(&mut Json::new(&written)).unwrap();
        prop_assert_eq!(read.iter().collect::<Vec<_>>(), expected);
    }
}
