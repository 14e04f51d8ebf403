//! A newer export supersedes an older one, comment by comment.
