//! The ground: HubSpot with two of its kinds, which is good, and a flaw planted into it.

use std::sync::Arc;

use hubspot::{HubSpot, HubSpotSettings};
use integrations::{Provider, descriptor::Client, secret::ClientSecret};
use sandbox::{Sandbox, SandboxConfig};
use testkit::contract::provider::{self, KindUnderTest, ProviderUnderTest};
use url::Url;

use crate::flaw::{Flaw, Flawed};

const SCOPES: [&str; 4] = [
    "oauth",
    "crm.objects.contacts.read",
    "crm.objects.contacts.write",
    "crm.schemas.companies.read",
];

/// They take three pages.
const CONTACTS: usize = 220;

/// Puts the flawed provider to that claim. What it says when it fails is the error.
pub async fn puts(claim: &str, flaw: impl Flaw) -> Result<(), String> {
    let subject = flawed(flaw).await;
    let claim = provider::claims().into_iter().find(|known| known.name == claim);
    let put = claim.expect("there is such a claim").put;
    let Err(failed) = tokio::spawn(async move { put(subject).await }).await else {
        return Ok(());
    };
    let said = failed.into_panic();
    let text = said.downcast_ref::<String>().cloned();
    Err(text
        .or_else(|| said.downcast_ref::<&str>().map(|text| (*text).to_owned()))
        .unwrap())
}

/// Sees that the claim fails, and for the reason that it says.
pub async fn caught(flaw: impl Flaw, claim: &str, because: &str) {
    match puts(claim, flaw).await {
        Ok(()) => panic!("{claim} holds"),
        Err(said) => assert!(said.contains(because), "{claim} fails because {said}"),
    }
}

async fn flawed(flaw: impl Flaw) -> ProviderUnderTest {
    let config = SandboxConfig {
        contacts: CONTACTS,
        ..SandboxConfig::default()
    };
    let sandbox = Sandbox::start(config).await.unwrap();
    let flaw = Arc::new(flaw);
    let make = move |base: &str, http: reqwest::Client| {
        let http = flaw.client(http);
        let good = HubSpot::new(settings(base), http.clone());
        Arc::new(Flawed::new(Arc::clone(&flaw), good, base, http)) as Arc<dyn Provider>
    };
    let covered = &["createdate", "lastmodifieddate", "hs_object_id"];
    ProviderUnderTest::new(sandbox.base_url(), make)
        .asking_for(&SCOPES)
        .listing(KindUnderTest::named("contacts", CONTACTS).without_column(covered))
        .listing(KindUnderTest::named("company-schema", 45).on_one_page())
        .keeping(sandbox)
}

fn settings(base: &str) -> HubSpotSettings {
    HubSpotSettings {
        client: Some(Client {
            id: sandbox::CLIENT_ID.into(),
            secret: ClientSecret::new(sandbox::CLIENT_SECRET),
        }),
        authorize_url: Url::parse(&format!("{base}/oauth/authorize")).unwrap(),
        api_url: Url::parse(base).unwrap(),
        api_version: "2026-09".into(),
        scopes: SCOPES.map(str::to_owned).to_vec(),
        optional_scopes: Vec::new(),
    }
}

/// Makes a test of each planted fault, and a list of them: what is planted, the claim that catches it, and a
/// part of what that says.
macro_rules! planted {
    ($($name:ident: $flaw:expr => $claim:literal, $because:literal;)+) => {
        pub const PLANTED: &[(&str, &str)] = &[$((stringify!($name), $claim)),+];
        $(
            #[tokio::test]
            async fn $name() {
                $crate::ground::caught($flaw, $claim, $because).await;
            }
        )+
    };
}
pub(crate) use planted;
