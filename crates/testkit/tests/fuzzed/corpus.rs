//! Each target over its seeds and over thousands of mutations of them, the same at every run.

use std::{fs, path::PathBuf};

use crate::{mutations::Mutations, targets};

/// How many mutations each target meets.
const MUTATIONS: usize = 5000;

fn seeds(target: &str) -> Vec<Vec<u8>> {
    let folder = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../fuzz/corpus")).join(target);
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    // Folders have no order, and the mutations must have one.
    files.sort();
    files.into_iter().map(|file| fs::read(file).unwrap()).collect()
}

/// Says which input broke it: as it is, and with what broke.
fn meets_everything(target: &str, holds: fn(&[u8])) {
    let seeds = seeds(target);
    assert!(seeds.len() >= 5, "{target} has seeds");
    let mutations = Mutations::of(&seeds).take(MUTATIONS);
    for input in seeds.iter().cloned().chain(mutations) {
        let outcome = std::panic::catch_unwind(|| holds(&input));
        assert!(
            outcome.is_ok(),
            "{target} broke on {:?}",
            String::from_utf8_lossy(&input)
        );
    }
}

#[test]
fn no_query_of_the_redirect_breaks_anything() {
    meets_everything("callback_query", targets::callback_query);
}

#[test]
fn no_wish_where_to_end_leads_elsewhere() {
    meets_everything("return_to", targets::return_to);
}

#[test]
fn no_token_answer_breaks_anything() {
    meets_everything("token_answer", targets::token_answer);
}

#[test]
fn no_page_of_contacts_breaks_anything() {
    meets_everything("contacts_page", targets::contacts_page);
}

/// T40
#[test]
fn no_record_opens_that_nobody_sealed() {
    meets_everything("sealed_record", targets::sealed_record);
}

/// Else the claim above would hold of a door that is locked for good. The one in the corpus was
/// sealed by an earlier build.
#[test]
fn a_record_opens_that_was_sealed_now_or_earlier() {
    assert!(store::fuzzing::open(&store::fuzzing::seal(b"text")));
    assert!(store::fuzzing::open(include_bytes!(
        "../../../../fuzz/corpus/sealed_record/whole"
    )));
}

/// Else nothing behind the first guard is ever reached.
#[test]
fn seeds_are_good_ones_too() {
    let records = seeds("sealed_record");
    assert_eq!(records.iter().filter(|text| store::fuzzing::decode(text)).count(), 3);
    let reads = |body: &Vec<u8>| integrations::token_endpoint::fuzzing::read(body, jiff::Timestamp::UNIX_EPOCH).is_ok();
    assert!(seeds("token_answer").iter().filter(|body| reads(body)).count() >= 6);
    let pages = seeds("contacts_page");
    let read = pages
        .iter()
        .filter_map(|body| hubspot::fuzzing::contacts_page(body).ok());
    assert!(read.map(|page| page.items.len()).sum::<usize>() >= 8);
}
