//! Columns: everything that a list of objects can show, in the account's own words.

mod arrange;
pub(crate) mod definition;
pub(crate) mod groups;
mod owners;
mod pipelines;

use futures::join;
use integrations::ProviderError;
use model::list::Column;
use url::Url;

use self::definition::Definition;
use crate::{objects::Objects, wire::Page};

/// Every column, the usual ones first.
///
/// Headings, the names of owners and those of stages make them nicer to look at: a failure there costs
/// only those.
pub(crate) async fn list(objects: &Objects<'_>) -> Result<Vec<Column>, ProviderError> {
    let (definitions, groups, owners) = join!(
        definitions(objects),
        groups::labels(objects),
        owners::choices(objects.api, objects.access),
    );
    let groups = unless_refused(groups, "the names of groups of properties are unknown")?;
    let owners = unless_refused(owners, "the names of owners are unknown")?;
    let mut columns = arrange::columns(objects.of, definitions?, &groups, owners);
    if let Some(place) = objects
        .of
        .place
        .as_ref()
        .filter(|place| pipelines::are_missing(&columns, place))
    {
        let pipelines = unless_refused(pipelines::read(objects).await, "the names of stages are unknown")?;
        pipelines::name(&mut columns, place, &pipelines);
    }
    Ok(columns)
}

/// The names of all properties of these objects, hidden ones too.
pub(crate) async fn property_names(objects: &Objects<'_>) -> Result<Vec<String>, ProviderError> {
    let known = definitions(objects).await?;
    Ok(known.into_iter().map(|definition| definition.name).collect())
}

/// A bad one costs only itself.
async fn definitions(objects: &Objects<'_>) -> Result<Vec<Definition>, ProviderError> {
    let body = objects.api.get_body(address(objects, &[]), objects.access).await?;
    let (definitions, _) = Page::read(&body)?.readable::<Definition>();
    Ok(definitions.into_iter().filter(Definition::is_sound).collect())
}

/// HubSpot: `GET /crm/properties/{version}/{type}`, all on one page; `…/groups` as well.
pub(crate) fn address(objects: &Objects<'_>, rest: &[&str]) -> Url {
    let path = [&[objects.of.path], rest].concat();
    objects.api.settings.crm_url("properties", &path)
}

/// Nothing in the place of what could not be learned; a token that is not honoured is told all the same.
fn unless_refused<T: Default>(answer: Result<T, ProviderError>, lost: &'static str) -> Result<T, ProviderError> {
    match answer {
        Err(ProviderError::Unauthorized) => Err(ProviderError::Unauthorized),
        Err(error) => {
            tracing::warn!(error = &error as &dyn std::error::Error, "{lost}");
            Ok(T::default())
        }
        answer => answer,
    }
}
