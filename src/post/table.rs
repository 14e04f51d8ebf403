//! One tree for YAML and TOML, each value with its line.
