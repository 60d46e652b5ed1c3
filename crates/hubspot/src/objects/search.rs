//! Searches objects: the question as HubSpot wants it, and how many there are.

use integrations::{ProviderError, api::Turn};
use serde::Serialize;

use super::Objects;
use crate::wire::Page;

/// HubSpot: the largest page of a search.
pub(super) const PAGE: u32 = 200;
/// HubSpot: a question of more letters is refused.
const LONGEST: usize = 3_000;

/// `POST /crm/objects/{version}/{type}/search`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Search<'a> {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    filter_groups: Vec<Group>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    sorts: Vec<Sort>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    properties: &'a [&'a str],
    limit: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    after: Option<String>,
}

#[derive(Serialize)]
struct Group {
    filters: Vec<Filter>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Filter {
    property_name: &'static str,
    operator: &'static str,
    value: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Sort {
    property_name: &'static str,
    direction: &'static str,
}

impl<'a> Search<'a> {
    /// What changed, as that property says, at this millisecond since 1970 or later, the oldest change first.
    pub(super) fn changed_since(
        property_name: &'static str,
        since: i64,
        offset: u32,
        properties: &'a [&'a str],
    ) -> Self {
        let filter = Filter {
            property_name,
            operator: "GTE",
            value: since.to_string(),
        };
        let sort = Sort {
            property_name,
            direction: "ASCENDING",
        };
        Self {
            filter_groups: vec![Group { filters: vec![filter] }],
            sorts: vec![sort],
            properties,
            limit: PAGE,
            after: (offset > 0).then(|| offset.to_string()),
        }
    }

    /// Whether HubSpot takes a question of this length.
    pub(super) fn fits(&self) -> bool {
        serde_json::to_vec(self).is_ok_and(|body| body.len() <= LONGEST)
    }
}

impl Objects<'_> {
    /// Puts the question.
    pub(super) async fn search(&self, search: &Search<'_>) -> Result<Vec<u8>, ProviderError> {
        let url = self.url(&["search"]);
        self.api.post(url, search, Turn::Search, self.access).await
    }

    /// How many objects there are: what a search for all of them says.
    pub(crate) async fn count(&self) -> Result<Option<u64>, ProviderError> {
        let all = Search {
            filter_groups: Vec::new(),
            sorts: Vec::new(),
            properties: &[],
            limit: 1,
            after: None,
        };
        let body = self.search(&all).await?;
        Ok(Page::read(&body)?.total)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_is_written_as_hubspot_reads_it() {
        let search = Search::changed_since("lastmodifieddate", 1_700_000_000_000, 400, &["email"]);
        let expected = r#"{"filterGroups":[{"filters":[{"propertyName":"lastmodifieddate","operator":"GTE","value":"1700000000000"}]}],"sorts":[{"propertyName":"lastmodifieddate","direction":"ASCENDING"}],"properties":["email"],"limit":200,"after":"400"}"#;
        assert_eq!(serde_json::to_string(&search).unwrap(), expected);
        assert!(
            !serde_json::to_string(&Search::changed_since("lastmodifieddate", 0, 0, &[]))
                .unwrap()
                .contains("after")
        );
    }

    #[test]
    fn a_question_of_too_many_letters_does_not_fit() {
        let bare = serde_json::to_string(&Search::changed_since("lastmodifieddate", 0, 0, &[""]))
            .unwrap()
            .len();
        let longest = "x".repeat(LONGEST - bare);
        assert!(Search::changed_since("lastmodifieddate", 0, 0, &[&longest]).fits());
        assert!(!Search::changed_since("lastmodifieddate", 0, 1, &[&longest]).fits());
    }
}
