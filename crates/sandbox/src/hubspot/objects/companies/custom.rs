//! The properties of companies that this portal's own people defined.

use crate::hubspot::objects::properties::property::Kind::{
    Choice as OneOf, Choices, Date, Flag, Instant, LongText, Number,
};
use crate::hubspot::objects::properties::property::{Choice, Property};

const GRADES: [Choice; 4] = [
    ("a", "A – no findings"),
    ("b", "B – minor findings"),
    ("c", "C – major findings"),
    ("x", "Not <yet> audited"),
];
const PORTS: [Choice; 4] = [
    ("DEHAM", "Hamburg"),
    ("NLRTM", "Rotterdam"),
    ("NGLOS", "Lagos"),
    ("JPOSA", "Osaka"),
];

const LOGISTICS: &str = "logistics";
const AUDIT: &str = "supplier_audit";

pub(super) static CUSTOM: [Property; 7] = [
    Property::new("audit_grade", "Audit grade", OneOf)
        .custom(AUDIT)
        .options(&GRADES)
        .drawn(50)
        .described("What the last audit came to. \"Not <yet> audited\" is no finding."),
    Property::new("carrier_contract", "Has a contract with a carrier", Flag)
        .custom(LOGISTICS)
        .drawn(70),
    Property::new("dock_count", "Loading docks", Number)
        .custom(LOGISTICS)
        .up_to(24)
        .drawn(50),
    Property::new("last_audit", "Last audit", Date).custom(AUDIT).drawn(50),
    Property::new("loading_hours", "Loading hours", LongText)
        .custom(LOGISTICS)
        .drawn(30),
    Property::new("onboarded_at", "Onboarded at", Instant)
        .custom(AUDIT)
        .drawn(60),
    Property::new("preferred_ports", "Preferred ports", Choices)
        .custom(LOGISTICS)
        .options(&PORTS)
        .drawn(50),
];
