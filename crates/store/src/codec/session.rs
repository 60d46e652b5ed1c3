//! The record of a session.

use integrations::{Principal, Session, session::SessionBinding};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

#[derive(Serialize, Deserialize)]
struct Record {
    organisation: String,
    user: String,
    binding: [u8; 32],
    renewed_at: Timestamp,
}

/// Writes a session.
pub(crate) fn encode(session: &Session) -> Zeroizing<Vec<u8>> {
    super::encode(&Record {
        organisation: session.principal.organisation.clone(),
        user: session.principal.user.clone(),
        binding: *session.binding.reveal(),
        renewed_at: session.renewed_at,
    })
}

/// Reads a session.
pub(crate) fn decode(bytes: &[u8]) -> Option<Session> {
    let record: Record = super::decode(bytes)?;
    Some(Session {
        principal: Principal::new(record.organisation, record.user),
        binding: SessionBinding::from_bytes(record.binding),
        renewed_at: record.renewed_at,
    })
}
