//! What only a browser can do. Call it from effects: they never run on the server.

pub mod address;
pub mod in_view;
