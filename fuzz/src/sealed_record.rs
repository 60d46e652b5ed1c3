//! What rests in a store.

use store::fuzzing;

/// Nothing opens but what was sealed, and whatever was sealed is read as a record or not at all.
pub fn sealed_record(data: &[u8]) {
    let whole = include_bytes!("../corpus/sealed_record/whole");
    assert!(
        data == whole || !fuzzing::open(data),
        "a record opens that nobody sealed"
    );
    let _ = fuzzing::decode(data);
}
