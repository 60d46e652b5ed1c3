//! Entries of logs as bytes to be sealed: compressed, and never larger than they may be.
//!
//! LZ4, because whoever reads a provider waits for it: it packs some times faster than one core can
//! read pages at all, where a denser kind would be the slowest step.

use lz4_flex::block::{compress_prepend_size, decompress, uncompressed_size};

/// How large an entry may be before it is compressed: 16 MiB, a hundred times a page of usual records.
pub(crate) const LARGEST: usize = 16 << 20;

/// Another version is not readable.
const VERSION: u8 = 1;

/// Nothing that is so large is a part of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an entry of a log is too large")]
pub(crate) struct TooLarge;

/// Compresses an entry.
///
/// # Errors
/// When it is larger than [`LARGEST`].
pub(crate) fn encode(entry: &[u8]) -> Result<Vec<u8>, TooLarge> {
    if entry.len() > LARGEST {
        return Err(TooLarge);
    }
    let mut packed = compress_prepend_size(entry);
    packed.push(VERSION);
    Ok(packed)
}

/// Reads an entry. `None` when it is not one of this version, is damaged, or says that it is too large:
/// a few bytes must not fill the memory (CWE-409).
pub(crate) fn decode(packed: &[u8]) -> Option<Vec<u8>> {
    let (&VERSION, packed) = packed.split_last()? else {
        return None;
    };
    let (size, compressed) = uncompressed_size(packed).ok()?;
    if size > LARGEST {
        return None;
    }
    let entry = decompress(compressed, size).ok()?;
    (entry.len() == size).then_some(entry)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn an_entry_may_be_as_large_as_it_may_be_and_no_larger() {
        let largest = vec![b'x'; LARGEST];
        let packed = encode(&largest).unwrap();
        assert!(packed.len() < LARGEST / 100);
        assert!(decode(&packed).unwrap() == largest);
        assert_eq!(encode(&vec![b'x'; LARGEST + 1]), Err(TooLarge));
    }

    #[test]
    fn what_would_unpack_to_more_is_not_read() {
        let mut bomb = compress_prepend_size(&vec![b'x'; LARGEST + 1]);
        bomb.push(VERSION);
        assert_eq!(decode(&bomb), None);
    }

    #[test]
    fn what_says_a_wrong_size_is_not_read() {
        let packed = encode(b"text text text text").unwrap();
        for size in [0_u32, 18, 20, u32::MAX] {
            let mut wrong = packed.clone();
            wrong[..4].copy_from_slice(&size.to_le_bytes());
            assert_eq!(decode(&wrong), None, "{size}");
        }
    }

    #[test]
    fn another_version_is_not_read() {
        let mut packed = encode(b"text").unwrap();
        assert_eq!(decode(&packed).as_deref(), Some(&b"text"[..]));
        *packed.last_mut().unwrap() = 2;
        assert_eq!(decode(&packed), None);
        assert_eq!(decode(b""), None);
    }

    proptest! {
        #[test]
        fn what_was_packed_is_unpacked(entry in prop::collection::vec(any::<u8>(), 0..2000)) {
            prop_assert_eq!(decode(&encode(&entry).unwrap()), Some(entry));
        }

        #[test]
        fn no_bytes_do_harm(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let _ = decode(&bytes);
        }
    }
}
