//! A post's discussion.

use std::sync::Arc;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::{Commented, Views, What};
use crate::comment::body;
use crate::comment::discussion::{Discussion, Item};
use crate::page::body::Body;
use crate::page::phrases::Phrases;
use crate::page::quoted::Quotes;
use crate::page::view::{CommentView, DiscussionView, ElsewhereView, LinkView};
use crate::post::CommentsState;
use crate::site::conversation::{Linked, PublicComment};
use crate::site::{Article, ArticleId};

/// A page with more comments than this has its branches folded.
const LONG: usize = 30;

/// A branch of no more replies than this is not folded.
const SHORT: usize = 2;

impl<'a> Views<'a> {
    /// A page of an article's discussion, from 1.
    /// Its quotes of the article are those that were `found`.
    pub(super) fn discussion(
        &self,
        id: ArticleId,
        page: usize,
        quotes: Option<&Quotes>,
    ) -> DiscussionView<'a> {
        let article = self.site.article(id);
        let discussion = &article.discussion;
        let state = match article.comments {
            CommentsState::Open => "open",
            CommentsState::Closed => "closed",
            CommentsState::Hidden => "hidden",
        };
        let reply_to = self.config.comments.reply_to.as_deref();
        let reply = reply_to
            .filter(|_| article.comments == CommentsState::Open)
            .map(|to| Reply::new(article, to, self.phrases()));
        let around = reply.as_ref().and_then(|reply| reply.around_token.clone()).map(Arc::new);
        let (reply_before, reply_after) = around.as_deref().cloned().unzip();
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
            comments: self
                .comments(article, items, (page == 1, quotes))
                .into_iter()
                .zip(items)
                .map(|(view, item)| Commented {
                    views: self.clone(),
                    view,
                    comment: item.comment,
                    reply: around.clone(),
                })
                .collect(),
            pinned,
            pagination: self.pagination(&article.path, page, discussion.pages.len()),
            elsewhere: if page == 1 { self.elsewhere(article, discussion) } else { Vec::new() },
            reply_to: reply.map(|reply| reply.to_post),
            reply_before,
            reply_after: reply_after.unwrap_or_default(),
        }
    }

    /// The comments of a page; the branches of a long one are folded, but for short ones.
    fn comments(
        &self,
        article: &Article,
        items: &'a [Item],
        (is_first, quotes): (bool, Option<&Quotes>),
    ) -> Vec<CommentView<'a>> {
        let is_long = items.len() > LONG;
        let below = below(items);
        let mut comments: Vec<CommentView<'a>> =
            items.iter().map(|item| self.comment(article, item)).collect();
        for (comment, below) in comments.iter_mut().zip(below) {
            comment.below = below;
            comment.folded = is_long && comment.depth == 0 && below > SHORT;
        }
        if let Some(quotes) = quotes {
            // The post itself stands above the first page of its discussion.
            let own = self.href(&article.path);
            let address = |index| self.address_from(is_first.then_some(own.as_str()), index);
            let post = if is_first { "" } else { own.as_str() };
            for (comment, item) in comments.iter_mut().zip(items) {
                let mark = item.comment.and_then(|index| quotes.mark_of(index));
                comment.quotes = mark.map(|mark| format!("{post}#quoted-{mark}"));
                let next = item.comment.map(|index| quotes.next_of(index)).unwrap_or_default();
                comment.quotes_next = next.iter().map(|index| address(*index)).collect();
            }
        }
        comments
    }

    fn comment(&self, article: &Article, item: &'a Item) -> CommentView<'a> {
        let anchor = format!("comment-{}", item.key);
        let depth = usize::from(item.depth);
        let closes = usize::from(item.closes);
        let Some(index) = item.comment else {
            return CommentView {
                anchor,
                token: &item.key,
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
                lang: None,
                answers: None,
                pinned: false,
                below: 0,
                folded: false,
                quotes: None,
                quotes_next: Vec::new(),
            };
        };
        let conversation = &self.site.conversation;
        let said = &conversation.comments[index as usize];
        let person = conversation.writer(index).person;
        CommentView {
            anchor,
            token: &item.key,
            depth,
            first: item.first,
            closes,
            replies: item.replies,
            placeholder: false,
            author: Some(self.see(What::Writer(index))),
            by_expert: person.is_some(),
            by_author: person.is_some_and(|person| article.authors.contains(&person)),
            date: self.written(said),
            body: Body::Comment { said, links: self.own_links(said) },
            lang: self.foreign_words(index),
            answers: item.answers.and_then(|answered| {
                let (url, _) = self.comment_url(answered)?;
                Some(LinkView { title: self.writer(answered).name, url, current: false })
            }),
            pinned: said.pinned,
            below: 0,
            folded: false,
            quotes: None,
            quotes_next: Vec::new(),
        }
    }

    /// Where the links of a comment lead from this page that lead to the site itself.
    fn own_links(&self, said: &'a PublicComment) -> Vec<(&'a str, String)> {
        let links = said.links.iter().filter_map(|link| {
            let url = match link.to {
                Linked::Article(post) => self.href(&self.site.articles.get(post as usize)?.path),
                Linked::Comment(comment) => self.comment_url(comment)?.0,
            };
            Some((&*link.address, url))
        });
        links.collect()
    }

    /// The beginning of a comment as plain text. Where addresses are whole, those of the blog that was are those of the site.
    pub(in crate::page) fn beginning(&self, said: &'a PublicComment, max_chars: usize) -> String {
        let is_whole = !self.root.is_empty() && *self.root == *self.config.base_url;
        let links = if is_whole { self.own_links(said) } else { Vec::new() };
        body::relinked_excerpt(&said.body, said.kind, &links, max_chars)
    }

    /// The body of an article with marks beside what its comments quote, and what that is.
    pub(super) fn quoted(&self, article: &Article, body: &Body<'_>) -> Option<(Quotes, String)> {
        let comments = &self.site.conversation.comments;
        let shown = article.discussion.items.iter().filter_map(|item| item.comment);
        let bodies = shown.map(|index| (index, &*comments[index as usize].body));
        let (quotes, html) = Quotes::in_post(bodies, article.text.body(), || body.html())?;
        // Of most comments the page is this one.
        let own = self.href(&article.path);
        let address = |index| self.address_from(Some(&own), index);
        let words = self.words_within(&article.text);
        let told = |count: usize| {
            let phrase = words.quoted.get(if count == 1 { "one" } else { "other" });
            phrase.map_or_else(String::new, |phrase| phrase.replace("{n}", &count.to_string()))
        };
        let marked = quotes.marked(&html, address, told);
        Some((quotes, marked))
    }

    /// The address of a comment, as short as it can be on the page at `own`.
    fn address_from(&self, own: Option<&str>, index: u32) -> String {
        let url = self.comment_url(index).map(|(url, _)| url).unwrap_or_default();
        let here = own.and_then(|own| url.strip_prefix(own)).filter(|rest| rest.starts_with('#'));
        here.map(str::to_owned).unwrap_or(url)
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
}

/// How many comments stand under each, replies to replies too.
fn below(items: &[Item]) -> Vec<usize> {
    let mut below = vec![0; items.len()];
    // The comments above the one that is looked at.
    let mut above: Vec<usize> = Vec::new();
    for (at, item) in items.iter().enumerate() {
        above.truncate(usize::from(item.depth));
        if item.comment.is_some() {
            above.iter().for_each(|upper| below[*upper] += 1);
        }
        above.push(at);
    }
    below
}

/// Where to react to an article: a message, or a form with the article filled in.
struct Reply {
    /// Where to react to the article itself.
    to_post: String,
    /// What stands before and behind the token of a comment in the address to react to it.
    around_token: Option<(String, String)>,
}

/// What needs to be encoded in a subject: all but what RFC 6068 lets stand.
const SUBJECT: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b'!')
    .remove(b',')
    .remove(b':');

/// What stands in the address of a form in the place of a comment's token.
const TOKEN: &str = "{comment}";

impl Reply {
    /// The address with everything filled in but the comment. The subject of a message ends in a sign by which its answer finds
    /// the way back: `[kb:mark]`, or for a comment `[kb:slug#token]`. The latter says no title: it stands on the page many times.
    fn new(article: &Article, to: &str, phrases: &Phrases) -> Reply {
        let encode = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
        let to = to.trim();
        let is_message = to.starts_with("mailto:") || (to.contains('@') && !to.contains('/'));
        if !is_message {
            let (title, slug) = (encode(&article.title), encode(&article.mark));
            let form = to.replace("{title}", &title).replace("{slug}", &slug);
            // A bare number in a table may be that of one of its own rows.
            let around = form.split_once(TOKEN);
            let around =
                around.map(|(before, after)| (format!("{before}comment-"), after.to_owned()));
            return Reply { to_post: form.replace(TOKEN, ""), around_token: around };
        }
        let address = to.trim_start_matches("mailto:");
        let joint = if address.contains('?') { '&' } else { '?' };
        let message = |subject: &str, sign: &str| {
            let subject = format!("{subject}[kb:{}{sign}", article.mark);
            let subject = utf8_percent_encode(&subject, SUBJECT);
            format!("mailto:{address}{joint}subject={subject}")
        };
        let subject = phrases.say("reply_subject", &[("title", &article.title)]);
        // Those to comments are many, and say no title.
        Reply {
            to_post: message(&format!("{subject} "), "]"),
            around_token: Some((message("", "#"), "%5D".to_owned())),
        }
    }
}
