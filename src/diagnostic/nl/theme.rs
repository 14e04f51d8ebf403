//! What is said of themes, in Dutch.

use super::phrases::{list, meant, meant_or, template_part};
use super::reasons::reason;
use crate::diagnostic::{TemplatePart, Wording, say};

pub(super) fn unknown_theme(name: &str, nearest: &Option<String>) -> Wording {
    say(
        format!("het thema `{name}` is er niet"),
        meant_or(nearest, &format!("zet het in `themes/{name}`, of haal `theme` weg")),
    )
}

pub(super) fn theme_incomplete(missing: &[String]) -> Wording {
    say(
        format!(
            "het thema heeft deze sjablonen niet, en haalt ze nergens vandaan: {}",
            list(missing)
        ),
        "zet `extends = \"default\"` in `theme.toml`: dan heeft het thema die van Weerklank",
    )
}

pub(super) fn template_unused(name: &str, nearest: &Option<String>) -> Wording {
    say(
        format!("niets gebruikt het sjabloon `{name}`"),
        meant_or(
            nearest,
            "noem het in een bericht met `template`, neem het op in een ander, of haal het weg",
        ),
    )
}

pub(super) fn component_missing(names: &[String]) -> Wording {
    say(
        format!(
            "dit sjabloon heeft geen van de componenten die pagina's eruit halen: {}",
            list(names)
        ),
        "zet de HTML tussen `{% component … %}` en `{% endcomponent %}`, zoals het sjabloon van die naam in `themes/default` doet",
    )
}

pub(super) fn template_invalid(detail: &str) -> Wording {
    say(
        format!("in dit sjabloon staat een fout: {}", reason(detail)),
        "vraag de maker van het thema het te verbeteren. Zonder dit bestand gebruikt \
         Weerklank zijn eigen sjabloon",
    )
}

pub(super) fn template_unknown(
    part: TemplatePart,
    name: &str,
    nearest: &Option<String>,
) -> Wording {
    say(
        format!("dit sjabloon gebruikt {} `{name}`, en dat is er niet", template_part(part)),
        meant(nearest, "kijk of de naam goed is geschreven, of vraag het de maker van het thema"),
    )
}

pub(super) fn template_of_others(name: &str, usual: &str) -> Wording {
    say(
        format!("het sjabloon `{name}` is voor andere pagina's; deze gebruikt `{usual}`"),
        "haal `template` weg, of zet een eigen sjabloon met deze naam in `templates` van uw thema",
    )
}

pub(super) fn template_failed(page: &str, detail: &str) -> Wording {
    say(
        format!("de pagina `{page}` kan niet worden gemaakt: {}", reason(detail)),
        "stuur deze melding naar de maker van het thema: het sjabloon past niet bij de pagina",
    )
}

pub(super) fn style_foreign(address: &str) -> Wording {
    say(
        format!("`{address}` wordt niet geladen: pagina's halen niets van buiten de site"),
        "zet een kopie in de map `assets` van het thema, en noem die",
    )
}

pub(super) fn language_missing(language: &str) -> Wording {
    say(
        format!(
            "de taal `{language}` heeft hier geen woorden; menu's, knoppen en datums zijn in het Engels"
        ),
        format!(
            "zet de woorden in `i18n/{language}.toml` van een eigen thema, \
             of kies `language = \"nl\"` of `\"en\"` in weerklank.toml"
        ),
    )
}

pub(super) fn translation_missing(keys: &[String], language: &str) -> Wording {
    say(
        format!("het thema heeft deze teksten niet in de taal `{language}`: {}", list(keys)),
        "zet ze in dit bestand; tot dan staan ze er in het Engels",
    )
}

pub(super) fn brand_file(key: &str, path: &str, nearest: &Option<String>) -> Wording {
    say(
        format!("het bestand `{path}` bij `{key}` is er niet"),
        meant(nearest, "zet het bestand in `static`, en noem het zoals het daar heet"),
    )
}

pub(super) fn menu_target(target: &str, nearest: &Option<String>) -> Wording {
    say(
        format!("het menu verwijst naar `{target}`, en dat is er niet"),
        meant(nearest, "noem een bestand in `content`, of een adres dat begint met `https://`"),
    )
}

pub(super) fn exclude_unmatched(rule: &str, nearest: &Option<String>) -> Wording {
    say(
        format!(
            "`{rule}` bij `search.exclude` laat niets weg: geen bestand en geen onderwerp heet zo"
        ),
        meant(
            nearest,
            "noem een bestand of map met het hele pad, zoals `content/posts/intern/**`, of een onderwerp als `topic:intern`",
        ),
    )
}
