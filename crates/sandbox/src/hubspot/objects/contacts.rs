//! What contacts are, as data.

mod awkward;
mod custom;
pub(super) mod drawn;
mod standard;

use super::object_type::Described;

pub(super) static CONTACTS: Described = Described {
    names: ["contacts", "contact", "0-1"],
    word: "CONTACT",
    read: &["crm.objects.contacts.read"],
    write: &["crm.objects.contacts.write"],
    describe: &["crm.objects.contacts.read", "crm.schemas.contacts.read"],
    modified: "lastmodifieddate",
    default: &[
        "createdate",
        "email",
        "firstname",
        "hs_object_id",
        "lastmodifieddate",
        "lastname",
    ],
    told: &[
        "email",
        "firstname",
        "lastname",
        "phone",
        "company",
        "website",
        "lifecyclestage",
        "jobtitle",
        "hs_additional_emails",
        "hs_merged_object_ids",
        "hs_object_source",
        "hs_object_source_label",
    ],
    queried: &[
        "firstname",
        "lastname",
        "email",
        "phone",
        "hs_additional_emails",
        "fax",
        "mobilephone",
        "company",
    ],
    unique: Some("email"),
    // HubSpot's own come first; the labels are from memory.
    groups: &[
        ("contactinformation", "Contact information"),
        ("emailinformation", "Email information"),
        ("analyticsinformation", "Web analytics history"),
        ("socialmediainformation", "Social media information"),
        ("sales_properties", "Sales properties"),
        ("membership", "Membership"),
        ("shipping", "Shipping & credit"),
        ("customer_care", "Customer care"),
    ],
    standard: &standard::STANDARD,
    custom: &custom::CUSTOM,
    // The contact that every demo begins with.
    first: &[
        ("firstname", "Ada"),
        ("lastname", "Lovelace"),
        ("email", "ada@northwind.example"),
        ("company", "Northwind Trading"),
        ("jobtitle", "Analyst"),
        ("website", "https://northwind.example"),
        ("city", "London"),
        ("country", "United Kingdom"),
    ],
    awkward: &awkward::AWKWARD,
};
