//! The embedded store in a file keeps the contract.

use crate::subject::in_a_file;

testkit::store_contract!(in_a_file);
