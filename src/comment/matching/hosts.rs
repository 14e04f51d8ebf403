//! The hosts that the blog had or has. What stood on another one is not ours, whatever its path.

use std::collections::BTreeSet;

use crate::address::{self, bare_host};
use crate::comment::Place;
use crate::config::Config;

/// Hosts that are known to be those of the blog.
#[derive(Debug)]
pub(super) struct Hosts {
    known: BTreeSet<String>,
    /// That of the site as it is now.
    own: String,
    /// Whether the blog lay there before as well.
    was_own: bool,
}

impl Hosts {
    /// Those of the settings, and those that exports say they come from. When nobody says anything, the one host that all
    /// addresses have; if they have several, none is known.
    pub(super) fn new<'a>(places: impl Iterator<Item = &'a Place>, config: &Config) -> Self {
        let mut known: BTreeSet<String> =
            config.comments.old_hosts.iter().map(|host| bare_host(host)).collect();
        let mut told = BTreeSet::new();
        for place in places {
            if !place.system.is_empty() {
                known.insert(bare_host(&place.system));
            }
            told.extend(places_host(place).map(|(host, _)| host));
        }
        let own = bare_host(&config.base_url);
        let was_own = known.contains(&own);
        known.insert(own.clone());
        known.remove("");
        if known.is_empty() && told.len() == 1 {
            known = told;
        }
        Hosts { known, own, was_own }
    }

    /// Whether the blog lay on this host of ours before, whatever else lies there now.
    pub(super) fn is_old(&self, host: &str) -> bool {
        self.was_own || host != self.own
    }

    /// Whether the blog never was on another host than that of this site.
    pub(super) fn is_only(&self, system: &str) -> bool {
        let host = bare_host(system);
        self.known.iter().all(|known| *known == host || *known == self.own)
    }

    /// What follows the host of an address on one of our hosts, with the host; a path stays as it is, without one. `None` for
    /// an address elsewhere.
    pub(super) fn ours<'t>(&self, text: &'t str) -> Option<(Option<String>, &'t str)> {
        match address::host(text.trim()) {
            Some((host, rest)) => self.known.contains(&host).then_some((Some(host), rest)),
            None => Some((None, text.trim())),
        }
    }

    /// The host at which a place stood, if it is none of ours.
    pub(super) fn stranger(&self, place: &Place) -> Option<String> {
        places_host(place).map(|(host, _)| host).filter(|host| !self.known.contains(host))
    }
}

/// Whether an address lies on a host that the settings name as the blog's.
pub(in crate::comment) fn is_of_settings(text: &str, config: &Config) -> bool {
    let host = address::host(text).map(|(host, _)| host);
    let mut known = config.comments.old_hosts.iter().chain([&config.base_url]);
    host.is_some_and(|host| !host.is_empty() && known.any(|name| bare_host(name) == host))
}

/// The host of the page, with what follows it.
pub(super) fn places_host(place: &Place) -> Option<(String, &str)> {
    let texts = [&place.address, &place.anything];
    texts.into_iter().flatten().find_map(|text| address::host(text.trim()))
}
