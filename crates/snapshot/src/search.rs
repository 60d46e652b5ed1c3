//! Searching: which rows hold all words, in any of their fields.

use crate::{bits::Bits, columns::Column, fold::Needle, records::Records};

/// Below this part of all rows, rows are looked at one by one; above it, columns are looked through whole.
const FEW: usize = 16;

/// The rows, among those that may, whose name, id or properties hold every word. Words are folded.
pub(crate) fn search(records: &Records, words: &[String], mut among: Bits) -> Bits {
    let columns = records.searched();
    for word in words {
        let needle = Needle::new(word);
        among = match records.letters().find(needle.bytes(), &among) {
            Some(found) => found,
            None => look_for(&columns, &needle, &among, records.len() as usize),
        };
    }
    among
}

fn look_for(columns: &[&Column], needle: &Needle, among: &Bits, rows: usize) -> Bits {
    let (mut found, mut left) = (Bits::none(rows), among.clone());
    for (at, column) in columns.iter().enumerate() {
        if left.count() <= rows / FEW {
            let rest = &columns[at..];
            let holds = |row: &u32| rest.iter().any(|column| column.holds(*row, needle));
            left.rows().filter(holds).for_each(|row| found.set(row));
            break;
        }
        column.find(needle, &mut found);
        left = among.without(&found);
    }
    found.keep(among);
    found
}
