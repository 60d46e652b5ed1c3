//! A name for each request, for the log and for the user who reports a fault.

use http::{HeaderValue, Request};
use integrations::random;
use tower_http::request_id::{MakeRequestId, RequestId};

/// Draws 128 random bits. An id that the client sends is not believed.
#[derive(Clone, Copy, Default)]
pub struct DrawRequestId;

impl MakeRequestId for DrawRequestId {
    fn make_request_id<B>(&mut self, _request: &Request<B>) -> Option<RequestId> {
        HeaderValue::from_str(&random::name()).ok().map(RequestId::new)
    }
}

/// The request's id as text.
#[must_use]
pub fn id_of<B>(request: &Request<B>) -> String {
    let id = request.extensions().get::<RequestId>().and_then(|id| id.header_value().to_str().ok());
    id.unwrap_or_default().to_owned()
}
