//! JSON as segments have it, written piece by piece: there is a lot of it.

use std::io::Write;

/// The fields of an object, without what opens and closes it.
#[derive(Debug, Default)]
pub(super) struct Fields(Vec<u8>);

impl Fields {
    /// Adds a text.
    pub(super) fn text(&mut self, key: &str, text: &str) {
        self.key(key);
        push_text(&mut self.0, text);
    }

    /// Adds a number.
    pub(super) fn number(&mut self, key: &str, number: usize) {
        self.key(key);
        // Writing into memory does not fail.
        let _ = write!(self.0, "{number}");
    }

    /// Adds a list of texts.
    pub(super) fn list(&mut self, key: &str, texts: &[impl AsRef<str>]) {
        self.key(key);
        self.0.push(b'[');
        for (at, text) in texts.iter().enumerate() {
            if at > 0 {
                self.0.push(b',');
            }
            push_text(&mut self.0, text.as_ref());
        }
        self.0.push(b']');
    }

    fn key(&mut self, key: &str) {
        self.0.push(if self.0.is_empty() { b'{' } else { b',' });
        push_text(&mut self.0, key);
        self.0.push(b':');
    }

    /// An object that begins with these fields.
    pub(super) fn begun(&self) -> Vec<u8> {
        self.0.clone()
    }
}

/// Adds a list to the elements of another.
pub(super) fn push_list<'t>(elements: &mut Vec<u8>, texts: impl IntoIterator<Item = &'t str>) {
    elements.push(if elements.is_empty() { b'[' } else { b',' });
    elements.push(b'[');
    for (at, text) in texts.into_iter().enumerate() {
        if at > 0 {
            elements.push(b',');
        }
        push_text(elements, text);
    }
    elements.push(b']');
}

/// Adds a text to the elements of a list.
pub(super) fn push_item(elements: &mut Vec<u8>, text: &str) {
    elements.push(if elements.is_empty() { b'[' } else { b',' });
    push_text(elements, text);
}

/// Adds a list to an object that is begun.
pub(super) fn push_array(object: &mut Vec<u8>, key: &str, elements: &[u8]) {
    object.push(b',');
    push_text(object, key);
    object.push(b':');
    object.extend_from_slice(elements);
    object.push(b']');
}

fn push_text(bytes: &mut Vec<u8>, text: &str) {
    bytes.push(b'"');
    let mut rest = text.as_bytes();
    // Most texts have nothing to escape: they are looked at in chunks, and copied as they are.
    let is_special = |byte: u8| byte < b' ' || byte == b'"' || byte == b'\\';
    let has_special = |chunk: &[u8]| chunk.iter().fold(false, |any, byte| any | is_special(*byte));
    while rest.chunks(64).any(has_special) {
        let Some(at) = rest.iter().position(|byte| is_special(*byte)) else { break };
        bytes.extend_from_slice(&rest[..at]);
        let byte = rest[at];
        match byte {
            b'"' | b'\\' => bytes.extend_from_slice(&[b'\\', byte]),
            _ => {
                let _ = write!(bytes, "\\u{byte:04x}");
            }
        }
        rest = &rest[at + 1..];
    }
    bytes.extend_from_slice(rest);
    bytes.push(b'"');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_json() {
        let mut fields = Fields::default();
        fields.text("a", "é \"b\" \\ \n\u{1}");
        fields.number("n", 12);
        fields.list("l", &["x", "y"]);
        let mut object = fields.begun();
        let mut elements = Vec::new();
        push_item(&mut elements, "z");
        push_list(&mut elements, ["p", "q"]);
        push_array(&mut object, "b", &elements);
        object.push(b'}');
        let read: serde_json::Value = serde_json::from_slice(&object).unwrap();
        let wanted = serde_json::json!({
            "a": "é \"b\" \\ \n\u{1}", "n": 12, "l": ["x", "y"], "b": ["z", ["p", "q"]],
        });
        assert_eq!(read, wanted);
    }
}
