//! Claims about what a failure looks like from outside.

use integrations::ProviderError;
use leptos::prelude::*;

use super::*;
use crate::{reply::PageReply, samples::Recorder};

/// What a call over HTTP answers when the flow fails so.
fn answer(error: ItemsError) -> (ApiError, Vec<String>) {
    let recorder = Recorder::default();
    let answer = Owner::new().with(|| {
        provide_context(ApiReply(recorder.reply()));
        answered::<(), _>(Err(error)).unwrap_err()
    });
    (answer, recorder.taken())
}

#[test]
fn each_failure_has_its_own_status() {
    let unavailable = || ItemsError::Provider(ProviderError::Unavailable);
    let malformed = || ItemsError::Provider(ProviderError::Malformed);
    let cases = [
        (ItemsError::NotFound, ApiError::NotFound, "404"),
        (ItemsError::MissingScopes(Vec::new()), ApiError::MissingScopes, "403"),
        (ItemsError::ReconnectRequired, ApiError::ReconnectRequired, "409"),
        (unavailable(), ApiError::ProviderUnavailable, "502"),
        (malformed(), ApiError::ProviderUnavailable, "502"),
        (
            ItemsError::TokenEndpoint(TokenEndpointError::Misconfigured),
            ApiError::Internal,
            "500",
        ),
    ];
    for (error, expected, status) in cases {
        assert_eq!(answer(error), (expected, vec![status.to_owned()]));
    }
}

#[test]
fn whoever_must_wait_learns_how_long_rounded_up() {
    let retry_after = Duration::from_millis(3_001);
    let (error, said) = answer(ItemsError::RateLimited { retry_after });
    assert_eq!(error, ApiError::RateLimited { retry_after_secs: 4 });
    assert_eq!(said, ["429", "retry-after: 4"]);

    let (error, said) = answer(ItemsError::Store(StoreError::new("down")));
    assert_eq!((error, said[0].as_str()), (ApiError::Busy, "503"));
    assert!(said[1].starts_with("retry-after: "));
}

#[test]
fn a_failure_while_a_page_renders_leaves_the_page_its_status() {
    let recorder = Recorder::default();
    Owner::new().with(|| {
        provide_context(PageReply(recorder.reply()));
        assert!(answered::<(), _>(Err(ItemsError::NotFound)).is_err());
    });
    assert!(recorder.taken().is_empty());
}
