//! The stage of a claim: the provider behind a relay, a browser that consents, and what was granted.

use std::{sync::Arc, time::Duration};

use integrations::{
    Access, Account, AuthorizationResponse, Connections, Gate, PendingAuthorization, PendingAuthorizations as _,
    Provider, Session, SystemClock, TokenSet,
    authorization_response::Outcome,
    http::client,
    provider::AccountFacts,
    secret::AuthorizationCode,
    token_endpoint::{Grant, Redeemed, TokenEndpoint, TokenEndpointError},
};
use reqwest::header::LOCATION;
use url::Url;

use super::{
    control::Control,
    ports::{MapPending, MapVault, ports},
    relay::Relay,
    subject::ProviderUnderTest,
};
use crate::builders;

/// So long an impatient client waits.
const IMPATIENCE: Duration = Duration::from_millis(200);

/// Everything that a claim needs.
pub(super) struct Stage<'a> {
    pub(super) subject: &'a ProviderUnderTest,
    pub(super) relay: Relay,
    pub(super) control: Control,
    pub(super) provider: Arc<dyn Provider>,
    pub(super) connections: Connections,
    pub(super) vault: Arc<MapVault>,
    pub(super) session: Session,
    pub(super) token_endpoint: TokenEndpoint,
    pending: Arc<MapPending>,
    http: reqwest::Client,
}

/// A consent that was not redeemed yet.
pub(super) struct Consent {
    pub(super) code: AuthorizationCode,
    pub(super) pending: PendingAuthorization,
}

impl Consent {
    /// What the token endpoint is to redeem.
    pub(super) fn grant(&self) -> Grant {
        Grant::AuthorizationCode {
            code: self.code.clone(),
            redirect_uri: self.pending.redirect_uri.clone(),
            verifier: self.pending.verifier.clone(),
        }
    }
}

/// What a grant brought.
pub(super) struct Granted {
    pub(super) tokens: TokenSet,
    pub(super) facts: AccountFacts,
    pub(super) account: Account,
}

impl Granted {
    /// For finding out whose account it is.
    pub(super) fn unknown(&self) -> Access {
        access(&self.tokens, None, self.facts.clone())
    }

    /// For everything else.
    pub(super) fn access(&self) -> Access {
        access(&self.tokens, Some(self.account.clone()), AccountFacts::new())
    }
}

/// With these tokens, and no turn to wait for.
fn access(tokens: &TokenSet, account: Option<Account>, facts: AccountFacts) -> Access {
    Access {
        token: tokens.access_token.clone(),
        account,
        scopes: tokens.scopes.clone(),
        gate: Gate::open(),
        facts,
    }
}

impl<'a> Stage<'a> {
    pub(super) async fn of(subject: &'a ProviderUnderTest) -> Self {
        let http = client().expect("a client");
        let relay = Relay::before(&subject.stand_in).await;
        let provider = (subject.make)(&relay.base_url(), http.clone());
        let (pending, vault) = (Arc::default(), Arc::default());
        let control = Control::of(&subject.stand_in, http.clone());
        control.consent_at_once().await;
        Self {
            subject,
            relay,
            control,
            connections: Connections::new(ports(&provider, &pending, &vault, &http)),
            provider,
            vault,
            session: builders::session(),
            token_endpoint: TokenEndpoint::new(http.clone(), Arc::new(SystemClock)),
            pending,
            http,
        }
    }

    /// The provider once more, over a client that waits for nobody.
    pub(super) fn impatient(&self) -> Arc<dyn Provider> {
        #[expect(clippy::disallowed_methods, reason = "the one client that is impatient")]
        let impatient = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .timeout(IMPATIENCE)
            .no_proxy()
            .build();
        (self.subject.make)(&self.relay.base_url(), impatient.expect("a client"))
    }

    /// The address of the consent page, as the flow builds it.
    pub(super) async fn begin(&self) -> Url {
        let id = &self.provider.descriptor().id;
        let begun = self.connections.begin(&self.session, id, None, None).await;
        begun.expect("the provider is configured")
    }

    /// The query with which the consent page sends the browser back.
    pub(super) async fn answer(&self, page: Url) -> String {
        let answer = self.http.get(page).send().await.expect("the consent page answers");
        let status = answer.status();
        let location = answer.headers().get(LOCATION).and_then(|value| value.to_str().ok());
        let location = location.and_then(|location| Url::parse(location).ok());
        let Some(location) = location else {
            panic!("the consent page sends the browser nowhere, with {status}");
        };
        location.query().unwrap_or_default().to_owned()
    }

    /// A user's consent.
    pub(super) async fn consent(&self) -> Consent {
        let query = self.answer(self.begin().await).await;
        let response = AuthorizationResponse::parse(&query).expect("an answer to the request");
        let pending = self.pending.take(&self.session.binding, &response.state).await;
        let Outcome::Granted(code) = response.outcome else {
            panic!("the consent page refuses: {query}");
        };
        Consent {
            code,
            pending: pending
                .expect("a map")
                .expect("the answer has the state of the request"),
        }
    }

    pub(super) async fn redeem(&self, grant: &Grant) -> Result<Redeemed, TokenEndpointError> {
        let descriptor = self.provider.descriptor();
        let expected = descriptor.scope_names();
        self.token_endpoint.redeem(descriptor, grant, &expected).await
    }

    /// The tokens that succeed these.
    pub(super) async fn refresh(&self, tokens: &TokenSet) -> Result<TokenSet, TokenEndpointError> {
        let grant = Grant::RefreshToken(tokens.refresh_token.clone().expect("a refresh token"));
        let next = self.redeem(&grant).await?;
        Ok(tokens.succeeded_by(next.tokens))
    }

    /// Consents, redeems, and finds out whose account it is.
    pub(super) async fn connect(&self) -> Granted {
        let consent = self.consent().await;
        let redeemed = self.redeem(&consent.grant()).await.expect("the code is redeemed");
        let Redeemed { tokens, facts } = redeemed;
        let looking = access(&tokens, None, facts.clone());
        let account = self.provider.account(&looking).await.unwrap_or_else(|error| {
            let granted = &tokens.scopes;
            panic!("no account is found ({error}) with the scopes that `asking_for` brought: {granted:?}")
        });
        Granted { tokens, facts, account }
    }
}
