//! Where tokens and secrets go: claims of every byte that is sent.

#![expect(clippy::missing_panics_doc, reason = "a claim panics where it does not hold")]

use std::collections::BTreeSet;

use integrations::{Provider, secret::RefreshToken};
use percent_encoding::percent_decode_str;

use super::{
    questions::Question,
    reading::items,
    relay::Sent,
    stage::{Granted, Stage},
    subject::ProviderUnderTest,
};

/// An access token stands in the `Authorization` header and nowhere else (RFC 6750 §2), but where RFC 7009 and
/// RFC 7662 want it in a form: beside the token endpoint (assurance T44).
pub async fn an_access_token_stands_in_its_header_and_nowhere_else(subject: &ProviderUnderTest) {
    let stage = Stage::of(subject).await;
    let granted = tour(&stage).await;
    let token = granted.tokens.access_token.reveal();
    let bearer = format!("Bearer {token}");
    let (mut carried, desk) = (0, desk(stage.provider.as_ref()));
    for sent in stage.relay.sent() {
        assert!(
            !holds(&sent.target, token),
            "the token is in {} {}",
            sent.method,
            sent.path()
        );
        assert!(
            !holds(&sent.body, token) || is_at(&desk, &sent),
            "the token is in what {} was sent",
            sent.path()
        );
        for (name, value) in &sent.headers {
            let is_its_own = name == "authorization" && *value == bearer;
            assert!(
                is_its_own || !holds(value, token),
                "the token is in {name} for {}",
                sent.path()
            );
            carried += usize::from(is_its_own);
        }
    }
    assert!(carried > 0, "the token is sent nowhere");
}

/// What redeems goes to the token endpoint and its neighbours, in a body or as Basic credentials, and never
/// into an address (RFC 6749 §2.3.1).
pub async fn what_redeems_goes_to_the_token_endpoint_only(subject: &ProviderUnderTest) {
    let stage = Stage::of(subject).await;
    let granted = tour(&stage).await;
    let consent = stage.consent().await;
    stage.redeem(&consent.grant()).await.expect("the code is redeemed");
    let client = stage.provider.descriptor().client.clone().expect("it is configured");
    let mut secrets = BTreeSet::from([client.secret.reveal().to_owned(), consent.code.reveal().to_owned()]);
    secrets.extend(consent.pending.verifier.map(|verifier| verifier.reveal().to_owned()));
    let refresh = granted.tokens.refresh_token.clone();
    secrets.extend(refresh.map(|token| token.reveal().to_owned()));
    assert!(secrets.len() > 2, "there is something to look for");
    let desk = desk(stage.provider.as_ref());
    for sent in stage.relay.sent() {
        for secret in &secrets {
            let place = format!("{} {}", sent.method, sent.path());
            assert!(!holds(&sent.target, secret), "a secret is in the address of {place}");
            assert!(
                is_at(&desk, &sent) || !holds(&sent.body, secret),
                "a secret is sent to {place}"
            );
            let mut values = sent.headers.iter().map(|(_, value)| value);
            assert!(
                !values.any(|value| holds(value, secret)),
                "a secret is in a header for {place}"
            );
        }
    }
}

/// What is told of an account and its records has no token in it.
pub async fn nothing_that_is_told_holds_a_token(subject: &ProviderUnderTest) {
    let stage = Stage::of(subject).await;
    let granted = stage.connect().await;
    let refresh = granted.tokens.refresh_token.as_ref().map(RefreshToken::reveal);
    let tokens = [Some(granted.tokens.access_token.reveal()), refresh];
    for question in Question::all(&stage, &granted).await {
        let answer = question.put(stage.provider.as_ref(), &granted).await;
        let told = answer.map(|answer| answer.at_length()).unwrap_or_default();
        for token in tokens.into_iter().flatten() {
            assert!(!told.contains(token), "{question} tells a token");
        }
    }
}

/// Asks for everything, reads every list, and revokes.
async fn tour(stage: &Stage<'_>) -> Granted {
    let granted = stage.connect().await;
    for question in Question::all(stage, &granted).await {
        let answer = question.put(stage.provider.as_ref(), &granted).await;
        assert!(answer.is_ok(), "{question}: {answer:?}");
    }
    for kind in &stage.subject.kinds {
        items(stage, &granted, kind).await;
    }
    let revoked = stage.provider.revoke(&granted.access(), &granted.tokens).await;
    assert!(revoked.is_ok(), "{revoked:?}");
    granted
}

/// Whether it stands there, as it is or as addresses and forms write it.
fn holds(text: &str, secret: &str) -> bool {
    let decoded = percent_decode_str(text).decode_utf8_lossy();
    text.contains(secret) || decoded.contains(secret)
}

/// The path of the token endpoint, and the folder in which its neighbours are.
fn desk(provider: &dyn Provider) -> (String, String) {
    let path = provider.descriptor().token_endpoint.path();
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    (path.to_owned(), folder.to_owned())
}

fn is_at((endpoint, folder): &(String, String), sent: &Sent) -> bool {
    let is_beside = !folder.is_empty() && sent.path().starts_with(&format!("{folder}/"));
    sent.method == "POST" && (sent.path() == endpoint || is_beside)
}
