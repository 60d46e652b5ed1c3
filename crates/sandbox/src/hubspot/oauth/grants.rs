//! HubSpot's grants: those of every stand-in, each for a portal.

use jiff::Timestamp;

use crate::config::SandboxConfig;
use crate::hubspot::portal::Portal;
use crate::oauth::grants;
use crate::oauth::terms::{Rotation, Shapes, Terms};
use crate::random;

/// All grants of the registered app.
pub(crate) type Grants = grants::Grants<Portal>;
/// What a user allowed.
pub(crate) type Grant = grants::Grant<Portal>;
/// What the token endpoint hands out.
pub(crate) type Issued = grants::Issued<Portal>;

/// How HubSpot's codes and tokens look.
pub(crate) const SHAPES: Shapes = Shapes {
    code: random::hublet_id,
    access_token: random::access_token,
    refresh_token: random::hublet_id,
};

/// HubSpot: refresh tokens neither expire nor rotate, unless the sandbox was told so.
pub(crate) fn terms(config: &SandboxConfig) -> Terms {
    let rotation = if config.rotate_refresh_tokens {
        Rotation::ReplayEndsGrant
    } else {
        Rotation::Stays
    };
    Terms {
        access_ttl: Some(config.token_ttl),
        refresh_ttl: None,
        rotation,
        ends_access: false,
    }
}

/// Whom a live access token speaks for.
#[derive(Clone, Debug)]
pub(crate) struct Bearer {
    pub(crate) portal: Portal,
    pub(crate) scopes: Vec<String>,
    pub(crate) expires_at: Timestamp,
}

impl From<grants::Bearer<Portal>> for Bearer {
    fn from(bearer: grants::Bearer<Portal>) -> Self {
        Self {
            portal: bearer.account,
            scopes: bearer.scopes,
            expires_at: bearer.expires_at,
        }
    }
}
