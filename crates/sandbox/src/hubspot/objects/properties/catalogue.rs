//! Which properties a type of objects has: those of every portal, some custom ones, and as many more as were wished for.

use std::borrow::Cow;

use super::extra;
use super::property::{Kind, Property};
use crate::hubspot::objects::object_type::ObjectType;

/// The definitions; all but the wished-for ones are always there.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Catalogue {
    object_type: ObjectType,
    extra: usize,
}

impl Catalogue {
    /// Of that type, with so many extra properties. Only contacts have such.
    pub(crate) fn with_extra(object_type: ObjectType, extra: usize) -> Self {
        let extra = if object_type == ObjectType::Contacts { extra } else { 0 };
        Self { object_type, extra }
    }

    /// Every property that any sandbox may have.
    pub(crate) fn whole(object_type: ObjectType) -> Self {
        Self::with_extra(object_type, usize::MAX)
    }

    /// Whose properties they are.
    pub(crate) fn object_type(self) -> ObjectType {
        self.object_type
    }

    /// The property of that name.
    pub(crate) fn find(self, name: &str) -> Option<Cow<'static, Property>> {
        let always = always(self.object_type).find(|property| property.name == name);
        let extra = || extra::find(name, self.extra).map(Cow::Owned);
        always.map(Cow::Borrowed).or_else(extra)
    }

    /// All of them, in the order of their names.
    pub(crate) fn all(self) -> Vec<Cow<'static, Property>> {
        let extra = (1..=self.extra).map(|number| Cow::Owned(extra::property(number)));
        let mut all: Vec<_> = always(self.object_type).map(Cow::Borrowed).chain(extra).collect();
        all.sort_by(|one, other| one.name.cmp(&other.name));
        all
    }

    /// Whether some of them were wished for.
    pub(crate) fn has_extra(self) -> bool {
        self.extra > 0
    }
}

/// The names of those that every sandbox has and a client may set.
pub(crate) fn writable(object_type: ObjectType) -> impl Iterator<Item = &'static str> {
    let writable = always(object_type).filter(|property| property.is_writable());
    writable.map(|property| property.name.as_ref())
}

/// Whether a property's values are instants or days.
pub(crate) fn is_date(object_type: ObjectType, name: &str) -> bool {
    let property = Catalogue::whole(object_type).find(name);
    property.is_some_and(|property| matches!(property.kind, Kind::Instant | Kind::Date))
}

fn always(object_type: ObjectType) -> impl Iterator<Item = &'static Property> {
    let described = object_type.described();
    described.standard.iter().chain(described.custom)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use rstest::rstest;

    use super::*;

    #[rstest]
    fn every_name_is_there_once_and_is_found(
        #[values(ObjectType::Contacts, ObjectType::Companies, ObjectType::Deals, ObjectType::Tickets)]
        object_type: ObjectType,
    ) {
        let catalogue = Catalogue::with_extra(object_type, 20);
        let all = catalogue.all();
        let names: BTreeSet<&str> = all.iter().map(|property| property.name.as_ref()).collect();

        assert_eq!(names.len(), all.len());
        assert!(all.is_sorted_by(|one, next| one.name < next.name));
        for name in names {
            assert_eq!(catalogue.find(name).unwrap().name, name);
        }
        let described = object_type.described();
        let told = [
            described.default,
            described.told,
            described.queried,
            &[described.modified],
        ]
        .concat();
        for name in told {
            assert!(catalogue.find(name).is_some(), "{name}");
        }
    }

    #[test]
    fn there_are_so_many_extra_properties_and_no_more() {
        let catalogue = Catalogue::with_extra(ObjectType::Contacts, 2);

        assert!(catalogue.find("extra_0002").is_some());
        for unknown in ["extra_0003", "extra_0000", "extra_2", "extra_"] {
            assert!(catalogue.find(unknown).is_none(), "{unknown}");
        }
        assert!(!Catalogue::with_extra(ObjectType::Deals, 2).has_extra());
    }

    #[rstest]
    fn a_choice_has_options_to_choose_from(
        #[values(ObjectType::Contacts, ObjectType::Companies, ObjectType::Deals, ObjectType::Tickets)]
        object_type: ObjectType,
    ) {
        for property in Catalogue::with_extra(object_type, 12).all() {
            let chooses = matches!(property.kind, Kind::Choice | Kind::Choices | Kind::Flag);
            // HubSpot: owners and stages are options that stand elsewhere.
            let expected = chooses && !property.is_external;
            assert_eq!(!property.options.is_empty(), expected, "{}", property.name);
        }
    }
}
