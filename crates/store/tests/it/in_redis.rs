//! The store in a real Redis keeps the contract.

use crate::subject::in_redis;

testkit::store_contract!(in_redis);
