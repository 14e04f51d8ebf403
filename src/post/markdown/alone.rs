//! What an image is that stands alone in its paragraph, and is no picture: a chart, or a film or sound with its words.

use super::Surroundings;
use super::caption;
use super::inline::{self, Target};
use super::insets::Insets;
use crate::html::escape;
use crate::media::{Medium, chart};

/// An image alone in its paragraph.
pub(super) struct Alone<'a> {
    /// As written.
    pub(super) target: &'a str,
    /// The title, which becomes the caption.
    pub(super) title: &'a str,
    /// The description.
    pub(super) description: &'a str,
}

/// Adds it, if it is one of these.
pub(super) fn push(
    html: &mut String,
    shown: &Alone<'_>,
    around: &Surroundings<'_>,
    insets: &mut Insets,
) -> bool {
    let Some(medium) = inline::medium(shown.target, around) else { return false };
    let Target::Inside(address) = inline::resolve(shown.target, around) else { return false };
    let mut inset = String::new();
    match medium {
        Medium::Chart(chart) => {
            let (title, _) = chart::in_title(shown.title);
            let shown = chart::Shown {
                title: &caption::plain(shown.title),
                caption: &caption::html(title, around),
                description: shown.description,
                address: &address,
                number: insets.count() + 1,
            };
            chart::push(&mut inset, chart, &shown, &around.words.chart);
        }
        Medium::Player(player) => {
            let said = (address.as_str(), shown.description);
            let name = format!("film-{}", insets.count() + 1);
            // Which file it is, for paper.
            let file = escape(address.trim_start_matches("../"));
            match shown.title.trim().is_empty() {
                true => inset.push_str(&format!("<figure data-file=\"{file}\">")),
                false => inset
                    .push_str(&format!("<figure aria-labelledby=\"{name}\" data-file=\"{file}\">")),
            }
            player.push(&mut inset, said, |path| path.href_from(around.root));
            let title = around.words.file.get("transcript").map_or("", String::as_str);
            player.push_captions(&mut inset, title, &around.words.language);
            if !shown.title.trim().is_empty() {
                let caption = caption::html(shown.title, around);
                inset.push_str(&format!("<figcaption id=\"{name}\">{caption}</figcaption>"));
            }
            inset.push_str("</figure>\n");
        }
        Medium::Picture(_) | Medium::Document(_) => return false,
    }
    insets.push(html, inset);
    true
}
