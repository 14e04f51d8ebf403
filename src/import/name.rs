//! The elements of an export of WordPress that tell of its posts.

use crate::comment::wxr::name::{RSS, is_wordpress};

/// The elements that mean something here; each is the element of that name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::enum_variant_names, reason = "the elements have these names")]
pub(super) enum Name {
    Rss,
    Channel,
    Link,
    BaseSiteUrl,
    BaseBlogUrl,
    User,
    UserLogin,
    UserEmail,
    UserDisplayName,
    Item,
    Title,
    Creator,
    Content,
    Excerpt,
    Category,
    PostId,
    PostName,
    PostDate,
    PostModified,
    PostParent,
    PostPassword,
    PostType,
    Status,
    CommentStatus,
    IsSticky,
    AttachmentUrl,
    Meta,
    MetaKey,
    MetaValue,
    /// Any other, comments and what plugins add.
    Other,
}

impl Name {
    /// What an element is by its namespace and its name.
    pub(super) fn of(space: Option<&str>, local: &str) -> Name {
        match (space, local) {
            (Some("http://purl.org/rss/1.0/modules/content/"), "encoded") => Name::Content,
            (Some("http://purl.org/dc/elements/1.1/"), "creator") => Name::Creator,
            (Some(space), "encoded") if is_excerpt(space) => Name::Excerpt,
            (Some(space), local) if is_wordpress(space) => Name::of_wordpress(local),
            (None | Some(RSS), local) => Name::of_rss(local),
            _ => Name::Other,
        }
    }

    fn of_rss(local: &str) -> Name {
        match local {
            "rss" => Name::Rss,
            "channel" => Name::Channel,
            "item" => Name::Item,
            "title" => Name::Title,
            "link" => Name::Link,
            "category" => Name::Category,
            _ => Name::Other,
        }
    }

    fn of_wordpress(local: &str) -> Name {
        match local {
            "base_site_url" => Name::BaseSiteUrl,
            "base_blog_url" => Name::BaseBlogUrl,
            "author" | "wp_author" => Name::User,
            "author_login" => Name::UserLogin,
            "author_email" => Name::UserEmail,
            "author_display_name" => Name::UserDisplayName,
            "post_id" => Name::PostId,
            "post_name" => Name::PostName,
            "post_date" => Name::PostDate,
            "post_modified" => Name::PostModified,
            "post_parent" => Name::PostParent,
            "post_password" => Name::PostPassword,
            "post_type" => Name::PostType,
            "status" => Name::Status,
            "comment_status" => Name::CommentStatus,
            "is_sticky" => Name::IsSticky,
            "attachment_url" => Name::AttachmentUrl,
            "postmeta" => Name::Meta,
            "meta_key" => Name::MetaKey,
            "meta_value" => Name::MetaValue,
            // That of the channel lists the categories; that of an item has no namespace.
            "category" | "comment" => Name::Other,
            other => Name::of_rss(other),
        }
    }
}

/// Whether this is the namespace of excerpts, of which each version of the format has its own.
fn is_excerpt(space: &str) -> bool {
    space.strip_suffix("excerpt/").is_some_and(is_wordpress)
}
