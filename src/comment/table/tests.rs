//! Tables as people keep them.

use super::*;
use crate::comment::testing::{body, codes, config, read};
use crate::comment::{BodyKind, Held, Moment, csv};

/// The export of a CSV file of these lines.
pub(super) fn export(lines: &[&str]) -> Checked<Export> {
    read(&csv::FORMAT, "content/comments/reacties.csv", lines.join("\n").as_bytes(), &config())
}

fn bodies(checked: &Checked<Export>) -> Vec<&str> {
    checked.value.comments.iter().map(|comment| body(comment)).collect()
}

#[test]
fn a_row_becomes_a_comment() {
    let checked = export(&[
        "Nr;Artikel;Naam;E-mail;Afdeling;Datum;Reactie;Antwoord op",
        "1;https://oud.example/2026/post/;Ali Baba;ali@voorbeeld.example;Inkoop;23-11-2026 15:05;Goed stuk.;",
        "2;post;Jan Jansen <jan@voorbeeld.example>;;;;'-1;1",
    ]);
    assert_eq!(codes(&checked), [] as [&str; 0]);
    let [first, second] = checked.value.comments.as_slice() else { panic!("two comments") };
    assert_eq!((first.origin.format, first.place.system.as_str(), first.line), ("csv", "", 2));
    assert_eq!(first.place.address.as_deref(), Some("https://oud.example/2026/post/"));
    assert_eq!(first.place.anything, first.place.address);
    assert_eq!(
        (first.author.name.as_str(), first.author.department.as_deref()),
        ("Ali Baba", Some("Inkoop"))
    );
    assert_eq!(first.author.email.as_deref(), Some("ali@voorbeeld.example"));
    assert_eq!(
        (first.written, first.kind, first.held),
        (Some(Moment(1_795_442_700)), BodyKind::Plain, None)
    );
    assert_eq!((first.source_id.as_deref(), first.parent.as_deref()), (Some("1"), None));
    assert_eq!(
        (second.place.address.as_deref(), second.place.anything.as_deref()),
        (None, Some("post"))
    );
    assert_eq!(
        (second.author.name.as_str(), second.author.email.as_deref()),
        ("Jan Jansen", Some("jan@voorbeeld.example"))
    );
    assert_eq!(
        (&*second.body.text(), second.written, second.parent.as_deref()),
        ("-1", None, Some("1"))
    );
    assert_eq!(checked.value.made, Some(1_795_442_700));
}

#[test]
fn columns_that_sharepoint_adds_say_who_wrote_and_nothing_of_the_post() {
    for [by, on, kind, path] in [
        ["Gemaakt door", "Gemaakt op", "Itemtype", "Pad"],
        ["Created By", "Gemaakt", "Item Type", "Path"],
    ] {
        let checked = export(&[
            &format!("Titel;Reactie;Artikel;{by};{on};{kind};{path}"),
            "Water;Goed.;https://oud.example/water/;Jan Bos;1-2-2024 10:00;Item;sites/x",
        ]);
        let comment = &checked.value.comments[0];
        assert_eq!(comment.place.address.as_deref(), Some("https://oud.example/water/"));
        assert_eq!((&*comment.author.name, comment.written.is_some()), ("Jan Bos", true));
        let only = export(&["Reactie;Naam;Datum;Pad", "Goed.;Jan;1-2-2024;water"]);
        assert_eq!(only.value.comments[0].place.anything.as_deref(), Some("water"));
    }
}

#[test]
fn a_title_may_stand_above_the_headings() {
    let checked =
        export(&["Reacties", "Gemaakt op;23-11-2026", "", "Artikel;Reactie", "post;Goed."]);
    assert_eq!(
        (codes(&checked).len(), bodies(&checked), checked.value.comments[0].line),
        (0, vec!["Goed."], 5)
    );
}

#[test]
fn headings_of_two_words_are_known() {
    for heads in [
        "Titel artikel;Naam collega;Datum reactie;Reactie",
        "Bij welk artikel?;Uw naam;Wanneer?;Uw reactie",
        "Link naar artikel;Naam medewerker;Plaatsingsdatum;Tekst reactie (verplicht)",
    ] {
        let checked = export(&[heads, "post;Ali;23-11-2026;Goed stuk."]);
        assert_eq!(codes(&checked), [] as [&str; 0], "{heads}");
        let [comment] = checked.value.comments.as_slice() else { panic!("{heads}") };
        let own = (&*comment.author.name, comment.place.anything.as_deref());
        assert_eq!((own, comment.written.is_some()), (("Ali", Some("post")), true), "{heads}");
    }
}

#[test]
fn every_row_is_counted_and_only_empty_ones_are_not() {
    let checked = export(&[
        "Artikel;Naam;Reactie",
        "post;Ali;",
        ";;",
        ";;Zonder post",
        "post;Jan;ja",
        ";;;;",
    ]);
    let held: Vec<Option<Held>> =
        checked.value.comments.iter().map(|comment| comment.held).collect();
    assert_eq!(held, [Some(Held::Empty), None, None]);
}

#[test]
fn an_empty_cell_leaves_its_meaning_to_another_column() {
    let checked = export(&[
        "Naam;Voornaam;Achternaam;Reactie;URL;Titel;Aangemaakt op;Begintijd",
        "Ali Baba;;;a;/2026/post/;Dijk;;23-11-2026 15:05",
        ";Jan;Jansen;b;;Dijk;22-11-2026 15:05;23-11-2026 15:05",
        ";;;c;;;;",
    ]);
    let said = checked.value.comments.iter();
    let said = said.map(|it| (&*it.author.name, it.place.anything.as_deref(), it.written));
    let moment = |seconds| Some(Moment(seconds));
    assert_eq!(
        said.collect::<Vec<_>>(),
        [
            ("Ali Baba", Some("/2026/post/"), moment(1_795_442_700)),
            ("Jan Jansen", Some("Dijk"), moment(1_795_356_300)),
            ("", None, None),
        ]
    );
    assert_eq!(checked.value.comments[0].place.title.as_deref(), Some("Dijk"));
}

#[test]
fn what_the_spreadsheet_lost_is_told() {
    let long = "x".repeat(32_767);
    let row = format!("x;{long};3");
    let checked = export(&[
        "Artikel;Reactie;Id;Hoort bij",
        "x;a;3,04907E+15;",
        "x;#NAAM?;2;",
        &row,
        "x;dat is reÃ«el;4;3,04907E+15",
        "x;nog eens reÃ«el;5;",
    ]);
    assert_eq!(
        codes(&checked),
        ["id-destroyed:2", "text-lost:3", "text-at-limit:4", "double-encoded:5", "id-destroyed:5"]
    );
    let comments = &checked.value.comments;
    let waits = Some(Held::Pending);
    assert_eq!((comments[0].source_id.as_deref(), comments[0].held), (None, waits));
    assert_eq!((comments[3].held, comments[4].held), (waits, None));
    assert_eq!((&*comments[1].body.text(), comments[1].held), ("", Some(Held::Empty)));
    assert_eq!(
        (comments[3].source_id.as_deref(), comments[3].parent.as_deref()),
        (Some("4"), None)
    );
}

#[test]
fn control_characters_are_counted_once() {
    let checked = export(&["Artikel;Naam;Reactie", "x;A\u{1}li;b\u{2}\u{93}c\u{94}"]);
    assert_eq!(checked.problems[0].problem, Problem::ControlCharacters { count: 2 });
    assert_eq!(
        (bodies(&checked)[0], checked.value.comments[0].author.name.as_str()),
        ("b“c”", "Ali")
    );
}

#[test]
fn an_unreadable_date_costs_only_the_date() {
    let checked =
        export(&["Artikel;Datum;Reactie", "x;gisteren;a", "x;;b", "x;23 mei 2026 14.05 uur;c"]);
    assert_eq!(codes(&checked), ["date-unclear:2"]);
    let written: Vec<bool> =
        checked.value.comments.iter().map(|comment| comment.written.is_some()).collect();
    assert_eq!(written, [false, false, true]);
}

#[test]
fn a_date_in_the_other_order_is_never_swapped() {
    let rows = |dates: [&str; 2]| {
        let [first, second] = dates;
        format!("Artikel;Datum;Reactie\nx;{first};a\nx;{second};b")
    };
    let read = |dates: [&str; 2], settings: &str| {
        let config = crate::site::tests::config(&format!("title = \"x\"\n{settings}"));
        let bytes = rows(dates).into_bytes();
        crate::comment::testing::read(&csv::FORMAT, "content/comments/a.csv", &bytes, &config)
    };
    let month_first = "[comments]\ndate_order = \"mdy\"";
    for (dates, settings, expected, count) in [
        (["3/4/2026", "11/23/2026"], "", vec!["!date-column-month-first:3"], 0),
        (["23-4-2026", "11/23/2026"], "", vec!["!date-month-first:3"], 0),
        (["11/24/2026", "11/23/2026"], "", vec!["!date-column-month-first:2"], 0),
        (["3/4/2026", "11/23/2026"], month_first, vec![], 2),
        (["23/4/2026", "11/23/2026"], month_first, vec!["!date-day-first:2"], 0),
        (
            ["29-3-2026 02:30", "25-10-2026 2:30"],
            "",
            vec!["date-clock-change:2", "date-clock-change:3"],
            2,
        ),
    ] {
        let checked = read(dates, settings);
        assert_eq!(
            (codes(&checked), checked.value.comments.len()),
            (expected.into_iter().map(str::to_owned).collect(), count),
            "{dates:?} {settings}"
        );
    }
    let april = read(["3/4/2026", "11/23/2026"], month_first).value.comments[0].written;
    assert_eq!(april, Some(Moment(1_772_578_800)), "4 March");
}

#[test]
fn date_and_time_may_have_columns_of_their_own() {
    let checked = export(&["Artikel;Datum;Tijd;Reactie", "x;23-11-2026;15.05 uur;a"]);
    assert_eq!(checked.value.comments[0].written, Some(Moment(1_795_442_700)));
}

#[test]
fn a_name_is_a_parent_only_when_it_can_mean_one_comment() {
    let checked = export(&[
        "Id;Artikel;Naam;Reactie;Antwoord op;Datum",
        "1;x;Ali;a;;01-01-2026",
        "2;x;Jan;b;ali;02-01-2026",
        "3;x;Jan;c;Jan;03-01-2026",
        "4;y;Eva;d;Ali;04-01-2026",
        "5;x;Eva;e;5;04-01-2026",
        "6;x;Bob;f;a77;04-01-2026",
        "7;x;Ann;g;Zoë;04-01-2026",
        "8;x;Zoë;h;0;05-01-2026",
    ]);
    let parents: Vec<Option<&str>> =
        checked.value.comments.iter().map(|comment| comment.parent.as_deref()).collect();
    // An unknown id stays, for its comment may stand in another file; Zoë wrote only later.
    assert_eq!(parents, [None, Some("1"), None, None, Some("5"), Some("a77"), None, None]);
    let told: Vec<(&Problem, Option<u32>)> =
        checked.problems.iter().map(|told| (&told.problem, told.line)).collect();
    assert_eq!(told, [(&Problem::ParentByName { found: 1, lost: 3 }, Some(3))]);
}

#[test]
fn a_word_for_nobody_and_the_post_itself_are_no_parents() {
    for said in [
        "-",
        "–",
        "nee",
        "n.v.t.",
        "NULL",
        "geen",
        "Algemeen",
        "het bericht",
        "False",
        "0",
        "Een-Post",
        "https://oud.example/2025/een-post/",
        "Over een post",
    ] {
        let checked = export(&[
            "Id;Titel;URL;Naam;Reactie;Antwoord op",
            &format!("1;Over een post;https://oud.example/een-post/;Ali;a;{said}"),
            &format!("2;Over een post;https://oud.example/een-post/;{said};b;{said}"),
        ]);
        let parents = checked.value.comments.iter().map(|comment| comment.parent.as_deref());
        assert_eq!(parents.collect::<Vec<_>>(), [None, None], "{said}");
        assert_eq!(codes(&checked), [""; 0], "{said}");
    }
    // By a slug that has a number in it, which may look like an id.
    let checked = export(&["Id;Artikel;Naam;Reactie;Antwoord op", "1;water-2025;Ali;a;water-2025"]);
    assert_eq!(checked.value.comments[0].parent, None);
    // The address of a comment on it is no address of the post, and a number may be one of a comment.
    for said in ["https://oud.example/water/#comment-7", "#comment-7"] {
        let row = format!("1;https://oud.example/water/;Ali;a;{said}");
        let checked = export(&["Id;URL;Naam;Reactie;Antwoord op", &row]);
        assert_eq!(checked.value.comments[0].parent.as_deref(), Some(said));
    }
    let checked = export(&["Id;Artikel;Naam;Reactie;Antwoord op", "1;77;Ali;a;77"]);
    assert_eq!(checked.value.comments[0].parent.as_deref(), Some("77"));
    // A name is one still, and so is a number that is nobody's here.
    let checked = export(&["Id;Artikel;Naam;Reactie;Antwoord op", "1;x;Ali;a;Zoë", "2;x;Jan;b;77"]);
    assert_eq!(codes(&checked), ["parent-by-name:2"]);
    assert_eq!(checked.value.comments[1].parent.as_deref(), Some("77"));
}

#[test]
fn the_settings_name_columns_that_nobody_else_knows() {
    let mut config = config();
    config.comments.columns =
        [("text".into(), "Wat vond u?".into()), ("post".into(), "Welk stuk".into())].into();
    let checked = read(&csv::FORMAT, "x.csv", b"Wat vond u?;Welk stuk\nMooi;een-post", &config);
    assert_eq!((bodies(&checked), codes(&checked).len()), (vec!["Mooi"], 0));
    let checked = read(&csv::FORMAT, "x.csv", b"Wat vond u?;Welk boek\nMooi;een-post", &config);
    assert_eq!(codes(&checked), ["!table-unknown-column:1"]);
    // Another table is read by its own headings, and what it does not have is told only where no table has it.
    let checked = read(&csv::FORMAT, "y.csv", b"Reactie;Artikel\nGoed;een-post", &config);
    assert_eq!((bodies(&checked), codes(&checked).len()), (vec!["Goed"], 0));
    assert_eq!(checked.value.lacking.map(|lacking| lacking.named.len()), Some(2));
}

#[test]
fn a_day_alone_has_no_time() {
    let rows = "Artikel;Reactie;Datum\nx;a;23-11-2026\nx;b;23-11-2026 0:00\nx;c;23-11-2026 9:05\nx;d;2026-11-23T00:00:00Z\nx;e;";
    let checked = read(&csv::FORMAT, "x.csv", rows.as_bytes(), &config());
    let times: Vec<bool> = checked.value.comments.iter().map(|comment| comment.has_time).collect();
    assert_eq!(times, [false, false, true, true, false]);
}

#[test]
fn more_rows_than_the_limit_are_an_error() {
    let mut config = config();
    config.limits.comments = 1;
    let checked = read(&csv::FORMAT, "x.csv", b"Artikel;Reactie\nx;a\nx;b", &config);
    assert_eq!(
        (codes(&checked), checked.value.comments.len()),
        (vec!["!too-many-comments:1".into()], 0)
    );
}

#[test]
fn what_stands_under_no_heading_is_told() {
    let cut = export(&["naam;artikel;reactie", "Jan;water;Mooi; maar fout", "Piet;water;ok;;"]);
    assert_eq!((codes(&cut), cut.value.comments.len()), (vec!["!row-too-long:2".to_owned()], 0));
    let comma = export(&["naam,artikel,reactie,status", "Jan,water,Mooi stuk, goed,ja"]);
    assert_eq!(
        (codes(&comma), comma.value.comments.len()),
        (vec!["!row-too-long:2".to_owned()], 0)
    );
    let noted = export(&["naam;;artikel;reactie", "Jan;;water;a", "Ali;nabellen;water;b"]);
    assert_eq!(
        (codes(&noted), bodies(&noted)),
        (vec!["column-unnamed:3".to_owned()], vec!["a", "b"])
    );
}

#[test]
fn a_title_beside_an_address_finds_the_post_too() {
    let checked = export(&["Titel;URL;Reactie", "Over water;https://oud.example/7;Goed."]);
    let place = &checked.value.comments[0].place;
    assert_eq!(place.anything.as_deref(), Some("https://oud.example/7"));
    assert_eq!(place.title.as_deref(), Some("Over water"));
}

#[test]
fn a_time_that_is_none_is_told() {
    let checked = export(&[
        "Artikel;Datum;Tijd;Reactie",
        "water;1-2-2025;25:61;Goed.",
        "water;1-2-2025;;Goed.",
    ]);
    assert_eq!(codes(&checked), ["date-unclear:2"]);
}

#[test]
fn a_time_of_day_may_stand_under_the_heading_of_a_date() {
    let checked = export(&[
        "Artikel;Reactie;Datum;Tijdstip",
        "post;a;23-11-2026;15:05",
        "post;b;23-11-2026;24-11-2026 15:05",
        "post;c;;23-11-2026 15:05",
    ]);
    let written: Vec<_> =
        checked.value.comments.iter().map(|comment| (comment.written, comment.has_time)).collect();
    let (day, minute) = (Moment(1_795_388_400), Moment(1_795_442_700));
    assert_eq!(written, [(Some(minute), true), (Some(day), false), (Some(minute), true)]);
}
