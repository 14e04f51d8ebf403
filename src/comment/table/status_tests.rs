//! What the columns of a table say about whether a comment may be seen.

use super::tests::export;
use crate::comment::testing::{codes, config, read};
use crate::comment::{Held, csv};
use crate::diagnostic::Problem;

#[test]
fn a_status_column_must_say_yes() {
    let checked = export(&[
        "Artikel;Reactie;Goedgekeurd",
        "x;a;ja",
        "x;b;nee",
        "x;c;",
        "x;d;WAAR",
        "x;e;spam",
        "x;;nee",
    ]);
    let held: Vec<Option<Held>> =
        checked.value.comments.iter().map(|comment| comment.held).collect();
    let pending = Some(Held::Pending);
    assert_eq!(held, [None, pending, pending, None, Some(Held::Spam), pending]);
    let mut config = config();
    config.comments.visible.push("pending".into());
    let checked =
        read(&csv::FORMAT, "x.csv", b"Artikel;Reactie;Status\nx;a;nee\nx;b;spam", &config);
    let held: Vec<Option<Held>> =
        checked.value.comments.iter().map(|comment| comment.held).collect();
    assert_eq!(held, [None, Some(Held::Spam)]);
}

#[test]
fn of_several_columns_that_allow_or_refuse_a_comment_each_counts() {
    let held = |heads: &str, rows: &[&str]| {
        let heads = format!("Artikel;Reactie;{heads}");
        let rows: Vec<String> = rows.iter().map(|row| format!("post;a;{row}")).collect();
        let lines: Vec<&str> =
            std::iter::once(heads.as_str()).chain(rows.iter().map(String::as_str)).collect();
        let checked = export(&lines);
        let told = codes(&checked).iter().any(|code| code.starts_with("status-unclear"));
        (checked.value.comments.iter().map(|comment| comment.held).collect::<Vec<_>>(), told)
    };
    let (pending, trash) = (Some(Held::Pending), Some(Held::Trash));
    for (heads, rows, expected) in [
        (
            "Status;Zichtbaar",
            &["goedgekeurd;nee", ";ja", "ok;", "ok;ja"][..],
            vec![pending, pending, pending, None],
        ),
        (
            "Zichtbaar;Goedgekeurd",
            &["nee;ja", "spam;nee", "x;x"],
            vec![pending, Some(Held::Spam), None],
        ),
        ("Status;Gepubliceerd", &["ok;23-11-2026", "ok;nee"], vec![None, pending]),
        ("Approved;Deleted", &["1;1", "1;0", "1;"], vec![trash, None, None]),
        ("Spam;Privé", &["ja;ja", "nee;ja", ";"], vec![Some(Held::Spam), trash, None]),
        ("Verwijderd op", &["23-11-2026", ""], vec![trash, None]),
    ] {
        assert_eq!(held(heads, rows), (expected, false), "{heads}");
    }
    assert_eq!(held("Status;Zichtbaar", &["ok;misschien"]), (vec![pending], true));
}

#[test]
fn a_status_that_nobody_understands_is_told_once() {
    let rows = ["Artikel;Reactie;Status", "x;a;Prima!", "x;b;nee", "x;c;prima!", "x;d;"];
    let checked = export(&rows);
    let told: Vec<_> =
        checked.problems.iter().map(|problem| (problem.line, problem.problem.clone())).collect();
    assert_eq!(told, [(Some(2), Problem::StatusUnclear { value: "Prima!".into() })]);
    assert!(checked.value.comments.iter().all(|comment| comment.held == Some(Held::Pending)));
}
