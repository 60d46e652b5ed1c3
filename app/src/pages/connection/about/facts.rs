//! Whose account, since when, how long the token lives, what went wrong last.

use jiff::Timestamp;
use leptos::{either::Either, prelude::*};
use model::{ConnectionDetails, ConnectionStatus};

use super::last_error::LastError;
use crate::date::ExactMoment;

/// The facts, each with its name.
#[component]
pub fn Facts(
    /// The connection.
    details: ConnectionDetails,
) -> impl IntoView {
    let connection = details.summary.clone();
    let state = match connection.status {
        ConnectionStatus::Connected => "Connected",
        ConnectionStatus::ReconnectNeeded => "Reconnect needed",
    };
    let token = token(&details);
    let by = connection.connected_by.map(|who| view! { ", by "<bdi>{who}</bdi> });
    view! {
        <section>
            <h2>"Connection"</h2>
            <dl>
                <dt>"Account"</dt>
                <dd><bdi>{connection.account.name}</bdi>", "{connection.account.label}</dd>
                <dt>"State"</dt>
                <dd>{state}</dd>
                <dt>"Connected"</dt>
                <dd>{moment(connection.connected_at, "unknown")}{by}</dd>
                <dt>"Token"</dt>
                <dd>{token}</dd>
                <dt>"Last renewed"</dt>
                <dd>{moment(details.last_refreshed_at, "not yet")}</dd>
                <dt>"Last used"</dt>
                <dd>{moment(details.last_used_at, "not yet")}</dd>
                <dt>"Last error"</dt>
                <dd><LastError details/></dd>
            </dl>
        </section>
    }
}

fn moment(at: Option<Timestamp>, absent: &'static str) -> impl IntoView {
    match at {
        Some(at) => Either::Left(view! { <ExactMoment at/> }),
        None => Either::Right(absent),
    }
}

/// How long the token can be used. It is renewed before it ends, or when it is needed next.
fn token(details: &ConnectionDetails) -> AnyView {
    match (details.summary.status, details.token_expires_at) {
        (ConnectionStatus::ReconnectNeeded, _) => "Cannot be used any more".into_any(),
        (ConnectionStatus::Connected, Some(at)) => {
            view! { "Good until "<ExactMoment at/>"; renewed by itself" }.into_any()
        }
        (ConnectionStatus::Connected, None) => {
            format!("Good as long as {} honours it", details.summary.provider_name).into_any()
        }
    }
}
