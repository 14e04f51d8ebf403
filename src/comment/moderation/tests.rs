//! What decisions do, and what is told of those that do not take.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::*;
use crate::comment::matching::Destination;
use crate::comment::merge::Merged;
use crate::comment::testing::comment;
use crate::site::tests::config;
use crate::source::SourcePath;

fn matcher() -> Matcher {
    let destination = |slug: &str, is_public| Destination {
        source: SourcePath::new(&format!("content/posts/2024/{slug}.md")),
        path: format!("2024/{slug}.html"),
        slug: slug.into(),
        title: slug.into(),
        aliases: Vec::new(),
        ids: BTreeMap::new(),
        lang: None,
        day: None,
        is_public,
    };
    Matcher::new(
        vec![destination("water", true), destination("peil", true), destination("concept", false)],
        &Merged::default(),
        &[],
        &config("title = \"x\""),
    )
    .value
}

fn at(post: &str, id: &str, held: Option<Held>) -> Comment {
    let place = Place { slug: Some(post.into()), ..Place::default() };
    Comment { place: Arc::new(place), held, ..comment(id, "Bel 06-123, zei ik.") }
}

/// What became of the comments, which discussions were closed, and the problems with their lines.
type Decided = (Vec<Placed>, BTreeSet<usize>, Vec<(String, Option<u32>)>);

fn decide(text: &str) -> Decided {
    let comments = vec![
        at("water", "1", None),
        at("water", "2", Some(Held::Pending)),
        at("water", "3", Some(Held::Pingback)),
        at("peil", "1", None),
        at("concept", "4", None),
        at("nergens", "5", None),
    ];
    let matcher = matcher();
    let mut placed = place(comments.into_iter().map(Box::new).collect(), &matcher);
    let source = Source::new("content/comments/moderation.toml", text.into());
    let mut problems = Vec::new();
    let moderated = apply(&[source], &mut placed, &matcher).take(&mut problems);
    (
        placed,
        moderated.closed,
        problems.iter().map(|problem| (problem.code(), problem.line)).collect(),
    )
}

#[test]
fn decisions_are_carried_out() {
    let (placed, closed, problems) = decide(
        "hide = [\"water#comment-1\"]\npublish = [2]\npin = [{ comment = \"1\", post = \"peil\", reason = \"goed\" }]\nclose = [\"water\"]\n\
         [[redact]]\ncomment = \"peil#1\"\npassage = \"06-123\"\n",
    );
    assert_eq!(problems, []);
    assert_eq!(placed[0].comment.held, Some(Held::Hidden));
    assert_eq!(placed[1].comment.held, None);
    assert!(placed[3].pinned);
    assert_eq!(placed[3].comment.body, "Bel […], zei ik.");
    assert_eq!(placed[4].comment.held, Some(Held::UnpublishedPost));
    assert_eq!(placed[5].post, None);
    assert_eq!(closed.into_iter().collect::<Vec<_>>(), [0]);
}

#[test]
fn a_decision_that_does_not_take_is_told() {
    for (text, code, line) in [
        ("hide = [\"99\"]\n", "unknown-comment", 1),
        ("hide = [\"1\"]\n", "ambiguous-comment", 1),
        ("\npublish = [\"3\"]\n", "publish-refused", 2),
        ("close = [\"pijl\"]\n", "unknown-post", 1),
        ("hiden = [\"1\"]\n", "unknown-key", 1),
        ("hide = \"1\"\n", "wrong-type", 1),
        ("[[redact]]\ncomment = \"2\"\npassage = \"staat er niet\"\n", "passage-not-found", 1),
        ("[[redact]]\ncomment = \"2\"\n", "missing-key", 1),
        ("hide = [\n", "invalid-toml", 1),
        ("hide = [\"2\"]\npublish = [\"2\"]\n", "moderation-conflict", 2),
    ] {
        let (_, _, problems) = decide(text);
        assert_eq!(problems.first().map(|(code, _)| code.as_str()), Some(code), "{text}");
        assert!(
            problems[0].1.is_some_and(|found| found.abs_diff(line) <= 1),
            "{text} {problems:?}"
        );
    }
}

#[test]
fn a_comment_that_is_found_by_two_names_is_one() {
    let matcher = matcher();
    // Whether both names of one lie side by side is a matter of chance.
    for _ in 0..100 {
        let comments = (0..3).map(|_| Box::new(at("water", "7", None))).collect();
        let placed = place(comments, &matcher);
        let keys = Keys::new(&placed);
        for (number, id) in ["7-2", "7-3"].into_iter().enumerate() {
            assert_eq!(keys.find(id, &placed, &matcher).ok(), Some(number + 1));
        }
        assert!(keys.find("7", &placed, &matcher).is_err());
        assert_eq!(keys.find("water#7", &placed, &matcher).ok(), Some(0));
    }
}

#[test]
fn two_comments_of_one_id_under_one_post_have_two_anchors() {
    let comments = vec![at("water", "1", None), {
        let mut other = at("water", "1", None);
        Arc::make_mut(&mut other.place).system = "ander.example".into();
        other
    }];
    let ids: Vec<EcoString> = place(comments.into_iter().map(Box::new).collect(), &matcher())
        .into_iter()
        .map(|placed| placed.id)
        .collect();
    assert_eq!(ids, ["1", "1-2"]);
}

#[test]
fn a_number_of_wordpress_keeps_its_anchor_whatever_else_has_it() {
    let isso = |id: &str| {
        let mut comment = at("water", id, None);
        Arc::make_mut(&mut comment.origin).format = "isso";
        comment
    };
    for comments in [
        vec![isso("1042"), at("water", "1042", None)],
        vec![at("water", "1042", None), isso("1042")],
    ] {
        let placed = place(comments.into_iter().map(Box::new).collect(), &matcher());
        for one in placed {
            let wanted = if one.comment.origin.format == "isso" { "1042-2" } else { "1042" };
            assert_eq!(one.id, wanted);
        }
    }
}
