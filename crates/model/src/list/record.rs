//! One record with everything that the provider knows of it.

use serde::{Deserialize, Serialize};

use crate::IntegrationItem;

/// A record, fetched by itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// The record with all of its properties.
    pub item: IntegrationItem,
    /// What the provider sent, as JSON with line breaks.
    pub raw: String,
}
