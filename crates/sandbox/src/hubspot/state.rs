//! All that the sandbox's HubSpot remembers: portals, grants, objects, who called how often.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Mutex, MutexGuard, PoisonError};

use jiff::Timestamp;

use super::oauth::grants::{Grants, SHAPES};
use super::objects::ContactSet;
use super::objects::book::ObjectBook;
use super::objects::object_type::ObjectType;
use super::objects::properties::catalogue::Catalogue;
use super::objects::record::Shown;
use super::objects::shared_book::SharedBook;
use super::portal::Portal;
use crate::config::SandboxConfig;
use crate::rate::RollingWindow;
use crate::stand_in::Tokens;

/// The state behind its lock.
#[derive(Debug)]
pub(crate) struct HubSpot {
    state: Mutex<HubSpotState>,
    /// How many custom properties contacts have besides the usual ones.
    properties: usize,
}

impl HubSpot {
    pub(crate) fn new(config: &SandboxConfig) -> Self {
        Self {
            state: Mutex::new(HubSpotState::new(config)),
            properties: config.properties,
        }
    }

    pub(crate) fn lock(&self) -> MutexGuard<'_, HubSpotState> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The objects of that type in a portal, for which nobody needs to hold this lock.
    pub(crate) fn book(&self, hub_id: u64, object_type: ObjectType) -> SharedBook {
        self.lock().book(hub_id, object_type)
    }

    /// The properties that objects of that type have here.
    pub(crate) fn catalogue(&self, object_type: ObjectType) -> Catalogue {
        Catalogue::with_extra(object_type, self.properties)
    }

    /// The properties that an answer shows when these were asked for.
    pub(crate) fn shown(&self, object_type: ObjectType, asked: Vec<String>) -> Shown {
        Shown::asked(asked, self.catalogue(object_type))
    }

    pub(crate) fn reset(&self, config: &SandboxConfig) {
        *self.lock() = HubSpotState::new(config);
    }
}

impl Tokens for HubSpot {
    fn expire(&self, now: Timestamp) -> usize {
        self.lock().grants.expire_access_tokens(now)
    }

    fn revoke(&self, access_tokens_too: bool) -> usize {
        self.lock().grants.revoke_all(access_tokens_too)
    }

    fn grant_only(&self, scopes: Option<Vec<String>>) {
        self.lock().grantable = scopes;
    }

    fn set_account(&self, account: serde_json::Value) -> Result<(), serde_json::Error> {
        let portal = serde_json::from_value(account)?;
        self.lock().set_portal(portal);
        Ok(())
    }

    fn issued_secrets(&self) -> Vec<String> {
        self.lock().grants.issued_secrets()
    }
}

/// What is behind the lock.
#[derive(Debug)]
pub(crate) struct HubSpotState {
    /// Portals that ever consented or may, by number.
    pub(crate) portals: BTreeMap<u64, Portal>,
    /// The number of the portal that consents now.
    pub(crate) consenting: u64,
    /// If given, no other scope is granted, whatever was asked for.
    pub(crate) grantable: Option<Vec<String>>,
    pub(crate) grants: Grants,
    /// HubSpot: the limits count per installing account; search has its own.
    pub(crate) calls: HashMap<u64, RollingWindow>,
    pub(crate) searches: HashMap<u64, RollingWindow>,
    books: HashMap<(u64, ObjectType), SharedBook>,
    seed: u64,
    contacts: usize,
}

impl HubSpotState {
    fn new(config: &SandboxConfig) -> Self {
        let portal = Portal::default();
        Self {
            consenting: portal.hub_id,
            portals: BTreeMap::from([(portal.hub_id, portal)]),
            grantable: None,
            grants: Grants::new(SHAPES),
            calls: HashMap::new(),
            searches: HashMap::new(),
            books: HashMap::new(),
            seed: config.seed,
            contacts: config.contacts,
        }
    }

    /// The portal that consents from now on.
    pub(crate) fn set_portal(&mut self, portal: Portal) {
        self.consenting = portal.hub_id;
        self.portals.insert(portal.hub_id, portal);
    }

    /// The objects of that type in a portal; each portal has its own.
    fn book(&mut self, hub_id: u64, object_type: ObjectType) -> SharedBook {
        let (seed, count) = (self.seed, object_type.count_beside(self.contacts));
        let seeded = || SharedBook::new(ObjectBook::seeded(object_type, seed, hub_id, count));
        self.books.entry((hub_id, object_type)).or_insert_with(seeded).clone()
    }

    /// Replaces the contacts of the consenting portal.
    pub(crate) fn set_contacts(&mut self, contacts: ContactSet) {
        let hub_id = self.consenting;
        let object_type = ObjectType::Contacts;
        let book = match contacts {
            ContactSet::Count { count } => ObjectBook::seeded(object_type, self.seed, hub_id, count),
            ContactSet::Records(records) => ObjectBook::given(object_type, hub_id, records),
        };
        self.books.insert((hub_id, object_type), SharedBook::new(book));
    }
}
