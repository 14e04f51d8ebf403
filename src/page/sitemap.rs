//! The sitemap (sitemaps.org): the addresses of all pages, in parts where there are more than one file may hold.

use std::fmt::Write;

use super::plan::{Page, PageKind};
use crate::config::Config;
use crate::html::escape;
use crate::output::OutputPath;
use crate::site::Site;

/// Addresses in one file; the protocol allows no more.
const ADDRESSES: usize = 50_000;

/// A file of the sitemap.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SitemapPart {
    /// All pages: `sitemap.xml`.
    Whole,
    /// The list of so many parts: `sitemap.xml` too.
    Index(usize),
    /// One of them, from 1: `sitemap-1.xml`.
    Part(usize),
}

impl SitemapPart {
    /// The files that the sitemap of these pages consists of.
    pub(super) fn of(pages: &[Page], site: &Site) -> Vec<SitemapPart> {
        let count = listed(pages, site).count().div_ceil(ADDRESSES);
        if count <= 1 {
            return vec![SitemapPart::Whole];
        }
        let parts = (1..=count).map(SitemapPart::Part);
        std::iter::once(SitemapPart::Index(count)).chain(parts).collect()
    }

    /// Where it lies.
    pub(super) fn path(self) -> String {
        match self {
            SitemapPart::Whole | SitemapPart::Index(_) => "sitemap.xml".to_owned(),
            SitemapPart::Part(number) => format!("sitemap-{number}.xml"),
        }
    }

    /// The file, for a site at the address in its settings.
    pub(super) fn write(self, pages: &[Page], site: &Site, config: &Config) -> Vec<u8> {
        let base_url = config.base_url.as_str();
        let pages = |skip: usize| {
            let pages = listed(pages, site).skip(skip).take(ADDRESSES);
            pages.map(|page| page.path.href_from(base_url))
        };
        match self {
            SitemapPart::Whole => xml("urlset", "url", pages(0)),
            SitemapPart::Part(number) => xml("urlset", "url", pages((number - 1) * ADDRESSES)),
            SitemapPart::Index(count) => {
                let parts = (1..=count).map(|number| SitemapPart::Part(number).path());
                let parts = parts.filter_map(|path| OutputPath::new(&path).ok());
                xml("sitemapindex", "sitemap", parts.map(|path| path.href_from(base_url)))
            }
        }
    }
}

/// What a search engine is to know of: not the page for addresses that are not there, and nothing that stands in no list.
fn listed<'a>(pages: &'a [Page], site: &'a Site) -> impl Iterator<Item = &'a Page> {
    pages.iter().filter(|page| match &page.kind {
        PageKind::NotFound => false,
        PageKind::Post(id, ..) | PageKind::Static(id, ..) => !site.article(*id).is_unlisted(),
        kind => kind.is_page(),
    })
}

fn xml(list: &str, each: &str, addresses: impl Iterator<Item = String>) -> Vec<u8> {
    let mut xml = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<{list} xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n"
    );
    for address in addresses {
        // Writing to a String never fails.
        let _ = writeln!(xml, "<{each}><loc>{}</loc></{each}>", escape(&address));
    }
    let _ = writeln!(xml, "</{list}>");
    xml.into_bytes()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::site::tests::{config, joined};
    use crate::site::{Heard, Parts};

    fn pages(count: usize) -> Vec<Page> {
        let page = |number: usize| {
            let path = OutputPath::new(&format!("a b/{number}.html")).expect("a path");
            Page { path, kind: PageKind::Experts }
        };
        let missing = Page { kind: PageKind::NotFound, ..page(0) };
        std::iter::once(missing).chain((0..count).map(page)).collect()
    }

    /// A site without articles.
    fn site() -> Site {
        joined(Parts::default(), Heard::default(), &settings())
    }

    fn settings() -> Config {
        config("title = \"x\"\nbase_url = \"https://x.example/a&b/\"")
    }

    /// The addresses in a file.
    fn addresses(part: SitemapPart, pages: &[Page]) -> Vec<String> {
        let text = String::from_utf8(part.write(pages, &site(), &settings())).expect("text");
        let found = text.split("<loc>").skip(1).filter_map(|rest| rest.split('<').next());
        found.map(str::to_owned).collect()
    }

    #[test]
    fn up_to_the_limit_there_is_one_file() {
        for count in [0, 1, ADDRESSES] {
            let pages = pages(count);
            assert_eq!(SitemapPart::of(&pages, &site()), [SitemapPart::Whole]);
            assert_eq!(addresses(SitemapPart::Whole, &pages).len(), count);
        }
        let first = addresses(SitemapPart::Whole, &pages(1));
        assert_eq!(first, ["https://x.example/a&amp;b/a%20b/0.html"]);
    }

    #[test]
    fn above_the_limit_every_address_is_in_one_part() {
        let pages = pages(2 * ADDRESSES + 1);
        let parts = SitemapPart::of(&pages, &site());
        let paths: Vec<String> = parts.iter().map(|part| part.path()).collect();
        assert_eq!(paths, ["sitemap.xml", "sitemap-1.xml", "sitemap-2.xml", "sitemap-3.xml"]);
        let index = addresses(parts[0], &pages);
        assert_eq!(index.len(), 3);
        assert!(index.iter().zip(&paths[1..]).all(|(address, path)| address.ends_with(path)));
        let each: Vec<Vec<String>> =
            parts[1..].iter().map(|part| addresses(*part, &pages)).collect();
        assert_eq!(each.iter().map(Vec::len).collect::<Vec<_>>(), [ADDRESSES, ADDRESSES, 1]);
        let all: BTreeSet<&String> = each.iter().flatten().collect();
        assert_eq!(all.len(), 2 * ADDRESSES + 1);
    }
}
