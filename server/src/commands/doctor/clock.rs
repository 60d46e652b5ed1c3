//! Whether the machine's clock can be believed.

use std::time::Duration;

use jiff::Timestamp;

use super::Finding;

/// Tokens live for minutes, and answers take a second or two: more than this is a wrong clock.
const TOLERANCE: Duration = Duration::from_secs(30);

/// Compares with the time that a provider told, which a whole answer's duration may have aged.
pub(super) fn check(now: Timestamp, told: Option<Timestamp>) -> Finding {
    let Some(told) = told else {
        return Finding::Note("nobody told the time to compare with".to_owned());
    };
    let apart = now.duration_since(told).unsigned_abs();
    if apart > TOLERANCE {
        return Finding::Failed(format!("{} s away from a provider's clock", apart.as_secs()));
    }
    Finding::Fine("agrees with a provider's".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    #[test]
    fn a_clock_that_is_half_a_minute_off_either_way_passes() {
        assert!(matches!(check(at(1_000_030), Some(at(1_000_000))), Finding::Fine(_)));
        assert!(matches!(check(at(999_970), Some(at(1_000_000))), Finding::Fine(_)));
    }

    #[test]
    fn a_clock_that_is_further_off_fails() {
        assert!(matches!(check(at(1_000_031), Some(at(1_000_000))), Finding::Failed(_)));
        assert!(matches!(check(at(999_969), Some(at(1_000_000))), Finding::Failed(_)));
    }

    #[test]
    fn nothing_is_concluded_from_silence() {
        assert!(matches!(check(at(0), None), Finding::Note(_)));
    }
}
