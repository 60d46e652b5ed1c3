//! Airtable's ids, `rec` or the like and fourteen letters and digits: one for each number, and back.

use crate::dice::{mix, unmix};

const DIGITS: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
/// Eleven digits hold any number of 64 bits; three more tell an id from an invented one.
const NUMBER_DIGITS: u32 = 11;
const CHECK_DIGITS: u32 = 3;

/// The id of a thing whose kind has that prefix of three letters.
pub(crate) fn id(prefix: &str, number: u64) -> String {
    let scattered = mix(number ^ salt(prefix));
    let mut id = prefix.to_owned();
    push_digits(&mut id, scattered, NUMBER_DIGITS);
    push_digits(&mut id, mix(!scattered), CHECK_DIGITS);
    id
}

/// The number of an id that [`id`] could have made.
pub(crate) fn number(prefix: &str, text: &str) -> Option<u64> {
    let digits = text.strip_prefix(prefix)?.get(..NUMBER_DIGITS as usize)?;
    let scattered = digits.bytes().try_fold(0_u64, |number, digit| {
        let value = DIGITS.iter().position(|&known| known == digit)? as u64;
        number.checked_mul(62)?.checked_add(value)
    })?;
    let number = unmix(scattered) ^ salt(prefix);
    (id(prefix, number) == text).then_some(number)
}

/// Things of different kinds with the same number have nothing in common.
fn salt(prefix: &str) -> u64 {
    let bytes = prefix.bytes();
    bytes.fold(0, |salt, byte| mix(salt ^ u64::from(byte)))
}

fn push_digits(id: &mut String, mut number: u64, count: u32) {
    let start = id.len();
    for _ in 0..count {
        let digit = usize::try_from(number % 62).unwrap_or(0);
        id.insert(start, char::from(DIGITS[digit]));
        number /= 62;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_leads_back_to_its_number_and_an_invented_one_nowhere() {
        for expected in [0, 1, 61, 62, 1 << 40, u64::MAX] {
            let text = id("rec", expected);
            assert_eq!(text.len(), 17, "{text}");
            assert_eq!(number("rec", &text), Some(expected));
            assert_eq!(number("tbl", &text), None);
        }
        for wrong in ["", "rec", "rec00000000000000", "recÄÄÄÄÄÄÄÄÄÄÄÄÄÄ", "reczzzzzzzzzzzzzz"] {
            assert_eq!(number("rec", wrong), None, "{wrong}");
        }
    }
}
