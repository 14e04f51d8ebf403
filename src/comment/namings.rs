//! The names under one address: two ways to write one, or two people with one mailbox.

use std::collections::{BTreeMap, HashMap};

use super::{Comment, identity};

/// More names than one person has; then no two of them are taken for one.
const MOST: usize = 50;

/// Comments of one address or account, apart by who wrote them. Names that may be one are one person's, unless that would make one of two who
/// can be told apart; names of one account are so in any case. Comments without a name are apart, if there are several people.
pub(super) fn apart<'a>(own: &[(usize, &'a Comment)]) -> Vec<Vec<(usize, &'a Comment)>> {
    let mut numbers: BTreeMap<String, usize> = BTreeMap::new();
    for name in own.iter().filter_map(|(_, comment)| identity::name(&comment.author)) {
        let next = numbers.len();
        numbers.entry(name).or_insert(next);
    }
    if numbers.len() < 2 {
        return vec![own.to_vec()];
    }
    let mut parts = Parts { of: (0..=numbers.len()).collect() };
    let nameless = numbers.len();
    parts.join_alike(&numbers);
    let mut by_account: HashMap<(&str, String), usize> = HashMap::new();
    let number =
        |comment: &Comment| identity::name(&comment.author).map_or(nameless, |name| numbers[&name]);
    for (_, comment) in own {
        let Some(account) = identity::account(&comment.author) else { continue };
        let number = number(comment);
        if number != nameless {
            let known = *by_account.entry((&comment.place.system, account)).or_insert(number);
            parts.join(known, number);
        }
    }
    let mut found: Vec<(usize, Vec<(usize, &Comment)>)> = Vec::new();
    let mut places: HashMap<usize, usize> = HashMap::new();
    for one in own {
        let account = identity::account(&one.1.author);
        let known = account.and_then(|account| by_account.get(&(&one.1.place.system, account)));
        let part = parts.of[known.copied().unwrap_or_else(|| number(one.1))];
        let place = *places.entry(part).or_insert(found.len());
        match found.get_mut(place) {
            Some((_, comments)) => comments.push(*one),
            None => found.push((part, vec![*one])),
        }
    }
    let is_of_one = found.iter().filter(|(part, _)| *part != nameless).count() == 1;
    if is_of_one { vec![own.to_vec()] } else { found.into_iter().map(|(_, part)| part).collect() }
}

/// Which part each name is of.
struct Parts {
    of: Vec<usize>,
}

impl Parts {
    fn join(&mut self, one: usize, other: usize) {
        let (from, to) = (self.of[other], self.of[one]);
        self.of.iter_mut().filter(|part| **part == from).for_each(|part| *part = to);
    }

    /// Joins names that may be one, where all of them may be so with each other: `Jan` may be Jan Bos as well as Jan de Vries, and makes
    /// them none the more the same.
    fn join_alike(&mut self, numbers: &BTreeMap<String, usize>) {
        if numbers.len() > MOST {
            return;
        }
        let mut together = Parts { of: self.of.clone() };
        let alike = |one: &str, other: &str| identity::are_alike(one, other);
        for (one, number) in numbers {
            for (other, _) in numbers.iter().filter(|(other, _)| alike(one, other)) {
                together.join(*number, numbers[other]);
            }
        }
        for (one, number) in numbers {
            let part = together.of[*number];
            let others: Vec<(&String, usize)> = numbers
                .iter()
                .map(|(name, number)| (name, *number))
                .filter(|(_, number)| together.of[*number] == part)
                .collect();
            let is_one =
                others.iter().all(|(a, _)| others.iter().all(|(b, _)| a == b || alike(a, b)));
            if is_one && others.first().is_some_and(|(name, _)| *name == one) {
                others.iter().for_each(|(_, other)| self.join(*number, *other));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::comment::Author;
    use crate::comment::testing::comment;

    fn parts(names: &[(&str, Option<&str>)]) -> Vec<Vec<usize>> {
        let by = |(name, account): &(&str, Option<&str>)| {
            let author = Author {
                name: (*name).into(),
                account: account.map(str::to_owned),
                email: Some("balie@x.example".into()),
                department: None,
            };
            Comment { author: author.into(), ..comment("1", "x") }
        };
        let comments: Vec<Comment> = names.iter().map(by).collect();
        let own: Vec<(usize, &Comment)> = comments.iter().enumerate().collect();
        let numbers = |part: Vec<(usize, &Comment)>| part.iter().map(|(at, _)| *at).collect();
        apart(&own).into_iter().map(numbers).collect()
    }

    #[test]
    fn ways_to_write_one_name_are_one_and_other_names_are_others() {
        let bare = |names: &[&'static str]| {
            parts(&names.iter().map(|name| (*name, None)).collect::<Vec<_>>())
        };
        assert_eq!(bare(&["Jan de Vries", "J. de Vries", "Jan", "", "Anoniem"]), [[0, 1, 2, 3, 4]]);
        assert_eq!(bare(&["Klaas", "Anna", "", "Klaas"]), [vec![0, 3], vec![1], vec![2]]);
        // A first name that two have joins nobody.
        assert_eq!(bare(&["Jan de Vries", "Jan", "Jan Bos"]), [[0], [1], [2]]);
        let several = [("Anna Bos", Some("7")), ("Anna de Boer", Some("7")), ("Klaas", Some("8"))];
        assert_eq!(parts(&several), [vec![0, 1], vec![2]]);
        assert_eq!(
            parts(&[("Anna", Some("7")), ("Klaas", None), ("", Some("7"))]),
            [vec![0, 2], vec![1]]
        );
        let many: Vec<String> =
            (0..3000).map(|number| format!("Naam{number} Van{number}")).collect();
        let many: Vec<(&str, Option<&str>)> =
            many.iter().map(|name| (name.as_str(), None)).collect();
        assert_eq!(parts(&many).len(), 3000);
    }
}
