//! Finding posts: whatever posts and places are called, a place finds one post or none, and the same one again.
//!
//! The input is lines. Each begins with a letter that says what the rest is; `-` begins another post, and `=` another place.

use std::sync::Arc;

use libfuzzer_sys::Corpus;
use weerklank::comment::Place;
use weerklank::comment::matching::{Destination, Matcher, reference};
use weerklank::comment::merge::Merged;
use weerklank::source::{Source, SourcePath};

use crate::readers::config;

/// What the lines say.
#[derive(Default)]
struct Said {
    destinations: Vec<Destination>,
    places: Vec<Place>,
    mapping: String,
    hosts: Vec<String>,
    names: Vec<String>,
}

/// Looks for every place among the posts.
pub fn find(data: &[u8]) -> Corpus {
    let said = said(&String::from_utf8_lossy(data));
    let mut config = config().clone();
    config.comments.old_hosts = said.hosts;
    let exports = || Merged {
        places: said.places.iter().cloned().map(Arc::new).collect(),
        ..Merged::default()
    };
    let mapping = [Source::new("content/comments/mapping.csv", said.mapping.clone().into_bytes())];
    let made = || Matcher::new(said.destinations.clone(), &exports(), &mapping, &config).value;
    let (matcher, other) = (made(), made());
    for place in &said.places {
        let found = matcher.find(place);
        assert!(
            found.is_none_or(|index| index < said.destinations.len()),
            "{found:?} of {place:?}"
        );
        assert_eq!(found, other.find(place), "not the same again: {place:?}");
        assert_eq!(matcher.nearest(place), other.nearest(place), "{place:?}");
        let address = place.address.as_deref().unwrap_or_default();
        let linked = matcher.linked(address);
        assert!(linked.is_none_or(|index| said.destinations[index].is_public), "{address:?}");
        assert_eq!(linked, other.linked(address), "{address:?}");
        let _ = (matcher.stranger(place), reference(place));
    }
    for name in &said.names {
        assert_eq!(matcher.named(name), other.named(name), "{name:?}");
    }
    Corpus::Keep
}

fn said(text: &str) -> Said {
    let mut said = Said::default();
    for line in text.lines() {
        let mut letters = line.chars();
        let Some(letter) = letters.next() else { continue };
        let rest = letters.as_str().to_owned();
        let pair = || rest.split_once('=').map(|(kind, id)| (kind.to_owned(), id.to_owned()));
        match letter {
            '-' if said.destinations.len() < 8 => {
                let number = said.destinations.len();
                said.destinations.push(Destination {
                    source: SourcePath::new(&format!("content/posts/{number}.md")),
                    path: format!("2026/{rest}.html"),
                    slug: rest.clone(),
                    title: rest,
                    aliases: Vec::new(),
                    ids: Default::default(),
                    lang: (number % 3 == 0).then(|| "en".to_owned()),
                    day: i16::try_from(2020 + number % 3).ok().map(|year| (year, 1, 1)),
                    is_public: number % 2 == 0,
                });
            }
            '=' if said.places.len() < 8 => {
                said.places.push(Place { system: rest, ..Place::default() })
            }
            'm' => {
                said.mapping.push_str(&rest);
                said.mapping.push('\n');
            }
            'h' => said.hosts.push(rest),
            'n' => said.names.push(rest),
            _ => {
                if let Some(post) = said.destinations.last_mut() {
                    match letter {
                        'P' => post.path = rest.clone(),
                        'S' => post.slug = rest.clone(),
                        'T' => post.title = rest.clone(),
                        'A' => post.aliases.push(rest.clone()),
                        'I' => post.ids.extend(pair()),
                        _ => {}
                    }
                }
                if let Some(place) = said.places.last_mut() {
                    match letter {
                        'a' => place.address = Some(rest),
                        'g' => place.guid = Some(rest),
                        's' => place.slug = Some(rest),
                        'i' => place.id = pair(),
                        't' => place.title = Some(rest),
                        'x' => place.anything = Some(rest),
                        _ => {}
                    }
                }
            }
        }
    }
    said
}
