//! Code becomes spans with classes; equal blocks are highlighted once.
