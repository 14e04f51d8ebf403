//! What is said of people and what they wrote, and of forgetting them, in Dutch.

use super::phrases::{bytes, count, held, list, meant, meant_or};
use super::{Problem, Wording, say};
use crate::comment::Held;
use crate::diagnostic::{Namesake, TracePlace};

/// Keys that are shown in one sentence.
const SHOWN: usize = 5;

pub(super) fn wording(problem: &Problem) -> Wording {
    match problem {
        Problem::UnknownWriter { name, nearest } => unknown(name, nearest),
        Problem::SeveralWriters { name, people, sharers } => several(name, people, *sharers),
        Problem::WrittenElsewhere { name, files, count } => elsewhere(name, files, *count),
        Problem::NothingWritten { name } => nothing(name),
        Problem::QuotesTooLate => say(
            "`--redact-quotes` kan alleen samen met het wissen",
            "van wie al gewist is, is niet meer bekend wat er te vervangen is: wijzig de reacties van anderen zelf in de exports",
        ),
        Problem::ExportsUnread => say(
            "niet alle exports zijn te lezen, en wat deze persoon daarin schreef zou ontbreken",
            "er is niets gedaan. Los de andere fouten op, of haal die bestanden uit de map, en geef de opdracht dan opnieuw",
        ),
        Problem::PersonalPlace { path } => personal_place(path),
        Problem::ForgottenInvalid { detail } => say(
            format!("de lijst van wie vergeten is, is niet te lezen: `{detail}`"),
            "zet de vorige versie van `forgotten.toml` terug. Zonder deze lijst komen mensen terug",
        ),
        Problem::ForgottenReturned { count } => returned(*count),
        Problem::TakenReturned { count } => taken(*count),
        Problem::EraseUnsupported { format } => say(
            format!("in een export van dit soort (`{format}`) kan Weerklank niet wissen"),
            "haal deze persoon er in het andere systeem uit, en exporteer opnieuw",
        ),
        Problem::EraseUnproven { format } => say(
            format!("na het wissen zou deze export (`{format}`) niet meer hetzelfde zeggen"),
            "er is niets veranderd. Haal deze persoon er in het andere systeem uit, en exporteer opnieuw",
        ),
        Problem::EraseTooLarge { limit } => say(
            format!("dit bestand is te groot om in te wissen; de grens is {}", bytes(*limit)),
            "er is niets veranderd. Verdeel de export over kleinere bestanden, of haal deze persoon er in het andere systeem uit",
        ),
        Problem::OutputNotErased { folder } => not_erased(folder),
        Problem::ErasureUnfinished { folder } => unfinished(folder),
        Problem::TraceFound { what, place } => left(what, *place),
        Problem::TracesMade { count, what } => made(what, *count),
        Problem::ErasureRemains { count } => remains(*count),
        Problem::ProofUnwritten { detail } => say(
            format!("wat er is gedaan kon niet op stdout worden gezet: {detail}"),
            "het staat hier op stderr: bewaar het, want het wordt niet nog eens gemaakt",
        ),
        Problem::AnswerUnwritten { detail } => say(
            format!("wat u vroeg kon niet heel op stdout worden gezet: {detail}"),
            "gebruik niet wat er staat: er ontbreekt iets aan. Maak ruimte, of schrijf het naar een andere plaats, en vraag het opnieuw",
        ),
        Problem::NameUnquoted { name } => unquoted(name),
        Problem::NamesakeLeft { how, count, keys } => still(*how, keys, *count),
        Problem::ExpertNamesake { name, count } => namesake(name, *count),
        Problem::DecisionWithoutPost { id } => say(
            format!("reactie `{id}` is niet te zien: die heeft geen bericht"),
            "besluiten over de reactie gelden zodra ze er een heeft: `weerklank comments --mapping` schrijft een regel voor het adres ervan in mapping.csv, en daar zet u het bericht bij",
        ),
        Problem::AddressLeft { id, address } => address_left(id, address),
        Problem::DecisionUnseen { id, reason } => unseen(id, *reason),
        other => say(format!("`{}`", other.code()), "kijk in de handleiding"),
    }
}

fn unknown(name: &str, nearest: &Option<String>) -> Wording {
    say(
        format!("niemand met de naam, het adres of het account `{name}` schreef een reactie"),
        meant(
            nearest,
            "geef de hele naam tussen aanhalingstekens, een e-mailadres, een account of de sleutel van een reactie: `weerklank comments` noemt iedereen, met de sleutels",
        ),
    )
}

/// A name without quotes, of which each word would be somebody.
fn unquoted(name: &str) -> Wording {
    say(
        format!("`{name}` zijn losse woorden, die elk voor een ander kunnen staan"),
        format!(
            "zet een naam tussen aanhalingstekens: `weerklank forget \"{name}\"`, of `--verify \"{name}\"`. Mensen van wie u maar één woord weet, geeft u één voor één"
        ),
    )
}

/// Comments under a name that looks like an expert's.
pub(super) fn confusable((name, expert): (&str, &str), sign: &str, amount: u64) -> Wording {
    say(
        match amount {
            1 => format!(
                "`{name}` schreef een reactie en lijkt op expert `{expert}`, op een teken na: {sign}"
            ),
            _ => format!(
                "`{name}` schreef {} reacties en lijkt op expert `{expert}`, op een teken na: {sign}",
                count(amount)
            ),
        },
        "lezers houden dit voor de expert: vraag wie het is, of verberg het met `weerklank comments hide SLEUTEL`; een naam die echt van de expert is, hoort in het profiel bij `aliases`",
    )
}

/// Somebody who wrote no comment, and has files on the site.
fn elsewhere(name: &str, files: &[String], amount: u64) -> Wording {
    let more = match amount.saturating_sub(files.len() as u64) {
        0 => String::new(),
        rest => format!(", en nog {}", count(rest)),
    };
    say(
        format!("`{name}` heeft wel een profiel of berichten op de site: {}{more}", list(files)),
        "dit zijn bestanden van de site zelf, en geen reacties: geef ze zo aan wie erom vraagt, of wijzig ze met de hand en bouw de site opnieuw",
    )
}

/// Comments of somebody of an expert's name.
fn namesake(name: &str, amount: u64) -> Wording {
    say(
        match amount {
            1 => format!(
                "`{name}` schreef een reactie met een adres of account dat niet in dit profiel staat; die telt niet als van deze expert"
            ),
            _ => format!(
                "`{name}` schreef {} reacties met een adres of account dat niet in dit profiel staat; ze tellen niet als van deze expert",
                count(amount)
            ),
        },
        format!(
            "is het dezelfde, zet dat adres of account dan bij `aliases`: `weerklank comments export --person \"{name}\"` noemt het. \
                 Is het iemand anders, dan hoeft u niets te doen"
        ),
    )
}

/// The text of a link went, and where it leads did not.
fn address_left(id: &str, address: &str) -> Wording {
    say(
        format!("in reactie `{id}` blijft staan waar de link naartoe gaat: `{address}`"),
        format!("moet dat ook weg: `weerklank comments redact {id} \"{address}\"`"),
    )
}

/// What is for one person would come to lie where all of the site lies.
fn personal_place(path: &str) -> Wording {
    say(
        format!("`{path}` ligt bij de site: wat daar komt, wordt gelezen of gepubliceerd"),
        "geef met `--to` een plaats buiten `content/`, `static/` en de gemaakte site: dit is voor één persoon",
    )
}

/// An erasure that a human has to finish.
fn remains(amount: u64) -> Wording {
    let files =
        if amount == 1 { "1 bestand".to_owned() } else { format!("{} bestanden", count(amount)) };
    say(
        format!("het wissen is niet klaar: in {files} staat nog iets"),
        "haal het daar weg, tenzij het van een naamgenoot is, en zoek nog eens met `weerklank forget --verify PERSOON`; zonder de naam zoekt dat naar minder. Is er verder niets mis, dan is de exitcode 3",
    )
}

/// Several people may be meant, some of whom may only share an address with those of the name.
fn several(name: &str, people: &[String], sharers: u64) -> Wording {
    say(
        format!("met `{name}` kunnen verschillende mensen zijn bedoeld: {}", list(people)),
        match sharers {
            0 => {
                "geef wat achter de dubbele punt staat; een sleutel is één reactie. `--all` neemt hen allemaal"
            }
            _ => {
                "geef wat achter de dubbele punt staat; een sleutel is één reactie. `--all` neemt alleen wie deze naam gebruikt, en niets van anderen met hetzelfde adres"
            }
        },
    )
}

/// Something is left of somebody in files that were made.
fn made(what: &str, amount: u64) -> Wording {
    say(
        format!("in {} bestanden die van `content/` zijn gemaakt staat nog: {what}", count(amount)),
        "haal het weg uit de bestanden in `content/` die ook genoemd zijn, en bouw de site opnieuw: dan is het hier ook weg",
    )
}

/// Comments by somebody of the name of who was forgotten.
fn still(how: Namesake, keys: &[String], amount: u64) -> Wording {
    let rest = keys.len().saturating_sub(SHOWN) as u64;
    let shown = match rest {
        0 => list(keys),
        _ => {
            let shown: Vec<String> = keys[..SHOWN].iter().map(|key| format!("`{key}`")).collect();
            format!("{} en nog {}", shown.join(", "), count(rest))
        }
    };
    let by = match how {
        Namesake::Shown => "die de site toont als van de vergeten expert",
        Namesake::Bare => "van iemand met dezelfde naam, zonder adres",
        Namesake::Elsewhere => "van iemand met dezelfde naam, en een ander adres of account",
        Namesake::Initials => "met een voorletter, misschien van dezelfde persoon",
        Namesake::Numbered => {
            "met het nummer van een vergeten reactie, en een ander adres of account"
        }
    };
    let stays = match amount {
        1 => format!("hier blijft een reactie staan {by}: {shown}"),
        _ => format!("hier blijven {} reacties staan {by}: {shown}", count(amount)),
    };
    let all = "`weerklank comments export --person NAAM --all` noemt alle sleutels";
    let help = match how {
        Namesake::Shown => {
            return say(
                stays,
                "het profiel heeft een adres dat ook van anderen is: haal dat adres uit het profiel, of wis ook deze reacties: `weerklank forget SLEUTEL …`",
            );
        }
        Namesake::Bare => {
            "zijn ze van dezelfde persoon, wis ze dan in dezelfde opdracht, `… SLEUTEL SLEUTEL`: blijven ze, dan blijft de naam in teksten van anderen"
        }
        Namesake::Initials => {
            "zijn ze van dezelfde persoon, wis ze dan ook, elk met zijn sleutel: `weerklank forget SLEUTEL SLEUTEL …`"
        }
        Namesake::Elsewhere => {
            "is het dezelfde persoon, wis ze dan ook: `weerklank forget SLEUTEL` neemt alles van dat andere adres"
        }
        Namesake::Numbered => {
            return say(
                stays,
                "die wordt niet getoond: is die van dezelfde persoon, gebruik dan `weerklank forget SLEUTEL`; anders geeft u die in de export een ander nummer",
            );
        }
    };
    say(
        stays,
        match rest {
            0 => format!("{help}; anders hoeft u niets te doen"),
            _ => format!("{help}; {all}"),
        },
    )
}

/// Nothing to erase: of somebody who is named, or of those in the list.
fn nothing(name: &str) -> Wording {
    say(
        match name {
            "" => "niemand die is vergeten staat weer in de exports".to_owned(),
            _ => format!("in de exports staat niets meer van `{name}`"),
        },
        "er is niets te wissen. `weerklank forget --verify` zoekt in alle bestanden",
    )
}

/// What `--redact-quotes` took out.
fn taken(amount: u64) -> Wording {
    say(
        match amount {
            1 => "in een reactie staat weer wat `--redact-quotes` eruit haalde".to_owned(),
            _ => format!(
                "in {} reacties staat weer wat `--redact-quotes` eruit haalde",
                count(amount)
            ),
        },
        "het wordt niet getoond. `weerklank forget --again` haalt het ook uit het bestand",
    )
}

/// The output still holds who was erased.
fn not_erased(folder: &str) -> Wording {
    say(
        format!("de exports zijn gewist, maar de site in `{folder}` is nog de oude"),
        "los de andere fouten op, en bouw de site: dan is het wissen klaar",
    )
}

/// An erasure that was interrupted.
fn unfinished(folder: &str) -> Wording {
    say(
        format!(
            "het wissen is onderbroken: `{folder}` en de exports kunnen nog bevatten wie vergeten moest worden"
        ),
        "`weerklank build` maakt het af, en elke andere opdracht die iets schrijft ook",
    )
}

/// Comments of people who were forgotten, or their names in a list of people.
fn returned(amount: u64) -> Wording {
    say(
        match amount {
            1 => "hierin staat weer een reactie of een naam van iemand die is vergeten".to_owned(),
            _ => {
                format!(
                    "hierin staan weer {} reacties of namen van mensen die zijn vergeten",
                    count(amount)
                )
            }
        },
        "ze worden niet getoond. `weerklank forget --again` haalt ze ook uit het bestand, en noemt die waarvan alleen een naam zegt van wie ze zijn",
    )
}

/// Something is left of somebody, and what can be done about it there.
fn left(what: &str, place: TracePlace) -> Wording {
    let help = match place {
        TracePlace::Export => {
            "kijk of het weg moet, en verander dan dit bestand zelf, in het programma waar het bij hoort. `weerklank comments \
                     redact` is daar niet voor: dat zet de woorden in moderation.toml"
        }
        TracePlace::Decision => {
            "haal een naam uit `reason` of `by`; is het een `passage`, haal de woorden dan zelf uit de export en dan dit besluit weg, of kies er een zonder die woorden"
        }
        TracePlace::Written => "kijk of het weg moet, en haal het dan zelf weg",
        TracePlace::Output => {
            "dit is gemaakt van de bestanden in content/: haal het daar weg, en bouw de site opnieuw"
        }
    };
    say(format!("hier staat nog: {what}"), help)
}

/// A decision by which nothing is seen.
fn unseen(id: &str, reason: Held) -> Wording {
    let help = match reason {
        Held::HiddenDiscussion => "haal `comments: hidden` weg uit het bericht".to_owned(),
        Held::UnpublishedPost | Held::TrashedPost | Held::PrivatePost => {
            "de reactie wordt getoond zodra lezers het bericht zien".to_owned()
        }
        _ => format!("`weerklank comments publish {id}` laat de reactie zien, als dat mag"),
    };
    let why = held(reason);
    say(format!("het besluit staat genoteerd, maar reactie `{id}` is niet te zien: {why}"), help)
}

/// Somebody whom a post names.
pub(super) fn without_profile(id: &str, nearest: &Option<String>) -> Wording {
    say(
        format!("`{id}` heeft nog geen profiel; de pagina toont alleen de naam"),
        meant_or(nearest, "maak een profiel in `content/experts`, met deze naam of met een alias"),
    )
}

pub(super) fn duplicate(id: &str, other: &str) -> Wording {
    say(
        format!("`{id}` heeft al een profiel in `{other}`"),
        "voeg de twee bestanden samen, of geef een van beide een andere bestandsnaam",
    )
}

pub(super) fn same_alias(alias: &str, other: &str) -> Wording {
    say(
        format!("de naam `{alias}` hoort ook bij `{other}`"),
        format!("haal `{alias}` bij een van de twee weg uit `aliases`"),
    )
}
