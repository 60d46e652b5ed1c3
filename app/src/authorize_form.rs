//! The form that begins an authorization: plain HTML, so that it works without JavaScript.

use leptos::prelude::*;
use model::{ConnectionId, ProviderId};

/// A button that leads to the provider's consent page.
#[component]
pub fn AuthorizeForm(
    /// Where to connect.
    provider: ProviderId,
    /// What the button says.
    #[prop(into)]
    label: String,
    /// Whether it is the one thing to do next.
    #[prop(optional)]
    primary: bool,
    /// The connection to which it leads back.
    #[prop(optional_no_strip)]
    back_to: Option<ConnectionId>,
) -> impl IntoView {
    let back_to =
        back_to.map(|id| view! { <input type="hidden" name="return_to" value=format!("/connections/{id}")/> });
    view! {
        <form method="post" action=format!("/integrations/{provider}/authorize")>
            {back_to}
            <button type="submit" class:primary=primary>{label}</button>
        </form>
    }
}
