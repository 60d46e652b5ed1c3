//! Tests of ranks.

use model::list::ColumnType;
use proptest::{collection::vec, prelude::*};

use super::{key::Rows, *};
use crate::columns::Text;

fn ranks_of(column: &Text, kept: &Kept) -> Vec<u32> {
    let ranks = kept.ranks(&Rows(column, ColumnType::Text));
    (0..column.len()).map(|row| ranks.of(row)).collect()
}

proptest! {
    #[test]
    fn ranks_that_were_extended_are_those_that_are_made_anew(
        first in vec("[a-d]{0,2}", 20..60),
        late in vec((0u32..120, "[a-d]{0,2}"), 0..5),
        then in vec("[a-d]{0,3}", 0..6),
    ) {
        let (mut column, mut kept) = (Text::default(), Kept::default());
        for (row, text) in (0..).zip(&first) {
            column.put(row * 2, text);
        }
        ranks_of(&column, &kept);
        for (row, text) in &late {
            if column.get(*row).is_none() && *row < column.len() {
                column.put(*row, text);
                kept.filled(*row);
            }
        }
        for text in &then {
            column.put(column.len(), text);
        }
        prop_assert_eq!(ranks_of(&column, &kept), ranks_of(&column, &Kept::default()));
    }
}

#[test]
fn ranks_are_made_once() {
    let mut column = Text::default();
    column.put(0, "b");
    column.put(1, "a");
    let kept = Kept::default();
    let keys = Rows(&column, ColumnType::Text);
    assert!(Arc::ptr_eq(&kept.ranks(&keys), &kept.ranks(&keys)));
    assert_eq!(ranks_of(&column, &kept), [1, 0]);
}
