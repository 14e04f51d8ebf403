//! The reader's search: what is written at build time, so that a browser finds it without a server.

pub mod words;
