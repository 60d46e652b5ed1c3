//! The store as the server meets it: in memory, in a file, and in a real Redis.

mod at_rest;
mod file;
mod in_a_file;
mod in_memory;
mod in_redis;
mod outage;
mod subject;
