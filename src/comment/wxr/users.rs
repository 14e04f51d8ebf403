//! The users of a site, whose comments know them by number only.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::super::authors::Authors;
use super::super::{Author, Comment, text};
use super::item::trimmed;

/// A user of the site.
#[derive(Debug, Default)]
pub(super) struct User {
    pub(super) id: Option<String>,
    pub(super) login: Option<String>,
    pub(super) email: Option<String>,
    pub(super) name: Option<String>,
}

/// Comments of users get their account names. Some exports list users without their numbers; there
/// the e-mail address tells who it was.
pub(super) fn name_users(
    comments: &mut [Box<Comment>],
    accounts: &[(usize, u64)],
    users: &[User],
    authors: &mut Authors,
) {
    let number = |user: &User| trimmed(&user.id).and_then(|id| id.parse::<u64>().ok());
    let by_number: BTreeMap<u64, &User> =
        users.iter().filter_map(|user| Some((number(user)?, user))).collect();
    let by_email: BTreeMap<String, &User> = users
        .iter()
        .filter(|user| number(user).is_none())
        .filter_map(|user| Some((trimmed(&user.email)?.to_lowercase(), user)))
        .collect();
    for (number, account) in accounts {
        let comment = &mut comments[*number];
        let address = || comment.author.email.as_ref().map(|address| address.to_lowercase());
        let Some(user) =
            by_number.get(account).copied().or_else(|| by_email.get(&address()?).copied())
        else {
            continue;
        };
        let mut author = Author::clone(&comment.author);
        author.account = trimmed(&user.login).map(str::to_owned);
        if author.email.is_none() {
            author.email = trimmed(&user.email).map(str::to_owned);
        }
        if author.name.is_empty() {
            let name = trimmed(&user.name).or(trimmed(&user.login)).unwrap_or_default();
            author.name = text::shown_name(text::split_address(&text::decode_entities(name)).0);
        }
        comment.author = authors.share(Arc::new(author));
    }
}
