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

/// Airtable: codes and tokens are long and opaque; the prefixes are from memory.
pub(crate) fn airtable_code() -> String {
    URL_SAFE_NO_PAD.encode(random_bytes::<32>())
}

/// An access token as Airtable's look.
pub(crate) fn airtable_access_token() -> String {
    format!(
        "oaa{}.v1.{}",
        hex(&random_bytes::<7>()),
        URL_SAFE_NO_PAD.encode(random_bytes::<96>())
    )
}

/// A refresh token as Airtable's look.
pub(crate) fn airtable_refresh_token() -> String {
    format!(
        "oar{}.v1.{}",
        hex(&random_bytes::<7>()),
        URL_SAFE_NO_PAD.encode(random_bytes::<64>())
    )
}

/// Notion: tokens begin with `ntn_`; the prefix of refresh tokens is from memory.
pub(crate) fn notion_access_token() -> String {
    format!("ntn_{}", hex(&random_bytes::<23>()))
}

/// A refresh token as Notion's look.
pub(crate) fn notion_refresh_token() -> String {
    format!("nrt_{}", hex(&random_bytes::<23>()))
}

/// Pipedrive: codes are forty digits of base 16; from memory.
pub(crate) fn pipedrive_code() -> String {
    hex(&random_bytes::<20>())
}

/// A token as Pipedrive's look: the account's number, the user's, and the rest; from memory.
pub(crate) fn pipedrive_token() -> String {
    format!("v1u:{}", URL_SAFE_NO_PAD.encode(random_bytes::<60>()))
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
