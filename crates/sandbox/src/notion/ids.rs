//! Notion's ids: UUIDs, the same for the same seed, kind and number.

use crate::dice::mix;

/// What an id is of.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Kind {
    Page,
    Source,
    Database,
    Block,
    /// A page that is not shared with the app.
    Hidden,
    /// A user.
    User,
}

/// The id of a thing.
pub(crate) fn id(seed: u64, kind: Kind, number: u32) -> String {
    let start = mix(seed ^ 0x6e6f_7469_6f6e) ^ (u64::from(number) << 8) ^ kind as u64;
    let (high, low) = (mix(start), mix(mix(start) ^ start));
    // RFC 9562 §5.4: version 4, variant 10.
    let (high, low) = ((high & !0xf000) | 0x4000, (low & !(3 << 62)) | (2 << 62));
    let hex = format!("{high:016x}{low:016x}");
    [&hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..]].join("-")
}

/// An id without its dashes, as Notion takes it as well.
pub(crate) fn bare(id: &str) -> String {
    id.to_ascii_lowercase().replace('-', "")
}

/// Whether a text could be an id.
pub(crate) fn is_id(text: &str) -> bool {
    let bare = bare(text);
    bare.len() == 32 && bare.bytes().all(|byte| byte.is_ascii_hexdigit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_uuids_and_differ_by_kind_number_and_seed() {
        let one = id(1, Kind::Page, 1);
        assert!(is_id(&one) && is_id(&bare(&one)) && one.as_bytes()[14] == b'4', "{one}");
        for other in [id(1, Kind::Page, 2), id(1, Kind::Source, 1), id(2, Kind::Page, 1)] {
            assert_ne!(one, other);
        }
        assert!(!is_id("nonsense"));
    }
}
