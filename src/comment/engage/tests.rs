//! Each quirk of the exports of Viva Engage.

use super::super::erasure::Fate;
use super::*;
use crate::comment::testing::{codes, config, read as read_as};

const HEADER: &str = "id,group_id,thread_id,replied_to_id,in_private_group,in_private_conversation,sender_id,created_at,body,deleted_at,attachments";

fn messages(rows: &str) -> Checked<Export> {
    read_as(&FORMAT, "Messages.csv", format!("{HEADER}\r\n{rows}").as_bytes(), &config())
}

#[test]
fn a_conversation_stands_under_the_post_that_its_first_message_links_to() {
    let checked = messages(concat!(
        "3049071234567890,7,3049071234567890,,false,false,11,2024-05-14T09:26:02.102Z,Lees https://blog.example/2024/water/ eens,,\r\n",
        "3049071234567892,7,3049071234567890,3049071234567890,false,false,12,2024/05/14 10:00:00 +0000,\"Goed, [User:11:Jan] \n\"\"dus\"\" [Tag:5:water] [[user:13]]\",,\r\n",
        "3049071234567893,7,3049071234567999,3049071234567999,false,false,12,2024-05-14 10:00:00 UTC,Elders,,\r\n",
    ));
    assert_eq!(codes(&checked), [] as [&str; 0]);
    let [first, second, third] = checked.value.comments.as_slice() else { panic!() };
    assert_eq!(first.held, Some(Held::Announcement));
    assert_eq!((second.held, second.line, second.written), (None, 3, Some(Moment(1_715_680_800))));
    assert_eq!(second.body, "Goed, @Jan \n\"dus\" #water [[user:13]]");
    assert_eq!(second.author.account.as_deref(), Some("12"));
    assert_eq!(second.place.address.as_deref(), Some("https://blog.example/2024/water/"));
    assert_eq!(second.place.id, Some(("engage".into(), "3049071234567890".into())));
    assert_eq!(third.place.address, None);
    assert_eq!(checked.value.places.len(), 1);
    assert_eq!(checked.value.made, Some(1_715_680_800));
}

#[test]
fn only_what_is_public_and_of_a_person_is_shown() {
    let rows = [
        ("false,false,11,2024-05-14T09:26:02Z,Hoi,,", None),
        ("true,false,11,2024-05-14T09:26:02Z,Hoi,,", Some(Held::PrivatePost)),
        ("false,TRUE,11,2024-05-14T09:26:02Z,Hoi,,", Some(Held::PrivatePost)),
        ("false,false,11,2024-05-14T09:26:02Z,Hoi,2024-05-15T00:00:00Z,", Some(Held::Trash)),
        ("false,false,11,2024-05-14T09:26:02Z, ,,uploadedfile:137082854", Some(Held::Empty)),
        (",,11,2024-05-14T09:26:02Z,Hoi,,", Some(Held::Pending)),
    ];
    for (row, held) in rows {
        let checked = messages(&format!("2,7,1,1,{row}\r\n"));
        assert_eq!(checked.value.comments[0].held, held, "{row}");
    }
    let mut open = config();
    open.comments.visible.push("pending".to_owned());
    let text = format!("{HEADER}\n2,7,1,1,,,11,,Hoi,,\n");
    let checked = read_as(&FORMAT, "a.csv", text.as_bytes(), &open);
    assert_eq!(checked.value.comments[0].held, None);
    let typed = "id,thread_id,replied_to_id,sender_id,sender_type,message_type,in_private_group,body,created_at\n";
    for (kinds, held) in [
        ("user,update", None),
        ("bot,update", Some(Held::OtherType)),
        ("user,system", Some(Held::OtherType)),
    ] {
        let text = format!("{typed}2,1,1,11,{kinds},false,Hoi,\n");
        let checked = read_as(&FORMAT, "a.csv", text.as_bytes(), &config());
        assert_eq!(checked.value.comments[0].held, held, "{kinds}");
    }
}

#[test]
fn of_several_addresses_that_of_the_blog_counts() {
    let mut settings = config();
    settings.comments.old_hosts.push("www.blog.example".to_owned());
    for (attachments, body, address) in [
        (
            "\"uploadedfile:1, opengraphobject:[123 : https://a.example/x]\"",
            "kijk https://b.example/y",
            Some("https://a.example/x"),
        ),
        (
            "",
            "https://a.example/x en https://blog.example/water/.",
            Some("https://blog.example/water/"),
        ),
        ("", "niets", None),
    ] {
        let text = format!("{HEADER}\n1,7,1,,false,false,11,,{body},,{attachments}\n");
        let checked = read_as(&FORMAT, "a.csv", text.as_bytes(), &settings);
        assert_eq!(checked.value.comments[0].place.address.as_deref(), address, "{body}");
    }
}

#[test]
fn what_excel_or_a_broken_download_left_is_refused_with_its_line() {
    let cases = [
        (
            "3,7,1,1,false,false,11,,Hoi,,\n\"3,04907E+15\",7,1,1,false,false,11,,Hoi,,\n",
            "!id-destroyed:3",
        ),
        ("3,7,1,1,false,false,11,,Hoi,,\n4,7,1,1,fal", "!table-record:3"),
        ("3,7,1,1,false,false,11,,\"Hoi\nen", "!table-record:2"),
    ];
    for (rows, code) in cases {
        let checked = messages(rows);
        assert_eq!(codes(&checked), [code], "{rows}");
        assert!(checked.value.comments.is_empty());
    }
    let semicolons = HEADER.replace(',', ";");
    let text = format!("\u{feff}{semicolons}\r\n2;7;1;1;false;false;11;geen datum;Hoi;;\r\n");
    let checked = read_as(&FORMAT, "a.csv", text.as_bytes(), &config());
    assert_eq!(codes(&checked), ["date-unclear:2"]);
    assert_eq!(checked.value.comments[0].body, "Hoi");
}

#[test]
fn users_are_people_and_no_comments() {
    let text = "id,name,first_name,last_name,email,department,state\n11,Jan de Wit,,,jan@x.example,Beheer,active\n12,,Zoë,Bakker,,,soft_delete\n,Wie Dan,,,wie@x.example,,active\n";
    let checked = read_as(&USERS, "Users.csv", text.as_bytes(), &config());
    let people: Vec<_> =
        checked.value.people.iter().map(|p| (p.account.as_deref(), p.name.as_str())).collect();
    assert_eq!(people, [(Some("11"), "Jan de Wit"), (Some("12"), "Zoë Bakker")]);
    assert_eq!(checked.value.people[0].email.as_deref(), Some("jan@x.example"));
    let versions = "id,message_id,thread_id,replied_to_id,sender_id,body,created_at\n";
    assert!(recognises(&Source::new("MessageVersions.csv", versions.into())).is_err());
    assert_eq!(
        recognises_users(&Source::new("x.csv", "id,email".into())),
        Err(Lack::Column("state"))
    );
}

#[test]
fn people_are_named_where_they_are_mentioned() {
    let name = |id: &str| (id == "11").then(|| "@Jan".to_owned());
    for (body, text, mentions) in [
        ("Hoi [[user:11]] en [[user:12]]!", "Hoi @Jan en @onbekend!", &["@Jan", "@onbekend"][..]),
        ("[[user:]] [[user:1x]] [[user:11", "[[user:]] [[user:1x]] [[user:11", &[]),
        ("niemand [1]", "niemand [1]", &[]),
        (
            "é[User:12:Els Kok][[user:11]] [[user:x [User:7:Bo]s",
            "é@Els Kok@Jan [[user:x @Bos",
            &["@Els Kok", "@Jan", "@Bo"],
        ),
        (
            "[User:11:] en [[User: 12 ]] [Tag:1:a b]",
            "@Jan en @onbekend #a b",
            &["@Jan", "@onbekend"],
        ),
    ] {
        let (read, own) = text::plain(body).repaired();
        let mut comment = crate::comment::testing::comment("1", &read);
        comment.mentions = own;
        name_all(&mut comment, name);
        let now = comment.body.text();
        let own = comment.mentions.iter().map(|own| &now[own.range.clone()]);
        assert_eq!((&*now, own.collect::<Vec<_>>()), (text, mentions.to_vec()), "{body}");
    }
    assert_eq!(text::plain(&"[".repeat(100_000)).text.len(), 100_000);
}

#[test]
fn answers_keep_their_post_when_who_began_the_conversation_goes() {
    use crate::comment::erasure::{Orders, Traces};

    for (body, attachments, kept) in [
        ("Lees https://blog.example/2024/water/ eens", "", "https://blog.example/2024/water/"),
        (
            "Hoi",
            "\"uploadedfile:7, opengraphobject:[9 : https://a.example/x?a=1,2]\"",
            "https://a.example/x?a=1,2",
        ),
    ] {
        let text = format!(
            "{HEADER}\r\n1,7,1,,false,false,11,2024-05-14T09:26:02Z,{body},,{attachments}\r\n\
             2,7,1,1,false,false,12,2024-05-14T10:00:00Z,Goed,,\r\n"
        );
        let source = Source::new("Messages.csv", text.clone().into_bytes());
        let before = read_as(&FORMAT, "Messages.csv", text.as_bytes(), &config());
        let comments = &before.value.comments;
        let (fates, traces) = ([Fate::Empty, Fate::Keep], Traces::default());
        let orders = Orders { comments, fates: &fates, traces: &traces, redact: false };
        let bytes = erase::erase(&source, &config(), &orders).expect("a table");
        let row = format!(
            "1,7,1,,false,false,,2024-05-14T09:26:02Z,,,\"opengraphobject:[0 : {kept}]\"\r\n"
        );
        assert!(String::from_utf8_lossy(&bytes).contains(&row), "{row}");
        let after = read_as(&FORMAT, "Messages.csv", &bytes, &config());
        let [was, is] = [&comments[1], &after.value.comments[1]];
        assert_eq!((&is.place, &is.body, is.key()), (&was.place, &was.body, was.key()));
        assert_eq!(is.place.address.as_deref(), Some(kept));
        assert_eq!(after.value.comments[0].body, "");
        assert_eq!(after.value.comments[0].author, Author::default().into());
    }
}

#[test]
fn mentions_of_somebody_are_found_by_their_number() {
    for (body, expected) in [
        ("Dank [[user:11]] en [[user:12]]!", &["[[user:11]]"][..]),
        ("[User:11:Jan Bos] zei [user:11:Jan]", &["[User:11:Jan Bos]", "[user:11:Jan]"]),
        ("[Tag:11:water] [[user:11 [user:11] [[user:111]] [[]]", &[]),
        ("[[[user:11]]", &["[[user:11]]"]),
        ("é[[user:11]é", &[]),
        (
            "[User:11:] en [[user: 11 ]] en [[user:11:]]",
            &["[User:11:]", "[[user: 11 ]]", "[[user:11:]]"],
        ),
    ] {
        let is_it = |own: &text::Reference<'_>| {
            matches!(own.to, text::To::Number("11") | text::To::Person("11", _))
        };
        let found = text::references(body).into_iter().filter(is_it);
        assert_eq!(found.map(|own| &body[own.range]).collect::<Vec<_>>(), expected, "{body}");
    }
}

#[test]
fn an_export_that_says_nothing_of_what_is_private_is_told() {
    let rows = "1,1,,11,2024-05-14T09:26:02Z,Hoi\n2,1,1,12,2024-05-14T09:26:02Z,Dag\n";
    const COLUMNS: &str = "id,thread_id,replied_to_id,sender_id,created_at,body";
    for (columns, end, code) in [
        (COLUMNS.to_owned(), "\n", Some("privacy-unknown:1")),
        (format!("{COLUMNS},in_private_group"), ",\n", None),
    ] {
        let checked = crate::comment::testing::read(
            &FORMAT,
            "content/comments/Messages.csv",
            format!("{columns}\n{}", rows.replace('\n', end)).as_bytes(),
            &config(),
        );
        assert_eq!(codes(&checked), code.into_iter().collect::<Vec<_>>());
        assert!(checked.value.comments.iter().all(|one| one.held == Some(Held::Pending)));
    }
}
