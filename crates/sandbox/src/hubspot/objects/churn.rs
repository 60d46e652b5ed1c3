//! A busy day at the provider: contacts come, change and go at random, the same way for the same seed.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::book::ObjectBook;
use super::object::Values;
use super::seed::dice::{Dice, mix};
use super::seed::vocabulary::{FIRST_NAMES, JOB_TITLES, LAST_NAMES, PLACES, STAGES};

/// How much happens.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Churn {
    /// The portal's number; without it the one that consents.
    #[serde(default)]
    pub portal: Option<u64>,
    /// What the operations are derived from, together with the contacts that are there.
    pub seed: u64,
    /// How many.
    pub operations: usize,
}

/// What happened, by kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ChurnCounts {
    /// Contacts that came.
    pub created: usize,
    /// Contacts that changed.
    pub updated: usize,
    /// Contacts that went.
    pub archived: usize,
    /// Contacts of which another one took the place.
    pub merged: usize,
}

impl ObjectBook {
    /// Lets so many things happen: of ten, three contacts come, four change, two go, and one is merged.
    pub(crate) fn churn(&mut self, churn: &Churn, now: Timestamp) -> ChurnCounts {
        let mut dice = Dice::new(mix(churn.seed));
        let mut counts = ChurnCounts::default();
        for _ in 0..churn.operations {
            self.churn_once(churn.seed, &mut dice, &mut counts, now);
        }
        counts
    }

    fn churn_once(&mut self, seed: u64, dice: &mut Dice, counts: &mut ChurnCounts, now: Timestamp) {
        let kind = dice.below(10);
        let (one, other) = (self.some_live_id(dice), self.some_live_id(dice));
        match (kind, one, other) {
            (3..=6, Some(id), _) => {
                self.change(id, changed(dice), now);
                counts.updated += 1;
            }
            (7 | 8, Some(id), _) => {
                self.archive(id, now);
                counts.archived += 1;
            }
            (9, Some(primary), Some(merged)) if primary != merged => {
                self.merge(primary, merged, now);
                counts.merged += 1;
            }
            // Where nobody is left to change, somebody comes.
            _ => {
                let email = format!("churn{seed}.{}@churn.example", self.ids().end);
                self.add(created(email, dice), now);
                counts.created += 1;
            }
        }
    }

    /// The first live one from a random id on, going round.
    fn some_live_id(&self, dice: &mut Dice) -> Option<u64> {
        let ids = self.ids();
        let start = ids.start + dice.below((ids.end - ids.start).max(1));
        let mut round = (start..ids.end).chain(ids.start..start);
        round.find(|&id| self.was_live(id, Timestamp::MAX))
    }
}

fn created(email: String, dice: &mut Dice) -> Values {
    Values::from([
        ("email".into(), email),
        ("firstname".into(), dice.pick(&FIRST_NAMES).0.to_owned()),
        ("lastname".into(), dice.pick(&LAST_NAMES).0.to_owned()),
        ("lifecyclestage".into(), (*dice.pick(&STAGES)).to_owned()),
    ])
}

/// One value is another one, or none at all.
fn changed(dice: &mut Dice) -> Values {
    let (name, value) = match dice.below(5) {
        0 => ("city", dice.pick(&PLACES).0),
        1 => ("jobtitle", *dice.pick(&JOB_TITLES)),
        2 => ("lastname", dice.pick(&LAST_NAMES).0),
        3 => ("lifecyclestage", *dice.pick(&STAGES)),
        _ => ("phone", ""),
    };
    Values::from([(name.into(), value.to_owned())])
}
