//! Places: which list a place in a connection means, and what opens in it.

use model::{ItemKind, list::Place};

use crate::{
    ProviderDescriptor,
    connections::ItemsError,
    descriptor::{ItemKindDescriptor, Shape},
};

/// One list of a provider.
#[derive(Clone, Debug)]
pub(in crate::connections) struct Shelfmark {
    /// Which records.
    pub(in crate::connections) kind: ItemKind,
    /// What is known of them.
    pub(in crate::connections) described: ItemKindDescriptor,
    /// What opens in folders of which type, where that is another kind.
    opens: Vec<(&'static str, &'static str)>,
}

impl Shelfmark {
    /// The list that the place means.
    pub(in crate::connections) fn of(descriptor: &ProviderDescriptor, place: &Place) -> Result<Self, ItemsError> {
        let described = match &place.kind {
            None => descriptor.item_kinds.first(),
            Some(name) => descriptor.item_kind(name),
        };
        let described = described.cloned().ok_or(ItemsError::NotFound)?;
        let kind = match (described.held_by, &place.folder) {
            (Some(_), Some(item)) => ItemKind::within(described.name, item),
            (Some(_), None) => return Err(ItemsError::NotFound),
            (None, _) => ItemKind::named(described.name),
        };
        let held = |other: &ItemKindDescriptor| {
            let holder = other.held_by.filter(|holder| holder.kind == described.name)?;
            Some((holder.item_type, other.name))
        };
        let opens = descriptor.item_kinds.iter().filter_map(held).collect();
        Ok(Self { kind, described, opens })
    }

    pub(super) fn is_tree(&self) -> bool {
        self.described.shape == Shape::Tree
    }

    /// The other kind of what lies in a folder of that type; empty: it is of the same.
    pub(super) fn opens_other(&self, item_type: &str) -> &'static str {
        let other = self.opens.iter().find(|(held_by, _)| *held_by == item_type);
        other.map_or("", |(_, kind)| kind)
    }

    /// The kind of what lies in a folder of that type.
    pub(super) fn opens(&self, item_type: &str) -> &'static str {
        match self.opens_other(item_type) {
            "" => self.described.name,
            other => other,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::connections::lists::tests::descriptor::describe;

    fn library() -> ProviderDescriptor {
        ProviderDescriptor {
            item_kinds: vec![
                ItemKindDescriptor::tree("shelves", "Shelves"),
                ItemKindDescriptor::flat("pages", "Pages").held_by("shelves", "Book"),
                ItemKindDescriptor::flat("people", "People"),
            ],
            ..describe()
        }
    }

    fn mark(kind: &str, folder: &str) -> Option<Shelfmark> {
        Shelfmark::of(&library(), &Place::new(kind, folder)).ok()
    }

    #[test]
    fn a_folder_of_a_tree_is_in_the_same_list_and_what_an_item_holds_is_a_list_of_its_own() {
        assert_eq!(mark("", "").unwrap().kind, ItemKind::named("shelves"));
        assert_eq!(mark("shelves", "7").unwrap().kind, ItemKind::named("shelves"));
        assert_eq!(mark("people", "7").unwrap().kind, ItemKind::named("people"));
        assert_eq!(mark("pages", "7").unwrap().kind, ItemKind::within("pages", "7"));
        assert!(mark("pages", "").is_none(), "of which book?");
        assert!(mark("ghosts", "").is_none());
    }

    #[test]
    fn a_folder_opens_into_its_own_kind_unless_its_type_holds_another() {
        let shelves = mark("", "").unwrap();
        assert_eq!((shelves.opens("Shelf"), shelves.opens("Book")), ("shelves", "pages"));
        assert_eq!(mark("people", "").unwrap().opens("Book"), "people");
    }
}
