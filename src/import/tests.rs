//! Exports of WordPress as files of a site.

use super::*;
use crate::comment::testing::config;

/// An export with these elements in its channel.
fn export(channel: &str) -> Source {
    let spaces = "xmlns:excerpt=\"http://wordpress.org/export/1.2/excerpt/\" \
        xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
        xmlns:wp=\"http://wordpress.org/export/1.2/\"";
    let text = format!(
        "<?xml version=\"1.0\"?><rss {spaces}><channel><wp:base_blog_url>https://www.oud.example</wp:base_blog_url>\
         <wp:author><wp:author_login>rpinas</wp:author_login><wp:author_email>r@oud.example</wp:author_email>\
         <wp:author_display_name><![CDATA[Rafaël Pinas]]></wp:author_display_name></wp:author>{channel}</channel></rss>"
    );
    Source::new("export.xml", text.into_bytes())
}

pub(super) fn item(id: u64, elements: &str) -> String {
    format!(
        "<item><title>Post {id}</title><link>https://oud.example/2023/09/post-{id}/</link><dc:creator>rpinas</dc:creator>\
         <wp:post_id>{id}</wp:post_id><wp:post_name>post-{id}</wp:post_name><wp:status>publish</wp:status>\
         <wp:post_type>post</wp:post_type><wp:post_date>2023-09-12 10:05:00</wp:post_date>{elements}</item>"
    )
}

pub(super) fn content(html: &str) -> String {
    format!("<content:encoded><![CDATA[{html}]]></content:encoded>")
}

pub(super) fn imported(channel: &str, known: &Known) -> Imported {
    let Checked { value, problems } = import(&[export(channel)], known, &[], &config());
    value.unwrap_or_else(|| panic!("{problems:?}"))
}

#[test]
fn a_post_keeps_what_the_export_says_of_it() {
    let upload = "<item><title>dijk</title><wp:post_id>9</wp:post_id><wp:post_type>attachment</wp:post_type>\
        <wp:attachment_url>https://oud.example/wp-content/uploads/2023/09/dijk.jpg</wp:attachment_url>\
        <wp:postmeta><wp:meta_key>_wp_attachment_image_alt</wp:meta_key><wp:meta_value>De dijk</wp:meta_value></wp:postmeta></item>";
    let whole = item(
        5,
        &format!(
            "{}<excerpt:encoded><![CDATA[Een <b>kort</b> stuk.]]></excerpt:encoded><wp:post_modified>2023-10-01 09:00:00</wp:post_modified>\
             <category domain=\"category\" nicename=\"meten\">Meten &amp;amp; weten</category>\
             <category domain=\"category\" nicename=\"uncategorized\">Uncategorized</category>\
             <category domain=\"post_tag\" nicename=\"dijk\">dijk</category><wp:is_sticky>1</wp:is_sticky>\
             <wp:comment_status>closed</wp:comment_status><wp:postmeta><wp:meta_key>_thumbnail_id</wp:meta_key>\
             <wp:meta_value>9</wp:meta_value></wp:postmeta>",
            content(
                "<p>Zie <a href=\"https://www.oud.example/2023/09/post-6/#comment-3\">dit</a>, <a href=\"/?p=6\">dit</a>.</p>"
            )
        ),
    );
    let imported = imported(&format!("{upload}{whole}{}", item(6, "")), &Known::default());
    let paths: Vec<&str> = imported.made.iter().map(|made| made.path.as_str()).collect();
    assert_eq!(
        paths,
        [
            "content/experts/rafael-pinas.md",
            "content/posts/2023/post-5/index.md",
            "content/posts/2023/post-6.md"
        ]
    );
    assert_eq!(
        imported.made[0].text,
        "---\nname: \"Rafaël Pinas\"\nrole: \"\"\ndepartment: \"\"\nexpertise: []\naliases: [\"rpinas\"]\n---\n\n"
    );
    assert_eq!(
        imported.made[1].text,
        "---\ntitle: \"Post 5\"\ndate: 2023-09-12 10:05:00\nupdated: 2023-10-01 09:00:00\nauthors: [\"rafael-pinas\"]\n\
         topics: [\"Meten & weten\", \"dijk\"]\nsummary: \"Een kort stuk.\"\ncomments: closed\n\
         image: {path: \"dijk.jpg\", alt: \"De dijk\"}\npinned: true\naliases: [\"/2023/09/post-5/\"]\n\
         ids: {\"oud.example\": \"5\"}\n---\n\nZie [dit](../post-6.md#comment-3), [dit](../post-6.md).\n"
    );
    let needed = &imported.made[1].needed[0];
    assert_eq!(
        (needed.upload.as_str(), needed.to.as_str()),
        ("2023/09/dijk.jpg", "content/posts/2023/post-5/dijk.jpg")
    );
}

#[test]
fn who_may_not_see_a_post_there_does_not_see_it_here() {
    for (elements, kind) in [
        ("", Some(Kind::Post)),
        ("<wp:status>future</wp:status>", Some(Kind::Post)),
        ("<wp:status>draft</wp:status>", Some(Kind::Draft)),
        ("<wp:status>pending</wp:status>", Some(Kind::Draft)),
        ("<wp:status>private</wp:status>", Some(Kind::Draft)),
        ("<wp:post_password> </wp:post_password>", Some(Kind::Draft)),
        ("<wp:status>onbekend</wp:status>", Some(Kind::Draft)),
        ("<wp:post_type>page</wp:post_type>", Some(Kind::Page)),
        ("<wp:status>trash</wp:status>", None),
        ("<wp:post_type>nav_menu_item</wp:post_type>", None),
    ] {
        let imported =
            imported(&format!("{}{}", item(1, elements), item(2, "")), &Known::default());
        let first = imported.made.iter().find(|made| made.text.contains("\"1\"}"));
        assert_eq!(first.map(|made| made.kind), kind, "{elements}");
        let is_draft = first.is_some_and(|made| made.text.contains("\ndraft: true\n"));
        assert_eq!(is_draft, kind == Some(Kind::Draft), "{elements}");
    }
}

#[test]
fn what_the_site_has_is_not_made_again() {
    let mut known = Known::default();
    let path = SourcePath::new("content/posts/elders.md");
    known.ids.insert(("oud.example".to_owned(), "1".to_owned()), path);
    known.people.insert("rpinas".to_owned(), "rafael".to_owned());
    let other = SourcePath::new("content/posts/2023/post-3.md");
    known.files.insert(other);
    let path = SourcePath::new("content/posts/deel-een.md");
    known.ids.insert(("oud.example".to_owned(), "50".to_owned()), path);
    let link = content("<p><a href=\"/?p=50\">deel</a> <a href=\"/2023/09/post-1/\">een</a></p>");
    let imported = imported(&format!("{}{}{}", item(1, ""), item(2, &link), item(3, "")), &known);
    let paths: Vec<&str> = imported.made.iter().map(|made| made.path.as_str()).collect();
    // The first lies where somebody put it; the place of the third is that of a post of another blog.
    let wanted = [
        "content/posts/elders.md",
        "content/posts/2023/post-2.md",
        "content/posts/2023/post-3-2.md",
    ];
    assert_eq!(paths, wanted);
    assert!(imported.made[1].text.contains("authors: [\"rafael\"]"));
    assert!(imported.made[1].text.ends_with("[deel](../deel-een.md) [een](../elders.md)\n"));
}

#[test]
fn no_name_of_a_file_takes_the_place_of_another() {
    let named = |id: u64, slug: &str, more: &str| {
        item(id, &format!("<wp:post_name>{slug}</wp:post_name>{more}"))
    };
    let page = "<wp:post_type>page</wp:post_type>";
    let upload = content("<a href=\"/wp-content/uploads/index.md\">x</a>");
    let channel = [
        named(1, "index", ""),
        named(2, "search", page),
        named(3, "notes", &upload),
        named(4, "elders", "<wp:post_date>../../x</wp:post_date>"),
        named(4, "elders", ""),
        named(5, "eigen", ""),
    ]
    .concat();
    let mut known = Known::default();
    known.files.insert(SourcePath::new("content/posts/2023/eigen/index.md"));
    let imported = imported(&channel, &known);
    let paths: Vec<&str> = imported.made[1..].iter().map(|made| made.path.as_str()).collect();
    let wanted = [
        "content/posts/2023/index-2.md",
        "content/pages/search-2.md",
        "content/posts/2023/notes/index.md",
        "content/posts/elders.md",
        "content/posts/2023/eigen-2.md",
    ];
    assert_eq!(paths, wanted);
    assert_eq!(imported.made[3].needed[0].to, "content/posts/2023/notes/index.md.txt");
}

#[test]
fn an_old_address_gives_way_to_a_page_of_the_site() {
    let linked = |id: u64, path: &str| item(id, &format!("<link>https://oud.example{path}</link>"));
    for (path, alias) in [
        ("/2019/caf%C3%A9/", Some("/2019/café/")),
        ("/experts/", None),
        ("/digests/", None),
        ("/", None),
        ("/?p=1", None),
        ("/search/hulp/", Some("/search/hulp/")),
    ] {
        let imported = imported(&linked(1, path), &Known::default());
        let line = imported.made[1].text.lines().find(|line| line.starts_with("aliases"));
        assert_eq!(
            line.map(str::to_owned),
            alias.map(|alias| format!("aliases: [\"{alias}\"]")),
            "{path}"
        );
    }
}

#[test]
fn nobody_is_called_by_an_address() {
    let user = |login: &str, name: &str| {
        format!(
            "<wp:author><wp:author_login>{login}</wp:author_login><wp:author_display_name>{name}</wp:author_display_name></wp:author>"
        )
    };
    for (login, name, shown) in [
        ("jbos", "Jan Bos", "Jan Bos"),
        ("jbos", "Jan Bos &lt;jan@x.example&gt;", "Jan Bos"),
        ("jbos", "jan@x.example", "jbos"),
        ("jan.bos@x.example", "jan.bos@x.example", "jan.bos"),
        ("jan.bos@x.example", "", "jan.bos"),
    ] {
        let post = item(1, &format!("<dc:creator>{login}</dc:creator>"));
        let imported = imported(&format!("{}{post}", user(login, name)), &Known::default());
        let profile = imported.made.iter().find(|made| made.kind == Kind::Expert).unwrap();
        assert!(profile.text.contains(&format!("name: \"{shown}\"\n")), "{}", profile.text);
        assert!(
            imported
                .made
                .iter()
                .all(|made| !made.text.contains("x.example\"") && !made.text.contains('@'))
        );
    }
}

#[test]
fn half_an_export_gives_nothing() {
    let whole = export(&item(1, ""));
    for length in [whole.bytes.len() - 20, whole.bytes.len() / 2] {
        let cut = Source::new("export.xml", whole.bytes[..length].to_vec());
        let Checked { value, problems } = import(&[cut], &Known::default(), &[], &config());
        assert!(
            value.is_none() && problems.iter().any(|told| told.code() == "xml-truncated"),
            "{problems:?}"
        );
    }
    for (bytes, code) in [("naam;reactie\n", "import-foreign"), ("", "import-foreign")] {
        let other = Source::new("x.csv", bytes.as_bytes().to_vec());
        let Checked { value, problems } = import(&[other], &Known::default(), &[], &config());
        assert!(value.is_none() && problems[0].code() == code, "{problems:?}");
    }
    let Checked { value, problems } = import(&[export("")], &Known::default(), &[], &config());
    assert!(value.is_none() && problems[0].code() == "import-empty", "{problems:?}");
}

#[test]
fn what_only_some_saw_makes_a_draft_of_the_post() {
    for (html, is_draft) in [
        ("[members_only]Alleen leden.[/members_only]", true),
        ("[access capability=\"edit\"]x[/access]", true),
        ("<!-- wp:jetpack/paywall /-->", true),
        ("[su_note a=\"b\"]x[/su_note] [member]", false),
        ("[team_member name=\"Jan\"]x[/team_member]", false),
    ] {
        let Checked { value, problems } =
            import(&[export(&item(1, &content(html)))], &Known::default(), &[], &config());
        let imported = value.unwrap();
        let post = &imported.made[1];
        assert_eq!(post.kind == Kind::Draft, is_draft, "{html}");
        assert_eq!(post.text.contains("\ndraft: true\n"), is_draft, "{html}");
        let is_told = problems.iter().any(|told| told.code() == "import-restricted");
        assert_eq!(is_told, is_draft, "{html}");
    }
}

#[test]
fn all_who_wrote_a_post_together_are_its_authors() {
    let named = |login: &str| {
        format!("<category domain=\"author\" nicename=\"cap-{login}\">{login}</category>")
    };
    let meta = |key: &str, value: &str| {
        format!(
            "<wp:postmeta><wp:meta_key>{key}</wp:meta_key><wp:meta_value>{value}</wp:meta_value></wp:postmeta>"
        )
    };
    let guest = [
        "<wp:post_type>guest-author</wp:post_type>",
        &meta("cap-user_login", "gast"),
        &meta("cap-display_name", "Gerda Gast"),
        &meta("cap-user_email", "g@oud.example"),
    ]
    .concat();
    let post = item(1, &format!("{}{}", named("gast"), named("rpinas")));
    let imported = imported(&format!("{post}{}", item(2, &guest)), &Known::default());
    let text = &imported.made[2].text;
    assert!(text.contains("authors: [\"gerda-gast\", \"rafael-pinas\"]"), "{text}");
    assert!(imported.made[0].text.contains("name: \"Gerda Gast\""));
    assert!(imported.made.iter().all(|made| !made.text.contains("g@")));
}

#[test]
fn kinds_that_may_be_posts_are_named() {
    let kind = |id: u64, kind: &str, html: &str| {
        item(id, &format!("<wp:post_type>{kind}</wp:post_type>{}", content(html)))
    };
    let channel = [
        item(1, ""),
        kind(2, "project", "Een project."),
        kind(3, "wp_block", "Een blok."),
        kind(4, "menu", " "),
    ]
    .concat();
    let imported = imported(&channel, &Known::default());
    assert_eq!(imported.kinds.into_iter().collect::<Vec<_>>(), ["project"]);
    assert_eq!(imported.others.len(), 3);
}

#[test]
fn fields_with_texts_are_told() {
    let meta = |key: &str, value: &str| {
        format!(
            "<wp:postmeta><wp:meta_key>{key}</wp:meta_key><wp:meta_value>{value}</wp:meta_value></wp:postmeta>"
        )
    };
    let text = "Een zin die lezers missen. ".repeat(4);
    let fields = [
        meta("intro", &text),
        meta("_intro", "field_5f"),
        meta("kort", "Kort."),
        meta("_kort", "field_60"),
        meta("seo_description", &text),
    ]
    .concat();
    let Checked { problems, .. } =
        import(&[export(&item(1, &fields))], &Known::default(), &[], &config());
    let told: Vec<&Problem> = problems.iter().map(|told| &told.problem).collect();
    assert_eq!(told, [&Problem::ImportLeftOut { name: "field:intro".to_owned() }]);
}
