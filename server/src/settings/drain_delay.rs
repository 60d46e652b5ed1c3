//! How long the server goes on once it is told to stop.

use std::time::Duration;

use url::Url;

use super::{
    problems::{Noted, Problems},
    secret_text,
    urls::is_loopback,
};

const VARIABLE: &str = "TRIBUTARY_DRAIN_DELAY";

/// What a load balancer needs to see that `/readyz` has changed.
const USUAL: Duration = Duration::from_secs(5);

/// Whoever waits longer has killed the process.
const MAX: u64 = 300;

#[derive(Debug, thiserror::Error)]
#[error("not a number of seconds, at most 300")]
struct NotADelay;

/// Reads the variable. On loopback no load balancer stands before us, and nobody wants to wait.
pub(super) fn read(text: Option<String>, public_url: Option<&Url>, problems: &mut Problems) -> Result<Duration, Noted> {
    let Some(text) = secret_text::given(text) else {
        let at_home = public_url.is_some_and(is_loopback);
        return Ok(if at_home { Duration::ZERO } else { USUAL });
    };
    let seconds = text.parse().ok().filter(|seconds| *seconds <= MAX);
    problems.keep(VARIABLE, seconds.map(Duration::from_secs).ok_or(NotADelay))
}
