//! What defines a property: its name, its kind, its group, and how seeded objects come by a value.

use std::borrow::Cow;

/// What a property's values are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Text,
    LongText,
    Phone,
    Number,
    /// A day, such as `2025-06-30`.
    Date,
    Instant,
    Flag,
    /// One of the options.
    Choice,
    /// Any of the options, joined by semicolons.
    Choices,
}

impl Kind {
    /// HubSpot: `type`, and `fieldType`.
    pub(super) fn on_the_wire(self) -> (&'static str, &'static str) {
        match self {
            Self::Text => ("string", "text"),
            Self::LongText => ("string", "textarea"),
            Self::Phone => ("string", "phonenumber"),
            Self::Number => ("number", "number"),
            Self::Date => ("date", "date"),
            Self::Instant => ("datetime", "date"),
            Self::Flag => ("bool", "booleancheckbox"),
            Self::Choice => ("enumeration", "select"),
            Self::Choices => ("enumeration", "checkbox"),
        }
    }
}

/// Who sets the values of a property.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SetBy {
    Anyone,
    /// HubSpot alone: nobody else may.
    HubSpot,
    /// HubSpot alone, which works them out of other values.
    Formula,
}

/// A value and what people call it.
pub(crate) type Choice = (&'static str, &'static str);

/// HubSpot: what a single checkbox offers.
const YES_OR_NO: [Choice; 2] = [("true", "Yes"), ("false", "No")];

/// One property definition.
#[derive(Clone, Debug)]
pub(crate) struct Property {
    pub(crate) name: Cow<'static, str>,
    pub(crate) label: Cow<'static, str>,
    /// Empty: the first of its type.
    pub(crate) group: &'static str,
    pub(crate) kind: Kind,
    /// Empty where any value goes.
    pub(crate) options: &'static [Choice],
    pub(crate) set_by: SetBy,
    /// Whether its options stand elsewhere.
    pub(crate) is_external: bool,
    /// Whether no two objects have the same value.
    pub(crate) is_unique: bool,
    pub(crate) description: &'static str,
    /// Whether the portal's own people defined it.
    pub(crate) is_custom: bool,
    /// How many of a hundred seeded objects have a value that is drawn for its kind.
    pub(crate) share: u64,
    /// The greatest number that is drawn.
    pub(crate) most: u64,
}

impl Property {
    /// A property of HubSpot's own that anyone may set and no seeded object draws.
    pub(crate) const fn new(name: &'static str, label: &'static str, kind: Kind) -> Self {
        Self {
            name: Cow::Borrowed(name),
            label: Cow::Borrowed(label),
            group: "",
            kind,
            options: if matches!(kind, Kind::Flag) { &YES_OR_NO } else { &[] },
            set_by: SetBy::Anyone,
            is_external: false,
            is_unique: false,
            description: "",
            is_custom: false,
            share: 0,
            most: 0,
        }
    }

    pub(crate) const fn read_only(mut self) -> Self {
        self.set_by = SetBy::HubSpot;
        self
    }

    pub(crate) const fn calculated(mut self) -> Self {
        self.set_by = SetBy::Formula;
        self
    }

    pub(crate) const fn external(mut self) -> Self {
        self.is_external = true;
        self
    }

    pub(crate) const fn unique(mut self) -> Self {
        self.is_unique = true;
        self
    }

    pub(crate) const fn described(mut self, description: &'static str) -> Self {
        self.description = description;
        self
    }

    pub(crate) const fn options(mut self, options: &'static [Choice]) -> Self {
        self.options = options;
        self
    }

    pub(crate) const fn group(mut self, group: &'static str) -> Self {
        self.group = group;
        self
    }

    pub(crate) const fn custom(mut self, group: &'static str) -> Self {
        self.is_custom = true;
        self.group(group)
    }

    /// Drawn for so many of a hundred.
    pub(crate) const fn drawn(mut self, share: u64) -> Self {
        self.share = share;
        self
    }

    pub(crate) const fn up_to(mut self, most: u64) -> Self {
        self.most = most;
        self
    }

    /// Whether a client may set its values.
    pub(crate) fn is_writable(&self) -> bool {
        self.set_by == SetBy::Anyone
    }

    /// Whether a value is one of the options, or there are none to choose from.
    pub(crate) fn offers(&self, value: &str) -> bool {
        let is_option = |value: &str| self.options.iter().any(|(option, _)| *option == value);
        match self.kind {
            _ if self.options.is_empty() => true,
            // HubSpot: a leading semicolon appends.
            Kind::Choices => value.split(';').all(|part| part.is_empty() || is_option(part)),
            _ => is_option(value),
        }
    }
}
