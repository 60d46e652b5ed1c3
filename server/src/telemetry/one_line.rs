//! A writer that keeps each event on one line and free of control characters.

use std::io::{self, Write};

use tracing_subscriber::fmt::MakeWriter;

/// Wraps where events go. An event must come in one `write`, as `tracing_subscriber::fmt` has it.
pub(super) struct OneLine<W>(pub(super) W);

impl<'a, W: MakeWriter<'a>> MakeWriter<'a> for OneLine<W> {
    type Writer = OneLine<W::Writer>;

    fn make_writer(&'a self) -> Self::Writer {
        OneLine(self.0.make_writer())
    }
}

impl<W: Write> Write for OneLine<W> {
    fn write(&mut self, event: &[u8]) -> io::Result<usize> {
        self.0.write_all(one_line(&String::from_utf8_lossy(event)).as_bytes())?;
        Ok(event.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

/// Line breaks, escape sequences and their like become visible; the line break at the end stays.
fn one_line(event: &str) -> String {
    let event = event.strip_suffix('\n').unwrap_or(event);
    let mut line = String::with_capacity(event.len() + 1);
    for character in event.chars() {
        if character.is_control() || matches!(character, '\u{2028}' | '\u{2029}') {
            line.extend(character.escape_default());
        } else {
            line.push(character);
        }
    }
    line.push('\n');
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_characters_become_visible() {
        assert_eq!(
            one_line("a\r\nb\u{1b}[2J\u{9b}\u{2028}c\n"),
            "a\\r\\nb\\u{1b}[2J\\u{9b}\\u{2028}c\n"
        );
    }

    #[test]
    fn letters_of_all_scripts_stay() {
        assert_eq!(one_line("Zoë 李 😀 \\ \"\n"), "Zoë 李 😀 \\ \"\n");
    }
}
