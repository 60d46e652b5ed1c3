//! HubSpot, at the root: which paths there are, at which versions.

pub(crate) mod account;
pub(crate) mod admission;
pub(crate) mod api_error;
pub(crate) mod app;
pub(crate) mod oauth;
pub(crate) mod objects;
pub(crate) mod owners;
pub(crate) mod paging;
pub(crate) mod portal;
pub(crate) mod state;

use std::sync::Arc;

use axum::http::{HeaderValue, header};
use axum::response::Response;
use axum::routing::{delete, get};
use axum::{Router, middleware};

use crate::random;
use crate::world::World;
use admission::{admit_call, admit_search};
use api_error::ApiError;
use objects::{pipelines, properties};

/// HubSpot: objects of v3, 2026-03 and 2026-09 have the same shape, so one set of routes serves all.
const VERSIONS: [&str; 3] = ["v3", "2026-03", "2026-09"];

/// Every HubSpot route.
pub(crate) fn router(world: &Arc<World>) -> Router<Arc<World>> {
    let mut router = oauth::authorize_router().nest("/oauth/v1", oauth::legacy_router());
    let mut calls = Router::new();
    let mut searches = Router::new();
    for version in VERSIONS {
        router = router.nest(&format!("/oauth/{version}"), oauth::token_router());
        // HubSpot puts `v3` before the family's name and the dated versions behind it.
        for family in [format!("/crm/{version}/objects"), format!("/crm/objects/{version}")] {
            calls = calls.nest(&family, objects::router());
            searches = searches.nest(&family, objects::search_router());
        }
        for family in [
            format!("/crm/{version}/properties"),
            format!("/crm/properties/{version}"),
        ] {
            calls = calls
                .route(&format!("{family}/{{object_type}}"), get(properties::list))
                .route(&format!("{family}/{{object_type}}/groups"), get(properties::groups));
        }
        for family in [format!("/crm/{version}/pipelines"), format!("/crm/pipelines/{version}")] {
            calls = calls.route(&format!("{family}/{{object_type}}"), get(pipelines::list));
        }
        for family in [format!("/crm/{version}/owners"), format!("/crm/owners/{version}")] {
            calls = calls
                .route(&family, get(owners::list))
                .route(&format!("{family}/"), get(owners::list));
        }
        calls = calls
            .route(&format!("/account-info/{version}/details"), get(account::details))
            .route(
                &format!("/appinstalls/{version}/external-install"),
                delete(account::uninstall),
            );
    }
    let calls = calls.layer(middleware::from_fn_with_state(world.clone(), admit_call));
    let searches = searches.layer(middleware::from_fn_with_state(world.clone(), admit_search));
    router
        .merge(calls)
        .merge(searches)
        .fallback(unknown_path)
        .layer(middleware::map_response(dress))
}

async fn unknown_path() -> ApiError {
    ApiError::resource_not_found()
}

/// HubSpot: every answer carries a correlation id, an error the same one as its body; JSON names its charset.
async fn dress(mut response: Response) -> Response {
    let headers = response.headers_mut();
    if !headers.contains_key(&api_error::CORRELATION_ID)
        && let Ok(id) = HeaderValue::from_str(&random::uuid())
    {
        headers.insert(api_error::CORRELATION_ID, id);
    }
    if headers
        .get(header::CONTENT_TYPE)
        .is_some_and(|kind| kind == "application/json")
    {
        headers.insert(
            header::CONTENT_TYPE,
            HeaderValue::from_static("application/json;charset=utf-8"),
        );
    }
    response
}
