//! The record of a spooled connection: the connection's own, and whose it is.

use std::borrow::Cow;

use integrations::{Connection, Principal};
use model::{ConnectionId, ProviderId};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::connection;

#[derive(Serialize, Deserialize)]
struct Record<'a> {
    organisation: Cow<'a, str>,
    user: Cow<'a, str>,
    id: Cow<'a, ConnectionId>,
    connection: connection::Record<'a>,
}

/// Writes a connection and its owner. Its provider stands on the label.
pub(crate) fn encode(principal: &Principal, connection: &Connection) -> Zeroizing<Vec<u8>> {
    super::encode(&Record {
        organisation: (&principal.organisation).into(),
        user: (&principal.user).into(),
        id: Cow::Borrowed(&connection.id),
        connection: connection.into(),
    })
}

/// Reads a connection, at the provider of its label, and its owner.
pub(crate) fn decode(provider: ProviderId, bytes: &[u8]) -> Option<(Principal, Connection)> {
    let record: Record<'_> = super::decode(bytes)?;
    let connection = record.connection.named(record.id.into_owned(), provider);
    Some((Principal::new(record.organisation, record.user), connection))
}
