//! Discussions: order, placeholders, cycles and pages.

use super::*;
use crate::comment::testing::comment;
use crate::comment::{Comment, Held, Moment};

/// Comments as `id`, `id<parent`, `-id` for one that is held, and `~id` for a pingback; the time is the place in the list.
fn placed(texts: &[&str]) -> Vec<Placed> {
    let one = |(time, text): (usize, &&str)| {
        let (own, parent) =
            text.split_once('<').map_or((*text, None), |(own, parent)| (own, Some(parent)));
        let id = own.trim_start_matches(['-', '~']);
        let held = match &own[..1] {
            "-" => Some(Held::Trash),
            "~" => Some(Held::Pingback),
            _ => None,
        };
        let written = Some(Moment(i64::try_from(time).expect("few")));
        let comment =
            Comment { parent: parent.map(Box::from), held, written, ..comment(id, "tekst") };
        Placed::new(comment.into(), Some(0), id.into())
    };
    texts.iter().enumerate().map(one).collect()
}

fn discussion(texts: &[&str], page_size: usize) -> (Discussion, usize) {
    let placed = placed(texts);
    let members: Vec<u32> = (0..u32::try_from(placed.len()).expect("few")).collect();
    let checked = build(&members, &placed, page_size, &mut Vec::new());
    (checked.value, checked.problems.len())
}

/// The nested lists as a template writes them: `1(2 3(4))`, a place without text in brackets.
fn shown(discussion: &Discussion) -> Vec<String> {
    let page = |range: &Range<usize>| {
        let mut text = String::new();
        for item in &discussion.items[range.clone()] {
            if item.first && item.depth > 0 {
                text.push('(');
            } else if !text.is_empty() {
                text.push(' ');
            }
            text.push_str(&if item.comment.is_some() {
                item.key.to_string()
            } else {
                format!("[{}]", item.key)
            });
            text.push_str(&")".repeat(usize::from(item.closes)));
        }
        text
    };
    discussion.pages.iter().map(page).collect()
}

#[test]
fn answers_stand_under_what_they_answer() {
    for (texts, expected, problems) in [
        (vec!["1", "2<1", "3", "4<2", "5<1"], vec!["1(2(4) 5) 3"], 0),
        (vec!["1<9", "2"], vec!["1 2"], 0),
        (vec!["-1", "2<1", "-3"], vec!["[1](2)"], 0),
        (vec!["~1", "2<1", "3<2"], vec!["2(3)"], 0),
        (vec!["1", "~2<1", "3<2"], vec!["1 3"], 0),
        (vec!["-1", "-2<1", "3<2", "-4<3"], vec!["[1]([2](3))"], 0),
        (vec!["-1", "-2<1"], vec![], 0),
        (vec!["1<3", "2<1", "3<2"], vec!["1(2(3))"], 1),
        (vec!["1<1"], vec!["1"], 1),
        (vec!["2<1", "1"], vec!["1(2)"], 0),
        (vec![], vec![], 0),
    ] {
        let (found, told) = discussion(&texts, 0);
        assert_eq!(
            (shown(&found), told),
            (expected.into_iter().map(str::to_owned).collect::<Vec<_>>(), problems),
            "{texts:?}"
        );
    }
}

#[test]
fn what_stands_too_deep_says_whom_it_answers() {
    let texts: Vec<String> = (1..=12)
        .map(|id| if id == 1 { "1".to_owned() } else { format!("{id}<{}", id - 1) })
        .collect();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let (found, _) = discussion(&texts, 0);
    assert_eq!(shown(&found), ["1(2(3(4(5(6(7(8 9 10 11 12)))))))"]);
    let answers: Vec<Option<u32>> = found.items.iter().map(|item| item.answers).collect();
    assert_eq!(answers[7..], [None, Some(7), Some(8), Some(9), Some(10)]);
}

#[test]
fn pages_are_whole_lists_and_stay_when_a_comment_comes_at_the_end() {
    let texts = ["1", "2<1", "3", "4<3", "5<4", "6", "7"];
    assert_eq!(shown(&discussion(&texts, 3).0), ["1(2)", "3(4(5))", "6 7"]);
    assert_eq!(
        shown(&discussion(&[&texts[..], &["8"]].concat(), 3).0),
        ["1(2)", "3(4(5))", "6 7 8"]
    );
    assert_eq!(
        shown(&discussion(&[&texts[..], &["8", "9"]].concat(), 3).0),
        ["1(2)", "3(4(5))", "6 7 8", "9"]
    );
    let long = ["1", "2<1", "3<2", "4<2", "5<1", "6"];
    let (found, _) = discussion(&long, 3);
    assert_eq!(shown(&found), ["1(2(3))", "4 5 6"]);
    assert_eq!(
        found.items.iter().map(|item| item.answers).collect::<Vec<_>>(),
        [None, None, None, Some(1), Some(0), None]
    );
}

#[test]
fn a_discussion_is_counted() {
    let mut placed = placed(&["1", "-2<1", "3<2", "4"]);
    for (index, name) in [(0, "Prins, Sanne"), (3, "SANNE PRINS")] {
        std::sync::Arc::make_mut(&mut placed[index].comment.author).name = name.into();
    }
    placed[2].pinned = true;
    let found = build(&[0, 1, 2, 3], &placed, 0, &mut Vec::new()).value;
    assert_eq!((found.shown, found.placeholders, found.people), (3, 1, 2));
    assert_eq!((found.pinned, found.newest), (vec![2], Some(3)));
}

#[test]
fn a_very_deep_discussion_is_no_deeper_for_the_program() {
    let texts: Vec<String> = (0..100_000)
        .map(|id| if id == 0 { "0".to_owned() } else { format!("{id}<{}", id - 1) })
        .collect();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let (found, _) = discussion(&texts, 200);
    assert_eq!((found.shown, found.pages.len()), (100_000, 500));
}

#[test]
fn an_answer_says_whom_it_answers_where_its_place_does_not() {
    let (discussion, _) = discussion(&["1", "2<1", "3<2", "4<3", "5<2", "6<1", "7<5"], 0);
    let told: Vec<(&str, Option<u32>)> =
        discussion.items.iter().map(|item| (&*item.key, item.answers)).collect();
    // 5 stands below 4, far from 2; 6 is under the top, where the indent is plain on any screen.
    let none = |id| (id, None);
    let expected =
        [none("1"), none("2"), none("3"), none("4"), ("5", Some(1)), none("7"), none("6")];
    assert_eq!(told, expected);
}

#[test]
fn who_answers_what_is_nowhere_is_told_once_for_a_file() {
    let placed = placed(&["1", "2<9", "3<1", "-4<8", "5<7", "~6", "7<6"]);
    let members: Vec<u32> = (0..u32::try_from(placed.len()).expect("few")).collect();
    let mut lost = Vec::new();
    let built = build(&members[..6], &placed, 0, &mut lost);
    assert_eq!((built.problems.len(), lost.as_slice()), (0, &[1, 4][..]));
    let told = told(&lost, &placed);
    assert_eq!(told.len(), 1);
    assert_eq!((&told[0].problem, told[0].line), (&Problem::ParentMissing { count: 2 }, Some(1)));
}
