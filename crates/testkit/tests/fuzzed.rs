//! The fuzz targets of `fuzz/` over their corpora, over mutations of these, and over a corpus of JSON.

#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "a test that meets what it does not expect has failed"
)]

#[path = "fuzzed/corpus.rs"]
mod corpus;
#[path = "fuzzed/json.rs"]
mod json;
#[path = "fuzzed/mutations.rs"]
mod mutations;
#[path = "../../../fuzz/src/lib.rs"]
mod targets;
