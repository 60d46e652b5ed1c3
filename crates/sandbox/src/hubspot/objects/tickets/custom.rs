//! The properties of tickets that this portal's own people defined.

use crate::hubspot::objects::properties::property::Kind::{Choices, Date, Flag, Text};
use crate::hubspot::objects::properties::property::{Choice, Property};

const PARTS: [Choice; 4] = [
    ("mill", "Mill"),
    ("store", "Store"),
    ("reader", "Card reader"),
    ("printer", "Printer"),
];

const HARDWARE: &str = "hardware";

pub(super) static CUSTOM: [Property; 4] = [
    Property::new("broken_parts", "Broken parts", Choices)
        .custom(HARDWARE)
        .options(&PARTS)
        .drawn(50),
    Property::new("serial_number", "Serial number", Text)
        .custom(HARDWARE)
        .drawn(60),
    Property::new("under_warranty", "Under warranty", Flag)
        .custom(HARDWARE)
        .drawn(70),
    Property::new("warranty_until", "Warranty until", Date)
        .custom(HARDWARE)
        .drawn(50),
];
