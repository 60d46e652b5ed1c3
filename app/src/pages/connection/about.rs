//! "About this connection": what its owner may know about it, in a panel that opens.

mod activity;
mod facts;
mod last_error;
mod permissions;
mod words;

use leptos::prelude::*;
use model::{ActivityEvent, ConnectionDetails, ScopeUse};

use self::{activity::ActivityList, facts::Facts, permissions::Permissions};

/// The card of a connection.
#[component]
pub fn About(
    /// What is known, after the records were asked for.
    details: ConnectionDetails,
    /// What each scope of the provider is for.
    uses: Vec<ScopeUse>,
) -> impl IntoView {
    // What only somebody else can mend must not look like something to try again.
    let misconfigured = |event| event == ActivityEvent::Misconfigured;
    let open = details.trouble().is_some_and(|trouble| misconfigured(trouble.event));
    let (activity, provider) = (details.activity.clone(), details.summary.provider_name.clone());
    let (granted, missing) = (details.summary.scopes.clone(), details.summary.missing_scopes.clone());
    view! {
        <details class="story" open=open>
            <summary>"About this connection"</summary>
            <div>
                <Facts details/>
                <Permissions granted missing uses/>
                <ActivityList activity provider/>
            </div>
        </details>
    }
}

#[cfg(test)]
mod tests;
