//! A session that does not open is no session.

use std::time::Duration;

use testkit::{builders, clock::ManualClock};

use super::*;
use crate::{Keyring, backend::embedded::Embedded};

fn sessions() -> SealedSessions {
    let backend = Embedded::in_memory(Arc::new(ManualClock::default())).unwrap();
    SealedSessions {
        backend: Arc::new(backend),
        sealer: Sealer::new(Keyring::draw()),
    }
}

#[tokio::test]
async fn a_session_of_other_keys_is_none_and_is_not_removed() {
    let (ours, id) = (sessions(), SessionId::draw());
    ours.save(&id, &builders::session()).await.unwrap();
    let theirs = SealedSessions {
        backend: Arc::clone(&ours.backend),
        sealer: Sealer::new(Keyring::draw()),
    };
    assert!(theirs.load(&id).await.unwrap().is_none());
    assert!(ours.load(&id).await.unwrap().is_some());
}

#[tokio::test]
async fn a_session_under_another_ones_key_is_none() {
    let sessions = sessions();
    let (mine, other) = (SessionId::draw(), SessionId::draw());
    sessions.save(&mine, &builders::session()).await.unwrap();
    let sealed = sessions.backend.get(&keys::session(&mine)).await.unwrap().unwrap();
    let place = keys::session(&other);
    sessions
        .backend
        .put(&place, &sealed, Duration::from_mins(1))
        .await
        .unwrap();
    assert!(sessions.load(&other).await.unwrap().is_none());
}
