//! Which words a compound consists of.

use super::Form;

/// Splits compounds.
pub struct Splitter {}

impl Splitter {
    /// Knows the words of the program and those of the site.
    pub fn new(_forms: &[Form<'_>]) -> Splitter {
        Splitter {}
    }

    /// Hands over the parts of a form, each as a form that is written by itself; none when the form is not a compound.
    pub fn parts(&self, _form: &str, _keep: impl FnMut(&str)) {}
}
