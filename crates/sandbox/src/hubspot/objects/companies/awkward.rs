//! The companies that break careless programs.

use crate::hubspot::objects::oddity::Oddity::{self, EpochDates, Long, NoProperties, Only, Values as Odd};

/// In the order of appearance.
pub(super) static AWKWARD: [Oddity; 7] = [
    Odd(&[("name", "")]),
    Odd(&[
        ("name", "<script>alert('company')</script> & Söhne"),
        ("domain", "<b>.example"),
    ]),
    NoProperties,
    Odd(&[("name", "شركة النيل للتجارة"), ("city", "القاهرة")]),
    EpochDates,
    Long("description", "All work and no play. ", 500),
    Only("domain"),
];
