//! WordPress exports (WXR).

use super::{Export, Format};
use crate::config::Config;
use crate::diagnostic::Checked;
use crate::source::Source;

/// This format.
pub const FORMAT: Format = Format { name: "wxr", recognises, read };

fn recognises(source: &Source) -> bool {
    let _ = source;
    false
}

fn read(source: &Source, config: &Config) -> Checked<Export> {
    let _ = (source, config);
    Checked::new(Export::default())
}
