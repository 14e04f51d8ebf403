//! Front matter in JSON, as Hugo allows it: an object at the beginning of a file, on one line or several.

use serde::de::IgnoredAny;

use super::{Parts, Syntax};
use crate::diagnostic::{Diagnostic, Problem};

/// Whether a text begins with it: a brace, and behind that or on the next line a name between quotes. A shortcode has two braces.
pub(super) fn begins(text: &str) -> bool {
    let Some(inner) = text.strip_prefix('{') else { return false };
    let rest = inner.trim_start();
    let is_apart = inner.starts_with('"') || inner[..inner.len() - rest.len()].contains('\n');
    is_apart && rest.starts_with('"')
}

/// The parts of a file whose front matter begins here, below so many blank lines.
pub(super) fn split(whole: &str, begin: usize, above: usize) -> Result<Parts<'_>, Diagnostic> {
    let text = &whole[begin..];
    let line = u32::try_from(above).unwrap_or(u32::MAX - 2) + 1;
    let mut values = serde_json::Deserializer::from_str(text).into_iter::<IgnoredAny>();
    let length = match values.next() {
        Some(Err(error)) => {
            // A comma too many does no harm.
            let lines = text.split_inclusive('\n');
            let mut length = 0;
            let last = lines.map(|line| {
                length += line.len();
                (line, length)
            });
            let end = last.skip(1).find(|(line, _)| line.trim_end() == "}").map(|(_, end)| end);
            end.ok_or_else(|| {
                let column = error.column() as u64;
                let within = u32::try_from(error.line()).unwrap_or(1).max(1);
                Diagnostic::error(Problem::InvalidJson { column }).on_line(line + within - 1, whole)
            })?
        }
        _ => values.byte_offset(),
    };
    let front = &text[..length];
    // The rest of its last line is text, if there is any.
    let rest = &text[length..];
    let blank = rest.len() - rest.trim_start_matches([' ', '\t', '\r']).len();
    let end = match rest[blank..].starts_with('\n') {
        true => length + blank + 1,
        false => length,
    };
    let lines = text[..end].matches('\n').count();
    Ok(Parts {
        front,
        syntax: Syntax::Json,
        line,
        body_start: begin + end,
        body_line: line + u32::try_from(lines).unwrap_or(0),
    })
}
