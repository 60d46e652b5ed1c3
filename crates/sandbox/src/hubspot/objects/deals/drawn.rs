//! What the dice said about one deal.

use std::borrow::Cow;

use crate::hubspot::objects::pipelines::{DEAL_PIPELINES, Place};
use crate::hubspot::objects::seed::dice::Dice;
use crate::hubspot::objects::seed::vocabulary::COMPANIES;
use crate::hubspot::owners::OWNER_IDS;

const GOODS: [&str; 10] = [
    "annual maintenance",
    "40 pallets of bolts",
    "a pilot project",
    "two containers of tea",
    "spare parts",
    "a training week",
    "the warehouse extension",
    "1,200 licences",
    "a trial shipment",
    "the spring order",
];

/// The choices of the dice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Sale {
    company: &'static str,
    goods: &'static str,
    /// In cents.
    amount: u64,
    /// Not every deal has an amount yet.
    has_amount: bool,
    place: Place,
    owner: &'static str,
}

impl Sale {
    pub(crate) fn new(dice: &mut Dice) -> Self {
        Self {
            company: dice.pick(&COMPANIES).0,
            goods: *dice.pick(&GOODS),
            amount: dice.below(9_000_000),
            has_amount: dice.below(8) > 0,
            place: Place::drawn(&DEAL_PIPELINES, dice),
            owner: *dice.pick(&OWNER_IDS),
        }
    }

    /// The value of a property, if the dice gave it one.
    pub(crate) fn value(&self, name: &str) -> Option<Cow<'static, str>> {
        let value = match name {
            "dealname" => format!("{}: {}", self.company, self.goods).into(),
            "amount" if self.has_amount => format!("{}.{:02}", self.amount / 100, self.amount % 100).into(),
            "pipeline" => self.place.pipeline.into(),
            "dealstage" => self.place.stage.into(),
            "hubspot_owner_id" => self.owner.into(),
            _ => return None,
        };
        Some(value)
    }
}
