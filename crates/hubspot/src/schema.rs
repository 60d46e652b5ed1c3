//! How companies are described: groups of properties as folders, and the properties in them.

mod columns;
mod entry;

use std::collections::HashMap;

use futures::try_join;
use integrations::{Access, ProviderError, answers::pretty};
use model::{ItemPage, list::Record};
use serde_json::value::RawValue;

pub(crate) use self::columns::columns;
use self::entry::Entry;
use crate::{
    api::HubSpotApi,
    columns::{address, definition::Definition, groups::Group},
    object_type::COMPANIES,
    objects::Objects,
    wire::Page,
};

/// The kind.
pub(crate) const COMPANY_SCHEMA: &str = "company-schema";

/// The scope that lets us read it.
pub(crate) const READ_SCHEMA: &str = "crm.schemas.companies.read";

/// All groups and all properties: two questions, whatever there is.
pub(crate) async fn page(api: &HubSpotApi, access: &Access) -> Result<ItemPage, ProviderError> {
    let items = read(api, access, |entries| {
        entries.into_iter().map(|entry| entry.item).collect()
    })
    .await?;
    Ok(ItemPage { items, next: None })
}

/// The group or property of that id.
///
/// # Errors
/// [`ProviderError::Rejected`] with 404 when there is none.
pub(crate) async fn record(api: &HubSpotApi, access: &Access, id: &str) -> Result<Record, ProviderError> {
    let found = read(api, access, |entries| {
        let entry = entries.into_iter().find(|entry| entry.item.id == id)?;
        let raw = pretty(entry.raw.get());
        Some(raw.map(|raw| Record { item: entry.item, raw }))
    });
    found.await?.ok_or(ProviderError::Rejected { status: 404 })?
}

/// Asks for both, and hands on what is made of them.
async fn read<T>(
    api: &HubSpotApi,
    access: &Access,
    then: impl FnOnce(Vec<Entry<'_>>) -> T,
) -> Result<T, ProviderError> {
    let of = &COMPANIES;
    let companies = Objects { api, access, of };
    let (groups, properties) = try_join!(
        api.get_body(address(&companies, &["groups"]), access),
        api.get_body(address(&companies, &[]), access),
    )?;
    let (groups, properties) = (Page::read(&groups)?, Page::read(&properties)?);
    Ok(then(entries(&groups, &properties)))
}

/// Each group with its properties behind it, by label; then those that are in no group that is told.
fn entries<'a>(groups: &Page<'a>, properties: &Page<'a>) -> Vec<Entry<'a>> {
    let mut groups: Vec<(Group, &RawValue)> = readable(groups);
    groups.sort_by_key(|(group, _)| group.display_order);
    let mut properties: Vec<(Definition, &RawValue)> = readable(properties);
    properties.retain(|(property, _)| property.is_sound());
    properties.sort_by_cached_key(|(property, _)| property.label().to_lowercase());
    let mut members: HashMap<String, Vec<(Definition, &RawValue)>> = HashMap::new();
    for (property, raw) in properties {
        members
            .entry(property.group_name.clone())
            .or_default()
            .push((property, raw));
    }
    let mut entries = Vec::new();
    for (group, raw) in groups {
        let members = members.remove(&group.name).unwrap_or_default();
        let children = members.iter().map(|(property, _)| property.name.clone());
        entries.push(Entry::group(&group, children.collect(), raw));
        let held = members
            .into_iter()
            .map(|(property, raw)| Entry::property(property, Some(&group), raw));
        entries.extend(held);
    }
    let mut left: Vec<_> = members.into_values().flatten().collect();
    left.sort_by(|(one, _), (other, _)| one.name.cmp(&other.name));
    entries.extend(
        left.into_iter()
            .map(|(property, raw)| Entry::property(property, None, raw)),
    );
    entries
}

/// A bad one costs only itself, and is counted.
fn readable<'a, T: serde::Deserialize<'a>>(page: &Page<'a>) -> Vec<(T, &'a RawValue)> {
    let all = page.results.iter().map(|raw| (serde_json::from_str(raw.get()), *raw));
    let read: Vec<_> = all.filter_map(|(read, raw)| Some((read.ok()?, raw))).collect();
    let skipped = page.results.len() - read.len();
    if skipped > 0 {
        tracing::warn!(skipped, "groups or properties of a wrong shape were left out");
    }
    read
}
