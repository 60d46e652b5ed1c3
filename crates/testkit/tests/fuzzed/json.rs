//! A corpus of JSON: what is none, wherever it stands, and what is odd but good. No reader keeps a part of it.

#[path = "json/values.rs"]
mod values;

use integrations::token_endpoint::fuzzing::read;
use jiff::Timestamp;

use self::values::{BYTES, NUMBERS, ODD, STRINGS, STRUCTURES, WORDS};
use crate::targets;

/// What is no JSON value (RFC 8259), or none that we take: too deep, or a number beyond all.
fn malformed_values() -> Vec<Vec<u8>> {
    let texts = [NUMBERS, WORDS, STRINGS, STRUCTURES].concat().into_iter();
    texts
        .map(|text| text.as_bytes().to_vec())
        .chain(BYTES.iter().map(|bytes| bytes.to_vec()))
        .chain(["[", "{\"a\":"].map(|open| open.repeat(50_000).into_bytes()))
        .chain([nested(200)])
        .collect()
}

/// What is good JSON, and unusual.
fn odd_values() -> Vec<Vec<u8>> {
    let long = format!("\"{}\"", "\\u00e9".repeat(10_000));
    let wide = format!("[{}]", vec!["1"; 10_000].join(","));
    let texts = ODD.iter().copied().map(str::to_owned);
    texts
        .chain([long, wide])
        .map(String::into_bytes)
        .chain([nested(100)])
        .collect()
}

fn nested(depth: usize) -> Vec<u8> {
    format!("{}1{}", "[".repeat(depth), "]".repeat(depth)).into_bytes()
}

/// Documents around a value, in each place that a reader looks at.
fn around(value: &[u8], places: &[&str]) -> Vec<Vec<u8>> {
    let around = |place: &&str| {
        let (before, after) = place.split_once('?').unwrap();
        [before.as_bytes(), value, after.as_bytes()].concat()
    };
    places.iter().map(around).collect()
}

const IN_TOKEN_ANSWERS: [&str; 8] = [
    r#"{"access_token":?}"#,
    r#"{"access_token":"a","expires_in":?}"#,
    r#"{"access_token":"a","refresh_token":?}"#,
    r#"{"access_token":"a","scope":?}"#,
    r#"{"access_token":"a","scopes":[?,"b"]}"#,
    r#"{"access_token":"a","error":?}"#,
    r#"{"access_token":"a","status":?}"#,
    r#"{"access_token":"a","further":{"deep":[?,0]}}"#,
];

const IN_PAGES: [&str; 8] = [
    r#"{"results":[?,0]}"#,
    r#"{"results":[{"id":?}]}"#,
    r#"{"results":[{"id":"1","properties":?}]}"#,
    r#"{"results":[{"id":"1","properties":{"createdate":?}}]}"#,
    r#"{"results":[{"id":"1","createdAt":?,"updatedAt":0}]}"#,
    r#"{"results":[{"id":"1","url":?}]}"#,
    r#"{"results":[{"id":"1","archived":?}]}"#,
    r#"{"results":[],"paging":{"next":{"after":?}}}"#,
];

/// Whole documents that are none.
fn malformed_documents() -> Vec<Vec<u8>> {
    let good = r#"{"access_token":"a","results":[]}"#;
    let wide = |bytes: fn(u16) -> [u8; 2]| good.encode_utf16().flat_map(bytes).collect::<Vec<_>>();
    let texts = [
        "",
        " ",
        "\n",
        "\0",
        "null",
        "0",
        "\"a\"",
        "[]",
        "access_token=a&expires_in=1800",
        "<html></html>",
        "<?xml version=\"1.0\"?><access_token>a</access_token>",
        "callback({\"access_token\":\"a\",\"results\":[]})",
        ")]}',\n{\"access_token\":\"a\",\"results\":[]}",
        "while(1);{\"access_token\":\"a\",\"results\":[]}",
        "---\naccess_token: a\nresults: []\n",
        "{\"access_token\":\"a\",\"results\":[]}\0",
        "{\"access_token\":\"a\",\"results\":[]}{}",
        "{\"access_token\":\"a\",\"results\":[]},",
        "\u{feff}{\"access_token\":\"a\",\"results\":[]}",
        "5\r\n{\"acc\r\n0\r\n\r\n",
        "HTTP/1.1 200 OK\r\n\r\n{\"access_token\":\"a\",\"results\":[]}",
    ];
    let texts = texts.map(|text| text.as_bytes().to_vec());
    let cut_short = (0..good.len()).map(|end| good.as_bytes()[..end].to_vec());
    texts
        .into_iter()
        .chain(cut_short)
        .chain([wide(u16::to_le_bytes), wide(u16::to_be_bytes)])
        .chain([good.chars().flat_map(|c| u32::from(c).to_le_bytes()).collect()])
        .chain([b"\x1f\x8b\x08\0\0\0\0\0".to_vec()])
        .collect()
}

fn is_refused_as_token_answer(body: &[u8]) -> bool {
    targets::token_answer(body);
    read(body, Timestamp::UNIX_EPOCH).is_err()
}

fn is_refused_as_page(body: &[u8]) -> bool {
    targets::contacts_page(body);
    hubspot::fuzzing::contacts_page(body).is_err()
}

/// Whether it is JSON by the grammar alone (RFC 8259 §2).
fn is_well_formed(value: &[u8]) -> bool {
    serde_json::from_slice::<serde::de::IgnoredAny>(value).is_ok()
}

fn shown(body: &[u8]) -> String {
    String::from_utf8_lossy(&body[..body.len().min(120)]).into_owned()
}

/// R22
#[test]
fn what_is_no_json_is_no_token_answer_and_no_page() {
    let values = malformed_values();
    assert!(
        values.len() + malformed_documents().len() >= 150,
        "a corpus worth its name"
    );
    for value in values {
        for body in around(&value, &IN_TOKEN_ANSWERS) {
            assert!(is_refused_as_token_answer(&body), "{}", shown(&body));
        }
        // A number beyond all, or what is too deep, stands by the grammar: it costs its record only.
        let passed_over = is_well_formed(&value);
        for body in around(&value, &IN_PAGES) {
            assert!(passed_over || is_refused_as_page(&body), "{}", shown(&body));
        }
    }
    for body in malformed_documents() {
        assert!(
            is_refused_as_token_answer(&body) && is_refused_as_page(&body),
            "{}",
            shown(&body)
        );
    }
}

/// R22: an odd value costs at most its record, and never the process.
#[test]
fn what_is_odd_is_read_within_bounds() {
    for value in odd_values() {
        for body in around(&value, &IN_TOKEN_ANSWERS) {
            targets::token_answer(&body);
        }
        for body in around(&value, &IN_PAGES[..7]) {
            assert!(!is_refused_as_page(&body), "{}", shown(&body));
        }
        is_refused_as_page(&around(&value, &IN_PAGES[7..])[0]);
    }
}
