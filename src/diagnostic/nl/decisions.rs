//! What is said of decisions of moderators that do not take, in Dutch.

use super::phrases::{held, meant};
use crate::comment::Held;
use crate::diagnostic::{Decided, Wording, say};

pub(super) fn unknown_post(name: &str, nearest: &Option<String>) -> Wording {
    let help = "noem het bestand van het bericht, bijvoorbeeld `content/posts/water.md`";
    say(format!("er is geen bericht `{name}`"), meant(nearest, help))
}

pub(super) fn no_passage(id: &str, passage: &str, how: Decided) -> Wording {
    let help = match how {
        Decided::Written => {
            "neem de woorden precies over uit de reactie, met dezelfde hoofdletters en leestekens"
        }
        Decided::Asked => {
            "er is niets genoteerd. Neem de woorden precies over uit de reactie, met dezelfde hoofdletters en leestekens"
        }
    };
    say(format!("in reactie `{id}` staat nergens `{passage}`"), help)
}

pub(super) fn refused(id: &str, reason: Held, how: Decided) -> Wording {
    let help = match (how, reason) {
        (Decided::Written, _) => {
            "haal dit besluit weg, of keur de reactie goed in het oude systeem en maak een nieuwe export"
        }
        (Decided::Asked, Held::Empty) => "er is niets genoteerd: er is niets om te tonen",
        (Decided::Asked, Held::UnpublishedPost | Held::TrashedPost) => {
            "er is niets genoteerd. Publiceer eerst het bericht"
        }
        (Decided::Asked, _) => {
            "er is niets genoteerd: dit kan alleen in het oude systeem anders worden, gevolgd door een nieuwe export"
        }
    };
    say(format!("reactie `{id}` kan niet worden getoond: {}", held(reason)), help)
}

pub(super) fn private_elsewhere(reason: Held) -> Wording {
    let only = match reason {
        Held::PasswordProtected => "alleen wie een wachtwoord heeft",
        _ => "niet iedereen",
    };
    say(
        format!("iedereen kan dit bericht hier lezen, en waar het vandaan komt {only}"),
        "mogen lezers het niet zien, schrijf er dan `draft: true` in; mogen ze het wel, dan `draft: false`: dan wordt dit niet meer gemeld",
    )
}
