//! The decisions of the moderators.
