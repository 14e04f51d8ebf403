//! Passages that somebody wrote, and where others wrote the same: later, and then they are quotes; earlier, and then they are none.

use std::collections::{HashMap, HashSet};

use super::Answered;
use super::words::{self, Word};
use crate::comment::mail::Beside;
use crate::comment::{BodyKind, Comment};
use crate::html::address;

/// So many words in a row, the same as somebody wrote them, are a quote.
pub(super) const QUOTED: usize = 5;
/// The last second of a day, where nothing but the day is known.
const DAY: i64 = 86_399;

/// What is known of words that somebody else wrote too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Likeness {
    /// They were written after theirs, and nobody wrote them before.
    Quote,
    /// Nobody can tell who was the first.
    Doubtful,
}

/// The first and the last second at which something may have been written.
type Span = (i64, i64);

/// What somebody wrote, as hashes of so many words in a row.
#[derive(Debug, Default)]
pub(super) struct Quotes {
    own: HashMap<u64, Own>,
    /// Which of their comments others answer.
    pub(super) answered: Answered,
}

#[derive(Debug, Default)]
struct Own {
    /// The comments of theirs that have it.
    comments: Vec<usize>,
    /// When they wrote it first, as far as any of those says.
    first: Option<Span>,
    /// Whether one of those does not say.
    is_undated: bool,
    /// Whether somebody else may have written it before.
    is_shared: bool,
    /// Whether they wrote most of it outside addresses, of which the words are nobody's.
    is_said: bool,
}

impl Quotes {
    /// What the comments in `erased` say, but for what they quote and for what stands in the comment that they answer.
    pub(super) fn new(
        comments: &[&Comment],
        erased: &HashSet<usize>,
        answered: Answered,
    ) -> Quotes {
        let mut quotes = Quotes { answered, ..Quotes::default() };
        let mut sorted: Vec<usize> =
            erased.iter().copied().filter(|index| *index < comments.len()).collect();
        sorted.sort_unstable();
        let parents = parents(comments, &sorted);
        for index in sorted {
            let comment = comments[index];
            let mut above: HashSet<u64> = HashSet::new();
            if let Some(parent) = parents.get(&index).map(|parent| comments[*parent]) {
                let words = words::unaccented(&parent.body.text(), parent.kind != BodyKind::Plain);
                above.extend(words.windows(QUOTED).map(hash));
            }
            let span = span(comment);
            for part in unquoted(&comment.body.text(), comment.kind) {
                let words = words::unaccented(&part, comment.kind != BodyKind::Plain);
                let own = said(&part, &words).filter(|(hash, _)| !above.contains(hash));
                own.for_each(|(hash, is_said)| {
                    quotes.own.entry(hash).or_default().add(index, span, is_said);
                });
            }
        }
        quotes.compare_all(comments, erased);
        quotes
    }

    /// Notes what else stands in the messages that comments came in, such as subjects and signatures, each with the number of its comment. What
    /// others have there too, as the address of an office, is nobody's own.
    pub(super) fn beside(
        &mut self,
        comments: &[&Comment],
        erased: &HashSet<usize>,
        beside: &[(usize, Beside)],
    ) {
        let (own, others): (Vec<_>, Vec<_>) =
            beside.iter().partition(|(index, _)| erased.contains(index));
        for (index, Beside { own, whole }) in &own {
            let span = span(comments[*index]);
            for part in own.iter().chain(whole).flat_map(|text| unquoted(text, BodyKind::Plain)) {
                let words = words::unaccented(&part, false);
                said(&part, &words).for_each(|(hash, is_said)| {
                    self.own.entry(hash).or_default().add(*index, span, is_said);
                });
            }
        }
        if !own.is_empty() {
            self.compare_all(comments, erased);
            others.iter().flat_map(|(_, other)| &other.own).for_each(|text| self.published(text));
        }
    }

    /// Notes what everybody else wrote.
    fn compare_all(&mut self, comments: &[&Comment], erased: &HashSet<usize>) {
        if self.own.is_empty() {
            return;
        }
        for index in (0..comments.len()).filter(|index| !erased.contains(index)) {
            self.compare(comments[index]);
        }
    }

    /// Notes what somebody else wrote, perhaps before.
    fn compare(&mut self, other: &Comment) {
        let words = words::unaccented(&other.body.text(), other.kind != BodyKind::Plain);
        for hash in words.windows(QUOTED).map(hash) {
            if self.own.contains_key(&hash)
                && self.told(hash, Some(other)) != Some(Likeness::Quote)
                && let Some(own) = self.own.get_mut(&hash)
            {
                own.is_shared = true;
            }
        }
    }

    /// Notes what stands in a post or so: its words may be older than any comment.
    pub(super) fn published(&mut self, text: &str) {
        if self.own.is_empty() {
            return;
        }
        for hash in words::unaccented(text, true).windows(QUOTED).map(hash) {
            if let Some(own) = self.own.get_mut(&hash) {
                own.is_shared = true;
            }
        }
    }

    /// The passages among these words, by the first and the last word of each. `within` is the comment in which they stand; words
    /// of a post have none.
    pub(super) fn find(
        &self,
        words: &[Word],
        within: Option<&Comment>,
    ) -> Vec<(Likeness, usize, usize)> {
        let mut found: Vec<(Likeness, usize, usize)> = Vec::new();
        if self.own.is_empty() {
            return found;
        }
        let mut are_said: Vec<bool> = Vec::new();
        for (at, window) in words.windows(QUOTED).enumerate() {
            let hash = hash(window);
            let Some(likeness) = self.told(hash, within) else { continue };
            let is_said = self.own.get(&hash).is_some_and(|own| own.is_said);
            let last = at + QUOTED - 1;
            match (found.last_mut(), are_said.last_mut()) {
                // The next word belongs to the same passage.
                (Some((like, _, end)), Some(is_any)) if *like == likeness && *end + 1 == last => {
                    *end = last;
                    *is_any |= is_said;
                }
                _ => {
                    found.push((likeness, at, last));
                    are_said.push(is_said);
                }
            }
        }
        // An address alone is nobody's.
        let mut are_said = are_said.into_iter();
        found.retain(|_| are_said.next() == Some(true));
        // Words that are quoted are in no doubt because of those beside them.
        for at in 0..found.len() {
            if found[at].0 == Likeness::Doubtful {
                let before = at.checked_sub(1).map_or(0, |before| found[before].2 + 1);
                found[at].1 = found[at].1.max(before);
                if let Some((_, next, _)) = found.get(at + 1) {
                    found[at].2 = found[at].2.min(next.saturating_sub(1));
                }
            }
        }
        found.retain(|(_, from, to)| from <= to);
        found
    }

    /// What they wrote, as hashes, but for what somebody else may have written before.
    pub(super) fn own(&self) -> impl Iterator<Item = u64> {
        self.own.iter().filter(|(_, own)| !own.is_shared && own.is_said).map(|(hash, _)| *hash)
    }

    /// What these words are in a comment; nothing if they are not theirs, or were written before theirs.
    fn told(&self, hash: u64, within: Option<&Comment>) -> Option<Likeness> {
        let own = self.own.get(&hash)?;
        let Some(comment) = within else { return Some(Likeness::Doubtful) };
        let is_answer =
            || self.answered.by(comment).is_some_and(|answered| own.comments.contains(&answered));
        let is_later = match (own.first, span(comment)) {
            (Some(first), Some(then)) if first.1 < then.0 => true,
            (Some(first), Some(then)) if then.1 < first.0 && !own.is_undated => return None,
            _ => is_answer(),
        };
        match is_later && !own.is_shared {
            true => Some(Likeness::Quote),
            false => Some(Likeness::Doubtful),
        }
    }
}

impl Own {
    fn add(&mut self, index: usize, span: Option<Span>, is_said: bool) {
        self.is_said |= is_said;
        if self.comments.last() != Some(&index) {
            self.comments.push(index);
        }
        self.is_undated |= span.is_none();
        self.first = match (self.first, span) {
            (Some(one), Some(other)) => Some((one.0.min(other.0), one.1.min(other.1))),
            (one, other) => one.or(other),
        };
    }
}

/// So many words in a row of a text as hashes, and whether most of them stand outside its addresses.
fn said<'w>(text: &'w str, words: &'w [Word]) -> impl Iterator<Item = (u64, bool)> {
    let mut link = address::find(text, 0);
    words.windows(QUOTED).map(move |window| {
        while let Some((_, behind)) = link.filter(|(_, end)| *end <= window[0].range.start) {
            link = address::find(text, behind);
        }
        let is_within = |word: &&Word| {
            link.is_some_and(|(from, to)| from <= word.range.start && word.range.end <= to)
        };
        (hash(window), 2 * window.iter().filter(is_within).count() < QUOTED)
    })
}

fn span(comment: &Comment) -> Option<Span> {
    let second = comment.written?.0;
    Some((second, if comment.has_time { second } else { second.saturating_add(DAY) }))
}

/// For each of these comments the one that it answers, if that lies in the same file.
fn parents(comments: &[&Comment], own: &[usize]) -> HashMap<usize, usize> {
    let named = own.iter().filter_map(|index| {
        let comment = comments[*index];
        Some(((comment.origin.file.as_str(), comment.parent.as_deref()?), *index))
    });
    let mut wanted: HashMap<(&str, &str), Vec<usize>> = HashMap::new();
    named.for_each(|(key, index)| wanted.entry(key).or_default().push(index));
    let mut found = HashMap::new();
    for (parent, comment) in comments.iter().enumerate().filter(|_| !wanted.is_empty()) {
        let Some(id) = comment.source_id.as_deref() else { continue };
        for index in wanted.get(&(comment.origin.file.as_str(), id)).into_iter().flatten() {
            found.insert(*index, parent);
        }
    }
    found
}

/// The parts of a comment that it does not quote itself: no lines behind a `>`, and nothing in a `blockquote`.
fn unquoted(body: &str, kind: BodyKind) -> Vec<String> {
    let mut parts = vec![String::new()];
    for line in body.split_inclusive('\n') {
        let start = line.trim_start();
        let is_quoted = start.starts_with('>') || start.starts_with("&gt;");
        match parts.last_mut() {
            Some(part) if !is_quoted => part.push_str(line),
            _ => parts.push(String::new()),
        }
    }
    if kind == BodyKind::Plain {
        return parts;
    }
    parts.iter().flat_map(|part| outside(part)).map(str::to_owned).collect()
}

/// A passage cut where a quote in it begins or ends, by the first and the last words: there somebody else begins, and may begin with the
/// same words, as with `Groet`. What is shorter than a quote goes only where nothing of it is as long.
pub(super) fn within_quotes(
    text: &str,
    words: &[Word],
    (from, to): (usize, usize),
) -> Vec<(usize, usize)> {
    let starts = (from + 1..=to).filter(|at| is_border(text, [&words[at - 1], &words[*at]]));
    let starts: Vec<usize> = std::iter::once(from).chain(starts).collect();
    let last = |at: usize| starts.get(at + 1).map_or(to, |next| next - 1);
    let mut parts: Vec<_> =
        starts.iter().enumerate().map(|(at, start)| (*start, last(at))).collect();
    let is_long = |(start, end): &(usize, usize)| end - start + 1 >= QUOTED;
    match parts.iter().any(is_long) {
        true => parts.retain(is_long),
        false => parts.truncate(1),
    }
    parts
}

/// Whether a quote begins or ends between two words: a `blockquote`, or lines behind a `>`, at the end with a blank one below them.
fn is_border(text: &str, [before, after]: [&Word; 2]) -> bool {
    let between = &text[before.range.end..after.range.start];
    if !between.contains('\n') || between.contains("blockquote") {
        return between.contains("blockquote");
    }
    let is_marked = |line: &str| line.starts_with('>') || line.starts_with("&gt;");
    let line = text[..before.range.start].rsplit('\n').next().unwrap_or_default();
    let lines: Vec<&str> = between.split('\n').map(str::trim).collect();
    let goes_on = lines[1..].iter().any(|line| is_marked(line));
    match is_marked(line.trim_start()) {
        true => !goes_on && lines[1..lines.len() - 1].iter().any(|line| line.is_empty()),
        false => goes_on,
    }
}

/// What stands outside the elements `blockquote` of a text.
fn outside(text: &str) -> Vec<&str> {
    let lower = text.to_ascii_lowercase();
    let (mut parts, mut depth, mut from, mut at) = (Vec::new(), 0_usize, 0, 0);
    while let Some(tag) = lower[at..].find("blockquote").map(|found| at + found) {
        at = tag + "blockquote".len();
        if lower[..tag].ends_with("</") {
            depth = depth.saturating_sub(1);
            from = if depth == 0 { at } else { from };
        } else if lower[..tag].ends_with('<') {
            if depth == 0 {
                parts.push(&text[from..tag - 1]);
            }
            depth += 1;
        }
    }
    if depth == 0 {
        parts.push(&text[from.min(text.len())..]);
    }
    parts
}

/// Words in a row as a number, which is kept no longer than a command runs.
fn hash(words: &[Word]) -> u64 {
    joined(words.iter().map(|word| number(&word.text)))
}

/// A word as a number. Every file is looked through with it, so it is quick.
pub(super) fn number(word: &str) -> u64 {
    let mut number = word.len() as u64;
    for chunk in word.as_bytes().chunks(8) {
        let mut bytes = [0; 8];
        bytes[..chunk.len()].copy_from_slice(chunk);
        number = mixed(number, u64::from_le_bytes(bytes));
    }
    number
}

/// The number of words in a row from those of each.
pub(super) fn joined(numbers: impl Iterator<Item = u64>) -> u64 {
    numbers.fold(0, mixed)
}

/// Both halves of a product, so that every bit of either number may change every bit of what comes of them.
fn mixed(one: u64, other: u64) -> u64 {
    const FACTORS: [u64; 2] = [0x9E37_79B9_7F4A_7C15, 0xD6E8_FEB8_6659_FD93];
    let product = u128::from(one ^ FACTORS[0]) * u128::from(other ^ FACTORS[1]);
    (product >> 64) as u64 ^ product as u64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::comment::Moment;
    use crate::comment::testing::comment;
    use Likeness::{Doubtful, Quote};

    const WORDS: &str = "het peil stond veel te hoog";

    fn at(id: &str, second: i64, body: &str) -> Comment {
        Comment { written: (second > 0).then_some(Moment(second)), ..comment(id, body) }
    }

    fn of_first(all: &[&Comment]) -> Quotes {
        let own = HashSet::from([0]);
        Quotes::new(all, &own, Answered::new(all, &own, &HashMap::new()))
    }

    /// What the words of the second comment are, as the first is theirs and the others are of others.
    fn found(comments: &[Comment], posts: &[&str]) -> Vec<Likeness> {
        let all: Vec<&Comment> = comments.iter().collect();
        let mut quotes = of_first(&all);
        posts.iter().for_each(|post| quotes.published(post));
        let words = words::unaccented(&comments[1].body.text(), true);
        let found = quotes.find(&words, Some(&comments[1])).into_iter();
        found.map(|(likeness, ..)| likeness).collect()
    }

    #[test]
    fn words_beside_a_quote_are_of_somebody_else() {
        let parts = |text: &str| -> Vec<String> {
            let words = words::unaccented(text, true);
            let parts = within_quotes(text, &words, (0, words.len() - 1)).into_iter();
            parts
                .map(|(from, to)| text[words[from].range.start..words[to].range.end].into())
                .collect()
        };
        for (text, expected) in [
            (
                "> het peil stond\n> hoog. Groet\n\nGroet, Els",
                &["het peil stond\n> hoog. Groet"][..],
            ),
            ("<blockquote>het peil</blockquote>\n<p>Groet</p>", &["het peil"]),
            ("> het peil\n\n> stond hoog", &["het peil\n\n> stond hoog"]),
            // A program broke the line.
            ("> het peil stond\nhoog", &["het peil stond\nhoog"]),
            ("het peil\n\nstond hoog", &["het peil\n\nstond hoog"]),
            ("> ja\n\nhet peil stond veel te hoog", &[WORDS]),
            ("jan@x.example:\n> het peil stond veel te hoog", &[WORDS]),
        ] {
            assert_eq!(parts(text), expected, "{text}");
        }
    }

    #[test]
    fn only_what_was_written_later_is_a_quote() {
        let under =
            |parent: &str, comment: Comment| Comment { parent: Some(parent.into()), ..comment };
        let day = |comment: Comment| Comment { has_time: false, ..comment };
        for (comments, expected) in [
            (vec![at("1", 100, WORDS), at("2", 200, WORDS)], &[Quote][..]),
            (vec![at("1", 200, WORDS), at("2", 100, WORDS)], &[]),
            (vec![at("1", 200, WORDS), at("2", 200, WORDS)], &[Doubtful]),
            (vec![at("1", 0, WORDS), at("2", 200, WORDS)], &[Doubtful]),
            (vec![at("1", 100, WORDS), at("2", 0, WORDS)], &[Doubtful]),
            // Whoever answers came later, and whoever is answered came before.
            (vec![at("1", 0, WORDS), under("1", at("2", 0, WORDS))], &[Quote]),
            (vec![under("2", at("1", 0, WORDS)), at("2", 0, WORDS)], &[]),
            // Of two on the same day nobody knows.
            (vec![day(at("1", 100, WORDS)), day(at("2", 200, WORDS))], &[Doubtful]),
            (vec![day(at("1", 100, WORDS)), day(at("2", 90_000, WORDS))], &[Quote]),
            // Somebody else was first.
            (vec![at("1", 100, WORDS), at("2", 200, WORDS), at("3", 50, WORDS)], &[Doubtful]),
            (vec![at("1", 100, WORDS), at("2", 200, WORDS), at("3", 300, WORDS)], &[Quote]),
            (vec![at("1", 100, WORDS), at("2", 200, WORDS), at("3", 0, WORDS)], &[Doubtful]),
        ] {
            assert_eq!(found(&comments, &[]), expected, "{comments:?}");
        }
        let comments = [at("1", 100, WORDS), at("2", 200, WORDS)];
        assert_eq!(found(&comments, &["Toen het peil stond veel te hoog, zei men."]), [Doubtful]);
    }

    #[test]
    fn an_address_is_nobodys_words() {
        let link = "https://oud.example/2026/01/zo-werkt-de-stuw-bij-ons.html";
        let own = at("1", 100, &format!("Zie {link} en {WORDS}."));
        for (text, expected) in [
            (format!("Zie {link} hoor."), &[][..]),
            (link.to_owned(), &[]),
            (format!("Zie {link} en {WORDS}."), &[Quote]),
            (WORDS.to_owned(), &[Quote]),
        ] {
            assert_eq!(found(&[own.clone(), at("2", 200, &text)], &[]), expected, "{text}");
        }
    }

    #[test]
    fn what_somebody_quotes_is_not_theirs() {
        for body in [
            format!("> {WORDS}\n\nOneens."),
            format!("Ja.\n  &gt; {WORDS}\nOneens."),
            format!(
                "<blockquote class=\"x\">{WORDS} <blockquote>x</blockquote>{WORDS}</blockquote>Nee"
            ),
            format!("<p>Zie:</p><BLOCKQUOTE>{WORDS}"),
        ] {
            let comments = [at("1", 100, &body), at("2", 200, WORDS)];
            assert_eq!(found(&comments, &[]), [], "{body}");
        }
        let behind = format!("<blockquote>x</blockquote>En {WORDS}");
        assert_eq!(found(&[at("1", 100, &behind), at("2", 200, WORDS)], &[]), [Quote]);
    }

    #[test]
    fn what_stands_beside_a_comment_is_known_by_its_words_without_accents() {
        const SIGNED: &str = "Coördinator natuurbeheer en geïntegreerde processen";
        let comments = [at("1", 100, "x"), at("2", 200, SIGNED)];
        let all: Vec<&Comment> = comments.iter().collect();
        let mut quotes = of_first(&all);
        let beside = Beside { own: vec![SIGNED.into()], ..Beside::default() };
        quotes.beside(&all, &HashSet::from([0]), &[(0, beside)]);
        let words = words::unaccented(SIGNED, false);
        assert_eq!(quotes.find(&words, Some(&comments[1])), [(Quote, 0, 4)]);
    }

    #[test]
    fn a_passage_ends_where_their_words_end() {
        let long = format!("Dus {WORDS} vandaag ja");
        let comments = [at("1", 100, WORDS), at("2", 200, &long)];
        let all: Vec<&Comment> = comments.iter().collect();
        let quotes = of_first(&all);
        let words = words::unaccented(&long, false);
        assert_eq!(quotes.find(&words, Some(&comments[1])), [(Quote, 1, 6)]);
        // In a post nobody knows which of the two came first.
        assert_eq!(quotes.find(&words, None), [(Doubtful, 1, 6)]);
    }
}
