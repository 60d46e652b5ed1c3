//! Columns under the headings of their provider.

use model::list::Column;

/// Under what stands what has no heading.
const MAIN: &str = "Main";

/// The headings in the order of their first column, those without one first; each with its columns.
pub fn grouped(columns: &[Column]) -> Vec<(&str, Vec<&Column>)> {
    let mut groups: Vec<(&str, Vec<&Column>)> = Vec::new();
    for column in columns {
        let heading = column.group.as_deref().unwrap_or(MAIN);
        match groups.iter_mut().find(|(group, _)| *group == heading) {
            Some((_, columns)) => columns.push(column),
            None => groups.push((heading, vec![column])),
        }
    }
    groups.sort_by_key(|(group, _)| *group != MAIN);
    groups
}

#[cfg(test)]
#[cfg(feature = "ssr")]
mod tests {
    use super::*;
    use crate::list::samples::columns;

    #[test]
    fn what_has_no_heading_stands_first_and_each_column_once() {
        let mut columns = columns();
        columns.rotate_left(3);
        let groups = grouped(&columns);
        let named: Vec<(&str, usize)> = groups.iter().map(|(name, columns)| (*name, columns.len())).collect();
        assert_eq!(named, [("Main", 3), ("Address <b>", 1), ("Numbers", 2)]);
    }
}
