//! OAuth 2.0 as all stand-ins do it: the registered app, consent, codes, grants.

pub(crate) mod authorization;
pub(crate) mod authorize;
pub(crate) mod bearer;
pub(crate) mod client;
pub(crate) mod consent_page;
pub(crate) mod desk;
pub(crate) mod grants;
pub(crate) mod redemption;
pub(crate) mod terms;
