//! Fuzzes a page of contacts.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| targets::contacts_page(data));
