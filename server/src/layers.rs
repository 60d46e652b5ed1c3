//! What every request passes on its way in, and every response on its way out.

pub mod body_limit;
pub mod compression;
pub mod methods;
pub mod request_id;
pub mod same_origin;
pub mod security_headers;
pub mod session;
pub mod tracing;
pub mod uri_limit;
