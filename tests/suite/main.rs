//! The suite: whole sites in, expected files out.
