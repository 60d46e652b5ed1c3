//! The deals that break careless programs.

use crate::hubspot::objects::oddity::Oddity::{self, EpochDates, Long, NoProperties, Only, Values as Odd};

/// In the order of appearance.
pub(super) static AWKWARD: [Oddity; 7] = [
    Odd(&[("dealname", ""), ("amount", "")]),
    Odd(&[("dealstage", "a_stage_that_is_gone"), ("pipeline", "gone")]),
    NoProperties,
    Odd(&[("dealname", "=1+1 <i>deal</i> 🤝"), ("amount", "-0.005")]),
    EpochDates,
    Long("dealname", "Very long deal, ", 60),
    Only("dealname"),
];
