//! The properties of deals that this portal's own people defined.

use crate::hubspot::objects::properties::property::Kind::{Choice as OneOf, Date, Flag, Number, Text};
use crate::hubspot::objects::properties::property::{Choice, Property};

const RISKS: [Choice; 3] = [("1", "Sure"), ("2", "Open"), ("3", "At risk")];

const RENEWAL: &str = "renewal";
const DELIVERY: &str = "delivery";

pub(super) static CUSTOM: [Property; 5] = [
    Property::new("contract_months", "Contract (months)", Number)
        .custom(RENEWAL)
        .up_to(60)
        .drawn(60),
    Property::new("delivery_on", "Delivery on", Date)
        .custom(DELIVERY)
        .drawn(50),
    Property::new("discount_approved", "Discount approved", Flag)
        .custom(RENEWAL)
        .drawn(50),
    Property::new("purchase_order", "Purchase order", Text)
        .custom(DELIVERY)
        .drawn(40),
    Property::new("renewal_risk", "Renewal risk", OneOf)
        .custom(RENEWAL)
        .options(&RISKS)
        .drawn(60),
];
