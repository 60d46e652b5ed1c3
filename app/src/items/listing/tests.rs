//! Claims about the list without its looks.

use super::*;

fn page(names: &[&str], next: Option<&str>) -> ItemPage {
    let items = names.iter().map(|name| IntegrationItem {
        id: (*name).to_owned(),
        name: Some((*name).to_owned()),
        ..IntegrationItem::default()
    });
    ItemPage {
        items: items.collect(),
        next: next.map(|cursor| PageCursor(cursor.to_owned())),
    }
}

fn place(cursor: &str) -> Place {
    Place::At(PageCursor(cursor.to_owned()))
}

#[test]
fn pages_follow_one_another_to_the_end() {
    let mut listing = Listing::new(Place::Start, Ok(page(&["Ada", "Bo"], Some("2"))));
    assert_eq!(listing.begin(), Some(place("2")));
    listing.finish(Ok(page(&["Cy"], None)));
    assert_eq!(listing.loaded(), 3);
    assert!(listing.at_end());
    assert_eq!(listing.begin(), None);
}

#[test]
fn one_page_is_asked_for_at_a_time() {
    let mut listing = Listing::new(Place::Start, Ok(page(&["Ada"], Some("1"))));
    assert!(listing.begin().is_some());
    assert_eq!(listing.begin(), None);
}

#[test]
fn a_failure_keeps_the_rows_and_asks_for_the_same_page_again() {
    let mut listing = Listing::new(Place::Start, Ok(page(&["Ada"], Some("1"))));
    listing.begin();
    listing.finish(Err(ApiError::ProviderUnavailable));
    assert_eq!(listing.loaded(), 1);
    assert_eq!(listing.phase(), &Phase::Failed(ApiError::ProviderUnavailable));
    assert_eq!(listing.begin(), Some(place("1")));
}

#[test]
fn a_first_page_that_did_not_come_is_asked_for_again() {
    let mut listing = Listing::new(Place::Start, Err(ApiError::Busy));
    assert_eq!(listing.begin(), Some(Place::Start));
    let mut later = Listing::new(place("7"), Err(ApiError::Busy));
    assert_eq!(later.begin(), Some(place("7")));
}

#[test]
fn a_wait_counts_down_to_nothing() {
    let mut listing = Listing::new(Place::Start, Err(ApiError::RateLimited { retry_after_secs: 0 }));
    assert_eq!(listing.phase(), &Phase::Waiting { seconds: 1 }, "never at once");
    listing.tick();
    listing.tick();
    assert_eq!(listing.phase(), &Phase::Waiting { seconds: 0 });
    assert_eq!(listing.begin(), Some(Place::Start));
}

#[test]
fn a_match_keeps_its_position_among_all_rows() {
    let listing = Listing::new(Place::Start, Ok(page(&["Ada", "Bo", "Adam"], None)));
    let positions: Vec<u32> = listing.matching("ada").iter().map(|(position, _)| *position).collect();
    assert_eq!(positions, [0, 2]);
    assert_eq!(listing.matching("").len(), 3);
}
