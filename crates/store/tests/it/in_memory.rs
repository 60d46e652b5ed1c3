//! The embedded store in memory keeps the contract.

use crate::subject::in_memory;

testkit::store_contract!(in_memory);
