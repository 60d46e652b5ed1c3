//! Which of the list's tools stands open: one at most.

use model::{list::ColumnId, query::Written};

/// A tool that opens.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Opened {
    /// None.
    #[default]
    Nothing,
    /// The filter of that column; without one, the choice of a column.
    Filter(Option<ColumnId>),
    /// Which columns are shown.
    Columns,
    /// How the list is sorted: for screens that have no header row.
    Sort,
    /// The ways out of here.
    Export,
}

impl Opened {
    /// The tool of that word; nothing for any other.
    pub fn from_word(word: &str) -> Self {
        match word {
            "filter" => Self::Filter(None),
            "columns" => Self::Columns,
            "sort" => Self::Sort,
            "export" => Self::Export,
            _ => Self::Nothing,
        }
    }

    /// Its word in addresses; empty for none.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Nothing => "",
            Self::Filter(_) => "filter",
            Self::Columns => "columns",
            Self::Sort => "sort",
            Self::Export => "export",
        }
    }

    /// What it adds to an address, to have it open there; nothing for none.
    pub fn query(&self) -> String {
        let mut query = Written::default();
        match self {
            Self::Filter(Some(column)) => query.add("edit", &column.to_string()),
            _ => query.add("open", self.word()),
        }
        query.finish()
    }

    /// Whether it needs to know all columns of the account.
    pub fn needs_all_columns(&self) -> bool {
        matches!(self, Self::Filter(_) | Self::Columns)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tool_is_opened_by_its_word_and_a_filter_by_its_column() {
        for word in ["filter", "columns", "sort", "export"] {
            let opened = Opened::from_word(word);
            assert_eq!((opened.word(), opened.query()), (word, format!("open={word}")));
        }
        let city = Opened::Filter(Some(ColumnId::property("city")));
        assert_eq!(city.query(), "edit=p.city");
        assert_eq!(Opened::Nothing.query(), "");
    }
}
