//! Which documents readers may see today.

use super::Written;
use crate::config::Config;
use crate::post::FrontMatter;

/// The documents that are published, and those that are not: drafts, those that wait for their day, and those
/// that are past it.
pub(super) fn split(documents: Vec<Written>, config: &Config) -> (Vec<Written>, Vec<Written>) {
    documents.into_iter().partition(|written| is_public(&written.document.front, config))
}

fn is_public(front: &FrontMatter, config: &Config) -> bool {
    let waits =
        [front.publish, front.date].into_iter().flatten().any(|date| date.seconds > config.now);
    let is_over = front.expires.is_some_and(|date| date.seconds <= config.now);
    (config.drafts || !front.draft) && (config.future || !waits) && (config.expired || !is_over)
}

/// When the next of these documents appears, disappears or is due for review.
pub(super) fn until<'a>(
    documents: impl Iterator<Item = &'a Written>,
    config: &Config,
) -> Option<i64> {
    let moments = documents.flat_map(|written| {
        let front = &written.document.front;
        [front.publish, front.date, front.expires, front.review]
    });
    moments.flatten().map(|date| date.seconds).filter(|moment| *moment > config.now).min()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::post::Date;
    use crate::site::tests::config;

    #[test]
    fn drafts_and_posts_out_of_their_time_wait() {
        let config = config("title = \"x\"");
        let date = |seconds| Some(Date { seconds: config.now + seconds, has_time: true });
        let front = FrontMatter::default();
        for (front, public) in [
            (FrontMatter { date: date(-1), ..front.clone() }, true),
            (FrontMatter { date: date(1), ..front.clone() }, false),
            (FrontMatter { draft: true, ..front.clone() }, false),
            (FrontMatter { date: date(-9), publish: date(9), ..front.clone() }, false),
            (FrontMatter { date: date(-9), publish: date(-1), ..front.clone() }, true),
            (FrontMatter { date: date(-9), expires: date(0), ..front.clone() }, false),
            (FrontMatter { date: date(-9), expires: date(1), ..front.clone() }, true),
        ] {
            assert_eq!(is_public(&front, &config), public, "{front:?}");
        }
    }
}
