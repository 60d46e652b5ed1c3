//! What a user is asked for, and how: claims of the descriptor.

#![expect(clippy::missing_panics_doc, reason = "a claim panics where it does not hold")]

use std::collections::{BTreeMap, BTreeSet};

use integrations::{connections::redirect_uri, descriptor::Pkce, gate::RequestClass, random};
use model::ScopeUse;
use url::Url;

use super::{stage::Stage, subject::ProviderUnderTest};

/// The request has what RFC 6749 §4.1.1 and RFC 7636 §4.3 ask for, the descriptor's own parameters, each
/// once, and nothing else.
pub async fn the_request_is_complete_and_minimal(subject: &ProviderUnderTest) {
    let stage = Stage::of(subject).await;
    let descriptor = stage.provider.descriptor();
    let page = stage.begin().await;
    let endpoint = &descriptor.authorization_endpoint;
    assert_eq!((page.origin(), page.path()), (endpoint.origin(), endpoint.path()));
    assert_eq!(page.fragment(), None);
    let mut sent = BTreeMap::new();
    for (name, value) in page.query_pairs().into_owned() {
        assert!(sent.insert(name.clone(), value).is_none(), "{name} is sent twice");
    }
    let mut expect = |name: &str, value: &str| assert_eq!(sent.remove(name).as_deref(), Some(value), "{name}");
    let client = descriptor.client.as_ref().expect("it is configured");
    let public_url = Url::parse("http://localhost:3000").expect("a URL");
    expect("response_type", "code");
    expect("client_id", &client.id);
    expect("redirect_uri", redirect_uri(&public_url, &descriptor.id).as_str());
    let scopes = descriptor.scope_names();
    if !scopes.is_empty() {
        expect("scope", &scopes.join(descriptor.scope_separator));
    }
    for (name, value) in &descriptor.authorization_parameters {
        expect(name, value);
    }
    let mut drawn = |name: &str| {
        let value = sent.remove(name).unwrap_or_default();
        assert!(random::is_token(&value), "{name} is not drawn: {value}");
    };
    drawn("state");
    if subject.pkce == Pkce::S256 {
        drawn("code_challenge");
        assert_eq!(sent.remove("code_challenge_method").as_deref(), Some("S256"));
    }
    assert!(sent.is_empty(), "nobody asked for {sent:?}");
}

/// A scope too many is a permission that somebody can steal; one too few is a list that stays empty
/// (assurance T20).
pub async fn exactly_the_scopes_that_were_told_are_asked_for(subject: &ProviderUnderTest) {
    let stage = Stage::of(subject).await;
    let descriptor = stage.provider.descriptor();
    let asked = [descriptor.scopes.as_slice(), &descriptor.optional_scopes].concat();
    let names: Vec<&str> = asked.iter().map(|scope| scope.name.as_str()).collect();
    let distinct: BTreeSet<&str> = names.iter().copied().collect();
    assert_eq!(names.len(), distinct.len(), "a scope is asked for twice: {names:?}");
    let told = subject.scopes.iter().copied().collect();
    assert_eq!(distinct, told, "the descriptor's scopes are those of `.asking_for`");
}

/// The user reads what each permission is for before giving it.
pub async fn each_scope_says_what_it_is_for(subject: &ProviderUnderTest) {
    let stage = Stage::of(subject).await;
    let descriptor = stage.provider.descriptor();
    let asked = [descriptor.scopes.as_slice(), &descriptor.optional_scopes].concat();
    for ScopeUse { name, reason } in &asked {
        assert!(reason.trim().len() > 10, "{name} is asked for without a reason");
    }
}

/// What the start page and the settings need: names, a sentence for whoever has not registered yet, and
/// addresses that follow the settings.
pub async fn its_addresses_follow_the_settings_and_its_words_are_there(subject: &ProviderUnderTest) {
    let stage = Stage::of(subject).await;
    let descriptor = stage.provider.descriptor();
    for address in [&descriptor.authorization_endpoint, &descriptor.token_endpoint] {
        let base = stage.relay.base_url();
        assert!(address.as_str().starts_with(&base), "{address} is not below {base}");
    }
    let origin = descriptor.authorization_endpoint.origin().ascii_serialization();
    assert!(
        descriptor.consent_origins.contains(&origin),
        "the browser may not be sent to {origin}"
    );
    for words in [descriptor.display_name, descriptor.summary, descriptor.setup] {
        assert!(!words.trim().is_empty(), "a word for the start page is missing");
    }
    let digits = descriptor.colour.strip_prefix('#').unwrap_or_default();
    let is_colour = digits.len() == 6 && digits.bytes().all(|b| b.is_ascii_hexdigit());
    assert!(is_colour, "{:?} is no colour such as #1a7f45", descriptor.colour);
}

/// How often it may be asked is said: who counts nothing goes over a limit one day. Where none is documented, it
/// is for the provider to choose one that offends nobody.
pub async fn there_is_a_limit_on_all_requests(subject: &ProviderUnderTest) {
    let stage = Stage::of(subject).await;
    let budgets = &stage.provider.descriptor().budgets;
    let any = budgets.iter().find(|budget| budget.class == RequestClass::Any);
    let limit = any.expect("a budget of any requests").limit;
    assert!(
        limit.permits > 0 && !limit.window.is_zero(),
        "{limit:?} lets nothing pass"
    );
}

/// Each kind is put to the claims, can be asked for, and belongs to a kind that there is.
pub async fn each_kind_can_be_granted_and_is_under_test(subject: &ProviderUnderTest) {
    let stage = Stage::of(subject).await;
    let descriptor = stage.provider.descriptor();
    let under_test: BTreeSet<&str> = subject.kinds.iter().map(|kind| kind.kind.name.as_str()).collect();
    let described: BTreeSet<&str> = descriptor.item_kinds.iter().map(|kind| kind.name).collect();
    assert_eq!(under_test, described);
    assert_eq!(described.len(), descriptor.item_kinds.len(), "two kinds have one name");
    for kind in &descriptor.item_kinds {
        let plain = |b: u8| b.is_ascii_lowercase() || b == b'-';
        assert!(!kind.name.is_empty() && kind.name.bytes().all(plain), "{}", kind.name);
        assert!(!kind.label.trim().is_empty(), "{} has no label", kind.name);
        for scope in [kind.scope, kind.editable].into_iter().flatten() {
            assert!(subject.scopes.contains(&scope), "{} needs {scope}", kind.name);
        }
        if let Some(holder) = kind.held_by {
            assert!(described.contains(holder.kind), "{} is held by no kind", kind.name);
        }
    }
}
