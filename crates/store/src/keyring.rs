//! The keys that seal and open what rests in the store.

use std::fmt;

use base64::{
    Engine as _, alphabet,
    engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig, general_purpose::STANDARD},
};
use integrations::random;
use zeroize::Zeroizing;

/// How many characters a key id may have.
const LONGEST_KID: usize = 16;

/// Names a key in what it sealed: 1 to 16 of `A-Z`, `a-z`, `0-9`, `_` and `-`, filled up with zero bytes.
pub(crate) type Kid = [u8; LONGEST_KID];

/// 256 bits; forgotten when dropped.
pub(crate) type Key = Zeroizing<[u8; 32]>;

/// One or more keys: the first seals, all open.
pub struct Keyring(Vec<(Kid, Key)>);

/// What is wrong with one entry. It never says what stands there: that is a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
enum Problem {
    #[error("is not of the form kid:base64")]
    NoColon,
    #[error("has a key id that is not 1 to 16 of A-Z, a-z, 0-9, _ and -")]
    Kid,
    #[error("has a key that is not base64")]
    Base64,
    #[error("has a key of {0} bytes instead of 32")]
    Length(usize),
    #[error("has a sample key that anybody could guess")]
    Sample,
    #[error("repeats the key id of an earlier entry")]
    Duplicate,
}

/// All that is wrong with a list of keys, by entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyringError(Vec<(usize, Problem)>);

impl Keyring {
    /// Reads `kid:base64(32 bytes)[,older…]`, in standard or URL-safe base64, padded or not.
    ///
    /// # Errors
    /// Names every entry that is not well formed, repeats a key id, or is a sample.
    pub fn parse(text: &str) -> Result<Self, KeyringError> {
        let (mut keys, mut problems) = (Vec::<(Kid, Key)>::new(), Vec::new());
        for (index, entry) in text.split(',').enumerate() {
            match parse_entry(entry.trim()) {
                Ok((kid, _)) if keys.iter().any(|(earlier, _)| *earlier == kid) => {
                    problems.push((index + 1, Problem::Duplicate));
                }
                Ok(key) => keys.push(key),
                Err(problem) => problems.push((index + 1, problem)),
            }
        }
        if problems.is_empty() {
            Ok(Self(keys))
        } else {
            Err(KeyringError(problems))
        }
    }

    /// Draws one key that nobody else has: what it seals is lost with the process.
    #[must_use]
    pub fn draw() -> Self {
        let mut kid = Kid::default();
        kid[..5].copy_from_slice(b"drawn");
        Self(vec![(kid, Zeroizing::new(random::bytes()))])
    }

    /// Draws a key and writes it as an entry that [`Keyring::parse`] reads, if `kid` is a key id.
    /// The text is a secret.
    #[must_use]
    pub fn draw_entry(kid: &str) -> String {
        let key: Key = Zeroizing::new(random::bytes());
        format!("{kid}:{}", STANDARD.encode(*key))
    }

    /// The key that seals.
    pub(crate) fn first(&self) -> (&Kid, &Key) {
        let (kid, key) = &self.0[0];
        (kid, key)
    }

    /// The key of that id.
    pub(crate) fn find(&self, kid: &[u8]) -> Option<&Key> {
        self.0.iter().find(|(known, _)| known == kid).map(|(_, key)| key)
    }
}

fn parse_entry(entry: &str) -> Result<(Kid, Key), Problem> {
    let (kid, key) = entry.split_once(':').ok_or(Problem::NoColon)?;
    Ok((parse_kid(kid)?, parse_key(key)?))
}

fn parse_kid(text: &str) -> Result<Kid, Problem> {
    let plain = |b: u8| b.is_ascii_alphanumeric() || b == b'_' || b == b'-';
    if text.is_empty() || text.len() > LONGEST_KID || !text.bytes().all(plain) {
        return Err(Problem::Kid);
    }
    let mut kid = Kid::default();
    kid[..text.len()].copy_from_slice(text.as_bytes());
    Ok(kid)
}

fn parse_key(text: &str) -> Result<Key, Problem> {
    let lenient = GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);
    let engine = GeneralPurpose::new(&alphabet::STANDARD, lenient);
    let standard = Zeroizing::new(text.replace('-', "+").replace('_', "/"));
    let bytes = Zeroizing::new(engine.decode(standard.as_bytes()).map_err(|_| Problem::Base64)?);
    let mut key = Key::default();
    if bytes.len() != key.len() {
        return Err(Problem::Length(bytes.len()));
    }
    key.copy_from_slice(&bytes);
    if is_sample(&key) { Err(Problem::Sample) } else { Ok(key) }
}

/// Whether the bytes count up by one and the same step: 00 00 00 …, 2a 2a 2a …, 00 01 02 ….
fn is_sample(key: &Key) -> bool {
    let step = key[1].wrapping_sub(key[0]);
    key.windows(2).all(|pair| pair[1].wrapping_sub(pair[0]) == step)
}

impl fmt::Debug for Keyring {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Keyring(…)")
    }
}

impl fmt::Display for KeyringError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (position, (entry, problem)) in self.0.iter().enumerate() {
            let separator = if position == 0 { "" } else { "; " };
            write!(f, "{separator}entry {entry} {problem}")?;
        }
        Ok(())
    }
}

impl std::error::Error for KeyringError {}

#[cfg(test)]
mod tests {
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;

    use super::*;

    /// A key whose base64 has both characters that the two alphabets spell differently.
    const KEY: [u8; 32] = *b"\xfb\xff\xbfabcdefghijklmnopqrstuvwxyz012";

    fn problems(text: &str) -> Vec<(usize, Problem)> {
        Keyring::parse(text).unwrap_err().0
    }

    fn entry(kid: &str, bytes: &[u8]) -> String {
        format!("{kid}:{}", STANDARD.encode(bytes))
    }

    #[test]
    fn both_alphabets_are_read_padded_or_not() {
        let standard = STANDARD.encode(KEY);
        assert!(standard.contains('/') && standard.contains('+'));
        for text in [standard.trim_end_matches('='), &standard, &URL_SAFE_NO_PAD.encode(KEY)] {
            let ring = Keyring::parse(&format!("k1:{text}")).unwrap();
            assert_eq!(**ring.first().1, KEY);
        }
    }

    #[test]
    fn the_first_seals_and_all_open() {
        let ring = Keyring::parse(&format!(
            "{},{}",
            entry("k2", &KEY),
            entry("k1", &random::bytes::<32>())
        ))
        .unwrap();
        assert_eq!(&ring.first().0[..3], b"k2\0");
        assert!(ring.find(b"k1\0\0\0\0\0\0\0\0\0\0\0\0\0\0").is_some());
        assert!(ring.find(b"k3\0\0\0\0\0\0\0\0\0\0\0\0\0\0").is_none());
    }

    #[test]
    fn every_wrong_entry_is_named() {
        let good = entry("k1", &KEY);
        assert_eq!(problems(""), [(1, Problem::NoColon)]);
        assert_eq!(problems(&STANDARD.encode(KEY)), [(1, Problem::NoColon)]);
        assert_eq!(
            problems(&format!("{good},:x,k2:%")),
            [(2, Problem::Kid), (3, Problem::Base64)]
        );
        assert_eq!(problems(&entry("a b", &KEY)), [(1, Problem::Kid)]);
        assert_eq!(problems(&entry("seventeen-letters", &KEY)), [(1, Problem::Kid)]);
        assert_eq!(problems(&entry("k1", &KEY[1..])), [(1, Problem::Length(31))]);
        assert_eq!(problems(&format!("{good},{good}")), [(2, Problem::Duplicate)]);
    }

    #[test]
    fn a_sample_key_is_refused() {
        let counting: Vec<u8> = (0..32).collect();
        for sample in [&[0; 32][..], &[0xff; 32], &[b'a'; 32], &counting] {
            assert_eq!(problems(&entry("k1", sample)), [(1, Problem::Sample)]);
        }
    }

    #[test]
    fn a_drawn_entry_can_be_read_and_no_two_are_alike() {
        let (one, other) = (Keyring::draw_entry("k7"), Keyring::draw_entry("k7"));
        assert!(Keyring::parse(&one).is_ok());
        assert_ne!(one, other);
    }

    #[test]
    fn nothing_that_it_prints_is_a_key() {
        let text = STANDARD.encode(KEY);
        assert_eq!(
            format!("{:?}", Keyring::parse(&entry("k1", &KEY)).unwrap()),
            "Keyring(…)"
        );
        let error = Keyring::parse(&format!("{text},{text}:{text}")).unwrap_err();
        assert!(!format!("{error} {error:?}").contains(&text[..8]));
    }
}
