//! Cells as text: whatever Airtable has in a field becomes what people read there.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

/// The cells of a record by the names of their fields, without the empty ones.
pub(crate) fn texts(fields: BTreeMap<String, Value>) -> BTreeMap<String, String> {
    let filled = fields
        .into_iter()
        .filter_map(|(name, value)| Some((name, text(&value)?)));
    filled.collect()
}

/// A cell's text; nothing is left of what is empty.
pub(crate) fn text(value: &Value) -> Option<String> {
    let text = match value {
        Value::Null => return None,
        Value::String(text) => text.clone(),
        Value::Bool(_) | Value::Number(_) => value.to_string(),
        Value::Array(values) => joined(values),
        Value::Object(object) => of_object(object),
    };
    (!text.is_empty()).then_some(text)
}

/// Words stand as a choice among several does, with `;` between them; anything else with a space more.
fn joined(values: &[Value]) -> String {
    let separator = if values.iter().all(Value::is_string) { ";" } else { "; " };
    let texts: Vec<String> = values.iter().filter_map(text).collect();
    texts.join(separator)
}

/// Airtable: "Field types and cell values". What is none of these is written as JSON.
fn of_object(object: &Map<String, Value>) -> String {
    let word = |name: &str| object.get(name).and_then(Value::as_str).filter(|word| !word.is_empty());
    let is_person = word("id").is_some_and(|id| id.starts_with("usr") || id.starts_with("ugp"));
    let known = if is_person {
        word("name").or(word("email")).or(word("id"))
    } else if object.contains_key("filename") {
        word("filename")
    } else if object.contains_key("state") {
        word("value") // written by a machine
    } else if object.len() == 1 {
        word("error").or(word("specialValue")).or(word("text"))
    } else if object.len() == 2 && object.contains_key("type") {
        word("text") // of a barcode
    } else {
        None
    };
    known.map_or_else(|| Value::Object(object.clone()).to_string(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_cell_is_what_people_read_in_it() {
        let grace = json!({"id": "usrA", "email": "grace@x.example", "name": "Grace Hopper"});
        for (value, expected) in [
            (json!("a;b"), "a;b"),
            (json!(1.5), "1.5"),
            (json!(-7), "-7"),
            (json!(true), "true"),
            (json!(["Red", "Green; light"]), "Red;Green; light"),
            (json!([1, null, "x"]), "1; x"),
            (grace.clone(), "Grace Hopper"),
            (
                json!([grace, {"id": "usrB", "email": "b@x.example"}]),
                "Grace Hopper; b@x.example",
            ),
            (
                json!([{"id": "attA", "url": "https://x.example/1", "filename": "a b.pdf"}]),
                "a b.pdf",
            ),
            (json!({"text": "4006381333931", "type": "ean13"}), "4006381333931"),
            (
                json!({"state": "generated", "value": "So it is.", "isStale": false}),
                "So it is.",
            ),
            (json!({"error": "#ERROR!"}), "#ERROR!"),
            (json!({"specialValue": "NaN"}), "NaN"),
            (
                json!({"label": "Open", "url": "https://x.example"}),
                r#"{"label":"Open","url":"https://x.example"}"#,
            ),
            (json!({"filename": 7}), r#"{"filename":7}"#),
        ] {
            assert_eq!(text(&value).as_deref(), Some(expected), "{value}");
        }
    }

    #[test]
    fn nothing_is_left_of_what_is_empty() {
        for value in [json!(null), json!(""), json!([]), json!([null, ""])] {
            assert_eq!(text(&value), None, "{value}");
        }
    }
}
