//! Whole sites in, what readers get out: the real program, on real files, and in a real browser.
//!
//! One binary, one module per feature. `UPDATE=1 cargo test --test suite` writes the golden files anew.

#![expect(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "tests make and read the files they are about"
)]

mod support;
mod pages;
mod build;
mod writing;
mod ownership;
mod errors;
mod command;
mod import;
mod silence;
mod watched;
mod dialects;
mod hiding;
mod links;
mod comments;
mod referred;
mod tables;
mod moderation;
mod formats;
mod large;
mod intranets;
mod quirks;
mod forget;
mod forgetting;
mod forgotten;
mod mailed;
mod untouched;
mod staying;
mod digest;
mod erasure;
mod serve;
mod browser;
mod axe;
mod promises;
mod profiles;
mod wordpress;
mod publish;
mod reading;
mod walks;
mod paper;
mod looks;
mod marks;
mod weight;
mod search;
mod index;
mod results;
mod searching;
mod found;
mod answers;
mod asking;
mod meant;
mod mentioned;
mod members;
mod film;
mod firefox;
mod seeds;
mod tidy;
