//! Whether a connection can be used, in a word and a colour.

use leptos::prelude::*;
use model::ConnectionStatus;

/// "Connected" or "Reconnect needed".
#[component]
pub fn StateMark(status: ConnectionStatus) -> impl IntoView {
    let (class, word) = match status {
        ConnectionStatus::Connected => ("state good", "Connected"),
        ConnectionStatus::ReconnectNeeded => ("state warn", "Reconnect needed"),
    };
    view! { <span class=class>{word}</span> }
}
