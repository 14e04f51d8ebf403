//! What is said of an import, in Dutch and English.

use super::import::Counts;
use crate::diagnostic::Language;

/// Posts of another blog were written, or would be.
pub(super) fn imported(counts: &Counts, language: Language) -> String {
    let is_dutch = language == Language::Dutch;
    let made = made(counts, language);
    let mut lines = vec![match (is_dutch, counts.is_tried) {
        (true, false) => format!("Geschreven: {made}."),
        (true, true) => format!("Dit zou worden geschreven: {made}. Er is niets veranderd."),
        (false, false) => format!("Written: {made}."),
        (false, true) => format!("This would be written: {made}. Nothing was changed."),
    }];
    lines.extend(left(counts, language));
    lines.extend(kinds(counts, language));
    let is_again = counts.kept > 0;
    lines.extend(
        listed(&counts.files, if is_dutch { "Nieuw" } else { "New" }, language)
            .filter(|_| is_again),
    );
    let changed = if is_dutch {
        "Op de oude blog gewijzigd, en hier niet"
    } else {
        "Changed on the old blog, and not here"
    };
    lines.extend(listed(&counts.changed, changed, language));
    let (copied, missing) = (counts.copied, counts.missing);
    if copied + missing > 0 {
        lines.push(match (is_dutch, counts.is_tried) {
            (true, false) => {
                format!("Beelden en bestanden: {copied} erbij gezet, {missing} niet gevonden.")
            }
            (true, true) => format!("Beelden en bestanden: {copied} gevonden, {missing} niet."),
            (false, false) => {
                format!("Pictures and files: {copied} put beside their posts, {missing} not found.")
            }
            (false, true) => format!("Pictures and files: {copied} found, {missing} not."),
        });
    }
    if counts.is_tried {
        return lines.join("\n");
    }
    if !counts.comments.is_empty() {
        let paths = counts.comments.join(", ");
        lines.push(match is_dutch {
            true => format!("De reacties staan in {paths}."),
            false => format!("The comments are in {paths}."),
        });
    }
    if !counts.hosts.is_empty() {
        let hosts: Vec<String> = counts.hosts.iter().map(|host| format!("\"{host}\"")).collect();
        let hosts = hosts.join(", ");
        lines.push(match is_dutch {
            true => format!("Zet in weerklank.toml onder [comments] nog: old_hosts = [{hosts}]"),
            false => format!("Put in weerklank.toml, below [comments]: old_hosts = [{hosts}]"),
        });
    }
    lines.push(match is_dutch {
        true => "Bekijk wat het werd met `weerklank serve --drafts`.".to_owned(),
        false => "See what came of it with `weerklank serve --drafts`.".to_owned(),
    });
    lines.join("\n")
}

fn of(number: usize, one: &str, more: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { more })
}

fn made(counts: &Counts, language: Language) -> String {
    let Counts { posts, pages, drafts, experts, .. } = *counts;
    let words = match language {
        Language::Dutch => [
            of(posts, "bericht", "berichten"),
            of(pages, "pagina", "pagina's"),
            of(drafts, "concept", "concepten"),
            of(experts, "expert", "experts"),
        ],
        Language::English => [
            of(posts, "post", "posts"),
            of(pages, "page", "pages"),
            of(drafts, "draft", "drafts"),
            of(experts, "expert", "experts"),
        ],
    };
    words.join(", ")
}

/// What was not written, and why.
fn left(counts: &Counts, language: Language) -> Option<String> {
    let Counts { kept, gone, others, .. } = *counts;
    let (word, reasons) = match language {
        Language::Dutch => (
            "Niet geschreven",
            [
                of(
                    kept,
                    "stond er al, en blijft zoals het is",
                    "stonden er al, en blijven zoals ze zijn",
                ),
                of(gone, "lag in de prullenbak", "lagen in de prullenbak"),
                of(others, "is geen bericht of pagina", "zijn geen bericht of pagina"),
            ],
        ),
        Language::English => (
            "Not written",
            [
                of(
                    kept,
                    "was there already, and stays as it is",
                    "were there already, and stay as they are",
                ),
                of(gone, "was in the bin", "were in the bin"),
                of(others, "is no post or page", "are no posts or pages"),
            ],
        ),
    };
    let told = reasons.into_iter().zip([kept, gone, others]).filter(|(_, number)| *number > 0);
    let told: Vec<String> = told.map(|(reason, _)| reason).collect();
    (!told.is_empty()).then(|| format!("{word}: {}.", told.join("; ")))
}

/// Kinds of which posts may be made all the same.
fn kinds(counts: &Counts, language: Language) -> Option<String> {
    let shown = |name: &String| format!("`{name}`");
    let names: Vec<String> = counts.kinds.iter().map(shown).collect();
    let names = names.join(", ");
    let told = match language {
        Language::Dutch => format!(
            "Daaronder teksten van de soort {names}. Zijn dat ook berichten, zet de soort dan in weerklank.toml onder [comments] bij \
             post_types, en geef de opdracht opnieuw."
        ),
        Language::English => format!(
            "Among them are texts of the kind {names}. If those are posts too, put the kind in weerklank.toml, below [comments], in \
             post_types, and give the command again."
        ),
    };
    (!counts.kinds.is_empty()).then_some(told)
}

/// How many files are named at most.
const NAMED: usize = 20;

/// Files by their names, unless there are none.
fn listed(files: &[String], what: &str, language: Language) -> Option<String> {
    let named = files.iter().take(NAMED).map(String::as_str).collect::<Vec<_>>().join(", ");
    let more = files.len().saturating_sub(NAMED);
    let more = match (more, language) {
        (0, _) => String::new(),
        (more, Language::Dutch) => format!(" en nog {more}"),
        (more, Language::English) => format!(" and {more} more"),
    };
    (!files.is_empty()).then(|| format!("{what}: {named}{more}."))
}
