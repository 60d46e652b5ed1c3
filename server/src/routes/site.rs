//! The files of the site, embedded in the binary: precompressed, and immutable where hashed.

use std::sync::LazyLock;

use app::shell::AssetNames;
use axum::{
    extract::Request,
    response::{IntoResponse as _, Response},
};
use http::{
    HeaderMap, HeaderValue, StatusCode,
    header::{ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, VARY},
};
use rust_embed::RustEmbed;

use super::error_page::ErrorPage;

/// What the frontend build left. A debug build reads the folder at run time.
#[derive(RustEmbed)]
#[folder = "../target/site"]
#[allow_missing = true]
struct Site;

/// Encodings that the build made, the best first.
const ENCODINGS: [(&str, &str); 2] = [("br", ".br"), ("gzip", ".gz")];

/// The file at the request's path, in the best encoding that the browser takes.
pub async fn serve(request: Request) -> Response {
    let path = request.uri().path().trim_start_matches('/');
    let Some(kind) = content_type(path) else {
        return not_found();
    };
    let accepted = accepted_encodings(request.headers());
    let encoded = ENCODINGS
        .iter()
        .filter(|(name, _)| accepted.contains(name))
        .find_map(|(name, suffix)| Site::get(&format!("{path}{suffix}")).map(|file| (Some(*name), file)));
    let Some((encoding, file)) = encoded.or_else(|| Site::get(path).map(|file| (None, file))) else {
        return not_found();
    };
    let mut response = (StatusCode::OK, file.data.into_owned()).into_response();
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static(caching(path)));
    headers.insert(VARY, HeaderValue::from_static("Accept-Encoding"));
    if let Some(encoding) = encoding {
        headers.insert(CONTENT_ENCODING, HeaderValue::from_static(encoding));
    }
    response
}

/// The names of this build's script, program and style sheet. The build writes one of each.
pub static ASSETS: LazyLock<AssetNames> = LazyLock::new(|| AssetNames {
    js: built("js"),
    wasm: built("wasm"),
    css: built("css"),
});

/// The style sheet's path.
#[must_use]
pub fn stylesheet_path() -> String {
    format!("/pkg/{}", ASSETS.css)
}

fn built(extension: &str) -> String {
    let is_it = |name: &&str| name.starts_with("tributary") && name.rsplit('.').next() == Some(extension);
    let files: Vec<_> = Site::iter().collect();
    let found = files.iter().filter_map(|path| path.strip_prefix("pkg/")).find(is_it);
    found.map_or_else(|| format!("tributary.{extension}"), str::to_owned)
}

/// Only what the build writes is served, and only by its own name.
fn content_type(path: &str) -> Option<&'static str> {
    match path.rsplit_once('.')?.1 {
        "css" => Some("text/css; charset=utf-8"),
        "js" => Some("text/javascript; charset=utf-8"),
        "wasm" => Some("application/wasm"),
        "svg" => Some("image/svg+xml"),
        "txt" => Some("text/plain; charset=utf-8"),
        _ => None,
    }
}

/// `tributary.{hash}.js` never changes; `favicon.svg` and the files of a development build may.
fn caching(path: &str) -> &'static str {
    let is_hashed = path.starts_with("pkg/") && path.matches('.').count() >= 2;
    if is_hashed {
        "public, max-age=31536000, immutable"
    } else {
        "public, max-age=3600, must-revalidate"
    }
}

fn accepted_encodings(headers: &HeaderMap) -> Vec<&str> {
    let values = headers
        .get_all(ACCEPT_ENCODING)
        .iter()
        .filter_map(|value| value.to_str().ok());
    values
        .flat_map(|value| value.split(','))
        .filter(|offer| !offer.replace(' ', "").ends_with(";q=0"))
        .filter_map(|offer| offer.split(';').next())
        .map(str::trim)
        .collect()
}

fn not_found() -> Response {
    ErrorPage::new(StatusCode::NOT_FOUND, "There is nothing at this address.").response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashed_files_are_immutable_and_others_are_not() {
        assert!(caching("pkg/tributary.Ab3.js").contains("immutable"));
        assert!(!caching("pkg/tributary.js").contains("immutable"));
        assert!(!caching("favicon.svg").contains("immutable"));
    }

    #[test]
    fn an_encoding_that_is_refused_is_not_used() {
        let mut headers = HeaderMap::new();
        headers.insert(ACCEPT_ENCODING, "gzip;q=0.5, br; q=0, identity".parse().unwrap());
        assert_eq!(accepted_encodings(&headers), ["gzip", "identity"]);
    }
}
