//! *Disconnect*: asks first, without JavaScript too.

use leptos::{prelude::*, server_fn::ServerFn as _};
use model::ConnectionSummary;

use crate::api::Disconnect;

/// A button, and the question that it opens: an HTML popover and a plain form, which need no script.
///
/// What came of it is said by the page to which the server leads. `ActionForm` would add a tenth to
/// the browser's program and nothing for the user.
#[component]
pub fn DisconnectButton(connection: ConnectionSummary) -> impl IntoView {
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
            <form method="post" action=Disconnect::PATH>
                <input type="hidden" name="connection" value=connection.id.to_string()/>
                <button type="button" popovertarget="disconnect" popovertargetaction="hide">"Keep"</button>
                <button type="submit" class="danger">"Disconnect and revoke"</button>
            </form>
        </div>
    }
}
