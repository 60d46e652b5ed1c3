//! Columns of the list: how one is named, what its values are, what people call it.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Names a column in addresses: `name`, `created`, `modified`, `id`, or `p.` and the name of a property.
///
/// What separates columns there, `,` and `:`, is written as `%2C` and `%3A` in a name, and `%` as `%25`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum ColumnId {
    /// The item's name.
    Name,
    /// When it was made.
    Created,
    /// When it last changed.
    Modified,
    /// The provider's id.
    Id,
    /// One of the provider's own fields.
    Property(String),
}

/// The text names no column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InvalidColumnId;

/// A longer property name was not made by a provider of ours, in bytes.
const LONGEST_PROPERTY: usize = 128;

impl ColumnId {
    /// The column of that property.
    #[must_use]
    pub fn property(name: &str) -> Self {
        Self::Property(name.to_owned())
    }

    /// Reads a name as it stands in addresses.
    ///
    /// # Errors
    /// When it is none, or names a property of no or of too many letters.
    pub fn parse(text: &str) -> Result<Self, InvalidColumnId> {
        match text {
            "name" => Ok(Self::Name),
            "created" => Ok(Self::Created),
            "modified" => Ok(Self::Modified),
            "id" => Ok(Self::Id),
            _ => match text.strip_prefix("p.").map(plain) {
                Some(name) if !name.is_empty() && name.len() <= LONGEST_PROPERTY => Ok(Self::Property(name)),
                _ => Err(InvalidColumnId),
            },
        }
    }
}

fn escaped(name: &str) -> String {
    name.replace('%', "%25").replace(',', "%2C").replace(':', "%3A")
}

fn plain(name: &str) -> String {
    name.replace("%3A", ":").replace("%2C", ",").replace("%25", "%")
}

impl fmt::Display for ColumnId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Name => f.write_str("name"),
            Self::Created => f.write_str("created"),
            Self::Modified => f.write_str("modified"),
            Self::Id => f.write_str("id"),
            Self::Property(name) if name.contains(['%', ',', ':']) => write!(f, "p.{}", escaped(name)),
            Self::Property(name) => write!(f, "p.{name}"),
        }
    }
}

impl fmt::Display for InvalidColumnId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a column")
    }
}

impl std::error::Error for InvalidColumnId {}

impl TryFrom<String> for ColumnId {
    type Error = InvalidColumnId;

    fn try_from(text: String) -> Result<Self, InvalidColumnId> {
        Self::parse(&text)
    }
}

impl From<ColumnId> for String {
    fn from(id: ColumnId) -> Self {
        id.to_string()
    }
}

/// What the values of a column are: how they are shown, sorted and filtered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ColumnType {
    /// Any text.
    Text,
    /// An e-mail address.
    Email,
    /// A telephone number.
    Phone,
    /// A web address.
    Link,
    /// One of the column's choices, or several with `;` between them.
    Choice,
    /// A number, as text.
    Number,
    /// A day: `2024-05-01`, or milliseconds since 1970 at midnight UTC.
    Day,
    /// An instant: RFC 3339, or milliseconds since 1970.
    Instant,
}

/// One of the values that a column may have.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// As the provider writes it.
    pub value: String,
    /// As people read it.
    pub label: String,
}

impl Choice {
    /// That value, under that label.
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        let (value, label) = (value.into(), label.into());
        Self { value, label }
    }
}

/// A column that the list can show.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    /// Names it.
    pub id: ColumnId,
    /// What people call it.
    pub label: String,
    /// What its values are.
    pub column_type: ColumnType,
    /// Under which heading the provider puts it.
    pub group: Option<String>,
    /// Its choices, in the provider's order; of a column that is no choice: none.
    pub choices: Vec<Choice>,
    /// Whether the list shows it when nothing else was chosen.
    pub usual: bool,
    /// Whether people may write its values here.
    #[serde(default)]
    pub editable: bool,
}

impl Column {
    /// A column that is shown when it is chosen, under no heading, and that nobody writes in.
    pub fn new(id: ColumnId, label: impl Into<String>, column_type: ColumnType) -> Self {
        Self {
            id,
            label: label.into(),
            column_type,
            group: None,
            choices: Vec::new(),
            usual: false,
            editable: false,
        }
    }

    /// The same, shown when nothing else was chosen.
    #[must_use]
    pub fn usual(self) -> Self {
        Self { usual: true, ..self }
    }

    /// The same, with these choices.
    #[must_use]
    pub fn choosing(self, choices: impl IntoIterator<Item = Choice>) -> Self {
        let choices = choices.into_iter().collect();
        Self { choices, ..self }
    }

    /// What people call that value: the label of the choice, or the value itself.
    #[must_use]
    pub fn label_of<'a>(&'a self, value: &'a str) -> &'a str {
        let choice = self.choices.iter().find(|choice| choice.value == value);
        choice.map_or(value, |choice| &choice.label)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_read_as_it_is_written() {
        for id in [
            ColumnId::Name,
            ColumnId::Created,
            ColumnId::Modified,
            ColumnId::Id,
            ColumnId::property("email"),
            ColumnId::property("name"),
            ColumnId::property("City, or region: 100 %"),
            ColumnId::property("%2C%253A"),
            ColumnId::property("Größe"),
        ] {
            assert_eq!(ColumnId::parse(&id.to_string()), Ok(id));
        }
    }

    #[test]
    fn what_names_no_column_is_refused() {
        for bad in ["", "p.", "email", "Name", &format!("p.{}", "x".repeat(129))] {
            assert_eq!(ColumnId::parse(bad), Err(InvalidColumnId), "{bad}");
        }
    }

    #[test]
    fn a_choice_is_called_by_its_label_and_anything_else_by_itself() {
        let id = ColumnId::property("lifecyclestage");
        let stage = Column::new(id, "Lifecycle stage", ColumnType::Choice).choosing([Choice::new("lead", "Lead")]);
        assert_eq!(stage.label_of("lead"), "Lead");
        assert_eq!(stage.label_of("gone"), "gone");
    }
}
