//! Pages as the themes of WordPress have made them over the years.

use super::*;
use crate::comment::Comment;
use crate::comment::testing::{body, codes, config, read as read_as};

fn page(comments: &str) -> String {
    format!(
        "<!DOCTYPE html>\n<!-- saved from url=(0030)https://elders.example/x/ -->\n<html><head>\n<link rel=\"canonical\" href=\"https://www.blog.example/2015/03/water/\">\n\
         <link rel='shortlink' href='https://www.blog.example/?p=528'><noscript><b></noscript><svg><path></svg></head>\n\
         <body class=\"single postid-528\"><h1 class=\"entry-title\">Water &amp; wind</h1>\n{comments}\n</body></html>"
    )
}

fn of(comments: &str) -> Checked<Export> {
    read_as(&FORMAT, "water.html", page(comments).as_bytes(), &config())
}

/// Number, what it answers, name, text and moment.
type Seen<'a> = (&'a str, Option<&'a str>, &'a str, &'a str, Option<i64>);

fn seen(checked: &Checked<Export>) -> Vec<Seen<'_>> {
    let one = |comment: &'_ Comment| comment.written.map(|moment| moment.0);
    checked
        .value
        .comments
        .iter()
        .map(|c| {
            (
                c.source_id.as_deref().unwrap_or_default(),
                c.parent.as_deref(),
                c.author.name.as_str(),
                body(c),
                one(c),
            )
        })
        .collect()
}

#[test]
fn the_markup_of_every_age_is_read() {
    let html5 = r##"<ol class="comment-list">
<li id="comment-7" class="comment byuser even depth-1 parent"><article id="div-comment-7" class="comment-body"><footer class="comment-meta"><div class="comment-author vcard"><img alt="" src="x" class="avatar"><b class="fn"><a href="https://x.example" class="url">Jan de Wit</a></b> <span class="says">schreef:</span></div><div class="comment-metadata"><a href="#comment-7"><time datetime="2015-03-12T14:03:00+01:00">12 maart 2015 om 14:03</time></a></div></footer><div class="comment-content"><p>Eerste <em>punt</em></p></div><div class="reply"><a class="comment-reply-link" href="?replytocom=7#respond" data-commentid="7">Beantwoorden</a></div></article>
<ol class="children"><li id="comment-9" class="comment odd depth-2"><article id="div-comment-9"><b class="fn">Zoë</b><time datetime="2015-03-12T15:00:00+01:00">x</time><div class="comment-content"><p>Antwoord</p></div></article></li></ol></li></ol>"##;
    let xhtml = r##"<ol class="commentlist"><li class="comment depth-1" id="comment-7"><div id="div-comment-7" class="comment-body"><div class="comment-author vcard"><img class="avatar" src="x"/><cite class="fn">Jan de Wit</cite> <span class="says">schreef:</span></div><div class="comment-meta commentmetadata"><a href="#comment-7">12 maart 2015 om 14:03</a></div><p>Eerste <em>punt</em></p><div class="reply"><a class="comment-reply-link" href="#">Reageer</a></div></div>
<ul class="children"><li class="comment depth-2" id="comment-9"><div id="div-comment-9" class="comment-body"><cite class="fn">Zoë</cite><div class="comment-meta">12 maart 2015 om 15:00</div><p>Antwoord</p></div></li></ul></li></ol>"##;
    let twenty_ten = r##"<ol><li class="comment depth-1" id="li-comment-7"><div id="comment-7"><div class="comment-author vcard"><cite class="fn">Jan de Wit</cite></div><div class="comment-meta">12 maart 2015 om 14:03</div><div class="comment-body"><p>Eerste <em>punt</em></p></div></div>
<ul class="children"><li class="comment depth-2" id="li-comment-9"><div id="comment-9"><cite class="fn">Zoë</cite><time datetime="2015-03-12T14:00:00Z"></time><div class="comment-content"><p>Antwoord</p></div></div></ul></ol>"##;
    let blocks = r##"<ol class="wp-block-comment-template"><li id="comment-7" class="comment depth-1"><div class="wp-block-comment-author-name"><a href="x">Jan de Wit</a></div><div class="wp-block-comment-date"><time datetime="2015-03-12T14:03:00+01:00"><a>12</a></time></div><div class="wp-block-comment-content"><p>Eerste <em>punt</em></p></div>
<ol><li id="comment-9" class="comment depth-2"><div class="wp-block-comment-author-name">Zoë</div><time datetime="2015-03-12T15:00:00+01:00"></time><div class="wp-block-comment-content"><p>Antwoord</p></div></li></ol></li></ol>"##;
    for (age, html) in
        [("html5", html5), ("xhtml", xhtml), ("2010", twenty_ten), ("blocks", blocks)]
    {
        let checked = of(html);
        assert_eq!(codes(&checked), [] as [&str; 0], "{age}");
        let found = seen(&checked);
        let expected = [
            ("7", None, "Jan de Wit", "<p>Eerste <em>punt</em></p>", Some(1_426_165_380)),
            ("9", Some("7"), "Zoë", "<p>Antwoord</p>", Some(1_426_168_800)),
        ];
        assert_eq!(found, expected, "{age}");
        let comment = &checked.value.comments[0];
        let place = &comment.place;
        assert_eq!(place.address.as_deref(), Some("https://www.blog.example/2015/03/water/"));
        assert_eq!(
            (place.system.as_str(), place.title.as_deref()),
            ("blog.example", Some("Water & wind"))
        );
        assert_eq!(place.id, Some(("wordpress".into(), "528".into())));
        assert_eq!((comment.line, comment.held), (7 + u32::from(age == "html5"), None), "{age}");
    }
}

#[test]
fn themes_with_classes_of_their_own_are_read() {
    let avada = r##"<ol><li class="comment depth-1" id="comment-7"><div class="the-comment"><div class="comment-author meta"><strong>Jan de Wit</strong>12 maart 2015 om 14:03<a class="comment-reply-link" href="#"> - Beantwoorden</a></div><div class="comment-text"><p>Een</p></div></div></li></ol>"##;
    let divi = r##"<ol><li class="comment depth-1" id="li-comment-7"><article id="comment-7" class="comment-body"><div class="comment_postinfo"><span class="fn">Jan de Wit</span><span class="comment_date">op 12 maart 2015 om 14:03</span></div><div class="comment-content"><p>Een</p></div></article></li></ol>"##;
    let discuz = r##"<div id='wpd-comm-7_0' class='comment wpd-comment'><div id="comment-7" class="wpd-comment-right"><div class="wpd-comment-header"><div class="wpd-comment-author ">Jan de Wit</div><div class="wpd-comment-date" title="12 maart 2015 14:03">1 jaar geleden</div></div><div class="wpd-comment-text"><p>Een</p></div></div>
<div id='wpd-comm-9_7' class='comment wpd-reply'><div id="comment-9"><div class="wpd-comment-author">Zoë</div><div class="wpd-comment-text"><p>Twee</p></div></div></div></div>"##;
    for (theme, html) in [("avada", avada), ("divi", divi), ("discuz", discuz)] {
        let checked = of(html);
        assert_eq!(codes(&checked), [] as [&str; 0], "{theme}");
        let found = seen(&checked);
        assert_eq!(
            found[0],
            ("7", None, "Jan de Wit", "<p>Een</p>", Some(1_426_165_380)),
            "{theme}"
        );
        assert_eq!(
            found.get(1).map(|own| (own.1, own.2)),
            (theme == "discuz").then_some((Some("7"), "Zoë"))
        );
    }
}

#[test]
fn what_waits_and_what_no_person_wrote_is_held() {
    let item = |class: &str, inner: &str| {
        of(&format!("<li id=comment-1 class='{class} depth-1'><b class=fn>Jan</b>{inner}</li>"))
            .value
            .comments[0]
            .held
    };
    let around = "<div class=comment-author><cite class=fn>Anna</cite> zegt:</div>";
    let named = of(&format!("<li id=comment-1 class=comment>{around}<p>Hoi</p></li>"));
    assert_eq!(named.value.comments[0].author.name, "Anna");
    let text = "<div class=comment-content>Hoi</div>";
    assert_eq!(item("comment", text), None);
    assert_eq!(item("pingback", text), Some(Held::Pingback));
    assert_eq!(item("trackback", text), Some(Held::Trackback));
    assert_eq!(item("comment unapproved", text), Some(Held::Pending));
    let waits = "<em class=comment-awaiting-moderation>Je reactie wacht op moderatie.</em>";
    assert_eq!(item("comment", &format!("{waits}{text}")), Some(Held::Pending));
    for (note, held) in [
        ("<em>Je reactie wacht op moderatie.</em>", Some(Held::Pending)),
        ("<em> Uw reactie wacht op goedkeuring. </em><br>", Some(Held::Pending)),
        ("<i>Your comment is awaiting moderation.</i>", Some(Held::Pending)),
        ("<em><span>Your&nbsp;comment is awaiting\nmoderation.</span></em>", Some(Held::Pending)),
        (
            "<p class=alert><!-- x --><br>Uw reactie is nog niet goedgekeurd.</p>",
            Some(Held::Pending),
        ),
        ("<p>Je reactie wacht op <em>antwoord</em>.</p>", None),
        ("<p>Vorige week</p>", None),
    ] {
        assert_eq!(item("alt", &format!("{note}{text}")), held, "{note}");
    }
    assert_eq!(item("comment", "<div class=comment-content> </div>"), Some(Held::Empty));
    for (class, held) in [
        ("status-private", Held::PrivatePost),
        ("status-draft", Held::UnpublishedPost),
        ("post-password-required", Held::PasswordProtected),
    ] {
        let checked =
            of(&format!("<article class='post {class}'></article><li id=comment-1>{text}</li>"));
        assert_eq!(checked.value.comments[0].held, Some(held));
    }
}

#[test]
fn the_post_is_known_by_whatever_the_page_says_of_it() {
    let html = |head: &str, class: &str| {
        let page = format!(
            "<html><head>{head}</head><body class='{class}'><li id=comment-1><a data-postid=77></a><p>Hoi</p></li></body></html>"
        );
        let checked = read_as(&FORMAT, "x", page.as_bytes(), &config());
        let place = (*checked.value.comments[0].place).clone();
        (
            place.system,
            place.address.unwrap_or_default(),
            place.id.map(|(_, id)| id).unwrap_or_default(),
        )
    };
    let of = |system: &str, address: &str, id: &str| {
        (system.to_owned(), address.to_owned(), id.to_owned())
    };
    let cases = [
        (
            "<link rel='https://api.w.org/' href='https://x.example/blog/wp-json/'><link rel=canonical href='https://x.example/blog/a/'>",
            "page-id-5",
            of("x.example/blog", "https://x.example/blog/a/", "5"),
        ),
        (
            "<link rel=pingback href='https://www.x.example/xmlrpc.php'><meta property='og:url' content='https://x.example/a/'>",
            "",
            of("x.example", "https://x.example/a/", "77"),
        ),
        ("<link rel=canonical href='/a/'>", "", of("", "", "77")),
    ];
    for (head, class, expected) in cases {
        assert_eq!(html(head, class), expected, "{head}");
    }
    let saved = "<!DOCTYPE html>\n<!-- saved from url=(0022)https://x.example/a/ -->\n<html><body><li id=comment-1>Hoi</li></body></html>";
    let checked = read_as(&FORMAT, "x", saved.as_bytes(), &config());
    assert_eq!(checked.value.comments[0].place.address.as_deref(), Some("https://x.example/a/"));
}

#[test]
fn a_page_that_breaks_off_or_nests_without_end_is_refused() {
    let whole = page("<li id=comment-1><p>Hoi</p></li>");
    for cut in [whole.len() - 14, whole.len() - 22] {
        let checked = read_as(&FORMAT, "x.html", &whole.as_bytes()[..cut], &config());
        assert_eq!(codes(&checked).len(), 1);
        assert!(codes(&checked)[0].starts_with("!xml-truncated:"), "{:?}", codes(&checked));
    }
    let deep = page(&format!("<li id=comment-1>{}", "<div>".repeat(100_000)));
    let checked = read_as(&FORMAT, "x.html", deep.as_bytes(), &config());
    assert_eq!(codes(&checked), ["!xml-too-deep"]);
}

#[test]
fn only_pages_with_comments_of_wordpress_are_read() {
    for (text, expected) in [
        ("<!DOCTYPE html><li id=\"comment-1\">", Ok(())),
        ("<!-- x --><html lang=nl><div id='div-comment-12'>", Ok(())),
        ("<!DOCTYPE html><p id=\"comments\">", Err(Lack::Part("id=\"comment-1\""))),
        ("<?xml version=\"1.0\"?><rss><a id=\"comment-1\">", Err(Lack::Start("<!DOCTYPE html>"))),
        ("comment-1", Err(Lack::Start("<!DOCTYPE html>"))),
    ] {
        assert_eq!(recognises(&Source::new("x", text.into())), expected, "{text}");
    }
    let windows = encoding_rs::WINDOWS_1252.encode("<html><head><meta http-equiv=Content-Type content=\"text/html; charset=iso-8859-1\"></head><body><li id=comment-1><b class=fn>Zoë</b><p>Één</p></body></html>").0.into_owned();
    let checked = read_as(&FORMAT, "x", &windows, &config());
    assert_eq!(checked.value.comments[0].author.name, "Zoë");
}

#[test]
fn somebody_leaves_a_page_and_answers_keep_their_place() {
    use crate::comment::erasure::{Fate, Orders, Traces};
    let html5 = "<ol class=\"comment-list\">\n<li id=\"comment-7\" class=\"comment comment-author-jdw\"><article id=\"div-comment-7\">\
        <b class=\"fn\">Jan de Wit</b><time datetime=\"2015-03-12T14:03:00+01:00\">x</time><div class=\"comment-content\"><p>Eerste</p></div></article>\n\
        <ol class=\"children\">\n<li id=\"comment-9\"><b class=\"fn\">Zoë</b><time datetime=\"2015-03-12T15:00:00+01:00\">x</time>\
        <div class=\"comment-content\"><p>Antwoord</p></div></li>\n</ol></li>\n</ol>";
    let twenty_ten = "<ol><li class=\"comment\" id=\"li-comment-7\"><div id=\"comment-7\"><cite class=\"fn\">Jan de Wit</cite>\
        <time datetime=\"2015-03-12T14:03:00+01:00\"></time><div class=\"comment-body\"><p>Eerste</p></div></div>\
        <ul class=\"children\"><li id=\"li-comment-9\"><div id=\"comment-9\"><cite class=\"fn\">Zoë</cite>\
        <time datetime=\"2015-03-12T15:00:00+01:00\"></time><div class=\"comment-content\"><p>Antwoord</p></div></div></ul></ol>";
    for html in [html5, twenty_ten] {
        let source = Source::new("water.html", page(html).into_bytes());
        let comments = of(html).value.comments;
        let erased = |fates: [Fate; 2]| {
            let traces = Traces::default();
            let orders =
                Orders { comments: &comments, fates: &fates, traces: &traces, redact: false };
            let bytes = erase(&source, &config(), &orders).expect("a page");
            (String::from_utf8_lossy(&bytes).into_owned(), Source::new("water.html", bytes))
        };
        let read = |source: &Source| (FORMAT.read)(source, &config());
        let (text, place) = erased([Fate::Empty, Fate::Keep]);
        assert!(
            !text.contains("Jan") && !text.contains("jdw") && !text.contains("Eerste"),
            "{text}"
        );
        let found = read(&place);
        let expected = [
            ("7", None, "", "", Some(1_426_165_380)),
            ("9", Some("7"), "Zoë", "<p>Antwoord</p>", Some(1_426_168_800)),
        ];
        assert_eq!(seen(&found), expected, "{text}");
        let (text, place) = erased([Fate::Keep, Fate::Remove]);
        assert!(!text.contains("Zoë") && !text.contains("Antwoord"), "{text}");
        assert_eq!(
            seen(&read(&place)),
            [("7", None, "Jan de Wit", "<p>Eerste</p>", Some(1_426_165_380))]
        );
        assert_eq!(erased([Fate::Keep, Fate::Keep]).0, page(html));
        // A page without any comment is no export, and goes.
        assert_eq!(erased([Fate::Remove, Fate::Remove]).0, "");
    }
}

#[test]
fn somebody_leaves_what_the_widgets_of_other_pages_say() {
    use std::collections::{HashMap, HashSet};

    use crate::comment::erasure::{Answered, Fate, Orders, Traces};
    use crate::comment::person::gather;
    let html = "<ol><li id=\"comment-9\"><b class=\"fn\">Zoë</b><div class=\"comment-content\"><p>Goed</p></div></li></ol>\n\
        <ul>\n<li class=\"recentcomments\"><span class=\"comment-author-link\">Jan de Wit</span> op <a href=\"/y/#comment-7\">Wind</a></li>\n\
        <li class=\"recentcomments\"><span class=\"comment-author-link\">Zoë</span> op <a href=\"/x/#comment-9\">Water</a></li>\n</ul>";
    let elsewhere =
        of("<ol><li id=\"comment-7\"><b class=\"fn\">Jan de Wit</b></li></ol>").value.comments;
    let jan: Vec<&Comment> = elsewhere.iter().map(|comment| &**comment).collect();
    let people = gather(jan.iter().copied());
    let answered = Answered::new(&jan, &HashSet::from([0]), &HashMap::new());
    let traces = Traces::new(&people, &jan, &people, answered);
    let comments = of(html).value.comments;
    let orders =
        Orders { comments: &comments, fates: &[Fate::Keep], traces: &traces, redact: false };
    let source = Source::new("water.html", page(html).into_bytes());
    let left = erase(&source, &config(), &orders).expect("a page");
    let line = html.lines().nth(2).expect("a widget");
    assert_eq!(String::from_utf8_lossy(&left), page(&html.replace(&format!("{line}\n"), "")));
}
