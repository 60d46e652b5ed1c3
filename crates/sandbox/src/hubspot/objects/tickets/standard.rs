//! The properties of tickets that every portal has.

use crate::hubspot::objects::properties::property::Kind::{Choice as OneOf, Instant, LongText, Number, Text};
use crate::hubspot::objects::properties::property::{Choice, Property};

const CATEGORIES: [Choice; 4] = [
    ("PRODUCT_ISSUE", "Product issue"),
    ("BILLING_ISSUE", "Billing issue"),
    ("FEATURE_REQUEST", "Feature request"),
    ("GENERAL_INQUIRY", "General inquiry"),
];
const PRIORITIES: [Choice; 4] = [
    ("LOW", "Low"),
    ("MEDIUM", "Medium"),
    ("HIGH", "High"),
    ("URGENT", "Urgent"),
];
const RESOLUTIONS: [Choice; 3] = [
    ("ISSUE_FIXED", "Issue fixed"),
    ("GUIDANCE_PROVIDED", "Guidance provided"),
    ("NO_ACTION_REQUIRED", "No action required"),
];
const SOURCES: [Choice; 4] = [
    ("CHAT", "Chat"),
    ("EMAIL", "Email"),
    ("FORM", "Form"),
    ("PHONE", "Phone"),
];

pub(super) static STANDARD: [Property; 19] = [
    Property::new("closed_date", "Close date", Instant)
        .read_only()
        .drawn(40),
    Property::new("content", "Ticket description", LongText).drawn(80),
    Property::new("createdate", "Create date", Instant).read_only(),
    Property::new("first_agent_reply_date", "First agent response date", Instant)
        .group("ticket_activity")
        .read_only()
        .drawn(60),
    Property::new("hs_lastmodifieddate", "Last modified date", Instant).read_only(),
    Property::new("hs_merged_object_ids", "Merged record IDs", Text).read_only(),
    Property::new("hs_object_id", "Record ID", Number).read_only(),
    Property::new("hs_object_source", "Record creation source", Text).read_only(),
    Property::new("hs_object_source_label", "Record source", Text).read_only(),
    // Invented: that both stand elsewhere. Clients must cope with either.
    Property::new("hs_pipeline", "Pipeline", OneOf).external(),
    Property::new("hs_pipeline_stage", "Ticket status", OneOf).external(),
    Property::new("hs_resolution", "Resolution", OneOf)
        .options(&RESOLUTIONS)
        .drawn(30),
    Property::new("hs_ticket_category", "Category", OneOf)
        .options(&CATEGORIES)
        .drawn(70),
    Property::new("hs_ticket_id", "Ticket ID", Number).read_only(),
    Property::new("hs_ticket_priority", "Priority", OneOf)
        .options(&PRIORITIES)
        .drawn(70),
    Property::new("hubspot_owner_id", "Ticket owner", OneOf).external(),
    Property::new("source_type", "Source", OneOf)
        .options(&SOURCES)
        .drawn(80),
    Property::new("subject", "Ticket name", Text),
    Property::new("time_to_close", "Time to close", Number)
        .group("ticket_activity")
        .calculated()
        .up_to(90_000_000)
        .drawn(40),
];
