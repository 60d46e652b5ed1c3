//! Which properties a contact may have.

use axum::extract::Path;
use axum::{Extension, Json};
use serde_json::{Value, json};

use super::require_contacts;
use crate::hubspot::api_error::ApiError;
use crate::hubspot::oauth::grants::Bearer;

const STAGES: [&str; 8] = [
    "subscriber",
    "lead",
    "marketingqualifiedlead",
    "salesqualifiedlead",
    "opportunity",
    "customer",
    "evangelist",
    "other",
];
const LEAD_STATUSES: [&str; 6] = ["NEW", "OPEN", "IN_PROGRESS", "CONNECTED", "UNQUALIFIED", "BAD_TIMING"];

/// One property definition.
pub(super) struct Property {
    name: &'static str,
    label: &'static str,
    kind: &'static str,
    pub(super) read_only: bool,
    /// Empty where any value goes.
    pub(super) options: &'static [&'static str],
}

const PROPERTIES: [Property; 24] = [
    text("address", "Street Address"),
    text("city", "City"),
    text("company", "Company Name"),
    text("country", "Country/Region"),
    read_only("createdate", "Create Date", "datetime"),
    text("email", "Email"),
    text("fax", "Fax Number"),
    text("firstname", "First Name"),
    enumeration("hs_lead_status", "Lead Status", &LEAD_STATUSES),
    read_only("hs_additional_emails", "Additional email addresses", "string"),
    read_only("hs_merged_object_ids", "Merged record IDs", "string"),
    read_only("hs_object_id", "Record ID", "number"),
    read_only("hs_object_source", "Record creation source", "string"),
    read_only("hs_object_source_label", "Record source", "string"),
    enumeration("hubspot_owner_id", "Contact owner", &[]),
    text("jobtitle", "Job Title"),
    read_only("lastmodifieddate", "Last Modified Date", "datetime"),
    text("lastname", "Last Name"),
    enumeration("lifecyclestage", "Lifecycle Stage", &STAGES),
    text("mobilephone", "Mobile Phone Number"),
    text("phone", "Phone Number"),
    text("state", "State/Region"),
    text("website", "Website URL"),
    text("zip", "Postal Code"),
];

const fn text(name: &'static str, label: &'static str) -> Property {
    Property {
        name,
        label,
        kind: "string",
        read_only: false,
        options: &[],
    }
}

const fn read_only(name: &'static str, label: &'static str, kind: &'static str) -> Property {
    Property {
        name,
        label,
        kind,
        read_only: true,
        options: &[],
    }
}

const fn enumeration(name: &'static str, label: &'static str, options: &'static [&'static str]) -> Property {
    Property {
        name,
        label,
        kind: "enumeration",
        read_only: false,
        options,
    }
}

/// The property of that name.
pub(super) fn find(name: &str) -> Option<&'static Property> {
    PROPERTIES.iter().find(|property| property.name == name)
}

/// Whether contacts have a property of that name.
pub(crate) fn is_known(name: &str) -> bool {
    find(name).is_some()
}

/// Whether a property's values are instants.
pub(crate) fn is_date(name: &str) -> bool {
    find(name).is_some_and(|property| property.kind == "datetime")
}

/// `GET /crm/properties/{v}/contacts`; no paging.
pub(crate) async fn list(
    Extension(bearer): Extension<Bearer>,
    Path(object_type): Path<String>,
) -> Result<Json<Value>, ApiError> {
    require_contacts(&object_type)?;
    bearer.require(&["crm.objects.contacts.read", "crm.schemas.contacts.read"])?;
    Ok(Json(
        json!({ "results": PROPERTIES.iter().map(definition).collect::<Vec<_>>() }),
    ))
}

fn definition(property: &Property) -> Value {
    let field_type = match property.kind {
        "enumeration" => "select",
        "datetime" => "date",
        "number" => "number",
        _ => "text",
    };
    let options = property.options.iter().zip(0..);
    let options =
        options.map(|(value, order)| json!({ "label": value, "value": value, "displayOrder": order, "hidden": false }));
    json!({
        "name": property.name,
        "label": property.label,
        "type": property.kind,
        "fieldType": field_type,
        "groupName": "contactinformation",
        "description": "",
        "options": options.collect::<Vec<_>>(),
        "displayOrder": -1,
        "calculated": false,
        "externalOptions": property.name == "hubspot_owner_id",
        "hasUniqueValue": property.name == "email",
        "hidden": false,
        "hubspotDefined": true,
        "formField": !property.read_only,
        "modificationMetadata": {
            "archivable": false,
            "readOnlyDefinition": true,
            "readOnlyValue": property.read_only,
        },
        "archived": false,
        "dataSensitivity": "non_sensitive",
    })
}
