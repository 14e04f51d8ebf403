//! The elements of a WordPress export, by their namespace.

/// The namespace that some programs give to RSS, which has none.
pub(crate) const RSS: &str = "http://backend.userland.com/rss2";

/// The elements that mean something here; each is the element of that name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::enum_variant_names, reason = "the elements have these names")]
pub(super) enum Name {
    Rss,
    Channel,
    Item,
    Title,
    Link,
    Guid,
    PubDate,
    WxrVersion,
    BaseSiteUrl,
    BaseBlogUrl,
    Author,
    AuthorId,
    AuthorLogin,
    AuthorEmail,
    AuthorDisplayName,
    PostId,
    PostName,
    PostParent,
    PostPassword,
    PostType,
    Status,
    Comment,
    CommentApproved,
    CommentAuthor,
    CommentAuthorEmail,
    CommentContent,
    CommentDate,
    CommentDateGmt,
    CommentId,
    CommentParent,
    CommentType,
    CommentUserId,
    /// Any other, which plugins may add anywhere.
    Other,
}

impl Name {
    /// What an element is by its namespace and its name.
    pub(super) fn of(space: Option<&str>, local: &str) -> Name {
        match space {
            Some(space) if is_wordpress(space) => Name::of_wordpress(local),
            None | Some(RSS) => Name::of_rss(local),
            Some(_) => Name::Other,
        }
    }

    /// Elements of RSS stand in no namespace, unless that of WordPress is the default of the file.
    fn of_rss(local: &str) -> Name {
        match local {
            "rss" => Name::Rss,
            "channel" => Name::Channel,
            "item" => Name::Item,
            "title" => Name::Title,
            "link" => Name::Link,
            "guid" => Name::Guid,
            "pubDate" => Name::PubDate,
            _ => Name::Other,
        }
    }

    fn of_wordpress(local: &str) -> Name {
        match local {
            "comment" => Name::Comment,
            "comment_approved" => Name::CommentApproved,
            "comment_author" => Name::CommentAuthor,
            "comment_author_email" => Name::CommentAuthorEmail,
            "comment_content" => Name::CommentContent,
            "comment_date" => Name::CommentDate,
            "comment_date_gmt" => Name::CommentDateGmt,
            "comment_id" => Name::CommentId,
            "comment_parent" => Name::CommentParent,
            "comment_type" => Name::CommentType,
            "comment_user_id" => Name::CommentUserId,
            "post_id" => Name::PostId,
            "post_name" => Name::PostName,
            "post_parent" => Name::PostParent,
            "post_password" => Name::PostPassword,
            "post_type" => Name::PostType,
            "status" => Name::Status,
            "author" | "wp_author" => Name::Author,
            "author_id" => Name::AuthorId,
            "author_login" => Name::AuthorLogin,
            "author_email" => Name::AuthorEmail,
            "author_display_name" => Name::AuthorDisplayName,
            "wxr_version" => Name::WxrVersion,
            "base_site_url" => Name::BaseSiteUrl,
            "base_blog_url" => Name::BaseBlogUrl,
            other => Name::of_rss(other),
        }
    }
}

/// Whether this is one of the six addresses that name WordPress's own elements.
pub(crate) fn is_wordpress(namespace: &str) -> bool {
    let address = namespace.strip_prefix("http").map(|rest| rest.strip_prefix('s').unwrap_or(rest));
    matches!(
        address,
        Some(
            "://wordpress.org/export/1.2/"
                | "://wordpress.org/export/1.1/"
                | "://wordpress.org/export/1.0/"
        )
    )
}
