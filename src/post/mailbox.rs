//! A person as mail and Git call them, `Name <address>`: the name that readers see, and the address that they never do.

use std::ops::Range;

/// Who is named, and the e-mail address that stood there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mailbox {
    /// The name; for want of one the part of the address before the sign, which is no address.
    pub name: String,
    /// The address.
    pub address: Option<String>,
}

impl Mailbox {
    /// What stands in the place of a name.
    pub fn of(text: &str) -> Mailbox {
        let mut name = text.trim().to_owned();
        let mut address = None;
        while let Some(place) = find(&name) {
            let before = &name[..place.start];
            let before = before.strip_suffix("mailto:").unwrap_or(before);
            let before = before.trim_end_matches([' ', '<', '(', '[', '{', ':']);
            let after = name[place.end..].trim_start_matches([' ', '>', ')', ']', '}']);
            let rest = format!("{before} {after}");
            address.get_or_insert(name[place].to_owned());
            let rest = rest.trim_matches([' ', '"', '\'', ',', ';']);
            let inner = rest.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
            name = inner.unwrap_or(rest).to_owned();
        }
        if let Some(address) = address.as_deref().filter(|_| !name.contains(char::is_alphanumeric))
        {
            name = address.split('@').next().unwrap_or_default().to_owned();
        }
        Mailbox { name, address }
    }
}

/// The first address in a text. An account of Mastodon, `@name@host`, is none, and neither is a name with the sign in it.
fn find(text: &str) -> Option<Range<usize>> {
    let ends = |sign: char| sign.is_whitespace() || "<>()[]{}\",;:".contains(sign);
    text.match_indices('@').find_map(|(at, _)| {
        let start = text[..at]
            .char_indices()
            .rfind(|(_, sign)| ends(*sign))
            .map_or(0, |(place, sign)| place + sign.len_utf8());
        let end = text[at..].find(ends).map_or(text.len(), |length| at + length);
        let (user, host) = text[start..end].split_once('@')?;
        let is_host = host.contains('.') || !host.is_empty() && text[..start].ends_with('<');
        (is_host && !user.is_empty() && !user.contains('/')).then_some(start..end)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_told_from_the_name_beside_it() {
        let address = Some("jan@x.example");
        for (text, name, found) in [
            ("Jan de Wit <jan@x.example>", "Jan de Wit", address),
            ("\"Jan de Wit\" <jan@x.example>", "Jan de Wit", address),
            ("Jan de Wit (jan@x.example)", "Jan de Wit", address),
            ("Jan<jan@x.example>", "Jan", address),
            ("jan@x.example (Jan)", "Jan", address),
            ("Jan <mailto:jan@x.example>, jan@thuis.example", "Jan", address),
            ("jan@x.example", "jan", address),
            (" <jan@x.example> ", "jan", address),
            ("Jan <jan@intranet>", "Jan", Some("jan@intranet")),
            ("Jan (redactie)", "Jan (redactie)", None),
            ("@jan@mastodon.example", "@jan@mastodon.example", None),
            ("https://x.example/@jan.wit", "https://x.example/@jan.wit", None),
            ("Cr@zy", "Cr@zy", None),
            ("é@", "é@", None),
        ] {
            let wanted = Mailbox { name: name.to_owned(), address: found.map(str::to_owned) };
            assert_eq!(Mailbox::of(text), wanted, "{text}");
        }
    }
}
