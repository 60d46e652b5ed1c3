//! The contract of `PendingAuthorizations`.

#![expect(clippy::missing_panics_doc, reason = "a claim panics where it does not hold")]

use std::time::Duration;

use futures::future::join_all;
use integrations::{
    PendingAuthorization, PendingAuthorizations, SaveError,
    pending::{MAX_PENDING_PER_SESSION, PENDING_LIFETIME},
    secret::{CodeVerifier, State},
    session::SessionBinding,
};

use super::{SHORTLY, TimeTravel, shortly_before};
use crate::builders;

type Store<'a> = &'a dyn PendingAuthorizations;
type Time<'a> = &'a dyn TimeTravel;

async fn saved(store: Store<'_>) -> (SessionBinding, State) {
    let (binding, state) = (SessionBinding::draw(), State::draw());
    save(store, &binding, &state, &builders::pending()).await;
    (binding, state)
}

async fn save(store: Store<'_>, binding: &SessionBinding, state: &State, pending: &PendingAuthorization) {
    store.save(binding, state, pending).await.expect("saving works");
}

async fn take(store: Store<'_>, binding: &SessionBinding, state: &State) -> Option<PendingAuthorization> {
    store.take(binding, state).await.expect("taking works")
}

/// RFC 9700 §4.2.4: an answer that was replayed finds nothing.
pub async fn a_state_is_honoured_once(store: Store<'_>, _: Time<'_>) {
    let (binding, state) = saved(store).await;
    assert!(take(store, &binding, &state).await.is_some());
    assert!(take(store, &binding, &state).await.is_none());
}

/// assurance T05.
pub async fn of_a_hundred_concurrent_takes_one_succeeds(store: Store<'_>, _: Time<'_>) {
    let (binding, state) = saved(store).await;
    let taken = join_all((0..100).map(|_| take(store, &binding, &state))).await;
    assert_eq!(taken.into_iter().flatten().count(), 1);
}

/// RFC 9700 §4.7, CVE-2025-68158: a stolen answer is worth nothing, now and afterwards.
pub async fn another_session_gets_nothing_and_uses_the_state_up(store: Store<'_>, _: Time<'_>) {
    let (binding, state) = saved(store).await;
    assert!(take(store, &SessionBinding::draw(), &state).await.is_none());
    assert!(take(store, &binding, &state).await.is_none());
}

/// Nothing waits under a state that nobody sent.
pub async fn an_unknown_state_is_nothing(store: Store<'_>, _: Time<'_>) {
    let (binding, _) = saved(store).await;
    assert!(take(store, &binding, &State::draw()).await.is_none());
}

/// All that the exchange needs comes back.
pub async fn what_was_asked_survives_the_round_trip(store: Store<'_>, _: Time<'_>) {
    round_trip(store, builders::pending()).await;
}

/// A provider without PKCE, no scopes, nowhere to return to.
pub async fn the_least_that_can_be_asked_survives_the_round_trip(store: Store<'_>, _: Time<'_>) {
    let least = PendingAuthorization {
        verifier: None,
        scopes: Vec::new(),
        return_to: None,
        ..builders::pending()
    };
    round_trip(store, least).await;
}

async fn round_trip(store: Store<'_>, asked: PendingAuthorization) {
    let (binding, state) = (SessionBinding::draw(), State::draw());
    save(store, &binding, &state, &asked).await;
    let taken = take(store, &binding, &state).await.expect("it waits");
    assert_eq!(verifier(&taken), verifier(&asked));
    assert_eq!(taken.provider, asked.provider);
    assert_eq!(taken.principal, asked.principal);
    assert_eq!(taken.redirect_uri, asked.redirect_uri);
    assert_eq!(taken.scopes, asked.scopes);
    assert_eq!(taken.return_to, asked.return_to);
}

fn verifier(pending: &PendingAuthorization) -> Option<&str> {
    pending.verifier.as_ref().map(CodeVerifier::reveal)
}

/// assurance T06.
pub async fn a_state_ends_after_ten_minutes(store: Store<'_>, time: Time<'_>) {
    let (early, late) = (saved(store).await, saved(store).await);
    time.pass(shortly_before(PENDING_LIFETIME)).await;
    assert!(
        take(store, &early.0, &early.1).await.is_some(),
        "it waits until shortly before"
    );
    time.pass(SHORTLY).await;
    assert!(take(store, &late.0, &late.1).await.is_none(), "and not at ten minutes");
}

/// assurance T22: two tabs, finished in the other order.
pub async fn two_flows_of_one_session_do_not_disturb_each_other(store: Store<'_>, _: Time<'_>) {
    let (binding, first, second) = (SessionBinding::draw(), State::draw(), State::draw());
    let asked = [builders::pending(), builders::pending()];
    save(store, &binding, &first, &asked[0]).await;
    save(store, &binding, &second, &asked[1]).await;
    let of_second = take(store, &binding, &second).await.expect("the second waits");
    let of_first = take(store, &binding, &first).await.expect("the first waits");
    assert_eq!(verifier(&of_second), verifier(&asked[1]));
    assert_eq!(verifier(&of_first), verifier(&asked[0]));
}

/// Begins as many as it may.
async fn crowded(store: Store<'_>) -> (SessionBinding, Vec<State>) {
    let binding = SessionBinding::draw();
    let states: Vec<State> = (0..MAX_PENDING_PER_SESSION).map(|_| State::draw()).collect();
    for state in &states {
        save(store, &binding, state, &builders::pending()).await;
    }
    (binding, states)
}

/// How long one more has to wait; `None` where it came in.
async fn one_more(store: Store<'_>, binding: &SessionBinding) -> Option<Duration> {
    match store.save(binding, &State::draw(), &builders::pending()).await {
        Ok(()) => None,
        Err(SaveError::TooMany { retry_after }) => Some(retry_after),
        Err(error) => panic!("{error}"),
    }
}

/// assurance T61: and the eleventh is told when the first of them ends.
pub async fn a_session_waits_for_ten_answers_at_most(store: Store<'_>, time: Time<'_>) {
    let (binding, states) = crowded(store).await;
    time.pass(SHORTLY).await;
    let wait = one_more(store, &binding).await.expect("no place is left");
    let left = shortly_before(PENDING_LIFETIME);
    assert!(wait <= left && wait + SHORTLY > left, "{wait:?}");
    for state in &states {
        assert!(
            take(store, &binding, state).await.is_some(),
            "the ten are as good as before"
        );
    }
}

/// Side by side, as tabs and scripts do.
pub async fn of_many_saved_at_once_ten_wait(store: Store<'_>, _: Time<'_>) {
    let binding = SessionBinding::draw();
    let waits = join_all((0..40).map(|_| one_more(store, &binding))).await;
    assert_eq!(waits.iter().filter(|wait| wait.is_none()).count(), 10);
}

/// Nobody locks others out.
pub async fn another_session_has_places_of_its_own(store: Store<'_>, _: Time<'_>) {
    crowded(store).await;
    assert_eq!(one_more(store, &SessionBinding::draw()).await, None);
}

/// An answer that another session stole frees none: nobody knows whose it was.
pub async fn an_answer_frees_its_place(store: Store<'_>, _: Time<'_>) {
    let (binding, states) = crowded(store).await;
    take(store, &SessionBinding::draw(), &states[0]).await;
    assert!(one_more(store, &binding).await.is_some());
    take(store, &binding, &states[1]).await;
    assert_eq!(one_more(store, &binding).await, None);
    assert!(one_more(store, &binding).await.is_some());
}

/// Waiting as long as was said is enough, and each place is free by itself.
pub async fn a_place_is_free_when_its_state_ends(store: Store<'_>, time: Time<'_>) {
    let binding = SessionBinding::draw();
    save(store, &binding, &State::draw(), &builders::pending()).await;
    time.pass(PENDING_LIFETIME / 2).await;
    for _ in 1..MAX_PENDING_PER_SESSION {
        assert_eq!(one_more(store, &binding).await, None);
    }
    let wait = one_more(store, &binding).await.expect("no place is left");
    time.pass(wait).await;
    assert_eq!(one_more(store, &binding).await, None);
    let wait = one_more(store, &binding).await.expect("the others wait on");
    assert!(wait > PENDING_LIFETIME / 4, "{wait:?}");
}

/// A state that nobody was sent away with is not kept.
pub async fn what_was_refused_is_nowhere(store: Store<'_>, _: Time<'_>) {
    let (binding, _) = crowded(store).await;
    let state = State::draw();
    let refused = store.save(&binding, &state, &builders::pending()).await;
    assert!(matches!(refused, Err(SaveError::TooMany { .. })));
    assert!(take(store, &binding, &state).await.is_none());
}
