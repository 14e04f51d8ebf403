//! The columns of a table, from the statement that made it, of which nothing but the names is read.

/// A table of a database.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::comment) struct Table {
    /// The page that it begins at.
    pub(super) root: u32,
    /// The names of its columns, in the order in which they are stored.
    columns: Vec<String>,
    /// The column that is the number of the row.
    pub(super) number: Option<usize>,
}

impl Table {
    /// The place of a column.
    pub(in crate::comment) fn column(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.eq_ignore_ascii_case(name))
    }
}

/// The table that this statement makes. `None` for one that is not stored row by row, or whose columns are not all stored.
pub(super) fn table(root: u32, sql: &str) -> Option<Table> {
    let tokens = tokens(sql);
    let start = tokens.iter().position(|token| *token == Token::Sign('('))?;
    let is_virtual = tokens[..start].iter().any(|token| token.is("virtual"));
    let mut table = Table { root, columns: Vec::new(), number: None };
    let mut depth = 0;
    let mut definition: Vec<&Token<'_>> = Vec::new();
    let mut rest = tokens[start + 1..].iter();
    for token in rest.by_ref() {
        match token {
            Token::Sign('(') => depth += 1,
            Token::Sign(')') if depth == 0 => break,
            Token::Sign(')') => depth -= 1,
            Token::Sign(',') if depth == 0 => {
                table.define(&std::mem::take(&mut definition))?;
                continue;
            }
            _ => {}
        }
        if depth == 0 {
            definition.push(token);
        }
    }
    table.define(&definition)?;
    let is_by_row = !is_virtual && rest.all(|token| !token.is("without"));
    (is_by_row && !table.columns.is_empty()).then_some(table)
}

impl Table {
    /// A column or a constraint of the whole table; `None` for a column that is computed.
    fn define(&mut self, definition: &[&Token<'_>]) -> Option<()> {
        let Some((first, rest)) = definition.split_first() else { return Some(()) };
        let constraints = ["constraint", "primary", "unique", "check", "foreign"];
        if constraints.iter().any(|word| first.is(word)) {
            return Some(());
        }
        if rest.iter().any(|token| token.is("generated") || token.is("as")) {
            return None;
        }
        let (Token::Word(name) | Token::Quoted(name)) = first else { return None };
        let is_number = rest.first().is_some_and(|token| token.is("integer"))
            && rest.iter().any(|token| token.is("primary"));
        if is_number {
            self.number = Some(self.columns.len());
        }
        self.columns.push((*name).to_owned());
        Some(())
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Token<'s> {
    Word(&'s str),
    /// A name between quotes; one that has quotes in it is not looked for.
    Quoted(&'s str),
    Sign(char),
}

impl Token<'_> {
    fn is(&self, word: &str) -> bool {
        matches!(self, Token::Word(own) if own.eq_ignore_ascii_case(word))
    }
}

fn tokens(sql: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut rest = sql;
    while let Some(first) = rest.chars().next() {
        let comment =
            [("--", "\n"), ("/*", "*/")].into_iter().find(|(start, _)| rest.starts_with(start));
        if let Some((_, end)) = comment {
            rest = rest.split_once(end).map_or("", |(_, after)| after);
            continue;
        }
        let closing = match first {
            '"' | '\'' | '`' => Some(first),
            '[' => Some(']'),
            _ => None,
        };
        let is_word = |c: char| c.is_alphanumeric() || c == '_' || c == '$';
        let length = if let Some(closing) = closing {
            let end = rest[1..].find(closing).map_or(rest.len(), |end| end + 1);
            tokens.push(Token::Quoted(&rest[1..end.max(1)]));
            (end + 1).min(rest.len())
        } else if is_word(first) {
            let end = rest.find(|c| !is_word(c)).unwrap_or(rest.len());
            tokens.push(Token::Word(&rest[..end]));
            end
        } else {
            if !first.is_whitespace() {
                tokens.push(Token::Sign(first));
            }
            first.len_utf8()
        };
        rest = &rest[length..];
    }
    tokens
}

#[cfg(test)]
mod tests {
    use super::*;

    fn columns(sql: &str) -> Option<(Vec<String>, Option<usize>)> {
        table(2, sql).map(|table| (table.columns, table.number))
    }

    #[test]
    fn columns_are_found_in_the_statement() {
        let names =
            |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
        for (sql, expected) in [
            (
                "CREATE TABLE comments (     tid REFERENCES threads(id), id INTEGER PRIMARY KEY, parent INTEGER,\n\
                 created FLOAT NOT NULL, -- wanneer, en\n likes INTEGER DEFAULT 0, text VARCHAR(256) NOT NULL)",
                Some((names(&["tid", "id", "parent", "created", "likes", "text"]), Some(1))),
            ),
            (
                "create table \"a b\" (\"x\" INT PRIMARY KEY, [y z] TEXT DEFAULT 'a, b', `q` /* , r */, UNIQUE (x), \
                 FOREIGN KEY (q) REFERENCES c (d))",
                Some((names(&["x", "y z", "q"]), None)),
            ),
            ("CREATE VIRTUAL TABLE x USING fts5(a, b)", None),
            ("CREATE TABLE x (a, b) WITHOUT ROWID", None),
            ("CREATE TABLE x (a, b AS (a + 1))", None),
            ("CREATE TABLE x (a, b TEXT GENERATED ALWAYS AS (zeroblob(1e9)) VIRTUAL)", None),
            ("CREATE TABLE x AS SELECT 1", None),
            ("CREATE TABLE x (a, \"b", Some((names(&["a", "b"]), None))),
            ("CREATE TABLE x ()", None),
            ("CREATE TABLE x (\"", None),
        ] {
            let found = columns(sql);
            if sql.ends_with("(\"") {
                assert!(found.is_none_or(|(names, _)| names == [""]), "{sql}");
            } else {
                assert_eq!(found, expected, "{sql}");
            }
        }
    }
}
