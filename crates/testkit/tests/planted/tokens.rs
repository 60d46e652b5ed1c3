//! Faults in how codes and tokens are spoken of, and of whoever keeps tokens of his own.

use std::sync::{Mutex, OnceLock};

use async_trait::async_trait;
use integrations::{
    Access, Account, ProviderError,
    descriptor::{ClientAuthentication, Pkce},
    provider::PageRequest,
    secret::AccessToken,
};
use model::{ItemKind, ItemPage};

use crate::{
    flaw::{Described, Flaw, Good, Understands},
    ground::planted,
};

/// Knows the first token that it saw, and takes all others for wrong.
#[derive(Default)]
struct KnowsOneToken(OnceLock<String>);

#[async_trait]
impl Flaw for KnowsOneToken {
    async fn account(&self, good: &Good, access: &Access) -> Result<Account, ProviderError> {
        let first = self.0.get_or_init(|| access.token.reveal().to_owned());
        if first != access.token.reveal() {
            return Err(ProviderError::Unauthorized);
        }
        good.provider.account(access).await
    }
}

/// Goes on with the first token that it saw.
#[derive(Default)]
struct KeepsItsToken(Mutex<Option<AccessToken>>);

#[async_trait]
impl Flaw for KeepsItsToken {
    async fn page(
        &self,
        good: &Good,
        access: &Access,
        kind: &ItemKind,
        request: PageRequest<'_>,
    ) -> Result<ItemPage, ProviderError> {
        let token = self.0.lock().unwrap().get_or_insert(access.token.clone()).clone();
        let access = Access {
            token,
            ..access.clone()
        };
        good.provider.list_items(&access, kind, request).await
    }
}

/// Shows an empty list to whoever is not let in.
const SHOWS_NOTHING: Understands = Understands(|error| (error != ProviderError::Unauthorized).then_some(error));

planted! {
    it_declares_no_pkce: Described(|it| it.pkce = Pkce::Refused)
        => "tokens::pkce_is_used_as_declared", "S256";
    it_authenticates_in_a_way_that_is_not_taken: Described(|it| it.client_authentication = ClientAuthentication::Basic)
        => "tokens::a_code_is_redeemed_once", "Misconfigured";
    it_knows_one_token_only: KnowsOneToken::default()
        => "tokens::a_refresh_brings_tokens_that_work", "the account: Err(Unauthorized)";
    it_knows_no_token_but_the_first: KnowsOneToken::default()
        => "tokens::the_newest_refresh_token_works_however_often", "the account: Err(Unauthorized)";
    it_goes_on_with_a_token_that_has_ended: KeepsItsToken::default()
        => "tokens::an_ended_access_token_is_unauthorized_and_can_be_refreshed", "contacts cannot be listed";
    it_shows_an_empty_list_for_a_token_that_has_ended: SHOWS_NOTHING
        => "tokens::an_ended_access_token_is_unauthorized_and_can_be_refreshed", "a page of 0 items";
    it_shows_an_empty_list_for_a_grant_that_was_taken_back: SHOWS_NOTHING
        => "tokens::a_grant_that_was_taken_back_is_refused", "a page of 0 items";
    it_takes_a_wrong_secret_for_the_users_no: Described(|it| it.refusals = &["BAD_CLIENT_SECRET"])
        => "tokens::a_wrong_client_secret_is_our_fault_and_ends_no_grant", "Refused";
    it_takes_a_mistake_of_ours_for_the_users_no: Described(|it| it.refusals = &["invalid_request"])
        => "tokens::a_token_endpoint_in_trouble_ends_no_grant", "invalid_request";
}
