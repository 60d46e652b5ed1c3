//! Faults that wait for a matching request.

pub(crate) mod answer;

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use axum::http::Method;
use serde::Deserialize;

use answer::{Answer, InvalidFault, answer};

/// What shall happen to the next matching requests.
///
/// Without `status`, `hang` and `reset` the request is answered as ever, after the delay.
#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Fault {
    /// Only this method; none: any.
    pub method: Option<String>,
    /// Only paths that begin so; empty: any.
    pub path_prefix: String,
    /// For how many requests.
    pub times: u32,
    /// Answer with this status instead of handling the request.
    pub status: Option<u16>,
    /// Headers of that answer.
    pub headers: BTreeMap<String, String>,
    /// Body of that answer.
    pub body: Option<FaultBody>,
    /// Body of that answer as base64, for bytes that are no text.
    pub body_base64: Option<String>,
    /// Send that body so many times over, piece by piece, as long as somebody reads.
    pub repeat: u64,
    /// Wait so many milliseconds before each piece.
    pub pause_ms: u64,
    /// Wait so many milliseconds first.
    pub delay_ms: u64,
    /// Never answer.
    pub hang: bool,
    /// Cut the connection with a TCP reset.
    pub reset: bool,
}

impl Default for Fault {
    fn default() -> Self {
        Self {
            method: None,
            path_prefix: String::new(),
            times: 1,
            status: None,
            headers: BTreeMap::new(),
            body: None,
            body_base64: None,
            repeat: 1,
            pause_ms: 0,
            delay_ms: 0,
            hang: false,
            reset: false,
        }
    }
}

/// A body as text, or as JSON to be written out.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
pub enum FaultBody {
    /// Sent as it is.
    Text(String),
    /// Sent as JSON text.
    Json(serde_json::Value),
}

/// One meeting of a request with a fault.
#[derive(Debug)]
pub(crate) struct Strike {
    pub(crate) delay: Duration,
    pub(crate) outcome: Outcome,
}

/// How a faulted request ends.
#[derive(Debug)]
pub(crate) enum Outcome {
    Handle,
    Answer(Answer),
    Hang,
    Reset,
}

#[derive(Debug)]
struct Planned {
    fault: Fault,
    answer: Option<Answer>,
    left: u32,
}

impl Planned {
    fn matches(&self, method: &Method, path: &str) -> bool {
        let method_matches = self
            .fault
            .method
            .as_deref()
            .is_none_or(|wanted| method.as_str().eq_ignore_ascii_case(wanted));
        self.left > 0 && method_matches && path.starts_with(&self.fault.path_prefix)
    }

    fn strike(&self) -> Strike {
        let outcome = match &self.answer {
            _ if self.fault.reset => Outcome::Reset,
            _ if self.fault.hang => Outcome::Hang,
            Some(answer) => Outcome::Answer(answer.clone()),
            None => Outcome::Handle,
        };
        Strike {
            delay: Duration::from_millis(self.fault.delay_ms),
            outcome,
        }
    }
}

/// The faults that wait, oldest first.
#[derive(Debug, Default)]
pub(crate) struct Faults(Mutex<Vec<Planned>>);

impl Faults {
    /// Adds a fault behind those that wait already.
    pub(crate) fn plan(&self, fault: Fault) -> Result<(), InvalidFault> {
        let answer = fault.status.map(|status| answer(status, &fault)).transpose()?;
        let left = fault.times;
        self.lock().push(Planned { fault, answer, left });
        Ok(())
    }

    /// The first fault that matches, used up by one.
    pub(crate) fn strike(&self, method: &Method, path: &str) -> Option<Strike> {
        let mut planned = self.lock();
        let found = planned.iter_mut().find(|planned| planned.matches(method, path))?;
        found.left -= 1;
        let strike = found.strike();
        planned.retain(|planned| planned.left > 0);
        Some(strike)
    }

    pub(crate) fn clear(&self) {
        self.lock().clear();
    }

    fn lock(&self) -> MutexGuard<'_, Vec<Planned>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(json: &str) -> Fault {
        serde_json::from_str(json).unwrap()
    }

    #[test]
    fn a_fault_meets_only_what_matches_and_only_so_often() {
        let faults = Faults::default();
        faults
            .plan(parse(
                r#"{"method":"get","path_prefix":"/crm/","status":503,"times":2}"#,
            ))
            .unwrap();

        assert!(faults.strike(&Method::POST, "/crm/x").is_none());
        assert!(faults.strike(&Method::GET, "/oauth/x").is_none());
        assert!(faults.strike(&Method::GET, "/crm/x").is_some());
        assert!(faults.strike(&Method::GET, "/crm/x").is_some());
        assert!(faults.strike(&Method::GET, "/crm/x").is_none());
    }

    #[test]
    fn faults_strike_in_the_order_of_planning() {
        let faults = Faults::default();
        faults.plan(parse(r#"{"hang":true}"#)).unwrap();
        faults.plan(parse(r#"{"reset":true}"#)).unwrap();

        let strikes = [faults.strike(&Method::GET, "/"), faults.strike(&Method::GET, "/")];

        assert!(matches!(
            strikes.map(|strike| strike.unwrap().outcome),
            [Outcome::Hang, Outcome::Reset]
        ));
    }

    #[test]
    fn an_impossible_fault_is_refused_when_it_is_planned() {
        let plan = |json| Faults::default().plan(parse(json)).unwrap_err();

        assert_eq!(plan(r#"{"status":99}"#), InvalidFault::Status);
        assert_eq!(plan(r#"{"status":200,"headers":{"a b":"c"}}"#), InvalidFault::Header);
        assert_eq!(plan(r#"{"status":200,"body_base64":"?"}"#), InvalidFault::Base64);
    }
}
