//! The contract of `Sessions`.

#![expect(clippy::missing_panics_doc, reason = "a claim panics where it does not hold")]

use integrations::{Principal, Session, SessionId, Sessions, session::SESSION_LIFETIME};

use super::{SHORTLY, TimeTravel, shortly_before};
use crate::builders;

type Store<'a> = &'a dyn Sessions;
type Time<'a> = &'a dyn TimeTravel;

async fn saved(store: Store<'_>) -> (SessionId, Session) {
    let (id, session) = (SessionId::draw(), builders::session());
    store.save(&id, &session).await.expect("saving works");
    (id, session)
}

async fn load(store: Store<'_>, id: &SessionId) -> Option<Session> {
    store.load(id).await.expect("loading works")
}

/// Whom it speaks for, its binding, and when it was renewed come back, as often as they are asked for.
pub async fn what_was_saved_is_loaded(store: Store<'_>, _: Time<'_>) {
    let (id, session) = saved(store).await;
    for _ in 0..2 {
        let loaded = load(store, &id).await.expect("it is there");
        assert_eq!(loaded.principal, session.principal);
        assert_eq!(loaded.binding.reveal(), session.binding.reveal());
        assert_eq!(loaded.renewed_at, session.renewed_at);
    }
}

/// assurance T23: an id that somebody made up is no session, and asking makes none.
pub async fn an_unknown_session_is_nothing(store: Store<'_>, _: Time<'_>) {
    saved(store).await;
    let made_up = SessionId::draw();
    assert!(load(store, &made_up).await.is_none());
    assert!(load(store, &made_up).await.is_none());
}

/// Each id has its own.
pub async fn two_sessions_are_kept_apart(store: Store<'_>, _: Time<'_>) {
    let ((one, first), (other, second)) = (saved(store).await, saved(store).await);
    let (one, other) = (load(store, &one).await, load(store, &other).await);
    assert_eq!(one.expect("it is there").binding.reveal(), first.binding.reveal());
    assert_eq!(other.expect("it is there").binding.reveal(), second.binding.reveal());
}

/// The store ends it, not the cookie.
pub async fn a_session_ends_after_its_lifetime(store: Store<'_>, time: Time<'_>) {
    let (id, _) = saved(store).await;
    time.pass(shortly_before(SESSION_LIFETIME)).await;
    assert!(load(store, &id).await.is_some(), "it lives until shortly before");
    time.pass(SHORTLY).await;
    assert!(load(store, &id).await.is_none(), "and no longer");
}

/// A rolling session: each save counts from then.
pub async fn saving_again_replaces_and_renews(store: Store<'_>, time: Time<'_>) {
    let (id, _) = saved(store).await;
    time.pass(SESSION_LIFETIME / 2).await;
    let renewed = Session {
        principal: Principal::new("local", "grace"),
        ..builders::session()
    };
    store.save(&id, &renewed).await.expect("saving works");
    time.pass(shortly_before(SESSION_LIFETIME)).await;
    let loaded = load(store, &id).await.expect("it was renewed");
    assert_eq!(loaded.principal, renewed.principal);
    assert_eq!(loaded.binding.reveal(), renewed.binding.reveal());
    time.pass(SHORTLY).await;
    assert!(load(store, &id).await.is_none(), "and ends a lifetime later");
}
