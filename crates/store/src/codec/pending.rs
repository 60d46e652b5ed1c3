//! The record of a pending authorization.

use std::borrow::Cow;

use integrations::{PendingAuthorization, Principal, ReturnTo, secret::CodeVerifier};
use model::{ConnectionId, ProviderId};
use serde::{Deserialize, Serialize};
use url::Url;
use zeroize::Zeroizing;

#[derive(Serialize, Deserialize)]
struct Record<'a> {
    organisation: Cow<'a, str>,
    user: Cow<'a, str>,
    redirect_uri: Cow<'a, Url>,
    verifier: Option<Cow<'a, str>>,
    scopes: Cow<'a, [String]>,
    return_to: Option<Cow<'a, str>>,
    #[serde(default)]
    renews: Option<Cow<'a, ConnectionId>>,
}

/// Writes a pending authorization. Its provider stands on the label.
pub(crate) fn encode(pending: &PendingAuthorization) -> Zeroizing<Vec<u8>> {
    super::encode(&Record {
        organisation: (&pending.principal.organisation).into(),
        user: (&pending.principal.user).into(),
        redirect_uri: Cow::Borrowed(&pending.redirect_uri),
        verifier: pending.verifier.as_ref().map(|verifier| verifier.reveal().into()),
        scopes: (&pending.scopes).into(),
        return_to: pending.return_to.as_ref().map(|path| path.as_str().into()),
        renews: pending.renews.as_ref().map(Cow::Borrowed),
    })
}

/// Reads a pending authorization at the provider of its label.
pub(crate) fn decode(provider: ProviderId, bytes: &[u8]) -> Option<PendingAuthorization> {
    let record: Record<'_> = super::decode(bytes)?;
    Some(PendingAuthorization {
        provider,
        principal: Principal::new(record.organisation, record.user),
        redirect_uri: record.redirect_uri.into_owned(),
        verifier: record.verifier.map(CodeVerifier::new),
        scopes: record.scopes.into_owned(),
        return_to: record.return_to.and_then(|path| ReturnTo::parse(&path)),
        renews: record.renews.map(Cow::into_owned),
    })
}
