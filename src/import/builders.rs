//! Page builders that write shortcodes, `WPBakery` (`[vc_row]`) and Divi (`[et_pb_section]`): what they only lay out goes, and what they
//! hold in their values becomes HTML.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::blocks::attributes;
use crate::address;
use crate::html::push_escaped;

/// How the shortcodes of page builders begin.
const BUILDERS: &[&str] = &["vc_", "et_pb_"];

/// Those that show nothing of their own.
const LAYOUT: &[&str] = &[
    "vc_row",
    "vc_row_inner",
    "vc_section",
    "vc_column",
    "vc_column_inner",
    "vc_column_text",
    "vc_empty_space",
    "vc_separator",
    "vc_text_separator",
    "vc_tta_tabs",
    "vc_tta_tour",
    "vc_tta_accordion",
    "vc_tta_section",
    "et_pb_section",
    "et_pb_row",
    "et_pb_row_inner",
    "et_pb_column",
    "et_pb_column_inner",
    "et_pb_text",
    "et_pb_code",
    "et_pb_divider",
    "et_pb_tabs",
    "et_pb_accordion",
    "et_pb_slider",
];

/// How many that are switched off may lack their end; behind one more, nothing is shown.
const UNENDED: usize = 5;

/// A shortcode of a page builder.
struct Part<'a> {
    name: &'a str,
    values: Vec<(&'a str, &'a str)>,
    is_end: bool,
    /// How much of the text it is.
    length: usize,
}

impl<'a> Part<'a> {
    /// The part that a text begins with.
    fn read(text: &'a str) -> Option<Part<'a>> {
        let within = text.strip_prefix('[')?;
        let (within, is_end) = match within.strip_prefix('/') {
            Some(within) => (within, true),
            None => (within, false),
        };
        BUILDERS.iter().any(|start| within.starts_with(start)).then_some(())?;
        let is_sign = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
        let (name, rest) = within.split_at(within.find(|c| !is_sign(c))?);
        // Both write another sign for a bracket that begins within a value.
        let mut is_quoted = false;
        let end = rest.char_indices().take_while(|(_, sign)| *sign != '[').find(|(_, sign)| {
            is_quoted ^= *sign == '"';
            *sign == ']' && !is_quoted
        });
        let (end, _) = end?;
        let values = attributes(rest[..end].trim_end_matches('/'));
        let length = text.len() - rest.len() + end + 1;
        Some(Part { name, values, is_end, length })
    }

    fn value(&self, names: &[&str]) -> Option<Cow<'a, str>> {
        let found = names.iter().find_map(|name| {
            self.values.iter().find(|(own, value)| own == name && !value.is_empty())
        });
        // Divi writes so what would end a value or the shortcode.
        let is_plain = |value: &str| !value.contains('%');
        found.map(|(_, value)| match is_plain(value) {
            true => Cow::Borrowed(*value),
            false => value.replace("%22", "\"").replace("%91", "[").replace("%93", "]").into(),
        })
    }

    fn is_off(&self) -> bool {
        self.value(&["disable_element"]).as_deref() == Some("yes")
            || self.value(&["disabled"]).as_deref() == Some("on")
    }

    /// The address that it leads to; `WPBakery` has it as `url:https%3A%2F%2Fx.example|title:x`.
    fn link(&self) -> Option<String> {
        let link = self.value(&["button_url", "button_link", "url", "link", "src"])?;
        match link.strip_prefix("url:") {
            Some(rest) => Some(address::decode(rest.split('|').next()?)),
            None => Some(link.into_owned()),
        }
    }

    /// Adds what it shows of its own; whether that is anything.
    fn push(&self, html: &mut String) -> bool {
        let length = html.len();
        let words = match self.name {
            "vc_single_image" | "vc_gallery" | "vc_images_carousel" | "et_pb_gallery" => {
                if let Some(ids) = self.value(&["image", "images", "gallery_ids"]) {
                    html.push_str(&format!("\n\n[gallery ids=\"{ids}\"]\n\n"));
                }
                None
            }
            "et_pb_image" | "et_pb_fullwidth_image" => {
                if let Some(source) = self.value(&["src"]) {
                    let alt = self.value(&["alt"]).unwrap_or_default();
                    let (source, alt) = (quoted(&source), quoted(&alt));
                    html.push_str(&format!(
                        "\n\n<figure><img src=\"{source}\" alt=\"{alt}\"></figure>\n\n"
                    ));
                }
                None
            }
            "et_pb_video" | "vc_video" => self.link().map(Cow::Owned),
            _ => self.value(&["title", "heading", "h2", "text", "author"]),
        };
        let button = self.value(&["button_text"]);
        let tag = if self.name.ends_with("heading") { "h2" } else { "p" };
        let is_button = button.is_none();
        for (words, has_link) in [(words, is_button), (button, true)] {
            let Some(words) = words else { continue };
            let words = quoted(&words);
            let words = match self.link().filter(|_| has_link) {
                Some(link) => format!("<a href=\"{}\">{words}</a>", quoted(&link)),
                None if tag == "p" => format!("<strong>{words}</strong>"),
                None => words,
            };
            html.push_str(&format!("\n\n<{tag}>{words}</{tag}>\n\n"));
        }
        html.len() > length
    }
}

/// The content without page builders; what shows nothing here, and what was switched off, is added to `left`.
pub(super) fn unbuilt<'a>(content: &'a str, left: &mut BTreeSet<String>) -> Cow<'a, str> {
    if !BUILDERS.iter().any(|start| content.contains(&format!("[{start}"))) {
        return Cow::Borrowed(content);
    }
    let mut html = String::with_capacity(content.len());
    let ended: BTreeSet<&str> =
        content.split("[/").skip(1).filter_map(|end| end.split(']').next()).collect();
    let mut unended = 0;
    let mut rest = content;
    while let Some(at) = rest.find('[') {
        html.push_str(&rest[..at]);
        rest = &rest[at..];
        let Some(part) = Part::read(rest) else {
            html.push('[');
            rest = &rest[1..];
            continue;
        };
        rest = &rest[part.length..];
        html.push_str("\n\n");
        if part.is_end {
            continue;
        }
        // In one for programs and pages in another form, the text is no text.
        if part.is_off() || part.name.starts_with("vc_raw_") {
            left.insert(format!("[{}]", part.name));
            let length = inner(rest, part.name);
            unended += usize::from(length.is_none());
            let length = if unended > UNENDED { rest.len() } else { length.unwrap_or(0) };
            rest = &rest[length..];
            continue;
        }
        if !part.push(&mut html) && !ended.contains(part.name) && !LAYOUT.contains(&part.name) {
            left.insert(format!("[{}]", part.name));
        }
    }
    html.push_str(rest);
    Cow::Owned(html)
}

/// How much of a text stands in the part of this name that began before it, its end included; `None` if that does not come.
fn inner(text: &str, name: &str) -> Option<usize> {
    let mut depth = 1;
    let mut at = 0;
    while let Some(found) = text[at..].find('[').map(|found| at + found) {
        let Some(part) = Part::read(&text[found..]) else {
            at = found + 1;
            continue;
        };
        at = found + part.length;
        if part.name == name {
            depth = if part.is_end { depth - 1 } else { depth + 1 };
        }
        if depth == 0 {
            return Some(at);
        }
    }
    None
}

fn quoted(value: &str) -> String {
    let mut quoted = String::with_capacity(value.len());
    push_escaped(&mut quoted, &crate::comment::text::decode_entities(value));
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn page_builders_go_and_what_they_show_stays() {
        for (content, shown, left) in [
            ("[vc_row css=\".a{b: c;}\"][vc_column]Tekst.[/vc_column][/vc_row]", "Tekst.", ""),
            ("[vc_single_image image=\"5\" img_size=\"full\"]", "[gallery ids=\"5\"]", ""),
            ("[vc_custom_heading text=\"Kop &amp; co\" a=\"]\"]", "<h2>Kop &amp; co</h2>", ""),
            (
                "[vc_btn title=\"Knop\" link=\"url:https%3A%2F%2Fx.example%2F|title:x\"]",
                "<p><a href=\"https://x.example/\">Knop</a></p>",
                "",
            ),
            (
                "[et_pb_image src=\"/a.jpg\" alt=\"A\"][/et_pb_image]",
                "<figure><img src=\"/a.jpg\" alt=\"A\"></figure>",
                "",
            ),
            (
                "[et_pb_toggle title=\"Een %22vraag%22?\"]Ja.[/et_pb_toggle]",
                "<p><strong>Een &quot;vraag&quot;?</strong></p> Ja.",
                "",
            ),
            (
                "[et_pb_cta title=\"Kop\" button_url=\"/x/\" button_text=\"Klik\"]a[/et_pb_cta]",
                "<p><strong>Kop</strong></p> <p><a href=\"/x/\">Klik</a></p> a",
                "",
            ),
            (
                "[et_pb_text disabled=\"on\"]a[et_pb_text]b[/et_pb_text][/et_pb_text]c",
                "c",
                "[et_pb_text]",
            ),
            ("[vc_row disable_element=\"yes\"]nooit dicht", "nooit dicht", "[vc_row]"),
            ("[vc_raw_html]JTND[/vc_raw_html]", "", "[vc_raw_html]"),
            ("[vc_posts_grid loop=\"a\"] [et_pb_blog]", "", "[et_pb_blog] [vc_posts_grid]"),
            (
                "[vc_video link=\"https://v.example/\"]",
                "<p><a href=\"https://v.example/\">https://v.example/</a></p>",
                "",
            ),
            ("[gallery] [vc_row [vc_x", "[gallery] [vc_row [vc_x", ""),
        ] {
            let mut told = BTreeSet::new();
            let html = unbuilt(content, &mut told);
            let html = html.split_whitespace().collect::<Vec<_>>().join(" ");
            assert_eq!(html, shown, "{content}");
            assert_eq!(told.into_iter().collect::<Vec<_>>().join(" "), left, "{content}");
        }
    }
}
