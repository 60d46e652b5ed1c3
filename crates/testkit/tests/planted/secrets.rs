//! Faults in where tokens go.

use async_trait::async_trait;
use integrations::{Access, Account, ProviderError, Revocation, TokenSet, provider::PageRequest};
use model::{ItemKind, ItemPage};

use crate::{
    flaw::{Flaw, Good},
    ground::planted,
};

/// Asks once more for each page, with the token where it does not belong.
struct AsksWith(fn(reqwest::RequestBuilder, &str) -> reqwest::RequestBuilder);

#[async_trait]
impl Flaw for AsksWith {
    async fn page(
        &self,
        good: &Good,
        access: &Access,
        kind: &ItemKind,
        request: PageRequest<'_>,
    ) -> Result<ItemPage, ProviderError> {
        let asked = good
            .http
            .post(format!("{}/crm/objects/2026-09/contacts/search", good.base));
        let asked = self.0(asked, access.token.reveal());
        asked.send().await.map_err(|_| ProviderError::Unavailable)?;
        good.provider.list_items(access, kind, request).await
    }
}

/// Revokes by an address.
struct RevokesByAddress;

#[async_trait]
impl Flaw for RevokesByAddress {
    async fn revoke(&self, good: &Good, access: &Access, tokens: &TokenSet) -> Result<Revocation, ProviderError> {
        let token = tokens.refresh_token.as_ref().unwrap().reveal();
        let url = format!("{}/oauth/v1/refresh-tokens/{token}", good.base);
        let asked = good.http.delete(url).bearer_auth(access.token.reveal());
        asked.send().await.map_err(|_| ProviderError::Unavailable)?;
        good.provider.revoke(access, tokens).await
    }
}

/// Tells the token in an account's label.
struct TellsTheToken;

#[async_trait]
impl Flaw for TellsTheToken {
    async fn account(&self, good: &Good, access: &Access) -> Result<Account, ProviderError> {
        let account = good.provider.account(access).await?;
        let label = format!("opened by {}", access.token.reveal());
        Ok(Account { label, ..account })
    }
}

planted! {
    it_puts_the_token_into_the_query: AsksWith(|request, token| request.query(&[("hapikey", token)]))
        => "secrets::an_access_token_stands_in_its_header_and_nowhere_else", "the token is in POST";
    it_puts_the_token_into_a_header_of_its_own: AsksWith(|request, token| request.header("x-token", token))
        => "secrets::an_access_token_stands_in_its_header_and_nowhere_else", "the token is in x-token";
    it_puts_the_token_into_a_body: AsksWith(|request, token| request.body(format!("{{\"query\":\"{token}\"}}")))
        => "secrets::an_access_token_stands_in_its_header_and_nowhere_else", "was sent";
    it_revokes_by_an_address: RevokesByAddress
        => "secrets::what_redeems_goes_to_the_token_endpoint_only", "a secret is in the address";
    it_tells_the_token_in_an_account: TellsTheToken
        => "secrets::nothing_that_is_told_holds_a_token", "tells a token";
}
