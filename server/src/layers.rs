//! What every request passes on its way in, and every response on its way out.

pub mod body_limit;
pub mod client_address;
pub mod compression;
pub mod farewell;
pub mod in_flight;
pub mod measure;
pub mod methods;
pub mod rate_limits;
pub mod request_id;
pub mod same_origin;
pub mod security_headers;
pub mod session;
pub mod tracing;
mod turned_away;
pub mod uri_limit;
