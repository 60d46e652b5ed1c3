//! Persons: listed page by page, and read one by one.

use integrations::{Access, ProviderError, readable};
use model::{ItemPage, PageCursor, list::Record};
use serde_json::{Value, value::RawValue};

use crate::{
    Pipedrive,
    page::{Answer, Page},
    person::Person,
};

/// No id of Pipedrive's has more digits.
const LONGEST_ID: usize = 20;

impl Pipedrive {
    /// One page, in the order that Pipedrive has when none is asked for.
    pub(crate) async fn persons(
        &self,
        access: &Access,
        cursor: Option<&PageCursor>,
    ) -> Result<ItemPage, ProviderError> {
        let body = self.page("persons", cursor, access).await?;
        let page = Page::read(&body)?;
        let persons: Vec<Person> = readable(&page.data, "persons");
        let account = access.account.as_ref();
        Ok(ItemPage {
            items: persons.into_iter().map(|person| person.into_item(account)).collect(),
            next: page.next(cursor)?,
        })
    }

    /// The person of that id (Pipedrive: `GET /api/v2/persons/{id}`).
    pub(crate) async fn person(&self, access: &Access, id: &str) -> Result<Record, ProviderError> {
        // The id becomes part of a path: nothing but a number leads to a person.
        if id.is_empty() || id.len() > LONGEST_ID || !id.bytes().all(|b| b.is_ascii_digit()) {
            return Err(ProviderError::Rejected { status: 404 });
        }
        let body = self.get(self.url(&["api", "v2", "persons", id]), access).await?;
        let malformed = |_| ProviderError::Malformed;
        let Answer::<&RawValue> { data } = serde_json::from_slice(&body).map_err(malformed)?;
        let person: Person = serde_json::from_str(data.get()).map_err(malformed)?;
        let raw: Value = serde_json::from_str(data.get()).map_err(malformed)?;
        Ok(Record {
            item: person.into_item(access.account.as_ref()),
            raw: format!("{raw:#}"),
        })
    }
}
