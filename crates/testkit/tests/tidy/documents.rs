//! What documents show of the code.

use std::{fs, path::Path};

const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");
const DOCUMENT: &str = include_str!("../../../../docs/adding-a-provider.md");

/// The pieces of code of the document that are whole files of the example, or the beginnings of such, each with
/// the file that the line before it names.
fn pieces() -> Vec<(&'static str, String)> {
    let (mut pieces, mut file, mut piece) = (Vec::new(), None, None);
    for line in DOCUMENT.lines() {
        match (&mut piece, line) {
            (Some(_), "```") => pieces.extend(file.take().zip(piece.take())),
            (Some(text), line) => *text = format!("{text}{line}\n"),
            (None, "```rust" | "```toml") => piece = Some(String::new()),
            (None, line) if line.starts_with('`') => file = line.split('`').nth(1),
            _ => {}
        }
    }
    pieces.retain(|(file, _)| file.contains("pipedrive"));
    pieces
}

#[test]
fn the_example_of_how_to_add_a_provider_is_what_is_in_its_crate() {
    let pieces = pieces();
    assert!(pieces.len() > 12, "{} pieces", pieces.len());
    if !Path::new(ROOT).join("crates/pipedrive").exists() {
        return; // Nobody has gone the way yet.
    }
    for (file, piece) in pieces {
        let path = Path::new(ROOT).join(file);
        let text = fs::read_to_string(path).unwrap_or_else(|error| panic!("{file}: {error}"));
        assert!(text.contains(&piece), "{file} is another one than in the document");
    }
}
