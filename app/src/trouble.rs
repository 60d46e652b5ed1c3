//! What is wrong and what to do, for every error that a page can meet.

#[cfg(feature = "ssr")]
use leptos::prelude::*;
#[cfg(feature = "ssr")]
use model::{ConnectionStatus, ConnectionSummary};

use crate::api::ApiError;
#[cfg(feature = "ssr")]
use crate::{authorize_form::AuthorizeForm, state_mark::StateMark};

/// What happened, then what to do, as a person would say it.
pub fn sentence(error: &ApiError, provider: &str) -> String {
    match error {
        ApiError::ReconnectRequired => {
            format!(
                "{provider} no longer honours this connection. Reconnect to see its present records; nothing else changes."
            )
        }
        ApiError::MissingScopes => {
            format!("{provider} did not grant a permission that this list needs. Grant access to see the records.")
        }
        ApiError::RateLimited { .. } => format!("{provider} asks us to wait. Try again in a minute."),
        ApiError::ProviderUnavailable => {
            format!("{provider} cannot be reached just now. Nothing was changed. Try again in a minute.")
        }
        ApiError::Busy => {
            "This server is busy, or its store does not answer. Nothing is lost. Try again in a minute.".to_owned()
        }
        ApiError::Refused => format!("{provider} does not take this. Nothing was changed."),
        ApiError::NotFound => "There is no such page of records. Go back to the start.".to_owned(),
        ApiError::Unreachable => "This server could not be reached. Check your network, then try again.".to_owned(),
        ApiError::Internal => {
            "Something went wrong on our side. Try again; if it happens once more, ask whoever runs this server."
                .to_owned()
        }
    }
}

/// An error that keeps the records of a connection away, with what can be done about it.
#[cfg(feature = "ssr")]
#[component]
pub fn Trouble<F, V>(
    /// What is wrong.
    error: ApiError,
    /// Where.
    connection: ConnectionSummary,
    /// The way to try again.
    retry: F,
    /// The query of the page.
    #[prop(optional, into)]
    query: String,
) -> impl IntoView
where
    F: FnOnce() -> V,
    V: IntoView + 'static,
{
    let text = sentence(&error, &connection.provider_name);
    if error == ApiError::MissingScopes && !connection.missing_scopes.is_empty() {
        // The panel above names them, and has the button.
        return view! { <div class="absent" role="alert"><p>{text}</p></div> }.into_any();
    }
    let action = match &error {
        ApiError::ReconnectRequired => again(&connection, "Reconnect", query),
        ApiError::MissingScopes => again(&connection, "Grant access", query),
        ApiError::NotFound => view! { <a class="button" href="?">"Back to the start"</a> }.into_any(),
        _ => retry().into_any(),
    };
    // The head was sent before this was known: the style sheet takes its "Connected" away.
    let ended = error == ApiError::ReconnectRequired;
    view! {
        <div class="panel" class:ended=ended role="alert">
            <div>
                {ended.then(|| view! { <StateMark status=ConnectionStatus::ReconnectNeeded/> })}
                <p>{text}</p>
            </div>
            {action}
        </div>
    }
    .into_any()
}

#[cfg(feature = "ssr")]
fn again(connection: &ConnectionSummary, label: &'static str, query: String) -> AnyView {
    let (provider, renews) = (connection.provider.clone(), Some(connection.id.clone()));
    view! { <AuthorizeForm provider label primary=true renews query/> }.into_any()
}

#[cfg(test)]
#[cfg(feature = "ssr")]
mod tests {
    use super::*;
    use crate::samples::{connection, html};

    fn trouble(missing_scopes: Vec<String>) -> String {
        let connection = ConnectionSummary {
            missing_scopes,
            ..connection()
        };
        html(|| view! { <Trouble error=ApiError::MissingScopes connection retry=|| ()/> })
    }

    #[test]
    fn what_the_head_asks_for_already_is_not_asked_for_twice() {
        let html = trouble(vec!["people.read".to_owned()]);
        assert!(
            html.contains("role=\"alert\"") && html.contains("did not grant"),
            "{html}"
        );
        assert!(!html.contains("panel") && !html.contains("<button"), "{html}");
        let html = trouble(Vec::new());
        assert!(
            html.contains("class=\"panel\"") && html.contains(">Grant access<"),
            "{html}"
        );
    }
}
