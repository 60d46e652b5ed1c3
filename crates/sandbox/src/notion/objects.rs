//! Pages, data sources and databases as Notion writes them.

use serde_json::{Map, Value, json};

use super::ids::{self, id};
use super::properties::{configuration, page_title, user, values};
use super::rich_text::rich_text;
use super::titles::title;
use super::workspace::{Parent, Thing, Workspace, created};
use crate::instants::{iso, minutes_in};

/// A thing, whole; blocks have a writer of their own.
pub(crate) fn written(workspace: &Workspace, thing: Thing) -> Value {
    match thing {
        Thing::Page(page) | Thing::Block(page) => written_page(workspace, page),
        Thing::Source(source) => written_source(workspace, source),
        Thing::Database(database) => written_database(workspace, database),
    }
}

/// Where something lies, as an answer tells it.
pub(crate) fn parent(workspace: &Workspace, parent: Parent) -> Value {
    match parent {
        Parent::Workspace => json!({ "type": "workspace", "workspace": true }),
        Parent::Page(page) => json!({ "type": "page_id", "page_id": workspace.id(Thing::Page(page)) }),
        Parent::Block(page) => json!({ "type": "block_id", "block_id": workspace.id(Thing::Block(page)) }),
        Parent::Hidden(number) => {
            json!({ "type": "page_id", "page_id": id(workspace.seed, ids::Kind::Hidden, number) })
        }
        Parent::Source(source) => json!({
            "type": "data_source_id",
            "data_source_id": workspace.id(Thing::Source(source)),
            "database_id": workspace.id(Thing::Database(workspace.database_of(source))),
        }),
    }
}

fn written_page(workspace: &Workspace, page: u32) -> Value {
    let lies_in = workspace.parent(page);
    let properties = match lies_in {
        Parent::Source(source) => values(workspace, source, page),
        _ => Map::from_iter([(
            "title".to_owned(),
            json!({ "id": "title", "type": "title", "title": page_title(workspace, page) }),
        )]),
    };
    let mut told = shared(workspace, Thing::Page(page), "page", workspace.is_trashed(page));
    told["parent"] = parent(workspace, lies_in);
    told["properties"] = properties.into();
    told["is_locked"] = false.into();
    if page.is_multiple_of(3) {
        told["icon"] = json!({ "type": "emoji", "emoji": "🚀" });
    }
    told
}

fn written_source(workspace: &Workspace, source: u32) -> Value {
    let database = workspace.database_of(source);
    let mut told = shared(workspace, Thing::Source(source), "data_source", false);
    told["title"] = rich_text(&title(workspace, Thing::Source(source)));
    told["description"] = json!([]);
    told["is_inline"] = false.into();
    told["parent"] = json!({ "type": "database_id", "database_id": workspace.id(Thing::Database(database)) });
    told["database_parent"] = parent(workspace, workspace.parent_of_database(database));
    told["properties"] = configuration(workspace, source).into();
    told
}

fn written_database(workspace: &Workspace, database: u32) -> Value {
    let sources = workspace.sources_of(database).map(Thing::Source);
    let sources: Vec<_> = sources
        .map(|source| json!({ "id": workspace.id(source), "name": title(workspace, source) }))
        .collect();
    let mut told = shared(workspace, Thing::Database(database), "database", false);
    told["title"] = rich_text(&title(workspace, Thing::Database(database)));
    told["description"] = json!([]);
    told["is_inline"] = false.into();
    told["is_locked"] = false.into();
    told["parent"] = parent(workspace, workspace.parent_of_database(database));
    told["data_sources"] = sources.into();
    told
}

/// What all kinds have.
fn shared(workspace: &Workspace, thing: Thing, object: &str, in_trash: bool) -> Value {
    let id = workspace.id(thing);
    json!({
        "object": object,
        "url": format!("https://www.notion.so/{}", ids::bare(&id)),
        "id": id,
        "created_time": iso(minutes_in(created(thing))),
        "last_edited_time": iso(minutes_in(workspace.edited(thing))),
        "created_by": user(workspace.seed, 0),
        "last_edited_by": user(workspace.seed, 1),
        "archived": in_trash,
        "in_trash": in_trash,
        "icon": null,
        "cover": null,
        "public_url": null,
    })
}
