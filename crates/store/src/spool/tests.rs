//! What was kept is there after a restart, whole, private, and only as long as it is wanted.

use std::{fs, os::unix::fs::PermissionsExt as _, path::PathBuf};

use tempfile::TempDir;
use testkit::builders;

use super::*;
use crate::Keyring;

struct Scratch {
    _folder: TempDir,
    path: PathBuf,
    keys: String,
}

fn scratch() -> Scratch {
    let folder = tempfile::tempdir().unwrap();
    Scratch {
        path: folder.path().join("deep/spool"),
        _folder: folder,
        keys: Keyring::draw_entry("k1"),
    }
}

impl Scratch {
    fn opened(&self) -> SealedSpool {
        self.with(&self.keys)
    }

    fn with(&self, keys: &str) -> SealedSpool {
        SealedSpool::new(&self.path, Sealer::new(Keyring::parse(keys).unwrap())).unwrap()
    }

    fn files(&self) -> Vec<PathBuf> {
        let entries = fs::read_dir(&self.path).unwrap();
        entries.map(|entry| entry.unwrap().path()).collect()
    }
}

async fn keep(spool: &SealedSpool, connection: &Connection) {
    spool.keep(&builders::principal(), connection).await.unwrap();
}

fn access(connection: &Connection) -> &str {
    connection.tokens.access_token.reveal()
}

#[tokio::test]
async fn what_was_kept_is_listed_after_a_restart() {
    let (scratch, connection) = (scratch(), builders::connection());
    keep(&scratch.opened(), &connection).await;
    let listed = scratch.opened().list().await.unwrap();
    assert_eq!(listed.len(), 1);
    assert_eq!(listed[0].principal, builders::principal());
    assert_eq!(listed[0].connection.id, connection.id);
    assert_eq!(listed[0].connection.provider, connection.provider);
    assert_eq!(listed[0].connection.account, connection.account);
    assert_eq!(access(&listed[0].connection), access(&connection));
}

#[tokio::test]
async fn an_empty_spool_lists_nothing() {
    assert!(scratch().opened().list().await.unwrap().is_empty());
}

#[tokio::test]
async fn each_connection_has_one_file_and_the_newest_counts() {
    let (scratch, first) = (scratch(), builders::connection());
    let spool = scratch.opened();
    let second = Connection {
        tokens: builders::token_set(),
        ..first.clone()
    };
    for connection in [&first, &second, &builders::connection()] {
        keep(&spool, connection).await;
    }
    spool.keep(&Principal::new("local", "eve"), &first).await.unwrap();
    assert_eq!(scratch.files().len(), 3, "another principal's is another one");
    let listed = spool.list().await.unwrap();
    let of_ada = |one: &&Spooled| one.principal == builders::principal() && one.connection.id == first.id;
    assert_eq!(access(&listed.iter().find(of_ada).unwrap().connection), access(&second));
}

#[tokio::test]
async fn what_was_removed_is_gone_and_the_rest_stays() {
    let scratch = scratch();
    let spool = scratch.opened();
    for _ in 0..2 {
        keep(&spool, &builders::connection()).await;
    }
    let listed = spool.list().await.unwrap();
    for _ in 0..2 {
        spool.remove(&listed[0]).await.unwrap();
    }
    let left = scratch.opened().list().await.unwrap();
    assert_eq!(left.len(), 1);
    assert_eq!(left[0].name, listed[1].name);
}

#[tokio::test]
async fn removing_an_older_one_leaves_what_was_kept_since() {
    let (scratch, first) = (scratch(), builders::connection());
    let spool = scratch.opened();
    keep(&spool, &first).await;
    let listed = spool.list().await.unwrap();
    keep(&spool, &first).await;
    spool.remove(&listed[0]).await.unwrap();
    assert_eq!(spool.list().await.unwrap().len(), 1);
}

#[tokio::test]
async fn nobody_but_its_owner_may_look_inside() {
    let (scratch, connection) = (scratch(), builders::connection());
    keep(&scratch.opened(), &connection).await;
    let mode = |path: &Path| path.metadata().unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&scratch.path), 0o700);
    let file = scratch.files().remove(0);
    assert_eq!(mode(&file), 0o600);
    let (name, bytes) = (file.display().to_string(), fs::read(&file).unwrap());
    for secret in ["ada", connection.id.as_str(), access(&connection), "Analytical Engines"] {
        assert!(!name.contains(secret), "{name}");
        let found = bytes.windows(secret.len()).any(|window| window == secret.as_bytes());
        assert!(!found, "{secret} stands there");
    }
}

#[tokio::test]
async fn what_does_not_open_stays_and_is_complained_of_once() {
    let scratch = scratch();
    keep(&scratch.opened(), &builders::connection()).await;
    let spool = scratch.with(&Keyring::draw_entry("k1"));
    keep(&spool, &builders::connection()).await;
    for _ in 0..2 {
        assert_eq!(spool.list().await.unwrap().len(), 1, "the other one");
    }
    assert_eq!(spool.unreadable.lock().unwrap().len(), 1);
    assert_eq!(scratch.files().len(), 2);
    assert_eq!(
        scratch.opened().list().await.unwrap().len(),
        1,
        "whoever has the key reads it"
    );
}

#[tokio::test]
async fn a_file_under_another_ones_name_does_not_open() {
    let scratch = scratch();
    let spool = scratch.opened();
    keep(&spool, &builders::connection()).await;
    let file = scratch.files().remove(0);
    fs::rename(&file, scratch.path.join("another.sealed")).unwrap();
    assert!(spool.list().await.unwrap().is_empty());
}

#[tokio::test]
async fn what_a_crash_left_unfinished_is_read_by_nobody_and_in_nobodys_way() {
    let (scratch, connection) = (scratch(), builders::connection());
    let spool = scratch.opened();
    keep(&spool, &connection).await;
    let finished = scratch.files().remove(0);
    fs::rename(&finished, finished.with_extension("unfinished")).unwrap();
    assert!(spool.list().await.unwrap().is_empty());
    keep(&spool, &connection).await;
    assert_eq!(spool.list().await.unwrap().len(), 1);
    assert_eq!(scratch.files().len(), 1);
}

#[tokio::test]
async fn what_cannot_be_read_hides_nothing_else() {
    let scratch = scratch();
    let spool = scratch.opened();
    keep(&spool, &builders::connection()).await;
    fs::create_dir(scratch.path.join("a-folder.sealed")).unwrap();
    assert_eq!(spool.list().await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_folder_that_is_gone_is_an_error() {
    let scratch = scratch();
    let spool = scratch.opened();
    fs::remove_dir(&scratch.path).unwrap();
    assert!(
        spool
            .keep(&builders::principal(), &builders::connection())
            .await
            .is_err()
    );
    assert!(spool.list().await.is_err());
}

#[tokio::test]
async fn where_no_folder_can_be_made_there_is_no_spool() {
    let scratch = scratch();
    fs::write(scratch.path.parent().unwrap().parent().unwrap().join("deep"), "a file").unwrap();
    assert!(SealedSpool::new(&scratch.path, Sealer::new(Keyring::draw())).is_err());
}

#[tokio::test]
async fn many_are_kept_at_once() {
    let scratch = scratch();
    let spool = scratch.opened();
    let connections: Vec<Connection> = (0..20).map(|_| builders::connection()).collect();
    futures::future::join_all(connections.iter().chain(&connections).map(|one| keep(&spool, one))).await;
    assert_eq!(spool.list().await.unwrap().len(), 20);
}
