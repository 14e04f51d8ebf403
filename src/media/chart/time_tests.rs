//! Charts over time.

use super::tests::{chart_of, html};
use super::*;

#[test]
fn time_goes_forward_and_every_line_is_told() {
    let chart = chart_of("Jaar;A\n2024;3\n2023;2\n2022;1\n");
    assert_eq!((chart.kind(None), chart.labels[0].as_str()), (Kind::Lines, "2022"));
    assert_eq!(chart.series[0].values, [Some(1.0), Some(2.0), Some(3.0)]);
    let six = "Jaar;a;b;c;d;e;f\n2000;1;1;1;1;1;0\n2001;2;2;2;2;2;9\n2002;2;2;2;2;2;18\n";
    let html = html(six, "Zes");
    assert!(html.contains("f stijgt van 0 naar 18"), "{html}");
}

#[test]
fn days_read_as_one_writes_them_if_all_are_days() {
    let hours = html("Tijdstip;cm\n26-2-2024 08:00;3\n26-2-2024 09:00;5\n26-2-2024 10:00;4\n", "");
    for hour in ["08:00", "09:00", "10:00"] {
        assert!(hours.contains(&format!("<th scope=row>26 feb 2024 {hour}</th>")), "{hours}");
    }
    let days = html("Datum;n\n26-2-2024 00:00;3\n27-2-2024 00:00;5\n1-3-2024 00:00;4\n", "");
    assert!(days.contains("<th scope=row>26 feb 2024</th>"), "{days}");
    // As in America, where the second of March is not the third of February.
    let american = html("Date,Visitors\n2/26/2024,3\n3/2/2024,5\n", "");
    assert!(american.contains("<th scope=row>3/2/2024</th>"), "{american}");
    let named = html("Datum;n\n1 maart 2024;3\n2 maart 2024;5\n4 maart 2024;4\n", "");
    assert!(named.contains("Lijndiagram van n, van 1 mrt 2024 tot en met 4 mrt 2024."), "{named}");
}

#[test]
fn time_may_go_from_the_left_to_the_right() {
    let years = "2017;2018;2019;2020;2021;2022;2023";
    let one = chart_of("Jaar;2021;2022;2023\nBezoekers;1.200;;900\n");
    assert_eq!((one.kind(None), one.heading.as_str()), (Kind::Lines, "Jaar"));
    assert_eq!(one.labels, ["2021", "2022", "2023"]);
    assert_eq!((one.series[0].name.as_str(), one.series.len()), ("Bezoekers", 1));
    assert_eq!(one.series[0].values, [Some(1200.0), None, Some(900.0)]);
    let many = chart_of(&format!("Wijk;{years}\nNoord;1%;2%;3%;4%;5%;6%;7%\nZuid;2;3;4;5;6;7;8\n"));
    assert_eq!((many.labels.len(), many.series.len(), many.heading.as_str()), (7, 2, ""));
    assert_eq!(many.series[0].suffix, "%");
    // Bars that stand together can be told apart, and words are told of where they stand.
    let three = chart_of("Wijk;2021;2022;2023\nNoord;1;2;3\nZuid;2;3;4\n");
    assert_eq!((three.labels.len(), three.series.len()), (2, 3));
    let code = |text: &str| read(&SourcePath::new("a.csv"), text.as_bytes()).problems[0].code();
    assert_eq!(
        code(&format!("Wijk;{years}\nNoord;1;2;3;4;5;6;7\nZuid;1;2;3;4;5;6;acht\n")),
        "chart-not-a-number"
    );
    assert_eq!(code(&format!("Wijk;Totaal;{years}\nNoord;9;1;2;3;4;5;6;7\n")), "chart-too-wide");
    assert_eq!(chart_of("Wat;A;B;C\nx;1;2;3\n").series.len(), 3);
}
