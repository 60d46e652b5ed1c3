//! `GET /integrations/{provider}/oauth2callback`: complete, then redirect to a clean address.

use axum::{
    extract::{Extension, Path, RawQuery, State},
    response::{AppendHeaders, IntoResponse, Redirect, Response},
};
use http::header::REFERRER_POLICY;
use integrations::{
    AuthorizationResponse, Caller, Connections, ReturnTo,
    connections::{CompleteError, Completed},
    session::SessionBinding,
    token_endpoint::TokenEndpointError,
};
use model::{Notice, ProviderId, list::View};

/// Completes. Always a redirect: code and state never stay in the address bar, the history or a
/// `Referer` (RFC 9700 §4.2.4).
pub async fn oauth2callback(
    State(connections): State<Connections>,
    Extension(caller): Extension<Caller>,
    Path(provider): Path<String>,
    RawQuery(query): RawQuery,
) -> Response {
    let target = match complete(&connections, caller, provider, query.unwrap_or_default()).await {
        Ok(completed) => destination(&completed),
        Err(notice) => format!("/?notice={}", notice.word()),
    };
    (AppendHeaders([(REFERRER_POLICY, "no-referrer")]), Redirect::to(&target)).into_response()
}

/// The path that the user asked for; from any connection's page to that of this one. Where the user
/// wanted to renew another connection, that page asks what is to become of it.
fn destination(completed: &Completed) -> String {
    if let Some(old) = &completed.instead_of {
        let (new, notice) = (&completed.connection, Notice::OtherAccount.word());
        return format!("/connections/{new}?notice={notice}&instead_of={old}");
    }
    let path = completed.return_to.as_ref().map_or("", ReturnTo::as_str);
    if !path.is_empty() && !path.starts_with("/connections/") {
        return path.to_owned();
    }
    let own = format!("/connections/{}", completed.connection);
    // What was looked at when this connection was renewed is looked at again.
    let query = path.strip_prefix(&own).and_then(|rest| rest.strip_prefix('?'));
    let mut view = query
        .map(|query| View::from_query(query).to_query())
        .unwrap_or_default();
    if !view.is_empty() {
        view.push('&');
    }
    format!("{own}?{view}notice={}", Notice::Connected.word())
}

async fn complete(
    connections: &Connections,
    caller: Caller,
    provider: String,
    query: String,
) -> Result<Completed, Notice> {
    let provider = ProviderId::new(provider).map_err(|_| Notice::Expired)?;
    let response = AuthorizationResponse::parse(&query).map_err(|_| {
        tracing::warn!(target: "audit", event = "sequence_fail", "a malformed answer reached the redirect URI");
        Notice::Expired
    })?;
    let binding = match caller {
        Caller::Known(session) => session.binding,
        // Without a session the state is burnt all the same: nobody can use it afterwards.
        Caller::Nobody => SessionBinding::draw(),
        Caller::Unknown => return Err(Notice::Unavailable),
    };
    connections
        .complete(&binding, &provider, response)
        .await
        .map_err(|error| {
            tracing::warn!(
                target: "audit",
                event = "sequence_fail",
                error = &error as &dyn std::error::Error,
                "no connection was made"
            );
            notice_of(&error)
        })
}

/// Every doubt about the state looks alike: whoever probes learns nothing.
fn notice_of(error: &CompleteError) -> Notice {
    match error {
        CompleteError::UnknownState => Notice::Expired,
        CompleteError::Denied => Notice::Denied,
        CompleteError::Account(error) if !error.is_temporary() => Notice::Failed,
        CompleteError::Finishing => Notice::Finishing,
        CompleteError::Exchange(TokenEndpointError::Unavailable { .. } | TokenEndpointError::Throttled { .. })
        | CompleteError::Account(_)
        | CompleteError::Store(_)
        | CompleteError::Interrupted => Notice::Unavailable,
        CompleteError::Failed | CompleteError::Exchange(_) => Notice::Failed,
    }
}
