//! A view of the list: what is searched for, how it is sorted and filtered, which columns are shown; and how
//! all of it stands in an address.

use super::{ColumnId, Filter, Place, Test};
use crate::query;

/// Which way a column is sorted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// From a to z, from the oldest to the latest, from the smallest to the largest.
    Ascending,
    /// The other way. Rows without a value stand last either way.
    Descending,
}

/// One rule of a sort.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sort {
    /// By which column.
    pub column: ColumnId,
    /// Which way.
    pub direction: Direction,
}

/// A column that is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShownColumn {
    /// Which one.
    pub id: ColumnId,
    /// How wide, in CSS pixels; `None`: as wide as usual.
    pub width: Option<u16>,
}

/// A view. The default one shows everything, in the provider's order, in the usual columns.
///
/// In addresses: `kind=contacts&q=ada&sort=name,-p.company&f.p.city=has:london&cols=name,p.email:240&density=compact&from=400&record=1001`.
/// What cannot be read there is left out: a link never fails because of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct View {
    /// Where one is.
    pub place: Place,
    /// What is searched for in all fields.
    pub search: String,
    /// By what it is sorted: first by the first rule. Empty: the provider's order.
    pub sort: Vec<Sort>,
    /// What all rows must satisfy; at most one filter for each column.
    pub filters: Vec<Filter>,
    /// What is shown, in this order. Empty: the usual columns.
    pub columns: Vec<ShownColumn>,
    /// Whether rows are low.
    pub compact: bool,
    /// The position of the first row to show, from 0.
    pub from: u32,
    /// The record that stands open beside the list.
    pub record: Option<String>,
}

/// The most rules of a sort.
const MOST_RULES: usize = 2;
/// The most filters, and the most columns.
const MOST_COLUMNS: usize = 64;
/// The longest search, in letters.
const LONGEST_SEARCH: usize = 200;
/// The narrowest and the widest column.
const WIDTHS: std::ops::RangeInclusive<u16> = 48..=1200;

impl View {
    /// Reads the query of an address, without its `?`. Parameters of others are passed over.
    #[must_use]
    pub fn from_query(query: &str) -> Self {
        let mut view = Self::default();
        for (name, value) in query::pairs(query) {
            view.take(&name, value.into_owned());
        }
        view
    }

    fn take(&mut self, name: &str, value: String) {
        match name {
            "kind" | "folder" => self.place.take(name, &value),
            "q" => self.search = value.chars().take(LONGEST_SEARCH).collect(),
            "sort" => self.sort = read_sort(&value),
            "cols" => self.columns = read_columns(&value),
            "density" => self.compact = value == "compact",
            "from" => self.from = value.parse().unwrap_or(0),
            "record" => self.record = Some(value).filter(|id| !id.is_empty() && id.len() <= 256),
            _ => {
                let column = name.strip_prefix("f.").and_then(|name| ColumnId::parse(name).ok());
                if let (Some(column), Some(test)) = (column, Test::parse(&value)) {
                    self.set_filter(Filter { column, test });
                }
            }
        }
    }

    /// The query of an address, without `?`; empty for the default view.
    #[must_use]
    pub fn to_query(&self) -> String {
        let mut written = query::Written::default();
        for (name, value) in self.place.parameters() {
            written.add(name, value);
        }
        written.add("q", &self.search);
        let rules = self.sort.iter().map(|rule| match rule.direction {
            Direction::Ascending => rule.column.to_string(),
            Direction::Descending => format!("-{}", rule.column),
        });
        written.add("sort", &rules.collect::<Vec<_>>().join(","));
        for filter in &self.filters {
            written.add(&format!("f.{}", filter.column), &filter.test.to_string());
        }
        let columns = self.columns.iter().map(|column| match column.width {
            Some(width) => format!("{}:{width}", column.id),
            None => column.id.to_string(),
        });
        written.add("cols", &columns.collect::<Vec<_>>().join(","));
        written.add("density", if self.compact { "compact" } else { "" });
        written.add(
            "from",
            &if self.from > 0 {
                self.from.to_string()
            } else {
                String::new()
            },
        );
        written.add("record", self.record.as_deref().unwrap_or_default());
        written.finish()
    }

    /// Replaces the filter of its column.
    pub fn set_filter(&mut self, filter: Filter) {
        self.clear_filter(&filter.column);
        if self.filters.len() < MOST_COLUMNS {
            self.filters.push(filter);
        }
    }

    /// Takes the filter of that column away.
    pub fn clear_filter(&mut self, column: &ColumnId) {
        self.filters.retain(|filter| filter.column != *column);
    }

    /// Which way that column is sorted, and as which rule from 0; `None` when it is not.
    #[must_use]
    pub fn sorted_by(&self, column: &ColumnId) -> Option<(usize, Direction)> {
        let at = self.sort.iter().position(|rule| rule.column == *column)?;
        Some((at, self.sort[at].direction))
    }

    /// Goes on from ascending to descending to unsorted; `further`: the other rule stays, and this one
    /// comes second.
    pub fn toggle_sort(&mut self, column: &ColumnId, further: bool) {
        let next = match self.sorted_by(column) {
            None => Some(Direction::Ascending),
            Some((_, Direction::Ascending)) => Some(Direction::Descending),
            Some((_, Direction::Descending)) => None,
        };
        if !further {
            self.sort.retain(|rule| rule.column == *column);
        }
        match (self.sort.iter().position(|rule| rule.column == *column), next) {
            (Some(at), Some(direction)) => self.sort[at].direction = direction,
            (Some(at), None) => drop(self.sort.remove(at)),
            (None, Some(direction)) => {
                self.sort.truncate(MOST_RULES - 1);
                self.sort.push(Sort {
                    column: column.clone(),
                    direction,
                });
            }
            (None, None) => {}
        }
    }

    /// The view of another place. What is shown of records there is chosen there.
    #[must_use]
    pub fn elsewhere(&self, place: Place) -> Self {
        Self {
            place,
            compact: self.compact,
            ..Self::default()
        }
    }

    /// Whether anything is left out: by a search or a filter.
    #[must_use]
    pub fn is_narrowed(&self) -> bool {
        !self.search.trim().is_empty() || !self.filters.is_empty()
    }
}

fn read_sort(text: &str) -> Vec<Sort> {
    let mut rules: Vec<Sort> = Vec::new();
    for part in text.split(',') {
        let (direction, name) = match part.strip_prefix('-') {
            Some(name) => (Direction::Descending, name),
            None => (Direction::Ascending, part),
        };
        let Ok(column) = ColumnId::parse(name) else { continue };
        if rules.len() < MOST_RULES && rules.iter().all(|rule| rule.column != column) {
            rules.push(Sort { column, direction });
        }
    }
    rules
}

fn read_columns(text: &str) -> Vec<ShownColumn> {
    let mut columns: Vec<ShownColumn> = Vec::new();
    for part in text.split(',') {
        let (name, width) = match part.rsplit_once(':') {
            Some((name, width)) => (name, width.parse().ok()),
            None => (part, None),
        };
        let Ok(id) = ColumnId::parse(name) else { continue };
        if columns.len() < MOST_COLUMNS && columns.iter().all(|column| column.id != id) {
            let width = width.map(|width: u16| width.clamp(*WIDTHS.start(), *WIDTHS.end()));
            columns.push(ShownColumn { id, width });
        }
    }
    columns
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_view_is_read_as_it_is_written() {
        for query in [
            "",
            "q=ada+%26+b%C3%A9",
            "sort=name,-p.company",
            "f.p.city=has:london&f.modified=time:2024-01-01..",
            "cols=name,p.email:240,p.phone",
            "sort=-p.City%252C+State&f.p.City%252C+State=filled&cols=name,p.Ratio%253A+5:240,p.50%2525",
            "q=x&sort=-modified&density=compact&from=400&record=1001",
            "kind=records&folder=app1%2Ftbl2&q=x",
        ] {
            assert_eq!(View::from_query(query).to_query(), query);
        }
    }

    #[test]
    fn what_cannot_be_read_is_left_out() {
        let query = "sort=nonsense,name,name,created,modified&f.x=has:a&f.name=what&cols=p.,name:9,name&from=-1&x=y";
        let view = View::from_query(query);
        assert_eq!(view.to_query(), "sort=name,created&cols=name:48");
    }

    #[test]
    fn a_column_has_one_filter() {
        let view = View::from_query("f.name=has:a&f.name=has:b");
        assert_eq!(view.to_query(), "f.name=has:b");
        assert!(view.is_narrowed());
    }

    #[test]
    fn a_sort_goes_round_and_a_second_rule_stands_behind_the_first() {
        let mut view = View::default();
        let (name, city) = (ColumnId::Name, ColumnId::property("city"));
        view.toggle_sort(&name, false);
        view.toggle_sort(&city, true);
        assert_eq!(view.to_query(), "sort=name,p.city");
        view.toggle_sort(&name, true);
        assert_eq!(view.to_query(), "sort=-name,p.city");
        view.toggle_sort(&ColumnId::Modified, true);
        assert_eq!(view.to_query(), "sort=-name,modified");
        view.toggle_sort(&city, false);
        assert_eq!(view.to_query(), "sort=p.city");
        view.toggle_sort(&city, false);
        view.toggle_sort(&city, false);
        assert_eq!(view.to_query(), "");
    }
}
