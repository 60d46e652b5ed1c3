//! What every implementation of a port promises, as claims that any of them can be put to.

use std::{any::Any, sync::Arc, time::Duration};

use async_trait::async_trait;
use integrations::{PendingAuthorizations, Sessions, Vault};

pub mod pending_authorizations;
pub mod sessions;
pub mod vault;
pub mod vault_writes;

/// How long before its end a record is still looked for: longer than the claim itself takes.
const SHORTLY: Duration = Duration::from_secs(20);

/// The time at which a record with this lifetime is looked for once more.
fn shortly_before(lifetime: Duration) -> Duration {
    lifetime.saturating_sub(SHORTLY)
}

/// Makes a store's time pass.
#[async_trait]
pub trait TimeTravel: Send + Sync {
    /// From here on the store acts as if `by` had passed.
    async fn pass(&self, by: Duration);
}

/// A fresh store under test, with its time.
pub struct Subject {
    /// Its pending authorizations.
    pub pending: Arc<dyn PendingAuthorizations>,
    /// Its sessions.
    pub sessions: Arc<dyn Sessions>,
    /// Its vault.
    pub vault: Arc<dyn Vault>,
    /// Its time.
    pub time: Box<dyn TimeTravel>,
    /// What must live as long: a scratch folder, say.
    pub kept: Box<dyn Any + Send + Sync>,
}

/// Puts a store to all claims of the three ports, each as a test with a fresh subject.
///
/// It takes a function `fn() -> Subject`, and belongs into a module of its own.
///
/// Where a store is too dear to be started for each claim, `store_contract!(in_turn)` makes of each
/// port's claims a function `in_turn`, which takes one that clears the store and returns it.
#[macro_export]
macro_rules! store_contract {
    (in_turn) => {
        $crate::store_contract!(claims_in_turn: one);
    };
    ($subject:ident) => {
        $crate::store_contract!(claims: $subject);
    };
    ($each:ident: $subject:ident) => {
        $crate::$each!($subject, pending_authorizations: pending [
            a_state_is_honoured_once,
            of_a_hundred_concurrent_takes_one_succeeds,
            another_session_gets_nothing_and_uses_the_state_up,
            an_unknown_state_is_nothing,
            what_was_asked_survives_the_round_trip,
            the_least_that_can_be_asked_survives_the_round_trip,
            a_state_ends_after_ten_minutes,
            two_flows_of_one_session_do_not_disturb_each_other,
        ]);
        $crate::$each!($subject, sessions: sessions [
            what_was_saved_is_loaded,
            an_unknown_session_is_nothing,
            two_sessions_are_kept_apart,
            a_session_ends_after_its_lifetime,
            saving_again_replaces_and_renews,
        ]);
        $crate::$each!($subject, vault: vault [
            what_was_saved_is_loaded_and_listed,
            the_least_of_a_connection_survives_the_round_trip,
            another_principal_sees_nothing_whatever_the_id,
            any_name_of_an_organisation_or_user_works,
            a_thousand_connections_are_listed_by_id,
            it_answers_a_ping,
        ]);
        $crate::$each!($subject, vault_writes: vault [
            each_write_moves_the_generation,
            an_update_of_an_old_generation_is_refused,
            an_update_after_a_delete_is_refused,
            an_update_does_not_meet_a_record_made_anew,
            of_two_concurrent_updates_one_wins,
            concurrent_saves_all_succeed,
            deleting_says_whether_there_was_one,
            a_deleted_connection_is_in_no_list,
            a_connection_ends_after_its_lifetime,
            each_write_begins_the_lifetime_anew,
        ]);
    };
}

/// Makes a test of each claim of one port.
#[doc(hidden)]
#[macro_export]
macro_rules! claims {
    ($subject:ident, $port:ident: $field:ident [$($claim:ident,)+]) => {
        mod $port {
            $(
                #[tokio::test]
                async fn $claim() {
                    let subject = super::$subject();
                    $crate::contract::$port::$claim(&*subject.$field, &*subject.time).await;
                    drop(subject.kept);
                }
            )+
        }
    };
}

/// Makes a function of all claims of one port.
#[doc(hidden)]
#[macro_export]
macro_rules! claims_in_turn {
    ($subject:ident, $port:ident: $field:ident [$($claim:ident,)+]) => {
        mod $port {
            pub(super) async fn in_turn(next: impl AsyncFn() -> $crate::contract::Subject) {
                $(
                    let $subject = next().await;
                    $crate::contract::$port::$claim(&*$subject.$field, &*$subject.time).await;
                )+
            }
        }
    };
}
