//! What tickets are, as data. Labels, groups and most properties are from memory.

mod awkward;
mod custom;
pub(super) mod drawn;
mod standard;

use super::object_type::Described;

/// HubSpot: one scope for all that is done with tickets.
const TICKETS_SCOPE: &[&str] = &["tickets"];

pub(super) static TICKETS: Described = Described {
    names: ["tickets", "ticket", "0-5"],
    word: "TICKET",
    read: TICKETS_SCOPE,
    write: TICKETS_SCOPE,
    describe: TICKETS_SCOPE,
    modified: "hs_lastmodifieddate",
    default: &[
        "subject",
        "content",
        "hs_pipeline",
        "hs_pipeline_stage",
        "hs_ticket_category",
        "hs_ticket_priority",
        "createdate",
        "hs_lastmodifieddate",
        "hs_object_id",
    ],
    told: &[
        "subject",
        "content",
        "hs_pipeline",
        "hs_pipeline_stage",
        "hs_ticket_priority",
        "hs_merged_object_ids",
        "hs_object_source",
        "hs_object_source_label",
    ],
    queried: &[
        "subject",
        "content",
        "hs_pipeline_stage",
        "hs_ticket_category",
        "hs_ticket_id",
    ],
    unique: None,
    groups: &[
        ("ticketinformation", "Ticket information"),
        ("ticket_activity", "Ticket activity"),
        ("hardware", "Hardware"),
    ],
    standard: &standard::STANDARD,
    custom: &custom::CUSTOM,
    first: &[
        ("subject", "The engine prints the wrong Bernoulli numbers"),
        ("hs_pipeline", "0"),
        ("hs_pipeline_stage", "1"),
        ("hs_ticket_priority", "HIGH"),
    ],
    awkward: &awkward::AWKWARD,
};
