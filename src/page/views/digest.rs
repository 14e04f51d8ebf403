//! Digests: for their pages, and as plain words for feeds and messages.

use std::collections::BTreeMap;

use super::{Part, Views, What, told};
use crate::output::OutputPath;
use crate::page::digest;
use crate::page::view::{
    DigestView, DigestYearView, DigestsView, LatestDigestView, LinkView, TalkView,
};
use crate::post::Date;
use crate::site::digest::{Digest, Every, Period, Writer};
use crate::site::{ArticleId, PersonId};

/// More new posts than this are told with a line each.
const IN_FULL: usize = 20;

impl<'a> Views<'a> {
    /// The list of all digests, if there are any.
    pub(super) fn digests_home(&self) -> Option<OutputPath> {
        digest::home(&self.site.digests)
    }

    /// All digests, by year.
    pub(super) fn digests(&self) -> DigestsView {
        let digests = &self.site.digests;
        let mut years: BTreeMap<i16, DigestYearView> = BTreeMap::new();
        for every in [Every::Week, Every::Month] {
            // They come the newest first.
            for digest in digests.every(every).iter().rev() {
                let (year, title) = match digest.period {
                    Period::Week(year, week) => (year, week.to_string()),
                    Period::Month(year, _) => (year, self.date(first_day(digest)).month),
                    Period::Days(..) => continue,
                };
                let empty = DigestYearView { year, months: Vec::new(), weeks: Vec::new() };
                let own = years.entry(year).or_insert(empty);
                let link = LinkView { title, ..self.digest_link(digest) };
                match every {
                    Every::Week => own.weeks.push(link),
                    Every::Month => own.months.push(link),
                }
            }
        }
        let newest = [Every::Week, Every::Month].map(|every| digests.every(every).first());
        let latest = newest.into_iter().flatten();
        DigestsView {
            latest: latest
                .map(|digest| {
                    let LinkView { title, url, .. } = self.digest_link(digest);
                    let (days, running) =
                        (self.digest_days(digest), digest.is_running(self.config));
                    LatestDigestView { title, url, days, running }
                })
                .collect(),
            years: years.into_values().rev().collect(),
        }
    }

    /// The digest of a week or a month, by its place.
    pub(super) fn digest(&self, every: Every, place: usize) -> DigestView<'a> {
        let all = self.site.digests.every(every);
        let digest = &all[place];
        let contents = digest.contents(self.site);
        let beside = |place: Option<usize>| Some(self.digest_link(all.get(place?)?));
        let is_brief = contents.posts.len() > IN_FULL;
        let part = if is_brief { Part::Line } else { Part::Item };
        DigestView {
            every: match every {
                Every::Week => "week",
                Every::Month => "month",
            },
            title: self.digest_title(digest),
            days: self.digest_days(digest),
            running: digest.is_running(self.config),
            until: self.see(What::Date(last_day(digest))),
            brief: is_brief,
            posts: contents
                .posts
                .iter()
                .map(|(post, comments)| self.see(What::Within(*post, part, *comments)))
                .collect(),
            more_posts: contents.more_posts,
            talks: contents
                .talks
                .iter()
                .map(|talk| TalkView {
                    entry: self.see(What::Talked(talk.article, talk.comments)),
                    best: talk.best.iter().map(|best| self.see(What::Excerpt(*best))).collect(),
                })
                .collect(),
            more_talks: contents.more_talks,
            writers: contents
                .writers
                .iter()
                .map(|writer| match writer {
                    Writer::Person(person) => self.see(What::Person(*person)),
                    Writer::Colleague(comment) => self.see(What::Writer(*comment)),
                })
                .collect(),
            more_writers: contents.more_writers,
            newer: beside(place.checked_sub(1)),
            older: beside(place.checked_add(1)),
        }
    }

    fn digest_link(&self, digest: &Digest) -> LinkView {
        let path = digest::path(&self.site.digests, digest);
        let url = path.map(|path| self.href(&path)).unwrap_or_default();
        LinkView { title: self.digest_title(digest), url, current: false }
    }

    fn digest_title(&self, digest: &Digest) -> String {
        match digest.period {
            Period::Week(year, week) => self
                .phrases()
                .say("digest_week", &[("week", &week.to_string()), ("year", &year.to_string())]),
            Period::Month(year, _) => {
                let month = self.date(first_day(digest)).month;
                let title = self
                    .phrases()
                    .say("digest_month", &[("month", &month), ("year", &year.to_string())]);
                let mut rest = title.chars();
                let first = rest.next().map(|first| first.to_uppercase().to_string());
                first.unwrap_or_default() + rest.as_str()
            }
            Period::Days(..) => self.digest_days(digest),
        }
    }

    fn digest_days(&self, digest: &Digest) -> String {
        let (from, to) = (self.date(first_day(digest)), self.date(last_day(digest)));
        if from.iso == to.iso {
            return from.text;
        }
        self.phrases()
            .say("digest_days", &[("from", without_same(&from.text, &to.text)), ("to", &to.text)])
    }

    /// What happened in a period, in plain words.
    pub(in crate::page) fn told(&self, digest: &Digest) -> told::Told {
        let contents = digest.contents(self.site);
        let say = |key: &str, n: usize| self.phrases().count(key, n);
        let more = |key: &str, n: usize| if n == 0 { String::new() } else { say(key, n) };
        let is_brief = contents.posts.len() > IN_FULL;
        let has_page = |every: Every| {
            self.site.digests.every(every).iter().any(|other| other.period == digest.period)
        };
        let page = digest::path(&self.site.digests, digest)
            .filter(|_| has_page(Every::Week) || has_page(Every::Month));
        // Any other days are their own title, and are over when they are asked for.
        let is_named = !matches!(digest.period, Period::Days(..));
        let named = |text: String| if is_named { text } else { String::new() };
        told::Told {
            title: self.digest_title(digest),
            days: named(self.digest_days(digest)),
            running: match digest.is_running(self.config) {
                true => named(self.phrases().say("digest_now", &[])),
                false => String::new(),
            },
            url: page.map(|path| self.href(&path)).unwrap_or_default(),
            posts: contents
                .posts
                .iter()
                .map(|(post, comments)| self.told_post(*post, *comments, is_brief))
                .collect(),
            more_posts: more("digest_more_posts", contents.more_posts),
            talks: contents
                .talks
                .iter()
                .map(|talk| {
                    let article = self.site.article(talk.article);
                    told::Talk {
                        title: article.title.clone(),
                        url: format!("{}#comments", self.href(&article.path)),
                        lang: self.foreign(article),
                        count: say("comments", talk.comments),
                        best: talk
                            .best
                            .iter()
                            .filter_map(|best| self.told_comment(*best))
                            .collect(),
                    }
                })
                .collect(),
            more_talks: more("digest_more_talks", contents.more_talks),
            writers: contents
                .writers
                .iter()
                .map(|writer| match writer {
                    Writer::Person(person) => self.person(*person),
                    Writer::Colleague(comment) => self.writer(*comment),
                })
                .map(|person| (person.name, person.url))
                .collect(),
            more_writers: more("digest_more_writers", contents.more_writers),
        }
    }

    fn told_post(&self, id: ArticleId, comments: usize, is_brief: bool) -> told::Post {
        let article = self.site.article(id);
        let name = |person: &PersonId| self.site.person(*person).name.as_str();
        let names: Vec<&str> = article.authors.iter().map(name).collect();
        let date = article.date().map(|date| self.date(date).text);
        let count = (comments > 0).then(|| self.phrases().count("comments", comments));
        let authors = Some(names.join(", ")).filter(|names| !names.is_empty());
        told::Post {
            title: article.title.clone(),
            url: self.href(&article.path),
            lang: self.foreign(article),
            about: authors.into_iter().chain(date).chain(count).collect(),
            summary: if is_brief { String::new() } else { article.summary().into_owned() },
        }
    }

    fn told_comment(&self, comment: u32) -> Option<told::Comment> {
        let excerpt = self.excerpt(comment)?;
        let author = self.writer(comment).name;
        Some(told::Comment { text: excerpt.text, author, url: excerpt.url })
    }
}

/// The first of two dates without the month and year that the second says too: `16` of `16 november 2026` and `22 november 2026`.
fn without_same<'a>(first: &'a str, second: &str) -> &'a str {
    match (first.split_once(' '), second.split_once(' ')) {
        (Some((day, rest)), Some((_, same))) if rest == same && day.parse::<u8>().is_ok() => day,
        _ => first,
    }
}

/// The first day of a period, as the site writes dates.
fn first_day(digest: &Digest) -> Date {
    Date { seconds: digest.seconds.start, has_time: false }
}

fn last_day(digest: &Digest) -> Date {
    Date { seconds: digest.seconds.end - 1, has_time: false }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_days_of_one_month_name_it_once() {
        for (first, second, told) in [
            ("16 november 2026", "22 november 2026", "16"),
            ("29 juni 2026", "5 juli 2026", "29 juni 2026"),
            ("28 december 2026", "3 januari 2027", "28 december 2026"),
            ("November 16, 2026", "November 22, 2026", "November 16, 2026"),
            ("2026-11-16", "2026-11-22", "2026-11-16"),
            ("Monday 16 November", "Sunday 16 November", "Monday 16 November"),
        ] {
            assert_eq!(without_same(first, second), told, "{first}");
        }
    }
}
