//! What was asked of the sandbox, in order, without any secret.

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};

use axum::http::{Method, Uri};
use serde::{Deserialize, Serialize};
use tokio::sync::watch;

use crate::fields::Fields;

/// Older entries are forgotten beyond this many, so that a load test does not fill the memory.
const CAPACITY: usize = 100_000;
/// What stands where a secret stood.
const REDACTED: &str = "redacted";
/// Parameters whose values the journal must never hold.
const SECRET_PARAMETERS: [&str; 7] = [
    "access_token",
    "client_secret",
    "code_verifier",
    "hapikey",
    "id_token",
    "refresh_token",
    "token",
];
/// Legacy HubSpot paths end in the token itself.
const SECRET_PATHS: [&str; 2] = ["/access-tokens/", "/refresh-tokens/"];

/// One request. Values of forms and of secret parameters are not kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct JournalEntry {
    /// Such as `GET`.
    pub method: String,
    /// The path as sent; a token in it is replaced.
    pub path: String,
    /// The query as sent, without `?`; secrets in it are replaced.
    pub query: String,
    /// The names in a form body, in order.
    pub form_names: Vec<String>,
    /// The answer's status; `None` while there is none, which for a hang or a reset is for ever.
    pub status: Option<u16>,
    /// From the whole request to the answer.
    pub milliseconds: Option<u64>,
    /// Whether an injected fault met it.
    pub faulted: bool,
}

impl JournalEntry {
    /// What may be kept of a request.
    pub(crate) fn of(method: &Method, uri: &Uri, form: &Fields) -> Self {
        Self {
            method: method.to_string(),
            path: safe_path(uri.path()),
            query: safe_query(uri.query().unwrap_or_default()),
            form_names: form.names(),
            status: None,
            milliseconds: None,
            faulted: false,
        }
    }
}

fn safe_path(path: &str) -> String {
    let start = SECRET_PATHS
        .iter()
        .find_map(|part| path.find(part).map(|at| at + part.len()));
    start.map_or_else(|| path.to_owned(), |start| format!("{}{REDACTED}", &path[..start]))
}

fn safe_query(query: &str) -> String {
    let is_secret = |name: &str| SECRET_PARAMETERS.contains(&name);
    let fields = Fields::parse(query.as_bytes());
    if !fields.pairs().iter().any(|(name, _)| is_secret(name)) {
        return query.to_owned();
    }
    let safe = fields
        .pairs()
        .iter()
        .map(|(name, value)| (name, if is_secret(name) { REDACTED } else { value }));
    url::form_urlencoded::Serializer::new(String::new())
        .extend_pairs(safe)
        .finish()
}

/// The entries and whoever waits for them.
#[derive(Debug)]
pub(crate) struct Journal {
    entries: Mutex<Entries>,
    changed: watch::Sender<()>,
}

#[derive(Debug, Default)]
struct Entries {
    /// The number of the first entry in `kept`.
    first: u64,
    kept: VecDeque<JournalEntry>,
}

/// Names one entry until the journal is cleared.
#[derive(Clone, Copy, Debug)]
pub(crate) struct EntryNumber(u64);

impl Journal {
    pub(crate) fn new() -> Self {
        Self {
            entries: Mutex::default(),
            changed: watch::Sender::new(()),
        }
    }

    /// Adds a request at its arrival.
    pub(crate) fn open(&self, entry: JournalEntry) -> EntryNumber {
        let mut entries = self.lock();
        if entries.kept.len() == CAPACITY {
            entries.kept.pop_front();
            entries.first += 1;
        }
        let number = entries.first + entries.kept.len() as u64;
        entries.kept.push_back(entry);
        drop(entries);
        self.changed.send_replace(());
        EntryNumber(number)
    }

    /// Completes an entry; one that was cleared meanwhile stays cleared.
    pub(crate) fn amend(&self, EntryNumber(number): EntryNumber, amend: impl FnOnce(&mut JournalEntry)) {
        let mut entries = self.lock();
        let index = number
            .checked_sub(entries.first)
            .and_then(|index| usize::try_from(index).ok());
        if let Some(entry) = index.and_then(|index| entries.kept.get_mut(index)) {
            amend(entry);
        }
        drop(entries);
        self.changed.send_replace(());
    }

    /// Every entry, oldest first.
    pub(crate) fn entries(&self) -> Vec<JournalEntry> {
        self.lock().kept.iter().cloned().collect()
    }

    /// Forgets all entries.
    pub(crate) fn clear(&self) {
        let mut entries = self.lock();
        entries.first += entries.kept.len() as u64;
        entries.kept.clear();
    }

    /// Waits until the entries satisfy a condition.
    pub(crate) async fn until(&self, condition: impl Fn(&[JournalEntry]) -> bool) -> Vec<JournalEntry> {
        let mut changes = self.changed.subscribe();
        loop {
            let entries = self.entries();
            // The sender lives in `self`, so waiting for it cannot fail.
            if condition(&entries) || changes.changed().await.is_err() {
                return entries;
            }
        }
    }

    fn lock(&self) -> MutexGuard<'_, Entries> {
        self.entries.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(uri: &str) -> JournalEntry {
        JournalEntry::of(
            &Method::GET,
            &uri.parse().unwrap(),
            &Fields::parse(b"client_secret=hush"),
        )
    }

    #[test]
    fn an_entry_keeps_no_secret() {
        let entry = entry("/oauth/v1/access-tokens/hush?token=hush&client_secret=hush&code_challenge=c");

        assert!(!serde_json::to_string(&entry).unwrap().contains("hush"));
        assert_eq!(entry.path, "/oauth/v1/access-tokens/redacted");
        assert!(entry.query.contains("code_challenge=c"));
        assert_eq!(entry.form_names, ["client_secret"]);
    }

    #[test]
    fn a_query_without_secrets_is_kept_as_sent() {
        assert_eq!(entry("/x?scope=a%20b").query, "scope=a%20b");
    }

    #[test]
    fn a_cleared_entry_is_not_amended_in_place_of_its_successor() {
        let journal = Journal::new();
        let old = journal.open(entry("/old"));
        journal.clear();
        journal.open(entry("/new"));

        journal.amend(old, |entry| entry.status = Some(500));

        assert_eq!(journal.entries()[0].status, None);
    }
}
