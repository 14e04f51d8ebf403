//! An item of a WordPress export with its comments: where they stood, and which may be shown.

use std::borrow::Cow;
use std::ops::Deref;

use super::super::text::{decode_entities, repair, shown_name, split_address};
use super::super::{Author, Held, Place, identity};
use crate::address::untrashed;
use crate::config::settings::Comments;

/// The kind of what was uploaded, which has no page here.
const ATTACHMENT: &str = "attachment";

/// A post, page, attachment, … as it stands in the file.
#[derive(Debug, Default)]
pub(super) struct Item<'i> {
    /// Its address.
    pub(super) link: Option<Cow<'i, str>>,
    /// A further address that stays when the first changes.
    pub(super) guid: Option<Cow<'i, str>>,
    /// Its title, with HTML entities.
    pub(super) title: Option<Cow<'i, str>>,
    /// Its number.
    pub(super) id: Option<Cow<'i, str>>,
    /// Its slug, percent-encoded.
    pub(super) slug: Option<Cow<'i, str>>,
    /// The number of what it is attached to, or `0`.
    pub(super) parent: Option<Cow<'i, str>>,
    /// `publish`, `draft`, `trash`, …
    pub(super) status: Option<Cow<'i, str>>,
    /// `post`, `page`, `attachment`, …
    pub(super) kind: Option<Cow<'i, str>>,
    /// Its password.
    pub(super) password: Option<Cow<'i, str>>,
    /// Its comments, in file order.
    pub(super) comments: Vec<Remark<'i>>,
}

/// A comment as it stands in the file. The IP address is not even read.
#[derive(Debug, Default)]
pub(super) struct Remark<'i> {
    /// The line it begins at.
    pub(super) line: u32,
    /// Its number.
    pub(super) id: Option<Cow<'i, str>>,
    /// The number of the comment it answers, or `0`.
    pub(super) parent: Option<Cow<'i, str>>,
    /// The name of who wrote it, with HTML entities.
    pub(super) author: Option<Cow<'i, str>>,
    /// The e-mail address.
    pub(super) email: Option<Cow<'i, str>>,
    /// The number of the account, or `0`.
    pub(super) user: Option<Cow<'i, str>>,
    /// When, in the time zone of the site.
    pub(super) date: Option<Cow<'i, str>>,
    /// When, in UTC.
    pub(super) date_utc: Option<Cow<'i, str>>,
    /// The text.
    pub(super) content: Option<Cow<'i, str>>,
    /// `1`, `0`, `spam`, `trash` or `post-trashed`.
    pub(super) approved: Option<Cow<'i, str>>,
    /// Empty or `comment`, or what else WordPress keeps among the comments.
    pub(super) kind: Option<Cow<'i, str>>,
}

/// A value without blanks around it; `None` if nothing is left.
pub(crate) fn trimmed<T: Deref<Target = str>>(value: &Option<T>) -> Option<&str> {
    value.as_deref().map(str::trim).filter(|value| !value.is_empty())
}

impl Item<'_> {
    /// What the export says of where the item's comments stood.
    pub(super) fn place(&self, settings: &Comments, removed: &mut u64) -> Place {
        if let Some(parent) = self.attached(settings) {
            return Place {
                id: Some(("wordpress".to_owned(), parent.to_owned())),
                ..Place::default()
            };
        }
        let mut clean = |value: &Option<Cow<'_, str>>| {
            trimmed(value).map(|value| repair(decode_entities(value), removed).into_owned())
        };
        Place {
            system: String::new(),
            address: clean(&self.link),
            guid: clean(&self.guid),
            title: clean(&self.title),
            slug: trimmed(&self.slug).and_then(slug),
            id: trimmed(&self.id).map(|id| ("wordpress".to_owned(), id.to_owned())),
            anything: None,
        }
    }

    /// Whether items of this kind have pages here.
    pub(super) fn has_page(&self, settings: &Comments) -> bool {
        trimmed(&self.kind).is_some_and(|kind| {
            kind != ATTACHMENT && settings.post_types.iter().any(|known| known == kind)
        })
    }

    /// The number of the post that it is attached to, if the site wants the comments on attachments there.
    fn attached(&self, settings: &Comments) -> Option<&str> {
        let is_wanted = settings.post_types.iter().any(|known| known == ATTACHMENT);
        let is_one = is_wanted && trimmed(&self.kind) == Some(ATTACHMENT);
        trimmed(&self.parent).filter(|parent| is_one && *parent != "0")
    }

    /// Why not everyone may see the item. What is attached to another one is seen where that is.
    pub(super) fn restricted(&self, settings: &Comments) -> Option<Held> {
        let is_attached = self.attached(settings).is_some();
        self.held(settings).filter(|held| *held != Held::OtherItem && !is_attached)
    }

    /// Why comments under this item are not shown.
    fn held(&self, settings: &Comments) -> Option<Held> {
        let is_attached = self.attached(settings).is_some();
        if !self.has_page(settings) && !is_attached {
            return Some(Held::OtherItem);
        }
        match trimmed(&self.status) {
            Some("publish") => {}
            // The post says whether readers may see it.
            Some("inherit") if is_attached => {}
            Some("private") => return Some(Held::PrivatePost),
            Some("trash") => return Some(Held::TrashedPost),
            Some("inherit") => return Some(Held::OtherItem),
            _ => return Some(Held::UnpublishedPost),
        }
        // A password may consist of blanks, so it is not trimmed.
        let protected = self.password.as_deref().is_some_and(|password| !password.is_empty());
        protected.then_some(Held::PasswordProtected)
    }
}

/// A slug as it was meant: WordPress percent-encodes it, and marks it when the post goes to the bin.
pub(crate) fn slug(written: &str) -> Option<String> {
    let written = untrashed(written);
    let decoded = percent_encoding::percent_decode_str(written).decode_utf8();
    let slug = decoded.map_or_else(|_| written.to_owned(), Cow::into_owned);
    (!slug.is_empty()).then_some(slug)
}

impl Remark<'_> {
    /// Why the comment is not shown: its own reason if it has one, as that says more, else its post's.
    /// Its text is taken as it was repaired, for of control characters alone nothing is left.
    pub(super) fn held(&self, body: &str, item: &Item<'_>, settings: &Comments) -> Option<Held> {
        let own = self.own_reason(settings);
        // Where there is no page, nobody has to find a post for what waits.
        let is_nowhere = |held: &Held| matches!(held, Held::TrashedPost | Held::OtherItem);
        if own == Some(Held::Pending)
            && let Some(held) = item.held(settings).filter(is_nowhere)
        {
            return Some(held);
        }
        own.or_else(|| body.trim().is_empty().then_some(Held::Empty))
            .or_else(|| item.held(settings))
    }

    /// What speaks against a comment is what it is, for that never changes; then its fate, then whether
    /// somebody approved it. Without a word on that it is not approved.
    fn own_reason(&self, settings: &Comments) -> Option<Held> {
        match trimmed(&self.kind) {
            None | Some("comment") => {}
            Some("pingback") => return Some(Held::Pingback),
            Some("trackback") => return Some(Held::Trackback),
            Some("note") => return Some(Held::Note),
            Some(_) => return Some(Held::OtherType),
        }
        match trimmed(&self.approved) {
            Some("spam") => Some(Held::Spam),
            Some("trash") => Some(Held::Trash),
            Some("1" | "approve" | "approved") => None,
            Some("post-trashed") => Some(Held::TrashedPost),
            _ if settings.visible.iter().any(|status| status == "pending") => None,
            _ => Some(Held::Pending),
        }
    }

    /// Who wrote it, as far as the comment itself says.
    pub(super) fn author(&self, removed: &mut u64) -> Author {
        let name = trimmed(&self.author).unwrap_or_default();
        let name = repair(decode_entities(name), removed);
        let name = if name.contains('\n') { Cow::Owned(name.replace('\n', " ")) } else { name };
        let (name, address) = split_address(&name);
        let own = trimmed(&self.email).filter(|email| identity::is_somebodys(email));
        let email = own.or(address).map(str::to_owned);
        Author { name: shown_name(name), account: None, email, department: None }
    }

    /// The number of the account, if it was a known user.
    pub(super) fn user(&self) -> Option<u64> {
        trimmed(&self.user)?.parse().ok().filter(|user| *user > 0)
    }

    /// The comment it answers.
    pub(super) fn parent(&self) -> Option<Box<str>> {
        trimmed(&self.parent).filter(|parent| *parent != "0").map(Box::from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slug_is_told_as_it_was_meant() {
        let cases = [
            ("reacties-tellen", Some("reacties-tellen")),
            ("caf%c3%a9-na-acht", Some("café-na-acht")),
            ("oud-nieuws__trashed", Some("oud-nieuws")),
            ("oud-nieuws__trashed-2", Some("oud-nieuws")),
            ("over__trashed-posts", Some("over__trashed-posts")),
            ("__trashed", None),
            ("100%", Some("100%")),
        ];
        for (written, expected) in cases {
            assert_eq!(slug(written).as_deref(), expected, "{written}");
        }
    }
}
