//! The properties of deals that every portal has.

use crate::hubspot::objects::pipelines::DEAL_PIPELINE_NAMES;
use crate::hubspot::objects::properties::property::Kind::{Choice as OneOf, Instant, LongText, Number, Text};
use crate::hubspot::objects::properties::property::{Choice, Property};

const TYPES: [Choice; 2] = [
    ("newbusiness", "New Business"),
    ("existingbusiness", "Existing Business"),
];
const PRIORITIES: [Choice; 3] = [("low", "Low"), ("medium", "Medium"), ("high", "High")];

pub(super) static STANDARD: [Property; 20] = [
    Property::new("amount", "Amount", Number),
    Property::new("amount_in_home_currency", "Amount in company currency", Number)
        .calculated()
        .up_to(100_000)
        .drawn(60),
    Property::new("closed_lost_reason", "Closed Lost Reason", LongText).drawn(10),
    Property::new("closedate", "Close Date", Instant).drawn(85),
    Property::new("createdate", "Create Date", Instant).read_only(),
    Property::new("days_to_close", "Days to close", Number)
        .calculated()
        .up_to(200)
        .drawn(40),
    Property::new("dealname", "Deal Name", Text),
    // Invented: that stages stand elsewhere and pipelines here. Clients must cope with either.
    Property::new("dealstage", "Deal Stage", OneOf).external(),
    Property::new("dealtype", "Deal Type", OneOf).options(&TYPES).drawn(70),
    Property::new("description", "Deal Description", LongText).drawn(30),
    Property::new("hs_lastmodifieddate", "Last Modified Date", Instant).read_only(),
    Property::new("hs_merged_object_ids", "Merged record IDs", Text).read_only(),
    Property::new("hs_next_step", "Next step", Text)
        .group("deal_activity")
        .drawn(40),
    Property::new("hs_object_id", "Record ID", Number).read_only(),
    Property::new("hs_object_source", "Record creation source", Text).read_only(),
    Property::new("hs_object_source_label", "Record source", Text).read_only(),
    Property::new("hs_priority", "Priority", OneOf)
        .options(&PRIORITIES)
        .drawn(50),
    Property::new("hubspot_owner_id", "Deal owner", OneOf).external(),
    Property::new("num_associated_contacts", "Number of Associated Contacts", Number)
        .calculated()
        .up_to(8)
        .drawn(80),
    Property::new("pipeline", "Pipeline", OneOf).options(&DEAL_PIPELINE_NAMES),
];
