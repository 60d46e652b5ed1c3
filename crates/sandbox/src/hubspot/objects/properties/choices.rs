//! Options that properties of several types of objects offer.

use super::property::Choice;

/// How far somebody has come as a customer.
pub(crate) static LIFECYCLE_STAGES: [Choice; 8] = [
    ("subscriber", "Subscriber"),
    ("lead", "Lead"),
    ("marketingqualifiedlead", "Marketing qualified lead"),
    ("salesqualifiedlead", "Sales qualified lead"),
    ("opportunity", "Opportunity"),
    ("customer", "Customer"),
    ("evangelist", "Evangelist"),
    ("other", "Other"),
];

/// Where somebody came from.
pub(crate) static SOURCES: [Choice; 6] = [
    ("ORGANIC_SEARCH", "Organic Search"),
    ("REFERRALS", "Referrals"),
    ("EMAIL_MARKETING", "Email Marketing"),
    ("DIRECT_TRAFFIC", "Direct Traffic"),
    ("OFFLINE", "Offline Sources"),
    ("OTHER_CAMPAIGNS", "Other Campaigns"),
];
