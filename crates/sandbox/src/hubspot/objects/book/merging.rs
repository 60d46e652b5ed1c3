//! Lets one object take the place of another.

use std::borrow::Cow;

use jiff::Timestamp;

use super::ObjectBook;
use crate::hubspot::objects::object::{Object, Standing, Values};
use crate::hubspot::objects::object_type::ObjectType;
use crate::hubspot::objects::properties::catalogue::writable;

const MERGED_IDS: &str = "hs_merged_object_ids";
const OTHER_EMAILS: &str = "hs_additional_emails";

impl ObjectBook {
    /// The primary one with what it gained, if both are live and two.
    pub(crate) fn merge(&mut self, primary: u64, merged: u64, now: Timestamp) -> Option<Object> {
        let (mut kept, mut gone) = (self.live(primary)?, self.live(merged)?);
        if primary == merged {
            return None;
        }
        let gained = gained(&kept, &gone);
        self.addresses.forget(&gone);
        gone.standing = Standing::Merged { into: primary };
        self.push(gone, now);
        kept.change(gained, now);
        Some(self.write(kept, now))
    }

    /// The object that answers to an id: merged ones lead to the one that took their place.
    pub(crate) fn surviving(&self, mut id: u64) -> u64 {
        while let Some(Standing::Merged { into }) = self.latest(id).map(|object| object.standing) {
            id = into;
        }
        id
    }
}

/// Invented: the primary's own values stand, and where it has none it takes the other's.
fn gained(kept: &Object, gone: &Object) -> Values {
    let mut gained = Values::new();
    for name in writable(kept.of_type) {
        if kept.value(name).is_none()
            && let Some(value) = gone.value(name)
        {
            gained.insert(name.into(), value.into_owned());
        }
    }
    let joined = |parts: [Option<String>; 3]| parts.into_iter().flatten().collect::<Vec<_>>().join(";");
    let value = |object: &Object, name| object.value(name).map(Cow::into_owned);
    let email = value(gone, "email").filter(|_| !gained.contains_key("email"));
    let emails = joined([value(kept, OTHER_EMAILS), email, value(gone, OTHER_EMAILS)]);
    let ids = joined([
        value(kept, MERGED_IDS),
        value(gone, MERGED_IDS),
        Some(gone.id.to_string()),
    ]);
    if kept.of_type == ObjectType::Contacts {
        gained.insert(OTHER_EMAILS.into(), emails);
    }
    gained.insert(MERGED_IDS.into(), ids);
    gained
}
