//! Whom `forget` takes for an expert: whoever the site shows as one.

use crate::support::Site;

const PROFILE: &str =
    "---\nname: Jan Bos\nemail: [jan@x.example, j2@x.example]\naliases: [jbos, \"J.B.\"]\n---\n";

const ROWS: &str = "post,naam,email,datum,reactie,id\n\
    water,Jan Bos,jan@x.example,2024-02-01 10:00,Een over pompen,1\n\
    water,Jan Bos,j2@x.example,2024-02-02 10:00,Twee over sluizen,2\n\
    water,jbos,,2024-02-03 10:00,Drie over dijken,3\n\
    water,J.B.,,2024-02-04 10:00,Vier over stuwen,4\n\
    water,An,an@x.example,2024-02-05 10:00,Vijf over peilen,5\n";

fn site(profile: &str, rows: &str) -> Site {
    Site::empty()
        .with("weerklank.toml", "title = \"T\"\n")
        .with("content/posts/water.md", "---\ntitle: Water\ndate: 2024-01-05\n---\nTekst.\n")
        .with("content/experts/jan.md", profile)
        .with("content/comments/a.csv", rows)
}

#[test]
fn whatever_an_expert_is_found_by_all_that_is_shown_as_theirs_goes() {
    for (who, more) in [
        ("jbos", None),
        ("J.B.", None),
        ("jan@x.example", None),
        ("Jan Bos", None),
        ("Jan Bos", Some("--all")),
        ("Jan Bos <j2@x.example>", None),
    ] {
        let site = site(PROFILE, ROWS).built();
        let arguments: Vec<&str> = ["forget", who].into_iter().chain(more).collect();
        let report = site.told(&arguments);
        // The name is left in the profile.
        assert_eq!((report.code, report.number("erased")), (3, 4), "{who} {:#}", report.json);
        let left = std::fs::read_to_string(site.path("content/comments/a.csv")).unwrap();
        assert_eq!(left.lines().count(), 2, "{left}");
        assert!(!site.page("2024/water.html").contains("Jan Bos"), "{who}");
        let found = site.told(&["forget", "--verify", who]);
        let in_profile = "trace-found content/experts/jan.md:2".to_owned();
        assert!(found.errors().contains(&in_profile), "{:#}", found.json);
        site.remove("content/experts/jan.md");
        assert_eq!(site.build().code, 0);
        // Two letters stand in any script.
        if who != "J.B." {
            assert_eq!(site.told(&["forget", "--verify", who]).code, 0, "{who}");
        }
        // An old export brings none of them back.
        site.put("content/comments/oud.csv", ROWS.as_bytes());
        assert_eq!(site.build().number("comments/held/forgotten"), 4);
    }
}

#[test]
fn one_who_is_known_by_a_comment_or_a_name_that_only_the_profile_has_is_the_expert_too() {
    let profile = "---\nname: Jan Bos\naliases: [jbos, \"J.B.\"]\n---\n";
    let rows =
        ROWS.replace("Jan Bos,jan@x.example", "jbos,").replace("Jan Bos,j2@x.example", "J.B.,");
    let keys = site(profile, &rows).told(&["comments"]).json;
    let key = keys["comments"].as_array().unwrap().iter().find(|one| one["author"] != "An");
    let key = key.unwrap()["key"].as_str().unwrap().to_owned();
    for who in ["Jan Bos", &key] {
        let site = site(profile, &rows);
        let report = site.told(&["forget", who]);
        assert_eq!((report.code, report.number("erased")), (3, 4), "{who} {:#}", report.json);
    }
}

#[test]
fn a_mailbox_in_a_profile_leaves_nothing_in_silence() {
    let profile = PROFILE.replace("j2@x.example", "balie@x.example");
    let rows = ROWS.replace("Jan Bos,j2@", "Klaas Smit,balie@").replace("An,an@", "Bo Vos,balie@");
    let report = site(&profile, &rows).told(&["forget", "jbos"]);
    assert_eq!(report.errors(), ["several-writers -:-"], "{:#}", report.json);
    let report = site(&profile, &rows).told(&["forget", "jbos", "--all"]);
    assert_eq!((report.code, report.number("erased")), (1, 3), "{:#}", report.json);
    assert_eq!(report.errors(), ["namesake-left content/comments/a.csv:-"]);
}
