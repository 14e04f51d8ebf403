//! Weerklank turns an organisation's expert posts, and exports of the comments that colleagues
//! wrote under them, into a fast, searchable, accessible intranet blog.
//!
//! # Steps
//! 1. [`config`]: `weerklank.toml` and flags become a [`config::Config`].
//! 2. [`disk`]: the site's folder is read into [`source::Sources`], each path classified once.
//! 3. [`post`]: a Markdown file becomes a [`post::Document`]: front matter, then what its body shows.
//! 4. [`media`]: what posts show beside text is looked at: numbers become charts.
//! 5. [`comment`]: an export becomes [`comment::Comment`]s; they find their posts and form discussions.
//! 6. [`site`]: documents and comments are joined into a [`site::Site`] of posts, people and topics.
//! 7. [`search`]: every word of the site becomes files that the reader's search loads.
//! 8. [`page`]: the site is planned as pages, each with a key and typed template data.
//! 9. [`output`]: what is new or changed is written; [`disk`] commits it in one go.
//!
//! [`pipeline`] knows the order of these steps; [`command`] is the thin shell around it. Before all of them, once, [`import`] makes
//! the first Markdown files of the posts of another system.

pub mod config;
pub mod diagnostic;
pub mod source;
pub mod cores;
pub(crate) mod address;
pub(crate) mod encoded;
pub(crate) mod swar;
pub mod html;
pub mod media;
pub mod post;
pub mod comment;
pub mod site;
pub mod search;
pub mod page;
pub mod output;
pub mod manifest;
pub mod import;
pub mod pipeline;
pub mod disk;
pub mod command;
