//! Making items and views: few different ones, so that they meet, and hostile ones among them.

use std::collections::BTreeMap;

use jiff::Timestamp;
use model::{
    IntegrationItem,
    list::{ColumnId, ColumnType, Direction, Filter, Sort, Test, View},
};
use proptest::{collection::vec, option, prelude::*};

/// What the properties are that items are made with.
pub(super) fn types() -> BTreeMap<String, ColumnType> {
    let types = [
        ("a", ColumnType::Text),
        ("n", ColumnType::Number),
        ("t", ColumnType::Instant),
        ("d", ColumnType::Day),
        ("c", ColumnType::Choice),
    ];
    types.map(|(name, column_type)| (name.to_owned(), column_type)).into()
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[abAB]{0,3}",
        2 => prop::sample::select(vec![
            "Zoë", "zoe", "İstanbul", "שלום עולם", "👩‍🚀 Ada", "e\u{301}", "\u{301}", "\0", "a;b", "00042", "42", "-0", "4.2e1",
            "2024-05-01", "2024-05-01T09:30:00.000Z", "2024-05-01T09:30:00Z", "1714555800000", "2024-13-45", "nan", "\"<b>,=1",
        ]).prop_map(str::to_owned),
        1 => "\\PC{0,12}",
        1 => (200usize..400).prop_map(|many| "ß€x".repeat(many)),
    ]
}

fn time() -> impl Strategy<Value = Option<Timestamp>> {
    let moment = prop_oneof![
        4 => (0i64..5).prop_map(|day| Timestamp::from_second(day * 86_400).unwrap()),
        2 => any::<u32>().prop_map(|millisecond| Timestamp::from_millisecond(i64::from(millisecond)).unwrap()),
        1 => (-1_000_000_000_000_000i64..1_000_000_000_000_000).prop_map(|micro| Timestamp::from_microsecond(micro).unwrap()),
        1 => Just(Timestamp::MIN),
        1 => Just(Timestamp::MAX),
    ];
    option::of(moment)
}

/// An item of one of few ids.
pub(super) fn item() -> impl Strategy<Value = IntegrationItem> {
    let own = (
        "[0-9]{1,2}|x",
        option::of(text()),
        time(),
        time(),
        option::of("[/=+]{0,1}[0-9a]{0,3}"),
    );
    let rare = (
        any::<bool>(),
        any::<bool>(),
        option::weighted(0.1, text()),
        vec(text(), 0..2),
    );
    let properties = prop::collection::btree_map("[antdcz]", text(), 0..6);
    (own, rare, properties).prop_map(
        |((id, name, created, modified, url), (directory, visibility, rare, children), properties)| IntegrationItem {
            item_type: if directory { "Company" } else { "Contact" }.to_owned(),
            directory,
            parent_path_or_name: rare.clone(),
            parent_id: rare.clone(),
            name,
            creation_time: created,
            last_modified_time: modified,
            url,
            children: if rare.is_some() { children } else { Vec::new() },
            mime_type: rare.clone(),
            delta: rare.clone(),
            drive_id: rare,
            visibility,
            properties,
            id,
        },
    )
}

fn column() -> impl Strategy<Value = ColumnId> {
    prop_oneof![
        Just(ColumnId::Name),
        Just(ColumnId::Id),
        Just(ColumnId::Created),
        Just(ColumnId::Modified),
        "[antdcz?]".prop_map(|name| ColumnId::property(&name)),
    ]
}

fn test() -> impl Strategy<Value = Test> {
    let number = || option::of(prop::sample::select(vec!["0", "42", "-1.5", "1e9"]).prop_map(str::to_owned));
    let moment = || {
        option::of(prop::sample::select(vec![
            0,
            86_400_000,
            1_714_521_600_000,
            1_714_555_800_000,
        ]))
    };
    prop_oneof![
        "[abz0-4:.-]{0,2}".prop_map(Test::Has),
        vec(text(), 1..3).prop_map(Test::In),
        (moment(), moment()).prop_map(|(from, until)| Test::Time { from, until }),
        (number(), number()).prop_map(|(least, most)| Test::Number { least, most }),
        Just(Test::Empty),
        Just(Test::Filled),
    ]
}

fn filter() -> impl Strategy<Value = Filter> {
    let written = |filter: &Filter| {
        let is_time = matches!(filter.column, ColumnId::Created | ColumnId::Modified);
        !is_time || !matches!(filter.test, Test::Has(_) | Test::In(_) | Test::Number { .. })
    };
    let filter = (column(), test()).prop_map(|(column, test)| Filter { column, test });
    filter.prop_filter("times of the item have no text of their own", written)
}

/// A view. Searches are short, so that something is found.
pub(super) fn view() -> impl Strategy<Value = View> {
    let rule = (column(), any::<bool>()).prop_map(|(column, up)| Sort {
        column,
        direction: if up {
            Direction::Ascending
        } else {
            Direction::Descending
        },
    });
    let search = prop_oneof![3 => Just(String::new()), 2 => "[abzAB024:.-]{1,2}( [ab])?", 1 => text()];
    (search, vec(rule, 0..3), vec(filter(), 0..3)).prop_map(|(search, sort, filters)| View {
        search,
        sort,
        filters,
        ..View::default()
    })
}
