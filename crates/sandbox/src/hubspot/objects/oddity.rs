//! `Oddity`: what is odd about the objects that break careless programs.

use super::object::{Object, Values};

/// What is odd about an object.
#[derive(Debug)]
pub(crate) enum Oddity {
    /// These values are different; an empty one is absent.
    Values(&'static [(&'static str, &'static str)]),
    /// This value is that letter, so many times.
    Long(&'static str, &'static str, usize),
    /// It has no value but this one.
    Only(&'static str),
    /// Its dates are milliseconds since 1970 instead of ISO 8601.
    EpochDates,
    /// It has no `properties` at all.
    NoProperties,
}

impl Oddity {
    /// Makes an object odd in this way.
    pub(crate) fn apply(&self, object: &mut Object) {
        match self {
            Self::NoProperties => object.written = None,
            Self::Values(odd) => set(object, odd.iter().map(|&(name, value)| (name, value.to_owned()))),
            Self::Long(name, part, times) => set(object, [(*name, part.repeat(*times))]),
            Self::Only(name) => {
                let value = object.value(name).unwrap_or_default().into_owned();
                set(object, [(*name, value)]);
                object.drawn = None;
            }
            Self::EpochDates => {
                let (created, updated) = (object.created_at.as_millisecond(), object.updated_at.as_millisecond());
                let modified = object.of_type.described().modified;
                set(
                    object,
                    [("createdate", created.to_string()), (modified, updated.to_string())],
                );
            }
        }
    }
}

fn set(object: &mut Object, odd: impl IntoIterator<Item = (&'static str, String)>) {
    let values: &mut Values = object.written.get_or_insert_default();
    values.extend(odd.into_iter().map(|(name, value)| (name.into(), value)));
}
