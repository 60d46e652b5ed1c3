//! What the remote control does with contacts, over HTTP and in process alike.

use super::World;
use crate::hubspot::objects::change::{ContactChanges, NoSuchContact};
use crate::hubspot::objects::churn::{Churn, ChurnCounts};
use crate::hubspot::objects::object_type::ObjectType;
use crate::hubspot::objects::record::Shown;
use crate::hubspot::objects::shared_book::SharedBook;
use crate::hubspot::objects::truth::{LiveContact, Truth, TruthQuery};

impl World {
    /// The number and the contacts of that portal, or of the one that consents.
    pub(crate) fn book(&self, portal: Option<u64>) -> (u64, SharedBook) {
        let hub_id = portal.unwrap_or_else(|| self.hubspot.lock().consenting);
        (hub_id, self.hubspot.book(hub_id, ObjectType::Contacts))
    }

    pub(crate) fn change_contacts(&self, changes: ContactChanges) -> Result<Vec<String>, NoSuchContact> {
        let now = self.config.clock.now();
        self.book(changes.portal).1.write().apply(changes, now)
    }

    pub(crate) fn churn(&self, churn: &Churn) -> ChurnCounts {
        let now = self.config.clock.now();
        self.book(churn.portal).1.write().churn(churn, now)
    }

    pub(crate) fn truth(&self, asked: &TruthQuery) -> Truth {
        let shown = self.shown_in_truth(asked.properties.clone());
        let (_, shared) = self.book(asked.portal);
        let book = shared.read();
        let contacts = book.from(asked.from, false).take(asked.limit.unwrap_or(usize::MAX));
        Truth {
            total: book.count(),
            contacts: contacts.map(|contact| LiveContact::of(&contact, &shown)).collect(),
        }
    }

    /// All properties, unless some were named.
    pub(crate) fn shown_in_truth(&self, asked: Vec<String>) -> Shown {
        if asked.is_empty() {
            return Shown::all(self.hubspot.catalogue(ObjectType::Contacts));
        }
        self.hubspot.shown(ObjectType::Contacts, asked)
    }
}
