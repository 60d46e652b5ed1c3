//! The routes that tell which properties an object may have, and in which groups.

pub(crate) mod catalogue;
pub(crate) mod choices;
mod extra;
pub(crate) mod property;

use axum::Json;
use serde_json::{Value, json};

use super::call::Call;
use super::object_type::ObjectType;
use crate::hubspot::api_error::ApiError;
use property::{Property, SetBy};

/// When each of them was defined.
const SINCE: &str = "2022-11-03T09:00:00.000Z";

/// `GET /crm/properties/{v}/{type}`; no paging.
pub(crate) async fn list(call: Call) -> Result<Json<Value>, ApiError> {
    call.describes()?;
    let properties = call.catalogue().all();
    let results: Vec<Value> = properties
        .iter()
        .map(|property| definition(call.object_type, property))
        .collect();
    Ok(Json(json!({ "results": results })))
}

/// `GET /crm/properties/{v}/{type}/groups`; no paging.
pub(crate) async fn groups(call: Call) -> Result<Json<Value>, ApiError> {
    call.describes()?;
    let catalogue = call.catalogue();
    let extra = catalogue.has_extra().then_some((extra::GROUP, "Extra properties"));
    let groups = call.object_type.described().groups.iter().copied();
    let groups = groups.chain(extra).zip(0..);
    let group =
        |((name, label), order)| json!({ "name": name, "label": label, "displayOrder": order, "archived": false });
    Ok(Json(json!({ "results": groups.map(group).collect::<Vec<_>>() })))
}

/// The name of its group.
fn group_of(object_type: ObjectType, property: &Property) -> &'static str {
    let usual = object_type.described().groups.first();
    let usual = usual.map_or("", |&(name, _)| name);
    if property.group.is_empty() {
        usual
    } else {
        property.group
    }
}

fn definition(object_type: ObjectType, property: &Property) -> Value {
    let (kind, field_type) = property.kind.on_the_wire();
    let options = property.options.iter().zip(0..);
    let options = options.map(
        |((value, label), order)| json!({ "label": label, "value": value, "displayOrder": order, "hidden": false }),
    );
    let is_owner = property.name == "hubspot_owner_id";
    json!({
        "name": property.name,
        "label": property.label,
        "type": kind,
        "fieldType": field_type,
        "groupName": group_of(object_type, property),
        "description": property.description,
        "options": options.collect::<Vec<_>>(),
        "displayOrder": -1,
        "calculated": property.set_by == SetBy::Formula,
        "externalOptions": property.is_external,
        "referencedObjectType": is_owner.then_some("OWNER"),
        "hasUniqueValue": property.is_unique,
        "hidden": false,
        "hubspotDefined": !property.is_custom,
        "formField": property.is_writable(),
        "modificationMetadata": {
            "archivable": property.is_custom,
            "readOnlyDefinition": !property.is_custom,
            "readOnlyValue": !property.is_writable(),
        },
        "createdAt": SINCE,
        "updatedAt": SINCE,
        "archived": false,
        "dataSensitivity": "non_sensitive",
    })
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::catalogue::Catalogue;
    use super::*;

    #[rstest]
    fn every_property_is_in_a_group_that_is_told(
        #[values(ObjectType::Contacts, ObjectType::Companies, ObjectType::Deals, ObjectType::Tickets)]
        object_type: ObjectType,
    ) {
        for property in Catalogue::with_extra(object_type, 1).all() {
            let groups = object_type.described().groups.iter().map(|(name, _)| *name);
            let mut groups = groups.chain([extra::GROUP]);
            let group = group_of(object_type, &property);
            assert!(groups.any(|name| name == group), "{}", property.name);
        }
    }
}
