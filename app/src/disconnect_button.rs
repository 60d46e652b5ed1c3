//! *Disconnect*: asks first, without JavaScript too.

use leptos::{form::ActionForm, prelude::*};
use model::ConnectionSummary;

use crate::{
    api::{ApiError, Disconnect},
    trouble::sentence,
};

/// A button, and the question that it opens: an HTML popover, which needs no script.
#[component]
pub fn DisconnectButton(connection: ConnectionSummary) -> impl IntoView {
    let disconnect = ServerAction::<Disconnect>::new();
    let pending = disconnect.pending();
    // Whatever our server says comes as a redirect to a notice; only its silence is told here.
    let silence = move || match disconnect.value().get() {
        Some(Err(error @ ApiError::Unreachable)) => Some(sentence(&error, "")),
        _ => None,
    };
    view! {
        <button type="button" popovertarget="disconnect">"Disconnect"</button>
        <div id="disconnect" class="dialog" popover="auto" role="dialog" aria-labelledby="disconnect-title">
            <h2 id="disconnect-title">"Disconnect "<bdi>{connection.account.name}</bdi>"?"</h2>
            <p>
                {format!(
                    "Tributary withdraws its access at {} and forgets this connection. The records there stay as they are.",
                    connection.provider_name,
                )}
            </p>
            {move || silence().map(|text| view! { <p class="notice bad" role="alert">{text}</p> })}
            <ActionForm action=disconnect>
                <input type="hidden" name="connection" value=connection.id.to_string()/>
                <button type="button" popovertarget="disconnect" popovertargetaction="hide">"Keep"</button>
                <button type="submit" class="danger" disabled=move || pending.get()>
                    {move || if pending.get() { "Disconnecting…" } else { "Disconnect and revoke" }}
                </button>
            </ActionForm>
        </div>
    }
}
