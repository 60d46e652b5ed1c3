//! Redis does what it is told, and its answers get lost on the way.

use std::{
    io::{Read, Write},
    net::{Shutdown, TcpListener, TcpStream},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    thread,
};

use integrations::secret::State;
use testkit::{builders, redis::RedisServer};

use crate::subject::opened;

/// Passes on what is asked, and what is answered until it is muted. Muted, it cuts the connection at the
/// first answer.
struct Mute {
    port: u16,
    muted: Arc<AtomicBool>,
}

impl Mute {
    fn before(server: u16) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let port = listener.local_addr().unwrap().port();
        let muted = Arc::new(AtomicBool::new(false));
        let flag = Arc::clone(&muted);
        thread::spawn(move || {
            for client in listener.incoming() {
                let (client, server) = (client.unwrap(), TcpStream::connect(("127.0.0.1", server)).unwrap());
                let never = Arc::new(AtomicBool::new(false));
                pass_on(client.try_clone().unwrap(), server.try_clone().unwrap(), never);
                pass_on(server, client, Arc::clone(&flag));
            }
        });
        Self { port, muted }
    }
}

fn pass_on(mut from: TcpStream, mut to: TcpStream, muted: Arc<AtomicBool>) {
    thread::spawn(move || {
        let mut buffer = [0; 4096];
        while let Ok(bytes @ 1..) = from.read(&mut buffer) {
            if muted.load(Ordering::SeqCst) || to.write_all(&buffer[..bytes]).is_err() {
                break;
            }
        }
        // Whichever of the two is gone already needs no end.
        let _ = (from.shutdown(Shutdown::Both), to.shutdown(Shutdown::Both));
    });
}

/// assurance R06: asking again would read "there is none", and tell the user that the flow expired.
#[tokio::test]
async fn taking_a_state_is_asked_once_whatever_becomes_of_the_answer() {
    let server = RedisServer::new();
    let proxy = Mute::before(server.port());
    let direct = format!(":{}", server.port());
    let store = opened(&server.url().replace(&direct, &format!(":{}", proxy.port)));
    let (state, session) = (State::draw(), builders::session());
    let pending = builders::pending();
    store.pending.save(&session.binding, &state, &pending).await.unwrap();

    proxy.muted.store(true, Ordering::SeqCst);
    store.pending.take(&session.binding, &state).await.unwrap_err();
    proxy.muted.store(false, Ordering::SeqCst);
    store.vault.ping().await.unwrap();

    let mut info = redis::cmd("INFO");
    let mut raw = server.connect().await;
    let told: String = info.arg("commandstats").query_async(&mut raw).await.unwrap();
    assert!(told.contains("cmdstat_getdel:calls=1,"), "{told}");
}
