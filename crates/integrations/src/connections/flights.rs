//! Single flight: of all callers in this process that need the same refresh, one makes it.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use futures::{
    FutureExt as _,
    future::{BoxFuture, Shared},
};
use model::ConnectionId;

use super::refresh::{LiveError, Urgency};
use crate::{Principal, Stored};

/// What came of a refresh; all who waited get the same.
pub(super) type Outcome = Result<Arc<Stored>, LiveError>;

/// Which refresh: whose connection, and which token set is to be succeeded.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct FlightKey {
    pub(super) principal: Principal,
    pub(super) id: ConnectionId,
    pub(super) serial: u64,
    pub(super) urgency: Urgency,
}

/// A refresh under way; clones share it.
pub(super) type Flight = Shared<BoxFuture<'static, Outcome>>;

/// The refreshes under way.
#[derive(Default)]
pub(super) struct Flights(Mutex<HashMap<FlightKey, Flight>>);

impl Flights {
    /// The flight under way for `key`, or else the one that `begin` makes; and whether it is the latter.
    pub(super) fn join(&self, key: FlightKey, begin: impl FnOnce() -> BoxFuture<'static, Outcome>) -> (Flight, bool) {
        let mut flights = self.under_way();
        if let Some(flight) = flights.get(&key) {
            return (flight.clone(), false);
        }
        let flight = begin().shared();
        flights.insert(key, flight.clone());
        (flight, true)
    }

    /// Forgets those that ended, and what came of them.
    pub(super) fn forget_ended(&self) {
        drop(self.under_way());
    }

    fn under_way(&self) -> MutexGuard<'_, HashMap<FlightKey, Flight>> {
        let mut flights = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        flights.retain(|_, flight| flight.peek().is_none());
        flights
    }
}

#[cfg(test)]
mod tests {
    use futures::future;

    use super::*;

    fn key(user: &str) -> FlightKey {
        FlightKey {
            principal: Principal::new("local", user),
            id: ConnectionId::new("a".repeat(22)).unwrap(),
            serial: 1,
            urgency: Urgency::Needed,
        }
    }

    fn never() -> BoxFuture<'static, Outcome> {
        future::pending().boxed()
    }

    #[test]
    fn a_second_caller_joins_and_another_principal_does_not() {
        let flights = Flights::default();
        assert!(flights.join(key("ada"), never).1);
        assert!(!flights.join(key("ada"), never).1);
        assert!(flights.join(key("eve"), never).1);
    }

    #[tokio::test]
    async fn a_flight_that_ended_is_joined_by_nobody() {
        let flights = Flights::default();
        let (flight, _) = flights.join(key("ada"), || future::ready(Err(LiveError::NotFound)).boxed());
        assert!(flight.await.is_err());
        assert!(flights.join(key("ada"), never).1);
        assert_eq!(flights.0.lock().unwrap().len(), 1, "and forgotten");
    }
}
