//! What deals are, as data. Labels, groups and most properties are from memory.

mod awkward;
mod custom;
pub(super) mod drawn;
mod standard;

use super::object_type::Described;

pub(super) static DEALS: Described = Described {
    names: ["deals", "deal", "0-3"],
    word: "DEAL",
    read: &["crm.objects.deals.read"],
    write: &["crm.objects.deals.write"],
    describe: &["crm.objects.deals.read", "crm.schemas.deals.read"],
    modified: "hs_lastmodifieddate",
    default: &[
        "dealname",
        "amount",
        "closedate",
        "pipeline",
        "dealstage",
        "createdate",
        "hs_lastmodifieddate",
        "hs_object_id",
    ],
    told: &[
        "dealname",
        "amount",
        "closedate",
        "pipeline",
        "dealstage",
        "hs_merged_object_ids",
        "hs_object_source",
        "hs_object_source_label",
    ],
    queried: &["dealname", "pipeline", "dealstage", "description", "dealtype"],
    unique: None,
    groups: &[
        ("dealinformation", "Deal information"),
        ("deal_activity", "Deal activity"),
        ("renewal", "Renewal"),
        ("delivery", "Delivery"),
    ],
    standard: &standard::STANDARD,
    custom: &custom::CUSTOM,
    first: &[
        ("dealname", "Northwind: one analytical engine"),
        ("amount", "18420.50"),
        ("pipeline", "default"),
        ("dealstage", "contractsent"),
    ],
    awkward: &awkward::AWKWARD,
};
