//! The contract of `Vault`: what comes back, and to whom.

#![expect(clippy::missing_panics_doc, reason = "a claim panics where it does not hold")]

use futures::{StreamExt as _, stream};
use integrations::{Account, Census, Connection, Generation, Principal, Stored, TokenSet, Vault, VaultEntry};
use model::{ConnectionId, ConnectionStatus};

use super::TimeTravel;
use crate::builders;

/// How many saves run side by side where there are many: a store's deadlines are for calm waters.
const SAVED_AT_ONCE: usize = 8;

pub(super) type Store<'a> = &'a dyn Vault;
pub(super) type Time<'a> = &'a dyn TimeTravel;

pub(super) async fn save(store: Store<'_>, principal: &Principal, connection: &Connection) -> Generation {
    store.save(principal, connection).await.expect("saving works")
}

pub(super) async fn saved(store: Store<'_>, principal: &Principal) -> (Connection, Generation) {
    let connection = builders::connection();
    let generation = save(store, principal, &connection).await;
    (connection, generation)
}

pub(super) async fn load(store: Store<'_>, principal: &Principal, id: &ConnectionId) -> Option<Stored> {
    store.load(principal, id).await.expect("loading works").map(opened)
}

pub(super) async fn list(store: Store<'_>, principal: &Principal) -> Vec<Stored> {
    let entries = store.list(principal).await.expect("listing works");
    entries.into_iter().map(opened).collect()
}

fn opened(entry: VaultEntry) -> Stored {
    match entry {
        VaultEntry::Open(stored) => *stored,
        VaultEntry::Unreadable { id, .. } => panic!("{id} does not open"),
    }
}

pub(super) fn assert_same(found: &Connection, saved: &Connection) {
    let refresh = |tokens: &TokenSet| tokens.refresh_token.as_ref().map(|token| token.reveal().to_owned());
    assert_eq!(found.id, saved.id);
    assert_eq!(found.provider, saved.provider);
    assert_eq!(found.account, saved.account);
    assert_eq!(found.status, saved.status);
    assert_eq!(found.connected_at, saved.connected_at);
    assert_eq!(found.tokens.access_token.reveal(), saved.tokens.access_token.reveal());
    assert_eq!(refresh(&found.tokens), refresh(&saved.tokens));
    assert_eq!(found.tokens.obtained_at, saved.tokens.obtained_at);
    assert_eq!(found.tokens.expires_at, saved.tokens.expires_at);
    assert_eq!(found.tokens.scopes, saved.tokens.scopes);
}

async fn round_trip(store: Store<'_>, principal: &Principal, connection: &Connection) {
    let generation = save(store, principal, connection).await;
    let loaded = load(store, principal, &connection.id).await.expect("it is there");
    assert_same(&loaded.connection, connection);
    assert_eq!(loaded.generation, generation);
    let listed = list(store, principal).await;
    assert_eq!(listed.len(), 1);
    assert_same(&listed[0].connection, connection);
    assert_eq!(listed[0].generation, generation);
}

/// Tokens, account and times come back, with the generation of the write.
pub async fn what_was_saved_is_loaded_and_listed(store: Store<'_>, _: Time<'_>) {
    round_trip(store, &builders::principal(), &builders::connection()).await;
}

/// No refresh token, no expiry, no scopes, nobody who connected it, no home; text of any script.
pub async fn the_least_of_a_connection_survives_the_round_trip(store: Store<'_>, _: Time<'_>) {
    let connection = Connection {
        account: Account {
            id: String::new(),
            name: "\"Ω\u{0}\u{202e}🦀\\ ".to_owned(),
            label: String::new(),
            connected_by: None,
            home: None,
        },
        tokens: TokenSet {
            refresh_token: None,
            expires_at: None,
            scopes: Vec::new(),
            ..builders::token_set()
        },
        status: ConnectionStatus::ReconnectNeeded,
        ..builders::connection()
    };
    round_trip(store, &builders::principal(), &connection).await;
}

/// assurance T31: knowing an id gives nobody another one's connection.
pub async fn another_principal_sees_nothing_whatever_the_id(store: Store<'_>, _: Time<'_>) {
    let owner = Principal::new("acme", "eu:bob");
    let (connection, generation) = saved(store, &owner).await;
    for other in [
        ("acme:eu", "bob"),
        ("acme", "bob"),
        ("acme", "eu"),
        ("eu:bob", "acme"),
        ("", ""),
    ] {
        let other = Principal::new(other.0, other.1);
        assert!(load(store, &other, &connection.id).await.is_none(), "{other}");
        assert!(list(store, &other).await.is_empty(), "{other}");
        let updated = store
            .update(&other, &connection, generation)
            .await
            .expect("updating works");
        assert_eq!(updated, None, "{other}");
        assert!(
            !store.delete(&other, &connection.id).await.expect("deleting works"),
            "{other}"
        );
    }
    assert!(
        load(store, &owner, &connection.id).await.is_some(),
        "and nobody removed it"
    );
}

/// Empty, long, and full of what key names give a meaning to; all at once, none in another's way.
pub async fn any_name_of_an_organisation_or_user_works(store: Store<'_>, _: Time<'_>) {
    let long = "o".repeat(10_000);
    let names = [
        "",
        ":",
        "/",
        "{",
        "}",
        "{a}",
        "*",
        "~",
        "a/b",
        "é\u{0}🦀",
        "\r\n",
        ".",
        long.as_str(),
    ];
    let principals: Vec<Principal> = names
        .iter()
        .flat_map(|name| [Principal::new(*name, "u"), Principal::new("o", *name)])
        .collect();
    let mut owned = Vec::new();
    for principal in &principals {
        owned.push(saved(store, principal).await.0);
    }
    for (principal, connection) in principals.iter().zip(&owned) {
        let listed = list(store, principal).await;
        assert_eq!(listed.len(), 1, "{principal}");
        assert_same(&listed[0].connection, connection);
    }
}

/// Nothing is cut.
pub async fn a_thousand_connections_are_listed_by_id(store: Store<'_>, _: Time<'_>) {
    let principal = builders::principal();
    let connections: Vec<Connection> = (0..1000).map(|_| builders::connection()).collect();
    let saving = stream::iter(&connections).map(|connection| save(store, &principal, connection));
    saving.buffer_unordered(SAVED_AT_ONCE).collect::<Vec<_>>().await;
    let mut ids: Vec<ConnectionId> = connections.into_iter().map(|connection| connection.id).collect();
    ids.sort_unstable();
    let listed: Vec<ConnectionId> = list(store, &principal)
        .await
        .into_iter()
        .map(|stored| stored.connection.id)
        .collect();
    assert_eq!(listed, ids);
}

/// Whoever they belong to, and whatever else rests in the store.
pub async fn a_census_counts_each_connection_once(store: Store<'_>, _: Time<'_>) {
    let principals = ["ada", "", "é{}:/*", "~"].map(|user| Principal::new("local", user));
    for principal in &principals {
        saved(store, principal).await;
        let waiting = Connection {
            status: ConnectionStatus::ReconnectNeeded,
            ..builders::connection()
        };
        for _ in 0..2 {
            save(store, principal, &waiting).await;
        }
    }
    saved(store, &principals[0]).await;
    let census = store.census().await.expect("counting works");
    let counted = Census {
        connected: 5,
        reconnect_needed: 4,
        unreadable: 0,
    };
    assert_eq!(census, counted);
}

/// More than once, also when it wrote something to find out.
pub async fn it_answers_a_ping(store: Store<'_>, _: Time<'_>) {
    store.ping().await.expect("it answers");
    store.ping().await.expect("it answers again");
}
