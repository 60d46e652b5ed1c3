//! JSON as a tree: finds and changes what stands in an answer, whoever wrote it.

use std::collections::VecDeque;

use serde_json::Value;

/// The list that an answer is about: the first one that holds objects, looked for from above, else the
/// first one.
pub(super) fn main_list(answer: &mut Value) -> Option<&mut Vec<Value>> {
    let lists = lists(answer);
    let holds_objects = |(_, list): &&(String, &Vec<Value>)| list.iter().any(Value::is_object);
    let found = lists.iter().find(holds_objects).or(lists.first());
    let place = found.map(|(place, _)| place.clone())?;
    answer.pointer_mut(&place)?.as_array_mut()
}

/// All lists with their places (RFC 6901), from above.
fn lists(tree: &Value) -> Vec<(String, &Vec<Value>)> {
    let (mut found, mut waiting) = (Vec::new(), VecDeque::from([(String::new(), tree)]));
    while let Some((place, value)) = waiting.pop_front() {
        match value {
            Value::Array(list) => {
                let below = list.iter().enumerate();
                waiting.extend(below.map(|(at, value)| (format!("{place}/{at}"), value)));
                found.push((place, list));
            }
            Value::Object(object) => {
                let written = |name: &str| name.replace('~', "~0").replace('/', "~1");
                let below = object.iter();
                waiting.extend(below.map(|(name, value)| (format!("{place}/{}", written(name)), value)));
            }
            _ => {}
        }
    }
    found
}

/// Changes every text; names of fields are no texts.
pub(super) fn change_texts(tree: &mut Value, change: &impl Fn(&str) -> Option<String>) {
    match tree {
        Value::String(text) => {
            if let Some(changed) = change(text) {
                *text = changed;
            }
        }
        Value::Array(list) => list.iter_mut().for_each(|value| change_texts(value, change)),
        Value::Object(object) => object.values_mut().for_each(|value| change_texts(value, change)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_main_list_is_the_uppermost_of_objects() {
        let mut answer = json!({"a": [1], "data/x": {"results": [{"deep": [{}]}]}, "z": {"y": {"x": [{}]}}});
        assert_eq!(main_list(&mut answer), Some(&mut vec![json!({"deep": [{}]})]));
        let mut empty = json!({"results": []});
        assert_eq!(main_list(&mut empty), Some(&mut Vec::new()));
        assert_eq!(main_list(&mut json!({"id": "1"})), None);
    }

    #[test]
    fn texts_are_changed_and_names_are_not() {
        let mut tree = json!({"a": "a", "b": ["a", {"c": "a"}, 1]});
        change_texts(&mut tree, &|text| (text == "a").then(|| "b".to_owned()));
        assert_eq!(tree, json!({"a": "b", "b": ["b", {"c": "b"}, 1]}));
    }
}
