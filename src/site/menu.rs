//! The links at the top and at the bottom of every page.

use crate::config::Config;
use crate::config::settings::MenuItem;
use crate::diagnostic::{Checked, Diagnostic, Problem};
use crate::output::OutputPath;
use crate::post::links::{LinkIndex, Resolved};
use crate::post::outline::LinkKind;
use crate::source::SourcePath;

/// A link of a menu.
#[derive(Clone, Debug)]
pub struct MenuLink {
    /// Its text.
    pub label: String,
    /// Where it leads.
    pub to: MenuPlace,
}

/// Where a link of a menu leads.
#[derive(Clone, Debug)]
pub enum MenuPlace {
    /// To a page of this site.
    Inside(OutputPath, Option<String>),
    /// To a file that is made beside those of documents, with `?query#anchor`.
    Made(OutputPath, String),
    /// Elsewhere.
    Outside(String),
}

/// The menus at the top and at the foot.
pub(super) fn links(index: &LinkIndex, config: &Config) -> Checked<(Vec<MenuLink>, Vec<MenuLink>)> {
    let mut problems = Vec::new();
    let settings = SourcePath::new("weerklank.toml");
    let mut of = |items: &[MenuItem]| -> Vec<MenuLink> {
        let link = |item: &MenuItem| {
            let to = match index.resolve(&settings, &item.to, LinkKind::Link) {
                Resolved::Inside { path, anchor, .. } => MenuPlace::Inside(path, anchor),
                Resolved::BrokenAnchor(path) => MenuPlace::Inside(path, None),
                Resolved::Made { path, rest } => MenuPlace::Made(path, rest),
                Resolved::Outside => MenuPlace::Outside(item.to.clone()),
                Resolved::Broken | Resolved::Here(_) | Resolved::Unsafe => {
                    problems
                        .push(nowhere(item, index.nearest(&settings, &item.to, LinkKind::Link)));
                    return None;
                }
            };
            Some(MenuLink { label: item.label.clone(), to })
        };
        items.iter().filter_map(link).collect()
    };
    let main = of(&config.menu.main);
    let footer = of(&config.menu.footer);
    Checked { value: (main, footer), problems }
}

/// What is told of a link that leads nowhere.
pub(super) fn nowhere(item: &MenuItem, nearest: Option<String>) -> Diagnostic {
    let problem = Problem::MenuTarget { target: item.to.clone(), nearest };
    let problem = Diagnostic::warning(problem).at(&SourcePath::new("weerklank.toml"));
    Diagnostic { line: item.line, ..problem }
}
