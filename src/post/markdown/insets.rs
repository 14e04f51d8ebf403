//! What is drawn for a body, kept apart while the body passes the sanitiser: that knows nothing of drawings, and no post may
//! write one itself.

use crate::html::{self, Html};

/// What stands around the number of an inset: private signs, which mean nothing in any text.
const MARKS: (char, char) = ('\u{F8F1}', '\u{F8F2}');

/// The insets of a body in their order.
#[derive(Default)]
pub(super) struct Insets(Vec<String>);

impl Insets {
    /// Keeps an inset, and writes where it goes.
    pub(super) fn push(&mut self, html: &mut String, inset: String) {
        html.push(MARKS.0);
        html.push_str(&self.0.len().to_string());
        html.push(MARKS.1);
        self.0.push(inset);
    }

    /// How many there are.
    pub(super) fn count(&self) -> usize {
        self.0.len()
    }

    /// The body with its insets, each put in once.
    pub(super) fn put_in(self, body: Html) -> Html {
        if self.0.is_empty() {
            return body;
        }
        let text = body.into_string();
        let mut insets: Vec<Option<String>> = self.0.into_iter().map(Some).collect();
        let mut html = String::with_capacity(
            text.len() + insets.iter().flatten().map(String::len).sum::<usize>(),
        );
        let mut rest = text.as_str();
        while let Some((before, after)) = rest.split_once(MARKS.0) {
            html.push_str(before);
            let marked = after.split_once(MARKS.1).and_then(|(number, after)| {
                let inset = insets.get_mut(number.parse::<usize>().ok()?)?.take()?;
                Some((inset, after))
            });
            rest = match marked {
                Some((inset, after)) => {
                    html.push_str(&inset);
                    after
                }
                None => after,
            };
        }
        html.push_str(rest);
        html::trusted_markup(html)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_inset_is_put_in_once_and_forged_marks_go() {
        let mut insets = Insets::default();
        let mut html = String::from("a");
        insets.push(&mut html, "<svg></svg>".to_owned());
        html.push_str("b\u{F8F1}0\u{F8F2}c\u{F8F1}7\u{F8F2}d\u{F8F1}");
        let put = insets.put_in(html::trusted_markup(html));
        assert_eq!(put.as_str(), "a<svg></svg>b0\u{F8F2}c7\u{F8F2}d");
    }
}
