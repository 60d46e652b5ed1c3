//! Who is asking.

use std::fmt;

/// An organisation and a user in it. It comes from the session and from nowhere else.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Principal {
    /// Whom the connections belong to, as a group.
    pub organisation: String,
    /// Whom they belong to, as a person.
    pub user: String,
}

impl Principal {
    /// A principal of any text: key names encode it so that no two are confused.
    #[must_use]
    pub fn new(organisation: impl Into<String>, user: impl Into<String>) -> Self {
        Self {
            organisation: organisation.into(),
            user: user.into(),
        }
    }
}

impl fmt::Display for Principal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}/{:?}", self.organisation, self.user)
    }
}
