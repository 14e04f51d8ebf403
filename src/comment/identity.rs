//! What says who somebody is, and what only looks as if it did: a form writes `anonymous` in the column of the address, and a
//! system calls everybody who left it `deleted`. Taken for an identity, such a word makes one person of many.

use super::Author;
use super::beside_name::bare;
use super::person::{folded, spoken, turned, without_accents};

/// Words that stand where nobody is known. Beside these, what has neither a letter nor a digit.
const NOBODY: [&str; 26] = [
    "anonymous",
    "anonymus",
    "anoniem",
    "anonieme",
    "onbekend",
    "onbekende",
    "unknown",
    "undefined",
    "null",
    "none",
    "nil",
    "geen",
    "n.v.t.",
    "n.v.t",
    "nvt",
    "n/a",
    "niemand",
    "nobody",
    "deleted",
    "[deleted]",
    "verwijderd",
    "ghost",
    "guest",
    "gast",
    "anonymous user",
    "deleted user",
];

/// What forms write in place of an address beside these, and what may be a name elsewhere.
const NO_LOGIN: [&str; 34] = [
    "ja",
    "nee",
    "yes",
    "no",
    "true",
    "false",
    "waar",
    "onwaar",
    "n.b.",
    "nb",
    "na",
    "tbd",
    "leeg",
    "empty",
    "blank",
    "verborgen",
    "hidden",
    "geheim",
    "privé",
    "prive",
    "private",
    "redacted",
    "afgeschermd",
    "vertrouwelijk",
    "intern",
    "extern",
    "internal",
    "external",
    "e-mail",
    "email",
    "mail",
    "adres",
    "noreply",
    "no-reply",
];

/// Whether this text names nobody.
pub fn is_nobody(text: &str) -> bool {
    let text = folded(text);
    !text.contains(char::is_alphanumeric) || NOBODY.contains(&text.as_str())
}

/// Whether this may be an e-mail address: something on either side of the sign.
pub fn is_email(text: &str) -> bool {
    text.trim().split_once('@').is_some_and(|(user, host)| !user.is_empty() && !host.is_empty())
}

/// Whether this may be the login of somebody, where it stands in the place of an address: `VD\jbos`, `jbos`, or how Exchange calls a mailbox.
pub fn is_login(text: &str) -> bool {
    let text = folded(text);
    let is_word = !text.contains([' ', '@']) || text.contains("/cn=");
    let signs = text.chars().filter(|sign| sign.is_alphanumeric()).count();
    is_word && signs > 1 && !is_nobody(&text) && !NO_LOGIN.contains(&text.as_str())
}

/// Whether what stands in the place of an address says whose it is: an address, or a login.
pub fn is_somebodys(text: &str) -> bool {
    is_email(text) || is_login(text)
}

/// The e-mail address of somebody, or the login that stands there, as these are compared. Several people may have it, as with a mailbox.
pub fn email(author: &Author) -> Option<String> {
    author.email.as_deref().filter(|email| is_somebodys(email)).map(folded)
}

/// The account of somebody, as accounts are compared.
pub fn account(author: &Author) -> Option<String> {
    author.account.as_deref().filter(|account| !is_nobody(account)).map(folded)
}

/// The name of somebody, the first name first, as names are compared.
pub fn name(author: &Author) -> Option<String> {
    Some(author.name.as_str()).filter(|name| !is_nobody(name)).map(direct)
}

/// A name as names are compared, the first name first.
pub fn direct(name: &str) -> String {
    folded(&turned(name).unwrap_or_else(|| name.to_owned()))
}

/// Whether two names, as they are compared, may be two ways to write one: `J. de Vries`, `Jan` and `jdevries` for `Jan de Vries`.
pub fn are_alike(one: &str, other: &str) -> bool {
    let words = |name: &str| -> Vec<String> {
        let words = name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        words.map(str::to_owned).collect()
    };
    let (mut short, mut long) = (words(one), words(other));
    if short.len() > long.len() {
        std::mem::swap(&mut short, &mut long);
    }
    if let [word] = &short[..]
        && is_made_of(word, &long)
    {
        return true;
    }
    // Each word of the shorter name is one of the longer, whole or by its first letter.
    let mut left = long;
    !short.is_empty()
        && short.iter().all(|word| {
            let found = left.iter().position(|own| own == word).or_else(|| {
                let is_first =
                    |one: &str, whole: &str| one.chars().count() == 1 && whole.starts_with(one);
                left.iter().position(|own| is_first(word, own) || is_first(own, word))
            });
            found.map(|at| left.remove(at)).is_some()
        })
}

/// Whether these are one name, whichever part comes first and whatever the accents.
pub fn are_same(one: &str, other: &str) -> bool {
    without_accents(&full(one)) == without_accents(&full(other))
}

/// A name as people speak it, as names are compared.
pub fn full(name: &str) -> String {
    let bare = bare(name);
    let name = bare.as_deref().unwrap_or(name);
    spoken(name).map_or_else(|| direct(name), |[full, _]| folded(&full))
}

/// Whether a name, as names are compared, may be short for another by its first letters: `j. de vries` and `j.p. de vries` for `jan de vries`.
pub fn is_short_for(short: &str, whole: &str) -> bool {
    let words = |name: &str| -> Vec<String> {
        let words = name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        words.map(without_accents).collect()
    };
    let (short, whole) = (words(short), words(whole));
    let letters = short.iter().take_while(|word| word.chars().count() == 1).count();
    let rest = &short[letters..];
    let Some((first, initial)) = whole.first().zip(short.first()) else { return false };
    letters > 0
        && !rest.is_empty()
        && first.chars().count() > 1
        && first.starts_with(initial.as_str())
        && whole.len() > rest.len()
        && whole.ends_with(rest)
}

/// Whether a word is these in a row, of which the first ones may be a letter each: `jdevries`, `jdv`.
fn is_made_of(word: &str, parts: &[String]) -> bool {
    let first = |part: &String| part.chars().next();
    (0..=parts.len()).any(|letters| {
        let start: String = parts[..letters].iter().filter_map(first).collect();
        word == start + &parts[letters..].concat()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_stand_for_nobody_are_no_identity() {
        for text in ["", "-", " — ", "Anonymous", "ANONIEM", "n.v.t.", "undefined", "deleted", "?"]
        {
            assert!(is_nobody(text), "{text}");
        }
        for text in ["Jan", "13", "De Gast", "noortje", "李"] {
            assert!(!is_nobody(text), "{text}");
        }
        let of = |email: &str, account: &str| {
            let some = |text: &str| Some(text.to_owned());
            let author = Author { email: some(email), account: some(account), ..Author::default() };
            (super::email(&author), super::account(&author))
        };
        assert_eq!(of("anonymous", "deleted"), (None, None));
        assert_eq!(of("@", "-"), (None, None));
        assert_eq!(of("Verborgen", "x.y"), (None, Some("x.y".into())));
        assert_eq!(of("wil ik niet zeggen", "n/a"), (None, None));
        assert_eq!(of("VD\\JBos", "").0, Some("vd\\jbos".into()));
        let mailbox = "/o=vd/ou=exchange administrative group/cn=recipients/cn=jbos";
        assert_eq!(of(&mailbox.to_uppercase(), "").0, Some(mailbox.into()));
        assert_eq!(of(" Jan@X.example", "JDV"), (Some("jan@x.example".into()), Some("jdv".into())));
    }

    #[test]
    fn a_name_may_be_short_for_another_by_its_first_letters() {
        for (short, whole, expected) in [
            ("j. de boer", "jan de boer", true),
            ("j.p. de boer", "jan de boer", true),
            ("r. pinas", "rafaël piñas", true),
            ("k. de boer", "jan de boer", false),
            ("j. de vries", "jan de boer", false),
            ("jan de boer", "jan de boer", false),
            ("j. de boer", "j. de boer", false),
            ("j.", "jan", false),
            ("de boer", "jan de boer", false),
        ] {
            assert_eq!(is_short_for(short, whole), expected, "{short} {whole}");
        }
    }

    #[test]
    fn one_name_is_written_in_several_ways() {
        for (one, other, expected) in [
            ("jan de vries", "j. de vries", true),
            ("jan", "jan de vries", true),
            ("j. de vries", "jan", true),
            ("jdevries", "jan de vries", true),
            ("jdv", "jan de vries", true),
            ("jan de vries-bos", "jan bos", true),
            ("klaas bakker", "anna de boer", false),
            ("jan de vries", "jan de boer", false),
            ("jan", "jaap", false),
            ("", "jan", false),
        ] {
            assert_eq!(are_alike(one, other), expected, "{one} {other}");
            assert_eq!(are_alike(other, one), expected, "{other} {one}");
        }
    }
}
