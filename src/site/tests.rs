//! What the tests of the site share.

use super::{Heard, Parts, Public, Site, address, conversation, join, link};
use crate::config::{Config, Flags, resolve};
use crate::cores::Alone;
use crate::source::{Hash, Source};

/// The settings of this text, at noon of 23 November 2026.
pub(crate) fn config(text: &str) -> Config {
    let flags = Flags {
        base_url: None,
        drafts: false,
        future: false,
        expired: false,
        now: "2026-11-23T12:00:00Z".parse().expect("a time"),
        program: Hash::of(b""),
    };
    resolve(&Source::new("weerklank.toml", text.as_bytes().to_vec()), &flags)
        .value
        .expect("valid settings")
}

/// A site of these parts and of what was said, whatever is wrong with them.
pub(crate) fn joined(parts: Parts, heard: Heard, config: &Config) -> Site {
    let gathered = conversation::gather(heard, config).value;
    let (placed, referred) = address(parts, &Alone, config).value;
    let links = link(&placed, referred, &Alone, config).value;
    let mut said = Vec::new();
    let spoken = conversation::join(gathered, &placed, (&Alone, config), |discussion| {
        said.push(discussion);
    })
    .value;
    let spoken = (spoken, said);
    join(placed, links, Public::of(spoken, &Alone), &Alone, config)
}
