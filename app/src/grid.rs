//! The grid: the rows of a list, painted.
//!
//! The server writes the first rows as HTML ([`markup`]); in the browser the engine takes that over ([`start`])
//! and paints by hand: few rows, reused for whatever is scrolled to.

mod addresses;
mod columns;
pub mod content;
pub mod dates;
mod engine;
mod frame;
mod head;
mod held;
mod keyboard;
#[cfg(feature = "ssr")]
pub mod markup;
mod pace;
mod painted;
mod pool;
mod scroll;
mod selection;
mod tsv;

pub use engine::start;
