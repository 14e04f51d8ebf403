//! What is said of charts, pictures and documents, in Dutch.

use super::phrases::{bytes as size, count, list, meant};
use super::reasons::{formula_reason, picture_reason};
use crate::diagnostic::{Damage, Problem, Unfit, Wording, say};

/// What is said of a problem with what posts show.
#[expect(clippy::too_many_lines, reason = "a flat table")]
pub(super) fn wording(problem: &Problem) -> Wording {
    match problem {
        Problem::ChartRagged { cells, headings, delimiter } => say(
            format!(
                "deze regel heeft {} {}, maar de eerste heeft er {}",
                count(*cells),
                if *cells == 1 { "cel" } else { "cellen" },
                count(*headings)
            ),
            format!(
                "zet tussen de cellen een `{delimiter}`, ook bij een lege cel. \
                 Staat er een `{delimiter}` in een tekst, zet die tekst dan tussen aanhalingstekens"
            ),
        ),
        Problem::ChartNotANumber { value, column } => say(
            format!("`{value}` in de kolom `{column}` is geen getal"),
            "schrijf een getal zoals de andere in dit bestand, of laat de cel leeg als het getal ontbreekt",
        ),
        Problem::ChartWithoutNumbers => say(
            "in dit bestand staat geen kolom met getallen, dus er valt niets te tekenen",
            "zet de getallen in een kolom achter de eerste. \
             Wilt u alleen naar het bestand verwijzen, schrijf dan `[tekst](bestand.csv)` zonder `!`",
        ),
        Problem::ChartTooWide { columns, limit } => say(
            format!(
                "in één grafiek zijn {} kolommen met getallen niet uit elkaar te houden; de grens is {}",
                count(*columns),
                count(*limit)
            ),
            "verdeel de kolommen over meer bestanden, of voeg kleine groepen samen",
        ),
        Problem::ChartTooLong { rows, limit } => say(
            format!(
                "een grafiek van {} regels is niet te lezen; de grens is {}",
                count(*rows),
                count(*limit)
            ),
            "laat regels weg of voeg ze samen. \
             Zijn het metingen door de tijd, zet dan `# grafiek: lijnen` bovenaan het bestand",
        ),
        Problem::ChartUnknownWord { word, nearest } => say(
            format!("`{{{word}}}` zegt niet hoe een grafiek wordt getekend"),
            meant(
                nearest,
                "kies `{staven}`, `{gestapeld}`, `{staand}`, `{lijnen}` of `{aandeel}`, of laat het weg",
            ),
        ),
        Problem::ChartWishUnmet { word, why } => say(
            format!(
                "`{{{word}}}` kan niet met deze getallen: {}; het zijn nu staven",
                match why {
                    Unfit::Share => "een aandeel is één percentage, of een getal met zijn rest",
                    Unfit::Lines => "een lijn heeft meer dan één regel nodig",
                    Unfit::Stacked => "er zijn negatieve bij, en die zijn niet te stapelen",
                }
            ),
            "haal de wens weg uit de titel of uit het bestand, of kies een andere vorm",
        ),
        Problem::ChartWishMisplaced { word } => say(
            format!(
                "`{{{word}}}` staat niet aan het eind van de titel, en lezers zien het daar staan"
            ),
            format!(
                "zet `{{{word}}}` helemaal achteraan: `\"Winde per week (bron: CBS) {{{word}}}\"`"
            ),
        ),
        Problem::ChartUnlike { value, other, column } => say(
            format!(
                "in de kolom `{column}` staat `{value}` bij `{other}`, en de grafiek toont beide zonder teken"
            ),
            "schrijf ze allemaal hetzelfde: met `%` of zonder, en in dezelfde munt. Getallen van een andere soort horen in een eigen kolom",
        ),
        Problem::FormulaInvalid { formula, detail } => say(
            format!(
                "de formule `{formula}` staat er zoals hij is geschreven: {}",
                formula_reason(detail)
            ),
            "schrijf de formule in LaTeX, zoals `$\\frac{L}{C}$`. Zijn het gewone dollartekens, schrijf dan `\\$`",
        ),
        Problem::DescriptionMissing { target, count: amount } => say(
            format!(
                "`{target}` heeft geen omschrijving voor wie het niet ziet{}",
                match amount {
                    0 | 1 => String::new(),
                    2 => "; nog één afbeelding hier ook niet".to_owned(),
                    _ => format!("; nog {} afbeeldingen hier ook niet", count(amount - 1)),
                }
            ),
            "schrijf tussen de rechte haken wat er te zien is: `![Een natte dijk](dijk.jpg)`. Is het alleen versiering: `<img src=\"dijk.jpg\" alt=\"\">`",
        ),
        Problem::HeadingSkips { heading, written, wanted, count: amount } => say(
            format!(
                "de kop `{heading}` (`{written}`) slaat een niveau over{}",
                match amount {
                    0 | 1 => String::new(),
                    2 => "; nog een kop hier ook".to_owned(),
                    _ => format!("; nog {} koppen hier ook", count(amount - 1)),
                }
            ),
            format!(
                "schrijf `{wanted}` in plaats van `{written}`: wie de pagina hoort, gaat van kop naar kop en zoekt de kop ertussen"
            ),
        ),
        Problem::CaptionsMissing { stem, other } => say(
            "deze film heeft geen ondertiteling, en wie hem niet hoort mist wat er gezegd wordt",
            captions(stem, other, "zet de ondertiteling ernaast"),
        ),
        Problem::SoundWithoutText { stem, other } => say(
            "dit geluid heeft geen tekst, en wie het niet hoort mist wat er gezegd wordt",
            captions(stem, other, "zet de tekst met zijn tijden ernaast"),
        ),
        Problem::CaptionsMistimed { times, count: lines } => say(
            format!(
                "de tijden van {} in deze ondertiteling kloppen niet, als eerste `{times}`",
                match lines {
                    1 => "één regel".to_owned(),
                    _ => format!("{} regels", count(*lines)),
                }
            ),
            "schrijf een begin en een later eind, zoals `00:01:02.500 --> 00:01:05.000`",
        ),
        Problem::PictureDamaged { detail } => say(
            format!("deze afbeelding is beschadigd en niet te lezen: {}", picture_reason(detail)),
            "open haar in een ander programma en sla haar opnieuw op als JPEG, PNG of WebP, of als gewone SVG",
        ),
        Problem::PictureForeign { name, kind } => say(
            format!("de meeste browsers laten de afbeelding `{name}` niet zien: het is {kind}"),
            format!(
                "sla haar op als JPEG, PNG of WebP en schrijf hier die naam; dan gaat ook niet mee wie haar waar maakte{}",
                match kind.as_str() {
                    "HEIC" =>
                        ". Op een iPhone: Instellingen, Camera, Structuren, `Meest compatibel`",
                    _ => "",
                }
            ),
        ),
        Problem::PictureTelling { kind } => say(
            format!(
                "deze afbeelding ({kind}) gaat naar lezers zoals ze is, met alles wat erin staat over wie haar waar en wanneer maakte"
            ),
            "sla haar op als JPEG, PNG of WebP: daaruit wordt dat weggelaten. Of haal haar weg als niemand haar nodig heeft",
        ),
        Problem::PictureTail { bytes } => say(
            format!(
                "achter het eind van deze afbeelding lag iets anders ({}); dat is weggelaten",
                size(*bytes)
            ),
            "kijk waar dit bestand vandaan komt: er kan een ander bestand of een programma in zijn verborgen. Sla de afbeelding opnieuw op als u haar vertrouwt",
        ),
        Problem::DrawingCleaned { taken } => say(
            format!(
                "uit deze tekening is weggelaten wat iets uitvoert of van elders haalt: {}; ze kan er anders uitzien",
                list(taken)
            ),
            "bekijk haar op de pagina. Klopt ze niet, sla haar dan op als gewone SVG zonder scripts en met haar afbeeldingen ingesloten, of als PNG",
        ),
        Problem::DrawingTooLarge { limit } => say(
            format!(
                "deze tekening tekent dezelfde onderdelen meer dan {} keer opnieuw; een browser loopt daarop vast",
                count(*limit)
            ),
            "open haar in een tekenprogramma, ontkoppel klonen en patronen, en sla haar opnieuw op als gewone SVG; of sla haar op als PNG",
        ),
        Problem::DrawingTooDeep { limit } => say(
            format!(
                "in deze tekening staan meer dan {} onderdelen in elkaar, en browsers laten haar dan niet zien",
                count(*limit)
            ),
            "open haar in een tekenprogramma, hef groepen op, en sla haar opnieuw op als gewone SVG; of sla haar op als PNG",
        ),
        Problem::PictureMoves => say(
            "deze afbeelding blijft bewegen, en lezers kunnen haar niet stilzetten; dat mag niet (WCAG 2.2.2)",
            "laat haar binnen vijf seconden stoppen, of maak er een film van (`.mp4`): die start en stopt de lezer zelf. Of sla één beeld ervan op als PNG",
        ),
        Problem::FileRuns => say(
            "dit bestand opent als webpagina en voert programma's uit; het gaat naar lezers zoals het is, met alle rechten van de site",
            "haal het weg als u de maker niet kent. Is het een tekening, noem haar dan `.svg`: die wordt schoongemaakt. Is het tekst, maak er dan een bericht of pagina van",
        ),
        Problem::CaptionsEmpty => say(
            "in deze ondertiteling staat geen enkele tekst met een tijd, dus de film heeft er geen",
            "schrijf erin als WebVTT: `WEBVTT`, een lege regel, `00:00.000 --> 00:02.500`, en daaronder wat er wordt gezegd of te horen is",
        ),
        Problem::PictureTooLarge { megapixels, limit } => say(
            format!(
                "deze afbeelding heeft {} miljoen beeldpunten; de grens is {} miljoen",
                count(*megapixels),
                count(*limit)
            ),
            "verklein haar. Drieduizend beeldpunten breed is ruim genoeg voor elk scherm",
        ),
        Problem::DocumentEncrypted => say(
            "dit document is met een wachtwoord beveiligd; de tekst ervan is niet te doorzoeken",
            "sla het zonder wachtwoord op",
        ),
        Problem::DocumentDamaged { damage } => say(
            format!(
                "de tekst van dit document is niet te doorzoeken: {}",
                match damage {
                    Damage::Foreign => "het is van een andere soort dan zijn naam zegt",
                    Damage::Empty => "het bestand is leeg",
                    Damage::Cut => "het einde van het bestand ontbreekt",
                    Damage::Broken => "het is beschadigd",
                    Damage::TooLarge => "er zit te veel in",
                }
            ),
            match damage {
                Damage::Empty => {
                    "haal het opnieuw waar het vandaan komt: het is onderweg verloren gegaan"
                }
                _ => "open het in het programma waarmee het is gemaakt, en sla het opnieuw op",
            },
        ),
        Problem::DocumentActive => say(
            "in deze PDF zit een programma, of ze start er een",
            "sla haar op zonder (druk haar opnieuw af naar PDF). Hier wordt er niets van uitgevoerd, maar lezers krijgen haar zoals ze is",
        ),
        Problem::DocumentWithoutText => say(
            "in dit document staat geen tekst: het is misschien een scan",
            "laat er tekstherkenning (OCR) op los. Nu is het niet te doorzoeken, en niet te lezen voor wie het niet ziet",
        ),
        _ => say(
            "in dit bestand staat geen tabel, dus er valt niets te tekenen",
            "begin met een kopregel, zoals `Week;Winde;Baars`, en zet daaronder per regel een naam en de getallen",
        ),
    }
}

/// How captions get beside a film or a sound; `other` is a file with them that browsers do not read.
fn captions(stem: &str, other: &Option<String>, words: &str) -> String {
    match other {
        Some(other) => format!(
            "zet `{other}` om naar WebVTT en noem dat `{stem}.vtt`: de eerste regel is `WEBVTT`, en in de tijden staat een punt in plaats van een komma"
        ),
        None => format!(
            "{words} als `{stem}.vtt`, of per taal als `{stem}.nl.vtt`. Wordt er niets gezegd, zet er dan in wat er te horen is"
        ),
    }
}
