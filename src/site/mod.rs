//! Documents and comments joined: posts, people, topics, series, years, discussions.
