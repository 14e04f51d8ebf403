//! Blocks of Material between slashes that are no boxes: the caption of a picture, and elements around a text.

use super::lines::columns;
use super::spaced::push_title;

/// Nobody writes a longer caption, and looking for its end costs no more than this.
const MOST_LINES: usize = 20;

fn name(rest: &str) -> &str {
    rest.split([' ', '|']).next().unwrap_or_default()
}

fn is_caption(rest: &str) -> bool {
    matches!(name(rest), "caption" | "figure-caption" | "table-caption")
}

/// Whether what stands behind the slashes begins a block of which only the text means something here.
pub(super) fn is_around_text(rest: &str) -> bool {
    is_caption(rest) || name(rest) == "html"
}

/// Gives the picture that the text ends with the caption that begins with this line and goes on in `rest`, as its title. Says how
/// many lines of that are the caption's.
pub(super) fn take_caption(trimmed: &str, rest: &str, text: &mut String) -> Option<usize> {
    let sign =
        &trimmed[..trimmed.len() - trimmed.strip_prefix("///")?.trim_start_matches('/').len()];
    if !is_caption(trimmed[sign.len()..].trim_start()) {
        return None;
    }
    let place = end_of_picture(text)?;
    let end = rest.lines().take(MOST_LINES).position(|line| line.trim() == sign)?;
    let is_option = |line: &&str| columns(line) >= 4 && super::boxes::is_option(line.trim());
    let lines = rest.lines().take(end).filter(|line| !is_option(line)).map(str::trim);
    let caption = lines.collect::<Vec<_>>().join(" ");
    if caption.trim().is_empty() || caption.contains("  ") {
        return None;
    }
    let mut title = " \"".to_owned();
    push_title(&mut title, caption.trim());
    title.push('"');
    text.insert_str(place, &title);
    Some(end + 1)
}

/// Where the title belongs of the picture that a text ends with, if it has none and stands in a line of its own.
fn end_of_picture(text: &str) -> Option<usize> {
    let text = text.trim_end();
    let line = text.rsplit('\n').next().unwrap_or_default().trim_start();
    let is_alone = line.starts_with("![") && line.ends_with(')') && line.matches("](").count() == 1;
    (is_alone && !line.contains(['"', '\''])).then(|| text.len() - 1)
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;
    use super::take_caption;

    #[test]
    fn a_caption_becomes_the_title_of_its_picture() {
        for (rest, wanted) in [
            ("Zo \"is\"\n*het*\n///\nb", Some((3, "a\n![x](y.png \"Zo \\\"is\\\" *het*\")\n"))),
            ("    attrs: {id: a}\nZo\n///", Some((3, "a\n![x](y.png \"Zo\")\n"))),
            ("Zo\n\nen zo\n///", None),
            ("Zo", None),
        ] {
            let mut text = "a\n![x](y.png)\n".to_owned();
            let found = take_caption("/// caption", rest, &mut text);
            assert_eq!(found.map(|lines| (lines, text.as_str())), wanted, "{rest}");
        }
        let mut text = "a ![x](y.png)\n".to_owned();
        assert_eq!(take_caption("/// caption", "Zo\n///", &mut text), None);
        assert_eq!(take_caption("/// note", "Zo\n///", &mut "![x](y.png)".to_owned()), None);
    }

    #[test]
    fn the_text_of_other_blocks_stays() {
        check(&[
            (
                "/// html | div.result\n    attrs: {id: a}\n*a*\n///\nb",
                "<p><em>a</em></p>\n<p>b</p>\n",
            ),
            (
                "| a |\n|---|\n\n/// table-caption\nb\n///",
                "<div class=table role=region tabindex=0 aria-label=\"a\"><table>\n<thead>\n<tr><th scope=col>a</th></tr>\n</thead>\n</table></div>\n<p>b</p>\n",
            ),
        ]);
    }
}
