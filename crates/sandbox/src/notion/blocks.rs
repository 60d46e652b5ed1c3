//! Blocks, as far as they hold pages and databases: a toggle, child pages, child databases. Text is not here.

use serde_json::{Value, json};

use super::objects::parent;
use super::properties::user;
use super::titles::title;
use super::workspace::{Parent, Thing, Workspace, created};
use crate::instants::{iso, minutes_in};

/// What lies in a page or in a block: the block of a page, then pages and databases.
pub(crate) fn children(workspace: &Workspace, of: Thing) -> Vec<Thing> {
    let (place, block) = match of {
        Thing::Page(page) => (Parent::Page(page), Some(Thing::Block(page))),
        Thing::Block(page) => (Parent::Block(page), None),
        Thing::Source(_) | Thing::Database(_) => return Vec::new(),
    };
    let block = block.filter(|&block| !children(workspace, block).is_empty());
    block.into_iter().chain(workspace.lying_in(place)).collect()
}

/// A block; a page or database is one as well, inside another.
pub(crate) fn written_block(workspace: &Workspace, thing: Thing) -> Value {
    let (kind, lies_in) = match thing {
        Thing::Page(page) => ("child_page", workspace.parent(page)),
        Thing::Database(database) => ("child_database", workspace.parent_of_database(database)),
        Thing::Block(page) => ("toggle", Parent::Page(page)),
        Thing::Source(source) => ("unsupported", Parent::Source(source)),
    };
    let mut told = json!({
        "object": "block",
        "id": workspace.id(thing),
        "type": kind,
        "parent": parent(workspace, lies_in),
        "created_time": iso(minutes_in(created(thing))),
        "last_edited_time": iso(minutes_in(workspace.edited(thing))),
        "created_by": user(workspace.seed, 0),
        "last_edited_by": user(workspace.seed, 1),
        "has_children": !children(workspace, thing).is_empty(),
        "archived": false,
        "in_trash": false,
    });
    told[kind] = match thing {
        Thing::Block(_) => json!({ "rich_text": [], "color": "default" }),
        _ => json!({ "title": title(workspace, thing) }),
    };
    told
}
