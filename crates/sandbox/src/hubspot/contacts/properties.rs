//! Which properties a contact may have, and which values they take.

use std::borrow::Cow;
use std::collections::BTreeMap;

use axum::extract::Path;
use axum::{Extension, Json};
use serde_json::{Value, json};

use super::{Values, require_contacts};
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
struct Property {
    name: &'static str,
    label: &'static str,
    kind: &'static str,
    read_only: bool,
    options: &'static [&'static str],
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

fn find(name: &str) -> Option<&'static Property> {
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

/// What a client wrote, checked value by value; e-mail addresses become lower-case.
pub(crate) fn accept(written: BTreeMap<String, Value>, hub_id: u64) -> Result<Values, ApiError> {
    let written: BTreeMap<String, String> = written.into_iter().map(|(name, value)| (name, plain(value))).collect();
    let refusals: Vec<_> = written
        .iter()
        .filter_map(|(name, value)| refusal(name, value))
        .collect();
    if !refusals.is_empty() {
        return Err(not_valid(&refusals, hub_id));
    }
    let values = written.into_iter().map(|(name, value)| {
        let value = if name == "email" { value.to_lowercase() } else { value };
        (Cow::Owned(name), value)
    });
    Ok(values.collect())
}

/// HubSpot: every value is a string; numbers and booleans are accepted as such, `null` clears.
fn plain(value: Value) -> String {
    match value {
        Value::String(text) => text,
        Value::Null => String::new(),
        other => other.to_string(),
    }
}

struct Refusal<'a> {
    name: &'a str,
    code: &'static str,
    message: String,
}

fn refusal<'a>(name: &'a str, value: &str) -> Option<Refusal<'a>> {
    let Some(property) = find(name) else {
        let message = format!("Property \"{name}\" does not exist");
        return Some(Refusal {
            name,
            code: "PROPERTY_DOESNT_EXIST",
            message,
        });
    };
    if property.read_only {
        let message = format!("\"{name}\" is a read only property; its value cannot be set.");
        return Some(Refusal {
            name,
            code: "READ_ONLY_VALUE",
            message,
        });
    }
    if value.is_empty() {
        return None;
    }
    if name == "email" && !looks_like_email(value) {
        return Some(Refusal {
            name,
            code: "INVALID_EMAIL",
            message: format!("Email address {value} is invalid"),
        });
    }
    if !property.options.is_empty() && !property.options.contains(&value) {
        // Invented sentence.
        let message = format!("{value} was not one of the allowed options");
        return Some(Refusal {
            name,
            code: "INVALID_OPTION",
            message,
        });
    }
    None
}

fn looks_like_email(value: &str) -> bool {
    let parts = value.split_once('@');
    parts.is_some_and(|(local, domain)| {
        !local.is_empty() && domain.contains('.') && !value.contains(char::is_whitespace)
    })
}

/// HubSpot: the message repeats the refusals as JSON inside text.
fn not_valid(refusals: &[Refusal<'_>], hub_id: u64) -> ApiError {
    let told = refusals.iter().map(|refusal| {
        json!({
            "isValid": false,
            "message": refusal.message,
            "error": refusal.code,
            "name": refusal.name,
            "localizedErrorMessage": refusal.message,
            "portalId": hub_id,
        })
    });
    let told = told.collect::<Value>();
    let errors = refusals.iter().map(|refusal| {
        json!({ "message": refusal.message, "code": refusal.code, "context": { "propertyName": [refusal.name] } })
    });
    ApiError::values_not_valid(format!("Property values were not valid: {told}"), errors.collect())
}
