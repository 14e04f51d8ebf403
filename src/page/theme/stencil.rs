//! What a component makes of all views of one shape: its HTML, with holes for their texts.
//!
//! Comments are many, and a component costs far more time than what it makes. Which parts it makes depends on which texts there
//! are and on some flags: the shape. The texts themselves it only passes on, escaped or as safe HTML. So it is run once for each
//! shape, with stand-ins for the texts, and filled in for every comment.

use std::collections::HashMap;
use std::sync::{Arc, RwLock};

use tera::Value;

use crate::html;

/// Around a stand-in: no character of any language.
const SIGN: char = '\u{FDD1}';

/// Behind the first of them: it tells whether the template escapes the text.
const ESCAPED: &str = "&amp;";
const SAFE: &str = "&";

/// What stands in for the text at this place.
pub(in crate::page) fn stand_in(place: usize) -> String {
    format!("{SIGN}{SAFE}{place}{SIGN}")
}

/// Whether a text has what stand-ins are known by: cut out of HTML with such a text in it, it would be one.
pub(in crate::page) fn is_like_one(text: &str) -> bool {
    text.contains(SIGN)
}

/// The HTML of a component with holes.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::page) struct Stencil {
    holes: Vec<Hole>,
    end: Box<str>,
}

#[derive(Debug, PartialEq, Eq)]
struct Hole {
    /// What stands before it, and behind the last.
    before: Box<str>,
    /// The place of its text.
    text: usize,
    is_escaped: bool,
}

impl Stencil {
    /// Cuts the stand-ins out. `None` if one is no longer whole: then the HTML depends on more than which texts there are.
    pub(in crate::page) fn cut(html: &str) -> Option<Stencil> {
        let mut parts = html.split(SIGN);
        let mut before = parts.next()?;
        let mut holes = Vec::new();
        while let Some(hole) = parts.next() {
            let escaped = hole.strip_prefix(ESCAPED);
            let place = escaped.or_else(|| hole.strip_prefix(SAFE))?;
            let (text, is_escaped) = (place.parse().ok()?, escaped.is_some());
            holes.push(Hole { before: before.into(), text, is_escaped });
            before = parts.next()?;
        }
        Some(Stencil { holes, end: before.into() })
    }

    /// The HTML with these texts, which have those that it has holes for.
    pub(in crate::page) fn fill<const N: usize>(
        &self,
        texts: &[Option<&str>; N],
    ) -> Option<String> {
        let text = |hole: &Hole| texts.get(hole.text).copied().flatten();
        let size = |hole: &Hole| hole.before.len() + text(hole).map_or(0, str::len);
        let size: usize = self.holes.iter().map(size).sum();
        let mut html = String::with_capacity(size + size / 8 + self.end.len());
        for hole in &self.holes {
            html.push_str(&hole.before);
            match text(hole)? {
                text if hole.is_escaped => html::push_escaped(&mut html, text),
                text => html.push_str(text),
            }
        }
        html.push_str(&self.end);
        Some(html)
    }
}

/// What decides which parts a component makes of a view.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Shape {
    component: &'static str,
    /// What else than texts it has, a bit each.
    flags: u32,
    /// Which texts it has.
    has: u32,
}

/// The stencils of the components of a theme, each made when it is first asked for.
#[derive(Debug, Default)]
pub(in crate::page) struct Stencils {
    known: RwLock<HashMap<Shape, Option<Arc<Stencil>>>>,
}

/// The stand-ins for the texts of a view, at their places.
pub(in crate::page) type StandIns<const N: usize> = [Option<String>; N];

impl Stencils {
    /// The HTML of a component for a view with these flags and texts. `make` runs the component with stand-ins for the texts.
    /// `None` if it makes nothing, or something that a stencil cannot: then the template makes it.
    pub(in crate::page) fn html<const N: usize>(
        &self,
        component: &'static str,
        flags: u32,
        texts: &[Option<&str>; N],
        make: impl FnOnce(StandIns<N>) -> Option<Value>,
    ) -> Option<String> {
        const { assert!(N <= 32) };
        let place = |place: usize| texts[place].map(|_| 1 << place).unwrap_or_default();
        let shape = Shape { component, flags, has: (0..N).map(place).sum() };
        let known = self.known.read().ok()?.get(&shape).cloned();
        let stencil = known.unwrap_or_else(|| {
            let stand_ins = std::array::from_fn(|place| texts[place].map(|_| stand_in(place)));
            let html = make(stand_ins);
            let made = html.as_ref().and_then(Value::as_str).and_then(Stencil::cut).map(Arc::new);
            if let Ok(mut known) = self.known.write() {
                known.insert(shape, made.clone());
            }
            made
        });
        stencil?.fill(texts)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_filled_in_as_the_template_wrote_them() {
        let html = format!("<a href=\"#{SIGN}&amp;1{SIGN}\">{SIGN}&0{SIGN}</a> {SIGN}&amp;1{SIGN}");
        let stencil = Stencil::cut(&html).expect("whole");
        let filled = stencil.fill(&[Some("<b>x</b>"), Some("a\"b' & <c>")]).expect("all are there");
        let mut escaped = Vec::new();
        tera::escape_html("a\"b' & <c>", &mut escaped).expect("a vector takes all");
        let escaped = String::from_utf8(escaped).expect("text");
        assert_eq!(filled, format!("<a href=\"#{escaped}\"><b>x</b></a> {escaped}"));
        assert_eq!(stencil.fill(&[Some("x"), None]), None);
        assert_eq!(Stencil::cut("niets").and_then(|all| all.fill(&[])).as_deref(), Some("niets"));
    }

    #[test]
    fn a_text_that_a_template_cuts_short_has_no_stencil() {
        for html in [
            format!("{SIGN}&amp;1"),
            format!("{SIGN}&amp;"),
            format!("{SIGN}&amp;1 en {SIGN}&amp;2{SIGN}"),
            format!("{SIGN}AMP;1{SIGN}"),
        ] {
            assert_eq!(Stencil::cut(&html), None, "{html}");
        }
    }

    #[test]
    fn each_shape_is_made_once() {
        let stencils = Stencils::default();
        let mut made = 0;
        let mut html = |texts: [Option<&str>; 2], flags| {
            stencils.html("x", flags, &texts, |[first, second]| {
                made += 1;
                let first = first.unwrap_or_default();
                Some(Value::safe_string(&format!("{first}-{}", second.unwrap_or_default())))
            })
        };
        assert_eq!(html([Some("a"), None], 0).as_deref(), Some("a-"));
        assert_eq!(html([Some("b"), None], 0).as_deref(), Some("b-"));
        assert_eq!(html([Some("c"), Some("d")], 0).as_deref(), Some("c-d"));
        assert_eq!(html([Some("e"), None], 1).as_deref(), Some("e-"));
        assert_eq!(made, 3);
    }
}
