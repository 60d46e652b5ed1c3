//! The one place that draws randomness.

use std::time::Duration;

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};

/// Draws `N` bytes from the operating system's generator.
///
/// # Panics
/// When the operating system has no randomness to give: nothing may go on without.
#[must_use]
#[expect(clippy::disallowed_methods, reason = "the one place that draws randomness")]
pub fn bytes<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    #[expect(clippy::expect_used, reason = "without randomness every secret would be guessable")]
    getrandom::fill(&mut bytes).expect("the operating system gives randomness");
    bytes
}

/// Any duration up to `longest`: those who wait after one failure must not come back all at once.
#[must_use]
pub fn up_to(longest: Duration) -> Duration {
    let fraction = f64::from(u32::from_be_bytes(bytes())) / f64::from(u32::MAX);
    longest.mul_f64(fraction)
}

/// 256 random bits as 43 characters of base64url.
#[must_use]
pub fn token() -> String {
    URL_SAFE_NO_PAD.encode(bytes::<32>())
}

/// 128 random bits as 22 characters of base64url: for names, not for secrets.
#[must_use]
pub fn name() -> String {
    URL_SAFE_NO_PAD.encode(bytes::<16>())
}

/// Whether `text` has the shape of [`token`].
#[must_use]
pub fn is_token(text: &str) -> bool {
    text.len() == 43
        && text
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_have_their_shape_and_differ() {
        let drawn: std::collections::HashSet<String> = (0..10_000).map(|_| token()).collect();
        assert_eq!(drawn.len(), 10_000);
        assert!(drawn.iter().all(|text| is_token(text)));
    }

    #[test]
    fn waits_are_spread_up_to_the_longest() {
        let longest = Duration::from_secs(1);
        let drawn: Vec<_> = (0..1000).map(|_| up_to(longest)).collect();
        assert!(drawn.iter().all(|wait| *wait <= longest));
        assert!(drawn.iter().any(|wait| *wait < longest / 4) && drawn.iter().any(|wait| *wait > longest / 4 * 3));
    }

    #[test]
    fn other_shapes_are_no_tokens() {
        for bad in [
            "",
            "a",
            &"a".repeat(42),
            &"a".repeat(44),
            &format!("{}%", "a".repeat(42)),
            &"é".repeat(21),
        ] {
            assert!(!is_token(bad), "{bad:?}");
        }
    }
}
