//! Key names: which principal, which kind of record, and never two records under one name.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use integrations::{
    Principal, RateKey, SessionId,
    secret::State,
    session::SessionBinding,
    snapshot_log::{ListName, LogId},
};
use model::ConnectionId;
use sha2::{Digest as _, Sha256};

/// Every key begins with it: our initial, and the version of this layout.
const ROOT: &str = "t:v1:";

/// What a pending authorization's key goes on with.
const PENDING: &str = "st:";

/// What a session's key goes on with.
const SESSION: &str = "sess:";

/// What stands between an owner and the name of a record.
const RECORD: &str = "}:rec:";

/// What matches every key of ours.
pub(crate) const ALL: &str = "t:v1:*";

/// The longest name that stands in a key as it is.
const LONGEST_PLAIN: usize = 64;

/// The key of a pending authorization. It shows the state's digest only (assurance T26).
pub(crate) fn pending(state: &State) -> String {
    format!(
        "{ROOT}{PENDING}{}",
        URL_SAFE_NO_PAD.encode(Sha256::digest(state.reveal()))
    )
}

/// Where the states that a session waits for are counted. It shows a digest of the binding's digest:
/// the digest itself is part of what seals them.
pub(crate) fn waiting_room(binding: &SessionBinding) -> String {
    format!(
        "{ROOT}wait:{}",
        URL_SAFE_NO_PAD.encode(Sha256::digest(binding.digest()))
    )
}

/// The key of a session. It shows the id's digest only (assurance T26).
pub(crate) fn session(id: &SessionId) -> String {
    format!("{ROOT}{SESSION}{}", URL_SAFE_NO_PAD.encode(id.digest()))
}

/// The key of a principal's lease of that name: in the owner's drawer, beside what it guards.
pub(crate) fn lease(principal: &Principal, name: &str) -> String {
    format!("{}lk:{}", Owner::of(principal).0, part(name))
}

/// Where it stands which log of the list is current: in its owner's drawer.
pub(crate) fn current_log(list: &ListName) -> String {
    let owner = Owner::of(&list.principal);
    let mut kind = part(&list.kind.name);
    if let Some(item) = &list.kind.within {
        // No part has a slash.
        kind = format!("{kind}/{}", part(item));
    }
    format!("{}log:{}:{kind}", owner.0, list.connection.as_str())
}

/// The key of an entry of a log: in the same hash slot as all others of its owner.
pub(crate) fn log_entry(list: &ListName, log: &LogId, index: u32) -> String {
    format!("{}:{}:{index}", current_log(list), part(&log.0))
}

/// The key of the last admissions under a rate limit.
pub(crate) fn admissions(key: &RateKey) -> String {
    limit(key, "last")
}

/// The key of a pause: in the same hash slot as the admissions that it stops.
pub(crate) fn pause(key: &RateKey) -> String {
    limit(key, "pause")
}

fn limit(key: &RateKey, what: &str) -> String {
    format!("{ROOT}{{rl~{}}}:{what}", URL_SAFE_NO_PAD.encode(key.as_bytes()))
}

/// Whose records: in Redis Cluster, the part in braces puts all of them into one hash slot.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Owner(String);

impl Owner {
    /// The principal's own drawer.
    pub(crate) fn of(principal: &Principal) -> Self {
        let (organisation, user) = (part(&principal.organisation), part(&principal.user));
        Self(format!("{ROOT}{{{organisation}/{user}}}:"))
    }

    /// The store's own drawer. A principal's always has a slash between its braces.
    pub(crate) fn store() -> Self {
        Self(format!("{ROOT}{{store}}:"))
    }

    /// Where the names of all records of this owner stand.
    pub(crate) fn index(&self) -> String {
        format!("{}all", self.0)
    }

    /// What the keys of all records of this owner begin with.
    pub(crate) fn prefix(&self) -> String {
        format!("{}rec:", self.0)
    }
}

/// The place of one owned record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct RecordKey {
    /// Whose it is.
    pub(crate) owner: Owner,
    /// Its name among the owner's.
    pub(crate) name: String,
}

impl RecordKey {
    /// The place of a principal's connection.
    pub(crate) fn connection(principal: &Principal, id: &ConnectionId) -> Self {
        Self {
            owner: Owner::of(principal),
            name: id.as_str().to_owned(),
        }
    }

    /// The whole key.
    pub(crate) fn key(&self) -> String {
        format!("{}{}", self.owner.prefix(), self.name)
    }

    /// The key that says that the record was removed: in the same hash slot.
    pub(crate) fn tombstone(&self) -> String {
        format!("{}gone:{}", self.owner.0, self.name)
    }

    /// Reads a whole key.
    pub(crate) fn parse(key: &str) -> Option<Self> {
        let (owner, name) = key.split_once(RECORD)?;
        Some(Self {
            owner: Owner(format!("{owner}}}:")),
            name: name.to_owned(),
        })
    }
}

/// What rests under a key.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Resting {
    /// A request that waits for its answer.
    Pending(String),
    /// A browser's session.
    Session(String),
    /// A principal's connection.
    Connection {
        principal: Principal,
        id: ConnectionId,
        key: String,
    },
}

impl Resting {
    /// The whole key.
    pub(crate) fn key(&self) -> &str {
        match self {
            Self::Pending(key) | Self::Session(key) | Self::Connection { key, .. } => key,
        }
    }
}

/// Reads a key. `None` for one under which nothing is sealed that is sealed anew: the key check, and
/// logs, which end before anybody would miss them.
pub(crate) fn parse(key: &str) -> Option<Resting> {
    let key = key.to_owned();
    match Kind::of(&key)? {
        Kind::Pending => Some(Resting::Pending(key)),
        Kind::Session => Some(Resting::Session(key)),
        Kind::Connection => {
            let (owner, id) = key.strip_prefix(ROOT)?.strip_prefix('{')?.split_once(RECORD)?;
            let (organisation, user) = owner.split_once('/')?;
            let principal = Principal::new(name_of(organisation)?, name_of(user)?);
            let id = ConnectionId::new(id).ok()?;
            Some(Resting::Connection { principal, id, key })
        }
    }
}

/// The kinds of what is sealed for somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A request that waits for its answer.
    Pending,
    /// A browser's session.
    Session,
    /// A principal's connection.
    Connection,
}

impl Kind {
    /// All of them.
    pub(crate) const ALL: [Self; 3] = [Self::Pending, Self::Session, Self::Connection];

    /// What rests under that key. The store's own records are of no kind.
    pub(crate) fn of(key: &str) -> Option<Self> {
        let rest = key.strip_prefix(ROOT)?;
        if rest.starts_with(PENDING) {
            return Some(Self::Pending);
        }
        if rest.starts_with(SESSION) {
            return Some(Self::Session);
        }
        let (owner, _) = rest.split_once(RECORD)?;
        owner.contains('/').then_some(Self::Connection)
    }

    /// Its name, for counting.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Session => "session",
            Self::Connection => "connection",
        }
    }
}

/// The name that [`part`] encoded.
fn name_of(part: &str) -> Option<String> {
    match part.strip_prefix('~') {
        Some(encoded) => String::from_utf8(URL_SAFE_NO_PAD.decode(encoded).ok()?).ok(),
        None => Some(part.to_owned()),
    }
}

/// Encodes an organisation or a user so that no two become one (assurance T32).
///
/// Plain names never begin with `~`, so an encoded one is not taken for a plain one.
fn part(name: &str) -> String {
    let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'-');
    if (1..=LONGEST_PLAIN).contains(&name.len()) && name.bytes().all(plain) {
        return name.to_owned();
    }
    format!("~{}", URL_SAFE_NO_PAD.encode(name))
}

#[cfg(test)]
mod tests {
    use model::ItemKind;
    use proptest::prelude::*;

    use super::*;

    fn owner(organisation: &str, user: &str) -> Owner {
        Owner::of(&Principal::new(organisation, user))
    }

    #[test]
    fn plain_names_stand_in_the_key_as_they_are() {
        assert_eq!(owner("acme", "bob@x").prefix(), "t:v1:{acme/~Ym9iQHg}:rec:");
    }

    #[test]
    fn a_colon_moves_no_user_into_another_organisation() {
        assert_ne!(owner("acme", "eu:bob"), owner("acme:eu", "bob"));
        assert_ne!(owner("a:b", "c"), owner("a", "b:c"));
        assert_ne!(owner("a/b", "c"), owner("a", "b/c"));
    }

    #[test]
    fn an_encoded_name_is_nobodys_plain_name() {
        assert_ne!(owner("é", "u"), owner("~w6k", "u"));
        assert_ne!(owner("", "u"), owner("~", "u"));
    }

    #[test]
    fn a_key_shows_no_state_and_no_session() {
        let (state, id) = (State::draw(), SessionId::draw());
        assert!(!pending(&state).contains(state.reveal()));
        assert!(!session(&id).contains(id.reveal()));
    }

    /// Text that is rich in what key names give a meaning to.
    fn awkward() -> impl Strategy<Value = String> {
        prop_oneof!["[a-c:{}/*~.]{0,5}", any::<String>(), "[a-z]{60,70}"]
    }

    fn contacts(principal: Principal) -> ListName {
        let connection = ConnectionId::new("a".repeat(22)).unwrap();
        let kind = ItemKind::named("contacts");
        ListName {
            principal,
            connection,
            kind,
        }
    }

    #[test]
    fn what_is_not_sealed_or_soon_ends_is_nothing_to_be_sealed_anew() {
        let ada = Principal::new("local", "ada");
        let check = RecordKey {
            owner: Owner::store(),
            name: "keycheck".to_owned(),
        };
        let others = [
            String::new(),
            Owner::of(&ada).index(),
            check.key(),
            lease(&ada, "a"),
            current_log(&contacts(ada.clone())),
            log_entry(&contacts(ada.clone()), &LogId("a".to_owned()), 0),
            pause(&RateKey::new(&["a"])),
            waiting_room(&SessionBinding::draw()),
        ];
        for key in others {
            assert_eq!(parse(&key), None, "{key}");
        }
    }

    #[test]
    fn a_log_lies_in_its_owners_drawer_beside_the_lease() {
        let ada = Principal::new("local", "ada");
        let drawer = lease(&ada, "").split_once("lk:").unwrap().0.to_owned();
        let list = contacts(ada);
        assert!(current_log(&list).starts_with(&drawer));
        assert!(log_entry(&list, &LogId("a".to_owned()), 7).starts_with(&drawer));
    }

    #[test]
    fn a_colon_moves_no_entry_into_another_log() {
        let key = |kind: &str, log: &str, index| {
            let kind = match kind.split_once('>') {
                Some((name, item)) => ItemKind::within(name, item),
                None => ItemKind::named(kind),
            };
            let list = contacts(Principal::new("local", "ada"));
            log_entry(&ListName { kind, ..list }, &LogId(log.to_owned()), index)
        };
        assert_ne!(key("a:b", "c", 0), key("a", "b:c", 0));
        assert_ne!(key("a", "b:1", 1), key("a:b", "1", 1));
        assert_ne!(key("a", "b", 11), key("a", "b1", 1));
        assert_ne!(key("a>b", "c", 0), key("a/b", "c", 0));
        assert_ne!(key("a>b/c", "d", 0), key("a/b>c", "d", 0));
        assert_ne!(key("a>", "b", 0), key("a", "b", 0));
    }

    #[test]
    fn states_and_sessions_are_told_from_each_other() {
        let (state, id) = (State::draw(), SessionId::draw());
        assert_eq!(parse(&pending(&state)), Some(Resting::Pending(pending(&state))));
        assert_eq!(parse(&session(&id)), Some(Resting::Session(session(&id))));
    }

    proptest! {
        #[test]
        fn a_connections_key_says_whose_it_is(organisation in awkward(), user in awkward(), id in "[A-Za-z0-9_-]{22}") {
            let (principal, id) = (Principal::new(organisation, user), ConnectionId::new(id).unwrap());
            let key = RecordKey::connection(&principal, &id).key();
            let record = RecordKey::connection(&principal, &id);
            prop_assert_eq!(RecordKey::parse(&key), Some(record));
            prop_assert_eq!(parse(&key), Some(Resting::Connection { principal, id, key: key.clone() }));
        }

        #[test]
        fn two_principals_never_share_a_drawer(a in (awkward(), awkward()), b in (awkward(), awkward())) {
            prop_assert_eq!(a == b, owner(&a.0, &a.1) == owner(&b.0, &b.1));
        }

        #[test]
        fn no_drawer_begins_with_another_ones_name(a in (awkward(), awkward()), b in (awkward(), awkward())) {
            prop_assume!(a != b);
            prop_assert!(!owner(&a.0, &a.1).prefix().starts_with(&owner(&b.0, &b.1).0));
        }

        #[test]
        fn what_stands_in_braces_has_no_braces(name in awkward()) {
            let prefix = owner(&name, &name).prefix();
            prop_assert_eq!(prefix.matches(['{', '}']).count(), 2);
        }

        #[test]
        fn no_principal_gets_the_stores_own_drawer(name in (awkward(), awkward())) {
            prop_assert_ne!(owner(&name.0, &name.1), Owner::store());
        }
    }
}
