//! Places at Airtable: what a kind of items asks for, and how bases and tables are named.

use std::fmt;

use integrations::ProviderError;
use model::ItemKind;

use crate::descriptor::{BASES, RECORDS};

/// There is no such thing.
pub(crate) const NONE: ProviderError = ProviderError::Rejected { status: 404 };

/// No id of Airtable's is longer: three letters that say of what it is, and fourteen more.
const LONGEST_ID: usize = 32;

/// What is to be listed.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Asked {
    /// The account's bases and their tables.
    Bases,
    /// The records of a table.
    RecordsOf(TablePlace),
}

impl Asked {
    /// Reads a kind.
    ///
    /// # Errors
    /// [`NONE`] when it is none of Airtable's.
    pub(crate) fn read(kind: &ItemKind) -> Result<Self, ProviderError> {
        match (kind.name.as_str(), &kind.within) {
            (BASES, None) => Ok(Self::Bases),
            (RECORDS, Some(table)) => TablePlace::read(table).map(Self::RecordsOf).ok_or(NONE),
            _ => Err(NONE),
        }
    }
}

/// A table and the base that it lies in: `app…/tbl…`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct TablePlace {
    pub(crate) base: String,
    pub(crate) table: String,
}

impl TablePlace {
    pub(crate) fn read(text: &str) -> Option<Self> {
        let (base, table) = text.split_once('/')?;
        (is_id(base, "app") && is_id(table, "tbl")).then(|| Self {
            base: base.to_owned(),
            table: table.to_owned(),
        })
    }
}

impl fmt::Display for TablePlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.base, self.table)
    }
}

/// Whether it is an id of that sort: ids become parts of paths and addresses.
pub(crate) fn is_id(text: &str, sort: &str) -> bool {
    let plain = text.len() <= LONGEST_ID && text.bytes().all(|b| b.is_ascii_alphanumeric());
    plain && text.starts_with(sort) && text.len() > sort.len()
}

/// Where people find it (from memory): `https://airtable.com/{base}/{table}/{record}`.
pub(crate) fn address(segments: &[&str]) -> String {
    format!("https://airtable.com/{}", segments.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_is_named_with_its_base() {
        let place = TablePlace::read("appA1/tblB2").unwrap();
        assert_eq!((place.base.as_str(), place.table.as_str()), ("appA1", "tblB2"));
        assert_eq!(place.to_string(), "appA1/tblB2");
    }

    #[test]
    fn what_is_no_kind_of_airtables_leads_nowhere() {
        for kind in [
            ItemKind::named("records"),
            ItemKind::named("contacts"),
            ItemKind::within("bases", "appA1"),
            ItemKind::within("records", ""),
            ItemKind::within("records", "appA1"),
            ItemKind::within("records", "appA1/tbl"),
            ItemKind::within("records", "appA1/../tblB2"),
            ItemKind::within("records", "tblB2/appA1"),
            ItemKind::within("records", format!("appA1/tbl{}", "x".repeat(30))),
        ] {
            assert_eq!(Asked::read(&kind), Err(NONE), "{kind}");
        }
    }
}
