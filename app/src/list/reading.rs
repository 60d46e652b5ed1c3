//! The reading of the list: a bar for how far it is, a sentence and a way out where it does not come on.

#[cfg(feature = "ssr")]
use leptos::prelude::*;
#[cfg(feature = "ssr")]
use model::list::ReadState;
use model::list::Stall;

#[cfg(feature = "ssr")]
use super::{status, tools::Tools};
#[cfg(feature = "ssr")]
use crate::{api::ApiError, trouble::Trouble};

/// The bar. It keeps its place when there is nothing to tell.
#[cfg(feature = "ssr")]
#[component]
pub fn Bar(tools: Tools) -> impl IntoView {
    let progress = tools.state.progress.get_untracked();
    let known = progress.expected.filter(|_| !progress.is_whole());
    view! {
        <progress
            class="reading"
            aria-label="Loading records"
            aria-valuetext=status::loaded(&progress)
            max=known.unwrap_or(1).max(1)
            value=progress.loaded
            hidden=progress.is_whole()
        ></progress>
    }
}

#[cfg(feature = "ssr")]
const NO_ROOM: &str = "This list does not fit beside the others that this server holds. What has come stays here. \
                       Try again later, or ask whoever runs this server for more room.";

/// Why a list may not come on.
#[cfg(feature = "ssr")]
const STALLS: [Stall; 5] = [
    Stall::ReconnectRequired,
    Stall::MissingScopes,
    Stall::ProviderUnavailable,
    Stall::OurSide,
    Stall::NoRoom,
];

/// How a stall is called in the page.
pub fn word(stall: Stall) -> &'static str {
    match stall {
        Stall::ReconnectRequired => "reconnect",
        Stall::MissingScopes => "scopes",
        Stall::ProviderUnavailable => "provider",
        Stall::OurSide => "ours",
        Stall::NoRoom => "room",
    }
}

/// Why it does not come on, and what can be done.
#[cfg(feature = "ssr")]
#[component]
pub fn Stalled(
    /// What the list shares.
    tools: Tools,
    /// Whether the head of the page says already that the connection has ended.
    told: bool,
) -> impl IntoView {
    let now = tools.state.progress.with_untracked(|progress| match progress.state {
        ReadState::Stalled { stall, .. } => Some(stall),
        _ => None,
    });
    now.and_then(|stall| panel(tools, stall, told))
}

/// The same for each stall that may come while somebody looks.
#[cfg(feature = "ssr")]
#[component]
pub fn LaterStalls(tools: Tools, told: bool) -> impl IntoView {
    let panels = STALLS.map(|stall| {
        panel(tools, stall, told).map(|panel| view! { <template data-stall=word(stall)>{panel}</template> })
    });
    Vec::from(panels)
}

#[cfg(feature = "ssr")]
fn panel(tools: Tools, stall: Stall, told: bool) -> Option<AnyView> {
    if told && stall == Stall::ReconnectRequired {
        return None;
    }
    let connection = tools.summary.get_value();
    let retry = || view! { <button form="refresh">"Try again"</button> };
    Some(match passing(stall, &connection.provider_name) {
        Ok(text) => view! { <div class="panel" role="alert"><p>{text}</p>{retry()}</div> }.into_any(),
        Err(error) => view! { <Trouble error connection retry/> }.into_any(),
    })
}

/// What is said of a stall that passes by itself, as it may; otherwise what the user has to mend.
#[cfg(feature = "ssr")]
fn passing(stall: Stall, provider: &str) -> Result<String, ApiError> {
    let text = match stall {
        Stall::ReconnectRequired => return Err(ApiError::ReconnectRequired),
        Stall::MissingScopes => return Err(ApiError::MissingScopes),
        Stall::ProviderUnavailable => {
            format!("{provider} cannot be reached just now. What has come stays here, and we keep trying.")
        }
        Stall::OurSide => "This server is busy, or its store does not answer. What has come stays here, and it keeps \
                           trying."
            .to_owned(),
        Stall::NoRoom => NO_ROOM.to_owned(),
    };
    Ok(text)
}
