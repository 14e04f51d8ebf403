//! Every rule that finds a post, and what is never guessed.

use std::sync::Arc;

use super::*;
use crate::comment::Comment;
use crate::comment::testing::comment;
use crate::site::tests::config;

pub(super) fn destination(slug: &str, title: &str) -> Destination {
    Destination {
        source: SourcePath::new(&format!("content/posts/2024/{slug}.md")),
        path: format!("2024/{slug}.html"),
        slug: slug.into(),
        title: title.into(),
        aliases: Vec::new(),
        ids: BTreeMap::new(),
        lang: None,
        day: None,
        is_public: true,
    }
}

fn destinations() -> Vec<Destination> {
    let mut water = destination("water-op-straat", "Water op straat");
    water.aliases = vec!["/2023/04/water/".into(), "https://oud.example/?p=77".into()];
    water.ids.insert("wordpress".into(), "528".into());
    vec![
        water,
        destination("dijken", "Dijken & duinen"),
        Destination { path: "2025/dijken.html".into(), ..destination("dijken", "Dijken, deel 2") },
        destination("peil", "Peil"),
    ]
}

pub(super) fn place(address: &str) -> Place {
    Place { address: Some(address.into()), ..Place::default() }
}

#[test]
fn the_name_of_a_list_is_not_that_of_a_post() {
    let settings = config(
        "title = \"x\"\nbase_url = \"https://kb.example/kennis/\"\n[comments]\nold_hosts = [\"oud.example\"]",
    );
    let matcher = Matcher::new(destinations(), &merged(&[]), &[], &settings).value;
    for (address, post) in [
        ("https://oud.example/tag/peil/", None),
        ("https://oud.example/blog/category/water/peil/", None),
        ("https://oud.example/Auteur/peil", None),
        ("/tags/peil/", None),
        ("https://kb.example/kennis/topics/peil.html", None),
        ("https://kb.example/kennis/experts/peil.html#x", None),
        ("/topics/peil.html", None),
        // In an old blog that may be a folder like any other.
        ("https://oud.example/topics/peil/", Some(3)),
        ("https://oud.example/2019/peil/", Some(3)),
        ("https://oud.example/peil/?tag=tags/x", Some(3)),
    ] {
        let both = Place { anything: Some(address.into()), ..place(address) };
        assert_eq!(matcher.find(&both), post, "{address}");
    }
}

#[test]
fn every_rule_finds_its_post_and_nothing_is_guessed() {
    let settings = config("title = \"x\"\n[comments]\nold_hosts = [\"oud.example\"]");
    let mapping = Source::new(
        "content/comments/mapping.csv",
        b"van;naar\n/archief/peilbesluit/;peil\n/2019/*;2025/dijken.html\nleeg;\n/komma/,peil\n/a,b/;peil\n"
            .to_vec(),
    );
    let tied = Place {
        system: "oud.example".into(),
        id: Some(("wordpress".into(), "900".into())),
        ..place("https://oud.example/2024/peil/")
    };
    let checked = Matcher::new(destinations(), &merged(&[tied]), &[mapping], &settings);
    assert_eq!(checked.problems, []);
    let matcher = checked.value;
    let anything = |text: &str| Place { anything: Some(text.into()), ..Place::default() };
    let id = |id: &str| numbered("oud.example", id, "");
    for (place, found) in [
        (place("https://oud.example/archief/peilbesluit"), Some(3)),
        (place("https://oud.example/komma/"), Some(3)),
        (place("https://oud.example/a,b/"), Some(3)),
        (place("https://oud.example/2019/05/iets/"), Some(2)),
        (place("https://oud.example/2019-jaarverslag/"), None),
        (id("528"), Some(0)),
        (id("900"), Some(3)),
        (id("1"), None),
        (place("https://www.oud.example/2023/04/Water/#comment-3"), Some(0)),
        (place("https://oud.example/2024/peil/comment-page-2/#comment-7"), Some(3)),
        (place("https://oud.example/2024/peil__trashed/"), Some(3)),
        (place("/2024/peil/amp/"), Some(3)),
        (place("https://elders.example/2023/04/water/"), None),
        (place("https://elders.example/?p=528"), None),
        (place("/2024/peil.html"), Some(3)),
        (place("https://oud.example/?p=528"), Some(0)),
        (place("https://oud.example/?p=77"), Some(0)),
        (place("https://oud.example/?p=900"), Some(3)),
        (place("https://oud.example/2011/01/peil/"), Some(3)),
        (place("https://oud.example/2011/01/dijken/"), None),
        (anything("water-op-straat"), Some(0)),
        (anything("Dijken & duinen"), Some(1)),
        (anything("dijken en duinen"), None),
        (anything("Water"), None),
        (Place::default(), None),
    ] {
        assert_eq!(matcher.find(&place), found, "{place:?}");
    }
    assert_eq!(
        matcher.nearest(&anything("straat onder water")).as_deref(),
        Some("water-op-straat")
    );
    assert_eq!(matcher.nearest(&anything("zoiets")), None);
    assert_eq!(matcher.nearest(&place("https://oud.example/peill/")).as_deref(), Some("peil"));
    assert_eq!(matcher.nearest(&anything("/2024/peill/")).as_deref(), Some("peil"));
    assert_eq!(matcher.nearest(&place("/watr-op-straat/")).as_deref(), Some("water-op-straat"));
    assert_eq!(matcher.named("content/posts/2024/peil.md"), Some(3));
    // A conversation of which there is a number alone is told by what it begins with, and never found by it.
    let begun = |text: &str, parent: Option<&str>| Comment {
        place: Arc::new(id("1")),
        parent: parent.map(Into::into),
        ..comment("7", text)
    };
    let suggested = |comment: Comment| matcher.suggestion(&comment);
    assert_eq!(suggested(begun("\nPeil\nWat vinden jullie?", None)).as_deref(), Some("peil"));
    assert_eq!(suggested(begun("Het peil daalt", None)), None);
    assert_eq!(suggested(begun("Peil", Some("6"))), None);
    assert_eq!(matcher.find(&begun("Peil", None).place), None);
}

#[test]
fn a_mapping_that_cannot_be_used_is_told() {
    let settings = config("title = \"x\"");
    for (text, code, line) in [
        ("oud,nieuw\na,b\n", "mapping-header", 1),
        ("from,to\n/a/,pijl\n", "mapping-target", 2),
        ("sep=;\nfrom;to\n/a/;pijl\n", "mapping-target", 3),
        ("from,to\r\n/a/,peil\r\n\r\n/b/,pijl\r\n", "mapping-target", 4),
        ("from,to\n/a/,peil\n/A,peil\n/a/,water-op-straat\n", "mapping-conflict", 4),
        ("from,to\n/a/*,peil\n/a/*,water-op-straat\n", "mapping-conflict", 3),
        ("from,to\n\"/a/,peil\n/b/,peil\n", "table-record", 2),
        ("from,to\n,peil\n", "table-record", 2),
        ("from,to\n/a/,peil,water\n", "table-record", 2),
    ] {
        let source = Source::new("content/comments/mapping.csv", text.into());
        let problems = Matcher::new(destinations(), &merged(&[]), &[source], &settings).problems;
        let told: Vec<_> = problems.iter().map(|problem| (problem.code(), problem.line)).collect();
        assert_eq!(told, [(code.to_owned(), Some(line))], "{text}");
    }
}

pub(super) fn merged(places: &[Place]) -> Merged {
    let places: Vec<Arc<Place>> = places.iter().cloned().map(Arc::new).collect();
    let comments = places.iter().map(|place| Comment { place: place.clone(), ..comment("1", "") });
    Merged { comments: comments.map(Box::new).collect(), places, ..Merged::default() }
}

/// An item of WordPress with its number and its path.
fn numbered(system: &str, id: &str, path: &str) -> Place {
    let address = (!path.is_empty()).then(|| format!("https://{system}{path}"));
    let id = Some(("wordpress".into(), id.into()));
    Place { system: system.into(), id, address, ..Place::default() }
}

pub(super) fn found(mapping: &[&str], settings: &str, places: &[Place]) -> Vec<Option<usize>> {
    let sources = mapping.iter().zip(1..).map(|(text, number)| {
        Source::new(&format!("content/comments/{number}/mapping.csv"), text.as_bytes().to_vec())
    });
    let sources: Vec<Source> = sources.collect();
    let checked = Matcher::new(destinations(), &merged(places), &sources, &config(settings));
    assert_eq!(checked.problems, []);
    places.iter().map(|place| checked.value.find(place)).collect()
}

#[test]
fn a_number_counts_within_its_own_site_only() {
    let none = "title = \"x\"";
    for (places, expected) in [
        // Both blogs have a post 5; what one says of it says nothing of the other.
        (
            vec![numbered("a.example", "5", "/peil/"), numbered("b.example", "5", "/iets/")],
            [Some(3), None],
        ),
        // `wordpress: 528` can be of either.
        (
            vec![numbered("a.example", "528", "/x/"), numbered("b.example", "528", "/y/")],
            [None, None],
        ),
        (
            vec![numbered("a.example", "528", "/x/"), numbered("b.example", "7", "/y/")],
            [None, None],
        ),
        (
            vec![numbered("a.example", "528", "/x/"), numbered("a.example", "7", "/y/")],
            [Some(0), None],
        ),
        // Only the alias says of which site it is.
        (
            vec![numbered("oud.example", "77", "/x/"), numbered("b.example", "77", "/y/")],
            [Some(0), None],
        ),
        // Both would be the post `peil`.
        (
            vec![numbered("a.example", "5", "/peil/"), numbered("b.example", "9", "/2011/peil/")],
            [None, None],
        ),
        // One blog that moved.
        (
            vec![numbered("a.example", "5", "/peil/"), numbered("b.example", "5", "/peil/")],
            [Some(3), Some(3)],
        ),
        // Two blogs on one host.
        (
            vec![
                numbered("a.example/een", "5", "/peil/"),
                numbered("a.example/twee", "5", "/iets/"),
            ],
            [Some(3), None],
        ),
    ] {
        assert_eq!(found(&[], none, &places), expected, "{places:#?}");
    }
}

#[test]
fn ids_may_say_of_which_site_they_are() {
    let mut destinations = destinations();
    destinations[3].ids.insert("https://B.example/".into(), "528".into());
    let places = [numbered("a.example", "528", "/x/"), numbered("b.example", "528", "/y/")];
    let matcher = Matcher::new(destinations, &merged(&places), &[], &config("title = \"x\"")).value;
    assert_eq!(places.map(|place| matcher.find(&place)), [None, Some(3)]);
}

#[test]
fn a_line_with_a_host_counts_for_that_host() {
    let hosts = "title = \"x\"\n[comments]\nold_hosts = [\"a.example\", \"b.example\"]";
    let places = ["https://a.example/x/", "https://www.b.example/x", "https://c.example/x", "/x/"]
        .map(place);
    let lines =
        ["from,to\nhttps://a.example/x/,water-op-straat\n", "from,to\nhttps://b.example/x/,peil\n"];
    assert_eq!(found(&lines, hosts, &places), [Some(0), Some(3), None, None]);
    let lines = ["from,to\n/x,water-op-straat\nhttps://b.example/*,peil\n"];
    assert_eq!(found(&lines, hosts, &places), [Some(0), Some(0), Some(0), Some(0)]);
    let lines = ["from,to\nhttps://b.example/*,peil\n*,water-op-straat\n"];
    assert_eq!(found(&lines, hosts, &places), [Some(0), Some(3), Some(0), Some(0)]);
    let numbers = [numbered("a.example", "1", "/p/"), numbered("b.example", "1", "/q/")];
    let lines = ["from,to\nhttps://b.example/?page_id=1,peil\n"];
    assert_eq!(found(&lines, hosts, &numbers), [None, Some(3)]);
}

#[test]
fn a_host_that_nobody_knows_is_not_the_blog() {
    let at = |host: &str| place(&format!("https://{host}/2024/peil/"));
    let base = "title = \"x\"\nbase_url = \"https://nieuw.example/\"";
    let none = "title = \"x\"";
    for (settings, places, expected) in [
        (base, vec![at("vreemd.example"), at("nieuw.example")], [None, Some(3)]),
        // An export says where it comes from.
        (
            base,
            vec![at("vreemd.example"), numbered("oud.example", "1", "/2024/peil/")],
            [None, Some(3)],
        ),
        (
            none,
            vec![at("vreemd.example"), numbered("oud.example", "1", "/2024/peil/")],
            [None, Some(3)],
        ),
        // When nobody says anything, one host is that of the blog, and of several none is.
        (none, vec![at("een.example"), at("een.example")], [Some(3), Some(3)]),
        (none, vec![at("een.example"), at("twee.example")], [None, None]),
    ] {
        assert_eq!(found(&[], settings, &places), expected, "{settings} {places:#?}");
    }
    let numbered =
        Place { address: at("vreemd.example").address, ..numbered("oud.example", "528", "") };
    assert_eq!(found(&[], base, &[numbered]), [Some(0)], "its number still counts");
    let guid = |guid: &str| Place { guid: Some(guid.into()), ..at("localhost") };
    for (place, expected) in [
        (guid("https://nieuw.example/?p=528"), Some(0)),
        (guid("https://vreemd.example/?p=528"), None),
        (guid("?p=528"), None),
        (guid("https://nieuw.example/2024/peil/"), None),
    ] {
        assert_eq!(found(&[], base, std::slice::from_ref(&place)), [expected], "{place:?}");
    }
}

#[test]
fn an_address_tells_which_of_several_posts_with_its_slug_is_meant() {
    let dated = |year, day, slug: &str| Destination {
        path: format!("{year}/{slug}.html"),
        day: Some((year, 1, day)),
        ..destination(slug, "")
    };
    let english = |slug: &str| Destination { lang: Some("en".into()), ..destination(slug, "") };
    let settings = config("title = \"x\"\n[comments]\nold_hosts = [\"oud.example\"]");
    let find = |destinations: Vec<Destination>, path: &str| {
        let matcher = Matcher::new(destinations, &merged(&[]), &[], &settings).value;
        matcher.find(&place(&format!("https://oud.example{path}")))
    };
    let same = || vec![dated(2020, 1, "dub"), dated(2021, 1, "dub"), dated(2021, 2, "dub")];
    for (path, expected) in [
        ("/2020/dub/", Some(0)),
        ("/2021/01/02/dub/", Some(2)),
        ("/2021/01/dub/", None),
        ("/2019/01/01/dub/", None),
        ("/dub/", None),
    ] {
        assert_eq!(find(same(), path), expected, "{path}");
    }
    let both = || vec![destination("water", ""), english("water-en"), english("dike")];
    for (path, expected) in [
        ("/water/", Some(0)),
        ("/nl/water/", Some(0)),
        ("/en/water/", Some(1)),
        ("/blog/en/water/", Some(1)),
        ("/water/?lang=en", Some(1)),
        ("/en/dike/", Some(2)),
        ("/dike/", Some(2)),
        ("/nl/dike/", None),
    ] {
        assert_eq!(find(both(), path), expected, "{path}");
    }
    // A site in one language has folders of any name.
    assert_eq!(find(vec![destination("water", "")], "/en/water/"), Some(0));
}

#[test]
fn a_line_of_the_mapping_may_leave_out_the_scheme() {
    let settings = "title = \"x\"\n[comments]\nold_hosts = [\"oud.example\"]";
    let lines = ["from,to\noud.example/x2/,peil\nhttps://oud.example/x*,water-op-straat\n"];
    let places = ["https://oud.example/x2/", "oud.example/x2", "https://oud.example/x3"];
    let places = places.map(place);
    assert_eq!(found(&lines, settings, &places), [Some(3), Some(3), Some(0)]);
}

#[test]
fn a_blank_in_a_path_is_one_however_it_is_written() {
    let matcher =
        Matcher::new(vec![destination("a-b", "A b")], &merged(&[]), &[], &config("title = \"x\""))
            .value;
    for path in ["/2024/a%20b/", "/2024/a+b/", "/2024/a-b/", "https://x.example/2024/a%20b.html"] {
        let anything = Place { anything: Some(path.into()), ..Place::default() };
        assert_eq!(matcher.find(&anything).is_some(), !path.contains("//"), "{path}");
    }
    assert_eq!(matcher.find(&place("/2024/zie a b/")), None);
}

#[test]
fn a_number_without_a_host_is_that_of_the_one_site() {
    let item = numbered("oud.example", "4", "/2024/peil/");
    let find = |hosts: &str, items: &[Place], place: &Place| {
        let settings = config(&format!("title = \"x\"\n[comments]\nold_hosts = [{hosts}]"));
        Matcher::new(destinations(), &merged(items), &[], &settings).value.find(place)
    };
    let anything = Place { anything: Some("/?p=4".into()), ..Place::default() };
    for place in [place("/?p=4"), anything] {
        assert_eq!(find("\"oud.example\"", std::slice::from_ref(&item), &place), Some(3));
        assert_eq!(find("", std::slice::from_ref(&item), &place), Some(3));
        assert_eq!(
            find("\"oud.example\", \"ander.example\"", std::slice::from_ref(&item), &place),
            None
        );
        let other = numbered("ander.example", "4", "/2024/dijken/");
        assert_eq!(find("\"oud.example\"", &[item.clone(), other], &place), None);
        assert_eq!(find("\"oud.example\"", &[], &place), None);
    }
    assert_eq!(find("\"oud.example\"", &[item], &place("/?p=5")), None);
}
