//! Faults of the sandbox that strike until they are forgotten.

use std::collections::BTreeMap;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use sandbox::Fault;

/// The token endpoint, and whatever hangs below it.
pub const TOKEN: &str = "/oauth/2026-09/token";
/// Contacts.
pub const CONTACTS: &str = "/crm/";
pub const JSON: &str = "application/json";

/// Some fault of these requests.
pub fn on(path_prefix: &str) -> Fault {
    Fault {
        path_prefix: path_prefix.into(),
        times: u32::MAX,
        ..Fault::default()
    }
}

/// An answer with this status, type and body.
pub fn answers(path_prefix: &str, status: u16, content_type: &str, body: &[u8]) -> Fault {
    Fault {
        status: Some(status),
        headers: BTreeMap::from([("content-type".into(), content_type.into())]),
        body_base64: Some(STANDARD.encode(body)),
        ..on(path_prefix)
    }
}
