//! Certificates for a Redis with TLS, made for one test.

use std::{fs, path::PathBuf};

use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use tempfile::TempDir;

/// Signs certificates, for as long as the test lasts.
pub struct Authority {
    issuer: CertifiedIssuer<'static, KeyPair>,
    scratch: TempDir,
}

/// A server's certificate, its key, and the file of whoever signed it.
pub struct ServerCertificate {
    certificate: PathBuf,
    key: PathBuf,
    authority: PathBuf,
}

impl Authority {
    /// A new authority, which nobody trusts yet.
    ///
    /// # Panics
    /// When there is no room for its files.
    #[must_use]
    pub fn new() -> Self {
        let mut params = CertificateParams::default();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let key = KeyPair::generate().expect("a key");
        let issuer = CertifiedIssuer::self_signed(params, key).expect("a certificate");
        let scratch = tempfile::tempdir().expect("a scratch folder");
        fs::write(scratch.path().join("ca.pem"), issuer.pem()).expect("a file");
        Self { issuer, scratch }
    }

    /// The file of its own certificate (PEM).
    #[must_use]
    pub fn file(&self) -> PathBuf {
        self.scratch.path().join("ca.pem")
    }

    /// Its own certificate (PEM).
    #[must_use]
    pub fn pem(&self) -> Vec<u8> {
        self.issuer.pem().into_bytes()
    }

    /// Signs a certificate for a server of that name.
    ///
    /// # Panics
    /// When it is no name.
    #[must_use]
    pub fn certificate_for(&self, host: &str) -> ServerCertificate {
        let key = KeyPair::generate().expect("a key");
        let params = CertificateParams::new([host.to_owned()]).expect("a host's name");
        let certificate = params.signed_by(&key, &self.issuer).expect("a certificate");
        let path = |end: &str| self.scratch.path().join(format!("{host}.{end}"));
        fs::write(path("pem"), certificate.pem()).expect("a file");
        fs::write(path("key"), key.serialize_pem()).expect("a file");
        ServerCertificate {
            certificate: path("pem"),
            key: path("key"),
            authority: self.file(),
        }
    }
}

impl Default for Authority {
    fn default() -> Self {
        Self::new()
    }
}

impl ServerCertificate {
    /// As `redis-server` takes them. Clients need no certificate.
    pub(super) fn arguments(&self) -> Vec<String> {
        let path = |path: &PathBuf| path.display().to_string();
        [
            ("--tls-cert-file", path(&self.certificate)),
            ("--tls-key-file", path(&self.key)),
            ("--tls-ca-cert-file", path(&self.authority)),
            ("--tls-auth-clients", "no".to_owned()),
        ]
        .into_iter()
        .flat_map(|(name, value)| [name.to_owned(), value])
        .collect()
    }
}
