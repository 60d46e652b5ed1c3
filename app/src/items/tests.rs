//! Claims about the records as the server sends them.

use model::PageCursor;

use super::*;
use crate::samples::{connection, html, record};

fn page(items: Vec<IntegrationItem>, next: Option<&str>) -> ItemPage {
    let next = next.map(|cursor| PageCursor(cursor.to_owned()));
    ItemPage { items, next }
}

fn shown(first: ItemPage, start: Place, search: &str) -> String {
    answered(Ok(first), start, search)
}

fn answered(first: Result<ItemPage, ApiError>, start: Place, search: &str) -> String {
    let search = search.to_owned();
    let island = html(move || view! { <Items connection=connection() start first search/> });
    // What people see; before it stands what the island is brought to life with.
    island[island.find("<div").unwrap()..].to_owned()
}

fn failed(error: ApiError) -> String {
    answered(Err(error), Place::Start, "")
}

#[test]
fn the_table_is_named_and_names_its_columns() {
    let html = shown(page(vec![record(Some("Ada"))], None), Place::Start, "");
    assert!(html.contains(r#"aria-label="Items""#), "{html}");
    for column in ["Name", "E-mail", "Phone", "Company", "Created", "Modified", "Record"] {
        assert!(html.contains(&format!(">{column}</th>")), "{column}");
    }
    assert!(html.contains("<tbody"));
}

#[test]
fn names_are_text_whatever_they_hold() {
    let hostile = "</script><script>alert(1)</script><img src=x onerror=alert(2)>";
    let mut item = record(Some(hostile));
    item.url = Some("https://crm.example/\"><script>".to_owned());
    let html = shown(page(vec![item], None), Place::Start, "");
    assert!(!html.contains("<script") && !html.contains("<img"), "{html}");
    assert!(html.contains("&lt;script&gt;alert(1)"));
}

#[test]
fn what_is_missing_is_said_quietly() {
    let html = shown(page(vec![record(None)], None), Place::Start, "");
    assert!(html.contains(r#"class="none">No name</bdi>"#), "{html}");
    assert!(html.contains(r#"class="none">–</bdi>"#));
}

#[test]
fn a_record_opens_at_its_provider_in_a_new_tab() {
    let mut item = record(Some("Ada"));
    item.url = Some("https://crm.example/7".to_owned());
    let html = shown(page(vec![item.clone()], None), Place::Start, "");
    assert!(html.contains(r#"aria-label="Open Ada in Acme""#), "{html}");
    assert!(html.contains(r#"rel="noopener noreferrer""#) && html.contains(r#"target="_blank""#));

    item.url = Some("javascript:alert(1)".to_owned());
    assert!(!shown(page(vec![item], None), Place::Start, "").contains("javascript:"));
}

#[test]
fn without_script_a_link_leads_to_the_next_page_and_keeps_the_search() {
    let html = shown(page(vec![record(Some("Ada"))], Some("a&b")), Place::Start, "ada");
    assert!(html.contains("href=\"?after=a%26b&amp;q=ada\""), "{html}");
    assert!(html.contains("next external") && html.contains(">Next 1</a>"));
    assert!(html.contains("1 of 1 on this page matches"));
    assert!(!html.contains("Back to the start"));
}

#[test]
fn a_later_page_leads_back_to_the_start() {
    let html = shown(
        page(vec![record(Some("Ada"))], None),
        Place::At(PageCursor("9".to_owned())),
        "",
    );
    assert!(html.contains("Back to the start"), "{html}");
    assert!(html.contains("1 on this page · up to the last"));
    assert!(html.contains(r#"name="after" value="9""#), "a search stays on its page");
}

#[test]
fn a_search_shows_matching_rows_only() {
    let rows = vec![record(Some("Ada")), record(Some("Grace"))];
    let html = shown(page(rows.clone(), None), Place::Start, " GRA ");
    assert!(html.contains("Grace") && !html.contains("Ada"), "{html}");
    let none = shown(page(rows, None), Place::Start, "zoë");
    assert!(none.contains("No record matches"), "{none}");
}

#[test]
fn an_empty_account_says_what_to_do() {
    let html = shown(page(Vec::new(), None), Place::Start, "");
    assert!(html.contains("no records yet") && html.contains("Load again"), "{html}");
}

#[test]
fn each_failure_has_its_sentence_and_its_way_out() {
    let cases = [
        (ApiError::ReconnectRequired, "no longer honours", ">Reconnect</button>"),
        (
            ApiError::MissingScopes,
            "did not grant a permission",
            ">Grant access</button>",
        ),
        (
            ApiError::ProviderUnavailable,
            "Acme cannot be reached",
            ">Try again</a>",
        ),
        (ApiError::Busy, "does not answer", ">Try again</a>"),
        (ApiError::NotFound, "no such page", ">Back to the start</a>"),
        (ApiError::Unreachable, "could not be reached", ">Try again</a>"),
        (ApiError::Internal, "on our side", ">Try again</a>"),
    ];
    for (error, sentence, way_out) in cases {
        let html = failed(error);
        assert!(html.contains(r#"role="alert""#), "{html}");
        assert!(html.contains(sentence), "{sentence}: {html}");
        assert!(html.contains(way_out), "{way_out}: {html}");
    }
}

#[test]
fn a_wait_says_how_long_and_without_script_offers_a_link() {
    let html = failed(ApiError::RateLimited { retry_after_secs: 4 });
    assert!(
        html.contains(">Acme asks us to wait<") && html.contains(" for 4 s."),
        "{html}"
    );
    assert!(html.contains(">Try again</a>"), "{html}");
    assert!(!html.contains("http-equiv"), "nobody comes back by the clock");
}

#[test]
fn the_seconds_of_a_wait_are_not_read_aloud() {
    let html = failed(ApiError::RateLimited { retry_after_secs: 4 });
    let said = html.find("aria-live=\"polite\" class=\"quiet\">Acme asks").unwrap();
    let silent = html.find("role=\"timer\" aria-live=\"off\"").unwrap();
    assert!(said < silent && silent < html.find("4 s").unwrap(), "{html}");
}

#[test]
fn only_a_page_that_came_takes_the_place_of_what_was_last_seen() {
    let supplied = |html: String| html.contains("class=\"ending supplied\"");
    assert!(supplied(shown(page(Vec::new(), None), Place::Start, "")));
    assert!(!supplied(failed(ApiError::Busy)));
}

#[test]
fn nothing_is_styled_inline() {
    let html = shown(page(vec![record(None)], Some("2")), Place::Start, "");
    assert!(!html.contains("style="), "{html}");
}
