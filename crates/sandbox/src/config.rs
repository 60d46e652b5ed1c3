//! What a sandbox can be told before it starts.

use std::net::SocketAddr;
use std::str::FromStr;
use std::time::Duration;

use crate::clock::SandboxClock;

/// The settings of one sandbox; the default suits in-process tests.
#[derive(Clone, Debug)]
pub struct SandboxConfig {
    /// Where to listen; loopback only. Default: a free port of `127.0.0.1`.
    pub listen: SocketAddr,
    /// How many contacts each portal holds. Default: 2,500.
    pub contacts: usize,
    /// What the contacts are derived from. Default: 1.
    pub seed: u64,
    /// How long an access token lives. Default: HubSpot's 1,800 s.
    pub token_ttl: Duration,
    /// How long an authorization code lives. Default: 60 s (HubSpot's is not published).
    pub code_ttl: Duration,
    /// Requests per account and window. Default: off. Also switches search's own limit of 5/s.
    pub rate_limit: RateLimit,
    /// Whether a 429 carries `Retry-After`. Default: no, as at HubSpot.
    pub retry_after: bool,
    /// How long every answer waits. Default: not at all.
    pub latency: Duration,
    /// Who decides at the consent page. Default: [`Consent::Auto`].
    pub consent: Consent,
    /// What *deny* does. Default: [`Denial::Redirect`].
    pub denial: Denial,
    /// Whether each refresh replaces the refresh token. Default: no, as at HubSpot.
    pub rotate_refresh_tokens: bool,
    /// How long search does not see a write. Default: zero.
    pub search_lag: Duration,
    /// The time. Default: the machine's.
    pub clock: SandboxClock,
}

impl Default for SandboxConfig {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from(([127, 0, 0, 1], 0)),
            contacts: 2500,
            seed: 1,
            token_ttl: Duration::from_mins(30),
            code_ttl: Duration::from_mins(1),
            rate_limit: RateLimit::Off,
            retry_after: false,
            latency: Duration::ZERO,
            consent: Consent::Auto,
            denial: Denial::Redirect,
            rotate_refresh_tokens: false,
            search_lag: Duration::ZERO,
            clock: SandboxClock::system(),
        }
    }
}

/// Who decides at the consent page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Consent {
    /// A person, by a button.
    Page,
    /// Nobody: every sound request is allowed at once.
    Auto,
    /// Nobody: every sound request is denied at once.
    Deny,
}

/// What *deny* does. HubSpot's own documents contradict each other here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Denial {
    /// Sends the browser back with `error=access_denied`.
    Redirect,
    /// Sends nothing: the browser stays on a page of the provider.
    Stay,
}

/// How many requests an account may send.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RateLimit {
    /// Any number.
    Off,
    /// So many in any window of that length.
    Rolling {
        /// How many.
        requests: usize,
        /// In how long.
        window: Duration,
    },
}

/// A setting that cannot be read; the text says what would be.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum InvalidSetting {
    /// Not a duration.
    #[error("expected a number with `ms`, `s` or `m`, such as `250ms`")]
    Duration,
    /// Not a rate limit.
    #[error("expected requests per window, such as `110/10s`, or `off`")]
    RateLimit,
    /// Not a way to consent.
    #[error("expected `page`, `auto` or `deny`")]
    Consent,
    /// Not a way to deny.
    #[error("expected `redirect` or `stay`")]
    Denial,
}

impl FromStr for Consent {
    type Err = InvalidSetting;

    fn from_str(text: &str) -> Result<Self, InvalidSetting> {
        match text {
            "page" => Ok(Self::Page),
            "auto" => Ok(Self::Auto),
            "deny" => Ok(Self::Deny),
            _ => Err(InvalidSetting::Consent),
        }
    }
}

impl FromStr for Denial {
    type Err = InvalidSetting;

    fn from_str(text: &str) -> Result<Self, InvalidSetting> {
        match text {
            "redirect" => Ok(Self::Redirect),
            "stay" => Ok(Self::Stay),
            _ => Err(InvalidSetting::Denial),
        }
    }
}

impl FromStr for RateLimit {
    type Err = InvalidSetting;

    fn from_str(text: &str) -> Result<Self, InvalidSetting> {
        if text == "off" {
            return Ok(Self::Off);
        }
        let (requests, window) = text.split_once('/').ok_or(InvalidSetting::RateLimit)?;
        let requests = requests.parse().map_err(|_| InvalidSetting::RateLimit)?;
        let window = parse_duration(window).map_err(|_| InvalidSetting::RateLimit)?;
        if requests == 0 || window.is_zero() {
            return Err(InvalidSetting::RateLimit);
        }
        Ok(Self::Rolling { requests, window })
    }
}

/// Reads `250ms`, `2s` or `1m`.
///
/// # Errors
/// When the text is none of these.
pub fn parse_duration(text: &str) -> Result<Duration, InvalidSetting> {
    let split = text
        .find(|character: char| !character.is_ascii_digit())
        .ok_or(InvalidSetting::Duration)?;
    let (number, unit) = text.split_at(split);
    let number: u32 = number.parse().map_err(|_| InvalidSetting::Duration)?;
    match unit {
        "ms" => Ok(Duration::from_millis(number.into())),
        "s" => Ok(Duration::from_secs(number.into())),
        "m" => Ok(Duration::from_mins(number.into())),
        _ => Err(InvalidSetting::Duration),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rate_limit_is_requests_per_window_or_off() {
        let window = Duration::from_secs(10);
        assert_eq!("110/10s".parse(), Ok(RateLimit::Rolling { requests: 110, window }));
        assert_eq!("off".parse(), Ok(RateLimit::Off));
        for wrong in ["110", "0/10s", "110/0s", "x/10s", "110/10"] {
            assert_eq!(wrong.parse::<RateLimit>(), Err(InvalidSetting::RateLimit), "{wrong}");
        }
    }

    #[test]
    fn a_duration_needs_its_unit() {
        assert_eq!(parse_duration("250ms"), Ok(Duration::from_millis(250)));
        assert_eq!(parse_duration("2m"), Ok(Duration::from_mins(2)));
        for wrong in ["2", "s", "-1s", "1h", ""] {
            assert_eq!(parse_duration(wrong), Err(InvalidSetting::Duration), "{wrong}");
        }
    }
}
