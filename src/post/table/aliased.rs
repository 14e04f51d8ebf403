//! Values of YAML that have a name (`&name`) and stand in other places too (`*name`).

use std::collections::BTreeMap;

use super::Value;

/// How much text such values may have together: a few that point at each other could swell to anything.
const MOST: usize = 64 << 10;

/// The values that others may point at: scalars, and lists of nothing else.
pub(super) struct Named {
    /// By the numbers of their names.
    values: BTreeMap<usize, Value>,
    /// How much may still be taken.
    room: usize,
}

impl Default for Named {
    fn default() -> Self {
        Named { values: BTreeMap::new(), room: MOST }
    }
}

impl Named {
    /// Nothing may be pointed at.
    pub(super) fn none() -> Self {
        Named { values: BTreeMap::new(), room: 0 }
    }

    /// Keeps a value, if it has a name and may be pointed at.
    pub(super) fn add(&mut self, name: usize, value: &Value) {
        let is_plain = |value: &Value| matches!(value, Value::Null | Value::Text(_));
        let may_be = match value {
            Value::List(items) => items.iter().all(|item| is_plain(&item.value)),
            _ => is_plain(value),
        };
        if name > 0 && may_be {
            self.values.insert(name, value.clone());
        }
    }

    /// A copy of the value that has this name, while there is room.
    pub(super) fn value(&mut self, name: usize) -> Option<Value> {
        let value = self.values.get(&name)?;
        let length = |value: &Value| match value {
            Value::Text(scalar) => scalar.text.len() + 1,
            _ => 1,
        };
        let taken = match value {
            Value::List(items) => 1 + items.iter().map(|item| length(&item.value)).sum::<usize>(),
            _ => length(value),
        };
        self.room = self.room.checked_sub(taken)?;
        Some(value.clone())
    }
}
