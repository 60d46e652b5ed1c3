//! Fuzzes where the user wants to end.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| targets::return_to(data));
