//! The scopes that the registered app may ask Airtable for; the sentences are the sandbox's own.

/// Needed to read records.
pub(crate) const READ_RECORDS: &str = "data.records:read";
/// Needed to see bases and their tables.
pub(crate) const READ_BASES: &str = "schema.bases:read";
/// Needed to learn the user's e-mail address.
pub(crate) const READ_EMAIL: &str = "user.email:read";

const SCOPES: [(&str, &str); 8] = [
    (READ_RECORDS, "See the data in records"),
    ("data.records:write", "Create, edit and delete records"),
    ("data.recordComments:read", "See comments in records"),
    (
        "data.recordComments:write",
        "Create, edit and delete comments in records",
    ),
    (READ_BASES, "See the structure of bases, like tables and fields"),
    (
        "schema.bases:write",
        "Edit the structure of bases, like tables and fields",
    ),
    (READ_EMAIL, "See the user's e-mail address"),
    ("webhook:manage", "View, create and delete webhooks"),
];

/// What a scope lets the app do.
pub(crate) fn meaning(scope: &str) -> Option<&'static str> {
    SCOPES
        .iter()
        .find(|(name, _)| *name == scope)
        .map(|(_, meaning)| *meaning)
}
