//! Who may depend on whom.

use std::{
    collections::{BTreeMap, BTreeSet},
    process::Command,
};

use serde_json::Value;

const WEB: [&str; 6] = ["axum", "hyper", "leptos", "leptos_axum", "leptos_router", "tower-http"];
const STORES: [&str; 3] = ["redb", "redis", "store"];
const ROOMS: [&str; 3] = ["app", "frontend", "server"];
const TEST_ONLY: [&str; 3] = ["bench", "sandbox", "testkit"];

fn metadata(arguments: &[&str]) -> Value {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--offline"])
        .args(arguments)
        .current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

/// The direct dependencies of each crate of ours, without those for tests.
fn direct() -> BTreeMap<String, BTreeSet<String>> {
    let metadata = metadata(&["--no-deps"]);
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let packages = metadata["packages"].as_array().unwrap().iter();
    packages
        .map(|package| {
            let dependencies = package["dependencies"].as_array().unwrap().iter();
            let normal = dependencies
                .filter(|one| one["kind"].as_str() != Some("dev"))
                .map(|one| text(&one["name"]));
            (text(&package["name"]), normal.collect())
        })
        .collect()
}

/// The crates that are one provider each: all that are neither rooms nor foundations.
pub fn providers() -> Vec<String> {
    let foundations = ["integrations", "model", "snapshot", "store"];
    let is_provider = |name: &String| {
        let name = name.as_str();
        !foundations.contains(&name) && !ROOMS.contains(&name) && !TEST_ONLY.contains(&name)
    };
    direct().into_keys().filter(is_provider).collect()
}

fn knows_nothing_of(name: &str, forbidden: &[&str]) {
    let direct = direct();
    let known: Vec<_> = direct[name]
        .iter()
        .filter(|one| forbidden.contains(&one.as_str()))
        .collect();
    assert!(known.is_empty(), "{name} must not depend on {known:?}");
}

#[test]
fn the_model_is_data_only() {
    assert_eq!(
        direct()["model"],
        ["form_urlencoded", "jiff", "percent-encoding", "serde"]
            .map(String::from)
            .into()
    );
}

#[test]
fn the_flow_knows_no_web_no_store_and_no_provider() {
    let providers = providers();
    let providers: Vec<&str> = providers.iter().map(String::as_str).collect();
    knows_nothing_of(
        "integrations",
        &[&WEB[..], &STORES, &ROOMS, &TEST_ONLY, &providers].concat(),
    );
}

#[test]
fn a_provider_knows_no_web_no_store_and_no_other_provider() {
    let providers = providers();
    assert!(providers.iter().any(|name| name == "hubspot"));
    for provider in &providers {
        let others: Vec<&str> = providers
            .iter()
            .map(String::as_str)
            .filter(|name| name != provider)
            .collect();
        knows_nothing_of(provider, &[&WEB[..], &STORES, &ROOMS, &TEST_ONLY, &others].concat());
    }
}

#[test]
fn the_store_knows_no_web_and_no_provider() {
    let providers = providers();
    let providers: Vec<&str> = providers.iter().map(String::as_str).collect();
    knows_nothing_of("store", &[&WEB[..], &ROOMS, &TEST_ONLY, &providers].concat());
}

#[test]
fn the_pages_know_no_web_server_no_store_and_no_provider() {
    let providers = providers();
    let providers: Vec<&str> = providers.iter().map(String::as_str).collect();
    let servers = [
        "axum",
        "hyper",
        "leptos_axum",
        "reqwest",
        "server",
        "tokio",
        "tower-http",
    ];
    for room in ["app", "frontend"] {
        knows_nothing_of(room, &[&servers[..], &STORES, &TEST_ONLY, &providers].concat());
    }
}

#[test]
fn the_sandbox_knows_nothing_of_the_app() {
    let ours: BTreeSet<String> = direct().into_keys().collect();
    let known: Vec<_> = direct()["sandbox"].intersection(&ours).cloned().collect();
    assert!(known.is_empty(), "{known:?}");
}

#[test]
fn nothing_depends_on_the_server() {
    for (name, dependencies) in direct() {
        assert!(!dependencies.contains("server"), "{name}");
    }
}

#[test]
fn what_is_for_tests_is_in_no_production_graph() {
    let metadata = metadata(&["--filter-platform", "x86_64-unknown-linux-gnu"]);
    let nodes = metadata["resolve"]["nodes"].as_array().unwrap();
    let of = |id: &Value| nodes.iter().find(|node| node["id"] == *id).unwrap();
    let package = |name: &str| {
        let packages = metadata["packages"].as_array().unwrap();
        packages
            .iter()
            .find(|package| package["name"] == name && package["source"].is_null())
            .unwrap()["id"]
            .clone()
    };
    let (mut seen, mut waiting) = (BTreeSet::new(), vec![package("server")]);
    while let Some(id) = waiting.pop() {
        if !seen.insert(id.to_string()) {
            continue;
        }
        for dependency in of(&id)["deps"].as_array().unwrap() {
            let is_normal = |kind: &Value| kind["kind"].is_null();
            if dependency["dep_kinds"].as_array().unwrap().iter().any(is_normal) {
                waiting.push(dependency["pkg"].clone());
            }
        }
    }
    assert!(seen.len() > 50, "the graph was walked");
    for name in TEST_ONLY {
        assert!(!seen.contains(&package(name).to_string()), "{name}");
    }
}
