//! An answer of a token endpoint.

use integrations::token_endpoint::fuzzing;
use jiff::Timestamp;

/// What is accepted can be sent in a header, ends within a day, and is whole.
pub fn token_answer(data: &[u8]) {
    let asked_at = Timestamp::UNIX_EPOCH;
    let Ok(tokens) = fuzzing::read(data, asked_at) else {
        return;
    };
    let token = tokens.access_token.reveal();
    assert!(
        !token.is_empty() && token.bytes().all(|byte| byte.is_ascii_graphic()),
        "RFC 6750 §2.1"
    );
    assert!(tokens.refresh_token.is_none_or(|token| !token.reveal().is_empty()));
    assert_eq!(tokens.obtained_at, asked_at);
    if let Some(expires_at) = tokens.expires_at {
        let life = expires_at.duration_since(asked_at).as_secs();
        assert!((1..=24 * 60 * 60).contains(&life), "{life} s");
    }
}
