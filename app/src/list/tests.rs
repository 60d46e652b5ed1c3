//! Claims about the list as the server sends it, around a grid that is not its own.

use model::list::{Progress, ReadState, Stall};

use super::{
    samples::{columns, progress, window},
    *,
};
use crate::samples::{connection, html};

fn list(query: &str, matching: u32, progress: Progress) -> String {
    let (query, first) = (query.to_owned(), window(matching, progress));
    let page = html(|| {
        view! {
            <List connection=connection() query columns=columns() whole=false first record=None>
                <p>"the grid"</p>
            </List>
        }
    });
    // What people see: before it stands what the browser's program begins with, behind it what that may need.
    let seen = page.find("<div class=\"list").unwrap()..page.find("<template").unwrap();
    page[seen].to_owned()
}

fn stalled(stall: Stall) -> String {
    let retry_seconds = None;
    list("", 9, progress(ReadState::Stalled { stall, retry_seconds }))
}

#[test]
fn the_grid_stands_between_the_tools_and_what_is_said_in_silence() {
    let html = list("", 9, progress(ReadState::Complete));
    let places = ["role=\"search\"", "the grid", "aria-live=\"polite\""].map(|text| html.find(text).unwrap());
    assert!(places.is_sorted(), "{html}");
    assert!(
        html.contains("2,500 records") && !html.contains("class=\"absent\""),
        "{html}"
    );
}

#[test]
fn what_a_form_asked_for_is_done_by_the_server() {
    let html = list(
        "q=ada&sort=name&drop=p.city&f.p.city=has:x&open=columns",
        9,
        progress(ReadState::Complete),
    );
    assert!(
        !html.contains("City: has") && html.contains(r#"name="sort" value="name""#),
        "{html}"
    );
    assert!(html.contains(">Columns</h2>"));
}

#[test]
fn a_list_that_comes_has_a_bar_and_a_whole_one_has_none() {
    let mut reading = progress(ReadState::Reading);
    (reading.loaded, reading.expected) = (1_000, Some(2_500));
    let html = list("", 9, reading);
    let bar = &html[html.find("<progress").unwrap()..html.find("</progress>").unwrap()];
    assert!(
        bar.contains(r#"max="2500""#) && bar.contains(r#"value="1000""#),
        "{bar}"
    );
    assert!(
        bar.contains(r#"aria-valuetext="1,000 of 2,500 loaded""#) && !bar.contains("hidden"),
        "{bar}"
    );
    let whole = list("", 9, progress(ReadState::Complete));
    assert!(whole[whole.find("<progress").unwrap()..whole.find("</progress>").unwrap()].contains("hidden"));
}

#[test]
fn a_whole_list_that_has_stalled_is_not_told_as_one_that_still_comes() {
    let (stall, retry_seconds) = (Stall::ProviderUnavailable, Some(8));
    let mut whole = progress(ReadState::Stalled { stall, retry_seconds });
    whole.as_of = Some("2025-01-09T14:02:59Z".parse().unwrap());
    let html = list("q=x", 0, whole);
    let bar = &html[html.find("<progress").unwrap()..html.find("</progress>").unwrap()];
    assert!(bar.contains("hidden"), "{bar}");
    assert!(html.contains("No record matches “x”."), "{html}");
    assert!(html.contains("0 matches of 2,500 · as of 14:02 UTC · stalled, trying again in 8 s"));
}

#[test]
fn an_empty_account_says_what_to_do() {
    let mut none = progress(ReadState::Complete);
    none.loaded = 0;
    let html = list("", 0, none);
    assert!(
        html.contains("no records yet. Add some in Acme") && html.contains(">Look again</button>"),
        "{html}"
    );
}

#[test]
fn a_search_that_found_nothing_offers_to_clear_it() {
    let html = list("q=%3Cb%3E&f.name=filled", 0, progress(ReadState::Complete));
    assert!(
        html.contains("No record matches “&lt;b&gt;”.") && !html.contains("<b>"),
        "{html}"
    );
    assert!(html.contains(r#"name="clear" value="all""#));
    let filtered = list("f.name=filled", 0, progress(ReadState::Complete));
    assert!(filtered.contains("No record matches these filters."), "{filtered}");
}

#[test]
fn a_search_among_a_part_promises_nothing() {
    let mut reading = progress(ReadState::Reading);
    reading.expected = None;
    let html = list("q=x", 0, reading);
    assert!(
        html.contains("No match among 2,500 loaded so far; the rest is on its way."),
        "{html}"
    );
}

#[test]
fn each_stall_has_its_sentence_and_its_way_out() {
    let cases = [
        (Stall::ReconnectRequired, "no longer honours", ">Reconnect</button>"),
        (
            Stall::MissingScopes,
            "did not grant a permission",
            ">Grant access</button>",
        ),
        (
            Stall::ProviderUnavailable,
            "Acme cannot be reached",
            ">Try again</button>",
        ),
        (Stall::OurSide, "does not answer", ">Try again</button>"),
        (Stall::NoRoom, "does not fit", ">Try again</button>"),
    ];
    for (stall, sentence, way_out) in cases {
        let html = stalled(stall);
        assert!(html.contains(r#"role="alert""#), "{html}");
        assert!(html.contains(sentence), "{sentence}: {html}");
        assert!(html.contains(way_out), "{way_out}: {html}");
    }
}

#[test]
fn the_program_begins_with_what_stands_beside_the_list() {
    let first = window(2, progress(ReadState::Complete));
    let page = html(|| {
        let (first, query) = (first.clone(), "q=a".to_owned());
        view! { <List connection=connection() query columns=columns() whole=true first record=None>""</List> }
    });
    let attribute = page.split("data-list=\"").nth(1).unwrap().split('"').next().unwrap();
    let json = attribute
        .replace("&quot;", "\"")
        .replace("&lt;", "<")
        .replace("&gt;", ">");
    let start: Start = serde_json::from_str(&json.replace("&amp;", "&")).unwrap();
    assert_eq!((start.first, start.columns, start.whole), (first, columns(), true));
    assert_eq!((&*start.query, &*start.provider), ("q=a", "Acme"));
}

#[test]
fn what_may_be_said_later_stands_in_the_page_unseen() {
    let page = html(|| {
        let (first, query) = (window(2, progress(ReadState::Reading)), String::new());
        view! { <List connection=connection() query columns=columns() whole=true first record=None>""</List> }
    });
    let template = |place: &str| {
        let from = page
            .find(&format!("<template {place}"))
            .unwrap_or_else(|| panic!("{place}: {page}"));
        page[from..from + page[from..].find("</template>").unwrap()].to_owned()
    };
    assert!(template(r#"id="record-loading""#).contains("Loading the record"));
    for (word, sentence) in [
        ("reconnect", "no longer honours"),
        ("scopes", "did not grant a permission"),
        ("provider", "cannot be reached"),
        ("ours", "does not answer"),
        ("room", "does not fit"),
    ] {
        let panel = template(&format!("data-stall=\"{word}\""));
        assert!(panel.contains("role=\"alert\"") && panel.contains(sentence), "{panel}");
    }
}

#[test]
fn nothing_is_styled_inline() {
    let html = list("q=x&f.name=filled&open=columns", 0, progress(ReadState::Reading));
    assert!(!html.contains("style="), "{html}");
}
