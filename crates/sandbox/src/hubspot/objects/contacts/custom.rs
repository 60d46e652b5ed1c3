//! The properties of contacts that this portal's own people defined: one of every kind, in groups of their own.

use crate::hubspot::objects::properties::property::Kind::{
    Choice as OneOf, Choices, Date, Flag, Instant, LongText, Number,
};
use crate::hubspot::objects::properties::property::{Choice, Property};

const LEVELS: [Choice; 4] = [
    ("bronze", "Bronze"),
    ("silver", "Silver"),
    ("gold", "Gold"),
    ("platinum_2024", "Platinum (since 2024)"),
];
const TOPICS: [Choice; 5] = [
    ("products", "New products"),
    ("prices", "Prices & offers"),
    ("events", "Trade fairs"),
    ("jobs", "Open positions"),
    ("press", "Press"),
];
const CARRIERS: [Choice; 3] = [("sea", "Sea freight"), ("rail", "Rail"), ("road", "Road haulage")];
const TIERS: [Choice; 3] = [
    ("t1", "Standard support"),
    ("t2", "Business hours"),
    ("t3", "Around the clock"),
];

const MEMBERSHIP: &str = "membership";
const SHIPPING: &str = "shipping";
const CUSTOMER_CARE: &str = "customer_care";

pub(super) static CUSTOM: [Property; 12] = [
    Property::new("credit_limit", "Credit limit", Number)
        .custom(SHIPPING)
        .up_to(100_000)
        .drawn(60),
    Property::new("delivery_notes", "Delivery notes", LongText)
        .custom(SHIPPING)
        .drawn(30),
    Property::new("escalated", "Escalated", Flag)
        .custom(CUSTOMER_CARE)
        .drawn(80),
    Property::new("last_support_contact", "Last support contact", Instant)
        .custom(CUSTOMER_CARE)
        .drawn(50),
    Property::new("loyalty_points", "Loyalty points", Number)
        .custom(MEMBERSHIP)
        .up_to(5000)
        .drawn(70),
    Property::new("member_since", "Member since", Date)
        .custom(MEMBERSHIP)
        .drawn(70),
    Property::new("membership_level", "Membership level", OneOf)
        .custom(MEMBERSHIP)
        .options(&LEVELS)
        .drawn(70),
    Property::new("newsletter_topics", "Newsletter topics", Choices)
        .custom(MEMBERSHIP)
        .options(&TOPICS)
        .drawn(60),
    Property::new("preferred_carrier", "Preferred carrier", OneOf)
        .custom(SHIPPING)
        .options(&CARRIERS)
        .drawn(50),
    Property::new("satisfaction_score", "Satisfaction (0 to 10)", Number)
        .custom(CUSTOMER_CARE)
        .up_to(10)
        .drawn(50),
    Property::new("shipment_insured", "Shipments are insured", Flag)
        .custom(SHIPPING)
        .drawn(80),
    Property::new("support_tier", "Support tier", OneOf)
        .custom(CUSTOMER_CARE)
        .options(&TIERS)
        .drawn(90),
];
