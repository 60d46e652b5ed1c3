//! `tributary gen-key`: prints a fresh entry for `TRIBUTARY_KEYS`.

use std::{io::Write, process::ExitCode};

use integrations::random;
use store::Keyring;

use super::CommandError;

/// Prints `kid:base64`, with a drawn key id: an old and a new key are told apart by it.
pub(super) fn run(out: &mut impl Write) -> Result<ExitCode, CommandError> {
    writeln!(out, "{}", Keyring::draw_entry(&draw_kid()))?;
    Ok(ExitCode::SUCCESS)
}

/// Eight random bytes in hexadecimal: as long as a key id may be.
fn draw_kid() -> String {
    format!("{:016x}", u64::from_be_bytes(random::bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn generated() -> String {
        let mut out = Vec::new();
        run(&mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn an_entry_is_accepted_as_a_key() {
        assert!(Keyring::parse(generated().trim_end()).is_ok());
    }

    #[test]
    fn two_entries_can_stand_beside_each_other() {
        assert!(Keyring::parse(&format!("{},{}", generated().trim_end(), generated().trim_end())).is_ok());
    }
}
