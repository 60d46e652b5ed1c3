//! Checks what a client wrote into an object, value by value.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::object::Values;
use super::properties::catalogue::Catalogue;
use super::properties::property::SetBy;
use crate::hubspot::api_error::ApiError;

/// What a client wrote, checked value by value; e-mail addresses become lower-case.
pub(crate) fn accept(written: BTreeMap<String, Value>, hub_id: u64, catalogue: Catalogue) -> Result<Values, ApiError> {
    let written: BTreeMap<String, String> = written.into_iter().map(|(name, value)| (name, plain(value))).collect();
    let refusals: Vec<_> = written
        .iter()
        .filter_map(|(name, value)| refusal(name, value, catalogue))
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

fn refusal<'a>(name: &'a str, value: &str, catalogue: Catalogue) -> Option<Refusal<'a>> {
    let Some(property) = catalogue.find(name) else {
        let message = format!("Property \"{name}\" does not exist");
        return Some(Refusal {
            name,
            code: "PROPERTY_DOESNT_EXIST",
            message,
        });
    };
    if !property.is_writable() {
        let calculated = property.set_by == SetBy::Formula;
        let what = if calculated { "calculated" } else { "read only" };
        let message = format!("\"{name}\" is a {what} property; its value cannot be set.");
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
    if !property.offers(value) {
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
