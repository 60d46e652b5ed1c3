//! The parts of the page that the server writes anew: the tool that stands open, and the record.

mod record;
mod tool;

use web_sys::{Document, Element};

pub use self::{
    record::{fetch_again, keep_record},
    tool::keep_tool,
};

/// No list is so long: the page at that address brings no rows.
const BEYOND: u32 = u32::MAX;

fn part(page: &Document, selector: &str) -> Option<Element> {
    page.query_selector(selector).ok().flatten()
}
