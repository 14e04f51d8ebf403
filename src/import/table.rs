//! Tables: as Markdown if it can say them, or else as plain HTML.

use super::markdown::Writer;
use crate::html::push_escaped;

/// A table; `None` if nothing is in it.
pub(super) fn write(writer: &mut Writer<'_, '_>, node: usize) -> Option<String> {
    let tree = writer.tree;
    let nodes = tree.walk(node, |inner| inner == node || tree.name(inner) != "table");
    let rows: Vec<usize> = nodes.iter().copied().filter(|row| tree.name(*row) == "tr").collect();
    let cells = |row: usize| {
        tree.children(row)
            .filter(|cell| matches!(tree.name(*cell), "td" | "th"))
            .collect::<Vec<_>>()
    };
    let first = rows.first().copied()?;
    let has_head = cells(first).iter().all(|cell| tree.name(*cell) == "th")
        || tree.parent(first).is_some_and(|parent| tree.name(parent) == "thead");
    let columns = cells(first).len();
    let is_simple = |cell: &usize| {
        let spans = ["colspan", "rowspan"].iter().any(|name| tree.attribute(*cell, name).is_some());
        let has_blocks = tree.walk(*cell, |_| true).into_iter().skip(1).any(|inner| {
            matches!(
                tree.name(inner),
                "p" | "ul"
                    | "ol"
                    | "table"
                    | "pre"
                    | "br"
                    | "div"
                    | "blockquote"
                    | "figure"
                    | "hr"
                    | "h2"
                    | "h3"
                    | "h4"
            )
        });
        !spans && !has_blocks
    };
    let is_plain = has_head
        && columns > 0
        && rows.iter().all(|row| cells(*row).len() == columns && cells(*row).iter().all(is_simple));
    if !is_plain {
        return html(writer, node, &rows);
    }
    let mut lines = Vec::new();
    for (number, row) in rows.iter().enumerate() {
        let texts: Vec<String> =
            cells(*row).into_iter().map(|cell| writer.line(cell).replace('|', "\\|")).collect();
        lines.push(format!("| {} |", texts.join(" | ")));
        if number == 0 {
            lines.push(format!("|{}", " --- |".repeat(columns)));
        }
    }
    Some(lines.join("\n"))
}

/// The table with what it consists of, and no more: no styles, no widths.
fn html(writer: &mut Writer<'_, '_>, node: usize, rows: &[usize]) -> Option<String> {
    let tree = writer.tree;
    let mut html = String::from("<table>");
    for row in rows {
        html.push_str("\n<tr>");
        for cell in tree.children(*row).collect::<Vec<_>>() {
            let name = tree.name(cell);
            if !matches!(name, "td" | "th") {
                continue;
            }
            html.push_str(&format!("<{name}"));
            for attribute in ["colspan", "rowspan", "scope"] {
                if let Some(value) = tree.attribute(cell, attribute) {
                    html.push_str(&format!(" {attribute}=\""));
                    push_escaped(&mut html, value);
                    html.push('"');
                }
            }
            html.push('>');
            push_inner(writer, cell, &mut html);
            html.push_str(&format!("</{name}>"));
        }
        html.push_str("</tr>");
    }
    html.push_str("\n</table>");
    let has_text = !tree.text(&tree.walk(node, |_| true)).is_empty()
        || tree.walk(node, |_| true).iter().any(|inner| tree.name(*inner) == "img");
    has_text.then_some(html)
}

/// Elements that a cell keeps.
const KEPT: &[&str] = &[
    "a", "b", "br", "code", "del", "em", "i", "img", "li", "ol", "p", "s", "strong", "sub", "sup",
    "ul",
];

fn push_inner(writer: &mut Writer<'_, '_>, node: usize, html: &mut String) {
    for child in writer.tree.children(node).collect::<Vec<_>>() {
        if let Some(text) = writer.tree.own_text(child) {
            // An empty line would end the HTML.
            let blank = if text.starts_with(char::is_whitespace) { " " } else { "" };
            let end = if text.ends_with(char::is_whitespace) { " " } else { "" };
            let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
            push_escaped(
                html,
                &if words.is_empty() { " ".to_owned() } else { format!("{blank}{words}{end}") },
            );
            continue;
        }
        let name = writer.tree.name(child);
        if matches!(name, "script" | "style" | "template" | "") {
            continue;
        }
        if !KEPT.contains(&name) {
            push_inner(writer, child, html);
            continue;
        }
        let attribute = match name {
            "a" => writer
                .tree
                .attribute(child, "href")
                .and_then(|href| writer.links.target(href))
                .map(|to| ("href", to)),
            "img" => {
                let source = writer.tree.attribute(child, "src");
                source.and_then(|source| writer.links.picture(source)).map(|(to, _)| ("src", to))
            }
            _ => None,
        };
        html.push_str(&format!("<{name}"));
        let alt = writer.tree.attribute(child, "alt").filter(|_| name == "img");
        for (key, value) in attribute.into_iter().chain(alt.map(|alt| ("alt", alt.to_owned()))) {
            html.push_str(&format!(" {key}=\""));
            push_escaped(html, &value);
            html.push('"');
        }
        html.push('>');
        if !matches!(name, "br" | "img") {
            push_inner(writer, child, html);
            html.push_str(&format!("</{name}>"));
        }
    }
}
