//! What is said of problems in exports of comments, in Dutch.

use super::phrases::{bytes, count, list};
use super::reasons::reason;
use crate::diagnostic::{Excess, PlainReason, Wording, say};

/// How a comment is sent to its post by hand.
const READY: &str = "geef `weerklank comments --mapping`, en vul de kolom `naar` van `content/comments/mapping.csv` in; of zet daar zelf dit adres en het bestand van het bericht, gescheiden zoals in regel 1";

pub(super) fn xml_truncated() -> Wording {
    say(
        "het bestand houdt hier midden in de gegevens op; er is niets uit overgenomen",
        "download de export opnieuw, en wacht tot het downloaden klaar is",
    )
}

pub(super) fn xml_invalid(detail: &str) -> Wording {
    say(
        format!("het bestand is hier beschadigd; er is niets uit overgenomen: {detail}"),
        "maak de export opnieuw. Helpt dat niet, laat deze regel dan zien aan de beheerder \
         van het oude systeem",
    )
}

pub(super) fn xml_doctype() -> Wording {
    say(
        "in het bestand staat `<!DOCTYPE`; dat kan onveilig zijn en wordt niet gelezen",
        "maak de export opnieuw. Een export van WordPress hoort dit niet te hebben",
    )
}

pub(super) fn xml_too_deep(limit: u64) -> Wording {
    say(
        format!("de gegevens staan meer dan {} niveaus diep in elkaar", count(limit)),
        "maak de export opnieuw. Een gewone export komt hier niet bij in de buurt",
    )
}

pub(super) fn xml_too_many(limit: u64) -> Wording {
    say(
        format!("een element heeft meer dan {} attributen of naamruimten", count(limit)),
        "maak de export opnieuw. Een gewone export komt daar niet in de buurt",
    )
}

pub(super) fn xml_unknown_entity(name: &str) -> Wording {
    say(
        format!("de code `&{name};` is onbekend en blijft zo in de tekst staan"),
        "vervang de code in het bestand door het teken dat bedoeld is",
    )
}

pub(super) fn no_wxr_version() -> Wording {
    say(
        "in de export ontbreekt het versienummer van WordPress (`wp:wxr_version`)",
        "kijk of alle reacties er zijn. Zo niet, maak de export opnieuw in WordPress, \
         met Gereedschap > Exporteren",
    )
}

pub(super) fn newer_wxr_version(version: &str) -> Wording {
    say(
        format!(
            "de export heeft versie {version} van de vorm van WordPress, en hier is 1.2 de nieuwste die bekend is"
        ),
        "kijk of alle reacties er zijn, en kijk of er een nieuwere Weerklank is",
    )
}

pub(super) fn control_characters(amount: u64) -> Wording {
    say(
        match amount {
            1 => "er is een onzichtbaar stuurteken weggehaald".to_owned(),
            _ => format!("er zijn {} onzichtbare stuurtekens weggehaald", count(amount)),
        },
        "u hoeft niets te doen: in gewone tekst komen deze tekens niet voor",
    )
}

pub(super) fn double_encoded(example: &str) -> Wording {
    say(
        format!("letters met een accent zijn al voor de export verminkt: `{example}`"),
        "herstel ze in het oude systeem of met zoeken en vervangen in het bestand: \
         zo hoort `Ã«` een `ë` te zijn",
    )
}

pub(super) fn cdata_broken(element: &str) -> Wording {
    say(
        format!("de tekst van `{element}` is slordig ingepakt en zo goed mogelijk hersteld"),
        "vergelijk deze tekst met het oude systeem",
    )
}

pub(super) fn date_unclear(value: &str) -> Wording {
    say(
        format!("de datum `{value}` is niet te lezen"),
        "schrijf dag, maand en jaar: `23-11-2026`. Een tijd mag erachter: `23-11-2026 14:05`",
    )
}

pub(super) fn date_future(value: &str, amount: u64) -> Wording {
    say(
        match amount {
            1 => format!("een reactie is van {value}, en dat moet nog komen"),
            _ => format!(
                "van {} reacties moet de datum nog komen; de eerste is {value}",
                count(amount)
            ),
        },
        "de klok van het oude systeem liep verkeerd, of een cijfer klopt niet: verbeter de datum in de export, of laat het zo",
    )
}

pub(super) fn date_month_first(value: &str) -> Wording {
    say(
        format!("in de datum `{value}` lijkt de maand voorop te staan"),
        "zet de dag voorop: `23-11-2026`. In Excel kiest u daarvoor bij Celeigenschappen een \
         Nederlandse datum",
    )
}

pub(super) fn date_column_month_first(value: &str) -> Wording {
    say(
        format!("in de datums van deze kolom lijkt de maand voorop te staan: `{value}`"),
        "geldt dat voor allemaal, zet dan onder `[comments]` in weerklank.toml: \
         `date_order = \"mdy\"`. Zet anders in dit bestand de dag voorop",
    )
}

pub(super) fn date_day_first(value: &str) -> Wording {
    say(
        format!("in de datum `{value}` staat de dag voorop, maar volgens de instellingen de maand"),
        "schrijf `11/23/2026`, of haal `date_order` onder `[comments]` in weerklank.toml weg",
    )
}

pub(super) fn date_clock_change(value: &str) -> Wording {
    say(
        format!("`{value}` ligt in een uur waarin de klok verzet werd, en kan dus een uur schelen"),
        "u hoeft niets te doen, tenzij de volgorde van deze reacties niet klopt",
    )
}

pub(super) fn archive_invalid(detail: &str) -> Wording {
    say(
        format!("dit ingepakte bestand is niet te lezen: {}", reason(detail)),
        "download het opnieuw, of pak het zelf uit en zet de exports die erin zitten hier neer",
    )
}

pub(super) fn archive_too_large(excess: Excess, limit: u64) -> Wording {
    let remedy = match excess {
        Excess::Bytes => {
            "pak het zelf uit en zet de bestanden hier, of verhoog `archive_bytes` onder `[limits]` in weerklank.toml"
        }
        _ => "is dit echt een export? Pak het dan zelf uit, en zet de bestanden hier neer",
    };
    say(format!("dit ingepakte bestand is te groot: {}", more_than(excess, limit)), remedy)
}

pub(super) fn archive_nested() -> Wording {
    say(
        "dit ingepakte bestand zit in een ingepakt bestand in een ingepakt bestand",
        "pak het buitenste bestand zelf uit, en zet hier neer wat erin zit",
    )
}

pub(super) fn archive_double(name: &str) -> Wording {
    say(
        format!("in dit ingepakte bestand zitten twee bestanden die `{name}` heten"),
        "pak het uit met een programma dat beide laat zien, en zet hier neer wat u wilt houden",
    )
}

pub(super) fn archive_skipped(names: &[String], count: u64) -> Wording {
    let more = if count > names.len() as u64 { ", …" } else { "" };
    let names = names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
    let files = if count == 1 { "is 1 bestand" } else { &format!("zijn {count} bestanden") };
    say(
        format!("hierin {files} niet gelezen, want verborgen of buiten het archief: {names}{more}"),
        "hoort er een export bij, pak het archief dan uit en zet die hier neer onder een gewone naam",
    )
}

pub(super) fn mail_open() -> Wording {
    say(
        "deze e-mail houdt op vóór de laatste grens, dus er kan iets aan ontbreken",
        "bekijk de tekst met `weerklank comments show SLEUTEL`. Is die niet heel, bewaar het bericht dan opnieuw",
    )
}

pub(super) fn mail_too_complex(excess: Excess, limit: u64) -> Wording {
    say(
        format!("deze e-mail wordt niet gelezen: {}", more_than(excess, limit)),
        "is het een echte reactie? Stuur de tekst dan als gewone e-mail naar het adres van het blog, en haal deze weg",
    )
}

pub(super) fn xlsx_invalid(detail: &str) -> Wording {
    say(
        format!("dit Excel-bestand is niet te lezen: {}", super::reasons::reason(detail)),
        "download het opnieuw: misschien is het niet compleet. Opent Excel het wel, sla het dan opnieuw op als `.xlsx` \
         of als 'CSV UTF-8'",
    )
}

pub(super) fn xlsx_too_large(excess: Excess, limit: u64) -> Wording {
    say(
        format!("dit Excel-bestand is te groot: {}", more_than(excess, limit)),
        "sla het in Excel op als 'CSV UTF-8', of verdeel het over meer bestanden",
    )
}

pub(super) fn too_many_comments(limit: u64) -> Wording {
    say(
        format!("in dit bestand staan meer dan {} reacties", count(limit)),
        "verdeel de export over meer bestanden, of verhoog `comments` onder `[limits]` \
         in weerklank.toml",
    )
}

pub(super) fn piece_too_large(limit: u64) -> Wording {
    say(
        format!("hier begint een bericht of rij die groter is dan {}", bytes(limit)),
        "sluit een aanhalingsteken of label dat nog openstaat; of exporteer opnieuw, zonder dit bericht",
    )
}

pub(super) fn comment_plain(id: &str, reason: PlainReason) -> Wording {
    let (why, key) = match reason {
        PlainReason::TooLong => ("is te lang voor opmaak", "comment_bytes"),
        PlainReason::TooDeep => ("heeft te veel lagen opmaak", "comment_nesting"),
        PlainReason::TooManyLinks => ("heeft te veel links", "comment_links"),
    };
    say(
        format!("reactie `{id}` {why} en wordt als gewone tekst getoond"),
        format!("wilt u de opmaak toch, verhoog dan `{key}` onder `[limits]` in weerklank.toml"),
    )
}

pub(super) fn comment_conflict(id: &str, other: &str) -> Wording {
    say(
        format!("reactie `{id}` staat ook in `{other}`, met een andere inhoud of status"),
        "verwijder het bestand dat verouderd is, of haal een van de twee reacties weg",
    )
}

pub(super) fn comment_cycle(id: &str) -> Wording {
    say(
        format!(
            "reactie `{id}` is volgens de export een antwoord op zichzelf, direct of via andere"
        ),
        "de reactie staat nu los in de discussie. \
         Klopt dat niet, verbeter dan in de export waarop de reactie antwoordt",
    )
}

pub(super) fn parent_missing(amount: u64) -> Wording {
    say(
        match amount {
            1 => {
                "een reactie antwoordt op een die nergens onder hetzelfde bericht staat".to_owned()
            }
            _ => format!(
                "er zijn {} reacties die antwoorden op een die nergens onder hun bericht staat",
                count(amount)
            ),
        },
        "elk begint een eigen discussie. Is een export gesplitst, of ontbreekt er een deel van, zet dan de andere delen ernaast",
    )
}

pub(super) fn parent_by_name(found: u64, lost: u64) -> Wording {
    let rows = match found + lost {
        1 => "een rij zegt met een naam waarop die antwoordt".to_owned(),
        all => format!("een naam zegt in {} rijen waarop ze antwoorden", count(all)),
    };
    let concluded = match (found, lost) {
        (_, 0) => "dat is opgevat als de enige reactie van die naam onder het bericht".to_owned(),
        (0, _) => "daarmee is geen reactie gevonden".to_owned(),
        _ => format!(
            "bij {} is dat de enige reactie van die naam onder het bericht, bij {} is er geen gevonden",
            count(found),
            count(lost)
        ),
    };
    say(
        format!("{rows}: {concluded}"),
        "gevonden wordt de enige reactie van die naam onder het bericht, als die niet nieuwer is en een nummer heeft in een kolom `id`; \
         wat niets vindt, begint een eigen discussie. Klopt iets niet, zet er dan dat nummer",
    )
}

pub(super) fn unmatched(reference: &str, amount: u64, nearest: &Option<String>) -> Wording {
    say(
        match amount {
            1 => format!("er is een reactie op `{reference}`, maar dat bericht is niet gevonden"),
            _ => format!(
                "er zijn {} reacties op `{reference}`, maar dat bericht is niet gevonden",
                count(amount)
            ),
        },
        match nearest {
            Some(nearest) => {
                format!("bedoelde u `{nearest}`? Dan: {READY}")
            }
            None => READY.to_owned(),
        },
    )
}

pub(super) fn unmatched_nameless(amount: u64) -> Wording {
    say(
        match amount {
            1 => "er is een reactie die niet zegt bij welk bericht ze hoort".to_owned(),
            _ => format!(
                "er zijn {} reacties die niet zeggen bij welk bericht ze horen",
                count(amount)
            ),
        },
        "zet bij elke reactie het adres, de slug of de titel van het bericht, ook in elke rij van samengevoegde cellen. Ze worden nu niet getoond",
    )
}

pub(super) fn unmatched_alike(reference: &str, amount: u64, posts: &[String]) -> Wording {
    let posts = list(posts);
    say(
        match amount {
            1 => {
                format!("er is een reactie op `{reference}`, maar zo heten meer berichten: {posts}")
            }
            _ => format!(
                "er zijn {} reacties op `{reference}`, maar zo heten meer berichten: {posts}",
                count(amount)
            ),
        },
        READY.to_owned(),
    )
}

pub(super) fn unknown_host(host: &str, amount: u64) -> Wording {
    say(
        match amount {
            1 => format!(
                "er is een reactie op een pagina van `{host}`; dat adres is niet bekend als dit blog"
            ),
            _ => format!(
                "er zijn {} reacties op pagina's van `{host}`; dat adres is niet bekend als dit blog",
                count(amount)
            ),
        },
        match host {
            // Nobody's blog was there.
            "linkedin.com" => "zet in het bericht `ids: {linkedin: \"urn:li:activity:…\"}`, of geef `weerklank comments --mapping`, \
                en vul de kolom `naar` van `content/comments/mapping.csv` in"
                .to_owned(),
            _ => format!(
            "stond dit blog daar, zet dan onder `[comments]` in weerklank.toml: \
             `old_hosts = [\"{host}\"]`. Haal ze anders weg, of zet een regel in `mapping.csv`"
        ),
        },
    )
}

pub(super) fn mapping_conflict(from: &str, other: &str) -> Wording {
    say(
        format!("`{from}` gaat volgens `{other}` naar een ander bericht"),
        "haal een van de twee regels weg, of schrijf in beide het hele adres, met `https://` en de \
         naam van de site",
    )
}

pub(super) fn moderation_conflict(id: &str, other: &str) -> Wording {
    say(
        format!("reactie `{id}` wordt hier getoond, en bij `{other}` verborgen"),
        "haal een van de twee besluiten weg",
    )
}

/// What there is more of in a spreadsheet than is allowed.
fn more_than(excess: Excess, limit: u64) -> String {
    match excess {
        Excess::Cells => format!("meer dan {} cellen", count(limit)),
        Excess::Elements => format!("meer dan {} onderdelen in een blad", count(limit)),
        Excess::Parts => format!("meer dan {} onderdelen", count(limit)),
        Excess::Levels => format!("meer dan {} niveaus", count(limit)),
        Excess::Bytes => format!("uitgepakt meer dan {}", bytes(limit)),
        Excess::Text => format!("meer dan {} tekst", bytes(limit)),
        Excess::Growth => format!("uitgepakt meer dan {} keer zo groot", count(limit)),
    }
}
