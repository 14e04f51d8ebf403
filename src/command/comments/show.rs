//! `weerklank comments show`: a comment whole.

use serde_json::json;

use super::rows::{Row, harmless, harmless_lines};
use super::{Done, Kind, Site, said};
use crate::comment::body;
use crate::comment::moderation::Keys;
use crate::diagnostic::terminal::visible;
use crate::diagnostic::{Checked, Diagnostic, Language, Severity};
use crate::site::Discussed;

/// Show a comment whole
#[derive(Debug, clap::Args)]
pub(super) struct Show {
    /// The comment: its key in the list, or the beginning of it
    key: String,
}

impl Show {
    pub(super) fn run(
        &self,
        checked: &Checked<Discussed>,
        site: &Site<'_>,
        language: Language,
    ) -> Result<Done, Vec<Diagnostic>> {
        let Checked { value: discussed, problems } = checked;
        let is_error = |problem: &&Diagnostic| problem.severity == Severity::Error;
        let mut errors: Vec<Diagnostic> = problems.iter().filter(is_error).cloned().collect();
        let comments = &discussed.comments;
        let keys = Keys::new(comments);
        let index = match keys.typed(&self.key, comments, &discussed.matcher) {
            Ok(index) => index,
            // It may stand where nothing could be read.
            Err(problem) => {
                errors.push(Diagnostic::error(problem));
                return Err(errors);
            }
        };
        let row = Row::new(index, discussed, &keys, site.config);
        let comment = &comments[index].comment;
        let whole = comment.body.text();
        let whole = harmless_lines(&body::text(&whole, comment.kind));
        let parent = comment.parent.as_deref().map(harmless);
        // Who has no name is known to a moderator by the address; it stands on the terminal alone.
        let author = &comment.author;
        let email = author.email.as_deref().filter(|_| author.name.is_empty()).map(harmless);
        let mut fields: Vec<(&str, String)> = vec![("key", row.key.clone())];
        fields.push(("status", said::state(row.status, language)));
        let further = [
            ("post", row.post.as_ref().or(row.place.as_ref())),
            ("author", Some(&row.author)),
            ("email", email.as_ref()),
            ("date", row.written.as_ref()),
            ("answers", parent.as_ref()),
        ];
        for (name, value) in further {
            fields.extend(value.filter(|value| !value.is_empty()).map(|v| (name, v.clone())));
        }
        fields.push(("file", format!("{}:{}", visible(&row.file), row.line)));
        let mut text = String::new();
        for (name, value) in fields {
            text.push_str(&format!("{:<12} {value}\n", said::field(name, language)));
        }
        text.push_str(&format!("\n{}\n", whole.trim()));
        let mut said = json!(row.told());
        if let Some(said) = said.as_object_mut() {
            said.insert("text".to_owned(), json!(whole.trim()));
            said.insert("answers".to_owned(), json!(parent));
            said.insert("pinned".to_owned(), json!(comments[index].pinned));
        }
        let said = json!({ "comment": said });
        Ok(Done { text, said, problems: errors, kind: Kind::Answer, ..Done::default() })
    }
}
