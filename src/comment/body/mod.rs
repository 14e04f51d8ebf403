//! A comment's text becomes safe HTML.
