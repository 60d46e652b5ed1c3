//! How often rows are asked for: as often as helps whoever scrolls, and less often than the server allows.

use std::collections::VecDeque;

/// So many questions at once, and so many in each second: nobody reads more rows than those. The server allows
/// a session forty.
const MOST: usize = 20;
const WINDOW: f64 = 1000.0;

/// When the last questions were put, in milliseconds.
#[derive(Default)]
pub struct Pace(VecDeque<f64>);

impl Pace {
    /// Takes a turn, if there is one now; else says in how many milliseconds there will be one.
    pub fn take_turn(&mut self, now: f64) -> Result<(), f64> {
        let next = match self.0.front() {
            Some(first) if self.0.len() == MOST => first + WINDOW,
            _ => now,
        };
        if next > now {
            return Err(next - now);
        }
        if self.0.len() == MOST {
            self.0.pop_front();
        }
        self.0.push_back(now);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_turns_come_at_once_and_the_next_one_when_a_second_has_passed() {
        let mut pace = Pace::default();
        for at in 0..20 {
            assert_eq!(pace.take_turn(f64::from(at)), Ok(()));
        }
        assert_eq!(pace.take_turn(400.0), Err(600.0));
        assert_eq!(pace.take_turn(1000.0), Ok(()));
        assert_eq!(pace.take_turn(1000.0), Err(1.0));
    }

    #[test]
    fn ten_seconds_of_scrolling_ask_less_than_half_of_what_a_session_may() {
        let mut pace = Pace::default();
        let turns = (0..10_000).filter(|at| pace.take_turn(f64::from(*at)).is_ok());
        assert_eq!(turns.count(), 200);
    }
}
