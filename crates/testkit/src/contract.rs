//! What every implementation of a port promises, as claims that any of them can be put to.

use std::{any::Any, sync::Arc, time::Duration};

use async_trait::async_trait;
use integrations::{Locks, PendingAuthorizations, RateLimits, Sessions, SnapshotLogs, Vault};

pub mod locks;
pub mod pending_authorizations;
pub mod provider;
pub mod rate_limits;
pub mod sessions;
pub mod snapshot_logs;
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
    /// Its locks.
    pub locks: Arc<dyn Locks>,
    /// Its rate limits.
    pub limits: Arc<dyn RateLimits>,
    /// Its time.
    pub time: Box<dyn TimeTravel>,
    /// What must live as long: a scratch folder, say.
    pub kept: Box<dyn Any + Send + Sync>,
}

/// Fresh logs under test, with their time. Not every store has some.
pub struct LogsSubject {
    /// The logs.
    pub logs: Arc<dyn SnapshotLogs>,
    /// Their time.
    pub time: Box<dyn TimeTravel>,
    /// What must live as long.
    pub kept: Box<dyn Any + Send + Sync>,
}

/// Puts a store to all claims of its ports, each as a test with a fresh subject.
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
            a_session_waits_for_ten_answers_at_most,
            of_many_saved_at_once_ten_wait,
            another_session_has_places_of_its_own,
            an_answer_frees_its_place,
            a_place_is_free_when_its_state_ends,
            what_was_refused_is_nowhere,
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
            a_census_counts_each_connection_once,
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
        $crate::$each!($subject, locks: locks [
            a_lock_is_held_by_one_at_a_time,
            other_names_and_other_principals_do_not_wait,
            any_name_can_be_locked,
            whoever_waits_comes_in_when_the_lock_is_released,
            a_dropped_lock_lets_the_next_one_in,
            whoever_stops_waiting_is_in_nobodys_way,
            of_many_tasks_one_is_inside_at_a_time,
        ]);
        $crate::$each!($subject, rate_limits: limits [
            so_many_are_admitted_and_the_next_one_waits,
            waiting_as_long_as_it_says_is_enough,
            what_was_refused_is_not_counted,
            no_window_wherever_it_begins_has_more,
            of_many_at_once_so_many_are_admitted,
            two_keys_are_counted_apart,
            a_limit_may_change,
            no_permits_admit_nobody,
            nothing_is_admitted_during_a_pause,
            a_longer_pause_stays_and_a_shorter_one_does_not_shorten_it,
            a_pause_that_was_ended_is_over,
            a_pause_of_nothing_is_none,
        ]);
    };
}

/// Puts logs to all claims of their port, as `store_contract!` does for a store's other ports: by a
/// function `fn() -> LogsSubject`, or `in_turn`.
#[macro_export]
macro_rules! snapshot_logs_contract {
    (in_turn) => {
        $crate::snapshot_logs_contract!(claims_in_turn: one -> LogsSubject);
    };
    ($subject:ident) => {
        $crate::snapshot_logs_contract!(claims: $subject);
    };
    ($each:ident: $subject:ident $(-> $made:ident)?) => {
        $crate::$each!($subject $(-> $made)?, snapshot_logs: logs [
            a_log_is_read_as_it_was_written,
            without_a_log_there_is_nothing,
            an_entry_is_written_once,
            of_many_who_write_an_entry_at_once_one_does,
            another_list_and_another_principal_see_nothing,
            any_name_of_a_list_and_a_log_works,
            a_new_log_hides_the_old_one,
            a_log_ends_by_its_lifetime,
            what_is_kept_lives_on,
            what_has_ended_is_not_kept,
            keeping_an_old_log_is_nothing_to_the_current_one,
            what_was_forgotten_is_gone,
            what_was_forgotten_is_not_written_again,
            forgetting_nothing_is_no_error,
            a_long_log_is_kept_and_forgotten_whole,
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
    ($subject:ident, $($port:tt)+) => {
        $crate::claims_in_turn!($subject -> Subject, $($port)+);
    };
    ($subject:ident -> $made:ident, $port:ident: $field:ident [$($claim:ident,)+]) => {
        mod $port {
            pub(super) async fn in_turn(next: impl AsyncFn() -> $crate::contract::$made) {
                $(
                    let $subject = next().await;
                    $crate::contract::$port::$claim(&*$subject.$field, &*$subject.time).await;
                )+
            }
        }
    };
}
