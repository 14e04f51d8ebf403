//! Settings by the words of Dutch and of other generators.

/// Sections, words, and the key that was meant by them.
const MEANT: &[(&str, &str, &str)] = &[
    ("menu.main menu.footer", "titel title tekst naam name text", "label"),
    ("menu.main menu.footer", "naar url link href adres pad page pageref", "to"),
    ("menu", "hoofd hoofdmenu top header", "main"),
    ("menu", "voet onder bottom", "footer"),
    ("comments.columns", "naam auteur schrijver name", "author"),
    ("comments.columns", "tekst reactie opmerking comment", "text"),
    ("comments.columns", "datum tijd time", "date"),
    ("comments.columns", "bericht artikel pagina url page", "post"),
    ("comments.columns", "afdeling team", "department"),
    ("", "baseurl basis url", "base_url"),
    ("", "taal lang", "language"),
    ("", "omschrijving beschrijving subtitle", "description"),
    ("", "tijdzone", "timezone"),
    ("", "thema", "theme"),
    ("", "zoeken", "search"),
    ("", "reacties", "comments"),
    ("", "kleuren huisstijl", "brand"),
    ("", "overzichten", "digests"),
    ("", "grenzen", "limits"),
    ("", "toegankelijkheid", "accessibility"),
];

/// The key of a section that somebody may have meant by a word which is not near to it.
pub(super) fn meant(section: &str, word: &str) -> Option<String> {
    let has = |list: &str, word: &str| list == word || list.split(' ').any(|one| one == word);
    let word = word.to_lowercase();
    let found = MEANT.iter().find(|(of, words, _)| has(of, section) && has(words, &word));
    found.map(|(.., key)| (*key).to_owned())
}
