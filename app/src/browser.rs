//! What only a browser can do. Call it from effects: they never run on the server.

pub mod address;
pub mod ask;
pub mod clicks;
pub mod clipboard;
pub mod dom;
pub mod events;
pub mod focus;
pub mod forms;
pub mod keys;
pub mod outside;
