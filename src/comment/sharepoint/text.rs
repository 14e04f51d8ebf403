//! The text of a comment as the interface gives it: plain, but for entities in place of many signs, and for people who are mentioned.

use std::ops::Range;

use super::Person;
use crate::comment::mention::Named;
use crate::comment::{erasure, identity};
use crate::html::tokens::{Token, decode, entity, tokens, value_of};

/// Something in a text in place of which something else is read.
pub(in crate::comment) struct Sign {
    pub(in crate::comment) range: Range<usize>,
    pub(in crate::comment) meant: Meant,
}

/// What a sign stands for.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::comment) enum Meant {
    /// What an entity stands for: `&#58;`.
    Letters(String),
    /// Somebody who is mentioned beside the text; `@mention{0}` is the first.
    Beside(usize),
    /// Somebody whom a link names, by their addresses.
    Linked {
        /// What the link calls them.
        name: String,
        /// Their addresses.
        addresses: Vec<String>,
    },
}

/// What a text has such signs for, and where.
pub(in crate::comment) fn signs(text: &str) -> Vec<Sign> {
    let (mut found, mut from) = (Vec::new(), 0);
    while let Some(at) = memchr::memchr3(b'&', b'@', b'<', &text.as_bytes()[from..]) {
        let start = from + at;
        let sign = match text.as_bytes()[start] {
            b'&' => letters(&text[start..]),
            b'@' => beside(&text[start..]),
            _ => linked(&text[start..]),
        };
        from = start + 1;
        if let Some((length, meant)) = sign {
            from = start + length;
            found.push(Sign { range: start..from, meant });
        }
    }
    found
}

fn letters(text: &str) -> Option<(usize, Meant)> {
    let mut letters = String::new();
    let length = entity(text, &mut letters);
    (length > 0).then_some((length, Meant::Letters(letters)))
}

/// `@mention{0}`, whose brackets may be entities.
fn beside(text: &str) -> Option<(usize, Meant)> {
    let rest = after(text.strip_prefix("@mention")?, '{')?;
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let end = after(&rest[digits..], '}')?;
    let number = rest[..digits].parse().ok().filter(|_| digits < 10)?;
    Some((text.len() - end.len(), Meant::Beside(number)))
}

/// What follows this letter at the beginning of a text, as it is or as an entity.
fn after(text: &str, letter: char) -> Option<&str> {
    if let Some(rest) = text.strip_prefix(letter) {
        return Some(rest);
    }
    let (length, meant) = letters(text.get(..).filter(|text| text.starts_with('&'))?)?;
    (meant == Meant::Letters(letter.to_string())).then(|| &text[length..])
}

/// The link by which the editor names somebody: `<a data-sp-mention-user-id="jan@voorbeeld.example" …>Jan</a>`.
fn linked(text: &str) -> Option<(usize, Meant)> {
    /// Nobody's name and address are longer.
    const LONGEST: usize = 1000;
    if !text.as_bytes().get(..2).is_some_and(|start| start.eq_ignore_ascii_case(b"<a")) {
        return None;
    }
    let window = &text[..text.floor_char_boundary(LONGEST)];
    let (mut length, mut name, mut addresses) = (0, String::new(), None);
    for token in tokens(window) {
        length += token.raw().len();
        match token {
            Token::Open { attributes, .. } if addresses.is_none() => {
                let account = value_of(attributes, "data-sp-mention-user-id")?;
                let link = value_of(attributes, "href").unwrap_or_default();
                let link = link.strip_prefix("mailto:").unwrap_or_default();
                let own = super::address(&account).into_iter().chain(super::address(link));
                let mut own: Vec<String> = own.map(str::to_owned).collect();
                own.dedup();
                addresses = Some(own);
            }
            Token::Text(piece) => name.push_str(&decode(piece)),
            Token::Close { name: "a" | "A", .. } => {
                let addresses = addresses?;
                let name = name.trim().trim_start_matches('@').to_owned();
                return Some((length, Meant::Linked { name, addresses }));
            }
            _ => {}
        }
    }
    None
}

/// The text as people read it, with those who are mentioned in it.
pub(super) fn with_names(text: &str, mentions: &[Person]) -> Named {
    let (mut named, mut copied) = (Named::default(), 0);
    for Sign { range, meant } in signs(text) {
        named.text.push_str(&text[copied..range.start]);
        copied = range.end;
        match meant {
            Meant::Letters(letters) => named.text.push_str(&letters),
            Meant::Beside(number) => {
                let person = mentions.get(number);
                let name = person.and_then(|person| person.name.as_deref());
                // Who was taken out beside it is not in it either.
                let shown = match name {
                    Some("") => erasure::GONE.to_owned(),
                    name => called(name.unwrap_or_default()),
                };
                let who = person.map(|person| person.addresses.clone()).unwrap_or_default();
                named.push(&shown, who, true);
            }
            Meant::Linked { name, addresses } => named.push(&called(&name), addresses, true),
        }
    }
    named.text.push_str(&text[copied..]);
    named
}

/// What is shown of somebody with this name; an address is none.
fn called(name: &str) -> String {
    let name = Some(name.trim()).filter(|name| !name.is_empty() && !identity::is_email(name));
    format!("@{}", name.unwrap_or("…"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::comment::Mention;

    #[test]
    fn a_mention_is_a_name_or_a_sign_for_one() {
        let names = [Some("Bo"), Some(" "), None, Some(""), Some("bo@x.example")];
        let names = names.map(|name| Person {
            name: name.map(str::to_owned),
            addresses: vec!["bo@x.example".into()],
        });
        for (text, expected) in [
            ("@mention{0}", "@Bo"),
            ("@mention{1} @mention{2} @mention{4} @mention{9}", "@… @… @… @…"),
            ("dank @mention{3}", "dank [...]"),
            ("@mention{x} @mention{", "@mention{x} @mention{"),
            ("@mention{99999999999999999999}", "@mention{99999999999999999999}"),
            ("@mention&#123;0&#125;, &x7B; @mention&#123;0", "@Bo, &x7B; @mention{0"),
            ("@mention&lbrace;3&rcub;", "[...]"),
        ] {
            let named = with_names(text, &names);
            assert_eq!(named.text, expected);
            let is_one = |mention: &Mention| {
                let shown = &named.text[mention.range.clone()];
                shown == "[...]" || shown.starts_with('@')
            };
            assert!(named.mentions.iter().all(is_one), "{expected}");
        }
    }

    #[test]
    fn entities_are_signs_and_decoded_once() {
        for (text, expected) in [
            (
                "zie https&#58;//a.example/a?x=1&amp;y=2 &quot;goed&quot; it&#39;s",
                "zie https://a.example/a?x=1&y=2 \"goed\" it's",
            ),
            ("&lt;b&gt; &amp;lt; R&D a&b; <b>", "<b> &lt; R&D a&b; <b>"),
        ] {
            assert_eq!(with_names(text, &[]).text, expected);
        }
    }

    #[test]
    fn a_link_that_names_somebody_is_a_mention() {
        let link = |name: &str| {
            format!(
                "<a data-sp-mention-user-id=\"i:0#.f|membership|bo@x.example\" href=\"mailto&#58;bo@x.example\" tabindex=\"-1\">{name}</a>"
            )
        };
        for (name, shown) in
            [("Bo &#39;t Hart", "@Bo 't Hart"), ("@<b>Bo</b>", "@Bo"), ("bo@x.example", "@…")]
        {
            let named = with_names(&format!("{}, kijk", link(name)), &[]);
            assert_eq!(named.text, format!("{shown}, kijk"));
            let mention = &named.mentions[0];
            assert_eq!(mention.who, ["bo@x.example"]);
            assert_eq!(&named.text[mention.range.clone()], shown);
        }
        for whole in ["<a href=\"x\">y</a>", "<a data-sp-mention-user-id=\"bo@x.example\">Bo"] {
            assert_eq!(with_names(whole, &[]).text, whole);
        }
    }
}
