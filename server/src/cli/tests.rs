//! The command line, and that `.env.example` is in step with it.

use std::collections::BTreeMap;

use clap::{Arg, CommandFactory as _, FromArgMatches as _};

use super::*;

const EXAMPLE: &str = include_str!("../../../.env.example");

/// Reads a command line as [`Cli::parse`] would, but deaf to the environment of the tests.
pub(crate) fn parse(arguments: &[&str]) -> Result<Cli, clap::Error> {
    let command = Cli::command().mut_args(|argument| argument.env(None));
    let words = ["tributary"].iter().chain(arguments);
    Cli::from_arg_matches(&command.try_get_matches_from(words)?)
}

fn settings() -> Vec<Arg> {
    let command = Cli::command();
    command
        .get_arguments()
        .filter(|argument| argument.get_id() != "help")
        .cloned()
        .collect()
}

fn variable(setting: &Arg) -> &str {
    setting.get_env().unwrap().to_str().unwrap()
}

/// Each `VARIABLE=value` of the example, commented out or not.
fn listed() -> Vec<(&'static str, &'static str)> {
    EXAMPLE
        .lines()
        .map(|line| line.strip_prefix('#').unwrap_or(line))
        .filter_map(|line| line.split_once('='))
        .filter(|(name, _)| name.bytes().all(|b| b.is_ascii_uppercase() || b == b'_'))
        .collect()
}

#[test]
fn the_definition_is_sound() {
    Cli::command().debug_assert();
}

#[test]
fn every_setting_is_a_variable_and_the_flag_of_that_name() {
    for setting in settings().iter().filter(|argument| argument.get_id() != "version") {
        let flag = setting.get_long().unwrap().to_uppercase().replace('-', "_");
        let name = variable(setting);
        assert_eq!(name.strip_prefix("TRIBUTARY_").unwrap_or(name), flag);
        assert!(setting.is_hide_env_values_set(), "--help shows the value of {name}");
        assert!(setting.is_global_set(), "--{flag} stands only before the command");
    }
}

#[test]
fn the_example_lists_every_variable_once_with_its_default() {
    let defaults: BTreeMap<String, String> = settings()
        .iter()
        .filter(|argument| argument.get_id() != "version")
        .map(|setting| {
            let default = setting
                .get_default_values()
                .first()
                .map(|value| value.to_string_lossy().into_owned());
            (variable(setting).to_owned(), default.unwrap_or_default())
        })
        .collect();
    let listed = listed();
    let example: BTreeMap<String, String> = listed.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect();
    assert_eq!(example.len(), listed.len(), "a variable is listed twice");
    assert_eq!(example, defaults);
}

#[test]
fn serving_needs_no_word() {
    assert!(parse(&[]).unwrap().command.is_none());
    assert_eq!(parse(&["serve"]).unwrap().command, Some(Command::Serve));
    assert_eq!(parse(&["gen-key"]).unwrap().command, Some(Command::GenKey));
}

#[test]
fn a_flag_stands_before_or_after_the_command() {
    for arguments in [["--listen", "[::1]:1", "doctor"], ["doctor", "--listen", "[::1]:1"]] {
        assert_eq!(parse(&arguments).unwrap().variables.listen, "[::1]:1");
    }
}

#[test]
fn the_file_of_the_store_takes_the_place_of_its_default() {
    assert_eq!(parse(&[]).unwrap().variables.store.as_deref(), Some("memory:"));
    assert_eq!(parse(&["--store-file", "/x"]).unwrap().variables.store, None);
    assert_eq!(parse(&["doctor", "--store-file", "/x"]).unwrap().variables.store, None);
}

#[test]
fn an_unknown_word_is_refused() {
    assert!(parse(&["destroy"]).is_err());
}
