//! Long documents in portions: each is found by itself, so that a result leads to the pages that have the words.

/// The usual size of a portion, in bytes of text: what fits in the segments of one document.
const SIZE: usize = 40_000;

/// Some of the text of a document that posts refer to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Portion {
    /// The document, by its place among those of the site.
    pub document: u32,
    /// The page that it begins on, counted from 0, and the byte there.
    start: (u32, u32),
    /// Where it ends, likewise.
    end: (u32, u32),
}

/// The portions of a document with these pages: whole pages, but for one that is longer than a portion.
pub(super) fn portions(document: u32, pages: &[String]) -> Vec<Portion> {
    let mut portions = Vec::new();
    let mut start = (0, 0);
    let mut end_at = |end: (usize, usize)| {
        let end = (end.0 as u32, end.1 as u32);
        portions.push(Portion { document, start, end });
        start = end;
    };
    let mut size = 0;
    for (page, text) in pages.iter().enumerate() {
        if size > 0 && size + text.len() > SIZE {
            end_at((page, 0));
            size = 0;
        }
        let mut at = 0;
        while text.len() - at > SIZE {
            at += word_end(&text[at..]);
            end_at((page, at));
        }
        size += text.len() - at;
    }
    end_at((pages.len(), 0));
    portions
}

/// The last place within the size of a portion where a text may be cut.
fn word_end(text: &str) -> usize {
    let end = (0..=SIZE).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(text.len());
    text[..end].rfind(char::is_whitespace).filter(|at| *at > 0).unwrap_or(end)
}

impl Portion {
    /// Whether it is the first of its document.
    pub(super) fn is_first(&self) -> bool {
        self.start == (0, 0)
    }

    /// Its texts, each with the number of its page, counted from 1.
    pub(super) fn pages<'p>(&self, pages: &'p [String]) -> impl Iterator<Item = (usize, &'p str)> {
        let Portion { start, end, .. } = *self;
        let byte = move |(of, at): (u32, u32), page: usize| (of as usize == page).then_some(at);
        (start.0 as usize..pages.len().min(end.0 as usize + 1)).map(move |page| {
            let from = byte(start, page).unwrap_or(0) as usize;
            let to = byte(end, page).map_or(pages[page].len(), |to| to as usize);
            (page + 1, pages[page].get(from..to).unwrap_or_default())
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The pages of each portion with the length of what is on them.
    fn cut(pages: &[String]) -> Vec<Vec<(usize, usize)>> {
        let of_portion = |portion: Portion| {
            let told = portion.pages(pages).map(|(page, text)| (page, text.len()));
            told.filter(|(_, length)| *length > 0).collect()
        };
        portions(0, pages).into_iter().map(of_portion).collect()
    }

    #[test]
    fn portions_are_whole_pages_unless_one_is_too_long() {
        assert_eq!(cut(&[]), [vec![]]);
        assert_eq!(cut(&["".into()]), [vec![]]);
        let page = |length: usize| "woord ".repeat(length / 6);
        assert_eq!(cut(&[page(600), page(1200)]), [vec![(1, 600), (2, 1200)]]);
        let three = [page(24_000), page(12_000), page(12_000)];
        assert_eq!(cut(&three), [vec![(1, 24_000), (2, 12_000)], vec![(3, 12_000)]]);
        let long = cut(&[page(600), page(90_000), page(600)]);
        assert_eq!(long[0], [(1, 600)]);
        assert_eq!(long.len(), 4, "{long:?}");
        assert_eq!(long.iter().flatten().map(|(_, length)| length).sum::<usize>(), 91_200);
        let blank = "é".repeat(30_000);
        assert_eq!(cut(&[blank]).iter().flatten().map(|(_, length)| length).sum::<usize>(), 60_000);
    }
}
