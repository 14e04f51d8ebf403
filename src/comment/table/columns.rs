//! Which column is what: by the settings, by its heading in Dutch or English, and where a heading may
//! mean two things by what stands under it.

use std::collections::BTreeSet;

use super::super::Held;
use super::headings::{self, Heading, key};
use super::under::{Counts, Under};
use crate::config::settings::{COLUMNS, Comments};
use crate::diagnostic::{Problem, nearest};

/// The columns that were found.
#[derive(Debug, Default, PartialEq, Eq)]
pub(in crate::comment) struct Columns {
    pub(super) text: u32,
    pub(super) post: u32,
    /// Whether that is the number of the post in WordPress.
    pub(super) is_numbered: bool,
    /// The title of the post, where `post` is something else.
    pub(super) title: Option<u32>,
    /// The parts of the name, in the order in which they are joined.
    pub(super) author: [Option<u32>; 3],
    pub(super) date: Option<u32>,
    /// The time of day, if it has a column of its own.
    pub(super) time: Option<u32>,
    pub(super) parent: Option<u32>,
    pub(super) id: Option<u32>,
    pub(super) email: Option<u32>,
    pub(super) department: Option<u32>,
    pub(super) status: Option<u32>,
    /// What a comment is: a reaction, or a pingback.
    pub(super) kind: Option<u32>,
    pub(super) further: Further,
}

/// Columns beside those, of a meaning that another one has too.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Further {
    /// Where the post is looked for if nothing says it.
    pub(super) posts: Vec<u32>,
    /// Likewise the date.
    pub(super) dates: Vec<u32>,
    /// Likewise the parts of the name.
    pub(super) author: [Option<u32>; 3],
    /// What has to say yes too.
    pub(super) statuses: Vec<u32>,
    /// What must not say yes, and why a comment is held if it does.
    pub(super) refusals: Vec<(u32, Held)>,
}

/// The columns of a table, and which are missing though it can be read.
#[derive(Debug)]
pub(in crate::comment) struct Found {
    pub(super) columns: Columns,
    /// Those that the settings name: they may be another table's.
    pub(super) absent: Vec<Problem>,
    /// That none says who wrote, or when.
    pub(super) unknown: Vec<Problem>,
}

/// Finds the columns; the problems if one that is needed is missing or unclear.
pub(super) fn find(
    headings: &[Heading],
    under: &Under,
    settings: &Comments,
) -> Result<Found, Vec<Problem>> {
    let mut search = Search::new(headings, under, settings);
    let columns = search.run();
    match columns {
        Some(columns) if search.problems.is_empty() => {
            let unknown = search.unknown(&columns);
            Ok(Found { columns, absent: search.absent, unknown })
        }
        // A column that was named is the nearest reason why another is missing.
        _ if !search.absent.is_empty() => Err(search.absent),
        _ => Err(search.problems),
    }
}

/// What has to be known of the rows to find the columns.
pub(super) fn asked(headings: &[Heading], settings: &Comments) -> Under {
    let nothing = Under::default();
    let mut search = Search::new(headings, &nothing, settings);
    let named = search.in_all_settings();
    let First { id, date, status, .. } = search.first(&named);
    let is_either =
        |heading: &&Heading| headings::PARENT_OR_POST.split(' ').any(|name| heading.key == name);
    let either = headings.iter().filter(is_either).map(|heading| heading.column);
    Under::of(status.filter(|_| date.is_none()), either.collect(), id)
}

/// The columns that settings and headings alone tell.
struct First {
    id: Option<u32>,
    email: Option<u32>,
    date: Option<u32>,
    status: Option<u32>,
}

struct Search<'a> {
    headings: &'a [Heading],
    under: &'a Under,
    settings: &'a Comments,
    /// The columns that already mean something.
    taken: BTreeSet<u32>,
    /// The columns of the settings that this table does not have.
    absent: Vec<Problem>,
    problems: Vec<Problem>,
}

impl<'a> Search<'a> {
    fn new(headings: &'a [Heading], under: &'a Under, settings: &'a Comments) -> Self {
        let (taken, absent, problems) = (BTreeSet::new(), Vec::new(), Vec::new());
        Search { headings, under, settings, taken, absent, problems }
    }

    fn in_all_settings(&mut self) -> [Option<u32>; COLUMNS.len()] {
        COLUMNS.map(|meaning| self.in_settings(meaning))
    }

    fn first(&mut self, named: &[Option<u32>; COLUMNS.len()]) -> First {
        let [_, _, date, _, _, id, email, _, status] = *named;
        First {
            id: id.or_else(|| self.sole(headings::ID)),
            email: email.or_else(|| self.named(headings::EMAIL)),
            date: date.or_else(|| self.named(headings::DATE)),
            status: status.or_else(|| self.sole(headings::STATUS)),
        }
    }

    /// What the settings say goes first, then sure headings, then those that depend on the others.
    fn run(&mut self) -> Option<Columns> {
        let named = self.in_all_settings();
        let [author, text, _, post, parent, _, _, department, by_settings] = named;
        let First { id, email, mut date, mut status } = self.first(&named);
        if date.is_none() && status.is_some_and(|column| self.under.holds_dates(column)) {
            (date, status) = (status, None);
        }
        let mut time = self.named(headings::TIME);
        if date.is_none() {
            date = time.take();
        }
        let department = department.or_else(|| self.named(headings::DEPARTMENT));
        let (author, parts) = match author {
            Some(column) => ([Some(column), None, None], [None; 3]),
            None => self.author(),
        };
        let text = text.or_else(|| self.sole(headings::TEXT));
        let mut parent = parent.or_else(|| self.named(headings::PARENT));
        let mut post = post.or_else(|| self.sole(headings::POST));
        self.parent_or_post(&mut parent, &mut post);
        let text = text.or_else(|| self.text_perhaps(&mut post));
        if post.is_none() {
            post = self.named("bericht");
        }
        let names = || self.headings.iter().map(|heading| heading.name.clone()).collect();
        match (text, post) {
            // One mistake is told once: an unclear column is why another is missing.
            _ if !self.problems.is_empty() => None,
            (Some(text), Some(post)) => Some(Columns {
                text,
                post,
                is_numbered: self.is_number(post),
                title: self.named(headings::TITLE),
                further: self.further(parts, by_settings.is_some()),
                author,
                date,
                time,
                parent,
                id,
                email,
                department,
                status,
                kind: self.named(headings::KIND),
            }),
            (None, _) => {
                self.problems.push(Problem::TableWithoutText { columns: names() });
                None
            }
            (_, None) => {
                self.problems.push(Problem::TableWithoutPost { columns: names() });
                None
            }
        }
    }

    /// Whether a column has the number of a post in WordPress.
    fn is_number(&self, column: u32) -> bool {
        let mut all = self.headings.iter();
        all.any(|heading| heading.column == column && heading.key == headings::POST_NUMBER)
    }

    /// That no column says who wrote, or when. The columns that mean nothing yet are named first.
    fn unknown(&self, columns: &Columns) -> Vec<Problem> {
        let (known, free): (Vec<&Heading>, Vec<&Heading>) =
            self.headings.iter().partition(|heading| self.taken.contains(&heading.column));
        let names = || free.iter().chain(&known).map(|heading| heading.name.clone()).collect();
        let author = columns.author.iter().all(Option::is_none);
        let author = author.then(|| Problem::TableWithoutAuthor { columns: names() });
        let date = columns.date.is_none().then(|| Problem::TableWithoutDate { columns: names() });
        author.into_iter().chain(date).chain(self.text_left(columns.text)).collect()
    }

    /// That other columns may hold a text too, unless somebody said which one it is. `Toelichting` may be a remark of who keeps the
    /// table, so it is told and not joined.
    fn text_left(&self, column: u32) -> Option<Problem> {
        let is_text =
            |heading: &&Heading| headings::TEXT.split(' ').any(|name| heading.key == name);
        let free = self.headings.iter().filter(|heading| !self.taken.contains(&heading.column));
        let left: Vec<String> = free.filter(is_text).map(|heading| heading.name.clone()).collect();
        if left.is_empty() || self.settings.columns.contains_key("text") {
            return None;
        }
        let read = self.headings.iter().find(|heading| heading.column == column)?.name.clone();
        Some(Problem::TableTextLeft { read, left })
    }

    /// The column that `comments.columns` names for this meaning, where this table has it.
    fn in_settings(&mut self, meaning: &str) -> Option<u32> {
        let wanted = self.settings.columns.get(meaning)?;
        let (name, folded) = (wanted.trim(), key(wanted));
        let found = self.headings.iter().find(|heading| heading.name == name).or_else(|| {
            self.headings.iter().find(|heading| !folded.is_empty() && heading.key == folded)
        });
        if let Some(found) = found {
            self.taken.insert(found.column);
            return Some(found.column);
        }
        let names = || self.headings.iter().map(|heading| heading.name.as_str());
        self.absent.push(Problem::TableUnknownColumn {
            column: wanted.clone(),
            columns: names().map(str::to_owned).collect(),
            nearest: nearest(name, names()),
        });
        None
    }

    /// The first column with the surest of these headings.
    fn named(&mut self, names: &str) -> Option<u32> {
        let free = |heading: &&Heading| !self.taken.contains(&heading.column);
        let mut headings = names
            .split(' ')
            .flat_map(|name| self.headings.iter().filter(move |heading| heading.key == name));
        let column = headings.find(free)?.column;
        self.taken.insert(column);
        Some(column)
    }

    /// The same for what must not be mistaken: of two columns with one heading nobody can tell which is
    /// meant.
    fn sole(&mut self, names: &str) -> Option<u32> {
        let column = self.named(names)?;
        let key = self
            .headings
            .iter()
            .find(|heading| heading.column == column)
            .map(|heading| &heading.key);
        if self.headings.iter().any(|heading| {
            Some(&heading.key) == key
                && heading.column != column
                && !self.taken.contains(&heading.column)
        }) {
            self.ambiguous(column);
        }
        Some(column)
    }

    /// A name in one column or in three, and three that have it where that one is empty. `Naam` beside `Voornaam` is the family
    /// name, unless that has a column too.
    fn author(&mut self) -> ([Option<u32>; 3], [Option<u32>; 3]) {
        let given = self.named(headings::GIVEN);
        let infix = self.named(headings::INFIX);
        let family = self.named(headings::FAMILY);
        let whole = self.named(headings::NAME);
        match (given, family, whole) {
            (_, Some(_), Some(whole)) | (None, None, Some(whole)) => {
                ([Some(whole), None, None], [given, infix, family])
            }
            (_, _, whole) => ([given, infix, family.or(whole)], [None; 3]),
        }
    }

    /// What is left of headings of a meaning that has its column. Whoever names that of the status means no other.
    fn further(&mut self, author: [Option<u32>; 3], is_status_set: bool) -> Further {
        let refusals = headings::REFUSED.map(|(names, held)| {
            self.left(names).into_iter().map(move |column| (column, held)).collect::<Vec<_>>()
        });
        Further {
            posts: self.left(headings::POST),
            dates: self.left(headings::DATE),
            author,
            statuses: if is_status_set { Vec::new() } else { self.left(headings::STATUS) },
            refusals: if is_status_set { Vec::new() } else { refusals.concat() },
        }
    }

    /// All columns with these headings that mean nothing yet, the surest first.
    fn left(&mut self, names: &str) -> Vec<u32> {
        std::iter::from_fn(|| self.named(names)).collect()
    }

    /// `Reactie op` is followed by the id of a comment or by a post; what stands there tells.
    fn parent_or_post(&mut self, parent: &mut Option<u32>, post: &mut Option<u32>) {
        let Some(column) = self.named(headings::PARENT_OR_POST) else {
            return;
        };
        let Counts { all, ids, numbers, addresses } = self.under.references(column);
        let is_parent = ids * 2 >= all || (post.is_some() && addresses == 0);
        if parent.is_none() && is_parent {
            *parent = Some(column);
        } else if post.is_none() && numbers == 0 && all > 0 {
            *post = Some(column);
        } else if parent.is_none() || post.is_none() {
            self.ambiguous(column);
        }
    }

    /// `Bericht`, `Antwoord` and `Vraag` are the text if nothing else is; of two, `Bericht` is the post.
    fn text_perhaps(&mut self, post: &mut Option<u32>) -> Option<u32> {
        let mut found: Vec<u32> =
            headings::TEXT_PERHAPS.split(' ').filter_map(|name| self.named(name)).collect();
        if let [first, _, ..] = found.as_slice()
            && post.is_none()
            && self
                .headings
                .iter()
                .any(|heading| heading.column == *first && heading.key == "bericht")
        {
            *post = Some(found.remove(0));
        }
        if found.len() > 1 {
            self.ambiguous(found[1]);
        }
        found.first().copied()
    }

    fn ambiguous(&mut self, column: u32) {
        let heading = self.headings.iter().find(|heading| heading.column == column);
        let column = heading.map_or_else(String::new, |heading| heading.name.clone());
        self.problems.push(Problem::TableAmbiguousColumn { column });
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Cell, Row};
    use super::*;

    fn row(cells: &[&str]) -> Row {
        let cells = cells.iter().zip(0..).filter(|(cell, _)| !cell.is_empty());
        Row {
            line: 1,
            cells: cells.map(|(cell, column)| (column, Cell::Text((*cell).to_owned()))).collect(),
        }
    }

    /// The columns by letter, in the order text, post, author, date, time, parent, id, email,
    /// department, status; `-` for none. Or else the codes of the problems.
    fn found(headings_of: &[&str], rows: &[&[&str]], settings: &Comments) -> String {
        let rows: Vec<Row> = rows.iter().map(|cells| row(cells)).collect();
        let headings = headings::of(&row(headings_of));
        let mut under = Under::new(&headings, settings);
        under.add(under.look(&rows));
        let letter =
            |column: Option<u32>| column.map_or('-', |column| char::from_u32(65 + column).unwrap());
        match find(&headings, &under, settings) {
            Ok(Found { columns: c, .. }) => {
                let author: String =
                    c.author.into_iter().flatten().map(|column| letter(Some(column))).collect();
                let rest =
                    [c.date, c.time, c.parent, c.id, c.email, c.department, c.status].map(letter);
                let rest: String = rest.iter().collect();
                format!("{}{}/{author}/{rest}", letter(Some(c.text)), letter(Some(c.post)))
            }
            Err(problems) => problems.iter().map(Problem::code).collect::<Vec<_>>().join(" "),
        }
    }

    #[test]
    fn headings_are_known_in_dutch_and_english() {
        let cases: [(&[&str], &str); 15] = [
            (&["Artikel", "Naam", "Datum", "Reactie"], "DA/B/C------"),
            (&["ID", "Post", "Author", "Created at", "Comment", "Reply to"], "EB/C/D-FA---"),
            (&["url", "Titel", "E-mail", "REACTIE (verplicht)", "Goedgekeurd?"], "DA//----C-E"),
            (&["Blogpost", "Tekst", "Voornaam", "tussen-voegsel", "Achternaam"], "BA/CDE/-------"),
            (&["Blogpost", "Tekst", "Voornaam", "Naam"], "BA/CD/-------"),
            (&["Blogpost", "Tekst", "Voornaam", "Achternaam", "Naam"], "BA/E/-------"),
            (&["Pagina", "Opmerking", "Datum", "Tijd", "Afdeling", "Nr."], "BA//CD-F-E-"),
            (&["Bericht", "Antwoord"], "BA//-------"),
            (&["Bericht", "Slug"], "AB//-------"),
            (&["Bericht", "Reactie", "Auteur"], "BA/C/-------"),
            (&["Réactie*", "Link", "Commenter"], "AB/C/-------"),
            (&["Artikel", "Vraag", "Antwoord"], "table-ambiguous-column"),
            (&["Artikel", "Reactie", "Reactie"], "table-ambiguous-column"),
            (&["Artikel", "Reactie", "Datum", "Datum"], "BA//C------"),
            (
                &["Id", "Start time", "Completion time", "Email", "Name", "Article", "Comment"],
                "GF/E/C--AD--",
            ),
        ];
        for (headings, expected) in cases {
            assert_eq!(found(headings, &[], &Comments::default()), expected, "{headings:?}");
        }
        assert_eq!(found(&["Naam", "Datum"], &[], &Comments::default()), "table-without-text");
        assert_eq!(found(&["Naam", "Reactie"], &[], &Comments::default()), "table-without-post");
    }

    #[test]
    fn a_heading_of_two_meanings_is_decided_by_what_stands_under_it() {
        let headings = ["Nr", "Reactie", "Reactie op", "Artikel"];
        type Rows<'a> = &'a [&'a [&'a str]];
        let cases: [(&[&str], Rows<'_>, &str); 8] = [
            (&headings, &[&["1", "a", "", "x"], &["2", "b", "1", "x"]], "BD//--CA---"),
            (&headings, &[&["1", "a", "", "x"], &["2", "b", "Ali", "x"]], "BD//--CA---"),
            (&headings, &[], "BD//--CA---"),
            (&headings[..3], &[&["1", "a", "/2026/x"], &["2", "b", "/2026/y"]], "BC//---A---"),
            (
                &headings[..3],
                &[&["1", "a", "Eerste stap"], &["2", "b", "eerste-stap"]],
                "BC//---A---",
            ),
            (&headings[..3], &[&["1", "a", "77"], &["2", "b", "78"]], "table-ambiguous-column"),
            (&headings[..3], &[&["1", "a", "2"], &["2", "b", ""]], "table-without-post"),
            (&["Artikel", "Reactie", "Gepubliceerd"], &[&["x", "a", "23-11-2026"]], "BA//C------"),
        ];
        for (headings, rows, expected) in cases {
            assert_eq!(found(headings, rows, &Comments::default()), expected, "{rows:?}");
        }
    }

    #[test]
    fn settings_decide_over_headings() {
        let settings = |pairs: &[(&str, &str)]| Comments {
            columns: pairs
                .iter()
                .map(|(meaning, name)| ((*meaning).into(), (*name).into()))
                .collect(),
            ..Comments::default()
        };
        let headings = ["Wat vond u?", "Reactie", "Artikel"];
        assert_eq!(found(&headings, &[], &settings(&[("text", "Wat vond u?")])), "AC//-------");
        assert_eq!(found(&headings, &[], &settings(&[("text", "wat VOND u")])), "AC//-------");
        // A table that does without them is another one than the settings are about.
        let row = |names: &[&str]| headings::of(&row(names));
        let nothing = Under::default();
        let named = settings(&[("post", "Artikle")]);
        let found_of = find(&row(&headings), &nothing, &named).unwrap();
        assert!(
            matches!(&found_of.absent[..], [Problem::TableUnknownColumn { nearest: Some(near), .. }] if near == "Artikel")
        );
        let absent = found(&["Wat?", "Artikel"], &[], &settings(&[("text", "Mening")]));
        assert_eq!(absent, "table-unknown-column");
    }
}
