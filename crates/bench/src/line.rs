//! A line of the table: what was measured, and against what.

use serde::Serialize;

/// One figure.
#[derive(Clone, Debug, Serialize)]
pub struct Line {
    /// What.
    pub name: String,
    /// In what: "ms", "items/s", "bytes".
    pub unit: &'static str,
    /// How much.
    pub value: f64,
    /// How much a floor or a peer took in the same run.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub floor: Option<f64>,
    /// What the floor is.
    #[serde(rename = "floorIs", skip_serializing_if = "Option::is_none")]
    pub floor_is: Option<&'static str>,
    /// How many records it was measured with.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub records: Option<usize>,
}

impl Line {
    /// A figure that stands alone.
    pub fn new(name: impl Into<String>, unit: &'static str, value: f64) -> Self {
        Self {
            name: name.into(),
            unit,
            value,
            floor: None,
            floor_is: None,
            records: None,
        }
    }

    /// Beside what a floor or a peer took.
    pub fn against(mut self, floor: f64, floor_is: &'static str) -> Self {
        (self.floor, self.floor_is) = (Some(floor), Some(floor_is));
        self
    }

    /// With so many records.
    pub fn with(mut self, records: usize) -> Self {
        self.records = Some(records);
        self
    }
}
