//! The plain snapshot: slow, short, and right.

use std::{
    cmp::Ordering,
    collections::{BTreeMap, BTreeSet},
};

use model::{
    IntegrationItem,
    list::{ColumnId, ColumnType, Direction, Sort, Test, View},
};

use crate::{
    fold::{fold, words},
    moments::millisecond_of,
};

/// Records in their sequence, each with the sweep in which it was last met.
#[derive(Default)]
pub(super) struct Plain {
    types: BTreeMap<String, ColumnType>,
    items: Vec<(IntegrationItem, u32)>,
    sweep: u32,
}

impl Plain {
    pub(super) fn of(types: BTreeMap<String, ColumnType>) -> Self {
        Self {
            types,
            ..Self::default()
        }
    }

    pub(super) fn upsert(&mut self, items: impl IntoIterator<Item = IntegrationItem>) {
        for item in items {
            match self.items.iter_mut().find(|(known, _)| known.id == item.id) {
                Some(known) => *known = (item, self.sweep),
                None => self.items.push((item, self.sweep)),
            }
        }
    }

    pub(super) fn supplement(&mut self, items: impl IntoIterator<Item = IntegrationItem>) {
        for item in items {
            if let Some((known, _)) = self.items.iter_mut().find(|(known, _)| known.id == item.id) {
                known.properties.extend(item.properties);
            }
        }
    }

    pub(super) fn remove(&mut self, ids: &[String]) {
        self.items.retain(|(item, _)| !ids.contains(&item.id));
    }

    pub(super) fn begin_sweep(&mut self) {
        self.sweep += 1;
    }

    pub(super) fn end_sweep(&mut self) -> usize {
        let before = self.items.len();
        self.items.retain(|(_, sweep)| *sweep == self.sweep);
        before - self.items.len()
    }

    pub(super) fn arrange(&self, view: &View) -> Vec<IntegrationItem> {
        let items = self.items.iter().map(|(item, _)| item);
        let mut items: Vec<_> = items.filter(|item| matches(item, view)).cloned().collect();
        items.sort_by(|one, other| {
            let rules = view.sort.iter().map(|rule| self.compare(one, other, rule));
            rules.fold(Ordering::Equal, Ordering::then)
        });
        items
    }

    fn compare(&self, one: &IntegrationItem, other: &IntegrationItem, rule: &Sort) -> Ordering {
        let column_type = match &rule.column {
            ColumnId::Created | ColumnId::Modified => ColumnType::Instant,
            ColumnId::Name | ColumnId::Id => ColumnType::Text,
            ColumnId::Property(name) => self.types.get(name).copied().unwrap_or(ColumnType::Text),
        };
        match (value(one, &rule.column), value(other, &rule.column)) {
            (None, None) => Ordering::Equal,
            (None, Some(_)) => Ordering::Greater,
            (Some(_), None) => Ordering::Less,
            (Some(one), Some(other)) => {
                let order = by_type(&one, &other, column_type);
                if rule.direction == Direction::Descending {
                    order.reverse()
                } else {
                    order
                }
            }
        }
    }
}

fn number(text: &str) -> Option<f64> {
    text.parse().ok().filter(|number: &f64| number.is_finite())
}

fn by_type(one: &str, other: &str, column_type: ColumnType) -> Ordering {
    let order = match column_type {
        ColumnType::Number => read_first(number(one), number(other)),
        ColumnType::Day | ColumnType::Instant => read_first(millisecond_of(one), millisecond_of(other)),
        _ => None,
    };
    order.unwrap_or_else(|| fold(one).cmp(&fold(other)))
}

/// What can be read stands before what cannot; `None`: neither can.
fn read_first<T: PartialOrd>(one: Option<T>, other: Option<T>) -> Option<Ordering> {
    match (one, other) {
        (Some(one), Some(other)) => one.partial_cmp(&other),
        (Some(_), None) => Some(Ordering::Less),
        (None, Some(_)) => Some(Ordering::Greater),
        (None, None) => None,
    }
}

pub(super) fn cell(item: &IntegrationItem, column: &ColumnId) -> Option<String> {
    match column {
        ColumnId::Name => item.name.clone(),
        ColumnId::Created => item.creation_time.map(|at| at.to_string()),
        ColumnId::Modified => item.last_modified_time.map(|at| at.to_string()),
        ColumnId::Id => Some(item.id.clone()),
        ColumnId::Property(name) => item.properties.get(name).cloned(),
    }
}

fn value(item: &IntegrationItem, column: &ColumnId) -> Option<String> {
    cell(item, column).filter(|text| !text.is_empty())
}

fn matches(item: &IntegrationItem, view: &View) -> bool {
    let own = [Some(&item.id), item.name.as_ref()].into_iter().flatten();
    let texts: Vec<String> = own
        .chain(item.properties.values())
        .map(|text| fold(text).into_owned())
        .collect();
    let found = words(&view.search)
        .iter()
        .all(|word| texts.iter().any(|text| text.contains(word)));
    found
        && view
            .filters
            .iter()
            .all(|filter| passes(value(item, &filter.column).as_deref(), &filter.test))
}

fn passes(value: Option<&str>, asked: &Test) -> bool {
    let Some(value) = value else {
        return *asked == Test::Empty;
    };
    match asked {
        Test::Has(part) => fold(value).contains(fold(part.trim()).as_ref()),
        Test::In(wanted) => {
            let wanted: BTreeSet<String> = wanted.iter().map(|text| fold(text).into_owned()).collect();
            let folded = fold(value).into_owned();
            wanted.contains(&folded) || folded.split(';').any(|part| wanted.contains(part))
        }
        Test::Time { from, until } => millisecond_of(value)
            .is_some_and(|at| from.is_none_or(|from| at >= from) && until.is_none_or(|until| at < until)),
        Test::Number { least, most } => number(value).is_some_and(|value| {
            let end = |text: &Option<String>| text.as_deref().and_then(number);
            end(least).is_none_or(|least| value >= least) && end(most).is_none_or(|most| value <= most)
        }),
        Test::Empty => false,
        Test::Filled => true,
    }
}
