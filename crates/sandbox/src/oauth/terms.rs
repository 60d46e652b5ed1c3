//! What a provider does with tokens: how long they live, what a refresh makes of the old ones, how they look.

use std::time::Duration;

/// How long tokens live and what a refresh does to them.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Terms {
    /// `None`: they do not expire by themselves.
    pub(crate) access_ttl: Option<Duration>,
    /// `None`: they do not expire by themselves.
    pub(crate) refresh_ttl: Option<Duration>,
    pub(crate) rotation: Rotation,
    /// Whether a refresh makes the access tokens before it worthless.
    pub(crate) ends_access: bool,
}

/// What becomes of a refresh token that was used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Rotation {
    /// It stays good, and is given again.
    Stays,
    /// Another takes its place; coming back, it is refused.
    Replaced,
    /// Another takes its place; coming back, it ends the whole grant.
    ReplayEndsGrant,
}

/// How a provider's codes and tokens look.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Shapes {
    pub(crate) code: fn() -> String,
    pub(crate) access_token: fn() -> String,
    pub(crate) refresh_token: fn() -> String,
}
