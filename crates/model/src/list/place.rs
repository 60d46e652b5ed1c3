//! Where one is among a connection's records: which kind of them, and in which folder.

use serde::{Deserialize, Serialize};

/// A place. The default one is the first kind, at its top.
///
/// In addresses: `kind=pages&folder=1f0c…`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Place {
    /// The name of the kind; `None`: the provider's first one.
    pub kind: Option<String>,
    /// The id of the item that one has gone into; `None`: one is at the top.
    pub folder: Option<String>,
}

/// The longest name of a kind, and the longest id, in bytes.
const LONGEST: (usize, usize) = (64, 256);

impl Place {
    /// The place of these parameters; empty ones are none. What no provider of ours can mean is left out.
    #[must_use]
    pub fn new(kind: &str, folder: &str) -> Self {
        let mut place = Self::default();
        place.take("kind", kind);
        place.take("folder", folder);
        place
    }

    /// Takes a parameter of an address, if it is one of a place.
    pub(super) fn take(&mut self, name: &str, value: &str) {
        let (slot, longest) = match name {
            "kind" => (&mut self.kind, LONGEST.0),
            "folder" => (&mut self.folder, LONGEST.1),
            _ => return,
        };
        *slot = Some(value.to_owned()).filter(|value| !value.is_empty() && value.len() <= longest);
    }

    /// The place as parameters: `kind` and `folder`, empty where there is none.
    #[must_use]
    pub fn parameters(&self) -> [(&'static str, &str); 2] {
        [
            ("kind", self.kind.as_deref().unwrap_or_default()),
            ("folder", self.folder.as_deref().unwrap_or_default()),
        ]
    }
}

/// Where one is, with the ways to elsewhere.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Whereabouts {
    /// The kinds of records that the account has for itself, in the provider's order.
    pub kinds: Vec<KindTab>,
    /// The folders from the top down to where one is, which is the last one. Empty at the top.
    pub path: Vec<Crumb>,
    /// What people call the records here: "Contacts".
    pub here: String,
}

/// One kind of records, as a tab.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KindTab {
    /// Its name in addresses.
    pub name: String,
    /// What people call its records.
    pub label: String,
    /// Whether the grant allows to list it.
    pub granted: bool,
    /// How many records there are, as far as that is known by now.
    pub count: Option<u32>,
    /// Whether that number is not known yet, and is on its way.
    pub counting: bool,
    /// Whether one is in it.
    pub current: bool,
}

/// One folder on the way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Crumb {
    /// The kind to which the folder belongs as an item.
    pub kind: String,
    /// The kind of what lies in it.
    pub holds: String,
    /// Its id.
    pub id: String,
    /// What people call it; `None` when it has no name, or it is not known.
    pub name: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_no_provider_can_mean_is_no_place() {
        assert_eq!(Place::new("", ""), Place::default());
        assert_eq!(Place::new(&"x".repeat(65), &"x".repeat(257)), Place::default());
        let place = Place::new("records", "app1/tbl2");
        assert_eq!(place.parameters(), [("kind", "records"), ("folder", "app1/tbl2")]);
    }
}
