//! What is wrong with a template, with its place and what was meant; the details are in the words of the template engine.

use std::collections::BTreeMap;

use tera::ErrorKind;

use super::theme::{DEFAULT, PREFIX, TEMPLATES};
use crate::diagnostic::{Diagnostic, Problem, TemplatePart, nearest};
use crate::output::OutputPath;
use crate::source::SourcePath;

/// The filters of the engine, and ours.
const FILTERS: &[&str] = &[
    "abs",
    "capitalize",
    "default",
    "escape",
    "escape_html",
    "escape_xml",
    "fill",
    "first",
    "float",
    "get",
    "group_by",
    "indent",
    "int",
    "join",
    "keys",
    "last",
    "length",
    "lower",
    "newlines_to_br",
    "nth",
    "pairs",
    "pluralize",
    "replace",
    "reverse",
    "round",
    "safe",
    "sort",
    "split",
    "str",
    "title",
    "trim",
    "trim_end",
    "trim_start",
    "truncate",
    "unique",
    "upper",
    "values",
    "wordcount",
];

/// The files of a site's own theme: the folder and the templates by name.
type Own<'a> = (&'a str, &'a BTreeMap<String, String>);

/// The problems that an error at loading tells of.
pub(super) fn of(
    error: &tera::Error,
    folder: &str,
    own: &BTreeMap<String, String>,
) -> Vec<Diagnostic> {
    let site = (folder, own);
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            vec![placed(report.message(), report.filename(), report.span().start_line, site)]
        }
        ErrorKind::MissingParent { current, parent } => {
            let line = line_of(parent, site.1.get(current));
            vec![at(unknown(TemplatePart::Template, parent, site), current, line, site)]
        }
        _ => {
            let detail = error.to_string();
            let found = reported(&detail, site);
            if found.is_empty() { vec![unreported(&detail, site)] } else { found }
        }
    }
}

/// The problem that an error at rendering a page tells of.
pub(super) fn on_page(
    error: &tera::Error,
    folder: &str,
    own: &BTreeMap<String, String>,
    page: &OutputPath,
) -> Diagnostic {
    let found = of(error, folder, own).into_iter().next();
    let mut found = found.unwrap_or_else(|| unreported(&error.to_string(), (folder, own)));
    if let Problem::TemplateInvalid { detail } = found.problem {
        found.problem = Problem::TemplateFailed { page: page.to_string(), detail };
    }
    found
}

/// The reports that the engine draws for a terminal, one below the other: the message, `--> template:line:column`, and the line.
fn reported(drawn: &str, site: Own<'_>) -> Vec<Diagnostic> {
    let report = |drawn: &str| {
        let mut lines = drawn.lines();
        let message = lines.next()?.strip_prefix("error: ")?;
        let place = lines.next()?.trim().strip_prefix("--> ")?;
        let mut parts = place.rsplitn(3, ':');
        let line = parts.nth(1)?.parse().ok()?;
        Some(placed(message, parts.next()?, line, site))
    };
    drawn.split("\n\n").filter_map(report).collect()
}

/// A message at a line of a template.
fn placed(message: &str, template: &str, line: usize, site: Own<'_>) -> Diagnostic {
    let named = |start: &str| message.strip_prefix(start)?.split('`').next();
    let known = [
        ("Unknown filter `", TemplatePart::Filter),
        ("Unknown test `", TemplatePart::Test),
        ("Unknown function `", TemplatePart::Function),
        ("Unknown component `", TemplatePart::Component),
        ("Unknown template `", TemplatePart::Template),
        ("Block `", TemplatePart::Block),
    ];
    let part = known.into_iter().find_map(|(start, part)| Some((part, named(start)?)));
    let problem = match part {
        Some((part, name)) => unknown(part, name, site),
        None => Problem::TemplateInvalid { detail: message.to_owned() },
    };
    at(problem, template, line, site)
}

/// A name that a template uses and that is not there, with the nearest that is.
fn unknown(part: TemplatePart, name: &str, (_, own): Own<'_>) -> Problem {
    let nearest = match part {
        TemplatePart::Filter => nearest(name, FILTERS.iter().copied()),
        TemplatePart::Template => {
            let default: Vec<String> =
                TEMPLATES.iter().map(|name| format!("{PREFIX}{name}")).collect();
            let names = own.keys().map(String::as_str).chain(TEMPLATES);
            nearest(name, names.chain(default.iter().map(String::as_str)))
        }
        TemplatePart::Block => {
            let mut blocks: Vec<&str> = TEMPLATES.iter().flat_map(|name| blocks_of(name)).collect();
            blocks.extend(blocks_of("base.html"));
            nearest(name, blocks)
        }
        TemplatePart::Test | TemplatePart::Function | TemplatePart::Component => None,
    };
    // What the program's own template has, a template of the site may lack.
    let nearest = nearest.filter(|nearest| nearest != name);
    Problem::TemplateUnknown { part, name: name.to_owned(), nearest }
}

/// The blocks of a template of the program.
fn blocks_of(name: &str) -> Vec<&'static str> {
    let rest = default_text(name).split("{% block ").skip(1);
    rest.filter_map(|rest| rest.split([' ', '-', '%']).next()).collect()
}

fn default_text(name: &str) -> &'static str {
    let file = DEFAULT.get_file(format!("templates/{name}"));
    file.and_then(|file| file.contents_utf8()).unwrap_or_default()
}

fn at(problem: Problem, template: &str, line: usize, (folder, own): Own<'_>) -> Diagnostic {
    let problem = Diagnostic::error(problem);
    let line = u32::try_from(line).unwrap_or(1);
    match (own.get(template), template.strip_prefix(PREFIX)) {
        (None, Some(name)) => problem
            .at(&SourcePath::new(&format!("themes/default/templates/{name}")))
            .on_line(line, default_text(name)),
        (text, _) => {
            let problem = problem.at(&SourcePath::new(&format!("{folder}templates/{template}")));
            match text {
                Some(text) => problem.on_line(line, text),
                None => problem,
            }
        }
    }
}

/// The first line that speaks of a name in quotes, from 1.
fn line_of(name: &str, text: Option<&String>) -> usize {
    let quoted = format!("\"{name}\"");
    let line = text.and_then(|text| text.lines().position(|line| line.contains(&quoted)));
    line.map_or(1, |line| line + 1)
}

/// A problem that the engine gives no place for, such as templates that include each other: the first template line that
/// speaks of a name in the message.
fn unreported(detail: &str, (folder, own): Own<'_>) -> Diagnostic {
    let detail = detail.lines().next().unwrap_or_default();
    let problem = Diagnostic::error(Problem::TemplateInvalid { detail: detail.to_owned() });
    let quoted: Vec<String> =
        detail.split(['\'', '`']).skip(1).step_by(2).map(|name| format!("\"{name}\"")).collect();
    for (name, text) in own {
        let speaks = |line: &str| quoted.iter().any(|quoted| line.contains(quoted));
        if let Some(line) = text.lines().position(speaks) {
            let path = SourcePath::new(&format!("{folder}templates/{name}"));
            return problem.at(&path).on_line(u32::try_from(line + 1).unwrap_or(1), text);
        }
    }
    problem.at(&SourcePath::new(folder.trim_end_matches('/')))
}
