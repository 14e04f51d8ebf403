//! Documents of every dialect.

use super::*;
use crate::post::{is_section, slug_of};
use crate::site::tests::config;
use crate::source::SourcePath;

pub(super) fn read_post(path: &str, text: &str) -> Checked<Option<Document>> {
    read(&Source::new(path, text.into()), Kind::Post, &config("title = \"x\""))
}

/// The codes and lines of the problems.
pub(super) fn told(path: &str, text: &str) -> Vec<(String, Option<u32>)> {
    read_post(path, text).problems.iter().map(|problem| (problem.code(), problem.line)).collect()
}

#[test]
fn own_keys_in_yaml_and_toml_say_the_same() {
    let yaml = "---\ntitle: Droogte\ndate: 2024-03-05\nupdated: 2024-04-01\nauthors: [ines, Bo]\nexperts: bo\ntopics: [Water]\nseries: Sloten\n\
        summary: Kort.\nimage: a.svg\nlang: en\npinned: true\ncomments: closed\nsource: https://krant.example/a\naliases: [/oud/]\n\
        ids: {wordpress: 528}\nreview: 2027-01-01\nextra: {kleur: blauw}\n---\nTekst.\n";
    let toml = "+++\ntitle = \"Droogte\"\ndate = 2024-03-05\nupdated = 2024-04-01\nauthors = [\"ines\", \"Bo\"]\nexperts = \"bo\"\ntopics = [\"Water\"]\n\
        series = \"Sloten\"\nsummary = \"Kort.\"\nimage = \"a.svg\"\nlang = \"en\"\npinned = true\ncomments = \"closed\"\n\
        source = \"https://krant.example/a\"\naliases = [\"/oud/\"]\nids = {wordpress = 528}\nreview = 2027-01-01\nextra = {kleur = \"blauw\"}\n+++\nTekst.\n";
    let read = |text: &str| {
        let checked = read_post("content/posts/a.md", text);
        assert_eq!(checked.problems, []);
        checked.value.expect("a document")
    };
    let (mut one, mut two) = (read(yaml).front, read(toml).front);
    assert_eq!(one.authors.len(), 2);
    assert_eq!(one.ids.get("wordpress").map(String::as_str), Some("528"));
    assert_eq!(one.extra.as_deref(), Some("{\"kleur\":\"blauw\"}"));
    one.lines.clear();
    two.lines.clear();
    assert_eq!(one, two);
}

#[test]
fn an_unknown_key_of_a_source_is_told() {
    let post =
        |source: &str| format!("---\ntitle: A\ndate: 2024-03-05\nsource:\n{source}---\nTekst.\n");
    let read = |source: &str| read_post("content/posts/a.md", &post(source));
    assert_eq!(read("  url: https://krant.example/a\n  title: Dijk\n").problems, []);
    let checked = read("  url: https://krant.example/a\n  titel: Dijk\n");
    let [told] = checked.problems.as_slice() else { panic!("{:?}", checked.problems) };
    let known = vec!["url".to_owned(), "title".to_owned()];
    let problem = Problem::UnknownKey {
        key: "source.titel".to_owned(),
        nearest: Some("title".to_owned()),
        known,
    };
    assert_eq!((&told.problem, told.line), (&problem, Some(6)));
}

#[test]
fn every_dialect_is_understood() {
    let cases = [
        (
            "Hugo",
            "content/posts/droogte/index.md",
            "+++\ntitle = 'Droogte'\ndate = 2024-03-05T08:00:00+01:00\nlastmod = 2024-04-01\ntags = ['Water', 'Peil']\ncategories = ['Beheer']\n\
             author = 'Inès de Vries'\ndescription = 'Kort.'\nweight = 10\n[cover]\nimage = 'a.png'\n[params]\ntoc = true\n+++\nTekst.\n",
            vec![("key-without-meaning".to_owned(), Some(9))],
        ),
        (
            "Zola",
            "content/blog/2024-03-05-droogte.md",
            "+++\ntitle = \"Droogte\"\ndescription = \"Kort.\"\ntemplate = \"page.html\"\n[taxonomies]\ntags = [\"Water\", \"Peil\", \"Beheer\"]\nauthors = [\"Inès de Vries\"]\n\
             [extra]\nimage = \"a.png\"\n+++\nTekst.\n",
            vec![],
        ),
        (
            "Jekyll",
            "content/posts/2024-03-05-droogte.md",
            "---\nlayout: post\ntitle: \"Droogte\"\nauthor: Inès de Vries\ntags: Water Peil Beheer\nexcerpt: Kort.\npublished: true\npermalink: /:year/:anders/\n---\nTekst.\n",
            vec![
                ("key-without-meaning".to_owned(), Some(2)),
                ("key-without-meaning".to_owned(), Some(8)),
            ],
        ),
        (
            "Docusaurus",
            "content/blog/2024/03/05/droogte.mdx",
            "---\ndescription: Kort.\nauthors:\n  - name: Inès de Vries\n    title: Hydroloog\n    url: https://x.example\ntags: [Water, Peil, {label: Beheer, permalink: /b}]\n\
             hide_table_of_contents: false\n---\n# Droogte\n\nTekst.\n",
            vec![("key-without-meaning".to_owned(), Some(8))],
        ),
        (
            "Material",
            "content/posts/droogte.md",
            "---\ndate:\n  created: 2024-03-05\n  updated: 2024-04-01\nauthors:\n  - Inès de Vries\ncategories:\n  - Water\n  - Peil\n  - Beheer\ndescription: Kort.\nreadtime: 4\n---\n\n# Droogte\n\nTekst.\n",
            vec![("key-without-meaning".to_owned(), Some(12))],
        ),
    ];
    for (dialect, path, text, problems) in cases {
        assert_eq!(told(path, text), problems, "{dialect}");
        let document = read_post(path, text).value.expect(dialect);
        let zone = jiff::tz::TimeZone::get("Europe/Amsterdam").expect("a zone");
        let day = document.front.date.map(|date| date.civil(&zone).to_string());
        assert_eq!(
            (document.title(), day.as_deref()),
            ("Droogte", Some("2024-03-05")),
            "{dialect}"
        );
        assert_eq!(
            document.front.authors.first().map(|person| person.name.as_str()),
            Some("Inès de Vries"),
            "{dialect}"
        );
        assert_eq!(document.front.topics, ["Water", "Peil", "Beheer"], "{dialect}");
        assert_eq!(document.front.summary.as_deref(), Some("Kort."), "{dialect}");
        assert_eq!(slug_of(&document.path, "nl", true), "droogte", "{dialect}");
    }
}

#[test]
fn what_is_wrong_is_told_with_its_line() {
    let long = "x".repeat(9 << 20);
    for (text, problems) in [
        ("---\ntitel: x\ndate: 2024-03-05\n---\n", vec![("unknown-key", Some(2))]),
        ("---\ntitle: x\n---\n", vec![("missing-date", Some(1))]),
        ("---\ntitle: x\ndate: gisteren\n---\n", vec![("invalid-date", Some(3))]),
        ("---\ntitle: x\ndate: 2024-03-05\ndraft: misschien\n---\n", vec![("wrong-type", Some(4))]),
        ("---\ntitle: [x\n---\n", vec![("invalid-yaml", Some(2))]),
        ("+++\ntitle = x\n+++\n", vec![("invalid-toml", Some(2))]),
        ("---\ntitle: x\ndate: 2024-03-05\n", vec![("unclosed-front-matter", Some(1))]),
        (
            "\u{feff}---\r\ntitle: x\r\ndaet: 2024-03-05\r\ndate: 2024-03-05\r\n---\r\n",
            vec![("unknown-key", Some(3))],
        ),
        (long.as_str(), vec![("too-large", None)]),
    ] {
        let problems: Vec<(String, Option<u32>)> =
            problems.into_iter().map(|(code, line)| (code.to_owned(), line)).collect();
        assert_eq!(told("content/posts/x.md", text), problems, "{}", &text[..text.len().min(60)]);
    }
    let wrong = Source::new("content/posts/x.md", b"---\ntitle: caf\xe9\n---\n".to_vec());
    let problems = read(&wrong, Kind::Post, &config("title = \"x\"")).problems;
    assert_eq!((problems[0].code().as_str(), problems[0].line), ("not-utf8", Some(2)));
}

#[test]
fn experts_have_their_own_keys() {
    let text = "---\nname: Bo Smit\nrole: Dijkwacht\ndepartment: Beheer\nphoto: bo.svg\nexpertise: [Dijken]\naliases: [bsmit]\nemail: Bo@water.example\ncontact: 06-1\n---\nBo.\n";
    let checked = read(
        &Source::new("content/experts/bo.md", text.into()),
        Kind::Expert,
        &config("title = \"x\""),
    );
    assert_eq!(checked.problems, []);
    let document = checked.value.expect("a document");
    let person = &document.front.person;
    assert_eq!(
        (document.title(), person.emails.as_slice()),
        ("Bo Smit", ["Bo@water.example".to_owned()].as_slice())
    );
    assert_eq!(document.front.aliases, ["bsmit"]);
}

#[test]
fn sections_are_no_posts() {
    for (path, section) in [
        ("content/posts/_index.md", true),
        ("content/posts/2024/_index.md", true),
        ("content/posts/index.md", true),
        ("content/posts/water/index.md", false),
        ("content/posts/water.md", false),
        ("content/blog/README.md", true),
        ("content/2024-03-05-water/index.mdx", false),
    ] {
        assert_eq!(is_section(&SourcePath::new(path), Kind::Post), section, "{path}");
    }
    for (path, section) in [
        ("content/experts/index.md", true),
        ("content/experts/afd/_index.md", true),
        ("content/experts/afd/README.md", true),
        ("content/experts/jan/index.md", false),
    ] {
        assert_eq!(is_section(&SourcePath::new(path), Kind::Expert), section, "{path}");
    }
}

#[test]
fn what_jekyll_keeps_among_its_drafts_is_one() {
    let read = read_post("content/posts/_drafts/idee.md", "---\ntitle: Idee\n---\nEen gedachte.\n");
    assert_eq!(read.problems, []);
    assert!(read.value.expect("a document").front.draft);
}

#[test]
fn the_name_of_a_translation_says_its_language() {
    let read = |text: &str| {
        let path = "content/posts/2024-03-05-water.en.md";
        read_post(path, text).value.expect("a document").front.lang
    };
    assert_eq!(read("").as_deref(), Some("en"));
    assert_eq!(read("---\nlang: en-GB\n---\n").as_deref(), Some("en-GB"));
}

#[test]
fn an_address_with_a_day_gives_the_date() {
    let date = |keys: &str| {
        let text = format!("---\ntitle: A\n{keys}\n---\nx\n");
        let Checked { value, problems } = read_post("content/posts/a.md", &text);
        let codes: Vec<String> = problems.iter().map(|problem| problem.code()).collect();
        (value.and_then(|read| read.front.date).map(|date| date.seconds), codes)
    };
    let day = date("date: 2018-05-10").0;
    for keys in [
        "path: 2018/05/10/Rust-1.26",
        "permalink: /2018/05/10/a/",
        "url: https://x.example/blog/2018/05/10/a.html?x=1",
        "slug: /2018/05/10/a",
        "path: /nieuws/2018-05-10-a/",
    ] {
        assert_eq!(date(keys), (day, Vec::new()), "{keys}");
    }
    for keys in ["path: /2018/05/a", "permalink: /:year/:title/", "slug: 2018-05-10"] {
        assert!(date(keys).1.contains(&"missing-date".to_owned()), "{keys}");
    }
}

#[test]
fn what_old_posts_of_docusaurus_say_of_their_author() {
    let text =
        "---\ntitle: A\ndate: 2024-01-01\nauthorTitle: CTO\nauthor: Bo\nauthor_url: x\n---\nx\n";
    let read = read_post("content/posts/a.md", text);
    assert_eq!(told("content/posts/a.md", text), [("key-without-meaning".to_owned(), Some(6))]);
    let author = &read.value.expect("a document").front.authors[0];
    assert_eq!((author.name.as_str(), author.title.as_deref()), ("Bo", Some("CTO")));
}

#[test]
fn a_day_in_a_name_that_does_not_exist_is_told_as_that() {
    let found = read_post("content/posts/2024-02-30-c.md", "---\ntitle: C\n---\nx\n").problems;
    let value = "2024-02-30".to_owned();
    assert_eq!(found[0].problem, Problem::InvalidDateInName { value });
    let dated = read_post("content/posts/2024-02-30-c.md", "---\ndate: 2024-02-28\n---\nx\n");
    assert_eq!(dated.problems, []);
}

#[test]
fn a_topic_as_a_text_is_as_many_as_its_generator_makes_of_it() {
    let topics = |front: &str| {
        let text = format!("---\ntitle: x\ndate: 2024-01-01\n{front}---\nx\n");
        read_post("content/posts/a.md", &text).value.expect("a document").front.topics
    };
    for (front, found) in [
        ("layout: post\ncategory: Klassiek Hollywood\n", &["Klassiek Hollywood"][..]),
        ("layout: post\ntag: groen licht\n", &["groen licht"]),
        ("layout: post\ntags: groen licht\n", &["groen", "licht"]),
        ("layout: post\ncategories: a b\n", &["a", "b"]),
        ("layout: post\ntags: groen licht, rood\n", &["groen licht", "rood"]),
        ("layout: post\ntopics: Waterveiligheid en dijken\n", &["Waterveiligheid en dijken"]),
        ("topics: Waterveiligheid en dijken, sluizen\n", &["Waterveiligheid en dijken", "sluizen"]),
        ("tags: groen licht\n", &["groen licht"]),
    ] {
        assert_eq!(topics(front), found, "{front}");
    }
}

#[test]
fn what_stands_beside_a_picture_is_read_or_told() {
    let text = "---\ntitle: x\ndate: 2024-01-01\nimage:\n  path: p.png\n  alt: Een natte dijk\n  caption: Bij hoog water\n  onzin: 1\n---\n";
    let read = read_post("content/posts/a.md", text);
    let told: Vec<_> = read.problems.iter().map(|told| (told.code(), told.line)).collect();
    let wanted = [("key-without-meaning", 7), ("unknown-key", 8)];
    assert_eq!(told, wanted.map(|(code, line)| (code.to_owned(), Some(line))));
    let front = read.value.expect("a document").front;
    assert_eq!(front.image.as_deref(), Some("p.png"));
    assert_eq!(front.image_alt.as_deref(), Some("Een natte dijk"));
}

#[test]
fn a_cover_of_which_only_the_name_is_said_lies_in_the_folder_of_pictures() {
    for (cover, wanted) in [("foto.jpg", "images/foto.jpg"), ("beeld/foto.jpg", "beeld/foto.jpg")] {
        let text = format!("---\ntitle: x\ndate: 2024-01-01\ncoverImage: \"{cover}\"\n---\nx\n");
        let read = read_post("content/posts/2024-01-01-x/index.md", &text);
        assert_eq!(read.problems, [], "{cover}");
        assert_eq!(read.value.expect("a document").front.image.as_deref(), Some(wanted));
    }
}

#[test]
fn front_matter_in_json_is_read_however_it_is_laid_out() {
    for (text, title, line) in [
        ("{\"title\":\"Eén regel\",\"date\":\"2024-01-01\"}\n\nTekst\n", Some("Eén regel"), 2),
        ("{\"title\": \"a {b} \\\"c\\\"\"} Tekst\n", Some("a {b} \"c\""), 1),
        ("{\n\t\"title\": \"a\",\n\t\"extra\": {\n\t\t\"b\": 1\n\t}\n}\nTekst\n", Some("a"), 7),
        ("{\n  \"title\": \"a\",\n}\nTekst\n", Some("a"), 4),
        ("{{< figure >}}\n", Some("X"), 1),
        ("{ een \"zin\" }\n", Some("X"), 1),
        ("{\nzo maar\n", Some("X"), 1),
    ] {
        let read = read_post("content/posts/2024-01-01-x.md", text);
        let document = read.value.expect("a document");
        assert_eq!((document.front.title.as_deref(), document.body_line), (title, line), "{text}");
    }
    let told = |text| told("content/posts/x.md", text);
    for (text, line) in [
        ("{\"title\": \"a\",\n\"date\" \"2024-01-01\"}\nTekst\n", 2),
        ("\n{\"title: \"a\"}\nTekst\n", 2),
        ("{\n\"title\": \"a\",\n", 3),
    ] {
        assert_eq!(told(text), [("invalid-json".to_owned(), Some(line))], "{text}");
    }
}

#[test]
fn jekyll_names_the_mark_that_ends_a_summary() {
    let text = |mark: &str| {
        format!(
            "---\ntitle: x\ndate: 2024-01-01\nexcerpt_separator: {mark}\n---\nEen.\n\n<!--meer-->\n\nTwee.\n"
        )
    };
    for (mark, summary, told) in [
        ("<!--meer-->", "Een.", &[][..]),
        ("\"<!--meer-->\\n\"", "Een.", &[]),
        ("\"***\"", "Een. Twee.", &[("key-without-meaning".to_owned(), Some(4))]),
    ] {
        let read = read_post("content/posts/x.md", &text(mark));
        let found: Vec<_> = read.problems.iter().map(|told| (told.code(), told.line)).collect();
        assert_eq!(found, told, "{mark}");
        assert_eq!(read.value.expect("a document").outline.summary, summary, "{mark}");
    }
}

#[test]
fn an_author_without_a_name_is_told_at_their_line() {
    let text = "---\ntitle: A\ndate: 2024-01-01\nauthors:\n  - name: Bo\n  - image_url: x\n    url: y\n---\nx\n";
    assert_eq!(told("content/posts/a.md", text), [("wrong-type".to_owned(), Some(6))]);
}

#[test]
fn a_value_that_counts_as_a_remark_is_told() {
    for (tags, wanted) in [("#water #dijk", true), ("# later", false), ("", false), ("a #b", false)]
    {
        let text = format!("---\ntitle: A\ndate: 2024-01-01\ntags: {tags}\n---\nx\n");
        let wanted =
            if wanted { vec![("value-is-remark".to_owned(), Some(4))] } else { Vec::new() };
        assert_eq!(told("content/posts/a.md", &text), wanted, "{tags}");
    }
}
