//! The peer: items in a vector, searched and sorted as they lie, as most programs do.

use model::IntegrationItem;

/// Items in a vector.
pub struct Naive(Vec<IntegrationItem>);

impl FromIterator<IntegrationItem> for Naive {
    fn from_iter<T: IntoIterator<Item = IntegrationItem>>(items: T) -> Self {
        Self(items.into_iter().collect())
    }
}

impl Naive {
    /// How many.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// How many match.
    pub fn search(&self, needle: &str) -> usize {
        let needle = needle.to_lowercase();
        self.0.iter().filter(|item| item.matches(&needle)).count()
    }

    /// The id that stands first by name.
    pub fn sort(&self) -> Option<&str> {
        let mut rows: Vec<(Option<String>, &str)> = self
            .0
            .iter()
            .map(|item| (item.name.as_ref().map(|name| name.to_lowercase()), item.id.as_str()))
            .collect();
        rows.sort();
        rows.first().map(|(_, id)| *id)
    }
}
