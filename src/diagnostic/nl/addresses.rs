//! What is said of addresses and links, in Dutch.

use super::phrases::{count, maker, meant, waits};
use crate::diagnostic::words::is_of_machine;
use crate::diagnostic::{Unread, Waiting, Wording, say};

pub(super) fn same_address(address: &str, other: &str) -> Wording {
    say(
        format!("dit bestand krijgt hetzelfde adres als {}: `{address}`", maker(other)),
        "geef het bericht een ander adres met `slug` of `path`, of het bestand een andere naam. \
             Een oud adres in `aliases` haalt u weg",
    )
}

pub(super) fn slug_repeated(slug: &str, other: &str, address: &str) -> Wording {
    say(
        format!("`{other}`, dat ouder is, heet ook `{slug}`: dit bericht staat op `{address}`"),
        "kies een ander adres met `slug` bovenaan dit bericht, of laat het zo",
    )
}

pub(super) fn address_in_file(address: &str, file: &str, other: &str) -> Wording {
    say(
        format!("`{address}` zou in `{file}` liggen, maar dat is het bestand van {}", maker(other)),
        "geef het bericht een ander adres met `slug` of `path`, of het bestand een andere naam. \
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
        match target.split('#').next() {
            Some("") | None => format!("op deze pagina is geen plek met de naam `#{anchor}`"),
            Some(page) => format!("op `{page}` is geen plek met de naam `#{anchor}`"),
        },
        match nearest {
            Some(nearest) => format!("bedoelde u `#{nearest}`?"),
            None => {
                "neem de naam over van een kop op die pagina, of haal `#` en de naam weg".to_owned()
            }
        },
    )
}

pub(super) fn more_alike(kind: &str, amount: u64) -> Wording {
    say(
        match amount {
            1 => format!("in dit bestand komt `{kind}` nog een keer voor"),
            _ => format!("in dit bestand komt `{kind}` nog {} keer voor", count(amount)),
        },
        "verbeter eerst wat hierboven staat, en bouw de site opnieuw",
    )
}

pub(super) fn broken_link(target: &str, nearest: &Option<String>) -> Wording {
    say(
        format!("de link naar `{target}` komt nergens uit"),
        meant(nearest, "verbeter de link of haal hem weg"),
    )
}

pub(super) fn missing_image(target: &str, nearest: &Option<String>) -> Wording {
    say(
        format!("de afbeelding `{target}` is er niet"),
        meant(nearest, "zet het bestand in de map van het bericht of in `static`"),
    )
}

pub(super) fn link_waits(target: &str, post: &str, waiting: Waiting) -> Wording {
    say(
        format!("de link naar `{target}` komt nergens uit: `{post}` {}", waits(waiting)),
        "haal de link weg, of zet hem terug als het bericht zichtbaar is",
    )
}

pub(super) fn invalid_slug(slug: &str) -> Wording {
    say(
        format!("`{slug}` kan geen deel van een adres zijn"),
        "gebruik letters, cijfers en streepjes, en houd het kort: `slug: water-in-de-stad`",
    )
}

pub(super) fn reserved_name(slug: &str) -> Wording {
    say(
        format!("de naam `{slug}` betekent iets anders voor Windows of de webserver"),
        "kies een andere naam, bijvoorbeeld met een woord ervoor",
    )
}

pub(super) fn unsafe_address(address: &str) -> Wording {
    say(
        format!("het adres `{address}` kan geen plaats in de site zijn"),
        "schrijf een adres binnen de site, zonder `..` en bijzondere tekens: `2026/water.html`",
    )
}

pub(super) fn remote_image(address: &str) -> Wording {
    say(
        format!("de afbeelding `{address}` staat op een andere website; hier komt een link"),
        "zet een kopie in de map van het bericht, en verwijs daarnaar",
    )
}

pub(super) fn unsafe_link(target: &str) -> Wording {
    if is_of_machine(target) {
        return say(
            format!(
                "`{target}` staat op uw eigen computer of netwerkschijf, en daar komen lezers niet bij"
            ),
            "zet het bestand in de map van het bericht, en schrijf hier alleen de naam ervan",
        );
    }
    say(
        format!("de link naar `{target}` kan onveilig zijn en is weggelaten"),
        "gebruik een adres dat begint met `https://`, `mailto:` of `tel:`",
    )
}

/// A reference that no line says the address of.
pub(super) fn undefined(label: &str, nearest: &Option<String>) -> Wording {
    say(
        format!(
            "geen regel zegt waarheen `[{label}]` leidt, en de link staat als gewone tekst in het bericht"
        ),
        match nearest {
            Some(nearest) => format!("bedoelde u `[{nearest}]`?"),
            None => format!("schrijf `[{label}]:` en het adres op een eigen regel"),
        },
    )
}

/// A reference to a footnote that is not written.
pub(super) fn footnote_missing(label: &str) -> Wording {
    say(
        format!(
            "er is geen voetnoot `{label}`, en `[^{label}]` staat als gewone tekst in het bericht"
        ),
        format!(
            "schrijf de noot in een eigen alinea die met `[^{label}]:` begint, of haal `[^{label}]` weg"
        ),
    )
}

/// Two introductions of one topic.
pub(super) fn duplicate_topic(id: &str, other: &str) -> Wording {
    say(
        format!("`{id}` heeft al een inleiding in `{other}`"),
        "voeg de twee bestanden samen, of geef een van beide een andere bestandsnaam",
    )
}

/// A name that two topics have.
pub(super) fn same_topic_name(name: &str, other: &str) -> Wording {
    say(
        format!(
            "de naam `{name}` hoort ook bij het onderwerp `{other}`; berichten met die naam komen daar te staan"
        ),
        "geef een van de twee een andere `title`, of haal de naam bij een van beide weg uit `aliases`",
    )
}

/// Text that was meant as more.
pub(super) fn markdown_unread(what: Unread) -> Wording {
    match what {
        Unread::TableRule => say(
            "deze rijen zijn geen tabel: onder de eerste ontbreekt de regel met streepjes, of die heeft een ander aantal vakken",
            "zet onder de eerste rij een regel met evenveel vakken: `|---|---|`",
        ),
        Unread::TableTabs => say(
            "deze regels met tabs ertussen komen uit een spreadsheet, en zijn hier geen tabel",
            "zet `|` tussen de vakken, en onder de eerste rij een regel met evenveel vakken: `|---|---|`",
        ),
        Unread::TableCells => say(
            "deze rij heeft meer vakken dan de tabel kolommen, en wat daarin staat ziet niemand",
            "geef de bovenste twee rijen meer vakken; hoort een `|` bij de tekst, schrijf dan `\\|`",
        ),
        Unread::LinkGap => say(
            "dit is geen link: er staat een spatie tussen `]` en `(`",
            "haal die spatie weg: `[tekst](adres)`",
        ),
    }
}
