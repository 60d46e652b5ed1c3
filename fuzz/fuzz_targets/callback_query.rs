//! Fuzzes the query of the redirect that ends at us.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| targets::callback_query(data));
