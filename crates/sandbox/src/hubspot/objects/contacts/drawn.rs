//! What the dice said about one contact: a few choices, of which values are made when somebody asks.

use std::borrow::Cow;

use crate::hubspot::objects::seed::dice::Dice;
use crate::hubspot::objects::seed::vocabulary::{
    COMPANIES, FIRST_NAMES, JOB_TITLES, LAST_NAMES, PLACES, STAGES, Spelled,
};
use crate::hubspot::owners::OWNER_IDS;

/// The choices of the dice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Person {
    /// Makes the e-mail address unique.
    index: u64,
    first: Spelled,
    last: Spelled,
    company: Spelled,
    city: &'static str,
    country: &'static str,
    /// Begins a telephone number there.
    prefix: &'static str,
    number: u64,
    job_title: &'static str,
    stage: &'static str,
    owner: &'static str,
    /// Not everybody has a telephone.
    has_phone: bool,
}

impl Person {
    pub(crate) fn new(index: u64, dice: &mut Dice) -> Self {
        let (first, last) = (*dice.pick(&FIRST_NAMES), *dice.pick(&LAST_NAMES));
        let (company, (city, country, prefix)) = (*dice.pick(&COMPANIES), *dice.pick(&PLACES));
        Self {
            index,
            first,
            last,
            company,
            city,
            country,
            prefix,
            number: dice.below(10_000_000),
            job_title: *dice.pick(&JOB_TITLES),
            stage: *dice.pick(&STAGES),
            owner: *dice.pick(&OWNER_IDS),
            has_phone: dice.below(5) > 0,
        }
    }

    /// The value of a property, if the dice gave it one.
    pub(crate) fn value(&self, name: &str) -> Option<Cow<'static, str>> {
        let value = match name {
            "firstname" => self.first.0.into(),
            "lastname" => self.last.0.into(),
            "email" => self.email().into(),
            "company" => self.company.0.into(),
            "website" => format!("https://{}.example", self.company.1).into(),
            "jobtitle" => self.job_title.into(),
            "city" => self.city.into(),
            "country" => self.country.into(),
            "lifecyclestage" => self.stage.into(),
            "hubspot_owner_id" => self.owner.into(),
            "phone" if self.has_phone => self.phone().into(),
            _ => return None,
        };
        Some(value)
    }

    fn email(&self) -> String {
        let (first, last, company) = (self.first.1, self.last.1, self.company.1);
        format!("{first}.{last}{}@{company}.example", self.index)
    }

    fn phone(&self) -> String {
        format!("{}{:03} {:04}", self.prefix, self.number / 10_000, self.number % 10_000)
    }
}

/// The index that an e-mail address names, if it looks like one of the drawn ones.
pub(crate) fn index_in(email: &str) -> Option<u64> {
    let (name, _) = email.split_once('@')?;
    let digits = name.trim_start_matches(|character: char| !character.is_ascii_digit());
    digits.parse().ok()
}
