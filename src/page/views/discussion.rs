//! A post's discussion.

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use super::{Views, What};
use crate::comment::discussion::{Discussion, Item};
use crate::page::body::Body;
use crate::page::view::{CommentView, DiscussionView, ElsewhereView, LinkView};
use crate::post::CommentsState;
use crate::site::{Article, ArticleId};

impl<'a> Views<'a> {
    /// A page of an article's discussion, from 1.
    pub(super) fn discussion(&self, id: ArticleId, page: usize) -> DiscussionView<'a> {
        let article = self.site.article(id);
        let discussion = &article.discussion;
        let state = match article.comments {
            CommentsState::Open => "open",
            CommentsState::Closed => "closed",
            CommentsState::Hidden => "hidden",
        };
        let range = discussion.pages.get(page - 1).cloned().unwrap_or_default();
        let items = discussion.items.get(range).unwrap_or_default();
        let pinned = if page == 1 {
            discussion.pinned.iter().filter_map(|comment| self.excerpt(*comment)).collect()
        } else {
            Vec::new()
        };
        DiscussionView {
            state,
            count: discussion.shown,
            people: discussion.people,
            comments: items.iter().map(|item| self.comment(article, item)).collect(),
            pinned,
            pagination: self.pagination(&article.path, page, discussion.pages.len()),
            elsewhere: if page == 1 { self.elsewhere(article, discussion) } else { Vec::new() },
            reply_to: (article.comments == CommentsState::Open)
                .then(|| self.reply_to(article))
                .flatten(),
        }
    }

    fn comment(&self, article: &Article, item: &Item) -> CommentView<'a> {
        let anchor = format!("comment-{}", item.key);
        let depth = usize::from(item.depth);
        let closes = usize::from(item.closes);
        let Some(index) = item.comment else {
            return CommentView {
                anchor,
                depth,
                first: item.first,
                closes,
                replies: item.replies,
                placeholder: true,
                author: None,
                by_expert: false,
                by_author: false,
                date: None,
                body: Body::Empty,
                answers: None,
                pinned: false,
            };
        };
        let conversation = &self.site.conversation;
        let placed = &conversation.comments[index as usize];
        let person = conversation.writers[index as usize];
        CommentView {
            anchor,
            depth,
            first: item.first,
            closes,
            replies: item.replies,
            placeholder: false,
            author: Some(self.see(What::Writer(index))),
            by_expert: person.is_some(),
            by_author: person.is_some_and(|person| article.authors.contains(&person)),
            date: placed.comment.written.map(|moment| self.moment(moment)),
            body: Body::Comment(&placed.comment),
            answers: item.answers.and_then(|answered| {
                let (url, _) = self.comment_url(answered)?;
                Some(LinkView { title: self.writer(answered).name, url, current: false })
            }),
            pinned: placed.pinned,
        }
    }

    /// Where the comments stand that are on further pages, so that old links to them lead there.
    fn elsewhere(&self, article: &Article, discussion: &Discussion) -> Vec<ElsewhereView> {
        let further = discussion.pages.iter().enumerate().skip(1);
        further
            .filter_map(|(page, range)| {
                let items = discussion.items.get(range.clone()).unwrap_or_default();
                let anchors: Vec<String> =
                    items.iter().map(|item| format!("comment-{}", item.key)).collect();
                Some(ElsewhereView {
                    url: self.href(&self.places.further(&article.path, page + 1)?),
                    anchors: anchors.join(" "),
                })
            })
            .collect()
    }

    /// Where to react: a message with the title as its subject, or a form.
    fn reply_to(&self, article: &Article) -> Option<String> {
        let to = self.config.comments.reply_to.as_ref()?;
        let encode = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
        if to.contains('@') && !to.contains('/') {
            let subject = self.phrases.say("reply_subject", &[("title", &article.title)]);
            let address = to.trim_start_matches("mailto:");
            return Some(format!("mailto:{address}?subject={}", encode(&subject)));
        }
        Some(
            to.replace("{title}", &encode(&article.title))
                .replace("{slug}", &encode(&article.slug)),
        )
    }
}
