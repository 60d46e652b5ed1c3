//! Pipedrive as a provider: what is asked, and what is made of the answers.

mod account;
mod columns;
mod descriptor;
mod page;
mod person;

use std::time::Duration;

use async_trait::async_trait;
use integrations::{
    Access, Account, ClientSettings, Provider, ProviderDescriptor, ProviderError,
    answers::{parsed, pretty, readable},
    api::{Api, Manners, Turn, check_number},
    provider::PageRequest,
};
use model::{
    ItemKind, ItemPage, PageCursor,
    list::{Column, Record},
};
use serde_json::value::RawValue;

use self::{
    account::Me,
    page::{Answer, Page},
    person::Person,
};

/// Pipedrive's largest page. A list has a price, however short: the fewer the better.
const PAGE: &str = "500";

/// 500 persons with a text of Pipedrive's greatest length each fit into its answers.
const MANNERS: Manners = Manners {
    longest_answer: 16 * 1024 * 1024,
    usual_pause: Duration::from_secs(2),
    ..Manners::PLAIN
};

/// Pipedrive.
pub struct Pipedrive {
    descriptor: ProviderDescriptor,
    api: Api,
}

impl Pipedrive {
    /// Pipedrive as these settings say, reached through this client.
    #[must_use]
    pub fn new(settings: ClientSettings, http: reqwest::Client) -> Self {
        Self {
            descriptor: descriptor::describe(&settings),
            api: Api::new(http, settings.api_url, MANNERS),
        }
    }

    /// A page of what `/api/v2` lists under that name, unread: what is read of it borrows from it.
    async fn page(&self, name: &str, cursor: Option<&PageCursor>, access: &Access) -> Result<Vec<u8>, ProviderError> {
        let mut url = self.api.url(&["api", "v2", name]);
        let cursor = cursor.map(|PageCursor(cursor)| ("cursor", cursor.as_str()));
        url.query_pairs_mut().append_pair("limit", PAGE).extend_pairs(cursor);
        self.api.get_body(url, access, Turn::Any).await
    }
}

#[async_trait]
impl Provider for Pipedrive {
    fn descriptor(&self) -> &ProviderDescriptor {
        &self.descriptor
    }

    async fn account(&self, access: &Access) -> Result<Account, ProviderError> {
        let url = self.api.url(&["v1", "users", "me"]);
        let answer: Answer<Me> = self.api.get(url, access, Turn::Any).await?;
        Ok(answer.data.into_account())
    }

    async fn list_items(
        &self,
        access: &Access,
        kind: &ItemKind,
        request: PageRequest<'_>,
    ) -> Result<ItemPage, ProviderError> {
        self.descriptor.check_kind(kind, access)?;
        let body = self.page("persons", request.cursor, access).await?;
        let page = Page::read(&body)?;
        let persons: Vec<Person> = readable(&page.data, "persons");
        let account = access.account.as_ref();
        Ok(ItemPage {
            items: persons.into_iter().map(|person| person.into_item(account)).collect(),
            next: page.next(request.cursor)?,
        })
    }

    async fn columns(&self, access: &Access, kind: &ItemKind) -> Result<Vec<Column>, ProviderError> {
        self.descriptor.check_kind(kind, access)?;
        let body = self.page("personFields", None, access).await?;
        Ok(columns::of_persons(readable(&Page::read(&body)?.data, "fields")))
    }

    async fn item(&self, access: &Access, kind: &ItemKind, id: &str) -> Result<Record, ProviderError> {
        self.descriptor.check_kind(kind, access)?;
        check_number(id)?;
        let url = self.api.url(&["api", "v2", "persons", id]);
        let body = self.api.get_body(url, access, Turn::Any).await?;
        let Answer::<&RawValue> { data } = parsed(&body)?;
        let person: Person = parsed(data.get())?;
        Ok(Record {
            item: person.into_item(access.account.as_ref()),
            raw: pretty(data.get())?,
        })
    }
}
