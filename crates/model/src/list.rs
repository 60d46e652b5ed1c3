//! The list of a connection's records: what is asked of it, and what it answers.

pub mod column;
pub mod filter;
pub mod place;
pub mod progress;
pub mod record;
pub mod view;
pub mod window;

pub use column::{Choice, Column, ColumnId, ColumnType, InvalidColumnId};
pub use filter::{Filter, Test};
pub use place::{Crumb, KindTab, Place, Whereabouts};
pub use progress::{Progress, ReadState, Stall};
pub use record::Record;
pub use view::{Direction, ShownColumn, Sort, View};
pub use window::{Row, Window};
