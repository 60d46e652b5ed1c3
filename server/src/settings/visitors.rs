//! Who visitors are, and how much they may do.

use std::num::NonZeroU32;

use super::{
    problems::{Noted, Problems},
    secret_text,
};
use crate::layers::{client_address::TrustedProxies, rate_limits::Strictness};

/// More than this is as good as off.
const MAX_FACTOR: u32 = 1000;

/// What the layers need to know about visitors.
#[derive(Clone, Debug)]
pub struct Visitors {
    /// Whose word about a request's origin is believed.
    pub trusted_proxies: TrustedProxies,
    /// How strict the rate limits are.
    pub strictness: Strictness,
}

#[derive(Debug, thiserror::Error)]
#[error("not on, off, or how many times the usual limits hold, from 1 to 1000")]
struct NotAStrictness;

/// Reads both variables.
pub(super) fn read(limits: &str, proxies: Option<String>, problems: &mut Problems) -> Result<Visitors, Noted> {
    let strictness = problems.keep("TRIBUTARY_RATE_LIMITS", parse_strictness(limits));
    let proxies = secret_text::given(proxies).unwrap_or_default();
    let trusted_proxies = problems.keep("TRIBUTARY_TRUSTED_PROXIES", TrustedProxies::parse(&proxies));
    Ok(Visitors {
        trusted_proxies: trusted_proxies?,
        strictness: strictness?,
    })
}

fn parse_strictness(text: &str) -> Result<Strictness, NotAStrictness> {
    let factor = match text {
        "off" => return Ok(Strictness::Off),
        "on" => Ok(NonZeroU32::MIN),
        text => text.parse::<NonZeroU32>(),
    };
    let factor = factor.ok().filter(|factor| factor.get() <= MAX_FACTOR);
    factor.map(Strictness::Times).ok_or(NotAStrictness)
}
