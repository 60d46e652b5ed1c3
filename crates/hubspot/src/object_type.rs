//! `ObjectType`: what sets contacts, companies, deals and tickets apart, as data.

use std::collections::BTreeMap;

use integrations::descriptor::ItemKindDescriptor;
use model::ItemKind;

/// One type of CRM objects (HubSpot: object type ids, default properties).
pub(crate) struct ObjectType {
    /// Names it in paths, and names the kind.
    pub(crate) path: &'static str,
    /// What people call its records.
    label: &'static str,
    /// What people call one of them.
    pub(crate) word: &'static str,
    /// Names it in the addresses of records.
    pub(crate) number: &'static str,
    /// The scope that lets us read them.
    pub(crate) read: &'static str,
    /// The scope that lets us change them, where we do.
    pub(crate) write: Option<&'static str>,
    /// The property that tells of the last change.
    pub(crate) modified: &'static str,
    name: Name,
    /// What the list shows, searches and names a record by.
    pub(crate) usual: &'static [&'static str],
    /// What the list shows when nothing else was chosen.
    pub(crate) columns: &'static [UsualColumn],
    /// Where it stands in a pipeline, if it does.
    pub(crate) place: Option<Place>,
}

/// The property of a usual column, with HubSpot's own label and the one that is short enough to stand
/// above a column. A label that the account has changed is kept.
pub(crate) struct UsualColumn {
    pub(crate) property: &'static str,
    pub(crate) label: &'static str,
    pub(crate) short: &'static str,
}

/// The properties that say where something stands.
pub(crate) struct Place {
    pub(crate) pipeline: &'static str,
    pub(crate) stage: &'static str,
}

/// What a record is called by.
enum Name {
    /// The first name and the last one, else the other property.
    Person(&'static str),
    /// The first of these properties that says something.
    First(&'static [&'static str]),
}

/// A column that HubSpot's own label suits.
const fn column(property: &'static str, label: &'static str) -> UsualColumn {
    renamed(property, label, label)
}

const fn renamed(property: &'static str, label: &'static str, short: &'static str) -> UsualColumn {
    UsualColumn { property, label, short }
}

pub(crate) static CONTACTS: ObjectType = ObjectType {
    path: "contacts",
    label: "Contacts",
    word: "Contact",
    number: "0-1",
    read: "crm.objects.contacts.read",
    write: Some("crm.objects.contacts.write"),
    modified: "lastmodifieddate",
    name: Name::Person("email"),
    usual: &[
        "firstname",
        "lastname",
        "email",
        "phone",
        "mobilephone",
        "company",
        "jobtitle",
        "website",
        "city",
        "country",
        "lifecyclestage",
        "hubspot_owner_id",
        "createdate",
        "lastmodifieddate",
    ],
    columns: &[
        renamed("email", "Email", "E-mail"),
        renamed("phone", "Phone Number", "Phone"),
        renamed("company", "Company Name", "Company"),
        renamed("lifecyclestage", "Lifecycle Stage", "Lifecycle stage"),
    ],
    place: None,
};

pub(crate) static COMPANIES: ObjectType = ObjectType {
    path: "companies",
    label: "Companies",
    word: "Company",
    number: "0-2",
    read: "crm.objects.companies.read",
    write: None,
    modified: "hs_lastmodifieddate",
    name: Name::First(&["name", "domain"]),
    usual: &[
        "name",
        "domain",
        "phone",
        "website",
        "industry",
        "city",
        "country",
        "lifecyclestage",
        "hubspot_owner_id",
        "createdate",
        "hs_lastmodifieddate",
    ],
    columns: &[
        renamed("domain", "Company Domain Name", "Domain"),
        renamed("phone", "Phone Number", "Phone"),
        column("city", "City"),
        column("industry", "Industry"),
        renamed("lifecyclestage", "Lifecycle Stage", "Lifecycle stage"),
    ],
    place: None,
};

pub(crate) static DEALS: ObjectType = ObjectType {
    path: "deals",
    label: "Deals",
    word: "Deal",
    number: "0-3",
    read: "crm.objects.deals.read",
    write: None,
    modified: "hs_lastmodifieddate",
    name: Name::First(&["dealname"]),
    usual: &[
        "dealname",
        "amount",
        "closedate",
        "pipeline",
        "dealstage",
        "dealtype",
        "hubspot_owner_id",
        "createdate",
        "hs_lastmodifieddate",
    ],
    columns: &[
        column("amount", "Amount"),
        renamed("dealstage", "Deal Stage", "Stage"),
        column("pipeline", "Pipeline"),
        renamed("closedate", "Close Date", "Close date"),
    ],
    place: Some(Place {
        pipeline: "pipeline",
        stage: "dealstage",
    }),
};

pub(crate) static TICKETS: ObjectType = ObjectType {
    path: "tickets",
    label: "Tickets",
    word: "Ticket",
    number: "0-5",
    read: "tickets",
    write: None,
    modified: "hs_lastmodifieddate",
    name: Name::First(&["subject"]),
    usual: &[
        "subject",
        "content",
        "hs_pipeline",
        "hs_pipeline_stage",
        "hs_ticket_category",
        "hs_ticket_priority",
        "hubspot_owner_id",
        "createdate",
        "hs_lastmodifieddate",
    ],
    columns: &[
        renamed("hs_pipeline_stage", "Ticket status", "Status"),
        column("hs_ticket_priority", "Priority"),
        column("hs_ticket_category", "Category"),
        column("hs_pipeline", "Pipeline"),
    ],
    place: Some(Place {
        pipeline: "hs_pipeline",
        stage: "hs_pipeline_stage",
    }),
};

/// In the order in which they are shown.
const ALL: [&ObjectType; 4] = [&CONTACTS, &COMPANIES, &DEALS, &TICKETS];

impl ObjectType {
    /// The type of which the kind's records are.
    pub(crate) fn of(kind: &ItemKind) -> Option<&'static Self> {
        let is_ours = |one: &&&Self| *kind == ItemKind::named(one.path);
        ALL.iter().find(is_ours).copied()
    }

    /// The kinds of all types.
    pub(crate) fn kinds() -> Vec<ItemKindDescriptor> {
        let kind = |one: &Self| {
            let kind = ItemKindDescriptor::flat(one.path, one.label).under(one.read);
            one.write.map_or(kind.clone(), |write| kind.editable_under(write))
        };
        ALL.map(kind).into()
    }

    /// What people call a record with these properties.
    pub(crate) fn name(&self, properties: &BTreeMap<String, String>) -> Option<String> {
        let said = |name: &str| properties.get(name).map_or("", |text| text.trim());
        let name = match self.name {
            Name::First(names) => names
                .iter()
                .map(|name| said(name))
                .find(|text| !text.is_empty())?
                .to_owned(),
            Name::Person(other) => {
                let parts = [said("firstname"), said("lastname")];
                let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
                if parts.is_empty() {
                    said(other).to_owned()
                } else {
                    parts.join(" ")
                }
            }
        };
        (!name.is_empty()).then_some(name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(object_type: &ObjectType, properties: &[(&str, &str)]) -> Option<String> {
        let owned = |(name, text): &(&str, &str)| ((*name).to_owned(), (*text).to_owned());
        object_type.name(&properties.iter().map(owned).collect())
    }

    #[test]
    fn a_contact_is_called_by_what_there_is_of_its_name_else_by_its_address() {
        for (first, last, name) in [
            (" Ada ", "Lovelace", Some("Ada Lovelace")),
            ("Ada", "", Some("Ada")),
            (" ", "Lovelace ", Some("Lovelace")),
            (" ", "", Some("ada@a.example")),
        ] {
            let properties = [("firstname", first), ("lastname", last), ("email", "ada@a.example")];
            assert_eq!(named(&CONTACTS, &properties).as_deref(), name);
        }
        assert_eq!(named(&CONTACTS, &[("email", " ")]), None);
        assert_eq!(named(&CONTACTS, &[]), None);
    }

    #[test]
    fn anything_else_is_called_by_the_first_property_that_says_something() {
        let company = [("name", " "), ("domain", "a.example")];
        assert_eq!(named(&COMPANIES, &company).as_deref(), Some("a.example"));
        assert_eq!(
            named(&COMPANIES, &[("name", "A"), ("domain", "a.example")]).as_deref(),
            Some("A")
        );
        assert_eq!(named(&DEALS, &[("dealname", "D")]).as_deref(), Some("D"));
        assert_eq!(named(&TICKETS, &[("subject", "T")]).as_deref(), Some("T"));
        assert_eq!(named(&TICKETS, &[("content", "T")]), None);
    }

    #[test]
    fn what_the_list_shows_and_names_records_by_is_read_without_being_chosen() {
        for one in ALL {
            let place = one.place.iter().flat_map(|place| [place.pipeline, place.stage]);
            let columns = one.columns.iter().map(|column| column.property);
            for name in columns
                .chain(place)
                .chain([one.modified, "createdate", "hubspot_owner_id"])
            {
                assert!(one.usual.contains(&name), "{} of {}", name, one.path);
            }
        }
    }
}
