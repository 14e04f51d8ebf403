//! Pages: which there are, what their templates see, and how they become bytes.
//!
//! 1. [`plan`] lists every page of a site with its address.
//! 2. [`view`] is the typed data that a template sees; a page's key is the hash of it.
//! 3. [`theme`] loads templates, assets and translations, the site's own over the default ones.
//! 4. [`render`] makes the bytes of a page; [`feed`] those of Atom feeds and the sitemap.

pub mod view;
pub mod render;
