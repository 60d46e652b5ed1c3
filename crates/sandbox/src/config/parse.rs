//! Settings as text, as the command's flags take them.

use std::str::FromStr;
use std::time::Duration;

use super::{Consent, Denial, RateLimit};

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
