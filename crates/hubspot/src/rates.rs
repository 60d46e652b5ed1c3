//! What HubSpot's answers say of how often it may be asked (HubSpot: API usage guidelines, "rate limit headers").

use std::time::Duration;

use integrations::RateLimit;
use reqwest::header::HeaderMap;

/// How long to stay away after a 429 that does not say: until the rolling window has passed.
pub(crate) const DEFAULT_PAUSE: Duration = Duration::from_secs(10);

/// A window outside this makes no sense.
const WINDOWS: std::ops::RangeInclusive<u64> = 1_000..=60_000;
/// So many requests in a window make no sense.
const MOST_PERMITS: u32 = 10_000;

/// The limit on all requests for the account, when the answer names one that makes sense.
pub(crate) fn limit(headers: &HeaderMap) -> Option<RateLimit> {
    let permits = number(headers, "x-hubspot-ratelimit-max")?;
    let window = number(headers, "x-hubspot-ratelimit-interval-milliseconds")?;
    let permits = u32::try_from(permits)
        .ok()
        .filter(|permits| (1..=MOST_PERMITS).contains(permits))?;
    let window = WINDOWS.contains(&window).then(|| Duration::from_millis(window))?;
    Some(RateLimit::of_provider(permits, window))
}

fn number(headers: &HeaderMap, name: &str) -> Option<u64> {
    headers.get(name)?.to_str().ok()?.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(max: &str, window: &str) -> Option<RateLimit> {
        let mut headers = HeaderMap::new();
        headers.insert("x-hubspot-ratelimit-max", max.parse().unwrap());
        headers.insert("x-hubspot-ratelimit-interval-milliseconds", window.parse().unwrap());
        limit(&headers)
    }

    #[test]
    fn a_limit_is_read_with_an_allowance_for_the_way() {
        let expected = RateLimit {
            permits: 190,
            window: Duration::from_millis(10_250),
        };
        assert_eq!(named("190", "10000"), Some(expected));
    }

    #[test]
    fn a_limit_that_makes_no_sense_is_none() {
        for (max, window) in [
            ("0", "10000"),
            ("-1", "10000"),
            ("99999999999", "10000"),
            ("110", "0"),
            ("110", "999999999"),
            ("many", "10000"),
        ] {
            assert_eq!(named(max, window), None, "{max} in {window}");
        }
        assert_eq!(limit(&HeaderMap::new()), None);
    }
}
