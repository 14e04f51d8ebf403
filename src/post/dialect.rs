//! The names that Hugo, Zola, Jekyll, Docusaurus and Material have for our keys.
