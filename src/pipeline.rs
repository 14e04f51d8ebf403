//! The order of the stages, and the only place with threads.
