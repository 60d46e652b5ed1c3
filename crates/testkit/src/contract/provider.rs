//! The contract of `Provider`: what every provider promises, shown against a stand-in over real HTTP.
//!
//! Whoever adds a provider runs it, and needs to read nothing else of this crate. It takes one function,
//! which starts the stand-in and says what is under test; [`provider_contract!`](crate::provider_contract)
//! makes a test of every claim:
//!
//! ```no_run
//! # use hubspot::{HubSpot, HubSpotSettings};
//! # fn settings(base: &str) -> HubSpotSettings { unreachable!("{base}") }
//! use std::sync::Arc;
//!
//! use sandbox::{Sandbox, SandboxConfig};
//! use testkit::contract::provider::{KindUnderTest, ProviderUnderTest};
//!
//! async fn hubspot() -> ProviderUnderTest {
//!     let config = SandboxConfig { contacts: 250, ..SandboxConfig::default() };
//!     let sandbox = Sandbox::start(config).await.expect("a free port");
//!     let make = |base: &str, http| Arc::new(HubSpot::new(settings(base), http)) as Arc<_>;
//!     ProviderUnderTest::new(sandbox.base_url(), make)
//!         .asking_for(&["oauth", "crm.objects.contacts.read"])
//!         .listing(KindUnderTest::named("contacts", 250))
//!         .keeping(sandbox)
//! }
//!
//! testkit::provider_contract!(hubspot);
//! # fn main() {}
//! ```
//!
//! # What the stand-in must have
//!
//! The suite knows the stand-in by its base URL alone. Below `/_sandbox/` it finds the remote control that
//! all stand-ins of `crates/sandbox` have: `POST faults`, `DELETE faults`, `POST consent`, `POST grant`,
//! `POST tokens/expire`, `POST tokens/revoke`. Its app is registered with redirect URIs at
//! `http://localhost:3000/integrations/{provider}/oauth2callback`.
//! Of every kind it has so many records that they come on several pages, or the kind is told to be
//! [on one page](KindUnderTest::on_one_page).
//!
//! # How it looks
//!
//! The provider is made anew for each claim, over a base URL that takes the place of all its addresses.
//! There a relay listens, which hands every request on to the stand-in and keeps it as it was sent: that
//! a token stands nowhere but in its header is read from the bytes. The relay also changes answers on the
//! way back, whoever wrote them and in whatever shape: it cuts them, lets them grow, lays junk into their
//! lists, writes awkward words into their texts, and lets their addresses lead to a stranger who counts
//! his visitors. So nobody has to write down what the provider's answers look like. What the whole API
//! does wrong (a status, silence, a cut connection) is planned by the remote control, and meets every
//! question that the trait has.
//!
//! The flow is the real one: the address of the consent page comes from
//! [`Connections::begin`](integrations::Connections::begin), the stand-in consents, and
//! [`TokenEndpoint`](integrations::token_endpoint::TokenEndpoint) redeems.
//!
//! # What it wants
//!
//! - A request that the provider can answer without asking (a count that it does not know) need not be
//!   asked; everything else fails as the answer failed.
//! - What is left out of a page is told once, as `tracing::warn!(skipped, "…")`: `integrations::answers::readable`
//!   does so.
//! - The descriptor has a colour such as `#1a7f45`, words for the start page, and a budget of any requests.
//! - An id, a name of a kind and the id of a list come through the browser: those that cannot be any are
//!   `Rejected { status: 404 }`, and no request is made for a kind that there is not.
//! - A token that RFC 7009 or RFC 7662 wants in a form goes to a neighbour of the token endpoint: to a path
//!   in the same folder.
//!
//! `docs/adding-a-provider.md` lists for each claim a planted fault that it catches.

pub mod accounts;
pub mod authorization;
pub mod columns;
mod control;
pub mod edits;
pub mod failures;
pub mod lists;
pub mod nonsense;
mod ports;
mod questions;
mod reading;
mod relay;
pub mod revocation;
pub mod secrets;
mod stage;
mod stranger;
pub mod strangers;
mod subject;
pub mod tokens;
mod tree;
mod warnings;

use futures::future::BoxFuture;

pub use self::subject::{KindUnderTest, Make, ProviderUnderTest};

/// Puts a provider to all claims of its contract, each as a test with a provider made anew.
///
/// It takes a function `async fn() -> ProviderUnderTest`, and belongs into a module of its own.
#[macro_export]
macro_rules! provider_contract {
    ($subject:ident) => {
        $crate::provider_contract!(provider_claims: $subject);
    };
    ($each:ident: $subject:ident) => {
        $crate::$each!($subject, authorization [
            the_request_is_complete_and_minimal,
            exactly_the_scopes_that_were_told_are_asked_for,
            each_scope_says_what_it_is_for,
            its_addresses_follow_the_settings_and_its_words_are_there,
            there_is_a_limit_on_all_requests,
            each_kind_can_be_granted_and_is_under_test,
        ]);
        $crate::$each!($subject, tokens [
            pkce_is_used_as_declared,
            a_code_is_redeemed_once,
            a_refresh_brings_tokens_that_work,
            the_newest_refresh_token_works_however_often,
            an_ended_access_token_is_unauthorized_and_can_be_refreshed,
            a_grant_that_was_taken_back_is_refused,
            a_wrong_client_secret_is_our_fault_and_ends_no_grant,
            a_token_endpoint_in_trouble_ends_no_grant,
        ]);
        $crate::$each!($subject, accounts [
            an_account_is_the_same_at_every_look,
            a_consent_becomes_a_connection_and_a_connection_ends,
        ]);
        $crate::$each!($subject, lists [
            every_record_is_listed_once,
            each_kind_has_records_of_its_own,
            a_cursor_is_short_and_one_that_nobody_gave_is_refused,
            a_count_is_complete,
            every_item_says_what_it_is,
            what_lies_in_what_leads_to_the_top,
            changes_are_told_or_not_traceable,
            what_was_removed_is_not_listed,
            a_kind_that_there_is_not_is_not_asked_for,
            a_kind_that_was_not_granted_lacks_its_scope,
        ]);
        $crate::$each!($subject, columns [
            columns_are_distinct_and_the_usual_ones_come_first,
            every_property_has_a_column,
            which_properties_are_asked_for_changes_no_record,
            a_record_by_itself_is_that_of_the_list,
            an_id_leads_to_a_record_or_to_nothing,
        ]);
        $crate::$each!($subject, edits [
            what_can_be_edited_is_edited_by_one_request,
            an_edit_is_sent_once_whatever_becomes_of_it,
            what_cannot_be_edited_is_not_sent,
        ]);
        $crate::$each!($subject, failures [
            a_token_that_is_not_honoured_is_unauthorized,
            a_token_that_one_request_of_several_finds_dead_is_unauthorized,
            what_is_forbidden_is_told_as_forbidden,
            what_is_rejected_is_told_with_its_status,
            too_many_requests_are_a_wait,
            a_wait_is_as_long_as_the_provider_says,
            trouble_at_the_provider_is_temporary,
            a_connection_that_is_cut_is_temporary,
            no_answer_in_time_is_temporary,
            a_page_for_people_makes_no_sense,
        ]);
        $crate::$each!($subject, nonsense [
            half_an_answer_makes_no_sense,
            an_answer_without_end_makes_no_sense,
            an_answer_of_another_shape_makes_no_sense,
            a_list_that_is_none_makes_no_sense,
            a_bad_record_costs_only_itself,
            awkward_text_stays_as_it_is,
        ]);
        $crate::$each!($subject, secrets [
            an_access_token_stands_in_its_header_and_nowhere_else,
            what_redeems_goes_to_the_token_endpoint_only,
            nothing_that_is_told_holds_a_token,
        ]);
        $crate::$each!($subject, strangers [
            no_redirect_is_followed,
            no_address_of_an_answer_is_trusted,
        ]);
        $crate::$each!($subject, revocation [
            a_revocation_is_real_or_honestly_unsupported,
            a_revocation_that_failed_is_told_as_failed,
        ]);
    };
}

/// Makes a test of each claim of one group.
#[doc(hidden)]
#[macro_export]
macro_rules! provider_claims {
    ($subject:ident, $group:ident [$($claim:ident,)+]) => {
        mod $group {
            $(
                #[tokio::test]
                async fn $claim() {
                    let subject = super::$subject().await;
                    $crate::contract::provider::$group::$claim(&subject).await;
                }
            )+
        }
    };
}

/// Adds the claims of one group to a list.
#[doc(hidden)]
#[macro_export]
macro_rules! provider_claims_by_name {
    ($claims:ident, $group:ident [$($claim:ident,)+]) => {
        $($claims.push($crate::contract::provider::Claim {
            name: concat!(stringify!($group), "::", stringify!($claim)),
            put: |subject| Box::pin(async move { $group::$claim(&subject).await }),
        });)+
    };
}

/// One claim: whoever puts a provider to it by name shows that it can fail.
pub struct Claim {
    /// Its group and its own name.
    pub name: &'static str,
    /// Puts a provider to it. It panics where it does not hold.
    pub put: fn(ProviderUnderTest) -> BoxFuture<'static, ()>,
}

/// All claims.
#[must_use]
pub fn claims() -> Vec<Claim> {
    let mut claims = Vec::new();
    crate::provider_contract!(provider_claims_by_name: claims);
    claims
}
