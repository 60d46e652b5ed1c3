//! `GET /api/providers`: the providers that can be connected, the same for everyone.
#![cfg_attr(feature = "ssr", expect(clippy::unused_async, reason = "in the browser it waits"))]

use leptos::{prelude::*, server_fn::codec::GetUrl};
use model::ProviderCard;

use super::ApiError;

/// All providers, in the order in which they are shown.
///
/// # Errors
/// None on the server; in the browser, when the server cannot be reached.
#[server(prefix = "/api", endpoint = "providers", input = GetUrl)]
pub async fn list_providers() -> Result<Vec<ProviderCard>, ApiError> {
    Ok(expect_context::<integrations::Connections>().providers())
}
