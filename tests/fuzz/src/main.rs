//! The targets of the fuzzer: a reader for each registered format, and what becomes of what they read. Which one runs is told by
//! `FUZZ_TARGET`; see `run`.

#![no_main]

mod allowed;
mod bodies;
mod imports;
mod matching;
mod readers;

use std::sync::LazyLock;

use libfuzzer_sys::{Corpus, fuzz_target};
use weerklank::comment::FORMATS;

/// Looks at some bytes, and panics when what comes of them is wrong.
type Target = Box<dyn Fn(&[u8]) -> Corpus + Send + Sync>;

static TARGET: LazyLock<Target> = LazyLock::new(|| {
    let name = std::env::var("FUZZ_TARGET").expect("FUZZ_TARGET names a target");
    target(&name).unwrap_or_else(|| panic!("no target is called {name}"))
});

fn target(name: &str) -> Option<Target> {
    // A new format is a target as soon as it is registered.
    if let Some(format) = FORMATS.iter().find(|format| format.name == name) {
        return Some(Box::new(|data| readers::one(format.name, data)));
    }
    let examine: fn(&[u8]) -> Corpus = match name {
        "archive" => readers::archive,
        "matching" => matching::find,
        "html-comment" => bodies::sanitise_comment,
        "html-post" => bodies::sanitise_post,
        "import" => imports::posts,
        "markdown" => bodies::markdown,
        "body" => bodies::wordpress,
        _ => return None,
    };
    Some(Box::new(examine))
}

fuzz_target!(|data: &[u8]| -> Corpus { TARGET(data) });
