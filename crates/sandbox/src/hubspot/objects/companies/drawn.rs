//! What the dice said about one company.

use std::borrow::Cow;

use crate::hubspot::objects::seed::dice::Dice;
use crate::hubspot::objects::seed::vocabulary::{COMPANIES, PLACES, STAGES, Spelled};
use crate::hubspot::owners::OWNER_IDS;

/// The choices of the dice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Firm {
    /// Makes the domain unique.
    index: u64,
    name: Spelled,
    city: &'static str,
    country: &'static str,
    /// Begins a telephone number there.
    prefix: &'static str,
    number: u64,
    stage: &'static str,
    owner: &'static str,
}

impl Firm {
    pub(crate) fn new(index: u64, dice: &mut Dice) -> Self {
        let (name, (city, country, prefix)) = (*dice.pick(&COMPANIES), *dice.pick(&PLACES));
        Self {
            index,
            name,
            city,
            country,
            prefix,
            number: dice.below(10_000_000),
            stage: *dice.pick(&STAGES),
            owner: *dice.pick(&OWNER_IDS),
        }
    }

    /// The value of a property, if the dice gave it one.
    pub(crate) fn value(&self, name: &str) -> Option<Cow<'static, str>> {
        let value = match name {
            "name" => format!("{} {}", self.name.0, self.city).into(),
            "domain" => self.domain().into(),
            "website" => format!("https://{}", self.domain()).into(),
            "city" => self.city.into(),
            "country" => self.country.into(),
            "lifecyclestage" => self.stage.into(),
            "hubspot_owner_id" => self.owner.into(),
            "phone" => format!("{}{:03} {:04}", self.prefix, self.number / 10_000, self.number % 10_000).into(),
            _ => return None,
        };
        Some(value)
    }

    fn domain(&self) -> String {
        format!("{}{}.example", self.name.1, self.index)
    }
}
