//! Reading a list of which nobody promises that all of it can be read: a bad entry costs only itself.

use serde::Deserialize;
use serde_json::value::RawValue;

/// What can be read of it, in its order. How many entries were left out is logged, under what they are.
#[must_use]
pub fn readable<'a, T: Deserialize<'a>>(entries: &[&'a RawValue], what: &'static str) -> Vec<T> {
    let read: Vec<T> = entries
        .iter()
        .filter_map(|entry| serde_json::from_str(entry.get()).ok())
        .collect();
    let skipped = entries.len() - read.len();
    if skipped > 0 {
        tracing::warn!(skipped, what, "entries of a wrong shape were left out");
    }
    read
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bad_entry_costs_only_itself() {
        let entries: Vec<&RawValue> = serde_json::from_str(r#"[1,"x",1e999,-2,[],"\ud800",3]"#).unwrap();
        assert_eq!(readable::<i32>(&entries, "numbers"), [1, -2, 3]);
    }
}
