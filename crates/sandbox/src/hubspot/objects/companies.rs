//! What companies are, as data. Labels, groups and most properties are from memory.

mod awkward;
mod custom;
pub(super) mod drawn;
mod standard;

use super::object_type::Described;

pub(super) static COMPANIES: Described = Described {
    names: ["companies", "company", "0-2"],
    word: "COMPANY",
    read: &["crm.objects.companies.read"],
    write: &["crm.objects.companies.write"],
    describe: &["crm.objects.companies.read", "crm.schemas.companies.read"],
    modified: "hs_lastmodifieddate",
    default: &["name", "domain", "createdate", "hs_lastmodifieddate", "hs_object_id"],
    told: &[
        "name",
        "domain",
        "website",
        "hs_merged_object_ids",
        "hs_object_source",
        "hs_object_source_label",
    ],
    queried: &["website", "phone", "name", "domain"],
    unique: None,
    groups: &[
        ("companyinformation", "Company information"),
        ("analyticsinformation", "Web analytics history"),
        ("socialmediainformation", "Social media information"),
        ("companylcs", "Sales & <lifecycle> \"stages\""),
        ("logistics", "Logistics"),
        ("supplier_audit", "Supplier audit"),
    ],
    standard: &standard::STANDARD,
    custom: &custom::CUSTOM,
    first: &[
        ("name", "Northwind Trading"),
        ("domain", "northwind.example"),
        ("website", "https://northwind.example"),
        ("city", "London"),
        ("country", "United Kingdom"),
        ("industry", "IMPORT_AND_EXPORT"),
    ],
    awkward: &awkward::AWKWARD,
};
