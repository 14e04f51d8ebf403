//! Exports of Disqus, whole and broken.

use super::*;
use crate::comment::Moment;
use crate::comment::testing::{codes, config};

/// An export with these threads and posts.
fn export(elements: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<disqus xmlns=\"http://disqus.com\" \
         xmlns:dsq=\"http://disqus.com/disqus-internals\">\n<category dsq:id=\"1\"><title>General</title></category>\n\
         {elements}</disqus>\n"
    )
}

fn thread(number: u32, elements: &str) -> String {
    format!(
        "<thread dsq:id=\"{number}\"><link>https://oud.example/{number}/</link><title>Pagina {number}</title>\
         <createdAt>2011-03-11T10:41:00Z</createdAt><author><name>De redactie</name></author>\
         <isClosed>false</isClosed><isDeleted>false</isDeleted>{elements}</thread>\n"
    )
}

/// A post of the first thread with these further elements, the last of a name counting.
fn post(number: u32, elements: &str) -> String {
    format!(
        "<post dsq:id=\"{number}\"><id/><message><![CDATA[<p>Goed stuk.</p>]]></message>\
         <createdAt>2011-03-11T10:41:00Z</createdAt><isDeleted>false</isDeleted><isSpam>false</isSpam>\
         <author><email>ali@voorbeeld.example</email><name>Ali &amp;amp; Zn</name><isAnonymous>false</isAnonymous>\
         <username>ali1</username></author><ipAddress>192.0.2.55</ipAddress><thread dsq:id=\"1\"/>{elements}</post>\n"
    )
}

fn read_text(text: &str) -> Checked<Export> {
    crate::comment::testing::read(&FORMAT, "content/comments/blog.xml", text.as_bytes(), &config())
}

/// Why each comment is held.
fn helds(checked: &Checked<Export>) -> Vec<Option<Held>> {
    checked.value.comments.iter().map(|comment| comment.held).collect()
}

#[test]
fn a_comment_keeps_everything_but_the_ip_address() {
    let answer = post(12, "<parent dsq:id=\"11\"/>");
    let checked = read_text(&export(&(post(11, "") + &thread(1, "") + &answer)));
    assert_eq!(codes(&checked), [] as [&str; 0]);
    let [first, second] = checked.value.comments.as_slice() else { panic!("{checked:?}") };
    assert_eq!((first.source_id.as_deref(), first.parent.as_deref()), (Some("11"), None));
    assert_eq!((second.source_id.as_deref(), second.parent.as_deref()), (Some("12"), Some("11")));
    assert_eq!((&*first.body.text(), first.kind), ("<p>Goed stuk.</p>", BodyKind::Html));
    let author = (first.author.name.as_str(), first.author.account.as_deref());
    assert_eq!(author, ("Ali & Zn", Some("ali1")));
    assert_eq!(first.author.email.as_deref(), Some("ali@voorbeeld.example"));
    assert_eq!((first.written, first.held), (Some(Moment(1_299_840_060)), None));
    assert_eq!(first.place.address.as_deref(), Some("https://oud.example/1/"));
    assert_eq!(first.place.title.as_deref(), Some("Pagina 1"));
    assert_eq!(first.place.id, Some(("disqus".into(), "1".into())));
    assert!(Arc::ptr_eq(&first.place, &second.place));
    assert_eq!((first.line, second.line), (4, 6));
    assert!(!format!("{checked:?}").contains("192.0.2"), "{checked:?}");
}

#[test]
fn only_what_was_there_for_readers_is_shown() {
    let of = |name: &str, value: &str| format!("<{name}>{value}</{name}>");
    let posts = [
        post(1, ""),
        post(2, &of("isDeleted", "true")),
        post(3, &of("isSpam", "true")),
        post(4, &of("isSpam", "123")),
        post(5, &of("isDeleted", "")),
        post(6, "<message></message>"),
        post(7, "<thread dsq:id=\"2\"/>"),
        post(8, &(of("isSpam", "true") + "<thread dsq:id=\"2\"/>")),
        post(9, &of("isSpam", "123")),
        post(10, &of("isApproved", "true")),
        post(11, &of("isApproved", "false")),
        post(12, &(of("isSpam", "true") + &of("isApproved", "false"))),
    ];
    let threads = thread(1, "") + &thread(2, &of("isDeleted", "true"));
    let checked = read_text(&export(&(threads + &posts.concat())));
    let expected = [
        None,
        Some(Held::Trash),
        Some(Held::Spam),
        Some(Held::Spam),
        Some(Held::Trash),
        Some(Held::Empty),
        Some(Held::TrashedPost),
        Some(Held::Spam),
        Some(Held::Spam),
        None,
        Some(Held::Pending),
        Some(Held::Spam),
    ];
    assert_eq!(helds(&checked), expected);
    assert_eq!(codes(&checked), ["status-unclear:9", "status-unclear:10"]);
}

#[test]
fn a_thread_says_where_in_every_way_it_can() {
    let place = |elements: &str| {
        let checked = read_text(&export(&(thread(1, elements) + &post(1, ""))));
        let Place { guid, id, anything, .. } = (*checked.value.comments[0].place).clone();
        (guid, id.map(|(_, id)| id), anything)
    };
    let text = |text: &str| Some(text.to_owned());
    assert_eq!(place("<id/>"), (None, text("1"), None));
    assert_eq!(place("<id>over-water</id>"), (None, text("over-water"), text("over-water")));
    let wordpress = "<id>528 https://oud.example/?p=528</id>";
    assert_eq!(place(wordpress), (text("https://oud.example/?p=528"), text("1"), None));
    // A stub, a thread that never comes, and none at all.
    let stub = export(&(thread(1, "") + "<thread dsq:id=\"1\"><id/></thread>" + &post(1, "")));
    let place = &read_text(&stub).value.comments[0].place;
    assert_eq!(place.address.as_deref(), Some("https://oud.example/1/"));
    let lost = read_text(&export(&post(1, "<thread dsq:id=\"1337\"/>")));
    assert_eq!(lost.value.comments[0].place.id, Some(("disqus".into(), "1337".into())));
}

#[test]
fn odd_posts_are_read_for_what_they_are() {
    let odd = "<post><id>eigen</id><message><![CDATA[a\n\n<pre>b\n\tc</pre>]]></message><createdAt>2011-03-11T10:41:00</createdAt>\
               <isDeleted>false</isDeleted><isSpam>false</isSpam><author><name>x</name></author></post>\
               <post><message>zonder</message><createdAt>ooit</createdAt><isDeleted>false</isDeleted>\
               <isSpam>false</isSpam></post>";
    let checked = read_text(&export(odd));
    assert_eq!(codes(&checked), ["date-unclear:7"]);
    let [first, second] = checked.value.comments.as_slice() else { panic!("{checked:?}") };
    assert_eq!(first.source_id.as_deref(), Some("eigen"));
    assert_eq!(first.body, "a\n\n<pre>b\n\tc</pre>");
    assert_eq!(first.written, Some(Moment(1_299_840_060)));
    assert_eq!((second.source_id.as_deref(), second.author.name.as_str()), (None, ""));
}

#[test]
fn a_broken_file_gives_nothing_and_says_where() {
    let whole = export(&(thread(1, "") + &post(1, "")));
    let stray = format!("`{whole}");
    assert_eq!(read_text(&stray).value.comments.len(), 1);
    let cases = [
        (whole[..whole.len() - 40].to_owned(), "!xml-truncated:5"),
        (whole.replace("<thread dsq:id=\"1\"/>", "<thread dsq:id=1/>"), "!xml-invalid:5"),
        (whole.replace("</message>", "</massage>"), "!xml-invalid:5"),
        (
            whole.replace("<disqus", "<!DOCTYPE disqus [<!ENTITY a \"b\">]><disqus"),
            "!xml-doctype:2",
        ),
        (whole.replace("<message>", &"<b>".repeat(70)), "!xml-too-deep:5"),
    ];
    for (text, code) in cases {
        let checked = read_text(&text);
        assert_eq!(codes(&checked), [code], "{text}");
        assert!(checked.value.comments.is_empty());
    }
}

#[test]
fn it_is_recognised_by_its_first_element() {
    for (text, expected) in [
        ("<disqus xmlns=\"http://disqus.com\"></disqus>", Ok(())),
        ("<?xml version=\"1.0\"?><!-- x --><disqus>", Ok(())),
        ("<rss><disqus/></rss>", Err(Lack::Part("<disqus>"))),
        ("{}", Err(Lack::Start("<"))),
        ("dit is een verhaal over <disqus>", Err(Lack::Start("<"))),
    ] {
        assert_eq!(recognises(&Source::new("x", text.as_bytes().to_vec())), expected, "{text}");
    }
}

#[test]
fn an_element_has_so_many_attributes_and_no_more() {
    for (attribute, count, code) in [
        ("a", 255, None),
        ("a", 256, Some("!xml-too-many:2")),
        ("xmlns:a", 300, Some("!xml-too-many:2")),
    ] {
        let attributes: String = (0..count).map(|at| format!(" {attribute}{at}=\"x\"")).collect();
        let text = format!(
            "<disqus xmlns=\"http://disqus.com\">\n<thread xmlns:dsq=\"y\"{attributes}></thread></disqus>"
        );
        let source = crate::source::Source::new("content/comments/x.xml", text.into_bytes());
        let checked = (FORMAT.read)(&source, &config());
        assert_eq!(codes(&checked), code.into_iter().collect::<Vec<_>>(), "{attribute} {count}");
    }
}
