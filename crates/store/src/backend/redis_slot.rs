//! Which of a cluster's 16384 slots a command belongs to.

use redis::{Arg, Cmd};

/// How many slots there are.
pub(super) const SLOTS: u16 = 16384;

/// The slot of the command's first key; of the others nothing is asked, they must share it. `None` for a
/// command without a key.
pub(super) fn slot_of(command: &Cmd) -> Option<u16> {
    let mut words = command.args_iter().filter_map(|word| match word {
        Arg::Simple(bytes) => Some(bytes),
        _ => None,
    });
    let key = match words.next()? {
        b"EVAL" => words.nth(2)?,
        b"PING" | b"TIME" | b"INFO" | b"SCAN" => return None,
        _ => words.next()?,
    };
    Some(slot(key))
}

/// Redis Cluster specification, "Key distribution model" and "Hash tags".
fn slot(key: &[u8]) -> u16 {
    let opening = key.iter().position(|b| *b == b'{');
    let tag = opening.and_then(|at| {
        let rest = &key[at + 1..];
        let length = rest.iter().position(|b| *b == b'}')?;
        (length > 0).then(|| &rest[..length])
    });
    crc16(tag.unwrap_or(key)) % SLOTS
}

/// CRC-16 of the kind XMODEM: polynomial 0x1021, beginning with zero.
fn crc16(bytes: &[u8]) -> u16 {
    bytes.iter().fold(0, |crc, byte| {
        (0..8).fold(crc ^ (u16::from(*byte) << 8), |crc, _| {
            let shifted = crc << 1;
            if crc & 0x8000 == 0 { shifted } else { shifted ^ 0x1021 }
        })
    })
}

#[cfg(test)]
mod tests {
    use redis::cmd;

    use super::*;

    #[test]
    fn the_check_value_of_the_specification_comes_out() {
        assert_eq!(crc16(b"123456789"), 0x31C3);
    }

    #[test]
    fn only_what_stands_in_the_first_braces_counts() {
        assert_eq!(slot(b"t:v1:{local/ada}:rec:1"), slot(b"local/ada"));
        assert_eq!(slot(b"foo{{bar}}zap"), slot(b"{bar"));
        assert_eq!(slot(b"foo{bar}{zap}"), slot(b"bar"));
        for whole in [&b"foo{}{bar}"[..], b"foo{bar", b"foo}bar"] {
            assert_eq!(slot(whole), crc16(whole) % SLOTS);
        }
    }

    #[test]
    fn a_script_goes_by_its_first_key_and_other_commands_by_their_first_word() {
        let slot = Some(slot(b"k"));
        assert_eq!(slot_of(cmd("GET").arg("k")), slot);
        assert_eq!(slot_of(cmd("MGET").arg("k").arg("l")), slot);
        assert_eq!(slot_of(cmd("EVAL").arg("return 1").arg(2).arg("k").arg("l")), slot);
        assert_eq!(slot_of(cmd("EVAL").arg("return 1").arg(0)), None);
        assert_eq!(slot_of(cmd("INFO").arg("memory")), None);
        assert_eq!(slot_of(&cmd("TIME")), None);
    }
}
