//! Values as text: whatever Notion has in a property becomes what people read there.

use serde_json::Value;

/// The text of something that names its type and has its value under that name; nothing is left of
/// what is empty (Notion: "Page property values").
pub(crate) fn text(typed: &Value) -> Option<String> {
    let named = typed["type"].as_str()?;
    let value = &typed[named];
    let text = match named {
        "title" | "rich_text" => plain_text(value),
        "select" | "status" => word(&value["name"]),
        "multi_select" => joined(value, ";", |option| word(&option["name"])),
        "relation" => joined(value, ";", |page| word(&page["id"])),
        "people" => joined(value, "; ", anyone),
        "files" => joined(value, "; ", |file| word(&file["name"])),
        "created_by" | "last_edited_by" => anyone(value),
        "date" => date(value),
        "unique_id" => unique_id(value),
        "verification" => word(&value["state"]),
        "array" => joined(value, "; ", text),
        // What is computed has a type of its own.
        "formula" | "rollup" => text(value),
        _ => scalar(value),
    };
    text.filter(|text| !text.is_empty())
}

/// A rich text without its looks.
pub(crate) fn plain_text(rich: &Value) -> Option<String> {
    let parts = rich.as_array()?.iter();
    Some(parts.filter_map(|part| part["plain_text"].as_str()).collect())
}

/// What a person or a bot is called: the first of these that is there.
pub(crate) fn person(user: &Value, by: &[&str]) -> Option<String> {
    let called = |name: &&str| match *name {
        "email" => word(&user["person"]["email"]),
        name => word(&user[name]),
    };
    by.iter().filter_map(called).find(|text| !text.trim().is_empty())
}

fn anyone(user: &Value) -> Option<String> {
    person(user, &["name", "email", "id"])
}

fn word(value: &Value) -> Option<String> {
    value.as_str().map(str::to_owned)
}

fn joined(values: &Value, separator: &str, one: impl Fn(&Value) -> Option<String>) -> Option<String> {
    let texts: Vec<String> = values.as_array()?.iter().filter_map(one).collect();
    Some(texts.join(separator))
}

/// `2024-05-01`, or `2024-05-01..2024-05-03`.
fn date(value: &Value) -> Option<String> {
    let start = value["start"].as_str()?;
    Some(match value["end"].as_str() {
        Some(end) => format!("{start}..{end}"),
        None => start.to_owned(),
    })
}

fn unique_id(value: &Value) -> Option<String> {
    let number = value["number"].as_i64()?;
    Some(match value["prefix"].as_str() {
        Some(prefix) => format!("{prefix}-{number}"),
        None => number.to_string(),
    })
}

/// Text as it is, and anything else as JSON.
fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::String(text) => Some(text.clone()),
        Value::Array(values) if values.is_empty() => None,
        Value::Object(object) if object.is_empty() => None,
        value => Some(value.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn of(named: &str, value: &Value) -> Option<String> {
        text(&json!({"id": "x", "type": named, named: value}))
    }

    #[test]
    fn a_value_is_what_people_read_in_it() {
        let grace = json!({"object": "user", "id": "u", "name": "Grace", "person": {"email": "g@x.example"}});
        for (named, value, expected) in [
            (
                "title",
                json!([{"plain_text": "Road"}, {"plain_text": " map 🗺️"}]),
                "Road map 🗺️",
            ),
            ("rich_text", json!([{"plain_text": "<b>"}, 7]), "<b>"),
            ("number", json!(1.5), "1.5"),
            ("checkbox", json!(false), "false"),
            ("select", json!({"name": "High"}), "High"),
            ("status", json!({"name": "Done"}), "Done"),
            ("multi_select", json!([{"name": "a"}, {"name": "b"}]), "a;b"),
            ("date", json!({"start": "2024-05-01", "end": null}), "2024-05-01"),
            (
                "date",
                json!({"start": "2024-05-01", "end": "2024-05-03"}),
                "2024-05-01..2024-05-03",
            ),
            ("people", json!([grace, {"id": "v"}]), "Grace; v"),
            ("created_by", grace.clone(), "Grace"),
            (
                "files",
                json!([{"name": "a.pdf", "type": "file"}, {"name": "b.pdf"}]),
                "a.pdf; b.pdf",
            ),
            ("relation", json!([{"id": "p"}, {"id": "q"}]), "p;q"),
            ("formula", json!({"type": "number", "number": 42}), "42"),
            (
                "formula",
                json!({"type": "date", "date": {"start": "2024-05-01"}}),
                "2024-05-01",
            ),
            ("formula", json!({"type": "boolean", "boolean": true}), "true"),
            (
                "rollup",
                json!({"type": "array", "array": [
                    {"type": "title", "title": [{"plain_text": "A"}]}, {"type": "number", "number": 2},
                ]}),
                "A; 2",
            ),
            ("unique_id", json!({"prefix": "TASK", "number": 7}), "TASK-7"),
            ("unique_id", json!({"prefix": null, "number": 7}), "7"),
            ("url", json!("https://x.example"), "https://x.example"),
            (
                "created_time",
                json!("2024-05-01T10:00:00.000Z"),
                "2024-05-01T10:00:00.000Z",
            ),
            ("of_tomorrow", json!({"a": [1]}), r#"{"a":[1]}"#),
        ] {
            assert_eq!(of(named, &value).as_deref(), Some(expected), "{named} {value}");
        }
    }

    #[test]
    fn nothing_is_left_of_what_is_empty() {
        for (named, value) in [
            ("title", json!([])),
            ("number", json!(null)),
            ("select", json!(null)),
            ("multi_select", json!([])),
            ("date", json!(null)),
            ("rollup", json!({"type": "incomplete", "incomplete": {}})),
            ("button", json!({})),
            ("url", json!("")),
        ] {
            assert_eq!(of(named, &value), None, "{named}");
        }
        for nonsense in [
            json!(null),
            json!(7),
            json!([]),
            json!({"type": 7}),
            json!({"type": "title"}),
        ] {
            assert_eq!(text(&nonsense), None, "{nonsense}");
        }
    }
}
