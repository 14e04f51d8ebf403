//! What is said of addresses of pages, in Dutch.

use super::phrases::maker;
use crate::diagnostic::{Wording, say};

pub(super) fn same_address(address: &str, other: &str) -> Wording {
    say(
        format!("dit bestand krijgt hetzelfde adres als {}: `{address}`", maker(other)),
        "geef een van de twee een ander adres met `slug` of `path`. \
             Een oud adres in `aliases` haalt u weg",
    )
}

pub(super) fn address_in_file(address: &str, file: &str, other: &str) -> Wording {
    say(
        format!("`{address}` zou in `{file}` liggen, maar dat is het bestand van {}", maker(other)),
        "geef een van de twee een ander adres met `slug` of `path`. \
             Een oud adres in `aliases` haalt u weg",
    )
}

pub(super) fn not_html(address: &str, extension: &str) -> Wording {
    say(
        format!(
            "`{address}` eindigt op `.{extension}`: veel webservers sturen dat niet als pagina"
        ),
        "vraag de beheerder of de webserver dit adres als HTML stuurt, of kies een adres dat eindigt \
             op `.html` of `/`",
    )
}

pub(super) fn broken_anchor(target: &str, anchor: &str, nearest: &Option<String>) -> Wording {
    say(
        format!("op `{target}` is geen plek met de naam `#{anchor}`"),
        match nearest {
            Some(nearest) => format!("bedoelde u `#{nearest}`?"),
            None => {
                "neem de naam over van een kop op die pagina, of haal `#` en de naam weg".to_owned()
            }
        },
    )
}
