//! What the pages of an output say and where they lead: every link, image and anchor, and nothing from elsewhere.

use std::collections::{BTreeMap, BTreeSet};

/// The start tags of a page with their attributes, entities resolved.
pub(crate) fn tags(html: &str) -> Vec<(String, BTreeMap<String, String>)> {
    let mut tags = Vec::new();
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        rest = &rest[start + 1..];
        if let Some(comment) = rest.strip_prefix("!--") {
            rest = comment.split_once("-->").map_or("", |(_, rest)| rest);
            continue;
        }
        let name: String = rest.chars().take_while(char::is_ascii_alphanumeric).collect();
        rest = &rest[name.len()..];
        if name.is_empty() {
            continue;
        }
        let mut attributes = BTreeMap::new();
        loop {
            rest = rest.trim_start();
            if rest.is_empty() || rest.starts_with('>') {
                break;
            }
            let end = rest.find(|c: char| c == '=' || c == '>' || c.is_whitespace());
            let (name, after) = rest.split_at(end.unwrap_or(rest.len()));
            rest = after;
            let mut value = String::new();
            if let Some(quoted) = after.strip_prefix("=\"") {
                let (inside, after) = quoted.split_once('"').unwrap();
                value = inside.replace("&amp;", "&").replace("&quot;", "\"").replace("&#x27;", "'");
                rest = after;
            } else if let Some(bare) = after.strip_prefix('=') {
                let end = bare.find(|c: char| c == '>' || c.is_whitespace());
                let (inside, after) = bare.split_at(end.unwrap_or(bare.len()));
                assert!(
                    !inside.is_empty() && !inside.contains(['"', '\'', '<', '=', '`', '&']),
                    "{name}={inside}"
                );
                value = inside.to_owned();
                rest = after;
            }
            attributes.insert(name.to_owned(), value);
        }
        tags.push((name, attributes));
    }
    tags
}

/// The path that an address leads to from a page, and its anchor; `None` for what is not in the site.
fn resolve(page: &str, address: &str) -> Option<(String, Option<String>)> {
    if address.contains("://") || address.starts_with("mailto:") || address.starts_with("data:") {
        return None;
    }
    let (path, anchor) = match address.split_once('#') {
        Some((path, anchor)) => (path, Some(decode(anchor))),
        None => (address, None),
    };
    let path = decode(path.split('?').next().unwrap());
    if path.is_empty() {
        return Some((page.to_owned(), anchor));
    }
    assert!(!path.starts_with('/'), "{page}: {address} is not relative");
    let mut parts: Vec<&str> = page.split('/').collect();
    parts.pop();
    for part in path.split('/') {
        match part {
            "." => {}
            ".." => assert!(parts.pop().is_some(), "{page}: {address} leads out of the site"),
            part => parts.push(part),
        }
    }
    Some((parts.join("/"), anchor))
}

fn decode(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        rest = after;
        match (first, after) {
            (b'%', [high, low, after @ ..]) => {
                let digits = [*high, *low];
                let digits = std::str::from_utf8(&digits).unwrap();
                bytes.push(u8::from_str_radix(digits, 16).unwrap());
                rest = after;
            }
            _ => bytes.push(*first),
        }
    }
    String::from_utf8(bytes).unwrap()
}

/// What is wrong in an output: links and images that lead nowhere, two things with one name, and whatever would ask another
/// host.
pub(crate) fn faults(output: &BTreeMap<String, Vec<u8>>) -> Vec<String> {
    let page = |(path, bytes): (&String, &Vec<u8>)| {
        let html = || String::from_utf8(bytes.clone()).unwrap();
        path.ends_with(".html").then(|| (path.clone(), tags(&html())))
    };
    let pages: BTreeMap<String, _> = output.iter().filter_map(page).collect();
    let mut faults = Vec::new();
    let mut anchors: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (path, tags) in &pages {
        let own = anchors.entry(path).or_default();
        for (_, attributes) in tags {
            if let Some(id) = attributes.get("id")
                && !own.insert(id)
            {
                faults.push(format!("{path}: twice id {id}"));
            }
        }
    }
    for (path, tags) in &pages {
        for (name, attributes) in tags {
            let sources = attributes.get("srcset").map_or("", String::as_str).split(", ");
            let sources = sources.filter_map(|source| Some(("srcset", source.split_once(' ')?.0)));
            let keys = ["href", "src", "action", "data", "poster", "style", "onclick"].into_iter();
            let own = keys.filter_map(|key| Some((key, attributes.get(key)?.as_str())));
            for (key, address) in own.chain(sources) {
                if key == "style" || key == "onclick" {
                    faults.push(format!("{path}: <{name} {key}>"));
                    continue;
                }
                let loads = !matches!(name.as_str(), "a" | "area")
                    && !matches!(
                        attributes.get("rel").map(String::as_str),
                        Some("canonical" | "alternate")
                    );
                match resolve(path, address) {
                    None if loads => faults.push(format!("{path}: <{name}> loads {address}")),
                    None => {}
                    Some((target, _)) if !output.contains_key(&target) => {
                        faults.push(format!("{path}: {address} is not there"));
                    }
                    Some((target, Some(anchor))) if !anchor.is_empty() => {
                        let known = anchors.get(target.as_str());
                        if !known.is_some_and(|known| known.contains(anchor.as_str())) {
                            faults.push(format!("{path}: {address} has no such anchor"));
                        }
                    }
                    Some(_) => {}
                }
            }
        }
        frame(path, tags, &mut faults);
    }
    faults
}

/// What every page must have once, and must not have at all.
fn frame(path: &str, tags: &[(String, BTreeMap<String, String>)], faults: &mut Vec<String>) {
    let names: Vec<&str> = tags.iter().map(|(name, _)| name.as_str()).collect();
    for needed in ["title", "main", "h1"] {
        if names.iter().filter(|name| **name == needed).count() != 1
            && !(needed == "title" && names.contains(&"svg"))
        {
            faults.push(format!("{path}: not one <{needed}>"));
        }
    }
    if names.contains(&"style") {
        faults.push(format!("{path}: an inline style"));
    }
    let scripts = tags.iter().filter(|(name, _)| name == "script");
    if scripts.clone().any(|(_, attributes)| !attributes.contains_key("src")) {
        faults.push(format!("{path}: an inline script"));
    }
}
