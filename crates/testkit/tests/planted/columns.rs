//! Faults in what can be shown of a record.

use async_trait::async_trait;
use integrations::{Access, ProviderError, provider::PageRequest};
use model::{
    ItemKind, ItemPage,
    list::{Column, ColumnId, Record},
};
use url::Url;

use crate::{
    flaw::{Flaw, Good},
    ground::planted,
};

/// Makes something else of the columns.
struct Columns(fn(&mut Vec<Column>));

#[async_trait]
impl Flaw for Columns {
    async fn columns(&self, good: &Good, access: &Access, kind: &ItemKind) -> Result<Vec<Column>, ProviderError> {
        let mut columns = good.provider.columns(access, kind).await?;
        self.0(&mut columns);
        Ok(columns)
    }
}

/// Lists nothing where nothing but the ids is wanted.
struct ListsWhatHasProperties;

#[async_trait]
impl Flaw for ListsWhatHasProperties {
    async fn page(
        &self,
        good: &Good,
        access: &Access,
        kind: &ItemKind,
        request: PageRequest<'_>,
    ) -> Result<ItemPage, ProviderError> {
        let mut page = good.provider.list_items(access, kind, request).await?;
        if request.properties.is_some_and(<[String]>::is_empty) {
            page.items.clear();
        }
        Ok(page)
    }
}

/// Makes something else of a record by itself.
struct Records(fn(&mut Record));

#[async_trait]
impl Flaw for Records {
    async fn item(&self, good: &Good, access: &Access, kind: &ItemKind, id: &str) -> Result<Record, ProviderError> {
        let mut record = good.provider.item(access, kind, id).await?;
        self.0(&mut record);
        Ok(record)
    }
}

/// Puts ids into addresses as they are.
struct TakesAnyId;

#[async_trait]
impl Flaw for TakesAnyId {
    async fn item(&self, good: &Good, access: &Access, kind: &ItemKind, id: &str) -> Result<Record, ProviderError> {
        let none = ProviderError::Rejected { status: 404 };
        let address = format!("{}/crm/objects/2026-09/{}/{id}", good.base, kind.name);
        let url = Url::parse(&address).map_err(|_| none.clone())?;
        let id = url
            .path_segments()
            .and_then(|mut segments| segments.next_back().map(str::to_owned));
        good.provider.item(access, kind, &id.ok_or(none)?).await
    }
}

/// Answers what is no id with what HubSpot has for a mistake.
struct PassesOnTheStatus;

#[async_trait]
impl Flaw for PassesOnTheStatus {
    async fn item(&self, good: &Good, access: &Access, kind: &ItemKind, id: &str) -> Result<Record, ProviderError> {
        let record = good.provider.item(access, kind, id).await;
        record.map_err(|_| ProviderError::Rejected { status: 400 })
    }
}

planted! {
    it_has_a_column_twice: Columns(|columns| columns.push(columns[1].clone()))
        => "columns::columns_are_distinct_and_the_usual_ones_come_first", "a column is there twice";
    it_has_a_column_without_a_label: Columns(|columns| columns[1].label.clear())
        => "columns::columns_are_distinct_and_the_usual_ones_come_first", "has no label";
    it_has_its_usual_columns_last: Columns(|columns| columns.reverse())
        => "columns::columns_are_distinct_and_the_usual_ones_come_first", "contacts";
    it_has_a_property_that_cannot_be_shown: Columns(|columns| {
        columns.retain(|column| column.id != ColumnId::property("email"));
    }) => "columns::every_property_has_a_column", "email";
    it_lists_only_what_has_properties: ListsWhatHasProperties
        => "columns::which_properties_are_asked_for_changes_no_record", "with 0 properties";
    it_forgets_the_name_of_a_record_by_itself: Records(|record| record.item.name = None)
        => "columns::a_record_by_itself_is_that_of_the_list", "Ada Lovelace";
    it_does_not_tell_what_the_provider_wrote: Records(|record| record.raw.clear())
        => "columns::a_record_by_itself_is_that_of_the_list", "contacts";
    it_lets_an_id_lead_to_another_path: TakesAnyId
        => "columns::an_id_leads_to_a_record_or_to_nothing", "the record 1001";
    it_takes_no_record_for_a_mistake: PassesOnTheStatus
        => "columns::an_id_leads_to_a_record_or_to_nothing", "400";
}
