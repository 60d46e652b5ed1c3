//! The store in a real Redis keeps the contract.

use crate::subject::{in_redis, logs_in_redis};

testkit::store_contract!(in_redis);
testkit::snapshot_logs_contract!(logs_in_redis);
