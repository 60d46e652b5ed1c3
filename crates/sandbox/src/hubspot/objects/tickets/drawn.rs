//! What the dice said about one ticket.

use std::borrow::Cow;

use crate::hubspot::objects::pipelines::{Place, TICKET_PIPELINES};
use crate::hubspot::objects::seed::dice::Dice;
use crate::hubspot::owners::OWNER_IDS;

const SUBJECTS: [&str; 10] = [
    "The lift stops between floors",
    "Invoice is in the wrong currency",
    "Cannot sign in since Monday",
    "Please add a dark mode",
    "Two boxes arrived wet",
    "How do I export my orders?",
    "The card reader eats cards",
    "Delivery went to the old address",
    "Printer: paper jam, again",
    "Question about the warranty",
];

/// The choices of the dice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Complaint {
    /// Tells tickets of one subject apart.
    index: u64,
    subject: &'static str,
    place: Place,
    owner: &'static str,
    /// Nobody has taken some yet.
    is_owned: bool,
}

impl Complaint {
    pub(crate) fn new(index: u64, dice: &mut Dice) -> Self {
        Self {
            index,
            subject: *dice.pick(&SUBJECTS),
            place: Place::drawn(&TICKET_PIPELINES, dice),
            owner: *dice.pick(&OWNER_IDS),
            is_owned: dice.below(4) > 0,
        }
    }

    /// The value of a property, if the dice gave it one.
    pub(crate) fn value(&self, name: &str) -> Option<Cow<'static, str>> {
        let value = match name {
            "subject" => format!("{} (#{})", self.subject, self.index).into(),
            "hs_pipeline" => self.place.pipeline.into(),
            "hs_pipeline_stage" => self.place.stage.into(),
            "hubspot_owner_id" if self.is_owned => self.owner.into(),
            _ => return None,
        };
        Some(value)
    }
}
