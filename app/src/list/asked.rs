//! What the list's forms ask for: each adds a few parameters to the view that stands, with or without JavaScript.

use jiff::civil::Date;
use model::{
    list::{ColumnId, Filter, ShownColumn, Test, View},
    query,
};

use super::opened::Opened;

/// What an address or a form asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// What is shown.
    pub view: View,
    /// Which tool stands open.
    pub opened: Opened,
}

/// When a day begins, in milliseconds since 1970, for the values of that column.
pub type Midnight<'a> = &'a dyn Fn(&ColumnId, Date) -> Option<i64>;

/// A filter as its form gives it, field by field.
#[derive(Default)]
struct Fields {
    column: Option<ColumnId>,
    verb: Option<String>,
    values: Vec<String>,
    least: String,
    most: String,
}

impl Asked {
    /// What an address asks for: the view in it, and what a form has added.
    ///
    /// A form adds `drop`, `by`, `up` and `down` (a column each), `clear`, `close`, `usual`, `open` and `edit` (what
    /// opens), `pick` with any number of `col` (the columns to show), and a filter: `fc` (its column), `ft` (the
    /// verb of its test), `fv` (text or choices), `ff` and `fu` (the ends of a range; the last day counts).
    pub fn from_address(query: &str, midnight: Midnight) -> Self {
        Self::from_form(View::from_query(query), query, midnight)
    }

    /// What a form asks for, of which only its own fields were read, where `view` stands.
    pub fn from_form(view: View, query: &str, midnight: Midnight) -> Self {
        let mut asked = Self {
            view,
            opened: Opened::Nothing,
        };
        let (mut fields, mut picked, mut usual) = (Fields::default(), None, false);
        for (name, value) in query::pairs(query) {
            match &*name {
                "pick" => drop(picked.get_or_insert_with(Vec::new)),
                "usual" => usual = true,
                "col" => picked.get_or_insert_with(Vec::new).extend(ColumnId::parse(&value)),
                "fc" => fields.column = ColumnId::parse(&value).ok(),
                "ft" => fields.verb = Some(value.into_owned()),
                "fv" => fields.values.push(value.into_owned()),
                "ff" => fields.least = value.into_owned(),
                "fu" => fields.most = value.into_owned(),
                _ => asked.take(&name, &value),
            }
        }
        match picked {
            _ if usual => asked.show(Vec::new()),
            Some(picked) => asked.pick(picked),
            None => {}
        }
        asked.filter(fields, midnight);
        asked
    }

    fn take(&mut self, name: &str, value: &str) {
        let column = ColumnId::parse(value);
        match (name, column) {
            ("open", _) => self.opened = Opened::from_word(value),
            ("edit", Ok(column)) => self.opened = Opened::Filter(Some(column)),
            ("drop", Ok(column)) => self.anew(|view| view.clear_filter(&column)),
            ("by", Ok(column)) => self.anew(|view| view.toggle_sort(&column, false)),
            ("clear", _) => self.anew(|view| {
                view.search.clear();
                view.filters.clear();
            }),
            ("close", _) => self.view.record = None,
            ("up", Ok(column)) => self.shift(&column, false),
            ("down", Ok(column)) => self.shift(&column, true),
            ("density", _) => self.view.compact = value == "compact",
            _ => {}
        }
    }

    /// Other rows are shown, or in another order: whoever looks starts at the top.
    fn anew(&mut self, change: impl FnOnce(&mut View)) {
        change(&mut self.view);
        self.view.from = 0;
    }

    /// Those that were shown stay in their order and as wide; new ones come behind them.
    fn pick(&mut self, picked: Vec<ColumnId>) {
        let mut columns = std::mem::take(&mut self.view.columns);
        columns.retain(|column| picked.contains(&column.id));
        for id in picked {
            if columns.iter().all(|column| column.id != id) {
                columns.push(ShownColumn { id, width: None });
            }
        }
        self.show(columns);
    }

    fn show(&mut self, columns: Vec<ShownColumn>) {
        self.view.columns = columns;
        self.opened = Opened::Columns;
    }

    fn shift(&mut self, column: &ColumnId, later: bool) {
        let columns = &mut self.view.columns;
        self.opened = Opened::Columns;
        let Some(at) = columns.iter().position(|shown| shown.id == *column) else {
            return;
        };
        let to = if later { at + 1 } else { at.wrapping_sub(1) };
        if to < columns.len() {
            columns.swap(at, to);
        }
    }

    /// A column alone opens its form; a test that asks for nothing takes the filter away.
    fn filter(&mut self, fields: Fields, midnight: Midnight) {
        let Some(column) = fields.column.clone() else { return };
        if fields.verb.is_none() {
            self.opened = Opened::Filter(Some(column));
            return;
        }
        let test = fields.test(&column, midnight);
        self.anew(|view| match test {
            Some(test) => view.set_filter(Filter { column, test }),
            None => view.clear_filter(&column),
        });
    }
}

impl Fields {
    fn test(self, column: &ColumnId, midnight: Midnight) -> Option<Test> {
        match self.verb?.as_str() {
            "empty" => Some(Test::Empty),
            "filled" => Some(Test::Filled),
            "has" => {
                let text = self.values.into_iter().next()?.trim().to_owned();
                (!text.is_empty()).then_some(Test::Has(text))
            }
            "in" => Some(self.values).filter(|values| !values.is_empty()).map(Test::In),
            "number" => Test::parse(&format!("number:{}..{}", self.least.trim(), self.most.trim())),
            "time" => {
                let begins = |day: Date| midnight(column, day);
                let from = self.least.parse().ok().and_then(begins);
                let last: Option<Date> = self.most.parse().ok();
                let until = last.and_then(|day| day.tomorrow().ok()).and_then(begins);
                (from.is_some() || until.is_some()).then_some(Test::Time { from, until })
            }
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests;
