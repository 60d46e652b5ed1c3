//! Companies, deals and tickets: what they share with contacts, and what sets them apart.

use std::collections::{BTreeMap, BTreeSet};

use integrations::{
    Provider as _, ProviderError,
    provider::{Changes, PageRequest},
};
use model::{
    ItemKind,
    list::{Column, ColumnId, ColumnType},
};
use serde_json::json;

use crate::portal::{Portal, ids};

/// Less than a token lives.
const A_WHILE: std::time::Duration = std::time::Duration::from_mins(1);

/// One of the types, in the words of its tests.
struct Case {
    kind: &'static str,
    word: &'static str,
    number: &'static str,
    name: &'static str,
    scope: &'static str,
}

const CASES: [Case; 3] = [
    Case {
        kind: "companies",
        word: "Company",
        number: "0-2",
        name: "name",
        scope: "crm.objects.companies.read",
    },
    Case {
        kind: "deals",
        word: "Deal",
        number: "0-3",
        name: "dealname",
        scope: "crm.objects.deals.read",
    },
    Case {
        kind: "tickets",
        word: "Ticket",
        number: "0-5",
        name: "subject",
        scope: "tickets",
    },
];

impl Case {
    fn kind(&self) -> ItemKind {
        ItemKind::named(self.kind)
    }

    fn path(&self) -> String {
        format!("/crm/objects/2026-09/{}", self.kind)
    }
}

async fn columns(portal: &Portal, kind: &str) -> Vec<Column> {
    let kind = ItemKind::named(kind);
    portal.hubspot.columns(&portal.access, &kind).await.unwrap()
}

fn of<'a>(columns: &'a [Column], name: &str) -> &'a Column {
    let id = ColumnId::property(name);
    columns.iter().find(|column| column.id == id).unwrap()
}

#[tokio::test]
async fn every_record_is_listed_once_under_its_own_name_and_address() {
    let portal = Portal::with(1300).await;
    for case in CASES {
        portal.sandbox.clear_journal();
        let items = portal.all_of(&case.kind()).await;
        let distinct: BTreeSet<&str> = ids(&items).into_iter().collect();
        assert!(items.len() > 100 && distinct.len() == items.len(), "{}", case.kind);
        assert!(
            portal
                .asked()
                .iter()
                .all(|asked| *asked == format!("GET {} 200", case.path()))
        );
        for item in &items {
            assert_eq!(item.item_type, case.word);
            let address = format!(
                "https://app.hubspot.com/contacts/62515/record/{}/{}",
                case.number, item.id
            );
            assert_eq!(item.url.as_ref(), Some(&address));
            assert!(item.creation_time < item.last_modified_time, "{}", item.id);
            if let Some(name) = item.property(case.name) {
                assert_eq!(item.name.as_deref(), Some(name.trim()));
            }
        }
        let count = portal.hubspot.count_items(&portal.access, &case.kind()).await;
        assert_eq!(count, Ok(Some(items.len() as u64)));
    }
}

#[tokio::test]
async fn a_company_without_a_name_is_called_by_its_domain() {
    let portal = Portal::with(1).await;
    let companies = portal.all_of(&ItemKind::named("companies")).await;
    let nameless = companies.iter().find(|item| item.property("name").is_none()).unwrap();
    assert_eq!(nameless.name.as_deref(), nameless.property("domain"));
    assert!(nameless.name.is_some());
}

#[tokio::test]
async fn what_changed_since_is_told_by_the_date_that_these_records_have() {
    let portal = Portal::with(1).await;
    for case in CASES {
        portal.sandbox.advance(A_WHILE);
        let since = portal
            .change_at(&case.path(), "1010", json!({ case.name: "Changed" }))
            .await;
        portal.sandbox.advance(A_WHILE);
        portal
            .change_at(&case.path(), "1003", json!({ case.name: "Changed too" }))
            .await;
        portal.sandbox.clear_journal();
        let request = PageRequest::default();
        let answer = portal
            .hubspot
            .changes(&portal.access, &case.kind(), since, request)
            .await;
        let Ok(Changes::Page(changes)) = answer else {
            panic!("{answer:?}");
        };
        assert_eq!(ids(&changes.changed), ["1010", "1003"]);
        assert_eq!(changes.next, None);
        assert_eq!(portal.asked(), [format!("POST {}/search 200", case.path())]);
        let listed: BTreeMap<String, _> = portal
            .all_of(&case.kind())
            .await
            .into_iter()
            .map(|item| (item.id.clone(), item))
            .collect();
        for item in &changes.changed {
            assert_eq!(Some(item), listed.get(&item.id), "a record looks the same either way");
        }
    }
}

#[tokio::test]
async fn a_record_is_read_whole_and_one_that_is_gone_is_not_found() {
    let portal = Portal::with(1).await;
    for case in CASES {
        let record = portal.hubspot.item(&portal.access, &case.kind(), "1001").await.unwrap();
        assert_eq!(record.item.item_type, case.word);
        assert_eq!(record.item.name.as_deref(), record.item.property(case.name));
        assert_eq!(record.item.property("hs_object_id"), Some("1001"));
        portal.archive_at(&case.path(), "1001").await;
        let gone = portal.hubspot.item(&portal.access, &case.kind(), "1001").await;
        assert_eq!(gone, Err(ProviderError::Rejected { status: 404 }));
        let removed = portal
            .hubspot
            .removed_items(&portal.access, &case.kind(), None)
            .await
            .unwrap();
        assert_eq!(removed.ids, ["1001"]);
    }
}

#[tokio::test]
async fn each_type_has_its_own_usual_columns() {
    let portal = Portal::with(1).await;
    for (kind, expected) in [
        (
            "companies",
            &[
                "Name",
                "Domain",
                "Phone",
                "City",
                "Industry",
                "Lifecycle stage",
                "Modified",
            ][..],
        ),
        (
            "deals",
            &["Name", "Amount", "Stage", "Pipeline", "Close date", "Modified"][..],
        ),
        (
            "tickets",
            &["Name", "Status", "Priority", "Category", "Pipeline", "Modified"][..],
        ),
    ] {
        let columns = columns(&portal, kind).await;
        let usual: Vec<&str> = columns
            .iter()
            .filter(|column| column.usual)
            .map(|column| column.label.as_str())
            .collect();
        assert_eq!(usual, expected, "{kind}");
        let owner = of(&columns, "hubspot_owner_id");
        assert_eq!(owner.label_of("7001"), "Grace Hopper");
    }
    let companies = columns(&portal, "companies").await;
    assert_eq!(of(&companies, "audit_grade").group.as_deref(), Some("Supplier audit"));
    assert_eq!(of(&companies, "preferred_ports").label_of("NGLOS"), "Lagos");
}

#[tokio::test]
async fn stages_and_pipelines_are_known_by_name() {
    let portal = Portal::with(1).await;
    let deals = columns(&portal, "deals").await;
    assert_eq!(of(&deals, "pipeline").label_of("680114"), "Renewals");
    let stage = of(&deals, "dealstage");
    assert_eq!((stage.column_type, stage.choices.len()), (ColumnType::Choice, 11));
    assert_eq!(stage.label_of("qualifiedtobuy"), "Qualified To Buy");
    assert_eq!(stage.label_of("closedwon"), "Closed Won (Sales Pipeline)");
    assert_eq!(stage.label_of("991203"), "Closed Won (Renewals)");
    let tickets = columns(&portal, "tickets").await;
    assert_eq!(of(&tickets, "hs_pipeline").label_of("0"), "Support Pipeline");
    assert_eq!(of(&tickets, "hs_pipeline_stage").label_of("2"), "Waiting on contact");
    let asked = portal.asked();
    let pipelines: Vec<&String> = asked.iter().filter(|asked| asked.contains("pipelines")).collect();
    assert_eq!(
        pipelines,
        [
            "GET /crm/pipelines/2026-09/deals 200",
            "GET /crm/pipelines/2026-09/tickets 200"
        ]
    );
}

#[tokio::test]
async fn nobody_asks_for_stages_that_the_properties_offer() {
    let portal = Portal::with(1).await;
    let offered = |name: &str| {
        let option = json!({"label": "Only", "value": "1"});
        json!({"name": name, "type": "enumeration", "options": [option]})
    };
    portal.answer("/crm/properties/2026-09/deals/groups", json!({"results": []}));
    portal.answer(
        "/crm/properties/2026-09/deals",
        json!({"results": [offered("pipeline"), offered("dealstage")]}),
    );
    let deals = columns(&portal, "deals").await;
    assert_eq!(of(&deals, "dealstage").label_of("1"), "Only");
    assert!(portal.asked().iter().all(|asked| !asked.contains("pipelines")));
}

#[tokio::test]
async fn stages_that_cannot_be_learned_cost_only_their_names() {
    let portal = Portal::with(1).await;
    portal.answer("/crm/pipelines/", json!("nonsense"));
    let deals = columns(&portal, "deals").await;
    assert_eq!(of(&deals, "dealstage").label_of("closedwon"), "closedwon");
    assert!(!of(&deals, "pipeline").choices.is_empty());
}

#[tokio::test]
async fn what_was_not_granted_is_refused_and_the_scope_is_named() {
    let portal = Portal::granting(1, "oauth crm.objects.contacts.read").await;
    for case in CASES {
        let answer = portal.page_of(&case.kind(), PageRequest::default()).await;
        let Err(ProviderError::MissingScopes { any_of }) = answer else {
            panic!("{answer:?}");
        };
        assert_eq!(any_of, [case.scope]);
        let kinds = &portal.hubspot.descriptor().item_kinds;
        let kind = kinds.iter().find(|kind| kind.name == case.kind).unwrap();
        assert_eq!(kind.scope, Some(case.scope));
    }
}
