//! Notion's rich text: pieces of plain text with their looks, none longer than two thousand characters.

use serde_json::{Value, json};

/// Notion: a longer text comes in several pieces.
const LONGEST: usize = 2000;

/// A text, whole.
pub(crate) fn rich_text(text: &str) -> Value {
    let characters: Vec<char> = text.chars().collect();
    let pieces = characters.chunks(LONGEST);
    pieces
        .map(|piece| plain(&piece.iter().collect::<String>(), false))
        .collect()
}

/// A text of which the first word is bold, and which ends in a mention of a day: three pieces.
pub(crate) fn with_mention(text: &str, day: &str) -> Value {
    let (first, rest) = text.split_once(' ').unwrap_or((text, ""));
    let mention = json!({
        "type": "mention",
        "mention": { "type": "date", "date": { "start": day, "end": null, "time_zone": null } },
        "annotations": looks(false),
        "plain_text": day,
        "href": null,
    });
    json!([
        plain(&format!("{first} "), true),
        plain(&format!("{rest} "), false),
        mention
    ])
}

fn plain(text: &str, bold: bool) -> Value {
    json!({
        "type": "text",
        "text": { "content": text, "link": null },
        "annotations": looks(bold),
        "plain_text": text,
        "href": null,
    })
}

fn looks(bold: bool) -> Value {
    json!({
        "bold": bold,
        "italic": false,
        "strikethrough": false,
        "underline": false,
        "code": false,
        "color": "default",
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn joined(rich: &Value) -> String {
        let pieces = rich.as_array().unwrap().iter();
        pieces.map(|piece| piece["plain_text"].as_str().unwrap()).collect()
    }

    #[test]
    fn the_pieces_make_up_the_whole() {
        let long = "ä".repeat(4001);
        assert_eq!(rich_text(&long).as_array().unwrap().len(), 3);
        assert_eq!(joined(&rich_text(&long)), long);
        assert_eq!(rich_text(""), json!([]));
        assert_eq!(
            joined(&with_mention("Plan the move", "2024-05-01")),
            "Plan the move 2024-05-01"
        );
    }
}
