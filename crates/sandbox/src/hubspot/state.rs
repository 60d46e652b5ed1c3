//! All that the sandbox's HubSpot remembers: portals, grants, contacts, who called how often.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::contacts::ContactSet;
use super::contacts::book::ContactBook;
use super::oauth::grants::Grants;
use super::portal::Portal;
use crate::config::SandboxConfig;
use crate::rate::RollingWindow;

/// The state behind its lock.
#[derive(Debug)]
pub(crate) struct HubSpot(Mutex<HubSpotState>);

impl HubSpot {
    pub(crate) fn new(config: &SandboxConfig) -> Self {
        Self(Mutex::new(HubSpotState::new(config)))
    }

    pub(crate) fn lock(&self) -> MutexGuard<'_, HubSpotState> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn reset(&self, config: &SandboxConfig) {
        *self.lock() = HubSpotState::new(config);
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
    books: HashMap<u64, ContactBook>,
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
            grants: Grants::default(),
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

    /// The contacts of a portal; each portal has its own.
    pub(crate) fn book(&mut self, hub_id: u64) -> &mut ContactBook {
        let (seed, contacts) = (self.seed, self.contacts);
        self.books
            .entry(hub_id)
            .or_insert_with(|| ContactBook::seeded(seed, hub_id, contacts))
    }

    /// Replaces the contacts of the consenting portal.
    pub(crate) fn set_contacts(&mut self, contacts: ContactSet) {
        let hub_id = self.consenting;
        let book = match contacts {
            ContactSet::Count { count } => ContactBook::seeded(self.seed, hub_id, count),
            ContactSet::Records(records) => ContactBook::given(hub_id, records),
        };
        self.books.insert(hub_id, book);
    }
}
