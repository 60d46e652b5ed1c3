//! Scopes that an operator may name.

#[derive(Debug, thiserror::Error)]
#[error("holds a word that is no scope")]
pub(super) struct NotAScope;

/// Words with spaces between them; there may be none.
pub(super) fn parse(text: &str) -> Result<Vec<String>, NotAScope> {
    let scopes: Vec<String> = text.split_ascii_whitespace().map(str::to_owned).collect();
    let sound = scopes.iter().all(|scope| is_scope(scope));
    sound.then_some(scopes).ok_or(NotAScope)
}

/// `scope-token` of RFC 6749 §3.3: visible ASCII without `"` and `\`.
fn is_scope(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_graphic() && b != b'"' && b != b'\\')
}
