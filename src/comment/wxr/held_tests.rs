//! What of an export of WordPress is held, and why.

use super::tests::{comment, export, post, read_text};
use super::*;
use crate::comment::Held;
use crate::comment::testing::config;

#[test]
fn a_comment_is_held_for_its_own_reason_first() {
    let private = "<wp:status>private</wp:status>";
    let cases = [
        ("", "", None),
        ("<wp:comment_type></wp:comment_type>", "", None),
        ("<wp:comment_approved>0</wp:comment_approved>", "", Some(Held::Pending)),
        ("<wp:comment_approved></wp:comment_approved>", "", Some(Held::Pending)),
        ("<wp:comment_approved>misschien</wp:comment_approved>", "", Some(Held::Pending)),
        ("<wp:comment_approved>spam</wp:comment_approved>", "", Some(Held::Spam)),
        ("<wp:comment_approved>trash</wp:comment_approved>", "", Some(Held::Trash)),
        ("<wp:comment_approved>post-trashed</wp:comment_approved>", "", Some(Held::TrashedPost)),
        ("<wp:comment_type>pingback</wp:comment_type>", "", Some(Held::Pingback)),
        ("<wp:comment_type>trackback</wp:comment_type>", "", Some(Held::Trackback)),
        ("<wp:comment_type>note</wp:comment_type>", "", Some(Held::Note)),
        ("<wp:comment_type>order_note</wp:comment_type>", "", Some(Held::OtherType)),
        ("<wp:comment_content><![CDATA[ \n ]]></wp:comment_content>", "", Some(Held::Empty)),
        ("<wp:comment_content><![CDATA[\u{1}]]></wp:comment_content>", "", Some(Held::Empty)),
        ("", private, Some(Held::PrivatePost)),
        ("", "<wp:status>draft</wp:status>", Some(Held::UnpublishedPost)),
        ("", "<wp:status>future</wp:status>", Some(Held::UnpublishedPost)),
        ("", "<wp:status></wp:status>", Some(Held::UnpublishedPost)),
        ("", "<wp:status>trash</wp:status>", Some(Held::TrashedPost)),
        (
            "",
            "<wp:post_password><![CDATA[geheim]]></wp:post_password>",
            Some(Held::PasswordProtected),
        ),
        ("", "<wp:post_password></wp:post_password>", None),
        (
            "",
            "<wp:post_type>attachment</wp:post_type><wp:status>inherit</wp:status>",
            Some(Held::OtherItem),
        ),
        ("", "<wp:post_type>product</wp:post_type>", Some(Held::OtherItem)),
        ("<wp:comment_approved>0</wp:comment_approved>", private, Some(Held::Pending)),
        (
            "<wp:comment_approved>0</wp:comment_approved><wp:comment_type>note</wp:comment_type>",
            "",
            Some(Held::Note),
        ),
        (
            "<wp:comment_approved>spam</wp:comment_approved><wp:comment_type>pingback</wp:comment_type>",
            "",
            Some(Held::Pingback),
        ),
        (
            "<wp:comment_approved>trash</wp:comment_approved><wp:comment_type>note</wp:comment_type>",
            "",
            Some(Held::Note),
        ),
    ];
    for (of_comment, of_post, held) in cases {
        // What says something of the post may stand behind its comments.
        let text = export(&post(&format!("{}{of_post}", comment(1, of_comment))));
        assert_eq!(read_text(&text).value.comments[0].held, held, "{of_comment}{of_post}");
    }
}

#[test]
fn a_site_may_show_what_waits_and_other_kinds_of_items() {
    let mut config = config();
    config.comments.visible.push("pending".into());
    config.comments.post_types.push("product".into());
    let pending = comment(1, "<wp:comment_approved>0</wp:comment_approved>");
    let text = export(&post(&format!("{pending}<wp:post_type>product</wp:post_type>")));
    let checked = crate::comment::testing::read(&FORMAT, "x.xml", text.as_bytes(), &config);
    assert_eq!(checked.value.comments[0].held, None);
    assert_eq!(checked.value.places.len(), 1);
}

#[test]
fn comments_on_attachments_go_to_the_post_where_the_site_wants_so() {
    let attached = |parent: &str| {
        let rest = format!(
            "<wp:post_type>attachment</wp:post_type><wp:status>inherit</wp:status>\
             <wp:post_parent>{parent}</wp:post_parent>"
        );
        export(&post(&format!("{}{rest}", comment(1, ""))))
    };
    let mut config = config();
    let read = |text: &str, config: &crate::config::Config| {
        crate::comment::testing::read(&FORMAT, "x.xml", text.as_bytes(), config).value
    };
    assert_eq!(read(&attached("77"), &config).comments[0].held, Some(Held::OtherItem));
    config.comments.post_types.push("attachment".into());
    let with = read(&attached("77"), &config);
    let place = &with.comments[0].place;
    assert_eq!((with.comments[0].held, with.places.len()), (None, 0));
    assert_eq!(place.id, Some(("wordpress".to_owned(), "77".to_owned())));
    assert_eq!((&place.address, &place.slug), (&None, &None));
    assert_eq!(read(&attached("0"), &config).comments[0].held, Some(Held::OtherItem));
}
