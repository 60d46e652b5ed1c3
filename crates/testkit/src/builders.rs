//! Ordinary values to begin a test with; a test changes the fields that it is about.

use std::time::Duration;

use integrations::{
    Account, ClientSettings, Connection, PendingAuthorization, Principal, ReturnTo, Session, TokenSet,
    descriptor::Client,
    random,
    secret::{AccessToken, ClientSecret, CodeVerifier, RefreshToken},
    session::SessionBinding,
};
use jiff::Timestamp;
use model::{ConnectionId, ConnectionStatus, ProviderId};
use url::Url;

/// How long the access token of [`token_set`] lives.
pub const TOKEN_LIFE: Duration = Duration::from_mins(30);

/// Some moment, on a whole second.
///
/// # Panics
/// Never: the constant is a time.
#[must_use]
pub fn noon() -> Timestamp {
    Timestamp::constant(1_900_000_800, 0)
}

/// Ada of the organisation `local`.
#[must_use]
pub fn principal() -> Principal {
    Principal::new("local", "ada")
}

/// A session of [`principal`], with a binding of its own.
#[must_use]
pub fn session() -> Session {
    Session {
        principal: principal(),
        binding: SessionBinding::draw(),
        renewed_at: noon(),
    }
}

/// The id of HubSpot.
///
/// # Panics
/// Never: the constant is a provider id.
#[must_use]
pub fn provider() -> ProviderId {
    ProviderId::new("hubspot").expect("a provider id")
}

/// A client that a stand-in at `base` knows by this id and secret, with the paths of its consent page and of its
/// token endpoint.
///
/// # Panics
/// When `base` and a path make no URL.
#[must_use]
pub fn client_settings(base: &str, (id, secret): (&str, &str), authorize: &str, token: &str) -> ClientSettings {
    let below = |path: &str| Url::parse(&format!("{base}{path}")).expect("a URL");
    ClientSettings {
        client: Some(Client {
            id: id.to_owned(),
            secret: ClientSecret::new(secret),
        }),
        authorize_url: below(authorize),
        token_url: below(token),
        api_url: below(""),
    }
}

/// A request that [`principal`] sent to [`provider`], with a verifier of its own.
///
/// # Panics
/// Never: the constants are a URL and a path.
#[must_use]
pub fn pending() -> PendingAuthorization {
    PendingAuthorization {
        provider: provider(),
        principal: principal(),
        redirect_uri: Url::parse("http://localhost:3000/integrations/hubspot/oauth2callback").expect("a URL"),
        verifier: Some(CodeVerifier::new(random::token())),
        scopes: scopes(),
        return_to: Some(ReturnTo::parse("/connections?from=test").expect("a path")),
        renews: None,
    }
}

/// Tokens drawn for this call, got at [`noon`].
#[must_use]
pub fn token_set() -> TokenSet {
    TokenSet {
        access_token: AccessToken::new(random::token()),
        refresh_token: Some(RefreshToken::new(random::token())),
        obtained_at: noon(),
        expires_at: Some(noon() + TOKEN_LIFE),
        scopes: scopes(),
        serial: 1,
    }
}

/// An id drawn for this call.
///
/// # Panics
/// Never: a drawn name is a connection id.
#[must_use]
pub fn connection_id() -> ConnectionId {
    ConnectionId::new(random::name()).expect("a drawn name")
}

/// A connection at [`provider`], with an id and tokens of its own.
///
/// # Panics
/// Never: the constant is a URL.
#[must_use]
pub fn connection() -> Connection {
    Connection {
        id: connection_id(),
        provider: provider(),
        account: Account {
            id: "62515".to_owned(),
            name: "Analytical Engines".to_owned(),
            label: "portal 62515".to_owned(),
            connected_by: Some("ada@engines.example".to_owned()),
            home: Some(Url::parse("https://app.hubspot.com/contacts/62515").expect("a URL")),
        },
        tokens: token_set(),
        status: ConnectionStatus::Connected,
        connected_at: noon(),
        last_used_at: None,
        activity: Vec::new(),
    }
}

fn scopes() -> Vec<String> {
    ["oauth", "crm.objects.contacts.read"].map(str::to_owned).to_vec()
}
