//! What a page fetches: on the server while it renders; in the browser it is there already.

use leptos::{
    prelude::*,
    server::codee::{Decoder, Encoder},
};
use serde::{Serialize, de::DeserializeOwned};

use crate::api::ApiError;

/// The answer of a server function, sent along with the page that needed it.
pub type Fetched<T> = Resource<Result<T, ApiError>, PageJson>;

/// Whether the page's first byte waits for what is fetched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Urgency {
    /// It does: the status depends on it.
    BeforeThePage,
    /// It does not.
    InItsPlace,
}

/// Fetches, and again in the browser whenever `source` changes.
pub fn fetch<S, T, F>(
    urgency: Urgency,
    source: impl Fn() -> S + Send + Sync + 'static,
    fetcher: impl Fn(S) -> F + Send + Sync + 'static,
) -> Fetched<T>
where
    S: PartialEq + Clone + Send + Sync + 'static,
    T: Serialize + DeserializeOwned + Send + Sync + 'static,
    F: Future<Output = Result<T, ApiError>> + Send + 'static,
{
    Resource::new_with_options(source, fetcher, urgency == Urgency::BeforeThePage)
}

/// JSON, read from bytes as answers over HTTP are: two ways of reading would put every type into
/// the browser's program twice.
pub struct PageJson;

impl<T: Serialize> Encoder<T> for PageJson {
    type Error = serde_json::Error;
    type Encoded = String;

    fn encode(value: &T) -> Result<String, serde_json::Error> {
        serde_json::to_string(value)
    }
}

impl<T: DeserializeOwned> Decoder<T> for PageJson {
    type Error = serde_json::Error;
    type Encoded = str;

    fn decode(text: &str) -> Result<T, serde_json::Error> {
        serde_json::from_slice(text.as_bytes())
    }
}
