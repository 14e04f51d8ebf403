//! Which forms are one word.

use std::collections::BTreeMap;

use super::Form;

/// For each form the index of the first form of its group; the forms are sorted by text.
pub fn groups(forms: &[Form<'_>]) -> Vec<u32> {
    let index: BTreeMap<&str, u32> = (0..).zip(forms).map(|(at, form)| (form.text, at)).collect();
    let group = |form: &Form<'_>| {
        let base = form.text.strip_suffix("en").or_else(|| form.text.strip_suffix('s'));
        base.and_then(|base| index.get(base)).or_else(|| index.get(form.text)).copied()
    };
    (0..).zip(forms).map(|(at, form)| group(form).unwrap_or(at)).collect()
}
