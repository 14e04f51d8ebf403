//! What is said of problems in settings, in Dutch.

use crate::diagnostic::{Wording, say};

pub(super) fn missing() -> Wording {
    say(
        "hier is geen `weerklank.toml`, dus dit is niet de map van een site",
        "ga naar de map van uw site, of geef die op met `--root MAP`. \
         Een nieuwe site maakt u met `weerklank init MAP`",
    )
}

pub(super) fn alias_in_yaml() -> Wording {
    say(
        "een waarde die met `*` verwijst naar een waarde elders, wordt niet gelezen",
        "schrijf de waarde hier voluit. \
         Hoort de `*` bij de tekst, zet de tekst dan tussen aanhalingstekens",
    )
}

pub(super) fn same_folder(folder: &str, key: &str, other: &str) -> Wording {
    say(
        format!("`{key}` en `{other}` noemen dezelfde map: `{folder}`"),
        "geef elk van de twee een eigen map",
    )
}

pub(super) fn missing_key(key: &str) -> Wording {
    say(
        format!("de sleutel `{key}` ontbreekt hier"),
        format!("zet er een regel bij: `{key} = \"…\"`"),
    )
}
