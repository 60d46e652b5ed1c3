//! What documents show of the code.

use std::{
    fs,
    path::{Path, PathBuf},
};

use crate::sources::{ROOT, sources};

/// The document says that the whole of its example is no more than this.
const MOST_LINES_OF_THE_EXAMPLE: usize = 400;
const DOCUMENT: &str = include_str!("../../../../docs/adding-a-provider.md");

/// The pieces of code of the document that are files of the example, each with the file that the line before it
/// names.
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
fn the_example_of_how_to_add_a_provider_is_all_that_is_in_its_crate() {
    let pieces = pieces();
    for (file, piece) in &pieces {
        let text = fs::read_to_string(Path::new(ROOT).join(file)).unwrap_or_else(|error| panic!("{file}: {error}"));
        assert!(text == *piece, "{file} is another one than in the document");
    }
    let shown: Vec<PathBuf> = pieces.iter().map(|(file, _)| Path::new(ROOT).join(file)).collect();
    for (path, _) in sources("crates/pipedrive/src") {
        assert!(shown.contains(&path), "the document does not show {}", path.display());
    }
}

/// The lines of a source before its tests, comments among them.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().take_while(|line| *line != "#[cfg(test)]")
}

#[test]
fn the_whole_of_the_example_is_as_short_as_the_document_says() {
    let of_the_crate = sources("crates/pipedrive/src");
    let in_the_crate: usize = of_the_crate.iter().map(|(_, text)| lines(text).count()).sum();
    let in_the_server = sources("server/src").into_iter().map(|(path, text)| {
        let path = path.to_string_lossy();
        let is_test = path.ends_with("/tests.rs") || path.contains("/tests/");
        let is_whole = path.ends_with("/pipedrive.rs");
        let counts = |line: &&str| is_whole || line.to_lowercase().contains("pipedrive");
        lines(&text).filter(|_| !is_test).filter(counts).count()
    });
    let all = in_the_crate + in_the_server.sum::<usize>();
    assert!(
        in_the_crate > 100 && all > in_the_crate,
        "{in_the_crate} of {all} lines"
    );
    assert!(all <= MOST_LINES_OF_THE_EXAMPLE, "{all} lines");
    let promise = format!("no more than {MOST_LINES_OF_THE_EXAMPLE} lines");
    assert!(DOCUMENT.contains(&promise), "the document promises less or more");
}
