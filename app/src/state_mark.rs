//! Whether a connection can be used, in a word and a colour.

use leptos::prelude::*;
use model::ConnectionStatus;

/// "Connected" or "Reconnect needed".
#[component]
pub fn StateMark(#[prop(into)] status: Signal<ConnectionStatus>) -> impl IntoView {
    let usable = move || status.get() == ConnectionStatus::Connected;
    view! {
        <span class="state" class:good=usable class:warn=move || !usable()>
            {move || if usable() { "Connected" } else { "Reconnect needed" }}
        </span>
    }
}
