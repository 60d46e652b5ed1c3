//! Questions to our own server.

use leptos::prelude::window;
use model::{
    list::{Column, Place, Progress, Whereabouts, Window},
    query::Written,
};
use serde::de::DeserializeOwned;
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Document, DomParser, Headers, RequestInit, Response, SupportedType};

use crate::api::ApiError;

/// What kept an answer away, or what came.
type Answer<T> = Result<T, ApiError>;

/// Rows of a view (its query, as it stands in addresses) from `offset` on, and where the record `anchor` stands.
///
/// # Errors
/// Whatever kept the rows from us.
pub async fn list_window(
    connection: String,
    view: String,
    offset: u32,
    count: u32,
    anchor: Option<String>,
) -> Answer<Window> {
    let mut query = Written::default();
    query.add("connection", &connection);
    query.add("view", &view);
    query.add("offset", &offset.to_string());
    query.add("count", &count.to_string());
    query.add("anchor", &anchor.unwrap_or_default());
    read(&format!("/api/window?{}", query.finish()), None).await
}

/// All columns of the connection's account.
///
/// # Errors
/// Whatever kept them from us.
pub async fn list_columns(connection: &str, place: &Place) -> Answer<Vec<Column>> {
    read(&format!("/api/columns?{}", whose(connection, place)), None).await
}

/// The kinds of the connection's records, with what is known of their numbers by now.
///
/// # Errors
/// Whatever kept them from us.
pub async fn find_whereabouts(connection: &str, place: &Place) -> Answer<Whereabouts> {
    read(&format!("/api/whereabouts?{}", whose(connection, place)), None).await
}

/// Looks now for what has changed at the provider.
///
/// # Errors
/// Whatever kept us from looking.
pub async fn refresh_list(connection: &str, place: &Place) -> Answer<Progress> {
    read("/api/refresh", Some(&whose(connection, place))).await
}

/// The parameters by which a list is named.
pub fn whose(connection: &str, place: &Place) -> String {
    let mut query = Written::default();
    query.add("connection", connection);
    for (name, value) in place.parameters() {
        query.add(name, value);
    }
    query.finish()
}

/// The page at that address; `None` when it did not come.
pub async fn page(address: &str) -> Option<Document> {
    let (text, _) = fetch(address, None, "text/html").await.ok()?;
    DomParser::new()
        .ok()?
        .parse_from_string(&text, SupportedType::TextHtml)
        .ok()
}

/// The answer to a question; with a form, to that form.
async fn read<T: DeserializeOwned>(address: &str, form: Option<&str>) -> Answer<T> {
    let asked = fetch(address, form, "application/json").await;
    let (text, worked) = asked.map_err(|_| ApiError::Unreachable)?;
    if worked {
        return serde_json::from_str(&text).map_err(|_| ApiError::Internal);
    }
    Err(serde_json::from_str(&text).unwrap_or(ApiError::Internal))
}

/// The text of an answer, and whether its status says that it is one.
async fn fetch(address: &str, form: Option<&str>, accepts: &str) -> Result<(String, bool), JsValue> {
    let (request, headers) = (RequestInit::new(), Headers::new()?);
    headers.set("accept", accepts)?;
    if let Some(form) = form {
        request.set_method("POST");
        request.set_body(&form.into());
        headers.set("content-type", "application/x-www-form-urlencoded")?;
    }
    request.set_headers(&headers);
    let sent = window().fetch_with_str_and_init(address, &request);
    let response: Response = JsFuture::from(sent).await?.dyn_into()?;
    let text = JsFuture::from(response.text()?).await?;
    Ok((text.as_string().unwrap_or_default(), response.ok()))
}
