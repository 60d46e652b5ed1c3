//! The time of whoever looks at the grid.

use web_sys::js_sys::Date;

use super::super::dates::Clock;

/// The time of whoever reads this.
pub fn clock() -> Clock {
    #[expect(clippy::cast_possible_truncation, reason = "it is a whole number far below 2^53")]
    let now = Date::now() as i64;
    Clock {
        now: Some(now),
        ahead: |at| {
            #[expect(clippy::cast_precision_loss, reason = "a browser counts time in such numbers")]
            let date = Date::new(&(at as f64).into());
            #[expect(clippy::cast_possible_truncation, reason = "whole minutes")]
            let minutes = -date.get_timezone_offset() as i64;
            minutes * 60_000
        },
        zone: "",
    }
}
