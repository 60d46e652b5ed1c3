//! Pages: how many records, from where on, and how an answer names the next one.

use serde::Serialize;

use super::api_error::ApiError;
use crate::fields::Fields;

/// HubSpot: `paging` is absent on the last page.
#[derive(Debug, Serialize)]
pub(crate) struct Paging {
    next: Next,
}

#[derive(Debug, Serialize)]
struct Next {
    after: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    link: Option<String>,
}

impl Paging {
    /// HubSpot: search names no link.
    pub(crate) fn after(after: &impl ToString) -> Self {
        let (after, link) = (after.to_string(), None);
        Self {
            next: Next { after, link },
        }
    }

    pub(crate) fn linked(after: &impl ToString, link: String) -> Self {
        let (after, link) = (after.to_string(), Some(link));
        Self {
            next: Next { after, link },
        }
    }
}

impl Fields {
    /// How many records. The refusals are invented: HubSpot's words for these are unknown.
    pub(crate) fn limit(&self, default: usize, most: usize) -> Result<usize, ApiError> {
        let Some(text) = self.get("limit") else {
            return Ok(default);
        };
        let limit = text.parse().ok().filter(|limit| (1..=most).contains(limit));
        limit.ok_or_else(|| ApiError::validation(format!("limit must be a number from 1 to {most}")))
    }

    /// The id of the first record; zero, and so the very first, unless told.
    pub(crate) fn after(&self) -> Result<u64, ApiError> {
        let Some(text) = self.get("after") else { return Ok(0) };
        text.parse()
            .map_err(|_| ApiError::validation("after is not a cursor of this list"))
    }
}
