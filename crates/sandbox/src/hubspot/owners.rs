//! Who may own records: three people, the same in every portal.

use axum::extract::OriginalUri;
use axum::{Extension, Json};
use serde_json::{Value, json};

use super::api_error::ApiError;
use super::oauth::grants::Bearer;
use super::paging::Paging;
use crate::fields::Fields;

/// Ids as contacts name them in `hubspot_owner_id`.
pub(crate) const OWNER_IDS: [&str; 3] = ["7001", "7002", "7003"];
const PEOPLE: [(&str, &str); 3] = [("Grace", "Hopper"), ("Katherine", "Johnson"), ("Dorothy", "Vaughan")];
const SINCE: &str = "2023-01-09T08:00:00.000Z";
/// HubSpot: 100 unless told; 500 at most is from memory.
const DEFAULT_LIMIT: usize = 100;
const MAX_LIMIT: usize = 500;

/// `GET /crm/owners/{v}`, ascending by id; `after` is the id of the next one. Nobody is archived.
pub(crate) async fn list(
    Extension(bearer): Extension<Bearer>,
    OriginalUri(uri): OriginalUri,
) -> Result<Json<Value>, ApiError> {
    bearer.require(&["crm.objects.owners.read", "automation"])?;
    let fields = Fields::parse(uri.query().unwrap_or_default().as_bytes());
    let (limit, after) = (fields.limit(DEFAULT_LIMIT, MAX_LIMIT)?, fields.after()?);
    let people = OWNER_IDS.into_iter().zip(PEOPLE).zip(300_001..);
    let owners = people.map(|((id, name), user)| (id, owner(id, name, user)));
    let wanted = owners
        .filter(|_| !fields.flag("archived"))
        .filter(|(id, _)| id.parse().is_ok_and(|id: u64| id >= after))
        .filter(|(_, owner)| fields.get("email").is_none_or(|email| owner["email"] == email));
    let mut page: Vec<_> = wanted.take(limit + 1).collect();
    let next = page.split_off(page.len().min(limit));
    let results: Vec<Value> = page.into_iter().map(|(_, owner)| owner).collect();
    let mut answer = json!({ "results": results });
    if let Some((id, _)) = next.first() {
        let link = format!("https://api.hubapi.com{}?limit={limit}&after={id}", uri.path());
        answer["paging"] = json!(Paging::linked(id, link));
    }
    Ok(Json(answer))
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
