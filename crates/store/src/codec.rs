//! Turns records into bytes to be sealed, and back.
//!
//! One byte of version, then JSON: fields may be added, and unknown ones are ignored, so that two
//! releases can share a store.

use std::io::{self, Write};

use serde::{Serialize, de::DeserializeOwned};
use zeroize::Zeroizing;

pub(crate) mod connection;
pub(crate) mod log_entry;
pub(crate) mod pending;
pub(crate) mod session;
pub(crate) mod spooled;

/// A record of another version is not readable: it has other fields.
const VERSION: u8 = 1;

/// Writes a record into a buffer that is wiped when dropped.
pub(crate) fn encode(record: &impl Serialize) -> Zeroizing<Vec<u8>> {
    // A buffer that grows leaves copies of the secrets behind: measure first, then write once.
    let mut size = Size(1);
    write(&mut size, record);
    let mut bytes = Zeroizing::new(Vec::with_capacity(size.0));
    bytes.push(VERSION);
    write(&mut *bytes, record);
    bytes
}

/// Reads a record. `None` when it is not one of this kind and version.
pub(crate) fn decode<T: DeserializeOwned>(bytes: &[u8]) -> Option<T> {
    let (&VERSION, json) = bytes.split_first()? else {
        return None;
    };
    serde_json::from_slice(json).ok()
}

#[expect(
    clippy::expect_used,
    reason = "records have text keys, and memory does not fail to be written"
)]
fn write(sink: &mut impl Write, record: &impl Serialize) {
    serde_json::to_writer(sink, record).expect("a record can be written");
}

/// Counts what is written.
struct Size(usize);

impl Write for Size {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 += bytes.len();
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn a_record_is_written_into_a_buffer_that_never_grew() {
        let record = BTreeMap::from([("token", "x".repeat(5000))]);
        let bytes = encode(&record);
        assert_eq!(bytes.len(), 1 + serde_json::to_vec(&record).unwrap().len());
        assert_eq!(bytes.capacity(), bytes.len());
    }

    #[test]
    fn another_version_is_not_read() {
        let mut bytes = encode(&"text");
        assert_eq!(decode::<String>(&bytes).as_deref(), Some("text"));
        bytes[0] = 2;
        assert_eq!(decode::<String>(&bytes), None);
        assert_eq!(decode::<String>(b""), None);
    }
}
