//! Who may own records: three people, the same in every portal.

use axum::{Extension, Json};
use serde_json::{Value, json};

use super::api_error::ApiError;
use super::oauth::grants::Bearer;

/// Ids as contacts name them in `hubspot_owner_id`.
pub(crate) const OWNER_IDS: [&str; 3] = ["7001", "7002", "7003"];
const PEOPLE: [(&str, &str); 3] = [("Grace", "Hopper"), ("Katherine", "Johnson"), ("Dorothy", "Vaughan")];
const SINCE: &str = "2023-01-09T08:00:00.000Z";

/// `GET /crm/owners/{v}`; all fit on one page.
pub(crate) async fn list(Extension(bearer): Extension<Bearer>) -> Result<Json<Value>, ApiError> {
    bearer.require(&["crm.objects.owners.read", "automation"])?;
    let owners: Vec<Value> = OWNER_IDS
        .iter()
        .zip(PEOPLE)
        .zip(300_001..)
        .map(|((id, name), user)| owner(id, name, user))
        .collect();
    Ok(Json(json!({ "results": owners })))
}

fn owner(id: &str, (first, last): (&str, &str), user_id: u32) -> Value {
    json!({
        "id": id,
        "email": format!("{}@northwind.example", first.to_ascii_lowercase()),
        "type": "PERSON",
        "firstName": first,
        "lastName": last,
        "userId": user_id,
        "userIdIncludingInactive": user_id,
        "createdAt": SINCE,
        "updatedAt": SINCE,
        "archived": false,
    })
}
