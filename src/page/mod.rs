//! Pages: which there are, what their templates see, and how they become bytes.
//!
//! 1. [`plan()`] lists every file of a site with its address.
//! 2. [`theme`] loads templates, assets and translations, the site's own over the default ones.
//! 3. [`view`] is the typed data that a template sees; `views` fills it from the site.
//! 4. [`renderer`] gives a page its key, and makes its bytes when the key is new; [`feed`] and [`sitemap`] make theirs.

pub mod view;
pub mod plan;
mod owner;
mod copied;
pub mod theme;
mod fault;
pub mod phrases;
pub mod body;
mod quoted;
pub mod feed;
pub mod letter;
pub mod sitemap;
mod digest;
pub mod prepared;
pub mod renderer;
mod minify;
mod style;
mod views;

pub use plan::{Page, PageKind, Plan, plan};
pub use prepared::Prepared;
pub use renderer::Renderer;
pub use theme::Theme;
pub use views::site_view;
pub(crate) use views::{initials, tint};
