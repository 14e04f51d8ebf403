//! The report of `--json`.

use serde_json::{Value, json};

use crate::diagnostic::{Diagnostic, Language, Severity};
use crate::pipeline::Outcome;

/// The report of a build.
pub(super) fn build(outcome: &Outcome, seconds: f64, language: Language) -> Value {
    let (pages, comments) = match &outcome.assembled {
        Some(assembled) => {
            let site = &assembled.site;
            let total = assembled.plan.pages.iter().filter(|page| page.kind.is_page()).count();
            let pages = json!({
                "posts": site.posts, "experts": site.people.len(), "topics": site.topics.len(), "total": total,
            });
            (pages, json!(site.conversation.tally))
        }
        None => {
            let none = crate::site::conversation::Tally::default();
            (json!({ "posts": 0, "experts": 0, "topics": 0, "total": 0 }), json!(none))
        }
    };
    let plan = outcome.assembled.as_ref().map(|assembled| &assembled.plan);
    let search = plan.and_then(|plan| plan.search.as_ref()).map(|index| index.size);
    let search = json!(search.unwrap_or_default());
    let (errors, warnings) = problems(&outcome.problems, language);
    json!({
        "ok": errors.is_empty(),
        "seconds": seconds,
        "pages": pages,
        "comments": comments,
        "files": outcome.counts,
        "search": search,
        "warnings": warnings,
        "errors": errors,
    })
}

/// Errors and warnings, each with code, file, line, message and help, in the order of the terminal.
pub(super) fn problems(problems: &[Diagnostic], language: Language) -> (Vec<Value>, Vec<Value>) {
    let mut sorted: Vec<&Diagnostic> = problems.iter().collect();
    sorted.sort();
    sorted.dedup();
    let value = |problem: &&Diagnostic| {
        let wording = problem.wording(language);
        json!({
            "code": problem.code(),
            "file": problem.path.as_ref().map(ToString::to_string),
            "line": problem.line,
            "excerpt": problem.excerpt,
            "message": wording.message,
            "help": wording.help,
        })
    };
    let (errors, warnings): (Vec<_>, Vec<_>) =
        sorted.into_iter().partition(|problem| problem.severity == Severity::Error);
    (errors.iter().map(value).collect(), warnings.iter().map(value).collect())
}
