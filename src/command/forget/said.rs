//! What `weerklank forget` says, in Dutch and English.

use std::collections::{BTreeMap, BTreeSet};

use super::mentions::Mention;
use super::proof::{Beyond, FileAccount, Proof};
use super::traces::Sought;
use crate::comment::erasure::Kind;
use crate::config::Config;
use crate::diagnostic::Language;
use crate::diagnostic::terminal::visible;
use Language::{Dutch, English};

/// The day of the proof, with the time.
pub(super) fn day(config: &Config) -> String {
    let time = jiff::Timestamp::from_second(config.now).unwrap_or_default();
    time.to_zoned_datetime(config.timezone.clone()).strftime("%Y-%m-%d %H:%M").to_string()
}

/// The word of a kind in `--json`.
pub(super) fn code(kind: Kind) -> &'static str {
    match kind {
        Kind::Name => "name",
        Kind::Mention => "mention",
        Kind::Email => "email",
        Kind::Account => "account",
        Kind::Quote => "quote",
        Kind::SameWords => "same-words",
        Kind::FirstName => "first-name",
        Kind::Network => "ip-address",
        Kind::OwnWords => "own-words",
        Kind::Initials => "initials",
        Kind::Website => "website",
        Kind::SharedName => "shared-name",
    }
}

/// How somebody occurs.
pub(super) fn kind(kind: Kind, language: Language) -> &'static str {
    match (kind, language) {
        (Kind::Name, Dutch) => "de naam",
        (Kind::Name, English) => "the name",
        (Kind::Mention, Dutch) => "een @vermelding",
        (Kind::Mention, English) => "an @mention",
        (Kind::Email, Dutch) => "het e-mailadres",
        (Kind::Email, English) => "the e-mail address",
        (Kind::Account, Dutch) => "het account",
        (Kind::Account, English) => "the account",
        (Kind::Quote, Dutch) => "een citaat",
        (Kind::Quote, English) => "a quote",
        (Kind::SameWords, Dutch) => "dezelfde woorden, misschien een citaat",
        (Kind::SameWords, English) => "the same words, perhaps a quote",
        (Kind::FirstName, Dutch) => "misschien de voornaam",
        (Kind::FirstName, English) => "perhaps the first name",
        (Kind::Network, Dutch) => "het IP-adres",
        (Kind::Network, English) => "the IP address",
        (Kind::OwnWords, Dutch) => "hun woorden",
        (Kind::OwnWords, English) => "their words",
        (Kind::Initials, Dutch) => "misschien de naam, met een voorletter",
        (Kind::Initials, English) => "perhaps the name, with an initial",
        (Kind::Website, Dutch) => "de website",
        (Kind::Website, English) => "the website",
        (Kind::SharedName, Dutch) => "een naam die ook een ander heeft",
        (Kind::SharedName, English) => "a name that somebody else has too",
    }
}

/// The word in `--json` of what is beyond reach.
pub(super) fn beyond_code(beyond: Beyond) -> &'static str {
    match beyond {
        Beyond::Versions => "version-control",
        Beyond::Backups => "backups",
        Beyond::Published => "published-copies",
        Beyond::Outputs => "other-outputs",
        Beyond::Origin => "original-system",
        Beyond::Digests => "sent-digests",
        Beyond::Readers => "readers",
    }
}

fn beyond(beyond: Beyond, language: Language) -> &'static str {
    match (beyond, language) {
        (Beyond::Versions, Dutch) => {
            "Versiebeheer (git) bewaart de oude bestanden: herschrijf de geschiedenis, en elke kopie ervan."
        }
        (Beyond::Versions, English) => {
            "Version control (git) keeps the old files: rewrite its history, and every clone of it."
        }
        (Beyond::Backups, Dutch) => {
            "Back-ups en momentopnamen van deze schijf: laat ze verlopen, of wis ze."
        }
        (Beyond::Backups, English) => {
            "Backups and snapshots of this disk: let them expire, or erase them."
        }
        (Beyond::Published, Dutch) => {
            "De plek waar u de site eerder neerzette: zet de nieuwe daar neer, en haal weg wat er niet meer bij hoort."
        }
        (Beyond::Published, English) => {
            "The site where you put it before: put it there again, and remove what is no longer part of it."
        }
        (Beyond::Outputs, Dutch) => {
            "Andere mappen waarin deze site is gebouwd: bouw ze opnieuw; die van lezers met `weerklank publish`."
        }
        (Beyond::Outputs, English) => {
            "Other folders to which this site was built: build them again; that of readers with `weerklank publish`."
        }
        (Beyond::Origin, Dutch) => {
            "Het systeem waar de exports vandaan komen: wis deze persoon ook daar."
        }
        (Beyond::Origin, English) => {
            "The system that the exports came from: erase this person there too."
        }
        (Beyond::Digests, Dutch) => {
            "Overzichten die zijn gemaild, of die buiten de map van de site zijn gezet (`weerklank digest`)."
        }
        (Beyond::Digests, English) => {
            "Digests that were sent by mail, or put outside the folder of the site (`weerklank digest`)."
        }
        (Beyond::Readers, Dutch) => "Browsers, feedlezers, zoekmachines en post van lezers.",
        (Beyond::Readers, English) => "Browsers, feed readers, search engines and mail of readers.",
    }
}

/// What was done.
pub(super) fn proof(proof: &Proof<'_>, language: Language) -> String {
    let mut text = title(proof, language);
    text.push_str(&gone(proof, language));
    text.push_str(&changed(proof, language));
    text.push_str(&afterwards(proof, language));
    text.push_str(&mentions(proof, language));
    if !proof.beyond.is_empty() {
        text.push_str(match language {
            Dutch => "Buiten bereik:\n",
            English => "Beyond reach:\n",
        });
        for one in &proof.beyond {
            text.push_str(&format!("  {}\n", beyond(*one, language)));
        }
    }
    text
}

/// What kind of account it is, of when and of which site.
fn title(proof: &Proof<'_>, language: Language) -> String {
    let version = env!("CARGO_PKG_VERSION");
    let mut text = match (proof.is_dry, language) {
        (true, Dutch) => {
            format!("Proef op {}: er is niets veranderd. Dit zou gebeuren:\n", proof.day)
        }
        (true, English) => {
            format!("A trial on {}: nothing was changed. This would happen:\n", proof.day)
        }
        (false, Dutch) if proof.is_again => {
            format!(
                "Opnieuw weggehaald op {}, want eerder vergeten (Weerklank {version})\n",
                proof.day
            )
        }
        (false, English) if proof.is_again => {
            format!("Taken out again on {}, forgotten before (Weerklank {version})\n", proof.day)
        }
        (false, Dutch) => format!("Vergeten op {} (Weerklank {version})\n", proof.day),
        (false, English) => format!("Forgotten on {} (Weerklank {version})\n", proof.day),
    };
    if let Some(site) = &proof.site {
        text.push_str(&format!("  Site: {}\n", visible(site)));
    }
    text
}

/// How much is gone.
fn gone(proof: &Proof<'_>, language: Language) -> String {
    let (removed, emptied, decisions) = (proof.removed, proof.emptied, proof.decisions);
    let of = |count: usize, one: &str, more: &str| {
        format!("{count} {}", if count == 1 { one } else { more })
    };
    let empty = match (emptied, language) {
        (0, _) => String::new(),
        (_, Dutch) => format!(
            " helemaal; van nog {} alle woorden en de naam, met een lege plaats omdat anderen erop antwoordden",
            of(emptied, "reactie", "reacties")
        ),
        (_, English) => format!(
            " altogether; of {} more every word and the name, with an empty place because others answered",
            of(emptied, "comment", "comments")
        ),
    };
    match language {
        Dutch => format!(
            "  Weg: {}{empty}; {} van moderatoren\n",
            of(removed, "reactie", "reacties"),
            of(decisions, "besluit", "besluiten"),
        ),
        English => format!(
            "  Gone: {}{empty}; {} of moderators\n",
            of(removed, "comment", "comments"),
            of(decisions, "decision", "decisions"),
        ),
    }
}

/// Every file that changed, with what it is known by.
fn changed(proof: &Proof<'_>, language: Language) -> String {
    let mut text = String::new();
    for FileAccount { path, before, after, .. } in &proof.files {
        let short = |hash: &str| hash[..12].to_owned();
        let before = before.as_deref().map_or("–".to_owned(), short);
        let gone = match language {
            Dutch => "verwijderd",
            English => "removed",
        };
        let after = after.as_deref().map_or(gone.to_owned(), short);
        text.push_str(&format!("  {path}: {before} → {after}\n"));
    }
    if !proof.files.is_empty() {
        text.push_str(match language {
            Dutch => "  (voor en na: de eerste 12 tekens van de BLAKE3-hash van het bestand, waaraan het te herkennen is; `--json` geeft ze helemaal)\n",
            English => "  (before and after: the first 12 digits of the file's BLAKE3 hash, by which it can be known; `--json` has all of them)\n",
        });
    }
    text
}

/// Where somebody occurs in what others wrote: what is replaced, and what is to be decided about.
fn mentions(proof: &Proof<'_>, language: Language) -> String {
    let (replaced, left): (Vec<_>, Vec<_>) =
        proof.mentions.iter().partition(|found| proof.replaces(found));
    let title = match (proof.redacts, proof.is_dry, language) {
        (true, _, Dutch) => "In wat anderen schreven, niet vervangen, voor u om te beslissen:",
        (true, _, English) => "In what others wrote, not replaced, for you to decide:",
        (false, true, Dutch) => {
            "In wat anderen schreven, voor u om te beslissen (`--redact-quotes` vervangt het in reacties, alleen samen met het wissen):"
        }
        (false, true, English) => {
            "In what others wrote, for you to decide (`--redact-quotes` replaces it in comments, only together with the erasure):"
        }
        (false, false, Dutch) => {
            "In wat anderen schreven, voor u om te beslissen; vervangen kon alleen samen met het wissen (`--redact-quotes`):"
        }
        (false, false, English) => {
            "In what others wrote, for you to decide; it could be replaced only together with the erasure (`--redact-quotes`):"
        }
    };
    let done = match language {
        Dutch => "In wat anderen schreven, vervangen:",
        English => "In what others wrote, replaced:",
    };
    let mut text = String::new();
    for (title, found) in [(done, replaced), (title, left)] {
        if !found.is_empty() {
            text.push_str(&format!("{title}\n"));
        }
        found.iter().for_each(|found| {
            text.push_str(&format!("  {}\n", mentioned(found, &found.told, language)));
        });
    }
    text
}

/// Where somebody occurs in what somebody else wrote.
fn mentioned(found: &Mention, file: &str, language: Language) -> String {
    let Mention { key, kind: found, line, .. } = found;
    let place = format!("{}  {file}:{line}", kind(*found, language));
    key.as_ref().map_or(place.clone(), |key| format!("{key}  {place}"))
}

/// What others wrote, word for word; nothing if there is none. It is no part of the proof.
pub(super) fn passages<'a>(
    mentions: impl Iterator<Item = &'a Mention>,
    language: Language,
) -> String {
    let mut text = String::new();
    for found in mentions {
        let place = mentioned(found, &found.file, language);
        text.push_str(&format!("  {place}\n    {}\n", visible(&found.passage)));
    }
    let title = match language {
        _ if text.is_empty() => return text,
        Dutch => "Wat anderen schreven, voor u om te beslissen (niet in het verslag hieronder):",
        English => "What others wrote, for you to decide (not in the account below):",
    };
    format!("{title}\n{text}")
}

/// Ways in which somebody occurs, each with its line unless that is this one: `the name and the account (line 7)`.
pub(super) fn kinds(found: &BTreeMap<Kind, u32>, first: u32, language: Language) -> String {
    let (line, and) = match language {
        Dutch => ("regel", "en"),
        English => ("line", "and"),
    };
    let part = |(found, at): (&Kind, &u32)| match *at {
        0 => kind(*found, language).to_owned(),
        at if at == first => kind(*found, language).to_owned(),
        at => format!("{} ({line} {at})", kind(*found, language)),
    };
    let parts: Vec<String> = found.iter().map(part).collect();
    match parts.split_last() {
        Some((last, before)) if !before.is_empty() => format!("{} {and} {last}", before.join(", ")),
        _ => parts.concat(),
    }
}

/// The files in an archive in which something is left; nothing if it is none.
pub(super) fn members(members: &BTreeSet<String>, language: Language) -> String {
    const SHOWN: usize = 3;
    if members.is_empty() {
        return String::new();
    }
    let shown = members.iter().take(SHOWN).map(|name| format!("`{}`", name.replace('`', "'")));
    let shown: Vec<String> = shown.collect();
    let more = if members.len() > SHOWN { ", …" } else { "" };
    let within = match language {
        Dutch => "daarbinnen in",
        English => "inside it in",
    };
    format!(" ({within} {}{more})", shown.join(", "))
}

/// What became of the output, and what a search of everything found.
fn afterwards(proof: &Proof<'_>, language: Language) -> String {
    let mut text = String::new();
    if let Some((written, removed)) = proof.output {
        let is_one = written == 1;
        text.push_str(&match language {
            Dutch => format!("  De site is opnieuw gemaakt: {written} {} geschreven, {removed} verwijderd; ook wat Weerklank zelf van de exports onthield (de cache) is gewist\n", if is_one { "bestand" } else { "bestanden" }),
            English => format!("  The site was made anew: {written} {} written, {removed} removed; what Weerklank itself remembered of the exports (its cache) is erased too\n", if is_one { "file" } else { "files" }),
        });
    }
    if let Some((files, left)) = proof.searched {
        text.push_str(&match language {
            Dutch => format!("  Doorzocht: {files} bestanden; in {left} staat nog iets\n"),
            English => format!("  Searched: {files} files; something is left in {left}\n"),
        });
    }
    for (file, kinds) in &proof.left {
        text.push_str(&format!("    {file}: {}\n", self::kinds(kinds, 0, language)));
    }
    if proof.is_left_of_a_namesake() {
        text.push_str(match language {
            Dutch => "    misschien alleen van een naamgenoot, van wie reacties blijven staan\n",
            English => "    perhaps only of a namesake, whose comments stay\n",
        });
    }
    let unsearched = unsearched(&proof.unsearched, language);
    text.push_str(&unsearched.lines().map(|line| format!("  {line}\n")).collect::<String>());
    text
}

/// What could not be searched; nothing if there is none.
pub(super) fn unsearched(files: &[String], language: Language) -> String {
    let words = match language {
        Dutch => "Niet of niet geheel doorzocht",
        English => "Not searched, or not wholly",
    };
    files.iter().map(|file| format!("\n{words}: {file}")).collect()
}

/// What a search found.
pub(super) fn verified(
    (files, is_clean): (usize, bool),
    sought: Sought,
    config: &Config,
    language: Language,
) -> String {
    let day = day(config);
    let found = match (is_clean, language) {
        (true, Dutch) => format!("Doorzocht op {day}: {files} bestanden, niets gevonden."),
        (true, English) => format!("Searched on {day}: {files} files, nothing found."),
        (false, Dutch) => format!("Doorzocht op {day}: {files} bestanden."),
        (false, English) => format!("Searched on {day}: {files} files."),
    };
    // Nothing is kept by which they could be known again.
    let beyond = match (sought, language) {
        (Sought::Named, Dutch) => {
            "Niet gezocht: wat anderen van hen citeren, en voornamen alleen. Die staan in het verslag van het wissen zelf."
        }
        (Sought::Named, English) => {
            "Not looked for: what others quote of them, and first names alone. Those stand in the account of the erasure itself."
        }
        (Sought::Unnamed, Dutch) => {
            "Niet gezocht: de naam (die zoekt u met `weerklank forget --verify \"NAAM\"`, tussen aanhalingstekens), wat anderen van hen \
             citeren, en voornamen alleen. Die laatste staan in het verslag van het wissen zelf."
        }
        (Sought::Unnamed, English) => {
            "Not looked for: the name (`weerklank forget --verify \"NAME\"` does, between quotes), what others quote of them, and first \
             names alone. The last two stand in the account of the erasure itself."
        }
        (Sought::Listed, Dutch) => {
            "Niet gezocht: wat anderen van hen citeren, voornamen alleen, namen van wie een adres of account heeft, en accounts van \
             systemen waarvan hier geen export meer is. Een naam zoekt u met `weerklank forget --verify \"NAAM\"`; de rest staat in het \
             verslag van het wissen zelf."
        }
        (Sought::Listed, English) => {
            "Not looked for: what others quote of them, first names alone, names of whoever has an address or an account, and accounts \
             of systems of which there is no export here any more. `weerklank forget --verify \"NAME\"` looks for a name; the rest stands \
             in the account of the erasure itself."
        }
    };
    format!("{found}\n{beyond}")
}
