//! What a needle makes of the times of a day, where it stands within one number of the clock: known ahead for all of
//! them, so that a time costs two looks instead of one for each place where the needle may stand.

use super::patterns::{Part, clock_digits};

/// The digits of the hour, the minute, the second and the millisecond.
const NUMBERS: [u64; 4] = [0xFF << 28, 0xFF << 20, 0xFF << 12, 0xFFF];
const MINUTES_OF_DAY: u32 = 24 * 60;
/// Milliseconds of a minute.
const MINUTE: u32 = 60_000;

/// The times of a day that such a needle occurs in.
pub(super) struct Clock {
    /// By minute of the day: whether the needle stands in its hour or its minute.
    minutes: Vec<bool>,
    /// By millisecond of the minute: whether it stands in the second or the millisecond.
    rest: Vec<bool>,
}

/// Whether a place concerns one number of the clock, and no more.
pub(super) fn is_within_a_number(part: Part) -> bool {
    part.mask != 0 && NUMBERS.iter().any(|number| part.mask & !number == 0)
}

impl Clock {
    /// Of those places, each [within a number](is_within_a_number); `None`: there are none.
    pub(super) fn new(places: &[Part]) -> Option<Self> {
        if places.is_empty() {
            return None;
        }
        let concerning = |numbers: &[u64]| -> Vec<Part> {
            let concerns = |place: &&Part| numbers.iter().any(|number| place.mask & number != 0);
            places.iter().filter(concerns).copied().collect()
        };
        let held = |places: &[Part], clock: u32| places.iter().any(|place| place.takes(clock_digits(clock)));
        let [hour, minute, second, millisecond] = NUMBERS;
        let coarse = concerning(&[hour, minute]);
        let minutes = (0..MINUTES_OF_DAY).map(|at| held(&coarse, at * MINUTE)).collect();
        let (seconds, milliseconds) = (concerning(&[second]), concerning(&[millisecond]));
        let milliseconds: Vec<bool> = (0..1000).map(|at| held(&milliseconds, at)).collect();
        let rest = (0..60).flat_map(|second| {
            let whole = held(&seconds, second * 1000);
            milliseconds.iter().map(move |held| whole || *held)
        });
        Some(Self {
            minutes,
            rest: rest.collect(),
        })
    }

    /// Whether the needle occurs in that time of a day, in milliseconds.
    pub(super) fn holds(&self, clock: u32) -> bool {
        let (minute, rest) = ((clock / MINUTE) as usize, (clock % MINUTE) as usize);
        self.minutes.get(minute).is_some_and(|held| *held) || self.rest.get(rest).is_some_and(|held| *held)
    }
}
