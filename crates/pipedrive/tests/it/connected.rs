//! A company of the sandbox's that was connected, as the flow does it.

use std::sync::Arc;

use integrations::{
    Access, Gate, Provider as _, SystemClock,
    http::client,
    provider::AccountFacts,
    secret::AuthorizationCode,
    token_endpoint::{Grant, TokenEndpoint},
};
use pipedrive::Pipedrive;
use reqwest::header::LOCATION;
use sandbox::{PipedriveConfig, RunningSandbox, Sandbox, SandboxConfig};
use url::Url;

use crate::contract::settings;

/// A provider, and what opens a company's persons to it.
pub(crate) struct Connected {
    pub(crate) sandbox: RunningSandbox,
    pub(crate) provider: Pipedrive,
    pub(crate) access: Access,
}

/// A company of so many persons, whose user consented.
pub(crate) async fn connected(persons: u32) -> Connected {
    let own = PipedriveConfig {
        persons,
        ..PipedriveConfig::default()
    };
    let config = SandboxConfig {
        pipedrive: Some(own),
        ..SandboxConfig::default()
    };
    let sandbox = Sandbox::start(config).await.unwrap();
    let provider = Pipedrive::new(settings(&sandbox.pipedrive().base_url()), client().unwrap());
    let mut access = redeemed(&provider).await;
    access.account = Some(provider.account(&access).await.unwrap());
    Connected {
        sandbox,
        provider,
        access,
    }
}

/// What a consent was redeemed for.
async fn redeemed(provider: &Pipedrive) -> Access {
    let (descriptor, http) = (provider.descriptor(), client().unwrap());
    let redirect_uri = Url::parse("http://localhost:3000/integrations/pipedrive/oauth2callback").unwrap();
    let mut page = descriptor.authorization_endpoint.clone();
    page.query_pairs_mut()
        .append_pair("response_type", "code")
        .append_pair("client_id", sandbox::CLIENT_ID)
        .append_pair("redirect_uri", redirect_uri.as_str())
        .append_pair("state", "state");
    let answer = http.get(page).send().await.unwrap();
    let back = Url::parse(answer.headers()[LOCATION].to_str().unwrap()).unwrap();
    let code = back.query_pairs().find(|(name, _)| name == "code").unwrap().1;
    let grant = Grant::AuthorizationCode {
        code: AuthorizationCode::new(code),
        redirect_uri,
        verifier: None,
    };
    let endpoint = TokenEndpoint::new(http, Arc::new(SystemClock));
    let tokens = endpoint.redeem(descriptor, &grant, &[]).await.unwrap().tokens;
    Access {
        token: tokens.access_token,
        account: None,
        scopes: tokens.scopes,
        gate: Gate::open(),
        facts: AccountFacts::new(),
    }
}
