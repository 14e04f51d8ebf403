//! The report of `--json`.

use serde_json::{Value, json};

use crate::diagnostic::{Diagnostic, Language, Problem, Severity};
use crate::pipeline::Outcome;

/// The report of a build.
pub(super) fn build(outcome: &Outcome, seconds: f64, language: Language) -> Value {
    let site = outcome.summary.clone().unwrap_or_default();
    let pages = json!({
        "posts": site.posts, "experts": site.experts, "topics": site.topics, "total": site.pages,
        "drafts": site.withheld.drafts, "future": site.withheld.future, "expired": site.withheld.expired,
    });
    let (errors, warnings) = problems(&outcome.problems, language);
    json!({
        "ok": errors.is_empty(),
        "seconds": seconds,
        "pages": pages,
        "comments": site.comments,
        "files": outcome.counts,
        "search": site.search,
        "warnings": warnings,
        "errors": errors,
    })
}

/// The report of a command that does one thing, with what it has to say of it. An erasure that left something is not done, though
/// nothing went wrong: the program ends with another code than 0.
pub(super) fn done(said: Value, found: &[Diagnostic], language: Language) -> Value {
    let (errors, warnings) = problems(found, language);
    let is_unfinished =
        found.iter().any(|told| matches!(told.problem, Problem::ErasureRemains { .. }));
    let mut report = json!({ "ok": errors.is_empty() && !is_unfinished });
    if let (Some(report), Value::Object(said)) = (report.as_object_mut(), said) {
        report.extend(said);
        report.insert("warnings".to_owned(), warnings.into());
        report.insert("errors".to_owned(), errors.into());
    }
    report
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
