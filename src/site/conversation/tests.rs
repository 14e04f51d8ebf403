//! Every comment is accounted for, whatever the exports hold.

use std::sync::Arc;

use proptest::prelude::*;

use super::*;
use crate::comment::testing::comment;
use crate::comment::{Comment, Identity, Origin, Place};
use crate::cores::Alone;
use crate::post::{self, Kind};
use crate::site::tests::{config, joined};
use crate::site::{Parts, discussed};

const HELD: [Option<Held>; 6] =
    [None, None, None, Some(Held::Pending), Some(Held::Spam), Some(Held::Pingback)];

/// Posts that are shown, hide their discussion, are drafts, and are not there at all.
const POSTS: [&str; 4] = ["open", "verborgen", "concept", "nergens"];

fn posts(config: &Config) -> Vec<Written> {
    let texts = [
        ("open", "ids: {wordpress: 1}\naliases: [https://a.example/oud/]\n"),
        ("verborgen", "comments: hidden\nids: {b.example: 2}\n"),
        ("concept", "draft: true\n"),
    ];
    let read = texts.iter().map(|(name, key)| {
        let text = format!("---\ntitle: {name}\ndate: 2026-01-01\n{key}---\nTekst.\n");
        let source = Source::new(&format!("content/posts/{name}.md"), text.into_bytes());
        let document = post::read(&source, Kind::Post, config).value.expect("a valid post");
        Written { document: document.into(), source: source.bytes }
    });
    read.collect()
}

/// What a site calls itself; a spreadsheet says nothing.
const SYSTEMS: [&str; 3] = ["", "a.example", "b.example"];

/// Id, whom it answers, status and format: few of each, so that they meet.
type Drawn = ((u8, u8, usize, bool), Stood);

/// System, number of the post, its path, and whether the comment says its slug too.
type Stood = (usize, u8, usize, bool);

fn stood((system, number, post, has_slug): Stood) -> Place {
    let system = SYSTEMS[system];
    let path = if number > 2 { "oud" } else { POSTS[post] };
    let address = if system.is_empty() { path.into() } else { format!("https://{system}/{path}/") };
    Place {
        system: system.into(),
        slug: has_slug.then(|| POSTS[post].into()),
        id: (number > 0).then(|| ("wordpress".into(), number.to_string())),
        address: (number != 2).then_some(address),
        ..Place::default()
    }
}

fn made(((id, parent, held, is_table), place): Drawn, file: &str) -> Comment {
    let place = stood(place);
    let (format, identity) =
        if is_table { ("csv", Identity::Described) } else { ("wxr", Identity::Numbered) };
    Comment {
        origin: Arc::new(Origin { format, identity, file: SourcePath::new(file) }),
        parent: (parent > 0).then(|| parent.to_string().into()),
        held: HELD[held],
        place: place.into(),
        ..comment(&id.to_string(), "Tekst.")
    }
}

const SETTINGS: &str = "title = \"x\"\n[comments]\npaginate = 7";

fn parts(files: &[(i64, Vec<Drawn>)], moderation: &str, config: &Config) -> (Parts, Heard) {
    let exports = files.iter().enumerate().map(|(number, (moment, drawn))| {
        let file = format!("content/comments/{number}.xml");
        let comments: Vec<Box<Comment>> =
            drawn.iter().map(|drawn| made(*drawn, &file).into()).collect();
        let places = comments.iter().filter(|comment| comment.place.id.is_some());
        let places = places.map(|comment| comment.place.clone()).collect();
        let export = Export { made: Some(*moment), comments, places, ..Export::default() };
        (SourcePath::new(&file), "wxr", export)
    });
    let moderation = Source::new("content/comments/moderation.toml", moderation.into());
    let parts = Parts { posts: posts(config), ..Parts::default() };
    let (exports, moderations) = (exports.collect(), vec![moderation]);
    (parts, Heard { exports, moderations, ..Heard::default() })
}

proptest! {
    // More of them if `PROPTEST_CASES` says so.
    #![proptest_config(ProptestConfig {
        cases: ProptestConfig::default().cases.max(400),
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn every_comment_is_accounted_for(
        files in prop::collection::vec(
            (0i64..3, prop::collection::vec(((1u8..30, 0u8..30, 0usize..6, any::<bool>()), (0usize..3, 0u8..4, 0usize..4, any::<bool>())), 0..60)),
            0..4,
        ),
        hidden in prop::collection::vec(1u8..30, 0..4),
        published in prop::collection::vec(1u8..30, 0..4),
    ) {
        let list = |ids: &[u8]| ids.iter().map(|id| format!("\"{id}\"")).collect::<Vec<_>>().join(", ");
        let moderation = format!("hide = [{}]\npublish = [{}]\n", list(&hidden), list(&published));
        let config = config(SETTINGS);
        let drawn = || parts(&files, &moderation, &config);
        let (parts, heard) = drawn();
        let site = joined(parts, heard, &config);
        let (parts, heard) = drawn();
        let discussed = discussed(parts, heard, &Alone, &config).value;
        let tally = &site.conversation.tally;
        let read: usize = files.iter().map(|(_, drawn)| drawn.len()).sum();
        let held: usize = tally.held.values().sum();
        prop_assert_eq!(tally.read, read);
        prop_assert_eq!(read, tally.published + held + tally.unmatched + tally.duplicates);
        let per_file: usize = tally.sources.iter().map(|source| source.published).sum();
        prop_assert_eq!(per_file, tally.published);
        // `b.example: 2` says nothing of post 2 of another site, unless that site says itself where that stood.
        let other = |placed: &&Placed| {
            let place = &placed.comment.place;
            place.system == "a.example" && place.id.as_ref().is_some_and(|(_, id)| id == "2")
        };
        let others: Vec<&Placed> = discussed.comments.iter().filter(other).collect();
        let says = |(_, (system, number, _, has_slug)): &Drawn| *system == 1 && *number == 2 && *has_slug;
        if !files.iter().flat_map(|(_, drawn)| drawn).any(says) {
            prop_assert!(others.iter().all(|placed| placed.post().is_none()), "{:#?}", others);
        }
        // What is counted is what pages show, each comment once.
        let items = || site.articles.iter().flat_map(|article| &article.discussion.items);
        let mut shown: Vec<u32> = items().filter_map(|item| item.comment).collect();
        shown.sort_unstable();
        shown.dedup();
        prop_assert_eq!(shown.len(), tally.published);
        prop_assert_eq!(items().count(), tally.published + tally.placeholders);
        for article in &site.articles {
            let on_pages: usize = article.discussion.pages.iter().map(ExactSizeIterator::len).sum();
            prop_assert_eq!(on_pages, article.discussion.items.len());
            let mut keys: Vec<&str> = article.discussion.items.iter().map(|item| &*item.key).collect();
            keys.sort_unstable();
            keys.dedup();
            prop_assert_eq!(keys.len(), article.discussion.items.len());
        }
    }
}
