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
    let (outlook, label) = if connection.revocable {
        let text = "Tributary withdraws its access at {provider} and forgets this connection.";
        (text, "Disconnect and revoke")
    } else {
        let text = "Tributary forgets this connection. {provider} cannot be asked from here to withdraw the access: remove Tributary among your apps there.";
        (text, "Disconnect and forget")
    };
    let outlook = outlook.replace("{provider}", &connection.provider_name);
    view! {
        <button type="button" popovertarget="disconnect">"Disconnect"</button>
        <div id="disconnect" class="dialog" popover="auto" role="dialog" aria-labelledby="disconnect-title">
            <h2 id="disconnect-title">"Disconnect "<bdi>{connection.account.name}</bdi>"?"</h2>
            <p>{outlook}" The records there stay as they are."</p>
            <form method="post" action=Disconnect::PATH>
                <input type="hidden" name="connection" value=connection.id.to_string()/>
                <button type="button" popovertarget="disconnect" popovertargetaction="hide">"Keep"</button>
                <button type="submit" class="danger">{label}</button>
            </form>
        </div>
    }
}
