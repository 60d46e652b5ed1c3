//! The tickets that break careless programs.

use crate::hubspot::objects::oddity::Oddity::{self, EpochDates, Long, NoProperties, Only, Values as Odd};

/// In the order of appearance.
pub(super) static AWKWARD: [Oddity; 7] = [
    Odd(&[("subject", "")]),
    Odd(&[
        ("subject", "Re: <img src=x onerror=alert('ticket')>"),
        ("content", "</textarea><script>alert(1)</script>"),
    ]),
    NoProperties,
    Odd(&[("hs_pipeline_stage", "4711"), ("hs_ticket_priority", "SOMETIME")]),
    EpochDates,
    Long("content", "It still does not work.\n", 400),
    Only("subject"),
];
