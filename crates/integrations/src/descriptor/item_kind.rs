//! Kinds of records: what one is called, how it lies, who may list and change it.

/// Whether records of a kind lie in folders.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// They lie side by side.
    Flat,
    /// Some hold others: each says by its `parent_id` which one it lies in.
    Tree,
}

/// Which items have records of a kind each for themselves: tables have rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Holder {
    /// The kind of these items.
    pub kind: &'static str,
    /// Their type, where that kind has several.
    pub item_type: &'static str,
}

/// One kind of records that a provider lists.
#[derive(Clone, Debug)]
pub struct ItemKindDescriptor {
    /// Names the kind, in addresses too: `a-z` and `-`.
    pub name: &'static str,
    /// What people call its records: "Contacts".
    pub label: &'static str,
    /// The scope without which the provider refuses to list it.
    pub scope: Option<&'static str>,
    /// Whether its records lie in folders.
    pub shape: Shape,
    /// Whose records they are; `None`: the account's.
    pub held_by: Option<Holder>,
    /// Whether its pages have all properties of their records, whichever are asked for.
    pub whole: bool,
    /// The scope that lets its records be changed; `None`: they are not changed here.
    pub editable: Option<&'static str>,
}

impl ItemKindDescriptor {
    /// A kind of the account's records, side by side, which any grant may list.
    #[must_use]
    pub const fn flat(name: &'static str, label: &'static str) -> Self {
        Self {
            name,
            label,
            scope: None,
            shape: Shape::Flat,
            held_by: None,
            whole: false,
            editable: None,
        }
    }

    /// The same, in folders.
    #[must_use]
    pub const fn tree(name: &'static str, label: &'static str) -> Self {
        Self {
            shape: Shape::Tree,
            ..Self::flat(name, label)
        }
    }

    /// The same, under that scope.
    #[must_use]
    pub const fn under(self, scope: &'static str) -> Self {
        Self {
            scope: Some(scope),
            ..self
        }
    }

    /// The same, with all properties on every page.
    #[must_use]
    pub const fn whole(self) -> Self {
        Self { whole: true, ..self }
    }

    /// The same, with records that people may change under that scope.
    #[must_use]
    pub const fn editable_under(self, scope: &'static str) -> Self {
        Self {
            editable: Some(scope),
            ..self
        }
    }

    /// Whether a grant of these scopes allows to change its records.
    #[must_use]
    pub fn is_editable(&self, scopes: &[String]) -> bool {
        self.editable
            .is_some_and(|wanted| scopes.iter().any(|scope| scope == wanted))
    }

    /// Whether a grant of these scopes allows to list it.
    #[must_use]
    pub fn is_granted(&self, scopes: &[String]) -> bool {
        self.scope
            .is_none_or(|wanted| scopes.iter().any(|scope| scope == wanted))
    }

    /// The same, of each such item.
    #[must_use]
    pub const fn held_by(self, kind: &'static str, item_type: &'static str) -> Self {
        Self {
            held_by: Some(Holder { kind, item_type }),
            ..self
        }
    }
}
