//! Messages, whole.

