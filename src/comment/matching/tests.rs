//! Every rule that finds a post, and what is never guessed.

use super::*;
use crate::site::tests::config;

fn destination(slug: &str, title: &str) -> Destination {
    Destination {
        source: SourcePath::new(&format!("content/posts/2024/{slug}.md")),
        path: format!("2024/{slug}.html"),
        slug: slug.into(),
        title: title.into(),
        aliases: Vec::new(),
        ids: BTreeMap::new(),
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

fn place(address: &str) -> Place {
    Place { address: Some(address.into()), ..Place::default() }
}

#[test]
fn every_rule_finds_its_post_and_nothing_is_guessed() {
    let settings = config("title = \"x\"\n[comments]\nold_hosts = [\"oud.example\"]");
    let mapping = Source::new(
        "content/comments/mapping.csv",
        b"van;naar\n/archief/peilbesluit/;peil\n/2019/*;2025/dijken.html\nleeg;\n".to_vec(),
    );
    let tied = Place {
        id: Some(("wordpress".into(), "900".into())),
        ..place("https://oud.example/2024/peil/")
    };
    let checked = Matcher::new(destinations(), &[tied], Some(&mapping), &settings);
    assert_eq!(checked.problems, []);
    let matcher = checked.value;
    let anything = |text: &str| Place { anything: Some(text.into()), ..Place::default() };
    let id = |id: &str| Place { id: Some(("wordpress".into(), id.into())), ..Place::default() };
    for (place, found) in [
        (place("https://oud.example/archief/peilbesluit"), Some(3)),
        (place("https://oud.example/2019/05/iets/"), Some(2)),
        (place("https://oud.example/2019-jaarverslag/"), None),
        (id("528"), Some(0)),
        (id("900"), Some(3)),
        (id("1"), None),
        (place("https://www.oud.example/2023/04/Water/#comment-3"), Some(0)),
        (place("https://elders.example/2023/04/water/"), None),
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
    assert_eq!(matcher.named("content/posts/2024/peil.md"), Some(3));
}

#[test]
fn a_mapping_that_cannot_be_used_is_told() {
    let settings = config("title = \"x\"");
    for (text, code, line) in
        [("oud,nieuw\na,b\n", "mapping-header", 1), ("from,to\n/a/,pijl\n", "mapping-target", 2)]
    {
        let source = Source::new("content/comments/mapping.csv", text.into());
        let problems = Matcher::new(destinations(), &[], Some(&source), &settings).problems;
        assert_eq!((problems[0].code().as_str(), problems[0].line), (code, Some(line)), "{text}");
    }
}
