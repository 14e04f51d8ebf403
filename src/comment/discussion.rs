//! A post's comments in the order and depth they are read.
