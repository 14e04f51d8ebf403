//! What in an address tells one post from another.

use super::tests::{destination, found, merged, place};
use super::*;
use crate::site::tests::config;

#[test]
fn a_parameter_that_names_a_page_tells_it_from_others() {
    let with = |alias: &str, slug: &str| Destination {
        aliases: vec![alias.into()],
        ..destination(slug, "")
    };
    let settings = config("title = \"x\"\n[comments]\nold_hosts = [\"oud.example\"]");
    let find = |destinations: Vec<Destination>, mapping: &str, path: &str| {
        let mapping = Source::new("content/comments/mapping.csv", mapping.into());
        let checked = Matcher::new(destinations, &merged(&[]), &[mapping], &settings);
        assert_eq!(checked.problems, [], "{path}");
        checked.value.find(&place(&format!("https://oud.example{path}")))
    };
    let two = || vec![with("/Post.aspx?ID=8", "a"), with("/Post.aspx?ID=9", "b")];
    let none = "from,to\n";
    assert_eq!(find(two(), none, "/Post.aspx?ID=8&Source=x"), Some(0));
    assert_eq!(find(two(), none, "/post.aspx?id=9"), Some(1));
    assert_eq!(find(two(), none, "/Post.aspx?ID=10"), None);
    assert_eq!(find(two(), none, "/2024/a.html?ID=10"), Some(0), "a page is one whatever follows");
    let lines =
        "from,to\nhttps://oud.example/show.aspx?id=8,a\n/show.aspx?id=9,b\n/web/view.aspx,b\n";
    for (path, found) in [
        ("/show.aspx?id=8", Some(0)),
        ("/show.aspx?id=9&utm_source=x", Some(1)),
        ("/show.aspx?id=7", None),
        ("/web/view.aspx?env=1", Some(1)),
    ] {
        assert_eq!(
            find(vec![destination("a", ""), destination("b", "")], lines, path),
            found,
            "{path}"
        );
    }
}

#[test]
fn a_blank_in_an_alias_is_one_in_an_address() {
    let settings = "title = \"x\"\n[comments]\nold_hosts = [\"oud.example\"]";
    let mut site = destination("a", "");
    site.aliases = vec!["/wat nu/".into(), "Site Pages/Wat Nu.aspx".into()];
    let matcher = Matcher::new(vec![site], &merged(&[]), &[], &config(settings)).value;
    for path in ["/wat nu/", "/wat%20nu/", "https://oud.example/Site%20Pages/Wat%20Nu.aspx"] {
        assert_eq!(matcher.find(&place(path)), Some(0), "{path}");
    }
    let lines = ["from,to\n/Site Pages/Wat Dan.aspx,peil\n"];
    let places = [place("https://oud.example/Site%20Pages/Wat%20Dan.aspx")];
    assert_eq!(found(&lines, settings, &places), [Some(3)]);
}

#[test]
fn an_alias_with_its_host_counts_on_that_host_whatever_the_settings_name() {
    let mut site = destination("a", "");
    site.aliases = vec!["https://intern.example/w".into()];
    for settings in ["old_hosts = [\"oud.example\"]", ""] {
        let settings = config(&format!("title = \"x\"\n[comments]\n{settings}"));
        let matcher = Matcher::new(vec![site.clone()], &merged(&[]), &[], &settings).value;
        assert_eq!(matcher.find(&place("https://intern.example/w/")), Some(0));
    }
    let settings = config("title = \"x\"\nbase_url = \"https://oud.example/blog/\"");
    let matcher = Matcher::new(vec![destination("a", "")], &merged(&[]), &[], &settings).value;
    assert_eq!(matcher.find(&place("https://oud.example/blog/2024/a.html")), Some(0));
}
