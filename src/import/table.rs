//! Tables: as Markdown if it can say them, or else as plain HTML.

use super::markdown::{Writer, is_block_name};
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
    let is_classic = writer.is_classic;
    let has_caption = nodes.iter().any(|inner| tree.name(*inner) == "caption");
    let is_simple = |cell: &usize| {
        let spans = ["colspan", "rowspan"].iter().any(|name| tree.attribute(*cell, name).is_some());
        let has_blocks = tree.walk(*cell, |_| true).into_iter().skip(1).any(|inner| {
            let text = tree.own_text(inner).filter(|_| is_classic);
            is_block_name(tree.name(inner))
                || tree.name(inner) == "br"
                || text.is_some_and(|text| text.trim().contains('\n'))
        });
        !spans && !has_blocks
    };
    let is_plain = has_head
        && !has_caption
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
    let caption = tree.children(node).find(|child| tree.name(*child) == "caption");
    if let Some(caption) = caption {
        html.push_str("\n<caption>");
        push_inner(writer, caption, &mut html);
        html.push_str("</caption>");
    }
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
    "a",
    "b",
    "blockquote",
    "br",
    "code",
    "del",
    "em",
    "i",
    "img",
    "kbd",
    "li",
    "mark",
    "ol",
    "p",
    "s",
    "strong",
    "sub",
    "sup",
    "ul",
];

fn push_inner(writer: &mut Writer<'_, '_>, node: usize, html: &mut String) {
    for child in writer.tree.children(node).collect::<Vec<_>>() {
        if let Some(text) = writer.tree.own_text(child) {
            let is_literal = writer.tree.name(node) == "pre";
            push_cell_text(html, text, is_literal || writer.is_classic, is_literal);
            continue;
        }
        let tree = writer.tree;
        let name = tree.name(child);
        if matches!(name, "script" | "style" | "template" | "") || writer.is_hidden(child) {
            continue;
        }
        if !KEPT.contains(&name) {
            // What stood by itself still does.
            let stands_apart = is_block_name(name) || name == "tr";
            let has_text =
                !html.ends_with("<br>") && !html.ends_with("<td>") && !html.ends_with("<th>");
            if stands_apart && has_text {
                html.push_str("<br>");
            }
            push_inner(writer, child, html);
            let follows = writer.tree.children(node).skip_while(|inner| *inner != child).nth(1);
            if stands_apart && follows.is_some() {
                html.push_str("<br>");
            } else if matches!(name, "td" | "th") {
                html.push(' ');
            }
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

/// Text in a cell. An empty line would end the HTML, so it is on one line.
fn push_cell_text(html: &mut String, text: &str, has_lines: bool, is_literal: bool) {
    let edge = |is_one: bool| if is_one && !is_literal { " " } else { "" };
    let words = |line: &str| line.split_whitespace().collect::<Vec<_>>().join(" ");
    let lines: Vec<String> = match has_lines {
        true => text.trim().split('\n').map(words).filter(|line| !line.is_empty()).collect(),
        false => vec![words(text)],
    };
    html.push_str(edge(text.starts_with(char::is_whitespace)));
    for (number, line) in lines.iter().enumerate() {
        html.push_str(if number > 0 { "<br>" } else { "" });
        push_escaped(html, line);
    }
    html.push_str(edge(text.ends_with(char::is_whitespace) && !text.trim().is_empty()));
}
