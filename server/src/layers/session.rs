//! The browser session: reads the cookie, says who is calling, renews and issues.

use std::sync::Arc;

use axum::{
    extract::{Request, State},
    middleware::Next,
    response::Response,
};
use http::{
    HeaderMap, HeaderValue,
    header::{COOKIE, SET_COOKIE},
};
use integrations::{
    Caller, Clock, Principal, Session, SessionId, Sessions, StoreError, random,
    session::{SESSION_LIFETIME, SessionBinding},
};
use jiff::SignedDuration;
use url::Url;

/// Every browser is its own user here until there is a sign-in.
const ORGANISATION: &str = "local";
/// A session that is used is renewed at most this often.
const RENEWAL: SignedDuration = SignedDuration::from_hours(24);

/// Everything about sessions that needs the store, the time or the cookie's name.
#[derive(Clone)]
pub struct SessionKeeper {
    sessions: Arc<dyn Sessions>,
    clock: Arc<dyn Clock>,
    cookie_name: &'static str,
    is_https: bool,
}

impl SessionKeeper {
    /// A keeper for a site at this address.
    #[must_use]
    pub fn new(sessions: Arc<dyn Sessions>, clock: Arc<dyn Clock>, public_url: &Url) -> Self {
        let is_https = public_url.scheme() == "https";
        // `__Host-` needs `Secure`, which plain http on loopback cannot have (ASVS 3.3.3).
        let cookie_name = if is_https { "__Host-tributary" } else { "tributary" };
        Self {
            sessions,
            clock,
            cookie_name,
            is_https,
        }
    }

    /// Makes a new session for a browser that has none. Its id never comes from outside
    /// (OWASP session management: session fixation).
    ///
    /// # Errors
    /// When the store fails.
    pub async fn issue(&self) -> Result<(Session, HeaderValue), StoreError> {
        let id = SessionId::draw();
        let session = Session {
            principal: Principal::new(ORGANISATION, random::name()),
            binding: SessionBinding::draw(),
            renewed_at: self.clock.now(),
        };
        self.sessions.save(&id, &session).await?;
        tracing::info!(target: "audit", event = "session_created", "a browser was given a session");
        Ok((session, self.cookie(&id)))
    }

    async fn caller(&self, id: Option<&SessionId>) -> Caller {
        let Some(id) = id else { return Caller::Nobody };
        match self.sessions.load(id).await {
            Ok(Some(session)) => Caller::Known(session),
            Ok(None) => Caller::Nobody,
            Err(error) => {
                tracing::error!(
                    error = &error as &dyn std::error::Error,
                    "the session could not be loaded"
                );
                Caller::Unknown
            }
        }
    }

    /// A new cookie, when the session is renewed.
    async fn renew(&self, id: Option<&SessionId>, caller: &Caller) -> Option<HeaderValue> {
        let (Some(id), Caller::Known(session)) = (id, caller) else {
            return None;
        };
        let now = self.clock.now();
        if now.duration_since(session.renewed_at) < RENEWAL {
            return None;
        }
        let renewed = Session {
            renewed_at: now,
            ..session.clone()
        };
        self.sessions.save(id, &renewed).await.ok()?;
        Some(self.cookie(id))
    }

    fn cookie(&self, id: &SessionId) -> HeaderValue {
        let secure = if self.is_https { "; Secure" } else { "" };
        let text = format!(
            "{}={}; Path=/; HttpOnly; SameSite=Lax; Max-Age={}{secure}",
            self.cookie_name,
            id.reveal(),
            SESSION_LIFETIME.as_secs()
        );
        let mut value = HeaderValue::from_str(&text).unwrap_or(HeaderValue::from_static(""));
        value.set_sensitive(true);
        value
    }

    /// The id in the cookie. A cookie that stands there twice was tossed in: it counts as none.
    ///
    /// Read as bytes: what other applications of this host put beside it need not be text.
    fn id_in(&self, headers: &HeaderMap) -> Option<SessionId> {
        let prefix = format!("{}=", self.cookie_name);
        let lines = headers.get_all(COOKIE).iter().map(HeaderValue::as_bytes);
        let pairs = lines
            .flat_map(|line| line.split(|byte| *byte == b';'))
            .map(<[u8]>::trim_ascii);
        let mut ours = pairs.filter_map(|pair| pair.strip_prefix(prefix.as_bytes()));
        let (first, second) = (ours.next(), ours.next());
        let id = first.filter(|_| second.is_none())?;
        SessionId::parse(std::str::from_utf8(id).ok()?)
    }
}

/// Puts the [`Caller`] into the request's extensions and renews the session when it is due.
pub async fn identify_caller(State(keeper): State<SessionKeeper>, mut request: Request, next: Next) -> Response {
    let id = keeper.id_in(request.headers());
    let caller = keeper.caller(id.as_ref()).await;
    let renewed = keeper.renew(id.as_ref(), &caller).await;
    request.extensions_mut().insert(caller);
    let mut response = next.run(request).await;
    if let Some(cookie) = renewed {
        response.headers_mut().append(SET_COOKIE, cookie);
    }
    response
}
