//! An export in JSON without somebody: their objects leave the lists that they stand in, or lose everything but their place.

mod mentions;
mod tree;

use std::collections::{BTreeMap, BTreeSet, HashMap, VecDeque};
use std::ops::Range;

use super::edits::{Edit, carry_out, whole_lines};
use super::{Fate, Orders, Shown, merged, named, replaced};
use crate::comment::sharepoint::{self, Meant, Sign};
use crate::comment::text::{self, Lines};
use crate::comment::{BodyKind, Mention};
use crate::diagnostic::Problem;
use crate::source::Source;
pub(in crate::comment) use mentions::mentioned;
use mentions::{MENTIONS, beside, mention};
use tree::{Node, Value, values};

/// How a format writes a comment.
#[derive(Clone, Copy, Debug)]
pub(in crate::comment) struct Shape {
    /// The name of the format.
    pub(in crate::comment) format: &'static str,
    /// The key of its id.
    pub(in crate::comment) id: &'static str,
    /// The keys of its text, of which it has one at least.
    pub(in crate::comment) texts: &'static [&'static str],
    /// The keys that are left of an empty place.
    pub(in crate::comment) kept: &'static [&'static str],
    /// The keys below which answers may stand.
    pub(in crate::comment) nested: &'static [&'static str],
    /// The key of the account: `user.id`, `commenterHex`.
    pub(in crate::comment) account: &'static str,
    /// The keys of lists of people, such as those who like a comment: a list, its `nodes`, or an object by their accounts.
    pub(in crate::comment) people: &'static [&'static str],
    /// The keys of one of them who did not write the comment: whoever began the discussion, or decided about it.
    pub(in crate::comment) person: &'static [&'static str],
}

/// The keys that count the people of a list beside it.
const COUNTS: [&str; 2] = ["likeCount", "totalCount"];

/// The file with the orders carried out.
pub(in crate::comment) fn erase(
    source: &Source,
    orders: &Orders<'_>,
    shape: Shape,
) -> Result<Vec<u8>, Problem> {
    let unproven = || Problem::EraseUnproven { format: shape.format.to_owned() };
    let decoded = text::decode(&source.bytes, None);
    let whole: &str = &decoded.text;
    let values = match values(whole) {
        Some(values) => values,
        // A file that cannot be read says nothing of anybody.
        None if orders.comments.is_empty() => return Ok(source.bytes.to_vec()),
        None => return Err(unproven()),
    };
    let mut erasing = Erasing {
        whole,
        orders,
        shape,
        wanted: HashMap::new(),
        lines: Lines::new(whole),
        edits: Vec::new(),
        removals: BTreeMap::new(),
        accounts: BTreeSet::new(),
        blanked: BTreeSet::new(),
    };
    for (number, comment) in orders.comments.iter().enumerate() {
        let key = (comment.line, comment.source_id.as_deref().map(str::to_owned));
        erasing.wanted.entry(key).or_default().push_back(number);
    }
    for value in &values {
        let before = erasing.edits.len();
        if erasing.visit(value, &[]) {
            erasing.edits.truncate(before);
            erasing.edits.push(Edit::cut(whole_lines(whole, value.range.clone())));
        }
    }
    if erasing.wanted.values().any(|left| !left.is_empty()) {
        return Err(unproven());
    }
    values.iter().for_each(|value| erasing.people(value));
    let edits = erasing.finished();
    carry_out(&source.bytes, None, edits).ok_or_else(unproven)
}

type Lists<'n> = [(&'n [Node], usize)];

struct Erasing<'i> {
    whole: &'i str,
    orders: &'i Orders<'i>,
    shape: Shape,
    /// The comments by line and id, in the order of the file.
    wanted: HashMap<(u32, Option<String>), VecDeque<usize>>,
    lines: Lines<'i>,
    edits: Vec<Edit>,
    /// For each list, by where its first item begins: its items, and those that go.
    removals: BTreeMap<usize, (Vec<Range<usize>>, BTreeSet<usize>)>,
    /// The accounts of those who go.
    accounts: BTreeSet<String>,
    /// Where the values begin of which nothing is left.
    blanked: BTreeSet<usize>,
}

impl Erasing<'_> {
    /// Goes through a value within these lists, the nearest last; whether it is to go with nothing to take it out of.
    fn visit(&mut self, node: &Node, lists: &Lists<'_>) -> bool {
        match &node.value {
            Value::List(items) => {
                for (index, item) in items.iter().enumerate() {
                    let within = [lists, &[(items.as_slice(), index)]].concat();
                    self.visit(item, &within);
                }
                false
            }
            Value::Object(pairs) => match self.comment(node) {
                Some(number) => self.carry_out(number, node, pairs, lists),
                None => {
                    pairs.iter().for_each(|(_, value)| _ = self.visit(value, lists));
                    false
                }
            },
            _ => false,
        }
    }

    /// Which comment an object is, if it is one.
    fn comment(&mut self, node: &Node) -> Option<usize> {
        self.shape.texts.iter().find_map(|key| node.get(key))?;
        let id = node.at(self.shape.id, self.whole);
        let line = self.lines.at(node.range.start);
        self.wanted.get_mut(&(line, id))?.pop_front()
    }

    fn carry_out(
        &mut self,
        number: usize,
        node: &Node,
        pairs: &[(String, Node)],
        lists: &Lists<'_>,
    ) -> bool {
        let fate = self.orders.fate(number);
        if fate != Fate::Keep {
            self.accounts.extend(node.at(self.shape.account, self.whole));
        }
        let before = self.removed();
        for (key, value) in pairs {
            let is_nested = self.shape.nested.contains(&key.as_str());
            match fate {
                // What stands below is somebody's too, and is counted; if this one goes, so do they.
                _ if is_nested => _ = self.visit(value, lists),
                Fate::Remove => {}
                Fate::Empty if self.shape.kept.contains(&key.as_str()) => {}
                Fate::Empty => {
                    let nothing =
                        if matches!(value.value, Value::Text(_)) { "\"\"" } else { "null" };
                    self.blanked.insert(value.range.start);
                    self.edits.push(Edit::put(value.range.clone(), nothing));
                }
                Fate::Keep => self.redact(number, key, value),
            }
        }
        self.recount(pairs, self.removed() - before);
        match lists.last() {
            _ if fate != Fate::Remove => false,
            Some((items, index)) => {
                self.remove(items, *index);
                false
            }
            None => true,
        }
    }

    /// How many items go so far.
    fn removed(&self) -> usize {
        self.removals.values().map(|(_, gone)| gone.len()).sum()
    }

    /// A comment may say how many answers it has, and a reader would miss those that went.
    fn recount(&mut self, pairs: &[(String, Node)], gone: usize) {
        let count = pairs.iter().find(|(key, _)| key == "replyCount").filter(|_| gone > 0);
        let Some((_, node)) = count else { return };
        if let Some(count) = node.scalar(self.whole).and_then(|count| count.parse::<usize>().ok()) {
            let left = count.saturating_sub(gone).to_string();
            self.edits.push(Edit::put(node.range.clone(), &left));
        }
    }

    fn remove(&mut self, items: &[Node], index: usize) {
        let ranges: Vec<Range<usize>> = items.iter().map(|item| item.range.clone()).collect();
        self.remove_of(ranges, [index].into());
    }

    /// Takes these of some items out.
    fn remove_of(&mut self, items: Vec<Range<usize>>, gone: BTreeSet<usize>) {
        let Some(first) = items.first().map(|item| item.start) else { return };
        self.removals.entry(first).or_insert_with(|| (items, BTreeSet::new())).1.extend(gone);
    }

    fn redact(&mut self, number: usize, key: &str, value: &Node) {
        let is_marked =
            self.orders.comments.get(number).is_some_and(|comment| comment.kind != BodyKind::Plain);
        if let (true, Value::Text(text)) = (self.shape.texts.contains(&key), &value.value) {
            let found = self.found(number, text, is_marked);
            if !found.is_empty() {
                let written = serde_json::Value::String(replaced(text, &found)).to_string();
                self.edits.push(Edit::put(value.range.clone(), &written));
            }
        }
        if key == MENTIONS && self.orders.takes_mentions(number) {
            self.mentions(&self.orders.taking(number), value);
        }
    }

    /// Where the person is to go from a text, in which SharePoint has signs for letters and for people.
    fn found(&self, number: usize, text: &str, is_marked: bool) -> Vec<Range<usize>> {
        let comment = self.orders.comments.get(number);
        let Some(comment) = comment.filter(|_| self.shape.format == sharepoint::FORMAT.name) else {
            return self.orders.redactions(number, text, is_marked);
        };
        let takes = self.orders.taking(number);
        let read = comment.body.text();
        let mut people = named(comment, &read);
        let (mut shown, mut gone) = (Vec::new(), Vec::new());
        for Sign { range, meant } in sharepoint::signs(text) {
            let is_apart = !matches!(meant, Meant::Letters(_));
            let text = match meant {
                Meant::Letters(letters) => letters,
                Meant::Beside(_) | Meant::Linked { .. } => {
                    let Some((mention, name)) = people.next() else { break };
                    // Who stands beside the text goes from there.
                    if matches!(meant, Meant::Linked { .. }) && takes(mention, name) {
                        gone.push(range.clone());
                    }
                    name.to_owned()
                }
            };
            shown.push(Shown { range, text, is_apart });
        }
        gone.extend(self.orders.redactions_around(number, text, &shown));
        merged(gone)
    }

    /// People that a comment names beside its text.
    fn mentions(&mut self, takes: &impl Fn(&Mention, &str) -> bool, node: &Node) {
        match &node.value {
            Value::List(items) => items.iter().for_each(|item| self.mentions(takes, item)),
            Value::Object(pairs) => {
                let (own, name) = beside(pairs);
                let is_theirs = takes(&own, &mention(name));
                for (_, value) in pairs {
                    match &value.value {
                        Value::Text(_) if is_theirs => {
                            self.edits.push(Edit::put(value.range.clone(), "\"\""));
                        }
                        _ => self.mentions(takes, value),
                    }
                }
            }
            _ => {}
        }
    }

    /// Takes the person out of lists of people, wherever those stand in what is left.
    fn people(&mut self, node: &Node) {
        match &node.value {
            Value::List(items) => items.iter().for_each(|item| self.people(item)),
            Value::Object(pairs) => {
                for (key, value) in pairs {
                    let is_one = || self.shape.person.contains(&key.as_str());
                    if self.blanked.contains(&value.range.start) {
                        continue;
                    }
                    if self.shape.people.contains(&key.as_str()) {
                        self.listed(value, pairs);
                    } else if is_one() && self.is_theirs(value, 1) {
                        self.edits.push(Edit::put(value.range.clone(), "null"));
                    } else {
                        self.people(value);
                    }
                }
            }
            _ => {}
        }
    }

    /// Takes the person out of one of those lists, which stands among these pairs.
    fn listed(&mut self, list: &Node, around: &[(String, Node)]) {
        let (items, gone): (Vec<Range<usize>>, BTreeSet<usize>) = match &list.value {
            Value::List(items) => {
                let gone = (0..items.len()).filter(|index| self.is_theirs(&items[*index], 2));
                (items.iter().map(|item| item.range.clone()).collect(), gone.collect())
            }
            Value::Object(pairs) => {
                if let Some((_, nodes)) = pairs.iter().find(|(key, _)| key == "nodes") {
                    return self.listed(nodes, pairs);
                }
                let gone = (0..pairs.len()).filter(|index| self.is_account(&pairs[*index].0));
                let gone = gone.collect();
                let mut from = list.range.start;
                let place = |(_, value): &(String, Node)| {
                    let key = self.whole[from..].find('"').map_or(from, |found| from + found);
                    from = value.range.end;
                    key..value.range.end
                };
                (pairs.iter().map(place).collect(), gone)
            }
            _ => return,
        };
        if gone.is_empty() {
            return;
        }
        for (_, count) in around.iter().filter(|(key, _)| COUNTS.contains(&key.as_str())) {
            let count = (count.range.clone(), count.scalar(self.whole));
            if let (range, Some(Ok(count))) = (count.0, count.1.map(|count| count.parse::<usize>()))
            {
                let left = count.saturating_sub(gone.len()).to_string();
                self.edits.push(Edit::put(range, &left));
            }
        }
        self.remove_of(items, gone);
    }

    /// Whether one of the values of this one is an address or an account of the person, so many objects deep.
    fn is_theirs(&self, node: &Node, depth: usize) -> bool {
        match &node.value {
            Value::Object(pairs) if depth > 0 => {
                pairs.iter().any(|(_, value)| self.is_theirs(value, depth - 1))
            }
            Value::Object(_) | Value::List(_) => false,
            _ => node.scalar(self.whole).is_some_and(|value| {
                // SharePoint writes before an address how its owner came in.
                let address = value.rsplit('|').next().unwrap_or_default();
                self.orders.traces.is_email(address) || self.is_account(&value)
            }),
        }
    }

    fn is_account(&self, value: &str) -> bool {
        self.orders.traces.is_account(None, value) || self.accounts.contains(value)
    }

    /// All edits: items go with the comma that parts them from the next, or else from the one before.
    fn finished(self) -> Vec<Edit> {
        let Erasing { mut edits, removals, .. } = self;
        let mut cuts: Vec<Range<usize>> = Vec::new();
        for (items, gone) in removals.into_values() {
            let last_kept = (0..items.len()).rev().find(|index| !gone.contains(index));
            for index in gone {
                let is_before_kept = last_kept.is_some_and(|kept| index < kept);
                cuts.push(if is_before_kept {
                    items[index].start..items[index + 1].start
                } else if index == 0 {
                    items[0].clone()
                } else {
                    items[index - 1].end..items[index].end
                });
            }
        }
        // What stands within something that goes, goes with it.
        cuts.extend(
            edits.iter().filter(|edit| edit.text.is_empty()).map(|edit| edit.range.clone()),
        );
        cuts.sort_by_key(|cut| (cut.start, std::cmp::Reverse(cut.end)));
        let mut outer: Vec<Range<usize>> = Vec::new();
        for cut in cuts {
            if outer.last().is_none_or(|last| cut.start >= last.end) {
                outer.push(cut);
            }
        }
        edits.retain(|edit| {
            let is_within =
                |cut: &Range<usize>| cut.start <= edit.range.start && edit.range.end <= cut.end;
            !edit.text.is_empty() && !outer.iter().any(is_within)
        });
        edits.extend(outer.into_iter().map(Edit::cut));
        edits
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::comment::erasure::{Answered, Traces};
    use crate::comment::person::gather;
    use crate::comment::testing::comment;
    use crate::comment::{Author, Comment};

    const SHAPE: Shape = Shape {
        format: "proef",
        id: "id",
        texts: &["text"],
        kept: &["id", "pid"],
        nested: &["replies"],
        account: "user.id",
        people: &["users", "votes", "likedBy", "reactions"],
        person: &["begun"],
    };

    #[test]
    fn who_liked_or_began_something_goes_from_there() {
        use Fate::{Empty, Keep};
        let theirs = "{\"id\": 1, \"text\": \"a\", \"user\": {\"id\": \"u1\"}, \"votes\": {\"u1\": true}},\n";
        let liked = |likes: &str| {
            format!(
                "[{{\"begun\": {{\"id\": \"u1\"}}, \"of\": {{\"begun\": {{\"id\": \"u2\"}}}}}},\n{theirs}{likes}]"
            )
        };
        let of = |likes: &str| erased(&liked(likes), &[("1", 2, Empty), ("2", 3, Keep)], false);
        let head = "[{\"begun\": null, \"of\": {\"begun\": {\"id\": \"u2\"}}},\n\
            {\"id\": 1, \"text\": \"\", \"user\": null, \"votes\": null},\n";
        for (before, after) in [
            (
                "{\"id\": 2, \"text\": \"b\", \"votes\": {\"u1\": true, \"u2\": true}}",
                "{\"id\": 2, \"text\": \"b\", \"votes\": {\"u2\": true}}",
            ),
            (
                "{\"id\": 2, \"text\": \"b\", \"votes\": { \"u2\": true, \"u1\": true }}",
                "{\"id\": 2, \"text\": \"b\", \"votes\": { \"u2\": true }}",
            ),
            (
                "{\"id\": 2, \"text\": \"b\", \"likedBy\": [{\"name\": \"Z\", \"loginName\": \"i:0|u1\", \"id\": \"u1\"}], \"likeCount\": 1}",
                "{\"id\": 2, \"text\": \"b\", \"likedBy\": [], \"likeCount\": 0}",
            ),
            (
                "{\"id\": 2, \"text\": \"b\", \"reactions\": {\"totalCount\": 2, \"nodes\": [{\"user\": {\"login\": \"u1\"}}, {\"user\": {\"login\": \"x\"}}]}}",
                "{\"id\": 2, \"text\": \"b\", \"reactions\": {\"totalCount\": 1, \"nodes\": [{\"user\": {\"login\": \"x\"}}]}}",
            ),
        ] {
            assert_eq!(of(before), format!("{head}{after}]"));
        }
    }

    fn erased(text: &str, comments: &[(&str, u32, Fate)], redact: bool) -> String {
        let comments: Vec<(Box<Comment>, Fate)> = comments
            .iter()
            .map(|(id, line, fate)| {
                let author = Author { name: "Zanna van Wijk".into(), ..Author::default() };
                let comment = Comment { line: *line, author: author.into(), ..comment(id, "x") };
                (comment.into(), *fate)
            })
            .collect();
        let (comments, fates): (Vec<Box<Comment>>, Vec<Fate>) = comments.into_iter().unzip();
        let all: Vec<&Comment> = comments.iter().map(|comment| &**comment).collect();
        let people = gather(all.iter().copied());
        let traces = Traces::new(&people, &all, &people, Answered::default());
        let orders = Orders { comments: &comments, fates: &fates, traces: &traces, redact };
        let bytes = erase(&Source::new("x.json", text.into()), &orders, SHAPE).expect("valid");
        String::from_utf8(bytes).expect("text")
    }

    #[test]
    fn objects_leave_their_lists_and_empty_places_keep_their_keys() {
        use Fate::{Empty, Keep, Remove};
        let text = "{\"users\": [{\"id\": \"u1\"}, {\"id\": \"u2\"}], \"list\": [\n\
            {\"id\": 1, \"text\": \"é\", \"user\": {\"id\": \"u1\"}, \"ip\": \"1.2.3.4\", \"n\": 3},\n\
            {\"id\": 2, \"text\": \"b\", \"replies\": [{\"id\": 3, \"text\": \"c\"}]},\n\
            {\"id\": 4, \"text\": \"d\"}]}";
        let of = |one, two, three, four| {
            erased(text, &[("1", 2, one), ("2", 3, two), ("3", 3, three), ("4", 4, four)], false)
        };
        assert_eq!(of(Keep, Keep, Keep, Keep), text);
        assert_eq!(
            of(Empty, Keep, Keep, Remove),
            "{\"users\": [{\"id\": \"u2\"}], \"list\": [\n\
             {\"id\": 1, \"text\": \"\", \"user\": null, \"ip\": \"\", \"n\": null},\n\
             {\"id\": 2, \"text\": \"b\", \"replies\": [{\"id\": 3, \"text\": \"c\"}]}]}"
        );
        assert_eq!(
            of(Remove, Empty, Remove, Keep),
            "{\"users\": [{\"id\": \"u2\"}], \"list\": [\n\
             {\"id\": 2, \"text\": \"\", \"replies\": []},\n{\"id\": 4, \"text\": \"d\"}]}"
        );
        assert_eq!(
            of(Remove, Remove, Remove, Remove),
            "{\"users\": [{\"id\": \"u2\"}], \"list\": [\n]}"
        );
        let lines = "{\"version\": 1}\n{\"id\": 1, \"text\": \"a\"}\n{\"id\": 2, \"text\": \"Dag Zanna van Wijk\\n\"}\n";
        assert_eq!(
            erased(lines, &[("1", 2, Remove), ("2", 3, Keep)], true),
            "{\"version\": 1}\n{\"id\": 2, \"text\": \"Dag [...]\\n\"}\n"
        );
    }
}
