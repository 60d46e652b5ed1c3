//! Records as lines: CSV (RFC 4180) or JSON lines.

use std::io;

use csv::{Terminator, WriterBuilder};
use model::{IntegrationItem, list::Column};

use super::cells::{cell, guarded};

/// So many bytes go out at a time, and the record that goes beyond.
const ENOUGH: usize = 64 * 1024;

/// Without it, Excel reads a CSV as whatever the machine used before Unicode. Everything else that reads
/// CSV as UTF-8 passes it over.
const BYTE_ORDER_MARK: &str = "\u{feff}";

/// How records are written.
#[derive(Clone, Copy, Debug)]
pub(super) enum Format {
    /// Comma, CRLF, labels in the first line, values as people see them: for spreadsheets.
    Csv,
    /// An [`IntegrationItem`] on each line, as it came: for programs.
    JsonLines,
}

/// What writes lines.
#[derive(Debug)]
pub(super) enum Lines {
    Csv(Vec<Column>),
    JsonLines,
}

impl Format {
    pub(super) const fn content_type(self) -> &'static str {
        match self {
            Self::Csv => "text/csv; charset=utf-8; header=present",
            Self::JsonLines => "application/jsonl",
        }
    }

    pub(super) const fn ending(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::JsonLines => "jsonl",
        }
    }

    /// Lines of these columns; JSON has all fields.
    pub(super) fn lines(self, columns: Vec<Column>) -> Lines {
        match self {
            Self::Csv => Lines::Csv(columns),
            Self::JsonLines => Lines::JsonLines,
        }
    }
}

impl Lines {
    /// What stands before the first record.
    pub(super) fn head(&self) -> io::Result<Vec<u8>> {
        let Self::Csv(columns) = self else {
            return Ok(Vec::new());
        };
        let mut writer = writer(BYTE_ORDER_MARK.into());
        writer.write_record(
            columns
                .iter()
                .map(|column| guarded(column.label.as_str().into()).into_owned()),
        )?;
        finished(writer)
    }

    /// Takes records until there is enough of them, or none is left.
    pub(super) fn take(&self, items: &mut impl Iterator<Item = IntegrationItem>) -> io::Result<Vec<u8>> {
        match self {
            Self::Csv(columns) => csv_of(columns, items),
            Self::JsonLines => json_of(items),
        }
    }
}

fn csv_of(columns: &[Column], items: &mut impl Iterator<Item = IntegrationItem>) -> io::Result<Vec<u8>> {
    let mut writer = writer(Vec::new());
    while writer.get_ref().len() < ENOUGH {
        let Some(item) = items.next() else { break };
        for column in columns {
            writer.write_field(guarded(cell(&item, column)).as_bytes())?;
        }
        writer.write_record(None::<&[u8]>)?;
    }
    finished(writer)
}

fn json_of(items: &mut impl Iterator<Item = IntegrationItem>) -> io::Result<Vec<u8>> {
    let mut lines = Vec::new();
    while lines.len() < ENOUGH {
        let Some(item) = items.next() else { break };
        serde_json::to_writer(&mut lines, &item)?;
        lines.push(b'\n');
    }
    Ok(lines)
}

fn writer(begun: Vec<u8>) -> csv::Writer<Vec<u8>> {
    WriterBuilder::new().terminator(Terminator::CRLF).from_writer(begun)
}

fn finished(writer: csv::Writer<Vec<u8>>) -> io::Result<Vec<u8>> {
    writer.into_inner().map_err(csv::IntoInnerError::into_error)
}

#[cfg(test)]
mod tests;
