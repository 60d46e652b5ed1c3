//! A provider that is not who it says: over TLS nobody but the right one is told anything (T49).

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use rcgen::{CertifiedKey, generate_simple_self_signed};
use tokio::{
    io::AsyncReadExt as _,
    net::{TcpListener, TcpStream},
};
use tokio_rustls::{
    TlsAcceptor,
    rustls::{ServerConfig, pki_types::PrivateKeyDer},
};

use crate::stage::{Setting, Stage, few_contacts};

/// Someone who sits where the provider should: how often met, and how often told something.
#[derive(Clone, Default)]
struct Impostor {
    met: Arc<AtomicUsize>,
    told: Arc<AtomicUsize>,
}

/// What an impostor does with a connection.
#[derive(Clone)]
enum Guise {
    /// Shows a certificate that nobody vouches for, for the right name.
    SelfSigned(TlsAcceptor),
    /// Speaks no TLS, and waits for what is said without it.
    Plain,
}

impl Guise {
    async fn is_told(&self, stream: TcpStream) -> bool {
        let mut heard = [0; 1024];
        match self {
            Self::SelfSigned(acceptor) => match acceptor.accept(stream).await {
                Ok(mut opened) => matches!(opened.read(&mut heard).await, Ok(1..)),
                Err(_) => false,
            },
            Self::Plain => {
                let mut stream = stream;
                let length = stream.read(&mut heard).await.unwrap_or(0);
                // What begins with it is a handshake (RFC 8446 §5.1), and holds no request yet.
                heard[..length].first().is_some_and(|first| *first != 22)
            }
        }
    }
}

impl Impostor {
    /// Listens on loopback until the test ends. Returns the address.
    async fn sit(&self, guise: Guise) -> String {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let this = self.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                this.met.fetch_add(1, Ordering::SeqCst);
                if guise.is_told(stream).await {
                    this.told.fetch_add(1, Ordering::SeqCst);
                }
            }
        });
        format!("https://localhost:{port}")
    }
}

fn self_signed() -> Guise {
    let CertifiedKey { cert, signing_key } = generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    let key = PrivateKeyDer::Pkcs8(signing_key.serialize_der().into());
    let config = ServerConfig::builder()
        .with_no_client_auth()
        .with_single_cert(vec![cert.der().clone()], key);
    Guise::SelfSigned(TlsAcceptor::from(Arc::new(config.unwrap())))
}

#[tokio::test]
async fn an_impostor_is_told_neither_code_nor_secret() {
    for guise in [self_signed(), Guise::Plain] {
        let impostor = Impostor::default();
        let stage = Stage::with(Setting {
            api_url: Some(impostor.sit(guise).await),
            ..few_contacts()
        })
        .await;
        let browser = stage.browser();
        let callback = browser.consent(browser.begin().await).await;
        assert_eq!(browser.get(&callback).await.location(), "/?notice=unavailable");
        assert!(browser.connections().await.is_empty());
        assert!(impostor.met.load(Ordering::SeqCst) > 0, "somebody was there");
        assert_eq!(impostor.told.load(Ordering::SeqCst), 0);
    }
}
