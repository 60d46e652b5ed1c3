//! Which object an e-mail address leads to, for the objects that differ from the seed.

use std::collections::HashMap;

use crate::hubspot::objects::object::Object;

/// Ids by e-mail address in lower case. HubSpot: `hs_additional_emails` count as well.
#[derive(Debug, Default)]
pub(super) struct Addresses(HashMap<String, u64>);

impl Addresses {
    pub(super) fn find(&self, address: &str) -> Option<u64> {
        self.0.get(address).copied()
    }

    pub(super) fn remember(&mut self, object: &Object) {
        let addresses = object.addresses().into_iter();
        self.0.extend(addresses.map(|address| (address, object.id)));
    }

    /// An address that has gone to another object stays there.
    pub(super) fn forget(&mut self, object: &Object) {
        for address in object.addresses() {
            if self.0.get(&address) == Some(&object.id) {
                self.0.remove(&address);
            }
        }
    }
}
