//! Who is named in a text by a number, or beside it, goes from it whole or not at all: what else is found goes around them.

use std::ops::Range;

use super::forgotten::Forgotten;
use super::taken::{self, Step};
use super::traces::{Kind, Trace};
use super::{Orders, Traces, words};
use crate::comment::beside_name::forms;
use crate::comment::{Comment, Mention, engage, identity, sharepoint};

/// What stands in a file for something else that is read there.
pub(in crate::comment) struct Shown {
    pub(in crate::comment) range: Range<usize>,
    pub(in crate::comment) text: String,
    /// Whether it is somebody, who goes or stays whatever goes around them.
    pub(in crate::comment) is_apart: bool,
}

/// What goes from what is read of a comment, and from its tags, with those who are mentioned and go themselves.
pub fn with_mentions(
    [read, tags]: [Vec<Trace>; 2],
    comment: &Comment,
    goes: impl Fn(&Mention, &str) -> bool,
) -> [Vec<Trace>; 2] {
    if comment.mentions.is_empty() {
        return [read, tags];
    }
    let text = comment.body.text();
    let places: Vec<_> = comment.mentions.iter().map(|own| own.range.clone()).collect();
    let of = |Trace { kind, range }: Trace| {
        let parts = around(&text, range, &places).into_iter();
        parts.map(move |range| Trace { kind, range })
    };
    let mut all: Vec<Trace> = read.into_iter().flat_map(of).collect();
    let gone = named(comment, &text).filter(|(mention, name)| goes(mention, name));
    all.extend(gone.map(|(own, _)| Trace { kind: Kind::Mention, range: own.range.clone() }));
    all.sort_by_key(|own| own.range.start);
    [all, tags]
}

/// Those whom a comment mentions, each as they are called in its text.
pub fn named<'c>(
    comment: &'c Comment,
    text: &'c str,
) -> impl Iterator<Item = (&'c Mention, &'c str)> {
    comment.mentions.iter().filter_map(|own| Some((own, text.get(own.range.clone())?)))
}

/// The text of a comment as it is where a list of people names none of these any more, or where there is no list, and what goes from
/// that. Nothing if it names none so.
pub fn unnamed(
    gone: &[Vec<Trace>; 2],
    comment: &Comment,
    goes: impl Fn(&Mention, &str) -> bool,
) -> Vec<(String, [Vec<Trace>; 2])> {
    let text = comment.body.text();
    let own = named(comment, &text).filter(|(own, name)| !own.has_name && goes(own, name));
    let own: Vec<&Mention> = own.map(|(own, _)| own).collect();
    if own.is_empty() {
        return Vec::new();
    }
    let nobody = |_: &Mention| engage::NOBODY.to_owned();
    vec![called(&text, gone, &own, numbered), called(&text, gone, &own, nobody)]
}

/// How a text mentions somebody by their number.
pub fn numbered(own: &Mention) -> String {
    format!("[[user:{}]]", own.who.concat())
}

/// A text in which these are called otherwise, and the same places in it.
fn called(
    old: &str,
    gone: &[Vec<Trace>; 2],
    own: &[&Mention],
    shown: impl Fn(&Mention) -> String,
) -> (String, [Vec<Trace>; 2]) {
    let (mut text, mut copied) = (String::new(), 0);
    // Where each ends, before and after.
    let mut ends: Vec<[usize; 2]> = Vec::new();
    for own in own {
        text.push_str(&old[copied..own.range.start]);
        text.push_str(&shown(own));
        copied = own.range.end;
        ends.push([copied, text.len()]);
    }
    text.push_str(&old[copied..]);
    let now = |place: usize| {
        let before = ends.partition_point(|[old, _]| *old <= place).checked_sub(1);
        let [old, new] = before.map_or([0, 0], |at| ends[at]);
        place - old + new
    };
    let moved = |own: &Trace| {
        let range = now(own.range.start)..now(own.range.end);
        Trace { kind: own.kind, range }
    };
    let gone = [&gone[0], &gone[1]].map(|all| all.iter().map(moved).collect());
    (text, gone)
}

/// The same of places in the text, which are in their order.
pub fn places_with_mentions(
    comment: &Comment,
    found: Vec<Range<usize>>,
    goes: impl Fn(&Mention, &str) -> bool,
) -> Vec<Range<usize>> {
    let traces = found.into_iter().map(|range| Trace { kind: Kind::Quote, range }).collect();
    let [all, _] = with_mentions([traces, Vec::new()], comment, goes);
    all.into_iter().map(|own| own.range).collect()
}

/// The same of places that these lists know.
pub(super) fn without(
    (lists, known): (&[Forgotten], &[Step<'_>]),
    comment: &Comment,
    found: Vec<Range<usize>>,
) -> Vec<Range<usize>> {
    places_with_mentions(comment, found, |mention, name| is_listed(lists, known, (mention, name)))
}

/// What of a place lies beside these, which are in their order; where one of them was cut off, it begins and ends with a word.
fn around(text: &str, place: Range<usize>, others: &[Range<usize>]) -> Vec<Range<usize>> {
    let first = others.partition_point(|own| own.end <= place.start);
    let within = others[first..].iter().take_while(|own| own.start < place.end);
    let mut within = within.cloned().peekable();
    if within.peek().is_none() {
        return vec![place];
    }
    let (mut parts, mut at) = (Vec::new(), place.start);
    let ends = within.chain(std::iter::once(place.end..place.end));
    for next in ends {
        let part = text.get(at..next.start).unwrap_or_default();
        let is_sign = |sign: char| !sign.is_alphanumeric();
        // A word that begins in a mention, as `@Jans`, is none of the place.
        let apart = part.trim_start_matches(char::is_alphanumeric).trim_start_matches(is_sign);
        let before = if at == place.start { 0 } else { part.len() - apart.len() };
        let bare = part.trim_end_matches(is_sign).len();
        let bare = if next.start == place.end { part.len() } else { bare };
        if part.get(before..bare).is_some_and(|words| words.contains(char::is_alphanumeric)) {
            parts.push(at + before..at + bare);
        }
        at = next.end;
    }
    parts
}

/// Whether somebody who is mentioned in a comment so went from it before: by a number or an address that is known to have gone from it,
/// whatever they are called there, or by their name with all their addresses. Nobody else ever does, be they forgotten too.
fn is_listed(lists: &[Forgotten], known: &[Step<'_>], (mention, name): (&Mention, &str)) -> bool {
    let knows =
        |who: &String| lists.iter().any(|list| list.has_email(who) || list.has_account("", who));
    let went = |text: &str| {
        let found = taken::places(known, text, false);
        let is_within = |place: Range<usize>| {
            found.iter().any(|own| own.start <= place.start && place.end <= own.end)
        };
        let mut words = words::of(text, false).into_iter().peekable();
        words.peek().is_some() && words.all(|word| is_within(word.range))
    };
    let who_went = |who: &String| went(&format!("@{who}"));
    !known.is_empty()
        && (mention.who.iter().any(|who| knows(who) && who_went(who))
            || mention.has_name && went(name) && mention.who.iter().all(who_went))
}

impl Traces {
    /// By what else these people are known who are mentioned in a comment beside its text or by a number, each as a text would have it: in an
    /// older export of it they may be called otherwise. Nothing where nobody can be mentioned so.
    pub fn mentioned_as(&self, comment: &Comment) -> Vec<String> {
        if ![engage::FORMAT.name, sharepoint::FORMAT.name].contains(&comment.origin.format) {
            return Vec::new();
        }
        let numbers = self.accounts_in("");
        self.emails().chain(numbers).map(|who| format!("@{who}")).collect()
    }

    /// Who goes of those whom a comment mentions so.
    pub fn taking<'a>(
        &'a self,
        redact: bool,
        comment: &Comment,
    ) -> impl Fn(&Mention, &str) -> bool + use<'a> {
        let known = taken::known(&self.lists, comment);
        move |mention, name| {
            redact && self.is_mentioned((mention, name))
                || is_listed(&self.lists, &known, (mention, name))
        }
    }

    /// Whether somebody who is mentioned so is among these people.
    fn is_mentioned(&self, (mention, name): (&Mention, &str)) -> bool {
        let is_known = |who: &String| self.is_email(who) || self.is_account(Some(""), who);
        let bare = name.strip_prefix('@').unwrap_or(name);
        // What stands beside a name may be all that parts two people of one name: where theirs is known, another is somebody else's.
        let has_address = mention.who.iter().any(|who| identity::is_email(who));
        let is_named = || match has_address {
            true => self.emails().next().is_none() && self.is_own_name(bare),
            false if !mention.who.is_empty() && self.accounts_in("").next().is_some() => false,
            false => forms(bare).iter().any(|form| self.is_own_name(form)),
        };
        mention.who.iter().any(is_known) || mention.has_name && is_named()
    }
}

impl Orders<'_> {
    /// Who goes of those who are mentioned so in the comment of this number.
    pub(in crate::comment) fn taking(&self, number: usize) -> impl Fn(&Mention, &str) -> bool {
        let comment = self.comments.get(number);
        let taking = comment.map(|comment| self.traces.taking(self.redact, comment));
        move |mention, name| taking.as_ref().is_some_and(|takes| takes(mention, name))
    }

    /// Where the person is to go from a plain text as a file has it, in which these stand for what is read there. Whoever is mentioned
    /// goes or stays by themselves; anything else goes whole with the words of it that go.
    pub(in crate::comment) fn redactions_around(
        &self,
        number: usize,
        whole: &str,
        shown: &[Shown],
    ) -> Vec<Range<usize>> {
        let (mut text, mut places, mut copied) = (String::with_capacity(whole.len()), vec![], 0);
        for Shown { range, text: shown, .. } in shown {
            text.push_str(&whole[copied..range.start]);
            places.push(text.len()..text.len() + shown.len());
            text.push_str(shown);
            copied = range.end;
        }
        text.push_str(&whole[copied..]);
        let apart = shown.iter().zip(&places).filter(|(shown, _)| shown.is_apart);
        let apart: Vec<Range<usize>> = apart.map(|(_, place)| place.clone()).collect();
        let found = self.redactions(number, &text, false).into_iter();
        let found = found.flat_map(|place| around(&text, place, &apart));
        // Where a place of what is read begins or ends in the file.
        let as_written = |place: usize, is_end: bool| {
            let next = places.partition_point(|own| own.end <= place);
            let within =
                places.get(next).filter(|own| own.start < place || !is_end && own.start == place);
            if within.is_some() {
                let own = &shown[next].range;
                return if is_end { own.end } else { own.start };
            }
            let [now, then] =
                next.checked_sub(1).map_or([0, 0], |at| [places[at].end, shown[at].range.end]);
            place - now + then
        };
        found.map(|place| as_written(place.start, false)..as_written(place.end, true)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_goes_beside_a_mention_begins_and_ends_with_a_word() {
        let text = "zei @Piet Smit, nog \"gesproken\" met @Elsen bot zei";
        let [piet, els] = ["@Piet Smit", "@Els"].map(|name| {
            let start = text.find(name).expect("it is there");
            start..start + name.len()
        });
        for (place, parts) in [
            (0..text.len(), &["zei", "nog \"gesproken\" met", "bot zei"][..]),
            (0..3, &["zei"]),
            (4..9, &[]),
            (9..19, &["nog"]),
            (16..31, &["nog \"gesproken\""]),
            (els.start..text.len(), &["bot zei"]),
            (els.start + 1..text.len() - 8, &[]),
            (els.start..text.len() - 4, &["bot"]),
        ] {
            let found = around(text, place.clone(), &[piet.clone(), els.clone()]).into_iter();
            assert_eq!(found.map(|part| &text[part]).collect::<Vec<_>>(), parts, "{place:?}");
        }
    }
}
