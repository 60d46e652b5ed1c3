//! Faults in whom is spoken to, and in what is said of the end.

use async_trait::async_trait;
use integrations::{Access, ProviderError, Revocation, TokenSet, provider::PageRequest};
use model::{ItemKind, ItemPage};

use crate::{
    flaw::{Flaw, Good},
    ground::planted,
};

/// Brings a client of its own, which goes wherever it is sent.
struct IsLedAway;

impl Flaw for IsLedAway {
    #[expect(clippy::disallowed_methods, reason = "the fault that is planted")]
    fn client(&self, _: reqwest::Client) -> reqwest::Client {
        reqwest::Client::builder().no_proxy().build().unwrap()
    }
}

/// Goes to the address that stands beside the cursor.
struct GoesToTheNextLink;

#[async_trait]
impl Flaw for GoesToTheNextLink {
    async fn page(
        &self,
        good: &Good,
        access: &Access,
        kind: &ItemKind,
        request: PageRequest<'_>,
    ) -> Result<ItemPage, ProviderError> {
        let page = good.raw_page(access).await?;
        if let Some(link) = page["paging"]["next"]["link"]
            .as_str()
            .filter(|link| link.starts_with("http://"))
        {
            good.http.get(link).bearer_auth(access.token.reveal()).send().await.ok();
        }
        good.provider.list_items(access, kind, request).await
    }
}

/// Shows whatever link a record has.
struct ShowsAnyLink;

#[async_trait]
impl Flaw for ShowsAnyLink {
    async fn page(
        &self,
        good: &Good,
        access: &Access,
        kind: &ItemKind,
        request: PageRequest<'_>,
    ) -> Result<ItemPage, ProviderError> {
        let (raw, mut page) = (
            good.raw_page(access).await?,
            good.provider.list_items(access, kind, request).await?,
        );
        let links = raw["results"].as_array().into_iter().flatten();
        for (item, record) in page.items.iter_mut().zip(links) {
            item.url = record["url"].as_str().map(str::to_owned);
        }
        Ok(page)
    }
}

/// Says this of a revocation, without any.
struct Says(Revocation);

#[async_trait]
impl Flaw for Says {
    async fn revoke(&self, _: &Good, _: &Access, _: &TokenSet) -> Result<Revocation, ProviderError> {
        Ok(self.0)
    }
}

/// Revokes, and says this of it whatever came of it.
struct SaysAnyway(Revocation);

#[async_trait]
impl Flaw for SaysAnyway {
    async fn revoke(&self, good: &Good, access: &Access, tokens: &TokenSet) -> Result<Revocation, ProviderError> {
        good.provider.revoke(access, tokens).await.ok();
        Ok(self.0)
    }
}

planted! {
    it_follows_a_redirect: IsLedAway
        => "strangers::no_redirect_is_followed", "was led away";
    it_goes_to_the_next_link: GoesToTheNextLink
        => "strangers::no_address_of_an_answer_is_trusted", "was led away";
    it_shows_any_link: ShowsAnyLink
        => "strangers::no_address_of_an_answer_is_trusted", "is shown";
    it_says_revoked_and_does_nothing: Says(Revocation::Revoked)
        => "revocation::a_revocation_is_real_or_honestly_unsupported", "Refused";
    it_revokes_and_says_that_it_cannot: SaysAnyway(Revocation::Unsupported)
        => "revocation::a_revocation_is_real_or_honestly_unsupported", "Refused";
    it_promises_to_revoke_and_cannot: Says(Revocation::Unsupported)
        => "revocation::a_revocation_is_real_or_honestly_unsupported", "the descriptor says otherwise";
    it_says_revoked_whatever_came_of_it: SaysAnyway(Revocation::Revoked)
        => "revocation::a_revocation_that_failed_is_told_as_failed", "Ok(Revoked)";
}
