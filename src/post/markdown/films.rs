//! Shortcodes that show what is on another site become a link to it, for no page loads anything from elsewhere; and those that show a
//! picture are a picture.

use std::borrow::Cow;

use super::shortcode::{named, push_destination, push_literal};
use super::spans::{code_spans, is_within};

/// Where the page of a film is, before its name there.
const YOUTUBE: &str = "https://www.youtube.com/watch?v=";
const VIMEO: &str = "https://vimeo.com/";

/// The Markdown of a shortcode of this name, if it is one of these.
pub(super) fn markdown(name: &str, parameters: &str) -> Option<String> {
    let values = named(parameters);
    let value = |names: &[&str]| names.iter().find_map(|name| values.get(name).cloned());
    let id = || value(&["id", "src"]).filter(|id| is_id(id));
    let address = match name {
        "youtube" | "youtubeLite" | "youtube-lite" => {
            format!("{YOUTUBE}{}", id().filter(|id| id.len() > 5)?)
        }
        // The oldest films there have few digits.
        "vimeo" => {
            let is_number = |id: &String| id.bytes().all(|byte| byte.is_ascii_digit());
            format!("{VIMEO}{}", id().filter(is_number)?)
        }
        "tweet" | "twitter" | "x" => {
            format!("https://x.com/{}/status/{}", value(&["user"]).filter(|it| is_id(it))?, id()?)
        }
        "gist" => {
            let words: Vec<&str> =
                parameters.split([' ', '/']).filter(|it| !it.is_empty()).collect();
            let parts: Vec<&str> = words.iter().map(|it| it.trim_matches(['"', '\''])).collect();
            match parts.as_slice() {
                [user, id, ..] if is_id(user) && is_id(id) => {
                    format!("https://gist.github.com/{user}/{id}")
                }
                _ => return None,
            }
        }
        "include" | "include_cached" => return included(parameters),
        _ => return None,
    };
    Some(match value(&["title"]).filter(|title| !title.is_empty()) {
        Some(title) => {
            let mut link = "[".to_owned();
            push_literal(&mut link, &title);
            format!("{link}](<{address}>)")
        }
        None => format!("<{address}>"),
    })
}

/// The page of a film, by the address that a frame has for it.
pub(super) fn watched(address: &str) -> Option<String> {
    let (_, rest) = address.split_once("://")?;
    let id = |rest: &str| rest.split(['?', '#', '/']).next().unwrap_or_default().to_owned();
    let places =
        ["www.youtube.com/embed/", "www.youtube-nocookie.com/embed/", "youtube.com/embed/"];
    if let Some(rest) = places.iter().find_map(|place| rest.strip_prefix(place)) {
        return Some(format!("{YOUTUBE}{}", id(rest)));
    }
    let rest = rest.strip_prefix("player.vimeo.com/video/")?;
    Some(format!("{VIMEO}{}", id(rest)))
}

/// What themes of Jekyll include: a film or a picture.
fn included(parameters: &str) -> Option<String> {
    let (file, rest) = parameters.trim().split_once(char::is_whitespace)?;
    let values = named(rest);
    let stem = file.rsplit('/').next().unwrap_or(file).split('.').next().unwrap_or(file);
    match stem {
        "video" => markdown(values.get("provider")?, rest),
        "youtube" | "vimeo" => markdown(stem, rest),
        "figure" | "image" | "img" | "picture" => {
            let keys = ["image_path", "path", "src", "url", "file", "image"];
            let source = keys.iter().find_map(|key| values.get(key))?;
            let is_plain =
                !source.contains(['{', '"']) && values.values().all(|it| !it.contains("{{"));
            let caption =
                ["caption", "description", "title"].iter().find_map(|key| values.get(key));
            let quoted = |text: &String| text.replace('"', "”");
            let caption = caption.map(quoted).unwrap_or_default();
            let alt = values.get("alt").map(quoted).unwrap_or_default();
            is_plain
                .then(|| figure(&format!("src=\"{source}\" alt=\"{alt}\" caption=\"{caption}\"")))
        }
        _ => None,
    }
}

/// Hugo's figure as an image, whose title is what Hugo has below it: title, caption and source. It may lead somewhere.
pub(super) fn figure(parameters: &str) -> String {
    let values = named(parameters);
    let value = |name: &str| values.get(name).map(|it| it.trim()).unwrap_or_default();
    let (title, caption, attr) = (value("title"), value("caption"), value("attr"));
    let mut below = Vec::new();
    if !title.is_empty() {
        let is_alone = caption.is_empty() && attr.is_empty();
        below.push(if is_alone { title.to_owned() } else { format!("**{title}**") });
    }
    if !caption.is_empty() {
        below.push(caption.to_owned());
    }
    if !attr.is_empty() {
        let mut source = attr.to_owned();
        if !value("attrlink").is_empty() {
            source = format!("[{attr}](<");
            push_destination(&mut source, value("attrlink"));
            source.push_str(">)");
        }
        below.push(source);
    }
    let mut image = String::from("![");
    push_literal(&mut image, value("alt"));
    image.push_str("](<");
    push_destination(&mut image, value("src"));
    image.push('>');
    if !below.is_empty() {
        image.push_str(" \"");
        push_literal(&mut image, &below.join(" "));
        image.push('"');
    }
    image.push(')');
    if !value("link").is_empty() {
        image = format!("[{image}](<");
        push_destination(&mut image, value("link"));
        image.push_str(">)");
    }
    image
}

/// A line without the signs that `WordPress` has around a picture and what is said of it: `[caption id="a"]…[/caption]`.
pub(super) fn without_captions(line: &str) -> Cow<'_, str> {
    let Some((before, rest)) = line.split_once("[caption ") else { return Cow::Borrowed(line) };
    let Some((parameters, rest)) = rest.split_once(']') else { return Cow::Borrowed(line) };
    let Some((inner, after)) = rest.split_once("[/caption") else { return Cow::Borrowed(line) };
    // What turns HTML into Markdown escapes brackets.
    let bare = |text: &'_ str| text.strip_suffix('\\').unwrap_or(text).to_owned();
    let Some(after) = after.trim_start_matches('\\').strip_prefix(']') else {
        return Cow::Borrowed(line);
    };
    let is_meant = parameters.contains('=') && is_text(line, before.len());
    if !is_meant {
        return Cow::Borrowed(line);
    }
    Cow::Owned(format!("{}{}{after}", bare(before), bare(inner)))
}

fn is_text(line: &str, at: usize) -> bool {
    !is_within(&code_spans(line), at)
}

fn is_id(text: &str) -> bool {
    !text.is_empty()
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
}

#[cfg(test)]
mod tests {
    use super::{markdown, without_captions};

    #[test]
    fn captions_of_wordpress_are_text() {
        for (line, wanted) in [
            (
                "[caption id=\"a\" width=\"6\"]<img src=\"a.jpg\"> Zo[/caption] b",
                "<img src=\"a.jpg\"> Zo b",
            ),
            ("\\[caption id=\"a\\_1\"\\][![A](a.jpg)](b) Zo\\[/caption\\]", "[![A](a.jpg)](b) Zo"),
            (
                "`[caption id=\"a\"]x[/caption]` [caption x",
                "`[caption id=\"a\"]x[/caption]` [caption x",
            ),
        ] {
            assert_eq!(without_captions(line), wanted);
        }
    }

    #[test]
    fn what_is_elsewhere_is_a_link() {
        for (name, parameters, wanted) in [
            ("youtube", "dQw4w9WgXcQ", Some("<https://www.youtube.com/watch?v=dQw4w9WgXcQ>")),
            (
                "youtube",
                "id=\"dQw4w9WgXcQ\", autoplay=true",
                Some("<https://www.youtube.com/watch?v=dQw4w9WgXcQ>"),
            ),
            (
                "vimeo",
                "id=\"146022717\" title=\"Een *film*\"",
                Some("[Een \\*film\\*](<https://vimeo.com/146022717>)"),
            ),
            ("vimeo", "id=\"123\"", Some("<https://vimeo.com/123>")),
            ("vimeo", "films", None),
            ("youtube", "x", None),
            ("youtube", "{{ x }}", None),
            ("gist", "spf13 7896402", Some("<https://gist.github.com/spf13/7896402>")),
            ("gist", "spf13/7896402", Some("<https://gist.github.com/spf13/7896402>")),
            ("x", "user=\"Z\" id=\"12\"", Some("<https://x.com/Z/status/12>")),
            ("x", "", None),
            (
                "include",
                "video id=\"-PVofD2A9t8\" provider=\"youtube\"",
                Some("<https://www.youtube.com/watch?v=-PVofD2A9t8>"),
            ),
            (
                "include",
                "figure image_path=\"/a b.jpg\" alt=\"c\" caption=\"d\"",
                Some("![c](</a b.jpg> \"d\")"),
            ),
            (
                "include",
                "embed/youtube.html id='dQw4w9WgXcQ'",
                Some("<https://www.youtube.com/watch?v=dQw4w9WgXcQ>"),
            ),
            ("include", "toc icon=\"a\"", None),
            ("note", "a", None),
        ] {
            assert_eq!(markdown(name, parameters).as_deref(), wanted, "{name} {parameters}");
        }
    }
}
