//! From HubSpot's JSON to items, against reading the same JSON into `serde_json::Value`.

use serde_json::Value;

use crate::{
    contacts::{PAGE, page},
    line::Line,
    stopwatch::{rate, timed},
};

const PAGES: usize = 500;

/// Items a second on one core.
pub fn measure() -> anyhow::Result<Vec<Line>> {
    let pages: Vec<String> = (0..PAGES).map(|number| page(number * PAGE, PAGE)).collect();
    let (mut ours, mut floor) = (Vec::new(), Vec::new());
    // Turn by turn, so that whatever else the machine does meets both.
    for _ in 0..5 {
        let (read, time) = timed(|| {
            let read = pages
                .iter()
                .map(|page| hubspot::fuzzing::contacts_page(page.as_bytes()));
            read.filter_map(Result::ok).map(|page| page.items.len()).sum::<usize>()
        });
        anyhow::ensure!(read == PAGES * PAGE, "every contact is read");
        ours.push(time);
        let (values, time) = timed(|| {
            let read = pages.iter().map(|page| serde_json::from_str::<Value>(page));
            read.filter_map(Result::ok).filter(Value::is_object).count()
        });
        anyhow::ensure!(values == PAGES, "every page is JSON");
        floor.push(time);
    }
    ours.sort_unstable();
    floor.sort_unstable();
    let line = Line::new("normalising pages", "items/s", rate(PAGES * PAGE, ours[2]));
    Ok(vec![line.against(
        rate(PAGES * PAGE, floor[2]),
        "the same JSON as serde_json::Value",
    )])
}
