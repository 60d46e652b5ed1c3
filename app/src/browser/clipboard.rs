//! The clipboard.

use leptos::prelude::window;

/// Puts that text there. A browser that refuses keeps what it had.
pub fn copy(text: &str) {
    drop(window().navigator().clipboard().write_text(text));
}
