//! Spreadsheets: which column is what, and rows into comments.
