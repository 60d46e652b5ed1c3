//! What the source files look like.

use std::{
    fs,
    path::{Path, PathBuf},
};

use crate::dependencies::providers;

pub(crate) const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");

/// A file with more code than this before its tests holds two jobs.
const MOST_LINES: usize = 300;

fn below(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let path = entry.path();
        let name = entry.file_name().into_string().unwrap();
        if path.is_dir() && !["target", "node_modules", ".git"].contains(&name.as_str()) {
            below(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

pub(crate) fn sources(folder: &str) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    below(&Path::new(ROOT).join(folder), &mut found);
    assert!(!found.is_empty(), "{folder} has sources");
    found
        .into_iter()
        .map(|path| (path.clone(), fs::read_to_string(path).unwrap()))
        .collect()
}

#[test]
fn every_file_opens_with_its_job() {
    for (path, text) in sources(".") {
        assert!(text.starts_with("//! "), "{}", path.display());
    }
}

#[test]
fn no_file_is_so_long_that_it_holds_two_jobs() {
    for (path, text) in sources(".") {
        let lines = text.lines().take_while(|line| *line != "#[cfg(test)]").count();
        assert!(lines <= MOST_LINES, "{} has {lines} lines", path.display());
    }
}

#[test]
fn modules_stand_beside_their_folders() {
    for (path, _) in sources(".") {
        let is_mod = path.file_name().is_some_and(|name| name == "mod.rs");
        assert!(!is_mod, "{}", path.display());
    }
}

#[test]
fn no_file_is_named_after_nothing() {
    for (path, _) in sources(".") {
        let name = path.file_stem().unwrap().to_str().unwrap();
        assert!(
            !["utils", "helpers", "common", "manager", "misc"].contains(&name),
            "{}",
            path.display()
        );
    }
}

#[test]
fn the_pages_name_no_provider() {
    for (path, text) in sources("app").into_iter().chain(sources("frontend")) {
        let text = text.to_lowercase();
        for provider in providers() {
            assert!(!text.contains(&provider), "{} names {provider}", path.display());
        }
    }
}

/// The wrappers of the environment, time, randomness and network are found by clippy; that it looks
/// is what this says.
#[test]
fn the_globals_are_banned_and_every_crate_is_checked() {
    let clippy = fs::read_to_string(Path::new(ROOT).join("clippy.toml")).unwrap();
    for global in [
        "std::time::SystemTime::now",
        "std::time::Instant::now",
        "jiff::Timestamp::now",
        "std::env::var",
        "reqwest::Client::new",
        "reqwest::Client::builder",
        "getrandom::fill",
    ] {
        assert!(clippy.contains(&format!("path = \"{global}\"")), "{global}");
    }
    let mut manifests = vec!["app", "frontend", "server"]
        .into_iter()
        .map(PathBuf::from)
        .collect::<Vec<_>>();
    for entry in fs::read_dir(Path::new(ROOT).join("crates")).unwrap() {
        manifests.push(entry.unwrap().path());
    }
    for folder in manifests {
        let manifest = fs::read_to_string(Path::new(ROOT).join(&folder).join("Cargo.toml")).unwrap();
        assert!(manifest.contains("[lints]\nworkspace = true"), "{}", folder.display());
    }
}
