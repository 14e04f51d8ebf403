//! What comes back reads as the erasure left it, whatever it was.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use proptest::prelude::*;

use super::*;
use crate::comment::erasure::{Answered, Orders, Taken, Traces, redactions, with_gaps, with_taken};
use crate::comment::person::gather;
use crate::comment::testing::{self, comment};
use crate::comment::{Author, Format, Identity, Origin, csv, jsonl, page, staticman, wxr};
use crate::source::Source;

/// What names somebody, what looks like it, and what may stand between.
const TOKENS: [&str; 58] = [
    "Jan de Vries",
    "Jan de Vries",
    "jan de vries",
    "Vries, Jan de",
    "de Vries, Jan",
    "Vries de, Jan",
    "Vries, J. de (Jan)",
    "De Vries, J. (Jan)",
    "@Jan",
    "@jan",
    "@jandevries",
    "@Jan de Vries",
    "jan",
    "Jan",
    "J. de Vries",
    "Jan de Vriess",
    "jan@x.example",
    "jan [at] x (dot) example",
    "jan at x example",
    "@jan@x.example",
    "els.jan@x.example",
    "jan@x.example.nl",
    "jan.de.vries@y.example",
    "jvries83",
    "@jvries83",
    "Marc Jan de Vries",
    "Jan de Vries-Bakker",
    "Klaas-Jan de Vries",
    "Marc",
    "Bakker",
    "Els Bakker",
    "Bakker, Els",
    "@els",
    "els@x.example",
    "Els",
    "Kees de Vries",
    "het peil staat nu al weken te hoog",
    "(zegt men) hier",
    "te hoog (zegt men) hier en daar",
    "mail els@x.example of jan de vries maar",
    "[...]",
    "👎",
    "&#64;jan",
    "&amp;",
    "<b>",
    "</b>",
    "<br>",
    "<p>",
    "<a href=\"mailto:jan@x.example\" title=\"Marc Jan de Vries\">",
    "<b title='x-jan'>",
    "<b title='@jan'>",
    "</a>",
    "<!-- jan -->",
    "_",
    "**",
    "\"",
    "(",
    ")",
];
/// What stands between two of them.
const GAPS: [&str; 12] = [" ", " ", " ", " ", " ", "", ", ", "-", ". ", "\n", "@", " ("];

fn text() -> impl Strategy<Value = String> {
    let pairs = prop::collection::vec((0..TOKENS.len(), 0..GAPS.len()), 1..14);
    pairs.prop_map(|pairs| {
        pairs.into_iter().flat_map(|(token, gap)| [TOKENS[token], GAPS[gap]]).collect()
    })
}

fn by(id: &str, name: &str, email: &str, account: Option<&str>, text: &str) -> Comment {
    let (email, account) = (Some(email.to_owned()), account.map(str::to_owned));
    let author = Author { name: name.into(), email, account, ..Author::default() };
    Comment { author: author.into(), ..comment(id, text) }
}

/// Everybody but who says the text.
fn everybody() -> [Comment; 4] {
    [
        by(
            "1",
            "Jan de Vries",
            "jan@x.example",
            Some("jvries83"),
            "Het peil staat nu al weken te hoog (zegt men) hier en daar.",
        ),
        by(
            "2",
            "Els Bakker",
            "els@x.example",
            None,
            "Mail els@x.example of Jan de Vries maar eens, @jan weet het.",
        ),
        by("3", "Marc Jan de Vries", "marc@x.example", None, "x"),
        by("4", "Jannie de Vries", "jan.de.vries@y.example", None, "y"),
    ]
}

/// By what the first of these is found, when those before them are gone.
fn traces(comments: &[Comment]) -> Traces {
    let comments: Vec<&Comment> = comments.iter().collect();
    let everyone = gather(comments.iter().copied());
    let own: Vec<_> = everyone.iter().filter(|person| person.comments == [0]).cloned().collect();
    let erased = HashSet::from([0]);
    Traces::new(&own, &comments, &everyone, Answered::new(&comments, &erased, &HashMap::new()))
}

fn new() -> Source {
    Source::new(
        "content/comments/forgotten.toml",
        format!("key = \"{}\"\n", "07".repeat(32)).into_bytes(),
    )
}

/// The list and the comment once somebody is taken out of it.
fn erased(traces: &Traces, list: &Source, comment: &Comment) -> (Source, Comment) {
    let (text, is_marked) = (comment.body.text(), comment.kind != BodyKind::Plain);
    let after = replaced(&text, &redactions((traces, true), (&text, is_marked), Some(comment)));
    listed(traces, list, comment, after)
}

/// The same, if that is what is left of it.
fn listed(traces: &Traces, list: &Source, comment: &Comment, after: String) -> (Source, Comment) {
    let (text, is_marked) = (comment.body.text(), comment.kind != BodyKind::Plain);
    let gone = traces.gone(&text, is_marked, Some(comment));
    let gone = with_gaps(gone, (&text, is_marked), &after);
    let taken = passages(&text, is_marked, &gone);
    let lists = [Forgotten::read(list).expect("a list")];
    let is_clean = find(&lists, &text, is_marked, comment).is_empty();
    let seen = if is_clean { seen(&text, is_marked, &gone) } else { Vec::new() };
    let after = Comment { body: after.into(), ..comment.clone() };
    let written = with_taken(list, &[Taken { comment, passages: taken.clone(), seen, left: None }])
        .expect("a list");
    let is_any = !taken.is_empty();
    (
        if is_any { Source::new(list.path.as_str(), written.into_bytes()) } else { list.clone() },
        after,
    )
}

/// What is shown of a comment by this list.
fn shown(list: &Source, comment: &Comment, text: &str) -> String {
    let comment = Comment { body: text.into(), ..comment.clone() };
    without(&[Forgotten::read(list).expect("a list")], &comment).unwrap_or_else(|| text.to_owned())
}

/// Jan and then Els are taken out of a text of somebody else: it stays so, whichever of its texts comes back.
fn comes_back(first: &Comment) -> Result<String, TestCaseError> {
    let everybody = everybody();
    let (one, second) = erased(&traces(&everybody), &new(), first);
    let (two, third) = erased(&traces(&everybody[1..]), &one, &second);
    let [then, after, last] =
        [first, &second, &third].map(|comment| comment.body.text().into_owned());
    for (list, returned, left) in [
        (&one, &then, &after),
        (&one, &after, &after),
        (&two, &then, &last),
        (&two, &after, &last),
        (&two, &last, &last),
    ] {
        prop_assert_eq!(&shown(list, first, returned), left, "{}", returned);
    }
    // As it stands in a cell of a table.
    let cell = |text: &str| format!(" {}\n", text.replace('"', "\"\"").replace(' ', "  "));
    if first.kind == BodyKind::Plain && first.source_id.is_some() {
        prop_assert_eq!(shown(&two, first, &cell(&then)), cell(&last), "{}", then);
    }
    Ok(last)
}

#[test]
fn signs_and_namesakes_stay_where_they_were_left() {
    for (text, left) in [
        // A parenthesis that a quote before it did not take, and one that went.
        (
            "Vries, J. de (Jan) (Vries, J. de (Jan)-De Vries, J. (Jan))",
            "[...] (Vries, J. de ([...])",
        ),
        ("Vries, J. de (Jan)-De Vries, J. (Jan)", "Vries, J. de ([...]"),
        // The sign of a mention went with it alone, and with a longer name.
        ("@jan de Vries, Jan en @jandevries", "[...] en [...]"),
        // What stood beside a namesake went with somebody else.
        (
            "Dank Jan de Vries. Marc Jan de Vries, els@x.example weet dit",
            "Dank [...]. Marc Jan de Vries, [...] weet dit",
        ),
    ] {
        let first =
            Comment { kind: BodyKind::Plain, ..by("9", "Piet", "piet@x.example", None, text) };
        assert_eq!(comes_back(&first).expect(text), left, "{text}");
    }
}

#[test]
fn without_its_sign_a_mention_goes_where_it_is_no_word_of_a_sentence() {
    for (text, left) in [
        ("@Jan ik kom, dank", "Jan ik kom, dank"),
        ("@Jan de Vries zei het, dank", "[...] zei het, dank"),
        ("@jvries83 zei het, dank", "[...] zei het, dank"),
        ("@Jan zei tegen Jan de Vries", "Jan zei tegen [...]"),
    ] {
        let first = by("9", "Piet", "piet@x.example", None, text);
        let (list, after) = erased(&traces(&everybody()[..2]), &new(), &first);
        assert!(after.body.text().starts_with("[...]"), "{text}");
        assert_eq!(shown(&list, &first, &text.replace('@', "")), left, "{text}");
    }
}

#[test]
fn a_mention_that_got_a_last_name_is_somebody_elses() {
    let first = by("9", "Piet", "piet@x.example", None, "@Jan weet het, en @jvries83 ook");
    let (list, after) = erased(&traces(&everybody()[..2]), &new(), &first);
    assert_eq!(after.body.text(), "[...] weet het, en [...] ook");
    for (text, left) in [
        ("@Jan Smit weet het", "@Jan Smit weet het"),
        ("@Jan van 't Hof weet het", "@Jan van 't Hof weet het"),
        ("@Jan ’t Hof weet het", "@Jan ’t Hof weet het"),
        ("@Jan d'Hondt weet het", "@Jan d'Hondt weet het"),
        ("@Jan Wat weet je?", "[...] Wat weet je?"),
        ("@Jan weet dit nu ook, @jvries83 Zeker", "[...] weet dit nu ook, [...] Zeker"),
    ] {
        assert_eq!(shown(&list, &first, text), left);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: ProptestConfig::default().cases.max(1_000), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_comes_back_reads_as_the_erasures_left_it(text in text(), is_marked in any::<bool>(), is_numbered in any::<bool>()) {
        let kind = if is_marked { BodyKind::WordPress } else { BodyKind::Plain };
        let first = Comment { kind, ..by("9", "Piet", "piet@x.example", None, &text) };
        let first = match is_numbered {
            true => first,
            false => {
                let origin = Origin { identity: Identity::Described, ..(*first.origin).clone() };
                Comment { source_id: None, origin: Arc::new(origin), ..first }
            }
        };
        comes_back(&first)?;
    }
}

#[test]
fn who_goes_while_an_old_text_is_back_goes_from_it_too_in_whatever_list() {
    let [text, half, left] =
        ["Dank Jan de Vries en Els Bakker.", "Dank [...] en Els Bakker.", "Dank [...] en [...]."];
    let (everybody, first) = (everybody(), by("9", "Piet", "piet@x.example", None, text));
    let (jan, els) = (traces(&everybody), traces(&everybody[1..]));
    let (one, second) = erased(&jan, &new(), &first);
    assert_eq!(second.body.text(), half);
    let (both, _) = erased(&els, &one, &first);
    let (other, _) = erased(&els, &new(), &second);
    let lists = |sources: &[&Source]| -> Vec<Forgotten> {
        sources.iter().map(|source| Forgotten::read(source).expect("a list")).collect()
    };
    for lists in [lists(&[&both]), lists(&[&one, &other]), lists(&[&other, &one])] {
        assert_eq!(without(&lists, &first).as_deref(), Some(left));
        assert_eq!(without(&lists, &second).as_deref(), Some(left));
        let last = Comment { body: left.into(), ..first.clone() };
        assert_eq!(without(&lists, &last), None);
    }
}

/// Files in which Piet says this.
fn files(text: &str) -> [(&'static Format, Source); 7] {
    let line = serde_json::json!({
        "post": "water", "id": 9, "author": "Piet", "email": "piet@x.example", "text": text,
        "written": "2026-02-09 10:00", "markup": "html", "status": "approved",
    });
    let cell = text.replace('"', "\"\"");
    let row = format!("Piet;piet@x.example;3-2-2026;water;\"{cell}\"");
    let blog = |content: String| {
        format!(
            "<?xml version=\"1.0\"?><rss version=\"2.0\" xmlns:wp=\"http://wordpress.org/export/1.2/\"><channel>\
             <wp:wxr_version>1.2</wp:wxr_version><item><wp:post_id>5</wp:post_id><wp:post_name>water</wp:post_name>\
             <wp:status>publish</wp:status><wp:post_type>post</wp:post_type><wp:comment><wp:comment_id>9</wp:comment_id>\
             <wp:comment_author>Piet</wp:comment_author><wp:comment_author_email>piet@x.example</wp:comment_author_email>\
             <wp:comment_date_gmt>2026-02-09 10:00:00</wp:comment_date_gmt><wp:comment_content>{content}</wp:comment_content>\
             <wp:comment_approved>1</wp:comment_approved></wp:comment></item></channel></rss>"
        )
    };
    // A theme has an element for what a comment says, or none.
    let page = |text: String| {
        format!(
            "<!DOCTYPE html><html><body><ol><li id=\"comment-9\" class=\"comment\"><b class=\"fn\">Piet</b>\
             <time datetime=\"2026-02-09T10:00:00Z\">9 februari</time>{text}<div class=\"reply\"><a href=\"#9\" title=\"Jan\">Antwoord \
             Jan</a></div></li></ol></body></html>"
        )
    };
    let escaped = text.replace('&', "&amp;").replace('<', "&lt;");
    [
        (
            &jsonl::FORMAT,
            "a.jsonl",
            format!("{{\"weerklank-comments\":1,\"system\":\"f\"}}\n{line}\n"),
        ),
        (&csv::FORMAT, "a.csv", format!("Naam;E-mail;Datum;Artikel;Reactie\n{row}\n")),
        (&wxr::FORMAT, "a.xml", blog(format!("<![CDATA[{text}]]>"))),
        (&wxr::FORMAT, "b.xml", blog(escaped)),
        (&page::FORMAT, "p.html", page(format!("<div class=\"comment-content\">{text}</div>"))),
        (&page::FORMAT, "q.html", page(format!("<p>{text}</p>"))),
        (&staticman::FORMAT, "a/e.md", format!("---\n_id: 9\nname: Piet\n---\n{text}\n")),
    ]
    .map(|(format, name, text)| {
        (format, Source::new(&format!("content/comments/{name}"), text.into_bytes()))
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: ProptestConfig::default().cases.max(200), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn an_old_file_is_left_again_as_the_erasure_left_it(text in text()) {
        let (traces, config) = (traces(&everybody()), testing::config());
        for (format, file) in files(&text) {
            let comments = (format.read)(&file, &config).value.comments;
            let Some(first) = comments.first() else { continue };
            let without = |traces: &Traces, redact| {
                let orders = Orders { comments: &comments, fates: &[], traces, redact };
                let bytes = (format.erase)(&file, &config, &orders).expect("it can be erased from");
                Source::new(file.path.as_str(), bytes)
            };
            let left = without(&traces, true);
            let read = (format.read)(&left, &config).value.comments;
            let said = read[0].body.text();
            let (list, _) = listed(&traces, &new(), first, said.to_string());
            let mut again = Traces::default();
            again.keep_out(vec![Forgotten::read(&list).expect("a list")]);
            let new = without(&again, false);
            prop_assert_eq!(new.text(), left.text(), "{}", text);
            // What is read of a page is its tags as a browser has them, of which some may be none of the file.
            if format.name != page::FORMAT.name {
                let (_, after) = erased(&traces, &list, first);
                prop_assert_eq!(said, after.body.text(), "{}", text);
            }
        }
    }
}
