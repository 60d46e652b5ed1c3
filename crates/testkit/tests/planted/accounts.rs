//! Faults in whose account it is.

use std::sync::atomic::{AtomicU32, Ordering};

use async_trait::async_trait;
use integrations::{Access, Account, ProviderError};

use crate::{
    flaw::{Flaw, Good},
    ground::planted,
};

/// Numbers its looks.
#[derive(Default)]
struct AnotherEachTime(AtomicU32);

#[async_trait]
impl Flaw for AnotherEachTime {
    async fn account(&self, good: &Good, access: &Access) -> Result<Account, ProviderError> {
        let account = good.provider.account(access).await?;
        let id = format!("{}-{}", account.id, self.0.fetch_add(1, Ordering::SeqCst));
        Ok(Account { id, ..account })
    }
}

struct Nameless;

#[async_trait]
impl Flaw for Nameless {
    async fn account(&self, good: &Good, access: &Access) -> Result<Account, ProviderError> {
        let account = good.provider.account(access).await?;
        let name = " ".to_owned();
        Ok(Account { name, ..account })
    }
}

planted! {
    it_finds_another_account_at_each_look: AnotherEachTime::default()
        => "accounts::an_account_is_the_same_at_every_look", "two grants of one account";
    it_has_no_name_for_an_account: Nameless
        => "accounts::an_account_is_the_same_at_every_look", "name: \" \"";
    it_makes_another_connection_of_the_same_account: AnotherEachTime::default()
        => "accounts::a_consent_becomes_a_connection_and_a_connection_ends", "the same account is the same connection";
}
