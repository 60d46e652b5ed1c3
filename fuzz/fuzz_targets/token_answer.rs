//! Fuzzes an answer of a token endpoint.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| targets::token_answer(data));
