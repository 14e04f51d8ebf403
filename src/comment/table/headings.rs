//! The words by which people and programs head their columns, in Dutch and English.

use std::collections::BTreeSet;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::super::Held;
use super::{Cell, Row};
use crate::config::settings::Comments;

/// A heading.
#[derive(Debug)]
pub(super) struct Heading {
    /// Its column, from 0.
    pub(super) column: u32,
    /// Its text.
    pub(super) name: String,
    /// Its text without case, accents, signs and blanks.
    pub(super) key: String,
}

// In every list the surer names come first: of two columns the first one counts.

/// The text of a comment.
pub(super) const TEXT: &str = "reactie reactietekst uwreactie jouwreactie tekstreactie reacties opmerking uwopmerking opmerkingen \
    commentaar tekst toelichting feedback inhoud comment commenttext comments message text body \
    content commentcontent";

/// The title of the post, beside its address.
pub(super) const TITLE: &str = "titel title";

/// The text, if nothing else is.
pub(super) const TEXT_PERHAPS: &str = "bericht antwoord vraag";

/// The post: addresses first, then names of it.
pub(super) const POST: &str = "url link webadres permalink slug pad berichtid artikel article blogpost blogbericht post \
    blog pagina page path titel title onderwerp titelartikel titelbericht titelblog naamartikel naambericht linknaarartikel \
    linknaarbericht welkartikel welkbericht bijwelkartikel bijwelkbericht commentpostid";

/// The number of the post in WordPress, as its comments are exported to a table.
pub(super) const POST_NUMBER: &str = "commentpostid";

/// What a comment is, likewise.
pub(super) const KIND: &str = "commenttype";

/// The name of who wrote it.
pub(super) const NAME: &str = "naam volledigenaam name fullname displayname weergavenaam afzender inzender medewerker \
    collega commenter sender gebruiker auteur author schrijver door van naamcollega naammedewerker naaminzender \
    naamafzender naamschrijver uwnaam jouwnaam yourname vanwie commentauthor gemaaktdoor createdby";

/// Parts of a name.
pub(super) const GIVEN: &str = "voornaam firstname givenname";

/// Parts of a name.
pub(super) const INFIX: &str = "tussenvoegsel tussenvoegsels voorvoegsel";

/// Parts of a name.
pub(super) const FAMILY: &str = "achternaam lastname surname familyname familienaam";

/// When.
pub(super) const DATE: &str = "datum datumentijd datumtijd tijdstip geplaatstop geplaatst aangemaaktop aangemaakt verzonden \
    verzondenop tijdstempel voltooiingstijd tijdvanvoltooien begintijd starttijd date createdat created datetime \
    timestamp completiontime starttime datumreactie reactiedatum datumplaatsing plaatsingsdatum wanneer commentdate \
    gemaaktop gemaakt";

/// The time of day.
pub(super) const TIME: &str = "tijd time";

/// The comment it answers.
pub(super) const PARENT: &str = "antwoordop inreactieop beantwoordt bovenliggend bovenliggendereactie hoofdreactie hoortbij \
    parent parentid replyto inreplyto commentparent";

/// The comment it answers, or the post.
pub(super) const PARENT_OR_POST: &str = "reactieop";

/// Its own id.
pub(super) const ID: &str = "reactieid commentid reactienummer id nr nummer volgnummer #";

/// The e-mail address.
pub(super) const EMAIL: &str = "email mail mailadres emailadres emailaddress commentauthoremail";

/// Department or team.
pub(super) const DEPARTMENT: &str = "afdeling department team organisatieonderdeel functie";

/// Whether it was approved.
pub(super) const STATUS: &str =
    "status goedgekeurd zichtbaar akkoord gepubliceerd approved visible published commentapproved";

/// What keeps a comment from readers where it says yes: that it is spam, that it was thrown away, or is not for everybody.
pub(super) const REFUSED: [(&str, Held); 2] = [
    ("spam isspam", Held::Spam),
    (
        "verwijderd verwijderdop prullenbak verborgen prive afgekeurd afgewezen deleted isdeleted deletedat trash removed \
         hidden private rejected",
        Held::Trash,
    ),
];

/// The headings of a row.
pub(super) fn of(row: &Row) -> Vec<Heading> {
    let mut headings: Vec<Heading> = Vec::with_capacity(row.cells.len());
    for (column, cell) in &row.cells {
        let Cell::Text(text) = cell else { continue };
        let mut key = key(text);
        // SharePoint adds of each row what it is, and where that lies: no post.
        let is_last = |name: &str| headings.last().is_some_and(|last| last.key == name);
        if matches!(key.as_str(), "pad" | "path") && is_last("itemtype") {
            key.clear();
        }
        headings.push(Heading { column: *column, name: text.trim().to_owned(), key });
    }
    headings
}

/// What a heading is known by. A remark between brackets, `Reactie (verplicht)`, is no part of a heading.
pub(super) fn key(heading: &str) -> String {
    let name = heading.split('(').next().filter(|name| !name.trim().is_empty()).unwrap_or(heading);
    let plain =
        name.nfkd().filter(|c| !is_combining_mark(*c) && (c.is_alphanumeric() || *c == '#'));
    plain.flat_map(char::to_lowercase).collect()
}

/// Whether a list has this key.
fn has(list: &str, key: &str) -> bool {
    list.split(' ').any(|name| name == key)
}

/// Whether one of these headings names the text of a comment.
pub(super) fn names_text(headings: &[Heading], settings: &Comments) -> bool {
    let set = settings.columns.get("text").map(|name| key(name));
    headings.iter().any(|heading| {
        let key = heading.key.as_str();
        has(TEXT, key) || has(TEXT_PERHAPS, key) || set.as_deref() == Some(key)
    })
}

/// How many of these headings are known.
pub(super) fn known(headings: &[Heading], settings: &Comments) -> usize {
    let set: BTreeSet<String> = settings.columns.values().map(|name| key(name)).collect();
    let lists = [
        TEXT,
        TEXT_PERHAPS,
        POST,
        NAME,
        GIVEN,
        INFIX,
        FAMILY,
        DATE,
        TIME,
        PARENT,
        PARENT_OR_POST,
        ID,
        EMAIL,
        DEPARTMENT,
        STATUS,
        KIND,
    ];
    let is_known = |key: &str| set.contains(key) || lists.iter().any(|list| has(list, key));
    headings.iter().filter(|heading| is_known(&heading.key)).count()
}
