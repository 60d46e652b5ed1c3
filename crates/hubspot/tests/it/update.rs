//! Changing one contact.

use std::collections::BTreeMap;

use integrations::{Provider as _, ProviderError};
use model::{ItemKind, list::ColumnId};
use sandbox::Fault;
use serde_json::json;

use crate::portal::{CONTACTS, Portal, contacts};

fn values(values: &[(&str, &str)]) -> BTreeMap<String, String> {
    let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
    values.iter().map(owned).collect()
}

async fn update(portal: &Portal, id: &str, set: &[(&str, &str)]) -> Result<model::IntegrationItem, ProviderError> {
    portal
        .hubspot
        .update_item(&portal.access, &contacts(), id, &values(set))
        .await
}

#[tokio::test]
async fn a_contact_is_changed_by_one_question_with_nothing_else_in_it() {
    let portal = Portal::with(5).await;
    let awkward = "<b>Tromsø</b> \"& 🚢\nx";
    let changed = update(&portal, "1003", &[("city", awkward), ("phone", "")])
        .await
        .unwrap();
    assert_eq!(changed.id, "1003");
    assert_eq!(portal.asked(), [format!("PATCH {CONTACTS}/1003 200")]);
    let record = portal.hubspot.item(&portal.access, &contacts(), "1003").await.unwrap();
    assert_eq!(record.item.property("city"), Some(awkward));
    assert_eq!(record.item.property("phone"), None, "an empty text clears");
    assert_eq!(record.item.last_modified_time, changed.last_modified_time);
}

#[tokio::test]
async fn what_hubspot_does_not_take_is_told_and_changes_nothing() {
    let portal = Portal::with(5).await;
    for (set, status) in [
        (&[("city", "Oslo"), ("createdate", "2020-01-01")][..], 400),
        (&[("city", "Oslo"), ("unheard_of", "x")], 400),
        (&[("city", "Oslo"), ("email", "nonsense")], 400),
        (&[("city", "Oslo"), ("lifecyclestage", "friend")], 400),
        (&[("city", "Oslo"), ("email", "ada@northwind.example")], 409),
    ] {
        let answer = update(&portal, "1003", set).await;
        assert_eq!(answer, Err(ProviderError::Rejected { status }), "{set:?}");
    }
    let record = portal.hubspot.item(&portal.access, &contacts(), "1003").await.unwrap();
    assert_ne!(record.item.property("city"), Some("Oslo"));
}

#[tokio::test]
async fn what_is_no_id_is_not_asked_for_and_what_is_gone_is_not_found() {
    let portal = Portal::with(5).await;
    let none = Err(ProviderError::Rejected { status: 404 });
    for id in ["", "..", "search", "1003/../1004", "1003?archived=true"] {
        assert_eq!(update(&portal, id, &[("city", "Oslo")]).await, none, "{id}");
    }
    assert!(portal.asked().is_empty());
    assert_eq!(update(&portal, "99999999", &[("city", "Oslo")]).await, none);
}

#[tokio::test]
async fn a_question_without_a_clear_answer_is_not_repeated() {
    let portal = Portal::with(5).await;
    for status in [500, 502, 503] {
        portal.sandbox.clear_journal();
        portal.sandbox.fault(Fault {
            path_prefix: CONTACTS.to_owned(),
            status: Some(status),
            ..Fault::default()
        });
        let answer = update(&portal, "1003", &[("city", "Oslo")]).await;
        assert_eq!(answer, Err(ProviderError::Unavailable));
        assert_eq!(portal.asked().len(), 1);
    }
}

#[tokio::test]
async fn without_its_scope_nothing_is_changed() {
    let portal = Portal::granting(5, "oauth crm.objects.contacts.read").await;
    let answer = update(&portal, "1003", &[("city", "Oslo")]).await;
    let any_of = vec!["crm.objects.contacts.write".to_owned()];
    assert_eq!(answer, Err(ProviderError::MissingScopes { any_of }));
}

#[tokio::test]
async fn nothing_but_contacts_is_changed() {
    let portal = Portal::with(5).await;
    let kinds = portal.hubspot.descriptor().item_kinds.clone();
    for kind in kinds.iter().filter(|kind| kind.editable.is_none()) {
        let named = ItemKind::named(kind.name);
        let set = values(&[("name", "x")]);
        let answer = portal.hubspot.update_item(&portal.access, &named, "1001", &set).await;
        assert_eq!(answer, Err(ProviderError::Rejected { status: 405 }), "{}", kind.name);
    }
    assert!(portal.asked().is_empty());
    let editable: Vec<&str> = kinds
        .iter()
        .filter(|kind| kind.editable.is_some())
        .map(|kind| kind.name)
        .collect();
    assert_eq!(editable, ["contacts"]);
}

#[tokio::test]
async fn a_column_is_editable_where_hubspot_lets_its_values_be_written() {
    let portal = Portal::with(1).await;
    let columns = portal.hubspot.columns(&portal.access, &contacts()).await.unwrap();
    let editable = |name: &str| {
        let id = ColumnId::property(name);
        columns.iter().find(|column| column.id == id).unwrap().editable
    };
    for name in [
        "firstname",
        "email",
        "credit_limit",
        "lifecyclestage",
        "hubspot_owner_id",
    ] {
        assert!(editable(name), "{name}");
    }
    for name in ["hs_object_source", "num_notes", "hs_additional_emails"] {
        assert!(!editable(name), "{name}");
    }
    let own = columns
        .iter()
        .filter(|column| !matches!(column.id, ColumnId::Property(_)));
    assert!(own.into_iter().all(|column| !column.editable));
    portal.answer("/crm/properties/2026-09/contacts/groups", json!({"results": []}));
    portal.answer(
        "/crm/properties/2026-09/contacts",
        json!({"results": [{"name": "x", "type": "string"}]}),
    );
    let columns = portal.hubspot.columns(&portal.access, &contacts()).await.unwrap();
    assert!(
        columns.iter().all(|column| !column.editable),
        "nobody said that it may be written"
    );
}
