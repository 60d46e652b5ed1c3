//! Filtering: which rows pass a test of one column.

use std::collections::BTreeSet;

use model::list::Test;

use crate::{
    bits::Bits,
    columns::Column,
    fold::{Needle, fold},
    moments::millisecond_of,
    orders::key::number_of,
};

/// A test, read once for many values.
enum Check {
    Has(Box<Needle>),
    /// Folded values.
    In(BTreeSet<Vec<u8>>),
    Time(Option<i64>, Option<i64>),
    Number(f64, f64),
    Filled,
}

impl Check {
    fn of(wanted: &Test) -> Self {
        let bound = |text: &Option<String>, open: f64| text.as_deref().and_then(number_of).unwrap_or(open);
        match wanted {
            Test::Has(has) => Self::Has(Box::new(Needle::new(&fold(has.trim())))),
            Test::In(values) => Self::In(values.iter().map(|value| fold(value).into_owned().into()).collect()),
            Test::Time { from, until } => Self::Time(*from, *until),
            Test::Number { least, most } => Self::Number(bound(least, f64::NEG_INFINITY), bound(most, f64::INFINITY)),
            Test::Empty | Test::Filled => Self::Filled,
        }
    }

    /// A text without letters is no value, whatever is asked of it.
    fn passes(&self, plain: &str, folded: &[u8]) -> bool {
        if plain.is_empty() {
            return false;
        }
        match self {
            Self::Has(needle) => needle.find(folded).is_some(),
            Self::In(wanted) => {
                wanted.contains(folded) || folded.split(|letter| *letter == b';').any(|part| wanted.contains(part))
            }
            Self::Time(..) => millisecond_of(plain).is_some_and(|at| self.is_within(at)),
            Self::Number(least, most) => number_of(plain).is_some_and(|number| *least <= number && number <= *most),
            Self::Filled => true,
        }
    }

    fn is_within(&self, at: i64) -> bool {
        let Self::Time(from, until) = self else { return false };
        from.is_none_or(|from| from <= at) && until.is_none_or(|until| at < until)
    }
}

/// Of so many rows those whose value passes; no column: nobody has a value.
pub(crate) fn passing(column: Option<&Column>, test: &Test, rows: u32) -> Bits {
    let mut passing = Bits::none(rows as usize);
    if let Some(column) = column {
        check(column, &Check::of(test), &mut passing);
    }
    if *test == Test::Empty {
        return Bits::all(rows as usize).without(&passing);
    }
    passing
}

fn check(column: &Column, check: &Check, passing: &mut Bits) {
    match (column, check) {
        (Column::Text(column), Check::Has(needle)) if !needle.bytes().is_empty() => {
            column.find(needle, |row| passing.set(row));
        }
        (Column::Text(column), _) => {
            let passes = |row: u32| Some(check.passes(column.get(row)?, column.folded(row)?));
            let rows = (0..column.len()).filter(|row| passes(*row) == Some(true));
            rows.for_each(|row| passing.set(row));
        }
        (Column::Dictionary(column), _) => {
            let values = column.values();
            let passes = |code: u32| Some(check.passes(values.get(code)?, values.folded(code)?));
            column.spread(|code| passes(code) == Some(true), |row| passing.set(row));
        }
        (Column::Times(column), Check::Time(..)) => {
            let within = column
                .filled()
                .filter(|(_, moment)| check.is_within(moment.millisecond()));
            within.for_each(|(row, _)| passing.set(row));
        }
        (Column::Times(column), Check::Has(needle)) if !needle.bytes().is_empty() => column.find(needle, passing),
        (Column::Times(column), _) => {
            for (row, moment) in column.filled() {
                let (bytes, length) = moment.write();
                let text = String::from_utf8_lossy(&bytes[..length]);
                if check.passes(&text, fold(&text).as_bytes()) {
                    passing.set(row);
                }
            }
        }
    }
}
