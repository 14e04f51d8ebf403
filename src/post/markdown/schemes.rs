//! Two pictures of which one is for light pages and one for dark ones, as GitHub and Material for MkDocs have them: readers see the
//! one that is for the colours of their computer.

use pulldown_cmark::{Event, Tag};

use super::Surroundings;
use super::inline::{Picture, Target, medium, resolve};
use super::insets::Insets;
use crate::html::push_escaped;
use crate::media::{Medium, picture};
use crate::output::OutputPath;

/// What the browser takes if the reader's computer is dark.
const DARK: &str = " media=\"(prefers-color-scheme: dark)\"";

/// Where the two are among the events, and what comes behind both.
pub(super) struct Pair {
    pub(super) light: usize,
    pub(super) dark: usize,
    pub(super) next: usize,
}

/// Whether the end of an address says that the picture is for dark pages, or for light ones.
fn is_dark(event: &Event<'_>) -> Option<bool> {
    let Event::Start(Tag::Image { dest_url, .. }) = event else { return None };
    match dest_url.rsplit_once('#')?.1 {
        "only-dark" | "gh-dark-mode-only" => Some(true),
        "only-light" | "gh-light-mode-only" => Some(false),
        _ => None,
    }
}

/// The pair of which the first picture begins at `at`, if nothing but a blank stands between the two.
pub(super) fn pair(events: &[Event<'_>], ends: &[u32], at: usize) -> Option<Pair> {
    let first = is_dark(&events[at])?;
    let mut other = ends[at] as usize + 1;
    while matches!(events.get(other)?, Event::SoftBreak | Event::HardBreak)
        || matches!(&events[other], Event::Text(text) if text.trim().is_empty())
    {
        other += 1;
    }
    let second = is_dark(&events[other])?;
    let (light, dark) = if first { (other, at) } else { (at, other) };
    (first != second).then(|| Pair { light, dark, next: ends[other] as usize + 1 })
}

/// Adds the light picture with the dark one beside it, if both are pictures of the site.
pub(super) fn push(
    html: &mut String,
    light: &Picture<'_>,
    dark: &str,
    around: &Surroundings<'_>,
    insets: &mut Insets,
) -> bool {
    let (Target::Inside(address), Target::Inside(other)) =
        (resolve(light.target, around), resolve(dark, around))
    else {
        return false;
    };
    let shown = picture::Shown {
        address: &address,
        description: light.description,
        title: light.title,
        class: "",
        is_lazy: light.is_lazy,
    };
    let mut image = String::new();
    match medium(light.target, around) {
        Some(Medium::Picture(known)) => {
            known.push(&mut image, &shown, |path| path.href_from(around.root));
        }
        Some(_) => return false,
        None => picture::push_image(&mut image, &shown, None),
    }
    let mut inset = "<picture>".to_owned();
    let known = match medium(dark, around) {
        Some(Medium::Picture(known)) => Some(known),
        _ => None,
    };
    let size = known.map_or(String::new(), |known| {
        format!(" width=\"{}\" height=\"{}\"", known.width, known.height)
    });
    let attributes = format!("{DARK}{size}");
    let href = |path: &OutputPath| path.href_from(around.root);
    inset.extend(known.and_then(|known| known.source_with(&attributes, None, href)));
    inset.push_str(&format!("<source{attributes} srcset=\""));
    // A comma would end the address.
    push_escaped(&mut inset, &other.replace(',', "%2C"));
    inset.push_str("\">");
    match image.strip_prefix("<picture>") {
        Some(rest) => inset.push_str(rest),
        None => inset.push_str(&format!("{image}</picture>")),
    }
    insets.push(html, inset);
    true
}
