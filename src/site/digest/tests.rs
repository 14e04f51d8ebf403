//! Sites of a few posts and comments, and what is told of their weeks.

use super::*;
use crate::comment::read as read_comments;
use crate::post::{Kind, read as read_post};
use crate::site::tests::{config, joined};
use crate::site::{Heard, Parts, Site, Written};
use crate::source::Source;

fn post(name: &str, date: &str, config: &Config) -> Written {
    let text = format!("---\ntitle: {name}\ndate: {date}\nauthors: [An Bakker]\n---\nTekst.\n");
    let source = Source::new(&format!("content/posts/{name}.md"), text.into_bytes());
    let document = read_post(&source, Kind::Post, config).value.expect("a post");
    Written { document: document.into(), source: source.bytes }
}

/// A comment as a line: its number, the number of the one it answers, who wrote it, when, and what.
type Line<'a> = (u32, u32, &'a str, &'a str, &'a str);

fn site(posts: &[(&str, &str)], comments: &[Line<'_>], config: &Config) -> Site {
    let mut lines = String::from("{\"weerklank-comments\": 1, \"system\": \"x.example\"}\n");
    for (id, parent, author, written, text) in comments {
        let parent = if *parent > 0 { format!("\"parent\": {parent}, ") } else { String::new() };
        lines.push_str(&format!(
            "{{\"post\": \"a\", \"id\": {id}, {parent}\"author\": \"{author}\", \"written\": \"{written}\", \
             \"text\": \"{text}\", \"status\": \"approved\"}}\n"
        ));
    }
    let export = Source::new("content/comments/a.jsonl", lines.into_bytes());
    let parts = Parts {
        posts: posts.iter().map(|(name, date)| post(name, date, config)).collect(),
        ..Parts::default()
    };
    let exports = read_comments(&export, config).value;
    joined(parts, Heard { exports, ..Heard::default() }, config)
}

fn names(digests: &[Digest]) -> Vec<String> {
    digests.iter().map(|digest| digest.period.name()).collect()
}

#[test]
fn only_periods_in_which_something_happened_have_a_digest() {
    let config = config("title = \"x\"");
    let comments = [
        (1, 0, "Bo", "2024-03-04 09:00", "Mooi."),
        (2, 0, "Bo", "2026-11-15 23:59", "Nog eens."),
        (3, 0, "Bo", "2026-11-16 00:00", "En weer."),
    ];
    let site = site(&[("a", "2024-03-03"), ("b", "2026-11-23")], &comments, &config);
    assert_eq!(
        names(&site.digests.weeks),
        ["2026-w48", "2026-w47", "2026-w46", "2024-w10", "2024-w09"]
    );
    assert_eq!(names(&site.digests.months), ["2026-11", "2024-03"]);
    let posts: Vec<usize> = site.digests.weeks.iter().map(|week| week.posts.len()).collect();
    assert_eq!(posts, [1, 0, 0, 0, 1]);
    // Any stretch of days has the same in it as the weeks that it consists of.
    for week in &site.digests.weeks {
        assert_eq!(within(&site, week.period, &config), *week);
    }
    // The first running period ends on Sunday night.
    let end = week_end("2026-11-30", &config);
    assert_eq!(site.until, Some(end));
}

fn week_end(day: &str, config: &Config) -> i64 {
    let day: jiff::civil::Date = day.parse().expect("a day");
    Period::Days(day, day).seconds(&config.timezone).start
}

#[test]
fn the_settings_choose_which_there_are() {
    let posts = [("a", "2026-11-02")];
    for (settings, weeks, months) in [
        ("title = \"x\"", 1, 1),
        ("title = \"x\"\n[digests]\nweeks = false", 0, 1),
        ("title = \"x\"\n[digests]\nmonths = false", 1, 0),
        ("title = \"x\"\n[digests]\nenabled = false", 0, 0),
    ] {
        let digests = site(&posts, &[], &config(settings)).digests;
        assert_eq!((digests.weeks.len(), digests.months.len()), (weeks, months), "{settings}");
    }
}

#[test]
fn of_many_comments_the_most_telling_are_told_whatever_comes_later() {
    let config = config("title = \"x\"");
    let mut comments = vec![
        (1, 0, "Bo", "2026-11-02 09:00", "Kort."),
        (2, 0, "Cas", "2026-11-02 10:00", "Een reactie met wat meer woorden dan de andere."),
        (3, 0, "Dirk", "2026-11-02 11:00", "Ook kort."),
        (4, 1, "Eef", "2026-11-03 09:00", "Antwoord een."),
        (5, 1, "Fem", "2026-11-03 10:00", "Antwoord twee, dat is langer."),
    ];
    let told = |comments: &[Line<'_>]| {
        let site = site(&[("a", "2024-03-03")], comments, &config);
        let week = site.digests.weeks.iter().find(|week| week.period.name() == "2026-w45");
        let contents = week.expect("the week").contents(&site);
        let said = |comment: &u32| site.conversation.comments[*comment as usize].id.to_string();
        let best: Vec<String> = contents.talks[0].best.iter().map(said).collect();
        (best, contents.talks[0].comments, contents.writers.len())
    };
    let (best, count, writers) = told(&comments);
    assert_eq!((best.len(), count, writers), (2, 5, 5));
    // What was answered, and what is longest, in the order of time.
    let all = |wanted: [u32; 3]| wanted.map(|id| comments.iter().any(|line| line.0 == id));
    assert_eq!(all([1, 2, 5]), [true; 3]);
    comments.push((6, 3, "Gijs", "2026-11-20 09:00", "Veel later een antwoord op de derde."));
    comments.push((7, 3, "Bo", "2026-11-20 10:00", "En nog een."));
    assert_eq!(told(&comments), (best, count, writers));
}
