//! Every question that a provider can be asked, so that a claim can put them all.

use std::{collections::BTreeMap, fmt};

use integrations::{
    Account, Provider, ProviderError,
    provider::{Changes, PageRequest, RemovedPage},
};
use jiff::Timestamp;
use model::{
    IntegrationItem, ItemPage,
    list::{Column, ColumnId, ColumnType, Record},
};

use super::{
    stage::{Granted, Stage},
    subject::KindUnderTest,
};

/// One question.
#[derive(Clone)]
pub(super) enum Question {
    Account,
    Page(KindUnderTest),
    Columns(KindUnderTest),
    Count(KindUnderTest),
    Changes(KindUnderTest),
    Removed(KindUnderTest),
    Item(KindUnderTest, String),
    /// Whether that property of that record can be set.
    Change(KindUnderTest, String, String),
}

/// One answer.
#[derive(PartialEq)]
pub(super) enum Answered {
    Account(Account),
    Page(ItemPage),
    Columns(Vec<Column>),
    Count(Option<u64>),
    Changes(Changes),
    Removed(RemovedPage),
    Item(Box<Record>),
    Changed(Box<IntegrationItem>),
}

/// In short: whole pages would hide what a claim has to say of them.
impl fmt::Debug for Answered {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Account(account) => account.fmt(f),
            Self::Page(page) => write!(f, "a page of {} items", page.items.len()),
            Self::Columns(columns) => write!(f, "{} columns", columns.len()),
            Self::Count(count) => write!(f, "a count of {count:?}"),
            Self::Changes(Changes::Page(page)) => write!(f, "a page of {} changes", page.changed.len()),
            Self::Changes(Changes::Untraceable) => f.write_str("untraceable changes"),
            Self::Removed(page) => write!(f, "a page of {} removed items", page.ids.len()),
            Self::Item(record) => write!(f, "the record {}", record.item.id),
            Self::Changed(item) => write!(f, "the changed record {}", item.id),
        }
    }
}

impl fmt::Display for Question {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Account => f.write_str("the account"),
            Self::Page(kind) => write!(f, "a page of {kind}"),
            Self::Columns(kind) => write!(f, "the columns of {kind}"),
            Self::Count(kind) => write!(f, "the number of {kind}"),
            Self::Changes(kind) => write!(f, "changes of {kind}"),
            Self::Removed(kind) => write!(f, "removed {kind}"),
            Self::Item(kind, id) => write!(f, "{id} of {kind}"),
            Self::Change(kind, id, property) => write!(f, "a change of {property} in {id} of {kind}"),
        }
    }
}

impl Answered {
    /// All of it.
    pub(super) fn at_length(&self) -> String {
        match self {
            Self::Account(account) => format!("{account:?}"),
            Self::Page(page) => format!("{page:?}"),
            Self::Columns(columns) => format!("{columns:?}"),
            Self::Count(count) => format!("{count:?}"),
            Self::Changes(changes) => format!("{changes:?}"),
            Self::Removed(page) => format!("{page:?}"),
            Self::Item(record) => format!("{record:?}"),
            Self::Changed(item) => format!("{item:?}"),
        }
    }
}

impl Question {
    /// All of them, about records that there are.
    pub(super) async fn all(stage: &Stage<'_>, granted: &Granted) -> Vec<Self> {
        let mut all = vec![Self::Account];
        for kind in &stage.subject.kinds {
            let first = first_id(stage, granted, kind).await;
            all.extend([
                Self::Page(kind.clone()),
                Self::Columns(kind.clone()),
                Self::Count(kind.clone()),
                Self::Changes(kind.clone()),
                Self::Removed(kind.clone()),
                Self::Item(kind.clone(), first.clone()),
            ]);
            let property = editable(stage, granted, kind).await;
            all.extend(property.map(|property| Self::Change(kind.clone(), first, property)));
        }
        all
    }

    /// Those whose answer is a list.
    pub(super) fn is_about_a_list(&self) -> bool {
        matches!(
            self,
            Self::Page(_) | Self::Columns(_) | Self::Changes(_) | Self::Removed(_)
        )
    }

    /// Puts it.
    pub(super) async fn put(&self, provider: &dyn Provider, granted: &Granted) -> Result<Answered, ProviderError> {
        let (access, request) = (granted.access(), PageRequest::default());
        match self {
            Self::Account => provider.account(&granted.unknown()).await.map(Answered::Account),
            Self::Page(of) => {
                let page = provider.list_items(&access, &of.kind, request).await;
                page.map(Answered::Page)
            }
            Self::Columns(of) => provider.columns(&access, &of.kind).await.map(Answered::Columns),
            Self::Count(of) => provider.count_items(&access, &of.kind).await.map(Answered::Count),
            Self::Changes(of) => {
                let since = Timestamp::UNIX_EPOCH;
                let changes = provider.changes(&access, &of.kind, since, request).await;
                changes.map(Answered::Changes)
            }
            Self::Removed(of) => {
                let removed = provider.removed_items(&access, &of.kind, None).await;
                removed.map(Answered::Removed)
            }
            Self::Item(of, id) => {
                let record = provider.item(&access, &of.kind, id).await;
                record.map(|record| Answered::Item(Box::new(record)))
            }
            Self::Change(of, id, property) => {
                let values = BTreeMap::from([(property.clone(), "Troms\u{f8}".to_owned())]);
                let changed = provider.update_item(&access, &of.kind, id, &values).await;
                changed.map(|item| Answered::Changed(Box::new(item)))
            }
        }
    }
}

/// A property of the kind's records that takes any text, if they can be edited and there is one.
pub(super) async fn editable(stage: &Stage<'_>, granted: &Granted, kind: &KindUnderTest) -> Option<String> {
    stage.provider.descriptor().item_kind(&kind.kind.name)?.editable?;
    let columns = stage.provider.columns(&granted.access(), &kind.kind).await;
    let columns = columns.unwrap_or_else(|error| panic!("the columns of {kind}: {error}"));
    let takes_text = |column: &Column| column.editable && column.column_type == ColumnType::Text;
    columns
        .into_iter()
        .filter(takes_text)
        .find_map(|column| match column.id {
            ColumnId::Property(name) => Some(name),
            _ => None,
        })
}

/// The id of the kind's first record.
pub(super) async fn first_id(stage: &Stage<'_>, granted: &Granted, kind: &KindUnderTest) -> String {
    let request = PageRequest::default();
    let page = stage.provider.list_items(&granted.access(), &kind.kind, request).await;
    let page = page.unwrap_or_else(|error| panic!("{kind} cannot be listed: {error}"));
    let first = page.items.into_iter().next();
    first.unwrap_or_else(|| panic!("the first page of {kind} is empty")).id
}
