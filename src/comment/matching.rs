//! Finds the post of each comment.
