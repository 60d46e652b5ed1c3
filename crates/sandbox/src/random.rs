//! Draws the identifiers that nobody may guess: codes, tokens, correlation ids.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

/// A version 4 UUID (RFC 9562 §5.4).
pub(crate) fn uuid() -> String {
    let mut bytes = random_bytes::<16>();
    bytes[6] = (bytes[6] & 0x0f) | 0x40;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    let hex = hex(&bytes);
    [&hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..]].join("-")
}

/// HubSpot: codes and refresh tokens are a hublet and a UUID-like rest, `na1-xxxx-xxxx-xxxx-xxxxxxxxxxxx`.
pub(crate) fn hublet_id() -> String {
    let hex = hex(&random_bytes::<12>());
    ["na1", &hex[..4], &hex[4..8], &hex[8..12], &hex[12..]].join("-")
}

/// HubSpot: access tokens are opaque, base64url-like and up to some 300 characters.
pub(crate) fn access_token() -> String {
    format!("C{}", URL_SAFE_NO_PAD.encode(random_bytes::<200>()))
}

fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    bytes
        .iter()
        .flat_map(|byte| [byte >> 4, byte & 0x0f])
        .map(|nibble| char::from(DIGITS[usize::from(nibble)]))
        .collect()
}

#[expect(
    clippy::disallowed_methods,
    clippy::expect_used,
    reason = "the one place in the sandbox that draws randomness"
)]
fn random_bytes<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).expect("the operating system gives randomness");
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_have_hubspots_shapes_and_differ() {
        let (code, uuid, token) = (hublet_id(), uuid(), access_token());

        let lengths: Vec<usize> = code.split('-').map(str::len).collect();
        assert_eq!(lengths, [3, 4, 4, 4, 12]);
        assert_eq!(uuid.len(), 36);
        assert!((200..=512).contains(&token.len()));
        assert_ne!(hublet_id(), code);
    }
}
