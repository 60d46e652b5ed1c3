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
    /// The connection that is to be renewed, and to which it leads back.
    #[prop(optional_no_strip)]
    renews: Option<ConnectionId>,
    /// The query of the page to which it leads back.
    #[prop(optional, into)]
    query: String,
    /// What the button is called where several say the same; it begins with the label.
    #[prop(optional, into)]
    called: Option<String>,
) -> impl IntoView {
    let query = Some(query)
        .filter(|query| !query.is_empty())
        .map(|query| format!("?{query}"));
    let query = query.unwrap_or_default();
    let renews = renews.map(|id| {
        view! {
            <input type="hidden" name="connection" value=id.to_string()/>
            <input type="hidden" name="return_to" value=format!("/connections/{id}{query}")/>
        }
    });
    view! {
        <form method="post" action=format!("/integrations/{provider}/authorize")>
            {renews}
            <button type="submit" class:primary=primary aria-label=called>{label}</button>
        </form>
    }
}
