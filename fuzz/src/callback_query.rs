//! The query of the redirect that ends at us.

use integrations::{AuthorizationResponse, authorization_response::Outcome};

/// What is accepted has the shape of an answer, and nothing in it could end a line.
pub fn callback_query(data: &[u8]) {
    let Ok(query) = str::from_utf8(data) else { return };
    let Ok(answer) = AuthorizationResponse::parse(query) else {
        return;
    };
    let state = answer.state.reveal();
    let is_ours = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
    assert!(state.len() == 43 && state.bytes().all(is_ours), "a state of ours");
    if let Outcome::Granted(code) = &answer.outcome {
        let code = code.reveal();
        assert!((1..=2048).contains(&code.len()), "a code of bounded length");
        assert!(code.bytes().all(|byte| (0x20..=0x7e).contains(&byte)), "RFC 6749 A.11");
    }
    assert!(query.len() <= 8 * 1024, "a query of bounded length");
}
