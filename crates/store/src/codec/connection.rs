//! The record of a connection.

use std::borrow::Cow;

use integrations::{
    Account, Connection, TokenSet,
    secret::{AccessToken, RefreshToken},
};
use jiff::Timestamp;
use model::{Activity, ConnectionId, ConnectionStatus, ProviderId};
use serde::{Deserialize, Serialize};
use url::Url;
use zeroize::Zeroizing;

/// All that a connection is but its id and its provider.
#[derive(Serialize, Deserialize)]
pub(super) struct Record<'a> {
    account: AccountRecord<'a>,
    tokens: TokenRecord<'a>,
    status: ConnectionStatus,
    connected_at: Timestamp,
    #[serde(default)]
    last_used_at: Option<Timestamp>,
    #[serde(default)]
    activity: Cow<'a, [Activity]>,
}

#[derive(Serialize, Deserialize)]
struct AccountRecord<'a> {
    id: Cow<'a, str>,
    name: Cow<'a, str>,
    label: Cow<'a, str>,
    connected_by: Option<Cow<'a, str>>,
    home: Option<Cow<'a, Url>>,
}

#[derive(Serialize, Deserialize)]
struct TokenRecord<'a> {
    access: Cow<'a, str>,
    refresh: Option<Cow<'a, str>>,
    obtained_at: Timestamp,
    expires_at: Option<Timestamp>,
    scopes: Cow<'a, [String]>,
    #[serde(default)]
    serial: u64,
}

/// Writes a connection. Its id stands in the key, its provider on the label.
pub(crate) fn encode(connection: &Connection) -> Zeroizing<Vec<u8>> {
    super::encode(&Record::from(connection))
}

/// Reads the connection of that id, at the provider of its label.
pub(crate) fn decode(id: ConnectionId, provider: ProviderId, bytes: &[u8]) -> Option<Connection> {
    let record: Record<'_> = super::decode(bytes)?;
    Some(record.named(id, provider))
}

impl Record<'_> {
    /// The connection of that id at that provider.
    pub(super) fn named(self, id: ConnectionId, provider: ProviderId) -> Connection {
        Connection {
            id,
            provider,
            account: self.account.into(),
            tokens: self.tokens.into(),
            status: self.status,
            connected_at: self.connected_at,
            last_used_at: self.last_used_at,
            activity: self.activity.into_owned(),
        }
    }
}

impl<'a> From<&'a Connection> for Record<'a> {
    fn from(connection: &'a Connection) -> Self {
        Self {
            account: AccountRecord::from(&connection.account),
            tokens: TokenRecord::from(&connection.tokens),
            status: connection.status,
            connected_at: connection.connected_at,
            last_used_at: connection.last_used_at,
            activity: (&connection.activity).into(),
        }
    }
}

impl<'a> From<&'a Account> for AccountRecord<'a> {
    fn from(account: &'a Account) -> Self {
        Self {
            id: (&account.id).into(),
            name: (&account.name).into(),
            label: (&account.label).into(),
            connected_by: account.connected_by.as_ref().map(Cow::from),
            home: account.home.as_ref().map(Cow::Borrowed),
        }
    }
}

impl From<AccountRecord<'_>> for Account {
    fn from(record: AccountRecord<'_>) -> Self {
        Self {
            id: record.id.into_owned(),
            name: record.name.into_owned(),
            label: record.label.into_owned(),
            connected_by: record.connected_by.map(Cow::into_owned),
            home: record.home.map(Cow::into_owned),
        }
    }
}

impl<'a> From<&'a TokenSet> for TokenRecord<'a> {
    fn from(tokens: &'a TokenSet) -> Self {
        Self {
            access: tokens.access_token.reveal().into(),
            refresh: tokens.refresh_token.as_ref().map(|token| token.reveal().into()),
            obtained_at: tokens.obtained_at,
            expires_at: tokens.expires_at,
            scopes: (&tokens.scopes).into(),
            serial: tokens.serial,
        }
    }
}

impl From<TokenRecord<'_>> for TokenSet {
    fn from(record: TokenRecord<'_>) -> Self {
        Self {
            access_token: AccessToken::new(record.access),
            refresh_token: record.refresh.map(RefreshToken::new),
            obtained_at: record.obtained_at,
            expires_at: record.expires_at,
            scopes: record.scopes.into_owned(),
            serial: record.serial,
        }
    }
}
