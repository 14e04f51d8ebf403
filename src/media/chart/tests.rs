//! Files of numbers, and what becomes of them.

use super::*;
use crate::diagnostic::Problem;

const WEEKS: &str = "Week,Winde,Baars\n10,6,9\n11,14,12\n12,214,17\n13,25,20\n";

pub(super) fn chart_of(text: &str) -> Chart {
    let read = read(&SourcePath::new("content/a.csv"), text.as_bytes());
    assert!(read.problems.is_empty(), "{:?}", read.problems);
    read.value.expect("a chart")
}

fn words() -> ChartWords {
    let text = include_str!("../../../themes/default/i18n/nl.toml");
    let table: toml::Table = toml::from_str(text).expect("translations");
    let chart = table["chart"].as_table().expect("a table");
    let text = |value: &toml::Value| value.as_str().unwrap_or_default().to_owned();
    let mut words: ChartWords =
        chart.iter().map(|(key, value)| (key.clone(), text(value))).collect();
    words.insert("months".into(), "jan feb mrt apr mei jun jul aug sep okt nov dec".into());
    words
}

pub(super) fn html(text: &str, title: &str) -> String {
    let mut html = String::new();
    let caption = &crate::html::escape(in_title(title).0);
    let shown = Shown { title, caption, description: "Vissen", address: "vis & co.csv", number: 2 };
    push(&mut html, &chart_of(text), &shown, &words());
    html
}

#[test]
fn the_numbers_choose_how_they_are_drawn() {
    for (text, kind) in [
        (WEEKS, Kind::Lines),
        ("Gemaal;kWh\nElzen;1.200\nDonk;900\n", Kind::Bars),
        ("Vraag;Eens;Oneens\nA;60%;40%\nB;35%;65%\n", Kind::Stacked),
        ("Vraag;Eens;Oneens\nA;60%;30%\nB;35%;65%\n", Kind::Bars),
        ("Antwoord;Aandeel\nJa;31 %\n", Kind::Share),
        ("# grafiek: staand\nJaar;Meldingen\n2021;3\n2022;4\n2023;9\n", Kind::Columns),
    ] {
        assert_eq!(chart_of(text).kind(None), kind, "{text}");
    }
    assert_eq!(chart_of(WEEKS).kind(Some(Kind::Bars)), Kind::Bars);
}

#[test]
fn files_of_excel_are_read_as_they_came() {
    let text = "sep=;\r\nWijk;\"Aandeel; in %\";Toelichting;;\r\nNoord;12,5%;\"geteld;\r\nen gewogen\";;\r\n;;;;\r\nZuid;n.b.;;;\r\n";
    let chart = chart_of(text);
    assert_eq!(chart.labels, ["Noord", "Zuid"]);
    assert_eq!(chart.series.len(), 1);
    assert_eq!(
        (chart.series[0].name.as_str(), chart.series[0].suffix.as_str()),
        ("Aandeel; in %", "%")
    );
    assert_eq!(chart.series[0].values, [Some(12.5), None]);
    assert_eq!(chart.notes[0].0, "Toelichting");
    let windows = read(&SourcePath::new("a.csv"), b"Categorie;Aantal\nCaf\xe9;3\nTh\xe9;4\n")
        .value
        .expect("a chart");
    assert_eq!(windows.labels, ["Café", "Thé"]);
}

#[test]
fn what_cannot_be_drawn_is_told_with_its_line() {
    let wide = format!(
        "a;{}\nx;{}\n",
        "b;".repeat(7).trim_end_matches(';'),
        "1;".repeat(7).trim_end_matches(';')
    );
    let long = format!("naam;n\n{}", (0..61).map(|n| format!("x{n};1\n")).collect::<String>());
    let code = |text: &str| {
        let read = read(&SourcePath::new("a.csv"), text.as_bytes());
        assert!(read.value.is_none(), "{text}");
        (read.problems[0].code(), read.problems[0].line)
    };
    for (text, found, line) in [
        ("", "chart-empty", None),
        ("Week;Winde\n", "chart-empty", None),
        ("# niets\n\nWeek;Winde\n\n10;6\n11\n", "chart-ragged", Some(6)),
        ("Week;Winde\n10;6;7\n", "chart-ragged", Some(2)),
        ("Week;Winde\n10;6\n11;zes\n", "chart-not-a-number", Some(3)),
        ("Naam;Kleur\na;rood\n", "chart-without-numbers", Some(2)),
        (&wide, "chart-too-wide", None),
        (&long, "chart-too-long", Some(62)),
    ] {
        assert_eq!(code(text), (found.to_owned(), line), "{text}");
    }
    let ragged = read(&SourcePath::new("a.csv"), b"a,b\nx,1,2\n");
    assert!(
        matches!(&ragged.problems[0].problem, Problem::ChartRagged { cells: 3, headings: 2, delimiter } if delimiter == ",")
    );
}

#[test]
fn a_file_of_very_many_rows_is_refused_at_once() {
    let rows: String = (0..300_000).map(|row| format!("{row};geen getal;{row}\n")).collect();
    let text = format!("# lang\ndag;n\n\n{rows}");
    let read = read(&SourcePath::new("a.csv"), text.as_bytes());
    // Not what is wrong with a row, for no row is looked at.
    assert_eq!(read.problems[0].problem, Problem::ChartTooLong { rows: 300_000, limit: 4_000 });
    assert_eq!(read.problems[0].line, Some(4_004));
}

#[test]
fn a_chart_has_a_caption_a_sentence_and_its_numbers() {
    let html = html(WEEKS, "Vissen per week");
    assert!(html.contains("<figcaption id=chart-2>Vissen per week</figcaption>"), "{html}");
    assert!(
        html.contains("aria-label=\"Vissen. Lijndiagram van Winde en Baars, van week 10 tot en met week 13. Winde begint met 6"),
        "{html}"
    );
    assert!(html.contains("als hoogste 214 (week 12) en als laagste 6 (week 10)"), "{html}");
    assert!(html.contains("<tr><th scope=row>12</th><td>214</td>"), "{html}");
    // Each point from the one before, in as few signs as that takes.
    assert!(html.contains("d=\"m13 97.6 25.3-3.2 25.4-80 25.3 75.6\""), "{html}");
    assert!(html.contains("href=\"vis &amp; co.csv\""), "{html}");
    assert!(!html.contains("style"), "{html}");
}

#[test]
fn bars_are_told_apart_without_colour() {
    let html = html("Vraag;Eens;Oneens\nA;60%;40%\nB <b>;35%;65%\n", "{gestapeld}");
    assert!(
        html.contains("<pattern id=chart-2-1 ") && html.contains("fill=url(#chart-2-1)"),
        "{html}"
    );
    assert!(html.contains("width=60% ") && html.contains(">65%</text>"), "{html}");
    assert!(html.contains("B &lt;b&gt;"), "{html}");
    assert!(!html.contains("<figcaption>"), "{html}");
    assert!(html.contains("met 2 staven, verdeeld in Eens en Oneens"), "{html}");
}

#[test]
fn negative_numbers_and_gaps_are_drawn() {
    let bars = html("Post;mm\nNeerslag;94\nVerdamping;−351\nOnbekend;\n", "");
    assert!(bars.contains(">−351</text>") && bars.contains(">–</text>"), "{bars}");
    let lines = html("Jaar;m\n2020;1\n2021;\n2022;3\n2023;2\n", "");
    assert!(lines.contains("d=\"m9 66.7m60.7-66.7 30.3 33.3\""), "{lines}");
    // A part of a whole has room for one number and its rest; more are bars, so that all are seen.
    let three = html("Antwoord;Aandeel\nJa;31 %\nNee;60 %\nWeet niet;9 %\n", "{aandeel}");
    assert!(
        three.contains("Staafdiagram met 3 staven") && !three.contains("var(--wash)"),
        "{three}"
    );
    let two = html("Antwoord;Aantal\nJa;31\nNee;69\n", "{aandeel}");
    assert!(two.contains("var(--wash)") && two.contains("Ja: 31 van 100. Nee: 69."), "{two}");
    assert!(two.contains(">Nee: 69</text>") && two.contains(">Ja</text>"), "{two}");
    let share = html("Antwoord;Aandeel\nJa;31 %\n", "");
    assert!(share.contains(">31%</text>") && share.contains("Ja: 31% van 100%.\""), "{share}");
    assert!(share.contains(">69%</text>"), "{share}");
}

#[test]
fn a_point_between_gaps_is_drawn() {
    let lines = html("Week,Winde\n10,6\n11,\n12,9\n13,\n14,5\n15,7\n", "{lijnen}");
    let dots = lines.split("<path").find(|path| path.contains("stroke-linecap")).unwrap();
    assert_eq!(dots.matches("h0").count(), 2, "{dots}");
    assert!(!html(WEEKS, "{lijnen}").contains("stroke-linecap"));
}

#[test]
fn the_table_has_the_numbers_as_the_file_has_them() {
    let numbers = html("Gemaal;kWh\nElzen;1.234\nDonk;12,5\n", "");
    assert!(numbers.contains("<td>1.234<") && numbers.contains("<td>12,5<"), "{numbers}");
    assert!(numbers.contains("<table class=numbers>") && !numbers.contains("<td>1.234,0"));
    // What stands in words beside the numbers begins at the left.
    let noted = html("Gemaal;kWh;Noot\nElzen;1.234;nieuw\nDonk;12,5;oud\n", "");
    let row = "<td class=right>1.234</td><td>nieuw</td>";
    assert!(noted.contains(row) && noted.contains("<table><thead>"), "{noted}");
}

#[test]
fn a_line_rises_only_if_it_hardly_falls() {
    for (values, wanted) in [
        ("-5,5 2 14 19 9 -1", "n begint met −5,5 en eindigt met −1,0, met als hoogste 19,0"),
        ("10 20 15", "n begint met 10 en eindigt met 15"),
        ("20 10 15", "n begint met 20 en eindigt met 15"),
        ("10 14 13 18", "n stijgt van 10 naar 18"),
        ("18 13 14 10", "n daalt van 18 naar 10"),
        ("10 20", "n stijgt van 10 naar 20"),
        ("10 10", "n blijft 10."),
    ] {
        let row = |(at, value): (usize, &str)| format!("{};{value}\n", 2001 + at);
        let rows: String = values.split(' ').enumerate().map(row).collect();
        let html = html(&format!("Jaar;n\n{rows}"), "{lijnen}");
        assert!(html.contains(wanted), "{values}: {html}");
    }
}

#[test]
fn nought_is_seen_where_a_line_passes_it() {
    let clear = |text: &str| html(text, "{lijnen}").matches("var(--rule-strong)").count();
    assert_eq!(clear("Jaar;n\n2001;-5\n2002;5\n"), 1);
    assert_eq!(clear("Jaar;n\n2001;0\n2002;5\n") + clear("Jaar;n\n2001;-9\n2002;-5\n"), 0);
}

#[test]
fn a_year_under_a_standing_bar_is_whole_or_left_out() {
    let months: Vec<&str> = "jan feb mrt apr mei jun jul aug sep okt nov dec".split(' ').collect();
    let rows: String = months.iter().map(|month| format!("{month} 2024;5\n")).collect();
    let html = html(&format!("Maand;n\n{rows}"), "{staand}");
    let shown = html.split("<details").next().expect("a drawing");
    let years = shown.matches(">2024</text>").count();
    assert!((4..=12).contains(&years) && !shown.contains("20-"), "{html}");
    // The same months whatever the screen, of which phones leave some out.
    assert!(shown.contains("class=w"), "{html}");
}

#[test]
fn what_is_alike_is_no_finding() {
    let told = |text: &str, title: &str| {
        let html = html(text, title);
        let label = html.split("<svg role=img").nth(1).and_then(|svg| svg.split('"').nth(1));
        label.expect("a drawing").replace("Vissen. ", "")
    };
    assert_eq!(
        told("Naam;n\nA;5\nB;5\nC;5\n", ""),
        "Staafdiagram met 3 staven, alle even hoog: 5."
    );
    assert_eq!(
        told("Naam;n\nA;5\nB;3\nC;5\nD;4\n", ""),
        "Staafdiagram met 4 staven. Het hoogst: A en C, met 5. Het laagst: B, met 3."
    );
    assert_eq!(
        told("Naam;n\nA;5\nB;5\nC;5\nD;5\nE;5\nF;1\n", ""),
        "Staafdiagram met 6 staven. Het hoogst: A, B, C en 2 andere, met 5. Het laagst: F, met 1."
    );
    assert_eq!(told("Naam;n\nA;5\n", ""), "Staafdiagram met één staaf. A: 5.");
    assert_eq!(
        told("Vraag;Ja;Nee\nA;50%;50%\n", ""),
        "Gestapeld staafdiagram met één staaf, verdeeld in Ja en Nee. Alle delen zijn even groot: 50%."
    );
    assert_eq!(
        told("Vraag;Ja;Nee;Weet niet\nA;50%;30%;20%\n", ""),
        "Gestapeld staafdiagram met één staaf, verdeeld in Ja, Nee en Weet niet. \
         Het grootste deel: A, Ja, met 50%. Het kleinste: A, Weet niet, met 20%."
    );
    // One moment makes no line.
    assert_eq!(told("Jaar;n\n2021;5\n", "{lijn}"), "Staafdiagram met één staaf. 2021: 5.");
    assert_eq!(
        told("Jaar;n\n2021;5\n2022;5\n2023;5\n", ""),
        "Lijndiagram van n, van jaar 2021 tot en met jaar 2023. n blijft 5."
    );
    assert!(told("Jaar;n\n2021;5\n2022;9\n2023;9\n", "").contains("9 (jaar 2022 en jaar 2023)"));
}

#[test]
fn percentages_are_seen_as_those() {
    // The heading alone may say what they are.
    let plain = html("Antwoord;%\nJa;33,3\nNee;33,3\nWeet niet;33,4\n", "");
    assert!(plain.contains(">33,4%</text>"), "{plain}");
    assert!(html("Wijk;Groei (%)\nNoord;3\nZuid;4\n", "").contains(">4%</text>"));
    assert!(!html("Wijk;Groei (%-punt)\nNoord;3\nZuid;4\n", "").contains("4%"));
    // What stands in one bar has as many decimals.
    let mixed = html("Vraag;Eens;Neutraal;Oneens\nA;20,5%;30,0%;49,5%\nB;25%;40%;35%\n", "");
    assert!(mixed.contains(">25,0%</text>") && mixed.contains(">40,0%</text>"), "{mixed}");
    let one = html("Vraag;Eens;Oneens\nA;20,5%;79,5%\n", "");
    let whole = html("Vraag;Eens;Neutraal;Oneens\nA;20,0%;30,0%;50%\n", "");
    assert!(whole.contains(">50,0%</text>") && one.contains(">79,5%</text>"), "{whole}");
    // A line of percentages begins at nought, unless it hardly changes, and then that is told.
    let line = html("Jaar;Tevreden\n2021;35%\n2022;41%\n2023;48%\n", "");
    assert!(line.contains(">0%</text>") && !line.contains("De schaal"), "{line}");
    let line = html("Jaar;Op tijd\n2021;98,1%\n2022;98,4%\n2023;99,2%\n", "");
    assert!(line.contains("De schaal begint bij 98,0%."), "{line}");
}

#[test]
fn moments_stand_where_they_have_room() {
    let quarters = html("Kwartaal;n\n2024 Q1;1\n2024 Q2;2\n2024 Q3;3\n2024 Q4;4\n", "");
    for quarter in ["Q1", "Q2", "Q3", "Q4"] {
        assert!(quarters.contains(&format!(">2024 {quarter}</text>")), "{quarters}");
    }
    let days = (1..=29).map(|day| format!("2024-02-{day:02};{day}\n")).collect::<String>();
    let days = html(&format!("dag;n\n{days}"), "");
    assert!(days.contains("class=w") && days.contains(">29 feb 2024</text>"), "{days}");
}

#[test]
fn numbers_in_a_bar_stand_apart() {
    let html = html("Vraag;A;B;C;D\nx;15%;10%;5%;70%\n", "{gestapeld}");
    let (always, wide) = html.rsplit_once("<g class=w>").expect("some are for screens alone");
    assert!(always.contains(">70%</text>") && always.contains(">15%</text>"), "{html}");
    assert!(wide.contains(">10%</text>") && wide.contains(">5%</text>"), "{html}");
}

#[test]
fn what_cannot_be_drawn_as_asked_is_bars_and_says_so() {
    use crate::diagnostic::Unfit;
    let negative = "Jaar;A;B\nx;-1;2\ny;3;4\n";
    for (text, asked, wanted) in [
        (negative, Kind::Stacked, Some(Unfit::Stacked)),
        (negative, Kind::Bars, None),
        ("x;A\na;1\nb;2\nc;3\n", Kind::Share, Some(Unfit::Share)),
        ("x;A\nEen;5\n", Kind::Share, Some(Unfit::Share)),
        ("x;A\nEen;5 %\n", Kind::Share, None),
        ("x;A\na;1\n", Kind::Lines, Some(Unfit::Lines)),
        (WEEKS, Kind::Stacked, None),
    ] {
        let chart = chart_of(text);
        assert_eq!(chart.unmet(Some(asked)).map(|(_, why)| why), wanted, "{text}");
        let is_bars = chart.drawn(Some(asked)) == Kind::Bars;
        assert_eq!(is_bars, wanted.is_some() || asked == Kind::Bars, "{text}");
    }
    let text = format!("# grafiek: gestapeld\n{negative}");
    let told = read(&SourcePath::new("a.csv"), text.as_bytes()).problems;
    assert!(matches!(told[0].problem, Problem::ChartWishUnmet { .. }), "{told:?}");
}

#[test]
fn numbers_of_two_kinds_in_one_column_are_drawn_and_told() {
    let told = |text: &str| read(&SourcePath::new("a.csv"), text.as_bytes()).problems;
    for (text, line) in
        [("A;B\nx;45%\ny;12\n", 3), ("A;B\nx;12\ny;45%\n", 2), ("A;B\nx;€ 1\ny;$ 2\n", 3)]
    {
        let told = told(text);
        assert!(matches!(told[0].problem, Problem::ChartUnlike { .. }), "{text}: {told:?}");
        assert_eq!((told.len(), told[0].line), (1, Some(line)), "{text}");
        assert_eq!(told[0].severity, crate::diagnostic::Severity::Warning, "{text}");
        let chart = read(&SourcePath::new("a.csv"), text.as_bytes()).value.expect("a chart");
        let series = &chart.series[0];
        assert_eq!((series.prefix.as_str(), series.suffix.as_str()), ("", ""), "{text}");
    }
    let mixed = "Wat;2025;2026\nOpkomst;45%;50%\nInsprekers;12;14\nTevreden;80%;81%\n";
    assert_eq!(told(mixed).len(), 2);
    for text in ["A;B\nx;45%\ny;0\n", "A;B %\nx;45%\ny;12\n", "A;B\nx;€ 1\ny;2\n"] {
        assert!(told(text).is_empty(), "{text}: {:?}", told(text));
    }
    assert_eq!(chart_of("A;B\nx;€ 1\ny;2\n").series[0].prefix, "€");
}

#[test]
fn a_file_may_begin_without_a_line_of_headings() {
    for (text, labels) in [
        ("A;1\nB;2\nC;3\n", &["A", "B", "C"][..]),
        ("# grafiek: staand\n\nA;12,5\nB;n.v.t.\n", &["A", "B"]),
        ("Digitaal;730\nPapier;270\n", &["Digitaal", "Papier"]),
        ("2021;3\n2022;4\n2023;9\n", &["2021", "2022", "2023"]),
        ("Ja;31 %\n", &["Ja"]),
        // A year is what the numbers are of, and a word above them what they count.
        ("Gemeente;2022\nA;1\nB;2\n", &["A", "B"]),
        ("Jaar;2022;2023;2024\nA;1;2;3\n", &["2022", "2023", "2024"]),
        (";2022;2023\nA;1;2\n", &["A"]),
        (";7\nA;1\nB;2\n", &["A", "B"]),
        ("Week;10\n11;1\n12;2\n", &["11", "12"]),
        ("Cijfer;1;2;3\nA;5;6;7\nB;5;6;7\n", &["A", "B"]),
        ("A;n.b.\nB;2\nC;3\n", &["B", "C"]),
    ] {
        assert_eq!(chart_of(text).labels, labels, "{text}");
    }
    let bars = html("A;1\nB;2\nC;3\n", "");
    assert!(bars.contains("Staafdiagram met 3 staven. Het hoogst: C, met 3."), "{bars}");
    assert!(bars.contains("<table class=numbers><tbody><tr><th scope=row>A</th>"), "{bars}");
    let lines = html("2021;3\n2022;4\n2023;9\n", "");
    assert!(
        lines.contains("Lijndiagram van 2021 tot en met 2023. De waarde stijgt van 3 naar 9"),
        "{lines}"
    );
    let told = read(&SourcePath::new("a.csv"), b"A;1\nB;2;3\n").problems;
    assert_eq!((told[0].code(), told[0].line), ("chart-ragged".to_owned(), Some(2)));
    let told = read(&SourcePath::new("a.csv"), b"A;45%\nB;2\n").problems;
    assert!(
        matches!(&told[0].problem, Problem::ChartUnlike { column, .. } if column == "2"),
        "{told:?}"
    );
}
